//! Sealing and opening without a vault, through the program: files, streams, damage, full media.

#![allow(clippy::unwrap_used)]

use custody_core::seal::Identity;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// More than one thread's work.
const LEN: usize = 3_000_000;

struct Desk {
    place: tempfile::TempDir,
    recipient: String,
}

impl Desk {
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        let identity = Identity::generate().unwrap();
        fs::write(place.path().join("key"), &*identity.expose()).unwrap();
        let plain: Vec<u8> = (0..LEN).map(|i| (i * 31 + i / 251) as u8).collect();
        fs::write(place.path().join("plain"), plain).unwrap();
        Self {
            place,
            recipient: identity.recipient().to_string(),
        }
    }

    fn at(&self, name: &str) -> std::path::PathBuf {
        self.place.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_custody"));
        command
            .current_dir(self.place.path())
            .env_remove("RUST_BACKTRACE")
            .args(arguments)
            .args(["--lang", "en"])
            .stdin(Stdio::null());
        command
    }

    fn seal(&self, more: &[&str]) -> Output {
        let all = [
            &["seal", "plain", "-r", &self.recipient, "-o", "plain.age"],
            more,
        ]
        .concat();
        self.command(&all).output().unwrap()
    }

    fn unseal(&self, from: &str, more: &[&str]) -> Output {
        let all = [&["unseal", from, "-i", "key", "-o", "out"], more].concat();
        self.command(&all).output().unwrap()
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.at(name)).unwrap()
    }

    /// Names of files that are not what the test put there.
    fn left(&self) -> Vec<String> {
        let known = ["key", "plain", "plain.age", "damaged.age"];
        let names = fs::read_dir(self.place.path()).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names
            .filter(|name| !known.contains(&name.as_str()))
            .collect()
    }
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn piped(command: &mut Command, input: &Path, output: &Path) -> i32 {
    command
        .stdin(File::open(input).unwrap())
        .stdout(File::create(output).unwrap())
        .status()
        .unwrap()
        .code()
        .unwrap()
}

#[test]
fn files_and_streams_open_to_what_was_sealed() {
    let desk = Desk::new();
    assert_eq!(code(&desk.seal(&["--verify"])), 0);
    assert_eq!(code(&desk.unseal("plain.age", &[])), 0);
    assert!(desk.bytes("out") == desk.bytes("plain"));

    let to_pipe = ["seal", "-", "-r", &desk.recipient, "-o", "-"];
    let (plain, sealed, opened) = (desk.at("plain"), desk.at("piped.age"), desk.at("piped"));
    assert_eq!(piped(&mut desk.command(&to_pipe), &plain, &sealed), 0);
    let from_pipe = ["unseal", "-", "-i", "key", "-o", "-"];
    assert_eq!(piped(&mut desk.command(&from_pipe), &sealed, &opened), 0);
    assert!(desk.bytes("piped") == desk.bytes("plain"));
}

#[test]
fn s5_a_damaged_file_is_refused_with_its_place_and_salvaged_under_another_name() {
    let desk = Desk::new();
    assert_eq!(code(&desk.seal(&[])), 0);
    let sealed = desk.bytes("plain.age");
    let (chunk, tail) = (65_552, 2_000_000);
    let header = sealed.len() - 16 - LEN - LEN.div_ceil(65_536) * 16;
    let number = (tail - header - 16) / chunk;
    let mut flipped = sealed.clone();
    flipped[tail] ^= 1;
    for damaged in [&flipped[..], &sealed[..tail]] {
        fs::write(desk.at("damaged.age"), damaged).unwrap();
        let output = desk.unseal("damaged.age", &[]);
        assert_eq!((code(&output), desk.left()), (3, vec![]));
        let place = header + 16 + number * chunk;
        let told = words(&output);
        assert!(told.contains(&place.to_string()), "{told}");

        let to_pipe = ["unseal", "-", "-i", "key", "-o", "-"];
        let (from, to) = (desk.at("damaged.age"), desk.at("prefix"));
        assert_eq!(piped(&mut desk.command(&to_pipe), &from, &to), 3);
        assert!(desk.bytes("plain").starts_with(&desk.bytes("prefix")));
        fs::remove_file(to).unwrap();

        assert_eq!(code(&desk.unseal("damaged.age", &["--salvage"])), 3);
        assert_eq!(desk.left(), ["out.partial"]);
        assert!(desk.bytes("out.partial") == desk.bytes("plain")[..number * 65_536]);
        fs::remove_file(desk.at("out.partial")).unwrap();
    }
    fs::write(desk.at("damaged.age"), [&sealed[..], &sealed].concat()).unwrap();
    assert_eq!(code(&desk.unseal("damaged.age", &[])), 3);
    assert_eq!(desk.left(), [""; 0]);
}

