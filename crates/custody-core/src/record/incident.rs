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
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Loss,
        Self::Theft,
        Self::Misdelivery,
        Self::UnapprovedCopy,
        Self::UnapprovedRemoval,
        Self::UnauthorisedAccess,
        Self::Malware,
        Self::MistakenDestruction,
        Self::Other,
    ];

    /// What it concerns is out of everybody's hands: `missing` (§5.3, 23). Anything else leaves things where they are.
    #[must_use]
    pub fn is_loss(self) -> bool {
        matches!(self, Self::Loss | Self::Theft | Self::Misdelivery)
    }

    /// The identifier of the CLI and JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Loss => "loss",
            Self::Theft => "theft",
            Self::Misdelivery => "misdelivery",
            Self::UnapprovedCopy => "unapproved_copy",
            Self::UnapprovedRemoval => "unapproved_removal",
            Self::UnauthorisedAccess => "unauthorised_access",
            Self::Malware => "malware",
            Self::MistakenDestruction => "mistaken_destruction",
            Self::Other => "other",
        }
    }

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

impl IncidentStage {
    /// Every stage, in order.
    pub const ALL: [Self; 5] = [
        Self::Opened,
        Self::FirstReported,
        Self::FollowedUp,
        Self::FinalReported,
        Self::Acknowledged,
    ];

    /// The identifier of the JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::FirstReported => "first_reported",
            Self::FollowedUp => "followed_up",
            Self::FinalReported => "final_reported",
            Self::Acknowledged => "acknowledged",
        }
    }

    /// The word of the forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Opened => "発生",
            Self::FirstReported => "速報済",
            Self::FollowedUp => "続報済",
            Self::FinalReported => "最終報告済",
            Self::Acknowledged => "甲確認済",
        }
    }
}

/// What was told to 甲 of an incident, or what 甲 said to it (Art. 16).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum IncidentReport {
    /// 速報.
    First,
    /// 続報.
    FollowUp,
    /// 最終報告.
    Final {
        /// 原因.
        cause: Text,
        /// 再発防止.
        prevention: Text,
    },
    /// 甲確認済.
    Acknowledged {
        /// 甲's document.
        document: Box<super::Document>,
    },
}

impl IncidentReport {
    /// How far the reporting has come with it.
    #[must_use]
    pub fn stage(&self) -> IncidentStage {
        match self {
            Self::First => IncidentStage::FirstReported,
            Self::FollowUp => IncidentStage::FollowedUp,
            Self::Final { .. } => IncidentStage::FinalReported,
            Self::Acknowledged { .. } => IncidentStage::Acknowledged,
        }
    }

    /// It may follow what was reported before: a 続報 any number of times, the rest once, and 甲's word last.
    #[must_use]
    pub fn follows(&self, before: IncidentStage) -> bool {
        use IncidentStage::{FinalReported, FirstReported, Opened};
        match self {
            Self::First => before == Opened,
            Self::FollowUp | Self::Final { .. } => (FirstReported..FinalReported).contains(&before),
            Self::Acknowledged { .. } => before == FinalReported,
        }
    }
}

/// What a report adds to what is known of an incident: a later word takes the place of the earlier one, and both stay on
/// record. Nothing in it is asked for: what is absent is 確認中.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learned {
    /// It was another kind of incident than it seemed: 紛失 turns out to be 盗難.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<IncidentKind>,
    /// 最終確認.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_seen: Option<Moment>,
    /// 発生場所.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Text>,
    /// 経緯.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub circumstances: Option<Text>,
    /// 「鍵・パスフレーズも同時に失われたか」.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keys_lost: Option<bool>,
    /// 被害防止措置.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measures: Option<Text>,
    /// 警察届: where and when, and the number it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub police: Option<Text>,
}

impl Learned {
    /// Nothing of it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
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
    /// 「鍵・パスフレーズも同時に失われたか」; absent: 確認中.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keys_lost: Option<bool>,
    /// 被害防止措置; absent: 確認中.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measures: Option<Text>,
    /// 警察届; absent: 確認中.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub police: Option<Text>,
    /// 発生のおそれ (16-1): it may have happened.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub suspected: bool,
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
    /// As a report that is declared now begins it: everything that is not known is 確認中.
    #[must_use]
    pub fn opened(
        id: IncidentId,
        kind: IncidentKind,
        declared_at: Moment,
        declared_by: PersonId,
    ) -> Self {
        Self {
            id,
            kind,
            instances: Vec::new(),
            journey: None,
            declared_at,
            declared_by,
            last_seen: None,
            place: None,
            circumstances: None,
            keys_lost: None,
            measures: None,
            police: None,
            suspected: false,
            found: Vec::new(),
            stage: IncidentStage::Opened,
            freeze_lifted: false,
        }
    }

    /// Takes in what a report adds.
    pub fn learn(&mut self, learned: &Learned) {
        let Learned {
            kind,
            last_seen,
            place,
            circumstances,
            keys_lost,
            measures,
            police,
        } = learned;
        self.kind = kind.unwrap_or(self.kind);
        self.last_seen = last_seen.or(self.last_seen);
        self.keys_lost = keys_lost.or(self.keys_lost);
        for (known, new) in [
            (&mut self.place, place),
            (&mut self.circumstances, circumstances),
            (&mut self.measures, measures),
            (&mut self.police, police),
        ] {
            if new.is_some() {
                known.clone_from(new);
            }
        }
    }

    /// Still freezes the asset's open instances (`domain.md` §5.2, frozen).
    #[must_use]
    pub fn freezes(&self) -> bool {
        !self.freeze_lifted && self.stage != IncidentStage::Acknowledged
    }
}
