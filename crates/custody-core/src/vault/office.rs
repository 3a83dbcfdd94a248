//! The prefecture's side: with a key and no vault (`cli.md`: approve, decline, receipt).
//!
//! What 甲 signs says on what it was decided: the digest of the request's text, so that nobody can put another request
//! under the decision later.

use super::documents::{
    DecidedAs, DecisionDocument, Document as _, InstructionDocument, PersonFacts, ReceiptDocument,
    Received, RequestDocument, ReturnDocument, RevocationDocument, Revoked, peek, sign, verify,
};
use super::import::request_digest;
use super::member::key_name;
use super::{VaultError, object::text_of};
use crate::keys::PersonKey;
use crate::note::{PublicKey, SignedNote, SigningKey, VerifierKey};
use crate::record::{
    Date, Grant, InstanceId, Moment, PersonId, Quantity, Scope, Subject, Text, Uses,
};
use std::num::NonZeroU32;

/// A request that verifies under the key it names. Whether that key is the contractor's is told by its fingerprint.
pub struct ReadRequest {
    /// What is asked.
    pub document: RequestDocument,
    note: SignedNote,
}

/// A return that verifies under the key it names.
pub struct ReadReturn {
    /// What is given back.
    pub document: ReturnDocument,
    note: SignedNote,
}

/// What 甲 adds or narrows when approving.
#[derive(Clone, Debug, Default)]
pub struct Approving {
    /// 文書番号.
    pub number: Option<Text>,
    /// The date on 甲's document.
    pub date: Option<Date>,
    /// Last moment.
    pub until: Option<Moment>,
    /// 部数・回数.
    pub count: Option<NonZeroU32>,
    /// Conditions.
    pub conditions: Vec<Text>,
}

impl Approving {
    /// Scope and uses that were asked for, as 甲 leaves them.
    #[must_use]
    pub fn narrowed(&self, grant: &Grant, scope: &Scope, uses: Uses) -> (Scope, Uses) {
        let (mut scope, mut uses) = (scope.clone(), uses);
        if let Some(until) = self.until {
            scope.to = Some(until);
        }
        if let Some(count) = self.count {
            scope.count = scope.count.map(|_| count);
            uses = Uses::Times(count);
        }
        if grant.subject() == Subject::Destroy && self.count.is_none() {
            // One use an instance: a destruction of three instances is three uses.
            let instances = u32::try_from(scope.instances.len())
                .ok()
                .and_then(NonZeroU32::new);
            if let (Uses::Times(n), Some(instances)) = (uses, instances) {
                uses = Uses::Times(n.max(instances));
            }
        }
        (scope, uses)
    }
}

/// What 甲 saw of a returned thing, where it differs from the note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Which.
    pub instance: InstanceId,
    /// The serial as read.
    pub serial: Option<Text>,
    /// The quantity as counted.
    pub quantity: Option<Quantity>,
}

fn signer(vault: &Text, person: &PersonFacts) -> Result<VerifierKey, VaultError> {
    let key = person
        .verifier
        .as_ref()
        .ok_or(VaultError::Missing(super::Lack::Verifier))?;
    let public: PublicKey = key.as_str().parse()?;
    Ok(VerifierKey::new(
        key_name(vault.as_str(), person.id)?,
        public,
    ))
}

/// Reads a request.
///
/// # Errors
/// Not a request (6), or not signed by the key it names (3, 5).
pub fn read_request(bytes: &[u8]) -> Result<ReadRequest, VaultError> {
    let note = SignedNote::parse(bytes)?;
    let claimed: RequestDocument = peek(&note)?;
    let document = verify(&note, &signer(&claimed.vault, &claimed.from)?)?;
    Ok(ReadRequest { document, note })
}

/// Reads the note of a return.
///
/// # Errors
/// As [`read_request`].
pub fn read_return(bytes: &[u8]) -> Result<ReadReturn, VaultError> {
    let note = SignedNote::parse(bytes)?;
    let claimed: ReturnDocument = peek(&note)?;
    let document = verify(&note, &signer(&claimed.vault, &claimed.from)?)?;
    Ok(ReadReturn { document, note })
}

/// Who of 甲's people on the note has this key, and the key that signs for them in that vault.
fn as_client<'p>(
    key: &PersonKey,
    vault: &Text,
    people: impl Iterator<Item = &'p PersonFacts>,
) -> Result<(&'p PersonFacts, SigningKey), VaultError> {
    let own = PublicKey::from_bytes(&key.verifier())?.to_string();
    let mut people = people;
    let person = people
        .find(|p| p.verifier.as_ref().is_some_and(|v| v.as_str() == own))
        .ok_or_else(|| VaultError::NotAMember {
            fingerprint: key.fingerprint().to_string(),
        })?;
    Ok((
        person,
        SigningKey::from_seed(key_name(vault.as_str(), person.id)?, key.signing_seed()),
    ))
}

/// 承認: what was asked, narrowed as 甲 wants.
///
/// # Errors
/// The key is not that of one of 甲's people on the request (5).
pub fn approve(
    request: &ReadRequest,
    key: &PersonKey,
    approving: Approving,
    now: Moment,
) -> Result<SignedNote, VaultError> {
    let asked = &request.document;
    let (scope, uses) = approving.narrowed(&asked.grant, &asked.scope, asked.uses);
    let outcome = DecidedAs::Approved {
        grant: asked.grant.clone(),
        scope,
        uses,
        conditions: approving.conditions,
    };
    decide(request, key, approving.number, approving.date, outcome, now)
}

