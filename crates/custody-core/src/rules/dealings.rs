//! Facts between 乙 and 甲 (contract Art. 6, 7, 15, 19): measured, agreed, inspected. They open nothing.

use super::gate::Gate;
use super::refusal::unknown;
use super::{Denied, Nonsense, Permitted};
use crate::record::{Consultation, Event, Inspection, Measurement, PersonId, Text};

/// 6: of a service level that the contract names.
pub(super) fn measure(mut gate: Gate<'_>, asked: &Measurement) -> Result<Permitted, Denied> {
    let levels = gate.profile().map(|p| p.service_levels.as_slice());
    let named = levels
        .unwrap_or_default()
        .iter()
        .any(|l| l.name == asked.name);
    if !named {
        return Err(unknown(&asked.name));
    }
    if asked.until < asked.from || asked.until > gate.day() {
        return Err(Denied::Nonsense(Nonsense::Dates));
    }
    gate.base(&[], &[]);
    gate.forbidden_word(asked.remark.iter().map(Text::as_str));
    gate.permit(Event::ServiceLevelMeasured {
        measurement: asked.clone(),
    })
}

/// 7, 8, 19: at least one of 甲 and one of 乙.
pub(super) fn consult(mut gate: Gate<'_>, asked: &Consultation) -> Result<Permitted, Denied> {
    let client = of_client(&gate, &asked.persons)?;
    if !client.contains(&true) || !client.contains(&false) {
        return Err(Denied::Nonsense(Nonsense::Role));
    }
    if asked.on > gate.day() {
        return Err(Denied::Nonsense(Nonsense::Dates));
    }
    gate.base(&[], &[]);
    let written = [&asked.question, &asked.agreement];
    let written = written.into_iter().chain(&asked.effect);
    gate.forbidden_word(written.map(Text::as_str));
    gate.permit(Event::Consultation {
        consultation: asked.clone(),
    })
}

/// 15-1: by people of 甲.
pub(super) fn inspect(mut gate: Gate<'_>, asked: &Inspection) -> Result<Permitted, Denied> {
    let client = of_client(&gate, &asked.inspectors)?;
    if client.is_empty() || client.contains(&false) {
        return Err(Denied::Nonsense(Nonsense::Role));
    }
    if asked.on > gate.day() {
        return Err(Denied::Nonsense(Nonsense::Dates));
    }
    gate.base(&[], &[]);
    gate.forbidden_word(asked.remedy.iter().map(Text::as_str));
    gate.permit(Event::InspectionHeld {
        inspection: asked.clone(),
    })
}

/// Of each, whether they are of 甲.
fn of_client(gate: &Gate<'_>, persons: &[PersonId]) -> Result<Vec<bool>, Denied> {
    let of = |id: &PersonId| gate.known.people.get(id).ok_or_else(|| unknown(id));
    persons
        .iter()
        .map(|id| of(id).map(|person| person.is_client()))
        .collect()
}
