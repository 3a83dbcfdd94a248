//! The age v1 header: a strict reader, which needs no key, and a writer.
//!
//! Grammar: <https://c2sp.org/age>, "The header". One spelling for everything: a body line of 64
//! columns is always followed by another, base64 is unpadded with its spare bits zero, arguments
//! are parted by exactly one space. Limits: 2 MiB and 1,024 stanzas, checked before the bytes are
//! kept.

use std::fmt;
use std::io::BufRead;

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};

use super::error::SealError;
use super::source::{fill, misread};
use stanza::is_word;

mod stanza;
mod write;

pub use stanza::Stanza;

/// Longest header in bytes.
pub const HEADER_LIMIT: usize = 2 * 1024 * 1024;
/// Most stanzas in a header.
pub const STANZA_LIMIT: usize = 1024;
/// Highest scrypt factor that a file may have; above it, it is malformed, whatever is allowed.
pub const SCRYPT_HIGHEST: u8 = 22;

const VERSION_LINE: &[u8] = b"age-encryption.org/v1";
const COLUMNS: usize = 64;

/// The start of every age file, whatever its version.
pub(crate) const INTRO: &[u8] = b"age-encryption.org/";

/// A limit of sealed files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Bytes of the header.
    HeaderBytes,
    /// Stanzas in the header.
    Stanzas,
}

impl Limit {
    /// The most that is allowed.
    pub fn most(self) -> usize {
        match self {
            Self::HeaderBytes => HEADER_LIMIT,
            Self::Stanzas => STANZA_LIMIT,
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::HeaderBytes => "bytes of header",
            Self::Stanzas => "stanzas",
        })
    }
}

/// What is wrong with a line of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeaderFault {
    /// The file ends inside the header.
    #[error("the file ends inside the header")]
    CutShort,
    /// A line that is neither a stanza's first line nor the closing line.
    #[error("neither a stanza nor the closing line")]
    NoStanza,
    /// No stanza at all before the closing line.
    #[error("no stanza")]
    Empty,
    /// An argument is empty or holds something other than visible ASCII.
    #[error("bad stanza arguments")]
    Arguments,
    /// A body line is longer than 64 columns, or not canonical unpadded base64.
    #[error("bad stanza body")]
    Body,
    /// The closing line is not `---`, a space and 43 columns of canonical base64.
    #[error("bad closing line")]
    Closing,
    /// A passphrase stanza that is not alone.
    #[error("passphrase stanza beside others")]
    ScryptNotAlone,
    /// A passphrase stanza with a bad work factor, or one beyond all bounds.
    #[error("bad passphrase stanza")]
    Scrypt,
}

/// A header that follows the grammar. Its MAC cannot be checked without a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    stanzas: Vec<Stanza>,
    mac: [u8; 32],
    bytes: Vec<u8>,
}

impl Header {
    /// Reads a header and not one byte more.
    ///
    /// # Errors
    /// Not the grammar (6), or beyond a limit (9), or reading failed (7).
    pub fn read(input: &mut dyn BufRead) -> Result<Self, SealError> {
        let mut lines = Lines {
            input,
            bytes: Vec::new(),
            line: 0,
        };
        if lines.next()? != VERSION_LINE {
            return Err(SealError::UnknownVersion);
        }
        let mut stanzas = Vec::new();
        let mut first = lines.next()?;
        let mac = loop {
            if first.starts_with(b"---") {
                break closing(&first).ok_or_else(|| lines.fault(HeaderFault::Closing))?;
            }
            if stanzas.len() == STANZA_LIMIT {
                return Err(SealError::Limit {
                    limit: Limit::Stanzas,
                });
            }
            let (kind, args) = opening(&first).map_err(|fault| lines.fault(fault))?;
            let body = body(&mut lines)?;
            stanzas.push(Stanza::of_parts(kind, args, body));
            first = lines.next()?;
        };
        if stanzas.is_empty() {
            return Err(lines.fault(HeaderFault::Empty));
        }
        let header = Self {
            stanzas,
            mac,
            bytes: lines.bytes,
        };
        header.scrypt_rules()?;
        Ok(header)
    }

    /// The stanzas, in order; at least one.
    pub fn stanzas(&self) -> &[Stanza] {
        &self.stanzas
    }

