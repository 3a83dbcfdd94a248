//! Reading: the register, records, the head. Needs no key and changes nothing.

use super::acting::Done;
use super::{Vault, VaultError};
use crate::ledger::{Hash, TreeSize, inclusion_proof};
use crate::note::SignedNote;
use crate::record::event::RECORD_KIND;
use crate::record::{Moment, Reach, Record, Register};
use crate::store::{Store, StoreError};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// How many notes are read at once.
const CHUNK: usize = 1000;

/// The ledger's head: what every printed form carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Number of records.
    pub size: u64,
    /// Root of the tree.
    pub root: Hash,
    /// When the last record was made.
    pub at: Option<Moment>,
    /// The checkpoint note.
    pub checkpoint: String,
}

/// A record with its note.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The record.
    pub record: Record,
    /// The signed note, as it is a leaf of the tree.
    pub note: String,
}

impl<S: Store> Vault<S> {
    /// The whole register.
    ///
    /// # Errors
    /// As the store gives them.
    pub fn register(&self) -> Result<Register, VaultError> {
        Ok(self.store.known(&Reach::everything())?)
    }

    /// The part of the register that `reach` names.
    ///
    /// # Errors
    /// As the store gives them.
    pub fn known(&self, reach: &Reach) -> Result<Register, VaultError> {
        Ok(self.store.known(reach)?)
    }

    /// The head of the ledger, with its checkpoint verified under the vault's log key.
    ///
    /// # Errors
    /// The checkpoint is not this ledger's (3).
    pub fn head(&self) -> Result<Head, VaultError> {
        let head = self.store.head()?;
        let bytes = head.checkpoint.ok_or(VaultError::Record {
            seq: head.head.size,
            what: super::RecordFault::NoCheckpoint,
        })?;
        let note = SignedNote::parse(&bytes)?;
        let checkpoint = crate::ledger::Checkpoint::verify(
            &note,
            &self.settings.log_key()?,
            &self.settings.origin()?,
        )?;
        if checkpoint.size().0 != head.head.size {
            return Err(VaultError::Record {
                seq: head.head.size,
                what: super::RecordFault::Checkpoint(checkpoint.size().0),
            });
        }
        Ok(Head {
            size: head.head.size,
            root: checkpoint.root(),
            at: head.head.last_at,
            checkpoint: note.as_str().to_owned(),
        })
    }

    /// One record, by its index.
    ///
    /// # Errors
    /// The note cannot be read (6).
    pub fn record(&self, seq: u64) -> Result<Option<Record>, VaultError> {
        Ok(self.listed(seq)?.map(|listed| listed.record))
    }

    /// One record with its note.
    ///
    /// # Errors
    /// The note cannot be read (6).
    pub fn listed(&self, seq: u64) -> Result<Option<Listed>, VaultError> {
        self.store
            .notes(seq, 1)?
            .into_iter()
            .find(|(found, _)| *found == seq)
            .map(listed)
            .transpose()
    }

    /// Every record, oldest first, through `take`; no more than a chunk is in memory.
    ///
    /// # Errors
    /// A note cannot be read (6), or what `take` says.
    pub fn each_record(
        &self,
        from: u64,
        mut take: impl FnMut(Listed) -> Result<(), VaultError>,
    ) -> Result<(), VaultError> {
        let mut next = from;
        loop {
            let chunk = self.store.notes(next, CHUNK)?;
            let Some((last, _)) = chunk.last() else {
                return Ok(());
            };
            next = last + 1;
            for note in chunk {
                take(listed(note)?)?;
            }
        }
    }

    /// The records that changed one thing, by its number (`A-0001/1`, `J-0001`, …), oldest first.
    ///
    /// # Errors
    /// A note cannot be read (6).
    pub fn records_about(&self, id: &str) -> Result<Vec<Listed>, VaultError> {
        self.records_about_any([id])
    }

    /// The records that changed any of several things, each once, oldest first.
    ///
    /// # Errors
    /// A note cannot be read (6).
    pub fn records_about_any<'i>(
        &self,
        ids: impl IntoIterator<Item = &'i str>,
    ) -> Result<Vec<Listed>, VaultError> {
        let mut all = BTreeMap::new();
        for id in ids {
            let mut next = 0;
            loop {
                let chunk = self.store.notes_about(id, next, CHUNK)?;
                let Some((last, _)) = chunk.last() else {
                    break;
                };
                next = last + 1;
                for (seq, note) in chunk {
                    // One record of many things is read once.
                    if let Entry::Vacant(place) = all.entry(seq) {
                        place.insert(listed((seq, note))?);
                    }
                }
            }
        }
        Ok(all.into_values().collect())
    }

    /// The inclusion proof of a record in the present tree.
    ///
    /// # Errors
    /// No such record (6).
    pub fn proof(&self, seq: u64) -> Result<Vec<Hash>, VaultError> {
        let size = self.store.head()?.head.size;
        inclusion_proof(
            crate::ledger::LeafIndex(seq),
            TreeSize(size),
            &super::acting::Nodes(&self.store),
        )
        .map_err(|error| error.into_error::<VaultError>())
    }
}

pub(super) fn parse(seq: u64, note: &SignedNote) -> Result<Record, VaultError> {
    let json = note
        .unverified_text()
        .custody_body(RECORD_KIND)
        .map_err(|_| VaultError::NewerRecord { seq })?;
    serde_json::from_str(json).map_err(|_| VaultError::NewerRecord { seq })
}

fn listed((seq, bytes): (u64, Vec<u8>)) -> Result<Listed, VaultError> {
    let note = SignedNote::parse(&bytes)?;
    let record = parse(seq, &note)?;
    if record.seq.0 != seq {
        return Err(StoreError::Damaged {
            what: crate::store::Damage::Record {
                place: seq,
                says: record.seq.0,
            },
        }
        .into());
    }
    Ok(Listed {
        record,
        note: note.as_str().to_owned(),
    })
}

impl Done {
    /// The kind of the last record.
    #[must_use]
    pub fn last_kind(&self) -> &'static str {
        self.records.last().map_or("", |record| record.event.kind())
    }
}
