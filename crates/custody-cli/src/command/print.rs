//! The command `custody print`: print-outs, each 部 an instance, with the prefecture's approval (transition 7).

use super::desk::{missing, workplace_around};
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{Event, InstanceId, PermissionId, PlaceId, Reach};
use custody_core::rules::Act;
use custody_core::vault::Done;
use std::num::NonZeroU32;

#[derive(Debug, clap::Args)]
pub(crate) struct Print {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) instance: Option<InstanceId>,
    #[arg(long, value_name = "N")]
    pub(crate) copies: Option<NonZeroU32>,
    #[arg(long, value_name = "N")]
    pub(crate) sheets: Option<NonZeroU32>,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) place: Option<Named<PlaceId>>,
    #[arg(long, value_name = "P", value_parser = parse::id::<PermissionId>)]
    pub(crate) approval: Option<PermissionId>,
}

impl Print {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, self.instance.map(|id| Reach::instances([id])))?;
        let id = context.instance_or_ask(&register, self.instance, |i| i.state().is_kept())?;
        let count = |answer: &str| answer.trim().parse().map_err(|_| say!("ask-count"));
        let sheets = context
            .ask
            .one(self.sheets, "--sheets", &say!("ask-sheets"), count)?;
        let held = register.instances.get(&id).and_then(|i| i.custody.place());
        let place = match &self.place {
            Some(named) => context.place(&register, named)?,
            None => workplace_around(&register, held).ok_or_else(|| missing("--place"))?,
        };
        let act = Act::Print {
            instance: id,
            copies: self.copies.unwrap_or(NonZeroU32::MIN),
            sheets,
            place,
        };
        let reach = vault.known(&act.reach())?;
        let asked = context.asked_under(&reach, &member, self.approval, act)?;
        if context.global.dry_run {
            return context.would(&vault, &asked);
        }
        let done = vault
            .act(&member, &asked)
            .map_err(|error| context.explained(&vault, error))?;
        let made = printed(&done);
        let ids: Vec<&str> = made.iter().map(|(id, _)| id.as_str()).collect();
        let sentence = say!("printed", id = id.to_string(), new = ids.join("、"));
        context.recorded(&done, &sentence, Vec::new())?;
        // 部番号 stands on every sheet.
        for (id, part) in &made {
            let (id, part) = (id.as_str(), part.as_str());
            context.ui.tell(&say!("print-label", id = id, part = part));
        }
        Ok(())
    }
}

/// The print-outs, with their 部番号.
fn printed(done: &Done) -> Vec<(String, String)> {
    match done.records.first().map(|r| &r.event) {
        Some(Event::InstancePrinted { printouts, .. }) => printouts
            .iter()
            .map(|p| {
                let part = p.part.as_ref().map(ToString::to_string);
                (p.id.to_string(), part.unwrap_or_default())
            })
            .collect(),
        _ => Vec::new(),
    }
}
