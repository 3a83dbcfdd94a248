//! Who can open what: giving and taking away wrappings of an instance's key (contract Art. 3-ア).

use super::gate::Gate;
use super::refusal::unknown;
use super::{Denied, Nonsense, Permitted};
use crate::record::{Event, InstanceId, PersonId, Text};

pub(super) fn grant(
    mut gate: Gate<'_>,
    id: InstanceId,
    person: PersonId,
) -> Result<Permitted, Denied> {
    gate.instance(id)?;
    let listed = gate
        .known
        .people
        .get(&person)
        .ok_or_else(|| unknown(person))?;
    if listed.card.is_none() {
        return Err(Denied::Nonsense(Nonsense::Role));
    }
    gate.base(&[], &[]);
    gate.carrier_person(person);
    gate.permit(Event::AccessGranted {
        instance: id,
        person,
    })
}

pub(super) fn ungrant(
    mut gate: Gate<'_>,
    id: InstanceId,
    holder: &Text,
    how: &Text,
) -> Result<Permitted, Denied> {
    let instance = gate.instance(id)?;
    if !instance.key_holders.contains(holder) {
        return Err(unknown(holder));
    }
    gate.base(&[], &[]);
    gate.permit(Event::AccessEnded {
        instance: id,
        holder: holder.clone(),
        how: how.clone(),
    })
}
