//! The forms of the acceptance stories, to look at: `cargo test -p custody-cli looks -- --ignored` writes them into the
//! folder that `CUSTODY_FORMS_DIR` names, ready to be printed by a browser.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code)]

#[path = "../../../custody-core/tests/report/sample/mod.rs"]
mod sample;

use super::{Charset, file_name, to_csv, to_html, to_json};
use custody_core::record::InstanceKind;
use custody_core::report::form::{Context, Form, LedgerState, Topic, build};
pub(super) use sample::Sample;
use sample::{at, id, text};

/// A form of the sample, issued.
pub(super) fn form(number: &str, sample: &Sample, about: &[&str]) -> Form {
    let number: custody_core::report::form::Number = number.parse().unwrap();
    let about: Vec<Topic> = about.iter().map(|topic| topic.parse().unwrap()).collect();
    let context = Context {
        now: at("2024-10-20T09:00"),
        ledger: LedgerState {
            size: sample.register.head.size,
            root: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
            checkpoint_at: sample.register.head.last_at.unwrap(),
        },
        records: &sample.records,
    };
    build(number, &sample.register, &about, &context)
        .unwrap()
        .form
        .issued_as(number.document_no(3), 1)
}

/// Sixty copies beside what the story has, some with long titles.
fn crowded() -> Sample {
    let mut sample = Sample::returned();
    for number in 4..=63 {
        let mut copy = sample.instance("A-0001/2").clone();
        copy.id = id(&format!("A-0001/{number}"));
        copy.permission = Some(id("P-0001"));
        copy.kind = if number % 7 == 0 {
            InstanceKind::Printout
        } else {
            InstanceKind::Copy
        };
        sample.put(copy);
    }
    let asset = sample.register.assets.values_mut().next().unwrap();
    asset.title = text("個人住民税課税台帳データ（令和6年度当初賦課分・特別徴収義務者別）");
    sample
}

#[test]
fn every_form_of_the_stories_becomes_a_page() {
    for (number, sample, about) in stories() {
        let form = form(number, &sample, &about);
        let page = to_html(&form).unwrap();
        assert!(
            page.contains(&format!("<h1>{}</h1>", form.title)),
            "{number}"
        );
        assert!(page.trim_end().ends_with("</html>"), "{number}");
    }
}

fn stories() -> Vec<(&'static str, Sample, Vec<&'static str>)> {
    vec![
        ("2", Sample::received(), vec!["A-0001"]),
        ("3", crowded(), vec![]),
        ("5-1", Sample::asked(), vec!["R-0001"]),
        ("5-2", Sample::asked(), vec!["R-0001"]),
        ("6", Sample::back(), vec!["J-0001"]),
        ("7-1", Sample::return_made(), vec!["A-0001/1"]),
        ("7-2", Sample::return_made(), vec!["A-0001/1"]),
        ("8-1", Sample::destruction_asked(), vec!["R-0002"]),
        ("8-2", Sample::destroyed(), vec!["R-0002"]),
        ("9", Sample::destroyed(), vec!["A-0001/3"]),
        ("10", Sample::crypto_erased(), vec!["A-0001/2"]),
    ]
}

#[test]
#[ignore = "writes files, to be looked at"]
fn looks() {
    let folder =
        std::path::PathBuf::from(std::env::var_os("CUSTODY_FORMS_DIR").expect("CUSTODY_FORMS_DIR"));
    for (number, sample, about) in stories() {
        let mut form = form(number, &sample, &about);
        std::fs::write(
            folder.join(file_name(&form, "html")),
            to_html(&form).unwrap(),
        )
        .unwrap();
        std::fs::write(
            folder.join(file_name(&form, "json")),
            to_json(&form).unwrap(),
        )
        .unwrap();
        if let Ok(table) = to_csv(&form, Charset::Utf8) {
            std::fs::write(folder.join(file_name(&form, "csv")), table).unwrap();
        }
        form.draft = true;
        form.document_no = None;
        std::fs::write(
            folder.join(file_name(&form, "html")),
            to_html(&form).unwrap(),
        )
        .unwrap();
    }
}
