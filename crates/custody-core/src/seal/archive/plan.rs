//! Where every byte of a package lies, before the first file is read: what lets many threads make it at once.

use std::fs::File;
use std::io::{self, Write};

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::collect::{Source, State};
use super::error::{ArchiveError, ArchiveLimit};
use super::list::{Entry, FileDigest, Files, List, Salt};
use super::{DIGESTS_PATH, ENTRY_LIMIT, LIST_LIMIT, MANIFEST_PATH, name, tape};
use crate::seal::stream::plaintext::Plaintext;
use crate::seal::stream::steady::fill_at;
use crate::seal::stream::tree::{HashedRun, PayloadTree, hash_run};
use crate::seal::{Blake3Digest, CHUNK_LEN, FileKind, Sha256Digest, platform};

/// The tar of some files up to the list of their digests, which is as long as it will be.
pub(super) struct Plan<'s> {
    sources: &'s [Source],
    salt: Salt,
    /// The manifest's whole entry.
    head: Vec<u8>,
    pub(super) manifest_sha256: Sha256Digest,
    /// Where each file's headers and its content begin.
    places: Vec<Place>,
    /// Where the entry of the digests begins.
    pub(super) digests_at: u64,
    len: u64,
}

#[derive(Clone, Copy)]
struct Place {
    headers: u64,
    content: u64,
}

/// What reading tells of a file's content, in order.
pub(super) enum Told {
    /// All of it at once.
    Whole(Blake3Digest),
    /// A part, and whether it is the last.
    Part(HashedRun, bool),
}

/// The file that a thread read from last.
#[derive(Default)]
pub(super) struct Reading {
    open: Option<(usize, File)>,
}

impl<'s> Plan<'s> {
    pub(super) fn new(sources: &'s [Source], salt: [u8; 32]) -> Result<Self, ArchiveError> {
        if sources.len() > ENTRY_LIMIT {
            return Err(ArchiveError::Limit {
                limit: ArchiveLimit::Entries,
            });
        }
        name::check_all(sources.iter().map(Source::path))?;
        let salt = Salt(salt);
        let entries = manifest(sources);
        let offsets: Vec<u64> = entries.iter().map(|entry| entry.offset).collect();
        let (head, manifest_sha256) = list_entry(MANIFEST_PATH, salt, entries)?;
        let mut at = head.len() as u64;
        let mut places = Vec::with_capacity(sources.len());
        for (source, offset) in sources.iter().zip(offsets) {
            let content = head.len() as u64 + offset;
            places.push(Place {
                headers: at,
                content,
            });
            at = content + source.size() + tape::padding(source.size());
        }
        let digests_len = measured(&digests(sources, salt, None))?;
        let end = tape::headers_len(DIGESTS_PATH, digests_len) + digests_len;
        Ok(Self {
            sources,
            salt,
            head,
            manifest_sha256,
            places,
            digests_at: at,
            len: at + end + tape::padding(digests_len) + tape::END_LEN,
        })
    }

    /// Bytes of the whole tar.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// Files.
    pub(super) fn files(&self) -> u64 {
        self.sources.len() as u64
    }

    /// Bytes of all contents.
    pub(super) fn content_len(&self) -> u64 {
        self.sources.iter().map(Source::size).sum()
    }

    /// The entry of the digests, and the end of the tar.
    pub(super) fn tail(
        &self,
        found: Vec<Blake3Digest>,
    ) -> Result<(Vec<u8>, Sha256Digest), ArchiveError> {
        let list = digests(self.sources, self.salt, Some(found));
        let (mut tail, sha256) = list_entry(DIGESTS_PATH, self.salt, list.files.rows)?;
        tape::write_end(&mut tail).map_err(ArchiveError::writing)?;
        if tail.len() as u64 != self.len - self.digests_at {
            // Every digest is as long as any other.
            return Err(ArchiveError::Write(io::ErrorKind::Other.into()));
        }
        Ok((tail, sha256))
    }

