//! The command `custody form`: any 様式, by its number (`domain.md` §7).

use super::desk::{exists, missing, unknown};
use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::error::ExitCode;
use crate::form::Charset;
use crate::wording::say;
use custody_core::record::{AssetId, Event, Record, Register, Role, Text};
use custody_core::report::Balance;
use custody_core::report::form::{self as sheets, Built, LedgerState, Number, Topic, Unavailable};
use custody_core::report::incident::Account;
use custody_core::rules::{Field, FormIssue};
use custody_core::seal::publish::publish;
use custody_core::vault::{Done, Member, Vault};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Form {
    #[arg(value_name = "N")]
    pub(crate) number: String,
    #[arg(value_name = "ID", value_parser = parse::topic)]
    pub(crate) things: Vec<Topic>,
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: PathBuf,
    #[arg(long)]
    pub(crate) draft: bool,
    #[arg(long)]
    pub(crate) whole: bool,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) reissue: Option<Text>,
    #[arg(long)]
    pub(crate) sjis: bool,
    #[arg(long)]
    pub(crate) force: bool,
}

impl Form {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let number: Number = self.number.parse()?;
        let charset = self.charset()?;
        let topics = self.things;
        if !self.force && self.out.symlink_metadata().is_ok() {
            return Err(exists(&self.out));
        }
        if self.draft {
            let vault = context.open_vault()?;
            let register = vault.register()?;
            let built = build(context, &vault, &register, number, &topics)?;
            publish(
                &self.out,
                &render(&built.form, &self.out, charset)?,
                self.force,
            )?;
            return context.say(say!("draft-written", file = self.out.as_path()));
        }
        let (mut vault, member) = context.acting()?;
        let issuing = Issuing {
            number,
            topics: &topics,
            file: &self.out,
            whole: self.whole,
            charset,
            replace: self.force,
            reissues: match &self.reissue {
                Some(number) => Some(last_issue(&vault, number)?),
                None => None,
            },
        };
        let register = vault.register()?;
        let done = issue(context, &mut vault, &member, &register, &issuing)?;
        let more = vec![
            ("file", json!(self.out)),
            ("form", json!(number.to_string())),
        ];
        context.recorded(
            &done,
            &say!(
                "form-written",
                form = number.words(),
                file = self.out.as_path()
            ),
            more,
        )
    }
}

impl Form {
    /// Of a table only; everything else is UTF-8.
    fn charset(&self) -> Result<Charset, CliError> {
        match (self.sjis, ending(&self.out).as_str()) {
            (false, _) => Ok(Charset::Utf8),
            (true, "csv") => Ok(Charset::ShiftJis),
            (true, _) => Err(CliError::usage(say!("form-sjis-table"))),
        }
    }
}

/// A form to be issued.
pub(super) struct Issuing<'a> {
    pub(super) number: Number,
    pub(super) topics: &'a [Topic],
    pub(super) file: &'a Path,
    pub(super) whole: bool,
    pub(super) charset: Charset,
    pub(super) replace: bool,
    /// The issue that it takes the place of, one 版 further.
    pub(super) reissues: Option<Record>,
}

/// The latest issue under that 文書番号.
fn last_issue(vault: &Vault, number: &Text) -> Result<Record, CliError> {
    let issued = records_where(
        vault,
        |event| matches!(event, Event::FormIssued { document_no, .. } if document_no == number),
    )?;
    issued
        .into_iter()
        .next_back()
        .ok_or_else(|| unknown(number))
}

/// Puts the draft of a form together from the register and the records of what it is about.
fn build(
    context: &Context,
    vault: &Vault,
    register: &Register,
    number: Number,
    topics: &[Topic],
) -> Result<Built, CliError> {
    // What is handed in as the ledger's word is the word of a ledger that verifies (§7).
    if number.speaks_for_the_ledger() {
        vault.verify()?;
    }
    let records = match standing(number) {
        Some(wanted) => records_where(vault, wanted)?,
        None => records_for(vault, register, topics)?,
    };
    with(context, vault, &records, |with| {
        sheets::build(number, register, topics, with)
    })
}

