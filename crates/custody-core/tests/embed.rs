//! The example of embedding is a program that runs, does what its first lines say, and stays short.

#![allow(clippy::unwrap_used)]

use custody_core::keys::{KeyFolder, Passphrase};
use custody_core::seal::{self, Keys, NoProgress};
use custody_core::vault::{Check, Vault};
use std::process::Command;

const SOURCE: &str = include_str!("../examples/embed.rs");

#[test]
fn the_example_has_under_a_hundred_lines_that_are_not_squeezed() {
    assert!(SOURCE.lines().count() < 100);
    assert!(SOURCE.lines().all(|line| line.chars().count() <= 120));
}

#[test]
fn the_example_receives_asks_packs_and_reads_a_record_back() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("業務 髙﨑 𠮷");
    std::fs::create_dir(&home).unwrap();
    // As the example's first lines say; built already when all tests are run.
    let ran = Command::new(env!("CARGO"))
        .args([
            "run",
            "-q",
            "--locked",
            "--offline",
            "--example",
            "embed",
            "--",
        ])
        .arg(&home)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let said = String::from_utf8(ran.stdout).unwrap();
    let complaint = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}{complaint}");
    for line in [
        "bytes done",
        "received A-0001",
        "refused, code 4: refused: carry_approval",
        "packed A-0001/2",
        "record 1: asset_received by H-001",
    ] {
        assert!(said.contains(line), "{line:?} is not in:\n{said}");
    }

    let vault = Vault::open(&home.join("vault")).unwrap();
    let verified = vault.verify().unwrap();
    assert!(verified.checks.contains(&Check::Objects(1)));

    let passphrase = Passphrase::new(b"an example passphrase".to_vec().into()).unwrap();
    let (_, key) = KeyFolder::new(home.join("keys"))
        .find(Some("関口 誠"))
        .unwrap();
    let key = key.unlock(&passphrase).unwrap();
    let package = std::fs::read(home.join("package.age")).unwrap();
    let mut tar = Vec::new();
    let keys = Keys::Identities(std::slice::from_ref(key.identity()));
    seal::open(&mut &package[..], &mut tar, &keys, &mut NoProgress).unwrap();
    let content = "宛名番号,氏名\n0001,見本 太郎\n".as_bytes();
    assert!(tar.windows(content.len()).any(|part| part == content));
}
