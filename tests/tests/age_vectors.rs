//! The public age vectors (CCTV), all 143, through the real program: exit code, and every byte it released.
//!
//! Rows S1–S6 of the reliability bar, and its table of classes.

#![allow(clippy::unwrap_used)]

use custody_core::seal::{
    IdentityFile, Keys, NoPrompt, Opener, Passphrase, PluginPrompt, SealError, open_reader,
};
use custody_tests::program::program;
use sha2::{Digest as _, Sha256};
use std::fs;
use std::io::{Read, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

struct Vector {
    name: String,
    expect: String,
    payload: Option<String>,
    identities: Vec<String>,
    passphrases: Vec<String>,
    file: Vec<u8>,
}

impl Vector {
    fn read(path: &Path) -> Self {
        let bytes = fs::read(path).unwrap();
        let mut vector = Self {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            expect: String::new(),
            payload: None,
            identities: Vec::new(),
            passphrases: Vec::new(),
            file: Vec::new(),
        };
        let mut rest = bytes.as_slice();
        let mut compressed = false;
        loop {
            let end = rest.iter().position(|byte| *byte == b'\n').unwrap();
            let line = std::str::from_utf8(&rest[..end]).unwrap();
            rest = &rest[end + 1..];
            if line.is_empty() {
                break;
            }
            let (key, value) = line.split_once(": ").unwrap();
            let value = value.to_owned();
            match key {
                "expect" => vector.expect = value,
                "payload" => vector.payload = Some(value),
                "identity" => vector.identities.push(value),
                "passphrase" => vector.passphrases.push(value),
                "compressed" => compressed = value == "zlib",
                "armored" | "file key" | "comment" => {}
                other => panic!("{}: unknown key {other}", vector.name),
            }
        }
        if vector.identities.is_empty() && vector.passphrases.is_empty() {
            // Its header must be refused whoever asks.
            let anybody = custody_core::seal::Identity::generate().unwrap();
            vector.identities.push(anybody.expose().to_string());
        }
        if compressed {
            vector.file = miniz_oxide::inflate::decompress_to_vec_zlib(rest).unwrap();
        } else {
            vector.file = rest.to_vec();
        }
        vector
    }

    fn all() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/age");
        let mut vectors: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_none_or(|end| end != "md"))
            .map(|path| Self::read(&path))
            .collect();
        vectors.sort_by(|one, other| one.name.cmp(&other.name));
        assert_eq!(vectors.len(), 143);
        vectors
    }

    /// The class's exit code (reliability bar, B).
    fn code(&self) -> i32 {
        match self.expect.as_str() {
            "success" => 0,
            "no match" => 5,
            "HMAC failure" | "payload failure" => 3,
            "header failure" | "armor failure" => 6,
            other => panic!("{}: unknown class {other}", self.name),
        }
    }

    /// What was released is exactly what may be released, in failures too.
    fn check_released(&self, released: &[u8]) {
        let expected = match &self.payload {
            Some(hash) => hash.clone(),
            None => hex(&Sha256::digest([])),
        };
        assert_eq!(hex(&Sha256::digest(released)), expected, "{}", self.name);
    }

    fn check(&self, output: &Output) {
        let says = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            output.status.code(),
            Some(self.code()),
            "{}: {}: {says}",
            self.name,
            self.expect
        );
        self.check_released(&output.stdout);
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The vector's file and keys in a folder of its own.
struct Scene {
    place: tempfile::TempDir,
}

impl Scene {
    fn of(vector: &Vector) -> Self {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("in.age"), &vector.file).unwrap();
        fs::write(place.path().join("keys.txt"), vector.identities.join("\n")).unwrap();
        Self { place }
    }

    fn unseal(
        &self,
        vector: &Vector,
        input: &str,
        out: &str,
        stdin: &[u8],
        piece: usize,
    ) -> Output {
        let mut command = Command::new(program());
        command
            .current_dir(self.place.path())
            .env("CUSTODY_HOME", self.place.path().join("home"))
            .args(["unseal", input, "-o", out])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if vector.passphrases.is_empty() {
            command.args(["-i", "keys.txt"]);
        } else {
            command.args(["--passphrase", "--passphrase-fd", "0"]);
        }
        let mut child = command.spawn().unwrap();
        let mut pipe = child.stdin.take().unwrap();
        let stdin = stdin.to_vec();
        // Who has seen enough closes the pipe.
        let feeding = std::thread::spawn(move || {
            for piece in stdin.chunks(piece) {
                if pipe.write_all(piece).is_err() {
                    break;
                }
            }
        });
        let output = child.wait_with_output().unwrap();
        feeding.join().unwrap();
        output
    }
}

