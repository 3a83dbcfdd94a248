//! Unpacking into a folder that nothing can leave.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use cap_std::ambient_authority;
use cap_std::fs::{Dir, DirBuilder, OpenOptions};
use jiff::Timestamp;

use super::error::{ArchiveError, ArchiveLimit};
use super::list::Entry;
use super::name::{self, NameFault};
use super::package::{Package, Sink, Verified};
use crate::seal::{Progress, platform};

/// What was unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unpacked {
    /// What the package holds, verified.
    pub verified: Verified,
    /// Files whose time of change this system could not be told; their contents are whole.
    pub times_not_set: u64,
}

/// Unpacks into `folder`, which must be empty or not there yet. On success every file is durable.
///
/// All names are checked before the first byte is written. No link is followed and no file written
/// over; files are 0600 and folders 0700 where there are modes. After any failure everything is
/// removed again.
///
/// # Errors
/// Not a package, an unsafe name, or entries other than the manifest's (6); a content is not what its
/// digest says (3); `folder` in use, or two names are one here (8); beyond a limit (9); reading or
/// writing failed (7); cancelled (130); or the sealed file's own error.
pub fn unpack(
    input: &mut dyn Read,
    folder: &Path,
    progress: &mut dyn Progress,
) -> Result<Unpacked, ArchiveError> {
    let package = Package::open(input)?;
    names_for_here(&package.entries)?;
    let mut target = Target::new(folder)?;
    let result = package.walk(&mut target, progress).and_then(|verified| {
        target.sync_folders()?;
        Ok(Unpacked {
            verified,
            times_not_set: target.times_not_set,
        })
    });
    if result.is_err() {
        target.remove();
    }
    result
}

/// Refuses names that this system cannot hold.
pub(super) fn names_for_here(entries: &[Entry]) -> Result<(), ArchiveError> {
    let unfit = |entry: &&Entry| !entry.path.split('/').all(platform::can_be_named);
    match entries.iter().find(unfit) {
        Some(entry) => Err(ArchiveError::Name {
            name: entry.path.clone(),
            fault: NameFault::NotHere,
        }),
        None => Ok(()),
    }
}

pub(super) struct Target<'a> {
    path: &'a Path,
    dir: Dir,
    /// Whether the folder itself was made here.
    made: bool,
    /// The folders made in it, each after the one it lies in.
    folders: Vec<String>,
    known: HashSet<String>,
    files: Vec<String>,
    open: Option<File>,
    times_not_set: u64,
}

