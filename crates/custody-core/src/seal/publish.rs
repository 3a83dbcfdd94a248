//! How a finished file gets its final name: whole and durable, or not at all.
//!
//! A [`Part`] lies beside its target as `.custody-*.part`, readable by its owner only from the first
//! byte. [`Part::commit`] syncs it, renames it without replacing anything, and syncs the folder.
//! Dropped before that, it is removed.

#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use super::platform;

/// Start of the names of unfinished files.
pub const PART_PREFIX: &str = ".custody-";
/// End of the names of unfinished files.
pub const PART_SUFFIX: &str = ".part";

/// Why a file was not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// Something has the target's name, and stays as it was.
    #[error("exists already: {}", path.display())]
    Exists {
        /// The target.
        path: PathBuf,
    },
    /// The part could not be made, written, synced or renamed. Nothing has the target's name that
    /// did not have it before.
    #[error("cannot write {}", path.display())]
    Io {
        /// The target.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The file has its name and is whole, but the folder could not be synced: a power cut may
    /// still take the name away.
    #[error("written, but not certain to survive a power cut: {}", path.display())]
    NotDurable {
        /// The target.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

impl PublishError {
    /// Exit code: 8 for a name in use, else 7.
    pub fn code(&self) -> u8 {
        match self {
            Self::Exists { .. } => 8,
            Self::Io { .. } | Self::NotDurable { .. } => 7,
        }
    }
}

/// A file on its way to its final name.
pub struct Part {
    file: NamedTempFile,
    target: PathBuf,
    replace: bool,
}

/// The name of a part that is not made yet, so that it can be noted before anything is written.
#[derive(Clone, Debug)]
pub struct Planned {
    part: PathBuf,
    target: PathBuf,
    replace: bool,
}

impl Planned {
    /// As it was noted before.
    pub fn noted(part: PathBuf, target: PathBuf, replace: bool) -> Self {
        Self {
            part,
            target,
            replace,
        }
    }

    /// Where the part will lie.
    pub fn path(&self) -> &Path {
        &self.part
    }

    /// The final name.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Makes the empty part.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn create(self) -> Result<Part, PublishError> {
        let Self {
            part,
            target,
            replace,
        } = self;
        // No random letters: they are in the name already, which was noted.
        let made = tempfile::Builder::new()
            .prefix(part.file_name().unwrap_or_default())
            .rand_bytes(0)
            .tempfile_in(folder_of(&part));
        match made {
            Ok(file) => Ok(Part {
                file,
                target,
                replace,
            }),
            Err(source) => Err(PublishError::Io {
                path: target,
                source,
            }),
        }
    }
}

impl Part {
    /// Chooses where the part of `target` will lie; makes nothing. With `replace`, a file of that name will be
    /// replaced in one step at the end; it stays untouched until then.
    ///
    /// # Errors
    /// The name is in use (8; a folder always is); it cannot be looked at, or there is no randomness (7).
    pub fn plan(target: &Path, replace: bool) -> Result<Planned, PublishError> {
        let failed = |source| PublishError::Io {
            path: target.to_owned(),
            source,
        };
        match target.symlink_metadata() {
            Ok(found) if !replace || found.is_dir() => {
                return Err(PublishError::Exists {
                    path: target.to_owned(),
                });
            }
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(failed(error)),
        }
        let mut random = [0; 8];
        getrandom::fill(&mut random).map_err(|error| failed(io::Error::other(error)))?;
        let random = u64::from_le_bytes(random);
        let name = format!("{PART_PREFIX}{random:016x}{PART_SUFFIX}");
        Ok(Planned {
            part: folder_of(target).join(name),
            target: target.to_owned(),
            replace,
        })
    }

    /// Makes an empty part beside `target` at once.
    ///
    /// # Errors
    /// As [`Part::plan`]; the folder cannot be written.
    pub fn create(target: &Path, replace: bool) -> Result<Self, PublishError> {
        Self::plan(target, replace)?.create()
    }

    /// Where the part lies now.
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// The final name.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The file itself, to be written at any place.
    pub(super) fn file(&self) -> &File {
        self.file.as_file()
    }

    /// Syncs what was written and opens it a second time, from its start, to be read back: from the
    /// medium, as far as the system lets go of what it remembers.
    ///
    /// # Errors
    /// Syncing or opening failed.
    pub fn read_back(&self) -> Result<File, PublishError> {
        self.file
            .as_file()
            .sync_all()
            .map_err(|source| self.failed(source))?;
        let file = self.file.reopen().map_err(|source| self.failed(source))?;
        platform::forget_cached(&file);
        Ok(file)
    }

    /// Gives the file its final name. When this returns, it is durable under it.
    ///
    /// # Errors
    /// The name came into use meanwhile (8); syncing or renaming failed (7). Then nothing is left of
    /// the part, except with [`PublishError::NotDurable`].
    pub fn commit(self) -> Result<(), PublishError> {
        // A sync that failed once is never tried again: the second would report success for
        // pages that the kernel has dropped.
        self.file
            .as_file()
            .sync_all()
            .map_err(|source| self.failed(source))?;
        let Self {
            file,
            target,
            replace,
        } = self;
        let renamed = if replace {
            file.persist(&target)
        } else {
            file.persist_noclobber(&target)
        };
        match renamed {
            Ok(_) => {}
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(PublishError::Exists { path: target });
            }
            Err(error) => {
                return Err(PublishError::Io {
                    path: target,
                    source: error.error,
                });
            }
        }
        platform::sync_folder(folder_of(&target)).map_err(|source| PublishError::NotDurable {
            path: target,
            source,
        })
    }

    /// Lets the part lie where it is: a record speaks of it now, and [`finish`] gives it its name.
    pub fn leave(mut self) {
        self.file.disable_cleanup(true);
    }

    fn failed(&self, source: io::Error) -> PublishError {
        PublishError::Io {
            path: self.target.clone(),
            source,
        }
    }
}

