//! One act on a prepared office in a process of its own, to be killed; and the check in another.
//!
//! `act_driver act FOLDER ACT [how]` prints `ack` once the act has returned, or the error on stderr with its code.
//! `act_driver recover-and-check FOLDER ACT acked|not-acked` prints what recovery did; 0 if all holds, else 1.

use custody_tests::durable::{Act, broken_receive, check, standing_receive};
use custody_tests::office::Office;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["act", root, word, rest @ ..] => act(Path::new(root), word, rest),
        ["recover-and-check", root, word, acked] => {
            let Some(act) = Act::of(word) else {
                return ExitCode::from(2);
            };
            let root = Path::new(root);
            let checked = Office::worker_key(root)
                .map_err(|e| e.to_string())
                .and_then(|key| check(root, &key, act, *acked == "acked"));
            match checked {
                Ok(recovered) => {
                    for one in recovered {
                        println!("{one:?}");
                    }
                    ExitCode::SUCCESS
                }
                Err(broken) => {
                    println!("{broken}");
                    ExitCode::from(1)
                }
            }
        }
        _ => ExitCode::from(2),
    }
}

fn act(root: &Path, word: &str, rest: &[&str]) -> ExitCode {
    let Some(act) = Act::of(word) else {
        return ExitCode::from(2);
    };
    let mut stdout = std::io::stdout();
    if rest == ["acked-early"] {
        let _ = writeln!(stdout, "ack");
    }
    let done = Office::worker_key(root).and_then(|key| {
        let mut office = Office::open(root, &key)?;
        match rest {
            ["source-first"] => broken_receive(&mut office),
            ["stands"] => standing_receive(&mut office),
            _ => act.run(&mut office),
        }
    });
    match done {
        Ok(()) => match writeln!(stdout, "ack") {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::from(7),
        },
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error:?}");
            ExitCode::from(error.code())
        }
    }
}
