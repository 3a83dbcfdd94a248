//! Requests to 甲, 甲's decisions, planned journeys and briefings (contract Art. 13-4, 13-5; `domain.md` §4).

use super::asked::{Decision, NewJourney, NewRequest, Outcome};
use super::gate::{Failure, Gate};
use super::keeping::asset;
use super::places::place;
use super::refusal::{name_of, text, unknown};
use super::{Denied, Field, Nonsense, Permitted, Value};
use crate::record::journey::Briefing;
use crate::record::{
    Event, Grant, Guard, Journey, JourneyId, JourneyPurpose, JourneyStage, Permission,
    PermissionId, PermissionKind, PersonId, PlaceKind, Register, Request, RequestId,
    RequestParticulars, RequestState, Scope, Subcontracting, Subject,
};

/// A request: by the manager, who sends it (§4.3). Written requests answer nothing yet, so no approval is asked for.
pub(super) fn request(mut gate: Gate<'_>, new: &NewRequest) -> Result<Permitted, Denied> {
    let known = gate.known;
    if new.particulars.subject() != new.grant.subject() {
        return Err(Denied::Nonsense(Nonsense::Mixed));
    }
    names_something(new)?;
    on_register(&gate, &new.scope)?;
    if let (Some(from), Some(to)) = (new.scope.from, new.scope.to)
        && to < from
    {
        return Err(Denied::Nonsense(Nonsense::Dates));
    }
    gate.base(&[], &[]);
    // 返還, 廃棄 and what 12 asks for go on after the contract (§5.2, §5.3: 19, 22, 31).
    if !matches!(new.grant, Grant::Destroy { .. } | Grant::Disclose { .. }) {
        gate.contract_active();
    }
    for carrier in &new.scope.carriers {
        gate.carrier_known(*carrier);
    }
    if let RequestParticulars::Subcontract(items) = &new.particulars {
        gate.five_items(items);
    }
    let id = RequestId::new(known.counters.request.saturating_add(1))
        .ok_or(Denied::Nonsense(Nonsense::NumbersUsedUp))?;
    // 様式5-1 names carriers who are listed and trained: 甲 decides about real people.
    let journey = match new.particulars.journey() {
        Some(journey) => {
            for person in &journey.persons {
                gate.carrier_person(*person);
            }
            Some(plan(&gate, journey, Some(id))?)
        }
        None => None,
    };
    let request = Request {
        id,
        grant: new.grant.clone(),
        scope: new.scope.clone(),
        uses: new.uses,
        reason: new.reason.clone(),
        particulars: new.particulars.planned(journey.as_ref().map(|j| j.id)),
        by: gate.asked.by,
        at: gate.at,
        recorded_in: known.next_seq(),
        text_digest: new.text_digest.clone(),
        state: RequestState::Sent,
        permission: None,
    };
    gate.permit(Event::RequestSent { request, journey })
}

/// What the permission is to be about stands in the scope: an empty list would mean none (§4.2).
fn names_something(new: &NewRequest) -> Result<(), Denied> {
    let scope = &new.scope;
    let named = match new.grant.subject() {
        Subject::Copy | Subject::Carry | Subject::Destroy => !scope.instances.is_empty(),
        Subject::Purpose => !scope.instances.is_empty() && scope.purpose.is_some(),
        Subject::Provide => !scope.instances.is_empty() && !scope.orgs.is_empty(),
        Subject::Subcontract => !scope.orgs.is_empty(),
        Subject::Place => !scope.destinations.is_empty(),
        // What is disclosed may be nothing that has a number.
        Subject::Disclose => true,
    };
    if named {
        Ok(())
    } else {
        Err(Denied::Nonsense(Nonsense::Empty))
    }
}

/// Every number of the scope is on the register.
fn on_register(gate: &Gate<'_>, scope: &Scope) -> Result<(), Denied> {
    let known = gate.known;
    for id in &scope.instances {
        gate.instance(*id)?;
        asset(known, *id)?;
    }
    let carriers = scope.carriers.iter();
    let persons = scope.persons.iter();
    let strange = carriers
        .filter(|id| !known.carriers.contains_key(id))
        .map(ToString::to_string)
        .chain(
            persons
                .filter(|id| !known.people.contains_key(id))
                .map(ToString::to_string),
        )
        .chain(
            scope
                .destinations
                .iter()
                .filter(|id| !known.places.contains_key(id))
                .map(ToString::to_string),
        )
        .chain(
            scope
                .orgs
                .iter()
                .filter(|id| !known.organisations.contains_key(id))
                .map(ToString::to_string),
        )
        .next();
    strange.map_or(Ok(()), |id| Err(Denied::Unknown(id)))
}

