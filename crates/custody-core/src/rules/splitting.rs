//! 29 分割: held → held and siblings, so that part of one instance can go its own way (§5.4, partial return). No guard
//! after base; the quantities must add up.

use super::gate::{Failure, Gate};
use super::keeping::{asset, next_number};
use super::{Denied, Nonsense, Permitted, Value};
use crate::record::{Event, Guard, Instance, InstanceId, InstanceKind, Particulars, Quantity};

/// The most parts of one act: their entries have to fit into one record.
const MOST: usize = 50;

pub(super) fn split(
    mut gate: Gate<'_>,
    id: InstanceId,
    parts: &[Quantity],
) -> Result<Permitted, Denied> {
    let instance = gate.instance(id)?;
    let asset = asset(gate.known, id)?;
    gate.base(&[instance], &[asset.id]);
    // The plaintext somebody works on is closed, not parted: it has a balance of its own.
    gate.check(Guard::BadState, || {
        (instance.kind == InstanceKind::WorkingCopy).then(|| {
            Failure::new()
                .with("state", Value::State(instance.state()))
                .next(format!("custody close {id}"))
        })
    });
    if let Some(refused) = gate.refusal() {
        return Err(refused);
    }
    let (Some((remains, parted)), true) = (parts.split_first(), adds_up(instance, parts)) else {
        return Err(Denied::Nonsense(Nonsense::Quantities));
    };
    // One sealed file is opened, or is not: it has no parts.
    if instance
        .content
        .as_ref()
        .is_some_and(|c| c.object.is_some())
    {
        return Err(Denied::Nonsense(Nonsense::SealedWhole));
    }
    let first = next_number(asset)?.number();
    let seq = gate.known.next_seq();
    let sibling = |(nth, quantity): (u32, &Quantity)| {
        let number = first.checked_add(nth);
        let number = number.and_then(|n| InstanceId::new(asset.id, n));
        Ok(Instance {
            id: number.ok_or(Denied::Nonsense(Nonsense::NumbersUsedUp))?,
            quantity: *quantity,
            // What was listed was the whole.
            content: None,
            particulars: Particulars {
                split_from: Some(id),
                ..Particulars::default()
            },
            created_in: seq,
            last_in: seq,
            last_at: gate.at,
            ..instance.clone()
        })
    };
    let siblings = (0..)
        .zip(parted)
        .map(sibling)
        .collect::<Result<Vec<_>, Denied>>()?;
    gate.permit(Event::InstanceSplit {
        instance: id,
        remains: *remains,
        siblings,
    })
}

/// At least two parts of the same unit, and together what it was.
fn adds_up(instance: &Instance, parts: &[Quantity]) -> bool {
    let whole = instance.quantity;
    let sum = parts
        .iter()
        .try_fold(0_u64, |sum, part| sum.checked_add(part.number.get()));
    (2..=MOST).contains(&parts.len())
        && parts.iter().all(|part| part.unit == whole.unit)
        && sum == Some(whole.number.get())
}
