//! The command `custody void`: an entry made by mistake counts nowhere from then on; both records stay (transition 27).

use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{InstanceId, PersonId, Reach, Text};
use custody_core::rules::Act;
use std::io::IsTerminal as _;

#[derive(Debug, clap::Args)]
pub(crate) struct Void {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) instance: Option<InstanceId>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) reason: Option<Text>,
    #[arg(long, value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) with: Option<Named<PersonId>>,
}

impl Void {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, self.instance.map(|id| Reach::instances([id])))?;
        let id = context.instance_or_ask(&register, self.instance, |i| i.state().is_kept())?;
        let reason = context.text_or_ask(self.reason, "--reason", say!("ask-reason"))?;
        // Where nobody can be asked, alone is an answer: it is refused, and on record.
        let with = match &self.with {
            None if !std::io::stdin().is_terminal() => member.id(),
            named => context.person_or_ask(&register, named.as_ref(), "--with", |p| {
                p.id != member.id() && !p.is_client()
            })?,
        };
        let asked = context.asked(
            &member,
            Act::Void {
                instance: id,
                reason: reason.clone(),
                with,
                removal_begun: false,
            },
        );
        if context.global.dry_run {
            return context.would(&vault, &asked);
        }
        context.permit(&mut vault, &member, &asked)?;
        context.confirm(&say!("ask-void", id = id.to_string()))?;
        let done = vault
            .void(&member, asked, id, &reason, with)
            .map_err(|error| context.explained(&vault, error))?;
        context.recorded(&done, &say!("voided", id = id.to_string()), Vec::new())
    }
}
