//! Art. 1, 6–9, 15, 19: software_ok (8), log_keep (9), and the facts that open nothing.

use custody_core::record::*;
use custody_core::rules::{Act, Denied, Nonsense};
use custody_tests::cast::{On, moment};
use custody_tests::cast::{PURPOSE, Where, Who, date, instance, text};
use custody_tests::story::Story;
use custody_tests::verdict::{Verdict as _, value};

fn software(name: &str, banned: bool) -> Software {
    Software {
        name: text(name),
        version: text("1.0"),
        updated: date("2024-04-01"),
        banned,
        vulnerabilities: Vec::new(),
    }
}

fn open_with(name: Option<&str>) -> Act {
    Act::Open {
        instance: instance("A-0001/2"),
        carrier: On::Machine.into(),
        place: Where::Maebashi.into(),
        purpose: text(PURPOSE),
        method: None,
        software: name.map(text),
    }
}

/// Art. 8: nothing has to be named before there is a list; from then on only what is listed and not banned.
#[test]
fn banned_or_unlisted_software_opens_nothing() {
    let mut s = Story::s();
    s.by(Who::A).act(open_with(None)).permitted();
    s.by(Who::A)
        .act(Act::ListSoftware(software("表計算", false)))
        .refused(Guard::Role);
    for (name, banned) in [("表計算", false), ("旧版ブラウザ", true)] {
        s.by(Who::R)
            .act(Act::ListSoftware(software(name, banned)))
            .permitted();
    }
    for (name, shown) in [
        (Some("旧版ブラウザ"), "旧版ブラウザ"),
        (Some("私物アプリ"), "私物アプリ"),
        (None, "―"),
    ] {
        let finding = s.by(Who::A).act(open_with(name)).refused(Guard::SoftwareOk);
        assert_eq!(value(&finding, "name"), shown);
    }
    s.by(Who::A).act(open_with(Some("表計算"))).permitted();
    // The same entry again says nothing new.
    assert!(matches!(
        s.by(Who::R)
            .act(Act::ListSoftware(software("表計算", false))),
        Err(Denied::Nonsense(Nonsense::Unchanged))
    ));
    s.by(Who::R)
        .act(Act::ListSoftware(software("旧版ブラウザ", false)))
        .permitted();
    s.by(Who::A)
        .act(open_with(Some("旧版ブラウザ")))
        .permitted();
}

/// Art. 8: 発覚 → 協議 → 対応; until then every opening with it warns (W15).
#[test]
fn a_vulnerability_warns_until_it_is_dealt_with() {
    let mut s = Story::s();
    s.by(Who::R)
        .act(Act::ListSoftware(software("表計算", false)))
        .permitted();
    let found = Vulnerability {
        name: text("CVE-2024-0001"),
        found: date("2024-04-01"),
        consulted: None,
        handled: None,
        measure: None,
    };
    let record = |vulnerability: &Vulnerability| Act::RecordVulnerability {
        software: text("表計算"),
        vulnerability: vulnerability.clone(),
    };
    let warned = |s: &mut Story| {
        let permitted = s.by(Who::A).act(open_with(Some("表計算"))).permitted();
        let codes: Vec<&str> = permitted.warnings().iter().map(|w| w.code.code()).collect();
        codes.contains(&"W15")
    };
    assert!(!warned(&mut s));
    s.by(Who::R).act(record(&found)).permitted();
    assert!(warned(&mut s));
    let late = Vulnerability {
        consulted: Some(date("2024-03-31")),
        ..found.clone()
    };
    assert!(matches!(
        s.by(Who::R).act(record(&late)),
        Err(Denied::Nonsense(Nonsense::Dates))
    ));
    let consulted = Vulnerability {
        consulted: Some(date("2024-04-01")),
        ..found
    };
    s.by(Who::R).act(record(&consulted)).permitted();
    assert!(warned(&mut s));
    let handled = Vulnerability {
        handled: Some(date("2024-04-01")),
        ..consulted
    };
    s.by(Who::R).act(record(&handled)).permitted();
    assert!(!warned(&mut s));
    let list = &s.known.contract.as_ref().unwrap().software;
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].vulnerabilities, [handled]);
}

fn log(from: &str, until: &str) -> KeptLog {
    KeptLog {
        system: text("税務システム"),
        kind: LogKind::Access,
        from: moment(from),
        until: moment(until),
        entries: 10,
        bytes: 500,
        digest: text("sha256:00"),
        filed_at: text("ログ保管サーバ"),
    }
}

