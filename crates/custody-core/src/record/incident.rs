//! Incidents (contract Art. 16; `domain.md` §6).

use super::{IncidentId, InstanceId, JourneyId, Moment, PersonId, Seq, Text};
use serde::{Deserialize, Serialize};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncidentKind {
    /// 紛失.
    Loss,
    /// 盗難.
    Theft,
    /// 誤送付.
    Misdelivery,
    /// 無承認複製.
    UnapprovedCopy,
    /// 無承認持出し.
    UnapprovedRemoval,
    /// 不正アクセス.
    UnauthorisedAccess,
    /// ウイルス.
    Malware,
    /// 誤廃棄.
    MistakenDestruction,
    /// その他.
    Other,
}

impl IncidentKind {
    /// The word of the forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Loss => "紛失",
            Self::Theft => "盗難",
            Self::Misdelivery => "誤送付",
            Self::UnapprovedCopy => "無承認複製",
            Self::UnapprovedRemoval => "無承認持出し",
            Self::UnauthorisedAccess => "不正アクセス",
            Self::Malware => "ウイルス",
            Self::MistakenDestruction => "誤廃棄",
            Self::Other => "その他",
        }
    }
}

/// How far the reporting has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncidentStage {
    /// 発生.
    Opened,
    /// 速報済.
    FirstReported,
    /// 続報済.
    FollowedUp,
    /// 最終報告済.
    FinalReported,
    /// 甲確認済.
    Acknowledged,
}

/// One incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// Its number.
    pub id: IncidentId,
    /// What happened.
    pub kind: IncidentKind,
    /// What it concerns.
    pub instances: Vec<InstanceId>,
    /// The journey it happened on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub journey: Option<JourneyId>,
    /// When it was declared.
    pub declared_at: Moment,
    /// By whom.
    pub declared_by: PersonId,
    /// 最終確認: when it was last seen; absent: 確認中.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_seen: Option<Moment>,
    /// Where; absent: 確認中.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Text>,
    /// 経緯.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub circumstances: Option<Text>,
    /// Found again, and by which record.
    #[serde(default)]
    pub found: Vec<Seq>,
    /// How far the reporting has come.
    pub stage: IncidentStage,
    /// 甲 lifted the freeze.
    #[serde(default)]
    pub freeze_lifted: bool,
}

impl Incident {
    /// Still freezes the asset's open instances (`domain.md` §5.2, frozen).
    #[must_use]
    pub fn freezes(&self) -> bool {
        !self.freeze_lifted && self.stage != IncidentStage::Acknowledged
    }
}
