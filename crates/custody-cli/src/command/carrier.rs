//! The command `custody carrier …`: media and machines that data may lie on.

use super::desk::missing;
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{CarrierOwner, CarrierType, PlaceId, Reach, Text};
use custody_core::rules::{Act, NewCarrier};
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Carrier {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verb {
    /// On the register.
    Add(Add),
    /// The register.
    List,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    #[arg(long = "type", value_name = "TYPE", value_parser = parse::carrier_type())]
    pub(crate) carrier_type: Option<CarrierType>,
    #[arg(long, value_parser = parse::owner())]
    pub(crate) owner: Option<CarrierOwner>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) model: Option<Text>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) serial: Option<Text>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) management_no: Option<Text>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) seal_no: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) finder_contact: Option<Text>,
    #[arg(long)]
    pub(crate) hardware_encryption: bool,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) place: Option<Named<PlaceId>>,
}

impl Carrier {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        match self.verb {
            Verb::Add(add) => add.run(context),
            Verb::List => list(context),
        }
    }
}

impl Add {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, Some(Reach::standing()))?;
        let carrier = NewCarrier {
            carrier_type: self.carrier_type.ok_or_else(|| missing("--type"))?,
            owner: self.owner.unwrap_or(CarrierOwner::Contractor),
            model: self.model,
            serial: self.serial,
            management_no: self.management_no,
            seal_no: self.seal_no,
            finder_contact: self.finder_contact,
            hardware_encryption: self.hardware_encryption,
            place: self
                .place
                .as_ref()
                .map(|named| context.place(&register, named))
                .transpose()?,
        };
        let asked = context.asked(&member, Act::RegisterCarrier(carrier));
        context.simple(&mut vault, &member, &asked, |done| {
            say!("registered", id = done.ids.join(" "))
        })
    }
}

fn list(context: &Context) -> Result<(), CliError> {
    let register = context.open_vault()?.register()?;
    if context.ui.json {
        let all: Vec<_> = register.carriers.values().collect();
        return context.document(&json!({ "carriers": all }));
    }
    let rows: Vec<Vec<String>> = register
        .carriers
        .values()
        .map(|c| {
            vec![
                c.id.to_string(),
                context.word(c.carrier_type),
                c.management_no.to_string(),
                c.serial
                    .as_ref()
                    .map_or_else(String::new, ToString::to_string),
                c.place
                    .and_then(|p| register.places.get(&p))
                    .map_or_else(String::new, |p| p.name.to_string()),
            ]
        })
        .collect();
    let head = [
        say!("col-number"),
        say!("col-type"),
        say!("col-management-no"),
        say!("col-serial"),
        say!("col-place"),
    ];
    context.table(&head, &rows)
}
