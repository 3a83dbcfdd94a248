//! Records, nodes and checkpoints: all of a batch or nothing.

use super::*;

pub(super) fn a_new_ledger_is_empty<F: Factory>() {
    let store = F::new().handle();
    let stored = store.head().unwrap();
    assert_eq!(stored.head, Register::empty(vault()).head);
    assert_eq!(
        (stored.counters, stored.checkpoint),
        (Counters::default(), None)
    );
    assert_eq!(
        store.known(&Reach::everything()).unwrap(),
        Register::empty(vault())
    );
    assert_eq!(store.notes(0, 10).unwrap(), vec![]);
    assert_eq!(store.node(0, 0).unwrap(), None);
    assert_eq!(store.checkpoint_at(0).unwrap(), None);
    assert_eq!(store.intents().unwrap(), vec![]);
    store
        .compare(&Register::empty(vault()), &Touches::new())
        .unwrap();
}

pub(super) fn what_is_appended_is_there<F: Factory>() {
    let (factory, mut store) = filled::<F>();
    let _ = store.append(3, batch(3, [vec![place(3)]])).unwrap();
    for store in [store, factory.handle()] {
        let stored = store.head().unwrap();
        assert_eq!(stored.head.size, 4);
        assert_eq!(stored.head.last_at, Some(at(3).parse::<Moment>().unwrap()));
        assert_eq!(stored.counters.place, 4);
        assert_eq!(stored.checkpoint, Some(checkpoint(4)));
        assert_eq!(
            store.notes(0, 10).unwrap(),
            (0..4).map(|seq| (seq, note(seq))).collect::<Vec<_>>()
        );
    }
}

pub(super) fn notes_come_in_chunks_in_order<F: Factory>() {
    let (_factory, mut store) = filled::<F>();
    let mut large = batch(3, (3..23).map(|_| vec![]));
    for entry in &mut large.entries {
        entry.note.resize(MAX_NOTE_BYTES, b'x');
    }
    let _ = store.append(3, large).unwrap();
    assert_eq!(store.notes(1, 2).unwrap(), vec![(1, note(1)), (2, note(2))]);
    assert_eq!(store.notes(23, 2).unwrap(), vec![]);
    assert_eq!(store.notes(u64::MAX >> 1, 2).unwrap(), vec![]);
    let mut seqs = vec![];
    let mut calls = 0;
    loop {
        let chunk = store.notes(seqs.len() as u64, usize::MAX).unwrap();
        if chunk.is_empty() {
            break;
        }
        assert!(
            chunk.iter().map(|(_, note)| note.len()).sum::<usize>()
                <= MAX_CHUNK_BYTES + MAX_NOTE_BYTES
        );
        seqs.extend(chunk.into_iter().map(|(seq, _)| seq));
        calls += 1;
    }
    assert_eq!(seqs, (0..23).collect::<Vec<_>>());
    assert_eq!(calls, 2);
}

pub(super) fn notes_about_an_entity_are_those_that_changed_it<F: Factory>() {
    let (_factory, mut store) = filled::<F>();
    let _ = store
        .append(
            3,
            batch(3, [vec![place(3)], vec![instance("A-0001/3", 3, false)]]),
        )
        .unwrap();
    let about = |id: &str, from, limit| -> Vec<u64> {
        let notes = store.notes_about(id, from, limit).unwrap();
        assert!(notes.iter().all(|(seq, bytes)| *bytes == note(*seq)));
        notes.into_iter().map(|(seq, _)| seq).collect()
    };
    assert_eq!(about("A-0001/3", 0, 10), [1, 2, 4]);
    assert_eq!(about("A-0001/3", 2, 1), [2]);
    assert_eq!(about("A-0001", 0, 10), [1]);
    assert_eq!(about("contract", 0, 10), [0]);
    assert!(about("A-0001/", 0, 10).is_empty());
}

