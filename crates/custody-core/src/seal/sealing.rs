//! Encrypting to an age v1 stream, hashed in the same pass.

use std::io::{self, Read, Write};

use zeroize::Zeroizing;

use super::armor::Form;
use super::digest::{Blake3Digest, HashingWriter, PayloadDigest};
use super::error::SealError;
use super::header::Header;
use super::progress::Progress;
use super::stream::writer::PayloadWriter;
use super::wrap::{SCRYPT_FACTOR, To, Wrapped, wrap_with_factor};
use super::{CHUNK_LEN, NONCE_LEN};

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
/// `output` holds a partial file when this fails; see [`publish`](super::publish). From a file to a
/// file [`seal_file`](super::seal_file) is faster.
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
    fill(input, &mut sealing, progress)?;
    sealing.finish()
}

/// Writes all of `input` to something that seals it.
pub(super) fn fill(
    input: &mut dyn Read,
    sealing: &mut dyn Write,
    progress: &mut dyn Progress,
) -> Result<(), SealError> {
    let mut buffer = Zeroizing::new(vec![0; CHUNK_LEN as usize]);
    let mut done = 0;
    loop {
        if progress.at(done).is_break() {
            return Err(SealError::Cancelled);
        }
        let read = match input.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(SealError::Read(error)),
        };
        sealing
            .write_all(buffer.get(..read).unwrap_or_default())
            .map_err(SealError::writing)?;
        done += read as u64;
    }
}

/// Encrypts what is written to it. Without [`finish`](Sealing::finish) the file is cut short and
/// will not open.
pub struct Sealing<'a> {
    stream: PayloadWriter<Form<HashingWriter<&'a mut dyn Write>>>,
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
        let Wrapped { file_key, stanzas } = wrap_with_factor(to, Vec::new(), scrypt_factor)?;
        let header = Header::seal(stanzas, &file_key)?;
        let nonce = fresh_nonce()?;
        let mut form = Form::new(HashingWriter::new(output), armor).map_err(SealError::writing)?;
        form.write_all(header.bytes()).map_err(SealError::writing)?;
        let stream = PayloadWriter::new(form, &file_key.payload_key(&nonce), &nonce)
            .map_err(SealError::writing)?;
        Ok(Self { stream })
    }

    /// Writes the last chunk.
    ///
    /// # Errors
    /// Writing failed, now or before.
    pub fn finish(self) -> Result<Sealed, SealError> {
        let plaintext_len = self.stream.plaintext_len();
        let (form, payload) = self.stream.finish().map_err(SealError::writing)?;
        let mut output = form.finish().map_err(SealError::writing)?;
        output.flush().map_err(SealError::writing)?;
        Ok(Sealed {
            plaintext_len,
            sealed_len: output.len(),
            blake3: output.digest(),
            payload,
        })
    }
}

impl Write for Sealing<'_> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.stream.write(buf)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// 16 random bytes: with the file key they make the payload's key, so both must be new.
pub(super) fn fresh_nonce() -> Result<[u8; NONCE_LEN as usize], SealError> {
    let mut nonce = [0; NONCE_LEN as usize];
    getrandom::fill(&mut nonce).map_err(|_| SealError::NoRandomness)?;
    Ok(nonce)
}
