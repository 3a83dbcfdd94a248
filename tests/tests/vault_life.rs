//! The whole life of lent data through the library, on real files, and what it refuses on the way.

use custody_core::keys::PersonKey;
use custody_core::record::*;
use custody_core::rules::{Act, Asked, Denied, HandOver};
use custody_core::seal::Passphrase;
use custody_core::vault::documents::{DecidedAs, DecisionDocument, peek, sign as sign_document};
use custody_core::vault::office::{approve, read_request};
use custody_core::vault::{DoctorFinding, Lack, PackTo, Recovered, Vault, VaultError};
use custody_tests::balance::Count;
use custody_tests::office::*;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// 原本受領, 作成, 返還, 廃棄, 紛失, 保有 of A-0001; both equations hold for every asset.
fn balance(office: &Office) -> [usize; 6] {
    let mut count = Count::default();
    let counted = office.vault.each_record(0, |listed| {
        count.record(&listed.record);
        Ok(())
    });
    counted.unwrap();
    let register = office.vault.register().unwrap();
    count.agrees(&register).unwrap();
    count.of(&register, of("A-0001")).row()
}

/// What `verify` and `doctor` say, so that a failure can be shown to have changed nothing of it.
fn health(office: &mut Office) -> (Option<String>, Vec<DoctorFinding>) {
    let verdict = office.vault.verify().err().map(|error| error.to_string());
    (verdict, office.vault.doctor(false).unwrap().findings)
}

fn is_sound(office: &mut Office) {
    assert_eq!(health(office), (None, Vec::new()));
}

/// An office in which A-0001/1 was received and copied as A-0001/2.
fn with_copy(place: &Path) -> Office {
    let mut office = Office::found(place);
    let lent = office.path("甲からの受領 その１");
    lend(&lent);
    office.receive(&[lent]).unwrap();
    office.permit(ask_copy("A-0001/1"));
    office.copy("A-0001/1").unwrap();
    office
}

fn code<T>(result: Result<T, VaultError>) -> (u8, String) {
    let error = result.err().expect("must fail");
    (error.code(), error.to_string())
}

/// The guard of a refusal.
fn guard<T>(result: Result<T, VaultError>) -> Guard {
    match result.err().expect("must be refused") {
        VaultError::Denied(Denied::Refused(refusal)) => refusal.finding.guard,
        other => panic!("not a refusal: {other:?}"),
    }
}

#[test]
fn lent_data_live_from_reception_to_destruction() {
    let place = tempfile::tempdir().unwrap();
    let mut office = Office::found(place.path());
    let lent = office.path("甲からの受領 その１");
    lend(&lent);
    let received = office.receive(std::slice::from_ref(&lent)).unwrap();
    assert_eq!(received.ids, ["A-0001", "A-0001/1"]);
    assert!(!lent.exists(), "the plaintext is gone once it is recorded");
    assert_eq!(balance(&office), [1, 0, 0, 0, 0, 1]);

    assert_eq!(guard(office.copy("A-0001/1")), Guard::CopyApproval);
    office.permit(ask_copy("A-0001/1"));
    assert_eq!(office.copy("A-0001/1").unwrap().ids, ["A-0001/2"]);
    assert_eq!(guard(office.copy("A-0001/1")), Guard::CopyApproval);
    assert_eq!(balance(&office), [1, 1, 0, 0, 0, 2]);

    let package = office.path(STICK).join("髙﨑 𠮷 一式.age");
    office.permit(ask_carry("A-0001/1"));
    assert_eq!(guard(office.carry("J-0001", &package)), Guard::CarryBrief);
    assert!(!package.exists());
    office.brief("J-0001").unwrap();
    assert_eq!(office.carry("J-0001", &package).unwrap().ids, ["A-0001/3"]);
    assert_eq!(office.state("A-0001/3"), "in_transit");
    office.arrive("J-0001").unwrap();
    assert_eq!(office.state("A-0001/3"), "at_destination");
    office.back("J-0001").unwrap();
    assert_eq!(balance(&office), [1, 2, 0, 0, 0, 3]);

    // The folder is written as it was received, names and bytes, and goes again.
    let folder = office.path("展開 先");
    let opened = office.unfold(Who::Second, "A-0001/1", &folder).unwrap();
    let found = tree(&folder.join("甲からの受領 その１"));
    for (path, content) in LENT {
        assert_eq!(found[path], content, "{path}");
    }
    assert_eq!(opened.ids, ["A-0001/4"]);
    assert_eq!(guard(office.give_back(&["A-0001/1"])), Guard::WorkingOpen);
    assert_eq!(guard(office.fold("A-0001/4", false)), Guard::HolderOnly);
    office.fold_as(Who::Second, "A-0001/4", false).unwrap();
    assert!(!folder.exists());

    let object = office.object("A-0001/1");
    let given = office.give_back(&["A-0001/1"]).unwrap();
    assert!(object.exists(), "until 甲 has confirmed, it can be opened");
    let receipt = office.receipt(&given.note);
    office.import(receipt.as_bytes()).unwrap();
    assert!(!object.exists());
    assert_eq!(balance(&office), [1, 2, 1, 0, 0, 2]);

    office.permit(ask_destroy("A-0001/2", &[Method::LogicalDelete]));
    let nothing = DestructionEvidence::default();
    let object = office.object("A-0001/2");
    office
        .destroy("A-0001/2", Method::LogicalDelete, nothing.clone())
        .unwrap();
    assert!(!object.exists());
    office.permit(ask_destroy("A-0001/3", &[Method::Overwrite]));
    assert_eq!(
        guard(office.destroy("A-0001/3", Method::Overwrite, nothing)),
        Guard::DestroyEvidence
    );
    office
        .destroy("A-0001/3", Method::Overwrite, overwritten())
        .unwrap();
    assert_eq!(balance(&office), [1, 2, 1, 2, 0, 0]);
    is_sound(&mut office);
    assert!(tree(&office.path(VAULT).join("objects")).is_empty());

    // Also from another process that only reads.
    drop(office);
    let vault = Vault::open_read_only(&place.path().join(VAULT)).unwrap();
    vault.verify().unwrap();
}

