//! The second verifier (`tests/second_verifier/verify.py`), written in another language from `docs/formats.md` alone, says
//! the same as ours of every artefact and of every mutated one.

#![allow(clippy::unwrap_used, clippy::panic)]

use base64::{Engine as _, engine::general_purpose::STANDARD};
use custody_core::ledger::{Checkpoint, TlogProof, leaf_hash};
use custody_core::note::{KeyName, SignedNote, SigningKey, VerifierKey};
use custody_core::vault::Vault;
use custody_tests::office::*;
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// The other verifier, asked line by line.
struct Second {
    child: Child,
    asked: ChildStdin,
    says: BufReader<ChildStdout>,
}

impl Second {
    fn start() -> Self {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("second_verifier/verify.py");
        let mut child = Command::new("python3")
            .arg(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 runs; install it, and PyNaCl, to verify twice");
        Self {
            asked: child.stdin.take().unwrap(),
            says: BufReader::new(child.stdout.take().unwrap()),
            child,
        }
    }

    /// Its verdict, and why.
    fn ask(&mut self, question: &Value) -> (bool, String) {
        writeln!(self.asked, "{question}").unwrap();
        let mut line = String::new();
        self.says.read_line(&mut line).unwrap();
        serde_json::from_str(&line).expect("it answers every question")
    }
}

impl Drop for Second {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Numbers that come the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }

    /// The bytes with a bit flipped, a byte set, left out or put in, a stretch left out or doubled, or two lines changed
    /// over.
    fn mutated(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut changed = bytes.to_vec();
        let at = self.below(bytes.len());
        let end = at + self.below((bytes.len() - at).min(80)) + 1;
        match self.below(8) {
            0 | 1 => changed[at] ^= 1 << self.below(8),
            2 => changed[at] = b"\n\r \t+=0A\xe3\x80"[self.below(10)],
            3 => drop(changed.remove(at)),
            4 => changed.insert(at, b"\n 0=A\x7f"[self.below(6)]),
            5 => drop(changed.drain(at..end)),
            6 => {
                let again = bytes[at..end].to_vec();
                changed.splice(at..at, again);
            }
            _ => {
                let mut lines: Vec<&[u8]> = bytes.split_inclusive(|b| *b == b'\n').collect();
                let (one, other) = (self.below(lines.len()), self.below(lines.len()));
                lines.swap(one, other);
                changed = lines.concat();
            }
        }
        changed
    }
}

/// An office's life, with a request, an approval and a copy.
fn life(place: &Path) -> PathBuf {
    let mut office = Office::found(place);
    let lent = office.path("甲からの受領");
    lend(&lent);
    office.receive(&[lent]).unwrap();
    office.permit(ask_copy("A-0001/1"));
    office.copy("A-0001/1").unwrap();
    office.path(VAULT)
}

/// One file, how it is asked for, and what ours says of it.
struct Artefact {
    kind: &'static str,
    bytes: Vec<u8>,
    key: VerifierKey,
    witness: SigningKey,
}

impl Artefact {
    fn question(&self, bytes: &[u8]) -> Value {
        json!({
            "kind": self.kind,
            "bytes": STANDARD.encode(bytes),
            "key": self.key.to_string(),
            "witness": self.witness.witness().to_string(),
        })
    }

    fn is_good(&self, bytes: &[u8]) -> bool {
        let note = |bytes: &[u8]| SignedNote::parse(bytes).ok();
        let checkpoint = |note: &SignedNote| {
            let said = Checkpoint::parse(note.unverified_text()).ok();
            let origin = said.map(|said| said.origin().clone());
            origin.is_some_and(|origin| {
                origin.as_str() == self.key.name().as_str()
                    && Checkpoint::verify(note, &self.key, &origin).is_ok()
            })
        };
        match self.kind {
            "note" => {
                note(bytes).is_some_and(|note| note.verify(std::slice::from_ref(&self.key)).is_ok())
            }
            "checkpoint" => note(bytes).is_some_and(|note| checkpoint(&note)),
            "cosigned" => note(bytes).is_some_and(|note| {
                let by = note.cosigned_by(&[self.witness.witness()]);
                checkpoint(&note) && by.is_ok_and(|by| !by.is_empty())
            }),
            _ => TlogProof::parse(bytes).is_ok_and(|proof| {
                let record = proof.extra.clone().unwrap_or_default();
                let origin = custody_core::ledger::Origin::new(self.key.name().as_str());
                origin.is_ok_and(|origin| {
                    let leaf = leaf_hash(&record);
                    proof.verify(&leaf, &self.key, &origin).is_ok() && note(&record).is_some()
                })
            }),
        }
    }
}

