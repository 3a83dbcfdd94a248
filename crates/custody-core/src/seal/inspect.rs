//! What a sealed file is, without a key.

use std::io::Read;

use super::digest::{HashingReader, PayloadDigest};
use super::error::SealError;
use super::header::{Header, Stanza};
use super::source::{Source, misread};
use super::stream::layout::Layout;

/// What can be known of a sealed file without a key. Nothing of it is authenticated.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Inspection {
    /// Whether it is in the text form.
    pub armored: bool,
    /// The header's stanzas, in order.
    pub stanzas: Vec<Stanza>,
    /// log₂ of the scrypt cost, if a passphrase opens it.
    pub scrypt_factor: Option<u8>,
    /// Bytes of the header (without armor).
    pub header_len: u64,
    /// Length and digest of the payload (without armor).
    pub payload: PayloadDigest,
    /// Bytes of plaintext, as the payload's length tells; `None` where no whole file is that long.
    pub plaintext_len: Option<u64>,
}

impl Inspection {
    /// The version of the format; only `v1` is read.
    pub fn version(&self) -> &'static str {
        "v1"
    }
}

/// Reads a file to its end and says what it is.
///
/// # Errors
/// Not age or malformed (6), beyond a limit (9), reading failed (7).
pub fn inspect(input: &mut dyn Read) -> Result<Inspection, SealError> {
    let mut source = Source::new(Box::new(input))?;
    let header = Header::read(&mut source.bytes)?;
    let mut payload = HashingReader::new(&mut source.bytes);
    std::io::copy(&mut payload, &mut std::io::sink()).map_err(misread)?;
    let len = payload.len();
    let layout = Layout::of_payload(len).ok_or(SealError::NonceCutShort)?;
    Ok(Inspection {
        armored: source.armored,
        scrypt_factor: header.scrypt_factor(),
        header_len: header.bytes().len() as u64,
        payload: PayloadDigest {
            len,
            blake3: payload.digest(),
        },
        plaintext_len: layout.plaintext_len(),
        stanzas: header.stanzas().to_vec(),
    })
}
