//! Refusals, warnings and the other answers of the rules, word for word.

use super::table::{t, table};
use super::{good, whole};
use crate::lang::Lang;
use crate::wording::refusal::operation;
use crate::wording::{About, Both, warning};
use custody_core::record::{Article, Guard, Method, Moment, calendar};
use custody_core::rules::{
    Denied, Detail, Element, Finding, Inconsistency, Nonsense, Refusal, Registered, Value, Verb,
    Warning, WarningCode,
};
use std::collections::{BTreeMap, BTreeSet};

fn moment(text: &str) -> Moment {
    calendar::parse_moment(text).unwrap().value
}

const ABOUT: About<'static> = About {
    terms_cite: "特記事項",
    form: None,
};

fn finding(guard: Guard, article: &str, values: Vec<(&'static str, Value)>) -> Finding {
    Finding {
        guard,
        article: (article != "house").then(|| Article::new(article).unwrap()),
        values: BTreeMap::from_iter(values),
        detail: None,
        next: vec!["custody status".into()],
    }
}

fn refusal(act: &'static str, finding: Finding) -> Refusal {
    Refusal {
        act,
        about: Vec::new(),
        finding,
        others: Vec::new(),
    }
}

fn sentence(about: &About<'_>, refusal: &Refusal) -> Both {
    about.words(refusal).0.sentence.both()
}

#[test]
fn every_guard_is_worded_as_the_table_has_it() {
    let mut seen = BTreeSet::new();
    for (guard, article, values, ja, en) in table() {
        seen.insert(guard);
        let both = sentence(&ABOUT, &refusal("copy", finding(guard, article, values)));
        let (source_ja, source_en) = if article == "house" {
            ("社内規定".to_owned(), "house rule".to_owned())
        } else {
            let article = Article::new(article).unwrap();
            (
                format!("特記事項{}", article.japanese()),
                format!("Article {}", article.label()),
            )
        };
        assert_eq!(both.ja, format!("複製できません：{ja}（{source_ja}）"));
        assert_eq!(both.en, format!("Refused: {en} ({source_en})"));
    }
    assert_eq!(seen.len(), Guard::ALL.len());
}

#[test]
fn every_detail_is_worded_as_the_table_has_it() {
    let period = Detail::OutsidePeriod {
        from: Some(moment("2024-10-01T00:00:00+09:00")),
        to: Some(moment("2024-10-31T23:59:59+09:00")),
    };
    let hours = Detail::OutsidePeriod {
        from: None,
        to: Some(moment("2024-10-01T17:00:00+09:00")),
    };
    let person = Detail::OutOfScope {
        element: Element::Person,
        value: t("作業者B"),
    };
    let method = Detail::OutOfScope {
        element: Element::Method,
        value: Value::Method(Method::Shred),
    };
    for (detail, ja, en) in [
        (
            Detail::WrongKind,
            "種類が異なります",
            "wrong subject or kind",
        ),
        (Detail::NotWritten, "書面ではありません", "not in writing"),
        (
            Detail::NoAuthority,
            "承認者に権限がありません",
            "approver lacks authority",
        ),
        (
            Detail::DecidedAfter,
            "実施後の決定です",
            "decided after the act",
        ),
        (
            Detail::RegisteredAfter,
            "実施後の登録です",
            "registered after the act",
        ),
        (
            period,
            "期間外：令和6年10月1日～令和6年10月31日",
            "outside its period 2024-10-01～2024-10-31",
        ),
        (
            hours,
            "期間外：～令和6年10月1日17時00分",
            "outside its period ～2024-10-01 17:00",
        ),
        (Detail::Revoked, "取り消されています", "revoked"),
        (
            Detail::Exhausted,
            "使用回数を超えています",
            "uses exhausted",
        ),
        (
            person,
            "範囲外：従事者＝作業者B",
            "out of scope: person=作業者B",
        ),
        (
            method,
            "範囲外：方法＝裁断",
            "out of scope: method=shredding",
        ),
        (
            Detail::ConditionsOpen,
            "条件が未確認です",
            "conditions not acknowledged",
        ),
    ] {
        let mut found = finding(Guard::CarryApproval, "13-4", vec![]);
        found.detail = Some(detail);
        let both = sentence(&ABOUT, &refusal("carry", found));
        assert_eq!(
            both.ja,
            format!(
                "持出しできません：持出しについて甲の書面による事前の承認又は指示がありません（{ja}）（特記事項第13条第4項）"
            )
        );
        assert_eq!(
            both.en,
            format!(
                "Refused: no prior written approval or instruction to carry out ({en}) (Article 13-4)"
            )
        );
    }
}

#[test]
fn a_level_only_a_house_rule_asks_for_cites_the_house_rule() {
    let mut found = finding(Guard::DestroyApproval, "13-2", vec![]);
    found.detail = Some(Detail::LevelTooLow);
    let (worded, _) = ABOUT.words(&refusal("destroy", found));
    assert_eq!(
        worded.sentence.text(Lang::Ja),
        "廃棄できません：廃棄について甲の承認がありません（根拠の水準が足りません）（社内規定）"
    );
    assert_eq!(
        worded.sentence.text(Lang::En),
        "Refused: no approval to destroy (evidence level too low) (house rule)"
    );
    assert_eq!(worded.article, None);
}

#[test]
fn another_prefectures_terms_are_cited_by_their_own_name() {
    let about = About {
        terms_cite: "特約条項",
        form: None,
    };
    let both = sentence(
        &about,
        &refusal("copy", finding(Guard::CopyApproval, "1-3", vec![])),
    );
    assert_eq!(
        both.ja,
        "複製できません：複製について甲の書面による事前の承認がありません（特約条項第1条第3項）"
    );
}

#[test]
fn a_form_is_named_in_its_refusal() {
    for (form, name) in [("9", "様式第9号"), ("7-1", "様式第7号の1")] {
        let about = About {
            terms_cite: "特記事項",
            form: Some(form),
        };
        let found = finding(Guard::ForbiddenWord, "house", vec![("word", t("絶対に"))]);
        assert_eq!(
            sentence(&about, &refusal("form", found)).ja,
            format!("{name}を発行できません：「絶対に」は様式に記載できません（社内規定）")
        );
    }
}

#[test]
fn every_verb_has_its_name() {
    for verb in Verb::ALL {
        for lang in Lang::ALL {
            good(&operation(verb.code()).text(lang));
        }
    }
    for (verb, name) in [
        ("take", "取出し"),
        ("carry", "持出し"),
        ("carry --for-return", "持出し"),
        ("incident report --lost", "紛失"),
        ("plan-destroy", "廃棄予定"),
    ] {
        assert_eq!(operation(verb).text(Lang::Ja), name);
    }
}

#[test]
fn a_value_cannot_command_the_terminal() {
    let found = finding(
        Guard::ListedPerson,
        "4-1",
        vec![("name", t("甲\u{1b}[2J\u{202e}乙"))],
    );
    assert_eq!(
        sentence(&ABOUT, &refusal("take", found)).ja,
        "取出しできません：甲<U+001B>[2J<U+202E>乙は体制通知書に記載されていません（特記事項第4条第1項）"
    );
}

#[test]
fn every_warning_is_worded() {
    use WarningCode as W;
    for code in [
        W::ApprovalEndsBeforeReturn,
        W::CopyOfPaper,
        W::OtherPlace,
        W::LapsedUnderWay,
        W::ReceivedUnencrypted,
        W::KeyTravelsAlong,
        W::CarriedAlone,
        W::WorkingCopyOverdue,
        W::NotStored,
        W::BackLate,
        W::CopiesRemain,
        W::ReceiptMissing,
        W::CertificateOverdue,
        W::InventoryOverdue,
        W::VulnerabilityOpen,
        W::EraCorrected,
        W::UnneededOverdue,
    ] {
        let given = Warning {
            code,
            about: "P-0001".into(),
        };
        for lang in Lang::ALL {
            let text = warning(&given).text(lang);
            good(&text);
            assert!(text.contains("P-0001"), "{text}");
        }
    }
}

#[test]
fn every_other_answer_of_the_rules_says_what_happened_and_what_is_safe() {
    let at = moment("2024-10-01T09:00:00+09:00");
    let mut all = every![Denied:
        Refused(Box::new(refusal("copy", finding(Guard::CopyApproval, "13-4", vec![]))));
        Unknown("A-0099".into());
        Clock { now: at, last: at };
        ActTime { at, earliest: None, latest: at };
        Exists("H-001".into());
        Nonsense(Nonsense::Empty);
        Inconsistent { seq: 4, what: Inconsistency::Index };
    ];
    all.push(Denied::ActTime {
        at,
        earliest: Some(at),
        latest: at,
    });
    let nonsense = every![Nonsense:
        Empty; Mixed; IncidentKind; Dates; NoSerial; Role; Destination; NumbersUsedUp; JourneyStage; Answered;
        Quantities; NotSealable; SealedWhole; NothingToCheck; NotWritten; NotAnInstruction; EndedBefore; ReportOrder; Unchanged; NotSent; NotADraft; NotOrdered; Standing; NoSecurity; NotASubcontractor; NotALog; OtherForm; StaysHere; NotCorrectable;
    ];
    all.extend(nonsense.into_iter().map(Denied::Nonsense));
    let mut inconsistent = every![Inconsistency:
        OtherVault; Index; Time; SecondOpening; NumberUsed; Level; Version; SecondEnd; Unknown(Registered::Asset);
    ];
    let registered = every![Registered: Asset; Instance; Journey; Permission; Person; Request; Incident; Carrier; Organisation; Place; Software;];
    inconsistent.extend(registered.into_iter().map(Inconsistency::Unknown));
    all.extend(
        inconsistent
            .into_iter()
            .map(|what| Denied::Inconsistent { seq: 4, what }),
    );
    for denied in all {
        let error = ABOUT.denied(&denied);
        whole(&error, denied.code());
        let said = error.lines(Lang::Ja);
        assert!(
            matches!(denied, Denied::Refused(_)) || said.len() >= 2,
            "{said:?}"
        );
    }
}

#[test]
fn a_refusal_in_json_has_the_shape_scripts_rely_on() {
    let mut first = finding(Guard::CopyApproval, "13-4", vec![]);
    first.detail = Some(Detail::Exhausted);
    first.next = vec!["custody request copy A-0001/1".into()];
    let mut refused = refusal("copy", first);
    refused.others = vec![finding(Guard::WitnessOther, "house", vec![])];
    let error = ABOUT.denied(&Denied::Refused(Box::new(refused)));
    let message = serde_json::json!({
        "ja": "複製できません：複製について甲の書面による事前の承認がありません（使用回数を超えています）（特記事項第13条第4項）",
        "en": "Refused: no prior written approval to copy (uses exhausted) (Article 13-4)",
    });
    assert_eq!(
        error.json(false),
        serde_json::json!({"error": {
            "code": 4, "kind": "refused", "rule": "copy_approval", "article": "13-4", "detail": "exhausted",
            "message": message, "next": ["custody request copy A-0001/1"],
        }})
    );
    assert_eq!(
        error.json(true)["error"]["explain"],
        serde_json::json!([{
            "rule": "witness_other", "article": null,
            "message": {
                "ja": "複製できません：立会者又は確認者は実施者と別の者でなければなりません（社内規定）",
                "en": "Refused: the witness or checker must be another person (house rule)",
            },
            "next": ["custody status"],
        }])
    );
}
