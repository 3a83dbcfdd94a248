//! Encrypting to an age v1 file, hashed in the same pass.

use std::cell::RefCell;
use std::collections::HashSet;
use std::io::{self, Read, Write};

use age::armor::{ArmoredWriter, Format};
use age::secrecy::ExposeSecret as _;
use age::stream::StreamWriter;
use zeroize::Zeroizing;

use super::CHUNK_LEN;
use super::digest::{Blake3Digest, HashingWriter, PayloadDigest};
use super::error::SealError;
use super::file_key::FileKey;
use super::progress::Progress;
use super::recipient::require_randomness;
use super::wrap::{SCRYPT_FACTOR, To, stanzas};

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Bytes that went in.
    pub plaintext_len: u64,
    /// Bytes of the whole sealed file.
    pub sealed_len: u64,
    /// BLAKE3 of the whole sealed file.
    pub blake3: Blake3Digest,
    /// Length and digest of the payload alone (without armor).
    pub payload: PayloadDigest,
}

/// Encrypts all of `input` into `output`; `armor` makes it text.
///
/// `output` holds a partial file when this fails; see [`publish`](super::publish).
///
/// # Errors
/// Reading or writing failed (7, 12), nobody to seal to (2), no randomness (7), cancelled (130).
pub fn seal(
    input: &mut dyn Read,
    output: &mut dyn Write,
    to: &To,
    armor: bool,
    progress: &mut dyn Progress,
) -> Result<Sealed, SealError> {
    pour(input, Sealing::new(output, to, armor)?, progress)
}

pub(super) fn pour(
    input: &mut dyn Read,
    mut sealing: Sealing<'_>,
    progress: &mut dyn Progress,
) -> Result<Sealed, SealError> {
    let mut buffer = Zeroizing::new(vec![0; CHUNK_LEN as usize]);
    loop {
        if progress.at(sealing.plaintext_len).is_break() {
            return Err(SealError::Cancelled);
        }
        let read = match input.read(&mut buffer) {
            Ok(0) => return sealing.finish(),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(SealError::Read(error)),
        };
        sealing
            .write_all(buffer.get(..read).unwrap_or_default())
            .map_err(SealError::writing)?;
    }
}

/// Encrypts what is written to it. Without [`finish`](Sealing::finish) the file is cut short and
/// will not open.
pub struct Sealing<'a> {
    stream: StreamWriter<Splitting<ArmoredWriter<HashingWriter<&'a mut dyn Write>>>>,
    plaintext_len: u64,
    broken: bool,
}

impl<'a> Sealing<'a> {
    /// Writes the header.
    ///
    /// # Errors
    /// As [`seal`].
    pub fn new(output: &'a mut dyn Write, to: &To, armor: bool) -> Result<Self, SealError> {
        Self::with_factor(output, to, armor, SCRYPT_FACTOR)
    }

    pub(super) fn with_factor(
        output: &'a mut dyn Write,
        to: &To,
        armor: bool,
        scrypt_factor: u8,
    ) -> Result<Self, SealError> {
        require_randomness()?;
        let addressed = Addressed {
            to,
            scrypt_factor,
            failed: RefCell::new(None),
        };
        let encryptor =
            age::Encryptor::with_recipients(std::iter::once(&addressed as &dyn age::Recipient))
                .map_err(|_| addressed.failed.take().unwrap_or(SealError::NoRecipients))?;
        let format = if armor {
            Format::AsciiArmor
        } else {
            Format::Binary
        };
        let armored = ArmoredWriter::wrap_output(HashingWriter::new(output), format)
            .map_err(SealError::writing)?;
        let stream = encryptor
            .wrap_output(Splitting::new(armored))
            .map_err(SealError::writing)?;
        Ok(Self {
            stream,
            plaintext_len: 0,
            broken: false,
        })
    }

    /// Writes the last chunk.
    ///
    /// # Errors
    /// Writing failed, now or before.
    pub fn finish(self) -> Result<Sealed, SealError> {
        if self.broken {
            return Err(SealError::Write(io::ErrorKind::Other.into()));
        }
        let split = self.stream.finish().map_err(SealError::writing)?;
        let payload = split.payload();
        let mut output = split.inner.finish().map_err(SealError::writing)?;
        output.flush().map_err(SealError::writing)?;
        Ok(Sealed {
            plaintext_len: self.plaintext_len,
            sealed_len: output.len(),
            blake3: output.digest(),
            payload,
        })
    }
}

impl Write for Sealing<'_> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        if self.broken {
            // A chunk may have gone out in part; more would only hide that.
            return Err(io::ErrorKind::Other.into());
        }
        let written = self.stream.write(buf).inspect_err(|_| self.broken = true)?;
        self.plaintext_len += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// Wraps the age crate's file key with our own stanzas.
struct Addressed<'a> {
    to: &'a To,
    scrypt_factor: u8,
    failed: RefCell<Option<SealError>>,
}

impl age::Recipient for Addressed<'_> {
    fn wrap_file_key(
        &self,
        key: &age_core::format::FileKey,
    ) -> Result<(Vec<age_core::format::Stanza>, HashSet<String>), age::EncryptError> {
        let key = age_core::format::FileKey::new(Box::new(*key.expose_secret()));
        match stanzas(
            &FileKey::from_age(key),
            self.to,
            Vec::new(),
            self.scrypt_factor,
        ) {
            Ok(stanzas) => Ok((stanzas.iter().map(Into::into).collect(), HashSet::new())),
            Err(error) => {
                self.failed.replace(Some(error));
                Err(age::EncryptError::MissingRecipients)
            }
        }
    }
}

/// Tells the header from the payload as both go by, and hashes the payload.
///
/// The header's bytes are held until the payload's first write: the age crate turns an error met
/// while it writes the header into text, and this way the error keeps its type.
struct Splitting<W> {
    inner: W,
    header: Option<Vec<u8>>,
    payload: HashingWriter<io::Sink>,
}

impl<W: Write> Splitting<W> {
    fn new(inner: W) -> Self {
        Self {
            inner,
            header: Some(Vec::new()),
            payload: HashingWriter::new(io::sink()),
        }
    }

    fn payload(&self) -> PayloadDigest {
        PayloadDigest {
            len: self.payload.len(),
            blake3: self.payload.digest(),
        }
    }
}

impl<W: Write> Write for Splitting<W> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        if let Some(header) = &mut self.header {
            if !is_whole(header) {
                // Ends with the closing line: what follows it in the same write is left for later.
                let before = header.len();
                for byte in buf {
                    header.push(*byte);
                    if *byte == b'\n' && is_whole(header) {
                        break;
                    }
                }
                return Ok(header.len() - before);
            }
            self.inner.write_all(header)?;
            self.header = None;
        }
        let written = self.inner.write(buf)?;
        self.payload
            .write_all(buf.get(..written).unwrap_or_default())?;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Whether a header ends with its closing line; no other line can begin with `---`.
fn is_whole(header: &[u8]) -> bool {
    let line = header
        .strip_suffix(b"\n")
        .and_then(|rest| rest.rsplit(|byte| *byte == b'\n').next());
    line.is_some_and(|line| line.starts_with(b"---"))
}
