//! The contractor's side of witnessing: what is handed to a witness, and what comes back.
//!
//! Checkpoints with cosignatures lie beside the ledger, `cosigned/<size>`: the ledger's own are never changed.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::acting::Nodes;
use super::{Vault, VaultError};
use crate::ledger::{
    AddCheckpoint, Checkpoint, Frontier, LeafIndex, LedgerError, Origin, TlogProof, TreeSize,
    consistency_proof, inclusion_proof,
};
use crate::note::{Cosigned, NoteError, SignedNote, WitnessKey};
use crate::seal::publish::publish;
use crate::store::Store;

/// The folder of checkpoints with cosignatures.
pub const COSIGNED: &str = "cosigned";

/// Seconds that a witness's clock may be ahead of ours.
const AHEAD: u64 = 300;

/// A checkpoint of this ledger that witnesses saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witnessed {
    /// How many records it covers.
    pub size: u64,
    /// Who cosigned it, and when.
    pub by: Vec<Cosigned>,
    /// The checkpoint with its cosignatures.
    pub note: SignedNote,
}

impl<S: Store> Vault<S> {
    /// The newest checkpoint that one of these witnesses cosigned.
    ///
    /// # Errors
    /// A cosigned checkpoint is not one of this ledger's: it was put back to an older state, or shown otherwise (3);
    /// malformed (6); not readable (7).
    pub fn witnessed(&self, witnesses: &[WitnessKey]) -> Result<Option<Witnessed>, VaultError> {
        let mut sizes = self.cosigned_sizes()?;
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        for size in sizes {
            let path = self.cosigned(size);
            let note = SignedNote::parse(&fs::read(&path).map_err(VaultError::io(&path))?)?;
            let by = note.cosigned_by(witnesses)?;
            if by.is_empty() {
                continue;
            }
            self.compare_checkpoint(&note)?;
            return Ok(Some(Witnessed { size, by, note }));
        }
        Ok(None)
    }

    /// The proof that a record is in this ledger, with the record itself, under the newest checkpoint that a witness
    /// cosigned and that covers it, or else under the head's.
    ///
    /// # Errors
    /// No such record (6), as [`witnessed`](Self::witnessed).
    pub fn tlog_proof(&self, seq: u64, witnesses: &[WitnessKey]) -> Result<TlogProof, VaultError> {
        let head = self.store.head()?.head.size;
        let seen = self.witnessed(witnesses)?.filter(|seen| seen.size > seq);
        let (size, checkpoint) = match seen {
            Some(seen) => (seen.size, seen.note),
            None => (head, self.checkpoint_of(head)?),
        };
        let (index, size) = (LeafIndex(seq), TreeSize(size));
        let hashes = inclusion_proof(index, size, &Nodes(&self.store))
            .map_err(|error| error.into_error::<VaultError>())?;
        let record = self.store.notes(seq, 1)?.into_iter().next();
        let (_, record) = record.ok_or(LedgerError::IndexOutOfRange { index, size })?;
        Ok(TlogProof {
            extra: Some(record),
            index,
            hashes,
            checkpoint,
        })
    }

    /// That a checkpoint, from wherever, is of this ledger as it is now: its own checkpoint of that size says the same.
    ///
    /// # Errors
    /// Not signed by this ledger's key (5), of another ledger (3), of more records than there are (3), with another
    /// root (3), malformed (6).
    pub fn compare_checkpoint(&self, note: &SignedNote) -> Result<TreeSize, VaultError> {
        let key = self.settings().log_key()?;
        let origin = Origin::new(self.settings().origin.clone()).map_err(LedgerError::from)?;
        let theirs = Checkpoint::verify(note, &key, &origin)?;
        let head = TreeSize(self.store.head()?.head.size);
        if theirs.size() > head {
            return Err(LedgerError::SizeDiffers {
                expected: theirs.size(),
                found: head,
            }
            .into());
        }
        let found = Frontier::load(theirs.size(), &Nodes(&self.store))
            .map_err(|error| error.into_error::<VaultError>())?
            .root();
        if found != theirs.root() {
            return Err(LedgerError::RootDiffers {
                size: theirs.size(),
                expected: theirs.root(),
                found,
            }
            .into());
        }
        Ok(theirs.size())
    }

