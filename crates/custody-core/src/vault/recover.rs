//! What a crash left: found when a vault is opened for an act, finished or undone, and said (`design.md` §5).

use super::acting::Done;
use super::at_work::Recovering;
use super::documents::{Document as _, ReturnDocument, TagDocument};
use super::intent::{Operation, PendingFile, PendingNote, SourceFile};
use super::object::{compare_object, object_of, remove_if_there, sync_parent};
use super::{Member, Vault, VaultError};
use crate::note::{NoteText, sign};
use crate::record::{InstanceId, Reach};
use crate::seal::publish::{Planned, finish, publish_as};
use crate::store::{IntentId, Store};
use std::path::{Path, PathBuf};

/// One operation that was found half-done, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recovered {
    /// A file whose record was never made was removed.
    Undone {
        /// The file.
        file: PathBuf,
    },
    /// A file got its final name.
    Published {
        /// The file.
        file: PathBuf,
    },
    /// A file whose record is made is gone: it was on a medium that is not there, or was removed.
    Absent {
        /// The file.
        file: PathBuf,
        /// What it belongs to.
        about: String,
    },
    /// The rest of a plaintext source was removed.
    SourceRemoved {
        /// The sealed instance.
        instance: String,
    },
    /// A file of a plaintext source changed after it was sealed: it stays, and the record stays open.
    SourceChanged {
        /// The sealed instance.
        instance: String,
        /// The files.
        files: Vec<String>,
    },
    /// A destruction or removal was brought to its end.
    Removed {
        /// The instance.
        instance: String,
    },
    /// The folder of a file is not there, so its medium is not plugged in: it is finished or undone when it is back.
    Waiting {
        /// The file.
        file: PathBuf,
    },
    /// A working copy was being written; it stands on the register and waits to be closed.
    WorkingCopy {
        /// The working copy.
        instance: String,
        /// Its folder.
        folder: PathBuf,
    },
}

impl<S: Store> Vault<S> {
    /// Whether a crash left anything to finish or undo; reads only. What another handle is at is not interrupted.
    ///
    /// # Errors
    /// As the store gives them.
    pub fn is_interrupted(&self) -> Result<bool, VaultError> {
        Ok(!self.left_behind()?.is_empty())
    }

    /// Finishes or undoes everything that was left half-done, and says what: operations of processes that ended, of
    /// handles that were dropped, and of this handle. What another living handle has begun is its own, and while another
    /// command recovers there is nothing to do here.
    ///
    /// # Errors
    /// What cannot be finished now (7: the medium is not there, the disk is full) stays noted for the next time; a file
    /// system without locks (7).
    pub fn recover(&mut self, member: &Member) -> Result<Vec<Recovered>, VaultError> {
        let Some(recovering) = Recovering::begin(&self.folder)? else {
            return Ok(Vec::new());
        };
        let all = self.finish_or_undo(member)?;
        recovering.sweep(&self.folder)?;
        Ok(all)
    }

    fn finish_or_undo(&mut self, member: &Member) -> Result<Vec<Recovered>, VaultError> {
        let mut all = Vec::new();
        for (id, operation) in self.left_behind()? {
            match operation {
                Operation::Object { part, target } => {
                    // Settled in the record's transaction: still here means there is no record.
                    for file in [part, target] {
                        all.extend(undo(&file)?);
                    }
                    self.store.settle(id)?;
                }
                Operation::Package { part } => {
                    if away(&part) {
                        all.push(Recovered::Waiting { file: part });
                        continue;
                    }
                    all.extend(undo(&part)?);
                    self.store.settle(id)?;
                }
                Operation::Publish {
                    files,
                    notes,
                    about,
                } => self.publish_all(member, id, &files, &notes, &about, &mut all)?,
                // What was sealed in place lies where its source lay: on a medium that may not be there now.
                Operation::RemoveSource {
                    sealed: Some(file), ..
                } if away(&file) => all.push(Recovered::Waiting { file }),
                Operation::RemoveSource {
                    instance,
                    files,
                    folders,
                    sealed,
                } => match self.go_on_removing(member, instance, &files, &folders, sealed, id) {
                    Ok(_) => all.push(Recovered::SourceRemoved {
                        instance: instance.to_string(),
                    }),
                    Err(VaultError::WorkChanged(files)) => {
                        all.push(Recovered::SourceChanged {
                            instance: instance.to_string(),
                            files,
                        });
                    }
                    Err(error) => return Err(error),
                },
                Operation::WorkingCopy { complete: true, .. } => {}
                Operation::WorkingCopy {
                    instance,
                    folder,
                    complete: false,
                    ..
                } => {
                    self.stand(id, instance, &folder)?;
                    all.push(Recovered::WorkingCopy {
                        instance: instance.to_string(),
                        folder,
                    });
                }
                Operation::Destroy {
                    instance,
                    destruction,
                    object,
                } => {
                    self.finish_destroy(member, instance, &destruction, object.as_ref(), Some(id))?;
                    all.push(Recovered::Removed {
                        instance: instance.to_string(),
                    });
                }
                Operation::RemoveReturned { instances, objects } => {
                    self.remove_returned(member, &instances, &objects, Some(id))?;
                    let instance = instances
                        .iter()
                        .map(ToString::to_string)
                        .collect::<Vec<_>>()
                        .join(" ");
                    all.push(Recovered::Removed { instance });
                }
            }
        }
        Ok(all)
    }

