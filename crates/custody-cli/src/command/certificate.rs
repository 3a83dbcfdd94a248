//! The command `custody certificate`: 様式9 for what was destroyed, 様式7 for what was returned.

use super::desk::{exists, missing, unknown};
use super::form::{self, Issuing};
use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::form::Charset;
use crate::wording::say;
use custody_core::record::{Event, Instance, Method, Register, StateName};
use custody_core::report::form::{Number, Topic};
use custody_core::vault::Vault;
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Certificate {
    #[arg(value_name = "ID", required = true, value_parser = parse::topic)]
    pub(crate) things: Vec<Topic>,
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: PathBuf,
    #[arg(long)]
    pub(crate) force: bool,
}

impl Certificate {
    /// 様式9 for what was destroyed, 様式7-2 for what went home, 様式10 for what only its keys ended: whichever the
    /// things' end calls for. Refused while anything is open.
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = vault.register()?;
        let topics = self.things;
        if !self.force && self.out.symlink_metadata().is_ok() {
            return Err(exists(&self.out));
        }
        let number = number(&vault, &register, &topics)?;
        let whole = topics.iter().any(|topic| matches!(topic, Topic::Asset(_)));
        let issuing = Issuing {
            number,
            topics: &topics,
            file: &self.out,
            whole,
            charset: Charset::Utf8,
            replace: self.force,
            reissues: None,
        };
        let done = form::issue(context, &mut vault, &member, &register, &issuing)?;
        let more = vec![
            ("file", json!(self.out)),
            ("form", json!(number.to_string())),
        ];
        context.recorded(
            &done,
            &say!(
                "certificate-written",
                form = number.words(),
                file = self.out.as_path()
            ),
            more,
        )
    }
}

/// The form that the end of these things calls for.
fn number(vault: &Vault, register: &Register, topics: &[Topic]) -> Result<Number, CliError> {
    let mut returned = false;
    for topic in topics {
        let instances: Vec<&Instance> = match topic {
            Topic::Asset(id) => register.instances_of(*id).collect(),
            Topic::Instance(id) => vec![register.instances.get(id).ok_or_else(|| unknown(id))?],
            _ => return Err(missing("ID")),
        };
        if let [only] = instances.as_slice()
            && ended_by_keys(vault, only)?
        {
            return Ok(Number::Erasure);
        }
        // An asset's certificate follows its original.
        let first = instances.iter().min_by_key(|i| i.id);
        returned |= first.is_some_and(|i| i.state() == StateName::Returned);
    }
    Ok(if returned {
        Number::Receipt
    } else {
        Number::Certificate
    })
}

/// Destroyed by ending its keys alone.
fn ended_by_keys(vault: &Vault, instance: &Instance) -> Result<bool, CliError> {
    let records = vault.records_about(&instance.id.to_string())?;
    Ok(records.iter().any(|listed| match &listed.record.event {
        Event::Destroyed {
            instance: ended,
            destruction,
            ..
        } => *ended == instance.id && destruction.method == Method::CryptoErase,
        _ => false,
    }))
}
