//! The command `custody incident report --lost`: a loss on record and its papers in hand, at night, with no connection and no key
//! (transition 23). At most three questions; nothing holds it back.

use super::Report;
use super::first_steps;
use crate::args::parse::Thing;
use crate::cli::Context;
use crate::command::desk::missing;
use crate::command::{form, serials};
use crate::error::{CliError, ExitCode};
use crate::ui::Answer;
use crate::wording::{date_words, say, text_words};
use custody_core::record::calendar::{self, Parsed};
use custody_core::record::{
    Event, JourneyStage, Learned, Moment, PersonId, Register, StateName, Text,
};
use custody_core::report::form::Number;
use custody_core::report::incident::Account;
use custody_core::rules::{Act, Asked, Loss, Occurrence};
use custody_core::vault::{Declaration, Done, Member, Vault};
use serde_json::json;
use std::path::{Path, PathBuf};

impl Report {
    /// Whom to call comes first, before any key is asked for.
    pub(super) fn lost(self, context: &Context) -> Result<(), CliError> {
        let vault = context.open_vault()?;
        let register = vault.register()?;
        let noticed = context.at().unwrap_or_else(|| context.now());
        first_steps::call_at_once(context, &register, noticed)?;
        let loss = self.loss(context, &register)?;
        let folder = self.out.clone();
        let folder = folder.unwrap_or_else(|| vault.folder().join("forms"));
        if context.keys()?.list().map_or(true, |keys| keys.is_empty()) {
            return declare(context, &vault, &register, loss, &folder);
        }
        match context.acting() {
            Ok((acting, member)) => {
                drop(vault);
                record(context, acting, &member, Act::ReportLost(loss), &folder)
            }
            // Without a key that opens, the declaration waits, unsigned, for the next member.
            Err(error) if error.code() == ExitCode::Key && !context.global.dry_run => {
                for line in error.lines(context.ui.lang) {
                    context.ui.tell_line(&line);
                }
                declare(context, &vault, &register, loss, &folder)
            }
            Err(error) => Err(error),
        }
    }

    /// Another incident: whom to call, on record, its paper.
    pub(super) fn other(self, context: &Context) -> Result<(), CliError> {
        let (vault, member) = {
            let vault = context.open_vault()?;
            let noticed = context.at().unwrap_or_else(|| context.now());
            first_steps::call_at_once(context, &vault.register()?, noticed)?;
            drop(vault);
            context.acting()?
        };
        let folder = self.out.clone();
        let folder = folder.unwrap_or_else(|| vault.folder().join("forms"));
        let occurrence = Occurrence {
            kind: self.other.ok_or_else(|| missing("--other"))?,
            instances: self.concerns,
            suspected: self.suspected,
            learned: Learned {
                last_seen: self.last_seen.map(|seen| seen.value),
                place: self.place,
                circumstances: self.circumstances,
                keys_lost: self.keys_lost,
                ..Learned::default()
            },
        };
        record(
            context,
            vault,
            &member,
            Act::ReportOther(occurrence),
            &folder,
        )
    }

    /// At most three questions: what, last seen when, where. The last two may stay open: 確認中.
    fn loss(&self, context: &Context, register: &Register) -> Result<Loss, CliError> {
        let mut loss = Loss {
            suspected: self.suspected,
            ..Loss::of(Vec::new())
        };
        let mut add = |thing: &Thing| {
            match thing {
                Thing::Journey(journey) => loss.journey = Some(*journey),
                Thing::Carrier(carrier) => loss.carrier = Some(*carrier),
                Thing::Instance(instance) => loss.instances.push(*instance),
                _ => return Err(missing("--lost")),
            }
            Ok(())
        };
        for thing in &self.lost {
            add(thing)?;
        }
        if let Some(file) = &self.serials {
            let open: Vec<StateName> = StateName::ALL
                .into_iter()
                .filter(|state| state.is_kept())
                .collect();
            for item in serials::read(file, register, &open)? {
                add(&Thing::Instance(item.instance))?;
            }
        } else if self.lost.is_empty() {
            let offered = what_may_be_lost(register);
            let what = say!("ask-lost");
            add(&context.ask.choice(None, "--lost", &what, &offered)?)?;
        }
        let when = context.ask.if_known(
            self.last_seen,
            "--last-seen",
            &say!("ask-last-seen"),
            |answer| calendar::parse_moment(answer).map_err(|error| date_words(&error)),
        )?;
        let place = self.place.clone();
        let place = context
            .ask
            .if_known(place, "--where", &say!("ask-lost-where"), |answer| {
                Text::new(answer).map_err(text_words)
            })?;
        loss.learned = Learned {
            kind: self.incident_kind,
            last_seen: when.map(|seen: Parsed<Moment>| seen.value),
            place,
            circumstances: self.circumstances.clone(),
            keys_lost: self.keys_lost,
            ..Learned::default()
        };
        Ok(loss)
    }
}

