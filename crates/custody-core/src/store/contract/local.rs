//! What is no part of the ledger: wrapped keys and intents.

use super::*;

pub(super) fn keys_are_put_replaced_and_ended<F: Factory>() {
    let (factory, mut store) = filled::<F>();
    let slot = KeySlot::Instance("A-0001/1".parse().unwrap());
    let other = KeySlot::Instance("A-0001/2".parse().unwrap());
    let put = |slot: KeySlot, holder: &str, byte: u8| KeyChange::Put {
        slot,
        holder: holder.to_owned(),
        wrapped: vec![byte; 200],
    };
    let with = |base, keys| Batch {
        keys,
        ..batch(base, [vec![]])
    };
    let keys = vec![
        put(slot, "recovery", 1),
        put(slot, "H-002", 2),
        put(slot, "H-001", 3),
        put(other, "H-001", 4),
        put(KeySlot::Log, "H-001", 5),
    ];
    let _ = store.append(3, with(3, keys)).unwrap();
    assert_eq!(
        store.holders(&slot).unwrap(),
        ["H-001", "H-002", "recovery"]
    );
    assert_eq!(store.wrapped(&slot, "H-002").unwrap(), Some(vec![2; 200]));
    assert_eq!(store.wrapped(&slot, "H-009").unwrap(), None);

    let keys = vec![
        put(slot, "H-001", 6),
        KeyChange::End {
            slot,
            holder: "H-002".to_owned(),
        },
    ];
    assert_eq!(
        store.append(4, with(4, keys)).unwrap().erasure,
        Erasure::Complete
    );
    assert_eq!(store.holders(&slot).unwrap(), ["H-001", "recovery"]);
    assert_eq!(store.wrapped(&slot, "H-001").unwrap(), Some(vec![6; 200]));
    assert_eq!(store.wrapped(&slot, "H-002").unwrap(), None);

    // Ending what is not there is no error.
    let keys = vec![
        KeyChange::EndAll { slot },
        KeyChange::End {
            slot,
            holder: "H-001".to_owned(),
        },
    ];
    assert_eq!(
        store.append(5, with(5, keys)).unwrap().erasure,
        Erasure::Complete
    );
    assert_eq!(store.erase_remains().unwrap(), Erasure::Complete);
    for store in [store, factory.handle()] {
        assert!(store.holders(&slot).unwrap().is_empty());
        assert_eq!(store.wrapped(&slot, "recovery").unwrap(), None);
        assert_eq!(store.wrapped(&other, "H-001").unwrap(), Some(vec![4; 200]));
        assert_eq!(
            store.wrapped(&KeySlot::Log, "H-001").unwrap(),
            Some(vec![5; 200])
        );
    }
}

fn new_intent(kind: &str) -> NewIntent {
    NewIntent {
        kind: kind.to_owned(),
        body: "{\"file\":\"名簿.csv\"}".to_owned(),
        created: at(7).parse().unwrap(),
    }
}

pub(super) fn intents_last_until_settled<F: Factory>() {
    let factory = F::new();
    let mut store = factory.handle();
    let seal = store.intend(&new_intent("seal")).unwrap();
    let remove = store.intend(&new_intent("remove")).unwrap();
    drop(store);
    let mut store = factory.handle();
    assert_eq!(
        store.intents().unwrap(),
        [
            new_intent("seal").numbered(seal),
            new_intent("remove").numbered(remove)
        ]
    );
    store.settle(seal).unwrap();
    store.settle(seal).unwrap();
    assert_eq!(
        factory.handle().intents().unwrap(),
        [new_intent("remove").numbered(remove)]
    );
}

pub(super) fn an_intent_number_is_never_given_twice<F: Factory>() {
    let factory = F::new();
    let mut store = factory.handle();
    let first = store.intend(&new_intent("seal")).unwrap();
    store.settle(first).unwrap();
    drop(store);
    assert!(factory.handle().intend(&new_intent("seal")).unwrap() > first);
}

pub(super) fn a_batch_ends_only_what_is_begun<F: Factory>() {
    let (_factory, mut store) = filled::<F>();
    let undone = store.intend(&new_intent("seal")).unwrap();
    store.settle(undone).unwrap();
    let before = (store.head().unwrap(), store.notes(0, 99).unwrap());
    let late = Batch {
        intents: vec![
            IntentChange::Add(new_intent("remove")),
            IntentChange::Settle(undone),
        ],
        ..batch(3, [vec![]])
    };
    assert_eq!(store.append(3, late), Err(StoreError::Settled));
    assert_eq!((store.head().unwrap(), store.notes(0, 99).unwrap()), before);
    assert_eq!(store.intents().unwrap(), []);
}

pub(super) fn a_batch_changes_intents<F: Factory>() {
    let (_factory, mut store) = filled::<F>();
    let old = store.intend(&new_intent("seal")).unwrap();
    let intents = vec![
        IntentChange::Settle(old),
        IntentChange::Add(new_intent("remove")),
        IntentChange::Add(new_intent("open")),
    ];
    let appended = store
        .append(
            3,
            Batch {
                intents,
                ..batch(3, [vec![]])
            },
        )
        .unwrap();
    let expected: Vec<Intent> = ["remove", "open"]
        .iter()
        .zip(&appended.intents)
        .map(|(kind, id)| new_intent(kind).numbered(*id))
        .collect();
    assert_eq!(expected.len(), 2);
    assert_eq!(store.intents().unwrap(), expected);
}
