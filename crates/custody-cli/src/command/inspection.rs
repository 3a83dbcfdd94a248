//! The command `custody inspection …`: when 甲 looked at how the work is done, and what came of it (Art. 15).

use super::desk::missing;
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::calendar::{Parsed, wareki_date_plain};
use custody_core::record::{Date, Inspection as Held, PersonId, Reach, Text};
use custody_core::report::naming;
use custody_core::rules::Act;
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Inspection {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verb {
    /// On record.
    Add(Add),
    /// The record.
    List,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) on: Option<Parsed<Date>>,
    #[arg(long = "by", value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) inspectors: Vec<Named<PersonId>>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) scope: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) findings: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) remedy: Option<Text>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) document: Option<Text>,
}

impl Inspection {
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
        let inspectors = context.people(&register, &self.inspectors)?;
        if inspectors.is_empty() {
            return Err(missing("--by"));
        }
        let inspection = Held {
            on: self.on.map_or(context.now().date(), |day| day.value),
            inspectors,
            scope: context.text_or_ask(self.scope, "--scope", say!("ask-inspected"))?,
            findings: self.findings,
            remedy: self.remedy,
            document: self.document,
        };
        let asked = context.asked(&member, Act::HoldInspection(inspection));
        context.simple(&mut vault, &member, &asked, |_| say!("inspected"))
    }
}

fn list(context: &Context) -> Result<(), CliError> {
    let (register, dealings) = context.dealings()?;
    if context.ui.json {
        return context.document(&json!({ "inspections": dealings.inspections }));
    }
    let rows: Vec<Vec<String>> = dealings
        .inspections
        .iter()
        .map(|one| {
            let persons = one.what.inspectors.iter();
            let persons = persons.map(|id| naming::person(&register, *id));
            let text =
                |text: &Option<Text>| text.as_ref().map_or_else(String::new, Text::to_string);
            vec![
                one.record.to_string(),
                wareki_date_plain(one.what.on),
                persons.collect::<Vec<_>>().join("、"),
                one.what.scope.to_string(),
                text(&one.what.findings),
                text(&one.what.remedy),
            ]
        })
        .collect();
    let head = [
        say!("col-record"),
        say!("col-day"),
        say!("col-inspector"),
        say!("col-inspected"),
        say!("col-findings"),
        say!("col-remedy"),
    ];
    context.table(&head, &rows)
}
