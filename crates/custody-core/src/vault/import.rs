//! Taking in (`import`): whatever 甲 or a colleague sends, verified and taken onto the register.

use super::documents::{
    DecidedAs, DecisionDocument, Document, InstructionDocument, ReceiptDocument, Received,
    RevocationDocument, Revoked, peek, read,
};
use super::member::verifier_of;
use super::{Declaration, DocumentFault, Done, ForeignFault, Lack, Member, Vault, VaultError};
use crate::keys::CardDocument;
use crate::note::{SignedNote, Verified};
use crate::record::event::EmbeddedNote;
use crate::record::{
    Document as RecordedDocument, Event, InstanceId, PermissionId, PermissionKind, PersonId, Reach,
    Request, RequestId, Text,
};
use crate::rules::{
    Act, Asked, Decision, Order, Outcome, Receipt, ReceiptLine, Rejected, Revocation,
};
use crate::seal::Sha256Digest;
use crate::store::Store;

/// What an imported note was.
pub enum Imported {
    /// 甲's approval, now this permission.
    Approval {
        /// What was recorded.
        done: Done,
        /// The request it answers.
        request: RequestId,
    },
    /// 甲 declined.
    Declined {
        /// What was recorded.
        done: Done,
        /// The request it answers.
        request: RequestId,
    },
    /// 甲's instruction, now this permission.
    Instruction {
        /// What was recorded.
        done: Done,
    },
    /// 甲 took a permission back.
    Revocation {
        /// What was recorded.
        done: Done,
        /// Which.
        permission: PermissionId,
    },
    /// 甲's receipt.
    Receipt {
        /// What was recorded.
        done: Done,
        /// 甲 refused the return.
        rejected: bool,
    },
    /// Somebody's card; it names no person of this vault by itself.
    Card(Box<CardDocument>),
    /// A declaration made without a key, now signed in.
    Declaration {
        /// What was recorded.
        done: Done,
    },
}

impl<S: Store> Vault<S> {
    /// Takes in one note. `place` says where returned things are stored when 甲 refused them.
    ///
    /// # Errors
    /// No note, or of a kind this program does not know (6); a signature that is not good (3) or of nobody on the
    /// register (5); a refusal.
    pub fn import(
        &mut self,
        member: &Member,
        bytes: &[u8],
        place: Option<crate::record::PlaceId>,
    ) -> Result<Imported, VaultError> {
        if let Some(declaration) = Declaration::parse(bytes)? {
            let done = self.sign_in(member, &declaration)?;
            return Ok(Imported::Declaration { done });
        }
        let note = SignedNote::parse(bytes)?;
        let text = note.unverified_text();
        let kind = text.as_str().lines().next().unwrap_or_default().to_owned();
        match kind.as_str() {
            DecisionDocument::KIND => self.import_decision(member, &note),
            InstructionDocument::KIND => self.import_instruction(member, &note),
            RevocationDocument::KIND => self.import_revocation(member, &note),
            ReceiptDocument::KIND => self.import_receipt(member, &note, place),
            CardDocument::KIND => Ok(Imported::Card(Box::new(CardDocument::verify(&note)?))),
            _ => Err(VaultError::Document {
                kind,
                what: DocumentFault::NotTakenIn,
            }),
        }
    }

    /// Verifies a note of `by` with the card on the register.
    pub(super) fn verified(
        &self,
        note: &SignedNote,
        vault: &Text,
        by: PersonId,
    ) -> Result<Verified, VaultError> {
        let register = self.store.known(&Reach::standing())?;
        if *vault != register.head.vault {
            return Err(VaultError::Foreign(ForeignFault::Vault {
                named: vault.to_string(),
                here: register.head.vault.to_string(),
            }));
        }
        let person = register
            .people
            .get(&by)
            .ok_or_else(|| VaultError::Denied(crate::rules::Denied::Unknown(by.to_string())))?;
        let key = verifier_of(&self.settings.origin, person)?.ok_or(VaultError::NoCard(by))?;
        Ok(note.verify(&[key])?)
    }

    fn import_decision(
        &mut self,
        member: &Member,
        note: &SignedNote,
    ) -> Result<Imported, VaultError> {
        let claimed: DecisionDocument = peek(note)?;
        let verified = self.verified(note, &claimed.vault, claimed.by)?;
        let document: DecisionDocument = read(&verified)?;
        self.our_request(document.request, &document.request_digest)?;
        let outcome = match document.outcome {
            DecidedAs::Approved {
                grant,
                scope,
                uses,
                conditions,
            } => Outcome::Approved {
                grant,
                scope,
                uses,
                conditions,
            },
            DecidedAs::Declined { reason } => Outcome::Declined { reason },
        };
        let approved = matches!(outcome, Outcome::Approved { .. });
        let decision = Decision {
            request: document.request,
            decided_by: document.by,
            decided_at: document.at,
            document: crate::record::Document::signed_note(document.number, document.date),
            note: Some(EmbeddedNote(note.as_str().to_owned())),
            outcome,
        };
        let done = self.act(
            member,
            &Asked::now(member.id, Act::Decide(Box::new(decision))),
        )?;
        let request = document.request;
        Ok(if approved {
            Imported::Approval { done, request }
        } else {
            Imported::Declined { done, request }
        })
    }

