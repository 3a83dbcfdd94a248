//! What a witness answers (C2SP tlog-witness, `add-checkpoint`): from what it is asked and what it saw last, a checkpoint
//! that it may cosign, or the refusal that the specification names. Nothing is read or written here: the caller keeps
//! what was seen, durably, before it answers.

use super::checkpoint::{Checkpoint, VerifiedCheckpoint};
use super::error::LedgerError;
use super::hash::{Hash, empty_root};
use super::position::TreeSize;
use super::proof_text::AddCheckpoint;
use super::verify::verify_consistency;
use crate::note::{NoteError, NoteSignature, SignedNote, SigningKey, VerifierKey};

/// A ledger as a witness knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownLog {
    /// The key that signs its checkpoints; its name is the origin.
    pub key: VerifierKey,
    /// What was cosigned last: size and root.
    pub latest: Option<(TreeSize, Hash)>,
}

/// Why a witness does not cosign. Each is a class of the specification, and has its status there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WitnessRefusal {
    /// 400: what is asked makes no sense.
    #[error("the old size {old} is over the checkpoint's {new}")]
    BadRequest {
        /// The size that the asker named.
        old: TreeSize,
        /// The checkpoint's size.
        new: TreeSize,
    },
    /// 403: no good signature by the ledger's key.
    #[error("not signed by the ledger's key")]
    Forbidden(#[source] LedgerError),
    /// 404: nobody told this witness of the ledger.
    #[error("unknown ledger {origin}")]
    UnknownLog {
        /// Its origin, as the checkpoint names it.
        origin: String,
    },
    /// 409: the asker starts from another checkpoint than the one cosigned last.
    #[error("the last checkpoint cosigned has {latest} records, not {old}")]
    Conflict {
        /// The size that the asker named.
        old: TreeSize,
        /// The size cosigned last, which the asker is to start from.
        latest: TreeSize,
    },
    /// 422: the checkpoint does not continue what was cosigned: records were removed, changed or shown otherwise.
    #[error("the checkpoint of {new} records does not continue the one of {old}")]
    Inconsistent {
        /// The size cosigned last.
        old: TreeSize,
        /// Its root.
        old_root: Hash,
        /// The checkpoint's size.
        new: TreeSize,
        /// Its root.
        new_root: Hash,
    },
}

impl WitnessRefusal {
    /// The HTTP status of the specification.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::BadRequest { .. } => 400,
            Self::Forbidden(_) => 403,
            Self::UnknownLog { .. } => 404,
            Self::Conflict { .. } => 409,
            Self::Inconsistent { .. } => 422,
        }
    }

    /// The exit code (reliability.md, L14).
    #[must_use]
    pub fn code(&self) -> u8 {
        match self {
            Self::BadRequest { .. } => 6,
            Self::Forbidden(_) | Self::UnknownLog { .. } => 5,
            Self::Conflict { .. } => 8,
            Self::Inconsistent { .. } => 3,
        }
    }
}

/// A checkpoint that continues what the witness saw. Made only by [`judge`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    checkpoint: VerifiedCheckpoint,
    request: AddCheckpoint,
}

impl Accepted {
    /// What is to be kept before anything is answered.
    #[must_use]
    pub fn checkpoint(&self) -> &VerifiedCheckpoint {
        &self.checkpoint
    }

    /// The checkpoint's note, as it was asked with.
    #[must_use]
    pub fn note(&self) -> &SignedNote {
        &self.request.checkpoint
    }

    /// The answer: a cosignature by the witness, at this time in seconds since 1970.
    ///
    /// # Errors
    /// A time of 0 or after 2^63 - 1 (6).
    pub fn cosign(&self, key: &SigningKey, time: u64) -> Result<NoteSignature, NoteError> {
        key.cosign(self.note().unverified_text(), time)
    }
}

