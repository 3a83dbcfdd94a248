//! The command `custody correct`: one value of one record, the old one beside the new (transition 27).

use super::desk::missing;
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::calendar::Parsed;
use custody_core::record::{Date, Event, PersonId, PlaceId, Quantity, Reach, Register, Text};
use custody_core::rules::{Act, NewValue};
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Correct {
    #[arg(value_name = "RECORD")]
    pub(crate) record: u64,
    #[command(flatten)]
    pub(crate) value: Given,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) reason: Option<Text>,
    #[arg(long, value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) with: Option<Named<PersonId>>,
}

/// One value.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Given {
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) title: Option<Text>,
    #[arg(long, value_name = "QUANTITY", value_parser = parse::quantity)]
    pub(crate) quantity: Option<Quantity>,
    #[arg(long, value_name = "NAME", value_parser = parse::text)]
    pub(crate) received_from: Option<Text>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) due: Option<Parsed<Date>>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) client_doc_no: Option<Text>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) serial: Option<Text>,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) place: Option<Named<PlaceId>>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) purpose: Option<Text>,
}

impl Given {
    fn value(self, context: &Context, register: &Register) -> Result<NewValue, CliError> {
        if let Some(named) = &self.place {
            return Ok(NewValue::Place(context.place(register, named)?));
        }
        let due = self.due.map(|due| due.value);
        self.title
            .map(NewValue::Title)
            .or(self.quantity.map(NewValue::Quantity))
            .or(self.received_from.map(NewValue::ReceivedFrom))
            .or(due.map(NewValue::Due))
            .or(self.client_doc_no.map(NewValue::ClientDocNo))
            .or(self.serial.map(NewValue::Serial))
            .or(self.purpose.map(NewValue::Purpose))
            .ok_or_else(|| missing("--title"))
    }
}

impl Correct {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, Some(Reach::standing()))?;
        let value = self.value.value(context, &register)?;
        let reason = context.text_or_ask(self.reason, "--reason", say!("ask-reason"))?;
        let with = context.person_or_ask(&register, self.with.as_ref(), "--with", |p| {
            p.id != member.id() && !p.is_client()
        })?;
        let act = vault.correction(self.record, value, reason, with)?;
        let forms = match &act {
            Act::Correct(asked) => vault.forms_about(&asked.record)?,
            _ => Vec::new(),
        };
        let asked = context.asked(&member, act);
        if context.global.dry_run {
            return context.would(&vault, &asked);
        }
        let done = vault
            .act(&member, &asked)
            .map_err(|error| context.explained(&vault, error))?;
        let record = self.record.to_string();
        let seq = done.records.first().map(|r| r.seq.to_string());
        let seq = seq.unwrap_or_default();
        let sentence = say!("corrected", record = record, seq = seq.as_str());
        context.recorded(&done, &sentence, vec![("forms", json!(forms))])?;
        if let Some(Event::RecordCorrected {
            incident: Some(incident),
            ..
        }) = done.records.first().map(|r| &r.event)
        {
            let id = incident.id.to_string();
            context.ui.tell(&say!("corrected-incident", id = id));
        }
        for form in &forms {
            context.ui.tell(&say!(
                "corrected-form",
                form = form.as_str(),
                seq = seq.as_str()
            ));
        }
        Ok(())
    }
}
