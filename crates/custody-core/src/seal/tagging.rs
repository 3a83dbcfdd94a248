//! Sealing with a tag: the payload first, then the tag that knows its length and digest, the header last.

use std::io::{self, BufReader, Read, Seek as _, SeekFrom, Write};

use super::NONCE_LEN;
use super::digest::{HashingReader, PayloadDigest};
use super::error::SealError;
use super::file_key::FileKey;
use super::files::{SealedFile, place_for, reopened};
use super::header::{HEADER_LIMIT, Header, Limit, Stanza};
use super::progress::Progress;
use super::publish::Part;
use super::sealing::{fill, fresh_nonce};
use super::stream::file::{Hashing, seal_payload};
use super::stream::steady::{Steady, put_at};
use super::stream::writer::PayloadWriter;
use super::tag::{self, TagFault};
use super::wrap::{To, Wrapped, wrap};

/// Bytes that are read back at once.
const READ: usize = 256 * 1024;

/// A sealed file whose payload is written, and whose header is not: room was left for it in the part. Only with
/// [`put_tag`](Self::put_tag) it becomes an age file.
#[derive(Debug)]
pub struct Untagged {
    plaintext_len: u64,
    payload: PayloadDigest,
    file_key: FileKey,
    nonce: [u8; NONCE_LEN as usize],
    room: Room,
}

/// The header that is to be: all but the bytes of the tag and the MAC.
#[derive(Debug)]
struct Room {
    stanzas: Vec<Stanza>,
    tag_len: usize,
    header_len: usize,
}

impl Room {
    fn new(to: &To, tag_len: usize) -> Result<(FileKey, Self), SealError> {
        let blank = tag::stanza(vec![0; tag_len])?;
        let Wrapped { file_key, stanzas } = wrap(to, vec![blank])?;
        let header_len = Header::len_of(&stanzas);
        if header_len > HEADER_LIMIT {
            return Err(SealError::Limit {
                limit: Limit::HeaderBytes,
            });
        }
        let room = Self {
            stanzas,
            tag_len,
            header_len,
        };
        Ok((file_key, room))
    }

    fn header(&self, tag: &[u8], key: &FileKey) -> Result<Header, SealError> {
        if tag.len() != self.tag_len {
            return Err(SealError::Tag(TagFault::Room {
                room: self.tag_len,
                found: tag.len(),
            }));
        }
        let filled = |stanza: &Stanza| match tag::is_tag(stanza) {
            true => stanza.clone().with_body(tag.to_vec()),
            false => stanza.clone(),
        };
        Header::seal(self.stanzas.iter().map(filled).collect(), key)
    }
}

/// As [`seal_file`](super::seal_file), with room for a tag of exactly `tag_len` bytes; the payload's digest is made in the
/// same pass.
///
/// ```
/// use custody_core::seal::{Identity, NoProgress, Part, Steady, To, inspect, seal_untagged, tag_of};
/// # let place = tempfile::tempdir()?;
/// # let path = place.path().join("register.csv");
/// # std::fs::write(&path, "name, address")?;
/// let to = To::Recipients(vec![Identity::generate()?.recipient()]);
/// let source = Steady::open(&path)?;
/// let part = Part::create(&place.path().join("register.csv.age"), false)?;
///
/// let untagged = seal_untagged(&source, &part, &to, 71, &mut NoProgress)?;
/// let tag = untagged.payload().blake3.to_string(); // a real one is signed
/// untagged.tagged(&part, tag.as_bytes())?;
/// part.commit()?;
///
/// let seen = inspect(&mut std::fs::File::open(place.path().join("register.csv.age"))?)?;
/// assert_eq!(tag_of(&seen.stanzas)?, Some(tag.as_bytes()));
/// assert_eq!(seen.payload.blake3.to_string(), tag);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`seal_file`](super::seal_file); a passphrase, whose file can hold no tag (2); too long a tag or header (9).
pub fn seal_untagged(
    source: &Steady,
    part: &Part,
    to: &To,
    tag_len: usize,
    progress: &mut dyn Progress,
) -> Result<Untagged, SealError> {
    let (file_key, room) = Room::new(to, tag_len)?;
    let nonce = fresh_nonce()?;
    let place = place_for(source.len(), part, room.header_len, nonce)?;
    let key = file_key.payload_key(&nonce);
    let digests = seal_payload(source, &place, &key, Hashing::Payload, progress)?;
    let payload = digests.payload;
    Ok(Untagged {
        plaintext_len: source.len(),
        payload: payload.ok_or_else(|| SealError::Write(io::ErrorKind::Other.into()))?,
        file_key,
        nonce,
        room,
    })
}

