//! From file to file: sealing, opening, reading back and saving what is good of a damaged file.

use std::fs::File;
use std::io::{self, BufReader, Seek as _};

use super::digest::PayloadDigest;
use super::error::SealError;
use super::file_key::FileKey;
use super::header::Header;
use super::opening::{Opened, OpenedReader};
use super::progress::Progress;
use super::publish::Part;
use super::sealing::fresh_nonce;
use super::source::{Source, misread};
use super::stream::file::{Hashing, Place, compare_payload, open_payload, seal_payload};
use super::stream::layout::Layout;
use super::stream::plaintext::Plaintext;
use super::stream::steady::{Steady, fill_at, put_at};
use super::unlock::{Keys, unlock};
use super::wrap::{To, Wrapped, wrap};
use super::{CHUNK_LEN, NONCE_LEN};

/// A file that was sealed from another, and what is needed to read it back.
#[derive(Debug)]
pub struct SealedFile {
    /// Bytes that went in.
    pub plaintext_len: u64,
    /// Bytes of the whole sealed file.
    pub sealed_len: u64,
    pub(super) header: Header,
    pub(super) file_key: FileKey,
    pub(super) nonce: [u8; NONCE_LEN as usize],
}

/// Seals a file's content into a part that has nothing in it yet, on all cores.
///
/// ```
/// use custody_core::seal::{Identity, Keys, NoProgress, Part, Steady, To, open_file, seal_file};
/// # let place = tempfile::tempdir()?;
/// # let path = place.path().join("register.csv");
/// # std::fs::write(&path, "name, address")?;
/// let identity = Identity::generate()?;
/// let to = To::Recipients(vec![identity.recipient()]);
///
/// let source = Steady::open(&path)?;
/// let part = Part::create(&place.path().join("register.csv.age"), false)?;
/// let sealed = seal_file(&source, &part, &to, &mut NoProgress)?;
/// sealed.read_back(&source, &part, &mut NoProgress)?;
/// part.commit()?;
///
/// let file = std::fs::File::open(place.path().join("register.csv.age"))?;
/// let part = Part::create(&place.path().join("opened.csv"), false)?;
/// let keys = Keys::Identities(std::slice::from_ref(&identity));
/// let opened = open_file(&file, &part, &keys, &mut NoProgress)?;
/// part.commit()?;
/// assert_eq!(std::fs::read(place.path().join("opened.csv"))?, b"name, address");
/// # assert_eq!(opened.plaintext_len, sealed.plaintext_len);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Reading or writing failed; a full medium is known before the first byte is written (7). The
/// source changed meanwhile (8). Nobody to seal to (2), no randomness (7), cancelled (130).
pub fn seal_file(
    source: &Steady,
    part: &Part,
    to: &To,
    progress: &mut dyn Progress,
) -> Result<SealedFile, SealError> {
    let Wrapped { file_key, stanzas } = wrap(to, Vec::new())?;
    let header = Header::seal(stanzas, &file_key)?;
    let nonce = fresh_nonce()?;
    let place = place_for(source.len(), part, header.bytes().len(), nonce)?;
    let key = file_key.payload_key(&nonce);
    seal_payload(source, &place, &key, Hashing::Off, progress)?;
    finish(source.len(), &place, header, file_key)
}

pub(super) fn place_for<'a>(
    plaintext_len: u64,
    part: &'a Part,
    header_len: usize,
    nonce: [u8; NONCE_LEN as usize],
) -> Result<Place<'a>, SealError> {
    let too_large = || SealError::Write(io::ErrorKind::FileTooLarge.into());
    Ok(Place {
        file: part.file(),
        at: header_len as u64,
        nonce,
        layout: Layout::of_plaintext(plaintext_len).ok_or_else(too_large)?,
    })
}

/// Writes the header into the room left for it, last: without it the file is no age file at all.
pub(super) fn finish(
    plaintext_len: u64,
    place: &Place<'_>,
    header: Header,
    file_key: FileKey,
) -> Result<SealedFile, SealError> {
    put_at(place.file, header.bytes(), 0).map_err(SealError::Write)?;
    Ok(SealedFile {
        plaintext_len,
        sealed_len: place.at + place.layout.payload_len(),
        header,
        file_key,
        nonce: place.nonce,
    })
}

