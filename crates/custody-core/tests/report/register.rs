//! The lines of 様式3.

use crate::sample::{Sample, day, id, text};
use custody_core::record::Trust;
use custody_core::report::register::{line, lines};

#[test]
fn a_line_says_where_and_with_whom_a_thing_is_and_under_which_permission() {
    let sample = Sample::carried();
    let package = line(&sample.register, sample.instance("A-0001/3"));
    assert_eq!(package.place, "運搬中（J-0001）");
    assert_eq!(package.holder, "青木 髙志");
    assert_eq!(
        package.carrier_words,
        "USBメモリ C-0002（製造番号 UF-20240917-0042）"
    );
    assert_eq!(
        package.basis.as_deref(),
        Some("P-0001（税第12号） A 電子署名検証済")
    );
    assert_eq!(package.trust, Some(Trust::A));
    assert_eq!(package.due, Some(day("2025-01-31")));
    let stored = line(&sample.register, sample.instance("A-0001/1"));
    assert_eq!(
        (stored.place.as_str(), stored.holder.as_str()),
        ("第1保管庫", "株式会社上毛システムサービス")
    );
    let intake = line(&sample.register, sample.instance("A-0001/2"));
    assert_eq!(
        intake.basis.as_deref(),
        Some("引渡書 税第10号（取込みを含む）")
    );
}

#[test]
fn every_instance_has_one_line_and_ended_ones_stay() {
    let lines = lines(&Sample::returned().register);
    let seen: Vec<_> = lines
        .iter()
        .map(|line| (line.id.to_string(), line.state.word()))
        .collect();
    assert_eq!(
        seen,
        [
            ("A-0001/1".to_owned(), "返還完了"),
            ("A-0001/2".to_owned(), "保管中"),
            ("A-0001/3".to_owned(), "廃棄完了"),
        ]
    );
}

#[test]
fn a_title_that_would_turn_the_line_around_is_shown_plainly() {
    let mut sample = Sample::received();
    sample.register.assets.get_mut(&id("A-0001")).unwrap().title = text("台帳\u{202e}データ");
    assert_eq!(lines(&sample.register)[0].title, "台帳[U+202E]データ");
}
