//! The growing tree: only its right edge is needed to append a leaf or to know the root.

use super::error::{LedgerError, TreeError};
use super::hash::{Hash, empty_root, node_hash};
use super::position::{LeafIndex, NodeId, TreeSize};

/// Where the hashes of complete subtrees are stored.
pub trait NodeReader {
    /// What reading can fail with.
    type Error;

    /// The stored hash of a complete subtree, or nothing if none is stored there.
    ///
    /// # Errors
    /// The store's own.
    fn node(&self, node: NodeId) -> Result<Option<Hash>, Self::Error>;
}

impl<R: NodeReader + ?Sized> NodeReader for &R {
    type Error = R::Error;

    fn node(&self, node: NodeId) -> Result<Option<Hash>, Self::Error> {
        (**self).node(node)
    }
}

/// A node that must be there.
pub(super) fn stored<R: NodeReader>(reader: &R, node: NodeId) -> Result<Hash, TreeError<R::Error>> {
    reader
        .node(node)
        .map_err(TreeError::Reader)?
        .ok_or(TreeError::Ledger(LedgerError::MissingNode { node }))
}

/// The complete subtrees that together cover `count` leaves from leaf `start` on, largest first.
///
/// `start` must be a multiple of the largest of them: so it is at 0, and right of every split of
/// RFC 6962, 2.1.
pub(super) fn cover(start: u64, count: u64) -> impl Iterator<Item = NodeId> {
    let mut next = start;
    (0..64u8)
        .rev()
        .filter(move |level| count >> level & 1 == 1)
        .map(move |level| {
            let node = NodeId {
                level,
                index: next >> level,
            };
            next = next.wrapping_add(1 << level);
            node
        })
}

/// The right edge of a tree: the roots of its complete subtrees, at most 63 hashes, whatever the
/// tree's size. Leaves can be pushed one after another before any node is stored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    /// One for each bit set in `size`, largest subtree first.
    peaks: Vec<Hash>,
}

impl Frontier {
    /// Of the tree without leaves.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Of the stored tree of this size: one read for each bit set in it.
    ///
    /// # Errors
    /// A node is missing (3) or unreadable; the size is over [`TreeSize::MAX`] (9).
    pub fn load<R: NodeReader>(size: TreeSize, reader: &R) -> Result<Self, TreeError<R::Error>> {
        if size > TreeSize::MAX {
            return Err(LedgerError::TreeFull.into());
        }
        let peaks = cover(0, size.0)
            .map(|node| stored(reader, node))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            size: size.0,
            peaks,
        })
    }

    /// The number of leaves.
    #[must_use]
    pub fn size(&self) -> TreeSize {
        TreeSize(self.size)
    }

    /// The root of the tree (RFC 6962, 2.1).
    #[must_use]
    pub fn root(&self) -> Hash {
        fold(self.peaks.iter().copied()).unwrap_or_else(empty_root)
    }

    /// Appends a leaf's hash. Returns the nodes that this completes, to be stored: the leaf's
    /// first, then upwards.
    ///
    /// # Errors
    /// [`LedgerError::TreeFull`] (9); the frontier is as before.
    pub fn push(&mut self, leaf: Hash) -> Result<Vec<(NodeId, Hash)>, LedgerError> {
        let mut completed = Vec::with_capacity(1);
        self.grow(leaf, |node, hash| completed.push((node, hash)))?;
        Ok(completed)
    }

    /// Appends a leaf's hash and reports each node that this completes.
    pub(super) fn grow(
        &mut self,
        leaf: Hash,
        mut completed: impl FnMut(NodeId, Hash),
    ) -> Result<(), LedgerError> {
        if self.size >= TreeSize::MAX.0 {
            return Err(LedgerError::TreeFull);
        }
        let mut node = NodeId::leaf(LeafIndex(self.size));
        let mut hash = leaf;
        completed(node, hash);
        // A node of odd index is a right child: with its left sibling, the last peak, it makes
        // their parent complete.
        while node.index & 1 == 1 {
            let Some(left) = self.peaks.pop() else { break };
            hash = node_hash(&left, &hash);
            node = NodeId {
                level: node.level + 1,
                index: node.index >> 1,
            };
            completed(node, hash);
        }
        self.peaks.push(hash);
        self.size += 1;
        Ok(())
    }
}

