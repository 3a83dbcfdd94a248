//! What every command starts from: the vault, the unlocked key, the answer of an act.

use crate::args::parse::Named;
use crate::cli::Context;
use crate::error::{CliError, ExitCode};
use crate::ui::{Answer, Recorded, table};
use crate::wording::{Arg, Phrase, document_text, say, visible};
use custody_core::keys::{KeyFolder, PersonKey};
use custody_core::record::{
    CarrierId, InstanceId, Moment, OrgId, PermissionId, PersonId, PlaceId, PlaceKind, Reach,
    Register, Text,
};
use custody_core::rules::{Act, Asked, Warning};
use custody_core::vault::{Clock as _, Done, Member, Recovered, SystemClock, Vault, VaultError};
use serde_json::{Value, json};
use std::io::Read as _;
use std::path::Path;

/// Further keys of the JSON answer.
pub(crate) type More = Vec<(&'static str, Value)>;

/// A value that was neither given nor can be asked for.
pub(crate) fn missing(option: &'static str) -> CliError {
    CliError::usage(say!("option-missing", option = option))
}

/// An organisation's name, or its number where it is not on the register.
pub(crate) fn organisation_name(register: &Register, org: OrgId) -> String {
    let entry = register.organisations.get(&org);
    entry.map_or_else(|| org.to_string(), |o| o.name.to_string())
}

/// A file of that name is there.
pub(crate) fn exists(path: &Path) -> CliError {
    CliError::new(ExitCode::Conflict, say!("target-exists", path = path))
        .and(say!("safe-target-untouched"))
}

impl Context {
    /// Now.
    pub(crate) fn now(&self) -> Moment {
        SystemClock.now()
    }

    /// The folder of keys.
    pub(crate) fn keys(&self) -> Result<KeyFolder, CliError> {
        Ok(KeyFolder::new(self.home()?))
    }

    /// The vault, for reading.
    pub(crate) fn open_vault(&self) -> Result<Vault, CliError> {
        let folder = self.vault()?;
        match Vault::open(&folder) {
            Ok(vault) => Ok(vault),
            // A read-only medium can still be read.
            Err(error) if error.code() == ExitCode::Io.number() => {
                Ok(Vault::open_read_only(&folder)?)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The vault for an act: the key is unlocked, and what a crash left is finished or undone first, and said.
    pub(crate) fn acting(&self) -> Result<(Vault, Member), CliError> {
        let mut vault = self.open_vault()?;
        self.ui
            .detail(&say!("using-vault", folder = vault.folder()));
        let key = self.unlock()?;
        let member = vault.member(&key)?;
        self.keep(key);
        if !self.global.dry_run {
            for recovered in vault.recover(&member)? {
                self.tell_recovered(&recovered);
            }
        }
        Ok((vault, member))
    }

    /// The part of the register that a command reads before the rules are asked: what its arguments name, and the
    /// machine; everything when it has a choice to offer.
    pub(crate) fn around(&self, vault: &Vault, named: Option<Reach>) -> Result<Register, CliError> {
        let reach = match named {
            Some(mut reach) => {
                // `init` registers the machine that holds the vault first.
                reach.carriers.extend(CarrierId::new(1));
                reach
            }
            None => Reach::everything(),
        };
        Ok(vault.known(&reach)?)
    }

    /// The person's key, unlocked. `--as NAME`, else the only key there is.
    pub(crate) fn unlock(&self) -> Result<PersonKey, CliError> {
        self.unlock_as(self.global.by.as_deref())
    }

    /// The key of that name, else the only one.
    pub(crate) fn unlock_as(&self, name: Option<&str>) -> Result<PersonKey, CliError> {
        let wanted = |key: &PersonKey| name.is_none_or(|name| key.name() == name);
        let mut unlocked = self.unlocked.borrow_mut();
        if let Some(at) = unlocked.iter().position(wanted) {
            return Ok(unlocked.swap_remove(at));
        }
        drop(unlocked);
        let (_, file) = self.keys()?.find(name)?;
        let passphrase = self.passphrase(&say!("passphrase-of-key", name = file.name()))?;
        Ok(file.unlock(&passphrase)?)
    }

    /// Keeps an unlocked key for the next command of the same run.
    pub(crate) fn keep(&self, key: PersonKey) {
        self.unlocked.borrow_mut().push(key);
    }

    /// What is asked, by the member, with `--at`.
    pub(crate) fn asked(&self, member: &Member, act: Act) -> Asked {
        Asked {
            at: self.at(),
            ..Asked::now(member.id(), act)
        }
    }

    /// What is asked under a permission; its conditions are shown, and going on acknowledges them.
    pub(crate) fn asked_under(
        &self,
        register: &Register,
        member: &Member,
        approval: Option<PermissionId>,
        act: Act,
    ) -> Result<Asked, CliError> {
        let acknowledged = self.acknowledge(register, approval, std::slice::from_ref(&act))?;
        Ok(Asked {
            approval,
            acknowledged,
            ..self.asked(member, act)
        })
    }

    /// The same of several acts: the conditions of all of them are shown together, and acknowledged once.
    pub(crate) fn all_asked_under(
        &self,
        register: &Register,
        member: &Member,
        approval: Option<PermissionId>,
        acts: Vec<Act>,
    ) -> Result<Vec<Asked>, CliError> {
        let acknowledged = self.acknowledge(register, approval, &acts)?;
        let asked = acts.into_iter().map(|act| Asked {
            approval,
            acknowledged,
            ..self.asked(member, act)
        });
        Ok(asked.collect())
    }

    /// Shows the conditions of what these acts rest on, and asks for an acknowledgement if there are any.
    fn acknowledge(
        &self,
        register: &Register,
        approval: Option<PermissionId>,
        acts: &[Act],
    ) -> Result<bool, CliError> {
        let rests_on = |p: &&custody_core::record::Permission| match approval {
            Some(named) => named == p.id,
            None => acts.iter().any(|act| act.may_rest_on(p)),
        };
        let conditions: Vec<&Text> = register
            .permissions
            .values()
            .filter(rests_on)
            .flat_map(|p| &p.conditions)
            .collect();
        for condition in &conditions {
            self.ui.tell(&say!("condition", text = condition.as_str()));
        }
        if !conditions.is_empty() {
            self.ask.confirm(&say!("ask-conditions"))?;
        }
        Ok(!conditions.is_empty())
    }

    fn tell_recovered(&self, recovered: &Recovered) {
        let phrase = match recovered {
            Recovered::Undone { file } => say!("recovered-undone", file = file.as_path()),
            Recovered::Published { file } => say!("recovered-published", file = file.as_path()),
            Recovered::Absent { file, about } => {
                say!(
                    "recovered-absent",
                    file = file.as_path(),
                    about = about.as_str()
                )
            }
            Recovered::SourceRemoved { instance } => {
                say!("recovered-source-removed", id = instance.as_str())
            }
            Recovered::SourceChanged { instance, files } => {
                say!(
                    "recovered-source-changed",
                    id = instance.as_str(),
                    files = files.join(", ")
                )
            }
            Recovered::Removed { instance } => say!("recovered-removed", id = instance.as_str()),
            Recovered::Waiting { file } => say!("recovered-waiting", file = file.as_path()),
            Recovered::WorkingCopy { instance, folder } => {
                say!(
                    "recovered-working-copy",
                    id = instance.as_str(),
                    folder = folder.as_path()
                )
            }
        };
        self.ui.tell(&phrase);
    }

    /// A place by number or name.
    pub(crate) fn place(
        &self,
        register: &Register,
        named: &Named<PlaceId>,
    ) -> Result<PlaceId, CliError> {
        match named {
            Named::Id(id) => Ok(*id),
            Named::Name(name) => only(
                name,
                register
                    .places
                    .values()
                    .filter(|p| p.name == *name)
                    .map(|p| p.id),
            ),
        }
    }

    /// People by number or name.
    pub(crate) fn people(
        &self,
        register: &Register,
        named: &[Named<PersonId>],
    ) -> Result<Vec<PersonId>, CliError> {
        let each = named.iter().map(|one| self.person(register, one));
        each.collect()
    }

    /// A person by number or name.
    pub(crate) fn person(
        &self,
        register: &Register,
        named: &Named<PersonId>,
    ) -> Result<PersonId, CliError> {
        match named {
            Named::Id(id) => Ok(*id),
            Named::Name(name) => only(
                name,
                register
                    .people
                    .values()
                    .filter(|p| p.name == *name)
                    .map(|p| p.id),
            ),
        }
    }

    /// An organisation by number or name.
    pub(crate) fn org(&self, register: &Register, named: &Named<OrgId>) -> Result<OrgId, CliError> {
        match named {
            Named::Id(id) => Ok(*id),
            Named::Name(name) => only(
                name,
                register
                    .organisations
                    .values()
                    .filter(|o| o.name == *name)
                    .map(|o| o.id),
            ),
        }
    }

    /// A text that was given, or is asked for.
    pub(crate) fn text_or_ask(
        &self,
        given: Option<Text>,
        option: &'static str,
        question: Phrase,
    ) -> Result<Text, CliError> {
        self.ask.one(given, option, &question, |answer| {
            Text::new(answer.trim()).map_err(|_| say!("ask-empty"))
        })
    }

    /// An instance that was given, or is asked for among those `fit` takes.
    pub(crate) fn instance_or_ask(
        &self,
        register: &Register,
        given: Option<InstanceId>,
        fit: impl Fn(&custody_core::record::Instance) -> bool,
    ) -> Result<InstanceId, CliError> {
        let offered: Vec<(InstanceId, String)> = register
            .instances
            .values()
            .filter(|i| fit(i))
            .map(|i| {
                let title = register
                    .assets
                    .get(&i.id.asset)
                    .map_or("", |a| a.title.as_str());
                (i.id, format!("{} {} {}", i.id, title, i.state().word()))
            })
            .collect();
        self.ask
            .choice(given, "ID", &say!("ask-instance"), &offered)
    }

    /// A place that was given, or is asked for among those `fit` takes.
    pub(crate) fn place_or_ask(
        &self,
        register: &Register,
        given: Option<&Named<PlaceId>>,
        fit: impl Fn(PlaceKind) -> bool,
    ) -> Result<PlaceId, CliError> {
        let given = given.map(|named| self.place(register, named)).transpose()?;
        let offered: Vec<(PlaceId, String)> = register
            .places
            .values()
            .filter(|p| fit(p.kind))
            .map(|p| (p.id, format!("{} {}", p.id, p.name)))
            .collect();
        self.ask
            .choice(given, "--place", &say!("ask-place"), &offered)
    }

    /// A person that was given, or is asked for among those `fit` takes.
    pub(crate) fn person_or_ask(
        &self,
        register: &Register,
        given: Option<&Named<PersonId>>,
        option: &'static str,
        fit: impl Fn(&custody_core::record::Person) -> bool,
    ) -> Result<PersonId, CliError> {
        let given = given
            .map(|named| self.person(register, named))
            .transpose()?;
        let offered: Vec<(PersonId, String)> = register
            .people
            .values()
            .filter(|p| fit(p))
            .map(|p| (p.id, format!("{} {}", p.id, p.name)))
            .collect();
        self.ask
            .choice(given, option, &say!("ask-person"), &offered)
    }

    /// An organisation that was given, or one that is chosen.
    pub(crate) fn org_or_ask(
        &self,
        register: &Register,
        given: Option<&Named<OrgId>>,
        option: &'static str,
        fit: impl Fn(&custody_core::record::Organisation) -> bool,
    ) -> Result<OrgId, CliError> {
        let given = given.map(|named| self.org(register, named)).transpose()?;
        let offered: Vec<(OrgId, String)> = register
            .organisations
            .values()
            .filter(|o| fit(o))
            .map(|o| (o.id, format!("{} {}", o.id, o.name)))
            .collect();
        self.ask.choice(given, option, &say!("ask-org"), &offered)
    }

    /// One of a list of texts: the given one, the only one, or asked for.
    pub(crate) fn one_of(
        &self,
        given: Option<&Text>,
        list: &[Text],
        option: &'static str,
        question: Phrase,
    ) -> Result<Text, CliError> {
        match (given, list) {
            (Some(given), _) => Ok(given.clone()),
            (None, [only]) => Ok(only.clone()),
            (None, list) => {
                let offered: Vec<(Text, String)> =
                    list.iter().map(|t| (t.clone(), t.to_string())).collect();
                self.ask.choice(None, option, &question, &offered)
            }
        }
    }

    /// Asks for confirmation unless `--yes`.
    pub(crate) fn confirm(&self, question: &Phrase) -> Result<(), CliError> {
        self.ask.confirm(question)
    }

    /// Does the same with each thing and goes on past a bad one; ends with the weightiest of their codes
    /// (`reliability.md` §B).
    pub(crate) fn each<T>(
        &self,
        all: &[T],
        mut one: impl FnMut(&T) -> Result<(), CliError>,
    ) -> Result<(), CliError> {
        if let [only] = all {
            return one(only);
        }
        let mut codes = Vec::new();
        for thing in all {
            if let Err(error) = one(thing) {
                self.ui.fail(&error);
                codes.push(error.code());
            }
        }
        if codes.is_empty() {
            return Ok(());
        }
        let (bad, of) = (codes.len(), all.len());
        Err(CliError::new(
            ExitCode::of_batch(&codes),
            say!("batch-failed", bad = bad, of = of),
        ))
    }

    /// One sentence as the answer.
    pub(crate) fn say(&self, sentence: Phrase) -> Result<(), CliError> {
        self.ui.answer(&Answer::new().line(sentence))
    }

    /// One JSON document as the answer.
    pub(crate) fn document(&self, value: &Value) -> Result<(), CliError> {
        self.raw(&format!("{}\n", document_text(value)))
    }

    /// Text that is ready to be shown.
    pub(crate) fn raw(&self, text: &str) -> Result<(), CliError> {
        self.ui.out(text.as_bytes())
    }

    /// A table as the answer.
    pub(crate) fn table(&self, head: &[Phrase], rows: &[Vec<String>]) -> Result<(), CliError> {
        if rows.is_empty() {
            return self.say(say!("nothing-there"));
        }
        self.raw(&format!("{}\n", table(&self.ui, head, rows)))
    }

    /// Names and values as the answer.
    pub(crate) fn pairs(&self, rows: Vec<(Phrase, String)>) -> Result<(), CliError> {
        let lines = rows
            .into_iter()
            .map(|(name, value)| format!("{}: {}\n", self.ui.text(&name), visible(&value)));
        self.raw(&lines.collect::<String>())
    }

    /// A code in words.
    pub(crate) fn word(&self, value: impl Into<Arg>) -> String {
        value.into().text(self.ui.lang)
    }

    /// Prints what an act recorded: one sentence, then numbers and warnings.
    pub(crate) fn recorded(
        &self,
        done: &Done,
        sentence: &Phrase,
        more: More,
    ) -> Result<(), CliError> {
        let recorded = Recorded {
            records: done
                .records
                .iter()
                .map(|r| (r.seq.0, r.event.kind().to_owned()))
                .collect(),
            ids: done.ids.clone(),
            checkpoint: Some((done.size, done.root.to_string())),
            warnings: self.warnings_with(&done.warnings),
        };
        let mut answer = Answer::new().line(sentence.clone()).recorded(recorded);
        for (key, value) in more {
            answer = answer.field(key, value);
        }
        self.ui.answer(&answer)?;
        if !self.ui.json {
            let last = done.records.last().map_or(0, |r| r.seq.0);
            self.ui.tell(&say!(
                "recorded",
                seq = last.to_string(),
                size = done.size.to_string()
            ));
        }
        Ok(())
    }

    /// The warnings of an act, and in a document those that the command line gave: for people they were told already.
    fn warnings_with(&self, of_act: &[Warning]) -> Vec<Warning> {
        let typed = self.corrected.iter().filter(|_| self.ui.json);
        typed.chain(of_act).cloned().collect()
    }

    /// `--dry-run`: what would be recorded, or the refusal; changes nothing.
    pub(crate) fn would(&self, vault: &Vault, asked: &Asked) -> Result<(), CliError> {
        let permitted = vault
            .plan(asked)
            .map_err(|error| self.explained(vault, error))?;
        let record = permitted.record();
        if self.ui.json {
            return self.document(&json!({"dry_run": true, "record": record}));
        }
        self.say(say!(
            "would-record",
            kind = record.event.kind(),
            seq = record.seq.to_string()
        ))
    }

    /// An error of the vault, citing the terms as its contract does.
    pub(crate) fn explained(&self, vault: &Vault, error: VaultError) -> CliError {
        let contract = vault
            .known(&Reach::standing())
            .ok()
            .and_then(|register| register.contract);
        crate::wording::of_vault(&error, contract.as_ref())
    }

    /// The rules have their say before anything is asked for or written.
    pub(crate) fn permit(
        &self,
        vault: &mut Vault,
        member: &Member,
        asked: &Asked,
    ) -> Result<(), CliError> {
        match vault.plan_or_refuse(member, asked) {
            Ok(_) => Ok(()),
            Err(error) => Err(self.explained(vault, error)),
        }
    }

    /// An act with no file work: planned for `--dry-run`, else done and answered.
    pub(crate) fn simple(
        &self,
        vault: &mut Vault,
        member: &Member,
        asked: &Asked,
        sentence: impl FnOnce(&Done) -> Phrase,
    ) -> Result<(), CliError> {
        if self.global.dry_run {
            return self.would(vault, asked);
        }
        let done = vault
            .act(member, asked)
            .map_err(|error| self.explained(vault, error))?;
        self.recorded(&done, &sentence(&done), Vec::new())
    }
}

/// The only one of that name.
fn only<I>(name: &Text, mut named: impl Iterator<Item = I>) -> Result<I, CliError> {
    match (named.next(), named.next()) {
        (Some(found), None) => Ok(found),
        (None, _) => Err(CliError::usage(say!("no-such-name", name = name.as_str()))),
        (Some(_), Some(_)) => Err(CliError::usage(say!(
            "name-of-several",
            name = name.as_str()
        ))),
    }
}

/// Something that is not on the register.
pub(crate) fn unknown(id: impl ToString) -> CliError {
    CliError::usage(say!("no-such-thing", id = id.to_string()))
        .and(say!("denied-unknown-advice"))
        .next("custody list")
}

/// The machine that holds the vault, and where it stands.
pub(crate) fn machine(register: &Register) -> Result<(CarrierId, Option<PlaceId>), CliError> {
    let machine = register.carriers.values().next();
    machine
        .map(|m| (m.id, m.place))
        .ok_or_else(|| unknown("C-0001"))
}

/// The workplace that a place is in, or itself.
pub(crate) fn workplace_around(register: &Register, place: Option<PlaceId>) -> Option<PlaceId> {
    let mut at = place;
    for _ in 0..16 {
        match at.and_then(|p| register.places.get(&p)) {
            Some(place) if place.kind != PlaceKind::Workplace && place.inside.is_some() => {
                at = place.inside
            }
            _ => break,
        }
    }
    at
}

/// A note's file: at most 2 MiB are read, and a note is at most one.
pub(crate) fn read_note(path: &Path) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(2 * 1024 * 1024).read_to_end(&mut bytes))
        .map_err(|error| CliError::io(say!("io-reading", path = path), &error))?;
    Ok(bytes)
}
