//! Key names and key IDs: together they say which key made a signature.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

/// The longest key name, in bytes of UTF-8.
const MAX_NAME_BYTES: usize = 255;

/// The signature type of plain Ed25519 (c2sp.org/signed-note, Signature types).
pub(super) const ED25519: u8 = 0x01;
/// The type of a witness's key (c2sp.org/tlog-cosignature, Format).
pub(super) const COSIGNATURE: u8 = 0x04;

/// The rule that a key name breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameFault {
    /// It is empty.
    #[error("it is empty")]
    Empty,
    /// It is longer than 255 bytes.
    #[error("it is longer than 255 bytes")]
    Long,
    /// It holds a Unicode space, a control character or a plus sign.
    #[error("it holds the character {0:?}")]
    Character(char),
}

impl NameFault {
    /// The exit code: 6 malformed.
    #[must_use]
    pub fn code(&self) -> u8 {
        6
    }
}

/// The name of a key: 1 to 255 bytes of UTF-8 without spaces, control characters and plus signs
/// (c2sp.org/signed-note, Format; the length and the control characters are narrower here).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName(String);

impl KeyName {
    /// Accepts a name that keeps the rules.
    ///
    /// # Errors
    /// The rule that it breaks.
    pub fn new(name: impl Into<String>) -> Result<Self, NameFault> {
        let name = name.into();
        if name.is_empty() {
            return Err(NameFault::Empty);
        }
        if name.len() > MAX_NAME_BYTES {
            return Err(NameFault::Long);
        }
        let odd = |c: &char| c.is_whitespace() || c.is_control() || *c == '+';
        match name.chars().find(odd) {
            Some(character) => Err(NameFault::Character(character)),
            None => Ok(Self(name)),
        }
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for KeyName {
    type Err = NameFault;

    fn from_str(text: &str) -> Result<Self, NameFault> {
        Self::new(text)
    }
}

impl Serialize for KeyName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for KeyName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// Four bytes that, with the name, say which key made a signature. Not a fingerprint: anybody can
/// make a key with a given ID, and gets no further than a signature that does not verify.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub [u8; 4]);

impl KeyId {
    /// The first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key)
    /// (c2sp.org/signed-note, Ed25519 signatures).
    pub(super) fn ed25519(name: &KeyName, public_key: &[u8; 32]) -> Self {
        Self::of_type(ED25519, name, public_key)
    }

    /// As [`ed25519`](Self::ed25519), for a key of another type.
    pub(super) fn of_type(kind: u8, name: &KeyName, public_key: &[u8; 32]) -> Self {
        let digest: [u8; 32] = Sha256::new()
            .chain_update(name.as_str())
            .chain_update([b'\n', kind])
            .chain_update(public_key)
            .finalize()
            .into();
        let [a, b, c, d, ..] = digest;
        Self([a, b, c, d])
    }

    /// Reads eight lower-case hex digits.
    pub(super) fn from_hex(text: &str) -> Option<Self> {
        let lower = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if text.len() != 8 || !text.bytes().all(lower) {
            return None;
        }
        let value = u32::from_str_radix(text, 16).ok()?;
        Some(Self(value.to_be_bytes()))
    }
}

impl fmt::Display for KeyId {
    /// Eight lower-case hex digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", u32::from_be_bytes(self.0))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    #[test]
    fn names_with_spaces_plus_or_controls_are_refused() {
        for (name, fault) in [
            ("", NameFault::Empty),
            ("a b", NameFault::Character(' ')),
            ("a\u{3000}b", NameFault::Character('\u{3000}')),
            ("a\u{a0}b", NameFault::Character('\u{a0}')),
            ("a\u{85}b", NameFault::Character('\u{85}')),
            ("a\u{2028}", NameFault::Character('\u{2028}')),
            ("a+b", NameFault::Character('+')),
            ("a\nb", NameFault::Character('\n')),
            ("a\0b", NameFault::Character('\0')),
            ("a\u{7f}", NameFault::Character('\u{7f}')),
        ] {
            assert_eq!(KeyName::new(name), Err(fault), "{name:?}");
        }
        assert_eq!(KeyName::new("a".repeat(256)), Err(NameFault::Long));
        assert!(KeyName::new("a".repeat(255)).is_ok());
        assert!(KeyName::new("群馬.example/H-002").is_ok());
    }

    #[test]
    fn a_key_id_is_eight_lower_case_hex_digits() {
        assert_eq!(KeyId([0, 0x0a, 0xff, 1]).to_string(), "000aff01");
        assert_eq!(KeyId::from_hex("000aff01"), Some(KeyId([0, 0x0a, 0xff, 1])));
        for text in [
            "",
            "000aff0",
            "000aff011",
            "000AFF01",
            "+00aff01",
            "000aff0g",
        ] {
            assert_eq!(KeyId::from_hex(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_name_is_checked_when_deserialised() {
        assert!(serde_json::from_str::<KeyName>("\"a/b\"").is_ok());
        assert!(serde_json::from_str::<KeyName>("\"a b\"").is_err());
    }
}
