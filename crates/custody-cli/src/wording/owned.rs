//! Core errors by value, for `?`, and those that only the program meets: setup files, forms.

use super::{About, Phrase, say};
use crate::error::{CliError, ExitCode};
use crate::form::FormError;
use custody_core::keys::{CardError, KeyError, LineError, WrapError};
use custody_core::note::NameFault;
use custody_core::record::Contract;
use custody_core::report::form::{NumberError, Unavailable};
use custody_core::rules::setup::SetupError;
use custody_core::rules::{Denied, Value};
use custody_core::seal::archive::ArchiveError;
use custody_core::seal::{KeyTextError, PublishError, SealError};
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
        Self::new(ExitCode::of_core(error.code()), say!("bad-key-name"))
    }
}

impl From<custody_core::note::KeyError> for CliError {
    fn from(error: custody_core::note::KeyError) -> Self {
        Self::from(&error)
    }
}

impl From<LineError> for CliError {
    fn from(error: LineError) -> Self {
        Self::new(ExitCode::of_core(error.code()), say!("passphrase-reading"))
    }
}

impl From<SetupError> for CliError {
    fn from(error: SetupError) -> Self {
        let code = ExitCode::of_core(error.code());
        let detail = error.fault.to_string();
        let what = match error.line {
            Some(line) => say!(
                "setup-line",
                line = line,
                key = error.key.as_str(),
                detail = detail
            ),
            None => say!("setup-key", key = error.key.as_str(), detail = detail),
        };
        Self::new(code, what)
            .and(say!("safe-nothing-written"))
            .next("custody init --example")
    }
}

impl From<NumberError> for CliError {
    fn from(error: NumberError) -> Self {
        Self::new(ExitCode::of_core(error.code()), say!("no-such-form"))
    }
}

impl From<Unavailable> for CliError {
    fn from(error: Unavailable) -> Self {
        let what: Phrase = match &error {
            Unavailable::Unknown(id) => say!("denied-unknown", id = id.as_str()),
            other => say!("form-unavailable", detail = other.to_string()),
        };
        Self::new(ExitCode::of_core(error.code()), what).and(say!("safe-nothing-written"))
    }
}

impl From<FormError> for CliError {
    fn from(error: FormError) -> Self {
        let code = ExitCode::of_core(error.code());
        Self::new(code, say!("form-not-written", detail = error.to_string()))
            .and(say!("safe-nothing-written"))
    }
}
