//! Forms: form_field, bad_state, copies_open, forbidden_word, balance (§7).

use custody_core::record::{Event, Guard, Method};
use custody_core::rules::wording;
use custody_tests::cast::{Who, text};
use custody_tests::story::Story;
use custody_tests::things::{SERIAL_FIELD, form};
use custody_tests::verdict::{Verdict as _, value};
use custody_tests::wish::Wish;

#[test]
fn a_form_that_lacks_a_field_is_not_issued() {
    let mut s = Story::s();
    let mut two = form("2", &["A-0001/1"], false);
    two.missing = vec![SERIAL_FIELD];
    let finding = s.by(Who::R).form(two.clone()).refused(Guard::FormField);
    assert_eq!(
        (value(&finding, "form"), value(&finding, "field")),
        ("2".into(), "serial".into())
    );
    two.missing.clear();
    let issued = s.by(Who::R).form(two).permitted();
    let Event::FormIssued { document_no, .. } = &issued.record().event else {
        panic!("no form")
    };
    assert_eq!(document_no.as_str(), "F02-0001");
}

/// §6: "If it fails, all forms but 14 and 15 refuse (balance)."
#[test]
fn a_balance_that_does_not_agree_stops_every_form_but_those_of_an_incident() {
    let mut s = Story::s();
    for number in [
        "2", "3", "4-1", "4-2", "5-1", "5-2", "6", "7-1", "7-2", "8-1", "8-2", "14-1", "14-2",
        "14-3", "15",
    ] {
        let mut paper = form(number, &["A-0001/1"], false);
        paper.difference = -1;
        let result = s.by(Who::R).form(paper.clone());
        if number.starts_with("14") || number == "15" {
            result.permitted();
        } else {
            let finding = result.refused(Guard::Balance);
            assert_eq!(value(&finding, "difference"), "-1");
        }
        paper.difference = 0;
        s.by(Who::R).form(paper).permitted();
    }
}

#[test]
fn only_what_ended_so_is_certified_as_destroyed() {
    let mut s = Story::s_with_copy();
    for number in ["9", "10"] {
        let finding = s
            .by(Who::R)
            .form(form(number, &["A-0001/3"], false))
            .refused(Guard::BadState);
        assert_eq!(value(&finding, "state"), "held");
    }
    s.granted(&Wish::destroy(&["A-0001/3"], &[Method::Physical]));
    s.by(Who::A)
        .destroy("A-0001/3", Method::Physical, Who::K)
        .permitted();
    // §5.4: "`certificate A-0001/3` for one ended copy is allowed".
    s.by(Who::R)
        .form(form("9", &["A-0001/3"], false))
        .permitted();
    // "`certificate A-…` … refuse (copies_open)".
    let finding = s
        .by(Who::R)
        .form(form("9", &["A-0001/3"], true))
        .refused(Guard::CopiesOpen);
    assert_eq!(value(&finding, "ids"), "A-0001/1 A-0001/2");
}

#[test]
fn a_supervisor_issues_the_register_and_nothing_else() {
    let mut s = Story::s();
    s.by(Who::K)
        .form(form("3", &["A-0001/1"], false))
        .permitted();
    s.by(Who::K)
        .form(form("4-1", &["A-0001/1"], false))
        .refused(Guard::Role);
    s.by(Who::R)
        .form(form("4-1", &["A-0001/1"], false))
        .permitted();
}

/// Every word of §7, typed in; also wide, spaced and in the middle of a sentence.
#[test]
fn no_word_that_claims_too_much_passes() {
    let words = [
        "復元不可能",
        "復元不能",
        "復元できない",
        "完全消去",
        "完全に消去",
        "漏えいなし",
        "漏えいはない",
        "漏えいはありません",
        "漏洩なし",
        "絶対に",
        "解読不可能",
        "解読不能",
        "報告不要",
        "NIST準拠",
        "法令に適合",
    ];
    assert_eq!(words.len(), wording::FORBIDDEN.len());
    let mut s = Story::s();
    for word in words {
        let spaced: String = word.chars().flat_map(|c| [c, '\u{3000}']).collect();
        for line in [word.to_owned(), format!("媒体は{word}です。"), spaced] {
            let mut paper = form("2", &["A-0001/1"], false);
            paper.texts = vec!["上記の方法により廃棄した".to_owned(), line];
            let finding = s.by(Who::R).form(paper).refused(Guard::ForbiddenWord);
            assert_eq!(value(&finding, "word"), word);
        }
    }
    let mut paper = form("2", &["A-0001/1"], false);
    paper.texts = vec!["復元は試みていない。漏えいの有無は確認中。".to_owned()];
    s.by(Who::R).form(paper).permitted();
    assert_eq!(text("ＮＩＳＴ準拠").as_str(), "ＮＩＳＴ準拠");
}
