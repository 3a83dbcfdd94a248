//! What the large reports cost: 1,000 assets, 10,000 instances, 100,000 records. Build the program first:
//! `cargo build --release -p custody-cli`, then `cargo bench -p custody-benches --bench reports -- [ROUNDS]`.
//!
//! Each report is the whole command as a person runs it, from start to exit. The vault is filled through the library,
//! once, below `target/`; delete the folder that is named to have it made anew.

use custody_benches::median_and_p95;
use custody_core::record::{AssetKind, event::Source};
use custody_core::record::{
    CarrierOwner, CarrierType, Grant, InstanceId, Protection, Quantity, Scope, Supply, Uses,
};
use custody_core::rules::{Act, NewCarrier, NewRequest, Receive, ReceivedOn};
use custody_tests::gunma::terminated;
use custody_tests::office::{
    KEYS, Office, PASSPHRASE, VAULT, Who, ask_copy, cabinet, of, stick, text, workplace,
};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ASSETS: u32 = 1_000;
/// Of each asset: the original in nine parts, and one copy.
const PARTS: u32 = 9;
const RECORDS: u64 = 100_000;

/// What is measured: the name, the arguments, the goal in milliseconds.
const REPORTS: [(&str, &[&str], u32); 6] = [
    ("status", &["status"], 200),
    ("list", &["list"], 500),
    (
        "form 3, draft",
        &["form", "3", "--draft", "--force", "-o", "register.html"],
        2_000,
    ),
    (
        "form 3, issued",
        &["form", "3", "--force", "-o", "register.html"],
        2_000,
    ),
    (
        "form 18, draft",
        &["form", "18", "--draft", "--force", "-o", "closing.html"],
        2_000,
    ),
    (
        "form 18, issued",
        &["form", "18", "--force", "-o", "closing.html"],
        2_000,
    ),
];

fn main() {
    let rounds = std::env::args()
        .find_map(|word| word.parse().ok())
        .unwrap_or(9);
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
    let root = target.join("bench-office");
    if !root.join(DONE).exists() {
        if root.exists() {
            std::fs::remove_dir_all(&root).expect("what was left half-done goes");
        }
        fill(&root);
    }
    let program = target.join("release/custody");
    let mut taken: Vec<Vec<Duration>> = vec![Vec::new(); REPORTS.len()];
    for _ in 0..rounds {
        for ((_, arguments, _), taken) in REPORTS.iter().zip(&mut taken) {
            taken.push(run(&program, &root, arguments));
        }
    }
    for ((name, _, goal), taken) in REPORTS.iter().zip(taken) {
        let (median, p95) = median_and_p95(taken);
        println!(
            "{name}: median {:.0} ms, 95th percentile {:.0} ms, goal {goal} ms",
            median.as_secs_f64() * 1e3,
            p95.as_secs_f64() * 1e3,
        );
    }
}

/// One command of the manager, from start to exit.
fn run(program: &Path, root: &Path, arguments: &[&str]) -> Duration {
    let started = Instant::now();
    let mut child = Command::new(program)
        .args(["--quiet", "--vault", VAULT, "--passphrase-fd", "0"])
        .args(arguments)
        .current_dir(root)
        .env("CUSTODY_HOME", root.join(KEYS))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut passphrase = child.stdin.take().expect("its input");
    // A command that needs no key may have ended before it is told one.
    let _ = writeln!(passphrase, "{PASSPHRASE}");
    drop(passphrase);
    let ended = child.wait().expect("the program ends");
    let taken = started.elapsed();
    assert!(ended.success(), "{arguments:?} ends well");
    taken
}

/// Written last, so that a half-filled vault is not taken for a whole one.
const DONE: &str = "filled";

fn fill(root: &PathBuf) {
    println!("filling {}", root.display());
    std::fs::create_dir_all(root).expect("a folder");
    let started = Instant::now();
    let mut office = Office::found(root);
    office.keep_key(Who::Manager);
    for asset in 1..=ASSETS {
        let original = format!("A-{asset:04}/1");
        receive(&mut office, asset);
        split(&mut office, &original);
        copy(&mut office, &original);
    }
    // Taken out and put back, part by part, until there are so many records.
    let mut turn = 0;
    while office.vault.head().expect("the head").size + 2 < RECORDS {
        let (asset, part) = (turn % ASSETS + 1, turn / ASSETS % PARTS + 1);
        take_and_store(&mut office, &format!("A-{asset:04}/{part}"));
        turn += 1;
    }
    // Only of an ended contract is the closing statement issued.
    let end = Act::EndContract(Box::new(terminated("2026-11-24")));
    office.act(Who::Manager, end).expect("ended");
    drop(office);
    std::fs::write(root.join(DONE), "").expect("a file");
    println!("filled in {:.0} s", started.elapsed().as_secs_f64());
}

/// 受領 of nine volumes on paper.
fn receive(office: &mut Office, asset: u32) {
    let receive = Receive {
        title: text(&format!("個人住民税課税台帳（令和8年度、第{asset}分冊）")),
        kind: AssetKind::Information,
        supply: Supply::Lend,
        personal: None,
        info_category: text("個人住民税"),
        work_item: text("税務システム運用保守"),
        purpose: text("税務システムの運用及び保守"),
        quantity: of(&format!("{PARTS}冊")),
        received_from: text("茂木 さくら"),
        due: None,
        client_doc_no: None,
        intake_included: None,
        on: ReceivedOn::Medium(NewCarrier::new(CarrierType::Paper, CarrierOwner::Client)),
        place: cabinet(),
        arrival_protection: Protection::None,
        content: None,
        key_holders: Vec::new(),
        source: Source::None,
    };
    let act = Act::Receive(Box::new(receive));
    office.act(Who::Worker, act).expect("received");
}

fn split(office: &mut Office, original: &str) {
    let part: Quantity = of("1冊");
    let act = Act::Split {
        instance: of(original),
        parts: vec![part; PARTS as usize],
    };
    office.act(Who::Worker, act).expect("split");
}

/// One copy onto 乙's stick, with 甲's signed approval.
fn copy(office: &mut Office, original: &str) {
    let asked = ask_copy(original);
    office.permit(NewRequest {
        grant: Grant::Copy {
            disposal_preapproved: Vec::new(),
        },
        scope: Scope {
            carriers: vec![stick()],
            ..asked.scope
        },
        uses: Uses::SINGLE,
        ..asked
    });
    let act = Act::Copy {
        instance: of(original),
        carrier: stick(),
        place: cabinet(),
        protection: Protection::ExternalEncryption,
        content: None,
        key_holders: Vec::new(),
    };
    office.act(Who::Worker, act).expect("copied");
}

fn take_and_store(office: &mut Office, id: &str) {
    let instance: InstanceId = of(id);
    let taken = Act::Take {
        instance,
        place: workplace(),
        purpose: text("税務システムの運用及び保守"),
        method: None,
    };
    office.act(Who::Worker, taken).expect("taken");
    let stored = Act::Store {
        instance,
        place: cabinet(),
    };
    office.act(Who::Worker, stored).expect("stored");
}
