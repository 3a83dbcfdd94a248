//! What can be wrong with a signed note or a key, in words.

use super::file::document;
use super::{Arg, Phrase, say};
use crate::error::{CliError, ExitCode};
use custody_core::note::{KeyError, NameFault, NoteError, SignatureFault};

impl From<&NoteError> for CliError {
    fn from(error: &NoteError) -> Self {
        let code = ExitCode::of_core(error.code());
        let said = CliError::new(code, note_words(error));
        match error {
            NoteError::BadSignature { .. } => said.and(say!("note-bad-signature-advice")),
            NoteError::NoTrustedSignature { .. } => said.and(say!("note-no-trusted-advice")),
            NoteError::UnknownVersion { .. } => said.and(say!("newer-program-advice")),
            NoteError::TooLarge { .. }
            | NoteError::TooManySignatures { .. }
            | NoteError::NotUtf8 { .. }
            | NoteError::ControlCharacter { .. }
            | NoteError::EmptyText
            | NoteError::NoFinalNewline { .. }
            | NoteError::NoBlankLine
            | NoteError::NoSignature { .. }
            | NoteError::SignatureLine { .. }
            | NoteError::CosignatureTime { .. }
            | NoteError::NotCustody(_) => said.and(say!("note-malformed-advice")),
            NoteError::OtherKind { .. }
            | NoteError::Key(_)
            | NoteError::AmbiguousKey { .. }
            | NoteError::AlreadySigned { .. }
            | NoteError::NoSigner => said,
        }
    }
}

impl From<NoteError> for CliError {
    fn from(error: NoteError) -> Self {
        Self::from(&error)
    }
}

impl From<&KeyError> for CliError {
    fn from(error: &KeyError) -> Self {
        CliError::new(ExitCode::of_core(error.code()), key_words(error))
    }
}

pub(super) fn note_words(error: &NoteError) -> Phrase {
    match error {
        NoteError::TooLarge { size, limit } => say!("note-too-large", size = *size, limit = *limit),
        NoteError::TooManySignatures { count, limit } => {
            say!("note-too-many-signatures", count = *count, limit = *limit)
        }
        NoteError::NotUtf8 { line } => say!("note-not-utf8", line = *line),
        NoteError::ControlCharacter { line, character } => say!(
            "note-control-character",
            line = *line,
            character = character.to_string()
        ),
        NoteError::EmptyText => say!("note-empty-text"),
        NoteError::NoFinalNewline { line } => say!("note-no-final-newline", line = *line),
        NoteError::NoBlankLine => say!("note-no-blank-line"),
        NoteError::NoSignature { line } => say!("note-no-signature", line = *line),
        NoteError::SignatureLine { line, fault } => {
            say!(
                "note-signature-line",
                line = *line,
                fault = signature_words(fault)
            )
        }
        NoteError::NotCustody(_) => say!("note-not-custody"),
        NoteError::OtherKind { wanted, found } => say!(
            "note-other-kind",
            wanted = document(wanted),
            found = document(found)
        ),
        NoteError::UnknownVersion { name, found, known } => say!(
            "note-unknown-version",
            name = document(name),
            found = *found,
            known = *known
        ),
        NoteError::Key(error) => key_words(error),
        NoteError::AmbiguousKey { name, id } => {
            say!(
                "note-ambiguous-key",
                name = Arg::show(name),
                id = Arg::show(id)
            )
        }
        NoteError::NoTrustedSignature { signers } => {
            let signers: Vec<String> = signers
                .iter()
                .map(|(name, id)| format!("{name}+{id}"))
                .collect();
            say!("note-no-trusted-signature", signers = signers)
        }
        NoteError::BadSignature { line, name, id } => say!(
            "note-bad-signature",
            line = *line,
            name = Arg::show(name),
            id = Arg::show(id)
        ),
        NoteError::CosignatureTime { line, name } => say!(
            "note-cosignature-time",
            line = *line,
            name = Arg::show(name)
        ),
        NoteError::AlreadySigned { name, id } => {
            say!(
                "note-already-signed",
                name = Arg::show(name),
                id = Arg::show(id)
            )
        }
        NoteError::NoSigner => say!("note-no-signer"),
    }
}

pub(super) fn key_words(error: &KeyError) -> Phrase {
    match error {
        KeyError::Name(fault) => say!("key-name", fault = name_words(*fault)),
        KeyError::Form => say!("key-form"),
        KeyError::Encoding => say!("key-encoding"),
        KeyError::Type { found } => say!("key-type", found = *found),
        KeyError::Id { found, expected } => {
            say!(
                "key-id",
                found = Arg::show(found),
                expected = Arg::show(expected)
            )
        }
        KeyError::NotAPoint
        | KeyError::NotCanonical
        | KeyError::SmallOrder
        | KeyError::MixedOrder => {
            say!("key-unsound")
        }
        KeyError::NoRandomness => say!("no-randomness"),
    }
}

fn signature_words(fault: &SignatureFault) -> Phrase {
    match fault {
        SignatureFault::Dash => say!("signature-dash"),
        SignatureFault::Name(fault) => name_words(*fault),
        SignatureFault::Base64 => say!("signature-base64"),
        SignatureFault::Short => say!("signature-short"),
    }
}

pub(super) fn name_words(fault: NameFault) -> Phrase {
    match fault {
        NameFault::Empty => say!("name-empty"),
        NameFault::Long => say!("name-long"),
        NameFault::Character(character) => {
            say!("name-character", character = character.to_string())
        }
    }
}
