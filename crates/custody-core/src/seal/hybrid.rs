//! age's post-quantum keys, `age1pq1…`: MLKEM768-X25519 under HPKE.
//!
//! <https://c2sp.org/age>, "The MLKEM768-X25519 (i.e. X-Wing) hybrid post-quantum recipient type".
//! Opening takes breaking both ML-KEM-768 and X25519.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use bech32::Hrp;
use zeroize::Zeroizing;

use super::error::SealError;
use super::file_key::{FILE_KEY_LEN, FileKey};
use super::header::Stanza;
use super::key_text::{KeyTextError, bech32_bytes, bech32_text};
use super::unlock::Refused;

mod hpke;
mod kem;

use kem::{ENC_LEN, PublicKey, SEED_LEN};

/// Kind of the stanza.
pub(super) const KIND: &str = "mlkem768x25519";
const INFO: &[u8] = b"age-encryption.org/mlkem768x25519";
const RECIPIENT: Hrp = Hrp::parse_unchecked("age1pq");
const IDENTITY: Hrp = Hrp::parse_unchecked("age-secret-key-pq-");
const BODY_LEN: usize = FILE_KEY_LEN + 16;

/// The public half of a [`HybridIdentity`].
#[derive(Clone)]
pub(super) struct HybridRecipient(Box<PublicKey>);

impl HybridRecipient {
    /// Reads `age1pq1…`.
    pub(super) fn parse(text: &str) -> Result<Self, KeyTextError> {
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Err(KeyTextError::NotARecipient);
        }
        let bytes = bech32_bytes(text, RECIPIENT).ok_or(KeyTextError::NotARecipient)?;
        let key = PublicKey::parse(&bytes).ok_or(KeyTextError::NotARecipient)?;
        if key.everybody_could_open() {
            return Err(KeyTextError::LowOrder);
        }
        Ok(Self(Box::new(key)))
    }

    pub(super) fn wrap(&self, key: &FileKey) -> Result<Stanza, SealError> {
        let mut random = Zeroizing::new([0; 64]);
        getrandom::fill(random.as_mut_slice()).map_err(|_| SealError::NoRandomness)?;
        let (enc, shared) = self.0.encapsulate(&random).ok_or(SealError::Stanza)?;
        let body = hpke::seal(&shared, INFO, key.expose()).ok_or(SealError::Stanza)?;
        Stanza::new(KIND, [STANDARD_NO_PAD.encode(enc)], body).map_err(|_| SealError::Stanza)
    }
}

impl fmt::Display for HybridRecipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&bech32_text(RECIPIENT, &self.0.bytes()))
    }
}

/// The 32 bytes that everything of a post-quantum key comes from.
// On the heap: a value that moves would leave unwiped copies of itself behind (C8).
#[derive(Clone)]
pub(super) struct HybridIdentity(Box<Zeroizing<[u8; SEED_LEN]>>);

impl HybridIdentity {
    pub(super) fn generate() -> Result<Self, SealError> {
        let mut seed = Box::new(Zeroizing::new([0; SEED_LEN]));
        getrandom::fill(seed.as_mut_slice()).map_err(|_| SealError::NoRandomness)?;
        Ok(Self(seed))
    }

    /// Reads `AGE-SECRET-KEY-PQ-1…`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        let bytes = bech32_bytes(text, IDENTITY)?;
        let mut seed = Box::new(Zeroizing::new([0; SEED_LEN]));
        (bytes.len() == SEED_LEN).then(|| seed.copy_from_slice(&bytes))?;
        Some(Self(seed))
    }

    pub(super) fn expose(&self) -> Zeroizing<String> {
        let mut text = bech32_text(IDENTITY, self.0.as_slice());
        text.make_ascii_uppercase();
        text
    }

    pub(super) fn recipient(&self) -> HybridRecipient {
        HybridRecipient(Box::new(kem::SecretKey::of(&self.0).public()))
    }

    /// The file key, where a stanza is for this identity.
    pub(super) fn unwrap(
        &self,
        stanzas: &[age_core::format::Stanza],
    ) -> Option<Result<FileKey, Refused>> {
        let mut key = None;
        stanzas
            .iter()
            .filter(|stanza| stanza.tag == KIND)
            .find_map(|stanza| {
                let key = key.get_or_insert_with(|| kem::SecretKey::of(&self.0));
                opened(key, stanza).transpose()
            })
    }
}

/// `None` where the stanza is for another: ML-KEM tells nothing before the AEAD does.
fn opened(
    key: &kem::SecretKey,
    stanza: &age_core::format::Stanza,
) -> Result<Option<FileKey>, Refused> {
    let [enc] = stanza.args.as_slice() else {
        return Err(Refused::Malformed);
    };
    let enc: Option<[u8; ENC_LEN]> = STANDARD_NO_PAD
        .decode(enc)
        .ok()
        .and_then(|enc| enc.try_into().ok());
    let Some(enc) = enc.filter(|_| stanza.body.len() == BODY_LEN) else {
        return Err(Refused::Malformed);
    };
    let shared = key.decapsulate(&enc).ok_or(Refused::Malformed)?;
    Ok(hpke::open(&shared, INFO, &stanza.body).and_then(|bytes| FileKey::from_slice(&bytes)))
}

#[cfg(test)]
mod tests;
