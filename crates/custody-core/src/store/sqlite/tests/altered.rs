//! A file that somebody changed, or that was cut off.

use super::*;

#[test]
fn foreign_objects_are_refused_by_name() {
    for (sql, object) in [
        (
            "CREATE TRIGGER t AFTER INSERT ON leaf BEGIN DELETE FROM leaf; END",
            "trigger t",
        ),
        (
            "CREATE TEMP TABLE x (a); CREATE VIEW v AS SELECT * FROM leaf",
            "view v",
        ),
        ("CREATE TABLE more (a)", "table more"),
        ("CREATE INDEX i ON leaf (kind)", "index i"),
        (
            "ALTER TABLE leaf ADD COLUMN g TEXT GENERATED ALWAYS AS (kind) VIRTUAL",
            "table leaf",
        ),
        ("CREATE TABLE \"\u{1b}[2J\" (a)", "table \\u{1b}[2J"),
        ("DROP INDEX link_of_entity", "index link_of_entity"),
        (
            "DROP TABLE leaf; CREATE VIEW leaf AS SELECT 1 AS seq, 2 AS note",
            "view leaf",
        ),
        ("ANALYZE", "table sqlite_stat1"),
    ] {
        let (_folder, path) = filled();
        tamper(&path, sql);
        let before = std::fs::read(&path).unwrap();
        for opened in [
            SqliteStore::open(&path, &vault()),
            SqliteStore::open_read_only(&path),
        ] {
            let error = opened.unwrap_err();
            assert_eq!(error.code(), 3, "{sql}");
            match error {
                StoreError::ForeignSchema { kind, name } => {
                    let found = format!("{kind} {name}");
                    assert!(found.starts_with(object), "{sql}: {found}")
                }
                StoreError::SchemaIncomplete { name } => {
                    assert_eq!(object, format!("index {name}"), "{sql}")
                }
                error => panic!("{sql}: {error}"),
            }
        }
        assert_eq!(std::fs::read(&path).unwrap(), before, "{sql}");
    }
}

#[test]
fn altered_projections_are_named_and_rebuilt() {
    let (register, touches) = replay(records());
    for (sql, row) in [
        (
            "UPDATE entity SET open = 0 WHERE id = 'A-0001/1'",
            "instance A-0001/1",
        ),
        (
            "UPDATE entity SET carrier = 'C-0004' WHERE id = 'A-0001/1'",
            "instance A-0001/1",
        ),
        (
            "UPDATE entity SET id = 'A-0001/8' WHERE id = 'A-0001/1'",
            "instance A-0001/8",
        ),
        (
            "UPDATE entity SET body = '{}' WHERE id = 'P-0001'",
            "permission P-0001",
        ),
        (
            "UPDATE entity SET body = replace(body, 'usb_flash', 'ssd') WHERE id = 'C-0001'",
            "C-0001",
        ),
        ("DELETE FROM entity WHERE id = 'I-0001'", "I-0001"),
        (
            "DELETE FROM link WHERE id = 'I-0001'",
            "link of A-0001 to incident I-0001",
        ),
        (
            "INSERT INTO link VALUES ('A-0001', 'permission', 'P-0003')",
            "link of A-0001 to permission P-0003",
        ),
        (
            "DELETE FROM touch WHERE id = 'A-0001'",
            "touch of A-0001 by record 1",
        ),
        (
            "UPDATE meta SET value = '4' WHERE key = 'size'",
            "meta size",
        ),
        (
            "UPDATE meta SET value = 'x' WHERE key = 'last_at'",
            "meta last_at",
        ),
        ("DELETE FROM meta WHERE key = 'last_at'", "meta last_at"),
        ("DELETE FROM meta WHERE key = 'counters'", "meta counters"),
    ] {
        let (_folder, path) = filled();
        tamper(&path, sql);
        let mut store = SqliteStore::open(&path, &vault()).unwrap();
        let error = store.compare(&register, &touches).unwrap_err();
        assert_eq!(
            (error.code(), error.to_string()),
            (3, format!("projection differs: {row}")),
            "{sql}"
        );
        store.rebuild(&register, &touches).unwrap();
        store.compare(&register, &touches).unwrap();
        store.close().unwrap();
        let mut store = SqliteStore::open(&path, &vault()).unwrap();
        let _ = store.append(3, batch(3, [vec![place(9)]])).unwrap();
    }
}

#[test]
fn a_hidden_instance_stops_an_act() {
    let (_folder, path) = filled();
    tamper(
        &path,
        "UPDATE entity SET asset = 'A-0002' WHERE id = 'A-0001/1'",
    );
    let store = SqliteStore::open(&path, &vault()).unwrap();
    let reach = Reach::instances(["A-0001/1".parse().unwrap()]);
    assert_eq!(
        store.known(&reach),
        Err(StoreError::Projection {
            row: crate::store::Row::Entity {
                kind: Some("instance".to_owned()),
                id: "A-0001/1".to_owned()
            }
        })
    );
}

#[test]
fn a_missing_record_or_checkpoint_stops_every_act() {
    for sql in ["DELETE FROM leaf WHERE seq = 2", "DELETE FROM checkpoint"] {
        let (_folder, path) = filled();
        tamper(&path, sql);
        let mut store = SqliteStore::open(&path, &vault()).unwrap();
        assert_eq!(store.head().unwrap_err().code(), 3);
        assert_eq!(store.known(&Reach::standing()).unwrap_err().code(), 3);
        assert_eq!(store.append(3, batch(3, [vec![]])).unwrap_err().code(), 3);
    }
}

#[test]
fn a_row_beyond_the_limit_is_not_read() {
    let (_folder, path) = filled();
    tamper(
        &path,
        "UPDATE leaf SET note = zeroblob(100000000) WHERE seq = 1",
    );
    let store = SqliteStore::open(&path, &vault()).unwrap();
    assert_eq!(store.notes(0, 9).unwrap_err().code(), 9);
    assert_eq!(store.notes(2, 9).unwrap(), [(2, note(2))]);
}

#[test]
fn a_cut_file_gives_an_error() {
    let (_folder, path) = filled();
    let file = std::fs::read(&path).unwrap();
    for length in (0..file.len()).step_by(4096).chain([71, 72, 4097]) {
        std::fs::write(&path, &file[..length]).unwrap();
        let read = SqliteStore::open_read_only(&path).and_then(|store| {
            store.head()?;
            store.notes(0, 9)?;
            store.known(&Reach::everything())
        });
        assert!(matches!(read.unwrap_err().code(), 3 | 6), "{length}");
    }
}
