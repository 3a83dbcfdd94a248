//! Making, opening and closing the file.

use super::{SqliteStore, place, read, schema, settings, write};
use crate::record::{Counters, Text};
use crate::store::{Store as _, StoreError};
use rusqlite::{Connection, OpenFlags};
use std::path::Path;

impl SqliteStore {
    /// Makes the ledger of a new vault with this origin: a file for the owner alone, durable when it returns.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when anything is there already; it stays as it is. After any other error nothing is
    /// there.
    pub fn create(path: &Path, vault: &Text) -> Result<Self, StoreError> {
        place::make(path)?;
        Self::fill(path, vault).inspect_err(|_| {
            // What is left is ours and of no use; the first error is the one to tell.
            let _ = std::fs::remove_file(path);
            let _ = std::fs::remove_file(place::wal(path));
        })?;
        Self::open(path, vault)
    }

    fn fill(path: &Path, vault: &Text) -> Result<(), StoreError> {
        let mut conn = connect(path, "mode=rw", OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        settings::guard(&conn)?;
        let transaction = conn.transaction()?;
        schema::create(&transaction)?;
        write::set_meta(&transaction, "vault", vault.as_str())?;
        write::set_meta(&transaction, "next_intent", "1")?;
        write::head(&transaction, 0, None, &Counters::default())?;
        transaction.commit()?;
        settings::journal(&conn)?;
        settings::checkpoint_on_close(&conn, true)?;
        conn.close().map_err(|(_, error)| StoreError::from(error))?;
        place::sync_folder(path)
    }

    /// Opens the ledger of the vault with this origin for reading and writing. Never makes one.
    ///
    /// A ledger whose head contradicts its records opens, so that it can be rebuilt; [`Store::head`] then tells so.
    ///
    /// [`Store::head`]: crate::store::Store::head
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::Empty`], [`StoreError::NotALedger`], [`StoreError::Newer`] before
    /// anything is written; [`StoreError::ForeignSchema`] before anything foreign is run; [`StoreError::OtherVault`]
    /// when the file or the `-wal` beside it is another vault's; [`StoreError::Setting`] when the medium does not
    /// grant what durability needs.
    pub fn open(path: &Path, vault: &Text) -> Result<Self, StoreError> {
        place::look(path)?;
        let conn = connect(path, "mode=rw", OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        settings::guard(&conn)?;
        settings::ours(&conn)?;
        schema::check(&conn)?;
        settings::journal(&conn)?;
        let found: Text = read::meta_present(&conn, "vault")?;
        if found != *vault {
            return Err(StoreError::OtherVault {
                expected: vault.as_str().to_owned(),
                found: found.as_str().escape_debug().to_string(),
            });
        }
        let store = Self {
            conn,
            path: path.to_owned(),
            seen: None,
        };
        // A -wal that does not belong to these records stays beside them as evidence.
        settings::checkpoint_on_close(&store.conn, store.head().is_ok())?;
        Ok(store)
    }

    /// Opens a ledger for reading alone, from a medium that cannot be written too: nothing is opened for writing.
    /// The caller compares the origin, [`Store::head`].
    ///
    /// A file without a `-wal` is read without locks; [`SqliteStore::is_undisturbed`] tells afterwards whether
    /// somebody wrote meanwhile.
    ///
    /// [`Store::head`]: crate::store::Store::head
    ///
    /// # Errors
    /// As [`SqliteStore::open`]; [`StoreError::UnfinishedWal`] when a `-wal` cannot be read where it lies.
    pub fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        place::look(path)?;
        let seen = place::Seen::now(path)?;
        let has_wal = place::has_wal(path)?;
        let parameters = if has_wal {
            "mode=ro"
        } else {
            "mode=ro&immutable=1"
        };
        let conn = connect(path, parameters, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        match settings::guard(&conn).and_then(|()| settings::ours(&conn)) {
            // SQLite needs a -shm beside the -wal, and cannot make one here.
            Err(StoreError::Io { .. } | StoreError::ReadOnly) if has_wal => {
                return Err(StoreError::UnfinishedWal);
            }
            checked => checked?,
        }
        schema::check(&conn)?;
        settings::only_read(&conn)?;
        Ok(Self {
            conn,
            path: path.to_owned(),
            seen: (!has_wal).then_some(seen),
        })
    }

    /// The file still looks as it did when it was opened without locks. If not, what was read may be torn: open again.
    /// Always so for a handle that takes locks.
    ///
    /// # Errors
    /// As the medium gives them.
    pub fn is_undisturbed(&self) -> Result<bool, StoreError> {
        match &self.seen {
            Some(seen) => Ok(place::Seen::now(&self.path)? == *seen),
            None => Ok(true),
        }
    }

    /// Closes the handle. After the last one there is one file and no `-wal`. Dropping a handle does the same, but
    /// cannot tell of a failure.
    ///
    /// # Errors
    /// As the medium gives them; the records are safe in the `-wal` then.
    pub fn close(self) -> Result<(), StoreError> {
        if settings::checkpoints_on_close(&self.conn)? {
            // Closing does it again, but keeps silent about a full medium.
            self.conn
                .query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        }
        self.conn
            .close()
            .map_err(|(_, error)| StoreError::from(error))
    }
}

fn connect(path: &Path, parameters: &str, mode: OpenFlags) -> Result<Connection, StoreError> {
    let flags = mode | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Ok(Connection::open_with_flags(
        place::uri(path, parameters)?,
        flags,
    )?)
}
