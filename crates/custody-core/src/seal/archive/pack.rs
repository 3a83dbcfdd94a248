//! Packing files.

use std::io::{self, Write};

use zeroize::Zeroizing;

use super::collect::Source;
use super::error::ArchiveError;
use super::plan::{Contents, Joined, Plan, Reading, Whole};
use crate::seal::files::{finish, place_for};
use crate::seal::header::Header;
use crate::seal::sealing::fresh_nonce;
use crate::seal::stream::file::{Hashing, Writing};
use crate::seal::wrap::{Wrapped, wrap};
use crate::seal::{CHUNK_LEN, Part, Progress, SealError, Sealed, SealedFile, Sha256Digest, To};

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

/// Packs files into `out`, one after the other, in the order given, which for [`collect`](super::collect) is that of
/// their paths. `salt` must be random, and used for this package only. Into a file [`seal_package`] is faster.
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
    let plan = Plan::new(sources, salt)?;
    let mut tape = Tape::new(&plan);
    let mut buffer = Zeroizing::new(vec![0; CHUNK_LEN as usize]);
    let (mut at, mut done) = (0, 0);
    while at < plan.len() {
        if progress.at(done).is_break() {
            return Err(ArchiveError::Cancelled);
        }
        let most = (plan.len() - at).min(CHUNK_LEN) as usize;
        let piece = buffer.get_mut(..most).unwrap_or_default();
        done += tape.fill(piece, at)?;
        out.write_all(piece).map_err(ArchiveError::writing)?;
        at += most as u64;
    }
    plan.check()?;
    tape.finish().map(|(packed, _)| packed)
}

/// A package that was sealed into a part, and what is needed to read it back.
pub struct SealedPackage<'s> {
    /// What was packed.
    pub packed: Packed,
    /// What was written.
    pub sealed: Sealed,
    file: SealedFile,
    plan: Plan<'s>,
    tail: Vec<u8>,
}

/// Packs files and seals the package into a part that has nothing in it yet, on all cores: small files are read ahead,
/// large ones in many places at once, each byte once.
///
/// ```
/// use custody_core::seal::archive::{collect, seal_package};
/// use custody_core::seal::{Identity, NoProgress, Part, To};
/// # let place = tempfile::tempdir()?;
/// # let folder = place.path().join("lent");
/// # std::fs::create_dir(&folder)?;
/// # std::fs::write(folder.join("register.csv"), "…")?;
/// # let salt = [7; 32];
/// let to = To::Recipients(vec![Identity::generate()?.recipient()]);
/// let sources = collect(&[&folder])?;
/// let part = Part::create(&place.path().join("lent.age"), false)?;
/// let package = seal_package(&sources, &part, &to, salt, &mut NoProgress)?;
/// package.read_back(&part, &mut NoProgress)?;
/// part.commit()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`pack`] and [`seal_file`](crate::seal::seal_file).
pub fn seal_package<'s>(
    sources: &'s [Source],
    part: &Part,
    to: &To,
    salt: [u8; 32],
    progress: &mut dyn Progress,
) -> Result<SealedPackage<'s>, ArchiveError> {
    let plan = Plan::new(sources, salt)?;
    let Wrapped { file_key, stanzas } = wrap(to, Vec::new())?;
    let header = Header::seal(stanzas, &file_key)?;
    let nonce = fresh_nonce()?;
    let place = place_for(plan.len(), part, header.bytes().len(), nonce)?;
    let key = file_key.payload_key(&nonce);
    let mut writing = Writing::begin(&place, &key, Hashing::Whole(header.bytes()))?;
    let mut tape = Tape::new(&plan);
    // What holds nothing of the digests, from all threads; the rest in order, when all digests are known.
    let before = place.layout.segments_before(plan.digests_at);
    let joined = &mut tape.joined;
    writing.segments(&Contents(&plan), before, |told| joined.take(told), progress)?;
    writing.rest(&mut |buf, at| tape.fill(buf, at), progress)?;
    plan.check()?;
    let digests = writing.finish();
    let (packed, tail) = tape.finish()?;
    let file = finish(plan.len(), &place, header, file_key)?;
    let unhashed = || SealError::Write(io::ErrorKind::Other.into());
    let sealed = Sealed {
        plaintext_len: plan.len(),
        sealed_len: file.sealed_len,
        blake3: digests.whole.ok_or_else(unhashed)?.blake3,
        payload: digests.payload.ok_or_else(unhashed)?,
    };
    Ok(SealedPackage {
        packed,
        sealed,
        file,
        plan,
        tail,
    })
}

impl SealedPackage<'_> {
    /// Syncs the part, reads it from the medium again, and compares every byte with the files, which are read again too.
    ///
    /// # Errors
    /// It reads back differently (3); a file changed meanwhile (8); syncing or reading failed (7); cancelled (130).
    pub fn read_back(&self, part: &Part, progress: &mut dyn Progress) -> Result<(), ArchiveError> {
        let whole = Whole {
            plan: &self.plan,
            tail: &self.tail,
        };
        self.file.compare(&whole, part, progress)
    }
}

/// The tar read from its start to its end: the digests are written when all files were read.
struct Tape<'p, 's> {
    plan: &'p Plan<'s>,
    reading: Reading,
    joined: Joined,
    tail: Option<(Vec<u8>, Sha256Digest)>,
}

impl<'p, 's> Tape<'p, 's> {
    fn new(plan: &'p Plan<'s>) -> Self {
        Self {
            plan,
            reading: Reading::default(),
            joined: Joined::default(),
            tail: None,
        }
    }

    /// Fills `buf` from `at`, where the last one ended. Answers how many bytes of contents are in it.
    fn fill(&mut self, buf: &mut [u8], at: u64) -> Result<u64, ArchiveError> {
        let plan = self.plan;
        let files = plan.digests_at.saturating_sub(at).min(buf.len() as u64) as usize;
        let (front, back) = buf.split_at_mut_checked(files).unwrap_or_default();
        let mut told = Vec::new();
        let bytes = plan.fill(&mut self.reading, front, at, Some(&mut told))?;
        self.joined.take(told);
        if back.is_empty() {
            return Ok(bytes);
        }
        let (tail, _) = match &self.tail {
            Some(tail) => tail,
            None => self.tail.insert(plan.tail(self.joined.digests())?),
        };
        let from = (at + files as u64 - plan.digests_at) as usize;
        let tail = tail.get(from..).and_then(|tail| tail.get(..back.len()));
        back.copy_from_slice(
            tail.ok_or_else(|| ArchiveError::Write(io::ErrorKind::InvalidInput.into()))?,
        );
        Ok(bytes)
    }

    fn finish(self) -> Result<(Packed, Vec<u8>), ArchiveError> {
        let unfinished = || ArchiveError::Write(io::ErrorKind::Other.into());
        let (tail, digests_sha256) = self.tail.ok_or_else(unfinished)?;
        let packed = Packed {
            manifest_sha256: self.plan.manifest_sha256,
            digests_sha256,
            files: self.plan.files(),
            bytes: self.plan.content_len(),
        };
        Ok((packed, tail))
    }
}