#[test]
fn a_decision_on_another_text_than_the_one_on_record_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let mut office = with_copy(place.path());
    // In a copy of the vault R asks something else under the number that comes next here too.
    copy_folder(&office.path(VAULT), &elsewhere.path().join(VAULT));
    let here = office.request(ask_copy("A-0001/1")).unwrap();
    let folder = std::mem::replace(&mut office.root, elsewhere.path().to_owned());
    office.reopen().unwrap();
    let there = office.request(ask_copy("A-0001/2")).unwrap();
    office.root = folder;
    office.reopen().unwrap();
    let decision = office.approved(&there);
    let (code, said) = code(office.import(decision.as_bytes()));
    assert_eq!((code, said.contains("R-0002")), (3, true), "{said}");
    is_sound(&mut office);
    let decision = office.approved(&here);
    office.import(decision.as_bytes()).unwrap();
}

/// The register may change while 甲 thinks: what counts is the text that went out.
#[test]
fn a_decision_is_taken_although_the_register_changed_meanwhile() {
    let place = tempfile::tempdir().unwrap();
    let mut office = with_copy(place.path());
    let request = office.request(ask_copy("A-0001/1")).unwrap();
    let register = office.vault.register().unwrap();
    let mut client = register
        .people
        .values()
        .find(|p| p.is_client())
        .unwrap()
        .clone();
    client.contact = Some(text("000-000-0000"));
    let member = office.member(Who::Manager);
    office.vault.change_person(&member, client).unwrap();
    let decision = office.approved(&request);
    office.import(decision.as_bytes()).unwrap();
    is_sound(&mut office);
}

#[test]
fn a_decision_counts_once() {
    let place = tempfile::tempdir().unwrap();
    let mut office = with_copy(place.path());
    let request = office.request(ask_copy("A-0001/1")).unwrap();
    let decision = office.approved(&request);
    office.import(decision.as_bytes()).unwrap();
    let before = office.vault.head().unwrap();
    let twice = office.import(decision.as_bytes());
    assert!(
        matches!(&twice, Err(VaultError::Denied(Denied::Nonsense(_)))),
        "{:?}",
        twice.err()
    );
    assert_eq!(office.vault.head().unwrap(), before);
    office.copy("A-0001/1").unwrap();
    assert_eq!(guard(office.copy("A-0001/1")), Guard::CopyApproval);
    is_sound(&mut office);
}

