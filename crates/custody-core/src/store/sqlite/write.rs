//! What a transaction writes.

use super::read::{integer, meta_present};
use super::{rows, sql};
use crate::record::{Counters, Entity, Moment};
use crate::store::{
    Batch, IntentChange, IntentId, KeyChange, Misfit, NewIntent, Oversize, StoreError, Touches,
};
use rusqlite::{Connection, OptionalExtension as _};

/// What was written beside the records.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) intents: Vec<IntentId>,
    /// A wrapped key was removed.
    pub(super) ended: bool,
}

/// Writes a batch that was checked. `conn` is in a transaction that began with the size `base`.
pub(super) fn batch(conn: &Connection, base: u64, batch: Batch) -> Result<Written, StoreError> {
    let size = batch.size_after(base)?;
    for (entry, seq) in batch.entries.iter().zip(base..) {
        let seq = integer(seq)?;
        let kind = entry.permitted.record().event.kind();
        conn.prepare_cached(sql::ADD_LEAF)?
            .execute((seq, kind, &entry.note))?;
        for entity in entry.permitted.changes() {
            put(conn, entity)?;
            conn.prepare_cached(sql::ADD_TOUCH)?
                .execute((entity.key(), seq))?;
        }
    }
    if let Some(last) = batch.entries.last() {
        head(
            conn,
            size,
            Some(last.permitted.recorded_at()),
            &last.permitted.counters(),
        )?;
    }
    for node in &batch.nodes {
        conn.prepare_cached(sql::ADD_NODE)?.execute((
            node.level,
            integer(node.index)?,
            node.hash,
        ))?;
    }
    conn.prepare_cached(sql::ADD_CHECKPOINT)?
        .execute((integer(size)?, &batch.checkpoint))?;
    let mut written = Written::default();
    for change in &batch.keys {
        written.ended |= key(conn, change)?;
    }
    if written.ended {
        rewrite_keys(conn)?;
    }
    for change in &batch.intents {
        match change {
            IntentChange::Add(intent) => written.intents.push(intend(conn, intent)?),
            IntentChange::Settle(id) if settle(conn, *id)? => {}
            IntentChange::Settle(_) => return Err(StoreError::Settled),
        }
    }
    Ok(written)
}

/// Writes where the ledger stands.
pub(super) fn head(
    conn: &Connection,
    size: u64,
    last_at: Option<Moment>,
    counters: &Counters,
) -> Result<(), StoreError> {
    let counters =
        serde_json::to_string(counters).map_err(|_| StoreError::Unfit { what: Misfit::Json })?;
    set_meta(conn, "size", &size.to_string())?;
    set_meta(conn, "counters", &counters)?;
    match last_at {
        Some(last_at) => set_meta(conn, "last_at", &last_at.to_string()),
        None => {
            conn.prepare_cached(sql::DROP_META)?.execute(["last_at"])?;
            Ok(())
        }
    }
}

pub(super) fn set_meta(conn: &Connection, key: &str, value: &str) -> Result<(), StoreError> {
    conn.prepare_cached(sql::SET_META)?.execute((key, value))?;
    Ok(())
}

/// Writes an entity with its links.
pub(super) fn put(conn: &Connection, entity: &Entity) -> Result<(), StoreError> {
    let columns = rows::Columns::of(entity);
    conn.prepare_cached(sql::PUT_ENTITY)?.execute((
        &columns.kind,
        &columns.id,
        &columns.asset,
        &columns.carrier,
        columns.open,
        rows::body(entity)?,
    ))?;
    conn.prepare_cached(sql::DROP_LINKS)?
        .execute((&columns.kind, &columns.id))?;
    for through in rows::links(entity) {
        conn.prepare_cached(sql::ADD_LINK)?
            .execute((through, &columns.kind, &columns.id))?;
    }
    Ok(())
}

/// Replaces the whole register and the touches.
pub(super) fn projections<'a>(
    conn: &Connection,
    entities: impl IntoIterator<Item = &'a Entity>,
    touches: &Touches,
) -> Result<(), StoreError> {
    conn.execute_batch(sql::CLEAR_PROJECTIONS)?;
    for entity in entities {
        put(conn, entity)?;
    }
    for (id, seq) in touches {
        conn.prepare_cached(sql::ADD_TOUCH)?
            .execute((id, integer(*seq)?))?;
    }
    Ok(())
}

/// Changes a wrapped key; tells whether an earlier wrapping was removed.
fn key(conn: &Connection, change: &KeyChange) -> Result<bool, StoreError> {
    let removed = match change {
        KeyChange::Put {
            slot,
            holder,
            wrapped,
        } => {
            let slot = slot.to_string();
            let earlier: Option<Vec<u8>> = conn
                .prepare_cached(sql::WRAPPED)?
                .query_row((&slot, holder), |row| row.get(0))
                .optional()?;
            if earlier.as_ref() == Some(wrapped) {
                return Ok(false);
            }
            let removed = conn
                .prepare_cached(sql::END_WRAPPED)?
                .execute((&slot, holder))?;
            conn.prepare_cached(sql::PUT_WRAPPED)?
                .execute((&slot, holder, wrapped))?;
            removed
        }
        KeyChange::End { slot, holder } => conn
            .prepare_cached(sql::END_WRAPPED)?
            .execute((slot.to_string(), holder))?,
        KeyChange::EndAll { slot } => conn
            .prepare_cached(sql::END_SLOT)?
            .execute([slot.to_string()])?,
    };
    Ok(removed > 0)
}

/// Writes the keys that remain anew. `secure_delete` wipes a deleted row and a freed page, but not what a row leaves
/// behind in its page when SQLite moves it to another; emptying the table wipes every page of it whole.
fn rewrite_keys(conn: &Connection) -> Result<(), StoreError> {
    let mut statement = conn.prepare(sql::EVERY_WRAPPED)?;
    let kept: Vec<(String, String, Vec<u8>)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    drop(statement);
    conn.execute(sql::CLEAR_WRAPPED, [])?;
    for row in &kept {
        conn.prepare_cached(sql::PUT_WRAPPED)?
            .execute((&row.0, &row.1, &row.2))?;
    }
    Ok(())
}

pub(super) fn intend(conn: &Connection, intent: &NewIntent) -> Result<IntentId, StoreError> {
    let id: u64 = meta_present(conn, "next_intent")?;
    let next = id.checked_add(1).ok_or(StoreError::TooLarge {
        what: Oversize::Number,
    })?;
    let row = (
        integer(id)?,
        &intent.kind,
        &intent.body,
        intent.created.to_string(),
    );
    conn.prepare_cached(sql::ADD_INTENT)?.execute(row)?;
    set_meta(conn, "next_intent", &next.to_string())?;
    Ok(IntentId(id))
}

/// Strikes an operation off; tells whether it was still there.
pub(super) fn settle(conn: &Connection, id: IntentId) -> Result<bool, StoreError> {
    let struck = conn
        .prepare_cached(sql::SETTLE)?
        .execute([integer(id.0)?])?;
    Ok(struck > 0)
}