    /// Fills `buf` from `at` on, before the entry of the digests. Answers how many bytes of contents are in it.
    pub(super) fn fill(
        &self,
        reading: &mut Reading,
        mut buf: &mut [u8],
        mut at: u64,
        mut told: Option<&mut Vec<Told>>,
    ) -> Result<u64, ArchiveError> {
        let mut contents = 0;
        while !buf.is_empty() {
            let filled = if at < self.head.len() as u64 {
                copy(self.head.get(at as usize..).unwrap_or_default(), buf)
            } else {
                let next = self.places.partition_point(|place| place.headers <= at);
                let file = next.wrapping_sub(1);
                let (Some(source), Some(place)) = (self.sources.get(file), self.places.get(file))
                else {
                    return Err(ArchiveError::Write(io::ErrorKind::InvalidInput.into()));
                };
                let end = place.content + source.size();
                if at < place.content {
                    let headers = headers(source)?;
                    let filled = copy(
                        headers
                            .get((at - place.headers) as usize..)
                            .unwrap_or_default(),
                        buf,
                    );
                    // What has no content is opened all the same: it must still be there.
                    if source.size() == 0 && at + filled as u64 == place.content {
                        reading.read(file, source, &mut [], 0, told.as_deref_mut())?;
                    }
                    filled
                } else if at < end {
                    let most = buf
                        .len()
                        .min(usize::try_from(end - at).unwrap_or(usize::MAX));
                    let part = buf.get_mut(..most).unwrap_or_default();
                    reading.read(file, source, part, at - place.content, told.as_deref_mut())?;
                    contents += most as u64;
                    most
                } else {
                    let padding = end + tape::padding(source.size()) - at;
                    let most = buf.len().min(padding as usize);
                    buf.get_mut(..most).unwrap_or_default().fill(0);
                    most
                }
            };
            if filled == 0 {
                return Err(ArchiveError::Write(io::ErrorKind::InvalidInput.into()));
            }
            buf = buf.get_mut(filled..).unwrap_or_default();
            at += filled as u64;
        }
        Ok(contents)
    }

    /// Looks once more at the files that were read in parts: one could have changed between two of them.
    pub(super) fn check(&self) -> Result<(), ArchiveError> {
        for source in self.sources {
            if source.size() > CHUNK_LEN && !is_there(source) {
                return Err(changed(source));
            }
        }
        Ok(())
    }
}

/// A package whose digests are known, to be compared with what was sealed.
pub(super) struct Whole<'p, 's> {
    pub(super) plan: &'p Plan<'s>,
    pub(super) tail: &'p [u8],
}

impl Plaintext for Whole<'_, '_> {
    type Own = Reading;
    type Told = Told;
    type Error = ArchiveError;

    fn begin(&self) -> Reading {
        Reading::default()
    }

    fn fill(
        &self,
        reading: &mut Reading,
        buf: &mut [u8],
        at: u64,
        told: Option<&mut Vec<Told>>,
    ) -> Result<u64, ArchiveError> {
        let files = self
            .plan
            .digests_at
            .saturating_sub(at)
            .min(buf.len() as u64) as usize;
        let (front, back) = buf.split_at_mut_checked(files).unwrap_or_default();
        let bytes = self.plan.fill(reading, front, at, told)?;
        let from = (at + files as u64).saturating_sub(self.plan.digests_at) as usize;
        copy(self.tail.get(from..).unwrap_or_default(), back);
        Ok(bytes)
    }

    fn check(&self) -> Result<(), ArchiveError> {
        self.plan.check()
    }
}

/// The files alone, as they are read for the first time.
pub(super) struct Contents<'p, 's>(pub(super) &'p Plan<'s>);

impl Plaintext for Contents<'_, '_> {
    type Own = Reading;
    type Told = Told;
    type Error = ArchiveError;

    fn begin(&self) -> Reading {
        Reading::default()
    }

    fn fill(
        &self,
        reading: &mut Reading,
        buf: &mut [u8],
        at: u64,
        told: Option<&mut Vec<Told>>,
    ) -> Result<u64, ArchiveError> {
        self.0.fill(reading, buf, at, told)
    }

    fn check(&self) -> Result<(), ArchiveError> {
        self.0.check()
    }
}

/// Joins what is told into a digest a file.
#[derive(Default)]
pub(super) struct Joined {
    done: Vec<Blake3Digest>,
    open: PayloadTree,
}

impl Joined {
    pub(super) fn take(&mut self, told: Vec<Told>) {
        for one in told {
            match one {
                Told::Whole(digest) => self.done.push(digest),
                Told::Part(run, last) => {
                    self.open.push(run);
                    if last {
                        self.done
                            .push(std::mem::take(&mut self.open).finish().blake3);
                    }
                }
            }
        }
    }

    pub(super) fn digests(&mut self) -> Vec<Blake3Digest> {
        std::mem::take(&mut self.done)
    }
}

impl Reading {
    /// Fills `buf` from the content, and holds that the file is what was collected, before and after.
    fn read(
        &mut self,
        number: usize,
        source: &Source,
        buf: &mut [u8],
        at: u64,
        told: Option<&mut Vec<Told>>,
    ) -> Result<(), ArchiveError> {
        let failed = |error| ArchiveError::Io {
            path: source.file().to_owned(),
            source: error,
        };
        let last = at + buf.len() as u64 == source.size();
        let file = match self.open.take() {
            Some((open, file)) if open == number => file,
            _ => open(source)?,
        };
        if fill_at(&file, buf, at).map_err(failed)? < buf.len() {
            return Err(changed(source));
        }
        // Grown, shrunk or written to while it was read; another file under its name.
        if State::of(&file.metadata().map_err(failed)?) != source.state()
            || (last && !is_there(source))
        {
            return Err(changed(source));
        }
        if let Some(told) = told {
            told.push(if last && at == 0 {
                Told::Whole(Blake3Digest::of(buf))
            } else {
                Told::Part(hash_run(at, buf), last)
            });
        }
        if !last {
            self.open = Some((number, file));
        }
        Ok(())
    }
}

