//! Forms 16 and 24: logs for a period (story 32), software and its vulnerabilities.

use super::{attempt, context, made, printed, says};
use crate::sample::{Sample, at, day, id, text};
use custody_core::record::*;
use custody_core::report::form::{Topic, Unavailable, build};

fn sample(events: Vec<(&str, Event)>) -> Sample {
    let mut sample = Sample::received();
    let contract = sample.register.contract.as_mut().unwrap();
    contract.profile.guards = custody_core::rules::profile::gunma().guards;
    let first = sample.records[0].clone();
    sample.records = vec![Record {
        at: at("2024-04-01T09:00"),
        seq: Seq(0),
        ..first.clone()
    }];
    for (moment, event) in events {
        sample.records.push(Record {
            at: at(moment),
            seq: Seq(u64::try_from(sample.records.len()).unwrap()),
            recorded: None,
            event,
            ..first.clone()
        });
    }
    sample
}

fn instruction() -> Event {
    Event::InstructionRegistered {
        instruction: Instruction {
            text: text("ログを提出すること"),
            due: None,
            addressee: id("H-001"),
            decided_by: id("H-001"),
            decided_at: at("2024-05-31T10:00"),
            document: Document {
                form: DocumentForm::PaperOriginal,
                number: Some(text("税第60号")),
                date: Some(day("2024-05-31")),
                scan: None,
                image: None,
                filed_at: None,
                registered_at: None,
            },
            trust: Trust::C,
        },
    }
}

fn log(from: &str, until: &str) -> Event {
    Event::LogImported {
        log: KeptLog {
            system: text("税務システム"),
            kind: LogKind::Access,
            from: Moment::start_of(day(from)),
            until: Moment::end_of(day(until)),
            entries: 4_321,
            bytes: 1,
            digest: text("sha256:0abc"),
            filed_at: text("ログ保管サーバ"),
        },
    }
}

/// Story 32: asked on 令和6年5月31日 for three months: from 令和6年2月29日; gap named.
#[test]
fn logs_asked_for_at_the_end_of_may_reach_back_to_the_end_of_february() {
    let sample = sample(vec![
        ("2024-05-01T09:00", log("2024-04-01", "2024-04-30")),
        ("2024-05-30T09:00", log("2024-05-11", "2024-05-29")),
        ("2024-05-31T11:00", instruction()),
    ]);
    let about = [Topic::Record(Seq(3))];
    let context = context(&sample, "2024-06-03T09:00");
    let number = "16".parse().unwrap();
    let form = build(number, &sample.register, &about, &context)
        .unwrap()
        .form;
    assert_eq!(form.basis, "特記事項第9条");
    says(
        &form,
        &[
            "期間：令和6年2月29日0時00分から令和6年5月31日23時59分まで",
            "記録3　税第60号",
            "ア 業務に関する記録",
            "イ アクセス・イベントのログ",
            "台帳（記録0から3まで）",
            "4321",
            "sha256:0abc",
        ],
    );
    let all = printed(&form);
    let gaps: Vec<&str> = all
        .lines()
        .filter(|line| line.contains("欠落期間："))
        .collect();
    assert_eq!(gaps.len(), 2, "{all}");
    assert_eq!(
        gaps[0],
        "欠落期間：令和6年2月29日0時00分から令和6年4月1日8時59分まで"
    );
    says(
        &form,
        &[
            "令和6年2月29日0時00分から令和6年3月31日23時59分まで（契約期間の前）",
            "令和6年5月1日0時00分から令和6年5月10日23時59分まで",
            "令和6年5月30日0時00分から令和6年5月31日23時59分まで",
        ],
    );
}

/// What was given up is not handed in.
#[test]
fn a_log_that_is_no_longer_kept_leaves_a_gap() {
    let removed = Event::LogRemoved {
        import: Seq(1),
        reason: text("誤登録"),
    };
    let sample = sample(vec![
        ("2024-05-01T09:00", log("2024-04-01", "2024-04-30")),
        ("2024-05-02T09:00", removed),
    ]);
    let form = made("16", &sample, &[]).form;
    assert!(
        !printed(&form).contains("ログ保管サーバ"),
        "{}",
        printed(&form)
    );
    says(
        &form,
        &["欠落期間：令和6年7月20日0時00分から令和6年10月20日9時00分まで"],
    );
    let other = attempt("16", &sample, &["1"]);
    assert!(matches!(other, Err(Unavailable::Nothing(_))));
}

