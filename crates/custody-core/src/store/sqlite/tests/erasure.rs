//! Ended keys leave no byte behind (`reliability.md` C11).

use super::*;
use std::collections::HashMap;

/// A key's bytes that occur nowhere else: from 64 to 2,048, so that rows move when pages are split and joined.
fn wrapping(number: u32) -> Vec<u8> {
    let parts = 2 << (number % 6);
    (0..parts)
        .flat_map(|part| Sha256::digest(format!("{number} {part}")))
        .collect()
}

/// Numbers of wrappings of which a piece of 31 bytes or more lies anywhere in the store's files.
fn left_in(folder: &Path, numbers: impl IntoIterator<Item = u32>) -> Vec<u32> {
    let mut pieces = HashMap::new();
    let mut beginnings = vec![false; 1 << 24];
    let beginning = |piece: &[u8]| {
        usize::from(piece[0]) << 16 | usize::from(piece[1]) << 8 | usize::from(piece[2])
    };
    for number in numbers {
        for piece in wrapping(number).chunks_exact(16) {
            beginnings[beginning(piece)] = true;
            pieces.insert(piece.to_vec(), number);
        }
    }
    let mut left = BTreeSet::new();
    for name in names(folder) {
        for window in std::fs::read(folder.join(name)).unwrap().windows(16) {
            if beginnings[beginning(window)] {
                left.extend(pieces.get(window));
            }
        }
    }
    left.into_iter().collect()
}

fn slot(number: u32) -> KeySlot {
    // Scattered, so that rows are put in between others and pages are split and joined.
    KeySlot::Instance(
        format!("A-{:04}/1", number * 7919 % 9973 + 1)
            .parse()
            .unwrap(),
    )
}

fn put(number: u32) -> KeyChange {
    KeyChange::Put {
        slot: slot(number),
        holder: "H-001".to_owned(),
        wrapped: wrapping(number),
    }
}

/// Every wrapping that was put and is no longer held.
fn ended(held: &BTreeSet<u32>, put: u32) -> Vec<u32> {
    (0..put).filter(|number| !held.contains(number)).collect()
}

#[test]
fn no_byte_of_an_ended_key_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let mut store = SqliteStore::create(&path, &vault()).unwrap();
    let mut held = BTreeSet::new();
    for base in 0..8 {
        let first = u32::try_from(base).unwrap() * 250;
        let mut keys = Vec::new();
        for number in first..first + 250 {
            keys.push(put(number));
            held.insert(number);
            // Two of three end at once or later, in each of the three manners.
            let end = number / 2 * 2 / 3;
            if held.remove(&end) {
                keys.push(match end % 3 {
                    0 => KeyChange::End {
                        slot: slot(end),
                        holder: "H-001".to_owned(),
                    },
                    1 => KeyChange::EndAll { slot: slot(end) },
                    _ => KeyChange::Put {
                        slot: slot(end),
                        holder: "H-001".to_owned(),
                        wrapped: vec![0; 99],
                    },
                });
            }
        }
        let appended = store
            .append(
                base,
                Batch {
                    keys,
                    ..batch(base, [vec![]])
                },
            )
            .unwrap();
        assert_eq!(appended.erasure, Erasure::Complete);
        // The handle is still open: -wal and -shm are searched too.
        assert_eq!(
            left_in(folder.path(), ended(&held, first + 250)),
            [0_u32; 0]
        );
    }
    let held: Vec<u32> = held.into_iter().collect();
    assert_eq!(left_in(folder.path(), held.clone()), held);
    for number in held {
        assert_eq!(
            store.wrapped(&slot(number), "H-001").unwrap(),
            Some(wrapping(number))
        );
    }
}

#[test]
fn a_reader_delays_the_erasure_and_the_close_finishes_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let mut store = SqliteStore::create(&path, &vault()).unwrap();
    let _ = store
        .append(
            0,
            Batch {
                keys: vec![put(1)],
                ..batch(0, [vec![]])
            },
        )
        .unwrap();
    let reader = SqliteStore::open(&path, &vault()).unwrap();
    let snapshot = reader.reading().unwrap();
    assert_eq!(read::head(&snapshot).unwrap().head.size, 1);
    store.conn.busy_timeout(std::time::Duration::ZERO).unwrap();
    let keys = vec![KeyChange::EndAll { slot: slot(1) }];
    let appended = store
        .append(
            1,
            Batch {
                keys,
                ..batch(1, [vec![]])
            },
        )
        .unwrap();
    assert_eq!(appended.erasure, Erasure::Pending);
    assert_eq!(left_in(folder.path(), [1]), [1]);
    assert_eq!(store.wrapped(&slot(1), "H-001").unwrap(), None);
    assert_eq!(store.erase_remains().unwrap(), Erasure::Pending);
    drop(snapshot);
    assert_eq!(store.erase_remains().unwrap(), Erasure::Complete);
    assert!(left_in(folder.path(), [1]).is_empty());
}

#[test]
fn debug_shows_no_key() {
    let shown = format!("{:?}", put(1));
    assert_eq!(shown, format!("Put({} for H-001, 128 bytes)", slot(1)));
}
