//! Custody of data that a prefecture lends.
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
