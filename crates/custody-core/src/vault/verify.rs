//! Checking without trusting: a whole vault, a note, a package. Every verdict lists what was checked and what could
//! not be (`reliability.md` A18).

use super::documents::{
    DecidedAs, DecisionDocument, HandoverDocument, InstructionDocument, ProvisionDocument,
    ReceiptDocument, RevocationDocument, Revoked, peek, verify,
};
use super::member::verifier_of;
use super::object::{compare_object, kept_objects};
use super::reading::parse;
use super::{ForeignFault, RecordFault, Vault, VaultError};
use crate::ledger::{Checkpoint, LedgerError, LedgerWalk};
use crate::note::{SignedNote, VerifierKey};
use crate::record::{DocumentForm, Event, InstanceId, PermissionKind, Person, Record, Register};
use crate::rules::apply;
use crate::store::{Store, Touches};

/// One thing that was checked, or that could not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// So many notes parsed and their signatures verified strictly, each under its author's card.
    Signatures(u64),
    /// The tree was rebuilt from its leaves; every stored node and every checkpoint agrees with it.
    Tree {
        /// Checkpoints compared.
        checkpoints: u64,
    },
    /// Every record follows from those before it.
    Replay(u64),
    /// The projections are what the records give.
    Projections,
    /// Sealed objects are there and are, byte for byte, what their records say.
    Objects(u64),
    /// Decisions and receipts of 甲 that are embedded whole verified under 甲's card on the register.
    ClientNotes(u64),
    /// Not checked: nothing outside this folder says that its cards are the right people's.
    CardsNotCompared,
    /// Not checked: nobody outside has cosigned the ledger's head.
    NotWitnessed,
    /// Witnesses outside saw the ledger with its first so many records, and it has continued since.
    Witnessed {
        /// Records that were seen.
        size: u64,
        /// The witnesses' names.
        by: Vec<String>,
    },
    /// The checkpoint of a proof holds the record at this place.
    Included {
        /// The record's number.
        seq: u64,
        /// Records that the checkpoint covers.
        size: u64,
    },
    /// Not checked: what happened outside this program.
    OutsideUnknown,
    /// A note's signature, by the key named.
    Note {
        /// The kind.
        kind: String,
        /// The key's name.
        key: String,
    },
    /// A package's payload is what its tag says.
    Payload {
        /// Bytes.
        bytes: u64,
    },
    /// A package without a tag: nothing says what it should be.
    Untagged,
    /// Not on the register: the tag names no record.
    NoRecord,
    /// The record that a tag names made this package.
    OnRecord(u64),
    /// The record that a tag names was not looked at: its vault is not here.
    RecordNotHere(u64),
    /// A tag's signer was not among the trusted keys.
    SignerNotTrusted {
        /// The key that signed.
        key: String,
    },
}

impl Check {
    /// Something that was really checked, and good.
    #[must_use]
    pub fn is_good(&self) -> bool {
        !matches!(
            self,
            Self::CardsNotCompared
                | Self::NotWitnessed
                | Self::OutsideUnknown
                | Self::Untagged
                | Self::NoRecord
                | Self::RecordNotHere(_)
                | Self::SignerNotTrusted { .. }
        )
    }
}

/// What was checked and what could not be. A thing that is bad is an error, not a verdict.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Everything that was looked at.
    pub checks: Vec<Check>,
    /// The ledger's size, for a vault.
    pub size: Option<u64>,
    /// The ledger's root, `sha256:<hex>`, for a vault.
    pub root: Option<String>,
    /// The register as the records give it, for a vault.
    pub register: Option<Register>,
}

/// What a full replay of the ledger gives.
pub(super) struct Replayed {
    pub register: Register,
    pub touches: Touches,
    pub root: crate::ledger::Hash,
    pub signatures: u64,
    pub checkpoints: u64,
    pub client_notes: u64,
}

impl<S: Store> Vault<S> {
    /// Verifies everything in the vault, with no key; writes nothing.
    ///
    /// # Errors
    /// The first thing that is wrong: where, and what (3, or 6 for what a newer program wrote).
    pub fn verify(&self) -> Result<Verdict, VaultError> {
        let replayed = self.replay()?;
        self.store.compare(&replayed.register, &replayed.touches)?;
        let objects = self.compare_objects(&replayed.register)?;
        let size = replayed.register.head.size;
        Ok(Verdict {
            checks: vec![
                Check::Signatures(replayed.signatures),
                Check::ClientNotes(replayed.client_notes),
                Check::Tree {
                    checkpoints: replayed.checkpoints,
                },
                Check::Replay(size),
                Check::Projections,
                Check::Objects(objects),
                Check::CardsNotCompared,
                Check::NotWitnessed,
                Check::OutsideUnknown,
            ],
            size: Some(size),
            root: Some(replayed.root.to_string()),
            register: Some(replayed.register),
        })
    }

