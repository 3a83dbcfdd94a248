//! A passphrase as it was typed, kept in memory that is wiped.

use std::fmt;

use age::secrecy::SecretString;
use zeroize::{Zeroize, Zeroizing};

/// Longest passphrase in bytes (reliability.md, limits).
pub const PASSPHRASE_LIMIT: usize = 1024;

/// A passphrase: UTF-8 without NUL, at most [`PASSPHRASE_LIMIT`] bytes. Never shown.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes the bytes of a passphrase exactly as typed, without its line ending.
    ///
    /// # Errors
    /// More than [`PASSPHRASE_LIMIT`] bytes, a NUL, or not UTF-8. The bytes are wiped in each case.
    pub fn new(mut bytes: Zeroizing<Vec<u8>>) -> Result<Self, PassphraseError> {
        if bytes.len() > PASSPHRASE_LIMIT {
            return Err(PassphraseError::TooLong);
        }
        if bytes.contains(&0) {
            return Err(PassphraseError::Nul);
        }
        // The bytes change their type in place: no second copy is made.
        match String::from_utf8(std::mem::take(&mut *bytes)) {
            Ok(text) => Ok(Self(Zeroizing::new(text))),
            Err(error) => {
                error.into_bytes().zeroize();
                Err(PassphraseError::NotUtf8)
            }
        }
    }

    /// The passphrase itself.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

/// A copy for the age crate that is never moved in memory, so that one wipe is enough.
pub(super) fn secret_string(passphrase: &Passphrase) -> SecretString {
    SecretString::from(Box::<str>::from(passphrase.expose()))
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// Why bytes are no passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PassphraseError {
    /// More than [`PASSPHRASE_LIMIT`] bytes.
    #[error("passphrase longer than {PASSPHRASE_LIMIT} bytes")]
    TooLong,
    /// A NUL byte inside.
    #[error("passphrase contains NUL")]
    Nul,
    /// Not UTF-8.
    #[error("passphrase is not UTF-8")]
    NotUtf8,
}

impl PassphraseError {
    /// Exit code: 9 for too long, 6 for the others.
    pub fn code(&self) -> u8 {
        match self {
            Self::TooLong => 9,
            Self::Nul | Self::NotUtf8 => 6,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn bytes_that_are_no_passphrase_are_told_apart() {
        let cases: [(Vec<u8>, Option<PassphraseError>); 5] = [
            ("合言葉は、ひらけごま".into(), None),
            (vec![b'a'; 1024], None),
            (vec![b'a'; 1025], Some(PassphraseError::TooLong)),
            (b"ab\0cd".to_vec(), Some(PassphraseError::Nul)),
            (vec![0x82, 0xa0], Some(PassphraseError::NotUtf8)),
        ];
        for (bytes, expected) in cases {
            assert_eq!(Passphrase::new(Zeroizing::new(bytes)).err(), expected);
        }
    }

    #[test]
    fn debug_does_not_show_it() {
        let secret = Passphrase::new(Zeroizing::new(b"canary-4711".to_vec())).unwrap();
        assert!(!format!("{secret:?}").contains("canary"));
    }
}
