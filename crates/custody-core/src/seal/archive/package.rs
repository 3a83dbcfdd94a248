//! Walking a package: what its manifest promises is what must come.

use std::io::{self, Read, Write};

use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::error::{ArchiveError, ArchiveLimit, PackageFault};
use super::list::{Entry, FileDigest, List, Salt};
use super::tape::{Head, Input};
use super::{DIGESTS_PATH, LIST_LIMIT, MANIFEST_PATH, name};
use crate::seal::{Blake3Digest, CHUNK_LEN, Progress, Sha256Digest};

/// What a package was found to hold, every file's content against its digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// SHA-256 of the manifest's bytes.
    pub manifest_sha256: Sha256Digest,
    /// SHA-256 of the list of digests.
    pub digests_sha256: Sha256Digest,
    /// Files.
    pub files: u64,
    /// Bytes of their contents together.
    pub bytes: u64,
}

/// Says what is in a package. Only its beginning is read, so that nothing is known of the rest.
///
/// # Errors
/// Not a package (6), beyond a limit (9), not readable (7), or the sealed file's own error.
pub fn list(input: &mut dyn Read) -> Result<Vec<Entry>, ArchiveError> {
    Package::open(input).map(|package| package.entries)
}

/// Reads a package to its end and checks every content, without writing anything: for reading back
/// what was sealed.
///
/// # Errors
/// As [`list`]; a content is not what its digest says (3); cancelled (130).
pub fn verify(input: &mut dyn Read, progress: &mut dyn Progress) -> Result<Verified, ArchiveError> {
    Package::open(input)?.walk(&mut Nowhere, progress)
}

/// Where the contents go.
pub(super) trait Sink {
    /// The next file begins.
    fn begin(&mut self, entry: &Entry) -> Result<(), ArchiveError>;
    /// The next bytes of its content.
    fn write(&mut self, entry: &Entry, content: &[u8]) -> Result<(), ArchiveError>;
    /// The file is complete.
    fn end(&mut self, entry: &Entry) -> Result<(), ArchiveError>;
}

struct Nowhere;

impl Sink for Nowhere {
    fn begin(&mut self, _entry: &Entry) -> Result<(), ArchiveError> {
        Ok(())
    }

    fn write(&mut self, _entry: &Entry, _content: &[u8]) -> Result<(), ArchiveError> {
        Ok(())
    }

    fn end(&mut self, _entry: &Entry) -> Result<(), ArchiveError> {
        Ok(())
    }
}

/// A package whose manifest was read and whose names were checked.
pub(super) struct Package<'a> {
    input: Input<'a>,
    /// Where the manifest's entry ends; offsets count from here.
    start: u64,
    salt: Salt,
    manifest_sha256: Sha256Digest,
    pub(super) entries: Vec<Entry>,
}

impl<'a> Package<'a> {
    pub(super) fn open(input: &'a mut dyn Read) -> Result<Self, ArchiveError> {
        let mut input = Input::new(input);
        let head = match input.read_head() {
            Ok(Some(head)) if head.path == MANIFEST_PATH => head,
            Ok(_) | Err(ArchiveError::Malformed { .. }) => {
                return Err(ArchiveError::malformed(
                    MANIFEST_PATH,
                    PackageFault::NoManifest,
                ));
            }
            Err(error) => return Err(error),
        };
        let (list, manifest_sha256): (List<Entry>, _) = read_list(&mut input, &head)?;
        name::check_all(list.files.rows.iter().map(|entry| entry.path.as_str()))?;
        for entry in &list.files.rows {
            entry.check_original()?;
        }
        let start = input.at();
        Ok(Self {
            input,
            start,
            salt: list.salt,
            manifest_sha256,
            entries: list.files.rows,
        })
    }

    /// Bytes from the package's first to the end of the manifest's entry.
    pub(super) fn start(&self) -> u64 {
        self.start
    }

