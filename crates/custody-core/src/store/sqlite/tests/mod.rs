//! What only a file can go wrong with.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod altered;
mod erasure;
mod files;

use super::*;
use crate::record::Text;
use crate::store::contract::{STANDING, reaches};
use crate::store::fixture::*;
use crate::store::{KeyChange, MAX_WRAPPED_BYTES};
use rusqlite::MAIN_DB;
use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use sha2::{Digest as _, Sha256};
use std::path::Path;
use tempfile::TempDir;

fn filled() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let mut store = SqliteStore::create(&path, &vault()).unwrap();
    let _ = store.append(0, batch(0, records())).unwrap();
    store.close().unwrap();
    (folder, path)
}

/// Changes the file by plain SQL, as a stranger would.
fn tamper(path: &Path, sql: &str) {
    let conn = Connection::open(path).unwrap();
    conn.pragma_update(None, "foreign_keys", 0).unwrap();
    conn.execute_batch(sql).unwrap();
    conn.close().unwrap();
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn every_setting_is_obtained() {
    let (_folder, path) = filled();
    let store = SqliteStore::open(&path, &vault()).unwrap();
    for (name, value) in [
        ("journal_mode", Value::Text("wal".to_owned())),
        ("synchronous", 2.into()),
        ("foreign_keys", 1.into()),
        ("secure_delete", 1.into()),
        ("trusted_schema", 0.into()),
        ("cell_size_check", 1.into()),
        ("mmap_size", 0.into()),
        ("temp_store", 2.into()),
        ("busy_timeout", 10_000.into()),
        ("application_id", i64::from(APPLICATION_ID).into()),
        ("user_version", 1.into()),
    ] {
        let found: Value = store
            .conn
            .pragma_query_value(None, name, |row| row.get(0))
            .unwrap();
        assert_eq!(found, value, "{name}");
    }
    for (setting, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        (DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false),
    ] {
        assert_eq!(store.conn.db_config(setting).unwrap(), on, "{setting:?}");
    }
}

#[test]
fn a_changed_schema_needs_a_new_version() {
    let text = format!("{SCHEMA_VERSION} {:?}", schema::OBJECTS);
    let digest: String = Sha256::digest(text)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(
        digest, "a5f5a8a516cb15927978995f7494603568f8964317b7badb7d2b2c18d2c336a5",
        "raise SCHEMA_VERSION, keep reading the old one"
    );
}

#[test]
fn no_act_walks_a_table() {
    let (_folder, path) = filled();
    let store = SqliteStore::open(&path, &vault()).unwrap();
    for statement in sql::PER_ACT {
        let mut plan = store
            .conn
            .prepare(&format!("EXPLAIN QUERY PLAN {statement}"))
            .unwrap();
        let count = plan.parameter_count();
        let steps: Vec<String> = plan
            .query_map(rusqlite::params_from_iter(vec![1; count]), |row| row.get(3))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        for step in steps {
            assert!(
                !step.starts_with("SCAN") && !step.contains("TEMP B-TREE"),
                "{statement}: {step}"
            );
        }
    }
}

#[test]
fn reach_brings_nothing_more() {
    let (_folder, path) = filled();
    let store = SqliteStore::open(&path, &vault()).unwrap();
    for (reach, promised) in reaches() {
        let found: BTreeSet<String> = store
            .known(&reach)
            .unwrap()
            .entities()
            .iter()
            .map(|entity| entity.key())
            .collect();
        let expected: BTreeSet<String> = promised
            .iter()
            .chain(&STANDING)
            .map(|key| (*key).to_owned())
            .collect();
        assert_eq!(found, expected, "{reach:?}");
    }
}

#[test]
fn a_held_lock_is_told() {
    let (_folder, path) = filled();
    let mut holder = SqliteStore::open(&path, &vault()).unwrap();
    let mut store = SqliteStore::open(&path, &vault()).unwrap();
    store.conn.busy_timeout(std::time::Duration::ZERO).unwrap();
    let held = holder.writing().unwrap();
    let error = store.append(3, batch(3, [vec![]])).unwrap_err();
    assert_eq!((error.code(), error), (8, StoreError::Locked));
    assert_eq!(store.head().unwrap().head.size, 3);
    drop(held);
    let _ = store.append(3, batch(3, [vec![]])).unwrap();
}

#[test]
fn handles_come_and_go_while_others_write() {
    let (_folder, path) = filled();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..25 {
                    let mut store = SqliteStore::open(&path, &vault()).unwrap();
                    loop {
                        let base = store.head().unwrap().head.size;
                        match store.append(base, batch(base, [vec![]])) {
                            Ok(_) => break,
                            Err(error) => {
                                assert!(matches!(error, StoreError::Conflict { .. }), "{error}")
                            }
                        }
                    }
                    store.close().unwrap();
                }
            });
        }
    });
    let store = SqliteStore::open(&path, &vault()).unwrap();
    assert_eq!(store.head().unwrap().head.size, 103);
    assert_eq!(
        store.notes(0, 999).unwrap(),
        (0..103).map(|seq| (seq, note(seq))).collect::<Vec<_>>()
    );
}

#[test]
fn a_full_medium_is_told_and_nothing_is_written() {
    let (_folder, path) = filled();
    let mut store = SqliteStore::open(&path, &vault()).unwrap();
    let pages: i64 = store
        .conn
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .unwrap();
    store
        .conn
        .pragma_update(None, "max_page_count", pages + 2)
        .unwrap();
    let large = || {
        let mut large = batch(3, [vec![place(9)]]);
        large.entries[0].note.resize(MAX_WRAPPED_BYTES, b'x');
        large
    };
    let error = store.append(3, large()).unwrap_err();
    assert_eq!((error.code(), error), (7, StoreError::Full));
    let (register, touches) = replay(records());
    store.compare(&register, &touches).unwrap();
    store
        .conn
        .pragma_update(None, "max_page_count", 1_000_000)
        .unwrap();
    let _ = store.append(3, large()).unwrap();
}
