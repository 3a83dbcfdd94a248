//! Core errors by value, for `?`.

use super::note::name_words;
use super::{About, say};
use crate::error::{CliError, ExitCode};
use custody_core::keys::{CardError, KeyError, LineError, WrapError};
use custody_core::note::NameFault;
use custody_core::record::Contract;
use custody_core::rules::{Denied, Value};
use custody_core::seal::archive::ArchiveError;
use custody_core::seal::{KeyTextError, PASSPHRASE_LIMIT, PublishError, SealError};
use custody_core::store::StoreError;
use custody_core::vault::VaultError;

macro_rules! owned {
    ($($error:ty),* $(,)?) => {
        $(impl From<$error> for CliError {
            fn from(error: $error) -> Self {
                Self::from(&error)
            }
        })*
    };
}

owned!(
    ArchiveError,
    CardError,
    KeyError,
    KeyTextError,
    PublishError,
    SealError,
    StoreError,
    WrapError
);

impl From<VaultError> for CliError {
    fn from(error: VaultError) -> Self {
        of_vault(&error, None)
    }
}

/// An error of the vault, citing the terms as its contract does, and naming the form that was refused.
pub(crate) fn of_vault(error: &VaultError, contract: Option<&Contract>) -> CliError {
    let form = match error {
        VaultError::Denied(Denied::Refused(refusal)) if refusal.act == "form" => {
            form_number(refusal)
        }
        _ => None,
    };
    let about = About {
        terms_cite: contract.map_or(About::NO_VAULT.terms_cite, |c| {
            c.profile.terms_cite.as_str()
        }),
        form: form.as_deref(),
    };
    about.vault(error)
}

/// The number of the form that a refusal is about: in its values, or the first thing it was about.
fn form_number(refusal: &custody_core::rules::Refusal) -> Option<String> {
    match refusal.finding.values.get("form") {
        Some(Value::Text(number)) => Some(number.clone()),
        _ => refusal.about.first().cloned(),
    }
}

impl From<NameFault> for CliError {
    fn from(error: NameFault) -> Self {
        Self::new(
            ExitCode::of_core(error.code()),
            say!("bad-key-name", fault = name_words(error)),
        )
    }
}

impl From<custody_core::note::KeyError> for CliError {
    fn from(error: custody_core::note::KeyError) -> Self {
        Self::from(&error)
    }
}

impl From<LineError> for CliError {
    fn from(error: LineError) -> Self {
        let code = ExitCode::of_core(error.code());
        match &error {
            LineError::TooLong => {
                Self::new(code, say!("passphrase-too-long", limit = PASSPHRASE_LIMIT))
            }
            LineError::Ended => Self::new(code, say!("passphrase-ended")),
            LineError::Io(source) => Self::io(say!("passphrase-reading"), source),
        }
    }
}
