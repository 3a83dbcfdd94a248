//! What can go wrong with a vault, in words: what happened, what is safe, what to do next.

use super::file::document;
use super::note::{key_words, name_words, note_words};
use super::{About, Arg, Phrase, say};
use crate::error::{CliError, ExitCode};
use custody_core::vault::{
    DocumentFault, ForeignFault, Lack, Locked, ObjectFault, RecordFault, SettingsFault, VaultError,
};

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
            VaultError::Setup(inner) => inner.clone().into(),
            VaultError::Note(inner) => inner.into(),
            VaultError::Ledger(inner) => inner.into(),
            VaultError::CosignedAhead { witness, seconds } => said(say!(
                "vault-cosigned-ahead",
                witness = witness.as_str(),
                seconds = *seconds
            ))
            .and(say!("vault-cosigned-ahead-advice")),
            VaultError::NoteKey(inner) => said(key_words(inner)),
            VaultError::Name(fault) => said(say!("key-name", fault = name_words(*fault))),
            VaultError::Io { path, source } => {
                CliError::io(say!("io-using", path = path.as_path()), source)
            }
            VaultError::NotAVault(path) => said(say!("vault-not", path = path.as_path()))
                .and(say!("vault-unknown-advice"))
                .next("custody init --example > setup.toml")
                .next("custody init vault --setup setup.toml"),
            VaultError::Exists(path) => said(say!("exists", path = path.as_path()))
                .and(say!("exists-safe"))
                .and(say!("exists-advice")),
            VaultError::Settings(fault) => {
                let said = said(say!("vault-settings", fault = settings_words(fault)));
                match fault {
                    SettingsFault::Version { .. } => said.and(say!("newer-program-advice")),
                    _ => said.and(say!("backup-advice")),
                }
            }
            VaultError::NotAMember { fingerprint } => said(say!(
                "vault-not-a-member",
                fingerprint = fingerprint.as_str()
            ))
            .and(say!("vault-not-a-member-advice"))
            .next("custody key list"),
            VaultError::NoWrapping { person, what } => {
                let person = Arg::show(person);
                match what {
                    Locked::Ledger => said(say!("vault-no-ledger-key", person = person))
                        .and(say!("vault-no-ledger-key-advice")),
                    Locked::Kept(id) => said(say!(
                        "vault-no-wrapping",
                        person = person,
                        id = Arg::show(id)
                    ))
                    .and(say!("vault-no-wrapping-advice")),
                }
            }
            VaultError::NoCard(person) => said(say!("vault-no-card", person = Arg::show(person)))
                .and(say!("safe-nothing-written"))
                .and(say!("vault-no-card-advice")),
            VaultError::NoObject(instance) => {
                said(say!("vault-no-object", id = Arg::show(instance)))
                    .and(say!("vault-no-object-advice"))
                    .next(format!("custody show {instance}"))
            }
            VaultError::ObjectAltered { kept, found } => said(say!(
                "vault-object-altered",
                id = Arg::show(kept),
                found = object_words(found)
            ))
            .and(say!("vault-object-altered-safe"))
            .and(say!("vault-object-altered-advice"))
            .next("custody doctor")
            .next("custody verify"),
            VaultError::ReadBack(path) => said(say!("vault-read-back", path = path.as_path()))
                .and(say!("safe-no-output"))
                .and(say!("vault-read-back-advice")),
            VaultError::Document { kind, what } => {
                let kind = document(kind);
                match what {
                    DocumentFault::NotTakenIn => said(say!("document-not-taken-in", kind = kind))
                        .and(say!("safe-nothing-written")),
                    DocumentFault::Unknown => said(say!("document-unknown", kind = kind))
                        .and(say!("newer-program-advice")),
                    DocumentFault::Shape
                    | DocumentFault::TooLarge
                    | DocumentFault::Digest
                    | DocumentFault::Recipient => said(say!(
                        "document-malformed",
                        kind = kind,
                        fault = document_words(*what)
                    ))
                    .and(say!("safe-nothing-written"))
                    .and(say!("document-malformed-advice")),
                }
            }
            VaultError::Foreign(fault) => foreign(fault, said),
            VaultError::Record { seq, what } => {
                said(say!("vault-record", seq = *seq, fault = record_words(what)))
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
            VaultError::Missing(lack) => said(lack_words(*lack)).and(say!("safe-nothing-written")),
            VaultError::NotUnicode => {
                said(say!("vault-not-unicode")).and(say!("safe-nothing-written"))
            }
            VaultError::Internal(_) => CliError::internal(),
        }
    }
}

