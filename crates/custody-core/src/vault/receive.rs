//! 1 受領 (contract Art. 13-1): sealed in place, or registered on the medium it came on.
//!
//! Data that came electronically are sealed in the vault, read back, recorded, and only then the plaintext source is
//! removed. What 甲 lent on a medium is listed and registered as that medium; reading it into the vault is a copy, which
//! the hand-over paper may include (`domain.md` §5.4, intake).

use super::acting::{Done, Extras};
use super::intent::{Operation, SourceFile};
use super::object::{Stored, content, wrappings};
use super::{Member, Vault, VaultError, random};
use crate::record::event::Source as SourceFate;
use crate::record::{
    AssetKind, CarrierId, Event, InstanceId, PlaceId, Protection, Quantity, Reach, Record, Supply,
    Text,
};
use crate::rules::{Act, Asked, Receive, ReceivedOn};
use crate::seal::Progress;
use crate::seal::archive::{self, Source, collect};
use crate::store::Store;
use std::path::{Path, PathBuf};

/// How the data arrived.
#[derive(Clone, Debug)]
pub enum Arrival {
    /// Provided electronically: sealed in place; the source is removed.
    Electronic {
        /// Files and folders.
        paths: Vec<PathBuf>,
    },
    /// Lent on a medium (or paper): listed where it lies.
    OnMedium {
        /// What is on it; none for paper or equipment.
        paths: Vec<PathBuf>,
        /// The hand-over paper includes the intake: the vault gets copy `/2`.
        intake: bool,
    },
}

/// A reception.
#[derive(Clone, Debug)]
pub struct Receiving {
    /// Everything the rules ask; content, holders and source are filled in here.
    pub receive: Receive,
    /// How it arrived.
    pub arrival: Arrival,
    /// Where the vault's copy is kept, for an intake.
    pub vault_place: PlaceId,
    /// The machine that holds the vault.
    pub machine: CarrierId,
}

/// What 甲 says of data that it provides, as the register keeps it.
#[derive(Clone, Debug)]
pub struct Provided {
    /// 名称.
    pub title: Text,
    /// 情報の種類.
    pub info_category: Text,
    /// 業務.
    pub work_item: Text,
    /// 使用目的.
    pub purpose: Text,
    /// How much.
    pub quantity: Quantity,
    /// 引渡者.
    pub received_from: Text,
}

impl Receiving {
    /// Information without personal data declared, provided electronically, to be sealed on the vault's machine, which
    /// stands at `place`.
    #[must_use]
    pub fn provided(
        provided: Provided,
        paths: Vec<PathBuf>,
        machine: CarrierId,
        place: PlaceId,
    ) -> Self {
        let receive = Receive {
            title: provided.title,
            kind: AssetKind::Information,
            supply: Supply::Provide,
            personal: None,
            info_category: provided.info_category,
            work_item: provided.work_item,
            purpose: provided.purpose,
            quantity: provided.quantity,
            received_from: provided.received_from,
            due: None,
            client_doc_no: None,
            intake_included: None,
            on: ReceivedOn::Vault(machine),
            place,
            arrival_protection: Protection::None,
            content: None,
            key_holders: Vec::new(),
            source: SourceFate::None,
        };
        Self {
            receive,
            arrival: Arrival::Electronic { paths },
            vault_place: place,
            machine,
        }
    }
}

