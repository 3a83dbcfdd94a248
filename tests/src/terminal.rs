//! A pseudo-terminal between a program and a test, so that the program asks.

use crate::program::program;
use std::path::Path;
use std::process::Command;

/// Runs the program at a terminal: each pair is what it must show, and then what is typed. `python`
/// is the command `python3` with folder and environment set. Gives the exit code and all that was shown.
pub fn typed(python: Command, words: &[&str], talk: &[(&str, &str)]) -> (i32, String) {
    typed_by(&program(), python, words, talk)
}

/// As [`typed`], another program.
pub fn typed_by(
    program: &Path,
    mut python: Command,
    words: &[&str],
    talk: &[(&str, &str)],
) -> (i32, String) {
    let output = python
        .env("PYTHONUTF8", "1")
        .args(["-c", include_str!("terminal.py")])
        .arg(words.len().to_string())
        .arg(program)
        .args(words)
        .args(talk.iter().flat_map(|(wait, send)| [*wait, *send]))
        .output()
        .expect("python3 runs; install it to test the terminal");
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.code().unwrap_or(-1), shown)
}
