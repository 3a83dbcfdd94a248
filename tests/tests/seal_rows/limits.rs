//! Rows S10, S11 and M2: what would cost too much is refused before it costs anything.

use crate::desk::{Desk, ended};
use custody_tests::program::program;
use std::fs::File;
use std::process::Command;

/// Runs a command, and prints the most memory it held, in KiB, after what it said.
const MEASURED: &str = "
import os, resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print('KiB', resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, flush=True)
sys.exit(code)
";

/// Exit code, what was said, and the most memory held in KiB.
fn measured(desk: &Desk, words: &[&str]) -> (i32, String, u64) {
    let mut python = desk.here(Command::new("python3"));
    python.args(["-c", MEASURED]).arg(program()).args(words);
    let (code, says) = ended(&python.output().unwrap());
    let held = says.rsplit("KiB ").next().unwrap().trim().parse().unwrap();
    (code, says, held)
}

const MOST_KIB: u64 = 64 * 1024;

#[test]
fn s10_a_header_of_100_000_stanzas_is_refused_at_the_limit_in_little_memory() {
    let desk = Desk::with(b"");
    let stanza = "-> x y\n\n";
    let header = format!("age-encryption.org/v1\n{}---", stanza.repeat(100_000));
    desk.put("many.age", header.as_bytes());
    for words in [
        &["unseal", "many.age", "-i", "key", "-o", "out"][..],
        &["inspect", "many.age"],
        &["list", "many.age", "-i", "key"],
    ] {
        let (code, says, held) = measured(&desk, words);
        assert_eq!(code, 9, "{words:?}: {says}");
        assert!(says.contains("1024"), "{says}");
        assert!(held <= MOST_KIB, "{words:?}: {held} KiB");
    }
    assert!(!desk.at("out").exists());
}

#[test]
fn s10_a_gigabyte_without_a_newline_is_refused_at_the_limit_in_little_memory() {
    let desk = Desk::with(b"");
    desk.put("long.age", b"age-encryption.org/v1\n-> X25519 ");
    // Of holes; but for its length it is all zeros, or all letters if it comes out of a pipe.
    let file = File::options().append(true).open(desk.at("long.age"));
    file.unwrap().set_len(1_000_000_000).unwrap();
    let (code, says, held) = measured(&desk, &["unseal", "long.age", "-i", "key", "-o", "out"]);
    assert!([6, 9].contains(&code), "{says}");
    assert!(held <= MOST_KIB, "{held} KiB");

    let letters =
        "(printf 'age-encryption.org/v1\\n-> X25519 '; head -c 1000000000 /dev/zero | tr '\\0' a)";
    let unseal = "unseal - -i key -o out";
    let mut shell = desk.here(Command::new("bash"));
    let program = program();
    let piped = format!("{letters} 2>/dev/null | python3 -c \"$0\" \"$1\" {unseal}");
    shell.args(["-c", &piped, MEASURED]).arg(program);
    let (code, says) = ended(&shell.output().unwrap());
    let held: u64 = says.rsplit("KiB ").next().unwrap().trim().parse().unwrap();
    assert_eq!(code, 9, "{says}");
    assert!(says.contains("2097152"), "{says}");
    assert!(held <= MOST_KIB, "{held} KiB");
    assert!(!desk.at("out").exists());
}

/// A passphrase file that asks for so much work; nobody can say whether its passphrase is right without doing it.
fn asking(factor: &str) -> String {
    let (salt, body, mac) = ("A".repeat(22), "A".repeat(43), "A".repeat(43));
    format!(
        "age-encryption.org/v1\n-> scrypt {salt} {factor}\n{body}\n--- {mac}\n0123456789abcdef0123456789abcdef"
    )
}

fn opened(desk: &Desk, factor: &str, more: &[&str]) -> (i32, String) {
    desk.put("asking.age", asking(factor).as_bytes());
    desk.put("line", b"a passphrase\n");
    let words = [
        "unseal",
        "asking.age",
        "--passphrase",
        "-o",
        "out",
        "--passphrase-fd",
        "0",
    ];
    let mut command = desk.command(&[&words, more].concat());
    let line = File::open(desk.at("line")).unwrap();
    let found = ended(&command.stdin(line).output().unwrap());
    assert!(!desk.at("out").exists());
    found
}

#[test]
fn s11_a_passphrase_file_that_asks_for_much_work_is_refused_before_any_of_it() {
    let desk = Desk::with(b"");
    for factor in ["21", "22"] {
        let (code, says) = opened(&desk, factor, &[]);
        assert_eq!(code, 9, "{factor}: {says}");
        assert!(says.contains(&format!("--scrypt-limit {factor}")), "{says}");
    }
    // The option allows what it says and no more; above 22 nothing does.
    let (code, says) = opened(&desk, "22", &["--scrypt-limit", "21"]);
    assert_eq!(code, 9, "{says}");
    for factor in ["23", "64", "255"] {
        let (code, says) = opened(&desk, factor, &["--scrypt-limit", "22"]);
        assert_eq!(code, 6, "{factor}: {says}");
    }
    assert_eq!(opened(&desk, "23", &["--scrypt-limit", "23"]).0, 2);
    assert_eq!(opened(&desk, "10", &["--scrypt-limit", "19"]).0, 2);
    // Work that is allowed is done: only then can it be said that the passphrase is wrong.
    assert_eq!(opened(&desk, "10", &[]).0, 5);
}

#[test]
fn s11_the_option_lets_the_work_be_done() {
    if std::env::var_os("CUSTODY_FULL").is_none() {
        // Two gibibytes of memory and several seconds: not every day.
        return;
    }
    let desk = Desk::with(b"");
    let (code, says) = opened(&desk, "21", &["--scrypt-limit", "21"]);
    assert_eq!(code, 5, "{says}");
}

#[test]
fn m2_what_will_not_fit_is_refused_before_the_first_byte_with_what_is_wanted_and_free() {
    let desk = Desk::with(b"");
    // Eight tebibytes of holes: as large as a source gets on any disk, and larger than what is free.
    let source = File::create(desk.at("plain")).unwrap();
    source.set_len(8 << 40).unwrap();
    let (code, says) = desk.custody(&["seal", "plain", "-r", &desk.recipient, "-o", "out.age"]);
    assert_eq!(code, 7, "{says}");
    assert!(
        says.contains("879") && says.contains("bytes are wanted"),
        "{says}"
    );
    assert!(says.contains("are free"), "{says}");
    assert_eq!(desk.names(), ["key", "plain"]);
}
