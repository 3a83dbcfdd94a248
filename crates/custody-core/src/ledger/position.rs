//! Places in the tree: how many leaves, which leaf, which node.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A number of leaves.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct TreeSize(pub u64);

impl TreeSize {
    /// The tree without leaves.
    pub const ZERO: Self = Self(0);

    /// The largest tree whose proofs fit in 63 hashes: 2^63 leaves.
    pub const MAX: Self = Self(1 << 63);

    /// The index that the next leaf gets.
    #[must_use]
    pub fn next_index(self) -> LeafIndex {
        LeafIndex(self.0)
    }
}

impl fmt::Display for TreeSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A number as the C2SP formats write one: ASCII decimal without sign, spaces and leading zeros, below 2^64.
pub(super) fn decimal(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    (plain && (text == "0" || !text.starts_with('0')))
        .then(|| text.parse().ok())
        .flatten()
}

/// A leaf's place, from 0.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct LeafIndex(pub u64);

impl fmt::Display for LeafIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A complete subtree: `index` counts those of 2^`level` leaves from the left, from 0. Level 0 is
/// the leaves. A complete subtree never changes again, so its hash can be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId {
    /// The binary logarithm of the leaves below.
    pub level: u8,
    /// The place among the nodes of its level, from 0.
    pub index: u64,
}

impl NodeId {
    /// The node of a leaf.
    #[must_use]
    pub fn leaf(index: LeafIndex) -> Self {
        Self {
            level: 0,
            index: index.0,
        }
    }
}
