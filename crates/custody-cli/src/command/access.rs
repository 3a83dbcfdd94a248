//! The command `custody access`: who can open what today, as a matrix; or who can open one thing.

use super::desk::{missing, unknown};
use crate::args::parse::{self, Thing};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::{Phrase, say};
use custody_core::record::PersonId;
use custody_core::report::access::{Access as Openable, Opener, access};
use serde_json::json;
use std::collections::BTreeMap;

#[derive(Debug, clap::Args)]
pub(crate) struct Access {
    #[arg(value_name = "ID", value_parser = parse::thing)]
    pub(crate) id: Option<Thing>,
}

impl Access {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let vault = context.open_vault()?;
        let register = vault.register()?;
        let wanted = |openable: &Openable| match &self.id {
            None => true,
            Some(Thing::Asset(id)) => openable.instance.asset == *id,
            Some(Thing::Instance(id)) => openable.instance == *id,
            Some(_) => false,
        };
        match &self.id {
            Some(Thing::Asset(id)) if !register.assets.contains_key(id) => {
                return Err(unknown(id));
            }
            Some(Thing::Instance(id)) if !register.instances.contains_key(id) => {
                return Err(unknown(id));
            }
            None | Some(Thing::Asset(_) | Thing::Instance(_)) => {}
            Some(_) => return Err(missing("ID")),
        }
        let mut all = access(&register, context.now().date());
        all.retain(wanted);
        if context.ui.json {
            return context.document(&json!({ "access": all }));
        }
        if all.is_empty() {
            return context.say(say!("access-none"));
        }
        matrix(context, &all)?;
        if all.iter().flat_map(|it| &it.openers).any(is_stranger) {
            context.say(say!("access-not-listed"))?;
        }
        Ok(())
    }
}

/// A person who holds a key and is on no list today; the recovery key is nobody's.
fn is_stranger(opener: &Opener) -> bool {
    opener.person.is_some() && !opener.listed
}

/// A line for each sealed instance, a column for each who holds a key to any; the recovery key comes last.
fn matrix(context: &Context, all: &[Openable]) -> Result<(), CliError> {
    let mut columns: BTreeMap<(bool, Option<PersonId>), Phrase> = BTreeMap::new();
    for opener in all.iter().flat_map(|it| &it.openers) {
        columns.entry(column(opener)).or_insert_with(|| {
            if opener.person.is_some() {
                say!("access-holder", name = opener.name.as_str())
            } else {
                say!("access-recovery")
            }
        });
    }
    let mut head = vec![say!("col-number"), say!("col-title")];
    head.extend(columns.values().cloned());
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|openable| {
            let mut row = vec![openable.instance.to_string(), openable.title.clone()];
            row.extend(columns.keys().map(|key| {
                let opener = openable.openers.iter().find(|it| column(it) == *key);
                match opener {
                    Some(opener) if is_stranger(opener) => "△",
                    Some(_) => "○",
                    None => "",
                }
                .to_owned()
            }));
            row
        })
        .collect();
    context.table(&head, &rows)
}

fn column(opener: &Opener) -> (bool, Option<PersonId>) {
    (opener.person.is_none(), opener.person)
}
