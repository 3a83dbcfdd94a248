//! How long the program takes to start: `cargo build --release -p custody-cli`, then
//! `cargo bench -p custody-benches --bench start -- [PROGRAM]` (`target/release/custody` without an argument).
//! In turn with `true`, which shows what starting any process costs on this machine.

use custody_benches::median_and_p95;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 200;

fn main() {
    let program = std::env::args()
        .skip(1)
        .find(|word| !word.starts_with("--"))
        .map_or_else(
            || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/release/custody"),
            PathBuf::from,
        );
    let program = program.to_string_lossy();
    let commands: [&[&str]; 4] = [
        &["true"],
        &[&program, "--help"],
        &[&program, "copy", "--help"],
        &[&program, "--lang", "en", "--help"],
    ];
    let mut taken: [Vec<Duration>; 4] = Default::default();
    for _ in 0..ROUNDS {
        for (command, taken) in commands.iter().zip(&mut taken) {
            let started = Instant::now();
            let ended = Command::new(command[0])
                .args(&command[1..])
                .stdout(Stdio::null())
                .status()
                .expect("the program starts");
            taken.push(started.elapsed());
            assert!(ended.success(), "{command:?} ends well");
        }
    }
    for (command, taken) in commands.iter().zip(taken) {
        let (median, p95) = median_and_p95(taken);
        println!(
            "{}: median {:.2} ms, 95th percentile {:.2} ms",
            command[1..].join(" "),
            median.as_secs_f64() * 1e3,
            p95.as_secs_f64() * 1e3,
        );
    }
}
