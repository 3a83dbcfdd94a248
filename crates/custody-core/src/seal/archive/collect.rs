//! Which files go into a package, and under which names.

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use unicode_normalization::UnicodeNormalization as _;

use super::ENTRY_LIMIT;
use super::error::{ArchiveError, ArchiveLimit};
use super::name;
use crate::seal::{FileKind, platform};

/// A file to be packed, as it was when it was looked at.
#[derive(Clone, Debug)]
pub struct Source {
    path: String,
    file: PathBuf,
    state: State,
}

/// What must still be so after a file was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    pub(super) size: u64,
    modified: Option<SystemTime>,
    identity: Option<(u64, u64)>,
}

impl State {
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self {
            size: metadata.len(),
            modified: metadata.modified().ok(),
            identity: platform::identity(metadata),
        }
    }
}

impl Source {
    /// One file on disk under a path of the caller's choice.
    ///
    /// # Errors
    /// Not a regular file (4), not readable (7), or a path that a package does not hold (6, 9).
    pub fn new(path: &str, file: &Path) -> Result<Self, ArchiveError> {
        let path: String = path.nfc().collect();
        name::check(&path).map_err(|fault| ArchiveError::Name {
            name: path.clone(),
            fault,
        })?;
        let metadata = look(file)?;
        match FileKind::of(metadata.file_type()) {
            FileKind::File => Ok(Self {
                path,
                file: file.to_owned(),
                state: State::of(&metadata),
            }),
            kind => Err(ArchiveError::Special {
                path: file.to_owned(),
                kind,
            }),
        }
    }

    /// Path inside the package.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The file on disk.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Bytes.
    pub fn size(&self) -> u64 {
        self.state.size
    }

    /// When the file was last changed; the nearest time that can be written, if it cannot.
    pub fn mtime(&self) -> Timestamp {
        let modified = self.state.modified.unwrap_or(UNIX_EPOCH);
        Timestamp::try_from(modified).unwrap_or(if modified < UNIX_EPOCH {
            Timestamp::MIN
        } else {
            Timestamp::MAX
        })
    }

    pub(super) fn state(&self) -> State {
        self.state
    }
}

/// Finds the files to be packed: those named, and all below the folders named, sorted by path. Each
/// keeps its own name, a folder's files below the folder's. An empty list is a package too.
///
/// # Errors
/// A link, device or other special file is among them (4, never followed); two have one name (8);
/// a name that a package does not hold (6, 9; `.custody` at the top: 8); not readable (7).
pub fn collect(paths: &[&Path]) -> Result<Vec<Source>, ArchiveError> {
    let mut found = BTreeMap::new();
    for path in paths {
        walk(path, base_name(path)?, &mut found)?;
    }
    Ok(found.into_values().collect())
}

fn walk(
    path: &Path,
    name: String,
    found: &mut BTreeMap<String, Source>,
) -> Result<(), ArchiveError> {
    // A list instead of recursion: depth is the data's, the stack is ours.
    let mut waiting = vec![(path.to_owned(), name)];
    while let Some((path, name)) = waiting.pop() {
        name::check(&name).map_err(|fault| ArchiveError::Name {
            name: name.clone(),
            fault,
        })?;
        if FileKind::of(look(&path)?.file_type()) != FileKind::Folder {
            insert(Source::new(&name, &path)?, found)?;
            continue;
        }
        let unreadable = |source| ArchiveError::Io {
            path: path.clone(),
            source,
        };
        for entry in std::fs::read_dir(&path).map_err(unreadable)? {
            let below = entry.map_err(unreadable)?.path();
            let part = below.file_name().and_then(|part| part.to_str());
            let part = part.ok_or_else(|| ArchiveError::NotUnicode {
                path: below.clone(),
            })?;
            let inside = format!("{name}/{}", part.nfc());
            waiting.push((below, inside));
        }
    }
    Ok(())
}

fn insert(source: Source, found: &mut BTreeMap<String, Source>) -> Result<(), ArchiveError> {
    if found.len() == ENTRY_LIMIT {
        return Err(ArchiveError::Limit {
            limit: ArchiveLimit::Entries,
        });
    }
    match found.insert(source.path.clone(), source.clone()) {
        None => Ok(()),
        Some(first) => Err(ArchiveError::SameName {
            first: first.file.display().to_string(),
            second: source.file.display().to_string(),
        }),
    }
}

/// The name a path ends with; `.` and the like are resolved first.
fn base_name(path: &Path) -> Result<String, ArchiveError> {
    let resolved;
    let name = match path.file_name() {
        Some(name) => Some(name),
        None => {
            resolved = path.canonicalize().map_err(|source| ArchiveError::Io {
                path: path.to_owned(),
                source,
            })?;
            resolved.file_name()
        }
    };
    let name = name.and_then(|name| name.to_str());
    let name = name.ok_or_else(|| ArchiveError::NotUnicode {
        path: path.to_owned(),
    })?;
    if name.eq_ignore_ascii_case(".custody") {
        return Err(ArchiveError::Reserved {
            path: path.to_owned(),
        });
    }
    Ok(name.nfc().collect())
}

fn look(path: &Path) -> Result<Metadata, ArchiveError> {
    path.symlink_metadata().map_err(|source| ArchiveError::Io {
        path: path.to_owned(),
        source,
    })
}
