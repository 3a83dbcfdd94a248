//! The folder that a package is unpacked to: what is done there, and nothing outside.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use cap_std::ambient_authority;
use cap_std::fs::{Dir, DirBuilder, OpenOptions};

use super::error::ArchiveError;
use crate::seal::{platform, room};

/// What unpacking asks of the folder. Paths are relative to it.
pub(super) trait Ground {
    /// Where it is, for messages.
    fn path(&self) -> &Path;
    /// Whether so many bytes fit.
    fn check_room(&self, len: u64) -> Result<(), ArchiveError>;
    /// Makes a private folder that is not there yet.
    fn make_folder(&self, at: &Path) -> io::Result<()>;
    /// Makes a private file that is not there yet.
    fn make_file(&self, at: &Path) -> io::Result<File>;
    /// Whether there is a folder, itself and not by a link.
    fn is_folder(&self, at: &Path) -> bool;
    /// Makes the entries of these folders, made each after the one it lies in, and of itself durable.
    fn sync(&self, folders: &[PathBuf]) -> Result<(), ArchiveError>;
    /// Removes these files, then these folders from the last, then what was made for the ground itself.
    fn remove(self, files: &[PathBuf], folders: &[PathBuf]);
}

/// A folder on the disk, held open: nothing is resolved outside it, and no link leads out.
pub(super) struct Held {
    path: PathBuf,
    dir: Dir,
    /// Whether the folder itself was made here.
    made: bool,
}

impl Held {
    /// Opens an empty folder, or makes it.
    pub(super) fn open(path: &Path) -> Result<Self, ArchiveError> {
        let failed = |source| ArchiveError::Io {
            path: path.to_owned(),
            source,
        };
        let exists = || ArchiveError::Exists {
            path: path.to_owned(),
        };
        let made = match path.symlink_metadata() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                platform::create_private_folder(path, false).map_err(failed)?;
                true
            }
            Err(error) => return Err(failed(error)),
            Ok(found) if found.is_dir() => false,
            Ok(_) => return Err(exists()),
        };
        let dir = Dir::open_ambient_dir(path, ambient_authority()).map_err(failed)?;
        if dir.entries().map_err(failed)?.next().is_some() {
            return Err(exists());
        }
        Ok(Self {
            path: path.to_owned(),
            dir,
            made,
        })
    }
}

impl Ground for Held {
    fn path(&self) -> &Path {
        &self.path
    }

    fn check_room(&self, len: u64) -> Result<(), ArchiveError> {
        let held = self.dir.try_clone().map_err(|source| ArchiveError::Io {
            path: self.path.clone(),
            source,
        })?;
        Ok(room::check(&held.into_std_file(), len)?)
    }

    fn make_folder(&self, at: &Path) -> io::Result<()> {
        let mut builder = DirBuilder::new();
        platform::private_folder_mode(&mut builder);
        self.dir.create_dir_with(at, &builder)
    }

    fn make_file(&self, at: &Path) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        platform::private_mode(&mut options);
        Ok(self.dir.open_with(at, &options)?.into_std())
    }

    fn is_folder(&self, at: &Path) -> bool {
        self.dir
            .symlink_metadata(at)
            .is_ok_and(|found| found.is_dir())
    }

    fn sync(&self, folders: &[PathBuf]) -> Result<(), ArchiveError> {
        let sync = |path: &Path| {
            platform::sync_folder(path).map_err(|source| ArchiveError::Io {
                path: path.to_owned(),
                source,
            })
        };
        // The innermost first.
        for folder in folders.iter().rev() {
            sync(&self.path.join(folder))?;
        }
        sync(&self.path)?;
        match self.path.parent() {
            Some(above) if self.made && !above.as_os_str().is_empty() => sync(above),
            _ => Ok(()),
        }
    }

    fn remove(self, files: &[PathBuf], folders: &[PathBuf]) {
        for file in files {
            let _ = self.dir.remove_file(file);
        }
        for folder in folders.iter().rev() {
            let _ = self.dir.remove_dir(folder);
        }
        drop(self.dir);
        if self.made {
            let _ = std::fs::remove_dir(self.path);
        }
    }
}
