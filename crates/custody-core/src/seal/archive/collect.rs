//! Which files go into a package, and under which names.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use unicode_normalization::UnicodeNormalization as _;

use super::ENTRY_LIMIT;
use super::error::{ArchiveError, ArchiveLimit};
use super::name;
use super::original::Part;
use super::tape::SHORT_SIZE;
use crate::seal::portable::{fits_windows, too_long_for_most};
use crate::seal::{FileKind, platform};

/// A file to be packed, as it was when it was looked at.
#[derive(Clone, Debug)]
pub struct Source {
    path: String,
    original: Option<Vec<u8>>,
    file: PathBuf,
    state: State,
    special_mode: bool,
}

/// What of a file is not kept, or not everywhere: to be said when it is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caution {
    /// It runs as its owner or group, whoever starts it; out of the package it does not (reliability.md, P17).
    Mode,
    /// Its time of change is before 1970 or beyond what a tar header tells: exact in the manifest, but any other tar
    /// reader takes the nearest time (P17).
    Time,
    /// Windows cannot hold its name: it gets another there (P6).
    Windows,
    /// Its name is longer than many file systems take (P8).
    Long,
    /// Its name was not Unicode in NFC: it is stored under one that is, its own bytes beside it (P14).
    Renamed,
}

impl Caution {
    /// Its name for scripts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mode => "mode",
            Self::Time => "time",
            Self::Windows => "windows",
            Self::Long => "long",
            Self::Renamed => "renamed",
        }
    }
}

/// What [`collect_with`] lets pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Leniency {
    /// Links and special files in the folders are left out, and listed.
    pub skip_special: bool,
    /// Names that are not Unicode are taken.
    pub any_names: bool,
}

/// The files found, and what was left out.
#[derive(Clone, Debug, Default)]
pub struct Collected {
    /// Files to be packed, sorted by path.
    pub sources: Vec<Source>,
    /// Links and special files that were not.
    pub skipped: Vec<(PathBuf, FileKind)>,
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
        let stored: String = path.nfc().collect();
        let original = (stored != path).then(|| path.as_bytes().to_owned());
        Self::at(Part { stored, original }, file, &look(file)?)
    }

    fn at(part: Part, file: &Path, metadata: &Metadata) -> Result<Self, ArchiveError> {
        check(&part.stored)?;
        match FileKind::of(metadata.file_type()) {
            FileKind::File => Ok(Self {
                path: part.stored,
                original: part.original,
                file: file.to_owned(),
                state: State::of(metadata),
                special_mode: platform::special_mode(metadata),
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

    /// What of it is not kept, or not everywhere.
    pub fn cautions(&self) -> Vec<Caution> {
        let parts = || self.path.split('/');
        let time = u64::try_from(self.mtime().as_second());
        let cautions = [
            (Caution::Mode, self.special_mode),
            (Caution::Time, time.map_or(true, |time| time > SHORT_SIZE)),
            (Caution::Windows, !parts().all(fits_windows)),
            (Caution::Long, parts().any(too_long_for_most)),
            (Caution::Renamed, self.original.is_some()),
        ];
        let held = cautions.into_iter().filter(|(_, holds)| *holds);
        held.map(|(caution, _)| caution).collect()
    }

    pub(super) fn original(&self) -> Option<&[u8]> {
        self.original.as_deref()
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
    collect_with(paths, Leniency::default()).map(|collected| collected.sources)
}

/// As [`collect`], but lets pass what `leniency` says. What is named itself is never left out.
///
/// # Errors
/// As [`collect`].
pub fn collect_with(paths: &[&Path], leniency: Leniency) -> Result<Collected, ArchiveError> {
    let mut walk = Walk {
        leniency,
        found: BTreeMap::new(),
        skipped: Vec::new(),
    };
    for path in paths {
        walk.take(path)?;
    }
    walk.skipped.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(Collected {
        sources: walk.found.into_values().collect(),
        skipped: walk.skipped,
    })
}

struct Walk {
    leniency: Leniency,
    found: BTreeMap<String, Source>,
    skipped: Vec<(PathBuf, FileKind)>,
}

impl Walk {
    fn take(&mut self, named: &Path) -> Result<(), ArchiveError> {
        // A list instead of recursion: depth is the data's, the stack is ours.
        let mut waiting = vec![(named.to_owned(), self.base_name(named)?)];
        while let Some((path, name)) = waiting.pop() {
            check(&name.stored)?;
            let metadata = look(&path)?;
            match FileKind::of(metadata.file_type()) {
                FileKind::Folder => {}
                FileKind::File => {
                    insert(Source::at(name, &path, &metadata)?, &mut self.found)?;
                    continue;
                }
                kind if self.leniency.skip_special && path != named => {
                    self.skipped.push((path, kind));
                    continue;
                }
                kind => return Err(ArchiveError::Special { path, kind }),
            }
            let unreadable = |source| ArchiveError::Io {
                path: path.clone(),
                source,
            };
            for entry in std::fs::read_dir(&path).map_err(unreadable)? {
                let entry = entry.map_err(unreadable)?;
                let part = self.part(&entry.file_name(), &entry.path())?;
                waiting.push((entry.path(), part.below(&name)));
            }
        }
        Ok(())
    }

    /// The name a path ends with; `.` and the like are resolved first.
    fn base_name(&self, path: &Path) -> Result<Part, ArchiveError> {
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
        let part = self.part(name.unwrap_or_default(), path)?;
        if part.stored.eq_ignore_ascii_case(".custody") {
            return Err(ArchiveError::Reserved {
                path: path.to_owned(),
            });
        }
        Ok(part)
    }

    fn part(&self, name: &OsStr, path: &Path) -> Result<Part, ArchiveError> {
        Part::of(name, self.leniency.any_names).ok_or_else(|| ArchiveError::NotUnicode {
            path: path.to_owned(),
        })
    }
}

fn check(name: &str) -> Result<(), ArchiveError> {
    name::check(name).map_err(|fault| ArchiveError::Name {
        name: name.to_owned(),
        fault,
    })
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

fn look(path: &Path) -> Result<Metadata, ArchiveError> {
    path.symlink_metadata().map_err(|source| ArchiveError::Io {
        path: path.to_owned(),
        source,
    })
}
