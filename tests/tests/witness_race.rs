//! Two requests to a witness at once, row L15 of the reliability bar: one is cosigned, the other starts from what is no
//! longer the last, and what the witness saw never gets smaller.

#![allow(clippy::unwrap_used)]

use custody_core::ledger::{
    AddCheckpoint, Checkpoint, LedgerWalk, Origin, TreeSize, consistency_proof,
};
use custody_core::ledger::{Frontier, Hash, NodeId, NodeReader, leaf_hash};
use custody_core::note::{KeyName, SigningKey};
use custody_core::vault::Witness;
use std::collections::HashMap;
use std::convert::Infallible;

#[derive(Default)]
struct Nodes(HashMap<NodeId, Hash>);

impl NodeReader for Nodes {
    type Error = Infallible;
    fn node(&self, id: NodeId) -> Result<Option<Hash>, Infallible> {
        Ok(self.0.get(&id).copied())
    }
}

/// A ledger of ten records, and the key that signs its checkpoints.
struct Ledger {
    nodes: Nodes,
    key: SigningKey,
}

impl Ledger {
    fn new() -> Self {
        let mut nodes = Nodes::default();
        let mut frontier = Frontier::new();
        for leaf in 0..10_u8 {
            nodes.0.extend(frontier.push(leaf_hash(&[leaf])).unwrap());
        }
        let key = SigningKey::from_seed(KeyName::new("vault-1").unwrap(), &[1; 32]);
        Self { nodes, key }
    }

    fn request(&self, old: u64, new: u64) -> Vec<u8> {
        let mut walk = LedgerWalk::new();
        for leaf in 0..new {
            walk.feed(&[leaf as u8]).unwrap();
        }
        let (old, new) = (TreeSize(old), TreeSize(new));
        let hashes = match old {
            TreeSize::ZERO => Vec::new(),
            _ => consistency_proof(old, new, &self.nodes).unwrap(),
        };
        let checkpoint = Checkpoint::new(Origin::new("vault-1").unwrap(), new, walk.root());
        let request = AddCheckpoint {
            old,
            hashes,
            checkpoint: checkpoint.sign(&self.key).unwrap(),
        };
        request.to_bytes()
    }
}

#[test]
fn l15_of_two_requests_at_once_one_is_cosigned_and_the_other_conflicts() {
    let ledger = Ledger::new();
    let logs = [ledger.key.verifier()];
    let witness = SigningKey::from_seed(KeyName::new("w").unwrap(), &[2; 32]);
    let full = std::env::var_os("CUSTODY_FULL").is_some();
    let [first, eight, ten] = [(0, 5), (5, 8), (5, 10)].map(|(old, new)| ledger.request(old, new));
    for round in 0..if full { 1000 } else { 40 } {
        let place = tempfile::tempdir().unwrap();
        let sign = |request: &[u8]| {
            // Each as another program would: with a handle of its own.
            let answered = Witness::in_folder(place.path()).sign(request, &witness, &logs, 1000);
            answered.map_or_else(|error| error.code(), |_| 0)
        };
        assert_eq!(sign(&first), 0);
        let codes = std::thread::scope(|scope| {
            let one = scope.spawn(|| sign(&eight));
            let other = sign(&ten);
            [one.join().unwrap(), other]
        });
        let seen = Witness::in_folder(place.path())
            .seen(&logs[0], &witness.witness())
            .unwrap()
            .unwrap();
        match codes {
            [0, 8] => assert_eq!(seen.size, TreeSize(8), "round {round}"),
            [8, 0] => assert_eq!(seen.size, TreeSize(10), "round {round}"),
            codes => panic!("round {round}: {codes:?}"),
        }
    }
}

#[test]
fn what_the_witness_kept_is_checked_when_it_is_read() {
    let ledger = Ledger::new();
    let logs = [ledger.key.verifier()];
    let witness = SigningKey::from_seed(KeyName::new("w").unwrap(), &[2; 32]);
    let place = tempfile::tempdir().unwrap();
    let here = Witness::in_folder(place.path());
    assert_eq!(here.seen(&logs[0], &witness.witness()).unwrap(), None);
    here.sign(&ledger.request(0, 5), &witness, &logs, 1000)
        .unwrap();
    let mut files = std::fs::read_dir(place.path().join("seen")).unwrap();
    let file = files.next().unwrap().unwrap().path();
    let kept = std::fs::read(&file).unwrap();
    for at in (0..kept.len()).step_by(3) {
        let mut changed = kept.clone();
        changed[at] ^= 1;
        std::fs::write(&file, changed).unwrap();
        let error = here
            .sign(&ledger.request(5, 8), &witness, &logs, 1000)
            .unwrap_err();
        assert!([3, 5, 6].contains(&error.code()), "byte {at}: {error}");
    }
    std::fs::write(&file, kept).unwrap();
    here.sign(&ledger.request(5, 8), &witness, &logs, 1000)
        .unwrap();
}
