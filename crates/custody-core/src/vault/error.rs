//! What can go wrong in a use case: the modules' own errors, and what only a vault can say.

use super::fault::{
    DocumentFault, ForeignFault, Lack, Locked, ObjectFault, RecordFault, SettingsFault,
};
use crate::keys::{CardError, KeyError, WrapError};
use crate::ledger::LedgerError;
use crate::note::{self, NoteError};
use crate::record::{InstanceId, PersonId};
use crate::rules::Denied;
use crate::seal::archive::ArchiveError;
use crate::seal::{PublishError, SealError};
use crate::store::StoreError;
use std::io;
use std::path::{Path, PathBuf};

/// Why a use case did not come to its end. Nothing half-done is left behind; what a crash leaves, the next start finds.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The rules or the register said no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Sealing or opening failed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// Packing or unpacking failed.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// Publishing a file failed.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// A key was not good.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A wrapped key was not good.
    #[error(transparent)]
    Wrap(#[from] WrapError),
    /// A card was not good.
    #[error(transparent)]
    Card(#[from] CardError),
    /// A name cannot be that of a key.
    #[error(transparent)]
    Name(#[from] note::NameFault),
    /// A note was not good.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// A key of a note was not good.
    #[error(transparent)]
    NoteKey(#[from] note::KeyError),
    /// The ledger does not verify.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A witness's clock is ahead of ours by more than five minutes: one of the two is wrong.
    #[error("cosigned {seconds} seconds ahead of the clock here, by {witness}")]
    CosignedAhead {
        /// The witness's name.
        witness: String,
        /// By how many seconds.
        seconds: u64,
    },
    /// Reading or writing failed (7).
    #[error("{path}: {source}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// No vault here (6), or a folder that is none.
    #[error("{0} is not a vault")]
    NotAVault(PathBuf),
    /// Something is there already (8).
    #[error("{0} exists")]
    Exists(PathBuf),
    /// The settings file cannot be read (6).
    #[error("vault.toml: {0}")]
    Settings(SettingsFault),
    /// The key belongs to nobody in this vault (5).
    #[error("the key {fingerprint} belongs to nobody on this vault's list")]
    NotAMember {
        /// The key's fingerprint.
        fingerprint: String,
    },
    /// This person has no wrapping of a key (5).
    #[error("{person} holds no key to {what}")]
    NoWrapping {
        /// Who.
        person: PersonId,
        /// To what.
        what: Locked,
    },
    /// This person has no card on the register: nothing can be sealed to them, and no signature is theirs (5).
    #[error("{0} has no card on the register")]
    NoCard(PersonId),
    /// The instance has no sealed object in this vault (2).
    #[error("{0} has no sealed object in this vault")]
    NoObject(InstanceId),
    /// The sealed object is missing or is not what the record says (3).
    #[error("the object of {kept} is not what its record says: {found}")]
    ObjectAltered {
        /// Of what.
        kept: super::Kept,
        /// What was found.
        found: ObjectFault,
    },
    /// What was written reads back differently (3).
    #[error("{0} reads back differently than it was written")]
    ReadBack(PathBuf),
    /// A document is not what it should be (6).
    #[error("{kind}: {what}")]
    Document {
        /// The kind it claims.
        kind: String,
        /// What is wrong with it.
        what: DocumentFault,
    },
    /// The setup cannot be opened as a contract.
    #[error(transparent)]
    Setup(#[from] crate::rules::setup::SetupError),
    /// A document is about another vault, or answers another request or return than the one on record (3).
    #[error("{0}")]
    Foreign(ForeignFault),
    /// Records contradict each other or their signatures (3).
    #[error("record {seq}: {what}")]
    Record {
        /// Which.
        seq: u64,
        /// What is wrong.
        what: RecordFault,
    },
    /// A record is of a kind that this program does not know (6).
    #[error("record {seq} needs a newer program")]
    NewerRecord {
        /// Which.
        seq: u64,
    },
    /// Files in a working copy were changed since it was opened (8).
    #[error("changed since it was opened: {0:?}")]
    WorkChanged(Vec<String>),
    /// Too many writers at once (8).
    #[error("others kept writing to the ledger")]
    Busy,
    /// No randomness (7).
    #[error("the system gave no randomness")]
    Randomness,
    /// Something needed was not given (2).
    #[error("missing: {0}")]
    Missing(Lack),
    /// A path is not Unicode and cannot be noted before the file work begins (6).
    #[error("a path is not Unicode")]
    NotUnicode,
    /// The program contradicts itself: never expected, and nothing was recorded (7).
    #[error("internal: {0}")]
    Internal(&'static str),
}

impl VaultError {
    /// The exit code (`reliability.md` §B).
    #[must_use]
    pub fn code(&self) -> u8 {
        match self {
            Self::Denied(e) => e.code(),
            Self::Setup(e) => e.code(),
            Self::Store(e) => e.code(),
            Self::Seal(e) => e.code(),
            Self::Archive(e) => e.code(),
            Self::Publish(e) => e.code(),
            Self::Key(e) => e.code(),
            Self::Wrap(e) => e.code(),
            Self::Card(e) => e.code(),
            Self::Name(e) => e.code(),
            Self::Note(e) => e.code(),
            Self::NoteKey(e) => e.code(),
            Self::Ledger(e) => e.code(),
            Self::CosignedAhead { .. } => 10,
            Self::NoObject(_) | Self::Missing(_) => 2,
            Self::ObjectAltered { .. }
            | Self::ReadBack(_)
            | Self::Foreign(_)
            | Self::Record { .. } => 3,
            Self::NotAMember { .. } | Self::NoWrapping { .. } | Self::NoCard(_) => 5,
            Self::NotAVault(_)
            | Self::Settings(_)
            | Self::Document { .. }
            | Self::NewerRecord { .. }
            | Self::NotUnicode => 6,
            Self::Io { .. } | Self::Randomness | Self::Internal(_) => 7,
            Self::Exists(_) | Self::WorkChanged(_) | Self::Busy => 8,
        }
    }

    /// Whether the record may have been made all the same: a commit whose sync failed can still be read back from the
    /// medium later. Then what belongs to the record must stay until the next start, which sees which it is.
    pub(super) fn leaves_open(&self) -> bool {
        matches!(self, Self::Store(StoreError::Io { .. }))
    }

    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }
}
