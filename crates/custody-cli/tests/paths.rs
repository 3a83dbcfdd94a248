//! Names in packages and paths on the command line, as they meet the program: rows P1–P17 of the reliability table, each a
//! test named by its row. What needs a folder that is swapped while it is written to (P4), or one that folds names (P7),
//! is tested with doubles beside the code, `seal/archive/tests/`.
//!
//! Rows that cannot occur: P10, for the program writes no encoding but UTF-8; P11, for it reads no zip; of P12 the ten
//! gigabytes in ten megabytes, for nothing in a sealed file is compressed: what is unpacked is never longer than the
//! file, and sparse entries are refused.

#![allow(clippy::unwrap_used)]
#![cfg(unix)]

use custody_core::seal::{self, Blake3Digest, Identity, NoProgress, Recipient, To};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

struct Desk {
    place: tempfile::TempDir,
    recipient: Recipient,
}

impl Desk {
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        let identity = Identity::generate().unwrap();
        fs::write(place.path().join("key"), &*identity.expose()).unwrap();
        Self {
            place,
            recipient: identity.recipient(),
        }
    }

    fn at(&self, name: impl AsRef<OsStr>) -> PathBuf {
        self.place.path().join(name.as_ref())
    }

    fn file(&self, name: impl AsRef<OsStr>, content: &[u8]) {
        let path = self.at(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_custody"))
            .current_dir(self.place.path())
            .env_remove("RUST_BACKTRACE")
            .args(["--lang", "en"])
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    fn seal(&self, arguments: &[&str]) -> Output {
        let to = self.recipient.to_string();
        self.run(&[&["seal", "-r", &to, "-o", "p.age"], arguments].concat())
    }

    fn unseal(&self, more: &[&str]) -> Output {
        self.run(&[&["unseal", "p.age", "-i", "key", "-o", "out"], more].concat())
    }

    /// Everything under the desk but the key and the package, with its content.
    fn tree(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut waiting = vec![self.place.path().to_owned()];
        while let Some(folder) = waiting.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.strip_prefix(self.place.path()).unwrap().to_owned();
                if path.symlink_metadata().unwrap().is_dir() {
                    found.insert(name, Vec::new());
                    waiting.push(path);
                } else if name != Path::new("key") && name != Path::new("p.age") {
                    found.insert(name, fs::read(path).unwrap_or_default());
                }
            }
        }
        found
    }

    /// Seals a forged package and holds that it is refused, with nothing written anywhere.
    fn refused(&self, package: &[u8], code: i32) -> String {
        let to = To::Recipients(vec![self.recipient.clone()]);
        let mut sealed = Vec::new();
        seal::seal(&mut &*package, &mut sealed, &to, false, &mut NoProgress).unwrap();
        fs::write(self.at("p.age"), sealed).unwrap();
        let before = self.tree();
        let output = self.unseal(&[]);
        assert_eq!(output.status.code(), Some(code), "{}", words(&output));
        assert_eq!(self.tree(), before);
        words(&output)
    }
}

