//! The key of one file, and the two keys that come from it.
//!
//! <https://c2sp.org/age>: "File key", "Header MAC", "Payload".

use std::fmt;

use age_core::secrecy::ExposeSecret as _;
use hkdf::Hkdf;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::error::SealError;

/// Bytes of a file key.
pub const FILE_KEY_LEN: usize = 16;
/// Bytes of the nonce that a payload begins with.
const NONCE_LEN: usize = super::NONCE_LEN as usize;

/// The 16 bytes that every stanza of a file wraps. Never shown; wiped when dropped.
// On the heap: a value that moves would leave unwiped copies of itself behind (C8).
pub struct FileKey(age_core::format::FileKey);

impl FileKey {
    /// A fresh one from the system's randomness; one file gets one key, ever.
    ///
    /// # Errors
    /// [`SealError::NoRandomness`] (7).
    pub fn generate() -> Result<Self, SealError> {
        age_core::format::FileKey::try_init_with_mut(|bytes| getrandom::fill(bytes))
            .map(Self)
            .map_err(|_| SealError::NoRandomness)
    }

    /// The key of the payload that begins with `nonce`.
    pub fn payload_key(&self, nonce: &[u8; NONCE_LEN]) -> PayloadKey {
        PayloadKey(self.derive(Some(nonce), b"payload"))
    }

    /// The MAC over a header's bytes up to and with its closing `---`.
    pub(super) fn header_mac(&self, covered: &[u8]) -> [u8; 32] {
        self.mac(covered).finalize().into_bytes().into()
    }

    /// Whether `mac` is the MAC over these bytes, in a time that does not tell where it differs.
    pub(super) fn verifies(&self, covered: &[u8], mac: &[u8; 32]) -> bool {
        self.mac(covered).verify_slice(mac).is_ok()
    }

    pub(super) fn expose(&self) -> &[u8; FILE_KEY_LEN] {
        self.0.expose_secret()
    }

    /// `None` for any other length than 16 bytes.
    pub(super) fn from_slice(bytes: &[u8]) -> Option<Self> {
        let key = |key: &mut [u8; FILE_KEY_LEN]| {
            (bytes.len() == key.len())
                .then(|| key.copy_from_slice(bytes))
                .ok_or(())
        };
        age_core::format::FileKey::try_init_with_mut(key)
            .ok()
            .map(Self)
    }

    pub(super) fn as_age(&self) -> &age_core::format::FileKey {
        &self.0
    }

    pub(super) fn from_age(key: age_core::format::FileKey) -> Self {
        Self(key)
    }

    #[allow(clippy::expect_used)] // HMAC takes a key of any length
    fn mac(&self, covered: &[u8]) -> Hmac<Sha256> {
        let key = self.derive(None, b"header");
        let mac = Hmac::<Sha256>::new_from_slice(key.as_slice()).expect("any length is a key");
        mac.chain_update(covered)
    }

    #[allow(clippy::expect_used)] // HKDF-SHA256 gives up to 8,160 bytes
    fn derive(&self, salt: Option<&[u8]>, info: &[u8]) -> Secret32 {
        let mut key = Secret32::default();
        Hkdf::<Sha256>::new(salt, self.0.expose_secret())
            .expand(info, key.as_mut_slice())
            .expect("32 bytes are within HKDF's reach");
        key
    }
}

impl fmt::Debug for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileKey(…)")
    }
}

type Secret32 = Box<Zeroizing<[u8; 32]>>;

/// The ChaCha20-Poly1305 key of one payload. Never shown; wiped when dropped.
pub struct PayloadKey(Secret32);

impl PayloadKey {
    /// The 32 bytes, for the cipher alone.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for PayloadKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PayloadKey(…)")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn known() -> FileKey {
        FileKey(age_core::format::FileKey::new(Box::new(
            *b"YELLOW SUBMARINE",
        )))
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn derived_keys_are_those_of_a_second_implementation() {
        // Worked out with Python's hmac and hashlib alone.
        let nonce = core::array::from_fn(|i| i as u8);
        assert_eq!(
            hex(known().payload_key(&nonce).expose()),
            "4a110fa16dcea155c86d253602606e9eb4d6e2adcc402cf0e5b381eb62944568"
        );
        assert_eq!(
            hex(&known().header_mac(b"age-encryption.org/v1\n---")),
            "bbf2d19d2a3757cc4ce5d18ccb2d4884f89a37441a3969649b94ea6e134245ec"
        );
    }

    #[test]
    fn a_mac_is_good_for_its_bytes_and_key_only() {
        let mut mac = known().header_mac(b"covered");
        assert!(known().verifies(b"covered", &mac));
        assert!(!known().verifies(b"Covered", &mac));
        assert!(!FileKey::generate().unwrap().verifies(b"covered", &mac));
        mac[31] ^= 1;
        assert!(!known().verifies(b"covered", &mac));
    }

    #[test]
    fn debug_shows_nothing_of_a_key() {
        let shown = format!("{:?} {:?}", known(), known().payload_key(&[7; 16]));
        assert_eq!(shown, "FileKey(…) PayloadKey(…)");
    }

    #[test]
    fn no_two_keys_are_alike() {
        let (one, two) = (FileKey::generate().unwrap(), FileKey::generate().unwrap());
        assert_ne!(one.header_mac(b""), two.header_mac(b""));
    }
}
