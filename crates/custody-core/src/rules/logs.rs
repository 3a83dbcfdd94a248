//! Logs (contract Art. 9): kept by their digests, handed in on 甲's 指示, given up only when older than the months they must be kept.

use super::gate::{Failure, Gate};
use super::refusal::unknown;
use super::{Denied, Nonsense, Permitted, Value};
use crate::record::{Date, Event, Guard, KeptLog, Profile, Record, Seq, Submission, Text};

/// A log file is on record from now on.
pub(super) fn import(mut gate: Gate<'_>, asked: &KeptLog) -> Result<Permitted, Denied> {
    if asked.until < asked.from || asked.until > gate.at {
        return Err(Denied::Nonsense(Nonsense::Dates));
    }
    gate.base(&[], &[]);
    gate.permit(Event::LogImported { log: asked.clone() })
}

/// 乙 no longer keeps it. Guard: log_keep.
pub(super) fn remove(
    mut gate: Gate<'_>,
    record: &Record,
    reason: &Text,
) -> Result<Permitted, Denied> {
    own(&gate, record)?;
    let Event::LogImported { log } = &record.event else {
        return Err(Denied::Nonsense(Nonsense::NotALog));
    };
    gate.base(&[], &[]);
    let first = gate.profile().and_then(|p| kept_from(p, gate.day()));
    gate.check(Guard::LogKeep, || {
        let first = first?;
        (log.until.date() >= first).then(|| {
            Failure::new()
                .with("date", Value::Date(Some(first)))
                .next("custody log list")
        })
    });
    gate.permit(Event::LogRemoved {
        import: record.seq,
        reason: reason.clone(),
    })
}

/// Handed in: on an 指示 of 甲, where its record is named.
pub(super) fn submit(
    mut gate: Gate<'_>,
    instruction: Option<&Record>,
    document_no: &Text,
    on: Date,
) -> Result<Permitted, Denied> {
    let instruction: Option<Seq> = match instruction {
        None => None,
        Some(record) => {
            own(&gate, record)?;
            if !matches!(record.event, Event::InstructionRegistered { .. }) {
                return Err(Denied::Nonsense(Nonsense::NotAnInstruction));
            }
            Some(record.seq)
        }
    };
    if on > gate.day() {
        return Err(Denied::Nonsense(Nonsense::Dates));
    }
    gate.base(&[], &[]);
    gate.permit(Event::LogSubmitted {
        submission: Submission {
            instruction,
            document_no: document_no.clone(),
            on,
        },
    })
}

/// 「少なくとも過去3ヶ月前まで」: the first day that is still asked for on `day` (`domain.md` §8).
fn kept_from(profile: &Profile, day: Date) -> Option<Date> {
    day.checked_add_months(i32::try_from(profile.log_months).ok()?.checked_neg()?)
}

fn own(gate: &Gate<'_>, record: &Record) -> Result<(), Denied> {
    let known = &gate.known.head;
    if record.vault == known.vault && record.seq.0 < known.size {
        Ok(())
    } else {
        Err(unknown(record.seq))
    }
}
