//! Folding a proof to a root (RFC 9162, 2.1.3.2 and 2.1.4.2). Needs no store, no key and no trust.

use super::MAX_PROOF_HASHES;
use super::error::LedgerError;
use super::hash::{Hash, node_hash};
use super::position::{LeafIndex, TreeSize};

/// Checks that the leaf with hash `leaf` is leaf `index` of the tree of `size` leaves with root
/// `root`, where `index < size`. The size is only as trustworthy as the checkpoint it came from:
/// a proof alone does not bind it.
///
/// # Errors
/// `index >= size` or more than 63 hashes (6); [`LedgerError::NotIncluded`] (3).
pub fn verify_inclusion(
    leaf: &Hash,
    index: LeafIndex,
    size: TreeSize,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), LedgerError> {
    refuse_long(proof)?;
    if index.0 >= size.0 {
        return Err(LedgerError::IndexOutOfRange { index, size });
    }
    let mut path = Path::new(index.0, size.0 - 1);
    let mut hash = *leaf;
    let complete = proof.iter().all(|sibling| match path.step() {
        Some(Side::Left) => {
            hash = node_hash(sibling, &hash);
            true
        }
        Some(Side::Right) => {
            hash = node_hash(&hash, sibling);
            true
        }
        None => false,
    });
    if complete && path.is_at_root() && hash == *root {
        return Ok(());
    }
    Err(LedgerError::NotIncluded {
        index,
        size,
        root: *root,
    })
}

/// Checks that the tree of `newer` leaves with root `newer_root` continues the tree of `older`
/// leaves with root `older_root`, where `0 < older <= newer`. With equal sizes the proof is empty
/// and the roots must be equal.
///
/// # Errors
/// `older` is 0 or more than `newer`, or more than 63 hashes (6); [`LedgerError::Inconsistent`] (3).
pub fn verify_consistency(
    older: TreeSize,
    older_root: &Hash,
    newer: TreeSize,
    newer_root: &Hash,
    proof: &[Hash],
) -> Result<(), LedgerError> {
    refuse_long(proof)?;
    if older > newer {
        return Err(LedgerError::SizesOutOfOrder { older, newer });
    }
    if older == TreeSize::ZERO {
        return Err(LedgerError::EmptyTree);
    }
    let consistent = if older == newer {
        proof.is_empty() && older_root == newer_root
    } else {
        folds_to_both(older.0, older_root, newer.0, newer_root, proof)
    };
    if consistent {
        return Ok(());
    }
    Err(LedgerError::Inconsistent {
        older,
        older_root: *older_root,
        newer,
        newer_root: *newer_root,
    })
}

/// RFC 9162, 2.1.4.2, for `0 < older < newer`.
fn folds_to_both(
    older: u64,
    older_root: &Hash,
    newer: u64,
    newer_root: &Hash,
    proof: &[Hash],
) -> bool {
    // The fold starts from the largest complete subtree at the older tree's right edge. If that is
    // the whole older tree, its hash is the older root and the proof leaves it out.
    let (start, rest) = if older.is_power_of_two() {
        (older_root, proof)
    } else {
        match proof.split_first() {
            Some(parts) => parts,
            None => return false,
        }
    };
    let level = older.trailing_zeros();
    let mut path = Path::new((older - 1) >> level, (newer - 1) >> level);
    let (mut old, mut new) = (*start, *start);
    for sibling in rest {
        match path.step() {
            Some(Side::Left) => {
                old = node_hash(sibling, &old);
                new = node_hash(sibling, &new);
            }
            // Right of the older tree there is nothing older.
            Some(Side::Right) => new = node_hash(&new, sibling),
            None => return false,
        }
    }
    path.is_at_root() && old == *older_root && new == *newer_root
}

fn refuse_long(proof: &[Hash]) -> Result<(), LedgerError> {
    if proof.len() > MAX_PROOF_HASHES {
        return Err(LedgerError::ProofTooLong { count: proof.len() });
    }
    Ok(())
}