/// 不承認.
///
/// # Errors
/// As [`approve`].
pub fn decline(
    request: &ReadRequest,
    key: &PersonKey,
    reason: Option<Text>,
    now: Moment,
) -> Result<SignedNote, VaultError> {
    decide(
        request,
        key,
        None,
        None,
        DecidedAs::Declined { reason },
        now,
    )
}

fn decide(
    request: &ReadRequest,
    key: &PersonKey,
    number: Option<Text>,
    date: Option<Date>,
    outcome: DecidedAs,
    now: Moment,
) -> Result<SignedNote, VaultError> {
    let asked = &request.document;
    let (person, signing) = as_client(key, &asked.vault, asked.client.iter())?;
    let document = DecisionDocument {
        vault: asked.vault.clone(),
        request: asked.request,
        request_digest: text_of(&request_digest(&request.note).to_string())?,
        by: person.id,
        at: now,
        number,
        date,
        outcome,
    };
    sign(&document, &signing)
}

/// What 甲 orders, beyond who and when.
#[derive(Clone, Debug)]
pub struct Ordering {
    /// To whom: a manager (Art. 15-3).
    pub addressee: PersonId,
    /// 文書番号.
    pub number: Option<Text>,
    /// The date on 甲's document.
    pub date: Option<Date>,
    /// What may be done.
    pub grant: Grant,
    /// With what.
    pub scope: Scope,
    /// How often.
    pub uses: Uses,
    /// Conditions.
    pub conditions: Vec<Text>,
}

/// 指示: an order that nobody asked for. `known` is any request of the same contract: it says which vault, and under which
/// number 甲's people stand in it.
///
/// # Errors
/// The key is not that of one of 甲's people on the request (5).
pub fn instruct(
    known: &ReadRequest,
    key: &PersonKey,
    ordering: Ordering,
    now: Moment,
) -> Result<SignedNote, VaultError> {
    let contract = &known.document;
    let (person, signing) = as_client(key, &contract.vault, contract.client.iter())?;
    let document = InstructionDocument {
        vault: contract.vault.clone(),
        by: person.id,
        addressee: ordering.addressee,
        at: now,
        number: ordering.number,
        date: ordering.date,
        grant: ordering.grant,
        scope: ordering.scope,
        uses: ordering.uses,
        conditions: ordering.conditions,
    };
    sign(&document, &signing)
}

/// What is taken back, as 甲 has it: the request that was approved, or its own instruction.
pub enum Granted {
    /// The request that was approved.
    Request(Box<ReadRequest>),
    /// An instruction; only who signed it takes it back by it.
    Instruction(Box<SignedNote>),
}

/// Reads either.
///
/// # Errors
/// As [`read_request`]; another kind (6).
pub fn read_granted(bytes: &[u8]) -> Result<Granted, VaultError> {
    let note = SignedNote::parse(bytes)?;
    if note
        .unverified_text()
        .custody_body(InstructionDocument::KIND)
        .is_ok()
    {
        return Ok(Granted::Instruction(Box::new(note)));
    }
    Ok(Granted::Request(Box::new(read_request(bytes)?)))
}

/// 取消し: at once.
///
/// # Errors
/// The key is not that of one of 甲's people on the request, or not the one that signed the instruction (5).
pub fn revoke(
    granted: &Granted,
    key: &PersonKey,
    (number, date): (Option<Text>, Option<Date>),
    reason: Option<Text>,
    now: Moment,
) -> Result<SignedNote, VaultError> {
    let (vault, of, by, signing) = match granted {
        Granted::Request(request) => {
            let asked = &request.document;
            let (person, signing) = as_client(key, &asked.vault, asked.client.iter())?;
            let of = Revoked::Approval {
                request: asked.request,
                request_digest: text_of(&request_digest(&request.note).to_string())?,
            };
            (asked.vault.clone(), of, person.id, signing)
        }
        Granted::Instruction(note) => {
            let claimed: InstructionDocument = peek(note)?;
            let public = PublicKey::from_bytes(&key.verifier())?;
            let name = key_name(claimed.vault.as_str(), claimed.by)?;
            let document: InstructionDocument =
                verify(note, &VerifierKey::new(name.clone(), public))?;
            let of = Revoked::Instruction {
                digest: text_of(&request_digest(note).to_string())?,
                instances: document.scope.instances.clone(),
            };
            let signing = SigningKey::from_seed(name, key.signing_seed());
            (document.vault, of, document.by, signing)
        }
    };
    let document = RevocationDocument {
        vault,
        of,
        by,
        at: now,
        number,
        date,
        reason,
    };
    sign(&document, &signing)
}

/// 受領: what 甲 saw, line by line.
///
/// # Errors
/// The key is not that of the person the return is addressed to (5).
pub fn receipt(
    returned: &ReadReturn,
    key: &PersonKey,
    seen: &[Seen],
    rejected: Option<Option<Text>>,
    now: Moment,
) -> Result<SignedNote, VaultError> {
    let note = &returned.document;
    let (person, signing) = as_client(key, &note.vault, std::iter::once(&note.to))?;
    let items = note
        .items
        .iter()
        .map(|item| {
            let differs = seen.iter().find(|s| s.instance == item.instance);
            Received {
                instance: item.instance,
                serial: differs
                    .and_then(|s| s.serial.clone())
                    .or_else(|| item.serial.clone()),
                quantity: differs.and_then(|s| s.quantity).unwrap_or(item.quantity),
            }
        })
        .collect();
    let document = ReceiptDocument {
        vault: note.vault.clone(),
        record: note.record,
        return_digest: text_of(&request_digest(&returned.note).to_string())?,
        by: person.id,
        at: now,
        rejected: rejected.is_some(),
        reason: rejected.flatten(),
        items,
    };
    sign(&document, &signing)
}
