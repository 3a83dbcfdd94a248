//! Project Wycheproof's cases for every primitive of sealed files, run on the crates that the core uses.

#![allow(clippy::unwrap_used)]

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac as _};
use ml_kem::kem::{Decapsulate as _, EncapsulationKey};
use ml_kem::{B32, EncapsulateDeterministic as _, EncodedSizeUser as _, KemCore as _};
use ml_kem::{MlKem768, MlKem768Params};
use serde_json::Value;
use sha2::Sha256;
use std::path::Path;

/// Each case with its group; their number is what the file says.
fn cases(name: &str) -> Vec<(Value, Value)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("vectors/wycheproof")
        .join(format!("{name}_test.json.zlib"));
    let text = miniz_oxide::inflate::decompress_to_vec_zlib(&std::fs::read(path).unwrap()).unwrap();
    let file: Value = serde_json::from_slice(&text).unwrap();
    let mut cases = Vec::new();
    for group in file["testGroups"].as_array().unwrap() {
        for case in group["tests"].as_array().unwrap() {
            cases.push((group.clone(), case.clone()));
        }
    }
    assert_eq!(Some(cases.len() as u64), file["numberOfTests"].as_u64());
    cases
}

fn hex(value: &Value) -> Vec<u8> {
    let text = value.as_str().unwrap();
    (0..text.len() / 2)
        .map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap())
        .collect()
}

fn valid(case: &Value) -> bool {
    case["result"] != "invalid"
}

#[test]
fn chacha20_poly1305() {
    for (_, case) in cases("chacha20_poly1305") {
        let (key, iv) = (hex(&case["key"]), hex(&case["iv"]));
        if iv.len() != 12 {
            assert!(!valid(&case), "{case}");
            continue;
        }
        let cipher = ChaCha20Poly1305::new_from_slice(&key).unwrap();
        let sealed = [hex(&case["ct"]), hex(&case["tag"])].concat();
        let aad = hex(&case["aad"]);
        let opened = cipher.decrypt(
            Nonce::from_slice(&iv),
            Payload {
                msg: &sealed,
                aad: &aad,
            },
        );
        let expected = valid(&case).then(|| hex(&case["msg"]));
        assert_eq!(opened.ok(), expected, "{case}");
    }
}

#[test]
fn x25519() {
    for (_, case) in cases("x25519") {
        let secret: [u8; 32] = hex(&case["private"]).try_into().unwrap();
        let public: [u8; 32] = hex(&case["public"]).try_into().unwrap();
        let shared = x25519_dalek::StaticSecret::from(secret).diffie_hellman(&public.into());
        assert_eq!(shared.as_bytes().to_vec(), hex(&case["shared"]), "{case}");
        assert_eq!(
            shared.was_contributory(),
            shared.as_bytes() != &[0; 32],
            "{case}"
        );
    }
}

#[test]
fn hkdf_sha256() {
    for (_, case) in cases("hkdf_sha256") {
        let size = usize::try_from(case["size"].as_u64().unwrap()).unwrap();
        let mut okm = vec![0; size];
        let made = Hkdf::<Sha256>::new(Some(&hex(&case["salt"])), &hex(&case["ikm"]))
            .expand(&hex(&case["info"]), &mut okm);
        assert_eq!(made.is_ok(), valid(&case), "{case}");
        if made.is_ok() {
            assert_eq!(okm, hex(&case["okm"]), "{case}");
        }
    }
}

#[test]
fn hmac_sha256() {
    for (group, case) in cases("hmac_sha256") {
        let mac = <Hmac<Sha256> as hmac::Mac>::new_from_slice(&hex(&case["key"]))
            .unwrap()
            .chain_update(hex(&case["msg"]));
        let tag = hex(&case["tag"]);
        let good = match group["tagSize"].as_u64().unwrap() {
            256 => mac.verify_slice(&tag).is_ok(),
            _ => mac.verify_truncated_left(&tag).is_ok(),
        };
        assert_eq!(good, valid(&case), "{case}");
    }
}

#[test]
fn ml_kem_768_opens() {
    for (_, case) in cases("mlkem_768") {
        let seed = hex(&case["seed"]);
        let (Some((d, z)), Ok(sealed)) = (
            (seed.len() == 64).then(|| seed.split_at(32)),
            <[u8; 1088]>::try_from(hex(&case["c"])),
        ) else {
            assert!(!valid(&case), "{case}");
            continue;
        };
        let (d, z) = (B32::try_from(d).unwrap(), B32::try_from(z).unwrap());
        let (secret, public) = MlKem768::generate_deterministic(&d, &z);
        if valid(&case) {
            assert_eq!(public.as_bytes().to_vec(), hex(&case["ek"]), "{case}");
        }
        let shared = secret.decapsulate(&sealed.into()).unwrap();
        assert_eq!(shared.to_vec() == hex(&case["K"]), valid(&case), "{case}");
    }
}

#[test]
fn ml_kem_768_seals_to_keys_in_the_one_encoding() {
    for (_, case) in cases("mlkem_768_encaps") {
        // As the core checks a recipient: of the right length, and written as it would be again.
        let key = <[u8; 1184]>::try_from(hex(&case["ek"]))
            .ok()
            .and_then(|bytes| {
                let key = EncapsulationKey::<MlKem768Params>::from_bytes(&bytes.into());
                (key.as_bytes().as_slice() == bytes).then_some(key)
            });
        assert_eq!(key.is_some(), valid(&case), "{case}");
        if let Some(key) = key {
            let message = B32::try_from(hex(&case["m"]).as_slice()).unwrap();
            let (sealed, shared) = key.encapsulate_deterministic(&message).unwrap();
            assert_eq!(sealed.to_vec(), hex(&case["c"]), "{case}");
            assert_eq!(shared.to_vec(), hex(&case["K"]), "{case}");
        }
    }
}