/// A journey for 返還 needs no approval (§5.3), but must end at an office of 甲.
pub(super) fn plan_return(mut gate: Gate<'_>, new: &NewJourney) -> Result<Permitted, Denied> {
    let to = place(gate.known, new.to)?;
    if new.purpose != JourneyPurpose::Return || to.kind != PlaceKind::ClientOffice {
        return Err(Denied::Nonsense(Nonsense::Destination));
    }
    gate.base(&[], &[]);
    for person in &new.persons {
        gate.carrier_person(*person);
    }
    let journey = plan(&gate, new, None)?;
    gate.permit(Event::JourneyPlanned { journey })
}

fn plan(gate: &Gate<'_>, new: &NewJourney, request: Option<RequestId>) -> Result<Journey, Denied> {
    let known = gate.known;
    if new.instances.is_empty() || new.persons.is_empty() {
        return Err(Denied::Nonsense(Nonsense::Empty));
    }
    for id in &new.instances {
        gate.instance(*id)?;
    }
    place(known, new.from)?;
    place(known, new.to)?;
    if new.arrival < new.departure || new.back.is_some_and(|back| back < new.arrival) {
        return Err(Denied::Nonsense(Nonsense::Dates));
    }
    let id = JourneyId::new(known.counters.journey.saturating_add(1))
        .ok_or(Denied::Nonsense(Nonsense::NumbersUsedUp))?;
    Ok(Journey {
        id,
        instances: new.instances.clone(),
        carried: Vec::new(),
        persons: new.persons.clone(),
        carrier: new.carrier,
        request,
        permission: None,
        from: new.from,
        to: new.to,
        purpose: new.purpose,
        planned_departure: new.departure,
        planned_arrival: new.arrival,
        planned_back: new.back,
        route: new.route.clone(),
        key_handover: new.key_handover.clone(),
        stage: JourneyStage::Planned,
        departed: None,
        arrived: None,
        arrived_late: false,
        back: None,
        briefings: Vec::new(),
        seal_checks: Vec::new(),
    })
}

/// 甲's decision. Who decided is a fact and is registered as it is; whether it opens anything is asked at the act
/// (§4.2, check 3). But a person of 乙 or 再委託先 can never approve.
pub(super) fn take_in(mut gate: Gate<'_>, decision: &Decision) -> Result<Permitted, Denied> {
    let known = gate.known;
    let request = known
        .requests
        .get(&decision.request)
        .ok_or_else(|| unknown(decision.request))?;
    if request.state != RequestState::Sent {
        return Err(Denied::Nonsense(Nonsense::Answered));
    }
    gate.base(&[], &[]);
    gate.only_client_decides(decision.decided_by);
    match &decision.outcome {
        Outcome::Declined { reason } => gate.permit(Event::RequestDeclined {
            request: request.id,
            decided_by: decision.decided_by,
            decided_at: decision.decided_at,
            document: decision.document.clone(),
            reason: reason.clone(),
            note: decision.note.clone(),
        }),
        Outcome::Approved {
            grant,
            scope,
            uses,
            conditions,
        } => {
            let id = PermissionId::new(known.counters.permission.saturating_add(1))
                .ok_or(Denied::Nonsense(Nonsense::NumbersUsedUp))?;
            let permission = Permission {
                id,
                grant: grant.clone(),
                kind: PermissionKind::Approval,
                request: Some(request.id),
                decided_by: decision.decided_by,
                decided_at: decision.decided_at,
                registered_at: gate.recorded,
                registered_in: known.next_seq(),
                document: decision.document.clone(),
                transcribed_by: decision.document.is_paper().then_some(gate.asked.by),
                checked_by: None,
                scope: scope.clone(),
                conditions: conditions.clone(),
                uses: *uses,
                used: 0,
                extends: None,
                revoked: None,
            };
            gate.permit(Event::PermissionRegistered {
                trust: permission.trust(),
                permission,
                note: decision.note.clone(),
            })
        }
    }
}

