//! The command `custody status`: the first screen, with what is overdue on top.

use crate::cli::Context;
use crate::error::CliError;
use crate::ui::Answer;
use crate::wording::{Arg, Phrase, say};
use custody_core::record::{Guard, Register};
use custody_core::report::status::Owed;
use serde_json::json;

/// How many numbers are shown in a line.
const SHOWN: usize = 8;

#[derive(Debug, clap::Args)]
pub(crate) struct Status {}

impl Status {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let vault = context.open_vault()?;
        let register = vault.register()?;
        // With --at: what is late by then, as the register stands now.
        let now = context.at().unwrap_or_else(|| context.now());
        let status = custody_core::report::Status::of(&register, now);
        if context.ui.json {
            return context.document(&json!(status));
        }
        let mut answer = Answer::new();
        if let Some(contract) = &register.contract {
            answer = answer.line(say!(
                "status-contract",
                number = contract.number.as_str(),
                title = contract.title.as_str(),
                until = contract.term.until,
            ));
        }
        answer = answer.line(say!("status-kept", kept = status.kept.to_string()));
        for line in lines(context, &register, &status) {
            answer = answer.line(line);
        }
        if status.is_calm() {
            answer = answer.line(say!("status-calm"));
        }
        if vault.is_interrupted()? {
            answer = answer.line(say!("status-interrupted"));
        }
        let waiting = vault.inbox()?.len();
        if waiting > 0 {
            answer = answer.line(say!("status-inbox", count = waiting));
        }
        context.ui.answer(&answer)
    }
}

/// What is late comes first, then what is out, what waits, what runs out.
fn lines(
    context: &Context,
    register: &Register,
    status: &custody_core::report::Status,
) -> Vec<Phrase> {
    let mut lines = Vec::new();
    for late in &status.late {
        let instances = some_of(context, &late.instances);
        lines.push(say!(
            "status-late",
            what = late.kind,
            about = late.about.as_str(),
            instances = instances,
            with = late.with.join("、"),
            deadline = late.deadline.at,
        ));
        if late.deadline.holidays_unconfirmed {
            lines.push(say!("status-holidays-unconfirmed"));
        }
    }
    for lapsed in &status.lapsed {
        lines.push(say!(
            "status-lapsed",
            journey = lapsed.journey.to_string(),
            permission = lapsed.permission.to_string(),
            at = lapsed.at,
        ));
    }
    for incident in &status.incidents {
        let instances = some_of(context, &incident.instances);
        lines.push(say!(
            "status-incident",
            incident = incident.incident.to_string(),
            instances = instances
        ));
    }
    for out in &status.out {
        lines.push(say!(
            "status-out",
            id = out.instance.to_string(),
            title = out.title.as_str(),
            state = out.state,
            with = out.with.as_str(),
            place = out.place.as_str(),
        ));
    }
    for waiting in &status.waiting {
        lines.push(say!(
            "status-waiting",
            what = waiting.waiting_for,
            about = waiting.about.as_str(),
            on = waiting.on.as_str(),
            since = waiting.since
        ));
        if waiting
            .until
            .is_some_and(|until| until.holidays_unconfirmed)
        {
            lines.push(say!("status-holidays-unconfirmed"));
        }
    }
    for expiring in &status.expiring {
        lines.push(say!(
            "status-expiring",
            id = expiring.permission.to_string(),
            until = expiring.until
        ));
    }
    for coming in &status.coming {
        lines.push(say!(
            "status-coming",
            what = coming.kind,
            about = some_of(context, &coming.assets),
            until = coming.on
        ));
    }
    if !status.unpledged.is_empty() {
        let names: Vec<&str> = status.unpledged.iter().map(|it| it.name.as_str()).collect();
        let names = some_of(context, &names);
        let source = secrecy(register);
        lines.push(say!("status-unpledged", names = names, source = source));
    }
    for due in &status.training {
        lines.push(say!(
            "status-training",
            name = due.name.as_str(),
            until = Arg::Date(due.valid_until)
        ));
    }
    for due in &status.subcontractors {
        let org = due.name.as_str();
        lines.push(match due.owed {
            Owed::Notice => say!("status-sub-notice", org = org, id = due.org.to_string()),
            Owed::Pledge => say!("status-sub-pledge", org = org, id = due.org.to_string()),
            Owed::Check => say!("status-sub-check", org = org, id = due.org.to_string()),
            Owed::Count {
                counted,
                registered,
            } => say!(
                "status-sub-count",
                org = org,
                counted = counted.to_string(),
                registered = registered.to_string()
            ),
        });
    }
    for unsealed in &status.unsealed {
        lines.push(say!(
            "status-unsealed",
            id = unsealed.instance.to_string(),
            title = unsealed.title.as_str(),
            place = unsealed.place.as_str(),
        ));
    }
    lines
}

/// The article that asks for secrecy, as the profile labels it.
fn secrecy(register: &Register) -> Phrase {
    let profile = register.contract.as_ref().map(|contract| &contract.profile);
    match profile.and_then(|profile| profile.article(Guard::Secrecy)) {
        Some(article) => say!(
            "source-article",
            terms = "",
            article = article.japanese(),
            label = article.label()
        ),
        None => say!("source-house"),
    }
}

/// The things by their numbers; of many, the first ones and how many more.
fn some_of<T: ToString>(context: &Context, all: &[T]) -> String {
    let shown = all.iter().take(SHOWN).map(ToString::to_string);
    let shown = shown.collect::<Vec<_>>().join("、");
    match all.len().saturating_sub(SHOWN) {
        0 => shown,
        more => context
            .ui
            .text(&say!("and-more", shown = shown, more = more)),
    }
}
