//! Decrypting an age v1 file: verified bytes only.

use std::io::{self, BufRead, Read, Write};

use age::secrecy::ExposeSecret as _;
use age::stream::StreamReader;
use age::{DecryptError, Decryptor};
use zeroize::Zeroizing;

use super::error::SealError;
use super::file_key::FileKey;
use super::header::Header;
use super::progress::Progress;
use super::source::{Source, misread_or};
use super::unlock::{Keys, unlock};
use super::{CHUNK_LEN, NONCE_LEN, SEALED_CHUNK_LEN};

/// What was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Bytes that came out.
    pub plaintext_len: u64,
}

/// Decrypts all of `input` (binary or armored) into `output`.
///
/// Only verified bytes are written, but where a later part of the file is damaged they are not all:
/// `output` may only get its final name when this returns `Ok`.
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
    let mut reader = open_reader(input, keys)?;
    let mut buffer = Zeroizing::new(vec![0; CHUNK_LEN as usize]);
    loop {
        if progress.at(reader.released).is_break() {
            return Err(SealError::Cancelled);
        }
        let read = reader.read_verified(&mut buffer)?;
        if read == 0 {
            output.flush().map_err(SealError::writing)?;
            return Ok(Opened {
                plaintext_len: reader.released,
            });
        }
        output
            .write_all(buffer.get(..read).unwrap_or_default())
            .map_err(SealError::writing)?;
    }
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
    let known = Known(unlock(&header, keys)?);
    let payload_at = header.bytes().len() as u64 + NONCE_LEN;
    let held = Held {
        header: header.bytes().to_vec(),
        rest: source.bytes,
    };
    let stream = Decryptor::new_buffered(held)
        .and_then(|decryptor| decryptor.decrypt(std::iter::once(&known as &dyn age::Identity)))
        .map_err(refused)?;
    Ok(OpenedReader {
        stream,
        payload_at,
        released: 0,
        failed: false,
    })
}

/// Hands the age crate a file key that was found already.
struct Known(FileKey);

impl age::Identity for Known {
    fn unwrap_stanza(
        &self,
        _: &age_core::format::Stanza,
    ) -> Option<Result<age_core::format::FileKey, DecryptError>> {
        let key = *self.0.as_age().expose_secret();
        Some(Ok(age_core::format::FileKey::new(Box::new(key))))
    }
}

fn refused(error: DecryptError) -> SealError {
    match error {
        DecryptError::Io(error) => misread_or(error, |error| match error.kind() {
            io::ErrorKind::UnexpectedEof => SealError::NonceCutShort,
            _ => SealError::Read(error),
        }),
        _ => SealError::Stanza,
    }
}

/// Reads the verified plaintext of a sealed file.
///
/// Whoever reads it has seen the file whole only when `read` has answered 0. Its [`io::Error`]s hold
/// a [`SealError`]; [`SealError::from_reading`] takes it out.
pub struct OpenedReader<'a> {
    stream: StreamReader<Held<'a>>,
    payload_at: u64,
    released: u64,
    failed: bool,
}

impl OpenedReader<'_> {
    /// As `read`, with the error's own type. 0 means that the whole file was verified.
    ///
    /// # Errors
    /// The next chunk is damaged or missing (3), or reading failed (7); the same again after that.
    pub fn read_verified(&mut self, buf: &mut [u8]) -> Result<usize, SealError> {
        // The stream fetches a chunk when the one before is used up; so this is the one at fault.
        let chunk = self.released / CHUNK_LEN;
        let damaged = SealError::Payload {
            chunk,
            offset: self.payload_at + chunk * SEALED_CHUNK_LEN,
        };
        if self.failed {
            return Err(damaged);
        }
        match self.stream.read(buf) {
            Ok(read) => {
                self.released += read as u64;
                Ok(read)
            }
            Err(error) => {
                self.failed = true;
                Err(misread_or(error, |_| damaged))
            }
        }
    }
}

impl Read for OpenedReader<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.read_verified(buf).map_err(io::Error::other)
    }
}

/// Hands the age crate a header that was read already, then the rest.
struct Held<'a> {
    header: Vec<u8>,
    rest: Box<dyn BufRead + 'a>,
}

impl Read for Held<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.rest.read(buf)
    }
}

impl BufRead for Held<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.rest.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.rest.consume(amount);
    }

    /// Gives the whole header at once. The age crate asks line by line and parses all it has each
    /// time, which for a header at the limit would take minutes; it accepts more than a line.
    fn read_until(&mut self, _byte: u8, buf: &mut Vec<u8>) -> io::Result<usize> {
        buf.append(&mut self.header);
        Ok(buf.len())
    }
}
