//! The tree as RFC 6962, 2.1 defines it, word for word and slowly: what the real one is tested
//! against. And a store of nodes in memory.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use super::hash::{Hash, empty_root, leaf_hash, node_hash};
use super::position::NodeId;
use super::tree::{Frontier, NodeReader};

/// The hash of the test leaf at `index`.
pub(super) fn leaf(index: u64) -> Hash {
    leaf_hash(format!("leaf {index}").as_bytes())
}

pub(super) fn naive_root(size: u64) -> Hash {
    mth(0, size)
}

/// MTH(D[start:end]); remembered, because the tests ask for the same ranges again and again.
fn mth(start: u64, end: u64) -> Hash {
    thread_local! {
        static KNOWN: RefCell<HashMap<(u64, u64), Hash>> = RefCell::default();
    }
    if let Some(hash) = KNOWN.with_borrow(|known| known.get(&(start, end)).copied()) {
        return hash;
    }
    let hash = match end - start {
        0 => empty_root(),
        1 => leaf(start),
        count => {
            let middle = start + k(count);
            node_hash(&mth(start, middle), &mth(middle, end))
        }
    };
    KNOWN.with_borrow_mut(|known| known.insert((start, end), hash));
    hash
}

/// The largest power of two smaller than `count`.
fn k(count: u64) -> u64 {
    let mut power = 1;
    while power * 2 < count {
        power *= 2;
    }
    power
}

/// PATH(index, D[size]).
pub(super) fn naive_inclusion(index: u64, size: u64) -> Vec<Hash> {
    path(index, 0, size)
}

fn path(index: u64, start: u64, end: u64) -> Vec<Hash> {
    if end - start == 1 {
        return Vec::new();
    }
    let middle = start + k(end - start);
    let (mut proof, sibling) = if index < middle {
        (path(index, start, middle), mth(middle, end))
    } else {
        (path(index, middle, end), mth(start, middle))
    };
    proof.push(sibling);
    proof
}

/// PROOF(older, D[newer]).
pub(super) fn naive_consistency(older: u64, newer: u64) -> Vec<Hash> {
    subproof(older, 0, newer, true)
}

fn subproof(older: u64, start: u64, end: u64, known: bool) -> Vec<Hash> {
    if older == end {
        return if known {
            Vec::new()
        } else {
            vec![mth(start, end)]
        };
    }
    let middle = start + k(end - start);
    let (mut proof, sibling) = if older <= middle {
        (subproof(older, start, middle, known), mth(middle, end))
    } else {
        (subproof(older, middle, end, false), mth(start, middle))
    };
    proof.push(sibling);
    proof
}

/// Nodes in memory; counts the reads.
#[derive(Default)]
pub(super) struct Memory {
    pub(super) nodes: HashMap<NodeId, Hash>,
    pub(super) reads: Cell<u32>,
    pub(super) broken: bool,
}

impl Memory {
    pub(super) fn of_size(size: u64) -> Self {
        let mut memory = Self::default();
        let mut frontier = Frontier::new();
        for index in 0..size {
            memory.nodes.extend(frontier.push(leaf(index)).unwrap());
        }
        memory
    }
}

impl NodeReader for Memory {
    type Error = &'static str;

    fn node(&self, node: NodeId) -> Result<Option<Hash>, Self::Error> {
        self.reads.set(self.reads.get() + 1);
        if self.broken {
            return Err("broken");
        }
        Ok(self.nodes.get(&node).copied())
    }
}
