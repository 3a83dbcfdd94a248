//! The examples are programs that run and do what their first lines say; the one of embedding stays short.

#![allow(clippy::unwrap_used)]

use custody_core::keys::{KeyFolder, Passphrase};
use custody_core::seal::{self, Keys, NoProgress};
use custody_core::vault::{Check, Vault};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

const SOURCE: &str = include_str!("../examples/embed.rs");

#[test]
fn the_example_has_under_a_hundred_lines_that_are_not_squeezed() {
    assert!(SOURCE.lines().count() < 100);
    assert!(SOURCE.lines().all(|line| line.chars().count() <= 120));
}

/// The example's program. All tests together are built with the examples; where this test is built alone, the program
/// may be missing or older than its sources, and is built here.
fn example(name: &str) -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tests = std::env::current_exe().unwrap();
    let file = format!("examples/{name}{}", std::env::consts::EXE_SUFFIX);
    let program = tests.parent().unwrap().parent().unwrap().join(file);
    let made = program.metadata().and_then(|found| found.modified());
    let sources = newest(&package.join("src")).max(newest(&package.join("examples")));
    if made.map_or(true, |made| made < sources) {
        let build = ["build", "-q", "--locked", "--offline", "--example", name];
        let mut cargo = Command::new(env!("CARGO"));
        let built = cargo.args(build).current_dir(package).status().unwrap();
        assert!(built.success());
    }
    program
}

/// When a file below a folder was changed last.
fn newest(folder: &Path) -> SystemTime {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap());
    let times = entries.map(|entry| match entry.file_type().unwrap().is_dir() {
        true => newest(&entry.path()),
        false => entry.metadata().unwrap().modified().unwrap(),
    });
    times.max().unwrap()
}

#[test]
fn the_example_receives_asks_packs_and_reads_a_record_back() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("業務 髙﨑 𠮷");
    std::fs::create_dir(&home).unwrap();
    let ran = Command::new(example("embed")).arg(&home).output().unwrap();
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

    // The other example seals a folder to the same key, and checks the package's tag with no key at all.
    let out = home.join("keys.age");
    let mut seal = Command::new(example("seal"));
    seal.arg(home.join("keys"))
        .arg(key.identity().recipient().to_string())
        .args([&out, &home.join("package.age")]);
    let ran = seal.output().unwrap();
    let said = String::from_utf8(ran.stdout).unwrap();
    let complaint = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}{complaint}");
    for line in ["sealed 2 files", "checked: ", "of vault vault-"] {
        assert!(said.contains(line), "{line:?} is not in:\n{said}");
    }
    let mut tar = Vec::new();
    let sealed = std::fs::read(out).unwrap();
    seal::open(&mut &sealed[..], &mut tar, &keys, &mut NoProgress).unwrap();
    assert!(tar.starts_with(b".custody/manifest.json"));
}
