//! What can go wrong with the ledger's file, in words: what happened, what is safe, what to do next.

use super::{Phrase, say};
use crate::error::{CliError, ExitCode};
use custody_core::store::{Cause, Damage, Misfit, Numbered, Oversize, Row, StoreError};

impl From<&StoreError> for CliError {
    fn from(error: &StoreError) -> Self {
        let code = ExitCode::of_core(error.code());
        let said = |what: Phrase| CliError::new(code, what);
        match error {
            StoreError::Missing => said(say!("store-missing")).and(say!("backup-advice")),
            StoreError::Empty => said(say!("store-empty")).and(say!("backup-advice")),
            StoreError::NotALedger => said(say!("store-not-a-ledger")).and(say!("backup-advice")),
            StoreError::Newer { found, known } => {
                said(say!("store-newer", found = *found, known = *known))
                    .and(say!("newer-program-advice"))
            }
            StoreError::Exists => said(say!("store-exists")).and(say!("exists-safe")),
            StoreError::Conflict { expected, found } => {
                said(say!("store-conflict", expected = *expected, found = *found))
                    .and(say!("safe-nothing-written"))
                    .and(say!("again-advice"))
            }
            StoreError::Locked => said(say!("store-locked"))
                .and(say!("safe-nothing-written"))
                .and(say!("again-advice")),
            StoreError::Settled => said(say!("store-settled"))
                .and(say!("store-settled-advice"))
                .next("custody status"),
            StoreError::ForeignSchema { kind, name } => said(say!(
                "store-foreign-schema",
                kind = kind.as_str(),
                name = name.as_str()
            ))
            .and(say!("backup-advice")),
            StoreError::SchemaIncomplete { name } => {
                said(say!("store-schema-incomplete", name = *name)).and(say!("backup-advice"))
            }
            StoreError::OtherVault { expected, found } => said(say!(
                "store-other-vault",
                expected = expected.as_str(),
                found = found.as_str()
            ))
            .and(say!("backup-advice")),
            StoreError::Damaged { what } => said(say!("store-damaged", what = damage(what)))
                .and(say!("backup-advice"))
                .next("custody verify"),
            StoreError::Projection { row } => said(say!("store-projection", row = row_words(row)))
                .and(say!("store-projection-safe"))
                .next("custody doctor --repair"),
            StoreError::Unfit { what } => {
                said(say!("store-unfit", what = misfit(*what))).and(say!("safe-nothing-written"))
            }
            StoreError::TooLarge { what } => said(say!("store-too-large", what = oversize(*what)))
                .and(say!("safe-nothing-written")),
            StoreError::Setting { name } => said(say!("store-setting", name = *name))
                .and(say!("safe-nothing-written"))
                .and(say!("store-setting-advice")),
            StoreError::Full => said(say!("store-full"))
                .and(say!("safe-nothing-written"))
                .and(say!("store-full-advice")),
            StoreError::ReadOnly => said(say!("store-read-only"))
                .and(say!("safe-nothing-written"))
                .and(say!("store-read-only-advice")),
            StoreError::UnfinishedWal => {
                said(say!("store-unfinished-wal")).and(say!("store-unfinished-wal-advice"))
            }
            StoreError::Io { cause, detail } => said(match cause {
                Cause::System(number) => say!(
                    "store-io-system",
                    number = i64::from(*number),
                    detail = detail.as_str()
                ),
                Cause::Sqlite(number) => say!(
                    "store-io-sqlite",
                    number = i64::from(*number),
                    detail = detail.as_str()
                ),
                Cause::Unknown => say!("store-io", detail = detail.as_str()),
            })
            .and(say!("store-io-safe")),
        }
    }
}

/// A row of the projections, as people would look for it.
pub(crate) fn row_words(row: &Row) -> Phrase {
    match row {
        Row::Head => say!("row-head"),
        Row::Counters => say!("row-counters"),
        Row::Meta(key) => say!("row-meta", key = *key),
        Row::Entity { id, .. } => say!("row-entity", id = id.as_str()),
        Row::Touch { id, seq } => say!("row-touch", id = id.as_str(), seq = *seq),
        Row::Link { asset, id, .. } => {
            say!("row-link", asset = asset.as_str(), id = id.as_str())
        }
    }
}

fn damage(what: &Damage) -> Phrase {
    match what {
        Damage::Sqlite(detail) => say!("damage-sqlite", detail = detail.as_str()),
        Damage::Negative(Numbered::Record) => say!("damage-negative-record"),
        Damage::Negative(Numbered::Intent) => say!("damage-negative-intent"),
        Damage::Checkpoint(size) => say!("damage-checkpoint", size = *size),
        Damage::Node { level, index } => say!("damage-node", level = *level, index = *index),
        Damage::Intent(id) => say!("damage-intent", id = *id),
        Damage::Record { place, says } => say!("damage-record", place = *place, says = *says),
    }
}

fn misfit(what: Misfit) -> Phrase {
    match what {
        Misfit::NoRecord => say!("misfit-no-record"),
        Misfit::NoCheckpoint => say!("misfit-no-checkpoint"),
        Misfit::Order => say!("misfit-order"),
        Misfit::OtherVault => say!("misfit-other-vault"),
        Misfit::Node => say!("misfit-node"),
        Misfit::Json => say!("misfit-json"),
    }
}

fn oversize(what: Oversize) -> Phrase {
    match what {
        Oversize::Record => say!("oversize-record"),
        Oversize::RecordNote => say!("oversize-record-note"),
        Oversize::CheckpointNote => say!("oversize-checkpoint-note"),
        Oversize::WrappedKey => say!("oversize-wrapped-key"),
        Oversize::Intent => say!("oversize-intent"),
        Oversize::Row => say!("oversize-row"),
        Oversize::Number => say!("oversize-number"),
    }
}
