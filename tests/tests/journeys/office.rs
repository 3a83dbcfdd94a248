//! An office of Setting S (`domain.md` §9), run through the real program: people with keys, a vault, a folder for
//! everybody's files. Made once, copied for each journey.

use custody_core::record::calendar::FiscalYear;
use custody_core::record::{Date, Moment};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};
use tempfile::TempDir;

pub const PASSPHRASE: &str = "赤城山の風は今日も冷たい";
const PEOPLE: [&str; 7] = [
    "責任者R",
    "監督者K",
    "作業者A",
    "作業者B",
    "作業者C",
    "課長G",
    "担当T",
];

/// What a run of the program gave.
#[derive(Debug)]
pub struct Out {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Out {
    /// It succeeded.
    pub fn ok(self) -> Self {
        assert_eq!(self.code, 0, "{}\n{}", self.stdout, self.stderr);
        self
    }

    /// It was refused with exactly this sentence.
    pub fn refused(self, sentence: &str) -> Self {
        assert_eq!(self.code, 4, "{}\n{}", self.stdout, self.stderr);
        assert!(
            self.stderr.lines().any(|line| line == sentence),
            "{sentence}\n{}",
            self.stderr
        );
        self
    }

    /// It ended with this code and says this.
    pub fn failed(self, code: i32, says: &str) -> Self {
        assert_eq!(self.code, code, "{}\n{}", self.stdout, self.stderr);
        assert!(self.stderr.contains(says), "{says}\n{}", self.stderr);
        self
    }

