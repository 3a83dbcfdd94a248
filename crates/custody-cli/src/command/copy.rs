//! The command `custody copy`: a further instance, with the prefecture's approval (transition 6).

use super::desk::{machine, missing};
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{CarrierId, InstanceId, PermissionId, PlaceId, Protection, Reach};
use custody_core::rules::Act;
use custody_core::vault::{CopyTo, Copying};
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Copy {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) instance: Option<InstanceId>,
    #[arg(long, value_name = "CARRIER", value_parser = parse::id::<CarrierId>)]
    pub(crate) to_carrier: Option<CarrierId>,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) place: Option<Named<PlaceId>>,
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    #[arg(long = "from", value_name = "PATH")]
    pub(crate) from: Vec<PathBuf>,
    #[arg(long, conflicts_with = "out", value_parser = parse::protection())]
    pub(crate) protection: Option<Protection>,
    #[arg(long, value_name = "P", value_parser = parse::id::<PermissionId>)]
    pub(crate) approval: Option<PermissionId>,
}

impl Copy {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let named = self
            .instance
            .zip(self.to_carrier)
            .map(|(id, carrier)| Reach {
                carriers: [carrier].into(),
                ..Reach::instances([id])
            });
        let register = context.around(&vault, named)?;
        let id = context.instance_or_ask(&register, self.instance, |i| i.state().is_kept())?;
        let offered: Vec<(CarrierId, String)> = register
            .carriers
            .values()
            .map(|c| (c.id, format!("{} {}", c.id, c.management_no)))
            .collect();
        let carrier = context.ask.choice(
            self.to_carrier,
            "--to-carrier",
            &say!("ask-carrier"),
            &offered,
        )?;
        let (machine, machine_place) = machine(&register)?;
        let held = register.instances.get(&id).and_then(|i| i.custody.place());
        let place = match &self.place {
            Some(named) => context.place(&register, named)?,
            None if carrier == machine => machine_place.ok_or_else(|| missing("--place"))?,
            None => held.ok_or_else(|| missing("--place"))?,
        };
        // Without a file the rules still have their say first; then the file is asked for.
        let needs_file = self.out.is_none() && self.protection.is_none() && carrier != machine;
        let to = match (&self.out, self.protection) {
            (Some(file), _) => CopyTo::File(file.clone()),
            (None, Some(protection)) => CopyTo::Elsewhere(protection),
            (None, None) => CopyTo::Vault,
        };
        let protection = self.protection.unwrap_or(Protection::Sealed);
        let act = Act::Copy {
            instance: id,
            carrier,
            place,
            protection,
            content: None,
            key_holders: Vec::new(),
        };
        let reach = vault.known(&act.reach())?;
        let asked = context.asked_under(&reach, &member, self.approval, act)?;
        if context.global.dry_run {
            return context.would(&vault, &asked);
        }
        if needs_file {
            context.permit(&mut vault, &member, &asked)?;
            return Err(missing("--out"));
        }
        let copying = Copying {
            instance: id,
            carrier,
            place,
            to,
            from: self.from,
        };
        let bytes = register
            .instances
            .get(&id)
            .and_then(|i| i.content.as_ref())
            .map(|c| c.bytes);
        let mut progress = context.ui.progress(&say!("doing-sealing"), bytes);
        let done = vault.copy_instance(&member, asked, &copying, &mut progress);
        drop(progress);
        let done = done.map_err(|error| context.explained(&vault, error))?;
        let sentence = say!("copied", id = id.to_string(), new = done.ids.join(" "));
        context.recorded(&done, &sentence, vec![("file", json!(self.out))])
    }
}
