//! Every kind of recipient through the real program, and between it and Debian's `age`.

#![allow(clippy::unwrap_used)]

use custody_core::seal::Identity;
use custody_tests::program::program;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

struct Desk {
    place: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("plain"), "宛名番号,氏名\n").unwrap();
        Self { place }
    }

    fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.place.path().join(name);
        fs::write(&path, content).unwrap();
        path
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.place.path().join(name)).unwrap()
    }

    fn run(&self, program: &Path, words: &[&str], stdin: &str) -> Output {
        let mut child = Command::new(program)
            .current_dir(self.place.path())
            .env("CUSTODY_HOME", self.place.path().join("home"))
            .env("LANG", "en_US.UTF-8")
            .args(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Who asks for nothing may have gone already.
        let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
        child.wait_with_output().unwrap()
    }

    #[track_caller]
    fn custody(&self, code: i32, words: &[&str], stdin: &str) -> String {
        let output = self.run(&program(), words, stdin);
        let says = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{words:?}: {says}");
        says + &String::from_utf8_lossy(&output.stdout)
    }

    #[track_caller]
    fn age(&self, words: &[&str]) -> Vec<u8> {
        let output = self.run(Path::new("age"), words, "");
        assert!(
            output.status.success(),
            "{words:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        output.stdout
    }
}

/// An ssh key that everybody knows.
fn ssh(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("vectors/ssh")
        .join(name);
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_post_quantum_key_is_made_sealed_to_and_opened_with() {
    let desk = Desk::new();
    let word = "correct horse battery staple 4711\n";
    let twice = word.repeat(2);
    let keygen = ["keygen", "--name", "H-001", "--pq", "--passphrase-fd", "0"];
    desk.custody(0, &keygen, &twice);
    let said = desk.custody(0, &["key", "recipient"], "");
    let recipient = said
        .lines()
        .find(|line| line.starts_with("age1pq1"))
        .unwrap();
    desk.custody(0, &["seal", "plain", "-o", "pq.age", "-r", recipient], "");
    assert!(
        desk.read("pq.age")
            .starts_with(b"age-encryption.org/v1\n-> mlkem768x25519 ")
    );
    let unseal = ["unseal", "pq.age", "-o", "out", "--passphrase-fd", "0"];
    desk.custody(0, &unseal, word);
    assert_eq!(desk.read("out"), desk.read("plain"));
}

#[test]
fn post_quantum_and_other_recipients_do_not_share_a_file() {
    let desk = Desk::new();
    let pq = Identity::generate_post_quantum()
        .unwrap()
        .recipient()
        .to_string();
    let classic = Identity::generate().unwrap().recipient().to_string();
    let says = desk.custody(
        2,
        &["seal", "plain", "-o", "no.age", "-r", &pq, "-r", &classic],
        "",
    );
    assert!(says.contains("quantum"), "{says}");
    assert!(!desk.place.path().join("no.age").exists());
}

#[test]
fn an_identity_file_may_have_comments_and_a_passphrase() {
    let desk = Desk::new();
    let identity = Identity::generate().unwrap();
    let recipient = identity.recipient().to_string();
    desk.file(
        "id.txt",
        &format!("# created: today\r\n\n  {}\n# end\n", *identity.expose()),
    );
    desk.custody(0, &["seal", "plain", "-o", "a.age", "-r", &recipient], "");
    desk.custody(0, &["unseal", "a.age", "-o", "one", "-i", "id.txt"], "");
    assert_eq!(desk.read("one"), desk.read("plain"));

    for (locked, armor) in [("id.age", false), ("id.txt.age", true)] {
        let mut seal = vec![
            "seal",
            "id.txt",
            "-o",
            locked,
            "--passphrase",
            "--passphrase-fd",
            "0",
        ];
        if armor {
            seal.push("--armor");
        }
        desk.custody(0, &seal, "an old key 4711 here\nan old key 4711 here\n");
        let out = format!("{locked}.out");
        let unseal = [
            "unseal",
            "a.age",
            "-o",
            &out,
            "-i",
            locked,
            "--passphrase-fd",
            "0",
        ];
        desk.custody(5, &unseal, "something else\n");
        desk.custody(0, &unseal, "an old key 4711 here\n");
        assert_eq!(desk.read(&out), desk.read("plain"));
    }
}

#[test]
fn ssh_keys_are_sealed_to_and_open() {
    let desk = Desk::new();
    for name in ["id_ed25519", "id_rsa"] {
        let public = fs::read_to_string(ssh(&format!("{name}.pub"))).unwrap();
        let (sealed, out) = (format!("{name}.age"), format!("{name}.out"));
        desk.custody(
            0,
            &["seal", "plain", "-o", &sealed, "-r", public.trim()],
            "",
        );
        desk.custody(0, &["unseal", &sealed, "-o", &out, "-i", &ssh(name)], "");
        assert_eq!(desk.read(&out), desk.read("plain"));
    }
    let locked = ssh("id_ed25519_locked");
    let unseal = [
        "unseal",
        "id_ed25519.age",
        "-o",
        "late",
        "-i",
        &locked,
        "--passphrase-fd",
        "0",
    ];
    desk.custody(5, &unseal, "something else\n");
    desk.custody(0, &unseal, "a well known passphrase\n");
    assert_eq!(desk.read("late"), desk.read("plain"));
    let says = desk.custody(
        5,
        &["unseal", "id_rsa.age", "-o", "no", "-i", &ssh("id_ed25519")],
        "",
    );
    assert!(
        says.contains("ssh-rsa") && says.contains("ssh-ed25519 "),
        "{says}"
    );
}

#[test]
fn a_plugin_that_is_not_there_is_named() {
    let desk = Desk::new();
    // age1nobody1… with the bytes 1, 2, 3.
    let says = desk.custody(5, &["seal", "plain", "-o", "no.age", "-r", NOBODY], "");
    assert!(says.contains("age-plugin-nobody"), "{says}");
}

const NOBODY: &str = "age1nobody1qypqx850lf9";

#[test]
fn files_go_both_ways_between_the_program_and_stock_age() {
    let desk = Desk::new();
    let identity = Identity::generate().unwrap();
    let recipient = identity.recipient().to_string();
    desk.file("id.txt", &identity.expose());
    let ed25519 = fs::read_to_string(ssh("id_ed25519.pub")).unwrap();
    let rsa = fs::read_to_string(ssh("id_rsa.pub")).unwrap();
    let keys = [
        (recipient.as_str(), "id.txt".to_owned()),
        (ed25519.trim(), ssh("id_ed25519")),
        (rsa.trim(), ssh("id_rsa")),
    ];
    for len in [0, 1, 65_535, 65_536, 65_537] {
        let content: Vec<u8> = (0..len).map(|at: u32| (at * 31 % 251) as u8).collect();
        fs::write(desk.place.path().join("in"), &content).unwrap();
        for (to, with) in &keys {
            for armor in [None, Some("--armor")] {
                let seal = ["seal", "in", "-o", "ours.age", "--force", "-r", to];
                let seal: Vec<_> = seal.into_iter().chain(armor).collect();
                desk.custody(0, &seal, "");
                // Not by -o: age 1.1 makes no file of an empty plaintext.
                let out = desk.age(&["-d", "-i", with, "ours.age"]);
                assert!(out == content, "ours, {len} {to} {armor:?}");

                let seal: Vec<_> = ["-r", to, "-o", "theirs.age"]
                    .into_iter()
                    .chain(armor)
                    .chain(["in"])
                    .collect();
                desk.age(&seal);
                let unseal = ["unseal", "theirs.age", "-o", "back", "--force", "-i", with];
                desk.custody(0, &unseal, "");
                assert!(desk.read("back") == content, "theirs, {len} {to} {armor:?}");
            }
        }
    }
}