pub(super) fn nodes_and_checkpoints_stay<F: Factory>() {
    let (_factory, mut store) = filled::<F>();
    let mut next = batch(3, [vec![]]);
    next.nodes.push(Node {
        level: 2,
        index: 0,
        hash: [7; 32],
    });
    let _ = store.append(3, next).unwrap();
    assert_eq!(store.node(0, 3).unwrap(), Some(hash(3)));
    assert_eq!(store.node(2, 0).unwrap(), Some([7; 32]));
    assert_eq!(store.node(1, 0).unwrap(), None);
    assert_eq!(store.checkpoint_at(3).unwrap(), Some(checkpoint(3)));
    assert_eq!(store.checkpoint_at(4).unwrap(), Some(checkpoint(4)));
    assert_eq!(store.checkpoint_at(2).unwrap(), None);
}

pub(super) fn an_append_on_another_size_is_refused<F: Factory>() {
    let (_factory, mut store) = filled::<F>();
    for base in [0, 2, 4] {
        let error = store
            .append(base, batch(base, [vec![place(9)]]))
            .unwrap_err();
        assert_eq!(
            error,
            StoreError::Conflict {
                expected: base,
                found: 3
            }
        );
        assert_eq!(error.code(), 8);
    }
    store
        .compare(&replay(records()).0, &replay(records()).1)
        .unwrap();
}

pub(super) fn a_batch_that_does_not_fit_is_refused<F: Factory>() {
    let (_factory, mut store) = filled::<F>();
    let good = || batch(3, [vec![place(9)], vec![place(10)]]);
    let refused = |change: &dyn Fn(&mut Batch)| {
        let mut batch = good();
        change(&mut batch);
        batch
    };
    let intent = |kind: &str, body: String| {
        IntentChange::Add(NewIntent {
            kind: kind.to_owned(),
            body,
            created: at(0).parse().unwrap(),
        })
    };
    for (batch, code) in [
        (refused(&|b| b.entries.clear()), 6),
        (refused(&|b| b.checkpoint.clear()), 6),
        (refused(&|b| b.entries.swap(0, 1)), 6),
        (refused(&|b| b.entries[1].permitted = permit(5, vec![])), 6),
        (refused(&|b| b.nodes[0].index = 2), 6),
        (
            refused(&|b| b.entries[1].note = vec![0; MAX_NOTE_BYTES + 1]),
            9,
        ),
        (refused(&|b| b.checkpoint = vec![0; MAX_NOTE_BYTES + 1]), 9),
        (
            refused(&|b| {
                b.keys = vec![KeyChange::Put {
                    slot: KeySlot::Log,
                    holder: "H-001".to_owned(),
                    wrapped: vec![0; MAX_WRAPPED_BYTES + 1],
                }];
            }),
            9,
        ),
        (
            refused(&|b| b.intents = vec![intent("seal", "x".repeat(MAX_INTENT_BYTES + 1))]),
            9,
        ),
    ] {
        assert_eq!(store.append(3, batch).unwrap_err().code(), code);
        assert_eq!(store.head().unwrap().head.size, 3);
    }
    let _ = store.append(3, good()).unwrap();
}

pub(super) fn a_failing_batch_leaves_nothing<F: Factory>() {
    let (_factory, mut store) = filled::<F>();
    let slot = KeySlot::Instance("A-0001/1".parse().unwrap());
    let mut failing = batch(3, [vec![place(9)]]);
    failing.keys = vec![KeyChange::Put {
        slot,
        holder: "H-001".to_owned(),
        wrapped: vec![1],
    }];
    failing.intents = vec![IntentChange::Add(NewIntent {
        kind: "seal".to_owned(),
        body: "{}".to_owned(),
        created: at(3).parse().unwrap(),
    })];
    // The last node is there already, so everything before it has been written when it fails.
    failing.nodes.push(Node {
        level: 0,
        index: 3,
        hash: [0; 32],
    });
    failing.nodes.push(Node {
        level: 0,
        index: 3,
        hash: [1; 32],
    });
    assert!(store.append(3, failing).is_err());
    let (register, touches) = replay(records());
    store.compare(&register, &touches).unwrap();
    assert_eq!(store.notes(3, 1).unwrap(), vec![]);
    assert_eq!(store.node(0, 3).unwrap(), None);
    assert_eq!(store.checkpoint_at(4).unwrap(), None);
    assert_eq!(store.wrapped(&slot, "H-001").unwrap(), None);
    assert_eq!(store.intents().unwrap(), vec![]);
    let _ = store.append(3, batch(3, [vec![]])).unwrap();
}
