//! Sections 5, 6 and 9: the example's ledger, verified step by step as the page says.

use crate::page::Page;
use crate::vault_folder::settings;
use custody_core::ledger::{
    Checkpoint, Hash, LeafIndex, LedgerWalk, Origin, TreeSize, VerifiedCheckpoint, leaf_hash,
    verify_consistency, verify_inclusion,
};
use custody_core::note::{KeyName, SignedNote, VerifierKey};
use custody_core::record::event::RECORD_KIND;
use custody_core::record::{Event, Person, PersonId, Record, Register, Text};
use custody_core::rules::apply;
use custody_core::vault::documents::{self, DecidedAs, DecisionDocument, ReceiptDocument};

/// The checkpoint on the page, verified.
fn checkpoint(page: &Page) -> VerifiedCheckpoint {
    let settings = settings(page);
    let note = SignedNote::parse(page.example("checkpoint").as_bytes()).unwrap();
    let key = VerifierKey::parse(&settings.log_key).unwrap();
    let origin = Origin::new(settings.origin).unwrap();
    Checkpoint::verify(&note, &key, &origin).unwrap()
}

/// The key of a person in this vault.
pub fn key_of(origin: &str, person: &Person) -> VerifierKey {
    let card = person.card.as_ref().unwrap();
    let name = KeyName::new(format!("{origin}/{}", person.id)).unwrap();
    VerifierKey::new(name, card.verifier.as_str().parse().unwrap())
}

/// The register after the example's last record.
pub fn register(page: &Page) -> Register {
    replayed(page).1
}

fn replayed(page: &Page) -> (Vec<Record>, Register) {
    let origin = settings(page).origin;
    let mut register = Register::empty(Text::new(origin.as_str()).unwrap());
    let mut records = Vec::new();
    for note in page.leaves() {
        let note = SignedNote::parse(note.as_bytes()).unwrap();
        let json = note.unverified_text().custody_body(RECORD_KIND).unwrap();
        let record: Record = serde_json::from_str(json).unwrap();
        // Step 4: the card as it was before the record; record 0 brings its own.
        let author = match &record.event {
            Event::ContractOpened { people, .. } => people.iter().find(|p| p.id == record.by),
            _ => register.people.get(&record.by),
        };
        note.verify(&[key_of(&origin, author.unwrap())]).unwrap();
        embedded(&origin, &register, &record);
        apply::advance(&mut register, &record).unwrap();
        records.push(record);
    }
    (records, register)
}

/// Step 6.
fn embedded(origin: &str, register: &Register, record: &Record) {
    let key = |id: PersonId| key_of(origin, &register.people[&id]);
    match &record.event {
        Event::PermissionRegistered {
            permission,
            note: Some(note),
            ..
        } => {
            let note = SignedNote::parse(note.0.as_bytes()).unwrap();
            let decision: DecisionDocument =
                documents::verify(&note, &key(permission.decided_by)).unwrap();
            assert_eq!(decision.vault.as_str(), origin);
            assert_eq!(Some(decision.request), permission.request);
            assert_eq!(decision.at, permission.decided_at);
            let DecidedAs::Approved {
                grant,
                scope,
                uses,
                conditions,
            } = decision.outcome
            else {
                panic!("an approval");
            };
            assert_eq!(
                (&grant, &scope, &uses, &conditions),
                (
                    &permission.grant,
                    &permission.scope,
                    &permission.uses,
                    &permission.conditions
                )
            );
        }
        Event::ReturnReceived {
            by,
            returned_in,
            received_at,
            note: Some(note),
            ..
        } => {
            let note = SignedNote::parse(note.0.as_bytes()).unwrap();
            let receipt: ReceiptDocument = documents::verify(&note, &key(*by)).unwrap();
            assert_eq!(receipt.vault.as_str(), origin);
            assert_eq!((receipt.record, receipt.at), (returned_in.0, *received_at));
            assert!(!receipt.rejected);
        }
        _ => {}
    }
}

#[test]
fn the_whole_example_verifies_step_by_step() {
    let page = Page::read();
    let (records, register) = replayed(&page);
    let kinds: String = records
        .iter()
        .map(|record| format!("{} {}\n", record.seq, record.event.kind()))
        .collect();
    assert_eq!(page.example("leaf-kinds"), kinds);
    let embedded = page
        .leaves()
        .iter()
        .filter(|note| note.contains("\"note\":\"custody."))
        .count();
    assert_eq!(embedded, 2, "a decision and a receipt");
    assert_eq!(register.head.size, checkpoint(&page).size().0);
}

#[test]
fn the_root_follows_from_the_leaves() {
    let page = Page::read();
    let mut walk = LedgerWalk::new();
    let mut hashes = String::new();
    for (seq, note) in page.leaves().into_iter().enumerate() {
        walk.feed(note.as_bytes()).unwrap();
        hashes += &format!("{seq} {}\n", leaf_hash(note.as_bytes()).to_hex());
    }
    assert_eq!(page.example("leaf-hashes"), hashes);
    walk.compare(&checkpoint(&page)).unwrap();
}

#[test]
fn a_changed_leaf_gives_another_root() {
    let page = Page::read();
    let mut walk = LedgerWalk::new();
    for note in page.leaves() {
        walk.feed(note.replace("高崎", "東京").as_bytes()).unwrap();
    }
    assert_eq!(walk.compare(&checkpoint(&page)).unwrap_err().code(), 3);
}

#[test]
fn the_record_note_on_the_page_is_a_leaf() {
    let page = Page::read();
    let note = page.example("record-note");
    assert_eq!(page.leaves()[2], note);
    let record: Record = serde_json::from_str(note.lines().nth(1).unwrap()).unwrap();
    assert_eq!(record.seq.0, 2);
}

fn hashes<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<Hash> {
    lines.map(|line| Hash::from_base64(line).unwrap()).collect()
}

#[test]
fn the_inclusion_proof_leads_to_the_checkpoint() {
    let page = Page::read();
    let mut lines = page.example("inclusion-proof").lines();
    let checkpoint = checkpoint(&page);
    let stated = format!("leaf 2 of {}", checkpoint.size());
    assert_eq!(lines.next(), Some(stated.as_str()));
    let proof = hashes(lines);
    let leaf = leaf_hash(page.example("record-note").as_bytes());
    let verify = |index| {
        let (size, root) = (checkpoint.size(), checkpoint.root());
        verify_inclusion(&leaf, LeafIndex(index), size, &proof, &root)
    };
    verify(2).unwrap();
    assert_eq!(verify(3).unwrap_err().code(), 3);
}

#[test]
fn the_consistency_proof_leads_from_the_older_root_to_the_checkpoint() {
    let page = Page::read();
    let mut lines = page.example("consistency-proof").lines();
    let words: Vec<&str> = lines.next().unwrap().split(' ').collect();
    let ["6", older_root, "to", size] = words[..] else {
        panic!("6 ROOT to SIZE");
    };
    let older_root = Hash::from_base64(older_root).unwrap();
    let checkpoint = checkpoint(&page);
    assert_eq!(size, checkpoint.size().to_string());
    let mut walk = LedgerWalk::new();
    for note in page.leaves().into_iter().take(6) {
        walk.feed(note.as_bytes()).unwrap();
    }
    assert_eq!(walk.root(), older_root);
    let proof = hashes(lines);
    let (newer, root) = (checkpoint.size(), checkpoint.root());
    verify_consistency(TreeSize(6), &older_root, newer, &root, &proof).unwrap();
    let other = verify_consistency(TreeSize(6), &root, newer, &root, &proof);
    assert_eq!(other.unwrap_err().code(), 3);
}
