//! Somebody with `age` alone gets at the data, following `docs/formats.md` §10 to the letter: the blocks on the page are
//! what is run. Promise 4 of the reliability bar: the data outlive this program.

use custody_core::keys::{KdfCost, KeyFile, Passphrase, PersonKey};
use custody_core::record::event::Source;
use custody_core::record::*;
use custody_core::rules::setup::{EXAMPLE, parse_setup};
use custody_core::rules::{Receive, ReceivedOn};
use custody_core::seal::NoProgress;
use custody_core::vault::{Arrival, NewVault, Receiving, SystemClock, Vault};
use custody_tests::page::block;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const PASSPHRASE: &str = "よみとり専用 passphrase";

/// A program that must be there: a test that cannot run has not passed.
fn needed(program: &str, package: &str) {
    let found = Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(
        found.is_ok_and(|status| status.success()),
        "this test runs the stock `{program}`, which is not here: install it with `apt-get install {package}`"
    );
}

fn text(text: &str) -> Text {
    Text::new(text).unwrap()
}

/// What 甲 provides: names in Japanese, full-width digits, a blank, an empty file, one of several chunks.
fn lent() -> BTreeMap<&'static str, Vec<u8>> {
    let large: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
    [
        (
            "貸与 データ/個人住民税/課税台帳１.csv",
            "宛名番号,氏名\n0001,髙﨑 𠮷男\n".into(),
        ),
        ("貸与 データ/個人住民税/外字 一覧.txt", "髙 﨑 𠮷\n".into()),
        ("貸与 データ/空.dat", Vec::new()),
        ("貸与 データ/大きい.bin", large),
    ]
    .into()
}

struct Home {
    place: tempfile::TempDir,
    vault: PathBuf,
    recovery: String,
    key_file: PathBuf,
}

/// A vault made by the core, which has received the folder and is closed again.
fn vault_with_data() -> Home {
    let place = tempfile::tempdir().unwrap();
    let lent_folder = place.path().join("受領");
    for (path, content) in lent() {
        let path = lent_folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    let clock = SystemClock;
    let now = custody_core::vault::Clock::now(&clock);
    let key = PersonKey::generate("髙橋 一郎", &now.to_string()).unwrap();
    let passphrase = Passphrase::new(PASSPHRASE.as_bytes().to_vec().into()).unwrap();
    let file = KeyFile::seal(&key, &passphrase, KdfCost::MINIMUM).unwrap();
    let key_file = place.path().join("髙橋 一郎.custody-key");
    std::fs::write(&key_file, file.bytes()).unwrap();

    // The example's term and training, moved to today: this test uses the real clock.
    let year = now.date().year();
    let setup = EXAMPLE
        .replace("令和8年4月1日", &format!("{}-04-01", year - 1))
        .replace("令和9年3月31日", &format!("{}-03-31", year + 1));
    let vault_folder = place.path().join("台帳 フォルダ");
    let setup = parse_setup(&setup).unwrap();
    let new = NewVault::from_setup(&key, setup, BTreeMap::new(), now.date()).unwrap();
    let (mut vault, recovery, _) = Vault::create(&vault_folder, new, Box::new(clock)).unwrap();
    let member = vault.member(&key).unwrap();
    let machine = "C-0001".parse().unwrap();
    let place_id = "L-01".parse().unwrap();
    let receive = Receive {
        title: text("個人住民税課税台帳データ"),
        kind: AssetKind::Information,
        supply: Supply::Provide,
        personal: None,
        info_category: text("個人住民税"),
        work_item: text("税務システム運用保守"),
        purpose: text("税務システムの運用及び保守"),
        quantity: "4ファイル".parse().unwrap(),
        received_from: text("関口 誠"),
        due: None,
        client_doc_no: None,
        intake_included: None,
        on: ReceivedOn::Vault(machine),
        place: place_id,
        arrival_protection: Protection::None,
        content: None,
        key_holders: Vec::new(),
        source: Source::None,
    };
    let receiving = Receiving {
        receive,
        arrival: Arrival::Electronic {
            paths: vec![lent_folder.join("貸与 データ")],
        },
        vault_place: place_id,
        machine,
    };
    vault
        .receive(&member, None, receiving, &mut NoProgress)
        .unwrap();
    assert!(
        !lent_folder.join("貸与 データ").exists(),
        "only the sealed object is left"
    );
    Home {
        vault: vault_folder,
        recovery: recovery.expose().to_string(),
        key_file,
        place,
    }
}

impl Home {
    /// Runs the block of 10.1 word for word.
    fn follow(&self, holder: &str, key: &Path, out: &str) -> (Output, PathBuf) {
        let out = self.place.path().join(out);
        let output = Command::new("bash")
            .arg("-c")
            .arg(block("age-alone"))
            .env("VAULT", &self.vault)
            .env("INSTANCE", "A-0001/1")
            .env("HOLDER", holder)
            .env("KEY", key)
            .env("OUT", &out)
            .output()
            .unwrap();
        (output, out.join("files"))
    }

    fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.place.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }
}

