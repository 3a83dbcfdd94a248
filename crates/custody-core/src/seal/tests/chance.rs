//! Row S21: no two sealings share anything secret.

use super::*;
use std::collections::HashSet;

#[test]
fn s21_no_two_sealings_share_a_key_a_nonce_or_an_ephemeral_share() {
    let full = std::env::var_os("CUSTODY_FULL").is_some();
    let sealings = if full { 100_000 } else { 2_000 };
    let key = identity();
    let mut seen = HashSet::new();
    for _ in 0..sealings {
        let (sealed, _) = sealed_to(&key, b"x", false);
        let header = Header::read(&mut &sealed[..]).unwrap();
        let file_key = unlock(&header, &Keys::Identities(std::slice::from_ref(&key))).unwrap();
        let nonce = &sealed[header.bytes().len()..][..16];
        assert!(seen.insert(file_key.expose().to_vec()), "a file key twice");
        assert!(seen.insert(nonce.to_vec()), "a nonce twice");
        for stanza in header.stanzas() {
            let share = stanza.args().join(" ").into_bytes();
            assert!(seen.insert(share), "a share twice");
        }
    }
    assert_eq!(seen.len(), 3 * sealings);
}
