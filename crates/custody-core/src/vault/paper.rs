//! Permissions on paper: what 甲 decided is typed in, its image kept sealed, and a second person checks it (`domain.md` §4.2).

use super::acting::{Done, Extras};
use super::object::{text_of, wrappings};
use super::office::Approving;
use super::receive::sources_of;
use super::{Kept, Lack, Member, Vault, VaultError};
use crate::record::{
    Document, DocumentForm, Event, Moment, PermissionId, PersonId, Reach, Record, RequestId, Text,
};
use crate::rules::{Act, Asked, Decision, Outcome};
use crate::seal::{NoProgress, Sha256Digest, archive};
use crate::store::Store;
use std::fs::File;
use std::path::{Path, PathBuf};

/// What is typed in from 甲's paper, e-mail or call.
#[derive(Clone, Debug)]
pub struct Transcript {
    /// The request it answers.
    pub request: RequestId,
    /// What it is.
    pub form: DocumentForm,
    /// Who of 甲 decided.
    pub decided_by: PersonId,
    /// When: a bare date begins at 0:00.
    pub decided_at: Moment,
    /// Where the paper is filed.
    pub filed_at: Option<Text>,
    /// Its image or file; it stays where it is.
    pub scan: Option<PathBuf>,
    /// Approved, as narrowed by what 甲 wrote, or declined with its reason.
    pub decided: Decided,
    /// Its number, its date, and what it narrows.
    pub approving: Approving,
}

/// Which way 甲 decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decided {
    /// 承認.
    Approved,
    /// 不承認.
    Declined {
        /// Why.
        reason: Option<Text>,
    },
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
        let decision = self.as_decision(transcript)?;
        Ok(Asked {
            at,
            ..Asked::now(member.id(), Act::Decide(Box::new(decision)))
        })
    }

    /// Types in a decision on paper and seals its image into the vault.
    ///
    /// # Errors
    /// A refusal; an unknown request (2); the image cannot be read (7).
    pub fn transcribe(
        &mut self,
        member: &Member,
        at: Option<Moment>,
        transcript: Transcript,
    ) -> Result<Done, VaultError> {
        let mut decision = self.as_decision(&transcript)?;
        let asked = |decision: &Decision| Asked {
            at,
            ..Asked::now(member.id(), Act::Decide(Box::new(decision.clone())))
        };
        self.plan_or_refuse(member, &asked(&decision))?;
        let Some(scan) = &transcript.scan else {
            return self.act(member, &asked(&decision));
        };
        let register = self.store.known(&Reach::standing())?;
        let holders = self.image_holders(&register, member)?;
        let sources = sources_of(std::slice::from_ref(scan))?;
        let stored = self.store_files(&sources, &mut NoProgress)?;
        decision.document.image.clone_from(&stored.content.object);
        let done = self.act_with(member, &asked(&decision), |record| {
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

    fn as_decision(&self, transcript: &Transcript) -> Result<Decision, VaultError> {
        let mut reach = Reach::standing();
        reach.requests.insert(transcript.request);
        let register = self.store.known(&reach)?;
        let id = transcript.request;
        let request = register
            .requests
            .get(&id)
            .ok_or_else(|| VaultError::Denied(crate::rules::Denied::Unknown(id.to_string())))?;
        let outcome = match &transcript.decided {
            Decided::Declined { reason } => Outcome::Declined {
                reason: reason.clone(),
            },
            Decided::Approved => {
                let (scope, uses) =
                    transcript
                        .approving
                        .narrowed(&request.grant, &request.scope, request.uses);
                Outcome::Approved {
                    grant: request.grant.clone(),
                    scope,
                    uses,
                    conditions: transcript.approving.conditions.clone(),
                }
            }
        };
        let scan = match &transcript.scan {
            Some(scan) => {
                let mut file = File::open(scan).map_err(VaultError::io(scan))?;
                let (digest, _) =
                    Sha256Digest::of_reader(&mut file).map_err(VaultError::io(scan))?;
                Some(text_of(&digest.to_string())?)
            }
            None => None,
        };
        Ok(Decision {
            request: id,
            decided_by: transcript.decided_by,
            decided_at: transcript.decided_at,
            document: Document {
                form: transcript.form,
                number: transcript.approving.number.clone(),
                date: transcript.approving.date,
                scan,
                image: None,
                filed_at: transcript.filed_at.clone(),
                registered_at: None,
            },
            note: None,
            outcome,
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

/// The permission that a record entered.
fn registered(record: &Record) -> Option<PermissionId> {
    match &record.event {
        Event::PermissionRegistered { permission, .. } => Some(permission.id),
        _ => None,
    }
}
