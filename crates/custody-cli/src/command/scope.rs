//! The command `custody scope …`: what may be accessed and how, as 甲 set it (Art. 10).

use super::client_document::ClientDocument;
use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{Reach, ScopeEntry, Text};
use custody_core::rules::{Act, Amendment};
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Scope {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verb {
    /// A further entry, on 甲's document.
    Add(Add),
    /// The entries.
    List,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    #[arg(long, value_name = "C", value_parser = parse::text)]
    pub(crate) category: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) extent: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) method: Option<Text>,
    #[command(flatten)]
    pub(crate) document: ClientDocument,
}

impl Scope {
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
        let entry = ScopeEntry {
            info_category: context.text_or_ask(
                self.category,
                "--category",
                say!("ask-category"),
            )?,
            scope: context.text_or_ask(self.extent, "--extent", say!("ask-extent"))?,
            method: context.text_or_ask(self.method, "--method", say!("ask-method"))?,
            destroy_methods: Vec::new(),
        };
        let category = entry.info_category.to_string();
        let amendment = Amendment {
            profile: None,
            until: None,
            work_items: Vec::new(),
            purposes: Vec::new(),
            deliverables: Vec::new(),
            access_scope: vec![entry],
            document: self.document.whole()?,
            reason: None,
        };
        let asked = context.asked(&member, Act::Amend(Box::new(amendment)));
        context.simple(&mut vault, &member, &asked, |_| {
            say!("scope-added", category = category)
        })
    }
}

fn list(context: &Context) -> Result<(), CliError> {
    let register = context.open_vault()?.known(&Reach::standing())?;
    let scope = register.contract.map(|c| c.profile.access_scope);
    let scope = scope.unwrap_or_default();
    if context.ui.json {
        return context.document(&json!({ "access_scope": scope }));
    }
    let rows: Vec<Vec<String>> = scope
        .iter()
        .map(|entry| {
            vec![
                entry.info_category.to_string(),
                entry.scope.to_string(),
                entry.method.to_string(),
            ]
        })
        .collect();
    context.table(
        &[say!("col-category"), say!("col-extent"), say!("col-method")],
        &rows,
    )
}
