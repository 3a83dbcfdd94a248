//! What 乙 owes for its 再委託先 (contract Art. 14-3, 14-4) and the pledges of people (Art. 12): facts on record.

use super::asked::{NewCheck, NewPledge};
use super::chain::staff;
use super::gate::Gate;
use super::refusal::unknown;
use super::{Denied, Nonsense, Permitted};
use crate::record::{
    Date, Event, OrgId, OrgKind, Organisation, PersonId, Pledge, Role, StaffNotice, SubCheck, Text,
};

/// 14-3: everyone of the 再委託先 who is listed on the day that 甲 was told.
pub(super) fn notify(
    mut gate: Gate<'_>,
    org: OrgId,
    on: Date,
    document: Option<&Text>,
) -> Result<Permitted, Denied> {
    let known = gate.known;
    subcontractor(&gate, org)?;
    past(&gate, on)?;
    gate.base(&[], &[]);
    let persons = staff(known, org, gate.day());
    let secures = |id: &PersonId| {
        let person = known.people.get(id);
        person.is_some_and(|p| p.has_role(Role::SubSecurity, gate.day()))
    };
    if !persons.iter().any(secures) {
        return Err(Denied::Nonsense(Nonsense::NoSecurity));
    }
    let notice = StaffNotice {
        on,
        persons,
        document: document.cloned(),
        recorded_in: known.next_seq(),
    };
    gate.permit(Event::SubStaffNotified { org, notice })
}

/// 12 and 14-4: by people, or by a 再委託先 as a whole.
pub(super) fn pledge(mut gate: Gate<'_>, new: &NewPledge) -> Result<Permitted, Denied> {
    for person in &new.persons {
        let known = gate.known.people.get(person);
        let person = known.ok_or_else(|| unknown(person))?;
        if person.is_client() {
            return Err(Denied::Nonsense(Nonsense::Role));
        }
    }
    past(&gate, new.on)?;
    gate.base(&[], &[]);
    let pledge = Pledge {
        on: new.on,
        terms: new.terms.clone(),
        document: new.document.clone(),
        recorded_in: gate.known.next_seq(),
    };
    match (new.org, new.persons.is_empty()) {
        (Some(org), true) => {
            subcontractor(&gate, org)?;
            gate.permit(Event::SubPledged { org, pledge })
        }
        (None, false) => {
            let persons = new.persons.clone();
            gate.permit(Event::PledgeRecorded { persons, pledge })
        }
        (None, true) => Err(Denied::Nonsense(Nonsense::Empty)),
        (Some(_), false) => Err(Denied::Nonsense(Nonsense::Mixed)),
    }
}

/// 14-4: 管理及び監督, by the manager or the supervisor.
pub(super) fn check(mut gate: Gate<'_>, new: &NewCheck) -> Result<Permitted, Denied> {
    subcontractor(&gate, new.org)?;
    past(&gate, new.on)?;
    gate.base(&[], &[]);
    gate.forbidden_word(new.findings.iter().chain(&new.remedy).map(Text::as_str));
    let check = SubCheck {
        on: new.on,
        by: gate.asked.by,
        counted: new.counted,
        findings: new.findings.clone(),
        remedy: new.remedy.clone(),
        recorded_in: gate.known.next_seq(),
    };
    gate.permit(Event::SubInspected {
        org: new.org,
        check,
    })
}

fn subcontractor<'a>(gate: &Gate<'a>, org: OrgId) -> Result<&'a Organisation, Denied> {
    let entry = gate.known.organisations.get(&org);
    let entry = entry.ok_or_else(|| unknown(org))?;
    match entry.kind {
        OrgKind::Subcontractor => Ok(entry),
        _ => Err(Denied::Nonsense(Nonsense::NotASubcontractor)),
    }
}

/// What has happened has not happened tomorrow.
fn past(gate: &Gate<'_>, on: Date) -> Result<(), Denied> {
    match on <= gate.day() {
        true => Ok(()),
        false => Err(Denied::Nonsense(Nonsense::Dates)),
    }
}
