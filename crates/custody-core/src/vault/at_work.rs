//! Who is at work: a handle that notes operations holds the lock on a file of its own for as long as it lives, so that
//! a recovery can tell an operation under way from one that a crash left (`docs/adr/010-a-lock-says-who-is-at-work.md`).
//!
//! A lock ends with the process that holds it, however that process ends. A file that is not there counts as free: it is
//! removed only by whoever holds its lock.

use super::{AT_WORK, VaultError, random};
use crate::seal::{create_private_folder, owner_only};
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// How often another name is tried: each was swept away between two lines of code.
const TRIES: u32 = 16;
/// The end of a handle's file.
const LOCK: &str = "lock";
/// The file that one recovery at a time holds.
const RECOVERY: &str = "recovery";

/// The name of a handle that was or is at work: 32 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct Holder(String);

impl TryFrom<String> for Holder {
    type Error = &'static str;
    fn try_from(name: String) -> Result<Self, Self::Error> {
        if name.len() == 32 && name.bytes().all(|b| b.is_ascii_hexdigit()) {
            Ok(Self(name))
        } else {
            Err("not a handle's name")
        }
    }
}

impl From<Holder> for String {
    fn from(holder: Holder) -> Self {
        holder.0
    }
}

impl Holder {
    fn path(&self, vault: &Path) -> PathBuf {
        vault.join(AT_WORK).join(format!("{}.{LOCK}", self.0))
    }

    /// Whether the handle still lives; its operations are nobody else's then.
    pub(super) fn is_at_work(&self, vault: &Path) -> Result<bool, VaultError> {
        let path = self.path(vault);
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(VaultError::io(&path)(error)),
        };
        match file.try_lock_shared() {
            Ok(()) => Ok(false),
            Err(TryLockError::WouldBlock) => Ok(true),
            Err(TryLockError::Error(error)) => Err(VaultError::io(&path)(error)),
        }
    }
}

/// A handle at work. Its file goes with it.
pub(super) struct AtWork {
    pub(super) holder: Holder,
    path: PathBuf,
    /// Locked.
    _file: File,
}

impl AtWork {
    /// Makes and locks the file, before the first operation is noted under its name.
    pub(super) fn begin(vault: &Path) -> Result<Self, VaultError> {
        make_folder(vault)?;
        for _ in 0..TRIES {
            let holder = random_holder()?;
            let path = holder.path(vault);
            let mut options = OpenOptions::new();
            owner_only(options.write(true).create_new(true));
            let file = options.open(&path).map_err(VaultError::io(&path))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => continue,
                Err(TryLockError::Error(error)) => {
                    let _ = std::fs::remove_file(&path);
                    return Err(VaultError::io(&path)(error));
                }
            }
            // A sweep may have removed it before it was locked: then nobody could see that it is.
            if path.try_exists().map_err(VaultError::io(&path))? {
                return Ok(Self {
                    holder,
                    path,
                    _file: file,
                });
            }
        }
        Err(VaultError::Busy)
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        // Still locked. One that stays is swept away by the next recovery.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// The one recovery that may be under way.
pub(super) struct Recovering(File);

impl Recovering {
    /// None when another command recovers at this moment.
    pub(super) fn begin(vault: &Path) -> Result<Option<Self>, VaultError> {
        make_folder(vault)?;
        let path = vault.join(AT_WORK).join(RECOVERY);
        let mut options = OpenOptions::new();
        owner_only(options.write(true).create(true).truncate(false));
        let file = options.open(&path).map_err(VaultError::io(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(VaultError::io(&path)(error)),
        }
    }

    /// Removes the files of handles that ended without removing theirs.
    pub(super) fn sweep(&self, vault: &Path) -> Result<(), VaultError> {
        let folder = vault.join(AT_WORK);
        for entry in std::fs::read_dir(&folder).map_err(VaultError::io(&folder))? {
            let path = entry.map_err(VaultError::io(&folder))?.path();
            if path.extension().is_none_or(|end| end != LOCK) {
                continue;
            }
            // Gone, or not ours to open: whoever made it removes it.
            let Ok(file) = OpenOptions::new().write(true).open(&path) else {
                continue;
            };
            if file.try_lock().is_ok() {
                let _ = std::fs::remove_file(&path);
            }
        }
        Ok(())
    }
}

impl Drop for Recovering {
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

fn make_folder(vault: &Path) -> Result<(), VaultError> {
    let folder = vault.join(AT_WORK);
    match create_private_folder(&folder, false) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            Err(VaultError::io(&folder)(error))
        }
        _ => Ok(()),
    }
}

fn random_holder() -> Result<Holder, VaultError> {
    let mut name = String::with_capacity(32);
    for byte in random::<16>()? {
        let _ = write!(name, "{byte:02x}");
    }
    Ok(Holder(name))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn files(vault: &Path) -> usize {
        std::fs::read_dir(vault.join(AT_WORK)).unwrap().count()
    }

    #[test]
    fn a_handle_is_at_work_until_it_ends() {
        let vault = tempfile::tempdir().unwrap();
        let one = AtWork::begin(vault.path()).unwrap();
        let other = AtWork::begin(vault.path()).unwrap();
        let holder = one.holder.clone();
        assert_ne!(holder, other.holder);
        assert!(holder.is_at_work(vault.path()).unwrap());
        drop(one);
        assert!(!holder.is_at_work(vault.path()).unwrap());
        assert!(other.holder.is_at_work(vault.path()).unwrap());
        assert_eq!(files(vault.path()), 1);
    }

    #[test]
    fn a_sweep_takes_what_nobody_holds() {
        let vault = tempfile::tempdir().unwrap();
        let alive = AtWork::begin(vault.path()).unwrap();
        let killed = random_holder().unwrap();
        std::fs::write(killed.path(vault.path()), "").unwrap();
        assert!(!killed.is_at_work(vault.path()).unwrap());
        let recovering = Recovering::begin(vault.path()).unwrap().unwrap();
        recovering.sweep(vault.path()).unwrap();
        assert!(!killed.path(vault.path()).exists());
        assert!(alive.holder.is_at_work(vault.path()).unwrap());
    }

    #[test]
    fn one_recovery_at_a_time() {
        let vault = tempfile::tempdir().unwrap();
        let first = Recovering::begin(vault.path()).unwrap();
        assert!(first.is_some());
        assert!(Recovering::begin(vault.path()).unwrap().is_none());
        drop(first);
        assert!(Recovering::begin(vault.path()).unwrap().is_some());
    }

    #[test]
    fn a_name_that_is_a_path_is_no_holder() {
        for name in ["", "../../secret", &"g".repeat(32), &"a".repeat(31)] {
            assert!(Holder::try_from(name.to_owned()).is_err(), "{name}");
        }
    }
}
