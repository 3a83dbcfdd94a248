//! Sealed objects in `objects/`: written whole, read back, never rewritten in place.

use super::intent::{Begun, Operation};
use super::{Kept, Member, OBJECTS, ObjectFault, RECOVERY, Vault, VaultError, random};
use crate::keys::{unwrap_identity, wrap_identity};
use crate::record::instance::SealedObject;
use crate::record::{Content, Date, Instance, InstanceId, Person, Register, Role, Text};
use crate::seal::archive::{self, Packed};
use crate::seal::{
    Blake3Digest, Identity, Keys, OpenedReader, Part, Progress, Recipient, Sealed, Sealing, To,
    Unlocked, digest::HashingReader, open_reader,
};
use crate::store::{KeyChange, Store};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

/// Bytes that are read back at a time.
pub(super) const READ: usize = 256 * 1024;

/// A package's random number as text: 32 hexadecimal digits.
pub(super) fn package_number() -> Result<Text, VaultError> {
    let mut text = String::with_capacity(32);
    for byte in random::<16>()? {
        let _ = write!(text, "{byte:02x}");
    }
    text_of(&text)
}

/// A text made here, which is always short and clean.
pub(super) fn text_of(text: &str) -> Result<Text, VaultError> {
    Text::new(text).map_err(|_| VaultError::Internal("a text of its own making"))
}

/// A sealed object that lies under its final name and was read back, with the intent that would remove it.
pub(super) struct Stored {
    pub content: Content,
    pub identity: Identity,
    pub begun: Begun,
}

/// What was written and read back.
pub(super) fn sealed_object(package: Text, sealed: &Sealed) -> Result<SealedObject, VaultError> {
    Ok(SealedObject {
        package,
        bytes: sealed.sealed_len,
        digest: text_of(&sealed.blake3.to_string())?,
        payload_bytes: sealed.payload.len,
        payload_digest: text_of(&sealed.payload.blake3.to_string())?,
    })
}

impl<S: Store> Vault<S> {
    /// Where an object lies.
    pub(super) fn object_path(&self, object: &SealedObject) -> PathBuf {
        self.folder
            .join(OBJECTS)
            .join(format!("{}.age", object.package))
    }

    /// Seals files into a new object: packed, sealed to a key of its own, synced, read back and compared, renamed. The
    /// caller's record settles the intent; until then a restart removes the object again.
    pub(super) fn store_files(
        &mut self,
        sources: &[archive::Source],
        progress: &mut dyn Progress,
    ) -> Result<Stored, VaultError> {
        let salt = random::<32>()?;
        self.store_object(|part, identity| seal_files(sources, part, identity, salt, progress))
    }

    /// Seals what `source` holds into a new object with another key, without plaintext on the disk.
    pub(super) fn store_copy(
        &mut self,
        source: &mut dyn Read,
        content: &Content,
        progress: &mut dyn Progress,
    ) -> Result<Stored, VaultError> {
        let packed = packed_of(content)?;
        self.store_object(|part, identity| {
            let to = To::Recipients(vec![identity.recipient()]);
            let mut sealing = Sealing::new(part, &to, false)?;
            pour(source, &mut sealing, progress)?;
            let sealed = sealing.finish()?;
            check_object(part, identity, &packed, &sealed)?;
            Ok((packed, sealed))
        })
    }

    fn store_object(
        &mut self,
        fill: impl FnOnce(&mut Part, &Identity) -> Result<(Packed, Sealed), VaultError>,
    ) -> Result<Stored, VaultError> {
        let identity = Identity::generate()?;
        let package = package_number()?;
        let target = self.folder.join(OBJECTS).join(format!("{package}.age"));
        // Noted before the first byte, with the name it will have: a crash leaves nothing that nobody knows of.
        let planned = Part::plan(&target, false)?;
        let begun = self.begin(&Operation::Object {
            part: planned.path().to_owned(),
            target: target.clone(),
        })?;
        let written = planned
            .create()
            .map_err(VaultError::from)
            .and_then(|mut part| {
                let (packed, sealed) = fill(&mut part, &identity)?;
                part.commit()?;
                let object = sealed_object(package, &sealed)?;
                content(&packed, Some(object))
            });
        match written {
            Ok(content) => Ok(Stored {
                content,
                identity,
                begun,
            }),
            Err(error) => {
                // The part has removed itself; if even this fails, the next start does it.
                let _ = std::fs::remove_file(&target);
                let _ = self.settle(begun);
                Err(error)
            }
        }
    }

