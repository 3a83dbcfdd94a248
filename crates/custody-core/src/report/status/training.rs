//! People on the list who are untrained, or soon will be (Art. 11).

use super::SOON_DAYS;
use crate::record::{Date, Person, PersonId, Register};
use crate::report::visible;
use serde::Serialize;

/// What is wrong with a person's training.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TrainingGap {
    /// None on record, or none that covers the 特記事項.
    Missing,
    /// No longer counts.
    Lapsed,
    /// Stops counting within [`SOON_DAYS`].
    Lapsing,
}

/// A person who needs training.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrainingDue {
    /// Who.
    pub person: PersonId,
    /// 氏名.
    pub name: String,
    /// What is wrong.
    pub gap: TrainingGap,
    /// The last day it counts, or counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
}

pub(super) fn training(register: &Register, today: Date) -> Vec<TrainingDue> {
    let due = |person: &Person| {
        if person.is_client() || person.roles_on(today).is_empty() {
            return None;
        }
        let counted = person
            .training
            .as_ref()
            .filter(|training| training.covers_terms);
        let gap = match counted {
            None => TrainingGap::Missing,
            Some(training) if training.valid_until < today => TrainingGap::Lapsed,
            Some(training) if today.days_until(training.valid_until) <= SOON_DAYS => {
                TrainingGap::Lapsing
            }
            Some(_) => return None,
        };
        Some(TrainingDue {
            person: person.id,
            name: visible(person.name.as_str()),
            gap,
            valid_until: counted.map(|training| training.valid_until),
        })
    };
    register.people.values().filter_map(due).collect()
}