impl<S: Store> Vault<S> {
    /// Receives an asset.
    ///
    /// # Errors
    /// A refusal before anything was touched; the source changed meanwhile (8); the sealed copy reads back differently
    /// (3); full disk and the like (7). Then the source is as it was and nothing is recorded.
    pub fn receive(
        &mut self,
        member: &Member,
        asked_at: Option<crate::record::Moment>,
        receiving: Receiving,
        progress: &mut dyn Progress,
    ) -> Result<Done, VaultError> {
        let asked = |receive: &Receive| Asked {
            at: asked_at,
            ..Asked::now(member.id, Act::Receive(Box::new(receive.clone())))
        };
        let mut receive = receiving.receive;
        self.plan_or_refuse(member, &asked(&receive))?;
        match receiving.arrival {
            Arrival::Electronic { paths } => {
                let sources = sources_of(&paths)?;
                self.outside_vault(&paths)?;
                let register = self.store.known(&Reach::standing())?;
                let stored = self.store_files(&sources, progress)?;
                let holders = self.key_holders(&register, member, &receive.work_item)?;
                receive.content = Some(stored.content.clone());
                receive.key_holders = holders.iter().map(|(holder, _)| holder.clone()).collect();
                receive.source = SourceFate::RemovalBegun;
                let (files, folders) = removal(&paths, &sources)?;
                let asked = asked(&receive);
                let done = self.act_with(member, &asked, |record| {
                    let instance = received(record)?;
                    let removal = Operation::RemoveSource {
                        instance,
                        files: files.clone(),
                        folders: folders.clone(),
                        sealed: None,
                    };
                    Ok(Extras {
                        keys: wrappings(
                            super::Kept::Instance(instance),
                            &stored.identity,
                            &holders,
                        )?,
                        begun: vec![removal],
                        settled: vec![stored.begun.settled()],
                    })
                });
                let done = self.or_discard(done, stored)?;
                let instance = done.records.first().map_or(
                    Err(VaultError::Internal("a record without its event")),
                    received,
                )?;
                let removed = self.remove_source(
                    member,
                    instance,
                    &files,
                    &folders,
                    done.intents.first().copied(),
                )?;
                Ok(done.and(removed))
            }
            Arrival::OnMedium { paths, intake } => {
                let sources = sources_of(&paths)?;
                if !sources.is_empty() {
                    let packed =
                        archive::pack(&sources, &mut std::io::sink(), random::<32>()?, progress)?;
                    receive.content = Some(content(&packed, None)?);
                }
                receive.source = SourceFate::None;
                let done = self.act(member, &asked(&receive))?;
                if !intake || sources.is_empty() {
                    return Ok(done);
                }
                let original = done.records.first().map_or(
                    Err(VaultError::Internal("a record without its event")),
                    received,
                )?;
                let copied = self.take_in(
                    member,
                    original,
                    receiving.machine,
                    receiving.vault_place,
                    &sources,
                    progress,
                )?;
                Ok(done.and(copied))
            }
        }
    }

    /// Seals files as a copy of `parent` into the vault.
    pub(super) fn take_in(
        &mut self,
        member: &Member,
        parent: InstanceId,
        machine: CarrierId,
        place: PlaceId,
        sources: &[Source],
        progress: &mut dyn Progress,
    ) -> Result<Done, VaultError> {
        let ask = |content, key_holders| {
            Asked::now(
                member.id,
                Act::Copy {
                    instance: parent,
                    carrier: machine,
                    place,
                    protection: Protection::Sealed,
                    content,
                    key_holders,
                },
            )
        };
        self.plan_or_refuse(member, &ask(None, Vec::new()))?;
        let register = self.store.known(&Reach::instances([parent]))?;
        let work = register
            .assets
            .get(&parent.asset)
            .map(|a| a.work_item.clone());
        let holders = self.key_holders(
            &register,
            member,
            &work.ok_or(VaultError::Internal("an asset that is not known"))?,
        )?;
        let stored = self.store_files(sources, progress)?;
        self.record_copy(member, &ask, stored, &holders)
    }

    /// Records a copy whose object lies in the vault.
    pub(super) fn record_copy(
        &mut self,
        member: &Member,
        ask: &dyn Fn(Option<crate::record::Content>, Vec<Text>) -> Asked,
        stored: Stored,
        holders: &[(Text, crate::seal::Recipient)],
    ) -> Result<Done, VaultError> {
        let names = holders.iter().map(|(holder, _)| holder.clone()).collect();
        let asked = ask(Some(stored.content.clone()), names);
        let done = self.act_with(member, &asked, |record| {
            Ok(Extras {
                keys: wrappings(
                    super::Kept::Instance(copied(record)?),
                    &stored.identity,
                    holders,
                )?,
                settled: vec![stored.begun.settled()],
                ..Extras::default()
            })
        });
        self.or_discard(done, stored)
    }

    /// Removes the object again when its record was not made.
    pub(super) fn or_discard(
        &mut self,
        done: Result<Done, VaultError>,
        stored: Stored,
    ) -> Result<Done, VaultError> {
        match done {
            Ok(done) => Ok(done),
            Err(error) => {
                if !error.leaves_open() {
                    // What cannot be removed now is removed at the next start; the first error is the one to tell.
                    let _ = self.discard(stored);
                }
                Err(error)
            }
        }
    }

    /// Removes the plaintext source of what is now sealed and recorded, as far as it is still the same, and records that.
    pub(super) fn remove_source(
        &mut self,
        member: &Member,
        instance: InstanceId,
        files: &[SourceFile],
        folders: &[PathBuf],
        intent: Option<crate::store::IntentId>,
    ) -> Result<Done, VaultError> {
        for file in files {
            remove_same(file)?;
        }
        for folder in folders {
            remove_empty(folder)?;
        }
        let asked = Asked::now(
            member.id,
            Act::SourceRemoved {
                instance,
                files: files.len() as u64,
            },
        );
        self.act_with(member, &asked, |_| {
            Ok(Extras {
                settled: intent.into_iter().collect(),
                ..Extras::default()
            })
        })
    }

