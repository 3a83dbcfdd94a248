//! 運搬: 9 持出し with its package, 11 到着, 12 持帰り (contract Art. 13-4, 13-5).

use super::acting::{Done, Extras};
use super::documents::{Document as _, TagDocument};
use super::intent::{Operation, PendingNote};
use super::object::object_of;
use super::pack::Packing;
use super::receive::absolute;
use super::{Member, PackTo, Package, Vault, VaultError};
use crate::record::{CarrierId, InstanceId, JourneyId, Reach, Seq, Text};
use crate::rules::{Act, Asked, Load, NewPackage};
use crate::seal::publish::Planned;
use crate::seal::{Part, Progress};
use crate::store::Store;
use std::path::PathBuf;

/// A departure as asked.
pub struct Carrying {
    /// The journey.
    pub journey: JourneyId,
    /// The carrier that travels.
    pub carrier: CarrierId,
    /// What travels.
    pub load: CarryLoad,
    /// The seal looked intact.
    pub seal_intact: bool,
    /// What was seen.
    pub remark: Option<Text>,
    /// Whom a finder calls; stands in the package's tag. Else whom the carrier names.
    pub contact: Option<Text>,
}

impl Carrying {
    /// A package of `source`, made for `to` as a new file on the carrier; the seal looked intact.
    #[must_use]
    pub fn package(
        journey: JourneyId,
        carrier: CarrierId,
        source: InstanceId,
        to: PackTo,
        target: PathBuf,
    ) -> Self {
        Self {
            journey,
            carrier,
            load: CarryLoad::Package {
                source: Some(source),
                to,
                target,
                replace: false,
                sent: None,
            },
            seal_intact: true,
            remark: None,
            contact: None,
        }
    }

    /// What the rules are asked first; [`Vault::carry`] fills in what it packs.
    #[must_use]
    pub fn act(&self) -> Act {
        let source = match &self.load {
            CarryLoad::Package { source, .. } => *source,
            CarryLoad::AsIs { .. } => None,
        };
        self.act_with(source.map(NewPackage::of).into_iter().collect())
    }

    fn act_with(&self, packages: Vec<NewPackage>) -> Act {
        let load = match &self.load {
            CarryLoad::Package {
                sent: Some(sent), ..
            } => {
                return Act::Transmit {
                    journey: self.journey,
                    packages,
                    carrier: self.carrier,
                    channel: sent.channel.clone(),
                    recipient: sent.recipient.clone(),
                };
            }
            CarryLoad::Package { sent: None, .. } => Load::Packages(packages),
            CarryLoad::AsIs { locked_case } => Load::AsIs {
                locked_case: locked_case.clone(),
            },
        };
        Act::Carry {
            journey: self.journey,
            load,
            carrier: self.carrier,
            seal_intact: self.seal_intact,
            remark: self.remark.clone(),
        }
    }
}

/// What travels.
pub enum CarryLoad {
    /// A package is made; the source stays.
    Package {
        /// The source; the journey's only instance when absent.
        source: Option<InstanceId>,
        /// To whom it is sealed.
        to: PackTo,
        /// The file, on the carrier or to be sent.
        target: PathBuf,
        /// Replace a file of that name.
        replace: bool,
        /// How it is sent, when nobody carries it (送信).
        sent: Option<Sent>,
    },
    /// The carrier itself goes.
    AsIs {
        /// In a locked case with this seal.
        locked_case: Option<Text>,
    },
}

/// How a package is sent over a registered channel.
#[derive(Clone, Debug)]
pub struct Sent {
    /// 送信手段.
    pub channel: Text,
    /// 送信先.
    pub recipient: Text,
}

