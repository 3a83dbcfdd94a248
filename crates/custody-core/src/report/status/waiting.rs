//! What waits for whom.

use crate::record::{
    Custody, JourneyStage, Moment, Permission, Register, RequestState, Role, Subject,
};
use crate::report::deadline::Deadline;
use crate::report::{naming, visible};
use serde::Serialize;

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitingFor {
    /// 甲's decision on a request.
    Decision,
    /// A draft that the manager has to send or withdraw.
    Sending,
    /// 甲's receipt for a return.
    Receipt,
    /// A carrier's acknowledgement of the instructions before a journey.
    Briefing,
    /// A second person's check of a permission typed in from paper.
    Check,
    /// The examination of something found.
    Examination,
    /// A planned destruction.
    Destruction,
}

impl WaitingFor {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Decision,
        Self::Sending,
        Self::Receipt,
        Self::Briefing,
        Self::Check,
        Self::Examination,
        Self::Destruction,
    ];

    /// The identifier of the JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Sending => "sending",
            Self::Receipt => "receipt",
            Self::Briefing => "briefing",
            Self::Check => "check",
            Self::Examination => "examination",
            Self::Destruction => "destruction",
        }
    }
}

/// One thing that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// For what.
    pub waiting_for: WaitingFor,
    /// The number it is about.
    pub about: String,
    /// For whom.
    pub on: String,
    /// Since when.
    pub since: Moment,
    /// Until when, where a guide or a plan says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Deadline>,
}

pub(super) fn waiting(register: &Register, now: Moment) -> Vec<Waiting> {
    let mut waiting = Vec::new();
    for request in register.requests.values() {
        let (waiting_for, on) = match request.state {
            RequestState::Draft => (WaitingFor::Sending, with_role(register, Role::Manager, now)),
            RequestState::Sent => (
                WaitingFor::Decision,
                client(register, request.grant.subject(), now),
            ),
            RequestState::Approved | RequestState::Declined | RequestState::Withdrawn => continue,
        };
        waiting.push(Waiting {
            waiting_for,
            about: request.id.to_string(),
            on,
            since: request.at,
            until: None,
        });
    }
    instances(register, now, &mut waiting);
    for journey in register
        .journeys
        .values()
        .filter(|journey| journey.stage == JourneyStage::Planned)
    {
        // A refused or withdrawn request leaves its journey planned for ever.
        let request = journey.request.and_then(|id| register.requests.get(&id));
        if request.is_some_and(|request| {
            matches!(
                request.state,
                RequestState::Declined | RequestState::Withdrawn
            )
        }) {
            continue;
        }
        for person in journey
            .persons
            .iter()
            .filter(|person| !journey.is_briefed(**person))
        {
            waiting.push(Waiting {
                waiting_for: WaitingFor::Briefing,
                about: journey.id.to_string(),
                on: naming::person(register, *person),
                since: request.map_or(journey.planned_departure, |request| request.at),
                until: Some(Deadline {
                    at: journey.planned_departure,
                    holidays_unconfirmed: false,
                }),
            });
        }
    }
    for permission in register
        .permissions
        .values()
        .filter(|permission| unchecked(permission))
    {
        waiting.push(Waiting {
            waiting_for: WaitingFor::Check,
            about: permission.id.to_string(),
            on: with_role(register, Role::Supervisor, now),
            since: permission.registered_at,
            until: None,
        });
    }
    waiting.sort_by_key(|it| it.since);
    waiting
}

fn instances(register: &Register, now: Moment, waiting: &mut Vec<Waiting>) {
    let guides = register
        .contract
        .as_ref()
        .map(|contract| &contract.profile.guides);
    for instance in register.instances.values() {
        let (waiting_for, on, until) = match &instance.custody {
            Custody::ReturnPending { to, .. } => {
                let until =
                    guides.map(|guides| Deadline::after(instance.last_at, guides.client_receipt));
                (WaitingFor::Receipt, naming::person(register, *to), until)
            }
            Custody::Quarantined { .. } => (
                WaitingFor::Examination,
                with_role(register, Role::Supervisor, now),
                None,
            ),
            Custody::AwaitingDestruction { plan, .. } => (
                WaitingFor::Destruction,
                naming::person(register, plan.witness),
                Some(Deadline::on(plan.on)),
            ),
            _ => continue,
        };
        waiting.push(Waiting {
            waiting_for,
            about: instance.id.to_string(),
            on,
            since: instance.last_at,
            until,
        });
    }
}

/// Typed in from paper that a second person could lift to level B (`domain.md` §4.2).
fn unchecked(permission: &Permission) -> bool {
    permission.document.gains_by_check()
        && permission.transcribed_by.is_some()
        && permission.checked_by.is_none()
        && permission.revoked.is_none()
}

/// 甲, by the approver's post where one is registered.
fn client(register: &Register, subject: Subject, now: Moment) -> String {
    let approver = register
        .people
        .values()
        .filter_map(|person| person.authority.as_ref())
        .find(|authority| authority.decides(subject, now.date()));
    match (approver, &register.contract) {
        (Some(authority), _) => visible(authority.post().as_str()),
        (None, Some(contract)) => visible(contract.client_office.as_str()),
        (None, None) => "甲".to_owned(),
    }
}

/// Somebody of 乙 who holds the role today, else the role.
fn with_role(register: &Register, role: Role, now: Moment) -> String {
    register
        .people
        .values()
        .find(|person| person.has_role(role, now.date()))
        .map_or_else(
            || role.word().to_owned(),
            |person| visible(person.name.as_str()),
        )
}
