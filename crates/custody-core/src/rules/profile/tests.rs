//! The Gunma profile against the specification, another prefecture's, and every mistake.
#![allow(clippy::unwrap_used)]
use super::*;
use crate::rules::settings::Expected;

/// The articles of `domain.md` §5.2, written out a second time.
const ARTICLES: [(&str, &str); 24] = [
    ("contract_active", "17-1"),
    ("listed_person", "4-1"),
    ("employer_known", "14-1"),
    ("trained", "11"),
    ("work_scope", "4-1"),
    ("access_scope", "10"),
    ("workplace", "5-2"),
    ("storage_ok", "13-3"),
    ("software_ok", "8"),
    ("other_purpose", "13-6"),
    ("copy_approval", "13-4"),
    ("carry_approval", "13-4"),
    ("carry_encrypt", "13-5"),
    ("carry_brief", "13-5"),
    ("provision", "13-6"),
    ("subcontract", "14-1"),
    ("sub_persons", "14-3"),
    ("sub_pledge", "14-4"),
    ("destroy_approval", "13-2"),
    ("copies_open", "13-2"),
    ("instruct_manager", "15-3"),
    ("secrecy", "12"),
    ("log_keep", "9"),
    ("role", ""),
];

#[test]
fn gunma_has_every_guard_on_with_its_article() {
    let gunma = gunma();
    for guard in Guard::ALL {
        let expected = ARTICLES
            .iter()
            .find(|(code, _)| *code == guard.code())
            .map_or("", |(_, article)| article);
        assert_eq!(
            gunma.article(*guard).map_or("", Article::label),
            expected,
            "{guard}"
        );
        assert!(gunma.is_on(*guard), "{guard}");
        let level = gunma.guards.get(guard).unwrap().min_trust;
        assert_eq!(
            level,
            ANSWERED.contains(guard).then_some(Trust::C),
            "{guard}"
        );
    }
    assert_eq!(
        (
            gunma.name.as_str(),
            gunma.version,
            gunma.terms_cite.as_str()
        ),
        ("gunma", 1, "特記事項")
    );
    assert_eq!((gunma.log_months, gunma.standing_max_days), (3, 92));
    assert_eq!(
        (gunma.seal_boxes, gunma.combined_roles_allowed),
        (true, false)
    );
    assert_eq!(gunma.guides.incident_first, Guide::Hours(1));
    assert_eq!(gunma.guides.return_after_unneeded, Guide::BusinessDays(10));
    assert_eq!(gunma.guides.training, Guide::Months(12));
}

/// Story 34.
#[test]
fn another_prefecture_changes_label_and_level_and_gunma_stays() {
    let other = parse(
        r#"
extends = "gunma"
name = "example-ken"
terms_title = "情報セキュリティに関する特約条項"
terms_cite = "特約条項"
destroy_methods = ["physical"]

[guards]
copy_approval = { article = "1-3", min_trust = "D" }
carry_approval = { article = "1-3", min_trust = "D" }
storage_ok = { article = "house" }
software_ok = false

[guides]
return_after_unneeded = "0d"
"#,
    )
    .unwrap();
    for guard in [Guard::CopyApproval, Guard::CarryApproval] {
        assert_eq!(other.min_trust(guard), Trust::D);
        assert_eq!(
            other.article(guard).map(Article::japanese).as_deref(),
            Some("第1条第3項")
        );
        assert_eq!(gunma().min_trust(guard), Trust::C);
        assert_eq!(gunma().article(guard).map(Article::label), Some("13-4"));
    }
    assert!(other.is_on(Guard::StorageOk) && other.article(Guard::StorageOk).is_none());
    assert!(!other.is_on(Guard::SoftwareOk));
    assert_eq!(
        other.article(Guard::SoftwareOk).map(Article::label),
        Some("8")
    );
    assert_eq!(other.min_trust(Guard::DestroyApproval), Trust::C);
    assert_eq!(other.guides.return_after_unneeded, Guide::Days(0));
    assert_eq!(other.guides.training, Guide::Months(12));
    assert_eq!(other.destroy_methods, [Method::Physical]);
    assert_eq!(other.terms_cite.as_str(), "特約条項");
    assert_eq!(other.name.as_str(), "example-ken");
}