#[test]
fn nobody_of_the_contractor_approves() {
    let place = tempfile::tempdir().unwrap();
    let mut office = with_copy(place.path());
    let request = office.request(ask_copy("A-0001/1")).unwrap();
    // The program does not even sign it.
    let read = read_request(request.as_bytes()).unwrap();
    for who in [Who::Manager, Who::Worker, Who::Second] {
        let signed = approve(&read, office.key(who), Default::default(), of(NOW));
        assert_eq!(signed.err().unwrap().code(), 5, "{who:?}");
    }
    let honest: DecisionDocument = peek(&office.approved(&request)).unwrap();
    // F signs with their own key in their own name: the signature is good, the rule says no.
    let own = DecisionDocument {
        by: Who::Forger.id(),
        ..honest.clone()
    };
    let own = sign_document(&own, &office.forging_as(Who::Forger)).unwrap();
    assert_eq!(guard(office.import(own.as_bytes())), Guard::SelfApprove);
    // F signs in G's name, or puts G's name into what F signs: no key of G made that.
    let forged = sign_document(&honest, &office.forging_as(Who::Approver)).unwrap();
    assert_eq!(code(office.import(forged.as_bytes())).0, 5);
    let forged = sign_document(&honest, &office.forging_as(Who::Forger)).unwrap();
    assert_eq!(code(office.import(forged.as_bytes())).0, 5);
    // G's own decision with one word of it changed.
    let honest = office.approved(&request);
    let changed = honest.as_str().replace("C-0001", "C-0002");
    assert_ne!(changed, honest.as_str());
    assert_eq!(code(office.import(changed.as_bytes())).0, 3);
    is_sound(&mut office);
    assert_eq!(guard(office.copy("A-0001/1")), Guard::CopyApproval);
}

#[test]
fn a_decision_says_no_more_than_declined() {
    let place = tempfile::tempdir().unwrap();
    let mut office = with_copy(place.path());
    let request = office.request(ask_copy("A-0001/1")).unwrap();
    let read = read_request(request.as_bytes()).unwrap();
    let reason = Some(text("不要のため"));
    let key = office.key(Who::Approver);
    let declined = custody_core::vault::office::decline(&read, key, reason, of(NOW)).unwrap();
    let document: DecisionDocument = peek(&declined).unwrap();
    assert!(matches!(document.outcome, DecidedAs::Declined { .. }));
    office.import(declined.as_bytes()).unwrap();
    assert_eq!(guard(office.copy("A-0001/1")), Guard::CopyApproval);
    is_sound(&mut office);
}

#[test]
fn a_changed_receipt_is_refused_and_a_good_one_counts_once() {
    let place = tempfile::tempdir().unwrap();
    let mut office = with_copy(place.path());
    let given = office.give_back(&["A-0001/1"]).unwrap();
    let receipt = office.receipt(&given.note);
    for (from, to) in [("A-0001/1", "A-0001/2"), ("\"number\":12", "\"number\":13")] {
        let changed = receipt.as_str().replace(from, to);
        assert_ne!(changed, receipt.as_str());
        assert_eq!(code(office.import(changed.as_bytes())).0, 3, "{from}");
    }
    // T counted otherwise: well signed, and it does not agree.
    let read = std::fs::read(&given.note).unwrap();
    let read = custody_core::vault::office::read_return(&read).unwrap();
    let seen = custody_core::vault::office::Seen {
        instance: of("A-0001/1"),
        serial: None,
        quantity: Some(of("11件")),
    };
    let key = office.key(Who::Officer);
    let counted = custody_core::vault::office::receipt(&read, key, &[seen], None, of(NOW)).unwrap();
    assert_eq!(
        guard(office.import(counted.as_bytes())),
        Guard::ReceiptMatch
    );
    assert_eq!(office.state("A-0001/1"), "return_pending");
    is_sound(&mut office);
    office.import(receipt.as_bytes()).unwrap();
    assert_eq!(guard(office.import(receipt.as_bytes())), Guard::BadState);
    assert_eq!(office.state("A-0001/1"), "returned");
    is_sound(&mut office);
}

/// Its record has the same number, it returned the same thing, and it is well signed by the one who received it.
#[test]
fn a_receipt_of_another_return_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let mut office = with_copy(place.path());
    // In a copy of the vault the same is given back, as another package.
    copy_folder(&office.path(VAULT), &elsewhere.path().join(VAULT));
    let here = office.give_back(&["A-0001/1"]).unwrap();
    let folder = std::mem::replace(&mut office.root, elsewhere.path().to_owned());
    std::fs::create_dir(office.path(OUT)).unwrap();
    office.reopen().unwrap();
    let there = office.give_back(&["A-0001/1"]).unwrap();
    assert_eq!(here.note.file_name(), there.note.file_name());
    office.root = folder;
    office.reopen().unwrap();
    let receipt = office.receipt(&there.note);
    let size = office.vault.head().unwrap().size;
    let (code, said) = code(office.import(receipt.as_bytes()));
    assert_eq!((code, said.contains("another note")), (3, true), "{said}");
    assert_eq!(office.state("A-0001/1"), "return_pending");
    assert_eq!(office.vault.head().unwrap().size, size);
    is_sound(&mut office);
    let receipt = office.receipt(&here.note);
    office.import(receipt.as_bytes()).unwrap();
    assert_eq!(office.state("A-0001/1"), "returned");
    is_sound(&mut office);
}

