//! A package for a journey or a return: a sealed file with a key of its own, addressed to whoever will open it.

use super::intent::{Begun, Operation, PendingFile};
use super::object::{
    check_bytes, package_number, packed_of, pour, recipient_of, sealed_object, sync_parent,
    write_object,
};
use super::receive::absolute;
use super::{Member, Vault, VaultError};
use crate::record::{Content, Instance, PersonId, Reach, Text};
use crate::seal::Part;
use crate::seal::{Passphrase, Progress, Recipient, To};
use crate::store::Store;
use std::path::{Path, PathBuf};

/// To whom a package is addressed.
pub enum PackTo {
    /// To these recipients, with the names that the record keeps.
    Recipients(Vec<(Text, Recipient)>),
    /// To a passphrase, when the other side has no key; the forms say so.
    Passphrase(Passphrase),
}

impl<S: Store> Vault<S> {
    /// A package for one listed person, by the card on the register.
    ///
    /// # Errors
    /// The person has no card (5), or its recipient is malformed (6).
    pub fn addressed(&self, person: PersonId) -> Result<PackTo, VaultError> {
        let register = self.known(&Reach::standing())?;
        let listed = register.people.get(&person);
        let recipient = listed.map(recipient_of).transpose()?.flatten();
        let recipient = recipient.ok_or(VaultError::NoCard(person))?;
        let name = super::object::text_of(&person.to_string())?;
        Ok(PackTo::Recipients(vec![(name, recipient)]))
    }
}

impl PackTo {
    /// Names for the record: who can open it.
    pub(super) fn holders(&self) -> Result<Vec<Text>, VaultError> {
        match self {
            Self::Recipients(all) => Ok(all.iter().map(|(name, _)| name.clone()).collect()),
            Self::Passphrase(_) => Ok(vec![super::object::text_of("passphrase")?]),
        }
    }

    fn take(self) -> To {
        match self {
            Self::Recipients(all) => {
                To::Recipients(all.into_iter().map(|(_, recipient)| recipient).collect())
            }
            Self::Passphrase(passphrase) => To::Passphrase(passphrase),
        }
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
        to: PackTo,
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
                let (_, sealed) = write_object(&mut part, &to.take(), |sealing| {
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
            if error.leaves_open() {
                part.leave();
            } else {
                drop(part);
                // What cannot be settled now is found at the next start; the first error is the one to tell.
                let _ = self.settle(begun);
            }
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
