//! The program as scripts and people meet it: help in both languages, mistakes, what goes to which stream, exit codes.

#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use std::process::{Command, Output, Stdio};

/// `custody` in a surrounding without language, keys or vault.
fn custody(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_custody"));
    for name in [
        "LC_ALL",
        "LANG",
        "CUSTODY_HOME",
        "CUSTODY_VAULT",
        "NO_COLOR",
        "RUST_BACKTRACE",
    ] {
        command.env_remove(name);
    }
    command.args(arguments).stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Output {
    custody(arguments).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn help_is_an_answer_in_the_language_asked_for() {
    for (arguments, words) in [
        (&["--help"][..], ["使い方：", "終了コード：", "130 中断"]),
        (
            &["--help", "--lang", "en"],
            ["Usage:", "Exit codes:", "130 interrupted"],
        ),
        (&["completions", "-h"], ["引数", "例：", "130 中断"]),
        (
            &["--lang=en", "man", "--help"],
            ["Example:", "custody man", "130 interrupted"],
        ),
        (&[], ["custody tour", "custody keygen", "custody --help"]),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        for word in words {
            assert!(stdout(&output).contains(word), "{arguments:?} lacks {word}");
        }
        assert_eq!(stderr(&output), "");
    }
}

#[test]
fn the_locale_decides_where_no_option_does() {
    let output = custody(&["--help"])
        .env("LANG", "en_GB.UTF-8")
        .output()
        .unwrap();
    assert!(stdout(&output).contains("Usage:"));
    let output = custody(&["--help", "--lang", "ja"])
        .env("LC_ALL", "en_GB")
        .output()
        .unwrap();
    assert!(stdout(&output).contains("使い方："));
}

#[test]
fn an_unknown_option_is_a_usage_error_on_stderr() {
    let output = run(&["man", "--frob"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stdout(&output), "");
    assert_eq!(
        stderr(&output),
        "「--frob」というオプションはありません。\n次に行うこと：\n  custody man --help\n"
    );
}

#[test]
fn an_error_in_json_has_the_shape_scripts_rely_on() {
    let output = run(&["--json", "--at", "平成32年", "man"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stdout(&output), "");
    let error: Value = serde_json::from_str(&stderr(&output)).unwrap();
    assert_eq!(
        error,
        json!({"error": {
            "code": 2,
            "kind": "usage",
            "message": {
                "ja": "「--at <TIME>」の値が違います：日付として読めません（例：2024-10-01、令和6年10月1日、R6.10.1）。",
                "en": "The value of --at <TIME> does not fit: not a date (such as 2024-10-01, 令和6年10月1日, R6.10.1).",
            },
            "next": ["custody man --help"],
        }})
    );
}

#[test]
fn a_secret_on_the_command_line_is_refused_and_not_repeated() {
    let output = run(&["--password=hunter2", "man"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("--passphrase-fd"));
    assert!(!stderr(&output).contains("hunter2"));
}

#[test]
fn a_reader_that_has_gone_is_12_and_nothing_more_is_said() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = custody(&["completions", "bash"])
        .stdout(writer)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(12));
    assert_eq!(stderr(&output), "");
}

#[test]
fn a_full_device_is_7() {
    let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") else {
        return; // Only some systems have one.
    };
    let output = custody(&["man"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(7));
    assert_eq!(
        stderr(&output),
        "標準出力に書けません：空き容量がありません。\n"
    );
}

#[test]
fn completions_know_the_options_of_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(&["completions", shell]);
        assert_eq!(output.status.code(), Some(0), "{shell}");
        assert!(stdout(&output).contains("passphrase-fd"), "{shell}");
    }
}

#[test]
fn the_version_is_an_answer() {
    let output = run(&["--version"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        stdout(&output),
        concat!("custody ", env!("CARGO_PKG_VERSION"), "\n")
    );
}