    pub fn says(self, text: &str) -> Self {
        assert!(
            self.stdout.contains(text),
            "{text}\n{}\n{}",
            self.stdout,
            self.stderr
        );
        self
    }
}

pub use custody_tests::program::program;

pub fn now() -> Moment {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs();
    Moment::from_unix_seconds(seconds.try_into().unwrap()).unwrap()
}

/// Runs the program with a passphrase on its standard input.
pub fn run(root: &Path, who: Option<&str>, lang: &str, words: &[&str]) -> Out {
    run_with(root, who, lang, PASSPHRASE, words)
}

pub fn run_with(
    root: &Path,
    who: Option<&str>,
    lang: &str,
    passphrase: &str,
    words: &[&str],
) -> Out {
    let mut command = Command::new(program());
    command
        .current_dir(root)
        .env("CUSTODY_HOME", root.join("home"))
        .env("CUSTODY_VAULT", root.join("台帳 1"))
        .env_remove("LC_ALL")
        .env("LANG", lang)
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if let Some(who) = who {
        command.args(["--passphrase-fd", "0", "--as", who]);
    }
    let mut child = command.spawn().unwrap();
    // Who asks for no passphrase may have gone already.
    let _ = child
        .stdin
        .take()
        .unwrap()
        .write_all(format!("{passphrase}\n").as_bytes());
    let output = child.wait_with_output().unwrap();
    Out {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// An office of one test's own.
pub struct Office {
    pub root: PathBuf,
    _place: TempDir,
}

impl Office {
    /// Setting S before anything is received.
    pub fn before_receipt() -> Self {
        static MADE: OnceLock<TempDir> = OnceLock::new();
        let made = MADE.get_or_init(|| {
            let place = tempfile::tempdir().unwrap();
            found(place.path(), GUNMA, &str::to_owned);
            place
        });
        let place = tempfile::tempdir().unwrap();
        copy(made.path(), place.path());
        Self {
            root: place.path().to_owned(),
            _place: place,
        }
    }

    /// Setting S: `/1` on 甲's USB, `/2` in the vault by the intake that the hand-over paper includes.
    pub fn s() -> Self {
        let office = Self::before_receipt();
        office.receive("第1保管庫").ok();
        office
    }

    /// The same under other terms: the table that the setup file has for them.
    pub fn s_under(profile: &str) -> Self {
        let place = tempfile::tempdir().unwrap();
        found(place.path(), profile, &str::to_owned);
        let office = Self {
            root: place.path().to_owned(),
            _place: place,
        };
        office.receive("第1保管庫").ok();
        office
    }

    /// Setting S before anything is received, with other names: `named` is told every text of the setup file and
    /// everybody's name.
    pub fn named(named: impl Fn(&str) -> String) -> Self {
        let place = tempfile::tempdir().unwrap();
        found(place.path(), GUNMA, &named);
        Self {
            root: place.path().to_owned(),
            _place: place,
        }
    }

    pub fn receive(&self, place: &str) -> Out {
        let usb = self.root.join("甲の USB");
        std::fs::create_dir_all(&usb).unwrap();
        std::fs::write(
            usb.join("課税台帳 髙﨑𠮷.csv"),
            "宛名番号,氏名\n1,髙﨑 𠮷男\n",
        )
        .unwrap();
        let usb = usb.display().to_string();
        let due = now().date().checked_add_days(20).unwrap().to_string();
        self.run(
            "作業者A",
            &[
                "receive",
                &usb,
                "--title",
                "個人住民税課税台帳データ",
                "--quantity",
                "１２０，０００件",
                "--on-carrier",
                "usb_flash",
                "--serial",
                "S123",
                "--intake-included",
                "税第10号",
                "--place",
                place,
                "--from",
                "担当T",
                "--due",
                &due,
            ],
        )
    }

    pub fn run(&self, who: &str, words: &[&str]) -> Out {
        run(&self.root, Some(who), "ja_JP.UTF-8", words)
    }

    /// Without a key.
    pub fn look(&self, words: &[&str]) -> Out {
        run(&self.root, None, "ja_JP.UTF-8", words)
    }

    /// R asks, `who` of 甲 approves, R takes it in.
    pub fn permitted_by(&self, who: &str, words: &[&str]) {
        self.permitted_by_of("責任者R", who, words);
    }

    /// As [`permitted_by`](Self::permitted_by), where the manager has another name.
    pub fn permitted_by_of(&self, manager: &str, who: &str, words: &[&str]) {
        let mut request = vec!["request"];
        request.extend(words);
        request.extend([
            "--reason",
            "業務のため",
            "--out",
            "R.custody-request",
            "--force",
        ]);
        self.run(manager, &request).ok();
        self.run(
            who,
            &[
                "approve",
                "R.custody-request",
                "--out",
                "D.custody-decision",
                "--number",
                "税第12号",
                "--yes",
                "--force",
            ],
        )
        .ok();
        self.run(manager, &["import", "D.custody-decision"]).ok();
    }

    pub fn permitted(&self, words: &[&str]) {
        self.permitted_by("課長G", words);
    }

    /// A carry permission of one instance to 高崎 on one carrier, by A.
    pub fn may_carry(&self, id: &str, carrier: &str) {
        self.permitted(&carry_request(id, carrier));
    }

    pub fn brief(&self) {
        self.run("作業者A", &["brief", "J-0001", "--yes"]).ok();
    }

    pub fn carry(&self) -> Out {
        self.run(
            "作業者A",
            &[
                "carry",
                "J-0001",
                "--out",
                "媒体.age",
                "--card",
                "home/監督者K.custody-card",
            ],
        )
    }

    /// Everything verifies and nothing is wrong.
    pub fn is_sound(&self) {
        self.look(&["verify", "台帳 1"]).ok();
        self.look(&["doctor"]).ok().says("異常はありません");
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }
}

pub fn carry_request<'a>(id: &'a str, carrier: &'a str) -> Vec<&'a str> {
    vec![
        "carry",
        id,
        "--to",
        "高崎コールセンター",
        "--on-carrier",
        carrier,
        "--person",
        "作業者A",
        "--route",
        "直行",
        "--key-handover",
        "鍵は運ばない",
    ]
}

/// The terms of Setting S, as the setup file has them.
const GUNMA: &str = "[profile]\nextends = \"gunma\"\n";

fn found(root: &Path, profile: &str, named: &dyn Fn(&str) -> String) {
    std::fs::create_dir_all(root.join("home")).unwrap();
    for name in PEOPLE {
        let name = &*named(name);
        run(root, Some(name), "ja_JP.UTF-8", &["keygen", "--name", name]).ok();
    }
    let year = FiscalYear::of(now().date());
    let days = |day: Date| day.to_string();
    let training = "[people.training]\non = \"{from}\"\ncontent = \"研修\"\ntrainer = \"部長\"\ncovers_terms = true";
    let setup = include_str!("setup.toml")
        .replace(GUNMA, profile)
        .replace("{training}", training)
        .replace("{from}", &days(year.first_day()))
        .replace("{until}", &days(year.last_day()));
    std::fs::write(root.join("setup.toml"), named(&setup)).unwrap();
    let manager = named(PEOPLE[0]);
    let run = |words: &[&str]| run(root, Some(&manager), "ja_JP.UTF-8", words).ok();
    run(&[
        "init",
        "台帳 1",
        "--setup",
        "setup.toml",
        "--recovery-out",
        "recovery.txt",
    ]);
    run(&[
        "carrier",
        "add",
        "--type",
        "usb_flash",
        "--serial",
        "S200",
        "--management-no",
        "媒体2号",
    ]);
    run(&[
        "place",
        "add",
        "--name",
        "事務机",
        "--kind",
        "other",
        "--inside",
        &named("前橋作業室"),
    ]);
    run(&["place", "add", "--name", "大阪事務所", "--kind", "other"]);
}

/// Copies a folder with modes, as `cp -r` does.
fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir_all(&target).unwrap();
            let mode = entry.metadata().unwrap().permissions();
            std::fs::set_permissions(&target, mode).unwrap();
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).unwrap();
        }
    }
}