/// The hash over subtrees, largest first, as RFC 6962, 2.1 joins them: from the right.
pub(super) fn fold(peaks: impl DoubleEndedIterator<Item = Hash>) -> Option<Hash> {
    peaks.rev().reduce(|right, left| node_hash(&left, &right))
}

/// What appending one leaf brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// The nodes to be stored: the leaf's first, then each subtree that it completes.
    pub new_nodes: Vec<(NodeId, Hash)>,
    /// The root of the tree with the leaf in it.
    pub root: Hash,
}

/// Appends a leaf's hash to the stored tree of this size, in O(log n) reads. For several leaves in
/// a row, use a [`Frontier`].
///
/// # Errors
/// A node is missing (3) or unreadable; the tree is full (9).
pub fn append<R: NodeReader>(
    size: TreeSize,
    leaf: Hash,
    reader: &R,
) -> Result<Appended, TreeError<R::Error>> {
    let mut frontier = Frontier::load(size, reader)?;
    let new_nodes = frontier.push(leaf)?;
    Ok(Appended {
        new_nodes,
        root: frontier.root(),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;
    use crate::ledger::naive::{Memory, leaf, naive_root};

    #[test]
    fn roots_of_all_sizes_equal_those_of_the_naive_tree() {
        let mut frontier = Frontier::new();
        assert_eq!(frontier.root(), naive_root(0));
        for size in 1..=300 {
            frontier.push(leaf(size - 1)).unwrap();
            assert_eq!(frontier.root(), naive_root(size), "{size}");
            assert_eq!(frontier.size(), TreeSize(size));
        }
    }

    #[test]
    fn each_append_reads_the_right_edge_only_and_gives_the_same_tree() {
        let mut memory = Memory::default();
        for size in 0..300u64 {
            memory.reads.set(0);
            let appended = append(TreeSize(size), leaf(size), &memory).unwrap();
            assert_eq!(memory.reads.get(), size.count_ones());
            assert_eq!(appended.root, naive_root(size + 1));
            for (node, hash) in appended.new_nodes {
                assert_eq!(memory.nodes.insert(node, hash), None);
            }
        }
        // 300 leaves, and one inner node for each complete pair below.
        assert_eq!(memory.nodes.len(), 300 + 150 + 75 + 37 + 18 + 9 + 4 + 2 + 1);
    }

    #[test]
    fn a_loaded_frontier_goes_on_like_the_one_that_was_kept() {
        let memory = Memory::of_size(300);
        let mut kept = Frontier::new();
        for size in 0..=300 {
            let mut loaded = Frontier::load(TreeSize(size), &memory).unwrap();
            assert_eq!(loaded, kept);
            // Several leaves in a row, none of their nodes stored in between.
            let mut ahead = kept.clone();
            for index in size..size + 5 {
                assert_eq!(loaded.push(leaf(index)), ahead.push(leaf(index)));
            }
            assert_eq!(loaded.root(), naive_root(size + 5));
            kept.push(leaf(size)).unwrap();
        }
    }

    #[test]
    fn a_missing_or_unreadable_node_is_named() {
        let mut memory = Memory::of_size(7);
        let node = NodeId { level: 1, index: 2 };
        memory.nodes.remove(&node);
        let error = append(TreeSize(7), leaf(7), &memory).unwrap_err();
        assert_eq!(error, LedgerError::MissingNode { node }.into());
        assert_eq!(error.code(), 3);

        memory.broken = true;
        let error = append(TreeSize(7), leaf(7), &memory).unwrap_err();
        assert_eq!(error, TreeError::Reader("broken"));
        assert_eq!(error.code(), 7);
    }

    #[test]
    fn a_full_tree_takes_no_more() {
        let mut memory = Memory::default();
        memory.nodes.insert(
            NodeId {
                level: 63,
                index: 0,
            },
            leaf(0),
        );
        let mut full = Frontier::load(TreeSize::MAX, &memory).unwrap();
        let before = full.clone();
        assert_eq!(full.push(leaf(1)), Err(LedgerError::TreeFull));
        assert_eq!(full, before);
        let over = Frontier::load(TreeSize(TreeSize::MAX.0 + 1), &memory);
        assert_eq!(over.unwrap_err().code(), 9);
    }
}
