//! The command `custody org …`: organisations on either side and below (Art. 14).

use super::desk::missing;
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{OrgId, OrgKind, Reach, Text};
use custody_core::rules::Act;
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

impl Org {
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
            vec![o.id.to_string(), o.name.to_string(), address]
        })
        .collect();
    context.table(
        &[say!("col-number"), say!("col-name"), say!("col-address")],
        &rows,
    )
}
