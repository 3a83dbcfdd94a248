//! A package for a journey or a return: a sealed file with a key of its own, addressed to whoever will open it.

use super::documents::TagDocument;
use super::intent::{Begun, Operation, PendingFile};
use super::object::{
    check_bytes, package_number, pour, recipient_of, sealed_object, sync_parent, text_of,
};
use super::receive::absolute;
use super::tag::Tagging;
use super::{Member, Vault, VaultError};
use crate::record::instance::SealedObject;
use crate::record::{CarrierId, Content, Instance, Person, PersonId, Reach, Text};
use crate::seal::{
    Part, Passphrase, PayloadDigest, Progress, Recipient, SealError, Sealing, TaggedSealing, To,
    Untagged,
};
use crate::store::Store;
use std::io::Write;
use std::path::{Path, PathBuf};

/// To whom a package is addressed, and the names that the record keeps of them.
pub struct PackTo {
    holders: Vec<Text>,
    to: To,
}

impl PackTo {
    /// To these recipients, each with the name for the record.
    #[must_use]
    pub fn recipients(all: Vec<(Text, Recipient)>) -> Self {
        let (holders, recipients) = all.into_iter().unzip();
        Self {
            holders,
            to: To::Recipients(recipients),
        }
    }

    /// To a passphrase, when the other side has no key; the forms say so.
    ///
    /// # Errors
    /// None that can happen: the record's word for it is a text.
    pub fn passphrase(passphrase: Passphrase) -> Result<Self, VaultError> {
        Ok(Self {
            holders: vec![text_of("passphrase")?],
            to: To::Passphrase(passphrase),
        })
    }

    /// To a listed person, by the card on the register; none without a card.
    pub(super) fn person(person: &Person) -> Result<Option<Self>, VaultError> {
        let Some(recipient) = recipient_of(person)? else {
            return Ok(None);
        };
        let name = text_of(&person.id.to_string())?;
        Ok(Some(Self::recipients(vec![(name, recipient)])))
    }

    /// Whether a passphrase opens it: then no tag can be in its header.
    pub(super) fn is_passphrase(&self) -> bool {
        matches!(self.to, To::Passphrase(_))
    }

    /// Who can open it, for the record.
    pub(super) fn holders(&self) -> &[Text] {
        &self.holders
    }
}

impl<S: Store> Vault<S> {
    /// A package for one listed person, by the card on the register.
    ///
    /// # Errors
    /// The person has no card (5), or its recipient is malformed (6).
    pub fn addressed(&self, person: PersonId) -> Result<PackTo, VaultError> {
        let register = self.known(&Reach::standing())?;
        let listed = register.people.get(&person);
        let to = listed.map(PackTo::person).transpose()?.flatten();
        to.ok_or(VaultError::NoCard(person))
    }
}

/// A package as asked.
pub(super) struct Packing<'a> {
    /// To whom it is sealed.
    pub to: &'a PackTo,
    /// The file.
    pub target: &'a Path,
    /// Replace a file of that name.
    pub replace: bool,
    /// Whom a finder calls.
    pub contact: Option<Text>,
}

impl<S: Store> Vault<S> {
    /// Whom the finder of a carrier calls, as its entry says; stands in the tags of what is written to it.
    pub(super) fn finder_contact(&self, carrier: CarrierId) -> Result<Option<Text>, VaultError> {
        let known = self.store.known(&Reach::carrier(carrier))?;
        let listed = known.carriers.get(&carrier);
        Ok(listed.and_then(|carrier| carrier.finder_contact.clone()))
    }
}

/// A package that is written, and not yet under its final name.
pub struct Package {
    pub(super) part: Part,
    pub(super) target: PathBuf,
    pub(super) replace: bool,
    /// What is in it.
    pub(super) content: Content,
    pub(super) tagging: Tagging,
    pub(super) begun: Begun,
    header: HeaderState,
}

/// How far a package's header is.
enum HeaderState {
    /// Written and read back with the rest: a passphrase allows no tag in it.
    Written(SealedObject),
    /// To be written with the tag, which names the record.
    Untagged(Untagged),
}

impl<S: Store> Vault<S> {
    /// Seals an instance's object for others: from the object straight into the package, no plaintext on any disk.
    pub(super) fn pack(
        &mut self,
        member: &Member,
        instance: &Instance,
        packing: &Packing<'_>,
        progress: &mut dyn Progress,
    ) -> Result<Package, VaultError> {
        let content = instance
            .content
            .clone()
            .ok_or(VaultError::NoObject(instance.id))?;
        let mut reader = self.read_object(member, instance)?;
        self.package(member, packing, |sealing| {
            pour(&mut reader, sealing, progress)?;
            Ok(content)
        })
    }

