//! What can go wrong with a key file.

use std::io;
use std::path::PathBuf;

use super::passphrase::WeakPassphrase;
use crate::seal::publish::PublishError;
use crate::seal::{FileKind, Foreign, SealError};

/// Why a key file was not made, read or opened. Holds nothing secret.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Not a key file.
    #[error("not a key file; looks like: {looks_like}")]
    NotAKeyFile {
        /// What its first bytes look like.
        looks_like: Foreign,
    },
    /// A key file of a version that is not known here.
    #[error("key file of an unknown version")]
    UnknownVersion,
    /// A line breaks the format.
    #[error("malformed key file, line {line}")]
    Malformed {
        /// Line, from 1; 5 for bytes after the last.
        line: u8,
    },
    /// The checksum does not fit: damaged on disk. This is not a wrong passphrase.
    #[error("key file damaged")]
    Damaged,
    /// The secret does not belong to the public halves in the same file.
    #[error("public and secret halves do not belong together")]
    Mismatch,
    /// The wrong passphrase.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// The new passphrase is too easy to guess.
    #[error(transparent)]
    WeakPassphrase(#[from] WeakPassphrase),
    /// A public half that no sound key has.
    #[error("unsound public key")]
    UnsoundKey,
    /// A name that is empty, too long, or holds control characters; or a time that is none.
    #[error("bad name or time of creation")]
    Name,
    /// The passphrase costs more to check than is allowed: m ≤ 1 GiB, t ≤ 16, p ≤ 8.
    #[error("Argon2id cost above the limit")]
    CostAboveLimit,
    /// A cost that Argon2id does not have.
    #[error("no such Argon2id cost")]
    NoSuchCost,
    /// The passphrase is cheaper to guess than is allowed; see [`KeyFile::unlock_below_floor`].
    ///
    /// [`KeyFile::unlock_below_floor`]: super::KeyFile::unlock_below_floor
    #[error("Argon2id memory of {m_kib} KiB is below {floor_kib} KiB")]
    CostBelowFloor {
        /// Memory in KiB.
        m_kib: u32,
        /// The least allowed, in KiB.
        floor_kib: u32,
    },
    /// The memory that the cost asks for could not be had.
    #[error("not enough memory for the passphrase's cost")]
    NoMemory,
    /// The system gave no random bytes.
    #[error("no randomness from the system")]
    NoRandomness,
    /// The path leads to something other than a regular file.
    #[error("not a regular file but a {kind}: {}", path.display())]
    NotAFile {
        /// The path.
        path: PathBuf,
        /// What it is.
        kind: FileKind,
    },
    /// Others than the owner may read the key file, or write the folder it lies in. Remedy: `chmod
    /// go=` on the path.
    #[error("mode {mode:04o} is too open: {}", path.display())]
    TooOpen {
        /// The file or folder.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The key file belongs to somebody else.
    #[error("owned by user {owner}: {}", path.display())]
    ForeignOwner {
        /// The path.
        path: PathBuf,
        /// Number of the owner.
        owner: u32,
    },
    /// More than 64 KiB.
    #[error("too large for a key file")]
    TooLarge,
    /// There is no key file of this name.
    #[error("no key named {name:?} in {}", folder.display())]
    NoSuchKey {
        /// The name asked for.
        name: String,
        /// The folder.
        folder: PathBuf,
    },
    /// There is no key file at all.
    #[error("no key in {}", folder.display())]
    NoKey {
        /// The folder.
        folder: PathBuf,
    },
    /// There are several, and none was named.
    #[error("several keys: {names:?}")]
    SeveralKeys {
        /// Their names.
        names: Vec<String>,
    },
    /// A key of this name is there already.
    #[error("a key named {name:?} exists: {}", path.display())]
    NameInUse {
        /// The name.
        name: String,
        /// The file that has it.
        path: PathBuf,
    },
    /// Reading failed.
    #[error("cannot read {}", path.display())]
    Io {
        /// The path.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// Writing failed, or the name is in use.
    #[error(transparent)]
    Publish(#[from] PublishError),
}

impl KeyError {
    /// The exit code (reliability.md, B).
    pub fn code(&self) -> u8 {
        match self {
            Self::SeveralKeys { .. } => 2,
            Self::Damaged | Self::Mismatch => 3,
            Self::WeakPassphrase(_)
            | Self::CostBelowFloor { .. }
            | Self::TooOpen { .. }
            | Self::ForeignOwner { .. } => 4,
            Self::WrongPassphrase | Self::NoSuchKey { .. } | Self::NoKey { .. } => 5,
            Self::NotAKeyFile { .. }
            | Self::UnknownVersion
            | Self::Malformed { .. }
            | Self::UnsoundKey
            | Self::Name
            | Self::NoSuchCost
            | Self::NotAFile { .. } => 6,
            Self::NoRandomness | Self::Io { .. } => 7,
            Self::NameInUse { .. } => 8,
            Self::CostAboveLimit | Self::NoMemory | Self::TooLarge => 9,
            Self::Publish(error) => error.code(),
        }
    }
}

/// Making keys fails only where there is no randomness.
impl From<SealError> for KeyError {
    fn from(_: SealError) -> Self {
        Self::NoRandomness
    }
}
