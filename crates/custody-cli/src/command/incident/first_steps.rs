//! The first steps after a loss, ① to ⑦ in their order (`domain.md` §6): whom to call, the papers, what was on it, what else
//! is open, who holds keys, where to ask.

use crate::cli::Context;
use crate::command::desk::More;
use crate::error::CliError;
use crate::lang::Lang;
use crate::wording::{Arg, Phrase, say};
use custody_core::record::{Date, Guide, Moment, Register, Role};
use custody_core::report::deadline::Deadline;
use custody_core::report::incident::{Account, CommissionDates, contents};
use custody_core::report::naming;
use serde_json::json;
use std::path::PathBuf;

/// Until when the 速報 should be made.
fn first_report_by(register: &Register, noticed: Moment) -> Moment {
    let guides = register.contract.as_ref().map(|it| &it.profile.guides);
    let guide = guides.map_or(Guide::Hours(1), |guides| guides.incident_first);
    Deadline::after(noticed, guide).at
}

/// ① 直ちに連絡: the managers, 甲's emergency contact, and until when the 速報 should be made.
pub(super) fn call_at_once(
    context: &Context,
    register: &Register,
    noticed: Moment,
) -> Result<(), CliError> {
    let mut lines = vec![say!("step-call")];
    let day = noticed.date();
    let managers = register.people.values();
    for person in managers.filter(|person| person.has_role(Role::Manager, day)) {
        let contact = person.contact.as_ref().map_or("—", |it| it.as_str());
        let name = person.name.as_str();
        lines.push(say!("call-manager", name = name, contact = contact));
    }
    let contract = register.contract.as_ref();
    if let Some(emergency) = contract.and_then(|it| it.emergency.as_ref()) {
        lines.push(say!(
            "call-client",
            office = emergency.office.as_str(),
            phone = emergency.phone.as_str(),
            hours = emergency.after_hours.as_str(),
        ));
    }
    let by = first_report_by(register, noticed);
    lines.push(say!(
        "first-report-by",
        time = time_of(context, by),
        at = by
    ));
    print(context, &lines)
}

/// 「4時00分」, `04:00`.
fn time_of(context: &Context, at: Moment) -> String {
    let text = at.to_string();
    let time = text.get(11..16).unwrap_or_default();
    match (context.ui.lang, time.split_once(':')) {
        (Lang::Ja, Some((hour, minute))) => {
            let hour = hour.strip_prefix('0').unwrap_or(hour);
            format!("{hour}時{minute}分")
        }
        _ => time.to_owned(),
    }
}

/// ② to ⑦, and what comes next.
pub(super) fn tell(
    context: &Context,
    register: &Register,
    account: &Account,
    papers: &[PathBuf],
) -> Result<(), CliError> {
    let mut lines = Vec::new();
    // A paper that could not be written is told with its error; what could stands here.
    let mut papers = papers.iter().map(PathBuf::as_path);
    lines.extend(
        papers
            .next()
            .map(|file| say!("step-first-report", file = file)),
    );
    lines.extend(
        papers
            .next()
            .map(|file| say!("step-encryption", file = file)),
    );
    what_was_on_it(context, register, account, &mut lines);
    lines.push(say!("step-others"));
    let others = account.open_besides(register);
    for it in &others {
        lines.push(say!(
            "step-other",
            id = it.id.to_string(),
            kind = it.kind.word(),
            state = it.state(),
            place = naming::whereabouts(register, it),
            holder = naming::keeper(register, it),
        ));
    }
    if others.is_empty() {
        lines.push(say!("step-none"));
    }
    keys(register, account, &mut lines);
    lines.push(if account.kind.is_loss() {
        say!("step-ask")
    } else {
        say!("step-prevent")
    });
    let dates = CommissionDates::from(account.declared_at.date());
    lines.push(say!(
        "step-commission",
        from = Arg::Date(Some(dates.first.0)),
        until = Arg::Date(Some(dates.first.1)),
        last = Arg::Date(Some(dates.final_)),
        unlawful = Arg::Date(Some(dates.final_unlawful)),
    ));
    if let Some(id) = account.number {
        lines.push(say!("step-next", id = id.to_string()));
    }
    print(context, &lines)
}

