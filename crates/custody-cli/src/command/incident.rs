//! The command `custody incident …`: what went wrong, recorded and reported (Art. 16; transitions 23–25).

mod first_steps;
mod lost;
mod show;
mod update;

use super::desk::missing;
use crate::args::parse::{self, Thing};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::calendar::Parsed;
use custody_core::record::{
    AssetId, CarrierId, IncidentKind, InstanceId, InstanceKind, Moment, Reach, StateName, Text,
};
use custody_core::rules::{Act, Unregistered};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Incident {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verb {
    /// Something is lost, or was found though never registered.
    Report(Report),
    /// Something lost was found.
    Found(Found),
    /// A report was made.
    Update(update::Update),
    /// 甲 acknowledged the last report.
    Close(update::Close),
    /// What is known of it.
    Show(show::Show),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Report {
    #[arg(long, value_name = "ID|J|C", num_args = 1.., conflicts_with = "unregistered", value_parser = parse::thing)]
    pub(crate) lost: Vec<Thing>,
    #[arg(long, value_name = "FILE", conflicts_with_all = ["unregistered", "lost"])]
    pub(crate) serials: Option<PathBuf>,
    #[arg(long)]
    pub(crate) unregistered: bool,
    #[arg(long, value_name = "TIME", value_parser = parse::moment)]
    pub(crate) last_seen: Option<Parsed<Moment>>,
    #[arg(long = "where", value_name = "TEXT", value_parser = parse::text)]
    pub(crate) place: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) circumstances: Option<Text>,
    #[arg(long, value_name = "KIND", conflicts_with_all = ["lost", "serials", "unregistered", "incident_kind"], value_parser = parse::other_kind())]
    pub(crate) other: Option<IncidentKind>,
    #[arg(long, value_name = "ID", num_args = 1.., requires = "other", value_parser = parse::id::<InstanceId>)]
    pub(crate) concerns: Vec<InstanceId>,
    #[arg(long = "incident-kind", value_name = "KIND", conflicts_with = "unregistered", value_parser = parse::loss_kind())]
    pub(crate) incident_kind: Option<IncidentKind>,
    #[arg(long, conflicts_with = "unregistered")]
    pub(crate) suspected: bool,
    #[arg(long, value_name = "yes|no", conflicts_with = "unregistered", value_parser = parse::yes_or_no())]
    pub(crate) keys_lost: Option<bool>,
    #[arg(long, short, value_name = "DIR", conflicts_with = "unregistered")]
    pub(crate) out: Option<PathBuf>,
    #[arg(long, value_name = "A", requires = "unregistered", value_parser = parse::id::<AssetId>)]
    pub(crate) asset: Option<AssetId>,
    #[arg(long, value_name = "CARRIER", requires = "unregistered", value_parser = parse::id::<CarrierId>)]
    pub(crate) carrier: Option<CarrierId>,
    #[arg(long, requires = "unregistered", value_parser = parse::instance_kind())]
    pub(crate) kind: Option<InstanceKind>,
    #[arg(long, value_name = "ID", requires = "unregistered", value_parser = parse::id::<InstanceId>)]
    pub(crate) same_as: Option<InstanceId>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Found {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) instance: Option<InstanceId>,
    #[arg(long = "where", value_name = "TEXT", value_parser = parse::text)]
    pub(crate) place: Option<Text>,
}

impl Incident {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        match self.verb {
            Verb::Report(report) if report.unregistered => report.unregistered(context),
            Verb::Report(report) if report.other.is_some() => report.other(context),
            Verb::Report(report) => report.lost(context),
            Verb::Found(found) => found.run(context),
            Verb::Update(update) => update.run(context),
            Verb::Close(close) => close.run(context),
            Verb::Show(show) => show.run(context),
        }
    }
}

impl Report {
    fn unregistered(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let found = Unregistered {
            asset: self.asset.ok_or_else(|| missing("--asset"))?,
            carrier: self.carrier.ok_or_else(|| missing("--carrier"))?,
            kind: self.kind.unwrap_or(InstanceKind::Copy),
            same_as: self.same_as,
            place: context.text_or_ask(self.place, "--where", say!("ask-where"))?,
            circumstances: self.circumstances,
        };
        let asked = context.asked(&member, Act::ReportUnregistered(found));
        context.simple(&mut vault, &member, &asked, |done| {
            say!("unregistered", ids = done.ids.join(" "))
        })
    }
}

impl Found {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, self.instance.map(|id| Reach::instances([id])))?;
        let id = context.instance_or_ask(&register, self.instance, |i| {
            i.state() == StateName::Missing
        })?;
        let place = context.text_or_ask(self.place, "--where", say!("ask-where"))?;
        let asked = context.asked(
            &member,
            Act::Found {
                instance: id,
                place,
            },
        );
        context.simple(&mut vault, &member, &asked, |_| {
            say!("found", id = id.to_string())
        })
    }
}