#[test]
fn software_is_listed_with_what_was_found_consulted_on_and_done() {
    let mut sample = sample(Vec::new());
    let none = attempt("24", &sample, &[]);
    assert!(matches!(none, Err(Unavailable::Nothing(_))));
    let vulnerability = |name: &str, handled: Option<&str>| Vulnerability {
        name: text(name),
        found: day("2024-09-01"),
        consulted: Some(day("2024-09-02")),
        handled: handled.map(day),
        measure: Some(text("修正版の適用")),
    };
    sample.register.contract.as_mut().unwrap().software = vec![Software {
        name: text("表計算ソフト"),
        version: text("16.2"),
        updated: day("2024-04-01"),
        banned: true,
        vulnerabilities: vec![
            vulnerability("CVE-2024-0001", None),
            vulnerability("CVE-2024-0002", Some("2024-09-05")),
        ],
    }];
    let form = made("24", &sample, &[]).form;
    assert_eq!(form.basis, "特記事項第8条、第3条エ");
    says(
        &form,
        &[
            "表計算ソフト",
            "使用禁止",
            "CVE-2024-0001",
            "対応未了",
            "令和6年9月2日",
            "令和6年9月5日",
            "修正版の適用",
        ],
    );
}

/// §7: 「omits nothing of these」: every part stands on it, with 「なし」 where there is nothing.
#[test]
fn nothing_of_the_inspection_pack_is_left_out() {
    let parts = [
        "体制",
        "場所",
        "教育",
        "台帳",
        "承認（根拠別）",
        "運搬中",
        "期限超過",
        "拒否",
        "事故",
        "訂正",
        "指示",
        "協議",
        "サービスレベル",
        "使用ソフトウェア",
        "アクセスの範囲",
        "甲の方針・手順",
        "検査",
    ];
    let empty = sample(Vec::new());
    let mut full = sample(vec![
        ("2024-05-31T11:00", instruction()),
        (
            "2024-06-01T09:00",
            Event::Refused(RefusedAct {
                act: text("copy"),
                about: vec![text("A-0001/1")],
                rule: Guard::CopyApproval,
                article: Some(Article::new("13-4").unwrap()),
                details: Default::default(),
            }),
        ),
        (
            "2024-06-02T09:00",
            Event::ServiceLevelMeasured {
                measurement: Measurement {
                    name: text("稼働率"),
                    value: text("99.95"),
                    from: day("2024-05-01"),
                    until: day("2024-05-31"),
                    met: true,
                    remark: None,
                },
            },
        ),
        (
            "2024-06-03T09:00",
            Event::Consultation {
                consultation: Consultation {
                    on: day("2024-06-03"),
                    persons: vec![id("H-001")],
                    question: text("多要素認証"),
                    agreement: text("導入する"),
                    effect: None,
                    document: None,
                },
            },
        ),
    ]);
    let profile = &mut full.register.contract.as_mut().unwrap().profile;
    profile.service_levels = vec![ServiceLevel {
        name: text("稼働率"),
        target: text("99.9"),
        unit: text("％以上"),
    }];
    for sample in [&empty, &full] {
        let form = made("17", sample, &[]).form;
        let headings: Vec<&str> = form
            .sections
            .iter()
            .filter_map(|section| section.heading.as_deref())
            .collect();
        for part in parts {
            assert!(headings.contains(&part), "{part} is not among {headings:?}");
        }
        assert_eq!(form.basis, "特記事項第15条第1項、第6条、第7条、第10条");
    }
    says(
        &made("17", &full, &[]).form,
        &[
            "複製の承認",
            "第13条第4項",
            "ログを提出すること",
            "99.95",
            "達成",
            "多要素認証",
        ],
    );
}
