//! Row S20: a file is sealed with the system's randomness or not at all.

use crate::desk::{Desk, ended};
use custody_tests::program::program;
use std::process::Command;

#[test]
fn s20_without_the_systems_randomness_nothing_is_sealed() {
    let desk = Desk::with(b"plain");
    let seal = ["seal", "plain", "-r", &desk.recipient, "-o", "out.age"];
    let words = [&seal[..], &["--verify"]].concat();
    let mut refused = 0;
    let mut failing = |rule: String| {
        let mut strace = desk.here(Command::new("strace"));
        strace.args([
            "-f",
            "--seccomp-bpf",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            "trace=getrandom",
        ]);
        strace.args(["-e", &format!("inject=getrandom:error=EIO:when={rule}")]);
        let ran = strace.arg(program()).args(&words).output();
        let (code, says) = ended(&ran.expect("strace runs; install it to fail the system's calls"));
        match code {
            // It was a question whether the call is there, or one that nothing secret comes of.
            0 => {
                let (code, opened) = desk.unseal("out.age", &[]);
                assert_eq!(code, 0, "{rule}: {opened}");
                for name in ["out.age", "out"] {
                    std::fs::remove_file(desk.at(name)).unwrap();
                }
            }
            7 => refused += 1,
            _ => panic!("{rule}: ends with {code}: {says}"),
        }
        assert_eq!(desk.names(), ["key", "plain"], "{rule}: {says}");
        code
    };
    // One call after the other fails, once and for good, until there are no more.
    let mut number = 1;
    while failing(format!("{number}+")) == 7 || number < 4 {
        failing(number.to_string());
        number += 1;
        assert!(number < 60, "it never ends");
    }
    assert!(
        refused >= 6,
        "only {refused} refusals: nothing was made to fail"
    );
}