    /// Reads all files, then their digests, then the end.
    pub(super) fn walk(
        mut self,
        sink: &mut dyn Sink,
        progress: &mut dyn Progress,
    ) -> Result<Verified, ArchiveError> {
        let mut bytes = 0;
        let mut digests = Vec::new();
        let entries = std::mem::take(&mut self.entries);
        // One for all files, and no larger than they need: wiping it has its cost.
        let largest = entries.iter().map(|entry| entry.size).max().unwrap_or(0);
        let mut buffer = Zeroizing::new(vec![0; largest.min(CHUNK_LEN) as usize]);
        for entry in &entries {
            self.expect(entry).map_err(|error| error.at(&entry.path))?;
            sink.begin(entry)?;
            let digest = self.content(entry, sink, &mut buffer, &mut bytes, progress);
            digests.push(digest.map_err(|error| error.at(&entry.path))?);
            sink.end(entry)?;
        }
        let not_listed = |entry: &str| ArchiveError::malformed(entry, PackageFault::NotAsListed);
        let head = self
            .input
            .read_head()?
            .ok_or_else(|| not_listed(DIGESTS_PATH))?;
        if head.path != DIGESTS_PATH {
            return Err(not_listed(&head.path));
        }
        let (list, digests_sha256): (List<FileDigest>, _) = read_list(&mut self.input, &head)?;
        if list.salt != self.salt || list.files.rows.len() != entries.len() {
            return Err(not_listed(DIGESTS_PATH));
        }
        for ((entry, found), listed) in entries.iter().zip(&digests).zip(&list.files.rows) {
            if listed.path != entry.path {
                return Err(not_listed(&listed.path));
            }
            if listed.blake3 != *found {
                return Err(ArchiveError::Altered {
                    entry: entry.path.clone(),
                });
            }
        }
        if let Some(more) = self.input.read_head()? {
            return Err(not_listed(&more.path));
        }
        Ok(Verified {
            manifest_sha256: self.manifest_sha256,
            digests_sha256,
            files: entries.len() as u64,
            bytes,
        })
    }

    /// The next entry must be this one, here.
    fn expect(&mut self, entry: &Entry) -> Result<(), ArchiveError> {
        let not_listed = || ArchiveError::malformed(&entry.path, PackageFault::NotAsListed);
        let head = self.input.read_head()?.ok_or_else(not_listed)?;
        let offset = self.input.at() - self.start;
        if head.path == entry.path && head.size == entry.size && offset == entry.offset {
            Ok(())
        } else {
            Err(not_listed())
        }
    }

    fn content(
        &mut self,
        entry: &Entry,
        sink: &mut dyn Sink,
        buffer: &mut [u8],
        done: &mut u64,
        progress: &mut dyn Progress,
    ) -> Result<Blake3Digest, ArchiveError> {
        let mut hash = blake3::Hasher::new();
        let mut left = entry.size;
        while left > 0 {
            if progress.at(*done).is_break() {
                return Err(ArchiveError::Cancelled);
            }
            let most = left.min(buffer.len() as u64) as usize;
            let read = self
                .input
                .read_some(buffer.get_mut(..most).unwrap_or_default())?;
            if read == 0 {
                return Err(ArchiveError::malformed(&entry.path, PackageFault::CutShort));
            }
            let content = buffer.get(..read).unwrap_or_default();
            hash.update(content);
            sink.write(entry, content)?;
            left -= read as u64;
            *done += read as u64;
        }
        self.input.read_padding(entry.size)?;
        Ok(hash.finalize().into())
    }
}

/// Reads one of the two lists, parsed as it comes.
fn read_list<T: DeserializeOwned>(
    input: &mut Input<'_>,
    head: &Head,
) -> Result<(List<T>, Sha256Digest), ArchiveError> {
    if head.size > LIST_LIMIT {
        return Err(ArchiveError::Limit {
            limit: ArchiveLimit::List,
        });
    }
    let mut content = Content {
        input,
        left: head.size,
        sha256: Sha256::new(),
        failed: None,
    };
    let parsed = serde_json::from_reader(io::BufReader::new(&mut content));
    // The medium's own error first: the parser only repeats it.
    if let Some(error) = content.failed {
        return Err(error);
    }
    let list: List<T> =
        parsed.map_err(|_| ArchiveError::malformed(&head.path, PackageFault::List))?;
    if list.files.total > list.files.rows.len() {
        return Err(ArchiveError::Limit {
            limit: ArchiveLimit::Entries,
        });
    }
    let sha256 = Sha256Digest::from_bytes(content.sha256.finalize().into());
    input.read_padding(head.size)?;
    Ok((list, sha256))
}

/// The content of one entry.
struct Content<'a, 'b> {
    input: &'a mut Input<'b>,
    left: u64,
    sha256: Sha256,
    failed: Option<ArchiveError>,
}

impl Read for Content<'_, '_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let most = self.left.min(buf.len() as u64) as usize;
        let buf = buf.get_mut(..most).unwrap_or_default();
        if buf.is_empty() {
            return Ok(0);
        }
        let error = match self.input.read_some(buf) {
            Ok(0) => ArchiveError::malformed("", PackageFault::CutShort),
            Ok(read) => {
                self.left -= read as u64;
                self.sha256.write_all(buf.get(..read).unwrap_or_default())?;
                return Ok(read);
            }
            Err(error) => error,
        };
        self.failed = Some(error);
        Err(io::ErrorKind::Other.into())
    }
}
