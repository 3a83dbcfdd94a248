//! 22 廃棄 (contract Art. 13-2). What lies on a medium is destroyed by people, and the record says how; the vault's own
//! keys and objects are destroyed here: begun on the record, removed, then recorded as done.

use super::acting::{Done, Extras};
use super::intent::Operation;
use super::object::{object_of, remove_if_there, text_of};
use super::{Member, RECOVERY, Vault, VaultError};
use crate::record::destruction::KeyEnd;
use crate::record::event::Destruction;
use crate::record::{
    DestructionEvidence, Event, Instance, InstanceId, Method, PersonId, PlaceId, Reach, Text,
};
use crate::rules::{Act, Asked, NewDestruction};
use crate::store::{IntentId, KeyChange, KeySlot, Store};
use std::path::PathBuf;

/// A destruction as asked.
#[derive(Clone, Debug)]
pub struct Destroying {
    /// What.
    pub instance: InstanceId,
    /// How.
    pub method: Method,
    /// Where.
    pub place: Option<PlaceId>,
    /// 立会者.
    pub witness: PersonId,
    /// What shows it; keys are filled in here.
    pub evidence: DestructionEvidence,
}

impl<S: Store> Vault<S> {
    /// Destroys an instance.
    ///
    /// # Errors
    /// A refusal before anything is removed; removing failed (7): then the record says it has begun, and the next start
    /// goes on.
    pub fn destroy(
        &mut self,
        member: &Member,
        asked: Asked,
        destroying: &Destroying,
    ) -> Result<Done, VaultError> {
        let id = destroying.instance;
        let (new, object) = self.new_destruction(member, destroying)?;
        let by_vault = new.by_vault;
        let act = |begins: bool| {
            let destruction = Box::new(new.clone());
            Asked {
                act: if begins {
                    Act::BeginDestroy {
                        instance: id,
                        destruction,
                    }
                } else {
                    Act::Destroy {
                        instance: id,
                        destruction,
                    }
                },
                ..asked.clone()
            }
        };
        if !by_vault {
            // A person destroyed the medium; its keys here end in the same transaction.
            return self.act_with(member, &act(false), |_| {
                Ok(Extras {
                    keys: vec![KeyChange::EndAll {
                        slot: KeySlot::Instance(id),
                    }],
                    ..Extras::default()
                })
            });
        }
        // A crypto erase leaves the ciphertext where it is, and the form says so (様式10).
        let object = object.filter(|_| destroying.method != Method::CryptoErase);
        let begun = self.act_with(member, &act(true), |record| {
            let Event::DestructionBegun { destruction, .. } = &record.event else {
                return Err(VaultError::Internal("no destruction"));
            };
            let removal = Operation::Destroy {
                instance: id,
                destruction: Box::new(destruction.clone()),
                object: object.clone(),
            };
            Ok(Extras {
                begun: vec![removal],
                ..Extras::default()
            })
        })?;
        let destruction = match begun.records.first().map(|r| &r.event) {
            Some(Event::DestructionBegun { destruction, .. }) => destruction.clone(),
            _ => return Err(VaultError::Internal("no destruction")),
        };
        let ended = self.finish_destroy(
            member,
            id,
            &destruction,
            object.as_ref(),
            begun.intents.first().copied(),
        )?;
        Ok(begun.and(ended))
    }

