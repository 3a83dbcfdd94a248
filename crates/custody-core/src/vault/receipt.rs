//! 18 受領確認 (contract Art. 13-2): with 甲's receipt, the vault's keys and objects of what went home end too.

use super::acting::{Done, Extras};
use super::intent::Operation;
use super::object::{object_of, remove_if_there};
use super::{Member, Vault, VaultError};
use crate::record::{InstanceId, Reach};
use crate::rules::{Act, Asked, Receipt};
use crate::store::{IntentId, KeyChange, KeySlot, Store};
use std::path::PathBuf;

impl<S: Store> Vault<S> {
    /// Takes 甲's receipt; afterwards nothing of what was returned can be opened here.
    ///
    /// # Errors
    /// A refusal (the receipt does not agree); removing failed (7): then the record says it has begun, and the next
    /// start goes on.
    pub fn take_receipt(&mut self, member: &Member, receipt: Receipt) -> Result<Done, VaultError> {
        let instances: Vec<InstanceId> = receipt.lines.iter().map(|line| line.instance).collect();
        let register = self
            .store
            .known(&Reach::instances(instances.iter().copied()))?;
        let kept: Vec<InstanceId> = instances
            .iter()
            .filter(|id| {
                register
                    .instances
                    .get(id)
                    .is_some_and(|i| !i.key_holders.is_empty())
            })
            .copied()
            .collect();
        let accepted = receipt.rejected.is_none();
        let removal_begun = accepted && !kept.is_empty();
        let receipt = Receipt {
            removal_begun,
            ..receipt
        };
        let asked = Asked::now(member.id, Act::TakeReceipt(Box::new(receipt)));
        if !removal_begun {
            return self.act(member, &asked);
        }
        let objects: Vec<PathBuf> = kept
            .iter()
            .filter_map(|id| register.instances.get(id))
            .filter_map(|i| object_of(i).ok())
            .map(|object| self.object_path(object))
            .collect();
        self.act_and_remove(member, &asked, &kept, &objects)
    }

    /// An act after which `instances` are kept no more: keys and objects go once it is recorded.
    pub(super) fn act_and_remove(
        &mut self,
        member: &Member,
        asked: &Asked,
        instances: &[InstanceId],
        objects: &[PathBuf],
    ) -> Result<Done, VaultError> {
        let removal = Operation::RemoveReturned {
            instances: instances.to_vec(),
            objects: objects.to_vec(),
        };
        let done = self.act_with(member, asked, |_| {
            Ok(Extras {
                begun: vec![removal.clone()],
                ..Extras::default()
            })
        })?;
        let intent = done.intents.first().copied();
        let removed = self.remove_returned(member, instances, objects, intent)?;
        Ok(done.and(removed))
    }

    /// Removes keys and objects of returned instances and records that.
    pub(super) fn remove_returned(
        &mut self,
        member: &Member,
        instances: &[InstanceId],
        objects: &[PathBuf],
        intent: Option<IntentId>,
    ) -> Result<Done, VaultError> {
        for object in objects {
            remove_if_there(object)?;
        }
        let mut keys = 0;
        for id in instances {
            keys += self.store.holders(&KeySlot::Instance(*id))?.len() as u64;
        }
        let asked = Asked::now(
            member.id,
            Act::ObjectsRemoved {
                instances: instances.to_vec(),
                keys,
            },
        );
        self.act_with(member, &asked, |_| {
            Ok(Extras {
                keys: instances
                    .iter()
                    .map(|id| KeyChange::EndAll {
                        slot: KeySlot::Instance(*id),
                    })
                    .collect(),
                settled: intent.into_iter().collect(),
                ..Extras::default()
            })
        })
    }
}
