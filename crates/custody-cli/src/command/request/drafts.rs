//! Requests after they are written down: a draft is sent, a request is withdrawn.

use super::{Destination, sent};
use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{RequestId, Text};
use custody_core::rules::Act;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Send {
    #[arg(value_name = "REQUEST", value_parser = parse::id::<RequestId>)]
    pub(crate) request: RequestId,
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Withdraw {
    #[arg(value_name = "REQUEST", value_parser = parse::id::<RequestId>)]
    pub(crate) request: RequestId,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) reason: Option<Text>,
}

impl Send {
    pub(super) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let act = Act::SendRequest {
            request: self.request,
            text_digest: None,
        };
        if context.global.dry_run {
            return context.would(&vault, &context.asked(&member, act));
        }
        let to = Destination::new(self.out, self.force)?;
        let requested = vault
            .send_draft(&member, context.at(), self.request)
            .map_err(|error| context.explained(&vault, error))?;
        sent(context, &mut vault, &member, &requested, to)
    }
}

impl Withdraw {
    pub(super) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let id = self.request.to_string();
        let act = Act::WithdrawRequest {
            request: self.request,
            reason: self.reason,
        };
        let asked = context.asked(&member, act);
        context.simple(&mut vault, &member, &asked, |_| say!("withdrawn", id = id))
    }
}