    /// Removes an object whose record was refused after all.
    pub(super) fn discard(&mut self, stored: Stored) -> Result<(), VaultError> {
        if let Some(object) = &stored.content.object {
            let path = self.object_path(object);
            remove_if_there(&path)?;
        }
        self.settle(stored.begun)
    }

    /// Opens an instance's object for reading with the member's wrapping of its key. The file is compared with its record
    /// in length; its content is verified as it is read.
    pub(super) fn read_object(
        &self,
        member: &Member,
        instance: &Instance,
    ) -> Result<OpenedReader<'static>, VaultError> {
        let path = self.object_path(object_of(instance)?);
        self.read_sealed(member, instance, &path)
    }

    /// As [`read_object`](Self::read_object), of a sealed file that lies elsewhere: on the instance's own medium.
    pub(super) fn read_sealed(
        &self,
        member: &Member,
        instance: &Instance,
        path: &Path,
    ) -> Result<OpenedReader<'static>, VaultError> {
        let object = object_of(instance)?;
        self.open_kept(member, Kept::Instance(instance.id), path, object)
    }

    /// Opens a sealed file of the recorded length with the member's wrapping of its key.
    pub(super) fn open_kept(
        &self,
        member: &Member,
        kept: Kept,
        path: &Path,
        object: &SealedObject,
    ) -> Result<OpenedReader<'static>, VaultError> {
        let identity = self.kept_identity(member, kept)?;
        let file = open_object(path, kept, object)?;
        Ok(open_reader(
            BufReader::new(file),
            &Keys::Identities(std::slice::from_ref(&identity)),
        )?)
    }

    /// Unwraps an instance's key for a member.
    pub(super) fn instance_identity(
        &self,
        member: &Member,
        id: InstanceId,
    ) -> Result<Identity, VaultError> {
        self.kept_identity(member, Kept::Instance(id))
    }

    fn kept_identity(&self, member: &Member, kept: Kept) -> Result<Identity, VaultError> {
        let wrapped = self
            .store
            .wrapped(&kept.slot(), &member.id.to_string())?
            .ok_or(VaultError::NoWrapping {
                person: member.id,
                what: super::Locked::Kept(kept),
            })?;
        Ok(unwrap_identity(&wrapped, &member.identity)?)
    }

    /// Who gets a wrapping of a new instance's key: the one who makes it, the managers, and the workers whose scope holds
    /// the work (§4.3), as far as they have a card; and the recovery key.
    pub(super) fn key_holders(
        &self,
        register: &Register,
        member: &Member,
        work: &Text,
    ) -> Result<Vec<(Text, Recipient)>, VaultError> {
        let works = |person: &Person, day| {
            person.has_role(Role::Worker, day) && person.work_scope.contains(work)
        };
        self.holders(register, member, works)
    }

    /// Who gets a wrapping of the key of a permission's image: who types it in, and those who may check it (§4.3).
    pub(super) fn image_holders(
        &self,
        register: &Register,
        member: &Member,
    ) -> Result<Vec<(Text, Recipient)>, VaultError> {
        self.holders(register, member, |person, day| {
            person.has_role(Role::Supervisor, day)
        })
    }

    /// The member, the managers and those of whom `also` says so, as far as they have a card; and the recovery key.
    fn holders(
        &self,
        register: &Register,
        member: &Member,
        also: impl Fn(&Person, Date) -> bool,
    ) -> Result<Vec<(Text, Recipient)>, VaultError> {
        let day = self.clock.now().date();
        let mut holders = Vec::new();
        for person in register.people.values() {
            let holds =
                person.id == member.id || person.has_role(Role::Manager, day) || also(person, day);
            if !holds {
                continue;
            }
            if let Some(recipient) = recipient_of(person)? {
                holders.push((text_of(&person.id.to_string())?, recipient));
            }
        }
        holders.push((text_of(RECOVERY)?, self.settings.recovery()?));
        Ok(holders)
    }
}

