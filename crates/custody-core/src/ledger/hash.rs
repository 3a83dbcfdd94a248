//! The tree's hashes (RFC 6962, 2.1): SHA-256, leaves and nodes told apart by their first byte.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::error::LedgerError;

const PREFIX: &str = "sha256:";

/// A hash of 32 bytes. Written `sha256:<64 lower-case hex digits>`; in checkpoints, base64.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// The hash with these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The hash with these bytes, if they are 32.
    ///
    /// # Errors
    /// [`LedgerError::Hash`] (6).
    pub fn from_slice(bytes: &[u8]) -> Result<Self, LedgerError> {
        bytes.try_into().map(Self).map_err(|_| LedgerError::Hash)
    }

    /// The 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// 64 lower-case hex digits.
    #[must_use]
    pub fn to_hex(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Standard, padded base64 (44 characters), as in checkpoints and C2SP proofs.
    #[must_use]
    pub fn to_base64(&self) -> String {
        STANDARD.encode(self.0)
    }

    /// Reads what [`Hash::to_base64`] writes, and nothing looser.
    ///
    /// # Errors
    /// [`LedgerError::Hash`] (6).
    pub fn from_base64(text: &str) -> Result<Self, LedgerError> {
        // The length first, so that no length of input costs memory.
        if text.len() != 44 {
            return Err(LedgerError::Hash);
        }
        let bytes = STANDARD.decode(text).map_err(|_| LedgerError::Hash)?;
        Self::from_slice(&bytes)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{}", self.to_hex())
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({})", self.to_hex())
    }
}

impl FromStr for Hash {
    type Err = LedgerError;

    fn from_str(text: &str) -> Result<Self, LedgerError> {
        let hex = text.strip_prefix(PREFIX).ok_or(LedgerError::Hash)?;
        if hex.len() != 64 {
            return Err(LedgerError::Hash);
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
            *byte = pair
                .iter()
                .try_fold(0, |value, digit| Some(value << 4 | hex_digit(*digit)?))
                .ok_or(LedgerError::Hash)?;
        }
        Ok(Self(bytes))
    }
}

/// Lower case only: a hash has one spelling.
fn hex_digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// The root of the tree without leaves: SHA-256 of nothing.
#[must_use]
pub fn empty_root() -> Hash {
    Hash(Sha256::digest([]).into())
}

/// The hash of a leaf: SHA-256(0x00 ‖ leaf).
#[must_use]
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    Hash(
        Sha256::new()
            .chain_update([0x00])
            .chain_update(leaf)
            .finalize()
            .into(),
    )
}

/// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Hash(
        Sha256::new()
            .chain_update([0x01])
            .chain_update(left.0)
            .chain_update(right.0)
            .finalize()
            .into(),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    #[test]
    fn the_public_roots_of_empty_and_one_leaf_trees_come_out() {
        // RFC 6962, 2.1: SHA-256 of nothing, and of one zero byte.
        assert_eq!(
            empty_root().to_hex(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(
            leaf_hash(b"").to_hex(),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        );
    }

    #[test]
    fn a_node_is_no_leaf_of_the_same_bytes() {
        let (a, b) = (leaf_hash(b"a"), leaf_hash(b"b"));
        let both = [*a.as_bytes(), *b.as_bytes()].concat();
        assert_ne!(node_hash(&a, &b), leaf_hash(&both));
        assert_ne!(node_hash(&a, &b), node_hash(&b, &a));
    }

    #[test]
    fn a_hash_has_one_spelling_in_hex_and_one_in_base64() {
        let hash = leaf_hash(b"a");
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!(Hash::from_base64(&hash.to_base64()), Ok(hash));
        let json = serde_json::to_string(&hash).unwrap();
        assert_eq!(json, format!("\"{hash}\""));
        assert_eq!(serde_json::from_str::<Hash>(&json).unwrap(), hash);

        let hex = hash.to_hex();
        for text in [
            hex.clone(),
            format!("SHA256:{hex}"),
            format!("sha256:{}", hex.to_uppercase()),
            format!("sha256:{}", &hex[..62]),
            format!("sha256:{hex}00"),
            format!("sha256:{}+1", &hex[..62]),
            format!("sha256: {}", &hex[..63]),
        ] {
            assert_eq!(text.parse::<Hash>(), Err(LedgerError::Hash), "{text}");
        }
        let base64 = hash.to_base64();
        for text in [
            base64[..43].to_owned(),
            base64.replace('=', ""),
            format!("{base64}="),
            STANDARD.encode([0; 31]),
            STANDARD.encode([0; 33]),
            // The last digit's two unused bits set.
            format!("{}B=", "A".repeat(42)),
        ] {
            assert_eq!(Hash::from_base64(&text), Err(LedgerError::Hash), "{text}");
        }
        assert_eq!(LedgerError::Hash.code(), 6);
    }
}