    /// Destroys several at once: in one transaction, unless the vault's own keys and objects have to go, which are taken one
    /// after another.
    ///
    /// # Errors
    /// As [`destroy`](Self::destroy); of what people destroyed, nothing is recorded then.
    pub fn destroy_all(
        &mut self,
        member: &Member,
        all: &[(Asked, Destroying)],
    ) -> Result<Done, VaultError> {
        let mut by_people = Vec::with_capacity(all.len());
        for (asked, destroying) in all {
            let (new, _) = self.new_destruction(member, destroying)?;
            if new.by_vault {
                break;
            }
            let act = Act::Destroy {
                instance: destroying.instance,
                destruction: Box::new(new),
            };
            by_people.push(Asked {
                act,
                ..asked.clone()
            });
        }
        if by_people.len() == all.len() {
            return self.act_all_with(member, &by_people, |record| {
                let keys = match &record.event {
                    Event::Destroyed { instance, .. } => vec![KeyChange::EndAll {
                        slot: KeySlot::Instance(*instance),
                    }],
                    _ => Vec::new(),
                };
                Ok(Extras {
                    keys,
                    ..Extras::default()
                })
            });
        }
        let mut done: Option<Done> = None;
        for (asked, destroying) in all {
            let one = self.destroy(member, asked.clone(), destroying)?;
            done = Some(match done {
                None => one,
                Some(before) => before.and(one),
            });
        }
        done.ok_or(VaultError::Denied(crate::rules::Denied::Nonsense(
            crate::rules::Nonsense::Empty,
        )))
    }

    /// The destruction as the rules are asked about it: for `--dry-run` and before anything is shown.
    ///
    /// # Errors
    /// An unknown number (2).
    pub fn destruction(
        &self,
        member: &Member,
        asked: Asked,
        destroying: &Destroying,
    ) -> Result<Asked, VaultError> {
        let (new, _) = self.new_destruction(member, destroying)?;
        let act = Act::Destroy {
            instance: destroying.instance,
            destruction: Box::new(new),
        };
        Ok(Asked { act, ..asked })
    }

    /// The destruction with the keys that end with it, and the vault's own object when there is one.
    fn new_destruction(
        &self,
        member: &Member,
        destroying: &Destroying,
    ) -> Result<(NewDestruction, Option<PathBuf>), VaultError> {
        let id = destroying.instance;
        let register = self.store.known(&Reach::instances([id]))?;
        let instance = register
            .instances
            .get(&id)
            .ok_or_else(|| VaultError::Denied(crate::rules::Denied::Unknown(id.to_string())))?;
        let object = object_of(instance)
            .ok()
            .map(|object| self.object_path(object))
            .filter(|path| path.exists());
        let by_vault = object.is_some()
            && matches!(
                destroying.method,
                Method::LogicalDelete | Method::CryptoErase
            );
        let mut evidence = destroying.evidence.clone();
        evidence
            .keys
            .extend(self.ended_keys(member, instance, destroying.method)?);
        let new = NewDestruction {
            method: destroying.method,
            place: destroying.place,
            witness: destroying.witness,
            evidence,
            by_vault,
        };
        Ok((new, object))
    }

    /// Removes keys and object, and records the end.
    pub(super) fn finish_destroy(
        &mut self,
        member: &Member,
        id: InstanceId,
        destruction: &Destruction,
        object: Option<&PathBuf>,
        intent: Option<IntentId>,
    ) -> Result<Done, VaultError> {
        if let Some(object) = object {
            remove_if_there(object)?;
        }
        let act = Act::FinishDestroy {
            instance: id,
            destruction: Box::new(destruction.clone()),
        };
        self.act_with(member, &Asked::now(member.id, act), |_| {
            Ok(Extras {
                keys: vec![KeyChange::EndAll {
                    slot: KeySlot::Instance(id),
                }],
                settled: intent.into_iter().collect(),
                ..Extras::default()
            })
        })
    }

    /// The keys that end with this destruction. For a crypto erase only the doer's own and the recovery key's count:
    /// everybody else's must have been ended before, by name.
    fn ended_keys(
        &self,
        member: &Member,
        instance: &Instance,
        method: Method,
    ) -> Result<Vec<KeyEnd>, VaultError> {
        let own = member.id.to_string();
        let how = text_of("廃棄と同時に包んだ鍵を削除")?;
        Ok(instance
            .key_holders
            .iter()
            .filter(|holder| {
                method != Method::CryptoErase
                    || holder.as_str() == own
                    || holder.as_str() == RECOVERY
            })
            .map(|holder: &Text| KeyEnd {
                holder: holder.clone(),
                how: how.clone(),
            })
            .collect())
    }
}
