//! Which hashes make a proof (RFC 6962, 2.1.1 and 2.1.2), read from the stored nodes.

use super::error::{LedgerError, TreeError};
use super::hash::{Hash, empty_root};
use super::position::{LeafIndex, TreeSize};
use super::tree::{NodeReader, cover, fold, stored};

/// The proof that leaf `index` is in the tree of `size` leaves, with `index < size`: the siblings
/// from the leaf up. O(log n) reads.
///
/// # Errors
/// `index >= size` (6); the size is over [`TreeSize::MAX`] (9); a node is missing (3) or
/// unreadable.
pub fn inclusion_proof<R: NodeReader>(
    index: LeafIndex,
    size: TreeSize,
    reader: &R,
) -> Result<Vec<Hash>, TreeError<R::Error>> {
    if index.0 >= size.0 {
        return Err(LedgerError::IndexOutOfRange { index, size }.into());
    }
    refuse_over_full(size)?;
    let (mut start, mut end) = (0, size.0);
    let mut proof = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        if index.0 < middle {
            proof.push(subtree(middle, end, reader)?);
            end = middle;
        } else {
            proof.push(subtree(start, middle, reader)?);
            start = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// The proof that the tree of `newer` leaves continues the tree of `older` leaves, with
/// `0 < older <= newer`; empty when they are equal. O(log n) reads.
///
/// # Errors
/// `older` is 0 or more than `newer` (6); the size is over [`TreeSize::MAX`] (9); a node is
/// missing (3) or unreadable.
pub fn consistency_proof<R: NodeReader>(
    older: TreeSize,
    newer: TreeSize,
    reader: &R,
) -> Result<Vec<Hash>, TreeError<R::Error>> {
    if older > newer {
        return Err(LedgerError::SizesOutOfOrder { older, newer }.into());
    }
    if older == TreeSize::ZERO {
        return Err(LedgerError::EmptyTree.into());
    }
    refuse_over_full(newer)?;
    let (mut start, mut end) = (0, newer.0);
    let mut proof = Vec::new();
    // SUBPROOF of RFC 6962, 2.1.2, from the root down.
    while older.0 != end {
        let middle = start + split(end - start);
        if older.0 <= middle {
            proof.push(subtree(middle, end, reader)?);
            end = middle;
        } else {
            proof.push(subtree(start, middle, reader)?);
            start = middle;
        }
    }
    // At 0 the verifier has this hash: it is the older root (the flag b of the RFC).
    if start != 0 {
        proof.push(subtree(start, end, reader)?);
    }
    proof.reverse();
    Ok(proof)
}

fn refuse_over_full(size: TreeSize) -> Result<(), LedgerError> {
    if size > TreeSize::MAX {
        return Err(LedgerError::TreeFull);
    }
    Ok(())
}

/// The largest power of two below `count`, for `count` of at least 2 (RFC 6962, 2.1: k).
fn split(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}

/// The hash over leaves `start` to `end`, `end` not included.
fn subtree<R: NodeReader>(start: u64, end: u64, reader: &R) -> Result<Hash, TreeError<R::Error>> {
    let peaks = cover(start, end - start)
        .map(|node| stored(reader, node))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(fold(peaks.into_iter()).unwrap_or_else(empty_root))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;
    use crate::ledger::naive::{Memory, naive_consistency, naive_inclusion};

    /// Generous: two reads a level.
    fn most_reads(size: u64) -> u32 {
        2 * size.next_power_of_two().ilog2()
    }

    #[test]
    fn every_inclusion_proof_to_300_equals_the_naive_one() {
        let memory = Memory::of_size(300);
        for size in 1..=300 {
            for index in 0..size {
                memory.reads.set(0);
                let proof = inclusion_proof(LeafIndex(index), TreeSize(size), &memory).unwrap();
                assert_eq!(proof, naive_inclusion(index, size), "{index} {size}");
                assert!(memory.reads.get() <= most_reads(size), "{index} {size}");
            }
        }
    }

    #[test]
    fn every_consistency_proof_to_130_equals_the_naive_one() {
        let memory = Memory::of_size(130);
        for newer in 1..=130 {
            for older in 1..=newer {
                memory.reads.set(0);
                let proof = consistency_proof(TreeSize(older), TreeSize(newer), &memory).unwrap();
                assert_eq!(proof, naive_consistency(older, newer), "{older} {newer}");
                assert!(memory.reads.get() <= most_reads(newer), "{older} {newer}");
            }
        }
    }

    #[test]
    fn questions_without_an_answer_are_refused() {
        let memory = Memory::of_size(9);
        for (index, size) in [(0, 0), (3, 3), (u64::MAX, 9)] {
            let proof = inclusion_proof(LeafIndex(index), TreeSize(size), &memory);
            assert_eq!(proof.unwrap_err().code(), 6);
        }
        for (older, newer) in [(0, 0), (0, 3), (4, 3), (u64::MAX, 3)] {
            let proof = consistency_proof(TreeSize(older), TreeSize(newer), &memory);
            assert_eq!(proof.unwrap_err().code(), 6);
        }
        let over = TreeSize(u64::MAX);
        assert_eq!(
            inclusion_proof(LeafIndex(0), over, &memory)
                .unwrap_err()
                .code(),
            9
        );
        assert_eq!(
            consistency_proof(TreeSize(1), over, &memory)
                .unwrap_err()
                .code(),
            9
        );
    }

    #[test]
    fn a_missing_node_is_an_integrity_fault() {
        // The tree is said to be larger than what is stored.
        let memory = Memory::of_size(9);
        let proof = inclusion_proof(LeafIndex(0), TreeSize(10), &memory);
        assert_eq!(proof.unwrap_err().code(), 3);
        let proof = consistency_proof(TreeSize(9), TreeSize(12), &memory);
        assert_eq!(proof.unwrap_err().code(), 3);
    }
}
