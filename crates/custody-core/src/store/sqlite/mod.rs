//! The store for use: one SQLite file, `ledger.db`.
//!
//! # The file
//!
//! `application_id` is `cstd`, `user_version` is the version of the schema. While a handle is open, records lie in
//! `ledger.db-wal` too; after the last one closes there is one file.
//!
//! | table | what |
//! |---|---|
//! | `leaf` | one row a record: its exact note |
//! | `node` | hashes of full subtrees (RFC 6962, 2.1) |
//! | `checkpoint` | every checkpoint note, by size |
//! | `entity` | the register as it stands, one row an entity: JSON, and the columns by which it is looked up |
//! | `link` | asset → the permissions, open journeys and open incidents that name an instance of it |
//! | `touch` | entity → the records that changed it |
//! | `meta` | origin, size, time of the last record, highest numbers given, next number of an intent |
//! | `wrapped` | wrapped keys; gone once ended |
//! | `intent` | file operations begun and not settled |
//!
//! `leaf`, `node` and `checkpoint` are only added to. `entity`, `link`, `touch` and the head in `meta` are projections
//! that a replay of the records gives again. `wrapped` and `intent` belong to this file alone and are never part of the
//! ledger. The encoding of each column stands beside it in the schema, in the file itself too.
//!
//! # Writing
//!
//! One IMMEDIATE transaction an append, WAL with `synchronous=FULL`: when it returns, it is on the medium. After a key
//! ended, the rows that remain are written anew, with `secure_delete`, and the `-wal` is put into the file and cut to
//! nothing, so that no byte of the key is left in either.
//!
//! # Reading
//!
//! An act needs indexed lookups only; each row is checked against the columns by which it was found.

mod failure;
mod known;
mod open;
mod place;
mod read;
mod rows;
mod schema;
mod settings;
mod sql;
mod write;

#[cfg(test)]
mod tests;

pub use schema::SCHEMA_VERSION;

use super::difference::compare;
use super::{
    Appended, Batch, Erasure, Intent, IntentId, KeySlot, NewIntent, Node, Store, StoreError,
    StoredHead, Touches,
};
use crate::record::{Reach, Register};
use read::integer;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use schema::APPLICATION_ID;
use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;

/// A handle to the ledger in one SQLite file. Several handles, in several processes too, may be open at once.
pub struct SqliteStore {
    conn: Connection,
    path: PathBuf,
    /// How the file looked when it was opened without locks.
    seen: Option<place::Seen>,
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteStore")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl SqliteStore {
    /// One consistent state for several reads.
    fn reading(&self) -> Result<Transaction<'_>, StoreError> {
        Ok(self.conn.unchecked_transaction()?)
    }

    /// Holds the writer's lock from the start, so that what was read is still so at the commit.
    fn writing(&mut self) -> Result<Transaction<'_>, StoreError> {
        Ok(self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?)
    }

    /// Puts the `-wal` into the file and cuts it to nothing.
    fn truncate_wal(&self) -> Result<Erasure, StoreError> {
        let busy: bool = self
            .conn
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        Ok(if busy {
            Erasure::Pending
        } else {
            Erasure::Complete
        })
    }
}

impl Store for SqliteStore {
    fn head(&self) -> Result<StoredHead, StoreError> {
        read::head(&*self.reading()?)
    }

    fn known(&self, reach: &Reach) -> Result<Register, StoreError> {
        known::known(&*self.reading()?, reach)
    }

