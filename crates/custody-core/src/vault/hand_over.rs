//! 10 引継ぎ (contract Art. 13-5): who gives signs the record, who accepts signs a note that stands in it. Both keys may be
//! on one machine, or the note comes as a file.

use super::documents::{HandoverDocument, peek, read, sign};
use super::member::key_name;
use super::{Done, ForeignFault, Lack, Member, Vault, VaultError};
use crate::keys::PersonKey;
use crate::note::{SignedNote, SigningKey};
use crate::record::event::EmbeddedNote;
use crate::record::{InstanceId, PersonId, Reach};
use crate::rules::{Act, Asked, Denied, HandOver};
use crate::store::Store;

impl<S: Store> Vault<S> {
    /// The acceptance that a key's owner signs for a hand-over: the receiver, or the supervisor who takes over with the
    /// manager. Records nothing.
    ///
    /// # Errors
    /// The key is nobody's on the register (5), or somebody else's than has to accept (2); nobody holds the things (2).
    pub fn acceptance(&self, key: &PersonKey, asked: &HandOver) -> Result<SignedNote, VaultError> {
        let register = self
            .store
            .known(&Reach::instances(asked.instances.iter().copied()))?;
        let person = super::member::find(&register, key).ok_or_else(|| VaultError::NotAMember {
            fingerprint: key.fingerprint().to_string(),
        })?;
        let by = asked.absent.unwrap_or(asked.to);
        if person.id != by {
            return Err(VaultError::Missing(Lack::Receiver));
        }
        let holder = asked
            .instances
            .first()
            .and_then(|id| register.instances.get(id))
            .and_then(|instance| instance.custody.holder());
        let origin = self.settings.origin()?;
        let signing = SigningKey::from_seed(key_name(origin.as_str(), by)?, key.signing_seed());
        let document = HandoverDocument {
            vault: register.head.vault.clone(),
            by,
            instances: asked.instances.clone(),
            from: holder.ok_or(VaultError::Missing(Lack::Holder))?,
            to: asked.to,
            at: self.clock.now(),
            seal_intact: asked.seal_intact,
        };
        sign(&document, &signing)
    }

    /// Hands over with the acceptance that the other side signed.
    ///
    /// # Errors
    /// A refusal; a note of somebody else (5), with a bad signature (3), or about something else (6).
    pub fn hand_over(
        &mut self,
        member: &Member,
        asked: Asked,
        accepted: &[u8],
    ) -> Result<Done, VaultError> {
        let Act::HandOver(hand_over) = &asked.act else {
            return Err(VaultError::Internal("no hand-over"));
        };
        let note = SignedNote::parse(accepted)?;
        let claimed: HandoverDocument = peek(&note)?;
        let by = hand_over.absent.unwrap_or(hand_over.to);
        let verified = self.verified(&note, &claimed.vault, by)?;
        let said: HandoverDocument = read(&verified)?;
        let holder = self.holder(&hand_over.instances)?;
        let agrees = said.by == by
            && said.instances == hand_over.instances
            && said.to == hand_over.to
            && Some(said.from) == holder
            && said.seal_intact == hand_over.seal_intact;
        if !agrees {
            return Err(VaultError::Foreign(ForeignFault::Acceptance));
        }
        let mut hand_over = hand_over.clone();
        hand_over.note = Some(EmbeddedNote(note.as_str().to_owned()));
        let act = Act::HandOver(hand_over);
        self.act(member, &Asked { act, ..asked })
    }

    fn holder(&self, instances: &[InstanceId]) -> Result<Option<PersonId>, VaultError> {
        let Some(first) = instances.first() else {
            return Ok(None);
        };
        let register = self.store.known(&Reach::instances([*first]))?;
        let instance = register
            .instances
            .get(first)
            .ok_or_else(|| VaultError::Denied(Denied::Unknown(first.to_string())))?;
        Ok(instance.custody.holder())
    }
}
