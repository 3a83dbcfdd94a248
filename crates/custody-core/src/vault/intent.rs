//! File operations that a crash may interrupt: noted durably before the first byte, settled with the record that ends
//! them (`design.md` §5).

use super::at_work::{AtWork, Holder};
use super::{Vault, VaultError};
use crate::note::NoteText;
use crate::record::event::Destruction;
use crate::record::{InstanceId, Moment, Text};
use crate::seal::Sha256Digest;
use crate::store::{Intent, IntentChange, IntentId, NewIntent, Store};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What was begun, with what it takes to finish or undo it. Local to the machine: never in the ledger.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "operation", rename_all = "snake_case")]
pub(super) enum Operation {
    /// An object is being written. Undone by removing it: its record was never made.
    Object {
        /// Where it lies while it is written.
        part: PathBuf,
        /// Its final name.
        target: PathBuf,
    },
    /// A package is being written to a medium. Undone by removing it.
    Package {
        /// Where it lies while it is written.
        part: PathBuf,
    },
    /// Files whose record is made get their final names. Finished by renaming them and signing the notes beside them.
    Publish {
        /// Where each lies, and its final name.
        files: Vec<PendingFile>,
        /// Notes to sign.
        notes: Vec<PendingNote>,
        /// What it belongs to, for people.
        about: String,
    },
    /// The plaintext source of a sealed instance is being removed. Finished by removing what is left of it.
    RemoveSource {
        /// The sealed instance.
        instance: InstanceId,
        /// The files, as they were when they were sealed.
        files: Vec<SourceFile>,
        /// Folders to remove if empty, deepest first.
        folders: Vec<PathBuf>,
        /// Where the sealed file lies, if not in the vault: nothing is removed before it is there and whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sealed: Option<PathBuf>,
    },
    /// A working copy is being written, or stands: not to be touched until it is closed.
    WorkingCopy {
        /// The working copy.
        instance: InstanceId,
        /// Its folder.
        folder: PathBuf,
        /// Its files as they were written.
        files: Vec<SourceFile>,
        /// Everything was written.
        complete: bool,
    },
    /// A destruction in the vault is under way. Finished by removing keys (and the object) and recording it.
    Destroy {
        /// The instance.
        instance: InstanceId,
        /// As it was begun.
        destruction: Box<Destruction>,
        /// The object to remove; none where only keys end.
        object: Option<PathBuf>,
    },
    /// Keys and objects of returned instances are being removed.
    RemoveReturned {
        /// The instances.
        instances: Vec<InstanceId>,
        /// Their objects.
        objects: Vec<PathBuf>,
    },
}

/// A file that is written and gets its final name once its record is durable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PendingFile {
    pub part: PathBuf,
    pub target: PathBuf,
    pub replace: bool,
}

/// A note that is signed and published once its record is durable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PendingNote {
    /// Where it lies while it is written.
    pub part: PathBuf,
    pub target: PathBuf,
    pub replace: bool,
    pub kind: String,
    pub json: String,
}

impl PendingNote {
    /// Of the text that will be signed, whoever signs it.
    pub(super) fn text_digest(&self) -> Result<Text, VaultError> {
        let text = NoteText::custody(&self.kind, &self.json)?;
        super::object::text_of(&Sha256Digest::of(text.as_bytes()).to_string())
    }
}

/// A file with what tells whether it is still the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SourceFile {
    pub path: PathBuf,
    pub size: u64,
    /// Nanoseconds since 1970 of the last change: within one second a file is easily written twice.
    pub modified: i64,
}

/// An operation as it is noted, with the handle whose it is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Noted {
    /// None in a note of before there were names: then nobody lives who would end it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    holder: Option<Holder>,
    /// What.
    #[serde(flatten)]
    operation: Operation,
}

/// An operation that was noted and not settled.
#[must_use]
pub(super) struct Begun(pub(super) IntentId);

impl Begun {
    /// Settles it in the transaction of a record.
    pub(super) fn settled(&self) -> IntentId {
        self.0
    }
}