/// On which side of the path the sibling stands.
enum Side {
    Left,
    Right,
}

/// The way from a node up to the root: the node's index and that of the last node on its level
/// (`fn` and `sn` of RFC 9162).
struct Path {
    index: u64,
    last: u64,
}

impl Path {
    fn new(index: u64, last: u64) -> Self {
        Self { index, last }
    }

    fn is_at_root(&self) -> bool {
        self.last == 0
    }

    /// One sibling further up; nothing if the root is reached.
    fn step(&mut self) -> Option<Side> {
        if self.is_at_root() {
            return None;
        }
        let side = if self.index & 1 == 1 {
            Side::Left
        } else if self.index == self.last {
            // The last node of a level without a right sibling is passed up as it is.
            let levels = self.index.trailing_zeros();
            self.index >>= levels;
            self.last >>= levels;
            Side::Left
        } else {
            Side::Right
        };
        self.index >>= 1;
        self.last >>= 1;
        Some(side)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;
    use crate::ledger::naive::{leaf, naive_consistency, naive_inclusion, naive_root};

    fn included(index: u64, size: u64, proof: &[Hash]) -> Result<(), LedgerError> {
        let (index, size, root) = (LeafIndex(index), TreeSize(size), naive_root(size));
        verify_inclusion(&leaf(index.0), index, size, proof, &root)
    }

    fn consistent(older: u64, newer: u64, proof: &[Hash]) -> Result<(), LedgerError> {
        let (a, b) = (naive_root(older), naive_root(newer));
        verify_consistency(TreeSize(older), &a, TreeSize(newer), &b, proof)
    }

    /// The proof with one hash less, more, moved, or with one bit changed, at every place.
    fn broken(proof: &[Hash]) -> Vec<Vec<Hash>> {
        let mut all = Vec::new();
        for at in 0..=proof.len() {
            for extra in [leaf(0), leaf(9999)].iter().chain(proof) {
                let mut more = proof.to_vec();
                more.insert(at, *extra);
                all.push(more);
            }
        }
        for at in 0..proof.len() {
            let mut less = proof.to_vec();
            less.remove(at);
            all.push(less);
            for bit in [0, 100, 255] {
                let mut changed = proof.to_vec();
                let mut bytes = *changed[at].as_bytes();
                bytes[bit / 8] ^= 1 << (bit % 8);
                changed[at] = Hash::from_bytes(bytes);
                all.push(changed);
            }
            for other in at + 1..proof.len() {
                let mut swapped = proof.to_vec();
                swapped.swap(at, other);
                all.push(swapped);
            }
        }
        all
    }

    #[test]
    fn every_inclusion_to_300_verifies() {
        for size in 1..=300 {
            for index in 0..size {
                let proof = naive_inclusion(index, size);
                assert_eq!(included(index, size, &proof), Ok(()), "{index} {size}");
            }
        }
    }

    #[test]
    fn a_proof_serves_no_other_leaf_index_or_root() {
        for size in 2..=70 {
            let root = naive_root(size);
            for index in 0..size {
                let proof = naive_inclusion(index, size);
                let other = (index + 1) % size;
                for (leaf_hash, index, root) in [
                    (leaf(other), index, root),
                    (leaf(index), other, root),
                    (leaf(index), index, naive_root(size + 1)),
                ] {
                    let (index, size) = (LeafIndex(index), TreeSize(size));
                    let verdict = verify_inclusion(&leaf_hash, index, size, &proof, &root);
                    assert_eq!(verdict, Err(LedgerError::NotIncluded { index, size, root }));
                }
            }
        }
    }

    #[test]
    fn every_consistency_to_130_verifies_and_no_other_root_does() {
        for newer in 1..=130 {
            for older in 1..=newer {
                let proof = naive_consistency(older, newer);
                assert_eq!(consistent(older, newer, &proof), Ok(()), "{older} {newer}");
                let (a, b) = (naive_root(older), naive_root(newer));
                for (a, b) in [(leaf(0), leaf(1)), (a, leaf(9999)), (leaf(9999), b)] {
                    let (older, newer) = (TreeSize(older), TreeSize(newer));
                    let verdict = verify_consistency(older, &a, newer, &b, &proof);
                    assert_eq!(verdict.unwrap_err().code(), 3, "{older} {newer}");
                }
            }
        }
    }

    #[test]
    fn inclusion_proofs_broken_in_any_way_are_refused() {
        for size in 1..=40 {
            for index in 0..size {
                for proof in broken(&naive_inclusion(index, size)) {
                    let error = included(index, size, &proof).unwrap_err();
                    assert_eq!(error.code(), 3, "{index} {size} {proof:?}");
                }
            }
        }
    }

    #[test]
    fn consistency_proofs_broken_in_any_way_are_refused() {
        for newer in 1..=40 {
            for older in 1..=newer {
                for proof in broken(&naive_consistency(older, newer)) {
                    let error = consistent(older, newer, &proof).unwrap_err();
                    assert_eq!(error.code(), 3, "{older} {newer} {proof:?}");
                }
            }
        }
    }

    #[test]
    fn a_proof_that_reaches_its_root_too_early_for_the_size_is_refused() {
        // Hashes of a tree of 1 and 2 leaves, under the claim of a larger one.
        let verdict = verify_inclusion(&leaf(0), LeafIndex(0), TreeSize(2), &[], &leaf(0));
        assert_eq!(verdict.unwrap_err().code(), 3);
        let (one, two) = (naive_root(1), naive_root(2));
        for newer in [3, 4] {
            let proof = [leaf(1)];
            let verdict = verify_consistency(TreeSize(1), &one, TreeSize(newer), &two, &proof);
            assert_eq!(verdict.unwrap_err().code(), 3, "{newer}");
        }
    }

    #[test]
    fn impossible_questions_are_malformed() {
        for (index, size) in [(0, 0), (3, 3), (u64::MAX, 3), (u64::MAX, u64::MAX)] {
            assert_eq!(
                verify_inclusion(&leaf(0), LeafIndex(index), TreeSize(size), &[], &leaf(0)),
                Err(LedgerError::IndexOutOfRange {
                    index: LeafIndex(index),
                    size: TreeSize(size)
                })
            );
        }
        assert_eq!(consistent(0, 0, &[]), Err(LedgerError::EmptyTree));
        assert_eq!(consistent(0, 3, &[]), Err(LedgerError::EmptyTree));
        assert_eq!(consistent(4, 3, &[]).unwrap_err().code(), 6);

        let long = [leaf(0); 64];
        assert_eq!(included(0, 3, &long).unwrap_err().code(), 6);
        assert_eq!(consistent(1, 3, &long).unwrap_err().code(), 6);
        assert_eq!(included(0, 3, &long[..63]).unwrap_err().code(), 3);
    }

    #[test]
    fn sizes_at_the_end_of_the_range_do_not_overflow() {
        // The last leaf of the largest tree: each sibling on the left.
        let proof = [leaf(1); 63];
        let last = LeafIndex(TreeSize::MAX.0 - 1);
        let root = proof.iter().fold(leaf(0), |hash, p| node_hash(p, &hash));
        assert_eq!(
            verify_inclusion(&leaf(0), last, TreeSize::MAX, &proof, &root),
            Ok(())
        );
        // Leaf 0 of a still larger tree needs 64 hashes.
        let huge = TreeSize(u64::MAX);
        let verdict = verify_inclusion(&leaf(0), LeafIndex(0), huge, &proof, &root);
        assert_eq!(verdict.unwrap_err().code(), 3);
        let verdict = verify_consistency(TreeSize(u64::MAX - 1), &root, huge, &root, &proof);
        assert_eq!(verdict.unwrap_err().code(), 3);
    }
}
