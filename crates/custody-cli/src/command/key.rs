//! The command `custody key …`: what can be done with one's keys.

use crate::cli::Context;
use crate::error::CliError;
use crate::ui::Answer;
use crate::wording::say;
use custody_core::keys::{CardDocument, KdfCost, KeyFile, Listed};
use custody_core::seal::publish::publish;
use serde_json::json;
use std::path::Path;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Key {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verb {
    /// The keys in `CUSTODY_HOME`.
    List,
    /// One key: its public halves and its fingerprint.
    Show(Of),
    /// The `age1…` line.
    Recipient(Of),
    /// The card, to be handed on.
    Card(Out),
    /// Another passphrase.
    Passwd(Of),
    /// A copy of the key file.
    Backup(Out),
}

/// Which key: the only one when absent.
#[derive(Debug, clap::Args)]
pub(crate) struct Of {
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Out {
    #[command(flatten)]
    pub(crate) of: Of,
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: PathBuf,
    #[arg(long)]
    pub(crate) force: bool,
}

impl Key {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        match self.verb {
            Verb::List => list(context),
            Verb::Show(of) => show(context, &of),
            Verb::Recipient(of) => {
                let recipient = of.find(context)?.1.recipient().to_string();
                let answer = Answer::new()
                    .ready(recipient.clone())
                    .field("recipient", recipient);
                context.ui.answer(&answer)
            }
            Verb::Card(out) => {
                // A card is signed anew, so the key has to be opened.
                let (_, file) = out.of.find(context)?;
                let key = context.unlock_as(Some(file.name()))?;
                publish(&out.out, CardDocument::sign(&key)?.as_bytes(), out.force)?;
                context.keep(key);
                written(context, &out.out)
            }
            Verb::Passwd(of) => passwd(context, &of),
            Verb::Backup(out) => {
                let (_, file) = out.of.find(context)?;
                publish(&out.out, file.bytes(), out.force)?;
                written(context, &out.out)
            }
        }
    }
}

impl Of {
    fn find(&self, context: &Context) -> Result<(PathBuf, KeyFile), CliError> {
        let name = self.name.as_deref().or(context.global.by.as_deref());
        Ok(context.keys()?.find(name)?)
    }
}

fn written(context: &Context, file: &std::path::Path) -> Result<(), CliError> {
    context.ui.answer(
        &Answer::new()
            .line(say!("written", file = file))
            .field("file", file),
    )
}

fn facts(path: &Path, key: &KeyFile) -> serde_json::Value {
    json!({
        "name": key.name(),
        "file": path,
        "created": key.created(),
        "recipient": key.recipient().to_string(),
        "fingerprint": key.fingerprint().to_string(),
    })
}

fn list(context: &Context) -> Result<(), CliError> {
    let keys = context.keys()?.list()?;
    if context.ui.json {
        let keys: Vec<_> = keys
            .iter()
            .filter_map(|l| Some(facts(&l.path, l.key.as_ref().ok()?)))
            .collect();
        return context.document(&json!({ "keys": keys }));
    }
    if keys.is_empty() {
        return context.say(say!("no-keys"));
    }
    let row = |listed: &Listed| match &listed.key {
        Ok(key) => {
            vec![
                key.name().to_owned(),
                key.fingerprint().to_string(),
                listed.path.display().to_string(),
            ]
        }
        Err(error) => {
            let why = CliError::from(error).lines(context.ui.lang).join(" ");
            vec!["—".to_owned(), why, listed.path.display().to_string()]
        }
    };
    let rows: Vec<Vec<String>> = keys.iter().map(row).collect();
    context.table(
        &[say!("col-name"), say!("col-fingerprint"), say!("col-file")],
        &rows,
    )
}

fn show(context: &Context, of: &Of) -> Result<(), CliError> {
    let (path, key) = of.find(context)?;
    if context.ui.json {
        return context.document(&facts(&path, &key));
    }
    context.pairs(vec![
        (say!("col-name"), key.name().to_owned()),
        (say!("col-fingerprint"), key.fingerprint().to_string()),
        (say!("col-recipient"), key.recipient().to_string()),
        (say!("col-created"), key.created().to_owned()),
        (say!("col-file"), path.display().to_string()),
    ])
}

/// A new passphrase: written beside, synced, renamed over; at no moment does neither open.
fn passwd(context: &Context, of: &Of) -> Result<(), CliError> {
    let (path, file) = of.find(context)?;
    let name = file.name();
    // The old one is tried before a new one is asked for.
    let key = file.unlock(&context.passphrase(&say!("passphrase-of-key", name = name))?)?;
    let new = context.new_passphrase(&say!("passphrase-of-key", name = name))?;
    KeyFile::seal(&key, &new, KdfCost::DEFAULT)?.replace(&path)?;
    let answer = Answer::new()
        .line(say!("passwd-done", name = name))
        .field("name", name);
    context.ui.answer(&answer)
}
