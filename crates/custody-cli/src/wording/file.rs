//! Files and documents by what they are: what a file looks like, what a path leads to, what kind a note is of.

use super::{Arg, Phrase, say};
use custody_core::seal::{FileKind, Foreign};

/// What a file looks like that is not what it should be.
pub(super) fn looks(foreign: Foreign) -> Phrase {
    match foreign {
        Foreign::Empty => say!("looks-empty"),
        Foreign::Jpeg => say!("looks-jpeg"),
        Foreign::Png => say!("looks-png"),
        Foreign::Gzip => say!("looks-gzip"),
        Foreign::Zip => say!("looks-zip"),
        Foreign::OpenPgp => say!("looks-openpgp"),
        Foreign::Pdf => say!("looks-pdf"),
        Foreign::Sqlite => say!("looks-sqlite"),
        Foreign::KeyFile => say!("looks-key"),
        Foreign::Note => say!("looks-note"),
        Foreign::IdentityFile => say!("looks-identity"),
        Foreign::Unknown => say!("looks-unknown"),
    }
}

/// What a path leads to.
pub(super) fn entry(kind: FileKind) -> Phrase {
    match kind {
        FileKind::File => say!("entry-file"),
        FileKind::Folder => say!("entry-folder"),
        FileKind::Link => say!("entry-link"),
        FileKind::Fifo => say!("entry-fifo"),
        FileKind::Socket => say!("entry-socket"),
        FileKind::Device => say!("entry-device"),
        FileKind::Other => say!("entry-other"),
    }
}

/// A kind of document (`custody.request/v1`), by its name in the office; what is not known here stays as it stands.
pub(crate) fn document(kind: &str) -> Arg {
    let name = kind
        .strip_prefix("custody.")
        .and_then(|rest| rest.split('/').next());
    match name {
        Some("card") => say!("document-card").into(),
        Some("content") => say!("document-content").into(),
        Some("decision") => say!("document-decision").into(),
        Some("declaration") => say!("document-declaration").into(),
        Some("form") => say!("document-form").into(),
        Some("intent") => say!("document-intent").into(),
        Some("receipt") => say!("document-receipt").into(),
        Some("record") => say!("document-record").into(),
        Some("request") => say!("document-request").into(),
        Some("return") => say!("document-return").into(),
        Some("tag") => say!("document-tag").into(),
        _ => kind.into(),
    }
}
