//! The register of 甲's 指示 with answers and what is late (contract Art. 15), read from the records.

use crate::record::{Event, Instruction, Moment, Record, Seq, Text};
use crate::report::deadline::Deadline;
use serde::Serialize;

/// One 指示 and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Instructed {
    /// The record that entered it: its number.
    pub record: Seq,
    /// What 甲 said.
    #[serde(flatten)]
    pub instruction: Instruction,
    /// What was answered, and when.
    pub answers: Vec<Given>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Given {
    /// The record of it.
    pub record: Seq,
    /// When.
    pub at: Moment,
    /// What was done or said.
    pub answer: Text,
}

impl Instructed {
    /// Not answered, and its day has passed.
    #[must_use]
    pub fn is_late(&self, now: Moment) -> bool {
        self.answers.is_empty()
            && self
                .instruction
                .due
                .is_some_and(|due| Deadline::on(due).has_passed(now))
    }
}

/// Adds a record to the register, in the order of the ledger.
pub fn add(register: &mut Vec<Instructed>, record: &Record) {
    match &record.event {
        Event::InstructionRegistered { instruction } => register.push(Instructed {
            record: record.seq,
            instruction: instruction.clone(),
            answers: Vec::new(),
        }),
        Event::InstructionAnswered {
            instruction,
            answer,
            ..
        } => {
            let of = register.iter_mut().find(|one| one.record == *instruction);
            if let Some(one) = of {
                one.answers.push(Given {
                    record: record.seq,
                    at: record.at,
                    answer: answer.clone(),
                });
            }
        }
        _ => {}
    }
}
