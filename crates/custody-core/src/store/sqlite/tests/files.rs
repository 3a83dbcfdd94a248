//! What may lie where the ledger should be, and what is left there.

use super::*;

#[test]
fn after_the_last_close_there_is_one_file() {
    let (folder, path) = filled();
    assert_eq!(names(folder.path()), ["ledger.db"]);
    let mut one = SqliteStore::open(&path, &vault()).unwrap();
    let two = SqliteStore::open(&path, &vault()).unwrap();
    let _ = one.append(3, batch(3, [vec![]])).unwrap();
    one.close().unwrap();
    drop(two);
    assert_eq!(names(folder.path()), ["ledger.db"]);
    assert_eq!(
        SqliteStore::open(&path, &vault())
            .unwrap()
            .head()
            .unwrap()
            .head
            .size,
        4
    );
}

#[cfg(unix)]
#[test]
fn the_file_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_folder, path) = filled();
    let mut store = SqliteStore::open(&path, &vault()).unwrap();
    let _ = store.append(3, batch(3, [vec![]])).unwrap();
    for file in [path.clone(), place::wal(&path)] {
        assert_eq!(
            std::fs::metadata(file).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
}

#[test]
fn nothing_is_made_over_an_existing_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    std::fs::write(&path, "mine").unwrap();
    let error = SqliteStore::create(&path, &vault()).unwrap_err();
    assert_eq!((error.code(), error), (8, StoreError::Exists));
    assert_eq!(std::fs::read(&path).unwrap(), b"mine");
    let error = SqliteStore::create(&folder.path().join("no/ledger.db"), &vault()).unwrap_err();
    assert_eq!(error.code(), 7);
}

#[test]
fn two_creations_make_one_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let first = SqliteStore::create(&path, &vault()).unwrap();
    assert_eq!(
        SqliteStore::create(&path, &vault()).unwrap_err(),
        StoreError::Exists
    );
    assert_eq!(first.head().unwrap().head.size, 0);
}

#[cfg(unix)]
#[test]
fn a_name_of_any_kind_is_opened() {
    for name in [
        "ledger.db",
        "a b?mode=memory#c%20.db",
        "file:x.db",
        "台帳.db",
        "a'b\"c.db",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        SqliteStore::create(&path, &vault())
            .unwrap()
            .close()
            .unwrap();
        assert_eq!(names(folder.path()), [name]);
        assert_eq!(
            SqliteStore::open_read_only(&path)
                .unwrap()
                .head()
                .unwrap()
                .head
                .size,
            0
        );
    }
}

#[test]
fn what_is_no_ledger_is_refused_and_left_alone() {
    let (_folder, path) = filled();
    let good = std::fs::read(&path).unwrap();
    let changed = |at: usize, bytes: &[u8]| {
        let mut file = good.clone();
        file[at..at + bytes.len()].copy_from_slice(bytes);
        file
    };
    for (what, bytes, expected) in [
        ("empty", vec![], StoreError::Empty),
        ("text", b"SQLite".to_vec(), StoreError::NotALedger),
        ("jpeg", [0xFF; 4096].to_vec(), StoreError::NotALedger),
        (
            "another program's",
            changed(68, &7_u32.to_be_bytes()),
            StoreError::NotALedger,
        ),
        (
            "version 0",
            changed(60, &0_u32.to_be_bytes()),
            StoreError::NotALedger,
        ),
        (
            "newer",
            changed(60, &2_u32.to_be_bytes()),
            StoreError::Newer { found: 2, known: 1 },
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        std::fs::write(&path, &bytes).unwrap();
        for opened in [
            SqliteStore::open(&path, &vault()),
            SqliteStore::open_read_only(&path),
        ] {
            let error = opened.unwrap_err();
            assert_eq!((error.code(), error), (6, expected.clone()), "{what}");
        }
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "{what}");
        assert_eq!(names(folder.path()), ["ledger.db"], "{what}");
    }
}

#[test]
fn a_missing_ledger_is_never_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    for opened in [
        SqliteStore::open(&path, &vault()),
        SqliteStore::open_read_only(&path),
    ] {
        let error = opened.unwrap_err();
        assert_eq!((error.code(), error), (6, StoreError::Missing));
    }
    assert!(names(folder.path()).is_empty());
    assert_eq!(
        SqliteStore::open(folder.path(), &vault()).unwrap_err(),
        StoreError::NotALedger
    );
}

