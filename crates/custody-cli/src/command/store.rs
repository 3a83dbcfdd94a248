//! The command `custody store`: into storage (transition 3).

use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{InstanceId, PlaceId, Reach};
use custody_core::record::{PlaceKind, StateName};
use custody_core::rules::Act;

#[derive(Debug, clap::Args)]
pub(crate) struct Store {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) instance: Option<InstanceId>,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) place: Option<Named<PlaceId>>,
}

impl Store {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, self.instance.map(|id| Reach::instances([id])))?;
        let id = context.instance_or_ask(&register, self.instance, |i| {
            matches!(i.state(), StateName::InUse | StateName::Held)
        })?;
        let place = context.place_or_ask(&register, self.place.as_ref(), |kind| {
            matches!(
                kind,
                PlaceKind::LockedCabinet | PlaceKind::StorageRoom | PlaceKind::Workplace
            )
        })?;
        let asked = context.asked(
            &member,
            Act::Store {
                instance: id,
                place,
            },
        );
        context.simple(&mut vault, &member, &asked, |_| {
            say!("stored", id = id.to_string())
        })
    }
}