    /// Verifies every note, signature, checkpoint and transition from the first record on.
    pub(super) fn replay(&self) -> Result<Replayed, VaultError> {
        let origin = self.settings.origin()?;
        let log_key = self.settings.log_key()?;
        let vault = super::object::text_of(origin.as_str())?;
        let mut register = Register::empty(vault);
        let mut walk = LedgerWalk::new();
        let mut replayed = (0, 0, 0);
        let mut touches = Touches::new();
        let mut next = 0;
        loop {
            let chunk = self.store.notes(next, 1000)?;
            if chunk.is_empty() {
                break;
            }
            for (seq, bytes) in chunk {
                if seq != next {
                    return Err(VaultError::Record {
                        seq: next,
                        what: RecordFault::Missing,
                    });
                }
                let note = SignedNote::parse(&bytes).map_err(|e| VaultError::Record {
                    seq,
                    what: RecordFault::Note(e),
                })?;
                let record = parse(seq, &note)?;
                signed_by_author(&register, origin.as_str(), &note, &record)?;
                replayed.0 += 1;
                replayed.2 += u64::from(client_note(&register, origin.as_str(), &record)?);
                if seq == 0 {
                    opened_for(&record, &self.settings.log_key)?;
                }
                let applied = apply::apply(&register, &record)?;
                touches.extend(applied.changes.iter().map(|entity| (entity.key(), seq)));
                super::acting::replay_one(&mut register, &record)?;
                let mut completed = Vec::with_capacity(1);
                walk.feed_reporting(&bytes, |node, hash| completed.push((node, hash)))?;
                for (node, hash) in completed {
                    let stored = self.store.node(node.level, node.index)?;
                    let stored = stored.ok_or(LedgerError::MissingNode { node })?;
                    if stored != *hash.as_bytes() {
                        return Err(LedgerError::NodeDiffers { node }.into());
                    }
                }
                if let Some(checkpoint) = self.store.checkpoint_at(seq + 1)? {
                    let checkpoint = SignedNote::parse(&checkpoint)?;
                    walk.compare(&Checkpoint::verify(&checkpoint, &log_key, &origin)?)?;
                    replayed.1 += 1;
                }
                next = seq + 1;
            }
        }
        let head = self.store.head()?;
        if head.head.size != next {
            return Err(VaultError::Record {
                seq: next,
                what: RecordFault::Head(head.head.size),
            });
        }
        let last = head.checkpoint.ok_or(VaultError::Record {
            seq: next,
            what: RecordFault::NoCheckpoint,
        })?;
        walk.compare(&Checkpoint::verify(
            &SignedNote::parse(&last)?,
            &log_key,
            &origin,
        )?)?;
        let (signatures, checkpoints, client_notes) = replayed;
        Ok(Replayed {
            register,
            touches,
            root: walk.root(),
            signatures,
            checkpoints,
            client_notes,
        })
    }

    /// Every object that is still kept here, against its record.
    pub(super) fn compare_objects(&self, register: &Register) -> Result<u64, VaultError> {
        let mut compared = 0;
        for (kept, object) in kept_objects(register) {
            compare_object(&self.object_path(object), kept, object)?;
            compared += 1;
        }
        Ok(compared)
    }
}

/// The opening record names the log key that the settings name.
fn opened_for(record: &Record, log_key: &str) -> Result<(), VaultError> {
    match &record.event {
        Event::ContractOpened { contract, .. } if contract.log_key.as_str() == log_key => Ok(()),
        Event::ContractOpened { .. } => Err(VaultError::Foreign(ForeignFault::LogKey)),
        _ => Err(VaultError::Record {
            seq: 0,
            what: RecordFault::NotAnOpening,
        }),
    }
}

