//! The command `custody consult …`: what was agreed with 甲 (Art. 7, 8, 19).

use super::desk::missing;
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::calendar::{Parsed, wareki_date_plain};
use custody_core::record::{Consultation, Date, PersonId, Reach, Text};
use custody_core::report::naming;
use custody_core::rules::Act;
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Consult {
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
    #[arg(long, value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) person: Vec<Named<PersonId>>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) question: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) agreement: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) effect: Option<Text>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) document: Option<Text>,
}

impl Consult {
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
        let persons = context.people(&register, &self.person)?;
        if persons.is_empty() {
            return Err(missing("--person"));
        }
        let consultation = Consultation {
            on: self.on.map_or(context.now().date(), |day| day.value),
            persons,
            question: context.text_or_ask(self.question, "--question", say!("ask-question"))?,
            agreement: context.text_or_ask(self.agreement, "--agreement", say!("ask-agreement"))?,
            effect: self.effect,
            document: self.document,
        };
        let asked = context.asked(&member, Act::Consult(consultation));
        context.simple(&mut vault, &member, &asked, |_| say!("consulted"))
    }
}

fn list(context: &Context) -> Result<(), CliError> {
    let (register, dealings) = context.dealings()?;
    if context.ui.json {
        return context.document(&json!({ "consultations": dealings.consultations }));
    }
    let rows: Vec<Vec<String>> = dealings
        .consultations
        .iter()
        .map(|one| {
            let persons = one.what.persons.iter();
            let persons = persons.map(|id| naming::person(&register, *id));
            let effect = one.what.effect.as_ref();
            vec![
                one.record.to_string(),
                wareki_date_plain(one.what.on),
                persons.collect::<Vec<_>>().join("、"),
                one.what.question.to_string(),
                one.what.agreement.to_string(),
                effect.map(ToString::to_string).unwrap_or_default(),
            ]
        })
        .collect();
    let head = [
        say!("col-record"),
        say!("col-day"),
        say!("col-who"),
        say!("col-question"),
        say!("col-agreement"),
        say!("col-effect"),
    ];
    context.table(&head, &rows)
}
