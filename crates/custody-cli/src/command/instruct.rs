//! The command `custody instruct`: the prefecture orders something carried out (指示), with a key and no vault.

use super::approve::read_request;
use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::ui::Answer;
use crate::wording::say;
use custody_core::record::calendar::Parsed;
use custody_core::record::{
    CarrierId, CarrierType, Date, Grant, InstanceId, Method, Moment, PersonId, PlaceId, Scope,
    Text, Uses,
};
use custody_core::seal::publish::publish;
use custody_core::vault::office::{self, Ordering};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Instruct {
    #[arg(value_name = "ID", required = true, value_parser = parse::id::<InstanceId>)]
    pub(crate) instances: Vec<InstanceId>,
    #[arg(long = "of", value_name = "REQUEST")]
    pub(crate) contract: PathBuf,
    #[arg(long, value_name = "PERSON", value_parser = parse::id::<PersonId>)]
    pub(crate) addressee: PersonId,
    #[arg(long, value_name = "PLACE", value_parser = parse::id::<PlaceId>)]
    pub(crate) to: Vec<PlaceId>,
    #[arg(long = "person", value_name = "PERSON", value_parser = parse::id::<PersonId>)]
    pub(crate) persons: Vec<PersonId>,
    #[command(flatten)]
    pub(crate) carrying: Carrying,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) number: Option<Text>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) date: Option<Parsed<Date>>,
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: PathBuf,
    #[arg(long)]
    pub(crate) force: bool,
}

/// What an order to carry out allows; `paper` of an 指示 takes the same.
#[derive(Debug, clap::Args)]
pub(crate) struct Carrying {
    #[arg(long = "on-carrier", value_name = "CARRIER", value_parser = parse::id::<CarrierId>)]
    pub(crate) carriers: Vec<CarrierId>,
    #[arg(long = "on-type", value_name = "TYPE", value_parser = parse::carrier_type())]
    pub(crate) types: Vec<CarrierType>,
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) copies: u32,
    #[arg(long, value_name = "METHOD", value_parser = parse::method())]
    pub(crate) disposal: Vec<Method>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) unencrypted: Option<Text>,
    #[arg(long = "paper")]
    pub(crate) paper_allowed: bool,
    #[arg(long, value_name = "TIME", value_parser = parse::since)]
    pub(crate) from: Option<Parsed<Moment>>,
    #[arg(long, value_name = "TIME", value_parser = parse::until)]
    pub(crate) until: Option<Parsed<Moment>>,
    #[arg(long = "condition", value_name = "TEXT", value_parser = parse::text)]
    pub(crate) conditions: Vec<Text>,
}

impl Carrying {
    /// The grant and the scope of it.
    pub(crate) fn ordered(
        &self,
        instances: Vec<InstanceId>,
        destinations: Vec<PlaceId>,
        persons: Vec<PersonId>,
    ) -> (Grant, Scope) {
        let grant = Grant::Carry {
            copies_included: self.copies,
            disposal_preapproved: self.disposal.clone(),
            encryption_exempt: self.unencrypted.clone(),
            paper_allowed: self.paper_allowed,
        };
        let scope = Scope {
            instances,
            destinations,
            persons,
            carriers: self.carriers.clone(),
            types: self.types.clone(),
            from: self.from.map(|from| from.value),
            to: self.until.map(|until| until.value),
            ..Scope::default()
        };
        (grant, scope)
    }
}

impl Instruct {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let contract = read_request(context, &self.contract)?;
        context.confirm(&say!("ask-instruct", name = self.addressee.to_string()))?;
        let key = context.unlock()?;
        let (grant, scope) = self.carrying.ordered(self.instances, self.to, self.persons);
        let ordering = Ordering {
            addressee: self.addressee,
            number: self.number,
            date: self.date.map(|date| date.value),
            grant,
            scope,
            uses: Uses::SINGLE,
            conditions: self.carrying.conditions,
        };
        let note = office::instruct(&contract, &key, ordering, context.now())?;
        context.keep(key);
        publish(&self.out, note.as_bytes(), self.force)?;
        let answer = Answer::new()
            .line(say!("instructed", file = self.out.as_path()))
            .field("file", &self.out);
        context.ui.answer(&answer)
    }
}
