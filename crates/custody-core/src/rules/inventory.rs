//! 28 棚卸 (contract Art. 13-3): what is there, beside the register. A fact; guard: witness_other. What is not there is
//! declared by 23.

use super::gate::Gate;
use super::keeping::after;
use super::{Denied, Nonsense, Permitted, WarningCode};
use crate::record::{Event, Instance, InventoryLine, PersonId};
use std::collections::BTreeSet;

pub(super) fn take(
    mut gate: Gate<'_>,
    with: PersonId,
    lines: &[InventoryLine],
) -> Result<Permitted, Denied> {
    if lines.is_empty() {
        return Err(Denied::Nonsense(Nonsense::Empty));
    }
    let named: BTreeSet<_> = lines.iter().map(|line| line.instance).collect();
    if named.len() != lines.len() {
        return Err(Denied::Nonsense(Nonsense::Mixed));
    }
    let counted: Vec<&Instance> = lines
        .iter()
        .map(|line| gate.instance(line.instance))
        .collect::<Result<_, _>>()?;
    gate.base(&counted, &[]);
    gate.witness_other(with, false);
    let guide = gate.profile().map(|p| p.guides.inventory);
    for instance in &counted {
        let since = instance.particulars.inventoried.unwrap_or_else(|| {
            gate.known
                .assets
                .get(&instance.id.asset)
                .map_or(instance.last_at, |asset| asset.received_at)
        });
        let late = guide
            .and_then(|guide| after(since, guide))
            .is_some_and(|end| end < gate.at);
        if late {
            gate.warn(WarningCode::InventoryOverdue, instance.id);
        }
    }
    gate.permit(Event::InventoryTaken {
        with,
        lines: lines.to_vec(),
    })
}
