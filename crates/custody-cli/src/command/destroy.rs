//! The command `custody destroy`: the end of instances, with its evidence (transition 22).

use super::plan_destroy::method_or_ask;
use super::{form, serials};
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::destruction::SerialRead;
use custody_core::record::{DestructionEvidence, EvidenceFile, Reach, Register, StateName};
use custody_core::record::{InstanceId, Method, PermissionId, PersonId, PlaceId, Text};
use custody_core::report::form::Number;
use custody_core::rules::{Act, Asked, NewDestruction};
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
    pub(crate) fn run(mut self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let named = (!self.instances.is_empty()).then(|| Reach::instances(self.instances.clone()));
        let register = match self.serials {
            Some(_) => vault.register()?,
            None => context.around(&vault, named)?,
        };
        let items = self.items(context, &register)?;
        let method = method_or_ask(context, self.method)?;
        let witness =
            context.person_or_ask(&register, self.witness.as_ref(), "--witness", |p| {
                p.id != member.id()
            })?;
        let place = self
            .place
            .as_ref()
            .map(|named| context.place(&register, named))
            .transpose()?;
        let evidence = self.evidence(context, method)?;
        let (mut acts, mut all) = (Vec::new(), Vec::new());
        for item in items {
            let held = register.instances.get(&item.instance);
            let destroying = Destroying {
                instance: item.instance,
                method,
                place: place.or(held.and_then(|it| it.custody.place())),
                witness,
                evidence: DestructionEvidence {
                    serial_read: item.serial,
                    ..evidence.clone()
                },
            };
            acts.push(Act::Destroy {
                instance: item.instance,
                destruction: Box::new(NewDestruction {
                    method,
                    place: destroying.place,
                    witness,
                    evidence: destroying.evidence.clone(),
                    by_vault: false,
                }),
            });
            all.push(destroying);
        }
        let reach = acts
            .iter()
            .map(Act::reach)
            .fold(Reach::standing(), Reach::and);
        let known = vault.known(&reach)?;
        let asked = context.all_asked_under(&known, &member, self.approval, acts)?;
        let all: Vec<(Asked, Destroying)> = asked.into_iter().zip(all).collect();
        if context.global.dry_run {
            for (asked, destroying) in all {
                context.would(&vault, &vault.destruction(&member, asked, &destroying)?)?;
            }
            return Ok(());
        }
        let done = vault
            .destroy_all(&member, &all)
            .map_err(|error| context.explained(&vault, error))?;
        // What keys alone ended has a form of its own.
        let number = if method == Method::CryptoErase {
            Number::Erasure
        } else {
            Number::Certificate
        };
        let ids: Vec<String> = all.iter().map(|(_, it)| it.instance.to_string()).collect();
        let about: Vec<&str> = ids.iter().map(String::as_str).collect();
        let forms = form::write_in_vault(context, &mut vault, &member, number, &about)?;
        let sentence = match about.as_slice() {
            [only] => say!("destroyed", id = *only),
            all => say!("destroyed-many", count = all.len()),
        };
        context.recorded(&done, &sentence, vec![("forms", json!(forms))])?;
        form::tell_written(context, &forms);
        Ok(())
    }

    /// What is destroyed, each with the serial number read from its medium.
    fn items(&self, context: &Context, register: &Register) -> Result<Vec<SerialRead>, CliError> {
        if let Some(file) = &self.serials {
            let states = [StateName::AwaitingDestruction, StateName::Released];
            return serials::read(file, register, &states);
        }
        let of = |instance| SerialRead {
            instance,
            serial: self.serial_read.clone(),
        };
        if self.instances.is_empty() {
            let id = context.instance_or_ask(register, None, |i| i.state().is_kept())?;
            return Ok(vec![of(id)]);
        }
        Ok(self.instances.iter().copied().map(of).collect())
    }

    /// What the method has for evidence (§5.6), where none is given and somebody can answer. What stays unknown is for the
    /// rules to miss.
    fn ask_for_evidence(&mut self, context: &Context, method: Method) -> Result<(), CliError> {
        let ask = &context.ask;
        let text = |answer: &str| Text::new(answer).map_err(|_| say!("ask-empty"));
        let given = !self.evidence.is_empty() || self.tool.is_some() || self.shred_width.is_some();
        if given || self.serials.is_some() {
            return Ok(());
        }
        if method == Method::Shred {
            self.shred_width =
                ask.if_known(None, "--shred-width", &say!("ask-shred-width"), text)?;
        }
        if matches!(
            method,
            Method::Degauss | Method::Overwrite | Method::DeviceSanitize
        ) {
            self.tool = ask.if_known(None, "--tool", &say!("ask-tool"), text)?;
            self.tool_version =
                ask.if_known(None, "--tool-version", &say!("ask-tool-version"), text)?;
        }
        let file = |answer: &str| match Path::new(answer) {
            path if path.is_file() => Ok(path.to_owned()),
            _ => Err(say!("ask-no-such-file")),
        };
        while let Some(path) = ask.if_known(None, "--evidence", &say!("ask-evidence-file"), file)? {
            self.evidence.push(path);
        }
        Ok(())
    }

    /// What shows the destruction. Files are hashed; they stay with the office.
    fn evidence(
        &mut self,
        context: &Context,
        method: Method,
    ) -> Result<DestructionEvidence, CliError> {
        self.ask_for_evidence(context, method)?;
        Ok(DestructionEvidence {
            serial_read: None,
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