fn foreign(fault: &ForeignFault, said: impl Fn(Phrase) -> CliError) -> CliError {
    let unwritten = |what| said(what).and(say!("safe-nothing-written"));
    match fault {
        ForeignFault::Vault { named, here } => unwritten(say!(
            "foreign-vault",
            named = named.as_str(),
            here = here.as_str()
        ))
        .and(say!("foreign-vault-advice")),
        ForeignFault::NothingGranted => unwritten(say!("foreign-nothing-granted"))
            .and(say!("foreign-nothing-granted-advice"))
            .next("custody log"),
        ForeignFault::RequestText(request) => {
            unwritten(say!("foreign-request-text", request = Arg::show(request)))
                .and(say!("foreign-request-text-advice"))
        }
        ForeignFault::OtherThings(seq) => unwritten(say!("foreign-other-things", seq = *seq))
            .and(say!("foreign-receipt-advice"))
            .next("custody log"),
        ForeignFault::OtherNote(seq) => unwritten(say!("foreign-other-note", seq = *seq))
            .and(say!("foreign-receipt-advice"))
            .next("custody log"),
        ForeignFault::NotAReturn(seq) => unwritten(say!("foreign-not-a-return", seq = *seq))
            .and(say!("foreign-receipt-advice"))
            .next("custody log"),
        ForeignFault::Acceptance => unwritten(say!("foreign-acceptance")),
        ForeignFault::LogKey => said(say!("foreign-log-key")).and(say!("ledger-altered-advice")),
        ForeignFault::Tag => said(say!("foreign-tag")).and(say!("foreign-payload-advice")),
        ForeignFault::NotOnRecord(seq) => {
            said(say!("foreign-not-on-record", seq = *seq)).and(say!("foreign-payload-advice"))
        }
        ForeignFault::Payload {
            found_bytes,
            found,
            tag_bytes,
            tag,
        } => said(say!(
            "foreign-payload",
            found_bytes = *found_bytes,
            found = found.as_str(),
            tag_bytes = *tag_bytes,
            tag = tag.as_str()
        ))
        .and(say!("foreign-payload-advice")),
    }
}

/// What was found where a sealed object should be.
pub(crate) fn object_words(fault: &ObjectFault) -> Phrase {
    match fault {
        ObjectFault::Missing => say!("object-missing"),
        ObjectFault::Length { found, expected } => {
            say!("object-length", found = *found, expected = *expected)
        }
        ObjectFault::Digest(found) => say!("object-digest", found = found.as_str()),
    }
}

fn settings_words(fault: &SettingsFault) -> Phrase {
    match fault {
        SettingsFault::TooLarge => say!("settings-too-large"),
        SettingsFault::NotUtf8 => say!("settings-not-utf8"),
        // The parser has its own words only in English.
        SettingsFault::Syntax { line, detail } => {
            say!("settings-syntax", line = *line, detail = detail.as_str())
        }
        SettingsFault::Version { found, known } => {
            say!("settings-version", found = *found, known = *known)
        }
        SettingsFault::Value(key) => say!("settings-value", key = *key),
    }
}

fn document_words(fault: DocumentFault) -> Phrase {
    match fault {
        DocumentFault::TooLarge => say!("document-fault-too-large"),
        DocumentFault::Digest => say!("document-fault-digest"),
        DocumentFault::Recipient => say!("document-fault-recipient"),
        DocumentFault::Shape | DocumentFault::NotTakenIn | DocumentFault::Unknown => {
            say!("document-fault-shape")
        }
    }
}

fn record_words(fault: &RecordFault) -> Phrase {
    match fault {
        RecordFault::Missing => say!("record-missing"),
        RecordFault::Note(error) => note_words(error),
        RecordFault::NotListed(person) => say!("record-not-listed", person = Arg::show(person)),
        RecordFault::NoCard(person) => say!("record-no-card", person = Arg::show(person)),
        RecordFault::NotAnOpening => say!("record-not-an-opening"),
        RecordFault::Head(size) => say!("record-head", size = *size),
        RecordFault::Checkpoint(size) => say!("record-checkpoint", size = *size),
        RecordFault::NoCheckpoint => say!("record-no-checkpoint"),
        RecordFault::NoNote => say!("record-no-note"),
        RecordFault::NoteOfNobody => say!("record-note-of-nobody"),
        RecordFault::NoteWithoutCard => say!("record-note-without-card"),
        RecordFault::NotAccepted => say!("record-not-accepted"),
        RecordFault::NoteDiffers => say!("record-note-differs"),
    }
}

fn lack_words(lack: Lack) -> Phrase {
    match lack {
        Lack::Image => say!("lack-image"),
        Lack::Instance => say!("lack-instance"),
        Lack::Place => say!("lack-place"),
        Lack::Opener => say!("lack-opener"),
        Lack::Contract => say!("lack-contract"),
        Lack::Verifier => say!("lack-verifier"),
        Lack::Receiver => say!("lack-receiver"),
        Lack::Holder => say!("lack-holder"),
    }
}