impl Untagged {
    /// Length and digest of the payload: what the tag speaks of.
    pub fn payload(&self) -> PayloadDigest {
        self.payload
    }

    /// Bytes that went in.
    pub fn plaintext_len(&self) -> u64 {
        self.plaintext_len
    }

    /// Bytes of the room for the tag.
    pub fn tag_len(&self) -> usize {
        self.room.tag_len
    }

    /// Writes the header with this tag into the room that was left in `part`. Can be done again with another tag.
    ///
    /// # Errors
    /// A tag of another length than announced (2); writing failed (7).
    pub fn put_tag(&self, part: &Part, tag: &[u8]) -> Result<Header, SealError> {
        let header = self.room.header(tag, &self.file_key)?;
        put_at(part.file(), header.bytes(), 0).map_err(SealError::Write)?;
        Ok(header)
    }

    /// Syncs the part, reads it from the medium again, once, and compares it with what was written: the header, and the
    /// payload's digest. Answers with length and digest of the whole file.
    ///
    /// # Errors
    /// It reads back differently (3); syncing or reading failed (7).
    pub fn read_back(&self, part: &Part, header: &Header) -> Result<PayloadDigest, SealError> {
        let mut whole = HashingReader::new(reopened(part)?);
        let mut front = vec![0; header.bytes().len()];
        let differs = |offset: usize| SealError::ReadBack {
            offset: offset as u64,
        };
        match whole.read_exact(&mut front) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Err(differs(0)),
            Err(error) => return Err(SealError::Read(error)),
        }
        let mut pairs = front.iter().zip(header.bytes());
        if let Some(offset) = pairs.position(|(one, other)| one != other) {
            return Err(differs(offset));
        }
        let mut payload = HashingReader::new(&mut whole);
        let mut buffered = BufReader::with_capacity(READ, &mut payload);
        io::copy(&mut buffered, &mut io::sink()).map_err(SealError::Read)?;
        if payload.len() != self.payload.len || payload.digest() != self.payload.blake3 {
            return Err(differs(front.len()));
        }
        Ok(PayloadDigest {
            len: whole.len(),
            blake3: whole.digest(),
        })
    }

    /// As [`put_tag`](Self::put_tag), once and for all.
    ///
    /// # Errors
    /// As [`put_tag`](Self::put_tag).
    pub fn tagged(self, part: &Part, tag: &[u8]) -> Result<SealedFile, SealError> {
        let header = self.put_tag(part, tag)?;
        Ok(SealedFile {
            plaintext_len: self.plaintext_len,
            sealed_len: header.bytes().len() as u64 + self.payload.len,
            header,
            file_key: self.file_key,
            nonce: self.nonce,
        })
    }
}

/// As [`Sealing`](super::Sealing), into a part and with room for a tag.
pub struct TaggedSealing<'p> {
    stream: PayloadWriter<&'p std::fs::File>,
    file_key: FileKey,
    nonce: [u8; NONCE_LEN as usize],
    room: Room,
}

impl<'p> TaggedSealing<'p> {
    /// Leaves the room at the part's start.
    ///
    /// # Errors
    /// As [`seal_untagged`].
    pub fn new(part: &'p Part, to: &To, tag_len: usize) -> Result<Self, SealError> {
        let (file_key, room) = Room::new(to, tag_len)?;
        let nonce = fresh_nonce()?;
        let mut file = part.file();
        file.seek(SeekFrom::Start(room.header_len as u64))
            .map_err(SealError::Write)?;
        let stream = PayloadWriter::new(file, &file_key.payload_key(&nonce), &nonce)
            .map_err(SealError::writing)?;
        Ok(Self {
            stream,
            file_key,
            nonce,
            room,
        })
    }

    /// Writes all of `input` to it.
    ///
    /// # Errors
    /// Reading or writing failed (7), cancelled (130).
    pub fn fill(
        &mut self,
        input: &mut dyn Read,
        progress: &mut dyn Progress,
    ) -> Result<(), SealError> {
        fill(input, self, progress)
    }

    /// Writes the last chunk. What is missing still is the header.
    ///
    /// # Errors
    /// Writing failed, now or before.
    pub fn finish(self) -> Result<Untagged, SealError> {
        let plaintext_len = self.stream.plaintext_len();
        let (mut file, payload) = self.stream.finish().map_err(SealError::writing)?;
        file.flush().map_err(SealError::writing)?;
        Ok(Untagged {
            plaintext_len,
            payload,
            file_key: self.file_key,
            nonce: self.nonce,
            room: self.room,
        })
    }
}

impl Write for TaggedSealing<'_> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.stream.write(buf)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}
