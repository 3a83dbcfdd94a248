//! Key files on disk: read only when nobody else can have read or changed them.

use std::io::{self, Read as _};
use std::path::Path;

use super::error::KeyError;
use super::file::{KEY_FILE_LIMIT, KeyFile};
use crate::seal::publish::publish;
use crate::seal::{FileKind, platform};

impl KeyFile {
    /// Reads a key file from disk.
    ///
    /// Only a regular file is opened, and where there are modes and owners, only one that nobody but
    /// its owner may touch, who is this user or root, in a folder that others cannot change.
    ///
    /// # Errors
    /// Not a regular file (6), too open or another's (4), not readable (7), too large (9), or what
    /// [`parse`](Self::parse) answers.
    pub fn read(path: &Path) -> Result<Self, KeyError> {
        let failed = |source| KeyError::Io {
            path: path.to_owned(),
            source,
        };
        let only_file = |kind| match kind {
            FileKind::File => Ok(()),
            kind => Err(KeyError::NotAFile {
                path: path.to_owned(),
                kind,
            }),
        };
        // Looked at before it is opened: opening a device may already do something.
        only_file(FileKind::of(
            path.symlink_metadata().map_err(failed)?.file_type(),
        ))?;
        let mut file = platform::open_plain(path).map_err(failed)?;
        let found = file.metadata().map_err(failed)?;
        only_file(FileKind::of(found.file_type()))?;
        if let Some(mode) = platform::too_open(&found) {
            return Err(KeyError::TooOpen {
                path: path.to_owned(),
                mode,
            });
        }
        if let Some(owner) = platform::foreign_owner(&found) {
            return Err(KeyError::ForeignOwner {
                path: path.to_owned(),
                owner,
            });
        }
        check_folder(path)?;
        let mut bytes = Vec::new();
        // One byte more than allowed, to see that there is one.
        file.by_ref()
            .take(KEY_FILE_LIMIT as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(failed)?;
        Self::parse(&bytes)
    }

    /// Writes a new key file: 0600 from its first byte, durable when this returns.
    ///
    /// # Errors
    /// The name is in use (8), or writing failed (7).
    pub fn write_new(&self, path: &Path) -> Result<(), KeyError> {
        Ok(publish(path, self.bytes(), false)?)
    }

    /// Puts this in the place of an older key file in one step: the one or the other opens at every
    /// moment, a power cut included.
    ///
    /// # Errors
    /// Writing failed (7); the older file is then still there, untouched.
    pub fn replace(&self, path: &Path) -> Result<(), KeyError> {
        Ok(publish(path, self.bytes(), true)?)
    }
}

/// Whoever can write the folder can put another file in the key's place.
fn check_folder(path: &Path) -> Result<(), KeyError> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let found: io::Result<_> = folder.metadata();
    let found = found.map_err(|source| KeyError::Io {
        path: folder.to_owned(),
        source,
    })?;
    match platform::writable_by_others(&found) {
        Some(mode) => Err(KeyError::TooOpen {
            path: folder.to_owned(),
            mode,
        }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs;

    use zeroize::Zeroizing;

    use super::*;
    use crate::keys::{KdfCost, PersonKey};
    use crate::seal::Passphrase;

    fn passphrase(text: &str) -> Passphrase {
        Passphrase::new(Zeroizing::new(text.as_bytes().to_vec())).unwrap()
    }

    fn key_file(key: &PersonKey, text: &str) -> KeyFile {
        KeyFile::seal(key, &passphrase(text), KdfCost::MINIMUM).unwrap()
    }

    fn person() -> PersonKey {
        PersonKey::generate("H-002", "2026-11-24T10:00:00+09:00").unwrap()
    }

    #[test]
    fn a_file_written_is_read_and_never_written_over_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("鍵 髙.custody-key");
        let file = key_file(&person(), "first passphrase");
        file.write_new(&path).unwrap();
        assert_eq!(KeyFile::read(&path).unwrap().bytes(), file.bytes());
        assert_eq!(file.write_new(&path).unwrap_err().code(), 8);
    }

    #[test]
    fn a_new_passphrase_takes_the_place_of_the_old_in_one_step() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let key = person();
        key_file(&key, "the old passphrase")
            .write_new(&path)
            .unwrap();
        let unlocked = KeyFile::read(&path)
            .unwrap()
            .unlock(&passphrase("the old passphrase"))
            .unwrap();
        key_file(&unlocked, "the new passphrase")
            .replace(&path)
            .unwrap();
        let file = KeyFile::read(&path).unwrap();
        assert_eq!(
            file.unlock(&passphrase("the new passphrase"))
                .unwrap()
                .verifier(),
            key.verifier()
        );
        assert_eq!(
            file.unlock(&passphrase("the old passphrase"))
                .unwrap_err()
                .code(),
            5
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn too_large_missing_and_folder_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        assert_eq!(KeyFile::read(&path).err().unwrap().code(), 7);
        let error = KeyFile::read(folder.path()).err().unwrap();
        assert!(matches!(
            error,
            KeyError::NotAFile {
                kind: FileKind::Folder,
                ..
            }
        ));
        publish(&path, &vec![b'a'; KEY_FILE_LIMIT + 1], false).unwrap();
        assert_eq!(KeyFile::read(&path).err().unwrap().code(), 9);
    }

    #[cfg(unix)]
    #[test]
    fn links_pipes_and_devices_are_refused_without_waiting() {
        use rustix::fs::{CWD, FileType, Mode, mknodat};
        let folder = tempfile::tempdir().unwrap();
        let good = folder.path().join("key");
        key_file(&person(), "a good passphrase")
            .write_new(&good)
            .unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&good, &link).unwrap();
        let pipe = folder.path().join("pipe");
        mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR, 0).unwrap();
        for (path, expected) in [
            (link.as_path(), FileKind::Link),
            (&pipe, FileKind::Fifo),
            (Path::new("/dev/zero"), FileKind::Device),
        ] {
            let error = KeyFile::read(path).err().unwrap();
            assert_eq!(error.code(), 6);
            assert!(matches!(error, KeyError::NotAFile { kind, .. } if kind == expected));
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_others_may_touch_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        key_file(&person(), "a good passphrase")
            .write_new(&path)
            .unwrap();
        let chmod = |path: &Path, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        };
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        for mode in [0o644, 0o640, 0o604, 0o601, 0o660] {
            chmod(&path, mode);
            let error = KeyFile::read(&path).err().unwrap();
            assert_eq!(error.code(), 4);
            assert!(
                matches!(error, KeyError::TooOpen { path: p, mode: m } if p == path && m == mode)
            );
        }
        chmod(&path, 0o400);
        assert!(KeyFile::read(&path).is_ok());
        for (mode, refused) in [
            (0o770, true),
            (0o702, true),
            (0o755, false),
            (0o1777, false),
        ] {
            chmod(folder.path(), mode);
            let error = KeyFile::read(&path).err();
            assert_eq!(
                error.map(|error| error.code()),
                refused.then_some(4),
                "{mode:o}"
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_of_somebody_else_is_refused() {
        use std::os::unix::fs::MetadataExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        key_file(&person(), "a good passphrase")
            .write_new(&path)
            .unwrap();
        // Only root can give a file away; elsewhere there is nothing to see.
        if std::os::unix::fs::chown(&path, Some(12_345), None).is_ok() {
            let error = KeyFile::read(&path).err().unwrap();
            assert!(matches!(
                error,
                KeyError::ForeignOwner { owner: 12_345, .. }
            ));
            assert_eq!(error.code(), 4);
        } else {
            assert_ne!(fs::metadata(&path).unwrap().uid(), 12_345);
        }
    }
}
