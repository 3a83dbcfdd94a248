//! The command `custody close`: the end of a working copy (transition 5).

use super::desk::unknown;
use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{InstanceId, Reach, Text};
use custody_core::record::{InstanceKind, StateName};
use custody_core::rules::Act;
use custody_core::vault::Closing;

#[derive(Debug, clap::Args)]
pub(crate) struct Close {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) instance: Option<InstanceId>,
    #[arg(long)]
    pub(crate) discard_changes: bool,
    #[arg(long)]
    pub(crate) overwritten: bool,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) method: Option<Text>,
}

impl Close {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, self.instance.map(|id| Reach::instances([id])))?;
        let id = context.instance_or_ask(&register, self.instance, |i| {
            i.kind == InstanceKind::WorkingCopy && i.state() == StateName::InUse
        })?;
        let folder = vault.working_folder(id)?;
        let closing = Closing {
            instance: id,
            discard_changes: self.discard_changes,
            method: self.method,
            overwritten: self.overwritten,
        };
        let method = match &closing.method {
            Some(method) => method.clone(),
            None => Text::new("ファイル削除").map_err(|_| unknown(id))?,
        };
        let act = Act::Close {
            instance: id,
            method,
            overwritten: self.overwritten,
        };
        let asked = context.asked(&member, act);
        if context.global.dry_run {
            return context.would(&vault, &asked);
        }
        let done = vault
            .close_instance(&member, asked, &closing)
            .map_err(|error| context.explained(&vault, error))?;
        let sentence = match folder {
            Some(folder) => say!("closed", id = id.to_string(), folder = folder.as_path()),
            None => say!("closed-elsewhere", id = id.to_string()),
        };
        context.recorded(&done, &sentence, Vec::new())
    }
}
