//! Section 4: key file, card, fingerprint, recovery key, wrapped keys. The key file is also read a second time here, by
//! the page alone, with none of the core's code.

use crate::page::Page;
use crate::vault_folder::settings;
use argon2::{Algorithm, Argon2, Params, Version};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305};
use custody_core::keys::{
    CardDocument, Fingerprint, KdfCost, KeyFile, Passphrase, PersonKey, unwrap_identity,
    unwrap_seed,
};
use custody_core::ledger::Origin;
use custody_core::note::{PublicKey, SignedNote, VerifierKey};
use custody_core::seal::Identity;
use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text.as_bytes().to_vec().into()).unwrap()
}

fn person(page: &Page) -> PersonKey {
    let file = KeyFile::parse(page.example("key-file").as_bytes()).unwrap();
    file.unlock(&passphrase(page.line("passphrase"))).unwrap()
}

#[test]
fn the_key_file_opens_with_its_passphrase_only() {
    let page = Page::read();
    let file = KeyFile::parse(page.example("key-file").as_bytes()).unwrap();
    assert_eq!(file.name(), "髙橋 一郎");
    assert_eq!(file.cost(), KdfCost::DEFAULT);
    assert_eq!(person(&page).fingerprint(), file.fingerprint());
    let wrong = file.unlock(&passphrase("見本 passphrase 2"));
    assert_eq!(wrong.unwrap_err().code(), 5);
}

#[test]
fn the_key_file_opens_by_the_page_alone() {
    let page = Page::read();
    let text = page.example("key-file");
    let lines: Vec<&str> = text.split('\n').collect();
    let [kind, json, ciphertext, checksum, ""] = lines[..] else {
        panic!("four lines, each ended by one newline");
    };
    assert_eq!(kind, "custody.key/v1");
    let before = format!("{kind}\n{json}\n{ciphertext}\n");
    let digest: String = Sha256::digest(before)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(digest, checksum);

    let head: serde_json::Value = serde_json::from_str(json).unwrap();
    let kdf = &head["kdf"];
    assert_eq!(
        (&kdf["alg"], &head["aead"]),
        (&"argon2id".into(), &"xchacha20poly1305".into())
    );
    let number = |name: &str| u32::try_from(kdf[name].as_u64().unwrap()).unwrap();
    let bytes = |value: &serde_json::Value| STANDARD.decode(value.as_str().unwrap()).unwrap();
    let params = Params::new(number("m_kib"), number("t"), number("p"), Some(32)).unwrap();
    let typed: String = page.line("passphrase").nfkc().collect();
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(typed.as_bytes(), &bytes(&kdf["salt"]), &mut key)
        .unwrap();
    let associated = format!("{kind}\n{json}\n");
    let ciphertext = STANDARD.decode(ciphertext).unwrap();
    let sealed = Payload {
        msg: &ciphertext,
        aad: associated.as_bytes(),
    };
    let secret = XChaCha20Poly1305::new(&key.into())
        .decrypt(bytes(&head["nonce"]).as_slice().into(), sealed)
        .unwrap();
    assert_eq!(secret[0], 1);
    let identity = Identity::parse(std::str::from_utf8(&secret[33..]).unwrap()).unwrap();
    assert_eq!(identity.recipient().to_string(), head["recipient"]);
    let seed: [u8; 32] = secret[1..33].try_into().unwrap();
    let public = custody_core::keys::SigningSeed::from_bytes(&seed).public();
    assert_eq!(STANDARD.encode(public), head["verifier"]);
}

#[test]
fn the_card_and_its_fingerprint_are_the_keys() {
    let page = Page::read();
    let note = SignedNote::parse(page.example("card").as_bytes()).unwrap();
    let card = CardDocument::verify(&note).unwrap();
    let key = person(&page);
    assert_eq!(card.name, key.name());
    assert_eq!(card.recipient, key.recipient().to_string());
    let fingerprint: Fingerprint = page.line("fingerprint").parse().unwrap();
    assert_eq!(fingerprint, key.fingerprint());
    assert_eq!(card.fingerprint, page.line("fingerprint"));
}

#[test]
fn the_fingerprint_follows_from_the_card_by_the_page_alone() {
    let page = Page::read();
    let json = page.example("card").lines().nth(1).unwrap();
    let card: serde_json::Value = serde_json::from_str(json).unwrap();
    let verifier = STANDARD.decode(card["verifier"].as_str().unwrap()).unwrap();
    let digest = Sha256::new()
        .chain_update(verifier)
        .chain_update(card["recipient"].as_str().unwrap())
        .finalize();
    let bits: String = digest[..10]
        .iter()
        .map(|byte| format!("{byte:08b}"))
        .collect();
    let symbols: Vec<u8> = bits
        .as_bytes()
        .chunks(5)
        .map(|five| usize::from_str_radix(std::str::from_utf8(five).unwrap(), 2).unwrap())
        .map(|value| b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"[value])
        .collect();
    let groups: Vec<&str> = symbols
        .chunks(4)
        .map(|group| std::str::from_utf8(group).unwrap())
        .collect();
    assert_eq!(groups.join("-"), page.line("fingerprint"));
}

#[test]
fn a_vkey_follows_from_name_and_key_by_the_page_alone() {
    let page = Page::read();
    let settings = settings(&page);
    let key = VerifierKey::parse(&settings.log_key).unwrap();
    let public = key.public_key().to_bytes();
    let id: String = Sha256::new()
        .chain_update(&settings.origin)
        .chain_update([0x0a, 0x01])
        .chain_update(public)
        .finalize()[..4]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let typed = STANDARD.encode([&[0x01][..], &public].concat());
    assert_eq!(
        settings.log_key,
        format!("{}+{id}+{typed}", settings.origin)
    );
}

/// The identity that is wrapped for A-0001/1.
pub fn instance_identity(page: &Page) -> Identity {
    let recovery = Identity::parse(page.line("recovery-key")).unwrap();
    unwrap_identity(&page.dearmored("wrapped-key"), &recovery).unwrap()
}

#[test]
fn both_holders_unwrap_the_same_identity() {
    let page = Page::read();
    let member = unwrap_identity(
        &page.dearmored("wrapped-key-member"),
        person(&page).identity(),
    )
    .unwrap();
    assert_eq!(member.recipient(), instance_identity(&page).recipient());
    let swapped = unwrap_identity(&page.dearmored("wrapped-key"), person(&page).identity());
    assert_eq!(swapped.unwrap_err().code(), 5);
}

#[test]
fn the_wrapped_log_key_signs_the_checkpoints() {
    let page = Page::read();
    let recovery = Identity::parse(page.line("recovery-key")).unwrap();
    let seed = unwrap_seed(&page.dearmored("wrapped-log-key"), &recovery).unwrap();
    let settings = settings(&page);
    let public = PublicKey::from_bytes(&seed.public()).unwrap();
    let origin = Origin::new(settings.origin.as_str()).unwrap();
    let key = VerifierKey::new(origin.key_name().clone(), public);
    assert_eq!(key.to_string(), settings.log_key);
}
