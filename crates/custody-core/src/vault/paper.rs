//! Permissions on paper: what 甲 decided is typed in, its image kept sealed, and a second person checks it (`domain.md` §4.2).

use super::acting::{Done, Extras};
use super::object::{text_of, wrappings};
use super::office::{Approving, Ordering};
use super::receive::sources_of;
use super::{Kept, Lack, Member, Vault, VaultError};
use crate::record::instance::SealedObject;
use crate::record::{
    Date, Document, DocumentForm, Event, Moment, PermissionId, PersonId, Reach, Record, RequestId,
    Text,
};
use crate::rules::{
    Act, Asked, Decision, Order, Outcome, Receipt, ReceiptLine, Rejected, Revocation,
};
use crate::seal::{NoProgress, Sha256Digest, archive};
use crate::store::Store;
use std::fs::File;
use std::path::{Path, PathBuf};

/// What is typed in from 甲's paper, e-mail or call.
#[derive(Clone, Debug)]
pub struct Transcript {
    /// What it is.
    pub form: DocumentForm,
    /// Its number.
    pub number: Option<Text>,
    /// Its date.
    pub date: Date,
    /// Who of 甲 decided.
    pub decided_by: PersonId,
    /// Where the paper is filed.
    pub filed_at: Option<Text>,
    /// Its image or file; it stays where it is.
    pub scan: Option<PathBuf>,
    /// What 甲 says in it.
    pub says: Says,
}

/// What 甲 says on paper.
#[derive(Clone, Debug)]
pub enum Says {
    /// Approves a request, with what it narrows.
    Approved(RequestId, Approving),
    /// Declines a request, and why.
    Declined(RequestId, Option<Text>),
    /// Orders something carried out (指示).
    Ordered(Box<Ordering>),
    /// Takes a permission back, and why.
    Revoked(PermissionId, Option<Text>),
    /// Received what was returned, or refused to: line by line as the paper has it.
    Received(Vec<ReceiptLine>, Option<Rejected>),
}

impl<S: Store> Vault<S> {
    /// What the rules are asked for a transcript.
    ///
    /// # Errors
    /// An unknown request (2); the image cannot be read (7).
    pub fn transcription(
        &self,
        member: &Member,
        at: Option<Moment>,
        transcript: &Transcript,
    ) -> Result<Asked, VaultError> {
        let document = Document {
            form: transcript.form,
            number: transcript.number.clone(),
            date: Some(transcript.date),
            scan: transcript.scan.as_deref().map(digest_of).transpose()?,
            image: None,
            filed_at: transcript.filed_at.clone(),
            registered_at: None,
        };
        // A bare date begins at 0:00.
        let (by, then) = (transcript.decided_by, Moment::start_of(transcript.date));
        let decided = |request, outcome| {
            Act::Decide(Box::new(Decision {
                request,
                decided_by: by,
                decided_at: then,
                document: document.clone(),
                note: None,
                outcome,
            }))
        };
        let act = match &transcript.says {
            Says::Approved(request, approving) => {
                decided(*request, self.approved(*request, approving)?)
            }
            Says::Declined(request, reason) => decided(
                *request,
                Outcome::Declined {
                    reason: reason.clone(),
                },
            ),
            Says::Ordered(ordering) => Act::TakeOrder(Box::new(Order {
                grant: ordering.grant.clone(),
                scope: ordering.scope.clone(),
                uses: ordering.uses,
                conditions: ordering.conditions.clone(),
                addressee: ordering.addressee,
                decided_by: by,
                decided_at: then,
                document,
                note: None,
            })),
            Says::Received(lines, rejected) => Act::TakeReceipt(Box::new(Receipt {
                lines: lines.clone(),
                by,
                received_at: then,
                document,
                rejected: rejected.clone(),
                note: None,
                removal_begun: false,
            })),
            // At once: a paper of today takes back from now on, not from this morning.
            Says::Revoked(permission, reason) => Act::Revoke(Box::new(Revocation {
                permission: *permission,
                by,
                at: Moment::end_of(transcript.date).min(self.now()),
                document,
                reason: reason.clone(),
                note: None,
            })),
        };
        Ok(Asked {
            at,
            ..Asked::now(member.id(), act)
        })
    }