#[test]
fn another_vaults_ledger_is_refused() {
    let (_folder, path) = filled();
    let error = SqliteStore::open(&path, &Text::new("example.jp/vault/k2").unwrap()).unwrap_err();
    assert_eq!(error.code(), 3);
    assert!(matches!(error, StoreError::OtherVault { found, .. } if found == vault().as_str()));
}

/// A `-wal` of `vault` with the first records in it, as a crash leaves it.
fn abandoned_wal(vault: &Text) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let mut store = SqliteStore::create(&path, vault).unwrap();
    let mut first = batch(0, records());
    for entry in &mut first.entries {
        let mut record = entry.permitted.record().clone();
        record.vault = vault.clone();
        entry.permitted = crate::rules::Permitted::unchecked(
            record,
            entry.permitted.changes().to_vec(),
            entry.permitted.counters(),
        );
    }
    let _ = store.append(0, first).unwrap();
    std::fs::read(place::wal(&path)).unwrap()
}

#[test]
fn another_vaults_wal_is_refused_and_not_merged() {
    let other = Text::new("example.jp/vault/k2").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    SqliteStore::create(&path, &vault())
        .unwrap()
        .close()
        .unwrap();
    let before = std::fs::read(&path).unwrap();
    std::fs::write(place::wal(&path), abandoned_wal(&other)).unwrap();
    let error = SqliteStore::open(&path, &vault()).unwrap_err();
    assert_eq!(error.code(), 3);
    assert_eq!(std::fs::read(&path).unwrap(), before);
    std::fs::remove_file(place::wal(&path)).unwrap();
    assert_eq!(
        SqliteStore::open(&path, &vault())
            .unwrap()
            .head()
            .unwrap()
            .head
            .size,
        0
    );
}

#[test]
fn records_in_a_wal_are_taken_up_after_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let copy = folder.path().join("copy.db");
    let mut store = SqliteStore::create(&path, &vault()).unwrap();
    let _ = store.append(0, batch(0, records())).unwrap();
    std::fs::copy(&path, &copy).unwrap();
    std::fs::copy(place::wal(&path), place::wal(&copy)).unwrap();
    let (register, touches) = replay(records());
    let read = SqliteStore::open_read_only(&copy).unwrap();
    read.compare(&register, &touches).unwrap();
    drop(read);
    let copied = SqliteStore::open(&copy, &vault()).unwrap();
    copied.compare(&register, &touches).unwrap();
}

#[test]
fn a_read_only_handle_writes_nothing() {
    let (folder, path) = filled();
    let before = std::fs::read(&path).unwrap();
    let mut store = SqliteStore::open_read_only(&path).unwrap();
    assert!(store.conn.is_readonly(MAIN_DB).unwrap());
    let (register, touches) = replay(records());
    store.compare(&register, &touches).unwrap();
    assert_eq!(names(folder.path()), ["ledger.db"]);
    let error = store.append(3, batch(3, [vec![]])).unwrap_err();
    assert_eq!((error.code(), error), (7, StoreError::ReadOnly));
    assert_eq!(
        store.rebuild(&register, &touches).unwrap_err(),
        StoreError::ReadOnly
    );
    assert!(store.is_undisturbed().unwrap());
    store.close().unwrap();
    assert_eq!(names(folder.path()), ["ledger.db"]);
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_write_under_a_reader_without_locks_is_noticed() {
    let (_folder, path) = filled();
    let reader = SqliteStore::open_read_only(&path).unwrap();
    let mut writer = SqliteStore::open(&path, &vault()).unwrap();
    let _ = writer.append(3, batch(3, [vec![]])).unwrap();
    assert!(!reader.is_undisturbed().unwrap());
    // Beside a -wal a reader takes locks.
    let reader = SqliteStore::open_read_only(&path).unwrap();
    assert_eq!(reader.head().unwrap().head.size, 4);
    assert!(reader.is_undisturbed().unwrap());
    writer.close().unwrap();
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_not_opened_for_writing() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_folder, path) = filled();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o400)).unwrap();
    // Root may write everywhere: then there is nothing to refuse.
    if std::fs::File::options().write(true).open(&path).is_err() {
        assert_eq!(SqliteStore::open(&path, &vault()).unwrap_err().code(), 7);
    }
    assert_eq!(
        SqliteStore::open_read_only(&path)
            .unwrap()
            .head()
            .unwrap()
            .head
            .size,
        3
    );
}
