//! The command `custody unneeded`: an asset is no longer needed, and is to go back or be destroyed (transition 30).

use super::desk::{missing, unknown};
use crate::args::parse::{self, Thing};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{AssetId, Event, InstanceId, PersonId, Reach, Register, Text};
use custody_core::rules::Act;

#[derive(Debug, clap::Args)]
pub(crate) struct Unneeded {
    #[arg(value_name = "ID", value_parser = parse::thing)]
    pub(crate) thing: Option<Thing>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) reason: Option<Text>,
}

impl Unneeded {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let named = match self.thing {
            Some(Thing::Instance(id)) => Some(Reach::instances([id])),
            Some(Thing::Asset(id)) => Some(Reach::asset(id)),
            _ => None,
        };
        let register = context.around(&vault, named)?;
        let id = match self.thing {
            Some(Thing::Instance(id)) => id,
            Some(Thing::Asset(asset)) => {
                speaker(&register, asset, member.id()).ok_or_else(|| unknown(asset))?
            }
            Some(_) => return Err(missing("ID")),
            None => context.instance_or_ask(&register, None, |i| i.state().is_open())?,
        };
        let asked = context.asked(
            &member,
            Act::Unneeded {
                instance: id,
                reason: self.reason,
            },
        );
        context.simple(&mut vault, &member, &asked, |done| {
            let day = done.records.first().and_then(|r| match &r.event {
                Event::BecameUnneeded { needed_until, .. } => Some(needed_until.to_string()),
                _ => None,
            });
            say!(
                "unneeded",
                id = id.asset.to_string(),
                day = day.unwrap_or_default()
            )
        })
    }
}

/// An open instance of the asset that speaks for it: one that nobody else holds, where there is one.
fn speaker(register: &Register, asset: AssetId, me: PersonId) -> Option<InstanceId> {
    let open = || register.instances_of(asset).filter(|i| i.state().is_open());
    open()
        .find(|i| i.custody.holder().is_none_or(|holder| holder == me))
        .or_else(|| open().next())
        .map(|i| i.id)
}
