//! Permissions that run out soon, and permissions that ended while something travelled under them.

use super::SOON_DAYS;
use crate::record::{JourneyId, JourneyStage, Moment, Permission, PermissionId, Register, Subject};
use crate::report::{naming, visible};
use serde::Serialize;

/// A permission in force that runs out within [`SOON_DAYS`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Expiring {
    /// Its number.
    pub permission: PermissionId,
    /// What it is about.
    pub subject: Subject,
    /// 甲's document number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The last moment it holds.
    pub until: Moment,
}

/// How a permission ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lapse {
    /// Its period is over.
    Ended,
    /// 甲 took it back.
    Revoked,
}

/// A journey whose permission ended under way (W04): the journey was lawful, but now only arrive, back, return, store
/// and hand-over to 甲 are left until an extension (`domain.md` §5.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lapsed {
    /// The warning's code, `W04`.
    pub warning: &'static str,
    /// The journey.
    pub journey: JourneyId,
    /// The permission.
    pub permission: PermissionId,
    /// How it ended.
    pub how: Lapse,
    /// When.
    pub at: Moment,
    /// Who carries.
    pub with: Vec<String>,
}

pub(super) fn expiring(register: &Register, now: Moment) -> Vec<Expiring> {
    let horizon = now.saturating_add_seconds(SOON_DAYS * 86_400);
    let soon = |permission: &Permission| {
        let until = permission
            .scope
            .to
            .filter(|until| (now..=horizon).contains(until))?;
        let in_force =
            permission.revoked.is_none_or(|at| now < at) && permission.uses_left() != Some(0);
        in_force.then(|| Expiring {
            permission: permission.id,
            subject: permission.grant.subject(),
            document: permission
                .document
                .number
                .as_ref()
                .map(|number| visible(number.as_str())),
            until,
        })
    };
    let mut expiring: Vec<Expiring> = register.permissions.values().filter_map(soon).collect();
    expiring.sort_by_key(|it| it.until);
    expiring
}

pub(super) fn lapsed(register: &Register, now: Moment) -> Vec<Lapsed> {
    let under_way = |stage| matches!(stage, JourneyStage::UnderWay | JourneyStage::Arrived);
    register
        .journeys
        .values()
        .filter(|journey| under_way(journey.stage))
        .filter_map(|journey| {
            let permission = register.permissions.get(&journey.permission?)?;
            let (how, at) = match (permission.revoked, permission.scope.to) {
                (Some(at), _) if at <= now => (Lapse::Revoked, at),
                (_, Some(until)) if until < now => (Lapse::Ended, until),
                _ => return None,
            };
            let with = journey
                .persons
                .iter()
                .map(|person| naming::person(register, *person))
                .collect();
            Some(Lapsed {
                warning: "W04",
                journey: journey.id,
                permission: permission.id,
                how,
                at,
                with,
            })
        })
        .collect()
}
