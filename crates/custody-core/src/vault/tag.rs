//! The tag of a package: a signed note in the package's own header, which says without a key that it is the recorded one
//! and whom to call when it is found. Where a passphrase opens the package it lies beside it.

use super::documents::{Document as _, TagDocument, peek, verify};
use super::object::{package_number, text_of};
use super::verify::{Check, Verdict};
use super::{ForeignFault, Member, Vault, VaultError};
use crate::note::{NoteError, NoteText, SignedNote, SigningKey, VerifierKey, sign};
use crate::record::instance::SealedObject;
use crate::record::{Content, Event, Instance, Text};
use crate::seal::{Blake3Digest, Inspection, PayloadDigest, inspect, tag_of};
use crate::store::Store;
use std::fs::File;
use std::path::Path;

/// Makes the tags of one package: all are of one length, whatever record and payload they name, so that room can be left
/// for one before either is known.
pub struct Tagging {
    package: Text,
    vault: Text,
    contact: Option<Text>,
    signing: SigningKey,
}

impl<S: Store> Vault<S> {
    /// For a file that is sealed beside the register: it gets a package number of its own, and its tag names no record.
    ///
    /// # Errors
    /// No randomness (7).
    pub fn tagging(&self, member: &Member, contact: Option<Text>) -> Result<Tagging, VaultError> {
        self.tagging_of(member, package_number()?, contact)
    }

    pub(super) fn tagging_of(
        &self,
        member: &Member,
        package: Text,
        contact: Option<Text>,
    ) -> Result<Tagging, VaultError> {
        Ok(Tagging {
            package,
            vault: text_of(self.settings.origin()?.as_str())?,
            contact,
            signing: member.signing.clone(),
        })
    }
}

impl<S: Store> Vault<S> {
    /// Compares what a good tag says with the record that it names; that the records are as they were signed is another
    /// question, which [`Vault::verify`] answers.
    ///
    /// # Errors
    /// The tag is of another vault, or the record made no such package (3).
    pub fn compare_tag(&self, tag: &TagDocument) -> Result<Check, VaultError> {
        if tag.vault.as_str() != self.settings.origin {
            return Err(VaultError::Foreign(ForeignFault::Vault {
                named: tag.vault.to_string(),
                here: self.settings.origin.clone(),
            }));
        }
        let Some(seq) = tag.record else {
            return Ok(Check::NoRecord);
        };
        let says = |object: &SealedObject| {
            object.package == tag.package
                && object.payload_bytes == tag.payload_bytes
                && object.payload_digest == tag.payload_digest
        };
        match self.listed(seq)? {
            Some(listed) if written_by(&listed.record.event).into_iter().any(says) => {
                Ok(Check::OnRecord(seq))
            }
            _ => Err(VaultError::Foreign(ForeignFault::NotOnRecord(seq))),
        }
    }
}

/// The sealed files that an act wrote to media.
fn written_by(event: &Event) -> Vec<&SealedObject> {
    fn of(content: &Content) -> Option<&SealedObject> {
        content.object.as_ref()
    }
    fn of_instance(instance: &Instance) -> Option<&SealedObject> {
        instance.content.as_ref().and_then(of)
    }
    match event {
        Event::CarriedOut { packages, .. } | Event::Transmitted { packages, .. } => {
            packages.iter().filter_map(of_instance).collect()
        }
        Event::ReturnMade { packages, .. } => packages.values().collect(),
        Event::InstanceCopied { instance, .. } => of_instance(instance).into_iter().collect(),
        Event::InstanceSealed { content, .. } => of(content).into_iter().collect(),
        _ => Vec::new(),
    }
}

impl Tagging {
    /// The package's number.
    #[must_use]
    pub fn package(&self) -> &Text {
        &self.package
    }

    /// Bytes of each tag.
    ///
    /// # Errors
    /// None that can happen to texts of a register.
    pub fn tag_len(&self) -> Result<usize, VaultError> {
        let longest = PayloadDigest {
            len: u64::MAX,
            blake3: Blake3Digest::from_bytes([0; 32]),
        };
        let json = super::journey::to_json(&self.document(Some(u64::MAX), &longest)?)?;
        Ok(self.signed(&json)?.as_bytes().len())
    }

    /// The tag of a package with this payload, made by this record, if by any.
    ///
    /// # Errors
    /// As [`tag_len`](Self::tag_len).
    pub fn tag(
        &self,
        record: Option<u64>,
        payload: &PayloadDigest,
    ) -> Result<SignedNote, VaultError> {
        let mut json = super::journey::to_json(&self.document(record, payload)?)?;
        let len = self.signed(&json)?.as_bytes().len();
        let spare = self.tag_len()?.saturating_sub(len);
        // Blanks before the closing brace: to JSON they are nothing, and the signature covers them.
        let brace = json.len().saturating_sub(1);
        json.insert_str(brace, &" ".repeat(spare));
        self.signed(&json)
    }

