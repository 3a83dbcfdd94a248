//! 5 展開終了: the plaintext of a working copy goes, and the record says how.

use super::acting::{Done, Extras};
use super::intent::Operation;
use super::open::files_in;
use super::receive::remove_empty;
use super::{Member, Vault, VaultError};
use crate::record::{InstanceId, Text};
use crate::rules::{Act, Asked};
use crate::store::{IntentId, Store};
use std::path::{Path, PathBuf};

/// A closing as asked.
#[derive(Clone, Debug)]
pub struct Closing {
    /// The working copy.
    pub instance: InstanceId,
    /// Remove files that were changed or added since it was opened, too.
    pub discard_changes: bool,
    /// Said by the user when the folder is not on this machine: how the plaintext ended.
    pub method: Option<Text>,
    /// The area was overwritten, as declared.
    pub overwritten: bool,
}

impl<S: Store> Vault<S> {
    /// Removes the files of a working copy and records its end. What was worked on since is not removed unless that is
    /// wanted.
    ///
    /// # Errors
    /// Files changed since (8), with their names; removing failed (7). Then the working copy is still open on the record.
    pub fn close_instance(
        &mut self,
        member: &Member,
        asked: Asked,
        closing: &Closing,
    ) -> Result<Done, VaultError> {
        let default = super::object::text_of("ファイル削除 / deleted")?;
        let act = Act::Close {
            instance: closing.instance,
            method: closing.method.clone().unwrap_or(default),
            overwritten: closing.overwritten,
        };
        let asked = Asked { act, ..asked };
        self.plan_or_refuse(member, &asked)?;
        let standing = self.working_copy(closing.instance)?;
        let mut settled = Vec::new();
        for (id, folder, files) in standing {
            if folder.is_dir() {
                let now = files_in(&folder)?;
                let changed: Vec<String> = now
                    .iter()
                    .filter(|file| !files.contains(file))
                    .map(|file| file.path.display().to_string())
                    .collect();
                if !changed.is_empty() && !closing.discard_changes {
                    return Err(VaultError::WorkChanged(changed));
                }
                for file in &now {
                    super::object::remove_if_there(&file.path)?;
                }
                remove_folders(&folder)?;
            }
            settled.push(id);
        }
        self.act_with(member, &asked, |_| {
            Ok(Extras {
                settled: settled.clone(),
                ..Extras::default()
            })
        })
    }

    /// Where a working copy stands on this machine.
    fn working_copy(
        &self,
        wanted: InstanceId,
    ) -> Result<Vec<(IntentId, PathBuf, Vec<super::intent::SourceFile>)>, VaultError> {
        let all = self.operations()?.into_iter();
        Ok(all
            .filter_map(|(id, operation)| match operation {
                Operation::WorkingCopy {
                    instance,
                    folder,
                    files,
                    ..
                } if instance == wanted => Some((id, folder, files)),
                _ => None,
            })
            .collect())
    }

    /// The folder of an open working copy, when it is on this machine.
    ///
    /// # Errors
    /// As the store gives them.
    pub fn working_folder(&self, instance: InstanceId) -> Result<Option<PathBuf>, VaultError> {
        Ok(self
            .working_copy(instance)?
            .pop()
            .map(|(_, folder, _)| folder))
    }
}

/// Removes the emptied folders, deepest first.
fn remove_folders(top: &Path) -> Result<(), VaultError> {
    let mut folders = vec![top.to_owned()];
    let mut at = 0;
    while let Some(folder) = folders.get(at).cloned() {
        for entry in std::fs::read_dir(&folder).map_err(VaultError::io(&folder))? {
            let entry = entry.map_err(VaultError::io(&folder))?;
            if entry.file_type().map_err(VaultError::io(&folder))?.is_dir() {
                folders.push(entry.path());
            }
        }
        at += 1;
    }
    for folder in folders.iter().rev() {
        remove_empty(folder)?;
    }
    Ok(())
}