    /// Seals what `fill` writes; it answers with what that is.
    pub(super) fn package(
        &mut self,
        member: &Member,
        packing: &Packing<'_>,
        fill: impl FnOnce(&mut dyn Write) -> Result<Content, VaultError>,
    ) -> Result<Package, VaultError> {
        let tagging = self.tagging_of(member, package_number()?, packing.contact.clone())?;
        let target = absolute(packing.target)?;
        let planned = Part::plan(&target, packing.replace)?;
        let begun = self.begin(&Operation::Package {
            part: planned.path().to_owned(),
        })?;
        let written = planned
            .create()
            .map_err(VaultError::from)
            .and_then(|mut part| {
                let (content, header) = match &packing.to.to {
                    to @ To::Passphrase(_) => {
                        let mut sealing = Sealing::new(&mut part, to, false)?;
                        let content = fill(&mut sealing)?;
                        let sealed = sealing.finish()?;
                        check_bytes(&part, &sealed)?;
                        let package = tagging.package().clone();
                        let object = sealed_object(package, &sealed)?;
                        (content, HeaderState::Written(object))
                    }
                    to @ To::Recipients(_) => {
                        let mut sealing = TaggedSealing::new(&part, to, tagging.tag_len()?)?;
                        let content = fill(&mut sealing)?;
                        (content, HeaderState::Untagged(sealing.finish()?))
                    }
                };
                // The record will say that it is there: its entry in the folder must not be lost either.
                sync_parent(part.path())?;
                Ok((part, content, header))
            });
        match written {
            Ok((part, content, header)) => Ok(Package {
                part,
                target,
                replace: packing.replace,
                content,
                tagging,
                begun,
                header,
            }),
            Err(error) => {
                // What cannot be settled now is found at the next start; the first error is the one to tell.
                let _ = self.settle(begun);
                Err(error)
            }
        }
    }

    /// Throws packages away whose record was not made, because of `error`.
    pub(super) fn abandon(
        &mut self,
        packages: impl IntoIterator<Item = Package>,
        error: &VaultError,
    ) {
        for Package { part, begun, .. } in packages {
            self.abandon_part(part, begun, error);
        }
    }

    /// Throws a file away whose record was not made, because of `error`.
    pub(super) fn abandon_part(&mut self, part: Part, begun: Begun, error: &VaultError) {
        if error.leaves_open() {
            part.leave();
        } else {
            drop(part);
            // What cannot be settled now is found at the next start; the first error is the one to tell.
            let _ = self.settle(begun);
        }
    }
}

impl Package {
    /// The package as the record with this number will have it: its tag names the record, and is written into the header
    /// here; synced and read back when this returns. Can be done again for another number.
    ///
    /// # Errors
    /// It reads back differently (3), the medium is full or gone (7).
    pub(super) fn object(&self, record: u64) -> Result<SealedObject, VaultError> {
        let untagged = match &self.header {
            HeaderState::Written(object) => return Ok(object.clone()),
            HeaderState::Untagged(untagged) => untagged,
        };
        let payload = untagged.payload();
        let tag = self.tagging.tag(Some(record), &payload)?;
        let header = untagged.put_tag(&self.part, tag.as_bytes())?;
        let file = untagged
            .read_back(&self.part, &header)
            .map_err(|error| match error {
                SealError::ReadBack { .. } => VaultError::ReadBack(self.target.clone()),
                other => other.into(),
            })?;
        Ok(SealedObject {
            package: self.tagging.package().clone(),
            bytes: file.len,
            digest: text_of(&file.blake3.to_string())?,
            payload_bytes: payload.len,
            payload_digest: text_of(&payload.blake3.to_string())?,
        })
    }

    /// What is in it, with the file as the record with this number will have it.
    ///
    /// # Errors
    /// As [`object`](Self::object).
    pub(super) fn content(&self, record: u64) -> Result<Content, VaultError> {
        Ok(Content {
            object: Some(self.object(record)?),
            ..self.content.clone()
        })
    }

    /// The note that lies beside it, where its header can hold none.
    pub(super) fn tag_beside(&self, record: u64) -> Result<Option<TagDocument>, VaultError> {
        let HeaderState::Written(object) = &self.header else {
            return Ok(None);
        };
        let payload = PayloadDigest {
            len: object.payload_bytes,
            blake3: object
                .payload_digest
                .as_str()
                .parse()
                .map_err(|_| VaultError::Internal("a digest of its own making"))?,
        };
        self.tagging.document(Some(record), &payload).map(Some)
    }

    /// What is still to be done once its record is durable.
    pub(super) fn pending(&self) -> PendingFile {
        PendingFile {
            part: self.part.path().to_owned(),
            target: self.target.clone(),
            replace: self.replace,
        }
    }
}
