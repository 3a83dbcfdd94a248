//! Requests to 甲, planned journeys and briefings (contract Art. 13-4, 13-5; `domain.md` §4).

use super::asked::{NewJourney, NewRequest};
use super::gate::{Failure, Gate};
use super::keeping::asset;
use super::places::place;
use super::refusal::{name_of, text, unknown};
use super::{Denied, Field, Nonsense, Permitted, Value};
use crate::record::journey::Briefing;
use crate::record::{
    Event, Guard, Journey, JourneyId, JourneyPurpose, JourneyStage, PermissionId, PermissionKind,
    PersonId, PlaceKind, Request, RequestId, RequestParticulars, RequestState, Scope,
    Subcontracting, Subject, Text, Uses,
};

/// A request: sent by the manager, or drafted by a worker too (§4.3). Written requests answer nothing yet, so no approval is
/// asked for.
pub(super) fn request(mut gate: Gate<'_>, new: &NewRequest) -> Result<Permitted, Denied> {
    let known = gate.known;
    if new.particulars.subject() != new.grant.subject() {
        return Err(Denied::Nonsense(Nonsense::Mixed));
    }
    names_something(new.grant.subject(), &new.scope)?;
    on_register(&gate, &new.scope)?;
    if let (Some(from), Some(to)) = (new.scope.from, new.scope.to)
        && to < from
    {
        return Err(Denied::Nonsense(Nonsense::Dates));
    }
    if let Some(extends) = new.extends {
        let permission = known
            .permissions
            .get(&extends)
            .ok_or_else(|| unknown(extends))?;
        if permission.grant.subject() != new.grant.subject() {
            return Err(Denied::Nonsense(Nonsense::Mixed));
        }
    }
    standing_ends(&gate, new)?;
    gate.base(&[], &[]);
    let id = RequestId::new(known.counters.request.saturating_add(1))
        .ok_or(Denied::Nonsense(Nonsense::NumbersUsedUp))?;
    let journey = match new.particulars.journey() {
        Some(journey) => Some(plan(&gate, journey, Some(id))?),
        None => None,
    };
    let request = Request {
        id,
        grant: new.grant.clone(),
        scope: new.scope.clone(),
        uses: new.uses,
        reason: new.reason.clone(),
        particulars: new.particulars.planned(journey.as_ref().map(|j| j.id)),
        extends: new.extends,
        by: gate.asked.by,
        at: gate.at,
        recorded_in: known.next_seq(),
        text_digest: new.text_digest.clone(),
        state: if new.draft {
            RequestState::Draft
        } else {
            RequestState::Sent
        },
        permission: None,
    };
    if new.draft {
        return gate.permit(Event::RequestDrafted { request, journey });
    }
    let persons = new.particulars.journey().map_or(&[][..], |j| &j.persons);
    gate.may_be_sent(&request, persons);
    gate.permit(Event::RequestSent { request, journey })
}

/// A draft that goes out now, under the hand of the manager.
pub(super) fn send(
    mut gate: Gate<'_>,
    id: RequestId,
    text_digest: Option<&Text>,
) -> Result<Permitted, Denied> {
    let known = gate.known;
    let draft = known.requests.get(&id).ok_or_else(|| unknown(id))?;
    if draft.state != RequestState::Draft {
        return Err(Denied::Nonsense(Nonsense::NotADraft));
    }
    gate.base(&[], &[]);
    let journey = draft.journey().and_then(|id| known.journeys.get(&id));
    let persons = journey.map_or(&[][..], |journey| &journey.persons);
    gate.may_be_sent(draft, persons);
    let request = Request {
        by: gate.asked.by,
        at: gate.at,
        recorded_in: known.next_seq(),
        text_digest: text_digest.cloned(),
        state: RequestState::Sent,
        ..draft.clone()
    };
    gate.permit(Event::RequestSent {
        request,
        journey: None,
    })
}

/// A request that is taken back before 甲 has answered.
pub(super) fn withdraw(
    mut gate: Gate<'_>,
    id: RequestId,
    reason: Option<&Text>,
) -> Result<Permitted, Denied> {
    let request = gate.known.requests.get(&id).ok_or_else(|| unknown(id))?;
    match request.state {
        RequestState::Draft | RequestState::Sent => {}
        RequestState::Approved | RequestState::Declined => {
            return Err(Denied::Nonsense(Nonsense::Answered));
        }
        RequestState::Withdrawn => return Err(Denied::Nonsense(Nonsense::NotSent)),
    }
    gate.base(&[], &[]);
    gate.permit(Event::RequestWithdrawn {
        request: id,
        reason: reason.cloned(),
    })
}

/// 「`standing` requires an end date within standing_max_days」 (§4.2): asked before 甲 is bothered with it.
fn standing_ends(gate: &Gate<'_>, new: &NewRequest) -> Result<(), Denied> {
    let Some(profile) = gate.profile().filter(|_| new.uses == Uses::Standing) else {
        return Ok(());
    };
    let from = new.scope.from.unwrap_or(gate.at).date();
    let last = from.checked_add_days(i64::from(profile.standing_max_days));
    match new.scope.to {
        Some(to) if Some(to.date()) <= last => Ok(()),
        _ => Err(Denied::Nonsense(Nonsense::Standing)),
    }
}

/// What the permission is to be about stands in the scope: an empty list would mean none (§4.2).
pub(super) fn names_something(subject: Subject, scope: &Scope) -> Result<(), Denied> {
    let named = match subject {
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
pub(super) fn on_register(gate: &Gate<'_>, scope: &Scope) -> Result<(), Denied> {
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

/// A journey without a request: for 返還, which needs no approval (§5.3) but must end at an office of 甲; or under an 指示,
/// which is asked for at the departure.
pub(super) fn plan_alone(
    mut gate: Gate<'_>,
    new: &NewJourney,
    order: Option<PermissionId>,
) -> Result<Permitted, Denied> {
    let known = gate.known;
    let to = place(known, new.to)?;
    match (order, new.purpose) {
        (None, JourneyPurpose::Return) if to.kind == PlaceKind::ClientOffice => {}
        (None, JourneyPurpose::Return) | (Some(_), JourneyPurpose::Return) => {
            return Err(Denied::Nonsense(Nonsense::Destination));
        }
        (None, _) => return Err(Denied::Nonsense(Nonsense::NotOrdered)),
        (Some(id), _) => {
            let permission = known.permissions.get(&id).ok_or_else(|| unknown(id))?;
            if !matches!(permission.kind, PermissionKind::Instruction { .. }) {
                return Err(Denied::Nonsense(Nonsense::NotOrdered));
            }
        }
    }
    gate.base(&[], &[]);
    for person in &new.persons {
        gate.carrier_person(*person);
    }
    let journey = Journey {
        permission: order,
        ..plan(&gate, new, None)?
    };
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
    /// What goes to 甲 is about a contract in force, registered media, people who are listed and trained (様式5-1: 甲 decides
    /// about real people), and leaves nothing of Art. 14-2 out.
    fn may_be_sent(&mut self, request: &Request, persons: &[PersonId]) {
        // 廃棄 and what Art. 12 asks for go on after the contract (§5.2, §5.3: 19, 22, 31).
        if !matches!(
            request.grant.subject(),
            Subject::Destroy | Subject::Disclose
        ) {
            self.contract_active();
        }
        for carrier in &request.scope.carriers {
            self.carrier_known(*carrier);
        }
        if let RequestParticulars::Subcontract(items) = &request.particulars {
            self.five_items(items);
        }
        for person in persons {
            self.carrier_person(*person);
        }
    }

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
}