/// Art. 9: 「少なくとも過去3ヶ月前まで」.
#[test]
fn a_log_of_the_last_three_months_is_not_given_up() {
    let mut s = Story::s();
    s.clock("2024-12-31T09:00");
    let import = |s: &mut Story, until: &str| {
        let act = Act::ImportLog(log("2024-04-02T00:00", until));
        s.by(Who::A).act(act).permitted().record().clone()
    };
    let remove = |record: &Record| Act::RemoveLog {
        record: Box::new(record.clone()),
        reason: text("保管期間の経過"),
    };
    // Three months before 12月31日 is 9月30日.
    let newer = import(&mut s, "2024-09-30T00:00");
    let older = import(&mut s, "2024-09-29T23:59");
    let finding = s.by(Who::R).act(remove(&newer)).refused(Guard::LogKeep);
    assert_eq!(value(&finding, "date"), "2024-09-30");
    s.by(Who::A).act(remove(&older)).refused(Guard::Role);
    s.by(Who::R).act(remove(&older)).permitted();
    let other = s.by(Who::A).store("A-0001/1", Where::Cabinet).permitted();
    assert!(matches!(
        s.by(Who::R).act(remove(other.record())),
        Err(Denied::Nonsense(Nonsense::NotALog))
    ));
}

/// Art. 1: everybody for themselves, the manager for others; only what was received.
#[test]
fn a_policy_is_read_by_each_person_in_the_version_received_last() {
    let mut s = Story::s();
    let add = |version: &str| {
        Act::RegisterPolicy(PolicyDocument {
            title: text("実施手順"),
            version: text(version),
            received: date("2024-04-01"),
        })
    };
    let read = |persons: Vec<PersonId>| Act::AcknowledgePolicy {
        persons,
        title: text("実施手順"),
        on: date("2024-04-01"),
    };
    assert!(matches!(
        s.by(Who::A).act(read(Vec::new())),
        Err(Denied::Unknown(_))
    ));
    s.by(Who::A).act(add("1")).refused(Guard::Role);
    for version in ["1", "2"] {
        s.by(Who::R).act(add(version)).permitted();
    }
    let permitted = s.by(Who::A).act(read(Vec::new())).permitted();
    assert!(matches!(
        &permitted.record().event,
        Event::PolicyAcknowledged { persons, version, .. }
            if *persons == [PersonId::from(Who::A)] && version.as_str() == "2"
    ));
    s.by(Who::A)
        .act(read(vec![Who::B.into()]))
        .refused(Guard::Role);
    s.by(Who::R).act(read(vec![Who::B.into()])).permitted();
}

/// Art. 7, 15, 19: both sides consult, 甲 inspects.
#[test]
fn a_consultation_has_both_sides_and_an_inspection_only_the_prefecture() {
    let mut s = Story::s();
    let consult = |persons: Vec<PersonId>| {
        Act::Consult(Consultation {
            on: date("2024-04-01"),
            persons,
            question: text("多要素認証"),
            agreement: text("導入する"),
            effect: None,
            document: None,
        })
    };
    let inspect = |inspectors: Vec<PersonId>| {
        Act::HoldInspection(Inspection {
            on: date("2024-04-01"),
            inspectors,
            scope: text("保管状況"),
            findings: None,
            remedy: None,
            document: None,
        })
    };
    let (ours, theirs) = (PersonId::from(Who::R), PersonId::from(Who::T));
    for act in [
        consult(vec![ours]),
        consult(vec![theirs]),
        inspect(vec![]),
        inspect(vec![ours, theirs]),
    ] {
        assert!(matches!(
            s.by(Who::R).act(act),
            Err(Denied::Nonsense(Nonsense::Role))
        ));
    }
    s.by(Who::R).act(consult(vec![ours, theirs])).permitted();
    s.by(Who::R).act(inspect(vec![theirs])).permitted();
    let unknown = Act::MeasureService(Measurement {
        name: text("ない項目"),
        value: text("1"),
        from: date("2024-04-01"),
        until: date("2024-04-01"),
        met: true,
        remark: None,
    });
    assert!(matches!(s.by(Who::R).act(unknown), Err(Denied::Unknown(_))));
}
