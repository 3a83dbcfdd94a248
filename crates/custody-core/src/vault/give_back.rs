//! 17 返還 (contract Art. 13-2): no permission is needed. What lies sealed in the vault is handed over as a package for
//! 甲's card; what lies on a medium goes with the medium. The note that 甲 answers with a receipt comes out beside it.

use super::acting::{Done, Extras};
use super::documents::{Document as _, ReturnDocument};
use super::intent::{Operation, PendingNote};
use super::journey::to_json;
use super::object::object_of;
use super::pack::Packing;
use super::request::{contract_facts, items, person_facts};
use super::{Member, PackTo, Package, Vault, VaultError};
use crate::record::instance::SealedObject;
use crate::record::{
    Event, InstanceId, InstanceKind, PersonId, Reach, Record, Register, Seq, Text,
};
use crate::rules::{Act, Asked};
use crate::seal::{Part, Progress};
use crate::store::Store;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A return as asked.
#[derive(Clone, Debug)]
pub struct GivingBack {
    /// What.
    pub instances: Vec<InstanceId>,
    /// To whom of 甲.
    pub to: PersonId,
    /// 全部.
    pub whole: bool,
    /// Where packages and the note are written.
    pub folder: PathBuf,
    /// Whom a finder calls; stands in the packages' tags.
    pub contact: Option<Text>,
}

/// A return that was recorded.
pub struct GivenBack {
    /// What was recorded.
    pub done: Done,
    /// The packages for 甲.
    pub packages: Vec<PathBuf>,
    /// The note for 甲.
    pub note: PathBuf,
}

impl<S: Store> Vault<S> {
    /// Returns instances.
    ///
    /// # Errors
    /// A refusal before anything is written; a file of that name is there (8); full disk (7).
    pub fn give_back(
        &mut self,
        member: &Member,
        asked: Asked,
        giving: &GivingBack,
        progress: &mut dyn Progress,
    ) -> Result<GivenBack, VaultError> {
        let nothing = Return::default();
        self.plan_or_refuse(member, &nothing.asked(&asked, giving))?;
        let register = self
            .store
            .known(&Reach::instances(giving.instances.iter().copied()))?;
        let mut packages: Vec<(InstanceId, Package)> = Vec::new();
        for id in &giving.instances {
            match self.package_for(member, &register, giving, *id, progress) {
                Ok(Some(package)) => packages.push((*id, package)),
                Ok(None) => {}
                Err(error) => {
                    self.abandon(packages.into_iter().map(|(_, package)| package), &error);
                    return Err(error);
                }
            }
        }
        let targets: Vec<PathBuf> = packages.iter().map(|(_, p)| p.target.clone()).collect();
        let done = self.record_return(member, &asked, giving, &register, &packages);
        let done = match done {
            Ok(done) => done,
            Err(error) => {
                self.abandon(packages.into_iter().map(|(_, package)| package), &error);
                return Err(error);
            }
        };
        for (_, package) in packages {
            package.part.leave();
        }
        self.publish_promised(member, &done.intents)?;
        let note = done
            .records
            .first()
            .map(|record| note_path(&giving.folder, record))
            .ok_or(VaultError::Internal("a record without its event"))?;
        Ok(GivenBack {
            done,
            packages: targets,
            note,
        })
    }

