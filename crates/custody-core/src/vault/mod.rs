//! The use cases, one file a verb: what people do with a vault, from [`Vault::create`] to the certificate.
//!
//! A use case asks `rules` before it touches a file, does the file work under an intent, and appends the record with
//! everything that belongs to it in one transaction. It has no `if` on custody state of its own. What a crash leaves
//! half-done is found when the vault is opened next: [`Vault::recover`].
//!
//! The prefecture's side ([`office`]) needs a key and no vault.

mod access;
mod acting;
mod at_work;
mod checking;
mod close;
mod copy;
mod destroy;
mod details;
mod doctor;
pub mod documents;
mod error;
mod fault;
mod form;
mod give_back;
mod hand_over;
mod import;
mod incident;
mod init;
mod intent;
mod journey;
mod member;
mod object;
pub mod office;
mod open;
mod pack;
mod pack_in_place;
pub mod paper;
mod provide;
mod reading;
mod receipt;
mod receive;
mod recover;
mod request;
mod settings;
mod tag;
mod verify;
mod witness;
mod witnessed;

pub use access::card_entry;
pub use acting::{Clock, Done, StandingClock, SystemClock};
pub use close::Closing;
pub use copy::{CopyTo, Copying};
pub use destroy::Destroying;
pub use doctor::{Diagnosis, Finding as DoctorFinding};
pub use error::VaultError;
pub use fault::{
    DocumentFault, ForeignFault, Kept, Lack, Locked, ObjectFault, RecordFault, SettingsFault,
};
pub use form::FormHead;
pub use give_back::{GivenBack, GivingBack};
pub use import::Imported;
pub use incident::Declaration;
pub use init::{NewVault, RecoveryKey};
pub use journey::{CarryLoad, Carrying, Sent};
pub use member::{Member, RECOVERY};
pub use open::Opening as WorkOpening;
pub use pack::{PackTo, Package};
pub use pack_in_place::PackingInPlace;
pub use reading::{Head, Listed};
pub use receive::{Arrival, Provided, Receiving};
pub use recover::Recovered;
pub use request::Requested;
pub use settings::{FILE_NAME as SETTINGS_FILE, Settings, VAULT_VERSION};
pub use tag::{CheckedTag, Tagging, check_tag, checked_tag, claimed_tag, verify_package};
pub use verify::{Check, Verdict, verify_note};
pub use witness::{Seen, Witness, WitnessError};
pub use witnessed::{COSIGNED, Witnessed};

use crate::store::{SqliteStore, Store, StoreError};
use std::path::{Path, PathBuf};

/// The folder of sealed objects.
pub const OBJECTS: &str = "objects";
/// The folder of declarations that were made without a key.
pub const INBOX: &str = "inbox";
/// The folder of locks that say who is at work.
pub const AT_WORK: &str = "at-work";
/// The ledger's file.
pub const LEDGER: &str = "ledger.db";

/// A vault: a folder with its public settings, its ledger and its sealed objects.
///
/// Acts are asked for; what is written follows from what the rules say to them:
///
/// ```
/// # use custody_core::{rules::Asked, vault::{Done, Member, Vault, VaultError}};
/// fn ask(vault: &mut Vault, member: &Member, asked: &Asked) -> Result<Done, VaultError> {
///     vault.act(member, asked)
/// }
/// ```
///
/// ```compile_fail,E0616
/// # use custody_core::{store::{Batch, Store}, vault::Vault};
/// fn past_the_rules(vault: &mut Vault, batch: Batch) {
///     let _ = vault.store.append(0, batch); // private field
/// }
/// ```
pub struct Vault<S: Store = SqliteStore> {
    folder: PathBuf,
    settings: Settings,
    store: S,
    clock: Box<dyn Clock>,
    /// From the first operation that this handle notes.
    at_work: Option<at_work::AtWork>,
}

impl Vault<SqliteStore> {
    /// Opens the vault in a folder. Nothing is repaired here; see [`Vault::recover`].
    ///
    /// # Errors
    /// No vault (6), a newer one (6), a ledger of another vault or with foreign objects (3), not readable (7).
    pub fn open(folder: &Path) -> Result<Self, VaultError> {
        Self::open_with(folder, Box::new(SystemClock))
    }

    /// As [`Vault::open`], with a clock of the caller's.
    ///
    /// # Errors
    /// As [`Vault::open`].
    pub fn open_with(folder: &Path, clock: Box<dyn Clock>) -> Result<Self, VaultError> {
        let settings = Settings::read(folder)?;
        let store = SqliteStore::open(&folder.join(LEDGER), &settings.name()?)?;
        Ok(Self {
            folder: folder.to_owned(),
            settings,
            store,
            clock,
            at_work: None,
        })
    }

    /// Opens it for reading alone, also from a read-only medium; nothing is written.
    ///
    /// # Errors
    /// As [`Vault::open`].
    pub fn open_read_only(folder: &Path) -> Result<Self, VaultError> {
        let settings = Settings::read(folder)?;
        let store = SqliteStore::open_read_only(&folder.join(LEDGER))?;
        Self::check_origin(&settings, &store)?;
        Ok(Self {
            folder: folder.to_owned(),
            settings,
            store,
            clock: Box::new(SystemClock),
            at_work: None,
        })
    }

    fn check_origin(settings: &Settings, store: &SqliteStore) -> Result<(), VaultError> {
        let found = store.head()?.head.vault;
        if found.as_str() != settings.origin {
            return Err(StoreError::OtherVault {
                expected: settings.origin.clone(),
                found: found.into(),
            }
            .into());
        }
        Ok(())
    }
}

impl<S: Store> Vault<S> {
    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The public settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Now, by the vault's clock.
    #[must_use]
    pub fn now(&self) -> crate::record::Moment {
        self.clock.now()
    }
}

/// 32 random bytes for the lists of one package.
///
/// # Errors
/// The system gave no randomness (7).
pub fn random_salt() -> Result<[u8; 32], VaultError> {
    random()
}

/// 32 random bytes as a salt, 16 as a package's number.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], VaultError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| VaultError::Randomness)?;
    Ok(bytes)
}
