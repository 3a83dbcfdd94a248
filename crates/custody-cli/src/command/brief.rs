//! The command `custody brief`: the carrier reads and signs the transport instructions (Art. 13-5, 様式6).

use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::{Phrase, say};
use custody_core::record::{JourneyId, PersonId, Reach};
use custody_core::record::{JourneyStage, Register};
use custody_core::rules::Act;

#[derive(Debug, clap::Args)]
pub(crate) struct Brief {
    #[arg(value_name = "J", value_parser = parse::id::<JourneyId>)]
    pub(crate) journey: Option<JourneyId>,
    #[arg(long, value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) explained_by: Option<Named<PersonId>>,
}

/// The instructions of 様式6.
const INSTRUCTIONS: u8 = 8;

impl Brief {
    /// Shows every instruction; signing the record acknowledges them.
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, self.journey.map(Reach::journey))?;
        let journey = journey_or_ask(
            context,
            &register,
            self.journey,
            &[JourneyStage::Planned, JourneyStage::UnderWay],
        )?;
        let explained_by = self
            .explained_by
            .as_ref()
            .map(|named| context.person(&register, named))
            .transpose()?;
        let asked = context.asked(
            &member,
            Act::Brief {
                journey,
                explained_by,
            },
        );
        if context.global.dry_run {
            return context.would(&vault, &asked);
        }
        context
            .ui
            .tell(&say!("brief-head", journey = journey.to_string()));
        for number in 1..=INSTRUCTIONS {
            context
                .ui
                .tell(&Phrase::new(format!("brief-item-{number}"), Vec::new()));
        }
        context.confirm(&say!("ask-brief"))?;
        context.simple(&mut vault, &member, &asked, |_| {
            say!("briefed", journey = journey.to_string())
        })
    }
}

/// A journey that was given, or is asked for among those at these stages.
pub(super) fn journey_or_ask(
    context: &Context,
    register: &Register,
    given: Option<JourneyId>,
    stages: &[JourneyStage],
) -> Result<JourneyId, CliError> {
    let offered: Vec<(JourneyId, String)> = register
        .journeys
        .values()
        .filter(|j| stages.contains(&j.stage))
        .map(|j| {
            let to = register.places.get(&j.to).map_or("", |p| p.name.as_str());
            (j.id, format!("{} → {}", j.id, to))
        })
        .collect();
    context
        .ask
        .choice(given, "J", &say!("ask-journey"), &offered)
}
