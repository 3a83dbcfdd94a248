//! The command `custody org …`: organisations on either side and below (Art. 14).

use super::desk::{missing, organisation_name};
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::calendar::Parsed;
use custody_core::record::{Date, Event, OrgId, OrgKind, Reach, Text};
use custody_core::report::recall::chain;
use custody_core::rules::{Act, NewCheck};
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Org {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verb {
    /// On the register.
    Add(Add),
    /// Its name or address.
    Change(Change),
    /// Art. 14-3: 甲 was told who handles its assets there.
    Notify(Notify),
    /// Art. 14-4: a check on it.
    Check(Check),
    /// The register.
    List,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    #[arg(long, value_parser = parse::text)]
    pub(crate) name: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) address: Option<Text>,
    #[arg(long, value_parser = parse::org_kind())]
    pub(crate) kind: Option<OrgKind>,
    #[arg(long, value_name = "ORG", value_parser = parse::named::<OrgId>)]
    pub(crate) parent: Option<Named<OrgId>>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Change {
    #[arg(value_name = "ORG", value_parser = parse::named::<OrgId>)]
    pub(crate) org: Named<OrgId>,
    #[arg(long, value_parser = parse::text)]
    pub(crate) name: Option<Text>,
    #[arg(long, value_parser = parse::text)]
    pub(crate) address: Option<Text>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Notify {
    #[arg(value_name = "ORG", value_parser = parse::named::<OrgId>)]
    pub(crate) org: Named<OrgId>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) on: Option<Parsed<Date>>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) document: Option<Text>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    #[arg(value_name = "ORG", value_parser = parse::named::<OrgId>)]
    pub(crate) org: Named<OrgId>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) on: Option<Parsed<Date>>,
    #[arg(long, value_name = "N")]
    pub(crate) counted: u64,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) findings: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) remedy: Option<Text>,
}

impl Org {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        match self.verb {
            Verb::Add(add) => add.run(context),
            Verb::Change(change) => change.run(context),
            Verb::Notify(notify) => notify.run(context),
            Verb::Check(check) => check.run(context),
            Verb::List => list(context),
        }
    }
}

impl Add {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, Some(Reach::standing()))?;
        let act = Act::RegisterOrganisation {
            name: context.text_or_ask(self.name, "--name", say!("ask-org-name"))?,
            address: self.address,
            kind: self.kind.ok_or_else(|| missing("--kind"))?,
            parent: self
                .parent
                .as_ref()
                .map(|named| context.org(&register, named))
                .transpose()?,
        };
        let asked = context.asked(&member, act);
        context.simple(&mut vault, &member, &asked, |done| {
            say!("registered", id = done.ids.join(" "))
        })
    }
}

impl Change {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, Some(Reach::standing()))?;
        let org = context.org(&register, &self.org)?;
        let act = Act::ChangeOrganisation {
            org,
            name: self.name,
            address: self.address,
        };
        let asked = context.asked(&member, act);
        context.simple(&mut vault, &member, &asked, |_| {
            say!("changed", id = org.to_string())
        })
    }
}

impl Notify {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, Some(Reach::standing()))?;
        let org = context.org(&register, &self.org)?;
        let act = Act::NotifyStaff {
            org,
            on: self.on.map_or_else(|| context.now().date(), |on| on.value),
            document: self.document,
        };
        let asked = context.asked(&member, act);
        context.simple(&mut vault, &member, &asked, |done| {
            let told = done.records.iter().find_map(|record| match &record.event {
                Event::SubStaffNotified { notice, .. } => Some(notice.persons.len()),
                _ => None,
            });
            say!(
                "sub-notified",
                org = organisation_name(&register, org),
                count = told.unwrap_or_default().to_string()
            )
        })
    }
}

impl Check {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = vault.register()?;
        let org = context.org(&register, &self.org)?;
        let there = register
            .instances
            .values()
            .filter(|i| i.org == org && i.state().is_kept())
            .count();
        let counted = self.counted;
        let act = Act::CheckSub(Box::new(NewCheck {
            org,
            on: self.on.map_or_else(|| context.now().date(), |on| on.value),
            counted,
            findings: self.findings,
            remedy: self.remedy,
        }));
        let asked = context.asked(&member, act);
        context.simple(&mut vault, &member, &asked, |_| {
            say!(
                "sub-checked",
                org = organisation_name(&register, org),
                counted = counted.to_string(),
                registered = there.to_string()
            )
        })
    }
}

fn list(context: &Context) -> Result<(), CliError> {
    let register = context.open_vault()?.register()?;
    if context.ui.json {
        let all: Vec<_> = register.organisations.values().collect();
        return context.document(&json!({ "organisations": all }));
    }
    let rows: Vec<Vec<String>> = register
        .organisations
        .values()
        .map(|o| {
            let address = o
                .address
                .as_ref()
                .map_or_else(String::new, ToString::to_string);
            let chain = match o.kind {
                OrgKind::Subcontractor => chain(&register, o.id).join(" → "),
                _ => String::new(),
            };
            vec![o.id.to_string(), o.name.to_string(), address, chain]
        })
        .collect();
    context.table(
        &[
            say!("col-number"),
            say!("col-name"),
            say!("col-address"),
            say!("col-chain"),
        ],
        &rows,
    )
}
