//! The command `custody paper`: types in what 甲 said on paper, by e-mail, fax or telephone: its answer to a request, an 指示,
//! that it takes a permission back, or its receipt (`domain.md` §4.2).

use super::desk::{missing, unknown};
use super::instruct::Carrying;
use crate::args::parse::{self, Named, Thing};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::{Phrase, say};
use custody_core::record::calendar::Parsed;
use custody_core::record::{
    Date, DocumentForm, Event, InstanceId, PermissionId, PersonId, PlaceId, Quantity, Reach,
    Register, Text, Uses,
};
use custody_core::report::words;
use custody_core::rules::{ReceiptLine, Rejected};
use custody_core::vault::office::{Approving, Ordering};
use custody_core::vault::paper::{Says, Transcript};
use custody_core::vault::{Done, Vault};
use serde_json::json;
use std::num::NonZeroU32;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Paper {
    #[arg(value_name = "REQUEST|PERMISSION|ID", required = true, value_parser = parse::thing)]
    pub(crate) things: Vec<Thing>,
    #[arg(long, value_name = "FORM", value_parser = parse::document_form())]
    pub(crate) form: Option<DocumentForm>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) number: Option<Text>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) date: Option<Parsed<Date>>,
    #[arg(long = "by", value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) decided_by: Option<Named<PersonId>>,
    #[arg(long, value_name = "FILE")]
    pub(crate) scan: Option<PathBuf>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) filed_at: Option<Text>,
    #[arg(long, value_name = "N")]
    pub(crate) count: Option<NonZeroU32>,
    #[arg(long)]
    pub(crate) declined: bool,
    #[arg(long)]
    pub(crate) revoked: bool,
    #[arg(long, conflicts_with_all = ["declined", "revoked", "scan"])]
    pub(crate) received: bool,
    #[arg(long, requires = "received")]
    pub(crate) rejected: bool,
    #[arg(long = "serial", value_name = "ID=NO", value_parser = parse::serial_seen)]
    pub(crate) serials: Vec<(InstanceId, Text)>,
    #[arg(long = "quantity", value_name = "ID=QUANTITY", value_parser = parse::quantity_seen)]
    pub(crate) quantities: Vec<(InstanceId, Quantity)>,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) place: Option<Named<PlaceId>>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) reason: Option<Text>,
    #[arg(long, value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) addressee: Option<Named<PersonId>>,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) to: Vec<Named<PlaceId>>,
    #[arg(long = "person", value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) persons: Vec<Named<PersonId>>,
    #[command(flatten)]
    pub(crate) carrying: Carrying,
}