#[test]
fn s16_what_has_the_name_already_stays() {
    let desk = Desk::new();
    assert_eq!(code(&desk.seal(&[])), 0);
    let before = desk.bytes("plain.age");
    assert_eq!(code(&desk.seal(&[])), 8);
    assert!(desk.bytes("plain.age") == before);
    fs::write(desk.at("out"), "mine").unwrap();
    assert_eq!(code(&desk.unseal("plain.age", &[])), 8);
    assert_eq!(desk.bytes("out"), b"mine");
}

#[test]
fn s22_one_file_comes_out_of_a_package_although_another_is_damaged() {
    let desk = Desk::new();
    let folder = desk.at("届いた データ/添付");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("大きい.bin"), vec![7; 600_000]).unwrap();
    fs::write(folder.join("髙﨑 𠮷.csv"), "0001,見本 太郎\n").unwrap();
    let sealed = desk
        .command(&[
            "seal",
            "届いた データ",
            "-r",
            &desk.recipient,
            "-o",
            "p.age",
        ])
        .output()
        .unwrap();
    assert_eq!(code(&sealed), 0, "{}", words(&sealed));
    let wanted = "届いた データ/添付/髙﨑 𠮷.csv";

    let listed = desk
        .command(&["list", "p.age", "-i", "key", "--json"])
        .output()
        .unwrap();
    assert_eq!(code(&listed), 0, "{}", words(&listed));
    let listed: serde_json::Value = serde_json::from_slice(&listed.stdout).unwrap();
    assert_eq!(listed["files"].as_array().unwrap().len(), 2);
    assert!(listed["files"].to_string().contains(wanted));
    assert_eq!(listed["rest_checked"], false);

    // In the large file, which comes first.
    let mut damaged = desk.bytes("p.age");
    damaged[300_000] ^= 1;
    fs::write(desk.at("damaged.age"), &damaged).unwrap();
    let only = desk.unseal("damaged.age", &["--only", wanted]);
    assert_eq!(code(&only), 0, "{}", words(&only));
    let said = String::from_utf8_lossy(&only.stdout);
    assert!(
        said.contains("rest of the package was not checked"),
        "{said}"
    );
    assert_eq!(desk.bytes("out"), "0001,見本 太郎\n".as_bytes());
    fs::remove_file(desk.at("out")).unwrap();
    assert_eq!(code(&desk.unseal("damaged.age", &[])), 3);

    // Several go below a folder; what is not there, and a lost end, leave nothing.
    let large = "届いた データ/添付/大きい.bin";
    let both = desk.unseal("p.age", &["--only", wanted, "--only", large]);
    assert_eq!(code(&both), 0, "{}", words(&both));
    assert_eq!(fs::read(desk.at("out").join(large)).unwrap().len(), 600_000);
    fs::remove_dir_all(desk.at("out")).unwrap();
    assert_eq!(code(&desk.unseal("p.age", &["--only", "nothing"])), 2);
    damaged.truncate(damaged.len() - 70_000);
    fs::write(desk.at("damaged.age"), &damaged).unwrap();
    assert_eq!(code(&desk.unseal("damaged.age", &["--only", wanted])), 3);
    assert!(!desk.at("out").exists());
}
