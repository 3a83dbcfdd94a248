//! The command `custody examine`: what was found, beside what the register says of it (transition 26).

use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::{Phrase, say};
use custody_core::record::{
    Comparison, Event, InstanceId, PersonId, PlaceId, PlaceKind, Reach, StateName, Text,
};
use custody_core::rules::{Act, Examination};
use custody_core::vault::Done;
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Examine {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) instance: Option<InstanceId>,
    #[arg(long, value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) with: Option<Named<PersonId>>,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) place: Option<Named<PlaceId>>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) serial_read: Option<Text>,
    #[arg(long, value_name = "FILE")]
    pub(crate) package: Option<PathBuf>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) follow_up: Option<Text>,
    #[command(flatten)]
    pub(crate) seal: super::carry::Seal,
}

impl Examine {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, self.instance.map(|id| Reach::instances([id])))?;
        let id = context.instance_or_ask(&register, self.instance, |i| {
            i.state() == StateName::Quarantined
        })?;
        let with = context.person_or_ask(&register, self.with.as_ref(), "--with", |p| {
            p.id != member.id()
        })?;
        let place = context.place_or_ask(&register, self.place.as_ref(), |kind| {
            matches!(
                kind,
                PlaceKind::LockedCabinet | PlaceKind::StorageRoom | PlaceKind::Workplace
            )
        })?;
        let examination = Examination {
            instance: id,
            with,
            place,
            serial_read: self.serial_read,
            file_digest: None,
            seal_intact: !self.seal.seal_broken,
            follow_up: self.follow_up,
            remark: self.seal.remark,
        };
        let asked = context.asked(&member, Act::Examine(Box::new(examination.clone())));
        if context.global.dry_run {
            return context.would(&vault, &asked);
        }
        let done = vault
            .examine(&member, asked, examination, self.package.as_deref())
            .map_err(|error| context.explained(&vault, error))?;
        let (agreement, sentence) = found(&done);
        context.recorded(
            &done,
            &say!("examined", id = id.to_string()),
            vec![("agreement", json!(agreement))],
        )?;
        context.ui.tell(&sentence);
        Ok(())
    }
}

/// What the examination shows of the seal; nothing about who may have read what.
fn found(done: &Done) -> (Comparison, Phrase) {
    let Some(Event::Examined {
        serial,
        package,
        seal_intact,
        ..
    }) = done.records.first().map(|r| &r.event)
    else {
        return (Comparison::NotCompared, say!("examined-nothing"));
    };
    let all = [*serial, *package];
    if all.contains(&Comparison::Differs) || !seal_intact {
        (Comparison::Differs, say!("examined-differs"))
    } else if all.contains(&Comparison::Agrees) {
        (Comparison::Agrees, say!("examined-agrees"))
    } else {
        (Comparison::NotCompared, say!("examined-nothing"))
    }
}
