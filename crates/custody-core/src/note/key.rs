//! Public keys: the sound ones only, and their written form (a vkey).

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, VerifyingKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::error::KeyError;
use super::name::{ED25519, KeyId, KeyName};

/// Length of base64 of 33 bytes (type byte and key).
const TYPED_KEY_BASE64: usize = 44;

/// An Ed25519 public key whose signatures every strict verifier judges alike: canonically encoded,
/// not of small order, without a torsion part.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// Accepts the 32 bytes of RFC 8032, 5.1.2, when the key is sound.
    ///
    /// # Errors
    /// [`KeyError::NotAPoint`], `NotCanonical`, `SmallOrder` or `MixedOrder`.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::NotAPoint)?;
        let point = key.to_edwards();
        if point.compress().as_bytes() != bytes {
            return Err(KeyError::NotCanonical);
        }
        if key.is_weak() {
            return Err(KeyError::SmallOrder);
        }
        // verify_strict lets a mixed-order key pass; a batch would then disagree with it.
        if !point.is_torsion_free() {
            return Err(KeyError::MixedOrder);
        }
        Ok(Self(key))
    }

    /// A key made from a secret is a multiple of the base point, hence sound.
    pub(super) fn of_secret(key: &ed25519_dalek::SigningKey) -> Self {
        Self(key.verifying_key())
    }

    /// The 32 bytes of RFC 8032, 5.1.2.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// Whether `signature` (64 bytes) is this key's over exactly `message`. Strict: S below the
    /// group order, R canonical and not of small order.
    #[must_use]
    pub fn verify_strict(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.0.verify_strict(message, &signature).is_ok())
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

impl fmt::Display for PublicKey {
    /// Standard base64 of the 32 bytes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&STANDARD.encode(self.to_bytes()))
    }
}

impl FromStr for PublicKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        // Base64 of 32 bytes; checked first, so that no length of input costs memory.
        if text.len() != TYPED_KEY_BASE64 {
            return Err(KeyError::Encoding);
        }
        let bytes = STANDARD.decode(text).map_err(|_| KeyError::Encoding)?;
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| KeyError::Encoding)?;
        Self::from_bytes(&bytes)
    }
}

impl Serialize for PublicKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PublicKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// A name and the public key that it stands for: what a verifier is configured with.
///
/// Written `<name>+<key id, 8 hex digits>+<base64(0x01 ‖ public key)>`, the vkey of the Go note
/// package and of C2SP.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VerifierKey {
    name: KeyName,
    id: KeyId,
    public_key: PublicKey,
}

impl VerifierKey {
    /// Joins a name and a sound key; the ID follows from both.
    #[must_use]
    pub fn new(name: KeyName, public_key: PublicKey) -> Self {
        let id = KeyId::ed25519(&name, &public_key.to_bytes());
        Self {
            name,
            id,
            public_key,
        }
    }

    /// Reads the written form.
    ///
    /// # Errors
    /// The form, the name, the type, the ID or the key is not good (6).
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let (name, found, key) = untyped_vkey(ED25519, text)?;
        let read = Self::new(name, PublicKey::from_bytes(&key)?);
        if read.id != found {
            return Err(KeyError::Id {
                found,
                expected: read.id,
            });
        }
        Ok(read)
    }

    /// The key's name.
    #[must_use]
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// The key's ID.
    #[must_use]
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The key itself.
    #[must_use]
    pub fn public_key(&self) -> &PublicKey {
        &self.public_key
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = self.public_key.to_bytes();
        f.write_str(&typed_vkey(ED25519, &self.name, self.id, &key))
    }
}

/// `<name>+<key ID in hex>+<base64(type ‖ public key)>`.
pub(super) fn typed_vkey(kind: u8, name: &KeyName, id: KeyId, key: &[u8; 32]) -> String {
    let typed = [&[kind][..], key].concat();
    format!("{name}+{id}+{}", STANDARD.encode(typed))
}

/// The parts of a written key of one type: name, the ID that is written there, and the public key's bytes.
pub(super) fn untyped_vkey(kind: u8, text: &str) -> Result<(KeyName, KeyId, [u8; 32]), KeyError> {
    let (name, rest) = text.split_once('+').ok_or(KeyError::Form)?;
    let (id, key) = rest.split_once('+').ok_or(KeyError::Form)?;
    let name = KeyName::new(name)?;
    let id = KeyId::from_hex(id).ok_or(KeyError::Form)?;
    if key.len() != TYPED_KEY_BASE64 {
        return Err(KeyError::Encoding);
    }
    let bytes = STANDARD.decode(key).map_err(|_| KeyError::Encoding)?;
    let (found, bytes) = bytes.split_first().ok_or(KeyError::Encoding)?;
    if *found != kind {
        return Err(KeyError::Type { found: *found });
    }
    let bytes = bytes.try_into().map_err(|_| KeyError::Encoding)?;
    Ok((name, id, bytes))
}