/// Whatever a program asks the library for: what is handed over is accepted by a signature, or nothing is recorded.
#[test]
fn nothing_is_handed_over_without_the_word_of_who_accepts() {
    let place = tempfile::tempdir().unwrap();
    let mut office = with_copy(place.path());
    let take = Act::Take {
        instance: of("A-0001/2"),
        place: workplace(),
        purpose: text("税務システムの運用及び保守"),
        method: None,
    };
    office.act(Who::Worker, take).unwrap();
    let hand_over = HandOver {
        instances: vec![of("A-0001/2")],
        to: Who::Second.id(),
        absent: None,
        seal_intact: true,
        remark: None,
        note: None,
    };
    let asked = Act::HandOver(Box::new(hand_over.clone()));
    let size = office.vault.head().unwrap().size;
    let unaccepted = office.act(Who::Worker, asked.clone()).err();
    assert!(
        matches!(unaccepted, Some(VaultError::Missing(Lack::Receiver))),
        "{unaccepted:?}"
    );
    assert_eq!(office.vault.head().unwrap().size, size);
    let theirs = office.vault.acceptance(office.key(Who::Second), &hand_over);
    let asked = Asked::now(Who::Worker.id(), asked);
    let worker = office.member(Who::Worker);
    office
        .vault
        .hand_over(&worker, asked, theirs.unwrap().as_bytes())
        .unwrap();
    is_sound(&mut office);
}

#[test]
fn who_has_no_key_opens_nothing() {
    let place = tempfile::tempdir().unwrap();
    let mut office = with_copy(place.path());
    let folder = office.path("展開 先");
    let stranger = PersonKey::generate("見知らぬ人", NOW).unwrap();
    assert_eq!(office.vault.member(&stranger).err().unwrap().code(), 5);
    // 甲's people hold no log key.
    let client = office.vault.member(office.key(Who::Approver));
    assert_eq!(client.err().unwrap().code(), 5);
    // A supervisor may not, by the rules; a worker whose access was taken away has no key.
    let supervisor = office.unfold(Who::Supervisor, "A-0001/1", &folder);
    assert_eq!(guard(supervisor), Guard::Role);
    let manager = office.member(Who::Manager);
    let holder = text(&Who::Second.id().to_string());
    office
        .vault
        .ungrant(&manager, of("A-0001/1"), &holder, None)
        .unwrap();
    let (code, said) = code(office.unfold(Who::Second, "A-0001/1", &folder));
    assert_eq!((code, said.contains("A-0001/1")), (5, true), "{said}");
    assert!(!folder.exists());
    is_sound(&mut office);
    office.unfold(Who::Second, "A-0001/2", &folder).unwrap();
}

#[test]
fn damage_of_an_object_is_named_and_costs_that_object_only() {
    let place = tempfile::tempdir().unwrap();
    let mut office = with_copy(place.path());
    let object = office.object("A-0001/1");
    let whole = std::fs::read(&object).unwrap();
    let mut cases: Vec<(String, Option<Vec<u8>>)> = [0, 30, 150, 250, 300, whole.len() - 1]
        .into_iter()
        .map(|at| {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            (format!("byte {at}"), Some(bytes))
        })
        .collect();
    cases.push((
        "one byte less".into(),
        Some(whole[..whole.len() - 1].to_vec()),
    ));
    cases.push(("empty".into(), Some(Vec::new())));
    cases.push((
        "the other object".into(),
        Some(std::fs::read(office.object("A-0001/2")).unwrap()),
    ));
    cases.push(("missing".into(), None));
    for (what, bytes) in cases {
        match bytes {
            Some(bytes) => std::fs::write(&object, bytes).unwrap(),
            None => std::fs::remove_file(&object).unwrap(),
        }
        let (code, said) = code(office.vault.verify());
        assert_eq!(
            (code, said.contains("A-0001/1")),
            (3, true),
            "{what}: {said}"
        );
        let before = health(&mut office);
        assert!(
            matches!(before.1.as_slice(), [DoctorFinding::Object { kept, .. }] if kept.to_string() == "A-0001/1"),
            "{what}: {before:?}"
        );
        let folder = office.path("展開 先");
        let opened = office.unfold(Who::Worker, "A-0001/1", &folder);
        let opened = opened.err().unwrap();
        assert!(matches!(opened.code(), 3 | 5 | 6), "{what}: {opened}");
        assert!(
            !folder.exists() || tree(&folder).is_empty(),
            "{what}: plaintext"
        );
        assert_eq!(health(&mut office), before, "{what}");
        let other = office.unfold(Who::Worker, "A-0001/2", &folder).unwrap();
        office.fold(&other.ids[0], false).unwrap();
        std::fs::write(&object, &whole).unwrap();
        is_sound(&mut office);
    }
}

