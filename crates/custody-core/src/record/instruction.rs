//! 甲's 指示 of every kind but to carry out (contract Art. 15): what is to be done, by when, and what was answered.

use super::{Date, Document, Moment, PersonId, Text, Trust};
use serde::{Deserialize, Serialize};

/// An 指示 on the register. One to carry out is a permission instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instruction {
    /// What is to be done.
    pub text: Text,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// To whom: a manager (Art. 15-3).
    pub addressee: PersonId,
    /// Who of 甲 gave it.
    pub decided_by: PersonId,
    /// When.
    pub decided_at: Moment,
    /// The paper, or that it was said.
    pub document: Document,
    /// How far the document shows it.
    pub trust: Trust,
}
