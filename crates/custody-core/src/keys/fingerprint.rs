//! A person's public halves in sixteen characters.
//!
//! The first 80 bits of SHA-256 over the Ed25519 public key (32 bytes) and the recipient's text
//! (`age1…`), in Crockford's base32, four groups of four: `7ZKD-0M3Q-X9RT-5HBC`. That alphabet has
//! no I, L, O and U; a reader takes I and L for 1 and O for 0, so that what is heard or read wrongly
//! still counts as what was meant.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;

use crate::seal::Recipient;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BITS: usize = 80;
const SYMBOLS: usize = BITS / 5;
const GROUP: usize = 4;

/// Stands for the public halves of a person's key; short enough to be read out and compared.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; BITS / 8]);

impl Fingerprint {
    /// Of a public signing key (Ed25519, 32 bytes) and a recipient.
    pub fn of(verifier: &[u8; 32], recipient: &Recipient) -> Self {
        let digest = Sha256::new()
            .chain_update(verifier)
            .chain_update(recipient.to_string())
            .finalize();
        let mut short = [0; BITS / 8];
        for (to, from) in short.iter_mut().zip(digest) {
            *to = from;
        }
        Self(short)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = self
            .0
            .iter()
            .fold(0u128, |bits, byte| bits << 8 | u128::from(*byte));
        for at in 0..SYMBOLS {
            if at > 0 && at % GROUP == 0 {
                f.write_str("-")?;
            }
            let value = (bits >> (BITS - 5 * (at + 1)) & 31) as usize;
            let symbol = ALPHABET.get(value).copied().unwrap_or_default();
            write!(f, "{}", char::from(symbol))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Text that is no fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a fingerprint: sixteen letters and digits in four groups")]
pub struct FingerprintTextError;

impl FingerprintTextError {
    /// Exit code: 6.
    pub fn code(&self) -> u8 {
        6
    }
}

impl FromStr for Fingerprint {
    type Err = FingerprintTextError;

    /// Takes full width for half, small letters for capitals, and blanks and dashes anywhere.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut bits = 0u128;
        let mut symbols = 0;
        for letter in text.nfkc().filter(|letter| !is_separator(*letter)) {
            let symbol = match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let value = ALPHABET
                .iter()
                .position(|known| char::from(*known) == symbol);
            bits = bits << 5 | value.ok_or(FingerprintTextError)? as u128;
            symbols += 1;
            if symbols > SYMBOLS {
                return Err(FingerprintTextError);
            }
        }
        if symbols != SYMBOLS {
            return Err(FingerprintTextError);
        }
        let mut short = [0; BITS / 8];
        for (at, byte) in short.iter_mut().enumerate() {
            *byte = (bits >> (BITS - 8 * (at + 1)) & 0xff) as u8;
        }
        Ok(Self(short))
    }
}

/// Blanks and all that a Japanese keyboard gives for a dash.
fn is_separator(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(
            letter,
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' | '\u{ff70}'
        )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn sample() -> Fingerprint {
        let recipient = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";
        Fingerprint::of(&[7; 32], &recipient.parse().unwrap())
    }

    #[test]
    fn it_is_what_the_format_says() {
        // printf '\007'×32 and the recipient | sha256sum, its first 20 digits in base 32.
        assert_eq!(sample().to_string(), "NNNG-KBC1-1PT7-GCPN");
    }

    #[test]
    fn it_is_read_however_it_was_written_down() {
        let text = Fingerprint([0; 10]).to_string();
        assert_eq!(text, "0000-0000-0000-0000");
        for written in [
            "0000000000000000",
            "oooo OOOO 0000 oO0o",
            "００００－００００　００００ー００００",
            " 0000‐0000−0000–0000\n",
        ] {
            assert_eq!(written.parse(), Ok(Fingerprint([0; 10])), "{written}");
        }
        let text = sample().to_string();
        assert_eq!(text.parse(), Ok(sample()));
        assert_eq!(text.to_lowercase().replace('-', "").parse(), Ok(sample()));
        assert_eq!(
            "iLl1-1111-1111-1111".parse::<Fingerprint>(),
            "1111111111111111".parse()
        );
    }

    #[test]
    fn what_is_too_short_too_long_or_misspelt_is_refused() {
        for text in [
            "",
            "0000-0000-0000-000",
            "0000-0000-0000-00000",
            "U000-0000-0000-0000",
            "零000000000000000",
        ] {
            assert_eq!(
                text.parse::<Fingerprint>(),
                Err(FingerprintTextError),
                "{text}"
            );
        }
    }

    #[test]
    fn either_half_changes_it() {
        let recipient = || crate::seal::Identity::generate().unwrap().recipient();
        let (a, b) = (recipient(), recipient());
        assert_ne!(Fingerprint::of(&[7; 32], &a), Fingerprint::of(&[7; 32], &b));
        assert_ne!(Fingerprint::of(&[7; 32], &a), Fingerprint::of(&[8; 32], &a));
    }
}