fn words(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn done(output: &Output) {
    assert_eq!(output.status.code(), Some(0), "{}", words(output));
}

fn document(output: &Output) -> Value {
    done(output);
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A package by hand: the manifest says one thing, and the entries may be another. Names are short and ASCII.
struct Forged(tar::Builder<Vec<u8>>);

const SALT: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";

impl Forged {
    fn new(files: &[(&str, u64)]) -> Self {
        let mut at = 0;
        let rows = files.iter().map(|(path, size)| {
            let offset = at + 512;
            at = offset + size.next_multiple_of(512);
            json!({"path": path, "size": size, "mtime": "2026-11-24T01:00:00Z", "offset": offset})
        });
        let files: Vec<Value> = rows.collect();
        Self::with_manifest(json!({"salt": SALT, "files": files}).to_string().as_bytes())
    }

    fn with_manifest(manifest: &[u8]) -> Self {
        Self(tar::Builder::new(Vec::new())).entry(
            ".custody/manifest.json",
            tar::EntryType::Regular,
            manifest,
        )
    }

    fn entry(mut self, name: &str, kind: tar::EntryType, content: &[u8]) -> Self {
        let mut header = tar::Header::new_ustar();
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_entry_type(kind);
        header.set_size(content.len() as u64);
        header.set_mode(0o6755);
        header.set_cksum();
        self.0.append(&header, content).unwrap();
        self
    }

    fn file(self, name: &str, content: &[u8]) -> Self {
        self.entry(name, tar::EntryType::Regular, content)
    }

    fn digests(self, files: &[(&str, &[u8])]) -> Vec<u8> {
        let row = |(path, content): &(&str, &[u8])| json!({"path": path, "blake3": Blake3Digest::of(content)});
        let files: Vec<Value> = files.iter().map(row).collect();
        let list = json!({"salt": SALT, "files": files}).to_string();
        self.file(".custody/digests.json", list.as_bytes())
            .0
            .into_inner()
            .unwrap()
    }
}

#[test]
fn p01_names_that_lead_elsewhere_are_refused_escaped_and_nothing_is_written() {
    let desk = Desk::new();
    for name in [
        "..",
        "a/../../b",
        "/etc/x",
        "C:\\x",
        "\\\\h\\s",
        "a\\..\\b",
        "",
        ".",
        "C:/x",
        "../\u{1b}[2J",
    ] {
        let forged = Forged::new(&[("first", 1), (name, 1)]).file("first", b"1");
        let said = desk.refused(&forged.digests(&[]), 6);
        let shown = name.replace('\u{1b}', "<U+001B>");
        assert!(said.contains(&format!("\"{shown}\"")), "{name:?}: {said}");
    }
    // Without the trick it is taken.
    let package = Forged::new(&[("first", 1)])
        .file("first", b"1")
        .digests(&[("first", b"1")]);
    let to = To::Recipients(vec![desk.recipient.clone()]);
    let mut sealed = Vec::new();
    seal::seal(&mut &package[..], &mut sealed, &to, false, &mut NoProgress).unwrap();
    fs::write(desk.at("p.age"), sealed).unwrap();
    done(&desk.unseal(&[]));
    assert_eq!(fs::read(desk.at("out/first")).unwrap(), b"1");
}

#[test]
fn p02_what_is_no_file_in_a_package_is_refused_with_its_kind() {
    use tar::EntryType::{Block, Char, Continuous, Directory, Fifo, GNUSparse, Link, Symlink};
    let desk = Desk::new();
    for (kind, byte) in [
        (Link, '1'),
        (Symlink, '2'),
        (Char, '3'),
        (Block, '4'),
        (Directory, '5'),
        (Fifo, '6'),
        (Continuous, '7'),
        (GNUSparse, 'S'),
    ] {
        let forged = Forged::new(&[("a", 0)]).entry("a", kind, b"");
        let said = desk.refused(&forged.digests(&[("a", b"")]), 6);
        assert!(
            said.contains("\"a\"") && said.contains(byte),
            "{byte}: {said}"
        );
    }
}

#[test]
fn p03_links_and_pipes_in_a_folder_are_refused_or_left_out_and_listed() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    let desk = Desk::new();
    desk.file("in/plain", b"1");
    desk.file("secret", b"s");
    symlink(desk.at("secret"), desk.at("in/link")).unwrap();
    let output = desk.seal(&["in"]);
    assert_eq!(output.status.code(), Some(4));
    assert!(words(&output).contains("in/link"), "{}", words(&output));
    assert!(!desk.at("p.age").exists());

    mknodat(CWD, desk.at("in/pipe"), FileType::Fifo, Mode::RWXU, 0).unwrap();
    let sealed = document(&desk.seal(&["in", "--skip-special", "--json"]));
    assert_eq!(
        sealed["skipped"],
        json!([{"path": "in/link", "kind": "link"}, {"path": "in/pipe", "kind": "named pipe"}])
    );
    done(&desk.unseal(&[]));
    assert_eq!(fs::read_dir(desk.at("out/in")).unwrap().count(), 1);
    let told = desk.seal(&["in", "--skip-special", "--force"]);
    assert!(
        words(&told).contains("Left out: \"in/link\""),
        "{}",
        words(&told)
    );
    // What is named itself is not left out in silence.
    assert_eq!(
        desk.seal(&["in/pipe", "--skip-special", "--force"])
            .status
            .code(),
        Some(4)
    );
}

#[test]
fn p05_control_characters_in_a_name_are_shown_escaped_and_kept() {
    let desk = Desk::new();
    let name = "in/a\nb\u{1b}[2J\u{7f}\u{9b}c";
    desk.file(name, b"1");
    done(&desk.seal(&["in"]));
    let listed = desk.run(&["list", "p.age", "-i", "key"]);
    done(&listed);
    let shown = String::from_utf8(listed.stdout).unwrap();
    assert!(
        shown.contains("in/a<U+000A>b<U+001B>[2J<U+007F><U+009B>c"),
        "{shown}"
    );
    let listed = desk.run(&["list", "p.age", "-i", "key", "--json"]);
    let harmless = |c: char| c == '\n' || !c.is_control();
    assert!(
        String::from_utf8_lossy(&listed.stdout)
            .chars()
            .all(harmless)
    );
    assert_eq!(document(&listed)["files"][0]["path"], name);
    done(&desk.unseal(&[]));
    assert_eq!(fs::read(desk.at(format!("out/{name}"))).unwrap(), b"1");

    let forged = Forged::new(&[("a\0b", 1)]);
    assert!(
        Desk::new()
            .refused(&forged.digests(&[]), 6)
            .contains("a<U+0000>b")
    );
}

#[test]
fn p06_names_that_windows_cannot_hold_are_warned_of_and_get_stand_ins_that_are_recorded() {
    let desk = Desk::new();
    let names = ["CON", "prn.txt", "COM1", "COM¹", "a.", "a ", "a:b", "a?b"];
    for name in names {
        desk.file(format!("in/{name}"), name.as_bytes());
    }
    desk.file("in/plain", b"plain");
    let sealed = document(&desk.seal(&["in", "--json"]));
    let cautions = sealed["cautions"].as_array().unwrap();
    assert_eq!(cautions.len(), names.len());
    assert!(cautions.iter().all(|one| one["kind"] == "windows"));
    let told = words(&desk.seal(&["in", "--force"]));
    assert!(
        told.contains("Windows cannot hold the name \"in/prn.txt\""),
        "{told}"
    );

    let opened = document(&desk.unseal(&["--stand-in-names", "--json"]));
    let recorded: Value =
        serde_json::from_slice(&fs::read(desk.at("out/.custody/names.json")).unwrap()).unwrap();
    assert_eq!(opened["stand_ins"], recorded["names"]);
    assert_eq!(recorded["names"].as_array().unwrap().len(), names.len());
    for one in recorded["names"].as_array().unwrap() {
        let content = fs::read(desk.at("out").join(one["stand_in"].as_str().unwrap())).unwrap();
        assert_eq!(
            format!("in/{}", String::from_utf8(content).unwrap()),
            one["path"]
        );
    }
    assert_eq!(fs::read(desk.at("out/in/plain")).unwrap(), b"plain");
}

#[test]
fn p07_two_names_that_are_one_in_a_package_are_refused_and_both_are_told() {
    let desk = Desk::new();
    desk.file("in/か\u{3099}", b"1");
    desk.file("in/が", b"2");
    let output = desk.seal(&["in"]);
    assert_eq!(output.status.code(), Some(8));
    let said = words(&output);
    assert!(said.contains("か\u{3099}") && said.contains("が"), "{said}");
    // Where the place keeps them apart, so do we.
    fs::remove_file(desk.at("in/が")).unwrap();
    for name in ["in/A", "in/a", "in/ß", "in/SS"] {
        desk.file(name, name.as_bytes());
    }
    done(&desk.seal(&["in"]));
    done(&desk.unseal(&[]));
    for name in ["in/A", "in/a", "in/ß", "in/SS"] {
        assert_eq!(
            fs::read(desk.at(format!("out/{name}"))).unwrap(),
            name.as_bytes()
        );
    }
}

#[test]
fn p08_a_name_too_long_for_this_system_is_a_limit_or_gets_a_stand_in() {
    let desk = Desk::new();
    let longest = format!("in/{}", "a".repeat(255));
    desk.file(&longest, b"1");
    done(&desk.seal(&["in"]));
    done(&desk.unseal(&[]));
    assert_eq!(fs::read(desk.at(format!("out/{longest}"))).unwrap(), b"1");
    fs::remove_dir_all(desk.at("out")).unwrap();

    // 258 bytes here, 86 units on NTFS.
    let name = "あ".repeat(86);
    let source = seal::archive::Source::new(&name, &desk.at(&longest)).unwrap();
    assert_eq!(source.cautions(), [seal::archive::Caution::Long]);
    let to = To::Recipients(vec![desk.recipient.clone()]);
    let mut sealed = Vec::new();
    let mut sealing = seal::Sealing::new(&mut sealed, &to, false).unwrap();
    seal::archive::pack(&[source], &mut sealing, [7; 32], &mut NoProgress).unwrap();
    sealing.finish().unwrap();
    fs::write(desk.at("p.age"), sealed).unwrap();
    assert_eq!(desk.unseal(&[]).status.code(), Some(9));
    assert!(!desk.at("out").exists());
    let opened = document(&desk.unseal(&["--stand-in-names", "--json"]));
    assert_eq!(opened["stand_ins"][0]["path"], name);
    let at = desk
        .at("out")
        .join(opened["stand_ins"][0]["stand_in"].as_str().unwrap());
    assert_eq!(fs::read(at).unwrap(), b"1");
}

#[test]
fn p09_paths_too_long_or_too_deep_are_a_limit_and_take_no_stack() {
    let desk = Desk::new();
    for name in [
        "a".repeat(4097),
        ["a"; 65].join("/"),
        ["a"; 10_000].join("/"),
    ] {
        desk.refused(&Forged::new(&[(&name, 1)]).digests(&[]), 9);
    }
    fs::remove_file(desk.at("p.age")).unwrap();
    // A tree of 10,000 levels that is to be sealed, made where no path is that long.
    let top = desk.at("deep");
    fs::create_dir(&top).unwrap();
    let mut folder = rustix::fs::open(
        &top,
        rustix::fs::OFlags::DIRECTORY,
        rustix::fs::Mode::empty(),
    )
    .unwrap();
    for _ in 0..10_000 {
        rustix::fs::mkdirat(&folder, "d", rustix::fs::Mode::RWXU).unwrap();
        folder = rustix::fs::openat(
            &folder,
            "d",
            rustix::fs::OFlags::DIRECTORY,
            rustix::fs::Mode::empty(),
        )
        .unwrap();
    }
    drop(folder);
    let output = desk.seal(&["deep"]);
    assert_eq!(output.status.code(), Some(9), "{}", words(&output));
    assert!(!desk.at("p.age").exists());
    // So deep that the desk could not be cleared away by path.
    assert!(
        Command::new("rm")
            .arg("-rf")
            .arg(&top)
            .status()
            .unwrap()
            .success()
    );
}

#[test]
fn p12_sizes_that_lie_and_entries_beyond_the_limit_are_refused_with_nothing_left() {
    let desk = Desk::new();
    // Header and manifest agree, and what follows is shorter: only the digest tells.
    let lied = Forged::new(&[("a", 5)])
        .file("a", b"1234\0")
        .digests(&[("a", b"1234")]);
    desk.refused(&lied, 3);
    // They do not agree, or the size runs into the next entry: the format is broken.
    desk.refused(
        &Forged::new(&[("a", 5)])
            .file("a", b"1234")
            .digests(&[("a", b"1234")]),
        6,
    );
    let overlapping = json!({"salt": SALT, "files": [
        {"path": "a", "size": 4, "mtime": "2026-11-24T01:00:00Z", "offset": 512},
        {"path": "b", "size": 4, "mtime": "2026-11-24T01:00:00Z", "offset": 512},
    ]});
    let forged = Forged::with_manifest(overlapping.to_string().as_bytes());
    let both: &[(&str, &[u8])] = &[("a", b"1234"), ("b", b"1234")];
    desk.refused(
        &forged.file("a", b"1234").file("b", b"1234").digests(both),
        6,
    );

    let row = r#"{"path":"a","size":0,"mtime":"2026-11-24T01:00:00Z","offset":512},"#;
    let mut manifest = format!("{{\"salt\":\"{SALT}\",\"files\":[").into_bytes();
    for _ in 0..=1_000_000 {
        manifest.extend_from_slice(row.as_bytes());
    }
    manifest.pop();
    manifest.extend_from_slice(b"]}");
    desk.refused(&Forged::with_manifest(&manifest).digests(&[]), 9);
}

#[test]
fn p13_what_two_readers_could_read_differently_is_refused() {
    let desk = Desk::new();
    let one: &[(&str, &[u8])] = &[("a", b"1")];
    let said = desk.refused(&Forged::new(&[("a", 1), ("a", 1)]).digests(one), 6);
    assert!(said.contains("\"a\"") && said.contains("twice"), "{said}");
    // The entry's own name is another than the manifest's.
    desk.refused(&Forged::new(&[("a", 1)]).file("../a", b"1").digests(one), 6);
    for records in [
        &b"9 path=a\n9 path=a\n"[..],
        b"9 path=a\n13 path=../a\n",
        b"12 path=../a\n",
    ] {
        let forged = Forged::new(&[("a", 1)]).entry("x", tar::EntryType::XHeader, records);
        desk.refused(&forged.file("a", b"1").digests(one), 6);
    }
}

#[test]
fn p14_a_name_that_is_not_unicode_is_taken_by_option_and_comes_back_exactly() {
    let desk = Desk::new();
    let raw = OsStr::from_bytes(b"in/\xff.csv");
    desk.file(raw, b"1");
    desk.file("in/か\u{3099}", b"2");
    assert_eq!(desk.seal(&["in"]).status.code(), Some(6));
    assert!(!desk.at("p.age").exists());
    let sealed = document(&desk.seal(&["in", "--any-names", "--json"]));
    let renamed = sealed["cautions"].as_array().unwrap();
    assert!(renamed.iter().all(|one| one["kind"] == "renamed"));
    assert_eq!(renamed.len(), 2);
    done(&desk.unseal(&[]));
    assert_eq!(fs::read(desk.at("out").join(raw)).unwrap(), b"1");
    assert_eq!(fs::read(desk.at("out/in/か\u{3099}")).unwrap(), b"2");
}

#[test]
fn p15_names_that_look_like_options_are_data() {
    let desk = Desk::new();
    let names = ["-rf", "--help", "@x", "~"];
    for name in names {
        desk.file(format!("in/{name}"), name.as_bytes());
        desk.file(name, name.as_bytes());
    }
    done(&desk.seal(&["in", "./-rf", "--force", "--", "--help", "@x", "~"]));
    done(&desk.unseal(&[]));
    for name in names {
        for at in [format!("out/{name}"), format!("out/in/{name}")] {
            assert_eq!(fs::read(desk.at(at)).unwrap(), name.as_bytes());
        }
    }
}

#[test]
fn p16_what_is_read_is_never_what_is_written() {
    let desk = Desk::new();
    desk.file("in/plain", b"plain");
    desk.file("own", b"own");
    fs::hard_link(desk.at("own"), desk.at("hard")).unwrap();
    symlink("own", desk.at("soft")).unwrap();
    fs::hard_link(desk.at("in/plain"), desk.at("outside")).unwrap();
    let to = desk.recipient.to_string();
    let before = desk.tree();
    for (input, out) in [
        ("own", "own"),
        ("own", "./own"),
        ("own", "hard"),
        ("own", "soft"),
        ("in", "in/plain"),
        ("in", "outside"),
    ] {
        let output = desk.run(&["seal", input, "-r", &to, "-o", out, "--force"]);
        assert_eq!(
            output.status.code(),
            Some(8),
            "{input} {out}: {}",
            words(&output)
        );
        assert_eq!(desk.tree(), before);
    }
    done(&desk.seal(&["own"]));
    let sealed = fs::read(desk.at("p.age")).unwrap();
    fs::hard_link(desk.at("p.age"), desk.at("second")).unwrap();
    for out in ["p.age", "second"] {
        let output = desk.run(&["unseal", "p.age", "-i", "key", "-o", out, "--force"]);
        assert_eq!(output.status.code(), Some(8));
        assert_eq!(fs::read(desk.at("p.age")).unwrap(), sealed);
    }
}

#[test]
fn p17_modes_and_times_that_are_not_kept_are_said_and_the_content_is_exact() {
    let desk = Desk::new();
    let times: [(&str, SystemTime); 3] = [
        ("in/old", UNIX_EPOCH - Duration::from_secs(86_400)),
        ("in/new", UNIX_EPOCH + Duration::from_secs(5_000_000_000)),
        ("in/setuid", UNIX_EPOCH + Duration::from_secs(1_000_000_000)),
    ];
    for (name, time) in times {
        desk.file(name, name.as_bytes());
        let file = fs::File::options()
            .append(true)
            .open(desk.at(name))
            .unwrap();
        file.set_modified(time).unwrap();
    }
    fs::set_permissions(desk.at("in/setuid"), fs::Permissions::from_mode(0o6755)).unwrap();
    let sealed = document(&desk.seal(&["in", "--json"]));
    assert_eq!(
        sealed["cautions"],
        json!([{"path": "in/old", "kind": "time"}, {"path": "in/setuid", "kind": "mode"}])
    );
    done(&desk.unseal(&[]));
    for (name, _) in times {
        let at = desk.at(format!("out/{name}"));
        assert_eq!(fs::read(&at).unwrap(), name.as_bytes());
        let modified = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
        assert_eq!(modified(&at), modified(&desk.at(name)));
        assert_eq!(
            fs::metadata(&at).unwrap().permissions().mode() & 0o7777,
            0o600
        );
    }
}
