//! Requests to 甲 and 甲's permissions (`domain.md` §4).

use super::{
    CarrierId, CarrierType, Document, Guard, InstanceId, Method, Moment, OrgId, PermissionId,
    PersonId, PlaceId, RequestId, RequestParticulars, Seq, Text, Trust,
};
use serde::{Deserialize, Serialize};
use std::num::NonZeroU32;

/// What a permission is about. One subject never stands for another (§4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// 複製 (Art. 13-4).
    Copy,
    /// 持出し (Art. 13-4, 13-5).
    Carry,
    /// 目的外利用 (Art. 13-6).
    Purpose,
    /// 提供 (Art. 13-6).
    Provide,
    /// 再委託 (Art. 14-1).
    Subcontract,
    /// 作業場所 (Art. 5-2).
    Place,
    /// 廃棄 (Art. 13-2).
    Destroy,
    /// 開示 (Art. 12).
    Disclose,
}

impl Subject {
    /// Every subject.
    pub const ALL: [Self; 8] = [
        Self::Copy,
        Self::Carry,
        Self::Purpose,
        Self::Provide,
        Self::Subcontract,
        Self::Place,
        Self::Destroy,
        Self::Disclose,
    ];

    /// The identifier of the CLI and JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Carry => "carry",
            Self::Purpose => "purpose",
            Self::Provide => "provide",
            Self::Subcontract => "subcontract",
            Self::Place => "place",
            Self::Destroy => "destroy",
            Self::Disclose => "disclose",
        }
    }

    /// The guard that it answers.
    #[must_use]
    pub fn guard(self) -> Guard {
        match self {
            Self::Copy => Guard::CopyApproval,
            Self::Carry => Guard::CarryApproval,
            Self::Purpose => Guard::OtherPurpose,
            Self::Provide => Guard::Provision,
            Self::Subcontract => Guard::Subcontract,
            Self::Place => Guard::Workplace,
            Self::Destroy => Guard::DestroyApproval,
            Self::Disclose => Guard::Secrecy,
        }
    }

    /// The article asks for 書面; destruction only for an approval (§4.1).
    #[must_use]
    pub fn must_be_written(self) -> bool {
        self != Self::Destroy
    }
}

/// What is granted, with the flags that only this subject knows (§4.1, §4.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "subject", rename_all = "snake_case")]
pub enum Grant {
    /// To copy.
    Copy {
        /// What was made may be destroyed after use, by these methods.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        disposal_preapproved: Vec<Method>,
    },
    /// To carry out.
    Carry {
        /// Packages that may be made for the journey.
        #[serde(default)]
        copies_included: u32,
        /// What was made may be destroyed after use, by these methods.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        disposal_preapproved: Vec<Method>,
        /// Plaintext allowed in a locked case: the alternative measure 甲 accepted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        encryption_exempt: Option<Text>,
        /// Paper allowed.
        #[serde(default)]
        paper_allowed: bool,
    },
    /// Another purpose.
    Purpose,
    /// To provide.
    Provide,
    /// To subcontract.
    Subcontract,
    /// A workplace.
    Place,
    /// To destroy.
    Destroy {
        /// Removal to the named disposer is included.
        #[serde(default)]
        removal_included: bool,
        /// May be released unsanitised.
        #[serde(default)]
        unsanitised_release: bool,
        /// A person of 甲 witnesses.
        #[serde(default)]
        witness_required: bool,
    },
    /// To disclose.
    Disclose {
        /// To whom: anybody, so no number of the register.
        to: Text,
    },
}

impl Grant {
    /// The subject.
    #[must_use]
    pub fn subject(&self) -> Subject {
        match self {
            Self::Copy { .. } => Subject::Copy,
            Self::Carry { .. } => Subject::Carry,
            Self::Purpose => Subject::Purpose,
            Self::Provide => Subject::Provide,
            Self::Subcontract => Subject::Subcontract,
            Self::Place => Subject::Place,
            Self::Destroy { .. } => Subject::Destroy,
            Self::Disclose { .. } => Subject::Disclose,
        }
    }
}

