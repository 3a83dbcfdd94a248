//! The command `custody pledge …`: of people (Art. 12) and of a 再委託先 (Art. 14-4).

use super::desk::missing;
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::calendar::Parsed;
use custody_core::record::{Date, OrgId, OrgKind, PersonId, Pledge as Given, Reach, Text};
use custody_core::rules::{Act, NewPledge};
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Pledge {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verb {
    /// A pledge that was given.
    Add(Add),
    /// The latest of everybody.
    List,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    #[arg(value_name = "PERSON", value_parser = parse::named::<PersonId>, conflicts_with = "org")]
    pub(crate) persons: Vec<Named<PersonId>>,
    #[arg(long, value_name = "ORG", value_parser = parse::named::<OrgId>)]
    pub(crate) org: Option<Named<OrgId>>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) on: Option<Parsed<Date>>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) terms: Option<Text>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) document: Option<Text>,
}

impl Pledge {
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
        let persons = context.people(&register, &self.persons)?;
        let org = self
            .org
            .as_ref()
            .map(|named| context.org(&register, named))
            .transpose()?;
        if persons.is_empty() && org.is_none() {
            return Err(missing("PERSON"));
        }
        let who: Vec<String> = match org {
            Some(org) => vec![org.to_string()],
            None => persons.iter().map(ToString::to_string).collect(),
        };
        let on = self.on.map_or_else(|| context.now().date(), |on| on.value);
        let new = NewPledge {
            persons,
            org,
            on,
            terms: context.text_or_ask(self.terms, "--terms", say!("ask-pledge-terms"))?,
            document: self.document,
        };
        let asked = context.asked(&member, Act::RecordPledge(Box::new(new)));
        context.simple(&mut vault, &member, &asked, |_| {
            say!("pledged", who = who.join("、"))
        })
    }
}

fn list(context: &Context) -> Result<(), CliError> {
    let register = context.open_vault()?.register()?;
    let orgs = register
        .organisations
        .values()
        .filter(|o| o.kind == OrgKind::Subcontractor)
        .map(|o| (o.id.to_string(), &o.name, o.supervision.pledge.as_ref()));
    let people = register
        .people
        .values()
        .filter(|p| !p.is_client())
        .map(|p| (p.id.to_string(), &p.name, p.pledge.as_ref()));
    let all: Vec<(String, &Text, Option<&Given>)> = people.chain(orgs).collect();
    if context.ui.json {
        let all: Vec<_> = all
            .iter()
            .map(|(id, name, pledge)| json!({"id": id, "name": name, "pledge": pledge}))
            .collect();
        return context.document(&json!({ "pledges": all }));
    }
    let rows: Vec<Vec<String>> = all
        .into_iter()
        .map(|(id, name, pledge)| {
            let said = |text: Option<String>| text.unwrap_or_default();
            vec![
                id,
                name.to_string(),
                said(pledge.map(|p| p.on.to_string())),
                said(pledge.map(|p| p.terms.to_string())),
                said(
                    pledge
                        .and_then(|p| p.document.as_ref())
                        .map(ToString::to_string),
                ),
            ]
        })
        .collect();
    let head = [
        say!("col-number"),
        say!("col-name"),
        say!("col-held"),
        say!("col-terms"),
        say!("col-document"),
    ];
    context.table(&head, &rows)
}