    /// Goes on removing a plaintext source, if what was sealed is really there: whatever happened since, the last copy
    /// is never removed.
    fn go_on_removing(
        &mut self,
        member: &Member,
        id: InstanceId,
        files: &[SourceFile],
        folders: &[PathBuf],
        sealed: Option<PathBuf>,
        intent: IntentId,
    ) -> Result<Done, VaultError> {
        let register = self.store.known(&Reach::instances([id]))?;
        let instance = register
            .instances
            .get(&id)
            .ok_or(VaultError::NoObject(id))?;
        let object = object_of(instance)?;
        let sealed = sealed.unwrap_or_else(|| self.object_path(object));
        compare_object(&sealed, super::Kept::Instance(id), object)?;
        self.remove_source(member, id, files, folders, Some(intent))
    }

    /// A working copy that was being written now simply stands: closing it removes what is there.
    fn stand(
        &mut self,
        id: IntentId,
        instance: InstanceId,
        folder: &Path,
    ) -> Result<(), VaultError> {
        let files = if folder.is_dir() {
            super::open::files_in(folder)?
        } else {
            Vec::new()
        };
        let standing = Operation::WorkingCopy {
            instance,
            folder: folder.to_owned(),
            files,
            complete: true,
        };
        self.begin(&standing).map(drop)?;
        Ok(self.store.settle(id)?)
    }

    /// Gives the files that a record's transaction promised their names, signs the notes beside them, and strikes both
    /// off. What fails stays promised: the record is there, and the next start goes on.
    pub(super) fn publish_promised(
        &mut self,
        member: &Member,
        intents: &[IntentId],
    ) -> Result<(), VaultError> {
        let promised = self.operations()?.into_iter();
        for (id, operation) in promised.filter(|(id, _)| intents.contains(id)) {
            if let Operation::Publish {
                files,
                notes,
                about,
            } = operation
            {
                self.publish_all(member, id, &files, &notes, &about, &mut Vec::new())?;
            }
        }
        Ok(())
    }

    fn publish_all(
        &mut self,
        member: &Member,
        id: IntentId,
        files: &[PendingFile],
        notes: &[PendingNote],
        about: &str,
        all: &mut Vec<Recovered>,
    ) -> Result<(), VaultError> {
        let targets = files.iter().map(|f| &f.target);
        if let Some(file) = targets
            .chain(notes.iter().map(|n| &n.target))
            .find(|f| away(f))
        {
            all.push(Recovered::Waiting { file: file.clone() });
            return Ok(());
        }
        for file in files {
            all.extend(finish_name(file, about)?);
        }
        for note in notes {
            all.extend(sign_note(member, note)?);
        }
        Ok(self.store.settle(id)?)
    }
}

fn sign_note(member: &Member, note: &PendingNote) -> Result<Option<Recovered>, VaultError> {
    remove_if_there(&note.part)?;
    // Its name was free when it was promised: what has it now is the note, from before the crash.
    if note.target.exists() && !note.replace {
        return Ok(None);
    }
    let json = own_signature(note, member)?;
    let signed = sign(&NoteText::custody(&note.kind, &json)?, &[&member.signing])?;
    let planned = Planned::noted(note.part.clone(), note.target.clone(), note.replace);
    publish_as(planned, signed.as_bytes())?;
    Ok(Some(Recovered::Published {
        file: note.target.clone(),
    }))
}

/// The folder of a file is not there: its medium is not plugged in.
fn away(file: &Path) -> bool {
    !file.parent().is_some_and(Path::is_dir)
}

/// A note that is finished by another member names that member's key.
fn own_signature(note: &PendingNote, member: &Member) -> Result<String, VaultError> {
    if note.kind == ReturnDocument::KIND {
        return Ok(note.json.clone());
    }
    if note.kind != TagDocument::KIND {
        return Err(VaultError::Document {
            kind: note.kind.clone(),
            what: super::DocumentFault::Unknown,
        });
    }
    let malformed = |_| VaultError::Document {
        kind: note.kind.clone(),
        what: super::DocumentFault::Shape,
    };
    let mut tag: TagDocument = serde_json::from_str(&note.json).map_err(malformed)?;
    tag.signer = super::object::text_of(&member.signing.verifier().to_string())?;
    serde_json::to_string(&tag).map_err(malformed)
}

/// Removes a file whose record was never made.
fn undo(file: &Path) -> Result<Option<Recovered>, VaultError> {
    let there = file.symlink_metadata().is_ok();
    remove_if_there(file)?;
    Ok(there.then(|| Recovered::Undone {
        file: file.to_owned(),
    }))
}

/// Gives a file its final name, unless it has it already.
fn finish_name(file: &PendingFile, about: &str) -> Result<Option<Recovered>, VaultError> {
    let PendingFile {
        part,
        target,
        replace,
    } = file;
    if part.symlink_metadata().is_err() {
        // Renamed before the crash, and maybe not durably.
        sync_parent(target)?;
        let there = target.symlink_metadata().is_ok();
        return Ok((!there).then(|| Recovered::Absent {
            file: target.clone(),
            about: about.to_owned(),
        }));
    }
    finish(part, target, *replace)?;
    Ok(Some(Recovered::Published {
        file: target.clone(),
    }))
}

impl Recovered {
    /// It left something for people to look after.
    #[must_use]
    pub fn needs_attention(&self) -> bool {
        matches!(
            self,
            Self::Absent { .. }
                | Self::SourceChanged { .. }
                | Self::WorkingCopy { .. }
                | Self::Waiting { .. }
        )
    }
}
