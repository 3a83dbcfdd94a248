//! A person's keys: the key file, its passphrase, and secrets wrapped to people.
//!
//! - [`PersonKey`] is a person's secret: what signs records and what opens what is sealed to them.
//!   At rest it is a [`KeyFile`], encrypted under a passphrase; [`KeyFolder`] finds it.
//! - [`Fingerprint`] stands for its public halves and can be read over the telephone.
//! - [`wrap_identity`] and [`wrap_seed`] give a vault's secrets to people.
//! - [`read_line_unbuffered`] reads a passphrase without leaving copies behind.
//!
//! ```
//! use custody_core::keys::{KdfCost, KeyFile, Passphrase, PersonKey};
//!
//! let key = PersonKey::generate("H-002 髙﨑", "2026-11-24T10:00:00+09:00")?;
//! let passphrase = Passphrase::new(b"correct horse battery".to_vec().into())?;
//! let file = KeyFile::seal(&key, &passphrase, KdfCost::MINIMUM)?;
//!
//! let read = KeyFile::parse(file.bytes())?;
//! assert_eq!(read.fingerprint(), key.fingerprint());
//! assert_eq!(read.unlock(&passphrase)?.name(), "H-002 髙﨑");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod card;
mod cost;
mod disk;
mod error;
mod file;
mod fingerprint;
mod folder;
mod line;
mod passphrase;
mod person;
mod wrap;

pub use crate::seal::{Passphrase, PassphraseError};
pub use card::{CardDocument, CardError, CardFault};
pub use cost::KdfCost;
pub use error::KeyError;
pub use file::{KEY_FILE_LIMIT, KeyFile};
pub use fingerprint::{Fingerprint, FingerprintTextError};
pub use folder::{KEY_FILE_EXTENSION, KeyFolder, Listed};
pub use line::{LineError, read_line_unbuffered};
pub use passphrase::{PASSPHRASE_LEAST, WeakPassphrase, check_new};
pub use person::{PersonKey, SigningSeed};
pub use wrap::{
    SecretKind, WRAP_LIMIT, WrapError, unwrap_identity, unwrap_seed, wrap_identity, wrap_seed,
};
