//! The command `custody policy …`: 甲's policy documents, and who has read them (Art. 1).

use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::calendar::{Parsed, wareki_date_plain};
use custody_core::record::{Date, PersonId, PolicyDocument, Reach, Text};
use custody_core::report::naming;
use custody_core::rules::Act;
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Policy {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verb {
    /// Received, or a new version of it.
    Add(Add),
    /// Read.
    Acknowledge(Acknowledge),
    /// The documents and who has read them.
    List,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) title: Option<Text>,
    #[arg(long = "release", value_name = "VERSION", value_parser = parse::text)]
    pub(crate) release: Option<Text>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) received: Option<Parsed<Date>>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Acknowledge {
    #[arg(value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) persons: Vec<Named<PersonId>>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) title: Option<Text>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) on: Option<Parsed<Date>>,
}

impl Policy {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        match self.verb {
            Verb::Add(add) => add.run(context),
            Verb::Acknowledge(acknowledge) => acknowledge.run(context),
            Verb::List => list(context),
        }
    }
}

impl Add {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let document = PolicyDocument {
            title: context.text_or_ask(self.title, "--title", say!("ask-policy"))?,
            version: context.text_or_ask(self.release, "--release", say!("ask-release"))?,
            received: self.received.map_or(context.now().date(), |day| day.value),
        };
        let title = document.title.to_string();
        let asked = context.asked(&member, Act::RegisterPolicy(document));
        context.simple(&mut vault, &member, &asked, |_| {
            say!("policy-registered", title = title)
        })
    }
}

impl Acknowledge {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, Some(Reach::standing()))?;
        let persons = context.people(&register, &self.persons)?;
        let profile = register.contract.as_ref().map(|c| &c.profile);
        let latest = profile.and_then(|p| p.policy_documents.last());
        let given = self.title.or(latest.map(|document| document.title.clone()));
        let title = context.text_or_ask(given, "--title", say!("ask-policy"))?;
        let act = Act::AcknowledgePolicy {
            persons,
            title: title.clone(),
            on: self.on.map_or(context.now().date(), |day| day.value),
        };
        let asked = context.asked(&member, act);
        context.simple(&mut vault, &member, &asked, |_| {
            say!("policy-acknowledged", title = title.as_str())
        })
    }
}

fn list(context: &Context) -> Result<(), CliError> {
    let (register, dealings) = context.dealings()?;
    if context.ui.json {
        return context.document(&json!({ "policies": dealings.policies }));
    }
    let rows: Vec<Vec<String>> = dealings
        .policies
        .iter()
        .map(|policy| {
            let readers = policy.acknowledged.iter();
            let readers = readers.map(|one| naming::person(&register, one.person));
            vec![
                policy.document.title.to_string(),
                policy.document.version.to_string(),
                wareki_date_plain(policy.document.received),
                readers.collect::<Vec<_>>().join("、"),
            ]
        })
        .collect();
    let head = [
        say!("col-title"),
        say!("col-release"),
        say!("col-received"),
        say!("col-read-by"),
    ];
    context.table(&head, &rows)
}
