//! A folder, the program, and the other tools.

use custody_core::seal::{Identity, NoProgress, Part, Steady, To, seal_untagged};
use custody_tests::program::program;
use custody_tests::terminal;
use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub const PASSPHRASE: &str = "利根川は東へゆるやかに流れる";

/// Another tool that makes and opens age files.
#[derive(Clone, Copy, Debug)]
pub enum Tool {
    /// Debian's, in Go.
    Age,
    /// In Rust.
    Rage,
    /// In TypeScript, from npm.
    Typage,
}

impl Tool {
    pub const ALL: [Self; 3] = [Self::Age, Self::Rage, Self::Typage];
    /// Those that are programs of their own, and know ssh keys.
    pub const NATIVE: [Self; 2] = [Self::Age, Self::Rage];

    fn name(self) -> &'static str {
        match self {
            Self::Age => "age",
            Self::Rage => "rage",
            Self::Typage => "node",
        }
    }
}

pub struct Desk {
    place: tempfile::TempDir,
}

fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/ssh")
}

impl Desk {
    pub fn new() -> Self {
        // Not in memory: five gibibytes come by.
        let place = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        Self { place }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    pub fn file(&self, name: &str, content: &[u8]) {
        fs::write(self.at(name), content).unwrap();
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.at(name)).unwrap()
    }

    pub fn remove(&self, name: &str) {
        fs::remove_file(self.at(name)).unwrap();
    }

    pub fn ssh(&self, name: &str) -> String {
        vectors().join(name).to_str().unwrap().to_owned()
    }

    pub fn ssh_line(&self, name: &str) -> String {
        let line = fs::read_to_string(vectors().join(format!("{name}.pub"))).unwrap();
        line.trim().to_owned()
    }

    /// Writes `in`.
    pub fn content(&self, len: u64) -> Vec<u8> {
        let content: Vec<u8> = (0..len).map(|at| (at * 31 % 251) as u8).collect();
        self.file("in", &content);
        content
    }

    /// A file that is nearly all hole.
    pub fn sparse(&self, name: &str, len: u64, end: &[u8]) {
        let mut file = File::create(self.at(name)).unwrap();
        file.seek(SeekFrom::Start(len - end.len() as u64)).unwrap();
        file.write_all(end).unwrap();
    }

