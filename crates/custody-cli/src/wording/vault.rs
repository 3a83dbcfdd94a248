//! What can go wrong with a vault and its store, in words: what happened, what is safe, what to do next.

use super::note::{key_words, name_words};
use super::{About, Arg, Phrase, say};
use crate::error::{CliError, ExitCode};
use custody_core::store::StoreError;
use custody_core::vault::VaultError;

impl About<'_> {
    /// An error of a use case. Only a refusal needs to know how the terms are cited; the rest is what it is.
    pub(crate) fn vault(&self, error: &VaultError) -> CliError {
        let code = ExitCode::of_core(error.code());
        let said = |what: Phrase| CliError::new(code, what);
        match error {
            VaultError::Denied(denied) => self.denied(denied),
            VaultError::Store(inner) => inner.into(),
            VaultError::Seal(inner) => inner.into(),
            VaultError::Archive(inner) => inner.into(),
            VaultError::Publish(inner) => inner.into(),
            VaultError::Key(inner) => inner.into(),
            VaultError::Wrap(inner) => inner.into(),
            VaultError::Card(inner) => inner.into(),
            VaultError::Note(inner) => inner.into(),
            VaultError::Ledger(inner) => inner.into(),
            VaultError::NoteKey(inner) => said(key_words(inner)),
            VaultError::Name(fault) => said(say!("key-name", fault = name_words(*fault))),
            VaultError::Io { path, source } => {
                CliError::io(say!("io-using", path = path.as_path()), source)
            }
            VaultError::NotAVault(path) => {
                said(say!("vault-not", path = path.as_path())).and(say!("vault-unknown-advice"))
            }
            VaultError::Exists(path) => {
                said(say!("exists", path = path.as_path())).and(say!("exists-safe"))
            }
            VaultError::Settings(detail) => {
                said(say!("vault-settings", detail = detail.as_str())).and(say!("backup-advice"))
            }
            VaultError::NotAMember { fingerprint } => said(say!(
                "vault-not-a-member",
                fingerprint = fingerprint.as_str()
            ))
            .and(say!("vault-not-a-member-advice"))
            .next("custody key list"),
            VaultError::NoWrapping { person, what } => said(say!(
                "vault-no-wrapping",
                person = Arg::show(person),
                what = what.as_str()
            ))
            .and(say!("vault-no-wrapping-advice")),
            VaultError::NoObject(instance) => {
                said(say!("vault-no-object", id = Arg::show(instance)))
                    .next(format!("custody show {instance}"))
            }
            VaultError::ObjectAltered { instance, found } => said(say!(
                "vault-object-altered",
                id = Arg::show(instance),
                found = found.as_str()
            ))
            .and(say!("seal-altered-advice"))
            .next("custody verify"),
            VaultError::ReadBack(path) => said(say!("vault-read-back", path = path.as_path()))
                .and(say!("safe-no-output"))
                .and(say!("vault-read-back-advice")),
            VaultError::Document { kind, what } => {
                said(say!("vault-document", kind = kind.as_str(), what = *what))
                    .and(say!("safe-nothing-written"))
            }
            VaultError::Foreign { what } => {
                said(say!("vault-foreign", what = what.as_str())).and(say!("safe-nothing-written"))
            }
            VaultError::Record { seq, what } => {
                said(say!("vault-record", seq = *seq, what = what.as_str()))
                    .and(say!("ledger-altered-advice"))
            }
            VaultError::NewerRecord { seq } => {
                said(say!("vault-newer-record", seq = *seq)).and(say!("newer-program-advice"))
            }
            VaultError::WorkChanged(files) => {
                said(say!("vault-work-changed", files = files.clone()))
                    .and(say!("vault-work-changed-advice"))
            }
            VaultError::Busy => said(say!("vault-busy"))
                .and(say!("safe-nothing-written"))
                .and(say!("again-advice")),
            VaultError::Randomness => said(say!("no-randomness")).and(say!("safe-nothing-written")),
            VaultError::Missing(what) => {
                said(say!("vault-missing", what = *what)).and(say!("safe-nothing-written"))
            }
            other => said(say!("note-other", detail = other.to_string())),
        }
    }
}

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
                    .and(say!("again-advice"))
            }
            StoreError::Locked => said(say!("store-locked"))
                .and(say!("safe-nothing-written"))
                .and(say!("again-advice")),
            StoreError::ForeignSchema { object } => {
                said(say!("store-foreign-schema", object = object.as_str()))
                    .and(say!("backup-advice"))
            }
            StoreError::OtherVault { expected, found } => said(say!(
                "store-other-vault",
                expected = expected.as_str(),
                found = found.as_str()
            ))
            .and(say!("backup-advice")),
            StoreError::Damaged { what } => said(say!("store-damaged", what = what.as_str()))
                .and(say!("backup-advice"))
                .next("custody verify"),
            StoreError::Projection { row } => {
                said(say!("store-projection", row = row.as_str())).next("custody doctor --repair")
            }
            StoreError::Unfit { what } => {
                said(say!("store-unfit", what = *what)).and(say!("safe-nothing-written"))
            }
            StoreError::TooLarge { what } => {
                said(say!("store-too-large", what = *what)).and(say!("safe-nothing-written"))
            }
            StoreError::Setting { name } => {
                said(say!("store-setting", name = *name)).and(say!("safe-nothing-written"))
            }
            StoreError::Full => said(say!("store-full"))
                .and(say!("safe-nothing-written"))
                .and(say!("store-full-advice")),
            StoreError::ReadOnly => said(say!("store-read-only")).and(say!("safe-nothing-written")),
            StoreError::UnfinishedWal => {
                said(say!("store-unfinished-wal")).and(say!("store-unfinished-wal-advice"))
            }
            StoreError::Io { detail } => {
                said(say!("store-io", detail = detail.as_str())).and(say!("store-io-safe"))
            }
            other => said(say!("note-other", detail = other.to_string())),
        }
    }
}
