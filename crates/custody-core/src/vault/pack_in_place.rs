//! 8 封緘 in place: the files of an instance become one sealed file on the same carrier, under a key of its own that the
//! vault wraps for its holders.

use super::acting::{Done, Extras};
use super::intent::{Operation, PendingFile};
use super::object::{
    check_object, content, package_number, sealed_object, sync_parent, wrappings, write_object,
};
use super::receive::{absolute, removal, sources_of};
use super::{Member, Vault, VaultError, random};
use crate::record::event::Source;
use crate::record::{Content, InstanceId, Reach, Text};
use crate::rules::{Act, Asked};
use crate::seal::{Identity, Part, Progress, To, archive};
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
        let planned = Part::plan(&target, false)?;
        let begun = self.begin(&Operation::Package {
            part: planned.path().to_owned(),
        })?;
        let salt = random::<32>()?;
        let identity = Identity::generate()?;
        let written = planned
            .create()
            .map_err(VaultError::from)
            .and_then(|mut part| {
                let to = To::Recipients(vec![identity.recipient()]);
                let (packed, sealed) = write_object(&mut part, &to, |sealing| {
                    Ok(archive::pack(&sources, sealing, salt, progress)?)
                })?;
                check_object(&part, &identity, &packed, &sealed)?;
                sync_parent(part.path())?;
                let object = sealed_object(package_number()?, &sealed)?;
                Ok((part, content(&packed, Some(object))?))
            });
        let (part, content) = match written {
            Ok(written) => written,
            Err(error) => {
                // What cannot be settled now is found at the next start; the first error is the one to tell.
                let _ = self.settle(begun);
                return Err(error);
            }
        };
        let publish = Operation::Publish {
            files: vec![PendingFile {
                part: part.path().to_owned(),
                target: target.clone(),
                replace: false,
            }],
            notes: Vec::new(),
            about: id.to_string(),
        };
        let names = holders.iter().map(|(holder, _)| holder.clone()).collect();
        let done = self.act_with(member, &ask(Some(content), names), |_| {
            let mut promised = vec![publish.clone()];
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
                settled: vec![begun.settled()],
            })
        });
        let done = match done {
            Ok(done) => done,
            Err(error) => {
                self.abandon_part(part, begun, &error);
                return Err(error);
            }
        };
        part.leave();
        self.publish_promised(member, &done.intents)?;
        if !packing.remove_source {
            return Ok(done);
        }
        let removal = done.intents.get(1).copied();
        let removed = self.remove_source(member, id, &files, &folders, removal)?;
        Ok(done.and(removed))
    }
}
