//! What is written in one go: permitted records with their notes, nodes and checkpoint, and the keys and intents that
//! change with them.

use super::{Misfit, Oversize, StoreError};
use crate::record::{InstanceId, Moment, PermissionId, Text};
use crate::rules::Permitted;
use std::fmt;

/// The largest note, in bytes (`reliability.md` §B).
pub const MAX_NOTE_BYTES: usize = 1024 * 1024;

/// The largest wrapped key, in bytes: an age header.
pub const MAX_WRAPPED_BYTES: usize = 64 * 1024;

/// The largest body of an intent, in bytes.
pub const MAX_INTENT_BYTES: usize = 1024 * 1024;

/// Everything that is appended together: all of it or nothing.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The records, in order; at least one.
    pub entries: Vec<Entry>,
    /// The nodes of the tree that became full with them.
    pub nodes: Vec<Node>,
    /// The checkpoint note of the size after them, exact bytes.
    pub checkpoint: Vec<u8>,
    /// Changes to wrapped keys, in order.
    pub keys: Vec<KeyChange>,
    /// Changes to intents, in order.
    pub intents: Vec<IntentChange>,
}

/// One permitted record and its signed note.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What the rules permitted.
    pub permitted: Permitted,
    /// The record note, exact bytes.
    pub note: Vec<u8>,
}

/// The hash of a full subtree (RFC 6962, 2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// 0 for a leaf.
    pub level: u8,
    /// From 0, within the level.
    pub index: u64,
    /// SHA-256.
    pub hash: [u8; 32],
}

/// Which key was wrapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeySlot {
    /// The vault's log key.
    Log,
    /// The key of a sealed instance.
    Instance(InstanceId),
    /// The key of the image of a permission on paper.
    Image(PermissionId),
}

impl fmt::Display for KeySlot {
    /// `log`, or the number of the instance or permission.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Log => f.write_str("log"),
            Self::Instance(id) => id.fmt(f),
            Self::Image(id) => id.fmt(f),
        }
    }
}

/// A change to wrapped keys. They are no part of the ledger.
#[derive(Clone, PartialEq, Eq)]
pub enum KeyChange {
    /// Keeps a key wrapped for a holder, in place of an earlier one.
    Put {
        /// Which key.
        slot: KeySlot,
        /// For whom: a person's number, or `recovery`.
        holder: String,
        /// The wrapping.
        wrapped: Vec<u8>,
    },
    /// Ends one holder's wrapping: no byte of it stays in the store's files.
    End {
        /// Which key.
        slot: KeySlot,
        /// Whose.
        holder: String,
    },
    /// Ends every wrapping of a key.
    EndAll {
        /// Which key.
        slot: KeySlot,
    },
}

impl fmt::Debug for KeyChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Put {
                slot,
                holder,
                wrapped,
            } => write!(f, "Put({slot} for {holder}, {} bytes)", wrapped.len()),
            Self::End { slot, holder } => write!(f, "End({slot} for {holder})"),
            Self::EndAll { slot } => write!(f, "EndAll({slot})"),
        }
    }
}

/// The number of an intent; never given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IntentId(pub u64);

/// A file operation about to begin (`design.md` §5: intent, do, complete).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewIntent {
    /// What kind of operation.
    pub kind: String,
    /// What finishing or undoing it needs: JSON.
    pub body: String,
    /// When it began.
    pub created: Moment,
}

/// A file operation that began and was not settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// Its number.
    pub id: IntentId,
    /// What kind of operation.
    pub kind: String,
    /// What finishing or undoing it needs: JSON.
    pub body: String,
    /// When it began.
    pub created: Moment,
}

/// A change to intents that belongs to a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IntentChange {
    /// An operation begins once the batch is durable.
    Add(NewIntent),
    /// An operation is finished by the batch.
    Settle(IntentId),
}

/// What an append did besides appending.
#[must_use]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// The numbers of the intents added, in the batch's order.
    pub intents: Vec<IntentId>,
    /// Whether ended keys are gone from the files.
    pub erasure: Erasure,
}

/// Whether ended keys are gone from the store's own files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erasure {
    /// No byte of an ended key is left.
    Complete,
    /// Bytes may still lie in the `-wal`, because a reader holds it; [`super::Store::erase_remains`] tries again, and
    /// the last handle that closes does.
    Pending,
}

impl Batch {
    /// Checks what can be checked without the store: order, limits, one vault.
    pub(super) fn check(&self, base: u64, vault: &Text) -> Result<(), StoreError> {
        if self.entries.is_empty() {
            return Err(StoreError::Unfit {
                what: Misfit::NoRecord,
            });
        }
        if self.checkpoint.is_empty() {
            return Err(StoreError::Unfit {
                what: Misfit::NoCheckpoint,
            });
        }
        for (entry, seq) in self.entries.iter().zip(base..) {
            let record = entry.permitted.record();
            if record.seq.0 != seq {
                return Err(StoreError::Unfit {
                    what: Misfit::Order,
                });
            }
            if record.vault != *vault {
                return Err(StoreError::Unfit {
                    what: Misfit::OtherVault,
                });
            }
            if entry.note.len() > MAX_NOTE_BYTES {
                return Err(StoreError::TooLarge {
                    what: Oversize::RecordNote,
                });
            }
        }
        if self.checkpoint.len() > MAX_NOTE_BYTES {
            return Err(StoreError::TooLarge {
                what: Oversize::CheckpointNote,
            });
        }
        for change in &self.keys {
            if matches!(change, KeyChange::Put { wrapped, .. } if wrapped.len() > MAX_WRAPPED_BYTES)
            {
                return Err(StoreError::TooLarge {
                    what: Oversize::WrappedKey,
                });
            }
        }
        for change in &self.intents {
            if let IntentChange::Add(intent) = change {
                intent.check()?;
            }
        }
        Ok(())
    }

    /// The number of records after it.
    pub(super) fn size_after(&self, base: u64) -> Result<u64, StoreError> {
        u64::try_from(self.entries.len())
            .ok()
            .and_then(|count| base.checked_add(count))
            .ok_or(StoreError::TooLarge {
                what: Oversize::Number,
            })
    }
}

impl NewIntent {
    pub(super) fn check(&self) -> Result<(), StoreError> {
        if self.body.len() > MAX_INTENT_BYTES || self.kind.len() > MAX_INTENT_BYTES {
            return Err(StoreError::TooLarge {
                what: Oversize::Intent,
            });
        }
        Ok(())
    }

    pub(super) fn numbered(self, id: IntentId) -> Intent {
        Intent {
            id,
            kind: self.kind,
            body: self.body,
            created: self.created,
        }
    }
}