    pub(super) fn document(
        &self,
        record: Option<u64>,
        payload: &PayloadDigest,
    ) -> Result<TagDocument, VaultError> {
        Ok(TagDocument {
            package: self.package.clone(),
            vault: self.vault.clone(),
            record,
            payload_bytes: payload.len,
            payload_digest: text_of(&payload.blake3.to_string())?,
            signer: text_of(&self.signing.verifier().to_string())?,
            contact: self.contact.clone(),
        })
    }

    fn signed(&self, json: &str) -> Result<SignedNote, VaultError> {
        let text = NoteText::custody(TagDocument::KIND, json)?;
        Ok(sign(&text, &[&self.signing])?)
    }
}

/// A tag that is as its signer made it, and of this payload. Whether the signer is to be trusted is another question.
#[derive(Clone, Debug)]
pub struct CheckedTag {
    /// What it says.
    pub document: TagDocument,
    /// The key that it names and that signed it.
    pub signer: VerifierKey,
    /// It lies in the header; else beside the file.
    pub inside: bool,
}

/// Finds the tag of a sealed file and checks it; `beside` is looked at where the header holds none. No key is needed. `None`
/// for a file without a tag: nothing says what it should be.
///
/// # Errors
/// The tag was altered, or is of another payload (3); it is of a version that is not known (6).
pub fn checked_tag(
    seen: &Inspection,
    beside: Option<&[u8]>,
) -> Result<Option<CheckedTag>, VaultError> {
    match (tag_of(&seen.stanzas)?, beside) {
        (Some(tag), _) => check_tag(tag, true, &seen.payload).map(Some),
        (None, Some(tag)) => check_tag(tag, false, &seen.payload).map(Some),
        (None, None) => Ok(None),
    }
}

/// Checks the tag of a payload, which stood in the header (`inside`) or lay beside the file.
///
/// # Errors
/// As [`checked_tag`].
pub fn check_tag(
    tag: &[u8],
    inside: bool,
    payload: &PayloadDigest,
) -> Result<CheckedTag, VaultError> {
    let checked = signed_tag(tag, inside).map_err(|error| match error {
        // In the header the stanza says which version it is.
        newer @ VaultError::Note(NoteError::UnknownVersion { .. }) if !inside => newer,
        _ => VaultError::Foreign(ForeignFault::Tag),
    })?;
    is_of(&checked.document, payload)?;
    Ok(checked)
}

/// Reads a tag without checking it: to learn of which vault it claims to be.
#[must_use]
pub fn claimed_tag(tag: &[u8]) -> Option<TagDocument> {
    peek(&SignedNote::parse(tag).ok()?).ok()
}

/// A tag that speaks of this payload.
///
/// # Errors
/// It speaks of another (3).
fn is_of(tag: &TagDocument, found: &PayloadDigest) -> Result<(), VaultError> {
    let digest = found.blake3.to_string();
    if found.len == tag.payload_bytes && digest == tag.payload_digest.as_str() {
        return Ok(());
    }
    Err(VaultError::Foreign(ForeignFault::Payload {
        found_bytes: found.len,
        found: digest,
        tag_bytes: tag.payload_bytes,
        tag: tag.payload_digest.to_string(),
    }))
}

fn signed_tag(bytes: &[u8], inside: bool) -> Result<CheckedTag, VaultError> {
    let note = SignedNote::parse(bytes)?;
    let claimed: TagDocument = peek(&note)?;
    let signer = VerifierKey::parse(claimed.signer.as_str())?;
    Ok(CheckedTag {
        document: verify(&note, &signer)?,
        signer,
        inside,
    })
}

/// Compares a sealed file with its tag, in its header or `beside` it: no key is needed, and nothing is opened.
///
/// # Errors
/// As [`checked_tag`]; not age (6), reading failed (7).
pub fn verify_package(
    package: &Path,
    beside: Option<&[u8]>,
    trusted: &[VerifierKey],
) -> Result<(Verdict, Option<TagDocument>), VaultError> {
    let mut file = File::open(package).map_err(VaultError::io(package))?;
    let seen = inspect(&mut file)?;
    let verdict = |checks| Verdict {
        checks,
        size: None,
        root: None,
        register: None,
    };
    let Some(CheckedTag {
        document, signer, ..
    }) = checked_tag(&seen, beside)?
    else {
        return Ok((verdict(vec![Check::Untagged]), None));
    };
    let key = signer.to_string();
    let mut checks = vec![
        Check::Note {
            kind: TagDocument::KIND.to_owned(),
            key: key.clone(),
        },
        Check::Payload {
            bytes: seen.payload.len,
        },
    ];
    if document.record.is_none() {
        checks.push(Check::NoRecord);
    }
    // A vault signs under its own names: the key itself is what is compared.
    if !trusted
        .iter()
        .any(|t| t.public_key() == signer.public_key())
    {
        checks.push(Check::SignerNotTrusted { key });
    }
    Ok((verdict(checks), Some(document)))
}
