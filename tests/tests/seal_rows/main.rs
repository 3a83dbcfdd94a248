//! Sealed files that are damaged, hostile or in the way: rows S7 to S21 of the reliability bar, through the real
//! program as far as a program can show them.
//!
//! | row | here | elsewhere |
//! |---|---|---|
//! | S1–S6 | | `age_vectors.rs`: every public vector, by exit code |
//! | S7–S9 | samples | every cut, bit and byte: `seal/tests/damage.rs` of the core |
//! | S10–S13, S16, S20 | whole | |
//! | S14 | | `other_tools`, and with five gibibytes `scripts/interop.sh` |
//! | S15 | | `vault_life.rs`, `seal/archive/tests/sealed.rs` of the core |
//! | S17 | | `seal/archive/tests/sealed.rs`, `seal/tests/media.rs` of the core |
//! | S18 | whole | with other damage: `vault_life.rs` |
//! | S19 | in part: whatever a vault seals is for its recovery key too. No terms ask for it, so its code 4 is not built; `ungrant` can end it, on record | what it is worth: `age_alone.rs` |
//! | S21 | | `seal/tests/chance.rs` of the core; 100,000 sealings with `CUSTODY_FULL=1` |
//! | S22 | | `sealing.rs` of the program |
//! | S23 | | `tags.rs` |

#![allow(clippy::unwrap_used)]

mod chance;
mod desk;
mod limits;

use custody_core::seal::header::{Header, Stanza};
use custody_core::seal::{Keys, unlock};
use custody_core::vault::RECOVERY;
use custody_tests::office::{Office, VAULT, Who, ask_copy, copy_folder, lend, tree};
use desk::Desk;
use std::fs;
use std::io::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

const CHUNK: usize = 65_536;
const SEALED_CHUNK: usize = CHUNK + 16;

/// Three chunks, the last one short.
fn three_chunks() -> Vec<u8> {
    (0..2 * CHUNK + 777)
        .map(|i| (i * 31 + i / 251) as u8)
        .collect()
}

#[test]
fn s7_a_file_that_is_cut_short_is_refused_wherever_it_is_cut() {
    let desk = Desk::with(&three_chunks());
    let sealed = desk.sealed();
    let header = Header::read(&mut &sealed[..]).unwrap().bytes().len();
    let payload = header + 16;
    let around = |at: usize| [at - 1, at, at + 1];
    let mut cuts: Vec<usize> = (0..payload).step_by(13).collect();
    cuts.extend(
        [header - 1, header, header + 15].into_iter().chain(
            [
                payload + 17,
                payload + SEALED_CHUNK,
                payload + 2 * SEALED_CHUNK,
            ]
            .into_iter()
            .flat_map(around),
        ),
    );
    cuts.push(sealed.len() - 1);
    for cut in cuts {
        desk.put("cut.age", &sealed[..cut]);
        let (code, says) = desk.unseal("cut.age", &[]);
        let expected = if cut < payload { 6 } else { 3 };
        assert_eq!(code, expected, "cut to {cut} of {}: {says}", sealed.len());
        assert!(!desk.at("out").exists(), "cut to {cut}");
    }
    // The chunks before the cut are good.
    desk.put("cut.age", &sealed[..payload + 2 * SEALED_CHUNK]);
    assert_eq!(desk.unseal("cut.age", &["--salvage"]).0, 3);
    assert!(desk.bytes("out.partial") == three_chunks()[..2 * CHUNK]);
}

#[test]
fn s8_a_flipped_bit_is_refused_wherever_it_is() {
    let desk = Desk::with(&three_chunks());
    let sealed = desk.sealed();
    let header = Header::read(&mut &sealed[..]).unwrap().bytes().len();
    let mut places: Vec<usize> = (0..header + 16).step_by(7).collect();
    places.extend((header + 16..sealed.len()).step_by(9_973));
    places.push(sealed.len() - 1);
    for place in places {
        let mut flipped = sealed.clone();
        flipped[place] ^= 1 << (place % 8);
        desk.put("flipped.age", &flipped);
        let (code, says) = desk.unseal("flipped.age", &[]);
        let expected: &[i32] = if place < header { &[3, 5, 6] } else { &[3] };
        assert!(expected.contains(&code), "byte {place}: {code}: {says}");
        assert!(!desk.at("out").exists(), "byte {place}");
    }
}

#[test]
fn s9_what_is_appended_is_refused_with_its_place() {
    let desk = Desk::with(&three_chunks());
    let sealed = desk.sealed();
    for more in [&b"\n"[..], &[0; CHUNK], &sealed] {
        desk.put("longer.age", &[&sealed, more].concat());
        let (code, says) = desk.unseal("longer.age", &[]);
        assert_eq!(code, 3, "{} more: {says}", more.len());
        assert!(!desk.at("out").exists());
        // Which chunk, and at which byte of the file.
        assert!(
            says.contains(|letter: char| letter.is_ascii_digit()),
            "{says}"
        );
    }
}