fn artefacts(folder: &Path) -> Vec<Artefact> {
    let vault = Vault::open_read_only(folder).unwrap();
    let log = VerifierKey::parse(&vault.settings().log_key).unwrap();
    let witness = SigningKey::from_seed(KeyName::new("witness.example/w1").unwrap(), &[7; 32]);
    let card = vault
        .register()
        .unwrap()
        .people
        .values()
        .next()
        .unwrap()
        .card
        .clone();
    let name = format!("{}/H-001", vault.settings().origin)
        .parse()
        .unwrap();
    let manager = VerifierKey::new(name, card.unwrap().verifier.as_str().parse().unwrap());
    let head = vault.checkpoint().unwrap();
    let line = witness
        .cosign(head.unverified_text(), 1_800_000_000)
        .unwrap()
        .line();
    let cosigned = head.with_lines(line.as_bytes()).unwrap();
    let one = |kind, bytes: &[u8], key: &VerifierKey| Artefact {
        kind,
        bytes: bytes.to_vec(),
        key: key.clone(),
        witness: witness.clone(),
    };
    let mut all = vec![
        one("checkpoint", head.as_bytes(), &log),
        one("cosigned", cosigned.as_bytes(), &log),
        one("checkpoint", cosigned.as_bytes(), &log),
    ];
    let size = vault.head().unwrap().size;
    for seq in 0..size {
        let mut proof = vault.tlog_proof(seq, &[]).unwrap();
        let record = proof.extra.clone().unwrap();
        if SignedNote::parse(&record)
            .unwrap()
            .verify(std::slice::from_ref(&manager))
            .is_ok()
        {
            all.push(one("note", &record, &manager));
        }
        proof.checkpoint = cosigned.clone();
        all.push(one("proof", &proof.to_bytes(), &log));
    }
    all
}

#[test]
fn both_say_the_same_of_every_file_and_of_its_mutations() {
    let place = tempfile::tempdir().unwrap();
    let artefacts = artefacts(&life(place.path()));
    let mut second = Second::start();
    for artefact in &artefacts {
        let (good, why) = second.ask(&artefact.question(&artefact.bytes));
        assert!(
            good && artefact.is_good(&artefact.bytes),
            "{}: {why}",
            artefact.kind
        );
    }
    let full = std::env::var_os("CUSTODY_FULL").is_some();
    let mut numbers = Numbers(0x00c0_ffee);
    let mut refused = 0;
    let wanted = if full { 12_000 } else { 1_500 };
    for number in 0..wanted {
        let artefact = &artefacts[number % artefacts.len()];
        let changed = numbers.mutated(&artefact.bytes);
        let ours = artefact.is_good(&changed);
        let (theirs, why) = second.ask(&artefact.question(&changed));
        assert_eq!(
            ours,
            theirs,
            "{} {number}: {why}\n{}",
            artefact.kind,
            String::from_utf8_lossy(&changed)
        );
        refused += usize::from(!ours);
        // Only what nothing signs, a line by a stranger or one line twice, may be changed and stay good.
        assert!(
            !ours || changed == artefact.bytes || artefact.kind != "note",
            "{number}"
        );
    }
    assert!(
        refused * 10 > wanted * 8,
        "only {refused} of {wanted} were refused"
    );
}

/// A change to the ledger's file, as somebody with a database program makes it.
fn meddle(db: &rusqlite::Connection, numbers: &mut Numbers) -> rusqlite::Result<String> {
    db.execute_batch("PRAGMA foreign_keys = OFF")?;
    let leaves: u32 = db.query_row("SELECT count(*) FROM leaf", [], |row| row.get(0))?;
    let leaves = leaves as usize;
    let (one, other) = (numbers.below(leaves), numbers.below(leaves));
    let table = ["leaf", "checkpoint"][numbers.below(2)];
    let said = match numbers.below(7) {
        0 => format!("DELETE FROM leaf WHERE seq = {one}"),
        1 => format!("DELETE FROM leaf WHERE seq >= {one}"),
        2 => format!(
            "UPDATE leaf SET note = (SELECT note FROM leaf WHERE seq = {other}) WHERE seq = {one}"
        ),
        3 => format!("DELETE FROM node WHERE level = 0 AND idx = {one}"),
        4 => format!(
            "UPDATE node SET hash = (SELECT hash FROM node WHERE level = 0 AND idx = {other}) \
             WHERE level = 0 AND idx = {one}"
        ),
        5 => "DELETE FROM checkpoint WHERE size = (SELECT max(size) FROM checkpoint)".to_owned(),
        _ => {
            let key = if table == "leaf" { "seq" } else { "size" };
            let sql = format!("SELECT {key}, note FROM {table} ORDER BY {key}");
            let mut rows = db.prepare(&sql)?;
            let rows: Vec<(i64, Vec<u8>)> = rows
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?;
            let (place, note) = &rows[numbers.below(rows.len())];
            let sql = format!("UPDATE {table} SET note = ?1 WHERE {key} = ?2");
            db.execute(&sql, (numbers.mutated(note), place))?;
            return Ok(format!("mutated {table} {place}"));
        }
    };
    db.execute_batch(&said)?;
    Ok(said)
}

#[test]
fn both_say_the_same_of_a_ledger_and_of_what_was_meddled_with_in_it() {
    let place = tempfile::tempdir().unwrap();
    let folder = life(place.path());
    let file = folder.join("ledger.db");
    let whole = fs::read(&file).unwrap();
    let ours = || Vault::open_read_only(&folder).is_ok_and(|vault| vault.verify().is_ok());
    let question = json!({"kind": "ledger", "folder": folder});
    let mut second = Second::start();
    let (good, why) = second.ask(&question);
    assert!(good && ours(), "{why}");
    let full = std::env::var_os("CUSTODY_FULL").is_some();
    let mut numbers = Numbers(0x1ed9e5);
    for number in 0..if full { 2_000 } else { 120 } {
        let db = rusqlite::Connection::open(&file).unwrap();
        let said = meddle(&db, &mut numbers).unwrap();
        db.close().unwrap();
        let log = folder.join("ledger.db-wal");
        assert!(!log.exists(), "nobody else has it open");
        let (theirs, why) = second.ask(&question);
        assert_eq!(ours(), theirs, "{number}: {said}: {why}");
        fs::write(&file, &whole).unwrap();
    }
    assert!(ours());
}