impl Paper {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let instances = self.things.iter().filter_map(|thing| match thing {
            Thing::Instance(id) => Some(*id),
            _ => None,
        });
        let register = context.around(&vault, Some(Reach::instances(instances)))?;
        let transcript = self.transcript(context, &register)?;
        if context.global.dry_run {
            let asked = vault.transcription(&member, context.at(), &transcript)?;
            return context.would(&vault, &asked);
        }
        let done = vault
            .transcribe(&member, context.at(), &transcript)
            .map_err(|error| context.explained(&vault, error))?;
        tell(context, &vault, &transcript.says, &done)
    }

    fn transcript(self, context: &Context, register: &Register) -> Result<Transcript, CliError> {
        let forms = [
            DocumentForm::PaperOriginal,
            DocumentForm::PdfOfficial,
            DocumentForm::Email,
            DocumentForm::Fax,
            DocumentForm::Oral,
        ]
        .map(|form| (form, words::document_form(form).to_owned()));
        let form = context
            .ask
            .choice(self.form, "--form", &say!("ask-paper-form"), &forms)?;
        let date = context
            .ask
            .day(self.date, "--date", &say!("ask-paper-date"))?
            .value;
        let by = self.decided_by.as_ref();
        let decided_by = context.person_or_ask(
            register,
            by,
            "--by",
            custody_core::record::Person::is_client,
        )?;
        Ok(Transcript {
            form,
            number: self.number.clone(),
            date,
            decided_by,
            filed_at: self.filed_at.clone(),
            scan: self.scan.clone(),
            says: self.says(context, register)?,
        })
    }

    /// What it says, by what it is about.
    fn says(self, context: &Context, register: &Register) -> Result<Says, CliError> {
        match self.things.as_slice() {
            [Thing::Request(request)] if self.declined => Ok(Says::Declined(*request, self.reason)),
            [Thing::Request(request)] => {
                let approving = Approving {
                    until: self.carrying.until.map(|until| until.value),
                    count: self.count,
                    conditions: self.carrying.conditions,
                    ..Approving::default()
                };
                Ok(Says::Approved(*request, approving))
            }
            [Thing::Permission(permission)] if self.revoked => {
                Ok(Says::Revoked(*permission, self.reason))
            }
            [Thing::Permission(_)] => Err(missing("--revoked")),
            _ if self.received => self.received(context, register),
            _ => self
                .ordered(context, register)
                .map(|ordering| Says::Ordered(Box::new(ordering))),
        }
    }

    /// What the paper says of each thing; as it is on the register where it says nothing else.
    fn received(self, context: &Context, register: &Register) -> Result<Says, CliError> {
        let mut lines = Vec::new();
        for id in self.instances()? {
            let instance = register.instances.get(&id).ok_or_else(|| unknown(id))?;
            let carrier = register.carriers.get(&instance.carrier);
            let serial = self.serials.iter().find(|(of, _)| *of == id);
            let quantity = self.quantities.iter().find(|(of, _)| *of == id);
            lines.push(ReceiptLine {
                instance: id,
                serial: match serial {
                    Some((_, serial)) => Some(serial.clone()),
                    None => carrier.and_then(|carrier| carrier.serial.clone()),
                },
                quantity: quantity.map_or(instance.quantity, |(_, quantity)| *quantity),
            });
        }
        let rejected = if self.rejected {
            let place = self.place.as_ref().ok_or_else(|| missing("--place"))?;
            Some(Rejected {
                reason: self.reason,
                place: context.place(register, place)?,
            })
        } else {
            None
        };
        Ok(Says::Received(lines, rejected))
    }

    fn instances(&self) -> Result<Vec<InstanceId>, CliError> {
        self.things
            .iter()
            .map(|thing| match thing {
                Thing::Instance(id) => Ok(*id),
                _ => Err(missing("ID")),
            })
            .collect()
    }

    fn ordered(self, context: &Context, register: &Register) -> Result<Ordering, CliError> {
        let instances = self.instances()?;
        let addressee = self
            .addressee
            .as_ref()
            .ok_or_else(|| missing("--addressee"))?;
        let destinations = self
            .to
            .iter()
            .map(|named| context.place(register, named))
            .collect::<Result<_, _>>()?;
        let persons = self
            .persons
            .iter()
            .map(|named| context.person(register, named))
            .collect::<Result<_, _>>()?;
        let (grant, scope) = self.carrying.ordered(instances, destinations, persons);
        Ok(Ordering {
            addressee: context.person(register, addressee)?,
            number: None,
            date: None,
            grant,
            scope,
            uses: Uses::SINGLE,
            conditions: self.carrying.conditions,
        })
    }
}

fn tell(context: &Context, vault: &Vault, says: &Says, done: &Done) -> Result<(), CliError> {
    let registered = done.records.iter().find_map(|record| match &record.event {
        Event::PermissionRegistered { permission, .. } => Some(permission.id),
        _ => None,
    });
    let Some(id) = registered else {
        return context.recorded(done, &answered(says), Vec::new());
    };
    let known = known(vault, id)?;
    let permission = known.permissions.get(&id);
    let trust = trust_of(vault, id)?;
    let sentence = say!("transcribed", id = id.to_string(), trust = trust.as_str());
    context.recorded(done, &sentence, vec![("trust", json!(trust))])?;
    if permission.is_some_and(|permission| permission.document.gains_by_check()) {
        context
            .ui
            .tell(&say!("transcribed-check", id = id.to_string()));
    }
    Ok(())
}

/// What was said without making a permission.
fn answered(says: &Says) -> Phrase {
    match says {
        Says::Approved(request, _) | Says::Declined(request, _) => {
            say!("imported-declined", request = request.to_string())
        }
        Says::Revoked(permission, _) => say!("imported-revocation", id = permission.to_string()),
        Says::Ordered(_) => say!("imported-instruction", id = ""),
        Says::Received(_, None) => say!("imported-receipt"),
        Says::Received(_, Some(_)) => say!("imported-rejected"),
    }
}

fn known(vault: &Vault, id: PermissionId) -> Result<Register, CliError> {
    Ok(vault.known(&Reach {
        permissions: [id].into(),
        ..Reach::standing()
    })?)
}

/// 承認根拠 in words, as it stands.
pub(super) fn trust_of(vault: &Vault, id: PermissionId) -> Result<String, CliError> {
    let known = known(vault, id)?;
    let permission = known.permissions.get(&id);
    Ok(permission.map_or_else(String::new, |p| p.trust().words().to_owned()))
}