    /// What a witness is asked with: the ledger's head, and that it continues the checkpoint which the witness saw last,
    /// `old`; by default the newest that one of these cosigned.
    ///
    /// # Errors
    /// As [`witnessed`](Self::witnessed); `old` is more than there is (6).
    pub fn submission(
        &self,
        witnesses: &[WitnessKey],
        old: Option<u64>,
    ) -> Result<AddCheckpoint, VaultError> {
        let old = match old {
            Some(old) => old,
            None => self.witnessed(witnesses)?.map_or(0, |seen| seen.size),
        };
        let size = self.store.head()?.head.size;
        let hashes = if old == 0 {
            Vec::new()
        } else {
            consistency_proof(TreeSize(old), TreeSize(size), &Nodes(&self.store))
                .map_err(|error| error.into_error::<VaultError>())?
        };
        Ok(AddCheckpoint {
            old: TreeSize(old),
            hashes,
            checkpoint: self.checkpoint_of(size)?,
        })
    }

    /// Takes in a witness's answer: signature lines. They are kept beside the checkpoint that they are of.
    ///
    /// # Errors
    /// No known witness's line is among them (5), it is of no checkpoint of this ledger or does not verify (3), its time
    /// is more than five minutes ahead of `now` (10), malformed (6), not writable (7).
    pub fn take_cosignatures(
        &mut self,
        lines: &[u8],
        witnesses: &[WitnessKey],
        now: u64,
    ) -> Result<Witnessed, VaultError> {
        let head = self.store.head()?.head.size;
        let mut bad = None;
        // Newest first: an answer is mostly of the head, or of a little before.
        for size in (0..=head).rev() {
            let Some(own) = self.store.checkpoint_at(size)? else {
                continue;
            };
            let path = self.cosigned(size);
            let own = match fs::read(&path) {
                Ok(bytes) => SignedNote::parse(&bytes)?,
                Err(_) => SignedNote::parse(&own)?,
            };
            let with = own.with_lines(lines)?;
            match with.cosigned_by(witnesses) {
                Ok(by) if by.is_empty() => {
                    let signers = with.signatures().iter().skip(own.signatures().len());
                    return Err(NoteError::NoTrustedSignature {
                        signers: signers.map(|one| (one.name().clone(), one.id())).collect(),
                    }
                    .into());
                }
                Ok(by) => {
                    if let Some(one) = by.iter().find(|one| one.time() > now + AHEAD) {
                        return Err(VaultError::CosignedAhead {
                            witness: one.witness().name().to_string(),
                            seconds: one.time() - now,
                        });
                    }
                    self.keep_cosigned(size, &with)?;
                    return Ok(Witnessed {
                        size,
                        by,
                        note: with,
                    });
                }
                Err(error @ NoteError::BadSignature { .. }) => bad = bad.or(Some(error)),
                Err(error) => return Err(error.into()),
            }
        }
        Err(match bad {
            Some(error) => error.into(),
            None => NoteError::NoTrustedSignature {
                signers: Vec::new(),
            }
            .into(),
        })
    }

    /// The ledger's own checkpoint of its first `size` records.
    fn checkpoint_of(&self, size: u64) -> Result<SignedNote, VaultError> {
        let bytes = self.store.checkpoint_at(size)?;
        let missing = LedgerError::SizeDiffers {
            expected: TreeSize(size),
            found: TreeSize(0),
        };
        Ok(SignedNote::parse(&bytes.ok_or(missing)?)?)
    }

    /// The head's checkpoint, as the ledger keeps it.
    ///
    /// # Errors
    /// Not readable (7).
    pub fn checkpoint(&self) -> Result<SignedNote, VaultError> {
        self.checkpoint_of(self.store.head()?.head.size)
    }

    fn cosigned(&self, size: u64) -> PathBuf {
        self.folder().join(COSIGNED).join(size.to_string())
    }

    fn cosigned_sizes(&self) -> Result<Vec<u64>, VaultError> {
        let folder = self.folder().join(COSIGNED);
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(VaultError::io(&folder)(error)),
        };
        let names = entries.flatten().map(|entry| entry.file_name());
        Ok(names
            .filter_map(|name| name.to_str()?.parse().ok())
            .collect())
    }

    fn keep_cosigned(&self, size: u64, note: &SignedNote) -> Result<(), VaultError> {
        let folder = self.folder().join(COSIGNED);
        if !folder.is_dir() {
            crate::seal::create_private_folder(&folder, false).map_err(VaultError::io(&folder))?;
        }
        Ok(publish(&self.cosigned(size), note.as_bytes(), true)?)
    }
}
