//! The KEM, HPKE and the keys as text, against vectors made by other people.

#![allow(clippy::unwrap_used)]
use super::*;

/// The vector of this KEM, KDF and AEAD in filippo.io/hpke's `testdata/hpke-pq.json`; the AEAD's
/// own messages are not in it, so the key schedule is what it checks.
const VECTOR: &str = include_str!("vector.txt");

fn part(name: &str) -> Vec<u8> {
    let hex = VECTOR
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))
        .unwrap();
    (0..hex.len() / 2)
        .map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap())
        .collect()
}

fn secret_key() -> kem::SecretKey {
    kem::SecretKey::of(&part("skRm").try_into().unwrap())
}

#[test]
fn the_public_key_of_a_seed_is_that_of_the_vector() {
    assert_eq!(secret_key().public().bytes(), part("pkRm"));
}

#[test]
fn encapsulating_with_known_randomness_gives_the_vector() {
    let key = PublicKey::parse(&part("pkRm")).unwrap();
    let (enc, shared) = key.encapsulate(&part("ikmE").try_into().unwrap()).unwrap();
    assert_eq!(enc.to_vec(), part("enc"));
    assert_eq!(shared.to_vec(), part("shared_secret"));
}

#[test]
fn decapsulating_gives_the_vectors_secret_and_its_keys() {
    let shared = secret_key()
        .decapsulate(&part("enc").try_into().unwrap())
        .unwrap();
    assert_eq!(shared.to_vec(), part("shared_secret"));
    let (key, nonce) = hpke::schedule(&shared, &part("info")).unwrap();
    assert_eq!(key.to_vec(), part("key"));
    assert_eq!(nonce.to_vec(), part("base_nonce"));
}

#[test]
fn a_public_key_has_one_encoding() {
    let mut bytes = part("pkRm");
    assert!(PublicKey::parse(&bytes).is_some());
    assert!(PublicKey::parse(&bytes[1..]).is_none());
    // The first coefficient beyond the modulus 3,329.
    bytes[0] = 0xff;
    bytes[1] |= 0x0f;
    assert!(PublicKey::parse(&bytes).is_none());
}

#[test]
fn a_recipient_whose_classic_half_is_of_low_order_is_refused() {
    let mut bytes = part("pkRm");
    let at = bytes.len() - 32;
    bytes[at..].fill(0);
    let text = bech32_text(RECIPIENT, &bytes);
    assert_eq!(
        HybridRecipient::parse(&text).err(),
        Some(KeyTextError::LowOrder)
    );
}

#[test]
fn keys_go_to_text_and_back_in_one_case_only() {
    let identity = HybridIdentity::generate().unwrap();
    let secret = identity.expose();
    assert!(secret.starts_with("AGE-SECRET-KEY-PQ-1"));
    let public = identity.recipient().to_string();
    assert!(public.starts_with("age1pq1"));
    let again = HybridIdentity::parse(&secret).unwrap();
    assert_eq!(again.recipient().to_string(), public);
    assert!(HybridIdentity::parse(&secret.to_ascii_lowercase()).is_none());
    assert!(HybridRecipient::parse(&public.to_ascii_uppercase()).is_err());
    assert!(HybridRecipient::parse(&public[..public.len() - 1]).is_err());
}

#[test]
fn a_stanza_opens_for_its_own_identity_only() {
    let (ours, other) = (
        HybridIdentity::generate().unwrap(),
        HybridIdentity::generate().unwrap(),
    );
    let key = FileKey::generate().unwrap();
    let stanza = ours.recipient().wrap(&key).unwrap();
    let stanzas = [(&stanza).into()];
    let opened = ours.unwrap(&stanzas).unwrap().ok().unwrap();
    assert_eq!(opened.expose(), key.expose());
    assert!(other.unwrap(&stanzas).is_none());
}
