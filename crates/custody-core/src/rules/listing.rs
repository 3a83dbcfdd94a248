//! Opening the contract; people, organisations, places, carriers and training (contract Art. 1, 4, 5, 10, 11, 14).

use super::asked::{NewCarrier, NewPerson, NewPlace, Opening};
use super::gate::Gate;
use super::receiving::number_carrier;
use super::refusal::unknown;
use super::{Denied, Nonsense, Permitted};
use crate::record::{
    Authority, Date, Employment, Event, OrgId, OrgKind, Organisation, Person, PersonId, Place,
    PlaceId, Profile, Role, RoleTerm, Text, Training,
};

/// The first record of a vault.
pub(super) fn open_contract(gate: Gate<'_>, opening: &Opening) -> Result<Permitted, Denied> {
    if gate.known.contract.is_some() {
        return Err(Denied::Exists("contract".to_owned()));
    }
    let first = opening
        .people
        .first()
        .ok_or(Denied::Nonsense(Nonsense::Empty))?;
    let term = opening.contract.term;
    if term.until < term.from {
        return Err(Denied::Nonsense(Nonsense::Dates));
    }
    if first.id != gate.asked.by || opening.carriers.is_empty() {
        return Err(Denied::Nonsense(Nonsense::Empty));
    }
    for person in &opening.people {
        complete(
            person.roles.iter().map(|r| r.role),
            &person.work_scope,
            person.authority.as_ref(),
            person.employment,
        )?;
        combined(&gate, &opening.contract.profile, person)?;
    }
    gate.permit(Event::ContractOpened {
        contract: Box::new(opening.contract.clone()),
        organisations: opening.organisations.clone(),
        people: opening.people.clone(),
        places: opening.places.clone(),
        carriers: opening.carriers.clone(),
    })
}

/// What belongs to a role: a scope to a worker, an authority to a person of 甲, subjects to an approver.
fn complete(
    roles: impl Iterator<Item = Role>,
    work_scope: &[Text],
    authority: Option<&Authority>,
    employment: Employment,
) -> Result<(), Denied> {
    let lacking = Err(Denied::Nonsense(Nonsense::Role));
    for role in roles {
        let client = employment == Employment::Client;
        if (role == Role::Client) != client {
            return lacking;
        }
        match role {
            Role::Worker | Role::SubWorker if work_scope.is_empty() => return lacking,
            Role::Client => match authority {
                None => return lacking,
                Some(Authority::Approver { subjects, .. }) if subjects.is_empty() => {
                    return lacking;
                }
                Some(_) => {}
            },
            _ => {}
        }
    }
    Ok(())
}

/// Unless the profile allows it, nobody is supervisor and manager or worker at once (§4.3).
fn combined(gate: &Gate<'_>, profile: &Profile, person: &Person) -> Result<(), Denied> {
    let today = gate.day();
    let overlap = |a: &RoleTerm, b: &RoleTerm| {
        let from = a.from.max(b.from).max(today);
        a.to.is_none_or(|to| from <= to) && b.to.is_none_or(|to| from <= to)
    };
    let works = |term: &&RoleTerm| matches!(term.role, Role::Manager | Role::Worker);
    let supervises = |term: &&RoleTerm| term.role == Role::Supervisor;
    let mut supervising = person.roles.iter().filter(supervises);
    let both = supervising.any(|s| person.roles.iter().filter(works).any(|w| overlap(s, w)));
    if both && !profile.combined_roles_allowed {
        Err(Denied::Nonsense(Nonsense::Role))
    } else {
        Ok(())
    }
}

pub(super) fn assign_person(mut gate: Gate<'_>, new: &NewPerson) -> Result<Permitted, Denied> {
    let known = gate.known;
    if !known.organisations.contains_key(&new.employer) {
        return Err(unknown(new.employer));
    }
    complete(
        [new.role].into_iter(),
        &new.work_scope,
        new.authority.as_ref(),
        new.employment,
    )?;
    gate.base(&[], &[]);
    let id = PersonId::new(known.counters.person.saturating_add(1))
        .ok_or(Denied::Nonsense(Nonsense::NumbersUsedUp))?;
    let person = Person {
        id,
        name: new.name.clone(),
        reading: new.reading.clone(),
        employer: new.employer,
        employment: new.employment,
        employment_evidence: new.employment_evidence.clone(),
        roles: vec![RoleTerm {
            role: new.role,
            from: new.from,
            to: None,
        }],
        work_scope: new.work_scope.clone(),
        contact: new.contact.clone(),
        card: new.card.clone(),
        authority: new.authority.clone(),
        training: None,
        pledge: None,
        unreported: None,
    };
    gate.permit(Event::PersonAssigned { person })
}

pub(super) fn change_person(mut gate: Gate<'_>, person: &Person) -> Result<Permitted, Denied> {
    if !gate.known.people.contains_key(&person.id) {
        return Err(unknown(person.id));
    }
    complete(
        person.roles.iter().map(|r| r.role),
        &person.work_scope,
        person.authority.as_ref(),
        person.employment,
    )?;
    if let Some(profile) = gate.profile() {
        combined(&gate, profile, person)?;
    }
    gate.base(&[], &[]);
    // Whether 甲 knows of it is counted from the records, never told.
    let person = Person {
        unreported: None,
        ..person.clone()
    };
    gate.permit(Event::PersonChanged { person })
}