    /// The source may not be the vault itself or something in it.
    fn outside_vault(&self, paths: &[PathBuf]) -> Result<(), VaultError> {
        let vault = self
            .folder
            .canonicalize()
            .map_err(VaultError::io(&self.folder))?;
        for path in paths {
            let source = path.canonicalize().map_err(VaultError::io(path))?;
            if source.starts_with(&vault) || vault.starts_with(&source) {
                return Err(VaultError::Exists(path.clone()));
            }
        }
        Ok(())
    }
}

/// Sources to seal, in the order of their paths.
pub(super) fn sources_of(paths: &[PathBuf]) -> Result<Vec<Source>, VaultError> {
    let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
    Ok(collect(&paths)?)
}

/// The instance a reception made.
fn received(record: &Record) -> Result<InstanceId, VaultError> {
    match &record.event {
        Event::AssetReceived { instance, .. } => Ok(instance.id),
        _ => Err(VaultError::Internal("an instance that was not made")),
    }
}

/// The instance a copy made.
pub(super) fn copied(record: &Record) -> Result<InstanceId, VaultError> {
    match &record.event {
        Event::InstanceCopied { instance, .. } => Ok(instance.id),
        _ => Err(VaultError::Internal("an instance that was not made")),
    }
}

/// What has to be removed after sealing: the files as they were, and the folders that then are empty.
pub(super) fn removal(
    paths: &[PathBuf],
    sources: &[Source],
) -> Result<(Vec<SourceFile>, Vec<PathBuf>), VaultError> {
    let mut files = Vec::with_capacity(sources.len());
    for source in sources {
        files.push(SourceFile {
            path: absolute(source.file())?,
            size: source.size(),
            modified: nanoseconds(source.mtime()),
        });
    }
    let mut folders = Vec::new();
    for path in paths {
        let path = absolute(path)?;
        if path.is_dir() {
            collect_folders(&path, &mut folders, 0)?;
        }
    }
    folders.sort_by_key(|folder| std::cmp::Reverse(folder.components().count()));
    Ok((files, folders))
}

pub(super) fn absolute(path: &Path) -> Result<PathBuf, VaultError> {
    std::path::absolute(path).map_err(VaultError::io(path))
}

fn collect_folders(folder: &Path, into: &mut Vec<PathBuf>, depth: usize) -> Result<(), VaultError> {
    into.push(folder.to_owned());
    // `collect` has refused deeper trees already.
    if depth > 64 {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder).map_err(VaultError::io(folder))? {
        let entry = entry.map_err(VaultError::io(folder))?;
        if entry.file_type().map_err(VaultError::io(folder))?.is_dir() {
            collect_folders(&entry.path(), into, depth + 1)?;
        }
    }
    Ok(())
}

/// The file's size and time of change now.
pub(super) fn look(path: &Path) -> Result<Option<SourceFile>, VaultError> {
    match std::fs::symlink_metadata(path) {
        Ok(metadata) => {
            let modified = metadata.modified().map_err(VaultError::io(path))?;
            let modified = jiff::Timestamp::try_from(modified).map_or(i64::MIN, nanoseconds);
            Ok(Some(SourceFile {
                path: path.to_owned(),
                size: metadata.len(),
                modified,
            }))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(VaultError::io(path)(error)),
    }
}

/// Ends at the years 1677 and 2262.
fn nanoseconds(at: jiff::Timestamp) -> i64 {
    let nanoseconds = at.as_nanosecond();
    i64::try_from(nanoseconds).unwrap_or(if nanoseconds < 0 { i64::MIN } else { i64::MAX })
}

/// Removes a file that is still what was sealed. One that changed since stays, and that is an error.
fn remove_same(file: &SourceFile) -> Result<(), VaultError> {
    match look(&file.path)? {
        None => Ok(()),
        Some(now) if now == *file => super::object::remove_if_there(&file.path),
        Some(_) => Err(VaultError::WorkChanged(vec![
            file.path.display().to_string(),
        ])),
    }
}

/// Removes a folder if nothing is left in it.
pub(super) fn remove_empty(folder: &Path) -> Result<(), VaultError> {
    match std::fs::remove_dir(folder) {
        Ok(()) => super::object::sync_parent(folder),
        Err(error)
            if matches!(
                error.kind(),
                std::io::ErrorKind::NotFound | std::io::ErrorKind::DirectoryNotEmpty
            ) =>
        {
            Ok(())
        }
        Err(error) => Err(VaultError::io(folder)(error)),
    }
}
