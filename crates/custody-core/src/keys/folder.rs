//! The folder of a person's key files.

use std::path::{Path, PathBuf};

use super::cost::KdfCost;
use super::error::KeyError;
use super::file::KeyFile;
use super::person::PersonKey;
use crate::seal::{Passphrase, platform};

/// How the names of key files end.
pub const KEY_FILE_EXTENSION: &str = "custody-key";

/// Longest file name made of a key's name, in bytes, before the extension.
const STEM_LIMIT: usize = 180;

/// A folder of key files, such as `CUSTODY_HOME`.
#[derive(Clone, Debug)]
pub struct KeyFolder(PathBuf);

/// One file in the folder, and what came of reading it.
pub struct Listed {
    /// Where it lies.
    pub path: PathBuf,
    /// The key file, or why it cannot be used.
    pub key: Result<KeyFile, KeyError>,
}

impl KeyFolder {
    /// A folder, which need not be there yet.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// All key files in it, by file name. A folder that is not there has none.
    ///
    /// # Errors
    /// The folder cannot be read (7). A file that cannot be used is in the list with its error.
    pub fn list(&self) -> Result<Vec<Listed>, KeyError> {
        let failed = |source| KeyError::Io {
            path: self.0.clone(),
            source,
        };
        let entries = match std::fs::read_dir(&self.0) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(failed(error)),
        };
        let mut paths = Vec::new();
        for entry in entries {
            let path = entry.map_err(failed)?.path();
            if path
                .extension()
                .is_some_and(|end| end == KEY_FILE_EXTENSION)
            {
                paths.push(path);
            }
        }
        paths.sort();
        Ok(paths
            .into_iter()
            .map(|path| Listed {
                key: KeyFile::read(&path),
                path,
            })
            .collect())
    }

    /// The key of this name; with no name, the only one there is.
    ///
    /// # Errors
    /// None of that name, or none at all (5); several and no name (2); the file meant cannot be used
    /// (its own error).
    pub fn find(&self, name: Option<&str>) -> Result<(PathBuf, KeyFile), KeyError> {
        let mut listed = self.list()?;
        let Some(name) = name else {
            return match listed.len() {
                0 => Err(KeyError::NoKey {
                    folder: self.0.clone(),
                }),
                1 => {
                    let only = listed.remove(0);
                    Ok((only.path, only.key?))
                }
                _ => Err(KeyError::SeveralKeys {
                    names: listed.iter().map(shown_name).collect(),
                }),
            };
        };
        let expected = self.path_for(name);
        let mut unusable = None;
        for Listed { path, key } in listed {
            match key {
                Ok(key) if key.name() == name => return Ok((path, key)),
                Ok(_) => {}
                // Its name cannot be trusted, but its place tells whose it was.
                Err(error) if path == expected => unusable = Some(error),
                Err(_) => {}
            }
        }
        Err(unusable.unwrap_or_else(|| KeyError::NoSuchKey {
            name: name.to_owned(),
            folder: self.0.clone(),
        }))
    }

    /// Makes a person's keys and adds their file. `created` is the time now, RFC 3339 with its offset.
    ///
    /// # Errors
    /// As [`PersonKey::generate`], [`KeyFile::seal`] and [`KeyFolder::add`].
    pub fn generate(
        &self,
        name: &str,
        created: &str,
        passphrase: &Passphrase,
        cost: KdfCost,
    ) -> Result<PersonKey, KeyError> {
        let key = PersonKey::generate(name, created)?;
        self.add(&KeyFile::seal(&key, passphrase, cost)?)?;
        Ok(key)
    }

    /// Adds a key file and says where; the folder is made if need be, for its owner only.
    ///
    /// # Errors
    /// A key of that name, or a file of that file name, is there (8); writing failed (7).
    pub fn add(&self, key: &KeyFile) -> Result<PathBuf, KeyError> {
        for Listed { path, key: found } in self.list()? {
            if found.is_ok_and(|found| found.name() == key.name()) {
                return Err(KeyError::NameInUse {
                    name: key.name().to_owned(),
                    path,
                });
            }
        }
        platform::create_private_folder(&self.0, true).map_err(|source| KeyError::Io {
            path: self.0.clone(),
            source,
        })?;
        let path = self.path_for(key.name());
        key.write_new(&path)?;
        Ok(path)
    }

    /// Where the key of this name is put. Letters that file systems do not take become `_`; the name
    /// inside the file is the one that counts.
    pub fn path_for(&self, name: &str) -> PathBuf {
        let mut stem: String = name
            .chars()
            .map(|letter| match letter {
                '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
                letter if letter.is_control() => '_',
                letter => letter,
            })
            .collect();
        stem.truncate(stem.floor_char_boundary(STEM_LIMIT));
        // A leading dot hides the file; and Windows gives some names to devices.
        if stem.starts_with('.') || !platform::can_be_named(&stem) {
            stem.insert(0, '_');
        }
        self.0.join(format!("{stem}.{KEY_FILE_EXTENSION}"))
    }
}

