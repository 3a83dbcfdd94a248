//! The command `custody return`: back to the prefecture (transition 17).

use super::form;
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{InstanceId, PersonId, Reach, Text};
use custody_core::report::form::Number;
use custody_core::rules::Act;
use custody_core::vault::GivingBack;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Return {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) instances: Vec<InstanceId>,
    #[arg(long, value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) to: Option<Named<PersonId>>,
    #[arg(long)]
    pub(crate) whole: bool,
    #[arg(long = "out", short = 'o', value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) contact: Option<Text>,
}

impl Return {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let named = (!self.instances.is_empty()).then(|| Reach::instances(self.instances.clone()));
        let register = context.around(&vault, named)?;
        let instances = if self.instances.is_empty() {
            vec![context.instance_or_ask(&register, None, |i| i.state().is_kept())?]
        } else {
            self.instances.clone()
        };
        let to = context.person_or_ask(&register, self.to.as_ref(), "--to", |p| {
            p.authority.as_ref().is_some_and(|a| a.receives())
        })?;
        let act = Act::Return {
            instances: instances.clone(),
            to,
            whole: self.whole,
            packages: BTreeMap::new(),
            text_digest: None,
        };
        let asked = context.asked(&member, act);
        if context.global.dry_run {
            return context.would(&vault, &asked);
        }
        context.permit(&mut vault, &member, &asked)?;
        let folder = self.folder.unwrap_or_else(|| PathBuf::from("."));
        std::fs::create_dir_all(&folder)
            .map_err(|error| CliError::io(say!("io-writing", path = folder.as_path()), &error))?;
        let giving = GivingBack {
            instances: instances.clone(),
            to,
            whole: self.whole,
            folder: folder.clone(),
            contact: self.contact,
        };
        let mut progress = context.ui.progress(&say!("doing-sealing"), None);
        let given = vault.give_back(&member, asked, &giving, &mut progress);
        drop(progress);
        let given = given.map_err(|error| context.explained(&vault, error))?;
        let about: Vec<String> = instances.iter().map(ToString::to_string).collect();
        let topics: Vec<&str> = about.iter().map(String::as_str).collect();
        let forms = form::write_in(
            context,
            &mut vault,
            &member,
            Number::Return,
            &topics,
            &folder,
        )?;
        let more = vec![
            ("note", json!(given.note)),
            ("packages", json!(given.packages)),
            ("forms", json!(forms)),
        ];
        let sentence = say!(
            "returned",
            ids = about.join("、"),
            note = given.note.as_path()
        );
        context.recorded(&given.done, &sentence, more)?;
        for package in &given.packages {
            context
                .ui
                .tell(&say!("return-package", file = package.as_path()));
        }
        form::tell_written(context, &forms);
        Ok(())
    }
}
