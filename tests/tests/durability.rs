//! Nothing acknowledged is lost, and nothing is ever neither here nor there (`reliability.md` A1–A3, R1, M1, M6, M7).
//!
//! An act runs in a process of its own under `strace`, which kills it, or makes one of its calls fail, at a call
//! chosen from traced runs (§E, 1). Then recovery runs as in the next command, and [`check`] looks. Every call of
//! 受領 and 廃棄 is taken, of the others each sixth; with `CUSTODY_FULL=1` every call of all, and every fault at each.

#![cfg(target_os = "linux")]

use custody_core::vault::Recovered;
use custody_tests::durable::{Act, check, prepare, prepare_stick};
use custody_tests::office::{Office, STICK, Who, copy_folder};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Calls that change a disk.
const CHANGING: &str = "openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,\
                        unlinkat,ftruncate,mkdir,mkdirat,rmdir";

/// Those that a full or failing medium makes fail.
const FAILING: [&str; 7] = [
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "rename",
    "renameat",
    "renameat2",
];

/// One call of the plan: its name, and how many of that name were made up to and with it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Call {
    name: String,
    nth: usize,
}

/// What is done at a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Kill,
    /// This call fails.
    Once(&'static str),
    /// This call and all later ones of its name fail: the medium is gone.
    FromNowOn(&'static str),
}

/// How an act under `strace` ended.
struct Ended {
    /// As a shell says it: 137 for a kill.
    code: Option<i32>,
    acked: bool,
    injected: bool,
    said: String,
}

/// Prepared offices, on a memory file system where there is one.
struct Prepared {
    folder: tempfile::TempDir,
}

impl Prepared {
    fn new() -> Self {
        let strace = Command::new("strace")
            .arg("-V")
            .stdout(Stdio::null())
            .status();
        assert!(
            strace.is_ok_and(|status| status.success()),
            "these tests need strace: apt-get install strace"
        );
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() {
            tempfile::tempdir_in(memory)
        } else {
            tempfile::tempdir()
        };
        let prepared = Self {
            folder: folder.unwrap(),
        };
        for (name, for_receipt) in [("office", false), ("returned", true)] {
            let root = prepared.path(name);
            std::fs::create_dir(&root).unwrap();
            prepare(&root, for_receipt);
        }
        let root = prepared.path("stick");
        std::fs::create_dir(&root).unwrap();
        prepare_stick(&root);
        prepared
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn origin(&self, act: Act) -> PathBuf {
        self.path(match act {
            Act::Receipt => "returned",
            Act::Pack => "stick",
            _ => "office",
        })
    }

    /// A fresh copy for one run of `act`.
    fn copy(&self, act: Act, name: &str) -> PathBuf {
        let to = self.path(name);
        let _ = std::fs::remove_dir_all(&to);
        copy_folder(&self.origin(act), &to);
        to
    }

    /// Runs `act` under `strace` on a fresh copy called `name`; the trace is at `name.log`.
    fn strace(&self, act: Act, mode: Option<&str>, name: &str, arguments: &[String]) -> Ended {
        use std::os::unix::process::ExitStatusExt as _;
        let root = self.copy(act, name);
        let log = self.path(&format!("{name}.log"));
        let output = Command::new("strace")
            .args(["-f", "-qq", "-o"])
            .arg(&log)
            .args(arguments)
            .arg(env!("CARGO_BIN_EXE_act_driver"))
            .arg("act")
            .arg(&root)
            .arg(act.word())
            .args(mode)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let stdout = String::from_utf8_lossy(&output.stdout);
        let status = output.status;
        Ended {
            // strace ends by the signal that ended its child.
            code: status.code().or(status.signal().map(|s| 128 + s)),
            acked: stdout.contains("ack"),
            injected: std::fs::read_to_string(&log)
                .unwrap()
                .contains("(INJECTED)"),
            said: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// The calls of a run, in their order; `openat` only where it may make a file. How the ledger's pages fall varies by a
/// few writes with the random names, so that the plan takes what is in each of several runs.
fn plan(prepared: &Prepared, act: Act, mode: Option<&str>) -> Vec<Call> {
    let runs: Vec<Vec<Call>> = (0..3).map(|_| traced(prepared, act, mode)).collect();
    let (first, others) = runs.split_first().unwrap();
    let in_each = |call: &&Call| others.iter().all(|run| run.contains(call));
    let calls: Vec<Call> = first.iter().filter(in_each).cloned().collect();
    assert!(
        calls.len() > 40,
        "{}: only {} calls",
        act.word(),
        calls.len()
    );
    calls
}

fn traced(prepared: &Prepared, act: Act, mode: Option<&str>) -> Vec<Call> {
    let trace = ["-e".to_owned(), format!("trace={CHANGING}")];
    let Ended { code, said, .. } = prepared.strace(act, mode, "plan", &trace);
    assert_eq!(code, Some(0), "{} undisturbed: {said}", act.word());
    let mut made: BTreeMap<String, usize> = BTreeMap::new();
    let mut threads = BTreeSet::new();
    let mut calls = Vec::new();
    let log = std::fs::read_to_string(prepared.path("plan.log")).unwrap();
    for line in log.lines() {
        let (thread, call) = line.split_once(' ').unwrap();
        let Some((name, arguments)) = call.trim_start().split_once('(') else {
            continue;
        };
        threads.insert(thread.to_owned());
        let nth = made.entry(name.to_owned()).or_default();
        *nth += 1;
        if name != "openat" || arguments.contains("O_CREAT") {
            calls.push(Call {
                name: name.to_owned(),
                nth: *nth,
            });
        }
    }
    // strace counts calls for each thread by itself.
    assert_eq!(threads.len(), 1, "the plan is for one thread");
    calls
}

/// Runs `act` once for each of `calls` with `fault` at it, and looks at what is left. Says what was broken.
fn inject(
    prepared: &Prepared,
    act: Act,
    mode: Option<&str>,
    calls: &[Call],
    fault: Fault,
) -> Vec<String> {
    let next = AtomicUsize::new(0);
    let effective = AtomicUsize::new(0);
    let broken = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let (next, effective, broken) = (&next, &effective, &broken);
            scope.spawn(move || {
                let key = Office::worker_key(&prepared.origin(act)).unwrap();
                while let Some(call) = calls.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let Call { name, nth } = call;
                    let what = match fault {
                        Fault::Kill => format!("signal=KILL:when={nth}"),
                        Fault::Once(error) => format!("error={error}:when={nth}"),
                        Fault::FromNowOn(error) => format!("error={error}:when={nth}+"),
                    };
                    let arguments = [
                        "-e".to_owned(),
                        format!("trace={name}"),
                        "-e".to_owned(),
                        format!("inject={name}:{what}"),
                    ];
                    let copy = format!("copy {thread}");
                    let hit = |ended: &Ended| match fault {
                        Fault::Kill => ended.code == Some(137),
                        _ => ended.injected,
                    };
                    // A run that made fewer calls than each of the plan's is done again.
                    let ended = (0..5)
                        .map(|_| prepared.strace(act, mode, &copy, &arguments))
                        .find(hit);
                    let here = format!("{} {what} at {name}", act.word());
                    let Some(ended) = ended else {
                        broken.lock().unwrap().push(format!("{here}: never hit"));
                        continue;
                    };
                    effective.fetch_add(1, Ordering::Relaxed);
                    // 0: where nothing can be lost by it, as when the `-wal` stays for the next time.
                    if fault != Fault::Kill && !matches!(ended.code, Some(0 | 7)) {
                        let how = format!("{here}: ended with {:?}: {}", ended.code, ended.said);
                        broken.lock().unwrap().push(how);
                    }
                    if let Err(why) = check(&prepared.path(&copy), &key, act, ended.acked) {
                        broken.lock().unwrap().push(format!("{here}: {why}"));
                    }
                }
            });
        }
    });
    let (effective, planned) = (effective.into_inner(), calls.len());
    println!("{} {fault:?}: {effective} of {planned}", act.word());
    let broken = broken.into_inner().unwrap();
    assert!(
        effective == planned || !broken.is_empty(),
        "injected less than planned"
    );
    broken
}

fn is_full() -> bool {
    std::env::var_os("CUSTODY_FULL").is_some_and(|value| value == "1")
}

/// Every call, or each sixth of them.
fn chosen(act: Act, calls: Vec<Call>) -> Vec<Call> {
    let step = if is_full() || matches!(act, Act::Receive | Act::Destroy) {
        1
    } else {
        6
    };
    calls.into_iter().step_by(step).collect()
}

fn none(broken: &[String]) {
    assert!(
        broken.is_empty(),
        "{} broken:\n{}",
        broken.len(),
        broken.join("\n")
    );
}

#[test]
fn a_kill_at_any_call_loses_nothing() {
    let prepared = Prepared::new();
    let mut broken = Vec::new();
    for act in Act::ALL {
        let calls = chosen(act, plan(&prepared, act, None));
        broken.extend(inject(&prepared, act, None, &calls, Fault::Kill));
    }
    none(&broken);
}

#[test]
fn an_error_at_any_call_is_told_and_loses_nothing() {
    let prepared = Prepared::new();
    let faults = [
        Fault::Once("ENOSPC"),
        Fault::FromNowOn("EIO"),
        Fault::Once("EIO"),
        Fault::FromNowOn("ENOSPC"),
    ];
    let mut broken = Vec::new();
    for act in Act::ALL {
        let mut calls = plan(&prepared, act, None);
        calls.retain(|call| FAILING.contains(&call.name.as_str()));
        for (turn, fault) in faults.into_iter().enumerate() {
            // Everyday each sixth call meets one of them.
            let (step, from) = if is_full() { (1, 0) } else { (24, 6 * turn) };
            let some: Vec<Call> = calls.iter().skip(from).step_by(step).cloned().collect();
            broken.extend(inject(&prepared, act, None, &some, fault));
        }
    }
    none(&broken);
}

/// M7: the stick is pulled out after the record was made, and put back later.
#[test]
fn a_package_waits_for_its_medium() {
    waits_for_its_medium(Act::Carry, &["package"]);
}

/// What was sealed in place has its plaintext on the same stick: neither is done with while the stick is away.
#[test]
fn what_was_sealed_in_place_waits_for_its_medium() {
    waits_for_its_medium(Act::Pack, &["sealed file", "source"]);
}

fn waits_for_its_medium(act: Act, what: &[&str]) {
    let prepared = Prepared::new();
    let key = Office::worker_key(&prepared.origin(act)).unwrap();
    let arguments = [
        "-e",
        "trace=renameat2",
        "-e",
        "inject=renameat2:signal=KILL:when=1",
    ];
    let ended = prepared.strace(act, None, "pulled", &arguments.map(str::to_owned));
    assert_eq!(ended.code, Some(137), "{}", ended.said);
    let root = prepared.path("pulled");
    let (stick, pocket) = (root.join(STICK), prepared.path("pocket"));
    std::fs::rename(&stick, &pocket).unwrap();
    let mut office = Office::open(&root, &key).unwrap();
    let member = office.member(Who::Worker);
    for _ in 0..2 {
        let recovered = office.vault.recover(&member).unwrap();
        assert!(
            !recovered.is_empty()
                && recovered.iter().all(|one| {
                    matches!(one, Recovered::Waiting { file }
                        if file.starts_with(&stick) && one.needs_attention())
                }),
            "{recovered:?}"
        );
        assert!(office.vault.is_interrupted().unwrap());
        office.vault.verify().unwrap();
    }
    drop(office);
    std::fs::rename(&pocket, &stick).unwrap();
    let recovered = check(&root, &key, act, true).unwrap();
    assert_eq!(recovered.len(), what.len(), "{what:?}: {recovered:?}");
}

/// The harness finds what is really broken: the source removed before the record, and an early acknowledgement.
#[test]
fn an_order_that_loses_data_is_found() {
    let prepared = Prepared::new();
    for (mode, expected) in [
        ("source-first", "LOST: not received, and the source is gone"),
        ("acked-early", "was acknowledged and is not there"),
    ] {
        let calls = plan(&prepared, Act::Receive, Some(mode));
        let calls: Vec<Call> = calls.into_iter().step_by(12).collect();
        let broken = inject(&prepared, Act::Receive, Some(mode), &calls, Fault::Kill);
        let found = broken.iter().filter(|why| why.contains(expected)).count();
        assert!(found > 1, "{mode}: only {broken:?}");
    }
}
