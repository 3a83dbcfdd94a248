//! The whole ledger, leaf by leaf, against a signed checkpoint. Memory does not grow with the
//! ledger.

use super::checkpoint::VerifiedCheckpoint;
use super::error::LedgerError;
use super::hash::{Hash, leaf_hash};
use super::position::{LeafIndex, NodeId, TreeSize};
use super::tree::Frontier;

/// Folds the leaves, fed in order from the first, to a root.
#[derive(Debug, Clone, Default)]
pub struct LedgerWalk {
    frontier: Frontier,
}

impl LedgerWalk {
    /// Before the first leaf.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Feeds the next leaf: the exact bytes of a record. Returns its index.
    ///
    /// # Errors
    /// [`LedgerError::TreeFull`] (9).
    pub fn feed(&mut self, leaf: &[u8]) -> Result<LeafIndex, LedgerError> {
        self.feed_hash(leaf_hash(leaf))
    }

    /// As [`feed`](Self::feed), and reports each node of the tree that this leaf completes: what a stored tree must hold.
    ///
    /// # Errors
    /// [`LedgerError::TreeFull`] (9).
    pub fn feed_reporting(
        &mut self,
        leaf: &[u8],
        completed: impl FnMut(NodeId, Hash),
    ) -> Result<LeafIndex, LedgerError> {
        let index = self.size().next_index();
        self.frontier.grow(leaf_hash(leaf), completed)?;
        Ok(index)
    }

    /// Feeds the next leaf by its hash, for who computed the hashes elsewhere.
    ///
    /// # Errors
    /// [`LedgerError::TreeFull`] (9).
    pub fn feed_hash(&mut self, leaf: Hash) -> Result<LeafIndex, LedgerError> {
        let index = self.size().next_index();
        self.frontier.grow(leaf, |_, _| ())?;
        Ok(index)
    }

    /// The leaves fed so far.
    #[must_use]
    pub fn size(&self) -> TreeSize {
        self.frontier.size()
    }

    /// The root over the leaves fed so far.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// Compares what was fed so far with what was signed: at the end with the last checkpoint, on
    /// the way with an older one of the size reached.
    ///
    /// # Errors
    /// [`LedgerError::SizeDiffers`] or [`LedgerError::RootDiffers`] (3): records are missing, were
    /// added, or were changed.
    pub fn compare(&self, checkpoint: &VerifiedCheckpoint) -> Result<(), LedgerError> {
        if self.size() != checkpoint.size() {
            return Err(LedgerError::SizeDiffers {
                expected: checkpoint.size(),
                found: self.size(),
            });
        }
        let found = self.root();
        if found != checkpoint.root() {
            return Err(LedgerError::RootDiffers {
                size: self.size(),
                expected: checkpoint.root(),
                found,
            });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;
    use crate::ledger::{Checkpoint, Origin};
    use crate::note::SigningKey;

    fn walk(leaves: &[&str]) -> LedgerWalk {
        let mut walk = LedgerWalk::new();
        for (index, leaf) in (0..).zip(leaves) {
            assert_eq!(walk.feed(leaf.as_bytes()), Ok(LeafIndex(index)));
        }
        walk
    }

    fn checkpoint(leaves: &[&str]) -> VerifiedCheckpoint {
        let walk = walk(leaves);
        let origin = Origin::new("v").unwrap();
        let key = SigningKey::from_seed(origin.key_name().clone(), &[1; 32]);
        let note = Checkpoint::new(origin.clone(), walk.size(), walk.root())
            .sign(&key)
            .unwrap();
        Checkpoint::verify(&note, &key.verifier(), &origin).unwrap()
    }

    #[test]
    fn the_ledger_that_was_signed_agrees() {
        for leaves in [&[][..], &["a"], &["a", "b", "c"]] {
            assert_eq!(walk(leaves).compare(&checkpoint(leaves)), Ok(()));
        }
        // An older checkpoint, on the way.
        let mut on_the_way = walk(&["a", "b"]);
        assert_eq!(on_the_way.compare(&checkpoint(&["a", "b"])), Ok(()));
        on_the_way.feed(b"c").unwrap();
        assert_eq!(on_the_way.compare(&checkpoint(&["a", "b", "c"])), Ok(()));
    }

    #[test]
    fn changed_reordered_inserted_and_removed_leaves_are_found() {
        let signed = checkpoint(&["a", "b", "c"]);
        for leaves in [["a", "b", "d"], ["b", "a", "c"], ["a", "bc", ""]] {
            let walk = walk(&leaves);
            let error = LedgerError::RootDiffers {
                size: TreeSize(3),
                expected: signed.root(),
                found: walk.root(),
            };
            assert_eq!(walk.compare(&signed), Err(error.clone()));
            assert_eq!(error.code(), 3);
        }
        for leaves in [&["a", "b"][..], &["a", "b", "c", "d"], &[]] {
            let walk = walk(leaves);
            let error = LedgerError::SizeDiffers {
                expected: TreeSize(3),
                found: walk.size(),
            };
            assert_eq!(walk.compare(&signed), Err(error.clone()));
            assert_eq!(error.code(), 3);
        }
    }
}