#[test]
fn what_differs_does_not_pass_under_the_built_in_name() {
    assert_eq!(parse("extends = \"gunma\"").unwrap(), gunma());
    assert_eq!(
        parse("extends = \"gunma\"\nguards.balance = false")
            .unwrap()
            .name
            .as_str(),
        "gunma-custom"
    );
}

#[test]
fn a_mistake_is_named_with_line_and_key() {
    let not_one_of =
        |given: &str, expected: &[&str]| Fault::not_one_of(given, expected.iter().copied());
    let cases = [
        (
            "extends = \"gunma\"\nlog_month = 3",
            2,
            "log_month",
            Fault::UnknownKey,
        ),
        (
            "extends = \"gunma\"\n[guards]\n\ncopy_aproval = false",
            4,
            "guards.copy_aproval",
            Fault::UnknownKey,
        ),
        (
            "extends = \"gunma\"\nguards.role.of = true",
            2,
            "guards.role.of",
            Fault::UnknownKey,
        ),
        (
            "extends = \"gunma\"\n[guides]\nlunch = \"1h\"",
            3,
            "guides.lunch",
            Fault::UnknownKey,
        ),
        (
            "extends = \"gunma\"\n[[guards]]\nrole = true",
            2,
            "guards",
            Fault::WrongType(Expected::Table),
        ),
        (
            "extends = \"gunma\"\nguards.role = 1",
            2,
            "guards.role",
            Fault::WrongType(Expected::Table),
        ),
        (
            "extends = \"gunma\"\nseal_boxes = \"yes\"",
            2,
            "seal_boxes",
            Fault::WrongType(Expected::Flag),
        ),
        (
            "extends = \"gunma\"\nlog_months = 2",
            2,
            "log_months",
            Fault::OutOfRange {
                least: 3,
                most: 1_200,
            },
        ),
        (
            "extends = \"gunma\"\nlog_months = -3",
            2,
            "log_months",
            Fault::OutOfRange {
                least: 3,
                most: 1_200,
            },
        ),
        (
            "extends = \"gunma\"\nlog_months = 3.0",
            2,
            "log_months",
            Fault::WrongType(Expected::Number),
        ),
        (
            "extends = \"saitama\"",
            1,
            "extends",
            not_one_of("saitama", &["gunma"]),
        ),
        ("terms_title = \"x\"", 1, "name", Fault::Missing),
        (
            "extends = \"gunma\"\nguards.copy_approval.article = \"第13条\"",
            2,
            "guards.copy_approval.article",
            not_one_of("第13条", &["13-4", "8", "3-イ", "house"]),
        ),
        (
            "extends = \"gunma\"\nguards.copy_approval.min_trust = \"E\"",
            2,
            "guards.copy_approval.min_trust",
            not_one_of("E", &["A", "B", "C", "D"]),
        ),
        (
            "extends = \"gunma\"\nguards.trained.min_trust = \"D\"",
            2,
            "guards.trained.min_trust",
            Fault::NoPermission,
        ),
        (
            "extends = \"gunma\"\nguides.training = \"1y\"",
            2,
            "guides.training",
            not_one_of("1y", &["1h", "30d", "5bd", "3m"]),
        ),
    ];
    for (toml, line, key, fault) in cases {
        let error = parse(toml).unwrap_err();
        assert_eq!(error.code(), 6, "{toml}");
        assert_eq!(
            error,
            ProfileError {
                line: Some(line),
                key: key.to_owned(),
                fault
            },
            "{toml}"
        );
    }
}

#[test]
fn a_profile_on_its_own_must_say_everything() {
    let whole = GUNMA;
    for (line, key) in [
        ("log_months = 3", "log_months"),
        ("balance = { on = true }", "guards.balance"),
        ("inventory = \"3m\"", "guides.inventory"),
    ] {
        let error = parse(&whole.replace(line, "")).unwrap_err();
        assert_eq!((error.key.as_str(), error.fault), (key, Fault::Missing));
    }
    assert_eq!(parse(whole), Ok(gunma()));
}

#[test]
fn a_mistake_reads_as_line_key_and_fault() {
    let error = parse("extends = \"gunma\"\nguards.copy_aproval = false").unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 2: guards.copy_aproval: unknown key"
    );
    let error = parse("extends = ").unwrap_err();
    assert!(
        error.to_string().starts_with("line 1: not TOML: "),
        "{error}"
    );
}
