//! The command `custody revoke`: the prefecture takes back what it approved or ordered, with a key and no vault.

use super::desk::read_note;
use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::ui::Answer;
use crate::wording::say;
use custody_core::record::calendar::Parsed;
use custody_core::record::{Date, Text};
use custody_core::seal::publish::publish;
use custody_core::vault::office;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Revoke {
    #[arg(value_name = "REQUEST|INSTRUCTION")]
    pub(crate) granted: PathBuf,
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: PathBuf,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) number: Option<Text>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) date: Option<Parsed<Date>>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) reason: Option<Text>,
    #[arg(long)]
    pub(crate) force: bool,
}

impl Revoke {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let granted = office::read_granted(&read_note(&self.granted)?)?;
        context.confirm(&say!("ask-revoke", file = self.granted.as_path()))?;
        let key = context.unlock()?;
        let paper = (self.number, self.date.map(|date| date.value));
        let note = office::revoke(&granted, &key, paper, self.reason, context.now())?;
        context.keep(key);
        publish(&self.out, note.as_bytes(), self.force)?;
        let answer = Answer::new()
            .line(say!("revoked", file = self.out.as_path()))
            .field("file", &self.out);
        context.ui.answer(&answer)
    }
}
