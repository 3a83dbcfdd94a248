//! The command `custody place …`: where work is done and things are kept (Art. 5, 13-3).

use super::desk::{missing, unknown};
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::party::Designation;
use custody_core::record::{PersonId, PlaceId, PlaceKind, Reach, Text};
use custody_core::rules::{Act, NewPlace};
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Place {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verb {
    /// On the register.
    Add(Add),
    /// Another entry from now on.
    Change(Change),
    /// The register.
    List,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    #[arg(long, value_parser = parse::text)]
    pub(crate) name: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) address: Option<Text>,
    #[arg(long, value_parser = parse::place_kind())]
    pub(crate) kind: Option<PlaceKind>,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) inside: Option<Named<PlaceId>>,
    #[arg(long)]
    pub(crate) lockable: bool,
    #[arg(long)]
    pub(crate) entry_log: bool,
    #[arg(long)]
    pub(crate) designated: bool,
    #[arg(long, value_name = "DOCUMENT", conflicts_with = "designated", value_parser = parse::text)]
    pub(crate) approved_by: Option<Text>,
    #[arg(long, value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) key_keeper: Option<Named<PersonId>>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Change {
    #[arg(value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) place: Named<PlaceId>,
    #[arg(long, value_parser = parse::text)]
    pub(crate) name: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) address: Option<Text>,
    #[arg(long, value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) key_keeper: Option<Named<PersonId>>,
}

impl Place {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        match self.verb {
            Verb::Add(add) => add.run(context),
            Verb::Change(change) => change.run(context),
            Verb::List => list(context),
        }
    }
}

impl Add {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, Some(Reach::standing()))?;
        let kind = self.kind.ok_or_else(|| missing("--kind"))?;
        let designation = match (self.approved_by, self.designated) {
            (Some(document), _) => Some(Designation::Approved { document }),
            (None, true) => Some(Designation::Designated),
            (None, false) => None,
        };
        let place = NewPlace {
            name: context.text_or_ask(self.name, "--name", say!("ask-place-name"))?,
            address: self.address,
            kind,
            inside: self
                .inside
                .as_ref()
                .map(|named| context.place(&register, named))
                .transpose()?,
            // A cabinet or room of those kinds locks; the options say so of other places.
            lockable: self.lockable
                || matches!(kind, PlaceKind::LockedCabinet | PlaceKind::StorageRoom),
            entry_log: self.entry_log || kind == PlaceKind::StorageRoom,
            designation,
            key_keeper: self
                .key_keeper
                .as_ref()
                .map(|named| context.person(&register, named))
                .transpose()?,
        };
        let asked = context.asked(&member, Act::RegisterPlace(place));
        context.simple(&mut vault, &member, &asked, |done| {
            say!("registered", id = done.ids.join(" "))
        })
    }
}

impl Change {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, Some(Reach::standing()))?;
        let id = context.place(&register, &self.place)?;
        let known = register.places.get(&id).cloned();
        let mut place = known.ok_or_else(|| unknown(id))?;
        place.name = self.name.unwrap_or(place.name);
        place.address = self.address.or(place.address);
        if let Some(keeper) = &self.key_keeper {
            place.key_keeper = Some(context.person(&register, keeper)?);
        }
        let asked = context.asked(&member, Act::ChangePlace(place));
        context.simple(&mut vault, &member, &asked, |_| {
            say!("changed", id = id.to_string())
        })
    }
}

fn list(context: &Context) -> Result<(), CliError> {
    let register = context.open_vault()?.register()?;
    if context.ui.json {
        let all: Vec<_> = register.places.values().collect();
        return context.document(&json!({ "places": all }));
    }
    let rows: Vec<Vec<String>> = register
        .places
        .values()
        .map(|p| {
            let inside = p.inside.and_then(|i| register.places.get(&i));
            vec![
                p.id.to_string(),
                p.name.to_string(),
                p.kind.code().to_owned(),
                inside.map_or_else(String::new, |i| i.name.to_string()),
            ]
        })
        .collect();
    context.table(
        &[
            say!("col-number"),
            say!("col-name"),
            say!("col-type"),
            say!("col-inside"),
        ],
        &rows,
    )
}
