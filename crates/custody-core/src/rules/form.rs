//! Issuing a form: what it may not leave out and may not claim (`domain.md` §7).

use super::asked::FormIssue;
use super::gate::{Failure, Gate};
use super::places::{Kept, place};
use super::refusal::{text, unknown};
use super::{Denied, Nonsense, Permitted, Value};
use crate::record::{Event, Guard, InstanceId, InstanceKind, Record, Role, StateName, Text};

/// Guards: role (the manager; 3, 14, 15, 17, 22: the supervisor too, §4.3), form_field, copies_open (9 of an original, 7-1 「全部」, 18 「完了」),
/// bad_state (9 of what has not ended), forbidden_word, balance (all but 14 and 15).
pub(super) fn issue(mut gate: Gate<'_>, form: &FormIssue) -> Result<Permitted, Denied> {
    let known = gate.known;
    for id in &form.instances {
        gate.instance(*id)?;
    }
    let number = form.form.as_str();
    let day = gate.day();
    // An incident is reported by the supervisor where the manager cannot be reached (§4.3).
    let of_incident = matches!(number, "14-1" | "14-2" | "14-3" | "15");
    let supervisor_too = of_incident || matches!(number, "3" | "17" | "22");
    let supervises = gate
        .actor()
        .is_some_and(|p| p.has_role(Role::Supervisor, day));
    if !(supervisor_too && supervises) {
        gate.base(&[], &[]);
    }
    // What a 保管場所届 says of a place is true of its register (13-3).
    for id in &form.storages {
        let place = place(known, *id)?;
        let nothing = Kept {
            protection: crate::record::Protection::None,
            carrier: None,
            carrier_type: None,
        };
        gate.storage_ok(place, nothing);
    }
    // 速報 and 続報 are never refused: what they lack is 確認中.
    let may_wait = !matches!(number, "14-1" | "14-2");
    if may_wait {
        gate.check(Guard::FormField, || {
            (!form.missing.is_empty()).then(|| {
                Failure::new()
                    .with("form", text(&form.form))
                    .with("field", Value::Fields(form.missing.clone()))
            })
        });
    }
    if number == "9" || number == "10" {
        for id in &form.instances {
            let instance = gate.instance(*id)?;
            gate.check(Guard::BadState, || {
                let sanitised = number == "10" && instance.particulars.sanitised.is_some();
                (instance.state() != StateName::Destroyed && !sanitised).then(|| {
                    Failure::new()
                        .with("state", Value::State(instance.state()))
                        .next(format!("custody show {id}"))
                })
            });
        }
    }
    if form.whole || number == "9" {
        let originals: Vec<InstanceId> = form
            .instances
            .iter()
            .filter(|id| {
                form.whole
                    || known
                        .instances
                        .get(id)
                        .is_some_and(|i| i.kind == InstanceKind::Original)
            })
            .copied()
            .collect();
        let mut assets: Vec<_> = originals.iter().map(|i| i.asset).collect();
        assets.sort_unstable();
        assets.dedup();
        for asset in assets {
            if !known.assets.contains_key(&asset) {
                return Err(unknown(asset));
            }
            gate.copies_open(asset, &form.instances);
        }
    }
    if form.whole {
        gate.check(Guard::CopiesOpen, || {
            let first = form.unsettled.first()?;
            Some(
                Failure::new()
                    .with("asset", text(known.contract.as_ref()?.number.as_str()))
                    .with("ids", Value::List(form.unsettled.clone()))
                    .next(format!("custody show {first}")),
            )
        });
    }
    if may_wait {
        gate.forbidden_word(form.texts.iter().map(String::as_str));
    }
    if !of_incident {
        gate.check(Guard::Balance, || {
            (form.difference != 0).then(|| {
                Failure::new()
                    .with("difference", text(form.difference))
                    .next("custody verify")
            })
        });
    }
    let (document_no, edition) = match &form.replaces {
        Some(record) => next_edition(&gate, form, record)?,
        None => (
            document_no(number, known.counters.form.saturating_add(1)),
            1,
        ),
    };
    let event = Event::FormIssued {
        form: form.form.clone(),
        document_no,
        edition,
        about: form.about.clone(),
        digest: form.digest.clone().unwrap_or_else(pending),
    };
    gate.permit(event)
}

/// A further 版 keeps its 文書番号, is the same form and about the same (`domain.md` §5.5).
fn next_edition(gate: &Gate<'_>, form: &FormIssue, record: &Record) -> Result<(Text, u32), Denied> {
    if record.vault != gate.known.head.vault || record.seq.0 >= gate.known.head.size {
        return Err(unknown(record.seq));
    }
    match &record.event {
        Event::FormIssued {
            form: number,
            document_no,
            edition,
            about,
            ..
        } if *number == form.form && *about == form.about => {
            Ok((document_no.clone(), edition.saturating_add(1)))
        }
        _ => Err(Denied::Nonsense(Nonsense::OtherForm)),
    }
}

/// `F07-0003`: the form's number and the count of forms issued.
#[expect(clippy::expect_used, reason = "digits and a dash")]
fn document_no(form: &str, count: u32) -> Text {
    let number: u32 = form
        .split('-')
        .next()
        .and_then(|n| n.parse().ok())
        .unwrap_or(0);
    Text::new(format!("F{number:02}-{count:04}")).expect("a document number is a text")
}

/// Stands for the digest while only asking whether the form may be issued; never written.
#[expect(clippy::expect_used, reason = "a literal")]
fn pending() -> Text {
    Text::new("sha256:").expect("a text")
}