/// 承認 or 指示.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PermissionKind {
    /// 甲 permits what 乙 asked.
    Approval,
    /// 甲 orders; the addressee must be a manager (Art. 15-3).
    Instruction {
        /// To whom.
        addressee: PersonId,
    },
}

/// What a permission covers. An empty list means none, never any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// 対象. `A-0001/*` is written out as the instances that existed when it was decided.
    #[serde(default)]
    pub instances: Vec<InstanceId>,
    /// 部数.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<NonZeroU32>,
    /// 目的.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Text>,
    /// 持出し先, or the place of a copy.
    #[serde(default)]
    pub destinations: Vec<PlaceId>,
    /// 媒体, by number.
    #[serde(default)]
    pub carriers: Vec<CarrierId>,
    /// 媒体, by type.
    #[serde(default)]
    pub types: Vec<CarrierType>,
    /// 従事者.
    #[serde(default)]
    pub persons: Vec<PersonId>,
    /// 組織.
    #[serde(default)]
    pub orgs: Vec<OrgId>,
    /// 方法.
    #[serde(default)]
    pub methods: Vec<Method>,
    /// First moment, inclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Moment>,
    /// Last moment, inclusive; a bare date ends 23:59:59 JST.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Moment>,
}

/// How often it may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Uses {
    /// So many times; a single one unless said otherwise.
    Times(NonZeroU32),
    /// As long as it lasts; needs an end date.
    Standing,
}

impl Uses {
    /// Once.
    pub const SINGLE: Self = Self::Times(NonZeroU32::MIN);
}

/// 甲's permission on the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permission {
    /// Its number.
    pub id: PermissionId,
    /// What is granted.
    pub grant: Grant,
    /// 承認 or 指示.
    pub kind: PermissionKind,
    /// The request it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<RequestId>,
    /// Who decided.
    pub decided_by: PersonId,
    /// When it was decided.
    pub decided_at: Moment,
    /// When it was registered here.
    pub registered_at: Moment,
    /// The record that registered it.
    pub registered_in: Seq,
    /// The paper or note.
    pub document: Document,
    /// Who typed it in from paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transcribed_by: Option<PersonId>,
    /// Who checked that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_by: Option<PersonId>,
    /// What it covers.
    pub scope: Scope,
    /// Conditions the actor must acknowledge.
    #[serde(default)]
    pub conditions: Vec<Text>,
    /// How often.
    pub uses: Uses,
    /// How often so far.
    #[serde(default)]
    pub used: u32,
    /// The permission it extends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extends: Option<PermissionId>,
    /// When 甲 took it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked: Option<Moment>,
}

impl Permission {
    /// 承認根拠, computed from the document and the two people.
    #[must_use]
    pub fn trust(&self) -> Trust {
        self.document.trust(self.transcribed_by, self.checked_by)
    }

    /// Uses left; `None` for a standing one.
    #[must_use]
    pub fn uses_left(&self) -> Option<u32> {
        match self.uses {
            Uses::Times(n) => Some(n.get().saturating_sub(self.used)),
            Uses::Standing => None,
        }
    }
}

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// Written down, not sent.
    Draft,
    /// Written out for 甲.
    Sent,
    /// Approved.
    Approved,
    /// Declined.
    Declined,
    /// Taken back.
    Withdrawn,
}

/// A request to 甲.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Its number.
    pub id: RequestId,
    /// What is asked for.
    pub grant: Grant,
    /// For what.
    pub scope: Scope,
    /// How often.
    pub uses: Uses,
    /// 理由・目的.
    pub reason: Text,
    /// What only its subject has.
    pub particulars: RequestParticulars,
    /// The permission it is to extend.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extends: Option<PermissionId>,
    /// Who asked.
    pub by: PersonId,
    /// When.
    pub at: Moment,
    /// The record of it.
    pub recorded_in: Seq,
    /// SHA-256 of the two lines of the note that went to 甲, `sha256:<hex>`: what a decision must name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_digest: Option<Text>,
    /// Where it stands.
    pub state: RequestState,
    /// The permission that answered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permission: Option<PermissionId>,
}

impl Request {
    /// The journey it plans, where it is one to carry out.
    #[must_use]
    pub fn journey(&self) -> Option<super::JourneyId> {
        self.particulars.journey().copied()
    }
}