fn shown_name(listed: &Listed) -> String {
    match &listed.key {
        Ok(key) => key.name().to_owned(),
        Err(_) => listed
            .path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use zeroize::Zeroizing;

    use super::*;
    use crate::keys::{KdfCost, PersonKey};
    use crate::seal::Passphrase;

    fn key(name: &str) -> KeyFile {
        let person = PersonKey::generate(name, "2026-11-24T10:00:00+09:00").unwrap();
        let secret = Passphrase::new(Zeroizing::new(b"a good passphrase".to_vec())).unwrap();
        KeyFile::seal(&person, &secret, KdfCost::MINIMUM).unwrap()
    }

    #[test]
    fn keys_are_found_by_name_or_as_the_only_one() {
        let place = tempfile::tempdir().unwrap();
        let folder = KeyFolder::new(place.path().join("custody 鍵/home"));
        assert!(folder.list().unwrap().is_empty());
        let error = folder.find(None).err().unwrap();
        assert!(matches!(error, KeyError::NoKey { .. }));
        assert_eq!(error.code(), 5);

        let first = folder.add(&key("髙﨑 𠮷")).unwrap();
        assert!(first.ends_with("髙﨑 𠮷.custody-key"));
        assert_eq!(folder.find(None).unwrap().0, first);

        folder.add(&key("H-002")).unwrap();
        let KeyError::SeveralKeys { names } = folder.find(None).err().unwrap() else {
            panic!()
        };
        assert_eq!(names, ["H-002", "髙﨑 𠮷"]);
        assert_eq!(folder.find(Some("髙﨑 𠮷")).unwrap().0, first);
        let error = folder.find(Some("H-003")).err().unwrap();
        assert!(matches!(&error, KeyError::NoSuchKey { name, .. } if name == "H-003"));
    }

    #[test]
    fn a_name_in_use_is_a_conflict() {
        let place = tempfile::tempdir().unwrap();
        let folder = KeyFolder::new(place.path());
        let path = folder.add(&key("a")).unwrap();
        std::fs::rename(&path, place.path().join("renamed.custody-key")).unwrap();
        let error = folder.add(&key("a")).unwrap_err();
        assert!(
            matches!(&error, KeyError::NameInUse { path, .. } if path.ends_with("renamed.custody-key"))
        );
        assert_eq!(error.code(), 8);
        folder.add(&key("a:b")).unwrap();
        assert_eq!(folder.add(&key("a_b")).unwrap_err().code(), 8);
    }

    #[test]
    fn any_name_gives_a_file_name_within_the_folder() {
        let folder = KeyFolder::new("home");
        for (name, file) in [
            ("../../etc/x", "_.._.._etc_x.custody-key"),
            (".hidden", "_.hidden.custody-key"),
            ("C:\\x", "C__x.custody-key"),
            ("a b", "a b.custody-key"),
        ] {
            assert_eq!(folder.path_for(name), Path::new("home").join(file));
        }
        let long = folder.path_for(&"髙".repeat(85));
        assert!(long.file_name().unwrap().len() <= 255);
    }

    #[test]
    fn a_damaged_key_is_named_and_does_not_hide_the_others() {
        let place = tempfile::tempdir().unwrap();
        let folder = KeyFolder::new(place.path());
        let path = folder.add(&key("a")).unwrap();
        folder.add(&key("b")).unwrap();
        let mut bytes = std::fs::read(&path).unwrap();
        let at = bytes.len() - 100;
        bytes[at] ^= 1;
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(folder.find(Some("a")).err().unwrap().code(), 3);
        assert!(folder.find(Some("b")).is_ok());
        assert_eq!(folder.list().unwrap().len(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn the_folder_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt as _;
        let place = tempfile::tempdir().unwrap();
        let folder = KeyFolder::new(place.path().join("home"));
        folder.add(&key("a")).unwrap();
        let mode = std::fs::metadata(folder.path())
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o700);
    }
}
