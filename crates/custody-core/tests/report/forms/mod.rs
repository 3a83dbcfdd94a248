//! The forms, filled in.

mod asked;
mod duties;
mod ended;
mod others;

use crate::sample::{Sample, at, id, text};
use custody_core::record::*;
use custody_core::report::form::{
    Body, Built, Context, Form, LedgerState, MissingField, Number, Topic, Unavailable, build,
};

fn context<'a>(sample: &'a Sample, now: &str) -> Context<'a> {
    Context {
        now: at(now),
        ledger: LedgerState {
            size: sample.register.head.size,
            root: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
            checkpoint_at: sample.register.head.last_at.unwrap(),
        },
        records: &sample.records,
    }
}

fn attempt(number: &str, sample: &Sample, about: &[&str]) -> Result<Built, Unavailable> {
    let about: Vec<Topic> = about.iter().map(|topic| topic.parse().unwrap()).collect();
    build(
        number.parse().unwrap(),
        &sample.register,
        &about,
        &context(sample, "2024-10-20T09:00"),
    )
}

fn made(number: &str, sample: &Sample, about: &[&str]) -> Built {
    attempt(number, sample, about).unwrap()
}

/// Everything that is printed, a line for each cell.
fn printed(form: &Form) -> String {
    let mut all = vec![
        form.title.clone(),
        form.addressee.clone(),
        form.basis.clone(),
    ];
    all.extend(
        form.issuer
            .iter()
            .chain(&form.contract)
            .map(|row| format!("{}：{}", row.label, row.value.text)),
    );
    for section in &form.sections {
        all.extend(section.heading.clone());
        match &section.body {
            Body::Rows { rows } => all.extend(
                rows.iter()
                    .map(|row| format!("{}：{}", row.label, row.value.text)),
            ),
            Body::Table { columns, rows } => {
                for row in rows {
                    assert_eq!(row.len(), columns.len(), "{}", form.title);
                    all.push(
                        row.iter()
                            .map(|value| value.text.as_str())
                            .collect::<Vec<_>>()
                            .join("｜"),
                    );
                }
            }
            Body::Blanks { blanks } => {
                all.extend(blanks.iter().map(|blank| format!("〔{}〕", blank.label)))
            }
            Body::Statement { text } => all.push(text.clone()),
            Body::Notes { notes } => all.extend(notes.clone()),
        }
    }
    all.extend(form.foot.approvals.clone());
    all.join("\n")
}

#[track_caller]
fn says(form: &Form, lines: &[&str]) {
    let printed = printed(form);
    for line in lines {
        assert!(printed.contains(line), "「{line}」 is not on\n{printed}");
    }
}

#[track_caller]
fn never_says(form: &Form, words: &[&str]) {
    let printed = printed(form);
    for word in words {
        assert!(!printed.contains(word), "「{word}」 is on\n{printed}");
    }
}

fn records(form: &Form) -> Vec<u64> {
    form.foot.records.iter().map(|seq| seq.0).collect()
}

#[test]
fn every_form_has_head_and_foot() {
    let sample = Sample::returned();
    let form = made("7-1", &sample, &["A-0001/1"]).form;
    assert_eq!(
        (form.number.words().as_str(), form.title.as_str()),
        ("様式第7号の1", "返還書")
    );
    let form = form.issued_as("F07-0003".to_owned(), 1);
    assert_eq!(form.addressee, "税務課長様");
    assert_eq!(form.basis, "特記事項第13条第2項");
    says(
        &form,
        &[
            "所在地：群馬県前橋市本町二丁目3番4号 𠮷田ビル5階",
            "名称：株式会社上毛システムサービス",
            "責任者：髙﨑 𠮷男",
            "契約番号：税第24-015号",
            "件名：令和6年度税務システム運用保守業務",
            "期間：令和6年4月1日から令和7年3月31日まで",
        ],
    );
    assert_eq!(
        (form.foot.ledger.size, form.foot.root_short.as_str()),
        (14, "9f86d081884c7d65")
    );
    assert_eq!(form.foot.sentence, "本書は台帳の記録を転記したものです。");
}

#[test]
fn what_is_not_on_record_is_reported_and_printed_as_a_gap() {
    let mut sample = Sample::received();
    sample
        .register
        .carriers
        .get_mut(&id::<CarrierId>("C-0001"))
        .unwrap()
        .serial = None;
    sample.records.clear();
    let built = made("2", &sample, &["A-0001"]);
    assert_eq!(
        built.missing,
        [
            MissingField::Serial,
            MissingField::ReceivedPlace,
            MissingField::ReceivedBy
        ]
    );
    says(&built.form, &["受領場所：（記録なし）"]);
    sample.register.people.remove(&id::<PersonId>("H-001"));
    assert!(
        made("2", &sample, &["A-0001"])
            .missing
            .contains(&MissingField::Manager)
    );
}