impl FromStr for VerifierKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        Self::parse(text)
    }
}

impl Serialize for VerifierKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for VerifierKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;
    use crate::note::SigningKey;

    /// The verifier key in the documentation of golang.org/x/mod/sumdb/note.
    const PUBLIC_VKEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    fn vkey() -> VerifierKey {
        SigningKey::from_seed(KeyName::new("v/H-1").unwrap(), &[1; 32]).verifier()
    }

    #[test]
    fn a_public_vkey_is_read_and_written_back() {
        let key = VerifierKey::parse(PUBLIC_VKEY).unwrap();
        assert_eq!(key.name().as_str(), "PeterNeumann");
        assert_eq!(key.id(), KeyId([0xc7, 0x4f, 0x20, 0xa3]));
        assert_eq!(key.to_string(), PUBLIC_VKEY);
    }

    #[test]
    fn every_changed_character_of_a_vkey_is_refused() {
        let text = vkey().to_string();
        for at in 0..text.len() {
            for new in ['A', '0', '+', ' ', '='] {
                let mut changed: Vec<char> = text.chars().collect();
                if changed[at] == new {
                    continue;
                }
                changed[at] = new;
                let changed: String = changed.into_iter().collect();
                let error = VerifierKey::parse(&changed).unwrap_err();
                assert_eq!(error.code(), 6, "{changed}");
            }
            assert!(VerifierKey::parse(&text[..at]).is_err());
        }
        assert!(VerifierKey::parse(&format!("{text}A")).is_err());
    }

    #[test]
    fn another_signature_type_is_refused() {
        let mut typed = vec![4];
        typed.extend(vkey().public_key().to_bytes());
        let text = format!("v/H-1+{}+{}", vkey().id(), STANDARD.encode(typed));
        assert_eq!(VerifierKey::parse(&text), Err(KeyError::Type { found: 4 }));
    }

    #[test]
    fn unsound_public_keys_are_refused_each_for_its_reason() {
        let hex = |text: &str| -> [u8; 32] {
            std::array::from_fn(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap())
        };
        let ff = "ff".repeat(30);
        for (bytes, error) in [
            // The neutral element, and a point of order 2.
            (format!("01{}", "00".repeat(31)), KeyError::SmallOrder),
            (format!("ec{ff}7f"), KeyError::SmallOrder),
            // y = p + 1, another encoding of the neutral element.
            (format!("ee{ff}7f"), KeyError::NotCanonical),
            // y = 2 belongs to no point.
            (format!("02{}", "00".repeat(31)), KeyError::NotAPoint),
        ] {
            assert_eq!(PublicKey::from_bytes(&hex(&bytes)), Err(error), "{bytes}");
        }
    }

    #[test]
    fn keys_pass_through_serde_as_checked_strings() {
        let json = serde_json::to_string(&vkey()).unwrap();
        assert_eq!(json, format!("\"{}\"", vkey()));
        assert_eq!(serde_json::from_str::<VerifierKey>(&json).unwrap(), vkey());
        assert!(serde_json::from_str::<VerifierKey>("\"v/H-1+00000000+AA==\"").is_err());

        let json = serde_json::to_string(vkey().public_key()).unwrap();
        assert_eq!(
            serde_json::from_str::<PublicKey>(&json).unwrap(),
            *vkey().public_key()
        );
        assert!(serde_json::from_str::<PublicKey>("\"AAAA\"").is_err());
    }

    #[test]
    fn rfc_8032_vectors_are_accepted() {
        // RFC 8032, 7.1, tests 1 to 3: secret seed and message; the signature is recomputed, its
        // first bytes are the RFC's.
        for (seed, public, message, start) in [
            (
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                &[][..],
                [0xe5, 0x56, 0x43, 0x00],
            ),
            (
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                &[0x72],
                [0x92, 0xa0, 0x09, 0xa9],
            ),
            (
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                &[0xaf, 0x82],
                [0x62, 0x91, 0xd6, 0x57],
            ),
        ] {
            let hex = |text: &str| -> [u8; 32] {
                std::array::from_fn(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap())
            };
            let key = SigningKey::from_seed(KeyName::new("rfc").unwrap(), &hex(seed));
            let signature = key.sign_message(message);
            assert_eq!(signature[..4], start);
            let public = PublicKey::from_bytes(&hex(public)).unwrap();
            assert!(public.verify_strict(message, &signature));
            assert!(!public.verify_strict(b"x", &signature));
            assert!(!public.verify_strict(message, &signature[..63]));
        }
    }
}
