//! The command `custody pack`: seals an instance in place, on the carrier it lies on (transition 8).

use super::desk::{exists, missing};
use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::event::Source;
use custody_core::record::{InstanceId, Protection, Reach};
use custody_core::rules::Act;
use custody_core::vault::PackingInPlace;
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Pack {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) instance: Option<InstanceId>,
    #[arg(long = "from", value_name = "PATH")]
    pub(crate) from: Vec<PathBuf>,
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    #[arg(long)]
    pub(crate) keep_source: bool,
}

impl Pack {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, self.instance.map(|id| Reach::instances([id])))?;
        let id = context.instance_or_ask(&register, self.instance, |i| {
            i.state().is_kept() && i.is_electronic() && i.protection != Protection::Sealed
        })?;
        let asked = context.asked(
            &member,
            Act::Pack {
                instance: id,
                content: None,
                key_holders: Vec::new(),
                source: Source::Kept,
            },
        );
        if context.global.dry_run {
            return context.would(&vault, &asked);
        }
        context.permit(&mut vault, &member, &asked)?;
        let target = self.out.ok_or_else(|| missing("--out"))?;
        if self.from.is_empty() {
            return Err(missing("--from"));
        }
        if target.symlink_metadata().is_ok() {
            return Err(exists(&target));
        }
        if !self.keep_source {
            let files = self.from.len().to_string();
            context.confirm(&say!("ask-remove-packed", files = files))?;
        }
        let packing = PackingInPlace {
            instance: id,
            from: self.from,
            target: target.clone(),
            remove_source: !self.keep_source,
        };
        let mut progress = context.ui.progress(&say!("doing-sealing"), None);
        let done = vault.pack_in_place(&member, asked, &packing, &mut progress);
        drop(progress);
        let done = done.map_err(|error| context.explained(&vault, error))?;
        let sentence = say!("packed", id = id.to_string(), file = target.as_path());
        context.recorded(&done, &sentence, vec![("file", json!(target))])
    }
}
