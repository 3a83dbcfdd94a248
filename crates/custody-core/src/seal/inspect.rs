//! What a sealed file is, without a key.

use std::io::Read;

use super::digest::{HashingReader, PayloadDigest};
use super::error::SealError;
use super::header::{Header, Stanza};
use super::source::{Source, misread};
use super::{NONCE_LEN, SEALED_CHUNK_LEN, TAG_LEN};

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
    if len < NONCE_LEN {
        return Err(SealError::NonceCutShort);
    }
    Ok(Inspection {
        armored: source.armored,
        scrypt_factor: header.scrypt_factor(),
        header_len: header.bytes().len() as u64,
        payload: PayloadDigest {
            len,
            blake3: payload.digest(),
        },
        plaintext_len: plaintext_len(len),
        stanzas: header.stanzas().to_vec(),
    })
}

/// The payload is the nonce and chunks, all whole but the last; only a file without content has an
/// empty chunk (c2sp.org/age, "Payload").
fn plaintext_len(payload: u64) -> Option<u64> {
    let chunks_len = payload.checked_sub(NONCE_LEN)?;
    let whole = chunks_len / SEALED_CHUNK_LEN;
    let rest = chunks_len % SEALED_CHUNK_LEN;
    match (whole, rest) {
        (0, TAG_LEN) => Some(0),
        (_, 0) if whole > 0 => Some(chunks_len - whole * TAG_LEN),
        (_, rest) if rest > TAG_LEN => Some(chunks_len - (whole + 1) * TAG_LEN),
        _ => None,
    }
}
