//! What every store must do: one list of tests, run on each.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod ledger;
mod local;
mod register;
mod together;

pub(super) use register::{STANDING, reaches};

use super::fixture::*;
use super::*;
use crate::record::{Entity, Moment, Reach};
use ledger::*;
use local::*;
use register::*;
use std::collections::BTreeSet;
use together::*;

/// Makes one ledger, and as many handles to it as a test wants.
pub(super) trait Factory {
    type Handle: Store + Send;
    fn new() -> Self;
    fn handle(&self) -> Self::Handle;
}

macro_rules! contract {
    ($($test:ident),* $(,)?) => {
        /// Runs every test of the contract on a store.
        macro_rules! on {
            ($store:ident, $factory:ty) => {
                mod $store {
                    $(#[test] fn $test() { super::$test::<$factory>(); })*
                }
            };
        }
    };
}

contract![
    a_new_ledger_is_empty,
    what_is_appended_is_there,
    notes_come_in_chunks_in_order,
    notes_about_an_entity_are_those_that_changed_it,
    nodes_and_checkpoints_stay,
    an_append_on_another_size_is_refused,
    a_batch_that_does_not_fit_is_refused,
    a_failing_batch_leaves_nothing,
    the_register_is_known_after_an_append,
    reach_brings_what_it_promises,
    what_does_not_exist_is_absent,
    keys_are_put_replaced_and_ended,
    intents_last_until_settled,
    a_batch_ends_only_what_is_begun,
    an_intent_number_is_never_given_twice,
    a_batch_changes_intents,
    projections_agree_and_are_rebuilt,
    a_differing_replay_is_named,
    a_rebuild_for_another_size_is_refused,
    two_writers_race_and_one_wins,
    a_reader_sees_a_true_prefix,
];

on!(memory, super::OnMemory);
on!(sqlite, super::OnSqlite);

struct OnMemory(MemoryStore);

impl Factory for OnMemory {
    type Handle = MemoryStore;
    fn new() -> Self {
        Self(MemoryStore::new(vault()))
    }
    fn handle(&self) -> MemoryStore {
        self.0.clone()
    }
}

struct OnSqlite(tempfile::TempDir);

impl Factory for OnSqlite {
    type Handle = SqliteStore;
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        SqliteStore::create(&folder.path().join("ledger.db"), &vault())
            .unwrap()
            .close()
            .unwrap();
        Self(folder)
    }
    fn handle(&self) -> SqliteStore {
        SqliteStore::open(&self.0.path().join("ledger.db"), &vault()).unwrap()
    }
}

fn filled<F: Factory>() -> (F, F::Handle) {
    let factory = F::new();
    let mut store = factory.handle();
    let appended = store.append(0, batch(0, records())).unwrap();
    assert_eq!(
        appended,
        Appended {
            intents: vec![],
            erasure: Erasure::Complete
        }
    );
    (factory, store)
}

fn keys(register: &Register) -> BTreeSet<String> {
    register.entities().iter().map(Entity::key).collect()
}
