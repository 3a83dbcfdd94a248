//! A store without a file: for tests and trial runs. Nothing of it is durable.

use super::difference::compare;
use super::{
    Appended, Batch, Erasure, Intent, IntentChange, IntentId, KeyChange, KeySlot, MAX_CHUNK_BYTES,
    NewIntent, Store, StoreError, StoredHead, Touches,
};
use crate::record::{Reach, Register, Text};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A store without a file. Clones are handles to the same ledger. [`Store::known`] always gives the whole register.
#[derive(Clone, Debug)]
pub struct MemoryStore {
    state: Arc<Mutex<State>>,
}

#[derive(Clone, Debug)]
struct State {
    register: Register,
    notes: Vec<Vec<u8>>,
    nodes: BTreeMap<(u8, u64), [u8; 32]>,
    checkpoints: BTreeMap<u64, Vec<u8>>,
    touches: Touches,
    keys: BTreeMap<KeySlot, BTreeMap<String, Vec<u8>>>,
    intents: BTreeMap<IntentId, Intent>,
    next_intent: u64,
}

impl MemoryStore {
    /// An empty ledger of the vault with this origin.
    #[must_use]
    pub fn new(vault: Text) -> Self {
        let state = State {
            register: Register::empty(vault),
            notes: Vec::new(),
            nodes: BTreeMap::new(),
            checkpoints: BTreeMap::new(),
            touches: BTreeSet::new(),
            keys: BTreeMap::new(),
            intents: BTreeMap::new(),
            next_intent: 1,
        };
        Self {
            state: Arc::new(Mutex::new(state)),
        }
    }

    /// Changes are made on a copy and put in whole, so a panic elsewhere never leaves half of one.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for MemoryStore {
    fn head(&self) -> Result<StoredHead, StoreError> {
        let state = self.state();
        let head = state.register.head.clone();
        let checkpoint = state.checkpoints.get(&head.size).cloned();
        Ok(StoredHead {
            head,
            counters: state.register.counters,
            checkpoint,
        })
    }

    fn known(&self, _reach: &Reach) -> Result<Register, StoreError> {
        Ok(self.state().register.clone())
    }

    fn append(&mut self, base: u64, batch: Batch) -> Result<Appended, StoreError> {
        let mut state = self.state();
        let mut next = state.clone();
        let intents = next.append(base, batch)?;
        *state = next;
        Ok(Appended {
            intents,
            erasure: Erasure::Complete,
        })
    }

    fn node(&self, level: u8, index: u64) -> Result<Option<[u8; 32]>, StoreError> {
        Ok(self.state().nodes.get(&(level, index)).copied())
    }

    fn notes(&self, from: u64, limit: usize) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        let state = self.state();
        let skip = usize::try_from(from).unwrap_or(usize::MAX);
        Ok(chunk((0..).zip(&state.notes).skip(skip).take(limit)))
    }

    fn notes_about(
        &self,
        id: &str,
        from: u64,
        limit: usize,
    ) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        let state = self.state();
        let seqs = state
            .touches
            .range((id.to_owned(), from)..=(id.to_owned(), u64::MAX))
            .map(|(_, seq)| *seq);
        Ok(chunk(
            seqs.filter_map(|seq| Some((seq, state.notes.get(usize::try_from(seq).ok()?)?)))
                .take(limit),
        ))
    }

    fn checkpoint_at(&self, size: u64) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.state().checkpoints.get(&size).cloned())
    }

    fn wrapped(&self, slot: &KeySlot, holder: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self
            .state()
            .keys
            .get(slot)
            .and_then(|holders| holders.get(holder))
            .cloned())
    }

    fn holders(&self, slot: &KeySlot) -> Result<Vec<String>, StoreError> {
        Ok(self
            .state()
            .keys
            .get(slot)
            .map(|holders| holders.keys().cloned().collect())
            .unwrap_or_default())
    }

    fn erase_remains(&mut self) -> Result<Erasure, StoreError> {
        Ok(Erasure::Complete)
    }

    fn intend(&mut self, intent: &NewIntent) -> Result<IntentId, StoreError> {
        intent.check()?;
        Ok(self.state().intend(intent.clone()))
    }

    fn intents(&self) -> Result<Vec<Intent>, StoreError> {
        Ok(self.state().intents.values().cloned().collect())
    }

    fn settle(&mut self, intent: IntentId) -> Result<(), StoreError> {
        self.state().intents.remove(&intent);
        Ok(())
    }

    fn compare(&self, replayed: &Register, touches: &Touches) -> Result<(), StoreError> {
        let state = self.state();
        compare((&state.register, &state.touches), (replayed, touches))
    }

    fn rebuild(&mut self, replayed: &Register, touches: &Touches) -> Result<(), StoreError> {
        let mut state = self.state();
        let found = state.size();
        if replayed.head.size != found {
            return Err(StoreError::Conflict {
                expected: replayed.head.size,
                found,
            });
        }
        state.register = replayed.clone();
        state.touches = touches.clone();
        Ok(())
    }
}

impl State {
    fn size(&self) -> u64 {
        self.notes.len() as u64
    }

    fn append(&mut self, base: u64, batch: Batch) -> Result<Vec<IntentId>, StoreError> {
        if self.size() != base {
            return Err(StoreError::Conflict {
                expected: base,
                found: self.size(),
            });
        }
        batch.check(base, &self.register.head.vault)?;
        let size = batch.size_after(base)?;
        for (entry, seq) in batch.entries.into_iter().zip(base..) {
            for entity in entry.permitted.changes() {
                self.touches.insert((entity.key(), seq));
                self.register.put(entity.clone());
            }
            self.register.counters = entry.permitted.counters();
            self.register.head.last_at = Some(entry.permitted.recorded_at());
            self.notes.push(entry.note);
        }
        self.register.head.size = size;
        for node in batch.nodes {
            if self
                .nodes
                .insert((node.level, node.index), node.hash)
                .is_some()
            {
                return Err(StoreError::Unfit {
                    what: super::Misfit::Node,
                });
            }
        }
        self.checkpoints.insert(size, batch.checkpoint);
        for change in batch.keys {
            self.change_key(change);
        }
        let mut added = Vec::new();
        for change in batch.intents {
            match change {
                IntentChange::Add(intent) => added.push(self.intend(intent)),
                IntentChange::Settle(id) => {
                    self.intents.remove(&id).ok_or(StoreError::Settled)?;
                }
            }
        }
        Ok(added)
    }

    fn change_key(&mut self, change: KeyChange) {
        match change {
            KeyChange::Put {
                slot,
                holder,
                wrapped,
            } => {
                self.keys.entry(slot).or_default().insert(holder, wrapped);
            }
            KeyChange::End { slot, holder } => {
                self.keys.entry(slot).or_default().remove(&holder);
            }
            KeyChange::EndAll { slot } => {
                self.keys.remove(&slot);
            }
        }
    }

    fn intend(&mut self, intent: NewIntent) -> IntentId {
        let id = IntentId(self.next_intent);
        self.next_intent += 1;
        self.intents.insert(id, intent.numbered(id));
        id
    }
}

fn chunk<'a>(notes: impl Iterator<Item = (u64, &'a Vec<u8>)>) -> Vec<(u64, Vec<u8>)> {
    let mut bytes = 0;
    notes
        .take_while(|(_, note)| {
            let first = bytes == 0;
            bytes += note.len();
            first || bytes <= MAX_CHUNK_BYTES
        })
        .map(|(seq, note)| (seq, note.clone()))
        .collect()
}
