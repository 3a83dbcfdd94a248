//! The command `custody destroy`: the end of instances, with its evidence (transition 22).

use super::plan_destroy::method_or_ask;
use super::{form, serials};
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{DestructionEvidence, EvidenceFile, Reach, StateName};
use custody_core::record::{InstanceId, Method, PermissionId, PersonId, PlaceId, Text};
use custody_core::report::form::Number;
use custody_core::rules::{Act, NewDestruction};
use custody_core::seal::Sha256Digest;
use custody_core::vault::Destroying;
use serde_json::json;
use std::path::Path;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Destroy {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) instances: Vec<InstanceId>,
    #[arg(long, value_name = "FILE", conflicts_with_all = ["instances", "serial_read"])]
    pub(crate) serials: Option<PathBuf>,
    #[arg(long, value_name = "METHOD", value_parser = parse::method())]
    pub(crate) method: Option<Method>,
    #[arg(long, value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) witness: Option<Named<PersonId>>,
    #[arg(long, value_name = "FILE")]
    pub(crate) evidence: Vec<PathBuf>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) serial_read: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) tool: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) tool_version: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) shred_width: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) remark: Option<Text>,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) place: Option<Named<PlaceId>>,
    #[arg(long, value_name = "P", value_parser = parse::id::<PermissionId>)]
    pub(crate) approval: Option<PermissionId>,
}

impl Destroy {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let named = (!self.instances.is_empty()).then(|| Reach::instances(self.instances.clone()));
        let register = match self.serials {
            Some(_) => vault.register()?,
            None => context.around(&vault, named)?,
        };
        let by_serial = match &self.serials {
            Some(file) => {
                let states = [StateName::AwaitingDestruction, StateName::Released];
                serials::read(file, &vault.register()?, &states)?
            }
            None => Vec::new(),
        };
        let instances = if self.serials.is_some() {
            by_serial.iter().map(|item| item.instance).collect()
        } else if self.instances.is_empty() {
            vec![context.instance_or_ask(&register, None, |i| i.state().is_kept())?]
        } else {
            self.instances.clone()
        };
        let method = method_or_ask(context, self.method)?;
        let witness =
            context.person_or_ask(&register, self.witness.as_ref(), "--witness", |p| {
                p.id != member.id()
            })?;
        let evidence = self.evidence()?;
        for id in instances {
            let read = by_serial.iter().find(|item| item.instance == id);
            let evidence = DestructionEvidence {
                serial_read: read
                    .and_then(|item| item.serial.clone())
                    .or_else(|| evidence.serial_read.clone()),
                ..evidence.clone()
            };
            let held = register.instances.get(&id).and_then(|i| i.custody.place());
            let place = match &self.place {
                Some(named) => Some(context.place(&register, named)?),
                None => held,
            };
            let new = NewDestruction {
                method,
                place,
                witness,
                evidence: evidence.clone(),
                by_vault: false,
            };
            let act = Act::Destroy {
                instance: id,
                destruction: Box::new(new),
            };
            let reach = vault.known(&act.reach())?;
            let asked = context.asked_under(&reach, &member, self.approval, act)?;
            let destroying = Destroying {
                instance: id,
                method,
                place,
                witness,
                evidence: evidence.clone(),
            };
            if context.global.dry_run {
                let asked = vault.destruction(&member, asked, &destroying)?;
                context.would(&vault, &asked)?;
                continue;
            }
            let done = vault
                .destroy(&member, asked, &destroying)
                .map_err(|error| context.explained(&vault, error))?;
            // What keys alone ended has a form of its own.
            let number = if method == Method::CryptoErase {
                Number::Erasure
            } else {
                Number::Certificate
            };
            let forms =
                form::write_if_complete(context, &mut vault, &member, number, &id.to_string())?;
            context.recorded(
                &done,
                &say!("destroyed", id = id.to_string()),
                vec![("forms", json!(forms))],
            )?;
            form::tell_written(context, &forms);
        }
        Ok(())
    }

    /// What shows the destruction. Files are hashed; they stay with the office.
    fn evidence(&self) -> Result<DestructionEvidence, CliError> {
        Ok(DestructionEvidence {
            serial_read: self.serial_read.clone(),
            tool: self.tool.clone(),
            tool_version: self.tool_version.clone(),
            shred_width: self.shred_width.clone(),
            files: self
                .evidence
                .iter()
                .map(|path| evidence_file(path))
                .collect::<Result<_, _>>()?,
            keys: Vec::new(),
            remark: self.remark.clone(),
        })
    }
}

pub(super) fn evidence_file(path: &Path) -> Result<EvidenceFile, CliError> {
    let failed = |error: std::io::Error| CliError::io(say!("io-reading", path = path), &error);
    let mut file = std::fs::File::open(path).map_err(failed)?;
    let (digest, size) = Sha256Digest::of_reader(&mut file).map_err(failed)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let text = |text: &str| Text::new(text).map_err(|_| CliError::usage(say!("value-control")));
    Ok(EvidenceFile {
        name: text(&name)?,
        digest: text(&digest.to_string())?,
        size,
    })
}
