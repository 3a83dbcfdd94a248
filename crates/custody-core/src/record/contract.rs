//! The contract and its profile: which clauses apply and with which numbers (`domain.md` §3).

use super::{Article, Date, Document, Guard, Method, PersonId, Text, Trust};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// First and last day of the contract, both inclusive, in JST.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
}

/// How a contract ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Ending {
    /// 満了, on the last day of the term.
    Expired,
    /// 解除, on 甲's document (Art. 17-1).
    Terminated {
        /// 甲's document.
        document: Box<Document>,
    },
}

impl Ending {
    /// The word of the forms.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Expired => "満了",
            Self::Terminated { .. } => "解除",
        }
    }
}

/// The end of a contract (Art. 17).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractEnd {
    /// 満了 or 解除.
    pub ending: Ending,
    /// The day from which only return, destruction and incident reports remain; of a 満了 the last day of the term.
    pub on: Date,
    /// 理由.
    pub reason: Text,
    /// 甲の指示.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instructions: Option<Text>,
}

impl ContractEnd {
    /// The contract is over on the day: a 満了 leaves its last day, a 解除 does not.
    #[must_use]
    pub fn is_over(&self, day: Date) -> bool {
        match self.ending {
            Ending::Expired => day > self.on,
            Ending::Terminated { .. } => day >= self.on,
        }
    }
}

/// The contract that opened the vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    /// 契約番号.
    pub number: Text,
    /// 件名.
    pub title: Text,
    /// 宛先: the office of 甲.
    pub client_office: Text,
    /// 乙's name.
    pub contractor_name: Text,
    /// 期間.
    pub term: Term,
    /// 甲's 緊急連絡先.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emergency: Option<EmergencyContact>,
    /// How the contract ended, once that is on record (Art. 17).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<ContractEnd>,
    /// The software that the work is done with (Art. 8).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub software: Vec<super::Software>,
    /// The profile in force.
    pub profile: Profile,
    /// The vault's log key, a vkey.
    pub log_key: Text,
    /// The recovery key's recipient, `age1…`.
    pub recovery: Text,
}

/// 甲's 緊急連絡先.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmergencyContact {
    /// 課名.
    pub office: Text,
    /// 電話.
    pub phone: Text,
    /// 時間外電話.
    pub after_hours: Text,
}

/// An approver as a profile or setup file lists them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approver {
    /// The person.
    pub person: PersonId,
    /// 職.
    pub post: Text,
}

/// One entry of the access scope that 甲 set (Art. 10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScopeEntry {
    /// 情報の種類.
    pub info_category: Text,
    /// 範囲.
    pub scope: Text,
    /// アクセス方法.
    pub method: Text,
    /// Narrower list of destruction methods for this category; empty: no narrowing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub destroy_methods: Vec<Method>,
}

/// 6: a service level 甲 set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceLevel {
    /// 名称.
    pub name: Text,
    /// 目標値.
    pub target: Text,
    /// 単位.
    pub unit: Text,
}

/// 1: a policy document of 甲.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyDocument {
    /// 表題.
    pub title: Text,
    /// 版.
    pub version: Text,
    /// When it was received.
    pub received: Date,
}

/// How a profile sets one guard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuardSetting {
    /// Off: neither refuses nor is cited.
    pub on: bool,
    /// The article it cites; none for a house rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<Article>,
    /// The trust level a permission needs to answer it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_trust: Option<Trust>,
}

/// A 社内目安: a number that the contract does not give. Never a duty, never blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Guide {
    /// Hours.
    Hours(u32),
    /// Days.
    Days(u32),
    /// Business days.
    BusinessDays(u32),
    /// Months.
    Months(u32),
}

/// Not a guide such as `1h`, `30d`, `5bd` or `3m`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a duration such as 1h, 30d, 5bd or 3m: {0:?}")]
pub struct GuideError(String);