impl SealedFile {
    /// Syncs the part, reads it from the medium again and compares it with its source, byte by byte.
    ///
    /// # Errors
    /// It reads back differently (3); the source changed meanwhile (8); syncing or reading failed
    /// (7); cancelled (130).
    pub fn read_back(
        &self,
        source: &Steady,
        part: &Part,
        progress: &mut dyn Progress,
    ) -> Result<(), SealError> {
        self.compare(source, part, progress)
    }

    /// As [`read_back`](Self::read_back), with any plaintext.
    pub(super) fn compare<P: Plaintext>(
        &self,
        plaintext: &P,
        part: &Part,
        progress: &mut dyn Progress,
    ) -> Result<(), P::Error> {
        let file = reopened(part)?;
        let expected = [self.header.bytes(), &self.nonce].concat();
        let mut found = vec![0; expected.len()];
        fill_at(&file, &mut found, 0).map_err(SealError::Read)?;
        let mut pairs = expected.iter().zip(&found);
        if let Some(offset) = pairs.position(|(one, other)| one != other) {
            let offset = offset as u64;
            return Err(SealError::ReadBack { offset }.into());
        }
        let len = file.metadata().map_err(SealError::Read)?.len();
        if len != self.sealed_len {
            let offset = len.min(self.sealed_len);
            return Err(SealError::ReadBack { offset }.into());
        }
        let place = place_in(&file, self.header.bytes().len() as u64, self.nonce)?;
        let key = self.file_key.payload_key(&self.nonce);
        compare_payload(plaintext, &place, &key, progress)
    }
}

/// The part, synced, to be read from the medium.
pub(super) fn reopened(part: &Part) -> Result<File, SealError> {
    part.read_back().map_err(|error| match error {
        super::PublishError::Io { source, .. } => SealError::Write(source),
        other => SealError::Write(io::Error::other(other)),
    })
}

/// Opens a sealed file into a part that has nothing in it yet, on all cores.
///
/// The part may get its name only when this returns `Ok`: until then it holds bytes out of order.
/// A file in the text form is opened too, in order.
///
/// # Errors
/// Not age or malformed (6), no key fits (5), altered or cut short (3), beyond a limit (9), reading
/// or writing failed (7), cancelled (130).
pub fn open_file(
    file: &File,
    part: &Part,
    keys: &Keys<'_>,
    progress: &mut dyn Progress,
) -> Result<Opened, SealError> {
    Unlocked::find(file, keys)?.open_into(part, progress)
}

/// As [`open_file`], and says what the payload is: to be held against what a tag says of it.
///
/// # Errors
/// As [`open_file`]; a file in the text form is refused (6).
pub fn open_file_hashed(
    file: &File,
    part: &Part,
    keys: &Keys<'_>,
    progress: &mut dyn Progress,
) -> Result<(Opened, PayloadDigest), SealError> {
    let unlocked = Unlocked::find(file, keys)?;
    if unlocked.armored {
        return Err(SealError::Armor { line: 1 });
    }
    let place = unlocked.place()?;
    let digests = open_payload(
        &place,
        &unlocked.key(),
        part.file(),
        Hashing::Payload,
        progress,
    )?;
    let opened = Opened {
        plaintext_len: place.layout.plaintext_len().unwrap_or(0),
    };
    let digest = digests
        .payload
        .ok_or_else(|| SealError::Write(io::ErrorKind::Other.into()))?;
    Ok((opened, digest))
}

/// What could be saved of a file.
#[derive(Debug)]
pub struct Salvaged {
    /// Verified bytes from the file's start, now in the part.
    pub plaintext_len: u64,
    /// What is wrong after them; `None` for a file that is sound.
    pub fault: Option<SealError>,
}