impl<S: Store> Vault<S> {
    /// Notes an operation; durable when this returns.
    pub(super) fn begin(&mut self, operation: &Operation) -> Result<Begun, VaultError> {
        let intent = self.as_intent(operation, self.clock.now())?;
        Ok(Begun(self.store.intend(&intent)?))
    }

    /// What a record's transaction notes and strikes off.
    pub(super) fn changes(
        &mut self,
        begun: &[Operation],
        settled: &[IntentId],
        at: Moment,
    ) -> Result<Vec<IntentChange>, VaultError> {
        let mut all: Vec<_> = settled.iter().copied().map(IntentChange::Settle).collect();
        for operation in begun {
            all.push(IntentChange::Add(self.as_intent(operation, at)?));
        }
        Ok(all)
    }

    /// The operation as a note under this handle's name, which is at work from now on.
    fn as_intent(
        &mut self,
        operation: &Operation,
        created: Moment,
    ) -> Result<NewIntent, VaultError> {
        let at_work = match self.at_work.take() {
            Some(at_work) => at_work,
            None => AtWork::begin(&self.folder)?,
        };
        let noted = Noted {
            holder: Some(at_work.holder.clone()),
            operation: operation.clone(),
        };
        self.at_work = Some(at_work);
        let body = serde_json::to_string(&noted).map_err(|_| VaultError::NotUnicode)?;
        Ok(NewIntent {
            kind: kind(operation).to_owned(),
            body,
            created,
        })
    }

    pub(super) fn settle(&mut self, begun: Begun) -> Result<(), VaultError> {
        Ok(self.store.settle(begun.0)?)
    }

    /// Every operation that is not settled, oldest first, whoever is at it.
    pub(super) fn operations(&self) -> Result<Vec<(IntentId, Operation)>, VaultError> {
        let all = self.noted()?.into_iter();
        Ok(all.map(|(id, noted)| (id, noted.operation)).collect())
    }

    /// Operations that nobody is at any more: a crash left them, or an error of this handle. A working copy that stands
    /// is none of them.
    pub(super) fn left_behind(&self) -> Result<Vec<(IntentId, Operation)>, VaultError> {
        let mut busy: BTreeMap<Option<Holder>, bool> = BTreeMap::new();
        for (_, noted) in self.noted()? {
            let own = self.at_work.as_ref().map(|at_work| &at_work.holder);
            let is_busy = match &noted.holder {
                Some(holder) if own != Some(holder) => holder.is_at_work(&self.folder)?,
                _ => false,
            };
            busy.insert(noted.holder, is_busy);
        }
        // Read again: whoever has ended may have settled the last of theirs after it was read, before it was asked
        // whether they live. Nobody comes back under an old name.
        let all = self.noted()?.into_iter();
        Ok(all
            .filter(|(_, noted)| busy.get(&noted.holder) == Some(&false) && !noted.stands())
            .map(|(id, noted)| (id, noted.operation))
            .collect())
    }

    fn noted(&self) -> Result<Vec<(IntentId, Noted)>, VaultError> {
        self.store
            .intents()?
            .into_iter()
            .map(|intent| Ok((intent.id, read(&intent)?)))
            .collect()
    }
}

impl Noted {
    fn stands(&self) -> bool {
        matches!(
            self.operation,
            Operation::WorkingCopy { complete: true, .. }
        )
    }
}

fn read(intent: &Intent) -> Result<Noted, VaultError> {
    serde_json::from_str(&intent.body).map_err(|_| VaultError::Document {
        kind: "intent".to_owned(),
        what: super::DocumentFault::Unknown,
    })
}

fn kind(operation: &Operation) -> &'static str {
    match operation {
        Operation::Object { .. } => "object",
        Operation::Package { .. } => "package",
        Operation::Publish { .. } => "publish",
        Operation::RemoveSource { .. } => "remove_source",
        Operation::WorkingCopy { .. } => "working_copy",
        Operation::Destroy { .. } => "destroy",
        Operation::RemoveReturned { .. } => "remove_returned",
    }
}
