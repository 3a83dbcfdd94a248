//! The message files against each other and against the code.

use crate::lang::Lang;
use crate::wording::catalogue::Files;
use custody_core::record::{
    CarrierType, Guard, IncidentKind, IncidentStage, Method, Role, StateName,
};
use custody_core::report::status::{ComingKind, LateKind, WaitingFor};
use custody_core::rules::{Detail, Element, Item, Verb};
use std::collections::{BTreeMap, BTreeSet};

/// Keys of a message file, and the variables of each.
fn keys(lang: Lang, file: &str) -> BTreeMap<String, BTreeSet<String>> {
    let path = format!("{}/{file}.ftl", lang.code());
    let data = Files::get(&path).unwrap().data;
    let text = std::str::from_utf8(&data).unwrap();
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut last = String::new();
    for line in text.lines() {
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        if !line.starts_with(' ') {
            last = line
                .split_once(" =")
                .unwrap_or_else(|| panic!("{path}: {line}"))
                .0
                .to_owned();
            assert!(
                keys.insert(last.clone(), BTreeSet::new()).is_none(),
                "{path}: {last} stands twice"
            );
        }
        let names = line
            .split("{ $")
            .skip(1)
            .map(|rest| rest.split(' ').next().unwrap().to_owned());
        keys.entry(last.clone()).or_default().extend(names);
    }
    keys
}

/// The families whose keys are made of a code.
fn coded() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut add = |family: &str, code: &str| {
        all.insert(format!("{family}-{code}"));
    };
    Guard::ALL.iter().for_each(|g| add("guard", g.code()));
    add("guard", "contract_active-before");
    StateName::ALL.iter().for_each(|s| add("state", s.code()));
    Role::ALL.iter().for_each(|r| add("role", r.code()));
    Method::ALL.iter().for_each(|m| add("method", m.code()));
    CarrierType::ALL
        .iter()
        .for_each(|c| add("carrier", c.code()));
    Item::ALL.iter().for_each(|i| add("item", i.code()));
    for verb in Verb::ALL {
        add(
            "operation",
            &verb.code().replace(" --", "-").replace(' ', "-"),
        );
    }
    (1..=17).for_each(|n| add("warning", &format!("W{n:02}")));
    LateKind::ALL
        .iter()
        .for_each(|kind| add("late", kind.code()));
    WaitingFor::ALL
        .iter()
        .for_each(|it| add("waiting", it.code()));
    ComingKind::ALL
        .iter()
        .for_each(|it| add("coming", it.code()));
    IncidentKind::ALL
        .iter()
        .for_each(|kind| add("incident_kind", kind.code()));
    IncidentStage::ALL
        .iter()
        .for_each(|stage| add("incident_stage", stage.code()));
    for element in [
        Element::Instance,
        Element::Count,
        Element::Purpose,
        Element::Destination,
        Element::Carrier,
        Element::Person,
        Element::Organisation,
        Element::Method,
    ] {
        add("element", element.code());
    }
    for detail in [
        Detail::WrongKind,
        Detail::NotWritten,
        Detail::LevelTooLow,
        Detail::NoAuthority,
        Detail::DecidedAfter,
        Detail::RegisteredAfter,
        Detail::Revoked,
        Detail::Exhausted,
        Detail::ConditionsOpen,
    ] {
        add("detail", detail.code());
    }
    all
}

/// Every key that the program's source asks for by `say!`, and `none`.
fn asked(folder: &std::path::Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            asked(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("catalogue.rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            let code: String = code.map(|line| format!("{line}\n")).collect();
            for rest in code.split("say!(").skip(1) {
                if let Some(rest) = rest.trim_start().strip_prefix('"') {
                    found.insert(rest.split('"').next().unwrap().to_owned());
                }
            }
        }
    }
}

/// The kinds of event, as the core's source lists them.
fn event_kinds() -> Vec<String> {
    let source = include_str!("../../../../custody-core/src/record/event.rs");
    let kinds = source.split("fn kind(&self)").nth(1).unwrap();
    let arms = kinds
        .split("=> \"")
        .skip(1)
        .take_while(|arm| !arm.starts_with("custody."));
    arms.map(|arm| arm.split('"').next().unwrap().to_owned())
        .collect()
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_values() {
    for file in ["custody", "help"] {
        let (ja, en) = (keys(Lang::Ja, file), keys(Lang::En, file));
        let names = |keys: &BTreeMap<String, BTreeSet<String>>| {
            keys.keys().cloned().collect::<BTreeSet<_>>()
        };
        assert_eq!(names(&ja), names(&en), "{file}");
        for (key, values) in &ja {
            // How each language cites, names forms and operations differs (§5.2).
            let own_way = [
                "source-article",
                "refused",
                "form-name",
                "form-name-part",
                "profile-article",
            ];
            // What the system and parsers say is English and helps nobody in a Japanese sentence.
            let foreign_words = [
                "damage-sqlite",
                "io-other",
                "io-system",
                "settings-syntax",
                "setup-syntax",
                "store-io",
                "store-io-sqlite",
                "store-io-system",
            ];
            if !own_way.contains(&key.as_str()) && !foreign_words.contains(&key.as_str()) {
                assert_eq!(values, &en[key], "{key}");
            }
        }
    }
}

#[test]
fn no_message_is_missing_and_none_is_idle() {
    let mut used = coded();
    used.insert("none".to_owned());
    used.extend((1..=8).map(|item| format!("brief-item-{item}")));
    used.extend(
        ["none", "sealed", "external_encryption", "locked_case"].map(|p| format!("protection-{p}")),
    );
    used.extend(
        event_kinds()
            .into_iter()
            .map(|kind| format!("event-{kind}")),
    );
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    asked(&source, &mut used);
    let have: BTreeSet<String> = keys(Lang::Ja, "custody").into_keys().collect();
    let missing: Vec<_> = used.difference(&have).collect();
    let idle: Vec<_> = have.difference(&used).collect();
    assert!(missing.is_empty(), "missing: {missing:?}");
    assert!(idle.is_empty(), "idle: {idle:?}");
}