    fn run(&self, program: &Path, words: &[&str], stdin: &str) {
        let mut child = Command::new(program)
            .current_dir(self.place.path())
            .env("CUSTODY_HOME", self.at("home"))
            .args(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Who asks for nothing may have gone already.
        let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
        let output = child.wait_with_output().unwrap();
        let says = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{program:?} {words:?}: {says}");
    }

    fn custody(&self, words: &[&str], stdin: &str) {
        self.run(&program(), words, stdin);
    }

    pub fn seal(&self, out: &str, recipient: &str, armor: bool) {
        let mut words = vec!["seal", "in", "-o", out, "--force", "-r", recipient];
        words.extend(armor.then_some("--armor"));
        self.custody(&words, "");
    }

    /// Through the library: the program signs tags only for a vault.
    pub fn seal_tagged(&self, out: &str, identity: &Identity, tag_len: usize) {
        let to = To::Recipients(vec![identity.recipient()]);
        let source = Steady::open(&self.at("in")).unwrap();
        let part = Part::create(&self.at(out), true).unwrap();
        let untagged = seal_untagged(&source, &part, &to, tag_len, &mut NoProgress).unwrap();
        untagged.tagged(&part, &vec![b'x'; tag_len]).unwrap();
        part.commit().unwrap();
    }

    /// To the file `back`.
    pub fn unseal(&self, sealed: &str, identity: &str) {
        self.custody(
            &["unseal", sealed, "-o", "back", "--force", "-i", identity],
            "",
        );
    }

    pub fn seal_to_passphrase(&self, out: &str, armor: bool) {
        let mut words = vec![
            "seal",
            "in",
            "-o",
            out,
            "--force",
            "--passphrase",
            "--passphrase-fd",
            "0",
        ];
        words.extend(armor.then_some("--armor"));
        self.custody(&words, &format!("{PASSPHRASE}\n"));
    }

    /// To the file `back`.
    pub fn unseal_with_passphrase(&self, sealed: &str) {
        let words = [
            "unseal",
            sealed,
            "-o",
            "back",
            "--force",
            "--passphrase",
            "--passphrase-fd",
            "0",
        ];
        self.custody(&words, &format!("{PASSPHRASE}\n"));
    }

    /// The npm package, by the script beside this file.
    fn typage(&self, words: &[&str]) {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/other_tools/typage.mjs");
        let packages = std::env::var("CUSTODY_NODE_MODULES").expect(
            "CUSTODY_NODE_MODULES names the folder with age-encryption; run scripts/interop.sh",
        );
        let before = [here.to_str().unwrap(), packages.as_str()];
        self.run(Path::new("node"), &[&before, words].concat(), "");
    }

    fn identity_line(&self, identity: &str) -> String {
        let text = fs::read_to_string(self.at(identity)).unwrap();
        text.trim().to_owned()
    }

    fn open_by(&self, tool: Tool, sealed: &str, identity: &str, armor: bool) {
        match tool {
            Tool::Age | Tool::Rage => self.run(
                Path::new(tool.name()),
                &["-d", "-i", identity, "-o", "out", sealed],
                "",
            ),
            Tool::Typage => {
                let key = self.identity_line(identity);
                let mut words = vec!["open", sealed, "out", &key];
                words.extend(armor.then_some("--armor"));
                self.typage(&words);
            }
        }
    }

    /// What a tool made of a sealed file. Of an empty plaintext age and rage make no file.
    fn made(&self) -> Vec<u8> {
        if self.at("in").metadata().unwrap().len() == 0 && !self.at("out").exists() {
            return Vec::new();
        }
        self.read("out")
    }

    pub fn opened_by(&self, tool: Tool, sealed: &str, identity: &str, armor: bool) -> Vec<u8> {
        let _ = fs::remove_file(self.at("out"));
        self.open_by(tool, sealed, identity, armor);
        self.made()
    }

    pub fn sealed_by(&self, tool: Tool, out: &str, recipient: &str, armor: bool) {
        let _ = fs::remove_file(self.at(out));
        if let Tool::Typage = tool {
            let mut words = vec!["seal", "in", out, recipient];
            words.extend(armor.then_some("--armor"));
            return self.typage(&words);
        }
        let mut words = vec!["-r", recipient, "-o", out];
        words.extend(armor.then_some("--armor"));
        words.push("in");
        self.run(Path::new(tool.name()), &words, "");
    }

    fn typed(&self, tool: Tool, words: &[&str], times: usize) {
        let mut python = Command::new("python3");
        // Without a pinentry, so that rage asks at the terminal.
        python
            .current_dir(self.place.path())
            .env("PINENTRY_PROGRAM", "");
        let word = format!("{PASSPHRASE}\n");
        let talk = vec![("assphrase", word.as_str()); times];
        let (code, shown) = terminal::typed_by(Path::new(tool.name()), python, words, &talk);
        assert_eq!(code, 0, "{tool:?} {words:?}: {shown}");
    }

    pub fn opened_with_passphrase_by(&self, tool: Tool, sealed: &str, armor: bool) -> Vec<u8> {
        let _ = fs::remove_file(self.at("out"));
        if let Tool::Typage = tool {
            let mut words = vec!["open", sealed, "out", PASSPHRASE, "--passphrase"];
            words.extend(armor.then_some("--armor"));
            self.typage(&words);
        } else {
            self.typed(tool, &["-d", "-o", "out", sealed], 1);
        }
        self.made()
    }

    pub fn sealed_to_passphrase_by(&self, tool: Tool, out: &str, armor: bool) {
        let _ = fs::remove_file(self.at(out));
        if let Tool::Typage = tool {
            let mut words = vec!["seal", "in", out, PASSPHRASE, "--passphrase"];
            words.extend(armor.then_some("--armor"));
            return self.typage(&words);
        }
        let mut words = vec!["-p", "-o", out];
        words.extend(armor.then_some("--armor"));
        words.push("in");
        self.typed(tool, &words, 2);
    }

    /// What the tool makes of the sealed file is the file `in`.
    pub fn opens_to_the_same(&self, tool: Tool, sealed: &str, identity: &str) {
        self.open_by(tool, sealed, identity, false);
        self.is_the_same("out");
    }

    pub fn unseal_to_the_same(&self, sealed: &str, identity: &str) {
        self.unseal(sealed, identity);
        self.is_the_same("back");
    }

    /// Compares with `in`, and removes it.
    #[track_caller]
    fn is_the_same(&self, name: &str) {
        let (mut one, mut other) = (
            File::open(self.at("in")).unwrap(),
            File::open(self.at(name)).unwrap(),
        );
        assert_eq!(
            one.metadata().unwrap().len(),
            other.metadata().unwrap().len()
        );
        let (mut left, mut right) = (vec![0; 1 << 20], vec![0; 1 << 20]);
        loop {
            let read = one.read(&mut left).unwrap();
            if read == 0 {
                break;
            }
            other.read_exact(&mut right[..read]).unwrap();
            assert!(left[..read] == right[..read]);
        }
        self.remove(name);
    }
}
