//! Organisations, people and places (`domain.md` §2; contract Art. 4, 5, 11, 14).

use super::{Date, Moment, OrgId, PersonId, PlaceId, Pledge, Subject, Supervision, Text};
use serde::{Deserialize, Serialize};

/// What an organisation is to the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrgKind {
    /// 甲.
    Client,
    /// 乙.
    Contractor,
    /// 再委託先.
    Subcontractor,
    /// 廃棄業者.
    Disposer,
    /// 運送業者.
    Transporter,
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its number; 甲 is `O-01`, 乙 `O-02`.
    pub id: OrgId,
    /// 名称.
    pub name: Text,
    /// 所在地.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Text>,
    /// What it is to the contract.
    pub kind: OrgKind,
    /// The organisation above it in the chain of 再委託.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<OrgId>,
    /// Art. 14-3 and 14-4, for a 再委託先.
    #[serde(default, skip_serializing_if = "Supervision::is_empty")]
    pub supervision: Supervision,
}

/// Roles of Art. 4-1 and 14-3, and 甲's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// 責任者.
    Manager,
    /// 監督者.
    Supervisor,
    /// 作業者.
    Worker,
    /// 再委託先のセキュリティ責任者.
    SubSecurity,
    /// 再委託先の従事者.
    SubWorker,
    /// 甲の職員.
    Client,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 6] = [
        Self::Manager,
        Self::Supervisor,
        Self::Worker,
        Self::SubSecurity,
        Self::SubWorker,
        Self::Client,
    ];

    /// The identifier of the CLI and JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Manager => "manager",
            Self::Supervisor => "supervisor",
            Self::Worker => "worker",
            Self::SubSecurity => "sub-security",
            Self::SubWorker => "sub-worker",
            Self::Client => "client",
        }
    }

    /// The word of the contract.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Manager => "責任者",
            Self::Supervisor => "監督者",
            Self::Worker => "作業者",
            Self::SubSecurity => "再委託先セキュリティ責任者",
            Self::SubWorker => "再委託先従事者",
            Self::Client => "甲職員",
        }
    }
}

/// A role and when it is held, both days inclusive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleTerm {
    /// The role.
    pub role: Role,
    /// First day.
    pub from: Date,
    /// Last day; open when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

impl RoleTerm {
    /// Held on that day.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// 雇用区分.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Employment {
    /// 直接雇用.
    Direct,
    /// 派遣.
    Dispatched,
    /// 再委託先.
    Subcontractor,
    /// 甲職員.
    Client,
}

/// What a person of 甲 may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Authority {
    /// 承認権者: decides on the listed subjects, within the days.
    Approver {
        /// 職.
        post: Text,
        /// What this person may decide on.
        subjects: Vec<Subject>,
        /// First day.
        from: Date,
        /// Last day; open when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Date>,
    },
    /// 担当職員: hands over and receives, instructs.
    Officer {
        /// 職.
        post: Text,
    },
    /// 検査員.
    Inspector {
        /// 職.
        post: Text,
    },
}

impl Authority {
    /// 職.
    #[must_use]
    pub fn post(&self) -> &Text {
        match self {
            Self::Approver { post, .. } | Self::Officer { post } | Self::Inspector { post } => post,
        }
    }

    /// May decide on `subject` on that day.
    #[must_use]
    pub fn decides(&self, subject: Subject, day: Date) -> bool {
        match self {
            Self::Approver {
                subjects, from, to, ..
            } => subjects.contains(&subject) && *from <= day && to.is_none_or(|to| day <= to),
            Self::Officer { .. } | Self::Inspector { .. } => false,
        }
    }

    /// May sign a receipt: approver or officer.
    #[must_use]
    pub fn receives(&self) -> bool {
        matches!(self, Self::Approver { .. } | Self::Officer { .. })
    }
}

/// The public halves of a person's keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Ed25519 public key, base64 of 32 bytes.
    pub verifier: Text,
    /// age recipient, `age1…`.
    pub recipient: Text,
    /// The fingerprint to compare over the telephone.
    pub fingerprint: Text,
}

/// A training record (Art. 11).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Training {
    /// Day it was held.
    pub on: Date,
    /// Last day it counts.
    pub valid_until: Date,
    /// 内容.
    pub content: Text,
    /// 講師.
    pub trainer: Text,
    /// The 特記事項 were part of it; without that it does not count.
    pub covers_terms: bool,
    /// 理解度: how it was seen that they understood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub understanding: Option<Text>,
}