    /// Records the return with the digest of its note. The note and the packages' tags name the record, so that they are
    /// made anew when somebody else's record took the place they were made for.
    fn record_return(
        &mut self,
        member: &Member,
        asked: &Asked,
        giving: &GivingBack,
        register: &Register,
        packages: &[(InstanceId, Package)],
    ) -> Result<Done, VaultError> {
        let ask = |vault: &Self, place: Seq| {
            let mut handed_over = Return::default();
            for (id, package) in packages {
                let object = package.object(place.0)?;
                handed_over.packages.insert(id.to_string(), object);
            }
            let planned = vault.plan(&handed_over.asked(asked, giving))?;
            let note = note_of(register, planned.record(), &giving.folder)?;
            handed_over.text_digest = Some(note.text_digest()?);
            Ok(handed_over.asked(asked, giving))
        };
        let draft = Return::default().asked(asked, giving);
        self.act_at(member, &draft, ask, |record| {
            Ok(Extras {
                begun: vec![Operation::Publish {
                    files: packages.iter().map(|(_, p)| p.pending()).collect(),
                    notes: vec![note_of(register, record, &giving.folder)?],
                    about: record.seq.to_string(),
                }],
                settled: packages.iter().map(|(_, p)| p.begun.settled()).collect(),
                ..Extras::default()
            })
        })
    }

    /// A package for what lies sealed in this vault, when 甲's person has a card to seal it to.
    fn package_for(
        &mut self,
        member: &Member,
        register: &Register,
        giving: &GivingBack,
        id: InstanceId,
        progress: &mut dyn Progress,
    ) -> Result<Option<Package>, VaultError> {
        let instance = register
            .instances
            .get(&id)
            .ok_or(VaultError::NoObject(id))?;
        let in_vault = object_of(instance).is_ok_and(|object| self.object_path(object).exists());
        if !in_vault || instance.kind == InstanceKind::Package {
            return Ok(None);
        }
        let receiver = register.people.get(&giving.to).ok_or_else(|| {
            VaultError::Denied(crate::rules::Denied::Unknown(giving.to.to_string()))
        })?;
        let Some(to) = PackTo::person(receiver)? else {
            return Ok(None);
        };
        let target = giving
            .folder
            .join(format!("{}-{}.age", id.asset, id.number()));
        let packing = Packing {
            to: &to,
            target: &target,
            replace: false,
            contact: giving.contact.clone(),
        };
        self.pack(member, instance, &packing, progress).map(Some)
    }
}

/// What the vault makes for a return.
#[derive(Clone, Debug, Default)]
struct Return {
    packages: BTreeMap<String, SealedObject>,
    text_digest: Option<Text>,
}

impl Return {
    fn asked(&self, asked: &Asked, giving: &GivingBack) -> Asked {
        Asked {
            act: Act::Return {
                instances: giving.instances.clone(),
                to: giving.to,
                whole: giving.whole,
                packages: self.packages.clone(),
                text_digest: self.text_digest.clone(),
            },
            ..asked.clone()
        }
    }
}

/// `RETURN-0041.custody-return`, by the record's number.
fn note_path(folder: &Path, record: &Record) -> PathBuf {
    let name = format!("RETURN-{:04}.{}", record.seq.0, ReturnDocument::EXTENSION);
    std::path::absolute(folder)
        .unwrap_or_else(|_| folder.to_owned())
        .join(name)
}

fn note_of(register: &Register, record: &Record, folder: &Path) -> Result<PendingNote, VaultError> {
    let Event::ReturnMade {
        instances,
        to,
        whole,
        remaining,
        packages,
        ..
    } = &record.event
    else {
        return Err(VaultError::Internal("no return"));
    };
    let mut items = items(register, instances)?;
    for item in &mut items {
        if let Some(object) = packages.get(&item.instance.to_string()) {
            // It goes home as a package, not on the machine it lies on.
            item.digest = Some(object.digest.clone());
            item.serial = None;
        }
    }
    let document = ReturnDocument {
        vault: record.vault.clone(),
        record: record.seq.0,
        contract: contract_facts(register)?,
        from: person_facts(register, record.by, None)?,
        to: person_facts(register, *to, None)?,
        at: record.at,
        whole: *whole,
        items,
        remaining: remaining.clone(),
    };
    let planned = Part::plan(&note_path(folder, record), false)?;
    Ok(PendingNote {
        part: planned.path().to_owned(),
        target: planned.target().to_owned(),
        replace: false,
        kind: ReturnDocument::KIND.to_owned(),
        json: to_json(&document)?,
    })
}
