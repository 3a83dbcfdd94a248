//! Where a vault keeps what it knows (`design.md` §5): the signed notes, the tree's nodes, every checkpoint, the
//! register as it stands, and what is no part of the ledger: wrapped keys and begun file operations.
//!
//! [`Store::append`] is a compare-and-swap on the number of records and takes only what the rules permitted
//! ([`Permitted`](crate::rules::Permitted)). [`SqliteStore`] is the one for use; [`MemoryStore`] is for tests and
//! trial runs. Both pass the same tests (`contract.rs`), and so must any other.
//!
//! Notes, nodes and checkpoints are only ever added. The register, the links and the touches are projections: they
//! follow from the notes, [`Store::compare`] finds where they do not, and [`Store::rebuild`] writes them anew.

mod batch;
mod difference;
mod error;
mod fault;
mod memory;
mod sqlite;

#[cfg(test)]
mod contract;
#[cfg(test)]
mod fixture;

pub use batch::{
    Appended, Batch, Entry, Erasure, Intent, IntentChange, IntentId, KeyChange, KeySlot,
    MAX_INTENT_BYTES, MAX_NOTE_BYTES, MAX_WRAPPED_BYTES, NewIntent, Node,
};
pub use error::StoreError;
pub use fault::{Cause, Damage, Misfit, Numbered, Oversize, Row};
pub use memory::MemoryStore;
pub use sqlite::{SCHEMA_VERSION, SqliteStore};

use crate::record::register::Head;
use crate::record::{Counters, Reach, Register};
use std::collections::BTreeSet;

/// The most bytes of notes that one call hands out; one note is always handed out whole.
pub const MAX_CHUNK_BYTES: usize = 16 * 1024 * 1024;

/// Where the ledger stands, with its latest checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredHead {
    /// The vault's origin, the number of records and the time of the last one.
    pub head: Head,
    /// The highest numbers given.
    pub counters: Counters,
    /// The checkpoint note of this size, exact bytes; none before the first record.
    pub checkpoint: Option<Vec<u8>>,
}

/// Which records touched which entity: the entity's number and the record's index.
pub type Touches = BTreeSet<(String, u64)>;

/// Keeps one vault's ledger, register, wrapped keys and intents.
///
/// Every method sees one consistent state; what one handle has appended, every later call on any handle sees.
/// Every error has an exit code, [`StoreError::code`].
pub trait Store {
    /// Where the ledger stands.
    ///
    /// # Errors
    /// [`StoreError::Projection`] when the head does not agree with the records.
    fn head(&self) -> Result<StoredHead, StoreError>;

    /// The register, at least as far as `reach` asks for, with the head it belongs to. What does not exist is absent.
    ///
    /// # Errors
    /// [`StoreError::Projection`] names a row that cannot be read or contradicts itself.
    fn known(&self, reach: &Reach) -> Result<Register, StoreError>;

    /// Appends the batch if the ledger still has `base` records: everything in it, durably, or nothing.
    ///
    /// A batch has entries of what the rules permitted, and no other:
    ///
    /// ```
    /// # use custody_core::{rules::Permitted, store::Entry};
    /// fn entry(permitted: Permitted, note: Vec<u8>) -> Entry {
    ///     Entry { permitted, note }
    /// }
    /// ```
    ///
    /// ```compile_fail,E0308
    /// # use custody_core::{record::Record, store::Entry};
    /// fn entry(record: Record, note: Vec<u8>) -> Entry {
    ///     Entry { permitted: record, note } // a record is no permit
    /// }
    /// ```
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the ledger has another size, [`StoreError::Unfit`] when the batch does not
    /// continue it, [`StoreError::Settled`] when it ends an operation that is not begun any more,
    /// [`StoreError::Locked`] when another writer does not let go.
    fn append(&mut self, base: u64, batch: Batch) -> Result<Appended, StoreError>;

    /// The hash of a full subtree (RFC 6962, 2.1): `level` 0 is a leaf, `index` counts from 0 within the level.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it is not 32 bytes.
    fn node(&self, level: u8, index: u64) -> Result<Option<[u8; 32]>, StoreError>;

    /// Record notes from index `from` on, exact bytes in order: at most `limit` of them and about
    /// [`MAX_CHUNK_BYTES`]. Empty: there are no more.
    ///
    /// # Errors
    /// As the medium gives them.
    fn notes(&self, from: u64, limit: usize) -> Result<Vec<(u64, Vec<u8>)>, StoreError>;

    /// As [`Store::notes`], only those that changed the entity with this number ([`Entity::key`]).
    ///
    /// [`Entity::key`]: crate::record::Entity::key
    ///
    /// # Errors
    /// As the medium gives them.
    fn notes_about(
        &self,
        id: &str,
        from: u64,
        limit: usize,
    ) -> Result<Vec<(u64, Vec<u8>)>, StoreError>;

    /// The checkpoint note that was made when the ledger had `size` records. Every one is kept.
    ///
    /// # Errors
    /// As the medium gives them.
    fn checkpoint_at(&self, size: u64) -> Result<Option<Vec<u8>>, StoreError>;

    /// A wrapped key; none once it was ended.
    ///
    /// # Errors
    /// As the medium gives them.
    fn wrapped(&self, slot: &KeySlot, holder: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// Who holds a wrapping of that key, in the order of their names.
    ///
    /// # Errors
    /// As the medium gives them.
    fn holders(&self, slot: &KeySlot) -> Result<Vec<String>, StoreError>;

    /// Tries again to remove what [`Erasure::Pending`] left behind.
    ///
    /// # Errors
    /// As the medium gives them.
    fn erase_remains(&mut self) -> Result<Erasure, StoreError>;

    /// Notes a file operation that is about to begin; durable when it returns.
    ///
    /// # Errors
    /// As [`Store::append`].
    fn intend(&mut self, intent: &NewIntent) -> Result<IntentId, StoreError>;

    /// Every operation begun and not settled, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] names one that cannot be read.
    fn intents(&self) -> Result<Vec<Intent>, StoreError>;

    /// Strikes an operation off: finished or undone. One already struck off stays so.
    ///
    /// # Errors
    /// As [`Store::append`].
    fn settle(&mut self, intent: IntentId) -> Result<(), StoreError>;

    /// Compares every projection with what a replay of the records gave.
    ///
    /// # Errors
    /// [`StoreError::Projection`] names the first row that differs.
    fn compare(&self, replayed: &Register, touches: &Touches) -> Result<(), StoreError>;

    /// Replaces every projection by what a replay of the records gave, in one transaction. Notes, nodes, checkpoints,
    /// keys and intents stay.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the ledger has another size than `replayed`.
    fn rebuild(&mut self, replayed: &Register, touches: &Touches) -> Result<(), StoreError>;
}
