//! The command `custody approve`: the prefecture approves a request, with a key and no vault.

use super::desk::read_note;
use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::ui::Answer;
use crate::wording::{Phrase, say};
use custody_core::record::calendar::Parsed;
use custody_core::record::{Date, Moment, Text};
use custody_core::seal::publish::publish;
use custody_core::vault::office::{self, Approving, ReadRequest};
use std::num::NonZeroU32;
use std::path::Path;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Approve {
    #[arg(value_name = "REQUEST")]
    pub(crate) request: PathBuf,
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: PathBuf,
    #[arg(long, value_name = "TIME", value_parser = parse::until)]
    pub(crate) until: Option<Parsed<Moment>>,
    #[arg(long, value_name = "N")]
    pub(crate) count: Option<NonZeroU32>,
    #[arg(long = "condition", value_name = "TEXT", value_parser = parse::text)]
    pub(crate) conditions: Vec<Text>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) number: Option<Text>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) date: Option<Parsed<Date>>,
    #[arg(long)]
    pub(crate) force: bool,
}

impl Approve {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let request = read_request(context, &self.request)?;
        let id = request.document.request.to_string();
        context.confirm(&say!("ask-approve", id = id.as_str()))?;
        let key = context.unlock()?;
        let approving = Approving {
            number: self.number,
            date: self.date.map(|date| date.value),
            until: self.until.map(|until| until.value),
            count: self.count,
            conditions: self.conditions,
        };
        let note = office::approve(&request, &key, approving, context.now())?;
        tell_authority(context, &request, key.name());
        context.keep(key);
        publish(&self.out, note.as_bytes(), self.force)?;
        decided(
            context,
            &self.out,
            "approved",
            say!("approved", id = id, file = self.out.as_path()),
            &request,
        )
    }
}

/// Reads a request and shows all of it, with the fingerprint to compare.
pub(super) fn read_request(context: &Context, path: &Path) -> Result<ReadRequest, CliError> {
    let request = office::read_request(&read_note(path)?)?;
    let document = &request.document;
    let ui = &context.ui;
    ui.tell(&say!(
        "request-from",
        id = document.request.to_string(),
        contractor = document.contract.contractor_name.as_str(),
        title = document.contract.title.as_str(),
        name = document.from.name.as_str(),
        fingerprint = document
            .from
            .fingerprint
            .as_ref()
            .map_or("—", |f| f.as_str()),
    ));
    for item in &document.items {
        ui.tell(&say!(
            "request-item",
            id = item.instance.to_string(),
            title = item.title.as_str(),
            quantity = item.quantity.to_string(),
        ));
    }
    for (name, value) in &document.details {
        ui.tell(&say!(
            "request-detail",
            name = name.as_str(),
            value = value.as_str()
        ));
    }
    ui.tell(&say!("request-reason", reason = document.reason.as_str()));
    Ok(request)
}

/// Who signs without authority on the contractor's register is told: the decision would open nothing.
fn tell_authority(context: &Context, request: &ReadRequest, name: &str) {
    let mut listed = request
        .document
        .client
        .iter()
        .filter(|p| p.name.as_str() == name)
        .peekable();
    if listed.peek().is_some() && !listed.any(|p| p.decides) {
        context.ui.tell(&say!("no-authority", name = name));
    }
}

/// The answer of a decision.
pub(super) fn decided(
    context: &Context,
    file: &Path,
    decision: &'static str,
    sentence: Phrase,
    request: &ReadRequest,
) -> Result<(), CliError> {
    let answer = Answer::new()
        .line(sentence)
        .field("request", request.document.request)
        .field("decision", decision)
        .field("file", file);
    context.ui.answer(&answer)
}
