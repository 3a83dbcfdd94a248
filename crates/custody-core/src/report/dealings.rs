//! What the records say of Art. 1, 6, 7, 9, 15 and 19: policies and who has read them, service levels, consultations, logs,
//! inspections. None of it opens anything, so it is no part of the register.

use crate::record::{
    Consultation, Date, Event, Inspection, KeptLog, LogKind, Measurement, Moment, PersonId,
    PolicyDocument, Record, Seq, Submission,
};
use crate::report::instructions::{self, Instructed};
use serde::Serialize;

/// Something and the record that entered it: its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OnRecord<T> {
    /// The record.
    pub record: Seq,
    /// What it entered.
    #[serde(flatten)]
    pub what: T,
}

/// A policy document of 甲 (Art. 1) and who has read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// The record that it came with.
    pub record: Seq,
    /// Title, version, day of receipt.
    #[serde(flatten)]
    pub document: PolicyDocument,
    /// Who has read this version, and when.
    pub acknowledged: Vec<Acknowledged>,
}

/// Somebody read a policy document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Acknowledged {
    /// Who.
    pub person: PersonId,
    /// The day.
    pub on: Date,
    /// The record of it.
    pub record: Seq,
}

/// A log that is or was kept (Art. 9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogOnRecord {
    /// The record that it came with: its number.
    pub record: Seq,
    /// Which.
    #[serde(flatten)]
    pub log: KeptLog,
    /// The record by which it was given up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed_in: Option<Seq>,
}

/// All of it, in the order of the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Dealings {
    /// Art. 1.
    pub policies: Vec<Policy>,
    /// Art. 6.
    pub measurements: Vec<OnRecord<Measurement>>,
    /// Art. 7, 8, 19.
    pub consultations: Vec<OnRecord<Consultation>>,
    /// Art. 9.
    pub logs: Vec<LogOnRecord>,
    /// Art. 9: what was handed in.
    pub submissions: Vec<OnRecord<Submission>>,
    /// Art. 15: 指示.
    pub instructions: Vec<Instructed>,
    /// Art. 15: inspections.
    pub inspections: Vec<OnRecord<Inspection>>,
}

impl Dealings {
    /// What these records say, given in the order of the ledger.
    #[must_use]
    pub fn of<'a>(records: impl IntoIterator<Item = &'a Record>) -> Self {
        let mut all = Self::default();
        records.into_iter().for_each(|record| all.add(record));
        all
    }

    /// One record more.
    pub fn add(&mut self, record: &Record) {
        let seq = record.seq;
        match &record.event {
            Event::ContractOpened { contract, .. } => {
                let documents = &contract.profile.policy_documents;
                documents.iter().for_each(|one| self.policy(seq, one));
            }
            Event::PolicyRegistered { document } => self.policy(seq, document),
            Event::PolicyAcknowledged {
                persons,
                title,
                version,
                on,
            } => {
                let of =
                    |p: &&mut Policy| p.document.title == *title && p.document.version == *version;
                if let Some(policy) = self.policies.iter_mut().find(of) {
                    let new = persons.iter().map(|person| Acknowledged {
                        person: *person,
                        on: *on,
                        record: seq,
                    });
                    policy.acknowledged.extend(new);
                }
            }
            Event::ServiceLevelMeasured { measurement } => {
                self.measurements.push(on_record(seq, measurement));
            }
            Event::Consultation { consultation } => {
                self.consultations.push(on_record(seq, consultation));
            }
            Event::LogImported { log } => self.logs.push(LogOnRecord {
                record: seq,
                log: log.clone(),
                removed_in: None,
            }),
            Event::LogRemoved { import, .. } => {
                let of = self.logs.iter_mut().find(|one| one.record == *import);
                if let Some(log) = of {
                    log.removed_in = Some(seq);
                }
            }
            Event::LogSubmitted { submission } => {
                self.submissions.push(on_record(seq, submission));
            }
            Event::InspectionHeld { inspection } => {
                self.inspections.push(on_record(seq, inspection));
            }
            _ => instructions::add(&mut self.instructions, record),
        }
    }

    fn policy(&mut self, record: Seq, document: &PolicyDocument) {
        self.policies.push(Policy {
            record,
            document: document.clone(),
            acknowledged: Vec::new(),
        });
    }

    /// The logs of a kind that are kept and cover something between the two moments.
    pub fn logs_of(
        &self,
        kind: LogKind,
        from: Moment,
        until: Moment,
    ) -> impl Iterator<Item = &LogOnRecord> {
        self.logs.iter().filter(move |one| {
            let log = &one.log;
            one.removed_in.is_none() && log.kind == kind && log.from <= until && from <= log.until
        })
    }
}

fn on_record<T: Clone>(record: Seq, what: &T) -> OnRecord<T> {
    OnRecord {
        record,
        what: what.clone(),
    }
}

/// 欠落期間: what of `from` to `until`, both inclusive, no interval of `covered` covers.
#[must_use]
pub fn gaps(from: Moment, until: Moment, covered: &[(Moment, Moment)]) -> Vec<(Moment, Moment)> {
    let mut covered = covered.to_vec();
    covered.sort_unstable();
    let mut gaps = Vec::new();
    let mut next = from;
    for (start, end) in covered {
        if start > until || next > until {
            break;
        }
        if end < next {
            continue;
        }
        if start > next {
            gaps.push((next, start.saturating_add_seconds(-1)));
        }
        next = end.saturating_add_seconds(1);
    }
    if next <= until {
        gaps.push((next, until));
    }
    gaps
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::gaps;
    use crate::record::{Date, Moment};

    fn day(day: i8) -> (Moment, Moment) {
        let day = Date::new(2024, 5, day).unwrap();
        (Moment::start_of(day), Moment::end_of(day))
    }

    /// Every day of ten, covered or not: what is left is exactly what was not covered.
    #[test]
    fn a_gap_is_exactly_what_no_log_covers() {
        let (from, until) = (day(1).0, day(10).1);
        for mask in 0_u16..1024 {
            let there = |d: i8| mask & (1 << (d - 1)) != 0;
            let mut covered: Vec<_> = (1..=10).filter(|d| there(*d)).map(day).collect();
            covered.reverse();
            let found = gaps(from, until, &covered);
            for d in 1..=10 {
                let in_gap = found.iter().any(|(a, b)| *a <= day(d).0 && day(d).1 <= *b);
                assert_eq!(in_gap, !there(d), "{mask:b} {d} {found:?}");
            }
            assert!(found.windows(2).all(|two| two[0].1 < two[1].0));
        }
    }

    #[test]
    fn logs_that_overlap_or_reach_beyond_leave_no_gap() {
        let covered = [(day(1).0, day(6).1), (day(4).0, day(20).1)];
        assert_eq!(gaps(day(2).0, day(10).1, &covered), []);
        assert_eq!(gaps(day(2).0, day(10).1, &[]), [(day(2).0, day(10).1)]);
        let before = [(day(1).0, day(1).1), (day(12).0, day(13).1)];
        assert_eq!(gaps(day(2).0, day(10).1, &before), [(day(2).0, day(10).1)]);
    }
}