/// Journeys under way first, then everything that is kept.
fn what_may_be_lost(register: &Register) -> Vec<(Thing, String)> {
    let on_the_way = register.journeys.values();
    let on_the_way =
        on_the_way.filter(|it| matches!(it.stage, JourneyStage::UnderWay | JourneyStage::Arrived));
    let journeys = on_the_way.map(|it| {
        let carried = it.carried.iter().map(ToString::to_string);
        let carried = carried.collect::<Vec<_>>().join(" ");
        (Thing::Journey(it.id), format!("{} {carried}", it.id))
    });
    let kept = register.instances.values();
    let kept = kept.filter(|it| it.state().is_kept()).map(|it| {
        let asset = register.assets.get(&it.id.asset);
        let title = asset.map_or("", |asset| asset.title.as_str());
        let state = it.state().word();
        (Thing::Instance(it.id), format!("{} {title} {state}", it.id))
    });
    journeys.chain(kept).collect()
}

/// With a key: on record at once, then the papers. A paper that cannot be written does not undo the record.
fn record(
    context: &Context,
    mut vault: Vault,
    member: &Member,
    act: Act,
    folder: &Path,
) -> Result<(), CliError> {
    let asked: Asked = context.asked(member, act);
    if context.global.dry_run {
        return context.would(&vault, &asked);
    }
    let done: Done = vault
        .act(member, &asked)
        .map_err(|error| context.explained(&vault, error))?;
    let opened = done.records.iter().find_map(|record| match &record.event {
        Event::IncidentOpened { incident, .. } => Some(incident),
        _ => None,
    });
    let Some(incident) = opened else {
        return Err(missing("--lost"));
    };
    let account = Account::from(incident);
    let register = vault.register()?;
    let (papers, failure) = papers(context, &vault, &register, &account, folder);
    let mut more = first_steps::fields(&register, &account);
    more.push(("papers", json!(papers)));
    let id = done.ids.join(" ");
    let sentence = if account.kind.is_loss() {
        say!("lost", id = id)
    } else {
        say!("incident-opened", kind = account.kind, id = id)
    };
    context.recorded(&done, &sentence, more)?;
    first_steps::tell(context, &register, &account, &papers)?;
    failure.map_or(Ok(()), Err)
}

/// Without a key: an unsigned declaration in the inbox, which the next member signs in, and the same papers.
fn declare(
    context: &Context,
    vault: &Vault,
    register: &Register,
    loss: Loss,
    folder: &Path,
) -> Result<(), CliError> {
    let at = context.at().unwrap_or_else(|| context.now());
    let by = declarer(context, register);
    let account = Account::declared(register, &loss, at, by)
        .map_err(|denied| context.explained(vault, denied.into()))?;
    if account.instances.is_empty() {
        return Err(missing("--lost"));
    }
    let declaration = Declaration::of(register.head.vault.clone(), at, by, loss);
    if context.global.dry_run {
        return context.document(&json!({"dry_run": true, "declaration": declaration}));
    }
    let file = declaration.leave(vault.folder())?;
    let (papers, failure) = papers(context, vault, register, &account, folder);
    let mut answer = Answer::new()
        .line(say!("declared", file = file.as_path()))
        .field("declaration", &file)
        .field("signed", false)
        .field("papers", &papers);
    for (key, value) in first_steps::fields(register, &account) {
        answer = answer.field(key, value);
    }
    context.ui.answer(&answer)?;
    first_steps::tell(context, register, &account, &papers)?;
    failure.map_or(Ok(()), Err)
}

/// Who declares, where `--as` names somebody of the register.
fn declarer(context: &Context, register: &Register) -> Option<PersonId> {
    let name = context.global.by.as_deref()?;
    let mut named = register
        .people
        .values()
        .filter(|it| it.name.as_str() == name);
    named.next().map(|person| person.id)
}

/// ② and ③: the drafts of 様式14-1 and 15, and what kept one from being written.
fn papers(
    context: &Context,
    vault: &Vault,
    register: &Register,
    account: &Account,
    folder: &Path,
) -> (Vec<PathBuf>, Option<CliError>) {
    let mut written = Vec::new();
    let mut failure = std::fs::create_dir_all(folder)
        .map_err(|error| CliError::io(say!("io-writing", path = folder), &error))
        .err();
    // 様式15 is of things; an incident may concern none.
    let encryption = (!account.instances.is_empty()).then_some(Number::Encryption);
    for number in [Some(Number::FirstReport), encryption]
        .into_iter()
        .flatten()
    {
        match form::draft_of(context, vault, register, number, account, folder) {
            Ok(file) => written.push(file),
            Err(error) => failure = Some(failure.unwrap_or(error)),
        }
    }
    (
        written,
        failure.map(|error| error.and(say!("safe-loss-recorded"))),
    )
}
