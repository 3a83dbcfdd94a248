//! The command `custody incident …`: what went wrong, recorded and reported (Art. 16; transitions 23–25).

use super::desk::missing;
use crate::args::parse::{self, Thing};
use crate::cli::Context;
use crate::error::CliError;
use crate::ui::Answer;
use crate::wording::{Phrase, say};
use custody_core::record::calendar::Parsed;
use custody_core::record::{AssetId, CarrierId, InstanceId, InstanceKind, Moment, Text};
use custody_core::record::{Date, Event, Guide, Reach, Register, Role, StateName};
use custody_core::record::{Document, DocumentForm, IncidentId, IncidentReport};
use custody_core::rules::{Act, Loss, Unregistered};
use custody_core::vault::{Declaration, Done, Vault};
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Incident {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verb {
    /// Something is lost, or was found though never registered.
    Report(Report),
    /// Something lost was found.
    Found(Found),
    /// A report was made, or acknowledged.
    Update(Update),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Report {
    #[arg(long, value_name = "ID|J|C", num_args = 1.., conflicts_with = "unregistered", value_parser = parse::thing)]
    pub(crate) lost: Vec<Thing>,
    #[arg(long)]
    pub(crate) unregistered: bool,
    #[arg(long, value_name = "TIME", value_parser = parse::moment)]
    pub(crate) last_seen: Option<Parsed<Moment>>,
    #[arg(long = "where", value_name = "TEXT", value_parser = parse::text)]
    pub(crate) place: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) circumstances: Option<Text>,
    #[arg(long, value_name = "A", requires = "unregistered", value_parser = parse::id::<AssetId>)]
    pub(crate) asset: Option<AssetId>,
    #[arg(long, value_name = "CARRIER", requires = "unregistered", value_parser = parse::id::<CarrierId>)]
    pub(crate) carrier: Option<CarrierId>,
    #[arg(long, requires = "unregistered", value_parser = parse::instance_kind())]
    pub(crate) kind: Option<InstanceKind>,
    #[arg(long, value_name = "ID", requires = "unregistered", value_parser = parse::id::<InstanceId>)]
    pub(crate) same_as: Option<InstanceId>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Found {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) instance: Option<InstanceId>,
    #[arg(long = "where", value_name = "TEXT", value_parser = parse::text)]
    pub(crate) place: Option<Text>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Update {
    #[arg(value_name = "I", value_parser = parse::id::<IncidentId>)]
    pub(crate) incident: Option<IncidentId>,
    #[arg(long, conflicts_with_all = ["followup", "final_", "acknowledged"])]
    pub(crate) first: bool,
    #[arg(long, conflicts_with_all = ["final_", "acknowledged"])]
    pub(crate) followup: bool,
    #[arg(long = "final", conflicts_with = "acknowledged")]
    pub(crate) final_: bool,
    #[arg(long)]
    pub(crate) acknowledged: bool,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) cause: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) prevention: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) remark: Option<Text>,
    #[arg(long, value_name = "FORM", value_parser = parse::document_form())]
    pub(crate) form: Option<DocumentForm>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) number: Option<Text>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) date: Option<Parsed<Date>>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) filed_at: Option<Text>,
}

impl Update {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let incident = self.incident.ok_or_else(|| missing("I"))?;
        let report = if self.first {
            IncidentReport::First
        } else if self.followup {
            IncidentReport::FollowUp
        } else if self.final_ {
            IncidentReport::Final {
                cause: self.cause.ok_or_else(|| missing("--cause"))?,
                prevention: self.prevention.ok_or_else(|| missing("--prevention"))?,
            }
        } else if self.acknowledged {
            IncidentReport::Acknowledged {
                document: Box::new(Document {
                    form: self.form.ok_or_else(|| missing("--form"))?,
                    number: Some(self.number.ok_or_else(|| missing("--number"))?),
                    date: Some(self.date.ok_or_else(|| missing("--date"))?.value),
                    scan: None,
                    image: None,
                    filed_at: Some(self.filed_at.ok_or_else(|| missing("--filed-at"))?),
                    registered_at: None,
                }),
            }
        } else {
            return Err(missing("--first"));
        };
        let act = Act::ReportIncident {
            incident,
            report,
            remark: self.remark,
        };
        let asked = context.asked(&member, act);
        context.simple(&mut vault, &member, &asked, |_| {
            say!("incident-updated", id = incident.to_string())
        })
    }
}

impl Incident {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        match self.verb {
            Verb::Report(report) if report.unregistered => report.unregistered(context),
            Verb::Report(report) => report.lost(context),
            Verb::Found(found) => found.run(context),
            Verb::Update(update) => update.run(context),
        }
    }
}

impl Report {
    /// Whom to call comes first, before any key is asked for.
    fn lost(self, context: &Context) -> Result<(), CliError> {
        let vault = context.open_vault()?;
        let register = vault.register()?;
        let now = context.now();
        let first = now.saturating_add_seconds(first_report_seconds(&register));
        for line in calls(&register, now.date()) {
            context.ui.tell(&line);
        }
        context.ui.tell(&say!("first-report-by", at = first));
        let loss = self.loss(context, &register)?;
        // Without a key on this machine the declaration waits, unsigned, for the next member.
        if context.keys()?.list().map_or(true, |keys| keys.is_empty()) {
            return declare(context, &vault, &register, loss);
        }
        drop(vault);
        let (mut vault, member) = context.acting()?;
        let asked = context.asked(&member, Act::ReportLost(loss));
        if context.global.dry_run {
            return context.would(&vault, &asked);
        }
        let done = vault
            .act(&member, &asked)
            .map_err(|error| context.explained(&vault, error))?;
        let more = vec![("first_report_by", json!(first))];
        context.recorded(&done, &say!("lost", id = done.ids.join(" ")), more)?;
        for line in what_was_lost(context, &vault, &done)? {
            context.ui.tell(&line);
        }
        Ok(())
    }

