//! What can go wrong with packages: with what is packed, and with what is unpacked, in words.

use super::file::entry;
use super::{Phrase, say};
use crate::error::{CliError, ExitCode};
use custody_core::seal::FileKind;
use custody_core::seal::archive::{
    ArchiveError, ArchiveLimit, Caution, ENTRY_LIMIT, LIST_LIMIT, NameFault, PackageFault, Source,
};
use std::path::Path;

impl From<&ArchiveError> for CliError {
    fn from(error: &ArchiveError) -> Self {
        let code = ExitCode::of_core(error.code());
        let said = |what: Phrase| CliError::new(code, what).and(say!("safe-no-output"));
        match error {
            ArchiveError::Malformed { entry, fault } => said(say!(
                "archive-malformed",
                entry = entry.as_str(),
                fault = package_words(*fault)
            )),
            ArchiveError::Name { name, fault } => said(say!(
                "archive-name",
                name = name.as_str(),
                fault = name_words(*fault)
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
                kind = entry(*kind)
            )),
            ArchiveError::Changed { path } => said(say!("archive-changed", path = path.as_path()))
                .and(say!("archive-changed-advice")),
            ArchiveError::SameName { first, second } => said(say!(
                "archive-same-name",
                first = first.as_str(),
                second = second.as_str()
            )),
            ArchiveError::NoEntry { path } => said(say!("archive-no-entry", path = path.as_str()))
                .and(say!("archive-no-entry-advice")),
            ArchiveError::Reserved { path } => {
                said(say!("archive-reserved", path = path.as_path()))
            }
            ArchiveError::Exists { path } => {
                said(say!("exists", path = path.as_path())).and(say!("exists-advice"))
            }
            ArchiveError::Limit { limit } => said(match limit {
                ArchiveLimit::Entries => say!("archive-limit-entries", most = ENTRY_LIMIT),
                ArchiveLimit::List => say!("archive-limit-list", most = LIST_LIMIT),
                ArchiveLimit::NameLength => say!("archive-limit-name-length"),
            }),
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
        }
    }
}

/// What of a file is not kept, or not everywhere.
pub(crate) fn caution_words(source: &Source, caution: Caution) -> Phrase {
    let path = source.path();
    match caution {
        Caution::Mode => say!("caution-mode", path = path),
        Caution::Time => say!("caution-time", path = path),
        Caution::Windows => say!("caution-windows", path = path),
        Caution::Long => say!("caution-long", path = path),
        Caution::Renamed => say!("caution-renamed", path = path),
    }
}

/// A link or special file that was left out.
pub(crate) fn left_out(path: &Path, kind: FileKind) -> Phrase {
    say!("caution-left-out", path = path, kind = entry(kind))
}

fn package_words(fault: PackageFault) -> Phrase {
    match fault {
        PackageFault::CutShort => say!("package-cut-short"),
        PackageFault::Header => say!("package-header"),
        PackageFault::Kind(kind) => say!("package-kind", kind = kind.to_string()),
        PackageFault::Pax => say!("package-pax"),
        PackageFault::NoManifest => say!("package-no-manifest"),
        PackageFault::List => say!("package-list"),
        PackageFault::NotAsListed => say!("package-not-as-listed"),
        PackageFault::Stray => say!("package-stray"),
    }
}

fn name_words(fault: NameFault) -> Phrase {
    match fault {
        NameFault::Empty => say!("path-empty"),
        NameFault::Absolute => say!("path-absolute"),
        NameFault::Dots => say!("path-dots"),
        NameFault::Backslash => say!("path-backslash"),
        NameFault::Drive => say!("path-drive"),
        NameFault::Nul => say!("path-nul"),
        NameFault::NotNfc => say!("path-not-nfc"),
        NameFault::Reserved => say!("path-reserved"),
        NameFault::Twice => say!("path-twice"),
        NameFault::TooLong => say!("path-too-long"),
        NameFault::TooDeep => say!("path-too-deep"),
        NameFault::Original => say!("path-original"),
    }
}
