//! To whom a file is sealed: `seal` and `readdress` are told in the same way.

use super::desk::{missing, read_note};
use super::plugin::Shown;
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::keys::CardDocument;
use custody_core::note::SignedNote;
use custody_core::seal::{Recipient, To};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Recipients {
    #[arg(long = "recipient", short, value_name = "RECIPIENT")]
    pub(crate) recipients: Vec<String>,
    #[arg(long = "recipients-file", short = 'R', value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[arg(long = "card", value_name = "FILE")]
    pub(crate) cards: Vec<PathBuf>,
    #[arg(long, conflicts_with_all = ["recipients", "files", "cards"])]
    pub(crate) passphrase: bool,
}

impl Recipients {
    /// Reads files and cards, or asks for a new passphrase.
    pub(super) fn read(&self, context: &Context) -> Result<To, CliError> {
        if self.passphrase {
            return Ok(To::Passphrase(
                context.new_passphrase(&say!("passphrase-of-package"))?,
            ));
        }
        let mut all = Vec::new();
        for recipient in &self.recipients {
            all.push(parsed(recipient, context)?);
        }
        for file in &self.files {
            let text = std::fs::read_to_string(file)
                .map_err(|error| CliError::io(say!("io-reading", path = file.as_path()), &error))?;
            for line in text
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty() && !line.starts_with('#'))
            {
                all.push(parsed(line, context)?);
            }
        }
        for file in &self.cards {
            let card = CardDocument::verify(&SignedNote::parse(&read_note(file)?)?)?;
            all.push(card.recipient.parse().map_err(|_| bad(&card.recipient))?);
        }
        if all.is_empty() {
            return Err(missing("--recipient"));
        }
        Ok(To::Recipients(all))
    }

    /// Whether anybody was named at all.
    pub(super) fn is_empty(&self) -> bool {
        let named = self.recipients.len() + self.files.len() + self.cards.len();
        named == 0 && !self.passphrase
    }
}

fn parsed(text: &str, context: &Context) -> Result<Recipient, CliError> {
    Recipient::of_any_kind(text, &Shown::on(context.ui)).map_err(|_| bad(text))
}

fn bad(text: &str) -> CliError {
    CliError::usage(say!("bad-recipient", recipient = text))
}