/// Opens as much as is good of a sealed file, from its start, into a part that has nothing in it yet.
///
/// # Errors
/// As [`open_file`], but a damaged payload is no error: it is told in [`Salvaged`].
pub fn salvage(
    file: &File,
    part: &Part,
    keys: &Keys<'_>,
    progress: &mut dyn Progress,
) -> Result<Salvaged, SealError> {
    let fault = match open_file(file, part, keys, progress) {
        Ok(opened) => {
            return Ok(Salvaged {
                plaintext_len: opened.plaintext_len,
                fault: None,
            });
        }
        Err(fault) => fault,
    };
    let SealError::Payload { chunk, .. } = fault else {
        return Err(fault);
    };
    // What lies beyond was opened by other threads, but between it and this is a gap.
    let plaintext_len = chunk * CHUNK_LEN;
    part.file()
        .set_len(plaintext_len)
        .map_err(SealError::Write)?;
    Ok(Salvaged {
        plaintext_len,
        fault: Some(fault),
    })
}

/// A sealed file whose key was found: opened without asking for the key again, which for a passphrase is a second's
/// work, and for a plugin somebody's touch.
pub struct Unlocked<'f> {
    file: &'f File,
    file_key: FileKey,
    payload_at: u64,
    nonce: [u8; NONCE_LEN as usize],
    /// The text form has no places to compute.
    armored: bool,
}

impl<'f> Unlocked<'f> {
    /// Reads the header from the file's start and finds the key.
    ///
    /// # Errors
    /// As [`open_reader`](super::open_reader).
    pub fn find(file: &'f File, keys: &Keys<'_>) -> Result<Self, SealError> {
        let (mut source, header) = from_start(file)?;
        let file_key = unlock(&header, keys)?;
        let nonce = read_nonce(&mut source.bytes)?;
        Ok(Self {
            file,
            file_key,
            payload_at: header.bytes().len() as u64,
            nonce,
            armored: source.armored,
        })
    }

    /// Reads the plaintext in order, from its start.
    ///
    /// # Errors
    /// Reading failed (7), or the file is another than before.
    pub fn reader(&self) -> Result<OpenedReader<'f>, SealError> {
        let (mut source, header) = from_start(self.file)?;
        let nonce = read_nonce(&mut source.bytes)?;
        OpenedReader::behind(source.bytes, &header, &self.file_key.payload_key(&nonce))
    }

    /// Opens all of it into a part that has nothing in it yet, as [`open_file`].
    ///
    /// # Errors
    /// As [`open_file`], but for the key.
    pub fn open_into(&self, part: &Part, progress: &mut dyn Progress) -> Result<Opened, SealError> {
        if self.armored {
            return self.reader()?.pour_into(&mut { part.file() }, progress);
        }
        let place = self.place()?;
        open_payload(&place, &self.key(), part.file(), Hashing::Off, progress)?;
        Ok(Opened {
            plaintext_len: place.layout.plaintext_len().unwrap_or(0),
        })
    }

    fn place(&self) -> Result<Place<'f>, SealError> {
        place_in(self.file, self.payload_at, self.nonce)
    }

    fn key(&self) -> super::PayloadKey {
        self.file_key.payload_key(&self.nonce)
    }
}

/// The header, and the source behind it.
fn from_start(mut file: &File) -> Result<(Source<'_>, Header), SealError> {
    file.rewind().map_err(SealError::Read)?;
    let mut source = Source::new(Box::new(BufReader::new(file)))?;
    let header = Header::read(&mut source.bytes)?;
    Ok((source, header))
}

fn place_in(file: &File, at: u64, nonce: [u8; NONCE_LEN as usize]) -> Result<Place<'_>, SealError> {
    let len = file.metadata().map_err(SealError::Read)?.len();
    let layout = Layout::of_payload(len.saturating_sub(at)).ok_or(SealError::NonceCutShort)?;
    Ok(Place {
        file,
        at,
        nonce,
        layout,
    })
}

/// Reads the nonce that a payload begins with.
pub(super) fn read_nonce(
    input: &mut dyn io::BufRead,
) -> Result<[u8; NONCE_LEN as usize], SealError> {
    let mut nonce = [0; NONCE_LEN as usize];
    match input.read_exact(&mut nonce) {
        Ok(()) => Ok(nonce),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof && error.get_ref().is_none() => {
            Err(SealError::NonceCutShort)
        }
        Err(error) => Err(misread(error)),
    }
}