/// Opens the file that was collected: neither a link in its place nor another file.
fn open(source: &Source) -> Result<File, ArchiveError> {
    let path = source.file();
    let failed = |error| ArchiveError::Io {
        path: path.to_owned(),
        source: error,
    };
    let file = platform::open_plain(path).map_err(|error| match path.symlink_metadata() {
        Ok(found) if found.is_file() => failed(error),
        _ => changed(source),
    })?;
    let found = file.metadata().map_err(failed)?;
    if FileKind::of(found.file_type()) == FileKind::File && State::of(&found) == source.state() {
        Ok(file)
    } else {
        Err(changed(source))
    }
}

/// Whether what now has the name is what was collected.
fn is_there(source: &Source) -> bool {
    let there = source.file().symlink_metadata();
    there.is_ok_and(|there| State::of(&there) == source.state())
}

fn changed(source: &Source) -> ArchiveError {
    ArchiveError::Changed {
        path: source.file().to_owned(),
    }
}

/// As much as fits; says how much.
fn copy(from: &[u8], to: &mut [u8]) -> usize {
    let len = from.len().min(to.len());
    if let (Some(from), Some(to)) = (from.get(..len), to.get_mut(..len)) {
        to.copy_from_slice(from);
    }
    len
}

fn headers(source: &Source) -> Result<Vec<u8>, ArchiveError> {
    let mut headers = Vec::with_capacity(tape::BLOCK as usize);
    let seconds = u64::try_from(source.mtime().as_second()).unwrap_or(0);
    tape::write_headers(&mut headers, source.path(), source.size(), seconds)
        .map_err(ArchiveError::writing)?;
    Ok(headers)
}

fn manifest(sources: &[Source]) -> Vec<Entry> {
    let mut at = 0;
    sources
        .iter()
        .map(|source| {
            let (path, size) = (source.path(), source.size());
            let offset = at + tape::headers_len(path, size);
            at = offset + size + tape::padding(size);
            Entry {
                path: path.to_owned(),
                size,
                mtime: source.mtime(),
                offset,
                original: source.original().map(<[u8]>::to_owned),
            }
        })
        .collect()
}

/// The list of digests; all of them zero where they are not known yet.
fn digests(sources: &[Source], salt: Salt, found: Option<Vec<Blake3Digest>>) -> List<FileDigest> {
    let found = found.into_iter().flatten();
    let padded = found.map(Some).chain(std::iter::repeat(None));
    let rows: Vec<FileDigest> = sources
        .iter()
        .zip(padded)
        .map(|(source, digest)| FileDigest {
            path: source.path().to_owned(),
            blake3: digest.unwrap_or(Blake3Digest::from_bytes([0; 32])),
        })
        .collect();
    List {
        salt,
        files: Files::from(rows),
    }
}

/// A list's whole entry, and the SHA-256 of the list.
fn list_entry<T: Serialize>(
    path: &str,
    salt: Salt,
    rows: Vec<T>,
) -> Result<(Vec<u8>, Sha256Digest), ArchiveError> {
    let list = List {
        salt,
        files: Files::from(rows),
    };
    let len = measured(&list)?;
    let whole = tape::headers_len(path, len) + len + tape::padding(len) + tape::END_LEN;
    let mut entry = Vec::with_capacity(usize::try_from(whole).unwrap_or(0));
    tape::write_headers(&mut entry, path, len, 0).map_err(ArchiveError::writing)?;
    let begin = entry.len();
    serde_json::to_writer(&mut entry, &list)
        .map_err(|error| ArchiveError::writing(error.into()))?;
    let sha256 = Sha256::digest(entry.get(begin..).unwrap_or_default());
    tape::write_padding(&mut entry, len).map_err(ArchiveError::writing)?;
    Ok((entry, Sha256Digest::from_bytes(sha256.into())))
}

/// Bytes of a list as JSON, within the limit.
fn measured(list: &impl Serialize) -> Result<u64, ArchiveError> {
    let mut counted = Counted(0);
    serde_json::to_writer(&mut counted, list)
        .map_err(|error| ArchiveError::writing(error.into()))?;
    if counted.0 > LIST_LIMIT {
        return Err(ArchiveError::Limit {
            limit: ArchiveLimit::List,
        });
    }
    Ok(counted.0)
}

struct Counted(u64);

impl Write for Counted {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.0 += buf.len() as u64;
        Ok(buf.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
