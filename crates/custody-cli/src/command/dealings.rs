//! What the ledger holds of the dealings with 甲, for the commands that list a part of it.

use crate::cli::Context;
use crate::error::CliError;
use custody_core::record::{Reach, Register};
use custody_core::report::Dealings;

impl Context {
    /// The dealings, and the part of the register that names people and terms.
    ///
    /// # Errors
    /// As opening the vault and reading its records.
    pub(super) fn dealings(&self) -> Result<(Register, Dealings), CliError> {
        let vault = self.open_vault()?;
        let register = vault.known(&Reach::standing())?;
        let mut dealings = Dealings::default();
        vault.each_record(0, |listed| {
            dealings.add(&listed.record);
            Ok(())
        })?;
        Ok((register, dealings))
    }
}