/// What a form needs besides the register.
fn with(
    context: &Context,
    vault: &Vault,
    records: &[Record],
    build: impl FnOnce(&sheets::Context<'_>) -> Result<Built, Unavailable>,
) -> Result<Built, CliError> {
    let head = vault.head()?;
    let ledger = LedgerState {
        size: head.size,
        root: head.root.to_hex(),
        checkpoint_at: head.at.unwrap_or_else(|| context.now()),
    };
    let with = sheets::Context {
        now: context.now(),
        ledger,
        records,
    };
    Ok(build(&with)?)
}

/// The kinds of event that a form of the contract as a whole rests on; none for a form about things.
fn standing(number: Number) -> Option<fn(&Event) -> bool> {
    Some(match number {
        Number::Settlement => |event| {
            matches!(
                event,
                Event::ContractEnded { .. } | Event::FormIssued { .. }
            )
        },
        Number::StaffList | Number::StaffChange => |event| {
            matches!(
                event,
                Event::ContractOpened { .. }
                    | Event::PersonAssigned { .. }
                    | Event::PersonChanged { .. }
                    | Event::NoticeSent { .. }
            )
        },
        // Art. 9, 15: nothing is left out.
        Number::Logs | Number::Inspection => |_| true,
        Number::Software => |event| {
            matches!(
                event,
                Event::SoftwareListed { .. } | Event::VulnerabilityRecorded { .. }
            )
        },
        Number::Training => |event| matches!(event, Event::TrainingRecorded { .. }),
        Number::Storage => |event| {
            matches!(
                event,
                Event::ContractOpened { .. }
                    | Event::PlaceRegistered { .. }
                    | Event::PlaceChanged { .. }
            )
        },
        Number::Inventory => |event| matches!(event, Event::InventoryTaken { .. }),
        Number::Correction => |event| {
            matches!(
                event,
                Event::RecordCorrected { .. } | Event::FormIssued { .. }
            )
        },
        _ => return None,
    })
}

fn records_where(vault: &Vault, wanted: impl Fn(&Event) -> bool) -> Result<Vec<Record>, CliError> {
    let mut records = Vec::new();
    vault.each_record(0, |listed| {
        if wanted(&listed.record.event) {
            records.push(listed.record);
        }
        Ok(())
    })?;
    Ok(records)
}

/// Every record of the things themselves, of their instances, journeys, requests and permissions.
fn records_for(
    vault: &Vault,
    register: &Register,
    topics: &[Topic],
) -> Result<Vec<Record>, CliError> {
    let mut ids: BTreeSet<String> = BTreeSet::new();
    let mut assets: BTreeSet<AssetId> = BTreeSet::new();
    for topic in topics {
        ids.insert(topic.to_string());
        match topic {
            Topic::Asset(id) => {
                assets.insert(*id);
            }
            Topic::Instance(id) => {
                assets.insert(id.asset);
            }
            Topic::Request(id) => {
                let request = register.requests.get(id);
                assets.extend(
                    request
                        .into_iter()
                        .flat_map(|r| &r.scope.instances)
                        .map(|i| i.asset),
                );
                ids.extend(request.and_then(|r| r.journey()).map(|j| j.to_string()));
                ids.extend(request.and_then(|r| r.permission).map(|p| p.to_string()));
            }
            Topic::Journey(id) => {
                let journey = register.journeys.get(id);
                assets.extend(
                    journey
                        .into_iter()
                        .flat_map(|j| &j.instances)
                        .map(|i| i.asset),
                );
                ids.extend(journey.and_then(|j| j.request).map(|r| r.to_string()));
                ids.extend(journey.and_then(|j| j.permission).map(|p| p.to_string()));
            }
            Topic::Incident(id) => {
                let incident = register.incidents.get(id);
                assets.extend(
                    incident
                        .into_iter()
                        .flat_map(|i| &i.instances)
                        .map(|i| i.asset),
                );
                ids.extend(incident.and_then(|i| i.journey).map(|j| j.to_string()));
            }
            // Its notices, pledges and checks are about itself.
            Topic::Organisation(_) | Topic::Person(_) | Topic::Place(_) | Topic::Record(_) => {}
            Topic::Permission(id) => {
                let permission = register.permissions.get(id);
                assets.extend(
                    permission
                        .into_iter()
                        .flat_map(|p| &p.scope.instances)
                        .map(|i| i.asset),
                );
            }
        }
    }
    for asset in assets {
        ids.insert(asset.to_string());
        ids.extend(register.instances_of(asset).map(|i| i.id.to_string()));
    }
    let listed = vault.records_about_any(ids.iter().map(String::as_str))?;
    Ok(listed.into_iter().map(|listed| listed.record).collect())
}

/// Asks the rules, writes the file and records the issue.
pub(super) fn issue(
    context: &Context,
    vault: &mut Vault,
    member: &Member,
    register: &Register,
    issuing: &Issuing<'_>,
) -> Result<Done, CliError> {
    let draft = build(context, vault, register, issuing.number, issuing.topics)?;
    let difference = i64::try_from(Balance::of(register).difference).unwrap_or(i64::MAX);
    let asked = FormIssue {
        form: draft.number_text(),
        about: about(issuing.topics)?,
        instances: draft.instances,
        whole: draft.whole || issuing.whole,
        unsettled: draft.unsettled,
        missing: draft
            .missing
            .iter()
            .map(|field| Field {
                code: field.code(),
                japanese: field.label(),
                english: field.english(),
            })
            .collect(),
        texts: draft.texts,
        difference,
        storages: draft.storages,
        replaces: issuing.reissues.clone().map(Box::new),
        digest: None,
    };
    let head = vault
        .form_head(member, &asked)
        .map_err(|error| context.explained(vault, error))?;
    let form = draft
        .form
        .issued_as(head.document_no.to_string(), head.edition);
    let bytes = render(&form, issuing.file, issuing.charset)?;
    vault
        .issue_form(member, asked, &head, issuing.file, &bytes, issuing.replace)
        .map_err(|error| context.explained(vault, error))
}

fn about(topics: &[Topic]) -> Result<Vec<Text>, CliError> {
    topics
        .iter()
        .map(|t| Text::new(t.to_string()).map_err(|_| missing("ID")))
        .collect()
}

trait NumberText {
    fn number_text(&self) -> Text;
}

impl NumberText for Built {
    #[expect(clippy::expect_used, reason = "a form's number is a few digits")]
    fn number_text(&self) -> Text {
        Text::new(self.form.number.to_string()).expect("7-1 is a text")
    }
}

fn ending(file: &Path) -> String {
    let ending = file.extension().and_then(|ending| ending.to_str());
    ending.unwrap_or_default().to_ascii_lowercase()
}

/// The page, JSON or table, by the file's ending.
fn render(form: &sheets::Form, file: &Path, charset: Charset) -> Result<Vec<u8>, CliError> {
    Ok(match ending(file).as_str() {
        "html" | "htm" => crate::form::to_html(form)?.into_bytes(),
        "json" => crate::form::to_json(form)?.into_bytes(),
        "csv" => crate::form::to_csv(form, charset)?,
        _ => return Err(CliError::usage(say!("form-ending", file = file))),
    })
}

/// Issues a form into a folder under its own name, when all it needs is on record; what it lacks is told, and the
/// act that led to it stays done.
pub(super) fn write_in(
    context: &Context,
    vault: &mut Vault,
    member: &Member,
    number: Number,
    about: &[&str],
    folder: &Path,
) -> Result<Vec<PathBuf>, CliError> {
    let topics: Vec<Topic> = about
        .iter()
        .map(|id| id.parse().map_err(|_| unknown(*id)))
        .collect::<Result<_, _>>()?;
    let register = vault.register()?;
    let draft = build(context, vault, &register, number, &topics)?;
    let serial = register.counters.form.saturating_add(1);
    let named = draft.form.clone().issued_as(number.document_no(serial), 1);
    let file = folder.join(crate::form::file_name(&named, "html"));
    let issuing = Issuing {
        number,
        topics: &topics,
        file: &file,
        whole: draft.whole,
        charset: Charset::Utf8,
        replace: false,
        reissues: None,
    };
    if !may_issue(context, member, &register, number) {
        // Forms are issued by the manager (§4.3); whoever acted gets the draft.
        publish(&file, &render(&draft.form, &file, Charset::Utf8)?, true)?;
        context
            .ui
            .tell(&say!("form-as-draft", form = number.words()));
        return Ok(vec![file]);
    }
    match issue(context, vault, member, &register, &issuing) {
        Ok(_) => Ok(vec![file]),
        Err(error) if error.code() == ExitCode::Refused => {
            context
                .ui
                .tell(&say!("form-not-yet", form = number.words()));
            error
                .lines(context.ui.lang)
                .iter()
                .for_each(|line| context.ui.tell_line(line));
            Ok(Vec::new())
        }
        Err(error) => Err(error),
    }
}

/// Writes a form about an incident, or about a loss that only is declared, as a draft: no key is needed, and nothing is
/// recorded. One file an incident and form; a later draft takes the place of the earlier.
pub(super) fn draft_of(
    context: &Context,
    vault: &Vault,
    register: &Register,
    number: Number,
    account: &Account,
    folder: &Path,
) -> Result<PathBuf, CliError> {
    let things = account.instances.iter().map(|id| Topic::Instance(*id));
    let topics: Vec<Topic> = match account.number {
        Some(id) => vec![Topic::Incident(id)],
        None => things.collect(),
    };
    let records = records_for(vault, register, &topics)?;
    let built = with(context, vault, &records, |with| {
        sheets::of_account(number, register, account, with)
    })?;
    let about = account.number.map(|id| id.to_string());
    let about = about.unwrap_or_else(|| account.declared_at.unix_seconds().to_string());
    let name =
        crate::form::file_name(&built.form, "html").replace(".html", &format!("_{about}.html"));
    let file = folder.join(name);
    publish(&file, &render(&built.form, &file, Charset::Utf8)?, true)?;
    Ok(file)
}

/// The member is a manager today, or the supervisor for the forms that are the supervisor's too (§4.3).
fn may_issue(context: &Context, member: &Member, register: &Register, number: Number) -> bool {
    let day = context.now().date();
    let person = register.people.get(&member.id());
    person.is_some_and(|p| {
        p.has_role(Role::Manager, day)
            || (number.supervisor_too() && p.has_role(Role::Supervisor, day))
    })
}

/// As [`write_in`], into the vault's own folder of forms.
pub(super) fn write_in_vault(
    context: &Context,
    vault: &mut Vault,
    member: &Member,
    number: Number,
    about: &[&str],
) -> Result<Vec<PathBuf>, CliError> {
    let folder = vault.folder().join("forms");
    std::fs::create_dir_all(&folder)
        .map_err(|error| CliError::io(say!("io-writing", path = folder.as_path()), &error))?;
    write_in(context, vault, member, number, about, &folder)
}

/// Where forms were written.
pub(super) fn tell_written(context: &Context, forms: &[PathBuf]) {
    for file in forms {
        context
            .ui
            .tell(&say!("form-is-there", file = file.as_path()));
    }
}
