//! What can be wrong with a tree, a proof or a checkpoint.

use super::hash::Hash;
use super::origin::Origin;
use super::position::{LeafIndex, NodeId, TreeSize};
use crate::note::{NameFault, NoteError};

/// What is wrong with one line of a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointFault {
    /// A checkpoint has an origin, a size and a root.
    #[error("a checkpoint has at least three lines")]
    TooFewLines,
    /// The origin breaks a rule.
    #[error("origin: {0}")]
    Origin(NameFault),
    /// The size is not a plain decimal number below 2^64.
    #[error("the size is not a plain decimal number below 2^64")]
    Size,
    /// The root is not strict base64 of 32 bytes.
    #[error("the root is not base64 of 32 bytes")]
    Root,
    /// An extension line is empty.
    #[error("an extension line is empty")]
    EmptyExtension,
}

impl CheckpointFault {
    /// The exit code: 6 malformed.
    #[must_use]
    pub fn code(&self) -> u8 {
        6
    }
}

/// What is wrong with one line of a proof or of what is handed to a witness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofFault {
    /// The first line is not that of the proof of a record.
    #[error("not the first line of a tlog-proof")]
    Kind,
    /// `extra` is not followed by strict base64.
    #[error("extra is not base64")]
    Extra,
    /// `index` and a plain decimal number.
    #[error("not an index line")]
    Index,
    /// `old` and a plain decimal number.
    #[error("not an old size line")]
    Old,
    /// Strict base64 of 32 bytes.
    #[error("not base64 of a hash")]
    Hash,
    /// The lines are no UTF-8.
    #[error("not UTF-8")]
    NotText,
    /// No empty line, and no checkpoint after it.
    #[error("no checkpoint after an empty line")]
    NoCheckpoint,
}

impl ProofFault {
    /// The exit code: 6 malformed.
    #[must_use]
    pub fn code(&self) -> u8 {
        6
    }
}

