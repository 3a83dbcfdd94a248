//! The name of a ledger.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::note::{KeyName, NameFault};

/// A ledger's origin line, such as `vault.example/2026`: it tells ledgers apart, and key names
/// begin with it. Hence the rules of a [`KeyName`]: 1 to 255 bytes without spaces, control
/// characters and plus signs (c2sp.org/tlog-checkpoint recommends the same).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Origin(KeyName);

impl Origin {
    /// Accepts an origin that keeps the rules.
    ///
    /// # Errors
    /// The rule that it breaks (6).
    pub fn new(origin: impl Into<String>) -> Result<Self, NameFault> {
        KeyName::new(origin).map(Self)
    }

    /// The origin as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The name that the ledger's own key should have (c2sp.org/tlog-checkpoint, Signatures).
    #[must_use]
    pub fn key_name(&self) -> &KeyName {
        &self.0
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Origin {
    type Err = NameFault;

    fn from_str(text: &str) -> Result<Self, NameFault> {
        Self::new(text)
    }
}