#[test]
fn s12_stanzas_of_unknown_kinds_are_passed_over_and_named_when_nothing_else_is_there() {
    let desk = Desk::with(&three_chunks());
    let sealed = desk.sealed();
    let header = Header::read(&mut &sealed[..]).unwrap();
    let file_key = unlock(
        &header,
        &Keys::Identities(std::slice::from_ref(&desk.identity)),
    )
    .unwrap();
    let payload = &sealed[header.bytes().len()..];
    let unknown = ["tomorrows-kind", "grease-x!"]
        .map(|kind| Stanza::new(kind, ["an", "argument"], vec![7; 100]).unwrap());
    let with = |stanzas: Vec<Stanza>| {
        let header = Header::seal(stanzas, &file_key).unwrap();
        [header.bytes(), payload].concat()
    };

    let beside = [&unknown[..1], header.stanzas(), &unknown[1..]].concat();
    desk.put("beside.age", &with(beside));
    let (code, says) = desk.unseal("beside.age", &[]);
    assert_eq!(code, 0, "{says}");
    assert!(desk.bytes("out") == three_chunks());
    fs::remove_file(desk.at("out")).unwrap();

    desk.put("alone.age", &with(unknown.to_vec()));
    let (code, says) = desk.unseal("alone.age", &[]);
    assert_eq!(code, 5, "{says}");
    assert!(
        says.contains("tomorrows-kind") && says.contains("grease-x!"),
        "{says}"
    );
    assert!(!desk.at("out").exists());
}

#[test]
fn s13_other_files_in_the_place_of_age_are_named() {
    let desk = Desk::with(b"plain");
    let ledger = tempfile::tempdir().unwrap();
    let office = Office::found(ledger.path());
    let ledger = fs::read(office.path(VAULT).join("ledger.db"));
    let key = desk.keygen();
    let cases: [(&[u8], &str); 7] = [
        (b"", "an empty file"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "a JPEG picture"),
        (b"\x1f\x8b\x08\0\0\0\0\0\0\x03", "a gzip file"),
        (b"PK\x03\x04\x14\0\0\0", "a zip or office file"),
        (b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n", "an OpenPGP file"),
        (&key, "a custody key file"),
        (&ledger.unwrap(), "a SQLite database"),
    ];
    for (bytes, kind) in cases {
        desk.put("other", bytes);
        let (code, says) = desk.unseal("other", &[]);
        assert_eq!(code, 6, "{kind}: {says}");
        assert!(says.contains(kind), "{says}");
        assert!(!desk.at("out").exists());
    }
}

#[test]
fn s16_a_file_that_takes_the_name_at_the_last_moment_stays() {
    let desk = Desk::with(&three_chunks());
    for words in [
        vec!["seal", "-", "-r", &desk.recipient, "-o", "late"],
        vec!["unseal", "-", "-i", "key", "-o", "late"],
    ] {
        let mut child = desk
            .command(&words)
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        let whole = match words[0] {
            "seal" => vec![7; 3 * CHUNK],
            _ => desk.sealed(),
        };
        let (start, end) = whole.split_at(whole.len() - 1);
        input.write_all(start).unwrap();
        // It has begun: its unfinished file is there.
        let until = Instant::now() + Duration::from_secs(20);
        while !desk.names().iter().any(|name| name.ends_with(".part")) {
            assert!(Instant::now() < until, "{words:?}: no unfinished file");
            std::thread::sleep(Duration::from_millis(5));
        }
        desk.put("late", "他の人のもの".as_bytes());
        input.write_all(end).unwrap();
        drop(input);
        let output = child.wait_with_output().unwrap();
        let says = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(8), "{words:?}: {says}");
        assert!(says.contains("late"), "{says}");
        assert_eq!(desk.bytes("late"), "他の人のもの".as_bytes());
        fs::remove_file(desk.at("late")).unwrap();
        assert_eq!(
            desk.names(),
            ["key", "plain", "plain.age"][..2 + usize::from(desk.at("plain.age").exists())]
        );
    }
}

#[test]
fn s18_a_sound_file_in_the_place_of_an_assets_object_is_not_opened() {
    let place = tempfile::tempdir().unwrap();
    let mut office = Office::found(place.path());
    let lent = office.path("甲からの受領");
    lend(&lent);
    let second = office.path("二つ目");
    copy_folder(&lent, &second);
    office.receive(&[lent]).unwrap();
    office.receive(&[second]).unwrap();
    // To the very key of the first, and whole: what is missing is that it was recorded.
    let (object, other) = (office.object("A-0001/1"), office.object("A-0002/1"));
    let recorded = fs::read(&object).unwrap();
    fs::copy(&other, &object).unwrap();
    let error = office.vault.verify().err().unwrap();
    assert_eq!(error.code(), 3);
    let folder = office.path("展開");
    let error = office
        .unfold(Who::Worker, "A-0001/1", &folder)
        .err()
        .unwrap();
    assert!([3, 5].contains(&error.code()), "{error}");
    assert!(!folder.exists() || tree(&folder).is_empty());
    fs::write(&object, recorded).unwrap();
    office.unfold(Who::Worker, "A-0001/1", &folder).unwrap();
}

#[test]
fn s19_whatever_a_vault_seals_is_for_its_recovery_key_too() {
    let place = tempfile::tempdir().unwrap();
    let mut office = Office::found(place.path());
    let lent = office.path("甲からの受領");
    lend(&lent);
    office.receive(&[lent]).unwrap();
    office.permit(ask_copy("A-0001/1"));
    office.copy("A-0001/1").unwrap();
    let register = office.vault.register().unwrap();
    let ledger = rusqlite::Connection::open(office.path(VAULT).join("ledger.db")).unwrap();
    let mut sealed = 0;
    for (id, instance) in &register.instances {
        let mut holders = instance.key_holders.iter();
        assert!(holders.any(|holder| holder.as_str() == RECOVERY), "{id}");
        let sql = "SELECT count(*) FROM wrapped WHERE slot = ?1 AND holder = 'recovery'";
        let count: u32 = ledger
            .query_row(sql, [id.to_string()], |row| row.get(0))
            .unwrap();
        assert_eq!(count, 1, "{id}");
        sealed += 1;
    }
    assert_eq!(sealed, 2);
}