/// ④ What was on it.
fn what_was_on_it(
    context: &Context,
    register: &Register,
    account: &Account,
    lines: &mut Vec<Phrase>,
) {
    let unknown = || context.ui.text(&say!("unconfirmed"));
    lines.push(if account.kind.is_loss() {
        say!("step-contents")
    } else {
        say!("step-concerns")
    });
    if account.instances.is_empty() {
        lines.push(say!("step-unconfirmed"));
    }
    for it in contents(register, account) {
        let people = it.people.map_or_else(unknown, |it| it.to_string());
        lines.push(say!(
            "lost-item",
            id = it.id.to_string(),
            title = it.title,
            quantity = it.quantity,
            items = if it.items.is_empty() {
                unknown()
            } else {
                it.items.join("、")
            },
            people = people,
        ));
        let seal = match it.seal {
            None => say!("unconfirmed"),
            Some((at, true)) => say!("seal-intact", at = at),
            Some((at, false)) => say!("seal-broken", at = at),
        };
        lines.push(say!(
            "lost-carrier",
            carrier = it.carrier,
            bearers = if it.bearers.is_empty() {
                unknown()
            } else {
                it.bearers.join("、")
            },
            permission = it.permission.unwrap_or_else(unknown),
            seal = seal,
            protection = it.protection,
        ));
    }
}

/// ⑥ Who holds keys, and whether they were lost with it.
fn keys(register: &Register, account: &Account, lines: &mut Vec<Phrase>) {
    let mut holders: Vec<String> = contents(register, account)
        .into_iter()
        .flat_map(|it| it.key_holders)
        .collect();
    holders.sort();
    holders.dedup();
    lines.push(if holders.is_empty() {
        say!("step-keys-none")
    } else {
        say!("step-keys", holders = holders.join("、"))
    });
    lines.push(match account.keys_lost {
        Some(true) => say!("keys-lost-yes"),
        Some(false) => say!("keys-lost-no"),
        None => say!("keys-lost-unknown"),
    });
}

/// On standard output, so that it can be sent to a printer; a script reads the document instead.
fn print(context: &Context, lines: &[Phrase]) -> Result<(), CliError> {
    if context.ui.json {
        return Ok(());
    }
    let text: String = lines
        .iter()
        .map(|line| format!("{}\n", context.ui.text(line)))
        .collect();
    context.raw(&text)
}

/// The same for scripts.
pub(super) fn fields(register: &Register, account: &Account) -> More {
    let dates = CommissionDates::from(account.declared_at.date());
    let items: Vec<_> = contents(register, account)
        .into_iter()
        .map(|it| {
            json!({
                "id": it.id, "title": it.title, "quantity": it.quantity, "items": it.items,
                "people": it.people, "carrier": it.carrier, "bearers": it.bearers,
                "permission": it.permission, "seal_checked_at": it.seal.map(|seal| seal.0),
                "seal_intact": it.seal.map(|seal| seal.1), "protection": it.protection,
                "key_holders": it.key_holders,
            })
        })
        .collect();
    let others = account.open_besides(register);
    let others: Vec<String> = others.iter().map(|it| it.id.to_string()).collect();
    let day = |day: Date| day.to_string();
    vec![
        (
            "first_report_by",
            json!(first_report_by(register, account.declared_at)),
        ),
        ("contents", json!(items)),
        ("open_besides", json!(others)),
        ("keys_lost", json!(account.keys_lost)),
        (
            "commission",
            json!({
                "first_from": day(dates.first.0), "first_until": day(dates.first.1),
                "final": day(dates.final_), "final_unlawful": day(dates.final_unlawful),
            }),
        ),
    ]
}