    fn append(&mut self, base: u64, batch: Batch) -> Result<Appended, StoreError> {
        let transaction = self.writing()?;
        let stored = read::head(&transaction)?;
        if stored.head.size != base {
            return Err(StoreError::Conflict {
                expected: base,
                found: stored.head.size,
            });
        }
        batch.check(base, &stored.head.vault)?;
        for Node { level, index, .. } in &batch.nodes {
            if read::node(&transaction, *level, *index)?.is_some() {
                return Err(StoreError::Unfit {
                    what: crate::store::Misfit::Node,
                });
            }
        }
        let written = write::batch(&transaction, base, batch)?;
        transaction.commit()?;
        // The batch is durable now: failing to cut the -wal does not undo it.
        let erasure = if written.ended {
            self.truncate_wal().unwrap_or(Erasure::Pending)
        } else {
            Erasure::Complete
        };
        Ok(Appended {
            intents: written.intents,
            erasure,
        })
    }

    fn node(&self, level: u8, index: u64) -> Result<Option<[u8; 32]>, StoreError> {
        read::node(&self.conn, level, index)
    }

    fn notes(&self, from: u64, limit: usize) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        read::notes(&self.conn, sql::NOTES, (integer(from)?, limit))
    }

    fn notes_about(
        &self,
        id: &str,
        from: u64,
        limit: usize,
    ) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        read::notes(&self.conn, sql::NOTES_ABOUT, (id, integer(from)?, limit))
    }

    fn checkpoint_at(&self, size: u64) -> Result<Option<Vec<u8>>, StoreError> {
        read::checkpoint(&self.conn, size)
    }

    fn wrapped(&self, slot: &KeySlot, holder: &str) -> Result<Option<Vec<u8>>, StoreError> {
        read::wrapped(&self.conn, slot, holder)
    }

    fn holders(&self, slot: &KeySlot) -> Result<Vec<String>, StoreError> {
        read::holders(&self.conn, slot)
    }

    fn erase_remains(&mut self) -> Result<Erasure, StoreError> {
        self.truncate_wal()
    }

    fn intend(&mut self, intent: &NewIntent) -> Result<IntentId, StoreError> {
        intent.check()?;
        let transaction = self.writing()?;
        let id = write::intend(&transaction, intent)?;
        transaction.commit()?;
        Ok(id)
    }

    fn intents(&self) -> Result<Vec<Intent>, StoreError> {
        read::intents(&self.conn)
    }

    fn settle(&mut self, intent: IntentId) -> Result<(), StoreError> {
        let transaction = self.writing()?;
        let _was_there = write::settle(&transaction, intent)?;
        Ok(transaction.commit()?)
    }

    fn compare(&self, replayed: &Register, touches: &Touches) -> Result<(), StoreError> {
        let transaction = self.reading()?;
        let stored = known::known(&transaction, &Reach::everything())?;
        compare(
            (&stored, &read::touches(&transaction)?),
            (replayed, touches),
        )?;
        let expected = links(replayed);
        match expected
            .symmetric_difference(&read::links(&transaction)?)
            .next()
        {
            None => Ok(()),
            Some((asset, kind, id)) => Err(StoreError::Projection {
                row: crate::store::Row::Link {
                    asset: asset.escape_debug().to_string(),
                    kind: kind.escape_debug().to_string(),
                    id: id.escape_debug().to_string(),
                },
            }),
        }
    }

    fn rebuild(&mut self, replayed: &Register, touches: &Touches) -> Result<(), StoreError> {
        let transaction = self.writing()?;
        let found = read::leaves(&transaction)?;
        if replayed.head.size != found {
            return Err(StoreError::Conflict {
                expected: replayed.head.size,
                found,
            });
        }
        write::projections(&transaction, &replayed.entities(), touches)?;
        write::set_meta(&transaction, "vault", replayed.head.vault.as_str())?;
        write::head(
            &transaction,
            found,
            replayed.head.last_at,
            &replayed.counters,
        )?;
        transaction.commit()?;
        settings::checkpoint_on_close(&self.conn, true)
    }
}

fn links(register: &Register) -> BTreeSet<(String, String, String)> {
    let mut links = BTreeSet::new();
    for entity in register.entities() {
        for through in rows::links(&entity) {
            links.insert((through, rows::kind(&entity).to_owned(), entity.key()));
        }
    }
    links
}
