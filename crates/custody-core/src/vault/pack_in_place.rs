//! 8 封緘 in place: the files of an instance become one sealed file on the same carrier, under a key of its own that the
//! vault wraps for its holders.

use super::acting::{Done, Extras};
use super::intent::Operation;
use super::object::{check_archive, content, packed_of, text_of, wrappings};
use super::pack::Packing;
use super::receive::{absolute, removal, sources_of};
use super::{Member, PackTo, Vault, VaultError, random};
use crate::record::event::Source;
use crate::record::{Content, InstanceId, Reach, Seq, Text};
use crate::rules::{Act, Asked};
use crate::seal::{Identity, Progress, archive};
use crate::store::Store;
use std::path::PathBuf;

/// A sealing in place as asked.
#[derive(Clone, Debug)]
pub struct PackingInPlace {
    /// Which.
    pub instance: InstanceId,
    /// Its files and folders on the carrier.
    pub from: Vec<PathBuf>,
    /// The sealed file, on the same carrier.
    pub target: PathBuf,
    /// Remove the plaintext once the sealed file is read back and recorded.
    pub remove_source: bool,
}

impl<S: Store> Vault<S> {
    /// Seals, reads back, records; only then the file gets its name and the plaintext goes.
    ///
    /// # Errors
    /// A refusal before anything is written; the target exists (8); a source changed meanwhile (8); full disk (7).
    pub fn pack_in_place(
        &mut self,
        member: &Member,
        asked: Asked,
        packing: &PackingInPlace,
        progress: &mut dyn Progress,
    ) -> Result<Done, VaultError> {
        let id = packing.instance;
        let source = match packing.remove_source {
            true => Source::RemovalBegun,
            false => Source::Kept,
        };
        let ask = |content: Option<Content>, key_holders: Vec<Text>| Asked {
            act: Act::Pack {
                instance: id,
                content,
                key_holders,
                source,
            },
            ..asked.clone()
        };
        self.plan_or_refuse(member, &ask(None, Vec::new()))?;
        let register = self.store.known(&Reach::instances([id]))?;
        let asset = register.assets.get(&id.asset);
        let asset = asset.ok_or(VaultError::Internal("no asset"))?;
        let holders = self.key_holders(&register, member, &asset.work_item)?;
        let sources = sources_of(&packing.from)?;
        let (files, folders) = removal(&packing.from, &sources)?;
        let target = absolute(&packing.target)?;
        let salt = random::<32>()?;
        let identity = Identity::generate()?;
        let to = PackTo::recipients(vec![(text_of("vault")?, identity.recipient())]);
        let carrier = register.instances.get(&id).map(|known| known.carrier);
        let package = Packing {
            to: &to,
            target: &target,
            replace: false,
            contact: match carrier {
                Some(carrier) => self.finder_contact(carrier)?,
                None => None,
            },
        };
        let package = self.package(member, &package, |sealing| {
            content(&archive::pack(&sources, sealing, salt, progress)?, None)
        })?;
        let packed = packed_of(&package.content)?;
        let names: Vec<Text> = holders.iter().map(|(holder, _)| holder.clone()).collect();
        let sealed = |_: &Self, place: Seq| {
            let content = package.content(place.0)?;
            check_archive(&package.part, &identity, &packed)?;
            Ok(ask(Some(content), names.clone()))
        };
        let done = self.act_at(member, &ask(None, Vec::new()), sealed, |_| {
            let mut promised = vec![Operation::Publish {
                files: vec![package.pending()],
                notes: Vec::new(),
                about: id.to_string(),
            }];
            if packing.remove_source {
                let removal = Operation::RemoveSource {
                    instance: id,
                    files: files.clone(),
                    folders: folders.clone(),
                    sealed: Some(target.clone()),
                };
                promised.push(removal);
            }
            Ok(Extras {
                keys: wrappings(super::Kept::Instance(id), &identity, &holders)?,
                begun: promised,
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
        if !packing.remove_source {
            return Ok(done);
        }
        let removal = done.intents.get(1).copied();
        let removed = self.remove_source(member, id, &files, &folders, removal)?;
        Ok(done.and(removed))
    }
}