/// One person of 甲, 乙 or a 再委託先.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their number.
    pub id: PersonId,
    /// 氏名, exactly as given.
    pub name: Text,
    /// よみ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<Text>,
    /// 所属.
    pub employer: OrgId,
    /// 雇用区分.
    pub employment: Employment,
    /// 社員番号 or the document that shows the employment; not for 甲.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employment_evidence: Option<Text>,
    /// Roles and when they are held.
    pub roles: Vec<RoleTerm>,
    /// 作業範囲: work items; only for workers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub work_scope: Vec<Text>,
    /// 連絡先.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Text>,
    /// Public keys, when the person has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<Card>,
    /// For 甲's people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<Authority>,
    /// The latest training.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub training: Option<Training>,
    /// 誓約 (Art. 12); the latest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pledge: Option<Pledge>,
    /// When the entry first changed in what 甲 is told of, while 甲 has not been told (Art. 4-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unreported: Option<Moment>,
}

impl Person {
    /// Holds `role` on that day.
    #[must_use]
    pub fn has_role(&self, role: Role, day: Date) -> bool {
        self.roles
            .iter()
            .any(|term| term.role == role && term.covers(day))
    }

    /// The roles held on that day.
    #[must_use]
    pub fn roles_on(&self, day: Date) -> Vec<Role> {
        self.roles
            .iter()
            .filter(|term| term.covers(day))
            .map(|term| term.role)
            .collect()
    }

    /// What a 体制通知書 says of the person is the same in both entries (Art. 4-1): 氏名, 所属, 雇用区分, roles, scope.
    #[must_use]
    pub fn is_notified_as(&self, other: &Self) -> bool {
        let said = |person: &Self| {
            (
                person.name.clone(),
                person.employer,
                (person.employment, person.employment_evidence.clone()),
                person.roles.clone(),
                person.work_scope.clone(),
            )
        };
        said(self) == said(other)
    }

    /// 甲 is not told of the person by a 体制通知書 of 乙: 甲's own people, and those of a 再委託先 (14-3).
    #[must_use]
    pub fn is_reported_elsewhere(&self) -> bool {
        matches!(
            self.employment,
            Employment::Client | Employment::Subcontractor
        )
    }

    /// Works for 甲.
    #[must_use]
    pub fn is_client(&self) -> bool {
        self.employment == Employment::Client
    }
}

/// What kind of place it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// 作業場所 (Art. 5).
    Workplace,
    /// 施錠できる保管庫 (Art. 13-3).
    LockedCabinet,
    /// 施錠、入退去管理の可能な保管室 (Art. 13-3).
    StorageRoom,
    /// 甲の執務室.
    ClientOffice,
    /// 再委託先の場所.
    SubPlace,
    /// 廃棄業者の場所.
    DisposerPlace,
    /// Anything else, such as a desk: registered, but good for nothing.
    Other,
}

impl PlaceKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Workplace,
        Self::LockedCabinet,
        Self::StorageRoom,
        Self::ClientOffice,
        Self::SubPlace,
        Self::DisposerPlace,
        Self::Other,
    ];

    /// The identifier of the CLI and JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Workplace => "workplace",
            Self::LockedCabinet => "locked_cabinet",
            Self::StorageRoom => "storage_room",
            Self::ClientOffice => "client_office",
            Self::SubPlace => "sub_place",
            Self::DisposerPlace => "disposer_place",
            Self::Other => "other",
        }
    }
}

/// Why a workplace may be used (Art. 5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Designation {
    /// 甲 designated it (5-1).
    Designated,
    /// 甲 approved it (5-2).
    Approved {
        /// The approval's document number.
        document: Text,
    },
}

/// A place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Its number.
    pub id: PlaceId,
    /// 名称.
    pub name: Text,
    /// 所在地.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Text>,
    /// What kind of place.
    pub kind: PlaceKind,
    /// The place it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inside: Option<PlaceId>,
    /// Can be locked.
    pub lockable: bool,
    /// Entry is logged.
    pub entry_log: bool,
    /// Why it may be used as 作業場所.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub designation: Option<Designation>,
    /// 鍵管理者.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_keeper: Option<PersonId>,
}
