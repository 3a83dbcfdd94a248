//! Unpacking into a folder that nothing can leave.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;

use super::error::{ArchiveError, ArchiveLimit};
use super::ground::{Ground, Held};
use super::list::Entry;
use super::package::{Package, Sink, Verified};
use super::stand_in::{Chosen, STAND_INS_PATH, StandIn, StandIns, folded, prefixes};
use crate::seal::{Progress, platform};

/// What was unpacked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpacked {
    /// What the package holds, verified.
    pub verified: Verified,
    /// Files whose time of change this system could not be told; their contents are whole.
    pub times_not_set: u64,
    /// What lies under another name than its own; the same list lies at [`STAND_INS_PATH`], if it is not empty.
    pub stand_ins: Vec<StandIn>,
}

/// Unpacks into `folder`, which must be empty or not there yet. On success every file is durable.
///
/// All names are checked before the first byte is written. No link is followed and no file written
/// over; files are 0600 and folders 0700 where there are modes. After any failure everything is
/// removed again. A name that this system cannot hold gets a stand-in.
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
    unpack_with(input, folder, StandIns::default(), progress)
}

/// As [`unpack`], where `stand_ins` says which names get a stand-in.
///
/// # Errors
/// As [`unpack`].
pub fn unpack_with(
    input: &mut dyn Read,
    folder: &Path,
    stand_ins: StandIns,
    progress: &mut dyn Progress,
) -> Result<Unpacked, ArchiveError> {
    unpack_onto(input, stand_ins, &mut || Held::open(folder), progress)
}

/// Unpacks onto any ground; `begin` makes it once the names are known to be good.
pub(super) fn unpack_onto<G: Ground>(
    input: &mut dyn Read,
    stand_ins: StandIns,
    begin: &mut dyn FnMut() -> Result<G, ArchiveError>,
    progress: &mut dyn Progress,
) -> Result<Unpacked, ArchiveError> {
    let package = Package::open(input)?;
    let chosen = Chosen::new(&package.entries, stand_ins);
    let mut target = Target::new(begin()?, chosen);
    let room = target.check_room(&package.entries);
    match room.and_then(|()| package.walk(&mut target, progress)) {
        Ok(verified) => target.finish().map(|finished| Unpacked {
            verified,
            times_not_set: finished.times_not_set,
            stand_ins: finished.stand_ins,
        }),
        Err(error) => {
            target.remove();
            Err(error)
        }
    }
}

/// What is to be told of what was written.
pub(super) struct Finished {
    times_not_set: u64,
    pub(super) stand_ins: Vec<StandIn>,
}

pub(super) struct Target<G> {
    ground: G,
    chosen: Chosen,
    /// The folders made in it, each after the one it lies in: where they lie, by their path in the package.
    known: HashMap<String, PathBuf>,
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
    /// Paths in the package, to name both where two are one.
    begun: Vec<String>,
    open: Option<File>,
    times_not_set: u64,
}

impl<G: Ground> Target<G> {
    /// Whether these files fit, as far as can be known before they are written.
    pub(super) fn check_room(&self, entries: &[Entry]) -> Result<(), ArchiveError> {
        let sizes = entries.iter().map(|entry| entry.size);
        self.ground.check_room(sizes.fold(0, u64::saturating_add))
    }

    pub(super) fn new(ground: G, chosen: Chosen) -> Self {
        Self {
            ground,
            chosen,
            known: HashMap::new(),
            folders: Vec::new(),
            files: Vec::new(),
            begun: Vec::new(),
            open: None,
            times_not_set: 0,
        }
    }

    /// Makes the folders a file lies in that are not there yet, and says where the file goes.
    fn place(&mut self, entry: &Entry) -> Result<PathBuf, ArchiveError> {
        let originals = entry
            .original
            .as_deref()
            .map(|bytes| bytes.split(|byte| *byte == b'/'));
        let mut originals = originals.into_iter().flatten();
        let mut at = PathBuf::new();
        for prefix in prefixes(&entry.path) {
            let original = originals.next().and_then(platform::name_of_bytes);
            let own = prefix.rsplit('/').next().unwrap_or_default();
            let name = match (self.chosen.of(prefix), original) {
                (Some(stand_in), _) => OsStr::new(stand_in),
                (None, Some(original)) => original,
                (None, None) => OsStr::new(own),
            };
            if prefix.len() == entry.path.len() {
                return Ok(at.join(name));
            }
            at = match self.known.get(prefix) {
                Some(made) => made.clone(),
                None => self.make_folder(prefix, at.join(name), entry)?,
            };
        }
        Ok(at)
    }