/// A record is signed under `<origin>/<by>` with the card that the register had for that person then.
fn signed_by_author(
    register: &Register,
    origin: &str,
    note: &SignedNote,
    record: &Record,
) -> Result<(), VaultError> {
    let seq = record.seq.0;
    let bad = |what: RecordFault| VaultError::Record { seq, what };
    let listed = register.people.get(&record.by);
    let opening: Option<&Person> = match &record.event {
        Event::ContractOpened { people, .. } => people.iter().find(|p| p.id == record.by),
        _ => None,
    };
    let author = listed
        .or(opening)
        .ok_or_else(|| bad(RecordFault::NotListed(record.by)))?;
    let key = verifier_of(origin, author)?.ok_or_else(|| bad(RecordFault::NoCard(record.by)))?;
    note.verify(&[key]).map_err(|e| bad(RecordFault::Note(e)))?;
    Ok(())
}

/// An embedded note of 甲, or of who accepts at a hand-over, verifies under the card that the register had for that person, and says what its record says.
fn client_note(register: &Register, origin: &str, record: &Record) -> Result<bool, VaultError> {
    let bad = |what: RecordFault| VaultError::Record {
        seq: record.seq.0,
        what,
    };
    let (note, by) = match &record.event {
        Event::PermissionRegistered {
            permission,
            note: Some(note),
            ..
        } => (note, permission.decided_by),
        Event::PermissionRevoked {
            revoked_by,
            note: Some(note),
            ..
        } => (note, *revoked_by),
        Event::RequestDeclined {
            decided_by,
            note: Some(note),
            ..
        } => (note, *decided_by),
        Event::ReturnReceived {
            by,
            note: Some(note),
            ..
        } => (note, *by),
        Event::ReturnRejected {
            note: Some(note), ..
        } => {
            let claimed: ReceiptDocument = peek(
                &SignedNote::parse(note.0.as_bytes()).map_err(|e| bad(RecordFault::Note(e)))?,
            )?;
            (note, claimed.by)
        }
        Event::HandedOver {
            accepted_by,
            note: Some(note),
            ..
        }
        | Event::Provided {
            accepted_by,
            note: Some(note),
            ..
        } => (note, *accepted_by),
        // 「引継ぎ」 and 「提供」 are signed by both (§5.3).
        Event::HandedOver { note: None, .. } | Event::Provided { note: None, .. } => {
            return Err(bad(RecordFault::NotAccepted));
        }
        // A signed note is the whole basis of trust level A: without it the level is claimed, not shown.
        Event::PermissionRegistered {
            permission,
            note: None,
            ..
        } if permission.document.form == DocumentForm::SignedNote => {
            return Err(bad(RecordFault::NoNote));
        }
        Event::PermissionRevoked {
            document,
            note: None,
            ..
        }
        | Event::ReturnReceived {
            document,
            note: None,
            ..
        }
        | Event::ReturnRejected {
            document,
            note: None,
            ..
        } if !document.is_paper() => {
            return Err(bad(RecordFault::NoNote));
        }
        _ => return Ok(false),
    };
    let person = register
        .people
        .get(&by)
        .ok_or_else(|| bad(RecordFault::NoteOfNobody))?;
    let key = verifier_of(origin, person)?.ok_or_else(|| bad(RecordFault::NoteWithoutCard))?;
    let note = SignedNote::parse(note.0.as_bytes()).map_err(|e| bad(RecordFault::Note(e)))?;
    let agrees = match &record.event {
        Event::ReturnReceived {
            instances,
            received_at,
            returned_in,
            ..
        } => {
            let said: ReceiptDocument = verify(&note, &key)?;
            receipt_says(&said, record, instances)
                && !said.rejected
                && said.at == *received_at
                && said.record == returned_in.0
        }
        Event::ReturnRejected { instances, .. } => {
            let said: ReceiptDocument = verify(&note, &key)?;
            receipt_says(&said, record, instances) && said.rejected
        }
        Event::PermissionRevoked { .. } => revocation_says(&verify(&note, &key)?, register, record),
        Event::PermissionRegistered { permission, .. } if permission.request.is_none() => {
            instruction_says(&verify(&note, &key)?, record)
        }
        Event::HandedOver { .. } => acceptance_says(&verify(&note, &key)?, record),
        Event::Provided { .. } => provision_says(&verify(&note, &key)?, record),
        _ => decision_says(&verify(&note, &key)?, register, record),
    };
    if agrees {
        Ok(true)
    } else {
        Err(bad(RecordFault::NoteDiffers))
    }
}