#[test]
fn a_changed_record_is_named() {
    let place = tempfile::tempdir().unwrap();
    let office = with_copy(place.path());
    let size = office.vault.head().unwrap().size;
    drop(office);
    let ledger = place.path().join(VAULT).join("ledger.db");
    let whole = std::fs::read(&ledger).unwrap();
    let last = i64::try_from(size).unwrap() - 1;
    for seq in [0, 2, last] {
        for (from, to) in [
            ("\"by\":\"H-00", "\"by\":\"H-01"),
            ("\u{2014} ", "\u{2013} "),
        ] {
            let changed = sql(&ledger, |db| {
                let note: Vec<u8> = db
                    .query_row("SELECT note FROM leaf WHERE seq = ?1", [seq], |r| r.get(0))
                    .unwrap();
                let text = String::from_utf8(note).unwrap().replacen(from, to, 1);
                let update = "UPDATE leaf SET note = ?1 WHERE seq = ?2";
                db.execute(update, (text.as_bytes(), seq)).unwrap()
            });
            assert_eq!(changed, 1);
            let vault = Vault::open(&place.path().join(VAULT)).unwrap();
            let (code, said) = code(vault.verify());
            assert_eq!(
                (code, said.contains(&format!("record {seq}"))),
                (3, true),
                "{said}"
            );
            drop(vault);
            std::fs::write(&ledger, &whole).unwrap();
        }
    }
}

#[test]
fn a_changed_projection_is_found_and_written_anew_from_the_records() {
    let place = tempfile::tempdir().unwrap();
    let mut office = with_copy(place.path());
    let before = office.vault.register().unwrap();
    let changed = sql(&office.path(VAULT).join("ledger.db"), |db| {
        let update = "UPDATE entity SET body = replace(body, 'L-01', 'L-02') \
                      WHERE kind = 'instance' AND id = 'A-0001/2'";
        db.execute(update, []).unwrap()
    });
    assert_eq!(changed, 1);
    let (code, said) = code(office.vault.verify());
    assert_eq!((code, said.contains("A-0001/2")), (3, true), "{said}");
    let repaired = office.vault.doctor(true).unwrap().findings;
    assert!(
        matches!(repaired.as_slice(), [DoctorFinding::Projection { row, repaired: true }] if row.to_string().contains("A-0001/2")),
        "{repaired:?}"
    );
    assert_eq!(office.vault.register().unwrap(), before);
    is_sound(&mut office);
}

#[test]
fn the_settings_of_another_vault_open_nothing() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let office = with_copy(one.path());
    drop(Office::found(other.path()));
    drop(office);
    let settings = |place: &Path| place.join(VAULT).join("vault.toml");
    let own = std::fs::read_to_string(settings(one.path())).unwrap();
    let foreign = std::fs::read_to_string(settings(other.path())).unwrap();
    let folder = one.path().join(VAULT);
    std::fs::write(settings(one.path()), &foreign).unwrap();
    assert_eq!(code(Vault::open(&folder)).0, 3);
    assert_eq!(code(Vault::open_read_only(&folder)).0, 3);
    // The own origin, but the other's log key.
    let line = |text: &str| {
        let found = text.lines().find(|line| line.starts_with("log_key"));
        found.unwrap().to_owned()
    };
    let mixed = own.replace(&line(&own), &line(&foreign));
    std::fs::write(settings(one.path()), mixed).unwrap();
    let vault = Vault::open(&folder).unwrap();
    assert_eq!(code(vault.verify()).0, 3);
    drop(vault);
    for (what, text) in [
        ("newer", own.replace("version = 1", "version = 2")),
        ("no TOML", "これは設定ではない".to_owned()),
        ("unknown key", format!("{own}\nmore = 1\n")),
    ] {
        std::fs::write(settings(one.path()), text).unwrap();
        assert_eq!(code(Vault::open(&folder)).0, 6, "{what}");
    }
    std::fs::write(settings(one.path()), own).unwrap();
    Vault::open(&folder).unwrap().verify().unwrap();
}

