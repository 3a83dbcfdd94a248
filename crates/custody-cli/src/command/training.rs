//! The command `custody training …`: who was trained, and until when it counts (Art. 11).

use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::Guide;
use custody_core::record::calendar::Parsed;
use custody_core::record::{Date, PersonId, Reach, Text};
use custody_core::rules::Act;
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Training {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verb {
    /// A training that was held.
    Add(Add),
    /// The latest of everybody.
    List,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    #[arg(value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) persons: Vec<Named<PersonId>>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) on: Option<Parsed<Date>>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) valid_until: Option<Parsed<Date>>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) content: Option<Text>,
    #[arg(long, value_name = "NAME", value_parser = parse::text)]
    pub(crate) trainer: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) understanding: Option<Text>,
    #[arg(long)]
    pub(crate) covers_terms: bool,
}

impl Training {
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
        let persons: Vec<PersonId> = if self.persons.is_empty() {
            vec![context.person_or_ask(&register, None, "PERSON", |p| !p.is_client())?]
        } else {
            context.people(&register, &self.persons)?
        };
        let on = self.on.map_or_else(|| context.now().date(), |on| on.value);
        let months = match register
            .contract
            .as_ref()
            .map(|c| c.profile.guides.training)
        {
            Some(Guide::Months(months)) => i32::try_from(months).unwrap_or(i32::MAX),
            _ => 12,
        };
        let last = on
            .checked_add_months(months)
            .and_then(|day| day.checked_add_days(-1))
            .unwrap_or(on);
        let training = custody_core::record::Training {
            on,
            valid_until: self.valid_until.map_or(last, |until| until.value),
            content: context.text_or_ask(self.content, "--content", say!("ask-content"))?,
            trainer: context.text_or_ask(self.trainer, "--trainer", say!("ask-trainer"))?,
            covers_terms: self.covers_terms,
            understanding: self.understanding,
        };
        let until = training.valid_until;
        let names = persons
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("、");
        let asked = context.asked(&member, Act::RecordTraining { persons, training });
        context.simple(&mut vault, &member, &asked, |_| {
            say!("trained", persons = names, until = until)
        })
    }
}

fn list(context: &Context) -> Result<(), CliError> {
    let register = context.open_vault()?.register()?;
    let ours: Vec<_> = register
        .people
        .values()
        .filter(|p| !p.is_client())
        .collect();
    if context.ui.json {
        let all: Vec<_> = ours
            .iter()
            .map(|p| json!({"person": p.id, "name": p.name, "training": p.training}))
            .collect();
        return context.document(&json!({ "training": all }));
    }
    let rows: Vec<Vec<String>> = ours
        .iter()
        .map(|p| {
            let training = p.training.as_ref();
            vec![
                p.id.to_string(),
                p.name.to_string(),
                training.map_or_else(String::new, |t| t.on.to_string()),
                training.map_or_else(String::new, |t| t.valid_until.to_string()),
                training.map_or_else(String::new, |t| t.content.to_string()),
            ]
        })
        .collect();
    let head = [
        say!("col-number"),
        say!("col-name"),
        say!("col-held"),
        say!("col-trained"),
        say!("col-content"),
    ];
    context.table(&head, &rows)
}
