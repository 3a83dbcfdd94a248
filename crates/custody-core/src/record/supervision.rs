//! What 乙 owes for each 再委託先 (contract Art. 14-3, 14-4), and the pledge of each person (Art. 12).

use super::{Date, Moment, PersonId, Seq, Text};
use serde::{Deserialize, Serialize};

/// 誓約: bound by the terms, after the contract too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pledge {
    /// The day it was given.
    pub on: Date,
    /// The 特記事項 it is about, with their version.
    pub terms: Text,
    /// The number of the paper that was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Text>,
    /// The record of it.
    pub recorded_in: Seq,
}

/// 14-3: 甲 was told in writing who of a 再委託先 handles its assets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffNotice {
    /// The day 甲 was told.
    pub on: Date,
    /// Everyone it names: セキュリティ責任者 and 従事者.
    pub persons: Vec<PersonId>,
    /// The number of 乙's document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Text>,
    /// The record of it.
    pub recorded_in: Seq,
}

/// 14-4: a check on a 再委託先 (管理及び監督).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubCheck {
    /// 点検日.
    pub on: Date,
    /// 点検者.
    pub by: PersonId,
    /// 保有数: how many things of 甲 were found there.
    pub counted: u64,
    /// 指摘.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub findings: Option<Text>,
    /// 是正.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Text>,
    /// The record of it.
    pub recorded_in: Seq,
}

/// What a 再委託先 says it has (transition 15).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubCount {
    /// When it was said.
    pub at: Moment,
    /// Its セキュリティ責任者.
    pub by: PersonId,
    /// How many things of 甲 it has, those of the report included.
    pub counted: u64,
    /// The record of it.
    pub recorded_in: Seq,
}

/// What is on record for one 再委託先: the latest of each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supervision {
    /// 14-3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<StaffNotice>,
    /// 14-4: it is bound by the terms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pledge: Option<Pledge>,
    /// 14-4: the latest check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<SubCheck>,
    /// The latest report of what it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<SubCount>,
}

impl Supervision {
    /// Nothing is on record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
