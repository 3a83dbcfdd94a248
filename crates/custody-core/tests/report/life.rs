//! A life, record by record, and who can open what.

use crate::sample::{Sample, day, id, text};
use custody_core::record::{Article, Event, Guard, RefusedAct};
use custody_core::report::life::LifeLine;
use custody_core::report::{access, life};
use std::collections::BTreeMap;

fn fact<'a>(line: &'a LifeLine, key: &str) -> &'a str {
    line.facts
        .iter()
        .find(|fact| fact.key == key)
        .map(|fact| fact.text.as_str())
        .unwrap()
}

#[test]
fn each_record_is_a_line_with_who_when_and_what() {
    let sample = Sample::returned();
    let lines = life(&sample.register, &sample.records);
    let kinds: Vec<_> = lines.iter().map(|line| line.event).collect();
    assert_eq!(
        kinds,
        [
            "asset_received",
            "instance_copied",
            "request_sent",
            "permission_registered",
            "briefed",
            "briefed",
            "carried_out",
            "arrived",
            "came_back",
            "request_sent",
            "permission_registered",
            "destroyed",
            "return_made",
            "return_received",
        ]
    );
    let carried = &lines[6];
    assert_eq!((carried.seq.0, carried.who.as_str()), (6, "青木 髙志"));
    assert_eq!(
        fact(carried, "carrier"),
        "USBメモリ C-0002（製造番号 UF-20240917-0042）"
    );
    assert_eq!(fact(carried, "permission"), "P-0001（税第12号）");
    assert_eq!(fact(&lines[11], "witness"), "小林 久美子");
    assert_eq!(fact(&lines[12], "remaining"), "A-0001/2");
    assert!(
        lines
            .iter()
            .all(|line| !line.facts.is_empty() && line.refused.is_none())
    );
}

#[test]
fn a_refusal_is_part_of_the_life() {
    let mut sample = Sample::received();
    let refused = RefusedAct {
        act: text("copy"),
        about: vec![text("A-0001/1")],
        rule: Guard::CopyApproval,
        article: Some(Article::new("13-4").unwrap()),
        details: BTreeMap::from([("細目".to_owned(), "なし\u{1b}[31m".to_owned())]),
    };
    sample.record("2024-10-01T15:00", "H-003", Event::Refused(refused));
    let lines = life(&sample.register, &sample.records);
    let last = lines.last().unwrap();
    assert_eq!(
        (last.event, last.refused),
        ("refused", Some(Guard::CopyApproval))
    );
    assert_eq!(fact(last, "article"), "13-4");
    assert_eq!(fact(last, "detail"), "細目＝なし[U+001B][31m");
}

#[test]
fn a_line_of_somebody_the_register_does_not_know_has_the_number_for_a_name() {
    let mut sample = Sample::received();
    sample.register.people.clear();
    assert_eq!(life(&sample.register, &sample.records)[0].who, "H-003");
}

#[test]
fn who_can_open_what_names_people_first_and_says_who_has_left() {
    let mut sample = Sample::received();
    sample.register.people.get_mut(&id("H-003")).unwrap().roles[0].to = Some(day("2024-10-31"));
    let access = access(&sample.register, day("2024-11-01"));
    assert_eq!(access.len(), 1);
    let openers: Vec<_> = access[0]
        .openers
        .iter()
        .map(|it| (it.name.as_str(), it.listed))
        .collect();
    assert_eq!(
        openers,
        [
            ("髙﨑 𠮷男", true),
            ("青木 髙志", false),
            ("recovery", false)
        ]
    );
    let mine = custody_core::report::access::openable_by(&sample.register, id("H-003"));
    assert_eq!(mine, [id("A-0001/2")]);
    assert!(custody_core::report::access::openable_by(&sample.register, id("H-002")).is_empty());
}
