//! Packing files.

use std::fs::File;
use std::io::{self, Read, Write};

use serde::Serialize;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::collect::{Source, State};
use super::error::{ArchiveError, ArchiveLimit};
use super::list::{Entry, FileDigest, Files, List, Salt};
use super::{DIGESTS_PATH, ENTRY_LIMIT, LIST_LIMIT, MANIFEST_PATH, name, tape};
use crate::seal::{Blake3Digest, CHUNK_LEN, FileKind, Progress, Sha256Digest, platform};

/// What was packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packed {
    /// SHA-256 of the manifest's bytes.
    pub manifest_sha256: Sha256Digest,
    /// SHA-256 of the list of digests.
    pub digests_sha256: Sha256Digest,
    /// Files.
    pub files: u64,
    /// Bytes of their contents together.
    pub bytes: u64,
}

/// Packs files into `out`, in the order given, which for [`collect`](super::collect) is that of
/// their paths. `salt` must be random, and used for this package only.
///
/// ```
/// use custody_core::seal::archive::{collect, pack, unpack};
/// use custody_core::seal::{Identity, Keys, NoProgress, Sealing, To, open_reader};
/// # let place = tempfile::tempdir()?;
/// # let folder = place.path().join("lent");
/// # std::fs::create_dir(&folder)?;
/// # std::fs::write(folder.join("register.csv"), "…")?;
/// let identity = Identity::generate()?;
/// let mut sealed = Vec::new();
/// let to = To::Recipients(vec![identity.recipient()]);
/// let mut sealing = Sealing::new(&mut sealed, &to, false)?;
/// # let salt = [7; 32];
/// let packed = pack(&collect(&[&folder])?, &mut sealing, salt, &mut NoProgress)?;
/// sealing.finish()?;
///
/// let keys = Keys::Identities(std::slice::from_ref(&identity));
/// let out = place.path().join("out");
/// let unpacked = unpack(&mut open_reader(&sealed[..], &keys)?, &out, &mut NoProgress)?;
/// assert_eq!(unpacked.verified.manifest_sha256, packed.manifest_sha256);
/// assert!(out.join("lent/register.csv").exists());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// A file changed since it was collected, or while it was read (8); it cannot be read, or `out` not
/// be written (7, 12); beyond a limit (9); cancelled (130). `out` then holds half a package.
pub fn pack(
    sources: &[Source],
    out: &mut dyn Write,
    salt: [u8; 32],
    progress: &mut dyn Progress,
) -> Result<Packed, ArchiveError> {
    if sources.len() > ENTRY_LIMIT {
        return Err(ArchiveError::Limit {
            limit: ArchiveLimit::Entries,
        });
    }
    name::check_all(sources.iter().map(Source::path))?;
    let salt = Salt(salt);
    let manifest = List {
        salt,
        files: manifest(sources).into(),
    };
    let manifest_sha256 = write_list(out, MANIFEST_PATH, &manifest)?;
    let mut bytes = 0;
    let mut digests = Vec::with_capacity(sources.len());
    let mut buffer = Zeroizing::new(vec![0; CHUNK_LEN as usize]);
    for source in sources {
        let blake3 = write_file(out, source, &mut buffer, &mut bytes, progress)?;
        digests.push(FileDigest {
            path: source.path().to_owned(),
            blake3,
        });
    }
    let digests = List {
        salt,
        files: Files::from(digests),
    };
    let digests_sha256 = write_list(out, DIGESTS_PATH, &digests)?;
    tape::write_end(out).map_err(ArchiveError::writing)?;
    Ok(Packed {
        manifest_sha256,
        digests_sha256,
        files: sources.len() as u64,
        bytes,
    })
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

fn write_list(
    out: &mut dyn Write,
    path: &str,
    list: &impl Serialize,
) -> Result<Sha256Digest, ArchiveError> {
    // Written twice, first only to be measured: a tar tells the length before the content, and
    // a list of a million names need not stand in memory.
    let mut measured = Measured {
        sha256: Sha256::new(),
        len: 0,
        out: &mut io::sink(),
    };
    let failed = |error: serde_json::Error| ArchiveError::writing(error.into());
    serde_json::to_writer(&mut measured, list).map_err(failed)?;
    let (len, sha256) = (measured.len, measured.sha256.finalize());
    if len > LIST_LIMIT {
        return Err(ArchiveError::Limit {
            limit: ArchiveLimit::List,
        });
    }
    tape::write_headers(out, path, len, 0).map_err(ArchiveError::writing)?;
    let mut buffered = io::BufWriter::new(&mut *out);
    serde_json::to_writer(&mut buffered, list).map_err(failed)?;
    buffered.flush().map_err(ArchiveError::writing)?;
    drop(buffered);
    tape::write_padding(out, len).map_err(ArchiveError::writing)?;
    Ok(Sha256Digest::from_bytes(sha256.into()))
}

struct Measured<'a> {
    sha256: Sha256,
    len: u64,
    out: &'a mut dyn Write,
}

impl Write for Measured<'_> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        let written = self.out.write(buf)?;
        self.sha256.update(buf.get(..written).unwrap_or_default());
        self.len += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn write_file(
    out: &mut dyn Write,
    source: &Source,
    buffer: &mut [u8],
    done: &mut u64,
    progress: &mut dyn Progress,
) -> Result<Blake3Digest, ArchiveError> {
    let changed = || ArchiveError::Changed {
        path: source.file().to_owned(),
    };
    let failed = |error| ArchiveError::Io {
        path: source.file().to_owned(),
        source: error,
    };
    let mut file = open(source)?;
    let size = source.size();
    let seconds = u64::try_from(source.mtime().as_second()).unwrap_or(0);
    tape::write_headers(out, source.path(), size, seconds).map_err(ArchiveError::writing)?;
    let mut hash = blake3::Hasher::new();
    let mut left = size;
    loop {
        if progress.at(*done).is_break() {
            return Err(ArchiveError::Cancelled);
        }
        let read = match file.read(buffer) {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(failed(error)),
        };
        if read == 0 {
            break;
        }
        // Grown: what is beyond the size in the header is not written.
        left = left.checked_sub(read as u64).ok_or_else(changed)?;
        let content = buffer.get(..read).unwrap_or_default();
        hash.update(content);
        out.write_all(content).map_err(ArchiveError::writing)?;
        *done += read as u64;
    }
    if left > 0 || !unchanged(&file, source).map_err(failed)? {
        return Err(changed());
    }
    tape::write_padding(out, size).map_err(ArchiveError::writing)?;
    Ok(hash.finalize().into())
}

/// Opens the file that was collected: neither a link in its place nor another file.
fn open(source: &Source) -> Result<File, ArchiveError> {
    let path = source.file();
    let changed = || ArchiveError::Changed {
        path: path.to_owned(),
    };
    let failed = |error| ArchiveError::Io {
        path: path.to_owned(),
        source: error,
    };
    let file = platform::open_plain(path).map_err(|error| match path.symlink_metadata() {
        Ok(found) if found.is_file() => failed(error),
        _ => changed(),
    })?;
    let found = file.metadata().map_err(failed)?;
    if FileKind::of(found.file_type()) == FileKind::File && State::of(&found) == source.state() {
        Ok(file)
    } else {
        Err(changed())
    }
}

/// Whether the open file, and what now has its name, are as they were collected.
fn unchanged(file: &File, source: &Source) -> io::Result<bool> {
    let there = source.file().symlink_metadata();
    Ok(State::of(&file.metadata()?) == source.state()
        && there.is_ok_and(|there| State::of(&there) == source.state()))
}
