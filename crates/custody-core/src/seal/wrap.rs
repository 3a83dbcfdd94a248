//! From whom a file is for to the stanzas of its header.

use std::collections::BTreeSet;

use super::error::SealError;
use super::file_key::FileKey;
use super::header::Stanza;
use super::identity::require_randomness;
use super::passphrase::{Passphrase, secret_string};
use super::recipient::Recipient;

/// log₂ of the scrypt cost of passphrase files that are made here: about a second.
pub const SCRYPT_FACTOR: u8 = 18;

/// Whom a file is sealed to.
#[derive(Debug)]
pub enum To {
    /// Everybody on the list can open it; at least one.
    Recipients(Vec<Recipient>),
    /// Whoever knows the passphrase can open it.
    Passphrase(Passphrase),
}

/// Why recipients cannot share a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mixing {
    /// Post-quantum recipients beside others: a future quantum computer would open the file
    /// through the others (c2sp.org/age, "The MLKEM768-X25519 … recipient type").
    PostQuantum,
    /// A passphrase beside anything else: whoever opens with it takes it that only somebody who
    /// knows it can have made the file (c2sp.org/age, "scrypt recipient stanza").
    Passphrase,
    /// A plugin asks to be alone, or with its own kind.
    Plugin,
}

/// What a recipient demands of those that share its file: all must demand the same.
pub(super) type Labels = BTreeSet<String>;

/// A fresh file key and the stanzas that wrap it.
#[derive(Debug)]
pub struct Wrapped {
    /// The key of the file to be made.
    pub file_key: FileKey,
    /// One or more stanzas a recipient, then the extra ones.
    pub stanzas: Vec<Stanza>,
}

/// Makes a file key and wraps it. `extra` are stanzas that open nothing, such as a tag; readers
/// skip them.
///
/// # Errors
/// Nobody to seal to, or recipients that cannot share a file (2); no randomness (7).
pub fn wrap(to: &To, extra: Vec<Stanza>) -> Result<Wrapped, SealError> {
    wrap_with_factor(to, extra, SCRYPT_FACTOR)
}

pub(super) fn wrap_with_factor(
    to: &To,
    extra: Vec<Stanza>,
    scrypt_factor: u8,
) -> Result<Wrapped, SealError> {
    let file_key = FileKey::generate()?;
    let stanzas = stanzas(&file_key, to, extra, scrypt_factor)?;
    Ok(Wrapped { file_key, stanzas })
}

/// Wraps the key of a file that exists, for a new header before the same payload.
///
/// # Errors
/// As [`wrap`].
pub fn wrap_again(
    file_key: &FileKey,
    to: &To,
    extra: Vec<Stanza>,
) -> Result<Vec<Stanza>, SealError> {
    stanzas(file_key, to, extra, SCRYPT_FACTOR)
}

pub(super) fn stanzas(
    file_key: &FileKey,
    to: &To,
    extra: Vec<Stanza>,
    scrypt_factor: u8,
) -> Result<Vec<Stanza>, SealError> {
    require_randomness()?;
    let mut stanzas = match to {
        To::Recipients(recipients) => to_recipients(file_key, recipients)?,
        To::Passphrase(_) if !extra.is_empty() => {
            return Err(SealError::Mixed(Mixing::Passphrase));
        }
        To::Passphrase(passphrase) => {
            let mut key = age::scrypt::Recipient::new(secret_string(passphrase));
            key.set_work_factor(scrypt_factor);
            let (stanzas, _) = age::Recipient::wrap_file_key(&key, file_key.as_age())
                .map_err(|_| SealError::Stanza)?;
            stanzas.into_iter().map(Stanza::from).collect()
        }
    };
    stanzas.extend(extra);
    Ok(stanzas)
}

fn to_recipients(file_key: &FileKey, recipients: &[Recipient]) -> Result<Vec<Stanza>, SealError> {
    let mut stanzas = Vec::new();
    let mut demanded: Option<Labels> = None;
    for recipient in recipients {
        let (wrapped, labels) = recipient.wrap(file_key)?;
        match &demanded {
            Some(others) if *others != labels => {
                return Err(SealError::Mixed(mixing(others, &labels)));
            }
            Some(_) => {}
            None => demanded = Some(labels),
        }
        stanzas.extend(wrapped);
    }
    demanded.map(|_| stanzas).ok_or(SealError::NoRecipients)
}

fn mixing(one: &Labels, other: &Labels) -> Mixing {
    if one.contains(POST_QUANTUM) != other.contains(POST_QUANTUM) {
        Mixing::PostQuantum
    } else {
        Mixing::Plugin
    }
}

/// The label of recipients that withstand a quantum computer.
pub(super) const POST_QUANTUM: &str = "postquantum";
