//! The settings of a connection, each read back after it was set.

use super::APPLICATION_ID;
use crate::store::{MAX_NOTE_BYTES, SCHEMA_VERSION, StoreError};
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::Value;
use rusqlite::{Connection, MAIN_DB};
use std::time::Duration;

/// How long a writer waits for another.
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// The longest row that is read, in bytes: a note and as much again for what is kept beside it.
const MAX_ROW_BYTES: i32 = 4 * MAX_NOTE_BYTES as i32;

/// Settings that concern the connection alone: name, value, value read back.
const CONNECTION: [(&str, i64); 9] = [
    // Functions and virtual tables named in a stranger's schema are not run.
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    // A mapped file that is cut off kills the process; a read that fails does not.
    ("mmap_size", 0),
    ("foreign_keys", 1),
    ("secure_delete", 1),
    // FULL: a commit that returned is on the medium.
    ("synchronous", 2),
    // macOS empties the drive's cache only when asked.
    ("fullfsync", 1),
    ("checkpoint_fullfsync", 1),
    // Memory: nothing of the ledger in temporary files.
    ("temp_store", 2),
];

/// Guards against what a stranger's file could start, before anything of it is read.
pub(super) fn guard(conn: &Connection) -> Result<(), StoreError> {
    for (setting, name, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, "defensive", true),
        (
            DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER,
            "enable_trigger",
            false,
        ),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, "enable_view", false),
        (
            DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA,
            "trusted_schema",
            false,
        ),
        // What another vault's -wal would add is not written into the ledger before it was checked.
        (
            DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE,
            "no_ckpt_on_close",
            true,
        ),
    ] {
        if conn.set_db_config(setting, on)? != on {
            return Err(StoreError::Setting { name });
        }
    }
    conn.set_limit(Limit::SQLITE_LIMIT_LENGTH, MAX_ROW_BYTES)?;
    conn.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    conn.busy_timeout(BUSY_TIMEOUT)?;
    conn.set_prepared_statement_cache_capacity(64);
    for (name, value) in CONNECTION {
        conn.pragma_update(None, name, value)?;
        expect(conn, name, &Value::Integer(value))?;
    }
    Ok(())
}

/// The journal of a ledger that is written.
pub(super) fn journal(conn: &Connection) -> Result<(), StoreError> {
    if conn.is_readonly(MAIN_DB)? {
        return Err(StoreError::ReadOnly);
    }
    conn.pragma_update(None, "journal_mode", "wal")?;
    expect(conn, "journal_mode", &Value::Text("wal".to_owned()))
}

/// Forbids this connection to write.
pub(super) fn only_read(conn: &Connection) -> Result<(), StoreError> {
    conn.pragma_update(None, "query_only", 1)?;
    expect(conn, "query_only", &Value::Integer(1))
}

/// Checks that SQLite sees the file marked as ours, through a `-wal` too.
pub(super) fn ours(conn: &Connection) -> Result<(), StoreError> {
    let application: u32 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if application != APPLICATION_ID || version != SCHEMA_VERSION {
        return Err(StoreError::NotALedger);
    }
    Ok(())
}

/// Lets the last handle that closes put the `-wal` into the ledger, or not.
pub(super) fn checkpoint_on_close(conn: &Connection, on: bool) -> Result<(), StoreError> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, !on)?;
    Ok(())
}

/// The handle writes, and what lies in its `-wal` belongs to the ledger.
pub(super) fn checkpoints_on_close(conn: &Connection) -> Result<bool, StoreError> {
    Ok(!conn.is_readonly(MAIN_DB)?
        && !conn.db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE)?)
}

fn expect(conn: &Connection, name: &'static str, wanted: &Value) -> Result<(), StoreError> {
    let mut statement = conn.prepare(&format!("PRAGMA {name}"))?;
    let mut rows = statement.query([])?;
    match rows.next()? {
        Some(row) if row.get::<_, Value>(0)? == *wanted => Ok(()),
        _ => Err(StoreError::Setting { name }),
    }
}