/// The age recipient on a person's card.
pub(super) fn recipient_of(person: &Person) -> Result<Option<Recipient>, VaultError> {
    let Some(card) = &person.card else {
        return Ok(None);
    };
    let parsed = card.recipient.as_str().parse();
    parsed.map(Some).map_err(|_| VaultError::Document {
        kind: "card".to_owned(),
        what: super::DocumentFault::Recipient,
    })
}

/// Wrappings of a new key for its holders.
pub(super) fn wrappings(
    kept: Kept,
    identity: &Identity,
    holders: &[(Text, Recipient)],
) -> Result<Vec<KeyChange>, VaultError> {
    let mut all = Vec::with_capacity(holders.len());
    for (holder, recipient) in holders {
        let wrapped = wrap_identity(identity, recipient)?;
        all.push(KeyChange::Put {
            slot: kept.slot(),
            holder: holder.to_string(),
            wrapped,
        });
    }
    Ok(all)
}

/// The record's facts of what was packed.
pub(super) fn content(
    packed: &Packed,
    object: Option<SealedObject>,
) -> Result<Content, VaultError> {
    Ok(Content {
        files: packed.files,
        bytes: packed.bytes,
        manifest: text_of(&packed.manifest_sha256.to_string())?,
        digests: text_of(&packed.digests_sha256.to_string())?,
        object,
    })
}

/// The record's facts back as digests to compare with.
pub(super) fn packed_of(content: &Content) -> Result<Packed, VaultError> {
    let malformed = |_| VaultError::Document {
        kind: "content".to_owned(),
        what: super::DocumentFault::Digest,
    };
    Ok(Packed {
        manifest_sha256: content.manifest.as_str().parse().map_err(malformed)?,
        digests_sha256: content.digests.as_str().parse().map_err(malformed)?,
        files: content.files,
        bytes: content.bytes,
    })
}

/// Packs and seals files into a part, and reads it back from the medium: every byte against the files themselves.
pub(super) fn seal_files(
    sources: &[archive::Source],
    part: &Part,
    identity: &Identity,
    salt: [u8; 32],
    progress: &mut dyn Progress,
) -> Result<(Packed, Sealed), VaultError> {
    let to = To::Recipients(vec![identity.recipient()]);
    let package = archive::seal_package(sources, part, &to, salt, progress)?;
    package.read_back(part, progress)?;
    // And that the key that people will get opens it.
    let keys = Keys::Identities(std::slice::from_ref(identity));
    Unlocked::find(&part.read_back()?, &keys)?;
    Ok((package.packed, package.sealed))
}

/// Reads the part back from the medium, once: every byte against the digest, every chunk and file against its own.
pub(super) fn check_object(
    part: &Part,
    identity: &Identity,
    packed: &Packed,
    sealed: &Sealed,
) -> Result<(), VaultError> {
    let mut file = HashingReader::new(part.read_back()?);
    check_lists(&mut file, part, identity, packed)?;
    if file.digest() == sealed.blake3 && file.len() == sealed.sealed_len {
        Ok(())
    } else {
        Err(VaultError::ReadBack(part.target().to_owned()))
    }
}

/// Reads the part back from the disk: every chunk against its tag, every file against its digest.
pub(super) fn check_archive(
    part: &Part,
    identity: &Identity,
    packed: &Packed,
) -> Result<(), VaultError> {
    check_lists(&mut part.read_back()?, part, identity, packed)
}

fn check_lists(
    file: &mut impl Read,
    part: &Part,
    identity: &Identity,
    packed: &Packed,
) -> Result<(), VaultError> {
    let keys = Keys::Identities(std::slice::from_ref(identity));
    let mut reader = open_reader(BufReader::with_capacity(READ, file), &keys)?;
    let verified = archive::verify(&mut reader, &mut crate::seal::NoProgress)?;
    if verified.manifest_sha256 == packed.manifest_sha256
        && verified.digests_sha256 == packed.digests_sha256
    {
        Ok(())
    } else {
        Err(VaultError::ReadBack(part.target().to_owned()))
    }
}