#[test]
fn the_register_has_a_line_for_each_instance_and_the_balance() {
    let built = made("3", &Sample::returned(), &[]);
    says(
        &built.form,
        &[
            "A-0001/1｜なし｜原本（貸与物）｜個人住民税課税台帳データ｜120,000件",
            "廃棄完了｜暗号化（age v1）｜P-0001（税第12号） A｜令和7年1月31日｜なし",
            "合計｜｜1｜2｜0｜1｜1｜0｜1｜保管中 1｜0",
            "甲の媒体：貸与 1＝返還 1＋廃棄 0＋紛失 0＋保有 0",
        ],
    );
    assert_eq!(built.instances.len(), 3);
}

#[test]
fn a_draft_has_no_number() {
    let sample = Sample::asked();
    let draft = made("5-1", &sample, &["R-0001"]).form;
    assert!(draft.draft);
    assert_eq!((draft.document_no.as_deref(), draft.edition), (None, 1));
    let issued = draft.clone().issued_as("F05-0003".to_owned(), 2);
    assert!(!issued.draft);
    assert_eq!(issued.document_no.as_deref(), Some("F05-0003"));
    assert_eq!((issued.edition, issued.sections), (2, draft.sections));
}

#[test]
fn a_number_of_the_wrong_kind_or_unknown_is_refused() {
    let sample = Sample::destroyed();
    for (form, about) in [
        ("2", &["R-0001"][..]),
        ("2", &[]),
        ("3", &["A-0001"]),
        ("4-1", &["R-0001"]),
        ("5-1", &["R-0002"]),
        ("5-1", &["A-0001"]),
        ("6", &["A-0001/1"]),
        ("7-1", &["J-0001"]),
        ("9", &[]),
    ] {
        let error = attempt(form, &sample, about).unwrap_err();
        assert!(
            matches!(
                error,
                Unavailable::WrongTopic { .. } | Unavailable::OtherSubject { .. }
            ),
            "{form} {about:?}: {error:?}"
        );
        assert_eq!(error.code(), 2);
    }
    for (form, about) in [
        ("2", "A-0009"),
        ("5-1", "R-0009"),
        ("6", "J-0009"),
        ("9", "A-0001/9"),
        ("7-1", "A-0009"),
    ] {
        assert_eq!(
            attempt(form, &sample, &[about]).unwrap_err(),
            Unavailable::Unknown(about.to_owned())
        );
    }
    let empty = Sample {
        register: Register::empty(text("custody.example/x")),
        records: Vec::new(),
    };
    let context = Context {
        records: &[],
        ..context(&sample, "2024-10-02T10:00")
    };
    assert_eq!(
        build(Number::Register, &empty.register, &[], &context).unwrap_err(),
        Unavailable::NoContract
    );
}

#[test]
fn a_profile_with_other_articles_is_cited_as_it_says() {
    let mut sample = Sample::asked();
    let guards = &mut sample.register.contract.as_mut().unwrap().profile.guards;
    guards.get_mut(&Guard::CarryApproval).unwrap().article = Some(Article::new("1-3").unwrap());
    guards.get_mut(&Guard::CarryEncrypt).unwrap().on = false;
    guards.get_mut(&Guard::StorageOk).unwrap().article = Some(Article::new("4").unwrap());
    assert_eq!(
        made("5-1", &sample, &["R-0001"]).form.basis,
        "特記事項第1条第3項"
    );
    assert_eq!(made("2", &sample, &["A-0001"]).form.basis, "特記事項");
}

#[test]
fn the_numbers_of_the_forms_are_read_as_people_write_them() {
    for (given, number) in [
        ("7-1", Number::Return),
        ("07-1", Number::Return),
        ("７－１", Number::Return),
        ("7ー1", Number::Return),
        ("様式第7号の1", Number::Return),
        ("9", Number::Certificate),
        ("様式第10号", Number::Erasure),
    ] {
        assert_eq!(given.parse::<Number>(), Ok(number), "{given}");
    }
    for given in ["", "7", "7-3", "9-1", "0", "99", "x", "7-1-1"] {
        assert!(given.parse::<Number>().is_err(), "{given}");
    }
    for number in Number::ALL {
        assert_eq!(number.to_string().parse::<Number>(), Ok(*number));
        assert_eq!(number.words().parse::<Number>(), Ok(*number));
    }
    assert_eq!(Number::Return.document_no(3), "F07-0003");
    assert_eq!(Number::Erasure.document_no(12_345), "F10-12345");
}

#[test]
fn a_form_is_read_back_as_it_was_written() {
    let form = made("6", &Sample::back(), &["J-0001"]).form;
    let json = serde_json::to_string(&form).unwrap();
    assert!(json.starts_with(r#"{"number":"6","title":"#));
    assert_eq!(serde_json::from_str::<Form>(&json).unwrap(), form);
}

#[test]
fn what_people_wrote_cannot_act_on_the_form() {
    let mut sample = Sample::asked();
    sample
        .register
        .requests
        .get_mut(&id::<RequestId>("R-0001"))
        .unwrap()
        .reason = text("照合\u{202e}業作");
    let built = made("5-1", &sample, &["R-0001"]);
    says(&built.form, &["目的：照合[U+202E]業作"]);
    assert!(built.texts.contains(&"照合\u{202e}業作".to_owned()));
}
