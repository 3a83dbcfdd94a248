//! The command `custody back`: back in storage (transition 12).

use super::brief::journey_or_ask;
use super::carry::Seal;
use super::form;
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{JourneyId, PlaceId, Reach};
use custody_core::record::{JourneyStage, PlaceKind};
use custody_core::report::form::Number;
use custody_core::rules::Act;
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Back {
    #[arg(value_name = "J", value_parser = parse::id::<JourneyId>)]
    pub(crate) journey: Option<JourneyId>,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) place: Option<Named<PlaceId>>,
    #[command(flatten)]
    pub(crate) seal: Seal,
}

impl Back {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, self.journey.map(Reach::journey))?;
        let stages = [JourneyStage::UnderWay, JourneyStage::Arrived];
        let journey = journey_or_ask(context, &register, self.journey, &stages)?;
        let place = context.place_or_ask(&register, self.place.as_ref(), |kind| {
            matches!(kind, PlaceKind::LockedCabinet | PlaceKind::StorageRoom)
        })?;
        let act = Act::Back {
            journey,
            place,
            seal_intact: !self.seal.seal_broken,
            remark: self.seal.remark,
        };
        let asked = context.asked(&member, act);
        if context.global.dry_run {
            return context.would(&vault, &asked);
        }
        let done = vault
            .act(&member, &asked)
            .map_err(|error| context.explained(&vault, error))?;
        let forms = form::write_in_vault(
            context,
            &mut vault,
            &member,
            Number::Journey,
            &[&journey.to_string()],
        )?;
        let more = vec![("forms", json!(forms))];
        context.recorded(
            &done,
            &say!("came-back", journey = journey.to_string()),
            more,
        )?;
        form::tell_written(context, &forms);
        Ok(())
    }
}
