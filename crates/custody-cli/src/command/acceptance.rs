//! The other side's signature under what it takes, at a hand-over and at a provision: given here with a key on this
//! machine, or written to a file elsewhere.

use super::desk::missing;
use crate::cli::Context;
use crate::error::CliError;
use crate::ui::Answer;
use crate::wording::say;
use custody_core::keys::PersonKey;
use custody_core::note::SignedNote;
use custody_core::seal::publish::publish;
use custody_core::vault::{Vault, VaultError};
use serde_json::json;
use std::path::PathBuf;

/// Signs with a key, which stays unlocked for the rest of the run.
pub(super) fn sign(
    context: &Context,
    vault: &Vault,
    key: PersonKey,
    signed: impl FnOnce(&PersonKey) -> Result<SignedNote, VaultError>,
) -> Result<SignedNote, CliError> {
    let note = signed(&key).map_err(|error| context.explained(vault, error))?;
    context.keep(key);
    Ok(note)
}

/// Writes it for whoever gives.
pub(super) fn write(
    context: &Context,
    out: Option<PathBuf>,
    note: &SignedNote,
) -> Result<(), CliError> {
    let out = out.ok_or_else(|| missing("--out"))?;
    publish(&out, note.as_bytes(), false)?;
    let answer = Answer::new()
        .line(say!("acceptance-written", file = out.as_path()))
        .field("file", json!(out));
    context.ui.answer(&answer)
}
