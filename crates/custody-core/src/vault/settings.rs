//! The vault's public settings, `vault.toml`, for people and for the first look of a program.

use super::{SettingsFault, VaultError};
use crate::ledger::Origin;
use crate::note::VerifierKey;
use crate::record::{Moment, Text};
use crate::seal::Recipient;
use crate::seal::publish::publish;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The version of the vault folder that this program writes and reads.
pub const VAULT_VERSION: u32 = 1;

/// The file's name.
pub const FILE_NAME: &str = "vault.toml";

/// What stands in `vault.toml`. Nothing in it is secret, and nothing in it is believed where the ledger says otherwise.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The folder's version.
    pub version: u32,
    /// The vault's origin: a random name, fit to stand on a medium that is lost.
    pub origin: String,
    /// The log key that signs checkpoints, a vkey.
    pub log_key: String,
    /// The recipient of the recovery key.
    pub recovery: String,
    /// When it was made.
    pub created: Moment,
}

impl Settings {
    /// Reads and checks the file.
    ///
    /// # Errors
    /// No vault here (6), a newer version or a malformed file (6), not readable (7).
    pub fn read(folder: &Path) -> Result<Self, VaultError> {
        let path = folder.join(FILE_NAME);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) if text.len() <= 64 * 1024 => text,
            Ok(_) => return Err(VaultError::Settings(SettingsFault::TooLarge)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(VaultError::NotAVault(folder.to_owned()));
            }
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                return Err(VaultError::Settings(SettingsFault::NotUtf8));
            }
            Err(error) => return Err(VaultError::io(&path)(error)),
        };
        let settings: Self =
            toml::from_str(&text).map_err(|e| VaultError::Settings(syntax(&text, &e)))?;
        if settings.version != VAULT_VERSION {
            return Err(VaultError::Settings(SettingsFault::Version {
                found: settings.version,
                known: VAULT_VERSION,
            }));
        }
        settings.origin()?;
        settings.log_key()?;
        settings.recovery()?;
        Ok(settings)
    }

    /// Writes the file; it must not exist.
    pub(super) fn write(&self, folder: &Path) -> Result<(), VaultError> {
        let text = toml::to_string(self).map_err(|_| VaultError::Internal("no TOML"))?;
        let text = format!(
            "# custody: 貸与データ台帳の公開設定 / public settings of this vault. Do not edit.\n{text}"
        );
        Ok(publish(&folder.join(FILE_NAME), text.as_bytes(), false)?)
    }

    /// The origin as records name it.
    pub(super) fn name(&self) -> Result<Text, VaultError> {
        Text::new(self.origin.as_str())
            .map_err(|_| VaultError::Settings(SettingsFault::Value("origin")))
    }

    /// The origin, checked.
    pub(super) fn origin(&self) -> Result<Origin, VaultError> {
        Origin::new(self.origin.as_str())
            .map_err(|_| VaultError::Settings(SettingsFault::Value("origin")))
    }

    /// The log key, checked.
    pub(super) fn log_key(&self) -> Result<VerifierKey, VaultError> {
        VerifierKey::parse(&self.log_key)
            .map_err(|_| VaultError::Settings(SettingsFault::Value("log_key")))
    }

    /// The recovery recipient, checked.
    pub(super) fn recovery(&self) -> Result<Recipient, VaultError> {
        self.recovery
            .parse()
            .map_err(|_| VaultError::Settings(SettingsFault::Value("recovery")))
    }
}

/// Where the parser stopped, and why.
fn syntax(text: &str, error: &toml::de::Error) -> SettingsFault {
    let before = error
        .span()
        .and_then(|span| text.get(..span.start))
        .unwrap_or_default();
    SettingsFault::Syntax {
        line: before.matches('\n').count().saturating_add(1),
        detail: error.message().to_owned(),
    }
}