impl<S: Store> Vault<S> {
    /// Packs, reads the package back, records the departure, and only then gives the file its name.
    ///
    /// # Errors
    /// A refusal before anything is written; the target exists (8); no key to the source (5); full disk (7).
    pub fn carry(
        &mut self,
        member: &Member,
        asked: Asked,
        carrying: Carrying,
        progress: &mut dyn Progress,
    ) -> Result<Done, VaultError> {
        let ask = |act: Act| Asked {
            act,
            ..asked.clone()
        };
        let CarryLoad::Package {
            source,
            to,
            target,
            replace,
            sent: _,
        } = &carrying.load
        else {
            return self.act(member, &ask(carrying.act()));
        };
        let journey = carrying.journey;
        let register = self.store.known(&Reach::journey(journey))?;
        let planned = register.journeys.get(&journey).ok_or_else(|| {
            VaultError::Denied(crate::rules::Denied::Unknown(journey.to_string()))
        })?;
        let source = match (source, planned.instances.as_slice()) {
            (Some(source), _) => *source,
            (None, [only]) => *only,
            (None, _) => return Err(VaultError::Missing(super::Lack::Instance)),
        };
        let plan = |content| {
            ask(carrying.act_with(vec![NewPackage {
                source,
                content,
                key_holders: to.holders().to_vec(),
            }]))
        };
        self.plan_or_refuse(member, &plan(None))?;
        let instance = register
            .instances
            .get(&source)
            .ok_or(VaultError::NoObject(source))?;
        object_of(instance)?;
        let beside = match to.is_passphrase() {
            true => Some(Part::plan(&tag_path(&absolute(target)?), *replace)?),
            false => None,
        };
        let packing = Packing {
            to,
            target,
            replace: *replace,
            contact: match &carrying.contact {
                Some(contact) => Some(contact.clone()),
                None => self.finder_contact(carrying.carrier)?,
            },
        };
        let package = self.pack(member, instance, &packing, progress)?;
        let ask = |_: &Self, place: Seq| Ok(plan(Some(package.content(place.0)?)));
        let done = self.act_at(member, &plan(None), ask, |record| {
            let note = |beside| note_beside(&package, beside, record.seq);
            Ok(Extras {
                begun: vec![Operation::Publish {
                    files: vec![package.pending()],
                    notes: beside.iter().map(note).collect::<Result<_, _>>()?,
                    about: record.seq.to_string(),
                }],
                settled: vec![package.begun.settled()],
                ..Extras::default()
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

/// The tag of a package that can have none in its header.
fn note_beside(
    package: &Package,
    beside: &Planned,
    record: Seq,
) -> Result<PendingNote, VaultError> {
    let tag = package.tag_beside(record.0)?;
    let tag = tag.ok_or(VaultError::Internal(
        "a tag in the header and one beside it",
    ))?;
    Ok(PendingNote {
        part: beside.path().to_owned(),
        target: beside.target().to_owned(),
        replace: package.replace,
        kind: TagDocument::KIND.to_owned(),
        json: to_json(&tag)?,
    })
}

/// `OUT.age` → `OUT.age.tag`.
#[must_use]
pub(super) fn tag_path(package: &std::path::Path) -> PathBuf {
    let mut name = package.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(TagDocument::EXTENSION);
    package.with_file_name(name)
}

pub(super) fn to_json<D: super::documents::Document>(document: &D) -> Result<String, VaultError> {
    serde_json::to_string(document).map_err(|_| VaultError::Internal("no JSON"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    #[test]
    fn what_is_sent_is_asked_as_a_transmission_and_what_is_carried_as_a_carry() {
        let (journey, carrier) = ("J-0001".parse().unwrap(), "C-0002".parse().unwrap());
        let to = PackTo::recipients(Vec::new());
        let source = "A-0001/1".parse().unwrap();
        let mut carrying = Carrying::package(journey, carrier, source, to, "p.age".into());
        let Act::Carry { load, .. } = carrying.act() else {
            panic!("a carry");
        };
        assert!(matches!(load, Load::Packages(all) if all.len() == 1 && all[0].source == source));
        if let CarryLoad::Package { sent, .. } = &mut carrying.load {
            *sent = Some(Sent {
                channel: "LGWAN".parse().unwrap(),
                recipient: "税務課".parse().unwrap(),
            });
        }
        let Act::Transmit { packages, .. } = carrying.act() else {
            panic!("a transmission");
        };
        assert_eq!(packages.len(), 1);
    }
}
