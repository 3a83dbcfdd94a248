//! What 乙 and 甲 have to do with each other while the contract runs: service levels measured (Art. 6), consultations (7, 19),
//! logs kept and handed in (9), inspections (15).

use super::{Date, Moment, PersonId, Seq, Text};
use serde::{Deserialize, Serialize};

/// 6: what a service level came to over a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measurement {
    /// The service level, as the contract calls it.
    pub name: Text,
    /// 実績値.
    pub value: Text,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// 達成.
    pub met: bool,
    /// 備考: why not, and what is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<Text>,
}

/// 7, 8, 19: what was agreed with 甲.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// The day.
    pub on: Date,
    /// Who took part, 甲 and 乙.
    pub persons: Vec<PersonId>,
    /// 協議事項.
    pub question: Text,
    /// 合意内容.
    pub agreement: Text,
    /// What it changes in the contract's terms; none: nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Text>,
    /// The number of the 議事録.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Text>,
}

/// What a log is a log of (Art. 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogKind {
    /// ア 業務に関する記録.
    Work,
    /// イ 情報システムに関するアクセス・イベントのログ.
    Access,
}

impl LogKind {
    /// The words of the contract.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Work => "ア 業務に関する記録",
            Self::Access => "イ アクセス・イベントのログ",
        }
    }
}

/// A log file that 乙 keeps, by its digest. It stays where it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptLog {
    /// Of what system.
    pub system: Text,
    /// What it is a log of.
    pub kind: LogKind,
    /// First moment that it covers.
    pub from: Moment,
    /// Last moment that it covers.
    pub until: Moment,
    /// 件数.
    pub entries: u64,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// SHA-256 of the file, `sha256:<hex>`.
    pub digest: Text,
    /// 保管場所.
    pub filed_at: Text,
}

/// Logs that went to 甲 (様式16).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// The record of 甲's 指示.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instruction: Option<Seq>,
    /// 文書番号 of the 様式16.
    pub document_no: Text,
    /// The day.
    pub on: Date,
}

/// 15: 甲 looked at how 乙 works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    /// The day.
    pub on: Date,
    /// 検査員.
    pub inspectors: Vec<PersonId>,
    /// What was looked at.
    pub scope: Text,
    /// 指摘; none: none was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub findings: Option<Text>,
    /// 是正.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Text>,
    /// The number of the paper that was shown or given, such as the 様式17.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Text>,
}