impl Write for Part {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.file.as_file_mut().write(buf)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_file_mut().flush()
    }
}

/// Publishes `bytes` as `target` in one call.
///
/// # Errors
/// As [`Part::create`] and [`Part::commit`].
pub fn publish(target: &Path, bytes: &[u8], replace: bool) -> Result<(), PublishError> {
    publish_as(Part::plan(target, replace)?, bytes)
}

/// As [`publish`], with a part whose name was chosen before.
///
/// # Errors
/// As [`Planned::create`] and [`Part::commit`].
pub fn publish_as(planned: Planned, bytes: &[u8]) -> Result<(), PublishError> {
    let mut part = planned.create()?;
    part.write_all(bytes)
        .map_err(|source| part.failed(source))?;
    part.commit()
}

/// Gives a part that was synced and [left](Part::leave) its final name; it stays where it is if that fails. Durable
/// when it returns. Can be done again after a crash in between.
///
/// # Errors
/// The name is in use (8), the part is gone, or renaming or syncing failed (7).
pub fn finish(part: &Path, target: &Path, replace: bool) -> Result<(), PublishError> {
    let failed = |source| PublishError::Io {
        path: target.to_owned(),
        source,
    };
    let mut left = TempPath::try_from_path(part).map_err(failed)?;
    left.disable_cleanup(true);
    let renamed = if replace {
        left.persist(target)
    } else {
        left.persist_noclobber(target)
    };
    match renamed {
        Ok(()) => {}
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            // Where there is no rename without replacing, the part is linked and then removed.
            if !is_same_file(part, target) {
                return Err(PublishError::Exists {
                    path: target.to_owned(),
                });
            }
            std::fs::remove_file(part).map_err(failed)?;
        }
        Err(error) => return Err(failed(error.error)),
    }
    platform::sync_folder(folder_of(target)).map_err(|source| PublishError::NotDurable {
        path: target.to_owned(),
        source,
    })
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    let identity = |path: &Path| {
        let metadata = path.symlink_metadata().ok()?;
        platform::identity(&metadata)
    };
    identity(one).is_some_and(|one| identity(other) == Some(one))
}

/// Whether two paths lead to one file, be it by a link or under a second name of it.
pub fn leads_to_one_file(one: &Path, other: &Path) -> bool {
    let same = |(one, other): (PathBuf, PathBuf)| one == other;
    let identity = |path: &Path| platform::identity(&path.metadata().ok()?);
    one.canonicalize()
        .ok()
        .zip(other.canonicalize().ok())
        .is_some_and(same)
        || identity(one).is_some_and(|one| identity(other) == Some(one))
}

/// The folder a path lies in; the present one for a bare name.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}