    /// At most three questions: what, last seen when, where.
    fn loss(&self, context: &Context, register: &Register) -> Result<Loss, CliError> {
        let mut loss = Loss {
            last_seen: self.last_seen.map(|seen| seen.value),
            place: self.place.clone(),
            circumstances: self.circumstances.clone(),
            ..Loss::of(Vec::new())
        };
        for thing in &self.lost {
            match thing {
                Thing::Journey(journey) => loss.journey = Some(*journey),
                Thing::Carrier(carrier) => loss.carrier = Some(*carrier),
                Thing::Instance(instance) => loss.instances.push(*instance),
                _ => return Err(missing("--lost")),
            }
        }
        if self.lost.is_empty() {
            loss.instances
                .push(context.instance_or_ask(register, None, |i| i.state().is_open())?);
        }
        Ok(loss)
    }

    fn unregistered(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let found = Unregistered {
            asset: self.asset.ok_or_else(|| missing("--asset"))?,
            carrier: self.carrier.ok_or_else(|| missing("--carrier"))?,
            kind: self.kind.unwrap_or(InstanceKind::Copy),
            same_as: self.same_as,
            place: context.text_or_ask(self.place, "--where", say!("ask-where"))?,
            circumstances: self.circumstances,
        };
        let asked = context.asked(&member, Act::ReportUnregistered(found));
        context.simple(&mut vault, &member, &asked, |done| {
            say!("unregistered", ids = done.ids.join(" "))
        })
    }
}

impl Found {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, self.instance.map(|id| Reach::instances([id])))?;
        let id = context.instance_or_ask(&register, self.instance, |i| {
            i.state() == StateName::Missing
        })?;
        let place = context.text_or_ask(self.place, "--where", say!("ask-where"))?;
        let asked = context.asked(
            &member,
            Act::Found {
                instance: id,
                place,
            },
        );
        context.simple(&mut vault, &member, &asked, |_| {
            say!("found", id = id.to_string())
        })
    }
}

fn first_report_seconds(register: &Register) -> i64 {
    match register
        .contract
        .as_ref()
        .map(|c| c.profile.guides.incident_first)
    {
        Some(Guide::Hours(hours)) => i64::from(hours) * 3600,
        _ => 3600,
    }
}

/// ① 直ちに連絡: the managers, then 甲's emergency contact.
fn calls(register: &Register, day: Date) -> Vec<Phrase> {
    let mut lines = vec![say!("call-at-once")];
    for person in register
        .people
        .values()
        .filter(|p| p.has_role(Role::Manager, day))
    {
        let contact = person.contact.as_ref().map_or("—", |c| c.as_str());
        lines.push(say!(
            "call-manager",
            name = person.name.as_str(),
            contact = contact
        ));
    }
    if let Some(emergency) = register
        .contract
        .as_ref()
        .and_then(|c| c.emergency.as_ref())
    {
        lines.push(say!(
            "call-client",
            office = emergency.office.as_str(),
            phone = emergency.phone.as_str(),
            hours = emergency.after_hours.as_str(),
        ));
    }
    lines
}

/// ④ What was on it, and ⑥ who holds keys to it.
fn what_was_lost(context: &Context, vault: &Vault, done: &Done) -> Result<Vec<Phrase>, CliError> {
    let Some(Event::IncidentOpened { incident, .. }) = done.records.first().map(|r| &r.event)
    else {
        return Ok(Vec::new());
    };
    let register = vault.known(&Reach::instances(incident.instances.iter().copied()))?;
    let line = |id: &InstanceId| {
        let (instance, asset) = (register.instances.get(id)?, register.assets.get(&id.asset)?);
        let keys = instance
            .key_holders
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("、");
        Some(say!(
            "lost-item",
            id = id.to_string(),
            title = asset.title.as_str(),
            quantity = instance.quantity.to_string(),
            protection = context.word(instance.protection),
            keys = keys,
        ))
    };
    Ok(incident.instances.iter().filter_map(line).collect())
}

/// Without a key: an unsigned declaration in the inbox, which the next member signs in.
fn declare(
    context: &Context,
    vault: &Vault,
    register: &Register,
    loss: Loss,
) -> Result<(), CliError> {
    let declaration = Declaration {
        vault: register.head.vault.clone(),
        declared_at: context.now(),
        declared_by: None,
        instances: loss.instances,
        journey: loss.journey,
        carrier: loss.carrier,
        last_seen: loss.last_seen,
        place: loss.place,
        circumstances: loss.circumstances,
    };
    let file = declaration.leave(vault.folder())?;
    let answer = Answer::new()
        .line(say!("declared", file = file.as_path()))
        .field("declaration", &file)
        .field("signed", false);
    context.ui.answer(&answer)
}
