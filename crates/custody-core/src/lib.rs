//! Custody of data that a prefecture lends.
//!
//! [`vault`] has the verbs; a person's key ([`keys`]) makes a [`vault::Member`], who receives, asks, packs and gives back.
//! `examples/embed.rs` is a whole program of under a hundred lines: it opens a vault, receives a file, has a journey
//! approved, packs, and reads one record back. Run it: `cargo run -p custody-core --example embed -- FOLDER`.
#![forbid(unsafe_code)]

pub mod keys;
pub mod ledger;
pub mod note;
pub mod record;
pub mod report;
pub mod rules;
pub mod seal;
pub mod store;
pub mod vault;
