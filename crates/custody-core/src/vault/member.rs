//! Somebody on the vault's list with an unlocked key.

use super::{Vault, VaultError};
use crate::keys::{PersonKey, unwrap_seed};
use crate::note::{KeyName, PublicKey, SigningKey, VerifierKey};
use crate::record::{Person, PersonId, Reach, Register};
use crate::seal::Identity;
use crate::store::{KeySlot, Store};

/// The holder's name of the recovery key among wrappings.
pub const RECOVERY: &str = "recovery";

/// A listed person whose key was unlocked: can sign records and open what is wrapped to them.
pub struct Member {
    /// Who.
    pub(super) id: PersonId,
    /// Signs as `<origin>/<number>`.
    pub(super) signing: SigningKey,
    /// Opens wrappings.
    pub(super) identity: Identity,
    /// Signs checkpoints.
    pub(super) log: SigningKey,
}

impl Member {
    /// The person's number.
    #[must_use]
    pub fn id(&self) -> PersonId {
        self.id
    }
}

/// `<origin>/<number>`: the name under which a person signs in a vault.
pub(super) fn key_name(origin: &str, person: PersonId) -> Result<KeyName, VaultError> {
    KeyName::new(format!("{origin}/{person}"))
        .map_err(|_| VaultError::Settings(super::SettingsFault::Value("origin")))
}

/// The key under which a listed person signs in this vault, when a card is on the register.
pub(super) fn verifier_of(
    origin: &str,
    person: &Person,
) -> Result<Option<VerifierKey>, VaultError> {
    let Some(card) = &person.card else {
        return Ok(None);
    };
    let public: PublicKey = card.verifier.as_str().parse()?;
    Ok(Some(VerifierKey::new(key_name(origin, person.id)?, public)))
}

/// Who on the register has this key.
pub(super) fn find<'r>(register: &'r Register, key: &PersonKey) -> Option<&'r Person> {
    let verifier = PublicKey::from_bytes(&key.verifier()).ok()?.to_string();
    register.people.values().find(|p| {
        p.card
            .as_ref()
            .is_some_and(|c| c.verifier.as_str() == verifier)
    })
}

impl<S: Store> Vault<S> {
    /// Finds the person of an unlocked key on the list and unwraps the log key for them.
    ///
    /// # Errors
    /// The key is nobody's here, or 甲's: they hold no log key (5).
    pub fn member(&self, key: &PersonKey) -> Result<Member, VaultError> {
        let register = self.store.known(&Reach::standing())?;
        let person = find(&register, key).ok_or_else(|| VaultError::NotAMember {
            fingerprint: key.fingerprint().to_string(),
        })?;
        let wrapped = self
            .store
            .wrapped(&KeySlot::Log, &person.id.to_string())?
            .ok_or(VaultError::NoWrapping {
                person: person.id,
                what: super::Locked::Ledger,
            })?;
        let seed = unwrap_seed(&wrapped, key.identity())?;
        let origin = self.settings.origin()?;
        let log = SigningKey::from_seed(origin.key_name().clone(), seed.expose());
        Ok(Member {
            id: person.id,
            signing: SigningKey::from_seed(
                key_name(origin.as_str(), person.id)?,
                key.signing_seed(),
            ),
            identity: key.identity().clone(),
            log,
        })
    }
}
