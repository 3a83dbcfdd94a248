//! The command `custody profile`: a contract's terms as a file are checked, and amended on 甲's document (`domain.md` §3).

use super::client_document::ClientDocument;
use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::ui::Answer;
use crate::wording::{Phrase, say};
use custody_core::record::calendar::Parsed;
use custody_core::record::{Date, Guard, Profile as Terms, ScopeEntry, Text};
use custody_core::rules::{Act, Amendment, profile};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(crate) struct Profile {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verb {
    /// A profile file, before it is used.
    Check(Check),
    /// Other terms from now on.
    Amend(Amend),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Amend {
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) until: Option<Parsed<Date>>,
    #[arg(long = "work", value_name = "TEXT", value_parser = parse::text)]
    pub(crate) work_items: Vec<Text>,
    #[arg(long = "purpose", value_name = "TEXT", value_parser = parse::text)]
    pub(crate) purposes: Vec<Text>,
    #[arg(long = "deliverable", value_name = "TEXT", value_parser = parse::text)]
    pub(crate) deliverables: Vec<Text>,
    #[arg(long = "access", value_names = ["CATEGORY", "SCOPE", "METHOD"], num_args = 3, value_parser = parse::text)]
    pub(crate) access: Vec<Text>,
    #[command(flatten)]
    pub(crate) document: ClientDocument,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) reason: Option<Text>,
}

impl Profile {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        match self.verb {
            Verb::Check(check) => check.run(context),
            Verb::Amend(amend) => amend.run(context),
        }
    }
}

impl Check {
    /// What is wrong names its line; what is right is told by what differs from the built-in terms.
    fn run(self, context: &Context) -> Result<(), CliError> {
        let terms = read(&self.file)?;
        let mut answer = Answer::new().line(say!(
            "profile-good",
            name = terms.name.as_str(),
            title = terms.terms_title.as_str()
        ));
        let differing = differing(&terms);
        let built_in = profile::gunma();
        for guard in &differing {
            answer = answer.line(say!(
                "profile-differs",
                guard = guard.code(),
                now = setting(&terms, *guard),
                builtin = setting(&built_in, *guard)
            ));
        }
        let codes: Vec<&str> = differing.iter().map(|guard| guard.code()).collect();
        let answer = answer
            .field("name", terms.name.as_str())
            .field("terms_title", terms.terms_title.as_str())
            .field("differs", codes);
        context.ui.answer(&answer)
    }
}

/// Guards that are set otherwise than in the built-in terms.
fn differing(terms: &Terms) -> Vec<Guard> {
    let built_in = profile::gunma();
    let differs = |guard: &&Guard| terms.guards.get(guard) != built_in.guards.get(guard);
    Guard::ALL.iter().filter(differs).copied().collect()
}

/// How a guard is set, in words.
fn setting(terms: &Terms, guard: Guard) -> Phrase {
    if !terms.is_on(guard) {
        return say!("profile-off");
    }
    let level = terms
        .guards
        .get(&guard)
        .and_then(|setting| setting.min_trust)
        .map_or_else(String::new, |level| format!(" {level:?}"));
    match terms.article(guard) {
        Some(article) => say!(
            "profile-article",
            article = article.japanese(),
            label = article.label(),
            level = level
        ),
        None => say!("profile-house", level = level),
    }
}

impl Amend {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let access_scope = self
            .access
            .chunks_exact(3)
            .filter_map(|entry| match entry {
                [info_category, scope, method] => Some(ScopeEntry {
                    info_category: info_category.clone(),
                    scope: scope.clone(),
                    method: method.clone(),
                    destroy_methods: Vec::new(),
                }),
                _ => None,
            })
            .collect();
        let amendment = Amendment {
            profile: self.file.as_deref().map(read).transpose()?,
            until: self.until.map(|until| until.value),
            work_items: self.work_items,
            purposes: self.purposes,
            deliverables: self.deliverables,
            access_scope,
            document: self.document.whole()?,
            reason: self.reason,
        };
        let asked = context.asked(&member, Act::Amend(Box::new(amendment)));
        context.simple(&mut vault, &member, &asked, |_| say!("amended"))
    }
}

fn read(file: &Path) -> Result<Terms, CliError> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| CliError::io(say!("io-reading", path = file), &error))?;
    Ok(profile::parse(&text)?)
}