    fn make_folder(
        &mut self,
        prefix: &str,
        at: PathBuf,
        entry: &Entry,
    ) -> Result<PathBuf, ArchiveError> {
        match self.ground.make_folder(&at) {
            Ok(()) => {
                self.folders.push(at.clone());
                self.known.insert(prefix.to_owned(), at.clone());
                Ok(at)
            }
            // Somebody else's, or one name in two spellings.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(self.taken(prefix, &at, entry))
            }
            Err(error) => Err(self.failed(&at, error)),
        }
    }

    /// The name of `entry`, or of its folder `name`, is in use: by one before it that is the same name here, or by
    /// somebody else.
    fn taken(&self, name: &str, at: &Path, entry: &Entry) -> ArchiveError {
        let wanted = folded(name);
        let mut made = self.begun.iter().flat_map(|path| prefixes(path));
        match made.find(|made| folded(made) == wanted) {
            Some(first) => ArchiveError::SameName {
                first: first.to_owned(),
                second: entry.path.clone(),
            },
            None => ArchiveError::Exists {
                path: self.ground.path().join(at),
            },
        }
    }

    fn failed(&self, at: &Path, source: io::Error) -> ArchiveError {
        if source.kind() == io::ErrorKind::InvalidFilename {
            return ArchiveError::Limit {
                limit: ArchiveLimit::NameLength,
            };
        }
        let path: PathBuf = self.ground.path().join(at);
        // A folder made here that is a folder no more was swapped for something else.
        let above: HashSet<&Path> = at.ancestors().skip(1).collect();
        let mut made = self
            .folders
            .iter()
            .filter(|folder| above.contains(folder.as_path()));
        if made.any(|folder| !self.ground.is_folder(folder)) {
            return ArchiveError::Changed { path };
        }
        ArchiveError::Io { path, source }
    }

    /// Writing the file that was begun last failed.
    fn failed_now(&self, source: io::Error) -> ArchiveError {
        let at = self.files.last().map(PathBuf::as_path);
        self.failed(at.unwrap_or(Path::new("")), source)
    }

    /// Records the stand-ins and makes everything durable; takes it away again if that fails.
    pub(super) fn finish(mut self) -> Result<Finished, ArchiveError> {
        match self
            .write_stand_ins()
            .and_then(|()| self.ground.sync(&self.folders))
        {
            Ok(()) => Ok(Finished {
                times_not_set: self.times_not_set,
                stand_ins: self.chosen.list,
            }),
            Err(error) => {
                self.remove();
                Err(error)
            }
        }
    }

    fn write_stand_ins(&mut self) -> Result<(), ArchiveError> {
        if self.chosen.list.is_empty() {
            return Ok(());
        }
        let at = Path::new(STAND_INS_PATH);
        let text = serde_json::to_vec_pretty(&serde_json::json!({ "names": self.chosen.list }));
        let text = text.map_err(|error| self.failed(at, error.into()))?;
        if let Some(folder) = at.parent() {
            self.ground
                .make_folder(folder)
                .map_err(|error| self.failed(folder, error))?;
            self.folders.push(folder.to_owned());
        }
        let file = self
            .ground
            .make_file(at)
            .map_err(|error| self.failed(at, error))?;
        self.files.push(at.to_owned());
        (&file)
            .write_all(&text)
            .and_then(|()| file.sync_all())
            .map_err(|error| self.failed(at, error))
    }

    /// Takes away what was made, and nothing else. What cannot be removed stays: the error that led
    /// here is the one to report.
    pub(super) fn remove(self) {
        drop(self.open);
        self.ground.remove(&self.files, &self.folders);
    }
}

impl<G: Ground> Sink for Target<G> {
    fn begin(&mut self, entry: &Entry) -> Result<(), ArchiveError> {
        let at = self.place(entry)?;
        match self.ground.make_file(&at) {
            Ok(file) => {
                self.begun.push(entry.path.clone());
                self.files.push(at);
                self.open = Some(file);
                Ok(())
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(self.taken(&entry.path, &at, entry))
            }
            Err(error) => Err(self.failed(&at, error)),
        }
    }

    fn write(&mut self, _entry: &Entry, content: &[u8]) -> Result<(), ArchiveError> {
        let Some(file) = &mut self.open else {
            return Ok(());
        };
        file.write_all(content)
            .map_err(|error| self.failed_now(error))
    }

    fn end(&mut self, entry: &Entry) -> Result<(), ArchiveError> {
        let Some(file) = self.open.take() else {
            return Ok(());
        };
        let set = time(entry.mtime).is_some_and(|time| file.set_modified(time).is_ok());
        self.times_not_set += u64::from(!set);
        file.sync_all().map_err(|error| self.failed_now(error))
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