#[test]
fn work_is_not_thrown_away_with_a_working_copy() {
    let place = tempfile::tempdir().unwrap();
    let mut office = with_copy(place.path());
    let folder = office.path("展開 先");
    let opened = office.unfold(Who::Worker, "A-0001/1", &folder).unwrap();
    let id = &opened.ids[0];
    let top = folder.join("甲からの受領 その１");
    let changed = top.join("髙﨑 𠮷.csv");
    std::fs::write(&changed, "書き換え").unwrap();
    std::fs::write(top.join("メモ.txt"), "新しい").unwrap();
    let before = tree(&folder);
    match office.fold(id, false) {
        Err(error @ VaultError::WorkChanged(_)) => {
            assert_eq!(error.code(), 8);
            let VaultError::WorkChanged(names) = &error else {
                unreachable!()
            };
            assert_eq!(names.len(), 2);
            assert!(names.iter().any(|name| name.contains("髙﨑 𠮷.csv")));
            assert!(names.iter().any(|name| name.contains("メモ.txt")));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(tree(&folder), before);
    assert_eq!(office.state(id), "in_use");
    is_sound(&mut office);
    office.fold(id, true).unwrap();
    assert!(!folder.exists());
    assert_eq!(office.state(id), "closed");
    is_sound(&mut office);
}

/// S15: a file that changes while it is sealed, or after it and before its source is removed, is not lost.
#[test]
fn a_source_that_changes_meanwhile_stays() {
    let place = tempfile::tempdir().unwrap();
    let mut office = Office::found(place.path());
    let lent = office.path("甲からの受領 その１");
    lend(&lent);
    let large = lent.join("大きい 表.csv");
    for (what, change) in [
        ("grown", append as fn(&Path)),
        ("cut", cut as fn(&Path)),
        ("swapped", swap as fn(&Path)),
    ] {
        std::fs::write(&large, vec![b'x'; 200_000]).unwrap();
        let size = office.vault.head().unwrap().size;
        let mut calls = 0;
        let mut progress = |_bytes| {
            calls += 1;
            if calls == 3 {
                change(&large);
            }
            ControlFlow::Continue(())
        };
        let done = office.receive_with(std::slice::from_ref(&lent), &mut progress);
        let (code, said) = code(done);
        assert_eq!(
            (code, said.contains("大きい 表.csv")),
            (8, true),
            "{what}: {said}"
        );
        assert_eq!(office.vault.head().unwrap().size, size, "{what}");
        assert_eq!(tree(&lent).len(), LENT.len() + 1, "{what}");
        assert!(
            tree(&office.path(VAULT).join("objects")).is_empty(),
            "{what}"
        );
        is_sound(&mut office);
    }
    office.receive(&[lent]).unwrap();
}

/// How often progress is told while the same files are received elsewhere.
fn calls_of_a_reception() -> usize {
    let place = tempfile::tempdir().unwrap();
    let mut office = Office::found(place.path());
    let lent = office.path("甲からの受領 その１");
    lend(&lent);
    std::fs::write(lent.join("あ.csv"), "前").unwrap();
    let mut calls = 0;
    let mut progress = |_bytes| {
        calls += 1;
        ControlFlow::Continue(())
    };
    office.receive_with(&[lent], &mut progress).unwrap();
    calls
}

/// What is written to a source after it was read, within the same second and with the same length, stays.
#[test]
fn a_source_that_changes_after_it_was_sealed_stays() {
    let place = tempfile::tempdir().unwrap();
    let mut office = Office::found(place.path());
    let lent = office.path("甲からの受領 その１");
    lend(&lent);
    let small = lent.join("あ.csv");
    std::fs::write(&small, "前").unwrap();
    let last = calls_of_a_reception();
    let mut calls = 0;
    let mut progress = |_bytes| {
        calls += 1;
        // All is sealed and read back by then; only the removal follows.
        if calls == last {
            std::fs::write(&small, "後").unwrap();
        }
        ControlFlow::Continue(())
    };
    let (code, said) = code(office.receive_with(std::slice::from_ref(&lent), &mut progress));
    assert_eq!((code, said.contains("あ.csv")), (8, true), "{said}");
    assert_eq!(std::fs::read_to_string(&small).unwrap(), "後");
    // The record is there and its source pending: the next start says so again, until the file is gone.
    office.vault.verify().unwrap();
    let member = office.member(Who::Worker);
    for _ in 0..2 {
        let recovered = office.vault.recover(&member).unwrap();
        assert!(
            matches!(recovered.as_slice(), [Recovered::SourceChanged { files, .. }] if files.len() == 1),
            "{recovered:?}"
        );
    }
    std::fs::rename(&small, office.path("別の所.csv")).unwrap();
    let recovered = office.vault.recover(&member).unwrap();
    assert!(matches!(
        recovered.as_slice(),
        [Recovered::SourceRemoved { .. }]
    ));
    assert!(!lent.exists());
    is_sound(&mut office);
}

/// Another command starts while this one seals: what this one has begun is not a crash's.
#[test]
fn another_command_leaves_work_in_progress_alone() {
    let place = tempfile::tempdir().unwrap();
    let mut office = Office::found(place.path());
    office.keep_key(Who::Worker);
    let key = Office::worker_key(place.path()).unwrap();
    let lent = office.path("甲からの受領 その１");
    lend(&lent);
    let mut looked = 0;
    let mut progress = |_bytes| {
        let mut other = Office::open(place.path(), &key).unwrap();
        let member = other.member(Who::Worker);
        assert!(!other.vault.is_interrupted().unwrap());
        assert_eq!(other.vault.recover(&member).unwrap(), []);
        assert_eq!(other.vault.doctor(false).unwrap().findings, []);
        looked += 1;
        ControlFlow::Continue(())
    };
    office.receive_with(&[lent], &mut progress).unwrap();
    assert!(looked > 1);
    assert_eq!(office.state("A-0001/1"), "held");
    is_sound(&mut office);
}

/// Two processes at once: one is stopped in the middle of 受領, the other starts, looks, and works.
#[cfg(target_os = "linux")]
#[test]
fn another_process_undoes_only_what_a_dead_one_left() {
    let place = tempfile::tempdir().unwrap();
    custody_tests::durable::prepare(place.path(), false);
    let key = Office::worker_key(place.path()).unwrap();
    let objects = || tree(&place.path().join(VAULT).join("objects")).len();
    let before = objects();
    let mut slow = std::process::Command::new(env!("CARGO_BIN_EXE_act_driver"))
        .arg("act")
        .arg(place.path())
        .args(["receive", "stands"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = std::io::BufReader::new(slow.stdout.take().unwrap());
    let mut line = String::new();
    std::io::BufRead::read_line(&mut said, &mut line).unwrap();
    assert_eq!(line, "sealing\n");
    let mut office = Office::open(place.path(), &key).unwrap();
    let member = office.member(Who::Worker);
    assert_eq!(objects(), before + 1);
    assert!(!office.vault.is_interrupted().unwrap());
    assert_eq!(office.vault.recover(&member).unwrap(), []);
    office
        .carry("J-0001", &office.path(STICK).join("一式.age"))
        .unwrap();
    assert_eq!(objects(), before + 1);
    slow.kill().unwrap();
    slow.wait().unwrap();
    assert!(office.vault.is_interrupted().unwrap());
    let recovered = office.vault.recover(&member).unwrap();
    assert!(
        matches!(recovered.as_slice(), [Recovered::Undone { .. }]),
        "{recovered:?}"
    );
    assert_eq!(objects(), before);
    is_sound(&mut office);
}

fn append(file: &Path) {
    let mut file = std::fs::OpenOptions::new().append(true).open(file).unwrap();
    file.write_all(b"more").unwrap();
}

fn cut(file: &Path) {
    let file = std::fs::OpenOptions::new().write(true).open(file).unwrap();
    file.set_len(100).unwrap();
}

/// Another file of the same size in its place.
fn swap(file: &Path) {
    let size = file.metadata().unwrap().len();
    let other = file.with_extension("new");
    std::fs::write(&other, vec![b'y'; size as usize]).unwrap();
    std::fs::rename(other, file).unwrap();
}

fn by_passphrase() -> PackTo {
    let passphrase = Passphrase::new("赤城山の風は今日も冷たい".as_bytes().to_vec().into());
    PackTo::passphrase(passphrase.unwrap()).unwrap()
}

#[test]
fn what_has_the_targets_name_is_untouched() {
    let place = tempfile::tempdir().unwrap();
    let mut office = with_copy(place.path());
    office.permit(ask_carry("A-0001/1"));
    office.brief("J-0001").unwrap();
    let target = office.path(STICK).join("髙﨑 𠮷 一式.age");
    let tag = office.path(STICK).join("髙﨑 𠮷 一式.age.tag");
    let officer = office.vault.addressed(Who::Officer.id()).unwrap();
    for (theirs, to) in [
        (&target, officer),
        (&target, by_passphrase()),
        (&tag, by_passphrase()),
    ] {
        std::fs::write(theirs, "theirs").unwrap();
        let size = office.vault.head().unwrap().size;
        let (code, said) = code(office.carry_to("J-0001", &target, to));
        assert_eq!((code, said.contains("一式.age")), (8, true), "{said}");
        assert_eq!(std::fs::read(theirs).unwrap(), b"theirs");
        assert_eq!(tree(&office.path(STICK)).len(), 1);
        assert_eq!(office.vault.head().unwrap().size, size);
        is_sound(&mut office);
        std::fs::remove_file(theirs).unwrap();
    }
    let package = office.path(OUT).join("A-0001-1.age");
    std::fs::write(&package, "theirs").unwrap();
    assert_eq!(code(office.give_back(&["A-0001/1"])).0, 8);
    assert_eq!(std::fs::read(&package).unwrap(), b"theirs");
    let folder = office.path("展開 先");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("私物.txt"), "theirs").unwrap();
    assert_eq!(code(office.unfold(Who::Worker, "A-0001/1", &folder)).0, 8);
    assert_eq!(tree(&folder).len(), 1);
    assert_eq!(code(office.receive(&[office.path(VAULT)])).0, 8);
    is_sound(&mut office);
}

#[test]
fn files_of_another_kind_are_refused() {
    let place = tempfile::tempdir().unwrap();
    let mut office = with_copy(place.path());
    let request = office.request(ask_copy("A-0001/1")).unwrap();
    let object = std::fs::read(office.object("A-0001/1")).unwrap();
    let newer = request.as_str().replacen("request/v1", "decision/v2", 1);
    for (what, bytes) in [
        ("nothing", &b""[..]),
        ("a picture", b"\xff\xd8\xff\xe0\0\x10JFIF"),
        ("a sealed object", &object),
        ("our own request", request.as_bytes()),
        ("a newer kind", newer.as_bytes()),
        ("text", "承認します。\n".as_bytes()),
    ] {
        assert_eq!(code(office.import(bytes)).0, 6, "{what}");
    }
    is_sound(&mut office);
    assert_eq!(code(Vault::open(&office.path(STICK))).0, 6);
    let ledger = office.path(VAULT).join("ledger.db");
    drop(office);
    let whole = std::fs::read(&ledger).unwrap();
    for (what, bytes) in [("nothing", &b""[..]), ("a sealed object", &object)] {
        std::fs::write(&ledger, bytes).unwrap();
        let vault = place.path().join(VAULT);
        assert_eq!(code(Vault::open(&vault)).0, 6, "{what}");
        assert_eq!(std::fs::read(&ledger).unwrap(), bytes, "{what}");
    }
    std::fs::write(&ledger, whole).unwrap();
    Vault::open(&place.path().join(VAULT))
        .unwrap()
        .verify()
        .unwrap();
}

/// A full medium: 3 MiB do not fit on 2 MiB.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_loses_nothing() {
    let place = tempfile::tempdir().unwrap();
    let medium = Mounted::new(place.path().join("小さい 媒体"));
    let Some(medium) = medium else {
        println!("skipped: mounting a small file system needs root");
        return;
    };
    let lent = place.path().join("甲からの受領");
    lend(&lent);
    std::fs::write(lent.join("大きい 表.csv"), vec![b'x'; 3 << 20]).unwrap();
    let before = tree(&lent);
    let mut office = Office::found(&medium.0);
    let size = office.vault.head().unwrap().size;
    assert_eq!(code(office.receive(std::slice::from_ref(&lent))).0, 7);
    assert_eq!(tree(&lent), before);
    assert_eq!(office.vault.head().unwrap().size, size);
    assert!(tree(&office.path(VAULT).join("objects")).is_empty());
    is_sound(&mut office);
    std::fs::remove_file(lent.join("大きい 表.csv")).unwrap();
    office.receive(&[lent]).unwrap();
    is_sound(&mut office);
}

/// A memory file system of 2 MiB, gone when dropped.
#[cfg(target_os = "linux")]
struct Mounted(PathBuf);

#[cfg(target_os = "linux")]
impl Mounted {
    fn new(folder: PathBuf) -> Option<Self> {
        std::fs::create_dir(&folder).unwrap();
        let mounted = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"])
            .arg(&folder)
            .stderr(std::process::Stdio::null())
            .status();
        mounted
            .is_ok_and(|status| status.success())
            .then_some(Self(folder))
    }
}

#[cfg(target_os = "linux")]
impl Drop for Mounted {
    fn drop(&mut self) {
        let lazily = ["-l"];
        let _ = std::process::Command::new("umount")
            .args(lazily)
            .arg(&self.0)
            .status();
    }
}

/// Runs SQL in a ledger's file, as nobody but an attacker does.
fn sql<T>(ledger: &Path, run: impl FnOnce(&rusqlite::Connection) -> T) -> T {
    run(&rusqlite::Connection::open(ledger).unwrap())
}