    /// The MAC as it stands in the file.
    pub fn mac(&self) -> &[u8; 32] {
        &self.mac
    }

    /// The header's exact bytes, the newline of its closing line included.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// log₂ of the scrypt cost, if this is a passphrase file.
    pub fn scrypt_factor(&self) -> Option<u8> {
        let stanza = self
            .stanzas
            .iter()
            .find(|stanza| stanza.kind() == "scrypt")?;
        match stanza.args() {
            [_, factor] => decimal(factor),
            _ => None,
        }
    }

    /// A passphrase stanza stands alone (the spec forbids mixing), with a factor within reason.
    fn scrypt_rules(&self) -> Result<(), SealError> {
        let scrypt = self
            .stanzas
            .iter()
            .filter(|stanza| stanza.kind() == "scrypt")
            .count();
        if scrypt == 0 {
            return Ok(());
        }
        // A single stanza always begins on line 2.
        let fault = |fault| Err(SealError::Header { line: 2, fault });
        if self.stanzas.len() > 1 {
            return fault(HeaderFault::ScryptNotAlone);
        }
        match self.scrypt_factor() {
            Some(factor) if factor <= SCRYPT_HIGHEST => Ok(()),
            _ => fault(HeaderFault::Scrypt),
        }
    }
}

/// A number from 1 to 255 without sign or leading zero.
fn decimal(text: &str) -> Option<u8> {
    let digits = text.as_bytes();
    (digits.first() != Some(&b'0') && digits.iter().all(u8::is_ascii_digit))
        .then(|| text.parse().ok())
        .flatten()
}

/// `-> ` and the arguments.
fn opening(line: &[u8]) -> Result<(String, Vec<String>), HeaderFault> {
    let arguments = line.strip_prefix(b"-> ").ok_or(HeaderFault::NoStanza)?;
    let mut words = arguments.split(|byte| *byte == b' ').map(|word| {
        is_word(word)
            .then(|| String::from_utf8_lossy(word).into_owned())
            .ok_or(HeaderFault::Arguments)
    });
    let kind = words.next().ok_or(HeaderFault::Arguments)??;
    Ok((kind, words.collect::<Result<_, _>>()?))
}

/// Full lines of 64 columns, then one shorter line, which may be empty.
fn body(lines: &mut Lines<'_>) -> Result<Vec<u8>, SealError> {
    let mut body = Vec::new();
    loop {
        let line = lines.next()?;
        if line.len() > COLUMNS {
            return Err(lines.fault(HeaderFault::Body));
        }
        STANDARD_NO_PAD
            .decode_vec(&line, &mut body)
            .map_err(|_| lines.fault(HeaderFault::Body))?;
        if line.len() < COLUMNS {
            return Ok(body);
        }
    }
}

/// `--- ` and the MAC.
fn closing(line: &[u8]) -> Option<[u8; 32]> {
    let text = line.strip_prefix(b"--- ")?;
    (text.len() == 43)
        .then(|| STANDARD_NO_PAD.decode(text).ok()?.try_into().ok())
        .flatten()
}

struct Lines<'a> {
    input: &'a mut dyn BufRead,
    bytes: Vec<u8>,
    line: u64,
}

impl Lines<'_> {
    /// The next line without its newline.
    fn next(&mut self) -> Result<Vec<u8>, SealError> {
        self.line += 1;
        let start = self.bytes.len();
        loop {
            let buffer = fill(self.input).map_err(misread)?;
            if buffer.is_empty() {
                return Err(self.fault(HeaderFault::CutShort));
            }
            let end = buffer
                .iter()
                .position(|byte| *byte == b'\n')
                .map(|at| at + 1);
            let take = end.unwrap_or(buffer.len());
            if self.bytes.len() + take > HEADER_LIMIT {
                return Err(SealError::Limit {
                    limit: Limit::HeaderBytes,
                });
            }
            self.bytes.extend(buffer.iter().take(take));
            self.input.consume(take);
            if end.is_some() {
                let whole = self.bytes.get(start..).unwrap_or_default();
                return Ok(whole.strip_suffix(b"\n").unwrap_or(whole).to_vec());
            }
        }
    }

    fn fault(&self, fault: HeaderFault) -> SealError {
        SealError::Header {
            line: self.line,
            fault,
        }
    }
}

#[cfg(test)]
mod tests;
