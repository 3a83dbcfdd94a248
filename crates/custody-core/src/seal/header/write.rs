//! Writing a header: stanzas and a file key in, exact bytes out.

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};

use super::{HEADER_LIMIT, Header, HeaderFault, Limit, STANZA_LIMIT, Stanza, VERSION_LINE};
use crate::seal::error::SealError;
use crate::seal::file_key::FileKey;

/// `--- `, the MAC and the newline.
const CLOSING_LEN: usize = 4 + 43 + 1;

impl Header {
    /// A header of these stanzas, its MAC made with the key that they wrap.
    ///
    /// A reader takes it back byte for byte: it keeps the rules that [`Header::read`] holds
    /// others to.
    ///
    /// # Errors
    /// No stanza, or a passphrase stanza beside others (6); beyond a limit (9).
    pub fn seal(stanzas: Vec<Stanza>, key: &FileKey) -> Result<Self, SealError> {
        if stanzas.is_empty() {
            return Err(SealError::Header {
                line: 2,
                fault: HeaderFault::Empty,
            });
        }
        if stanzas.len() > STANZA_LIMIT {
            return Err(SealError::Limit {
                limit: Limit::Stanzas,
            });
        }
        let mut bytes = covered(&stanzas);
        let mac = key.header_mac(&bytes);
        bytes.push(b' ');
        STANDARD_NO_PAD
            .encode(mac)
            .bytes()
            .chain([b'\n'])
            .for_each(|byte| bytes.push(byte));
        if bytes.len() > HEADER_LIMIT {
            return Err(SealError::Limit {
                limit: Limit::HeaderBytes,
            });
        }
        let header = Self {
            stanzas,
            mac,
            bytes,
        };
        header.scrypt_rules()?;
        Ok(header)
    }

    /// How many bytes the header of these stanzas takes. Only the lengths of bodies count, so a
    /// stanza whose content is not known yet is asked about with a body of that length.
    pub fn len_of(stanzas: &[Stanza]) -> usize {
        covered(stanzas).len() - 3 + CLOSING_LEN
    }

    /// Whether the header is as the file key's holder wrote it.
    ///
    /// # Errors
    /// [`SealError::HeaderAltered`] (3).
    pub fn verify(&self, key: &FileKey) -> Result<(), SealError> {
        // All but the space, the MAC and the newline.
        let covered = self.bytes.len() - (CLOSING_LEN - 3);
        let covered = self.bytes.get(..covered).unwrap_or_default();
        key.verifies(covered, &self.mac)
            .then_some(())
            .ok_or(SealError::HeaderAltered)
    }
}

/// What the MAC covers: everything up to and with the closing `---`.
fn covered(stanzas: &[Stanza]) -> Vec<u8> {
    let mut bytes = VERSION_LINE.to_vec();
    bytes.push(b'\n');
    for stanza in stanzas {
        stanza.write(&mut bytes);
    }
    bytes.extend_from_slice(b"---");
    bytes
}
