//! The register: what is known of it, compared and rebuilt.

use super::*;

pub(super) fn the_register_is_known_after_an_append<F: Factory>() {
    let (factory, store) = filled::<F>();
    let (register, _) = replay(records());
    assert_eq!(store.known(&Reach::everything()).unwrap(), register);
    drop(store);
    assert_eq!(
        factory.handle().known(&Reach::everything()).unwrap(),
        register
    );
}

/// Each reach with what it must bring, besides what always belongs to it.
pub(in crate::store) fn reaches() -> Vec<(Reach, Vec<&'static str>)> {
    let one = [
        "A-0001", "A-0001/1", "A-0001/2", "C-0001", "C-0002", "P-0001", "J-0001", "I-0001",
    ];
    let two = ["A-0002", "A-0002/1", "C-0001", "P-0002", "J-0002", "I-0003"];
    let with = |lists: &[&[&'static str]]| lists.concat();
    fn set<T: std::str::FromStr + Ord>(numbers: &[&str]) -> BTreeSet<T> {
        numbers
            .iter()
            .map(|number| number.parse().ok().unwrap())
            .collect()
    }
    let none = Reach::standing;
    vec![
        (none(), vec![]),
        (
            Reach {
                assets: set(&["A-0001"]),
                ..none()
            },
            with(&[&one]),
        ),
        (
            Reach {
                assets: set(&["A-0001", "A-0002"]),
                ..none()
            },
            with(&[&one, &two]),
        ),
        (
            Reach {
                instances: set(&["A-0001/1"]),
                ..none()
            },
            with(&[&one]),
        ),
        (
            Reach {
                instances: set(&["A-0001/3"]),
                ..none()
            },
            with(&[&one, &["A-0001/3", "C-0003"]]),
        ),
        (
            Reach {
                instances: set(&["A-10001/1"]),
                ..none()
            },
            with(&[&["A-10001", "A-10001/1", "C-0001"]]),
        ),
        (
            Reach {
                contents_of: set(&["C-0001"]),
                ..none()
            },
            with(&[&["C-0001", "A-0001/1", "A-0002/1", "A-10001/1"]]),
        ),
        (
            Reach {
                contents_of: set(&["C-0003"]),
                ..none()
            },
            with(&[&["C-0003"]]),
        ),
        (
            Reach {
                carriers: set(&["C-0004"]),
                ..none()
            },
            with(&[&["C-0004"]]),
        ),
        (
            Reach {
                journeys: set(&["J-0002"]),
                ..none()
            },
            with(&[&two]),
        ),
        (
            Reach {
                journeys: set(&["J-0003"]),
                ..none()
            },
            with(&[&one, &["J-0003"]]),
        ),
        (
            Reach {
                permissions: set(&["P-0003", "P-0001"]),
                ..none()
            },
            with(&[&["P-0001", "P-0003"]]),
        ),
        (
            Reach {
                requests: set(&["R-0001"]),
                ..none()
            },
            with(&[&one, &two, &["R-0001"]]),
        ),
        (
            Reach {
                incidents: set(&["I-0002"]),
                ..none()
            },
            with(&[&one, &["I-0002"]]),
        ),
    ]
}

/// What always belongs to a reach.
pub(in crate::store) const STANDING: [&str; 7] = [
    "contract", "O-01", "H-001", "L-01", "L-02", "P-0003", "P-0004",
];

pub(super) fn reach_brings_what_it_promises<F: Factory>() {
    let (_factory, store) = filled::<F>();
    let (register, _) = replay(records());
    for (reach, promised) in reaches() {
        let known = store.known(&reach).unwrap();
        assert_eq!(
            (&known.head, known.counters),
            (&register.head, register.counters)
        );
        let here = keys(&known);
        for key in promised.iter().chain(&STANDING) {
            assert!(here.contains(*key), "{key} for {reach:?}");
        }
        let all = register.entities();
        assert!(
            known.entities().iter().all(|entity| all.contains(entity)),
            "{reach:?}"
        );
    }
}

pub(super) fn what_does_not_exist_is_absent<F: Factory>() {
    let (_factory, store) = filled::<F>();
    let reach = Reach {
        assets: ["A-0099".parse().unwrap()].into(),
        instances: ["A-0001/99".parse().unwrap()].into(),
        requests: ["R-0099".parse().unwrap()].into(),
        ..Reach::standing()
    };
    let known = keys(&store.known(&reach).unwrap());
    assert!(known.contains("A-0001/1"));
    assert!(
        ["A-0099", "A-0001/99", "R-0099"]
            .iter()
            .all(|key| !known.contains(*key))
    );
}

pub(super) fn projections_agree_and_are_rebuilt<F: Factory>() {
    let (factory, mut store) = filled::<F>();
    let (register, touches) = replay(records());
    store.compare(&register, &touches).unwrap();
    store.rebuild(&register, &touches).unwrap();
    let store = factory.handle();
    store.compare(&register, &touches).unwrap();
    assert_eq!(store.known(&Reach::everything()).unwrap(), register);
    assert_eq!(
        store.notes_about("A-0001/3", 0, 9).unwrap(),
        [(1, note(1)), (2, note(2))]
    );
    assert_eq!(store.head().unwrap().checkpoint, Some(checkpoint(3)));
}

pub(super) fn a_differing_replay_is_named<F: Factory>() {
    let (_factory, mut store) = filled::<F>();
    let (register, touches) = replay(records());
    let mut other = register.clone();
    other.put(instance("A-0001/2", 4, true));
    let mut fewer = register.clone();
    fewer.carriers.pop_last();
    let mut counters = register.clone();
    counters.counters.form = 9;
    let mut head = register.clone();
    head.head.last_at = Some(at(9).parse().unwrap());
    let mut touched = touches.clone();
    touched.insert(("A-0001".to_owned(), 2));
    for (register, touches, row) in [
        (&other, &touches, "A-0001/2"),
        (&fewer, &touches, "C-0004"),
        (&counters, &touches, "counters"),
        (&head, &touches, "head"),
        (&register, &touched, "touch of A-0001 by record 2"),
    ] {
        let error = store.compare(register, touches).unwrap_err();
        assert_eq!(
            (error.code(), error.to_string()),
            (3, format!("projection differs: {row}"))
        );
    }
    store.rebuild(&other, &touched).unwrap();
    store.compare(&other, &touched).unwrap();
}

pub(super) fn a_rebuild_for_another_size_is_refused<F: Factory>() {
    let (_factory, mut store) = filled::<F>();
    let (mut register, touches) = replay(records());
    register.head.size = 2;
    assert_eq!(
        store.rebuild(&register, &touches),
        Err(StoreError::Conflict {
            expected: 2,
            found: 3
        })
    );
}
