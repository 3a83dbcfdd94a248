//! 6 複製 (contract Art. 13-4): onto a registered carrier, with 甲's written prior approval.

use super::acting::{Done, Extras};
use super::intent::Operation;
use super::object::{text_of, wrappings};
use super::pack::Packing;
use super::receive::copied;
use super::{Member, PackTo, Vault, VaultError};
use crate::record::{CarrierId, Content, InstanceId, PlaceId, Protection, Reach, Seq, Text};
use crate::rules::{Act, Asked};
use crate::seal::archive::collect;
use crate::seal::{Identity, Progress};
use crate::store::Store;
use std::path::{Path, PathBuf};

/// Where a copy's bytes go.
#[derive(Clone, Debug)]
pub enum CopyTo {
    /// Into this vault.
    Vault,
    /// A sealed file on the target carrier.
    File(PathBuf),
    /// Made by other means (a printed or imaged copy): registered alone, in the protection declared.
    Elsewhere(Protection),
}

/// A copy as asked.
#[derive(Clone, Debug)]
pub struct Copying {
    /// Of what.
    pub instance: InstanceId,
    /// Onto which carrier.
    pub carrier: CarrierId,
    /// Where it is kept.
    pub place: PlaceId,
    /// Where its bytes go.
    pub to: CopyTo,
    /// The files to read, where the source is not in this vault.
    pub from: Vec<PathBuf>,
}

impl<S: Store> Vault<S> {
    /// Makes a copy and records it with the permission it used.
    ///
    /// # Errors
    /// A refusal; the target exists (8); no key to the source (5); it is altered (3); full disk (7).
    pub fn copy_instance(
        &mut self,
        member: &Member,
        asked: Asked,
        copying: &Copying,
        progress: &mut dyn Progress,
    ) -> Result<Done, VaultError> {
        let protection = match copying.to {
            CopyTo::Vault | CopyTo::File(_) => Protection::Sealed,
            CopyTo::Elsewhere(protection) => protection,
        };
        let ask = |content: Option<Content>, key_holders: Vec<Text>| Asked {
            act: Act::Copy {
                instance: copying.instance,
                carrier: copying.carrier,
                place: copying.place,
                protection,
                content,
                key_holders,
            },
            ..asked.clone()
        };
        self.plan_or_refuse(member, &ask(None, Vec::new()))?;
        let register = self.store.known(&Reach::instances([copying.instance]))?;
        let instance = register
            .instances
            .get(&copying.instance)
            .ok_or(VaultError::NoObject(copying.instance))?;
        let work = register
            .assets
            .get(&copying.instance.asset)
            .map(|a| a.work_item.clone());
        let holders = self.key_holders(
            &register,
            member,
            &work.ok_or(VaultError::Internal("an asset that is not known"))?,
        )?;
        match &copying.to {
            CopyTo::Elsewhere(_) => self.act(member, &ask(None, Vec::new())),
            CopyTo::Vault => {
                let stored = if copying.from.is_empty() {
                    let content = instance
                        .content
                        .clone()
                        .ok_or(VaultError::NoObject(instance.id))?;
                    let mut reader = self.read_object(member, instance)?;
                    self.store_copy(&mut reader, &content, progress)?
                } else {
                    let paths: Vec<&Path> = copying.from.iter().map(PathBuf::as_path).collect();
                    self.store_files(&collect(&paths)?, progress)?
                };
                self.record_copy(member, &ask, stored, &holders)
            }
            CopyTo::File(target) => {
                let identity = Identity::generate()?;
                let to = PackTo::recipients(vec![(holder_of_copy()?, identity.recipient())]);
                let packing = Packing {
                    to: &to,
                    target,
                    replace: false,
                    contact: self.finder_contact(copying.carrier)?,
                };
                let package = self.pack(member, instance, &packing, progress)?;
                let names: Vec<Text> = holders.iter().map(|(holder, _)| holder.clone()).collect();
                let tagged =
                    |_: &Self, place: Seq| Ok(ask(Some(package.content(place.0)?), names.clone()));
                let done = self.act_at(member, &ask(None, Vec::new()), tagged, |record| {
                    Ok(Extras {
                        keys: wrappings(
                            super::Kept::Instance(copied(record)?),
                            &identity,
                            &holders,
                        )?,
                        begun: vec![Operation::Publish {
                            files: vec![package.pending()],
                            notes: Vec::new(),
                            about: copying.instance.to_string(),
                        }],
                        settled: vec![package.begun.settled()],
                    })
                });
                let done = match done {
                    Ok(done) => done,
                    Err(error) => {
                        self.abandon([package], &error);
                        return Err(error);
                    }
                };
                package.part.leave();
                self.publish_promised(member, &done.intents)?;
                Ok(done)
            }
        }
    }
}

/// A copy is sealed to a key of its own, which the vault wraps for its holders.
fn holder_of_copy() -> Result<Text, VaultError> {
    text_of("copy")
}
