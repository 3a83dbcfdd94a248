//! One thing's life, a line for each record: an instance's, an asset's, a journey's, or the whole ledger's.
//!
//! The caller selects the records; refusals belong to a life too (3-ウ).

mod facts;

use super::{naming, visible};
use crate::record::{Event, Guard, Moment, PersonId, Record, Register, Seq};
use serde::Serialize;

/// One fact of a record: a stable key, the number it names if it names one, and what a reader is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// Stable key, such as `place` or `permission`.
    pub key: &'static str,
    /// The number of what it names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// In words: a name, a quantity, an identifier.
    pub text: String,
}

/// One record as it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LifeLine {
    /// 記録番号.
    pub seq: Seq,
    /// When it happened.
    pub at: Moment,
    /// When it was recorded, where that was another moment (後日記録).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded: Option<Moment>,
    /// Who, by number.
    pub by: PersonId,
    /// 氏名.
    pub who: String,
    /// What: the record's type, such as `carried_out`.
    pub event: &'static str,
    /// The facts that say more.
    pub facts: Vec<Fact>,
    /// Codes of the warnings given with it.
    pub warnings: Vec<String>,
    /// The guard that refused, for a refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<Guard>,
}

/// The records as lines, in the order given. Names come from the register as it is now. A record that one of the others
/// corrects says so: 「訂正済→n」 (`domain.md` §5.5).
#[must_use]
pub fn life(register: &Register, records: &[Record]) -> Vec<LifeLine> {
    let corrections: Vec<(Seq, Seq)> = records
        .iter()
        .filter_map(|record| match &record.event {
            Event::RecordCorrected { correction, .. } => Some((correction.record, record.seq)),
            _ => None,
        })
        .collect();
    let mut lines: Vec<LifeLine> = records
        .iter()
        .map(|record| line(register, record))
        .collect();
    for (corrected, by) in corrections {
        for line in lines.iter_mut().filter(|line| line.seq == corrected) {
            line.facts.push(Fact {
                key: "corrected",
                id: Some(by.to_string()),
                text: format!("訂正済→{by}"),
            });
        }
    }
    lines
}

fn line(register: &Register, record: &Record) -> LifeLine {
    LifeLine {
        seq: record.seq,
        at: record.at,
        recorded: record.recorded,
        by: record.by,
        who: naming::person(register, record.by),
        event: record.event.kind(),
        facts: facts::of(register, &record.event),
        warnings: record
            .warnings
            .iter()
            .map(|code| visible(code.as_str()))
            .collect(),
        refused: match &record.event {
            Event::Refused(refused) => Some(refused.rule),
            _ => None,
        },
    }
}
