//! The command `custody sanitise`: erasure before the end, of many carriers at once (transition 20).

use super::desk::missing;
use super::plan_destroy::method_or_ask;
use super::{form, serials};
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::destruction::SerialRead;
use custody_core::record::{
    DestructionEvidence, InstanceId, Method, PermissionId, PersonId, PlaceId, StateName, Text,
};
use custody_core::report::form::Number;
use custody_core::rules::{Act, NewSanitising};
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Sanitise {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>, conflicts_with = "serials")]
    pub(crate) instances: Vec<InstanceId>,
    #[arg(long, value_name = "FILE")]
    pub(crate) serials: Option<PathBuf>,
    #[arg(long, value_name = "NO", value_parser = parse::text, conflicts_with = "serials")]
    pub(crate) serial_read: Option<Text>,
    #[arg(long, value_name = "METHOD", value_parser = parse::method())]
    pub(crate) method: Option<Method>,
    #[arg(long, value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) witness: Option<Named<PersonId>>,
    #[arg(long, value_name = "FILE")]
    pub(crate) evidence: Vec<PathBuf>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) tool: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) tool_version: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) remark: Option<Text>,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) place: Option<Named<PlaceId>>,
    #[arg(long, value_name = "P", value_parser = parse::id::<PermissionId>)]
    pub(crate) approval: Option<PermissionId>,
}

impl Sanitise {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = vault.register()?;
        let items = match &self.serials {
            Some(file) => serials::read(file, &register, &[StateName::AwaitingDestruction])?,
            None => self
                .instances
                .iter()
                .map(|id| SerialRead {
                    instance: *id,
                    serial: self.serial_read.clone(),
                })
                .collect(),
        };
        if items.is_empty() {
            return Err(missing("ID"));
        }
        let witness =
            context.person_or_ask(&register, self.witness.as_ref(), "--witness", |p| {
                p.id != member.id()
            })?;
        let place = self
            .place
            .as_ref()
            .map(|named| context.place(&register, named))
            .transpose()?;
        let files = self
            .evidence
            .iter()
            .map(|path| super::destroy::evidence_file(path))
            .collect::<Result<_, _>>()?;
        let new = NewSanitising {
            items,
            method: method_or_ask(context, self.method)?,
            place,
            witness,
            evidence: DestructionEvidence {
                tool: self.tool,
                tool_version: self.tool_version,
                files,
                remark: self.remark,
                ..DestructionEvidence::default()
            },
        };
        let ids: Vec<String> = new.items.iter().map(|it| it.instance.to_string()).collect();
        let act = Act::Sanitise(Box::new(new));
        let reach = vault.known(&act.reach())?;
        let asked = context.asked_under(&reach, &member, self.approval, act)?;
        if context.global.dry_run {
            return context.would(&vault, &asked);
        }
        let done = vault
            .act(&member, &asked)
            .map_err(|error| context.explained(&vault, error))?;
        let about: Vec<&str> = ids.iter().map(String::as_str).collect();
        let forms = form::write_in_vault(context, &mut vault, &member, Number::Erasure, &about)?;
        let sentence = say!("sanitised", count = ids.len().to_string());
        context.recorded(&done, &sentence, vec![("forms", json!(forms))])?;
        form::tell_written(context, &forms);
        Ok(())
    }
}
