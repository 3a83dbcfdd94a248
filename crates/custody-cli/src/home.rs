//! Where things are: the person's keys (`CUSTODY_HOME`) and the vault (`--vault`, `CUSTODY_VAULT`, or the nearest parent
//! folder that is one).

use crate::error::CliError;
use crate::wording::say;
use etcetera::BaseStrategy as _;
use std::path::{Path, PathBuf};

/// The file that makes a folder a vault.
pub(crate) const VAULT_FILE: &str = "vault.toml";

/// The folder of the person's keys: `CUSTODY_HOME`, else `custody` in the platform's data folder.
///
/// # Errors
/// Usage, when neither is known.
pub(crate) fn home() -> Result<PathBuf, CliError> {
    if let Some(home) = variable("CUSTODY_HOME") {
        return Ok(home);
    }
    etcetera::base_strategy::choose_native_strategy()
        .map(|strategy| strategy.data_dir().join("custody"))
        .map_err(|_| CliError::usage(say!("home-unknown")))
}

/// The vault's folder.
///
/// # Errors
/// Usage, when no vault is named and none is above the current folder.
pub(crate) fn vault(named: Option<&Path>) -> Result<PathBuf, CliError> {
    let found = named
        .map(Path::to_path_buf)
        .or_else(|| variable("CUSTODY_VAULT"))
        .or_else(|| nearest_vault(&std::env::current_dir().ok()?));
    found.ok_or_else(|| {
        CliError::usage(say!("vault-unknown"))
            .and(say!("vault-unknown-advice"))
            .next("custody init --example")
    })
}

/// The vault that a folder is in.
pub(crate) fn nearest_vault(folder: &Path) -> Option<PathBuf> {
    let mut above = folder.ancestors();
    let found = above.find(|folder| folder.join(VAULT_FILE).is_file())?;
    Some(found.to_path_buf())
}

fn variable(name: &str) -> Option<PathBuf> {
    let value = std::env::var_os(name).filter(|value| !value.is_empty());
    value.map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_nearest_folder_above_that_is_a_vault_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let outer = folder.path().join("外 保管");
        let inner = outer.join("a/保管庫");
        std::fs::create_dir_all(inner.join("b/c")).unwrap();
        assert_eq!(nearest_vault(&inner.join("b/c")), None);
        for vault in [&outer, &inner] {
            std::fs::write(vault.join(VAULT_FILE), "").unwrap();
        }
        assert_eq!(nearest_vault(&inner.join("b/c")), Some(inner.clone()));
        assert_eq!(nearest_vault(&inner), Some(inner.clone()));
        assert_eq!(nearest_vault(&outer.join("a")), Some(outer));
    }
}
