//! The public Ed25519 vectors (reliability, K13), where they are at hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::{KeyError, PublicKey};

/// The folder `name` of the public vectors, or nothing, said so on stderr past the test's capture.
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("CUSTODY_VECTORS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors"),
        PathBuf::from,
    );
    let folder = root.join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    let mut stderr = std::io::stderr();
    writeln!(
        stderr,
        "SKIPPED {name} vectors: no folder {} (set CUSTODY_VECTORS)",
        folder.display()
    )
    .unwrap();
    None
}

#[derive(serde::Deserialize)]
struct Vector {
    number: usize,
    key: String,
    sig: String,
    msg: String,
    flags: Option<Vec<String>>,
}

#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Accepted,
    KeyRefused,
    MixedOrderKey,
    SignatureRefused,
}

fn judge(vector: &Vector) -> Verdict {
    let key: [u8; 32] = unhex(&vector.key).try_into().unwrap();
    match PublicKey::from_bytes(&key) {
        Err(KeyError::MixedOrder) => Verdict::MixedOrderKey,
        Err(_) => Verdict::KeyRefused,
        Ok(key) if key.verify_strict(vector.msg.as_bytes(), &unhex(&vector.sig)) => {
            Verdict::Accepted
        }
        Ok(_) => Verdict::SignatureRefused,
    }
}

/// What dalek's strict verification says alone, without the check of the key.
fn strict_alone_accepts(vector: &Vector) -> bool {
    let key: [u8; 32] = unhex(&vector.key).try_into().unwrap();
    let signature = ed25519_dalek::Signature::from_slice(&unhex(&vector.sig)).unwrap();
    ed25519_dalek::VerifyingKey::from_bytes(&key)
        .is_ok_and(|key| key.verify_strict(vector.msg.as_bytes(), &signature).is_ok())
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}

#[test]
fn only_the_public_vector_without_a_flag_is_accepted() {
    let Some(folder) = folder("ed25519") else {
        return;
    };
    let file = std::fs::read(folder.join("cctv-ed25519.json")).unwrap();
    let vectors: Vec<Vector> = serde_json::from_slice(&file).unwrap();
    assert_eq!(vectors.len(), 914);

    let mut by_strict = 0;
    let mut by_key_alone = 0;
    for vector in &vectors {
        let plain = vector.flags.as_ref().is_none_or(Vec::is_empty);
        let verdict = judge(vector);
        assert_eq!(verdict == Verdict::Accepted, plain, "{}", vector.number);
        match (strict_alone_accepts(vector), verdict) {
            (true, Verdict::MixedOrderKey) => by_key_alone += 1,
            (true, verdict) => assert_eq!(verdict, Verdict::Accepted, "{}", vector.number),
            (false, _) => by_strict += 1,
        }
    }
    // reliability, section F: 1 + 871 + 42.
    assert_eq!((by_strict, by_key_alone), (871, 42));
}
