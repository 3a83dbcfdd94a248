//! What exactly is wrong, for the variants of [`StoreError`](super::StoreError) that have several causes.

use std::fmt;

/// A row of the projections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// Number and time of the last record.
    Head,
    /// The numbers given so far.
    Counters,
    /// One of the values that stand beside the records.
    Meta(&'static str),
    /// An entity, by its number.
    Entity {
        /// Its kind, escaped, where the row could not be read as what it claims to be.
        kind: Option<String>,
        /// Its number, escaped.
        id: String,
    },
    /// That a record concerns something.
    Touch {
        /// The number, escaped.
        id: String,
        /// The record.
        seq: u64,
    },
    /// That a permission, a journey or an incident is found through an asset. All escaped.
    Link {
        /// The asset.
        asset: String,
        /// The kind of what is found.
        kind: String,
        /// Its number.
        id: String,
    },
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Head => f.write_str("head"),
            Self::Counters => f.write_str("counters"),
            Self::Meta(key) => write!(f, "meta {key}"),
            Self::Entity { kind: None, id } => f.write_str(id),
            Self::Entity {
                kind: Some(kind),
                id,
            } => write!(f, "{kind} {id}"),
            Self::Touch { id, seq } => write!(f, "touch of {id} by record {seq}"),
            Self::Link { asset, kind, id } => write!(f, "link of {asset} to {kind} {id}"),
        }
    }
}

/// What of the stored bytes cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// SQLite cannot read its own file; in its words.
    #[error("{0}")]
    Sqlite(String),
    /// A number is negative.
    #[error("negative number of {0}")]
    Negative(Numbered),
    /// No checkpoint for this many records, or one where there are none.
    #[error("checkpoint of size {0}")]
    Checkpoint(u64),
    /// A hash of the tree is not 32 bytes.
    #[error("node {level}/{index}")]
    Node {
        /// Its level, from 0 at the leaves.
        level: u8,
        /// Its index in the level.
        index: u64,
    },
    /// An interrupted operation's time cannot be read.
    #[error("intent {0}")]
    Intent(u64),
    /// A record lies in another record's place.
    #[error("record {place} says it is {says}")]
    Record {
        /// Where it lies.
        place: u64,
        /// What it says.
        says: u64,
    },
}

/// What has numbers in a ledger's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbered {
    /// Records.
    Record,
    /// Operations that were begun.
    Intent,
}

impl fmt::Display for Numbered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Record => "a record",
            Self::Intent => "an intent",
        })
    }
}

/// Why something does not continue the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// Nothing is to be appended.
    #[error("no record")]
    NoRecord,
    /// No checkpoint comes with it.
    #[error("no checkpoint")]
    NoCheckpoint,
    /// A record is not the next one.
    #[error("record out of order")]
    Order,
    /// A record is another vault's.
    #[error("record of another vault")]
    OtherVault,
    /// A hash of the tree is there already.
    #[error("node that is there already")]
    Node,
    /// It cannot be written as JSON.
    #[error("cannot be written as JSON")]
    Json,
}

/// What is larger than a store takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Oversize {
    /// A record: 64 KiB.
    #[error("record")]
    Record,
    /// A record's signed note.
    #[error("record note")]
    RecordNote,
    /// A checkpoint's signed note.
    #[error("checkpoint note")]
    CheckpointNote,
    /// A wrapped key.
    #[error("wrapped key")]
    WrappedKey,
    /// What is noted of an operation before it begins: too many files at once.
    #[error("intent")]
    Intent,
    /// A row.
    #[error("row")]
    Row,
    /// A number, or the number of records.
    #[error("number")]
    Number,
}

/// Who said that reading or writing failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The operating system, with its number.
    System(i32),
    /// SQLite, with its extended code.
    Sqlite(i32),
    /// Nobody gave a number.
    Unknown,
}