/// Reads the part back from the disk and compares its digest.
pub(super) fn check_bytes(part: &Part, sealed: &Sealed) -> Result<(), VaultError> {
    let mut file = part.read_back()?;
    let (digest, len) =
        Blake3Digest::of_reader(&mut file).map_err(VaultError::io(part.target()))?;
    if digest != sealed.blake3 || len != sealed.sealed_len {
        return Err(VaultError::ReadBack(part.target().to_owned()));
    }
    Ok(())
}

/// Copies verified plaintext from one sealed file into another.
pub(super) fn pour(
    source: &mut dyn Read,
    sealing: &mut dyn Write,
    progress: &mut dyn Progress,
) -> Result<(), VaultError> {
    let mut buffer = zeroize::Zeroizing::new(vec![0; 64 * 1024]);
    let mut done = 0;
    loop {
        if progress.at(done).is_break() {
            return Err(crate::seal::SealError::Cancelled.into());
        }
        let read = source
            .read(&mut buffer)
            .map_err(crate::seal::SealError::from_reading)?;
        if read == 0 {
            return Ok(());
        }
        sealing
            .write_all(buffer.get(..read).unwrap_or_default())
            .map_err(crate::seal::SealError::writing)?;
        done += read as u64;
    }
}

/// The sealed object of an instance.
pub(super) fn object_of(instance: &Instance) -> Result<&SealedObject, VaultError> {
    instance
        .content
        .as_ref()
        .and_then(|c| c.object.as_ref())
        .ok_or(VaultError::NoObject(instance.id))
}

/// Images of permissions on paper.
pub(super) fn images(register: &Register) -> Vec<(Kept, &SealedObject)> {
    register
        .permissions
        .values()
        .filter_map(|p| Some((Kept::Image(p.id), p.document.image.as_ref()?)))
        .collect()
}

/// Every object that has to be in the vault: of open instances on its machine, and images.
pub(super) fn kept_objects(register: &Register) -> Vec<(Kept, &SealedObject)> {
    let machine = register.carriers.keys().next().copied();
    let here = |instance: &&Instance| {
        instance.state().is_open() && Some(instance.carrier) == machine && !instance.removal_begun
    };
    let instances = register.instances.values().filter(here);
    let mut all: Vec<_> = instances
        .filter_map(|i| Some((Kept::Instance(i.id), object_of(i).ok()?)))
        .collect();
    all.extend(images(register));
    all
}

/// Opens an object's file, of the recorded length.
pub(super) fn open_object(
    path: &Path,
    kept: Kept,
    object: &SealedObject,
) -> Result<File, VaultError> {
    let altered = |found: ObjectFault| VaultError::ObjectAltered { kept, found };
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(altered(ObjectFault::Missing));
        }
        Err(error) => return Err(VaultError::io(path)(error)),
    };
    let len = file.metadata().map_err(VaultError::io(path))?.len();
    if len != object.bytes {
        return Err(altered(ObjectFault::Length {
            found: len,
            expected: object.bytes,
        }));
    }
    Ok(file)
}

/// Compares an object's file with its record, every byte.
pub(super) fn compare_object(
    path: &Path,
    kept: Kept,
    object: &SealedObject,
) -> Result<(), VaultError> {
    let mut file = open_object(path, kept, object)?;
    let (digest, _) = Blake3Digest::of_reader(&mut file).map_err(VaultError::io(path))?;
    if digest.to_string() != object.digest.as_str() {
        return Err(VaultError::ObjectAltered {
            kept,
            found: ObjectFault::Digest(digest.to_string()),
        });
    }
    Ok(())
}

/// Removes a file; one that is not there is removed already. Durable when it returns.
pub(super) fn remove_if_there(path: &Path) -> Result<(), VaultError> {
    match std::fs::remove_file(path) {
        Ok(()) => sync_parent(path),
        // It may have been removed just before a crash, and not durably.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            if path.parent().is_some_and(Path::is_dir) {
                sync_parent(path)?;
            }
            Ok(())
        }
        Err(error) => Err(VaultError::io(path)(error)),
    }
}

/// Makes a removal in a folder durable.
pub(super) fn sync_parent(path: &Path) -> Result<(), VaultError> {
    let parent = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or_else(|| Path::new("."));
    crate::seal::sync_folder(parent).map_err(VaultError::io(parent))
}
