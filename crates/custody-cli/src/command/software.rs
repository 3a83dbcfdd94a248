//! The command `custody software …`: what the work is done with, and its vulnerabilities (Art. 8, 3-エ).

use super::desk::{missing, unknown};
use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::calendar::{Parsed, wareki_date_plain};
use custody_core::record::{Date, Reach, Register, Software as Listed, Text, Vulnerability};
use custody_core::rules::Act;
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Software {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verb {
    /// On the list.
    Add(Add),
    /// Another version, banned, or usable again.
    Change(Change),
    /// Found, consulted on, dealt with.
    Vulnerability(Found),
    /// The list.
    List,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    #[arg(long, value_parser = parse::text)]
    pub(crate) name: Option<Text>,
    #[arg(long = "release", value_name = "VERSION", value_parser = parse::text)]
    pub(crate) release: Option<Text>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) updated: Option<Parsed<Date>>,
    #[arg(long)]
    pub(crate) banned: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Change {
    #[arg(value_name = "NAME", value_parser = parse::text)]
    pub(crate) software: Text,
    #[arg(long = "release", value_name = "VERSION", value_parser = parse::text)]
    pub(crate) release: Option<Text>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) updated: Option<Parsed<Date>>,
    #[arg(long, conflicts_with = "usable")]
    pub(crate) banned: bool,
    #[arg(long)]
    pub(crate) usable: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Found {
    #[arg(value_name = "NAME", value_parser = parse::text)]
    pub(crate) software: Text,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) name: Option<Text>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) found: Option<Parsed<Date>>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) consulted: Option<Parsed<Date>>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) handled: Option<Parsed<Date>>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) measure: Option<Text>,
}

impl Software {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        match self.verb {
            Verb::Add(add) => add.run(context),
            Verb::Change(change) => change.run(context),
            Verb::Vulnerability(found) => found.run(context),
            Verb::List => list(context),
        }
    }
}

impl Add {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let entry = Listed {
            name: context.text_or_ask(self.name, "--name", say!("ask-software"))?,
            version: context.text_or_ask(self.release, "--release", say!("ask-release"))?,
            updated: self.updated.map_or(context.now().date(), |day| day.value),
            banned: self.banned,
            vulnerabilities: Vec::new(),
        };
        let name = entry.name.to_string();
        let asked = context.asked(&member, Act::ListSoftware(entry));
        context.simple(&mut vault, &member, &asked, |_| {
            say!("software-listed", name = name)
        })
    }
}

impl Change {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, Some(Reach::standing()))?;
        let known = listed(&register, &self.software)?.clone();
        // A new version came into use today unless said otherwise.
        let updated = match (self.updated, &self.release) {
            (Some(day), _) => day.value,
            (None, Some(_)) => context.now().date(),
            (None, None) => known.updated,
        };
        let entry = Listed {
            version: self.release.unwrap_or(known.version),
            updated,
            banned: (known.banned || self.banned) && !self.usable,
            name: known.name,
            vulnerabilities: Vec::new(),
        };
        let name = entry.name.to_string();
        let asked = context.asked(&member, Act::ListSoftware(entry));
        context.simple(&mut vault, &member, &asked, |_| {
            say!("software-listed", name = name)
        })
    }
}

impl Found {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, Some(Reach::standing()))?;
        let software = listed(&register, &self.software)?;
        let name = context.text_or_ask(self.name, "--name", say!("ask-vulnerability"))?;
        let known = software.vulnerabilities.iter().find(|v| v.name == name);
        let known = known.cloned();
        let found = self.found.map(|day| day.value);
        let found = found.or(known.as_ref().map(|v| v.found));
        let day = |given: Option<Parsed<Date>>, before: Option<Date>| {
            given.map(|day| day.value).or(before)
        };
        let vulnerability = Vulnerability {
            found: found.ok_or_else(|| missing("--found"))?,
            consulted: day(self.consulted, known.as_ref().and_then(|v| v.consulted)),
            handled: day(self.handled, known.as_ref().and_then(|v| v.handled)),
            measure: self.measure.or(known.and_then(|v| v.measure)),
            name: name.clone(),
        };
        let act = Act::RecordVulnerability {
            software: software.name.clone(),
            vulnerability,
        };
        let asked = context.asked(&member, act);
        context.simple(&mut vault, &member, &asked, |_| {
            say!("vulnerability-recorded", name = name.as_str())
        })
    }
}

pub(super) fn listed<'a>(register: &'a Register, name: &Text) -> Result<&'a Listed, CliError> {
    let list = register.contract.as_ref().map(|c| c.software.as_slice());
    let found = list
        .unwrap_or_default()
        .iter()
        .find(|one| one.name == *name);
    found.ok_or_else(|| unknown(name))
}

fn list(context: &Context) -> Result<(), CliError> {
    let register = context.open_vault()?.known(&Reach::standing())?;
    let list = register.contract.map(|c| c.software).unwrap_or_default();
    if context.ui.json {
        return context.document(&json!({ "software": list }));
    }
    let day = |day: Option<Date>| day.map(wareki_date_plain).unwrap_or_default();
    let mut rows = Vec::new();
    for one in &list {
        let standing = if one.banned {
            say!("software-banned")
        } else {
            say!("software-usable")
        };
        let head = [
            one.name.to_string(),
            one.version.to_string(),
            day(Some(one.updated)),
            context.ui.text(&standing),
        ];
        if one.vulnerabilities.is_empty() {
            let none = std::iter::repeat_n(String::new(), 3);
            rows.push(head.iter().cloned().chain(none).collect());
        }
        for found in &one.vulnerabilities {
            let mut row = head.to_vec();
            row.push(found.name.to_string());
            row.push(day(found.consulted));
            row.push(match found.handled {
                None => context.ui.text(&say!("vulnerability-open")),
                handled => day(handled),
            });
            rows.push(row);
        }
    }
    let head = [
        say!("col-title"),
        say!("col-release"),
        say!("col-updated"),
        say!("col-standing"),
        say!("col-vulnerability"),
        say!("col-consulted"),
        say!("col-handled"),
    ];
    context.table(&head, &rows)
}
