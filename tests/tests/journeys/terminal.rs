//! At a terminal: a pseudo-terminal stands between the program and the test, so that it asks.

use crate::office::{Office, PASSPHRASE};
use std::process::Command;

/// Runs the program in a pseudo-terminal: each pair is what it must show, and then what is typed.
fn typed(office: &Office, words: &[&str], talk: &[(&str, &str)]) -> (i32, String) {
    let mut python = Command::new("python3");
    python
        .current_dir(&office.root)
        .env("CUSTODY_HOME", office.root.join("home"))
        .env("CUSTODY_VAULT", office.root.join("台帳 1"))
        .env("LANG", "ja_JP.UTF-8")
        .env_remove("LC_ALL");
    custody_tests::terminal::typed(python, words, talk)
}

#[test]
fn a_key_is_made_by_answering_and_the_passphrase_is_not_shown() {
    let office = Office::before_receipt();
    let (code, shown) = typed(
        &office,
        &["keygen"],
        &[
            ("氏名", "新人 𠮷田\n"),
            ("パスフレーズ", "利根川は東へゆるやかに流れる\n"),
            ("もう一度", "利根川は東へゆるやかに流れる\n"),
        ],
    );
    assert_eq!(code, 0, "{shown}");
    assert!(!shown.contains("利根川"), "{shown}");
    assert!(
        shown.contains("custody keygen --name"),
        "the whole command is told: {shown}"
    );
    assert!(office.file("home/新人 𠮷田.custody-key").exists());
    let (code, shown) = typed(
        &office,
        &["keygen", "--name", "別人"],
        &[
            ("パスフレーズ", "利根川は東へゆるやかに流れる\n"),
            ("もう一度", "利根川は西へゆるやかに流れる\n"),
        ],
    );
    assert_eq!(code, 2, "{shown}");
    assert!(!office.file("home/別人.custody-key").exists());
}

#[test]
fn a_reception_asks_for_what_is_missing_and_before_it_removes_the_source() {
    let office = Office::before_receipt();
    let lent = office.file("届いた.csv");
    std::fs::write(&lent, "a\n").unwrap();
    let words = ["receive", "届いた.csv", "--as", "作業者A"];
    let pass = format!("{PASSPHRASE}\n");
    let start = [
        ("パスフレーズ", pass.as_str()),
        ("名称", "課税台帳\n"),
        ("引渡者", "2\n"),
    ];
    let mut talk = start.to_vec();
    talk.push(("削除", "いいえ\n"));
    let (code, shown) = typed(&office, &words, &talk);
    assert_eq!(code, 2, "{shown}");
    assert!(lent.exists());
    office.look(&["list"]).ok();
    talk.pop();
    talk.push(("削除", "はい\n"));
    let (code, shown) = typed(&office, &words, &talk);
    assert_eq!(code, 0, "{shown}");
    assert!(!lent.exists(), "{shown}");
    office.is_sound();
}

/// A daily act without its arguments asks for them, and ends with the whole command.
#[test]
fn a_printing_is_done_by_answering() {
    let office = Office::s();
    office.permitted(&[
        "copy",
        "A-0001/2",
        "--to-type",
        "paper",
        "--person",
        "作業者A",
    ]);
    let pass = format!("{PASSPHRASE}\n");
    let (code, shown) = typed(
        &office,
        &["print", "--as", "作業者A"],
        &[
            ("パスフレーズ", pass.as_str()),
            ("対象", "2\n"),
            ("枚数", "なし\n"),
            ("1以上", "30\n"),
        ],
    );
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("A-0001/3"), "{shown}");
    assert!(shown.contains("custody print"), "{shown}");
    assert!(shown.contains("--sheets 30"), "{shown}");
    office.is_sound();
}

/// 23 at a terminal: what, last seen when, where — three questions and no more; the last two may be left open.
#[test]
fn a_loss_asks_three_things_and_takes_no_answer_for_an_answer() {
    let office = Office::s();
    let pass = format!("{PASSPHRASE}\n");
    let (code, shown) = typed(
        &office,
        &["incident", "report", "--as", "作業者A"],
        &[
            ("失われたもの", "2\n"),
            ("最後に確認した日時", "\n"),
            ("場所", "\n"),
            ("パスフレーズ", pass.as_str()),
        ],
    );
    assert_eq!(code, 0, "{shown}");
    let called = shown.find("① 直ちに連絡してください").unwrap();
    let asked = shown.find("失われたもの").unwrap();
    assert!(called < asked, "whom to call comes first: {shown}");
    assert!(shown.contains("紛失を記録しました：I-0001"), "{shown}");
    office
        .look(&["incident", "show", "I-0001"])
        .ok()
        .says("A-0001/2 所在不明")
        .says("場所: 確認中");
}

/// Somebody who has never seen it: nothing but questions.
#[test]
fn a_reception_is_done_by_answering_alone() {
    let office = Office::before_receipt();
    std::fs::write(office.file("届いた.csv"), "a\n").unwrap();
    let pass = format!("{PASSPHRASE}\n");
    let answered = |who: &str, verb: &str, talk: &[(&str, &str)], whole: &str| {
        let talk = [&[("パスフレーズ", pass.as_str())], talk].concat();
        let (code, shown) = typed(&office, &[verb, "--as", who], &talk);
        assert_eq!(code, 0, "{shown}");
        assert!(shown.contains(whole), "{whole}\n{shown}");
    };
    answered(
        "作業者A",
        "receive",
        &[
            ("電子データ", "はい\n"),
            ("又はフォルダ：", "ない.csv\n"),
            ("そのファイルはありません", "届いた.csv\n"),
            ("個人情報を含みますか", "はい\n"),
            ("何人分", "1200\n"),
            ("個人情報の項目", "氏名、住所\n"),
            ("返還期限", "\n"),
            ("名称", "課税台帳\n"),
            ("引渡者", "2\n"),
            ("削除", "はい\n"),
        ],
        "届いた.csv --personal --subjects 1200 --items '氏名、住所' --title 課税台帳",
    );
    office.is_sound();
}
