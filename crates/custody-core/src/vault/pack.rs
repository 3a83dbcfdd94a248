//! A package for a journey or a return: a sealed file with a key of its own, addressed to whoever will open it.

use super::intent::{Begun, Operation, PendingFile};
use super::object::{
    check_bytes, package_number, packed_of, pour, recipient_of, sealed_object, sync_parent,
    text_of, write_object,
};
use super::receive::absolute;
use super::{Member, Vault, VaultError};
use crate::record::{Content, Instance, Person, PersonId, Reach, Text};
use crate::seal::Part;
use crate::seal::{Passphrase, Progress, Recipient, To};
use crate::store::Store;
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

/// A package that is written and read back, and not yet under its final name.
pub struct Package {
    pub(super) part: Part,
    pub(super) target: PathBuf,
    pub(super) replace: bool,
    pub(super) content: Content,
    pub(super) begun: Begun,
}

impl<S: Store> Vault<S> {
    /// Seals an instance's object for others: from the object straight into the package, no plaintext on any disk.
    pub(super) fn pack(
        &mut self,
        member: &Member,
        instance: &Instance,
        to: &PackTo,
        target: &Path,
        replace: bool,
        progress: &mut dyn Progress,
    ) -> Result<Package, VaultError> {
        let content = instance
            .content
            .clone()
            .ok_or(VaultError::NoObject(instance.id))?;
        let mut reader = self.read_object(member, instance)?;
        let target = absolute(target)?;
        let packed = packed_of(&content)?;
        let planned = Part::plan(&target, replace)?;
        let begun = self.begin(&Operation::Package {
            part: planned.path().to_owned(),
        })?;
        let written = planned
            .create()
            .map_err(VaultError::from)
            .and_then(|mut part| {
                let (_, sealed) = write_object(&mut part, &to.to, |sealing| {
                    pour(&mut reader, sealing, progress)?;
                    Ok(packed)
                })?;
                check_bytes(&part, &sealed)?;
                // The record will say that it is there: its entry in the folder must not be lost either.
                sync_parent(part.path())?;
                Ok((part, sealed_object(package_number()?, &sealed)?))
            });
        match written {
            Ok((part, object)) => Ok(Package {
                part,
                target,
                replace,
                content: Content {
                    object: Some(object),
                    ..content
                },
                begun,
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
    /// What is still to be done once its record is durable.
    pub(super) fn pending(&self) -> PendingFile {
        PendingFile {
            part: self.part.path().to_owned(),
            target: self.target.clone(),
            replace: self.replace,
        }
    }
}
