//! The command `custody grant`: a person may open an instance.

use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{InstanceId, PersonId, Reach};
use custody_core::rules::Act;

#[derive(Debug, clap::Args)]
pub(crate) struct Grant {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) instance: InstanceId,
    #[arg(value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) person: Named<PersonId>,
}

impl Grant {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let person = context.person(
            &context.around(&vault, Some(Reach::standing()))?,
            &self.person,
        )?;
        if context.global.dry_run {
            let asked = context.asked(
                &member,
                Act::Grant {
                    instance: self.instance,
                    person,
                },
            );
            return context.would(&vault, &asked);
        }
        let done = vault
            .grant(&member, self.instance, person)
            .map_err(|error| context.explained(&vault, error))?;
        let sentence = say!(
            "granted",
            id = self.instance.to_string(),
            person = person.to_string()
        );
        context.recorded(&done, &sentence, Vec::new())
    }
}
