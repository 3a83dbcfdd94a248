//! The command `custody open`: a working copy in plaintext, for a time (transition 4).

use super::desk::{machine, unknown, workplace_around};
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{CarrierId, InstanceId, PermissionId, PlaceId, Reach, Register, Text};
use custody_core::rules::Act;
use custody_core::vault::WorkOpening;
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Open {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) instance: Option<InstanceId>,
    #[arg(long = "to", value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) place: Option<Named<PlaceId>>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) purpose: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) method: Option<Text>,
    #[arg(long, value_name = "NAME", value_parser = parse::text)]
    pub(crate) software: Option<Text>,
    #[arg(long, value_name = "CARRIER", value_parser = parse::id::<CarrierId>)]
    pub(crate) carrier: Option<CarrierId>,
    #[arg(long, value_name = "P", value_parser = parse::id::<PermissionId>)]
    pub(crate) approval: Option<PermissionId>,
    #[arg(long, value_name = "FILE")]
    pub(crate) sealed: Option<PathBuf>,
}

impl Open {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let named = self.instance.map(|id| Reach {
            carriers: self.carrier.into_iter().collect(),
            ..Reach::instances([id])
        });
        let register = context.around(&vault, named)?;
        let id = context.instance_or_ask(&register, self.instance, |i| {
            i.content.as_ref().is_some_and(|c| c.object.is_some()) && i.state().is_kept()
        })?;
        let folder = match self.folder {
            Some(folder) => folder,
            None => context.ask.text(None, "--to", &say!("ask-folder"))?.into(),
        };
        let (machine, machine_place) = machine(&register)?;
        let carrier = self.carrier.unwrap_or(machine);
        let standing = register.carriers.get(&carrier).and_then(|c| c.place);
        let held = register.instances.get(&id).and_then(|i| i.custody.place());
        let place = match &self.place {
            Some(named) => context.place(&register, named)?,
            None => standing
                .or(machine_place)
                .or_else(|| workplace_around(&register, held))
                .ok_or_else(|| unknown(id))?,
        };
        let own = register.assets.get(&id.asset).map(|a| a.purpose.clone());
        let purpose = self.purpose.or(own).ok_or_else(|| unknown(id))?;
        let software = match self.software {
            Some(named) => Some(named),
            None => software_or_ask(context, &register)?,
        };
        let opening = WorkOpening {
            instance: id,
            folder,
            carrier,
            place,
            purpose: purpose.clone(),
            method: self.method,
            software,
        };
        let act = Act::Open {
            instance: id,
            carrier,
            place,
            purpose,
            method: opening.method.clone(),
            software: opening.software.clone(),
        };
        let asked = context.asked_under(&register, &member, self.approval, act)?;
        if context.global.dry_run {
            return context.would(&vault, &asked);
        }
        let bytes = register
            .instances
            .get(&id)
            .and_then(|i| i.content.as_ref())
            .map(|c| c.bytes);
        let mut progress = context.ui.progress(&say!("doing-opening"), bytes);
        let done = match &self.sealed {
            Some(file) => vault.open_instance_from(&member, asked, &opening, file, &mut progress),
            None => vault.open_instance(&member, asked, &opening, &mut progress),
        };
        drop(progress);
        let done = done.map_err(|error| context.explained(&vault, error))?;
        let new = done.ids.first().cloned().unwrap_or_default();
        let sentence = say!("opened", id = new, folder = opening.folder.as_path());
        context.recorded(&done, &sentence, vec![("folder", json!(opening.folder))])
    }
}

/// The only software that may be used, else the one that is chosen; nothing while none may be (Art. 8).
fn software_or_ask(context: &Context, register: &Register) -> Result<Option<Text>, CliError> {
    let list = register.contract.as_ref().map(|c| c.software.as_slice());
    let usable = list.unwrap_or_default().iter().filter(|one| !one.banned);
    let names: Vec<&Text> = usable.map(|one| &one.name).collect();
    match names.as_slice() {
        [only] => Ok(Some((*only).clone())),
        [] => Ok(None),
        _ => {
            let named = |name: &&Text| ((*name).clone(), name.to_string());
            let offered: Vec<(Text, String)> = names.iter().map(named).collect();
            let question = say!("ask-software");
            context
                .ask
                .choice(None, "--software", &question, &offered)
                .map(Some)
        }
    }
}