/// A receipt is about the instances of its record, in this vault.
fn receipt_says(said: &ReceiptDocument, record: &Record, instances: &[InstanceId]) -> bool {
    let items: Vec<InstanceId> = said.items.iter().map(|item| item.instance).collect();
    said.vault == record.vault && items == instances
}

/// An acceptance is about what its record hands over, from and to the same people.
fn acceptance_says(said: &HandoverDocument, record: &Record) -> bool {
    match &record.event {
        Event::HandedOver {
            instances,
            from,
            to,
            accepted_by,
            seal,
            ..
        } => {
            said.vault == record.vault
                && said.by == *accepted_by
                && said.instances == *instances
                && said.from == *from
                && said.to == *to
                && said.seal_intact == seal.intact
        }
        _ => false,
    }
}

/// An acceptance is about what its record provides, to the same organisation.
fn provision_says(said: &ProvisionDocument, record: &Record) -> bool {
    match &record.event {
        Event::Provided {
            instances,
            org,
            accepted_by,
            seal,
            ..
        } => {
            said.vault == record.vault
                && said.by == *accepted_by
                && said.org == *org
                && said.instances == *instances
                && said.seal_intact == seal.intact
        }
        _ => false,
    }
}

/// An instruction orders exactly what its record registers.
fn instruction_says(said: &InstructionDocument, record: &Record) -> bool {
    match &record.event {
        Event::PermissionRegistered { permission, .. } => {
            let addressee = said.addressee;
            said.vault == record.vault
                && permission.kind == PermissionKind::Instruction { addressee }
                && permission.decided_at == said.at
                && permission.grant == said.grant
                && permission.scope == said.scope
                && permission.uses == said.uses
                && permission.conditions == said.conditions
        }
        _ => false,
    }
}

/// A revocation takes back the permission that its record names.
fn revocation_says(said: &RevocationDocument, register: &Register, record: &Record) -> bool {
    let Event::PermissionRevoked {
        permission,
        revoked_at,
        reason,
        ..
    } = &record.event
    else {
        return false;
    };
    let Some(permission) = register.permissions.get(permission) else {
        return false;
    };
    let same = match &said.of {
        Revoked::Approval {
            request,
            request_digest,
        } => {
            let asked = register.requests.get(request);
            permission.request == Some(*request)
                && asked.is_some_and(|asked| asked.text_digest.as_ref() == Some(request_digest))
        }
        Revoked::Instruction { digest, .. } => permission.document.scan.as_ref() == Some(digest),
    };
    same && said.vault == record.vault && said.at == *revoked_at && said.reason == *reason
}

/// A decision grants exactly what its record registers, on the text of the request that is on record.
fn decision_says(said: &DecisionDocument, register: &Register, record: &Record) -> bool {
    let asked = register.requests.get(&said.request);
    let same_text =
        asked.is_some_and(|request| request.text_digest.as_ref() == Some(&said.request_digest));
    let same_vault = said.vault == record.vault && same_text;
    match (&record.event, &said.outcome) {
        (
            Event::PermissionRegistered { permission, .. },
            DecidedAs::Approved {
                grant,
                scope,
                uses,
                conditions,
            },
        ) => {
            same_vault
                && permission.request == Some(said.request)
                && permission.decided_at == said.at
                && permission.grant == *grant
                && permission.scope == *scope
                && permission.uses == *uses
                && permission.conditions == *conditions
        }
        (
            Event::RequestDeclined {
                request,
                decided_at,
                reason,
                ..
            },
            DecidedAs::Declined { reason: said_why },
        ) => same_vault && *request == said.request && *decided_at == said.at && reason == said_why,
        _ => false,
    }
}

/// Verifies one note under the keys that the caller trusts, and says which signed.
///
/// # Errors
/// None of the keys signed it (5), a bad signature (3), not a note (6).
pub fn verify_note(bytes: &[u8], trusted: &[VerifierKey]) -> Result<Verdict, VaultError> {
    let note = SignedNote::parse(bytes)?;
    let verified = note.verify(trusted)?;
    let kind = verified
        .text()
        .as_str()
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned();
    let checks = verified
        .keys()
        .iter()
        .map(|key| Check::Note {
            kind: kind.clone(),
            key: key.to_string(),
        })
        .collect();
    Ok(Verdict {
        checks,
        size: None,
        root: None,
        register: None,
    })
}
