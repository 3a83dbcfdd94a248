//! age's plugins, with a real one: what it says is shown, what it asks is asked, and how it fails is told.

#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use custody_tests::program::program;
use custody_tests::terminal;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const CONTENT: &str = "宛名番号,氏名\n1,髙橋\n";

/// A folder with a plain file, and the plugin on the path.
struct Desk {
    place: tempfile::TempDir,
    path: String,
}

impl Desk {
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("plain"), CONTENT).unwrap();
        let plugin = place.path().join("age-plugin-office");
        fs::write(&plugin, include_str!("age-plugin-office")).unwrap();
        fs::set_permissions(&plugin, fs::Permissions::from_mode(0o755)).unwrap();
        let others = std::env::var("PATH").unwrap();
        let path = format!("{}:{others}", place.path().display());
        Self { place, path }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.place.path())
            .env("PATH", &self.path)
            .env("CUSTODY_HOME", self.file("home"))
            .env("LANG", "ja_JP.UTF-8")
            .env_remove("LC_ALL");
        command
    }

    /// The recipient that does as the word says; its identity lies in the file `id`.
    fn key(&self, word: &str) -> String {
        let output = self
            .command(&self.file("age-plugin-office"))
            .args(["--keys", word])
            .output()
            .unwrap();
        let lines = String::from_utf8(output.stdout).unwrap();
        let (recipient, identity) = lines.split_once('\n').unwrap();
        fs::write(self.file("id"), identity).unwrap();
        recipient.to_owned()
    }

    fn custody(&self, words: &[&str]) -> (i32, String) {
        let Output { status, stderr, .. } = self.command(&program()).args(words).output().unwrap();
        (status.code().unwrap(), String::from_utf8(stderr).unwrap())
    }

    fn seal(&self, recipient: &str) -> (i32, String) {
        self.custody(&["seal", "plain", "-o", "sealed.age", "-r", recipient])
    }

    fn unseal(&self) -> (i32, String) {
        self.custody(&["unseal", "sealed.age", "-o", "back", "-i", "id"])
    }

    /// As typed at a terminal: what must be shown, and then what is typed.
    fn typed(&self, words: &[&str], talk: &[(&str, &str)]) -> (i32, String) {
        terminal::typed(self.command(Path::new("python3")), words, talk)
    }
}

const UNSEAL: [&str; 6] = ["unseal", "sealed.age", "-o", "back", "-i", "id"];

#[test]
fn a_file_is_sealed_and_opened_by_the_plugin_and_stock_age_agrees() {
    let desk = Desk::new();
    let recipient = desk.key("plain");
    assert_eq!(desk.seal(&recipient).0, 0);
    assert_eq!(desk.unseal().0, 0);
    assert_eq!(fs::read_to_string(desk.file("back")).unwrap(), CONTENT);

    let age = |words: &[&str]| desk.command(Path::new("age")).args(words).output().unwrap();
    assert_eq!(
        age(&["-d", "-i", "id", "sealed.age"]).stdout,
        CONTENT.as_bytes()
    );
    let theirs = age(&["-r", &recipient, "-o", "theirs.age", "plain"]);
    assert!(theirs.status.success(), "{theirs:?}");
    let (code, says) = desk.custody(&["unseal", "theirs.age", "-o", "back2", "-i", "id"]);
    assert_eq!(code, 0, "{says}");
    assert_eq!(fs::read_to_string(desk.file("back2")).unwrap(), CONTENT);
}

#[test]
fn what_the_plugin_says_is_shown() {
    let desk = Desk::new();
    let (code, says) = desk.seal(&desk.key("touch"));
    assert_eq!(code, 0, "{says}");
    assert!(says.contains("鍵に触れてください"), "{says}");
}

#[test]
fn a_pin_is_asked_for_at_a_terminal_and_not_shown() {
    let desk = Desk::new();
    let recipient = desk.key("pin");
    let words = ["seal", "plain", "-o", "sealed.age", "-r", &recipient];
    let (code, shown) = desk.typed(&words, &[("暗証番号又はパスフレーズ", "4711\n")]);
    assert_eq!(code, 0, "{shown}");
    assert!(!shown.contains("4711"), "{shown}");
    let (code, shown) = desk.typed(&UNSEAL, &[("暗証番号又はパスフレーズ", "4712\n")]);
    assert_eq!(code, 5, "{shown}");
    assert!(shown.contains("the PIN is wrong"), "{shown}");
    assert!(!desk.file("back").exists());
    let (code, shown) = desk.typed(&UNSEAL, &[("暗証番号又はパスフレーズ", "4711\n")]);
    assert_eq!(code, 0, "{shown}");
    assert_eq!(fs::read_to_string(desk.file("back")).unwrap(), CONTENT);
}

#[test]
fn a_line_and_a_choice_are_asked_for_at_a_terminal() {
    let desk = Desk::new();
    for (word, wait, right, wrong) in [
        ("name", "答え", "髙橋\n", "高橋\n"),
        ("sure", "番号で選んでください", "1\n", "2\n"),
    ] {
        let recipient = desk.key(word);
        let words = ["seal", "plain", "-o", word, "-r", &recipient];
        let (code, shown) = desk.typed(&words, &[(wait, wrong)]);
        assert_eq!(code, 5, "{word}: {shown}");
        assert!(!desk.file(word).exists());
        let (code, shown) = desk.typed(&words, &[(wait, right)]);
        assert_eq!(code, 0, "{word}: {shown}");
    }
}

#[test]
fn without_a_terminal_the_plugin_is_told_that_nobody_can_be_asked() {
    let desk = Desk::new();
    for word in ["pin", "name", "sure"] {
        let (code, says) = desk.seal(&desk.key(word));
        assert_eq!(code, 5, "{word}: {says}");
        assert!(!desk.file("sealed.age").exists(), "{word}");
    }
}

#[test]
fn a_plugins_error_is_told_in_its_words_alone_and_its_death_without_any() {
    let desk = Desk::new();
    let (code, says) = desk.seal(&desk.key("angry"));
    assert_eq!(code, 5, "{says}");
    assert!(
        says.contains("「age-plugin-office」が失敗しました：no card in the reader"),
        "{says}"
    );
    let (code, says) = desk.seal(&desk.key("dies"));
    assert_eq!(code, 7, "{says}");
    assert!(!says.contains("AGEDEBUG"), "{says}");
    assert!(!desk.file("sealed.age").exists());
}

#[test]
fn a_plugin_that_wants_its_own_kind_alone_does_not_share_a_file() {
    let desk = Desk::new();
    let recipient = desk.key("alone");
    let ours = custody_core::seal::Identity::generate()
        .unwrap()
        .recipient();
    let (code, says) = desk.custody(&[
        "seal",
        "plain",
        "-o",
        "no.age",
        "-r",
        &recipient,
        "-r",
        &ours.to_string(),
    ]);
    assert_eq!(code, 2, "{says}");
    assert!(says.contains("プラグインが"), "{says}");
    assert_eq!(desk.seal(&recipient).0, 0);
}

#[test]
fn a_stanza_whose_words_are_not_sound_does_not_reach_the_file() {
    let desk = Desk::new();
    let (code, says) = desk.seal(&desk.key("loud"));
    assert!(code == 5 || code == 7, "{code} {says}");
    assert!(!says.contains('\u{1b}'), "{says}");
    assert!(!desk.file("sealed.age").exists());
}
