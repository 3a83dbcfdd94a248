//! Who can open what: `grant`, `ungrant`, and the log key of people who join (contract Art. 3-ア).

use super::acting::{Done, Extras};
use super::object::{recipient_of, text_of};
use super::{Member, Vault, VaultError};
use crate::keys::{CardDocument, wrap_identity};
use crate::record::{Card, Event, InstanceId, Person, PersonId, Reach, Text};
use crate::rules::{Act, Asked, NewPerson};
use crate::store::{KeyChange, KeySlot, Store};

impl<S: Store> Vault<S> {
    /// Lists a person; one of 乙 with a card gets the log key, so that they can sign records.
    ///
    /// # Errors
    /// A refusal, an unknown organisation.
    pub fn assign_person(
        &mut self,
        member: &Member,
        person: NewPerson,
    ) -> Result<Done, VaultError> {
        let asked = Asked::now(member.id, Act::AssignPerson(person));
        let wrapping = |vault: &Self, record: &crate::record::Record| match &record.event {
            Event::PersonAssigned { person } => vault.log_wrapping_for(member, person),
            _ => Ok(Vec::new()),
        };
        let planned = self.plan_or_refuse(member, &asked)?;
        let keys = wrapping(self, planned.record())?;
        self.act_with(member, &asked, |record| {
            // Somebody else may have taken the number meanwhile: the wrapping goes with the number recorded.
            let keys = match &record.event {
                Event::PersonAssigned { person } => renamed(&keys, person.id),
                _ => Vec::new(),
            };
            Ok(Extras {
                keys,
                ..Extras::default()
            })
        })
    }

    /// Changes a person's entry; a new card of 乙's gets the log key.
    ///
    /// # Errors
    /// As [`Vault::assign_person`].
    pub fn change_person(&mut self, member: &Member, person: Person) -> Result<Done, VaultError> {
        let keys = self.log_wrapping_for(member, &person)?;
        let asked = Asked::now(member.id, Act::ChangePerson(person));
        self.act_with(member, &asked, |_| {
            Ok(Extras {
                keys: keys.clone(),
                ..Extras::default()
            })
        })
    }

    /// Gives a listed, trained person with a card access to an instance.
    ///
    /// # Errors
    /// A refusal; the member has no key to it (5).
    pub fn grant(
        &mut self,
        member: &Member,
        id: InstanceId,
        person: PersonId,
    ) -> Result<Done, VaultError> {
        let asked = Asked::now(
            member.id,
            Act::Grant {
                instance: id,
                person,
            },
        );
        self.plan_or_refuse(member, &asked)?;
        let register = self.store.known(&Reach::standing())?;
        let entry = register
            .people
            .get(&person)
            .ok_or_else(|| VaultError::Denied(crate::rules::Denied::Unknown(person.to_string())))?;
        let recipient = recipient_of(entry)?.ok_or(VaultError::NoCard(person))?;
        let wrapped = wrap_identity(&self.instance_identity(member, id)?, &recipient)?;
        self.act_with(member, &asked, |_| {
            let put = KeyChange::Put {
                slot: KeySlot::Instance(id),
                holder: person.to_string(),
                wrapped: wrapped.clone(),
            };
            Ok(Extras {
                keys: vec![put],
                ..Extras::default()
            })
        })
    }

    /// Ends one holder's access. What they may have unwrapped before is said to be out of reach of this record.
    ///
    /// # Errors
    /// A refusal; the holder has none (2).
    pub fn ungrant(
        &mut self,
        member: &Member,
        id: InstanceId,
        holder: &Text,
        how: Option<Text>,
    ) -> Result<Done, VaultError> {
        let removed = || text_of("包んだ鍵を削除");
        let how = how.map_or_else(removed, Ok)?;
        let asked = Asked::now(
            member.id,
            Act::Ungrant {
                instance: id,
                holder: holder.clone(),
                how,
            },
        );
        self.act_with(member, &asked, |_| {
            let end = KeyChange::End {
                slot: KeySlot::Instance(id),
                holder: holder.to_string(),
            };
            Ok(Extras {
                keys: vec![end],
                ..Extras::default()
            })
        })
    }
}

/// A verified card as the register keeps it.
///
/// # Errors
/// Its texts cannot stand on the register (6).
pub fn card_entry(card: &CardDocument) -> Result<Card, VaultError> {
    Ok(Card {
        verifier: text_of(&card.verifier)?,
        recipient: text_of(&card.recipient)?,
        fingerprint: text_of(&card.fingerprint)?,
    })
}

fn renamed(keys: &[KeyChange], person: PersonId) -> Vec<KeyChange> {
    keys.iter()
        .map(|key| match key {
            KeyChange::Put { slot, wrapped, .. } => KeyChange::Put {
                slot: *slot,
                holder: person.to_string(),
                wrapped: wrapped.clone(),
            },
            other => other.clone(),
        })
        .collect()
}
