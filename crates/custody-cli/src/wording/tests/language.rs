//! Every sentence is in the language it is said to be in: no English on a Japanese screen, and the other way round.

use crate::lang::Lang;
use crate::wording::catalogue::Files;

/// What is written in Latin letters in Japanese too: formats, measures, names of programs, keys of the setup file.
const NAMES: &[&str] = &[
    "age",
    "v1",
    "age1",
    "age1pq",
    "ssh",
    "ssh-ed25519",
    "ssh-rsa",
    "RSA",
    "age-plugin-x",
    "AGE-SECRET-KEY-1",
    "Base64",
    "SHA-256",
    "root",
    "tar",
    "PAX",
    "NUL",
    "UTF-8",
    "JIS",
    "Unicode",
    "NFC",
    "Windows",
    "setuid",
    "setgid",
    "TOML",
    "JSON",
    "PDF",
    "JPEG",
    "PNG",
    "gzip",
    "zip",
    "OpenPGP",
    "SQLite",
    "USB",
    "SSD",
    "PC",
    "KiB",
    "custody",
    "vault.toml",
    "setup.toml",
    ".custody",
    ".tag",
    ".partial",
    ".json",
    ".csv",
    ".html",
    "-wal",
    "true",
    "false",
    "min_trust",
    "designated_by",
    "manager",
    "work_scope",
    "subjects",
    "synchronous",
    "recovery",
    "inbox",
    "bash",
    "man",
    "cards",
    "log_key",
];

/// Asserts that no Latin letters are left but [`NAMES`], options, numbers of things, hashes, variables of the environment,
/// and commands.
pub(super) fn japanese(text: &str) {
    let found = english_words(text);
    assert!(found.is_empty(), "{found:?} in: {text}");
}

fn english_words(text: &str) -> Vec<String> {
    let text = without_commands(text);
    let found = words(&text).filter(|word| !is_name(word));
    found.map(str::to_owned).collect()
}

/// Asserts that there are no kana: names and units from data may be in kanji.
pub(super) fn english(text: &str) {
    let kana = |c: char| ('\u{3041}'..='\u{30ff}').contains(&c) && c != '・';
    assert!(!text.contains(kana), "{text}");
}

fn is_name(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let bare = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let letters = |c: char| c.is_ascii_alphabetic() || c == '-' || c == '_';
    let option = word.starts_with('-') && word.chars().all(letters);
    // A-0001/1, W04, U+2014, sha256:00ff, 10:05+09:00
    let number = word.contains(|c: char| c.is_ascii_digit())
        && (word.contains(':') || !word.contains(|c: char| c.is_ascii_lowercase()));
    let variable = ["CUSTODY_", "NO_COLOR", "RUST_BACKTRACE"];
    let known = NAMES
        .iter()
        .any(|name| name.trim_matches(['.', '-']) == bare);
    let alone = bare.len() < 2;
    option || number || known || alone || variable.iter().any(|v| word.starts_with(v))
}

/// What is between all that cannot stand in a Latin word.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || "-_.:+/'".contains(c)))
        .flat_map(|word| word.split('/').collect::<Vec<_>>())
        .filter(|word| word.chars().any(|c| c.is_ascii_alphabetic()))
}

/// Commands as they are typed, such as 「custody close A-0001/3」, are the same in every language.
fn without_commands(text: &str) -> String {
    let mut parts = text.split("custody ");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push_str(part.trim_start_matches(|c: char| c.is_ascii_graphic() || c == ' '));
    }
    kept
}

/// The messages of a file, each with its key, values left out.
fn messages(lang: Lang, file: &str) -> Vec<(String, String)> {
    let data = Files::get(&format!("{}/{file}.ftl", lang.code()))
        .unwrap()
        .data;
    let mut all: Vec<(String, String)> = Vec::new();
    for line in std::str::from_utf8(&data).unwrap().lines() {
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let text = match line.split_once(" =") {
            Some((key, text)) if !line.starts_with(' ') => {
                all.push((key.to_owned(), String::new()));
                text
            }
            _ => line,
        };
        let (_, message) = all.last_mut().unwrap();
        for (at, part) in text.split('{').enumerate() {
            message.push_str(if at == 0 {
                part
            } else {
                part.split_once('}').unwrap().1
            });
        }
        message.push('\n');
    }
    all
}

#[test]
fn no_japanese_message_holds_an_english_word() {
    let mut found = Vec::new();
    for file in ["custody", "help"] {
        for (key, text) in messages(Lang::Ja, file) {
            // Examples and the guide are commands as they are typed.
            if !key.starts_with("example-") && key != "guide" {
                found.extend(
                    english_words(&text)
                        .into_iter()
                        .map(|word| (key.clone(), word)),
                );
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_english_message_holds_a_japanese_word() {
    for (key, text) in messages(Lang::En, "custody") {
        // Units are written in Japanese whatever the language.
        if !key.starts_with("quantity-") {
            english(&text);
        }
    }
}

#[test]
fn what_is_english_is_found() {
    for (text, found) in [
        ("「甲」：not TOML", true),
        ("文書の形式が違います（its JSON has another shape）。", true),
        ("A-0001/1 is held", true),
        ("negative", true),
        (
            "A-0001/1は「保管中」です。custody close A-0001/3 を行ってください。",
            false,
        ),
        (
            "--at の日時（2024-10-01T14:05+09:00）が、UTF-8のageファイル（sha256:00ff）より後です。",
            false,
        ),
    ] {
        let outcome = std::panic::catch_unwind(|| japanese(text));
        assert_eq!(outcome.is_err(), found, "{text}");
    }
    assert!(std::panic::catch_unwind(|| english("The file ファイル")).is_err());
    english("The file \"甲\" is not there.");
}
