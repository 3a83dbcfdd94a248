//! What can go wrong with sealed files and packages, in words.

use super::{Arg, Phrase, say};
use crate::error::{CliError, ExitCode, writing};
use custody_core::seal::archive::ArchiveError;
use custody_core::seal::publish::PublishError;
use custody_core::seal::{KeyTextError, Mixing, SealError};

impl From<&SealError> for CliError {
    fn from(error: &SealError) -> Self {
        let code = ExitCode::of_core(error.code());
        let said = |what: Phrase| CliError::new(code, what);
        match error {
            SealError::NotSealed { looks_like } => {
                said(say!("seal-not-sealed", looks = Arg::show(looks_like)))
                    .next("custody inspect FILE")
            }
            SealError::UnknownVersion => {
                said(say!("seal-unknown-version")).and(say!("newer-program-advice"))
            }
            SealError::Header { line, .. } => {
                said(say!("seal-header", line = *line)).and(say!("seal-damaged-advice"))
            }
            SealError::Stanza => said(say!("seal-stanza")).and(say!("seal-damaged-advice")),
            SealError::NonceCutShort => {
                said(say!("seal-nonce-cut-short")).and(say!("seal-damaged-advice"))
            }
            SealError::Armor { line } => {
                said(say!("seal-armor", line = *line)).and(say!("seal-damaged-advice"))
            }
            SealError::NoMatch { kinds, tried } => said(say!(
                "seal-no-match",
                kinds = kinds.clone(),
                tried = tried.clone()
            ))
            .and(say!("seal-no-match-advice")),
            SealError::HeaderAltered => {
                said(say!("seal-header-altered")).and(say!("seal-altered-advice"))
            }
            SealError::Payload { chunk, offset } => {
                said(say!("seal-payload", chunk = *chunk, offset = *offset))
                    .and(say!("seal-altered-advice"))
            }
            SealError::ScryptWork { factor, allowed } => {
                said(say!("seal-scrypt", factor = *factor, allowed = *allowed))
            }
            SealError::Limit { limit } => said(say!(
                "seal-limit",
                most = limit.most(),
                what = Arg::show(limit)
            )),
            SealError::NoRecipients => said(say!("seal-no-recipients")),
            SealError::Mixed(mixing) => said(match mixing {
                Mixing::PostQuantum => say!("seal-mixed-post-quantum"),
                Mixing::Passphrase => say!("seal-mixed-passphrase"),
                _ => say!("seal-mixed-plugin"),
            }),
            SealError::NoRandomness => {
                said(say!("no-randomness")).and(say!("safe-nothing-written"))
            }
            SealError::Read(source) => CliError::io(say!("seal-reading"), source),
            SealError::Write(source) => {
                CliError::io(say!("seal-writing"), source).and(say!("safe-no-output"))
            }
            SealError::ReadBack { offset } => said(say!("seal-read-back", offset = *offset)),
            SealError::Changed { path } => said(say!("archive-changed", path = path.as_path()))
                .and(say!("archive-changed-advice"))
                .and(say!("safe-no-output")),
            SealError::BrokenPipe => said(say!("io-broken-pipe")),
            SealError::Cancelled => said(say!("io-interrupted")).and(say!("safe-no-output")),
            other => said(say!("note-other", detail = other.to_string())),
        }
    }
}

impl From<&ArchiveError> for CliError {
    fn from(error: &ArchiveError) -> Self {
        let code = ExitCode::of_core(error.code());
        let said = |what: Phrase| CliError::new(code, what).and(say!("safe-no-output"));
        match error {
            ArchiveError::Malformed { entry, fault } => said(say!(
                "archive-malformed",
                entry = entry.as_str(),
                fault = fault.to_string()
            )),
            ArchiveError::Name { name, fault } => said(say!(
                "archive-name",
                name = name.as_str(),
                fault = fault.to_string()
            )),
            ArchiveError::NotUnicode { path } => {
                said(say!("archive-not-unicode", path = path.as_path()))
            }
            ArchiveError::Altered { entry } => {
                said(say!("archive-altered", entry = entry.as_str()))
                    .and(say!("seal-altered-advice"))
            }
            ArchiveError::Special { path, kind } => said(say!(
                "archive-special",
                path = path.as_path(),
                kind = kind.to_string()
            )),
            ArchiveError::Changed { path } => said(say!("archive-changed", path = path.as_path()))
                .and(say!("archive-changed-advice")),
            ArchiveError::SameName { first, second } => said(say!(
                "archive-same-name",
                first = first.as_str(),
                second = second.as_str()
            )),
            ArchiveError::Reserved { path } => {
                said(say!("archive-reserved", path = path.as_path()))
            }
            ArchiveError::Exists { path } => {
                said(say!("exists", path = path.as_path())).and(say!("exists-advice"))
            }
            ArchiveError::Limit { limit } => said(say!("archive-limit", limit = limit.to_string())),
            ArchiveError::Io { path, source } => {
                CliError::io(say!("io-using", path = path.as_path()), source)
                    .and(say!("safe-no-output"))
            }
            ArchiveError::Read(source) => {
                CliError::io(say!("seal-reading"), source).and(say!("safe-no-output"))
            }
            ArchiveError::Write(source) => {
                CliError::io(say!("seal-writing"), source).and(say!("safe-no-output"))
            }
            ArchiveError::BrokenPipe => CliError::new(code, say!("io-broken-pipe")),
            ArchiveError::Seal(inner) => Self::from(inner),
            ArchiveError::Cancelled => said(say!("io-interrupted")),
            other => said(say!("note-other", detail = other.to_string())),
        }
    }
}

impl From<&PublishError> for CliError {
    fn from(error: &PublishError) -> Self {
        let code = ExitCode::of_core(error.code());
        match error {
            PublishError::Exists { path } => {
                CliError::new(code, say!("exists", path = path.as_path()))
                    .and(say!("exists-safe"))
                    .and(say!("exists-advice"))
            }
            PublishError::Io { path, source } => {
                CliError::io(writing(path), source).and(say!("safe-no-output"))
            }
            PublishError::NotDurable { path, .. } => {
                CliError::new(code, say!("publish-not-durable", path = path.as_path()))
                    .and(say!("publish-not-durable-advice"))
            }
            other => CliError::new(code, say!("note-other", detail = other.to_string())),
        }
    }
}

impl From<&KeyTextError> for CliError {
    fn from(error: &KeyTextError) -> Self {
        CliError::new(
            ExitCode::of_core(error.code()),
            say!("key-text", detail = error.to_string()),
        )
    }
}
