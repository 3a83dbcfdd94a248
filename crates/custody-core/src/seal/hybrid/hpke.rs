//! HPKE (RFC 9180) in its base mode, one message a key: HKDF-SHA256 and ChaCha20-Poly1305 over the
//! shared secret of MLKEM768-X25519.

use chacha20poly1305::aead::{Aead as _, KeyInit as _};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hkdf::{Hkdf, HkdfExtract};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::kem::SharedSecret;

/// `HPKE`, then the ids of the KEM (0x647a), the KDF (1) and the AEAD (3).
const SUITE: &[u8] = b"HPKE\x64\x7a\x00\x01\x00\x03";
const BASE_MODE: u8 = 0;

/// Encrypts the one message of a shared secret.
pub(super) fn seal(shared: &SharedSecret, info: &[u8], message: &[u8]) -> Option<Vec<u8>> {
    let (key, nonce) = schedule(shared, info)?;
    ChaCha20Poly1305::new(Key::from_slice(key.as_slice()))
        .encrypt(Nonce::from_slice(&nonce), message)
        .ok()
}

/// Decrypts it again; `None` where it is not of this secret.
pub(super) fn open(
    shared: &SharedSecret,
    info: &[u8],
    sealed: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let (key, nonce) = schedule(shared, info)?;
    ChaCha20Poly1305::new(Key::from_slice(key.as_slice()))
        .decrypt(Nonce::from_slice(&nonce), sealed)
        .ok()
        .map(Zeroizing::new)
}

/// RFC 9180, 5.1, without a pre-shared key. The first message's nonce is the base nonce.
pub(super) fn schedule(
    shared: &SharedSecret,
    info: &[u8],
) -> Option<(Zeroizing<[u8; 32]>, [u8; 12])> {
    let mut context = vec![BASE_MODE];
    context.extend_from_slice(&extract(&[], b"psk_id_hash", &[]).0);
    context.extend_from_slice(&extract(&[], b"info_hash", info).0);
    let (_, secret) = extract(shared.as_slice(), b"secret", &[]);
    let mut key = Zeroizing::new([0; 32]);
    let mut nonce = [0; 12];
    expand(&secret, b"key", &context, key.as_mut_slice())?;
    expand(&secret, b"base_nonce", &context, &mut nonce)?;
    Some((key, nonce))
}

fn extract(salt: &[u8], label: &[u8], input: &[u8]) -> ([u8; 32], Hkdf<Sha256>) {
    let mut extract = HkdfExtract::<Sha256>::new(Some(salt));
    for part in [b"HPKE-v1", SUITE, label, input] {
        extract.input_ikm(part);
    }
    let (prk, hkdf) = extract.finalize();
    (prk.into(), hkdf)
}

fn expand(prk: &Hkdf<Sha256>, label: &[u8], info: &[u8], out: &mut [u8]) -> Option<()> {
    let len = u16::try_from(out.len()).ok()?.to_be_bytes();
    prk.expand_multi_info(&[&len, b"HPKE-v1", SUITE, label, info], out)
        .ok()
}
