//! Packing and unpacking together, and packages made to do harm.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod forged;
mod hostile;
mod names;
mod sealed;
mod sources;
mod target;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tempfile::TempDir;

use super::*;
use crate::seal::{
    FileKind, Identity, Keys, NoProgress, SealError, Sealing, Sha256Digest, To, open_reader,
};

const SALT: [u8; 32] = [7; 32];

fn place() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn write(folder: &Path, files: &[(&str, &[u8])]) {
    for (path, content) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

/// Every file below a folder, by its path.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(path) = waiting.pop() {
        for entry in fs::read_dir(path).unwrap() {
            let path = entry.unwrap().path();
            let name = path
                .strip_prefix(folder)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            if path.is_dir() {
                waiting.push(path);
            } else {
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn packed(paths: &[&Path]) -> (Vec<u8>, Packed) {
    let mut out = Vec::new();
    let packed = pack(&collect(paths).unwrap(), &mut out, SALT, &mut NoProgress).unwrap();
    (out, packed)
}

fn long(name: &str) -> String {
    format!("{}/{name}", "長い名前のフォルダ".repeat(9))
}

fn sample(folder: &Path) -> Vec<u8> {
    let big: Vec<u8> = (0..150_000u32).map(|i| (i % 251) as u8).collect();
    write(
        folder,
        &[
            (
                "貸与 データ/住民 髙﨑𠮷.csv",
                "番号,氏名\n１,髙﨑𠮷\n".as_bytes(),
            ),
            ("貸与 データ/空", b""),
            ("貸与 データ/a b/-rf", b"x"),
            ("貸与 データ/block", &[9; 512]),
            ("貸与 データ/big.bin", &big),
            (&format!("貸与 データ/{}", long("末尾")), b"deep"),
        ],
    );
    let (bytes, _) = packed(&[&folder.join("貸与 データ")]);
    bytes
}

#[test]
fn what_is_packed_comes_out_again() {
    let place = place();
    let package = sample(&place.path().join("in"));
    let out = place.path().join("展開 先");
    let unpacked = unpack(&mut &package[..], &out, &mut NoProgress).unwrap();
    assert_eq!(tree(&out), tree(&place.path().join("in")));
    assert_eq!(unpacked.verified.files, 6);
    assert_eq!(unpacked.times_not_set, 0);
    let again = verify(&mut &package[..], &mut NoProgress).unwrap();
    assert_eq!(again, unpacked.verified);
}

#[test]
fn the_digests_returned_are_of_the_lists_inside() {
    let place = place();
    write(place.path(), &[("a", b"1"), ("b", b"22")]);
    let (package, packed) = packed(&[&place.path().join("a"), &place.path().join("b")]);
    let mut tar = tar::Archive::new(&package[..]);
    let lists: Vec<(String, Vec<u8>)> = tar
        .entries()
        .unwrap()
        .map(|entry| {
            let mut entry = entry.unwrap();
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            (entry.path().unwrap().to_str().unwrap().to_owned(), content)
        })
        .collect();
    let names: Vec<&str> = lists.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, [MANIFEST_PATH, "a", "b", DIGESTS_PATH]);
    assert_eq!(packed.manifest_sha256, Sha256Digest::of(&lists[0].1));
    assert_eq!(packed.digests_sha256, Sha256Digest::of(&lists[3].1));
    assert_eq!((packed.files, packed.bytes), (2, 3));
    let manifest: serde_json::Value = serde_json::from_slice(&lists[0].1).unwrap();
    assert_eq!(
        manifest["salt"],
        "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="
    );
    assert_eq!(manifest["files"][1]["size"], 2);
    let digests: serde_json::Value = serde_json::from_slice(&lists[3].1).unwrap();
    assert_eq!(
        digests["files"][0]["blake3"],
        crate::seal::Blake3Digest::of(b"1").to_string()
    );
}

#[test]
fn another_tar_reader_finds_the_same() {
    let place = place();
    let package = sample(&place.path().join("in"));
    let out = place.path().join("other");
    tar::Archive::new(&package[..]).unpack(&out).unwrap();
    fs::remove_dir_all(out.join(".custody")).unwrap();
    assert_eq!(tree(&out), tree(&place.path().join("in")));
}

#[test]
fn the_list_is_known_from_the_beginning_alone() {
    let place = place();
    let package = sample(&place.path().join("in"));
    let entries = list(&mut &package[..4096]).unwrap();
    let names: Vec<&str> = entries.iter().map(|entry| entry.path.as_str()).collect();
    assert!(names.is_sorted());
    assert_eq!(names[0], "貸与 データ/a b/-rf");
    // The manifest itself takes a header and its content.
    let manifest = tar::Header::from_byte_slice(&package[..512])
        .entry_size()
        .unwrap();
    let start = 512 + manifest.next_multiple_of(512);
    let big = entries
        .iter()
        .find(|entry| entry.path.ends_with("block"))
        .unwrap();
    let at = (start + big.offset) as usize;
    assert_eq!(&package[at..at + 512], [9; 512]);
}

#[test]
fn p17_times_of_change_come_back() {
    let place = place();
    write(
        place.path(),
        &[("old", b"o"), ("new", b"n"), ("before", b"b")],
    );
    let times: [(&str, SystemTime); 3] = [
        ("old", UNIX_EPOCH + Duration::new(86_400, 123_456_789)),
        ("new", UNIX_EPOCH + Duration::new(5_000_000_000, 0)),
        ("before", UNIX_EPOCH - Duration::new(86_400, 0)),
    ];
    for (name, time) in times {
        fs::File::options()
            .append(true)
            .open(place.path().join(name))
            .unwrap()
            .set_modified(time)
            .unwrap();
    }
    let paths: Vec<_> = times
        .iter()
        .map(|(name, _)| place.path().join(name))
        .collect();
    let (package, _) = packed(&paths.iter().map(|path| path.as_path()).collect::<Vec<_>>());
    let out = place.path().join("out");
    unpack(&mut &package[..], &out, &mut NoProgress).unwrap();
    for (name, _) in times {
        // Whatever the file system kept of it.
        let kept = fs::metadata(place.path().join(name))
            .unwrap()
            .modified()
            .unwrap();
        assert_eq!(
            fs::metadata(out.join(name)).unwrap().modified().unwrap(),
            kept,
            "{name}"
        );
    }
}

#[test]
fn a_changed_byte_is_never_taken() {
    let place = place();
    write(
        place.path(),
        &[("a", b"content of a"), (&long("b"), b"content of b")],
    );
    let folder = long("b").split_once('/').unwrap().0.to_owned();
    let (package, _) = packed(&[&place.path().join("a"), &place.path().join(folder)]);
    let original = verify(&mut &package[..], &mut NoProgress).unwrap();
    let out = place.path().join("out");
    let mut altered = 0;
    for at in 0..package.len() {
        let mut changed = package.clone();
        changed[at] ^= 0x01;
        match verify(&mut &changed[..], &mut NoProgress) {
            Err(error) => {
                assert!(matches!(error.code(), 3 | 6 | 9), "byte {at}: {error:?}");
                altered += usize::from(error.code() == 3);
                // Unpacking takes the same way, and syncs each time.
                if at % 101 == 0 {
                    assert!(unpack(&mut &changed[..], &out, &mut NoProgress).is_err());
                    assert!(!out.exists(), "byte {at}: something was left");
                }
            }
            // Only what the lists' digests, which the ledger holds, tell apart.
            Ok(verified) => assert_ne!(verified, original, "byte {at}"),
        }
    }
    assert!(altered >= 24);
}

#[test]
fn a_cut_or_continued_package_is_refused() {
    let place = place();
    write(place.path(), &[("a", b"content of a"), ("b", b"b")]);
    let (package, _) = packed(&[&place.path().join("a"), &place.path().join("b")]);
    let out = place.path().join("out");
    for len in 0..package.len() {
        let error = verify(&mut &package[..len], &mut NoProgress).unwrap_err();
        assert_eq!(error.code(), 6, "{len}: {error:?}");
        if len % 101 == 0 {
            assert!(unpack(&mut &package[..len], &out, &mut NoProgress).is_err());
            assert!(!out.exists());
        }
    }
    let more = [&package[..], b"x"].concat();
    assert_eq!(
        verify(&mut &more[..], &mut NoProgress).unwrap_err().code(),
        6
    );
    let zeros = [&package[..], &[0; 10_240]].concat();
    assert!(verify(&mut &zeros[..], &mut NoProgress).is_ok());
}

#[test]
fn damage_to_the_sealed_file_around_it_keeps_its_class() {
    let place = place();
    write(place.path(), &[("a", &[1; 200_000])]);
    let key = Identity::generate().unwrap();
    let mut sealed = Vec::new();
    let to = To::Recipients(vec![key.recipient()]);
    let mut sealing = Sealing::new(&mut sealed, &to, false).unwrap();
    pack(
        &collect(&[&place.path().join("a")]).unwrap(),
        &mut sealing,
        SALT,
        &mut NoProgress,
    )
    .unwrap();
    sealing.finish().unwrap();
    let keys = Keys::Identities(std::slice::from_ref(&key));
    verify(
        &mut open_reader(&sealed[..], &keys).unwrap(),
        &mut NoProgress,
    )
    .unwrap();

    // In the middle, and in the zeros after the tar's end.
    for at in [150_000, sealed.len() - 1] {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        let out = place.path().join("out");
        let error = unpack(
            &mut open_reader(&changed[..], &keys).unwrap(),
            &out,
            &mut NoProgress,
        )
        .unwrap_err();
        assert!(
            matches!(error, ArchiveError::Seal(SealError::Payload { .. })),
            "{error:?}"
        );
        assert_eq!(error.code(), 3);
        assert!(!out.exists());
        assert_eq!(
            list(&mut open_reader(&changed[..], &keys).unwrap())
                .unwrap()
                .len(),
            1
        );
    }
}

#[test]
fn a_full_medium_is_told_wherever_it_strikes() {
    struct Full(usize);
    impl std::io::Write for Full {
        fn write(&mut self, buf: &[u8]) -> std::io::Result<usize> {
            if self.0 == 0 {
                return Err(std::io::ErrorKind::StorageFull.into());
            }
            let taken = buf.len().min(self.0);
            self.0 -= taken;
            Ok(taken)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let place = place();
    let whole = sample(&place.path().join("in"));
    let sources = collect(&[&place.path().join("in")]).unwrap();
    for room in (0..whole.len()).step_by(1009) {
        let error = pack(&sources, &mut Full(room), SALT, &mut NoProgress).unwrap_err();
        assert!(
            matches!(&error, ArchiveError::Write(e) if e.kind() == std::io::ErrorKind::StorageFull),
            "{room}: {error:?}"
        );
    }
}
