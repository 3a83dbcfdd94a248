//! Why a store did not do what was asked.

use super::fault::{Cause, Damage, Misfit, Oversize, Row};

/// Why a store did not do what was asked. Nothing was changed then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// There is no ledger where one is expected. None is made in its place.
    #[error("no ledger there")]
    Missing,
    /// The file is empty.
    #[error("the ledger file is empty")]
    Empty,
    /// The file is something else.
    #[error("not a ledger")]
    NotALedger,
    /// A newer version of this program made it; nothing was written to it.
    #[error("ledger of schema version {found}, newest known {known}")]
    Newer {
        /// The version found.
        found: u32,
        /// The newest version known.
        known: u32,
    },
    /// A file is there already.
    #[error("a file is there already")]
    Exists,
    /// The ledger has another size: somebody else wrote meanwhile.
    #[error("ledger has {found} records, expected {expected}")]
    Conflict {
        /// The size decided on.
        expected: u64,
        /// The size found.
        found: u64,
    },
    /// Another writer did not let go within the time limit (10 s).
    #[error("ledger locked by another writer")]
    Locked,
    /// The file holds a trigger, a view, or any other thing that we did not put there. Nothing of it was run.
    #[error("foreign object in the ledger file: {kind} {name}")]
    ForeignSchema {
        /// Its type, escaped.
        kind: String,
        /// Its name, escaped.
        name: String,
    },
    /// The file lacks a table or an index of a ledger.
    #[error("not there once in the ledger file: {name}")]
    SchemaIncomplete {
        /// Its name.
        name: &'static str,
    },
    /// It is the ledger of another vault, or another vault's `-wal` lies beside it.
    #[error("ledger of {found:?}, expected {expected:?}")]
    OtherVault {
        /// The origin expected.
        expected: String,
        /// The origin found.
        found: String,
    },
    /// The stored bytes are damaged.
    #[error("ledger damaged: {what}")]
    Damaged {
        /// What cannot be read.
        what: Damage,
    },
    /// A projection does not agree with the records or with itself; `doctor` writes it anew from the records.
    #[error("projection differs: {row}")]
    Projection {
        /// Which row.
        row: Row,
    },
    /// What was to be appended does not continue the ledger.
    #[error("batch does not fit: {what}")]
    Unfit {
        /// What is wrong.
        what: Misfit,
    },
    /// A note, a key or an intent is larger than a store takes.
    #[error("too large: {what}")]
    TooLarge {
        /// What is too large.
        what: Oversize,
    },
    /// The medium did not grant a setting that durability or safety needs.
    #[error("setting not obtained: {name}")]
    Setting {
        /// The setting's name.
        name: &'static str,
    },
    /// The batch ends an operation that somebody else has ended meanwhile, by finishing or undoing it.
    #[error("another command has ended this operation meanwhile")]
    Settled,
    /// No space is left.
    #[error("no space left on the medium")]
    Full,
    /// The medium or the file may only be read.
    #[error("the ledger can only be read")]
    ReadOnly,
    /// A `-wal` lies beside the ledger, with records that are not in it yet, on a medium that cannot be written:
    /// both must be copied to a disk first.
    #[error("unfinished -wal beside a ledger that can only be read")]
    UnfinishedWal,
    /// Any other failure of the medium.
    #[error("input or output failed: {detail}")]
    Io {
        /// Who said so.
        cause: Cause,
        /// In which words.
        detail: String,
    },
}

impl StoreError {
    /// The exit code of `reliability.md` §B.
    #[must_use]
    pub fn code(&self) -> u8 {
        match self {
            Self::ForeignSchema { .. }
            | Self::SchemaIncomplete { .. }
            | Self::OtherVault { .. }
            | Self::Damaged { .. }
            | Self::Projection { .. } => 3,
            Self::Missing
            | Self::Empty
            | Self::NotALedger
            | Self::Newer { .. }
            | Self::Unfit { .. } => 6,
            Self::Setting { .. }
            | Self::Full
            | Self::ReadOnly
            | Self::UnfinishedWal
            | Self::Io { .. } => 7,
            Self::Exists | Self::Conflict { .. } | Self::Settled | Self::Locked => 8,
            Self::TooLarge { .. } => 9,
        }
    }

    pub(super) fn system(error: &std::io::Error) -> Self {
        Self::Io {
            cause: error.raw_os_error().map_or(Cause::Unknown, Cause::System),
            detail: error.to_string(),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::Missing,
            std::io::ErrorKind::AlreadyExists => Self::Exists,
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::Full,
            std::io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::system(&error),
        }
    }
}
