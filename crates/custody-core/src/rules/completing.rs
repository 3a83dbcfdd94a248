//! Bringing to its end a removal that an earlier record began (`reliability.md` A3): the vault does this, with the key
//! of whoever comes next.

use super::destroying::is_destroy;
use super::gate::Gate;
use super::{Denied, Nonsense, Permitted, Verb};
use crate::record::event::Destruction;
use crate::record::{Event, InstanceId, StateName};

pub(super) fn source_removed(
    gate: Gate<'_>,
    id: InstanceId,
    files: u64,
) -> Result<Permitted, Denied> {
    if !gate.instance(id)?.source_pending {
        return Err(Denied::Nonsense(Nonsense::Answered));
    }
    gate.permit(Event::SourceRemoved {
        instance: id,
        files,
    })
}

pub(super) fn objects_removed(
    gate: Gate<'_>,
    instances: &[InstanceId],
    keys: u64,
) -> Result<Permitted, Denied> {
    for id in instances {
        let instance = gate.instance(*id)?;
        let ended = matches!(instance.state(), StateName::Returned | StateName::Voided);
        if !instance.removal_begun || !ended {
            return Err(Denied::Nonsense(Nonsense::Answered));
        }
    }
    gate.permit(Event::ObjectsRemoved {
        instances: instances.to_vec(),
        keys,
    })
}

pub(super) fn destruction(
    gate: Gate<'_>,
    id: InstanceId,
    destruction: &Destruction,
) -> Result<Permitted, Denied> {
    let instance = gate.instance(id)?;
    // What has begun is finished from the states that it can begin from: what went home since then did not end here.
    if !instance.removal_begun || !Verb::Destroy.from().contains(&instance.state()) {
        return Err(Denied::Nonsense(Nonsense::Answered));
    }
    let uses = destruction
        .permission
        .filter(|p| is_destroy(gate.known, *p))
        .into_iter()
        .collect();
    gate.permit(Event::Destroyed {
        instance: id,
        destruction: destruction.clone(),
        uses,
    })
}
