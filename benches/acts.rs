//! What one act costs as the ledger grows: `cargo bench -p custody-benches --bench acts -- [RECORDS]…`
//! (100, 10,000 and 100,000 records without arguments). The sizes are measured in turn, one act each, so that a
//! noisy machine troubles all of them alike. An act ends when its record is durable; the key is open already.
//! `TMPDIR` says on which disk.

use custody_benches::median_and_p95;
use custody_core::record::Reach;
use custody_core::rules::Act;
use custody_tests::office::{Office, Who, cabinet, of, text, workplace};
use std::time::{Duration, Instant};

const ROUNDS: usize = 100;
/// One asset for so many records; the others are its life.
const RECORDS_AN_ASSET: u64 = 100;

fn main() {
    let mut sizes: Vec<u64> = std::env::args()
        .filter_map(|word| word.parse().ok())
        .collect();
    if sizes.is_empty() {
        sizes = vec![100, 10_000, 100_000];
    }
    let places: Vec<_> = sizes
        .iter()
        .map(|_| tempfile::tempdir().expect("a temporary folder"))
        .collect();
    let mut offices: Vec<Office> = places
        .iter()
        .zip(&sizes)
        .map(|(place, size)| filled(place.path(), *size))
        .collect();
    for (name, act) in ACTS {
        let mut taken: Vec<Vec<Duration>> = vec![Vec::new(); sizes.len()];
        for _ in 0..ROUNDS {
            for (office, taken) in offices.iter_mut().zip(&mut taken) {
                let started = Instant::now();
                act(office);
                taken.push(started.elapsed());
            }
        }
        let mut first = None;
        for (size, taken) in sizes.iter().zip(taken) {
            let (median, p95) = median_and_p95(taken);
            let base = *first.get_or_insert(median);
            println!(
                "{name}, {size} records: median {:.2} ms, 95th percentile {:.2} ms, {:.2} times the smallest",
                median.as_secs_f64() * 1e3,
                p95.as_secs_f64() * 1e3,
                median.as_secs_f64() / base.as_secs_f64(),
            );
        }
    }
}

type Timed = (&'static str, fn(&mut Office));

const ACTS: [Timed; 5] = [
    ("taken out and put back (two acts)", taken_and_stored),
    ("a copy is refused and the refusal recorded", refused_copy),
    ("received: one small file, sealed", received),
    (
        "as a command does it: vault opened, what it names read, two acts",
        as_a_command,
    ),
    ("the whole register read, as a report does", whole_register),
];

/// A vault with about so many records: assets, each taken out and put back again and again.
fn filled(root: &std::path::Path, records: u64) -> Office {
    let mut office = Office::found(root);
    std::fs::write(office.path(FILE), "宛名番号,氏名\n0001,見本 太郎\n").expect("a file");
    let started = Instant::now();
    let mut asset = 0;
    loop {
        let size = office.vault.head().expect("the head").size;
        if size >= records {
            break;
        }
        if size >= asset * RECORDS_AN_ASSET {
            received(&mut office);
            asset += 1;
        }
        take_and_store(&mut office, &format!("A-{asset:04}/1"));
    }
    println!(
        "{records} records, {asset} assets, written in {:.1} s",
        started.elapsed().as_secs_f64()
    );
    office
}

const FILE: &str = "課税台帳.csv";

fn received(office: &mut Office) {
    let file = office.path(FILE);
    std::fs::write(&file, "宛名番号,氏名\n0001,見本 太郎\n").expect("a file");
    office.receive(&[file]).expect("an asset");
}

fn taken_and_stored(office: &mut Office) {
    take_and_store(office, "A-0001/1");
}

fn take_and_store(office: &mut Office, id: &str) {
    let taken = Act::Take {
        instance: of(id),
        place: workplace(),
        purpose: text("税務システムの運用及び保守"),
        method: None,
    };
    office.act(Who::Worker, taken).expect("taken");
    let stored = Act::Store {
        instance: of(id),
        place: cabinet(),
    };
    office.act(Who::Worker, stored).expect("stored");
}

fn refused_copy(office: &mut Office) {
    assert!(office.copy("A-0001/1").is_err(), "no copy without approval");
}

fn as_a_command(office: &mut Office) {
    office.reopen().expect("the vault opens");
    let named = Reach::instances([of("A-0001/1")]);
    office.vault.known(&named).expect("the instance");
    taken_and_stored(office);
}

fn whole_register(office: &mut Office) {
    office.vault.register().expect("the register");
}