    fn import_instruction(
        &mut self,
        member: &Member,
        note: &SignedNote,
    ) -> Result<Imported, VaultError> {
        let claimed: InstructionDocument = peek(note)?;
        let verified = self.verified(note, &claimed.vault, claimed.by)?;
        let document: InstructionDocument = read(&verified)?;
        let digest = super::object::text_of(&request_digest(note).to_string())?;
        if let Some(known) = self.ordered(&digest, &document.scope.instances)? {
            return Err(VaultError::Denied(crate::rules::Denied::Exists(
                known.to_string(),
            )));
        }
        let order = Order {
            grant: document.grant,
            scope: document.scope,
            uses: document.uses,
            conditions: document.conditions,
            addressee: document.addressee,
            decided_by: document.by,
            decided_at: document.at,
            document: RecordedDocument {
                scan: Some(digest),
                ..RecordedDocument::signed_note(document.number, document.date)
            },
            note: Some(EmbeddedNote(note.as_str().to_owned())),
        };
        let done = self.act(
            member,
            &Asked::now(member.id, Act::TakeOrder(Box::new(order))),
        )?;
        Ok(Imported::Instruction { done })
    }

    /// The permission that an instruction of this text became.
    fn ordered(
        &self,
        digest: &Text,
        instances: &[InstanceId],
    ) -> Result<Option<PermissionId>, VaultError> {
        let register = self
            .store
            .known(&Reach::instances(instances.iter().copied()))?;
        let of_it = |p: &&crate::record::Permission| {
            matches!(p.kind, PermissionKind::Instruction { .. })
                && p.document.scan.as_ref() == Some(digest)
        };
        Ok(register.permissions.values().find(of_it).map(|p| p.id))
    }

    fn import_revocation(
        &mut self,
        member: &Member,
        note: &SignedNote,
    ) -> Result<Imported, VaultError> {
        let claimed: RevocationDocument = peek(note)?;
        let verified = self.verified(note, &claimed.vault, claimed.by)?;
        let document: RevocationDocument = read(&verified)?;
        let permission = match &document.of {
            Revoked::Approval {
                request,
                request_digest,
            } => {
                let request = self.our_request(*request, request_digest)?;
                request.permission
            }
            Revoked::Instruction { digest, instances } => self.ordered(digest, instances)?,
        };
        let permission = permission.ok_or(VaultError::Foreign(ForeignFault::NothingGranted))?;
        let revocation = Revocation {
            permission,
            by: document.by,
            at: document.at,
            document: RecordedDocument::signed_note(document.number, document.date),
            reason: document.reason,
            note: Some(EmbeddedNote(note.as_str().to_owned())),
        };
        let done = self.act(
            member,
            &Asked::now(member.id, Act::Revoke(Box::new(revocation))),
        )?;
        Ok(Imported::Revocation { done, permission })
    }

    /// What 甲 decided on is the text that went out, to the byte.
    fn our_request(&self, id: RequestId, digest: &Text) -> Result<Request, VaultError> {
        let mut reach = Reach::standing();
        reach.requests.insert(id);
        let register = self.store.known(&reach)?;
        let request = register
            .requests
            .get(&id)
            .ok_or_else(|| VaultError::Denied(crate::rules::Denied::Unknown(id.to_string())))?;
        if request.text_digest.as_ref() != Some(digest) {
            return Err(VaultError::Foreign(ForeignFault::RequestText(id)));
        }
        Ok(request.clone())
    }

    fn import_receipt(
        &mut self,
        member: &Member,
        note: &SignedNote,
        place: Option<crate::record::PlaceId>,
    ) -> Result<Imported, VaultError> {
        let claimed: ReceiptDocument = peek(note)?;
        let verified = self.verified(note, &claimed.vault, claimed.by)?;
        let document: ReceiptDocument = read(&verified)?;
        self.answers_our_return(&document)?;
        let rejected = match (document.rejected, place) {
            (false, _) => None,
            (true, Some(place)) => Some(Rejected {
                reason: document.reason.clone(),
                place,
            }),
            (true, None) => return Err(VaultError::Missing(Lack::Place)),
        };
        let receipt = Receipt {
            lines: document
                .items
                .iter()
                .map(|item| ReceiptLine {
                    instance: item.instance,
                    serial: item.serial.clone(),
                    quantity: item.quantity,
                })
                .collect(),
            by: document.by,
            received_at: document.at,
            document: RecordedDocument::signed_note(None, Some(document.at.date())),
            rejected,
            note: Some(EmbeddedNote(note.as_str().to_owned())),
            removal_begun: false,
        };
        let done = self.take_receipt(member, receipt)?;
        Ok(Imported::Receipt {
            done,
            rejected: document.rejected,
        })
    }

    /// What 甲 received is what was given back, by the note that went out, to the byte.
    fn answers_our_return(&self, receipt: &ReceiptDocument) -> Result<(), VaultError> {
        let seq = receipt.record;
        let Some(Event::ReturnMade {
            instances,
            text_digest,
            ..
        }) = self.record(seq)?.map(|record| record.event)
        else {
            return Err(VaultError::Foreign(ForeignFault::NotAReturn(seq)));
        };
        if text_digest.as_ref() != Some(&receipt.return_digest) {
            return Err(VaultError::Foreign(ForeignFault::OtherNote(seq)));
        }
        let returned = |item: &Received| instances.contains(&item.instance);
        if !receipt.items.iter().all(returned) {
            return Err(VaultError::Foreign(ForeignFault::OtherThings(seq)));
        }
        Ok(())
    }
}

/// The digest of a note's text (its first lines, which are what is signed), `sha256:<hex>`.
#[must_use]
pub fn request_digest(note: &SignedNote) -> Sha256Digest {
    Sha256Digest::of(note.unverified_text().as_bytes())
}
