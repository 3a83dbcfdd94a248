//! 運搬: a journey from plan to end (`domain.md` §2, Journey).

use super::{
    CarrierId, InstanceId, JourneyId, Moment, PermissionId, PersonId, PlaceId, RequestId, Seq, Text,
};
use serde::{Deserialize, Serialize};

/// Why something is carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JourneyPurpose {
    /// 業務.
    Work,
    /// 返還.
    Return,
    /// 廃棄.
    Destruction,
}

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JourneyStage {
    /// 計画.
    Planned,
    /// 運搬中.
    UnderWay,
    /// 到着.
    Arrived,
    /// 終了.
    Ended,
}

/// One look at the seal: at departure, hand-over, arrival, return.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealCheck {
    /// When.
    pub at: Moment,
    /// Where, when the place is registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// Who looked.
    pub by: PersonId,
    /// Intact, as far as could be seen.
    pub intact: bool,
    /// What was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<Text>,
    /// The record of it.
    pub recorded_in: Seq,
}

/// One person's acknowledgement of the transport instructions (Art. 13-5, 様式6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Briefing {
    /// Who acknowledged.
    pub person: PersonId,
    /// Who explained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explained_by: Option<PersonId>,
    /// When.
    pub at: Moment,
    /// The record of it.
    pub recorded_in: Seq,
}

/// A journey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journey {
    /// Its number.
    pub id: JourneyId,
    /// What is to be carried: the sources of packages, or the things themselves.
    pub instances: Vec<InstanceId>,
    /// What is really under way: the packages made, or the things themselves.
    #[serde(default)]
    pub carried: Vec<InstanceId>,
    /// Who carries.
    pub persons: Vec<PersonId>,
    /// The carrier that travels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carrier: Option<CarrierId>,
    /// The request it was planned with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<RequestId>,
    /// The permission it travels under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permission: Option<PermissionId>,
    /// From where.
    pub from: PlaceId,
    /// To where.
    pub to: PlaceId,
    /// Why.
    pub purpose: JourneyPurpose,
    /// 出発予定.
    pub planned_departure: Moment,
    /// 到着予定.
    pub planned_arrival: Moment,
    /// 帰着予定.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_back: Option<Moment>,
    /// 経路・手段.
    pub route: Text,
    /// 鍵の受渡し方法.
    pub key_handover: Text,
    /// Where it stands.
    pub stage: JourneyStage,
    /// Real departure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub departed: Option<Moment>,
    /// Real arrival.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived: Option<Moment>,
    /// Arrived after the permission had run out (期限切れ到着).
    #[serde(default)]
    pub arrived_late: bool,
    /// Real return.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back: Option<Moment>,
    /// Who was briefed.
    #[serde(default)]
    pub briefings: Vec<Briefing>,
    /// Looks at the seal, in order.
    #[serde(default)]
    pub seal_checks: Vec<SealCheck>,
}

impl Journey {
    /// That person acknowledged the instructions for this journey.
    #[must_use]
    pub fn is_briefed(&self, person: PersonId) -> bool {
        self.briefings
            .iter()
            .any(|briefing| briefing.person == person)
    }

    /// Under way or arrived, and past its planned return at `now`.
    #[must_use]
    pub fn is_overdue(&self, now: Moment) -> bool {
        matches!(self.stage, JourneyStage::UnderWay | JourneyStage::Arrived)
            && self.planned_back.is_some_and(|back| back < now)
    }
}