/// Decides. The checks come in the specification's order; `known` says what the witness knows of the ledger of an origin.
///
/// # Errors
/// A refusal; a checkpoint whose text is malformed (6); what `known` answers.
pub fn judge<E: From<LedgerError> + From<WitnessRefusal>>(
    request: AddCheckpoint,
    known: impl FnOnce(&str) -> Result<Option<KnownLog>, E>,
) -> Result<Accepted, E> {
    let claimed = Checkpoint::parse(request.checkpoint.unverified_text())?;
    let log = known(claimed.origin().as_str())?.ok_or_else(|| WitnessRefusal::UnknownLog {
        origin: claimed.origin().to_string(),
    })?;
    Ok(decide(request, &claimed, &log)?)
}

fn decide(
    request: AddCheckpoint,
    claimed: &Checkpoint,
    log: &KnownLog,
) -> Result<Accepted, WitnessRefusal> {
    let (old, new) = (request.old, claimed.size());
    let (latest, latest_root) = log.latest.unwrap_or((TreeSize::ZERO, empty_root()));
    let inconsistent = || WitnessRefusal::Inconsistent {
        old: latest,
        old_root: latest_root,
        new,
        new_root: claimed.root(),
    };
    let checkpoint = match Checkpoint::verify(&request.checkpoint, &log.key, claimed.origin()) {
        Ok(checkpoint) => checkpoint,
        Err(LedgerError::RootDiffers { .. }) => return Err(inconsistent()),
        Err(error) => return Err(WitnessRefusal::Forbidden(error)),
    };
    if old > new {
        return Err(WitnessRefusal::BadRequest { old, new });
    }
    if old != latest {
        return Err(WitnessRefusal::Conflict { old, latest });
    }
    let continues = if old == TreeSize::ZERO {
        request.hashes.is_empty()
    } else {
        verify_consistency(old, &latest_root, new, &checkpoint.root(), &request.hashes).is_ok()
    };
    if !continues {
        return Err(inconsistent());
    }
    Ok(Accepted {
        checkpoint,
        request,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use super::*;
    use crate::ledger::Origin;
    use crate::ledger::naive::{naive_consistency, naive_root};
    use crate::note::KeyName;

    /// Either, as a caller has them.
    #[derive(Debug, PartialEq)]
    enum Fault {
        Ledger(LedgerError),
        Refused(WitnessRefusal),
    }

    impl From<LedgerError> for Fault {
        fn from(error: LedgerError) -> Self {
            Self::Ledger(error)
        }
    }

    impl From<WitnessRefusal> for Fault {
        fn from(refusal: WitnessRefusal) -> Self {
            Self::Refused(refusal)
        }
    }

    /// What is refused, of a request whose form is good.
    fn judged(
        request: AddCheckpoint,
        known: impl FnOnce(&str) -> Option<KnownLog>,
    ) -> Result<Accepted, WitnessRefusal> {
        match judge(request, |origin| Ok(known(origin))) {
            Ok(accepted) => Ok(accepted),
            Err(Fault::Refused(refusal)) => Err(refusal),
            Err(Fault::Ledger(error)) => panic!("{error}"),
        }
    }

    fn log_key(seed: u8) -> SigningKey {
        SigningKey::from_seed(KeyName::new("vault-1").unwrap(), &[seed; 32])
    }

    fn checkpoint(size: u64, root: Hash) -> SignedNote {
        let origin = Origin::new("vault-1").unwrap();
        let checkpoint = Checkpoint::new(origin, TreeSize(size), root);
        checkpoint.sign(&log_key(1)).unwrap()
    }

    /// From what the asker thinks was seen last to the honest tree of `new`.
    fn request(old: u64, new: u64) -> AddCheckpoint {
        let proof = (old > 0 && old <= new).then(|| naive_consistency(old, new));
        AddCheckpoint {
            old: TreeSize(old),
            hashes: proof.unwrap_or_default(),
            checkpoint: checkpoint(new, naive_root(new)),
        }
    }

    fn seen(size: u64) -> KnownLog {
        KnownLog {
            key: log_key(1).verifier(),
            latest: (size > 0).then(|| (TreeSize(size), naive_root(size))),
        }
    }

    fn asked(request: AddCheckpoint, known: KnownLog) -> Result<Accepted, WitnessRefusal> {
        judged(request, |origin| {
            assert_eq!(origin, "vault-1");
            Some(known)
        })
    }

    fn refused(request: AddCheckpoint, known: KnownLog) -> (u16, u8) {
        let refusal = asked(request, known).unwrap_err();
        (refusal.status(), refusal.code())
    }

    #[test]
    fn what_continues_is_cosigned_from_the_first_checkpoint_on() {
        for (old, new) in [
            (0, 0),
            (0, 1),
            (0, 9),
            (1, 1),
            (1, 9),
            (5, 8),
            (8, 8),
            (7, 130),
        ] {
            let accepted = asked(request(old, new), seen(old)).unwrap();
            assert_eq!(accepted.checkpoint().size(), TreeSize(new));
            let witness = SigningKey::from_seed(KeyName::new("w").unwrap(), &[9; 32]);
            let line = accepted.cosign(&witness, 1000).unwrap().line();
            let note = checkpoint(new, naive_root(new)).with_lines(line.as_bytes());
            assert_eq!(
                note.unwrap()
                    .cosigned_by(&[witness.witness()])
                    .unwrap()
                    .len(),
                1
            );
        }
    }

    #[test]
    fn each_fault_has_the_specifications_class() {
        // 404: nobody told of it.
        let unknown = judged(request(0, 3), |_| None).unwrap_err();
        assert_eq!((unknown.status(), unknown.code()), (404, 5));
        // 403: another key under the same name, and a signature that is spoiled.
        let other = KnownLog {
            key: log_key(2).verifier(),
            latest: None,
        };
        assert_eq!(refused(request(0, 3), other), (403, 5));
        let mut bytes = request(0, 3).to_bytes();
        let at = bytes.len() - 20;
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let spoiled = AddCheckpoint::parse(&bytes).unwrap();
        assert_eq!(refused(spoiled, seen(0)), (403, 5));
        // 400: from more than there is.
        assert_eq!(refused(request(5, 3), seen(3)), (400, 6));
        // 409: from something else than what was cosigned last, which the answer names.
        for (old, latest) in [(0, 5), (3, 5), (6, 5), (5, 0)] {
            let refusal = asked(request(old, 9), seen(latest)).unwrap_err();
            assert_eq!((refusal.status(), refusal.code()), (409, 8));
            assert!(
                matches!(refusal, WitnessRefusal::Conflict { latest: told, .. } if told == TreeSize(latest))
            );
        }
    }

    #[test]
    fn what_does_not_continue_is_never_cosigned() {
        let shown_otherwise = naive_root(8);
        let forged = |old: u64, new: u64, hashes: Vec<Hash>| AddCheckpoint {
            old: TreeSize(old),
            hashes,
            checkpoint: checkpoint(new, shown_otherwise),
        };
        // Two roots of one size; a proof of another tree; a proof where none may be; none where one must be.
        assert_eq!(refused(forged(5, 5, Vec::new()), seen(5)), (422, 3));
        assert_eq!(
            refused(forged(5, 9, naive_consistency(5, 9)), seen(5)),
            (422, 3)
        );
        let mut first = request(0, 9);
        first.hashes = naive_consistency(5, 9);
        assert_eq!(refused(first, seen(0)), (422, 3));
        let mut bare = request(5, 9);
        bare.hashes.clear();
        assert_eq!(refused(bare, seen(5)), (422, 3));
        // An empty tree with a root.
        assert_eq!(refused(forged(0, 0, Vec::new()), seen(0)), (422, 3));
        // Every hash of a proof changed, left out, or doubled.
        let good = request(7, 100);
        for place in 0..good.hashes.len() {
            let mut changed = good.clone();
            changed.hashes[place] = naive_root(3);
            let mut short = good.clone();
            short.hashes.remove(place);
            let mut long = good.clone();
            long.hashes.insert(place, good.hashes[place]);
            for request in [changed, short, long] {
                assert_eq!(refused(request, seen(7)), (422, 3), "hash {place}");
            }
        }
    }
}
