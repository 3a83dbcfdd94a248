//! The command `custody take`: out of storage, for use (transition 2).

use super::desk::{unknown, workplace_around};
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::StateName;
use custody_core::record::{InstanceId, PlaceId, Reach, Text};
use custody_core::rules::Act;

#[derive(Debug, clap::Args)]
pub(crate) struct Take {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) instance: Option<InstanceId>,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) place: Option<Named<PlaceId>>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) purpose: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) method: Option<Text>,
}

impl Take {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, self.instance.map(|id| Reach::instances([id])))?;
        let id =
            context.instance_or_ask(&register, self.instance, |i| i.state() == StateName::Held)?;
        let held = register.instances.get(&id).and_then(|i| i.custody.place());
        let place = match &self.place {
            Some(named) => context.place(&register, named)?,
            None => workplace_around(&register, held).ok_or_else(|| unknown(id))?,
        };
        let own = register.assets.get(&id.asset).map(|a| a.purpose.clone());
        let purpose = self.purpose.or(own).ok_or_else(|| unknown(id))?;
        let act = Act::Take {
            instance: id,
            place,
            purpose,
            method: self.method,
        };
        let asked = context.asked_under(&register, &member, None, act)?;
        context.simple(&mut vault, &member, &asked, |_| {
            say!("taken", id = id.to_string())
        })
    }
}
