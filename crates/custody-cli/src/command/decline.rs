//! The command `custody decline`: the prefecture declines a request, with a key and no vault.

use super::approve::{decided, read_request};
use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::Text;
use custody_core::seal::publish::publish;
use custody_core::vault::office;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Decline {
    #[arg(value_name = "REQUEST")]
    pub(crate) request: PathBuf,
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: PathBuf,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) reason: Option<Text>,
    #[arg(long)]
    pub(crate) force: bool,
}

impl Decline {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let request = read_request(context, &self.request)?;
        let id = request.document.request.to_string();
        context.confirm(&say!("ask-decline", id = id.as_str()))?;
        let key = context.unlock()?;
        let note = office::decline(&request, &key, self.reason, context.now())?;
        context.keep(key);
        publish(&self.out, note.as_bytes(), self.force)?;
        decided(
            context,
            &self.out,
            "declined",
            say!("declined", id = id, file = self.out.as_path()),
            &request,
        )
    }
}
