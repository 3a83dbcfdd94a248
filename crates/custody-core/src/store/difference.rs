//! Where two registers differ.

use super::{Row, StoreError, Touches};
use crate::record::{Entity, Register};
use std::collections::BTreeMap;

/// The first row in which the stored register or touches differ from the replayed ones.
pub(super) fn compare(
    stored: (&Register, &Touches),
    replayed: (&Register, &Touches),
) -> Result<(), StoreError> {
    let (register, touches) = stored;
    let (register_replayed, touches_replayed) = replayed;
    if register.head != register_replayed.head {
        return Err(StoreError::Projection { row: Row::Head });
    }
    if register.counters != register_replayed.counters {
        return Err(StoreError::Projection { row: Row::Counters });
    }
    let here = by_key(register);
    let there = by_key(register_replayed);
    if let Some(key) = here
        .keys()
        .chain(there.keys())
        .filter(|key| here.get(*key) != there.get(*key))
        .min()
    {
        return Err(StoreError::Projection {
            row: Row::Entity {
                kind: None,
                id: key.clone(),
            },
        });
    }
    if let Some((id, seq)) = touches.symmetric_difference(touches_replayed).next() {
        return Err(StoreError::Projection {
            row: Row::Touch {
                id: id.escape_debug().to_string(),
                seq: *seq,
            },
        });
    }
    Ok(())
}

fn by_key(register: &Register) -> BTreeMap<String, Entity> {
    register
        .entities()
        .into_iter()
        .map(|entity| (entity.key(), entity))
        .collect()
}
