//! The schema of `ledger.db`, version 1, and the check that a file holds this and nothing else.
//!
//! The text of every statement, comments too, stands in each file ever made: any change to it is a new
//! [`SCHEMA_VERSION`].

use crate::store::StoreError;
use rusqlite::Connection;

/// The version of the schema, SQLite's `user_version`. A newer one is refused without a write.
pub const SCHEMA_VERSION: u32 = 1;

/// SQLite's `application_id`: `cstd`.
pub(super) const APPLICATION_ID: u32 = 0x6373_7464;

/// Every object of ours: type, name, statement.
pub(super) const OBJECTS: [(&str, &str, &str); 13] = [
    (
        "table",
        "leaf",
        "CREATE TABLE leaf (
  seq INTEGER PRIMARY KEY, -- index of the record in the ledger, from 0
  kind TEXT NOT NULL, -- type of the record, such as asset_received
  note BLOB NOT NULL -- record note, exact bytes
) STRICT",
    ),
    (
        "table",
        "node",
        "CREATE TABLE node (
  level INTEGER NOT NULL, -- 0: hash of a leaf
  idx INTEGER NOT NULL, -- index within the level, from 0
  hash BLOB NOT NULL, -- 32 bytes: RFC 6962, 2.1
  PRIMARY KEY (level, idx)
) STRICT, WITHOUT ROWID",
    ),
    (
        "table",
        "checkpoint",
        "CREATE TABLE checkpoint (
  size INTEGER PRIMARY KEY, -- number of records it covers
  note BLOB NOT NULL -- checkpoint note, exact bytes
) STRICT",
    ),
    (
        "table",
        "entity",
        "CREATE TABLE entity (
  kind TEXT NOT NULL, -- contract, person, organisation, place, carrier, asset, instance, permission, request, journey or incident
  id TEXT NOT NULL, -- number, such as A-0001/1; contract for the contract
  asset TEXT, -- of an instance: number of its asset
  carrier TEXT, -- of an instance: number of the carrier it lies on
  open INTEGER NOT NULL, -- 0: ended instance, ended journey, acknowledged incident; otherwise 1
  body TEXT NOT NULL, -- JSON of the entity as it stands
  PRIMARY KEY (kind, id)
) STRICT",
    ),
    (
        "index",
        "open_of_asset",
        "CREATE INDEX open_of_asset ON entity (asset) WHERE kind = 'instance' AND open = 1",
    ),
    (
        "index",
        "open_on_carrier",
        "CREATE INDEX open_on_carrier ON entity (carrier) WHERE kind = 'instance' AND open = 1",
    ),
    (
        "table",
        "link",
        "CREATE TABLE link (
  asset TEXT NOT NULL, -- number of an asset, an instance of which is named by
  kind TEXT NOT NULL, -- a permission, an open journey or an open incident
  id TEXT NOT NULL, -- its number
  PRIMARY KEY (asset, kind, id)
) STRICT, WITHOUT ROWID",
    ),
    ("index", "link_of_entity", "CREATE INDEX link_of_entity ON link (kind, id)"),
    (
        "table",
        "touch",
        "CREATE TABLE touch (
  id TEXT NOT NULL, -- number of an entity that was changed
  seq INTEGER NOT NULL REFERENCES leaf (seq), -- by this record
  PRIMARY KEY (id, seq)
) STRICT, WITHOUT ROWID",
    ),
    (
        "table",
        "meta",
        "CREATE TABLE meta (
  key TEXT PRIMARY KEY NOT NULL, -- vault, size, last_at, counters, next_intent
  value TEXT NOT NULL -- origin; decimal; RFC 3339 in JST; JSON; decimal
) STRICT, WITHOUT ROWID",
    ),
    (
        "table",
        "wrapped",
        "CREATE TABLE wrapped (
  slot TEXT NOT NULL, -- log, or the number of an instance
  holder TEXT NOT NULL, -- number of a person, or recovery
  bytes BLOB NOT NULL, -- key wrapped for the holder
  PRIMARY KEY (slot, holder)
) STRICT, WITHOUT ROWID",
    ),
    (
        "table",
        "intent",
        "CREATE TABLE intent (
  id INTEGER PRIMARY KEY, -- counts up from 1, never given twice
  kind TEXT NOT NULL, -- kind of file operation
  body TEXT NOT NULL, -- JSON: what finishing or undoing it needs
  created TEXT NOT NULL -- RFC 3339 in JST
) STRICT",
    ),
    // SQLite's own, for the primary key of a table with rowids.
    ("index", "sqlite_autoindex_entity_1", ""),
];

/// Makes every object and marks the file as ours.
pub(super) fn create(conn: &Connection) -> rusqlite::Result<()> {
    for (_, _, sql) in OBJECTS.iter().filter(|(_, _, sql)| !sql.is_empty()) {
        conn.execute_batch(sql)?;
    }
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    conn.pragma_update(None, "user_version", SCHEMA_VERSION)
}

/// Checks that the file holds our objects, word for word, and no other: no trigger, view, generated column or table
/// of anyone else. Runs nothing of what it finds.
pub(super) fn check(conn: &Connection) -> Result<(), StoreError> {
    let mut rows = conn.prepare("SELECT type, name, coalesce(sql, '') FROM sqlite_schema")?;
    let found = rows
        .query_map([], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
            ))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for (kind, name, sql) in &found {
        if !OBJECTS.contains(&(kind.as_str(), name.as_str(), sql.as_str())) {
            return Err(StoreError::ForeignSchema {
                kind: shown(kind),
                name: shown(name),
            });
        }
    }
    for (kind, name, _) in OBJECTS {
        if found
            .iter()
            .filter(|(k, n, _)| (k.as_str(), n.as_str()) == (kind, name))
            .count()
            != 1
        {
            return Err(StoreError::SchemaIncomplete { name });
        }
    }
    Ok(())
}

/// The name comes from a stranger's file and goes to a terminal.
fn shown(name: &str) -> String {
    name.chars().take(80).flat_map(char::escape_debug).collect()
}
