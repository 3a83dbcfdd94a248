//! Reading the ledger's own rows: head, notes, nodes, checkpoints, keys and intents.

use super::sql;
use crate::record::register::Head;
use crate::record::{Counters, Moment, Text};
use crate::store::{
    Damage, Intent, IntentId, KeySlot, MAX_CHUNK_BYTES, Numbered, Oversize, Row as Projected,
    StoreError, StoredHead, Touches,
};
use rusqlite::{Connection, OptionalExtension as _, Params, Row};
use std::collections::BTreeSet;
use std::str::FromStr;

/// A number as SQLite keeps it.
pub(super) fn integer(number: u64) -> Result<i64, StoreError> {
    i64::try_from(number).map_err(|_| StoreError::TooLarge {
        what: Oversize::Number,
    })
}

/// A number that SQLite kept: never negative.
pub(super) fn unsigned(row: &Row<'_>, column: usize, of: Numbered) -> Result<u64, StoreError> {
    u64::try_from(row.get::<_, i64>(column)?).map_err(|_| StoreError::Damaged {
        what: Damage::Negative(of),
    })
}

/// The single value that a statement gives, if any.
fn one<T: rusqlite::types::FromSql>(
    conn: &Connection,
    statement: &str,
    parameters: impl Params,
) -> Result<Option<T>, StoreError> {
    Ok(conn
        .prepare_cached(statement)?
        .query_row(parameters, |row| row.get(0))
        .optional()?)
}

/// The head row `key`, understood.
pub(super) fn meta<T: FromStr>(
    conn: &Connection,
    key: &'static str,
) -> Result<Option<T>, StoreError> {
    one::<String>(conn, sql::META, [key])?
        .map(|text| text.parse().map_err(|_| meta_row(key)))
        .transpose()
}

/// The head row `key`, which must be there.
pub(super) fn meta_present<T: FromStr>(
    conn: &Connection,
    key: &'static str,
) -> Result<T, StoreError> {
    meta(conn, key)?.ok_or_else(|| meta_row(key))
}

/// The head row `key` is not there, or is not what it should be.
fn meta_row(key: &'static str) -> StoreError {
    StoreError::Projection {
        row: Projected::Meta(key),
    }
}

/// The number of records, told from the records themselves.
pub(super) fn leaves(conn: &Connection) -> Result<u64, StoreError> {
    let last: Option<i64> = conn
        .prepare_cached(sql::LAST_LEAF)?
        .query_row([], |row| row.get(0))?;
    match last {
        None => Ok(0),
        Some(seq) => u64::try_from(seq)
            .map(|seq| seq + 1)
            .map_err(|_| StoreError::Damaged {
                what: Damage::Negative(Numbered::Record),
            }),
    }
}

/// Where the ledger stands. `conn` is in a transaction.
pub(super) fn head(conn: &Connection) -> Result<StoredHead, StoreError> {
    let vault: Text = meta_present(conn, "vault")?;
    let size: u64 = meta_present(conn, "size")?;
    let last_at: Option<Moment> = meta(conn, "last_at")?;
    let counters: String = meta_present(conn, "counters")?;
    let counters: Counters = serde_json::from_str(&counters).map_err(|_| meta_row("counters"))?;
    if size != leaves(conn)? {
        return Err(meta_row("size"));
    }
    if last_at.is_some() != (size > 0) {
        return Err(meta_row("last_at"));
    }
    let checkpoint = checkpoint(conn, size)?;
    if checkpoint.is_some() != (size > 0) {
        return Err(StoreError::Damaged {
            what: Damage::Checkpoint(size),
        });
    }
    Ok(StoredHead {
        head: Head {
            vault,
            size,
            last_at,
        },
        counters,
        checkpoint,
    })
}

pub(super) fn checkpoint(conn: &Connection, size: u64) -> Result<Option<Vec<u8>>, StoreError> {
    one(conn, sql::CHECKPOINT, [integer(size)?])
}

pub(super) fn node(
    conn: &Connection,
    level: u8,
    index: u64,
) -> Result<Option<[u8; 32]>, StoreError> {
    one::<Vec<u8>>(conn, sql::NODE, (level, integer(index)?))?
        .map(|hash| {
            <[u8; 32]>::try_from(hash).map_err(|_| StoreError::Damaged {
                what: Damage::Node { level, index },
            })
        })
        .transpose()
}

pub(super) fn notes(
    conn: &Connection,
    statement: &str,
    parameters: impl Params,
) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
    let mut statement = conn.prepare_cached(statement)?;
    let mut found = statement.query(parameters)?;
    let mut notes = Vec::new();
    let mut bytes = 0;
    while bytes < MAX_CHUNK_BYTES {
        let Some(row) = found.next()? else { break };
        let note: Vec<u8> = row.get(1)?;
        bytes += note.len();
        notes.push((unsigned(row, 0, Numbered::Record)?, note));
    }
    Ok(notes)
}

pub(super) fn wrapped(
    conn: &Connection,
    slot: &KeySlot,
    holder: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    one(conn, sql::WRAPPED, (slot.to_string(), holder))
}

pub(super) fn holders(conn: &Connection, slot: &KeySlot) -> Result<Vec<String>, StoreError> {
    let mut statement = conn.prepare_cached(sql::HOLDERS)?;
    let found = statement.query_map([slot.to_string()], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

pub(super) fn intents(conn: &Connection) -> Result<Vec<Intent>, StoreError> {
    let mut statement = conn.prepare_cached(sql::INTENTS)?;
    let mut found = statement.query([])?;
    let mut intents = Vec::new();
    while let Some(row) = found.next()? {
        let id = unsigned(row, 0, Numbered::Intent)?;
        let created: String = row.get(3)?;
        let created = created.parse().map_err(|_| StoreError::Damaged {
            what: Damage::Intent(id),
        })?;
        intents.push(Intent {
            id: IntentId(id),
            kind: row.get(1)?,
            body: row.get(2)?,
            created,
        });
    }
    Ok(intents)
}

/// Every link: asset, kind, number.
pub(super) fn links(conn: &Connection) -> Result<BTreeSet<(String, String, String)>, StoreError> {
    let mut statement = conn.prepare(sql::LINKS)?;
    let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(found.collect::<Result<_, _>>()?)
}

pub(super) fn touches(conn: &Connection) -> Result<Touches, StoreError> {
    let mut statement = conn.prepare(sql::TOUCHES)?;
    let mut found = statement.query([])?;
    let mut touches = Touches::new();
    while let Some(row) = found.next()? {
        touches.insert((row.get(0)?, unsigned(row, 1, Numbered::Record)?));
    }
    Ok(touches)
}