impl<'a> Target<'a> {
    pub(super) fn new(path: &'a Path) -> Result<Self, ArchiveError> {
        let failed = |source| ArchiveError::Io {
            path: path.to_owned(),
            source,
        };
        let made = match path.symlink_metadata() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                platform::create_private_folder(path, false).map_err(failed)?;
                true
            }
            Err(error) => return Err(failed(error)),
            Ok(found) if found.is_dir() => false,
            Ok(_) => {
                return Err(ArchiveError::Exists {
                    path: path.to_owned(),
                });
            }
        };
        let dir = Dir::open_ambient_dir(path, ambient_authority()).map_err(failed)?;
        if dir.entries().map_err(failed)?.next().is_some() {
            return Err(ArchiveError::Exists {
                path: path.to_owned(),
            });
        }
        Ok(Self {
            path,
            dir,
            made,
            folders: Vec::new(),
            known: HashSet::new(),
            files: Vec::new(),
            open: None,
            times_not_set: 0,
        })
    }

    /// Makes the folders a file lies in that are not there yet.
    fn make_folders(&mut self, entry: &Entry) -> Result<(), ArchiveError> {
        let mut builder = DirBuilder::new();
        platform::private_folder_mode(&mut builder);
        for folder in name::folders(&entry.path) {
            if self.known.contains(folder) {
                continue;
            }
            match self.dir.create_dir_with(folder, &builder) {
                Ok(()) => {
                    self.folders.push(folder.to_owned());
                    self.known.insert(folder.to_owned());
                }
                // Somebody else's, or one name in two spellings.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    return Err(self.taken(folder, entry));
                }
                Err(error) => return Err(self.failed(&entry.path, error)),
            }
        }
        Ok(())
    }

    fn is_folder(&self, name: &str) -> bool {
        self.dir
            .symlink_metadata(name)
            .is_ok_and(|found| found.is_dir())
    }

    /// The name of `entry` is in use: by a file before it that is the same name here, or by somebody
    /// else.
    fn taken(&self, name: &str, entry: &Entry) -> ArchiveError {
        let folded = name.to_lowercase();
        let mut made = self.files.iter().chain(&self.folders);
        match made.find(|made| made.to_lowercase() == folded) {
            Some(first) => ArchiveError::SameName {
                first: first.clone(),
                second: entry.path.clone(),
            },
            None => ArchiveError::Exists {
                path: self.path.join(name),
            },
        }
    }

    fn failed(&self, name: &str, source: io::Error) -> ArchiveError {
        if source.kind() == io::ErrorKind::InvalidFilename {
            return ArchiveError::Limit {
                limit: ArchiveLimit::NameLength,
            };
        }
        let path: PathBuf = self.path.join(name);
        // A folder made here that is a folder no more was swapped for something else.
        let mut made = name::folders(name).filter(|folder| self.known.contains(*folder));
        if made.any(|folder| !self.is_folder(folder)) {
            return ArchiveError::Changed { path };
        }
        ArchiveError::Io { path, source }
    }

    /// Makes the entries of all folders durable, the innermost first.
    pub(super) fn sync_folders(&self) -> Result<(), ArchiveError> {
        for folder in self.folders.iter().rev() {
            let path = self.path.join(folder);
            platform::sync_folder(&path).map_err(|source| ArchiveError::Io {
                path: path.clone(),
                source,
            })?;
        }
        let above = self
            .path
            .parent()
            .filter(|above| self.made && !above.as_os_str().is_empty());
        for path in std::iter::once(self.path).chain(above) {
            platform::sync_folder(path).map_err(|source| ArchiveError::Io {
                path: path.to_owned(),
                source,
            })?;
        }
        Ok(())
    }

    /// Takes away what was made, and nothing else. What cannot be removed stays: the error that led
    /// here is the one to report.
    pub(super) fn remove(self) {
        drop(self.open);
        for file in &self.files {
            let _ = self.dir.remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = self.dir.remove_dir(folder);
        }
        drop(self.dir);
        if self.made {
            let _ = std::fs::remove_dir(self.path);
        }
    }
}

impl Sink for Target<'_> {
    fn begin(&mut self, entry: &Entry) -> Result<(), ArchiveError> {
        self.make_folders(entry)?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        platform::private_mode(&mut options);
        match self.dir.open_with(&entry.path, &options) {
            Ok(file) => {
                self.files.push(entry.path.clone());
                self.open = Some(file.into_std());
                Ok(())
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(self.taken(&entry.path, entry))
            }
            Err(error) => Err(self.failed(&entry.path, error)),
        }
    }

    fn write(&mut self, entry: &Entry, content: &[u8]) -> Result<(), ArchiveError> {
        let Some(file) = &mut self.open else {
            return Ok(());
        };
        file.write_all(content)
            .map_err(|error| self.failed(&entry.path, error))
    }

    fn end(&mut self, entry: &Entry) -> Result<(), ArchiveError> {
        let Some(file) = self.open.take() else {
            return Ok(());
        };
        let set = time(entry.mtime).is_some_and(|time| file.set_modified(time).is_ok());
        self.times_not_set += u64::from(!set);
        file.sync_all()
            .map_err(|error| self.failed(&entry.path, error))
    }
}

/// The time in this system's terms, if it has any for it.
fn time(time: Timestamp) -> Option<SystemTime> {
    let nanos = time.as_nanosecond();
    let seconds = u64::try_from(nanos.unsigned_abs() / 1_000_000_000).ok()?;
    let rest = u32::try_from(nanos.unsigned_abs() % 1_000_000_000).ok()?;
    let distance = Duration::new(seconds, rest);
    if nanos < 0 {
        UNIX_EPOCH.checked_sub(distance)
    } else {
        UNIX_EPOCH.checked_add(distance)
    }
}
