//! What can go wrong with a package.

use std::fmt;
use std::io;
use std::path::PathBuf;

use super::name::NameFault;
use super::{ENTRY_LIMIT, LIST_LIMIT};
use crate::seal::{FileKind, SealError};

/// Why packing, unpacking, listing or verifying failed.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// Not a package, or one that breaks the format.
    #[error("malformed package at {entry:?}: {fault}")]
    Malformed {
        /// Path of the entry, as far as it is known.
        entry: String,
        /// What is wrong.
        fault: PackageFault,
    },
    /// A name that is not written anywhere.
    #[error("unsafe name {name:?}: {fault}")]
    Name {
        /// The name.
        name: String,
        /// What is wrong with it.
        fault: NameFault,
    },
    /// A name on disk that is not Unicode.
    #[error("name is not Unicode: {}", path.display())]
    NotUnicode {
        /// The path.
        path: PathBuf,
    },
    /// A file's content is not what its digest says.
    #[error("content altered: {entry:?}")]
    Altered {
        /// Path inside the package.
        entry: String,
    },
    /// Something to be packed is neither a file nor a folder.
    #[error("{kind} among the files: {}", path.display())]
    Special {
        /// The path.
        path: PathBuf,
        /// What it is.
        kind: FileKind,
    },
    /// A file changed, grew, shrank or was replaced while it was packed.
    #[error("changed while it was packed: {}", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// Two files would have one name, in the package or where it is unpacked.
    #[error("one name for two files: {first:?} and {second:?}")]
    SameName {
        /// The first.
        first: String,
        /// The second.
        second: String,
    },
    /// The name `.custody` at the top is the package's own.
    #[error("name kept for the package itself: {}", path.display())]
    Reserved {
        /// The path.
        path: PathBuf,
    },
    /// No file of that name is in the package.
    #[error("no such file in the package: {path:?}")]
    NoEntry {
        /// The name that was asked for.
        path: String,
    },
    /// The place to unpack to is in use.
    #[error("exists already: {}", path.display())]
    Exists {
        /// The path.
        path: PathBuf,
    },
    /// A limit was passed.
    #[error("limit passed: {limit}")]
    Limit {
        /// Which.
        limit: ArchiveLimit,
    },
    /// A file or folder could not be read or written.
    #[error("input or output failed: {}", path.display())]
    Io {
        /// The path.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The package could not be read.
    #[error("reading the package failed")]
    Read(#[source] io::Error),
    /// The package could not be written.
    #[error("writing the package failed")]
    Write(#[source] io::Error),
    /// Whoever read the package went away.
    #[error("broken pipe")]
    BrokenPipe,
    /// The sealed file around the package is at fault.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The caller cancelled.
    #[error("cancelled")]
    Cancelled,
}

impl ArchiveError {
    /// The exit code (reliability.md, B).
    pub fn code(&self) -> u8 {
        match self {
            Self::NoEntry { .. } => 2,
            Self::Altered { .. } => 3,
            Self::Special { .. } => 4,
            Self::Malformed { .. } | Self::NotUnicode { .. } => 6,
            Self::Name { fault, .. } => fault.code(),
            Self::Io { .. } | Self::Read(_) | Self::Write(_) => 7,
            Self::Changed { .. }
            | Self::SameName { .. }
            | Self::Reserved { .. }
            | Self::Exists { .. } => 8,
            Self::Limit { .. } => 9,
            Self::BrokenPipe => 12,
            Self::Seal(error) => error.code(),
            Self::Cancelled => 130,
        }
    }

    /// What a failed write of the package means.
    pub(super) fn writing(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::BrokenPipe
        } else {
            Self::Write(error)
        }
    }

    /// What a failed read of the package means: an opened sealed file hands out its own error.
    pub(super) fn reading(error: io::Error) -> Self {
        match SealError::from_reading(error) {
            SealError::Read(error) => Self::Read(error),
            other => Self::Seal(other),
        }
    }

    /// Names the entry a fault was met at, where that is not known yet.
    pub(super) fn at(self, path: &str) -> Self {
        match self {
            Self::Malformed { entry, fault } if entry.is_empty() => Self::malformed(path, fault),
            other => other,
        }
    }

    pub(super) fn malformed(entry: &str, fault: PackageFault) -> Self {
        Self::Malformed {
            entry: entry.to_owned(),
            fault,
        }
    }
}

/// How a package breaks the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackageFault {
    /// It ends too early.
    #[error("it ends too early")]
    CutShort,
    /// A block that is no `ustar` header, or whose checksum does not fit.
    #[error("no tar header")]
    Header,
    /// An entry of another type than a regular file, by its type byte (`1` hard link, `2` link, …).
    #[error("entry of type {0:?}")]
    Kind(char),
    /// A PAX header that is malformed, doubled, or says something unexpected.
    #[error("bad PAX header")]
    Pax,
    /// The first entry is not the manifest.
    #[error("no manifest in front")]
    NoManifest,
    /// The manifest or the list of digests is no such JSON.
    #[error("bad list")]
    List,
    /// Entries and manifest differ, in path, size, order or number.
    #[error("not as in the manifest")]
    NotAsListed,
    /// Something other than zeros fills up a block or follows the end.
    #[error("bytes outside the entries")]
    Stray,
}

/// A limit of packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchiveLimit {
    /// Files.
    Entries,
    /// Bytes of the manifest, the digests, or a PAX header.
    List,
    /// A name is longer than the file system takes.
    NameLength,
}

impl fmt::Display for ArchiveLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entries => write!(f, "{ENTRY_LIMIT} files"),
            Self::List => write!(f, "{LIST_LIMIT} bytes of names"),
            Self::NameLength => f.write_str("length of a name on this file system"),
        }
    }
}
