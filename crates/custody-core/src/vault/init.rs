//! Opening (`init`): a new vault with its contract, its log key and its recovery key.

use super::acting::Extras;
use super::member::{RECOVERY, key_name};
use super::settings::{FILE_NAME, VAULT_VERSION};
use super::{Clock, Done, INBOX, LEDGER, Member, OBJECTS, Settings, Vault, VaultError, random};
use crate::keys::{PersonKey, SigningSeed, wrap_seed};
use crate::ledger::Origin;
use crate::note::SigningKey;
use crate::record::{OrgKind, PersonId, Text};
use crate::rules::{Act, Asked, Opening};
use crate::seal::{Identity, create_private_folder};
use crate::store::{KeyChange, KeySlot, SqliteStore, Store};
use std::fmt::Write as _;
use std::path::Path;
use zeroize::Zeroizing;

/// What a new vault is to be.
pub struct NewVault<'a> {
    /// The key of the one who opens it: the first of `opening.people`.
    pub key: &'a PersonKey,
    /// The contract and the first entries; its `log_key` and `recovery` are filled in here.
    pub opening: Opening,
}

/// The recovery key: shown once, printed, locked away. It opens every instance.
pub struct RecoveryKey(Identity);

impl RecoveryKey {
    /// `AGE-SECRET-KEY-1…`, for paper.
    #[must_use]
    pub fn expose(&self) -> Zeroizing<String> {
        self.0.expose()
    }

    /// Its recipient, for comparing.
    #[must_use]
    pub fn recipient(&self) -> String {
        self.0.recipient().to_string()
    }
}

impl Vault<SqliteStore> {
    /// Makes a vault in a folder that is empty or not there yet, and its first record. The recovery key comes out once.
    ///
    /// # Errors
    /// Something is there (8), the opening is incomplete (2), writing failed (7). A vault that was not finished is
    /// removed again.
    pub fn create(
        folder: &Path,
        new: NewVault<'_>,
        clock: Box<dyn Clock>,
    ) -> Result<(Self, RecoveryKey, Done), VaultError> {
        let made = prepare(folder)?;
        let result = build(folder, new, clock);
        if result.is_err() {
            for part in [FILE_NAME, LEDGER, "ledger.db-wal", "ledger.db-shm"] {
                let _ = std::fs::remove_file(folder.join(part));
            }
            let _ = std::fs::remove_dir(folder.join(OBJECTS));
            let _ = std::fs::remove_dir(folder.join(INBOX));
            if made {
                let _ = std::fs::remove_dir(folder);
            }
        }
        result
    }
}

/// The folder is there and empty; says whether it was made here.
fn prepare(folder: &Path) -> Result<bool, VaultError> {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => {
            if entries.next().is_some() {
                return Err(VaultError::Exists(folder.to_owned()));
            }
            Ok(false)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            create_private_folder(folder, true).map_err(VaultError::io(folder))?;
            Ok(true)
        }
        Err(error) => Err(VaultError::io(folder)(error)),
    }
}

fn build(
    folder: &Path,
    new: NewVault<'_>,
    clock: Box<dyn Clock>,
) -> Result<(Vault<SqliteStore>, RecoveryKey, Done), VaultError> {
    let origin = random_origin()?;
    let recovery = Identity::generate()?;
    let log = SigningKey::generate(origin.key_name().clone())?;
    let settings = Settings {
        version: VAULT_VERSION,
        origin: origin.as_str().to_owned(),
        log_key: log.verifier().to_string(),
        recovery: recovery.recipient().to_string(),
        created: clock.now(),
    };
    for sub in [OBJECTS, INBOX] {
        let path = folder.join(sub);
        create_private_folder(&path, false).map_err(VaultError::io(&path))?;
    }
    let store = SqliteStore::create(&folder.join(LEDGER), &text(origin.as_str())?)?;
    let mut opening = new.opening;
    opening.contract.log_key = text(&settings.log_key)?;
    opening.contract.recovery = text(&settings.recovery)?;
    let first = opening
        .people
        .first()
        .map(|p| p.id)
        .ok_or(VaultError::Missing(super::Lack::Opener))?;
    let wraps = log_wrappings(&log, &recovery, &opening, new.key, first)?;
    let member = Member {
        id: first,
        signing: SigningKey::from_seed(key_name(origin.as_str(), first)?, new.key.signing_seed()),
        identity: new.key.identity().clone(),
        log,
    };
    let mut vault = Vault {
        folder: folder.to_owned(),
        settings,
        store,
        clock,
    };
    let asked = Asked::now(first, Act::OpenContract(Box::new(opening)));
    let done = vault.act_with(&member, &asked, |_| {
        Ok(Extras {
            keys: wraps.clone(),
            intents: Vec::new(),
        })
    })?;
    // The settings come last: a folder without them is no vault.
    vault.settings.write(folder)?;
    Ok((vault, RecoveryKey(recovery), done))
}

/// A random name, fit to stand on a lost medium: says nothing of 甲 or 乙.
fn random_origin() -> Result<Origin, VaultError> {
    let mut name = "vault-".to_owned();
    for byte in random::<10>()? {
        let _ = write!(name, "{byte:02x}");
    }
    Ok(Origin::new(name)?)
}

fn text(text: &str) -> Result<Text, VaultError> {
    super::object::text_of(text)
}

/// The log key goes to everybody of 乙 who has a card, and to the recovery key; never to 甲.
fn log_wrappings(
    log: &SigningKey,
    recovery: &Identity,
    opening: &Opening,
    key: &PersonKey,
    first: PersonId,
) -> Result<Vec<KeyChange>, VaultError> {
    let mut all = Vec::new();
    let mut put = |holder: String, recipient: &crate::seal::Recipient| -> Result<(), VaultError> {
        let wrapped = wrap_seed(&SigningSeed::from_bytes(log.seed()), recipient)?;
        all.push(KeyChange::Put {
            slot: KeySlot::Log,
            holder,
            wrapped,
        });
        Ok(())
    };
    put(first.to_string(), &key.identity().recipient())?;
    put(RECOVERY.to_owned(), &recovery.recipient())?;
    for person in opening
        .people
        .iter()
        .filter(|p| p.id != first && !p.is_client())
    {
        let ours = opening.organisations.iter().any(|o| {
            o.id == person.employer
                && matches!(o.kind, OrgKind::Contractor | OrgKind::Subcontractor)
        });
        if let (true, Some(recipient)) = (ours, super::object::recipient_of(person)?) {
            put(person.id.to_string(), &recipient)?;
        }
    }
    Ok(all)
}

impl<S: Store> Vault<S> {
    /// The log key's wrapping for a person who joins: belongs into the transaction that lists them.
    pub(super) fn log_wrapping_for(
        &self,
        member: &Member,
        person: &crate::record::Person,
    ) -> Result<Vec<KeyChange>, VaultError> {
        if person.is_client() {
            return Ok(Vec::new());
        }
        let Some(recipient) = super::object::recipient_of(person)? else {
            return Ok(Vec::new());
        };
        let wrapped = wrap_seed(&SigningSeed::from_bytes(member.log.seed()), &recipient)?;
        Ok(vec![KeyChange::Put {
            slot: KeySlot::Log,
            holder: person.id.to_string(),
            wrapped,
        }])
    }
}