#[track_caller]
fn assert_lent(output: &Output, files: &Path) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let mut found = BTreeMap::new();
    let mut folders = vec![files.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path
                    .strip_prefix(files)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                found.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    for list in [".custody/manifest.json", ".custody/digests.json"] {
        assert!(found.remove(list).is_some(), "{list}");
    }
    let lent: BTreeMap<String, Vec<u8>> = lent()
        .into_iter()
        .map(|(name, content)| (name.to_owned(), content))
        .collect();
    assert!(found.keys().eq(lent.keys()), "{:?}", found.keys());
    assert!(found == lent, "a file's content differs");
}

#[test]
fn with_the_recovery_key_and_stock_age_every_file_comes_back() {
    needed("age", "age");
    needed("python3", "python3");
    let home = vault_with_data();
    let key = home.file("recovery.txt", &format!("{}\n", home.recovery));
    let (output, files) = home.follow("recovery", &key, "復元");
    assert_lent(&output, &files);
}

#[test]
fn a_key_that_is_not_a_holders_gets_nothing() {
    needed("age", "age");
    needed("python3", "python3");
    let home = vault_with_data();
    let stranger = custody_core::seal::Identity::generate().unwrap();
    let key = home.file("stranger.txt", &format!("{}\n", *stranger.expose()));
    let (output, files) = home.follow("recovery", &key, "out");
    assert!(!output.status.success());
    assert!(!files.exists(), "nothing is unpacked");
    let (output, _) = home.follow("H-099", &key, "other");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("no key of that instance for that holder"),
        "{said}"
    );
}

/// 10.2: the page's program reads the identity out of a key file. What it needs of Python is not everywhere; what it does
/// is checked in `formats/keys.rs` in any case.
#[test]
fn with_a_persons_key_file_and_stock_age_every_file_comes_back() {
    needed("age", "age");
    needed("python3", "python3");
    let home = vault_with_data();
    let modules = Command::new("python3")
        .args(["-c", "import argon2.low_level, nacl.bindings"])
        .stderr(Stdio::null())
        .status();
    let identity = if modules.is_ok_and(|status| status.success()) {
        by_the_pages_program(&home)
    } else {
        eprintln!(
            "skipped: the program of docs/formats.md 10.2, for want of python3-argon2 and python3-nacl; the core opens the key file instead"
        );
        let file = KeyFile::parse(&std::fs::read(&home.key_file).unwrap()).unwrap();
        let passphrase = Passphrase::new(PASSPHRASE.as_bytes().to_vec().into()).unwrap();
        format!(
            "{}\n",
            *file.unlock(&passphrase).unwrap().identity().expose()
        )
    };
    let key = home.file("identity.txt", &identity);
    let (output, files) = home.follow("H-001", &key, "復元");
    assert_lent(&output, &files);
}

fn by_the_pages_program(home: &Home) -> String {
    let program = home.file("open.py", &block("open-key-file"));
    let run = |passphrase: &str| {
        let mut child = Command::new("python3")
            .arg(&program)
            .arg(&home.key_file)
            .env("PYTHONUTF8", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        writeln!(stdin, "{passphrase}").unwrap();
        drop(stdin);
        child.wait_with_output().unwrap()
    };
    assert!(!run("another passphrase").status.success());
    let output = run(PASSPHRASE);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    String::from_utf8(output.stdout).unwrap()
}
