//! 4 展開: a working copy of a sealed instance in a folder that the user names.

use super::acting::{Done, Extras};
use super::intent::{Operation, SourceFile};
use super::receive::{absolute, look};
use super::{Member, Vault, VaultError};
use crate::record::{CarrierId, InstanceId, PlaceId, Reach, Text};
use crate::rules::{Act, Asked};
use crate::seal::Progress;
use crate::seal::archive;
use crate::store::Store;
use std::path::{Path, PathBuf};

/// An opening as asked.
#[derive(Clone, Debug)]
pub struct Opening {
    /// What.
    pub instance: InstanceId,
    /// Into which folder; empty or not there yet.
    pub folder: PathBuf,
    /// On which carrier that folder is.
    pub carrier: CarrierId,
    /// Where that carrier stands.
    pub place: PlaceId,
    /// For what.
    pub purpose: Text,
    /// アクセス方法.
    pub method: Option<Text>,
    /// With which software (Art. 8).
    pub software: Option<Text>,
}

impl<S: Store> Vault<S> {
    /// Opens a sealed instance. The record comes first: no plaintext appears that is not on the register. If unpacking
    /// fails afterwards, the working copy is closed again on the record.
    ///
    /// # Errors
    /// A refusal; no key for this instance (5); the object is altered (3); the folder is in use (8); full disk (7).
    pub fn open_instance(
        &mut self,
        member: &Member,
        asked: Asked,
        opening: &Opening,
        progress: &mut dyn Progress,
    ) -> Result<Done, VaultError> {
        self.open_sealed(member, asked, opening, None, progress)
    }

    /// As [`open_instance`](Self::open_instance), of a sealed file that lies on the instance's own medium.
    ///
    /// # Errors
    /// As [`open_instance`](Self::open_instance); the file is not the recorded one (3).
    pub fn open_instance_from(
        &mut self,
        member: &Member,
        asked: Asked,
        opening: &Opening,
        sealed: &Path,
        progress: &mut dyn Progress,
    ) -> Result<Done, VaultError> {
        self.open_sealed(member, asked, opening, Some(sealed), progress)
    }

    fn open_sealed(
        &mut self,
        member: &Member,
        asked: Asked,
        opening: &Opening,
        sealed: Option<&Path>,
        progress: &mut dyn Progress,
    ) -> Result<Done, VaultError> {
        let act = Act::Open {
            instance: opening.instance,
            carrier: opening.carrier,
            place: opening.place,
            purpose: opening.purpose.clone(),
            method: opening.method.clone(),
            software: opening.software.clone(),
        };
        let asked = Asked { act, ..asked };
        self.plan_or_refuse(member, &asked)?;
        let register = self.store.known(&Reach::instances([opening.instance]))?;
        let instance = register
            .instances
            .get(&opening.instance)
            .ok_or(VaultError::NoObject(opening.instance))?;
        // Key and header are tried before anything is recorded.
        let mut reader = match sealed {
            Some(file) => self.read_sealed(member, instance, file)?,
            None => self.read_object(member, instance)?,
        };
        let folder = absolute(&opening.folder)?;
        if std::fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(VaultError::Exists(folder));
        }
        let done = self.act_with(member, &asked, |record| {
            let standing = standing(working_copy(record)?, &folder, Vec::new(), false);
            Ok(Extras {
                begun: vec![standing],
                ..Extras::default()
            })
        })?;
        let working = done.records.first().map_or(
            Err(VaultError::Internal("a record without its event")),
            working_copy,
        )?;
        match archive::unpack(&mut reader, &folder, progress) {
            Ok(_) => {
                let files = files_in(&folder)?;
                let complete = standing(working, &folder, files, true);
                self.begin(&complete).map(drop)?;
                for intent in done.intents.iter().copied() {
                    self.store.settle(intent)?;
                }
                Ok(done)
            }
            Err(error) => {
                let how = super::object::text_of("展開に失敗したため取消し / not written")?;
                let asked = Asked::now(
                    member.id,
                    Act::Close {
                        instance: working,
                        method: how,
                        overwritten: false,
                    },
                );
                self.act_with(member, &asked, |_| {
                    Ok(Extras {
                        settled: done.intents.clone(),
                        ..Extras::default()
                    })
                })?;
                Err(error.into())
            }
        }
    }
}

fn standing(
    instance: InstanceId,
    folder: &Path,
    files: Vec<SourceFile>,
    complete: bool,
) -> Operation {
    Operation::WorkingCopy {
        instance,
        folder: folder.to_owned(),
        files,
        complete,
    }
}

fn working_copy(record: &crate::record::Record) -> Result<InstanceId, VaultError> {
    match &record.event {
        crate::record::Event::InstanceOpened { instance, .. } => Ok(instance.id),
        _ => Err(VaultError::Internal("an instance that was not made")),
    }
}

/// Every file below a folder, as it is now. Links are listed as files and never followed.
pub(super) fn files_in(folder: &Path) -> Result<Vec<SourceFile>, VaultError> {
    let mut files = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(current) = waiting.pop() {
        for entry in std::fs::read_dir(&current).map_err(VaultError::io(&current))? {
            let entry = entry.map_err(VaultError::io(&current))?;
            let path = entry.path();
            if entry.file_type().map_err(VaultError::io(&path))?.is_dir() {
                waiting.push(path);
            } else if let Some(file) = look(&path)? {
                files.push(file);
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}
