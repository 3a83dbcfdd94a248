//! 14 提供 (contract Art. 13-6, 14): the manager signs the record, the セキュリティ責任者 of the 再委託先 a note that stands in
//! it. Both keys may be on one machine, or the note comes as a file.

use super::documents::{ProvisionDocument, peek, read, sign};
use super::member::{find, key_name};
use super::{Done, ForeignFault, Lack, Member, Vault, VaultError};
use crate::keys::PersonKey;
use crate::note::{SignedNote, SigningKey};
use crate::record::event::EmbeddedNote;
use crate::record::{InstanceId, Reach};
use crate::rules::{Act, Asked};
use crate::store::Store;

impl<S: Store> Vault<S> {
    /// The acceptance that a key's owner signs for a provision to the own organisation. Records nothing.
    ///
    /// # Errors
    /// The key is nobody's on the register (5).
    pub fn provision_acceptance(
        &self,
        key: &PersonKey,
        instances: &[InstanceId],
        seal_intact: bool,
    ) -> Result<SignedNote, VaultError> {
        let register = self.store.known(&Reach::standing())?;
        let person = find(&register, key).ok_or_else(|| VaultError::NotAMember {
            fingerprint: key.fingerprint().to_string(),
        })?;
        let origin = self.settings.origin()?;
        let name = key_name(origin.as_str(), person.id)?;
        let document = ProvisionDocument {
            vault: register.head.vault.clone(),
            by: person.id,
            org: person.employer,
            instances: instances.to_vec(),
            at: self.clock.now(),
            seal_intact,
        };
        sign(&document, &SigningKey::from_seed(name, key.signing_seed()))
    }

    /// Provides with the acceptance that the other side signed.
    ///
    /// # Errors
    /// A refusal; a note of somebody else (5), with a bad signature (3), or about something else (6).
    pub fn provide(
        &mut self,
        member: &Member,
        asked: Asked,
        accepted: &[u8],
    ) -> Result<Done, VaultError> {
        let Act::Provide(new) = &asked.act else {
            return Err(VaultError::Internal("no provision"));
        };
        let by = new.accepted_by.ok_or(VaultError::Missing(Lack::Receiver))?;
        let note = SignedNote::parse(accepted)?;
        let claimed: ProvisionDocument = peek(&note)?;
        let verified = self.verified(&note, &claimed.vault, by)?;
        let said: ProvisionDocument = read(&verified)?;
        let agrees = said.by == by
            && said.org == new.org
            && said.instances == new.instances
            && said.seal_intact == new.seal_intact;
        if !agrees {
            return Err(VaultError::Foreign(ForeignFault::Acceptance));
        }
        let mut new = new.clone();
        new.note = Some(EmbeddedNote(note.as_str().to_owned()));
        let act = Act::Provide(new);
        self.act(member, &Asked { act, ..asked })
    }
}