/// A second person compares what was typed in with the paper (§4.2, level B). Guard: witness_other.
pub(super) fn check(mut gate: Gate<'_>, id: PermissionId) -> Result<Permitted, Denied> {
    let known = gate.known;
    let permission = known.permissions.get(&id).ok_or_else(|| unknown(id))?;
    let by = gate.asked.by;
    let (Some(transcriber), None) = (permission.transcribed_by, permission.checked_by) else {
        return Err(Denied::Nonsense(Nonsense::NothingToCheck));
    };
    gate.base(&[], &[]);
    gate.check(Guard::WitnessOther, || {
        (transcriber == by).then(|| Failure::new().next(format!("custody check {id} --as …")))
    });
    gate.permit(Event::PermissionChecked {
        permission: id,
        trust: permission
            .document
            .trust(permission.transcribed_by, Some(by)),
    })
}

/// A carrier reads and signs the instructions for one journey (Art. 13-5, 様式6).
pub(super) fn brief(
    mut gate: Gate<'_>,
    id: JourneyId,
    explained_by: Option<PersonId>,
) -> Result<Permitted, Denied> {
    let journey = gate.known.journeys.get(&id).ok_or_else(|| unknown(id))?;
    if journey.stage == JourneyStage::Ended {
        return Err(Denied::Nonsense(Nonsense::JourneyStage));
    }
    gate.base(&[], &[]);
    gate.trained(gate.asked.by);
    let briefing = Briefing {
        person: gate.asked.by,
        explained_by,
        at: gate.at,
        recorded_in: gate.known.next_seq(),
    };
    gate.permit(Event::Briefed {
        journey: id,
        briefing,
    })
}

impl Gate<'_> {
    /// Listed and trained on the day (Art. 4-1, 11).
    pub(super) fn carrier_person(&mut self, person: PersonId) {
        let (known, day) = (self.known, self.day());
        self.check(Guard::ListedPerson, || {
            let listed = known
                .people
                .get(&person)
                .is_some_and(|p| !p.roles_on(day).is_empty());
            (!listed).then(|| {
                Failure::new()
                    .with("name", text(name_of(known, person)))
                    .next("custody person add")
            })
        });
        self.trained(person);
    }

    /// The items of Art. 14-2 that are said in the request (様式11-1).
    fn five_items(&mut self, items: &Subcontracting) {
        let missing: Vec<Field> = [
            (items.content.is_some(), Field::SUBCONTRACTED),
            (items.information.is_some(), Field::INFORMATION),
            (items.safeguards.is_some(), Field::SAFEGUARDS),
            (items.supervision.is_some(), Field::SUPERVISION),
        ]
        .into_iter()
        .filter_map(|(said, field)| (!said).then_some(field))
        .collect();
        self.check(Guard::FormField, || {
            (!missing.is_empty()).then(|| {
                Failure::new()
                    .with("form", text("11-1"))
                    .with("field", Value::Fields(missing))
            })
        });
    }

    pub(super) fn trained(&mut self, person: PersonId) {
        let (known, day) = (self.known, self.day());
        self.check(Guard::Trained, || {
            let training = known.people.get(&person).and_then(|p| p.training.as_ref());
            let valid =
                training.is_some_and(|t| t.covers_terms && t.on <= day && day <= t.valid_until);
            (!valid).then(|| {
                Failure::new()
                    .with("name", text(name_of(known, person)))
                    .with("date", Value::Date(training.map(|t| t.valid_until)))
                    .next(format!("custody training add {person}"))
            })
        });
    }

    /// 甲's people decide; nobody else (house rule self_approve).
    pub(super) fn only_client_decides(&mut self, person: PersonId) {
        let known: &Register = self.known;
        self.check(Guard::SelfApprove, || {
            let client = known
                .people
                .get(&person)
                .is_some_and(|p| p.is_client() && p.authority.is_some());
            (!client).then(|| Failure::new().with("name", text(name_of(known, person))))
        });
    }
}
