//! The command `custody inspect`: what a file is, and all that can be said without a key.

use super::desk::read_note;
use super::verify;
use crate::cli::Context;
use crate::error::CliError;
use crate::ui::Answer;
use crate::wording::{document, say};
use custody_core::keys::KeyFile;
use custody_core::note::SignedNote;
use custody_core::seal::{TAG_STANZA, inspect};
use custody_core::vault::{CheckedTag, checked_tag};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Inspect {
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

impl Inspect {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let bytes = read_note(&self.file)?;
        if bytes.starts_with(b"custody.key/") {
            return key(context, &self.file);
        }
        if bytes.starts_with(b"custody.declaration/") {
            return context.say(say!("inspect-declaration"));
        }
        if (bytes.starts_with(b"custody.")
            || bytes
                .windows(4)
                .any(|w| w == "\n— ".as_bytes().get(..4).unwrap_or(w)))
            && let Ok(note) = SignedNote::parse(&bytes)
        {
            return self::note(context, &note);
        }
        if let Ok(text) = std::str::from_utf8(&bytes)
            && let Ok(form) = crate::form::from_json(text)
        {
            let answer = Answer::new()
                .line(say!(
                    "inspect-form",
                    form = form.number.words(),
                    no = form.document_no.clone().unwrap_or_default()
                ))
                .field("what", "form")
                .field("form", form.number.to_string())
                .field("document_no", &form.document_no);
            return context.ui.answer(&answer);
        }
        self.package(context)
    }

    /// A tag that is not good is told after the rest, as the error that it is.
    fn package(&self, context: &Context) -> Result<(), CliError> {
        let mut file = std::fs::File::open(&self.file).map_err(|error| {
            CliError::io(say!("io-reading", path = self.file.as_path()), &error)
        })?;
        let seen = inspect(&mut file)?;
        let kinds: Vec<&str> = seen.stanzas.iter().map(|stanza| stanza.kind()).collect();
        let to: Vec<&str> = kinds
            .iter()
            .copied()
            .filter(|kind| *kind != TAG_STANZA)
            .collect();
        let answer = Answer::new()
            .line(say!(
                "inspect-package",
                count = to.len(),
                stanzas = to.join(", "),
                bytes = seen.payload.len.to_string(),
            ))
            .field("what", "age")
            .field("armored", seen.armored)
            .field("stanzas", &kinds)
            .field("header_bytes", seen.header_len)
            .field("payload_bytes", seen.payload.len)
            .field("payload_digest", seen.payload.blake3.to_string())
            .field("plaintext_bytes", seen.plaintext_len);
        match checked_tag(&seen, verify::tag_beside(&self.file).as_deref()) {
            Ok(Some(tag)) => context.ui.answer(&with_tag(answer, &tag)),
            Ok(None) => {
                let answer = answer.line(say!("inspect-untagged"));
                context
                    .ui
                    .answer(&answer.field("tag", Option::<&str>::None))
            }
            Err(error) => {
                context.ui.answer(&answer)?;
                Err(error.into())
            }
        }
    }
}

/// What a good tag says. Its signer is named, not vouched for.
fn with_tag(answer: Answer, tag: &CheckedTag) -> Answer {
    let document = &tag.document;
    let record = document.record.map(|record| record.to_string());
    answer
        .line(say!(
            "inspect-tag",
            package = document.package.as_str(),
            vault = document.vault.as_str(),
            record = record.as_deref().unwrap_or("—"),
            contact = document.contact.as_ref().map_or("—", |c| c.as_str()),
        ))
        .line(say!("inspect-tag-good", key = tag.signer.to_string()))
        .field("tag", document)
        .field("tag_in_header", tag.inside)
}

fn key(context: &Context, file: &std::path::Path) -> Result<(), CliError> {
    let key = KeyFile::read(file)?;
    let answer = Answer::new()
        .line(say!(
            "inspect-key",
            name = key.name(),
            fingerprint = key.fingerprint().to_string()
        ))
        .field("what", "key")
        .field("name", key.name())
        .field("fingerprint", key.fingerprint().to_string());
    context.ui.answer(&answer)
}

fn note(context: &Context, note: &SignedNote) -> Result<(), CliError> {
    let mut lines = note.unverified_text().as_str().lines();
    let kind = lines.next().unwrap_or_default().to_owned();
    let signers: Vec<String> = note
        .signatures()
        .iter()
        .map(|s| s.name().to_string())
        .collect();
    let answer = Answer::new()
        .line(say!(
            "inspect-note",
            kind = document(&kind),
            signers = signers.clone()
        ))
        .line(say!("inspect-unverified"))
        .field("what", "note")
        .field("kind", kind)
        .field("signers", signers);
    context.ui.answer(&answer)
}