/// A proof, checkpoint or tree that is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// The text is not a hash of 32 bytes in the form asked for.
    #[error("not a SHA-256 hash of 32 bytes")]
    Hash,
    /// The index is not below the size: no such leaf.
    #[error("leaf {index} is not in a tree of {size} leaves")]
    IndexOutOfRange {
        /// The index.
        index: LeafIndex,
        /// The tree's size.
        size: TreeSize,
    },
    /// The empty tree has nothing to be consistent with.
    #[error("an empty tree is consistent with everything: nothing to prove")]
    EmptyTree,
    /// The older tree is larger than the newer one.
    #[error("the older tree has {older} leaves, the newer one only {newer}")]
    SizesOutOfOrder {
        /// The older tree's size.
        older: TreeSize,
        /// The newer tree's size.
        newer: TreeSize,
    },
    /// More hashes than any tree needs.
    #[error("a proof of {count} hashes; no tree needs more than 63")]
    ProofTooLong {
        /// The hashes counted.
        count: usize,
    },
    /// The tree is full: [`TreeSize::MAX`] leaves.
    #[error("the tree is full")]
    TreeFull,
    /// A node that a tree of this size must have is not stored.
    #[error("the stored tree lacks the node at level {}, index {}", node.level, node.index)]
    MissingNode {
        /// The node.
        node: NodeId,
    },
    /// A node that is stored is not what its leaves give: proofs made from it would be bad.
    #[error("the stored node at level {}, index {} is not that of its leaves", node.level, node.index)]
    NodeDiffers {
        /// The node.
        node: NodeId,
    },
    /// The proof does not lead from the leaf to the root.
    #[error("leaf {index} is not proved to be in the tree of {size} leaves with root {root}")]
    NotIncluded {
        /// The leaf's index.
        index: LeafIndex,
        /// The tree's size.
        size: TreeSize,
        /// The tree's root.
        root: Hash,
    },
    /// The newer tree is not proved to continue the older one; with equal sizes, a fork.
    #[error(
        "the tree of {newer} leaves with root {newer_root} is not proved to continue the tree of \
         {older} leaves with root {older_root}"
    )]
    Inconsistent {
        /// The older tree's size.
        older: TreeSize,
        /// The older tree's root.
        older_root: Hash,
        /// The newer tree's size.
        newer: TreeSize,
        /// The newer tree's root.
        newer_root: Hash,
    },
    /// The note is not accepted.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The name given for a ledger is not accepted.
    #[error("origin: {0}")]
    Origin(#[from] NameFault),
    /// The note is no checkpoint. Lines count from 1.
    #[error("line {line}: {fault}")]
    Checkpoint {
        /// The line.
        line: usize,
        /// What is wrong with it.
        fault: CheckpointFault,
    },
    /// The file is no proof and nothing for a witness. Lines count from 1.
    #[error("line {line}: {fault}")]
    ProofFile {
        /// The line.
        line: usize,
        /// What is wrong with it.
        fault: ProofFault,
    },
    /// Longer than a proof with a checkpoint is.
    #[error("a proof file of more than {limit} bytes")]
    ProofFileTooLarge {
        /// The most bytes.
        limit: usize,
    },
    /// A good checkpoint of another ledger.
    #[error("a checkpoint of {found}, not of {expected}")]
    OtherOrigin {
        /// The ledger asked for.
        expected: Origin,
        /// The ledger that the checkpoint is of.
        found: Origin,
    },
    /// The ledger has fewer or more records than its checkpoint says.
    #[error("the checkpoint is of {expected} records, the ledger has {found}")]
    SizeDiffers {
        /// The checkpoint's size.
        expected: TreeSize,
        /// The ledger's size.
        found: TreeSize,
    },
    /// The ledger has as many records as its checkpoint says, but not the same.
    #[error("the checkpoint of {size} records has root {expected}, the ledger {found}")]
    RootDiffers {
        /// The size of both.
        size: TreeSize,
        /// The checkpoint's root.
        expected: Hash,
        /// The root computed.
        found: Hash,
    },
}

impl LedgerError {
    /// The exit code: 3 integrity, 6 malformed, 9 limit, or the note's own.
    #[must_use]
    pub fn code(&self) -> u8 {
        match self {
            Self::MissingNode { .. }
            | Self::NodeDiffers { .. }
            | Self::NotIncluded { .. }
            | Self::Inconsistent { .. }
            | Self::OtherOrigin { .. }
            | Self::SizeDiffers { .. }
            | Self::RootDiffers { .. } => 3,
            // reliability L7 has 64 hashes among the malformed.
            Self::Hash
            | Self::IndexOutOfRange { .. }
            | Self::EmptyTree
            | Self::SizesOutOfOrder { .. }
            | Self::ProofTooLong { .. }
            | Self::Origin(_)
            | Self::ProofFile { .. }
            | Self::Checkpoint { .. } => 6,
            Self::Note(error) => error.code(),
            Self::TreeFull | Self::ProofFileTooLarge { .. } => 9,
        }
    }
}

/// A fault of the tree, or of whoever reads its stored nodes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TreeError<E> {
    /// The tree or the question about it.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The reader's own error.
    #[error("a node of the tree cannot be read: {0}")]
    Reader(E),
}

impl<E> TreeError<E> {
    /// The exit code: the tree's, or 7 (I/O) for the reader's. A reader with codes of its own is
    /// heard through [`TreeError::into_error`].
    #[must_use]
    pub fn code(&self) -> u8 {
        match self {
            Self::Ledger(error) => error.code(),
            Self::Reader(_) => 7,
        }
    }

    /// As an error that can hold either, usually the reader's own.
    pub fn into_error<T: From<LedgerError> + From<E>>(self) -> T {
        match self {
            Self::Ledger(error) => error.into(),
            Self::Reader(error) => error.into(),
        }
    }
}
