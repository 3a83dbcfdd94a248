//! A file that must stay as it is while it is read.

use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::seal::{SealError, platform};

/// A regular file to be sealed, as it was when it was opened.
///
/// It is looked at again when all of it has been read: one that grew, shrank, was written to or
/// swapped for another meanwhile is refused, because what was sealed may never have been in it.
#[derive(Debug)]
pub struct Steady {
    file: File,
    path: PathBuf,
    found: Found,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Found {
    len: u64,
    modified: Option<SystemTime>,
    identity: Option<(u64, u64)>,
}

impl Found {
    fn of(metadata: &Metadata) -> Self {
        Self {
            len: metadata.len(),
            modified: metadata.modified().ok(),
            identity: platform::identity(metadata),
        }
    }
}

impl Steady {
    /// Opens a file. A link is followed: whoever names it means the file.
    ///
    /// # Errors
    /// It cannot be opened, or is no regular file (7).
    pub fn open(path: &Path) -> Result<Self, SealError> {
        let file = File::open(path).map_err(SealError::Read)?;
        let metadata = file.metadata().map_err(SealError::Read)?;
        if !metadata.is_file() {
            return Err(SealError::Read(io::ErrorKind::InvalidInput.into()));
        }
        Ok(Self {
            found: Found::of(&metadata),
            path: path.to_owned(),
            file,
        })
    }

    /// Its length in bytes.
    pub fn len(&self) -> u64 {
        self.found.len
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.found.len == 0
    }

    /// Fills `buf` from here on.
    pub(super) fn read_at(&self, buf: &mut [u8], at: u64) -> Result<(), SealError> {
        match fill_at(&self.file, buf, at) {
            Ok(filled) if filled == buf.len() => Ok(()),
            Ok(_) => Err(self.changed()),
            Err(error) => Err(SealError::Read(error)),
        }
    }

    /// Looks whether the file, and what has its name now, are as they were found.
    pub(super) fn check(&self) -> Result<(), SealError> {
        let now = self.file.metadata().map_err(SealError::Read)?;
        let there = std::fs::metadata(&self.path);
        if Found::of(&now) == self.found && there.is_ok_and(|there| Found::of(&there) == self.found)
        {
            Ok(())
        } else {
            Err(self.changed())
        }
    }

    fn changed(&self) -> SealError {
        SealError::Changed {
            path: self.path.clone(),
        }
    }
}

/// Reads until `buf` is full or the file ends; says how far it came.
pub(crate) fn fill_at(file: &File, buf: &mut [u8], at: u64) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buf.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match platform::read_at(file, rest, at + filled as u64) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Writes all of `buf` at this place.
pub(crate) fn put_at(file: &File, mut buf: &[u8], mut at: u64) -> io::Result<()> {
    while !buf.is_empty() {
        match platform::write_at(file, buf, at) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => {
                buf = buf.get(written..).unwrap_or_default();
                at += written as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