impl TryFrom<String> for Guide {
    type Error = GuideError;
    fn try_from(text: String) -> Result<Self, GuideError> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at(digits);
        match (number.parse::<u32>(), unit) {
            (Ok(n), "h") if n <= 100_000 => Ok(Self::Hours(n)),
            (Ok(n), "d") if n <= 10_000 => Ok(Self::Days(n)),
            (Ok(n), "bd") if n <= 2_000 => Ok(Self::BusinessDays(n)),
            (Ok(n), "m") if n <= 1_200 => Ok(Self::Months(n)),
            _ => Err(GuideError(text)),
        }
    }
}

impl From<Guide> for String {
    fn from(guide: Guide) -> Self {
        match guide {
            Guide::Hours(n) => format!("{n}h"),
            Guide::Days(n) => format!("{n}d"),
            Guide::BusinessDays(n) => format!("{n}bd"),
            Guide::Months(n) => format!("{n}m"),
        }
    }
}

/// 社内目安 of `domain.md` §3.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guides {
    /// First incident report, from detection.
    pub incident_first: Guide,
    /// Follow-up report.
    pub incident_followup: Guide,
    /// Final report.
    pub incident_final: Guide,
    /// Report of a staff change.
    pub staff_change: Guide,
    /// Return of what is no longer needed.
    pub return_after_unneeded: Guide,
    /// 甲's receipt.
    pub client_receipt: Guide,
    /// The disposer's certificate.
    pub disposer_certificate: Guide,
    /// How long a working copy may stand open.
    pub working_copy_max: Guide,
    /// Grace after a planned arrival or return.
    pub arrival_grace: Guide,
    /// Between two inventories.
    pub inventory: Guide,
    /// How long a training counts.
    pub training: Guide,
}

/// The contract profile: data, never code. Unknown keys are refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Its name, such as `gunma`.
    pub name: Text,
    /// Counts amendments, from 1.
    pub version: u32,
    /// The full title of the terms.
    pub terms_title: Text,
    /// How they are cited.
    pub terms_cite: Text,
    /// 業務 items that assets and scopes name.
    pub work_items: Vec<Text>,
    /// Purposes; a use outside them is refused.
    pub purposes: Vec<Text>,
    /// 成果物.
    #[serde(default)]
    pub deliverables: Vec<Text>,
    /// 10: what may be accessed and how.
    pub access_scope: Vec<ScopeEntry>,
    /// 6.
    #[serde(default)]
    pub service_levels: Vec<ServiceLevel>,
    /// 1.
    #[serde(default)]
    pub policy_documents: Vec<PolicyDocument>,
    /// 9: months of logs to be kept at least.
    pub log_months: u32,
    /// Each guard's switch, article and trust level.
    pub guards: BTreeMap<Guard, GuardSetting>,
    /// Print boxes for 署名又は記名押印.
    pub seal_boxes: bool,
    /// One person may be supervisor and manager or worker at once.
    pub combined_roles_allowed: bool,
    /// The longest standing permission, in days.
    pub standing_max_days: u32,
    /// 社内目安.
    pub guides: Guides,
    /// Narrower list of destruction methods for everything; empty: no narrowing.
    #[serde(default)]
    pub destroy_methods: Vec<Method>,
}

impl Profile {
    /// The guard is on.
    #[must_use]
    pub fn is_on(&self, guard: Guard) -> bool {
        self.guards.get(&guard).is_some_and(|setting| setting.on)
    }

    /// The article the guard cites; none for a house rule.
    #[must_use]
    pub fn article(&self, guard: Guard) -> Option<&Article> {
        self.guards
            .get(&guard)
            .and_then(|setting| setting.article.as_ref())
    }

    /// The trust level a permission needs to answer the guard.
    #[must_use]
    pub fn min_trust(&self, guard: Guard) -> Trust {
        self.guards
            .get(&guard)
            .and_then(|setting| setting.min_trust)
            .unwrap_or(super::guard::DEFAULT_MIN_TRUST)
    }
}
