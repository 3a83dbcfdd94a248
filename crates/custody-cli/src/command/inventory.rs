//! The command `custody inventory`: what is there, beside the register (transition 28).

use super::desk::missing;
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{
    InstanceId, InventoryLine, PersonId, PlaceId, Presence, Reach, Register, StateName,
};
use custody_core::rules::Act;

#[derive(Debug, clap::Args)]
pub(crate) struct Inventory {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) instances: Vec<InstanceId>,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) place: Option<Named<PlaceId>>,
    #[arg(long, value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) with: Option<Named<PersonId>>,
    #[arg(long, value_name = "ID", num_args = 1.., value_parser = parse::id::<InstanceId>)]
    pub(crate) absent: Vec<InstanceId>,
    #[arg(long, value_name = "ID", num_args = 1.., value_parser = parse::id::<InstanceId>)]
    pub(crate) seal_broken: Vec<InstanceId>,
}

impl Inventory {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        // Without numbers it is all that is stored at the place.
        let named = (!self.instances.is_empty()).then(Reach::standing);
        let register = context.around(&vault, named)?;
        let lines = self.lines(context, &register)?;
        let with = context.person_or_ask(&register, self.with.as_ref(), "--with", |p| {
            p.id != member.id()
        })?;
        let count = |found| lines.iter().filter(|l| l.found == found).count();
        let (absent, broken) = (count(Presence::Absent), count(Presence::SealBroken));
        let (all, there) = (lines.len(), lines.len() - absent);
        let asked = context.asked(&member, Act::TakeInventory { with, lines });
        context.simple(&mut vault, &member, &asked, |_| {
            say!(
                "inventory-taken",
                all = all.to_string(),
                there = there.to_string(),
                absent = absent.to_string(),
                broken = broken.to_string()
            )
        })?;
        if !context.global.dry_run {
            for id in &self.absent {
                context
                    .ui
                    .tell(&say!("inventory-absent", id = id.to_string()));
            }
        }
        Ok(())
    }

    /// What was looked for: what is named, or all that the register says is stored at the place.
    fn lines(
        &self,
        context: &Context,
        register: &Register,
    ) -> Result<Vec<InventoryLine>, CliError> {
        let mut all = self.instances.clone();
        if all.is_empty() {
            let place = context.place_or_ask(register, self.place.as_ref(), |_| true)?;
            let stored = register.instances.values().filter(|i| {
                i.custody.place() == Some(place)
                    && matches!(i.state(), StateName::Held | StateName::AwaitingDestruction)
            });
            all.extend(stored.map(|i| i.id));
        }
        for id in self.absent.iter().chain(&self.seal_broken) {
            if !all.contains(id) {
                all.push(*id);
            }
        }
        if all.is_empty() {
            return Err(missing("ID"));
        }
        let found = |id: &InstanceId| match () {
            () if self.absent.contains(id) => Presence::Absent,
            () if self.seal_broken.contains(id) => Presence::SealBroken,
            () => Presence::Present,
        };
        Ok(all
            .into_iter()
            .map(|id| InventoryLine {
                instance: id,
                found: found(&id),
                remark: None,
            })
            .collect())
    }
}
