//! The command `custody arrive`: at the destination (transition 11).

use super::brief::journey_or_ask;
use super::carry::Seal;
use super::desk::unknown;
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::JourneyStage;
use custody_core::record::{JourneyId, PlaceId, Reach};
use custody_core::rules::Act;

#[derive(Debug, clap::Args)]
pub(crate) struct Arrive {
    #[arg(value_name = "J", value_parser = parse::id::<JourneyId>)]
    pub(crate) journey: Option<JourneyId>,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) place: Option<Named<PlaceId>>,
    #[command(flatten)]
    pub(crate) seal: Seal,
}

impl Arrive {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, self.journey.map(Reach::journey))?;
        let journey = journey_or_ask(context, &register, self.journey, &[JourneyStage::UnderWay])?;
        let planned = register
            .journeys
            .get(&journey)
            .ok_or_else(|| unknown(journey))?;
        let place = match &self.place {
            Some(named) => context.place(&register, named)?,
            None => planned.to,
        };
        let act = Act::Arrive {
            journey,
            place,
            seal_intact: !self.seal.seal_broken,
            remark: self.seal.remark,
        };
        let asked = context.asked(&member, act);
        context.simple(&mut vault, &member, &asked, |_| {
            say!("arrived", journey = journey.to_string())
        })
    }
}
