//! Several handles at once.

use super::*;

pub(super) fn two_writers_race_and_one_wins<F: Factory>() {
    let factory = F::new();
    let barrier = std::sync::Barrier::new(2);
    let race = |mut store: F::Handle, number: u32| {
        let mut won = vec![];
        for base in 0..20 {
            barrier.wait();
            let mut mine = batch(base, [vec![place(number)]]);
            mine.entries[0].note = vec![u8::try_from(number).unwrap(); 10];
            match store.append(base, mine) {
                Ok(_) => won.push(base),
                Err(error) => assert_eq!(
                    error,
                    StoreError::Conflict {
                        expected: base,
                        found: base + 1
                    }
                ),
            }
        }
        won
    };
    let handles = [factory.handle(), factory.handle()];
    let won = std::thread::scope(|scope| {
        let racing: Vec<_> = handles
            .into_iter()
            .zip(1..)
            .map(|(store, number)| scope.spawn(move || race(store, number)))
            .collect();
        racing
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect::<Vec<_>>()
    });
    let notes = factory.handle().notes(0, 99).unwrap();
    assert_eq!(notes.len(), 20);
    for (seq, note) in notes {
        let winner = usize::from(note[0]) - 1;
        assert!(
            won[winner].contains(&seq) && !won[1 - winner].contains(&seq),
            "{seq}"
        );
    }
}

pub(super) fn a_reader_sees_a_true_prefix<F: Factory>() {
    const SIZE: u64 = 60;
    let factory = F::new();
    let (mut writer, reader) = (factory.handle(), factory.handle());
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for base in 0..SIZE {
                let number = u32::try_from(base + 1).unwrap();
                let _ = writer
                    .append(base, batch(base, [vec![place(number)]]))
                    .unwrap();
            }
        });
        loop {
            let stored = reader.head().unwrap();
            let size = stored.head.size;
            assert_eq!(stored.checkpoint, (size > 0).then(|| checkpoint(size)));
            assert_eq!(u64::from(stored.counters.place), size);
            let notes = reader.notes(0, usize::MAX).unwrap();
            assert!(notes.len() as u64 >= size);
            assert!(
                (0..)
                    .zip(&notes)
                    .all(|(seq, found)| *found == (seq, note(seq)))
            );
            let known = reader.known(&Reach::standing()).unwrap();
            assert_eq!(known.places.len() as u64, known.head.size);
            if size == SIZE {
                break;
            }
        }
    });
}
