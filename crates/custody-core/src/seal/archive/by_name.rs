//! One file out of a package, without reading the others.

use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use zeroize::Zeroizing;

use super::error::{ArchiveError, PackageFault};
use super::ground::Held;
use super::list::Entry;
use super::package::{Package, Sink};
use super::stand_in::{Chosen, StandIn, StandIns};
use super::tape::{Input, headers_len};
use super::unpack::Target;
use crate::seal::{CHUNK_LEN, Progress};

/// A package of which single files are read. Its manifest was read and its names were checked; of a file, the bytes
/// that are asked for are the sealed file's own, verified; nothing is known of the rest, nor of the list of digests.
///
/// ```
/// use custody_core::seal::archive::{self, ByName, Source};
/// use custody_core::seal::{self, Identity, Keys, NoProgress, Seekable, To};
/// use std::io::{Cursor, Read as _};
///
/// # let folder = tempfile::tempdir()?;
/// # let file = folder.path().join("名簿.csv");
/// # std::fs::write(&file, "0001,見本 太郎\n")?;
/// # let identity = Identity::generate()?;
/// # let to = To::Recipients(vec![identity.recipient()]);
/// # let mut sealed = Vec::new();
/// # let sources = archive::collect(&[&file])?;
/// # let mut sealing = seal::Sealing::new(&mut sealed, &to, false)?;
/// # archive::pack(&sources, &mut sealing, [7; 32], &mut NoProgress)?;
/// # sealing.finish()?;
/// let keys = Keys::Identities(std::slice::from_ref(&identity));
/// let mut package = ByName::open(Seekable::open(Cursor::new(sealed), &keys)?)?;
/// let mut text = String::new();
/// package.file("名簿.csv")?.read_to_string(&mut text)?;
/// assert_eq!(text, "0001,見本 太郎\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ByName<R> {
    reader: R,
    /// Where the manifest's entry ends; offsets count from here.
    start: u64,
    entries: Vec<Entry>,
}

impl<R: Read + Seek> ByName<R> {
    /// Reads the manifest at the start of `reader`.
    ///
    /// # Errors
    /// As [`list`](super::list).
    pub fn open(mut reader: R) -> Result<Self, ArchiveError> {
        reader.rewind().map_err(ArchiveError::reading)?;
        let package = Package::open(&mut reader)?;
        let (start, entries) = (package.start(), package.entries);
        Ok(Self {
            reader,
            start,
            entries,
        })
    }

    /// What the manifest lists, in its order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The file of this path, to be read and sought in. Its header in the package must be what the manifest says.
    ///
    /// # Errors
    /// No such file (2); the package is not as its manifest says (6), or is damaged there (3).
    pub fn file(&mut self, path: &str) -> Result<FileIn<'_, R>, ArchiveError> {
        let entry = self.entry(path)?;
        let not_listed = || ArchiveError::malformed(path, PackageFault::NotAsListed);
        let headers = headers_len(&entry.path, entry.size);
        let content = self
            .start
            .checked_add(entry.offset)
            .ok_or_else(not_listed)?;
        let at = content.checked_sub(headers).ok_or_else(not_listed)?;
        self.reader
            .seek(SeekFrom::Start(at))
            .map_err(ArchiveError::reading)?;
        let mut input = Input::new(&mut self.reader);
        let head = input.read_head().map_err(|error| error.at(path))?;
        let head = head.ok_or_else(not_listed)?;
        if head.path != entry.path || head.size != entry.size || input.at() != headers {
            return Err(not_listed());
        }
        Ok(FileIn {
            reader: &mut self.reader,
            start: content,
            len: entry.size,
            at: 0,
        })
    }

    /// Writes the files of these paths below `folder`, which must be empty or not there yet; after any failure
    /// everything is removed again. Answers how many bytes were written, and what lies under a stand-in.
    ///
    /// # Errors
    /// As [`file`](Self::file) and [`unpack`](super::unpack()).
    pub fn unpack(
        &mut self,
        paths: &[String],
        folder: &Path,
        stand_ins: StandIns,
        progress: &mut dyn Progress,
    ) -> Result<(u64, Vec<StandIn>), ArchiveError> {
        let entries: Vec<Entry> = paths
            .iter()
            .map(|path| self.entry(path))
            .collect::<Result<_, _>>()?;
        let chosen = Chosen::new(&entries, stand_ins);
        let mut target = Target::new(Held::open(folder)?, chosen);
        let room = target.check_room(&entries);
        match room.and_then(|()| self.write(&entries, &mut target, progress)) {
            Ok(bytes) => target.finish().map(|done| (bytes, done.stand_ins)),
            Err(error) => {
                target.remove();
                Err(error)
            }
        }
    }

    fn write(
        &mut self,
        entries: &[Entry],
        sink: &mut dyn Sink,
        progress: &mut dyn Progress,
    ) -> Result<u64, ArchiveError> {
        let mut buffer = Zeroizing::new(vec![0; CHUNK_LEN as usize]);
        let mut done = 0;
        for entry in entries {
            let mut file = self.file(&entry.path)?;
            sink.begin(entry)?;
            loop {
                if progress.at(done).is_break() {
                    return Err(ArchiveError::Cancelled);
                }
                let read = file.read(&mut buffer).map_err(ArchiveError::reading)?;
                if read == 0 {
                    break;
                }
                sink.write(entry, buffer.get(..read).unwrap_or_default())?;
                done += read as u64;
            }
            if file.at < file.len {
                return Err(ArchiveError::malformed(&entry.path, PackageFault::CutShort));
            }
            sink.end(entry)?;
        }
        Ok(done)
    }

    fn entry(&self, path: &str) -> Result<Entry, ArchiveError> {
        let found = self.entries.iter().find(|entry| entry.path == path);
        found.cloned().ok_or_else(|| ArchiveError::NoEntry {
            path: path.to_owned(),
        })
    }
}

/// The content of one file in a package.
pub struct FileIn<'a, R> {
    reader: &'a mut R,
    /// Where it begins in the tar.
    start: u64,
    len: u64,
    at: u64,
}

impl<R> FileIn<'_, R> {
    /// Bytes in it.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

impl<R: Read + Seek> Read for FileIn<'_, R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let left = self.len.saturating_sub(self.at);
        let most = left.min(buf.len() as u64) as usize;
        let buf = buf.get_mut(..most).unwrap_or_default();
        if buf.is_empty() {
            return Ok(0);
        }
        self.reader.seek(SeekFrom::Start(self.start + self.at))?;
        let read = self.reader.read(buf)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl<R: Read + Seek> Seek for FileIn<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.len.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