/// 4-1, 4-2: what was sent to 甲. A day that is to come is not a fact.
pub(super) fn report_staff(
    mut gate: Gate<'_>,
    persons: &[PersonId],
    document_no: &Text,
    on: Date,
) -> Result<Permitted, Denied> {
    let known = gate.known;
    if on > gate.day() {
        return Err(Denied::Nonsense(Nonsense::Dates));
    }
    for person in persons {
        known.people.get(person).ok_or_else(|| unknown(person))?;
    }
    gate.base(&[], &[]);
    let of = |wanted: fn(&&Person) -> bool| -> Vec<PersonId> {
        known.people.values().filter(wanted).map(|p| p.id).collect()
    };
    let mut persons = persons.to_vec();
    if persons.is_empty() {
        persons = of(|person| person.unreported.is_some());
    }
    if persons.is_empty() {
        persons = of(|person| !person.is_client());
    }
    gate.permit(Event::NoticeSent {
        persons,
        document_no: document_no.clone(),
        on,
    })
}

pub(super) fn register_organisation(
    mut gate: Gate<'_>,
    name: &Text,
    address: Option<&Text>,
    kind: OrgKind,
    parent: Option<OrgId>,
) -> Result<Permitted, Denied> {
    if let Some(parent) = parent {
        gate.known
            .organisations
            .get(&parent)
            .ok_or_else(|| unknown(parent))?;
    }
    gate.base(&[], &[]);
    let id = OrgId::new(gate.known.counters.org.saturating_add(1))
        .ok_or(Denied::Nonsense(Nonsense::NumbersUsedUp))?;
    let organisation = Organisation {
        id,
        name: name.clone(),
        address: address.cloned(),
        kind,
        parent,
        supervision: Default::default(),
    };
    gate.permit(Event::OrganisationRegistered { organisation })
}

/// Its name and address: the chain above it stays what 甲 approved.
pub(super) fn change_organisation(
    mut gate: Gate<'_>,
    org: OrgId,
    name: Option<&Text>,
    address: Option<&Text>,
) -> Result<Permitted, Denied> {
    let known = gate.known.organisations.get(&org);
    let entry = known.ok_or_else(|| unknown(org))?;
    gate.base(&[], &[]);
    if name.is_none() && address.is_none() {
        return Err(Denied::Nonsense(Nonsense::Unchanged));
    }
    gate.permit(Event::OrganisationChanged {
        org,
        name: name.unwrap_or(&entry.name).clone(),
        address: address.or(entry.address.as_ref()).cloned(),
    })
}

pub(super) fn register_place(mut gate: Gate<'_>, new: &NewPlace) -> Result<Permitted, Denied> {
    if let Some(inside) = new.inside {
        gate.known
            .places
            .get(&inside)
            .ok_or_else(|| unknown(inside))?;
    }
    if let Some(keeper) = new.key_keeper {
        gate.known
            .people
            .get(&keeper)
            .ok_or_else(|| unknown(keeper))?;
    }
    gate.base(&[], &[]);
    let id = PlaceId::new(gate.known.counters.place.saturating_add(1))
        .ok_or(Denied::Nonsense(Nonsense::NumbersUsedUp))?;
    let place = Place {
        id,
        name: new.name.clone(),
        address: new.address.clone(),
        kind: new.kind,
        inside: new.inside,
        lockable: new.lockable,
        entry_log: new.entry_log,
        designation: new.designation.clone(),
        key_keeper: new.key_keeper,
    };
    gate.permit(Event::PlaceRegistered { place })
}

pub(super) fn change_place(mut gate: Gate<'_>, place: &Place) -> Result<Permitted, Denied> {
    let known = gate.known;
    let before = known
        .places
        .get(&place.id)
        .ok_or_else(|| unknown(place.id))?;
    if before == place {
        return Err(Denied::Nonsense(Nonsense::Unchanged));
    }
    if let Some(keeper) = place.key_keeper {
        known.people.get(&keeper).ok_or_else(|| unknown(keeper))?;
    }
    gate.base(&[], &[]);
    gate.permit(Event::PlaceChanged {
        place: place.clone(),
    })
}

pub(super) fn register_carrier(mut gate: Gate<'_>, new: &NewCarrier) -> Result<Permitted, Denied> {
    if let Some(at) = new.place {
        gate.known.places.get(&at).ok_or_else(|| unknown(at))?;
    }
    gate.base(&[], &[]);
    let carrier = number_carrier(gate.known.counters.carrier, new)?;
    gate.permit(Event::CarrierRegistered { carrier })
}

pub(super) fn record_training(
    mut gate: Gate<'_>,
    persons: &[PersonId],
    training: &Training,
) -> Result<Permitted, Denied> {
    if persons.is_empty() {
        return Err(Denied::Nonsense(Nonsense::Empty));
    }
    for person in persons {
        gate.known
            .people
            .get(person)
            .ok_or_else(|| unknown(person))?;
    }
    if training.valid_until < training.on {
        return Err(Denied::Nonsense(Nonsense::Dates));
    }
    gate.base(&[], &[]);
    gate.permit(Event::TrainingRecorded {
        persons: persons.to_vec(),
        training: training.clone(),
    })
}
