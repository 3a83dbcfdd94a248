//! What is asked about a 再委託先: what it is given, gives back and reports, and what 乙 owes for it.

use crate::record::event::EmbeddedNote;
use crate::record::{
    CarrierId, Date, InstanceId, Method, OrgId, PersonId, PlaceId, Protection, Text,
};
use std::num::NonZeroU32;

/// A provision as asked (transition 14).
#[derive(Clone, Debug)]
pub struct NewProvision {
    /// What.
    pub instances: Vec<InstanceId>,
    /// To which 再委託先.
    pub org: OrgId,
    /// Where it is handed over.
    pub place: PlaceId,
    /// In a locked case with this seal.
    pub locked_case: Option<Text>,
    /// Its セキュリティ責任者 who accepts; none while nobody is listed, and then nothing is provided.
    pub accepted_by: Option<PersonId>,
    /// The seal looked intact.
    pub seal_intact: bool,
    /// What was seen.
    pub remark: Option<Text>,
    /// The acceptance that was signed, once it is there.
    pub note: Option<EmbeddedNote>,
}

/// What a 再委託先 reports (transition 15).
#[derive(Clone, Debug)]
pub struct NewSubReport {
    /// 再委託先保有分 that were made there.
    pub made: Option<NewHoldings>,
    /// Holdings that were destroyed there.
    pub ended: Option<EndedHoldings>,
    /// How many things of 甲 it has then.
    pub counted: u64,
}

/// New 再委託先保有分.
#[derive(Clone, Copy, Debug)]
pub struct NewHoldings {
    /// What they were made of: something that the 再委託先 has.
    pub of: InstanceId,
    /// How many; each has a number of its own.
    pub copies: NonZeroU32,
    /// What they are on.
    pub carrier: CarrierId,
    /// How they are protected.
    pub protection: Protection,
}

/// 再委託先保有分 that were destroyed.
#[derive(Clone, Debug)]
pub struct EndedHoldings {
    /// Which.
    pub instances: Vec<InstanceId>,
    /// How.
    pub method: Method,
}

/// What comes back from a 再委託先 (transition 16).
#[derive(Clone, Debug)]
pub struct NewSubReturn {
    /// What; of one organisation.
    pub instances: Vec<InstanceId>,
    /// Where it is stored then.
    pub place: PlaceId,
    /// The seal looked intact.
    pub seal_intact: bool,
    /// What was seen.
    pub remark: Option<Text>,
}

/// A disclosure (transition 31).
#[derive(Clone, Debug)]
pub struct NewDisclosure {
    /// What it is about; may be none.
    pub instances: Vec<InstanceId>,
    /// To whom.
    pub to: Text,
    /// What.
    pub items: Text,
}

/// A pledge to be recorded: of people (Art. 12), or of a 再委託先 (Art. 14-4).
#[derive(Clone, Debug)]
pub struct NewPledge {
    /// Who.
    pub persons: Vec<PersonId>,
    /// Which organisation.
    pub org: Option<OrgId>,
    /// When.
    pub on: Date,
    /// The 特記事項 it is about, with their version.
    pub terms: Text,
    /// The number of the paper.
    pub document: Option<Text>,
}

/// A check on a 再委託先 (Art. 14-4).
#[derive(Clone, Debug)]
pub struct NewCheck {
    /// Which.
    pub org: OrgId,
    /// When.
    pub on: Date,
    /// 保有数.
    pub counted: u64,
    /// 指摘.
    pub findings: Option<Text>,
    /// 是正.
    pub remedy: Option<Text>,
}