    /// Types in what 甲 says on paper and seals its image into the vault, where it makes a permission.
    ///
    /// # Errors
    /// A refusal; an unknown request (2); the image cannot be read (7).
    pub fn transcribe(
        &mut self,
        member: &Member,
        at: Option<Moment>,
        transcript: &Transcript,
    ) -> Result<Done, VaultError> {
        let asked = self.transcription(member, at, transcript)?;
        self.plan_or_refuse(member, &asked)?;
        if let Act::TakeReceipt(receipt) = asked.act {
            return self.take_receipt(member, *receipt);
        }
        let makes_permission = matches!(transcript.says, Says::Approved(..) | Says::Ordered(_));
        let Some(scan) = transcript.scan.as_ref().filter(|_| makes_permission) else {
            return self.act(member, &asked);
        };
        let register = self.store.known(&Reach::standing())?;
        let holders = self.image_holders(&register, member)?;
        let sources = sources_of(std::slice::from_ref(scan))?;
        let stored = self.store_files(&sources, &mut NoProgress)?;
        let asked = with_image(asked, stored.content.object.as_ref());
        let done = self.act_with(member, &asked, |record| {
            let keys = match registered(record) {
                Some(id) => wrappings(Kept::Image(id), &stored.identity, &holders)?,
                None => Vec::new(),
            };
            Ok(Extras {
                keys,
                settled: vec![stored.begun.settled()],
                ..Extras::default()
            })
        });
        self.or_discard(done, stored)
    }

    fn approved(&self, id: RequestId, approving: &Approving) -> Result<Outcome, VaultError> {
        let mut reach = Reach::standing();
        reach.requests.insert(id);
        let register = self.store.known(&reach)?;
        let request = register
            .requests
            .get(&id)
            .ok_or_else(|| VaultError::Denied(crate::rules::Denied::Unknown(id.to_string())))?;
        let (scope, uses) = approving.narrowed(&request.grant, &request.scope, request.uses);
        Ok(Outcome::Approved {
            grant: request.grant.clone(),
            scope,
            uses,
            conditions: approving.conditions.clone(),
        })
    }

    /// The image of a permission on paper, opened into a folder, to be compared with what was typed in.
    ///
    /// # Errors
    /// No image, or no such permission (2); no key for it (5); altered (3); the folder cannot be written (7, 8).
    pub fn open_image(
        &self,
        member: &Member,
        id: PermissionId,
        folder: &Path,
    ) -> Result<(), VaultError> {
        let mut reach = Reach::standing();
        reach.permissions.insert(id);
        let register = self.store.known(&reach)?;
        let permission = register
            .permissions
            .get(&id)
            .ok_or_else(|| VaultError::Denied(crate::rules::Denied::Unknown(id.to_string())))?;
        let image = permission
            .document
            .image
            .as_ref()
            .ok_or(VaultError::Missing(Lack::Image))?;
        let path = self.object_path(image);
        let mut reader = self.open_kept(member, Kept::Image(id), &path, image)?;
        archive::unpack(&mut reader, folder, &mut NoProgress)?;
        Ok(())
    }
}

/// The same act, with the image of its paper.
fn with_image(asked: Asked, image: Option<&SealedObject>) -> Asked {
    let mut act = asked.act;
    match &mut act {
        Act::Decide(decision) => decision.document.image = image.cloned(),
        Act::TakeOrder(order) => order.document.image = image.cloned(),
        _ => {}
    }
    Asked { act, ..asked }
}

fn digest_of(scan: &Path) -> Result<Text, VaultError> {
    let mut file = File::open(scan).map_err(VaultError::io(scan))?;
    let (digest, _) = Sha256Digest::of_reader(&mut file).map_err(VaultError::io(scan))?;
    text_of(&digest.to_string())
}

/// The permission that a record entered.
fn registered(record: &Record) -> Option<PermissionId> {
    match &record.event {
        Event::PermissionRegistered { permission, .. } => Some(permission.id),
        _ => None,
    }
}
