//! Decrypting an age v1 stream: verified bytes only.

use std::io::{self, BufRead, Read, Seek, SeekFrom, Write};

use zeroize::Zeroizing;

use super::error::SealError;
use super::files::read_nonce;
use super::header::Header;
use super::progress::Progress;
use super::source::{Source, misread};
use super::stream::reader::{Fault, PayloadReader};
use super::stream::seek::PayloadSeek;
use super::unlock::{Keys, unlock};
use super::{CHUNK_LEN, NONCE_LEN, PayloadKey, SEALED_CHUNK_LEN};

/// What was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Bytes that came out.
    pub plaintext_len: u64,
}

/// Decrypts all of `input` (binary or armored) into `output`.
///
/// Only verified bytes are written, but where a later part of the file is damaged they are not all:
/// `output` may only get its final name when this returns `Ok`. From a file to a file
/// [`open_file`](super::open_file) is faster.
///
/// # Errors
/// Not age or malformed (6), no key fits (5), altered or cut short (3), beyond a limit (9),
/// reading or writing failed (7, 12), cancelled (130).
pub fn open(
    input: &mut dyn Read,
    output: &mut dyn Write,
    keys: &Keys<'_>,
    progress: &mut dyn Progress,
) -> Result<Opened, SealError> {
    open_reader(input, keys)?.pour_into(output, progress)
}

/// Opens `input` for reading: the header is read, a key found and the header's MAC checked.
///
/// # Errors
/// As [`open`], up to the end of the header and the payload's nonce.
pub fn open_reader<'a>(
    input: impl Read + 'a,
    keys: &Keys<'_>,
) -> Result<OpenedReader<'a>, SealError> {
    let mut source = Source::new(Box::new(input))?;
    let header = Header::read(&mut source.bytes)?;
    let file_key = unlock(&header, keys)?;
    let nonce = read_nonce(&mut source.bytes)?;
    OpenedReader::behind(source.bytes, &header, &file_key.payload_key(&nonce))
}

/// Reads the verified plaintext of a sealed file.
///
/// Whoever reads it has seen the file whole only when `read` has answered 0. Its [`io::Error`]s hold
/// a [`SealError`]; [`SealError::from_reading`] takes it out.
pub struct OpenedReader<'a> {
    payload: PayloadReader<Box<dyn BufRead + 'a>>,
    chunks_at: u64,
    released: u64,
}

impl<'a> OpenedReader<'a> {
    /// Reads the chunks behind a header and its nonce.
    pub(super) fn behind(
        chunks: Box<dyn BufRead + 'a>,
        header: &Header,
        key: &PayloadKey,
    ) -> Result<Self, SealError> {
        Ok(Self {
            payload: PayloadReader::new(chunks, key).map_err(SealError::Read)?,
            chunks_at: header.bytes().len() as u64 + NONCE_LEN,
            released: 0,
        })
    }

    /// Writes all that is left to `output`.
    pub(super) fn pour_into(
        mut self,
        output: &mut dyn Write,
        progress: &mut dyn Progress,
    ) -> Result<Opened, SealError> {
        let mut buffer = Zeroizing::new(vec![0; CHUNK_LEN as usize]);
        loop {
            if progress.at(self.released).is_break() {
                return Err(SealError::Cancelled);
            }
            let read = self.read_verified(&mut buffer)?;
            if read == 0 {
                output.flush().map_err(SealError::writing)?;
                return Ok(Opened {
                    plaintext_len: self.released,
                });
            }
            output
                .write_all(buffer.get(..read).unwrap_or_default())
                .map_err(SealError::writing)?;
        }
    }

    /// As `read`, with the error's own type. 0 means that the whole file was verified.
    ///
    /// # Errors
    /// The next chunk is damaged or missing (3), or reading failed (7); damaged or missing it is
    /// for ever after that.
    pub fn read_verified(&mut self, buf: &mut [u8]) -> Result<usize, SealError> {
        match self.payload.read(buf) {
            Ok(read) => {
                self.released += read as u64;
                Ok(read)
            }
            Err(Fault::Chunk(chunk)) => Err(SealError::Payload {
                chunk,
                offset: self.chunks_at + chunk * SEALED_CHUNK_LEN,
            }),
            Err(Fault::Medium(error)) => Err(misread(error)),
        }
    }
}

impl Read for OpenedReader<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.read_verified(buf).map_err(io::Error::other)
    }
}

/// Reads any place of a sealed file without opening the rest.
///
/// When it is made, the last chunk has been verified: the length is true, and nothing was cut off.
/// Each chunk is verified before a byte of it comes out. Chunks that are not read stay unverified.
/// Errors are as [`OpenedReader`]'s. The text form cannot be read so.
///
/// ```
/// use std::io::{Cursor, Read, Seek, SeekFrom};
/// use custody_core::seal::{self, Identity, Keys, NoProgress, Seekable, To};
/// # let identity = Identity::generate()?;
/// # let to = To::Recipients(vec![identity.recipient()]);
/// # let mut sealed = Vec::new();
/// # seal::seal(&mut &b"line 1\nline 2\n"[..], &mut sealed, &to, false, &mut NoProgress)?;
/// let keys = Keys::Identities(std::slice::from_ref(&identity));
/// let mut file = Seekable::open(Cursor::new(sealed), &keys)?;
/// file.seek(SeekFrom::Start(7))?;
/// let mut rest = String::new();
/// file.read_to_string(&mut rest)?;
/// assert_eq!(rest, "line 2\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Seekable<R> {
    payload: PayloadSeek<R>,
}

impl<R: Read + Seek> Seekable<R> {
    /// Reads the header from the start of `input`, finds the key, verifies the last chunk.
    ///
    /// # Errors
    /// As [`open_reader`]; the last chunk is damaged or missing (3); the text form (6).
    pub fn open(mut input: R, keys: &Keys<'_>) -> Result<Self, SealError> {
        input.rewind().map_err(SealError::Read)?;
        let mut source = Source::new(Box::new(&mut input))?;
        if source.armored {
            return Err(SealError::Armor { line: 1 });
        }
        let header = Header::read(&mut source.bytes)?;
        drop(source);
        let file_key = unlock(&header, keys)?;
        let at = header.bytes().len() as u64;
        let payload = PayloadSeek::new(input, at, |nonce| file_key.payload_key(nonce))?;
        Ok(Self { payload })
    }

    /// Bytes of plaintext in the whole file.
    pub fn len(&self) -> u64 {
        self.payload.plaintext_len()
    }

    /// Whether the file holds nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<R: Read + Seek> Read for Seekable<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.payload.read(buf).map_err(io::Error::other)
    }
}

impl<R: Read + Seek> Seek for Seekable<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.payload.seek(to)
    }
}
