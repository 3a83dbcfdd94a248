//! A folder with a key and a file, and the program run in it.

use custody_core::seal::Identity;
use custody_tests::program::program;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

pub struct Desk {
    place: tempfile::TempDir,
    pub identity: Identity,
    pub recipient: String,
}

impl Desk {
    /// A desk with `plain`, and the identity file `key`.
    pub fn with(plain: &[u8]) -> Self {
        let place = tempfile::tempdir().unwrap();
        let identity = Identity::generate().unwrap();
        let desk = Self {
            place,
            recipient: identity.recipient().to_string(),
            identity,
        };
        desk.put("key", desk.identity.expose().as_ref());
        desk.put("plain", plain);
        desk
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    pub fn put(&self, name: &str, bytes: &[u8]) {
        fs::write(self.at(name), bytes).unwrap();
    }

    pub fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.at(name)).unwrap()
    }

    /// Names of all that lies there, in order.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.place.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "home")
            .collect();
        names.sort();
        names
    }

    /// `plain` sealed to the key, as `plain.age`.
    pub fn sealed(&self) -> Vec<u8> {
        let words = [
            "seal",
            "plain",
            "-r",
            &self.recipient,
            "-o",
            "plain.age",
            "--force",
        ];
        let (code, says) = self.custody(&words);
        assert_eq!(code, 0, "{says}");
        self.bytes("plain.age")
    }

    pub fn unseal(&self, file: &str, more: &[&str]) -> (i32, String) {
        self.custody(&[&["unseal", file, "-i", "key", "-o", "out"], more].concat())
    }

    /// A key file of the program's own.
    pub fn keygen(&self) -> Vec<u8> {
        let words = ["keygen", "--name", "関口 誠", "--passphrase-fd", "0"];
        let mut command = self.command(&words);
        let secret = self.line("利根川は東へゆるやかに流れる");
        let output = command.stdin(secret).output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
        self.bytes("home/関口 誠.custody-key")
    }

    fn line(&self, text: &str) -> fs::File {
        self.put("line", format!("{text}\n{text}\n").as_bytes());
        let line = fs::File::open(self.at("line")).unwrap();
        fs::remove_file(self.at("line")).unwrap();
        line
    }

    pub fn custody(&self, words: &[&str]) -> (i32, String) {
        ended(&self.command(words).output().unwrap())
    }

    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.args(words);
        self.here(command)
    }

    /// With this folder and its environment.
    pub fn here(&self, mut command: Command) -> Command {
        command
            .current_dir(self.place.path())
            .env("CUSTODY_HOME", self.at("home"))
            .env("LANG", "en_US.UTF-8")
            .env_remove("RUST_BACKTRACE")
            .stdin(Stdio::null());
        command
    }
}

pub fn ended(output: &Output) -> (i32, String) {
    (output.status.code().unwrap_or(-1), said(output))
}

fn said(output: &Output) -> String {
    let stdout = String::from_utf8_lossy(&output.stdout);
    format!("{}{stdout}", String::from_utf8_lossy(&output.stderr))
}
