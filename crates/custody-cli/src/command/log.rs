//! The command `custody log`: what happened, in the order of the ledger.

mod kept;

use super::desk::{missing, unknown};
use crate::args::parse::{self, Thing};
use crate::cli::Context;
use crate::error::CliError;
use crate::ui::Answer;
use crate::wording::{Phrase, say};
use custody_core::record::{Record, Register};
use custody_core::report::life;
use custody_core::seal::publish::publish;
use custody_core::vault::Vault;
use serde_json::json;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Log {
    #[command(subcommand)]
    pub(crate) verb: Option<kept::Verb>,
    #[arg(value_name = "ID", value_parser = parse::thing)]
    pub(crate) id: Option<Thing>,
    #[arg(long, requires = "out")]
    pub(crate) proof: bool,
    #[arg(long, value_name = "N", requires = "proof", conflicts_with = "id")]
    pub(crate) record: Option<u64>,
    #[arg(long, short, value_name = "FILE", requires = "proof")]
    pub(crate) out: Option<PathBuf>,
}

impl Log {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        if let Some(verb) = self.verb {
            return verb.run(context);
        }
        let vault = context.open_vault()?;
        if let (true, Some(out)) = (self.proof, &self.out) {
            return self.prove(context, &vault, out);
        }
        let register = vault.register()?;
        let mut records: Vec<Record> = Vec::new();
        match self.id {
            Some(id) => {
                let id = number_of(&id);
                records.extend(
                    vault
                        .records_about(&id)?
                        .into_iter()
                        .map(|listed| listed.record),
                );
                if records.is_empty() {
                    return Err(unknown(id));
                }
            }
            None => vault.each_record(0, |listed| {
                records.push(listed.record);
                Ok(())
            })?,
        }
        lines(context, &register, &records)
    }
}

impl Log {
    /// One record, as a file that is checked without the ledger: the last one about a thing, or the one of a number.
    fn prove(&self, context: &Context, vault: &Vault, out: &Path) -> Result<(), CliError> {
        let seq = match (&self.id, self.record) {
            (Some(id), _) => {
                let id = number_of(id);
                let last = vault.records_about(&id)?.pop();
                last.ok_or_else(|| unknown(id))?.record.seq.0
            }
            (None, Some(seq)) => seq,
            (None, None) => return Err(missing("--record")),
        };
        let proof = vault.tlog_proof(seq, &context.policy()?.witnesses())?;
        publish(out, &proof.to_bytes(), false)?;
        let answer = Answer::new()
            .line(say!("proof-written", seq = seq.to_string(), file = out))
            .line(say!(
                "checkpoint-log-key",
                vkey = vault.settings().log_key.as_str()
            ))
            .field("record", seq)
            .field("file", out);
        context.ui.answer(&answer)
    }
}

/// A thing's number.
pub(super) fn number_of(thing: &Thing) -> String {
    match thing {
        Thing::Asset(id) => id.to_string(),
        Thing::Instance(id) => id.to_string(),
        Thing::Carrier(id) => id.to_string(),
        Thing::Person(id) => id.to_string(),
        Thing::Organisation(id) => id.to_string(),
        Thing::Place(id) => id.to_string(),
        Thing::Request(id) => id.to_string(),
        Thing::Permission(id) => id.to_string(),
        Thing::Journey(id) => id.to_string(),
        Thing::Incident(id) => id.to_string(),
    }
}

/// A life, a line a record.
pub(super) fn lines(
    context: &Context,
    register: &Register,
    records: &[Record],
) -> Result<(), CliError> {
    let life = life(register, records);
    if context.ui.json {
        return context.document(&json!({ "records": life }));
    }
    let rows: Vec<Vec<String>> = life
        .iter()
        .map(|line| {
            let facts: Vec<&str> = line.facts.iter().map(|fact| fact.text.as_str()).collect();
            let mut what = facts.join(" ");
            if let Some(rule) = line.refused {
                what = format!("{} {what}", rule.code());
            }
            vec![
                line.seq.to_string(),
                line.at.to_string(),
                line.who.clone(),
                context
                    .ui
                    .text(&Phrase::new(format!("event-{}", line.event), Vec::new())),
                what,
            ]
        })
        .collect();
    context.table(
        &[
            say!("col-record"),
            say!("col-when"),
            say!("col-who"),
            say!("col-what"),
            say!("col-facts"),
        ],
        &rows,
    )
}