#[test]
fn every_vector_ends_with_the_code_of_its_class_and_releases_what_it_may() {
    for vector in Vector::all() {
        let scene = Scene::of(&vector);
        let line = format!("{}\n", vector.passphrases.first().map_or("", |word| word));
        let output = scene.unseal(&vector, "in.age", "-", line.as_bytes(), 4096);
        vector.check(&output);
    }
}

#[test]
fn every_vector_keeps_its_class_out_of_a_pipe_in_pieces_of_one_byte() {
    for vector in Vector::all() {
        // Standard input carries either the file or the passphrase.
        if vector.passphrases.is_empty() {
            let scene = Scene::of(&vector);
            // The long ones go in larger odd pieces; the reader itself is tested with single bytes below.
            let piece = if vector.file.len() > 100_000 { 17 } else { 1 };
            let output = scene.unseal(&vector, "-", "-", &vector.file, piece);
            vector.check(&output);
        }
    }
}

#[test]
fn a_file_has_its_name_only_when_its_vector_is_a_success() {
    for vector in Vector::all() {
        let scene = Scene::of(&vector);
        let line = format!("{}\n", vector.passphrases.first().map_or("", |word| word));
        let output = scene.unseal(&vector, "in.age", "out", line.as_bytes(), 4096);
        assert_eq!(output.status.code(), Some(vector.code()), "{}", vector.name);
        let out = scene.place.path().join("out");
        if vector.code() == 0 {
            vector.check_released(&fs::read(out).unwrap());
        } else {
            let left: Vec<_> = fs::read_dir(scene.place.path())
                .unwrap()
                .map(|entry| entry.unwrap().file_name())
                .filter(|name| name != "in.age" && name != "keys.txt" && name != "home")
                .collect();
            assert!(left.is_empty(), "{}: {left:?}", vector.name);
        }
    }
}

/// Gives its bytes in pieces of a fixed size.
struct Pieces<'a>(&'a [u8], usize);

impl Read for Pieces<'_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let most = buf.len().min(self.1);
        self.0.read(&mut buf[..most])
    }
}

/// Everything released, and how it ended.
fn opened(vector: &Vector, piece: usize) -> (Vec<u8>, i32) {
    let mut released = Vec::new();
    let ended = read_all(vector, piece, &mut released);
    (released, ended.err().map_or(0, |error| error.code().into()))
}

fn read_all(vector: &Vector, piece: usize, released: &mut Vec<u8>) -> Result<(), SealError> {
    let prompt: Arc<dyn PluginPrompt> = Arc::new(NoPrompt);
    let openers: Vec<Opener> = match vector.identities.as_slice() {
        [] => Vec::new(),
        lines => match IdentityFile::parse(lines.join("\n").as_bytes(), &prompt).unwrap() {
            IdentityFile::Open(openers) => openers,
            IdentityFile::Locked(_) => panic!("{}", vector.name),
        },
    };
    let passphrase = vector
        .passphrases
        .first()
        .map(|word| Passphrase::new(word.clone().into_bytes().into()).unwrap());
    let keys = match &passphrase {
        Some(passphrase) => Keys::passphrase(passphrase),
        None => Keys::Openers(&openers),
    };
    let mut reader = open_reader(Pieces(&vector.file, piece), &keys)?;
    let mut buffer = vec![0; 4096];
    loop {
        match reader.read_verified(&mut buffer)? {
            0 => return Ok(()),
            read => released.extend_from_slice(&buffer[..read]),
        }
    }
}

#[test]
fn every_vector_keeps_its_class_read_in_pieces() {
    for vector in Vector::all() {
        // The long ones in single bytes take minutes without optimisation and show nothing new.
        let smallest = if vector.file.len() > 100_000 { 17 } else { 1 };
        for piece in [smallest, 65_535, 65_537] {
            let (released, code) = opened(&vector, piece);
            assert_eq!(code, vector.code(), "{} in {piece}", vector.name);
            vector.check_released(&released);
        }
    }
}
