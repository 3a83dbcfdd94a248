//! Notes that the two sides exchange as files (`design.md` §3): requests, decisions, returns, receipts, tags,
//! declarations. Line one is the kind; line two this JSON.

#![expect(
    clippy::large_enum_variant,
    reason = "one outcome a decision; a box would only hide it"
)]

use super::VaultError;
use crate::note::{NoteText, SignedNote, SigningKey, Verified, VerifierKey};
use crate::record::{
    Date, Grant, InstanceId, Moment, OrgId, PersonId, Quantity, RequestId, Scope, Text, Uses,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A kind of document and its JSON.
pub trait Document: Serialize + DeserializeOwned {
    /// Line one.
    const KIND: &'static str;
    /// What its file is called after the dot.
    const EXTENSION: &'static str;
}

/// The contract, as far as a document must name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractFacts {
    /// 契約番号.
    pub number: Text,
    /// 件名.
    pub title: Text,
    /// 宛先.
    pub client_office: Text,
    /// 乙.
    pub contractor_name: Text,
}

/// A person, as far as a document must name one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonFacts {
    /// The number in the vault.
    pub id: PersonId,
    /// 氏名.
    pub name: Text,
    /// Ed25519 public key, base64; absent for someone without a card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verifier: Option<Text>,
    /// The fingerprint of the card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<Text>,
    /// May decide on what is asked, as the contractor's register has it.
    #[serde(default)]
    pub decides: bool,
}

/// One thing a document speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// 管理番号.
    pub instance: InstanceId,
    /// 名称.
    pub title: Text,
    /// 数量.
    pub quantity: Quantity,
    /// The carrier's type, `usb_flash` ….
    pub carrier_type: Text,
    /// 製造番号 on the register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial: Option<Text>,
    /// For a sealed package: BLAKE3 of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Text>,
}

/// `custody.request/v1`: 乙 asks 甲.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestDocument {
    /// The vault's origin.
    pub vault: Text,
    /// The request.
    pub request: RequestId,
    /// The contract.
    pub contract: ContractFacts,
    /// Who asks; the note is signed by this key.
    pub from: PersonFacts,
    /// When.
    pub at: Moment,
    /// What for.
    pub grant: Grant,
    /// Of what.
    pub scope: Scope,
    /// How often.
    pub uses: Uses,
    /// Why.
    pub reason: Text,
    /// The things, for people.
    pub items: Vec<Item>,
    /// The journey, for people: persons, places and times in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<(Text, Text)>,
    /// 甲's people on the register: who may answer.
    pub client: Vec<PersonFacts>,
}

impl Document for RequestDocument {
    const KIND: &'static str = "custody.request/v1";
    const EXTENSION: &'static str = "custody-request";
}

/// `custody.decision/v1`: 甲 answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionDocument {
    /// The vault's origin.
    pub vault: Text,
    /// The request.
    pub request: RequestId,
    /// SHA-256 of the request note's bytes, `sha256:<hex>`: what was decided on.
    pub request_digest: Text,
    /// Who decided; the note is signed by this key.
    pub by: PersonId,
    /// When.
    pub at: Moment,
    /// 甲's document number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Text>,
    /// The date on 甲's document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Approved, with what exactly, or declined.
    pub outcome: DecidedAs,
}

/// The outcome of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum DecidedAs {
    /// 承認.
    Approved {
        /// What is granted.
        grant: Grant,
        /// For what.
        scope: Scope,
        /// How often.
        uses: Uses,
        /// Conditions.
        #[serde(default)]
        conditions: Vec<Text>,
    },
    /// 不承認.
    Declined {
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Text>,
    },
}

impl Document for DecisionDocument {
    const KIND: &'static str = "custody.decision/v1";
    const EXTENSION: &'static str = "custody-decision";
}

/// `custody.instruction/v1`: 甲 orders something carried out (指示); nobody asked for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstructionDocument {
    /// The vault's origin.
    pub vault: Text,
    /// Who orders; the note is signed by this key.
    pub by: PersonId,
    /// To whom: a manager (Art. 15-3).
    pub addressee: PersonId,
    /// When.
    pub at: Moment,
    /// 甲's document number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Text>,
    /// The date on 甲's document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// What may be done under it.
    pub grant: Grant,
    /// With what.
    pub scope: Scope,
    /// How often.
    pub uses: Uses,
    /// Conditions.
    #[serde(default)]
    pub conditions: Vec<Text>,
}

impl Document for InstructionDocument {
    const KIND: &'static str = "custody.instruction/v1";
    const EXTENSION: &'static str = "custody-instruction";
}

/// `custody.revocation/v1`: 甲 takes back what it had decided or ordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevocationDocument {
    /// The vault's origin.
    pub vault: Text,
    /// What is taken back.
    pub of: Revoked,
    /// Who takes it back; the note is signed by this key.
    pub by: PersonId,
    /// From when.
    pub at: Moment,
    /// 甲's document number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Text>,
    /// The date on 甲's document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
}

/// What a revocation is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Revoked {
    /// The approval of a request.
    Approval {
        /// The request.
        request: RequestId,
        /// SHA-256 of the request note's text, `sha256:<hex>`.
        request_digest: Text,
    },
    /// An instruction.
    Instruction {
        /// SHA-256 of the instruction note's text, `sha256:<hex>`.
        digest: Text,
        /// What it was about: where to look for it.
        instances: Vec<InstanceId>,
    },
}

impl Document for RevocationDocument {
    const KIND: &'static str = "custody.revocation/v1";
    const EXTENSION: &'static str = "custody-revocation";
}

/// `custody.return/v1`: what 乙 gives back; 甲 answers with a receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnDocument {
    /// The vault's origin.
    pub vault: Text,
    /// The record of the return.
    pub record: u64,
    /// The contract.
    pub contract: ContractFacts,
    /// Who gives back; the note is signed by this key.
    pub from: PersonFacts,
    /// To whom.
    pub to: PersonFacts,
    /// When.
    pub at: Moment,
    /// 全部 (else 一部).
    pub whole: bool,
    /// What.
    pub items: Vec<Item>,
    /// Still open of the same assets.
    pub remaining: Vec<InstanceId>,
}

impl Document for ReturnDocument {
    const KIND: &'static str = "custody.return/v1";
    const EXTENSION: &'static str = "custody-return";
}

/// One line of a receipt, as 甲 saw it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// Which.
    pub instance: InstanceId,
    /// The serial as read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial: Option<Text>,
    /// The quantity as counted.
    pub quantity: Quantity,
}

/// `custody.receipt/v1`: 甲 received, or refused to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptDocument {
    /// The vault's origin.
    pub vault: Text,
    /// The record of the return.
    pub record: u64,
    /// SHA-256 of the return note's bytes, `sha256:<hex>`.
    pub return_digest: Text,
    /// Who received; the note is signed by this key.
    pub by: PersonId,
    /// When.
    pub at: Moment,
    /// Refused (相違あり).
    pub rejected: bool,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    /// What.
    pub items: Vec<Received>,
}

impl Document for ReceiptDocument {
    const KIND: &'static str = "custody.receipt/v1";
    const EXTENSION: &'static str = "custody-receipt";
}

/// `custody.tag/v1`: in a package's header, or beside a package that a passphrase opens, so that anyone can tell, without a
/// key, that it is the recorded one. Nothing about its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagDocument {
    /// The package's random number.
    pub package: Text,
    /// The vault's origin.
    pub vault: Text,
    /// The record that made it; absent where nothing was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<u64>,
    /// Length of the payload (what follows the age header), in bytes.
    pub payload_bytes: u64,
    /// BLAKE3 of the payload, `blake3:<hex>`.
    pub payload_digest: Text,
    /// The key that signs, a vkey: compare its fingerprint with the office's.
    pub signer: Text,
    /// Whom a finder calls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Text>,
}

impl Document for TagDocument {
    const KIND: &'static str = "custody.tag/v1";
    const EXTENSION: &'static str = "tag";
}

/// `custody.handover/v1`: who accepts at a hand-over; stands whole in its record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverDocument {
    /// The vault's origin.
    pub vault: Text,
    /// Who accepts; the note is signed by this key.
    pub by: PersonId,
    /// What.
    pub instances: Vec<InstanceId>,
    /// Who held it.
    pub from: PersonId,
    /// Who holds it from then on.
    pub to: PersonId,
    /// When.
    pub at: Moment,
    /// The seal looked intact.
    pub seal_intact: bool,
}

impl Document for HandoverDocument {
    const KIND: &'static str = "custody.handover/v1";
    const EXTENSION: &'static str = "custody-handover";
}

/// `custody.provision/v1`: the セキュリティ責任者 of a 再委託先 accepts what is provided; stands whole in its record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvisionDocument {
    /// The vault's origin.
    pub vault: Text,
    /// Who accepts; the note is signed by this key.
    pub by: PersonId,
    /// For which organisation.
    pub org: OrgId,
    /// What.
    pub instances: Vec<InstanceId>,
    /// When.
    pub at: Moment,
    /// The seal looked intact.
    pub seal_intact: bool,
}

impl Document for ProvisionDocument {
    const KIND: &'static str = "custody.provision/v1";
    const EXTENSION: &'static str = "custody-provision";
}

/// Signs a document under one key.
///
/// # Errors
/// The note cannot hold it (9), or it has a control character (6).
pub fn sign<D: Document>(document: &D, key: &SigningKey) -> Result<SignedNote, VaultError> {
    let json = serde_json::to_string(document).map_err(|_| VaultError::Internal("no JSON"))?;
    Ok(crate::note::sign(
        &NoteText::custody(D::KIND, &json)?,
        &[key],
    )?)
}

/// Reads a note's document **without** verifying it: to learn whose key must have signed it. What comes out is
/// unverified.
///
/// # Errors
/// Another kind or version, or JSON of another shape (6).
pub fn peek<D: Document>(note: &SignedNote) -> Result<D, VaultError> {
    parse(note.unverified_text())
}

/// Reads the document of a verified note.
///
/// # Errors
/// As [`peek`].
pub fn read<D: Document>(verified: &Verified) -> Result<D, VaultError> {
    parse(verified.text())
}

fn parse<D: Document>(text: &NoteText) -> Result<D, VaultError> {
    let json = text.custody_body(D::KIND)?;
    serde_json::from_str(json).map_err(|_| VaultError::Document {
        kind: D::KIND.to_owned(),
        what: super::DocumentFault::Shape,
    })
}

/// Verifies a document under the one key that must have signed it.
///
/// # Errors
/// No such signature (5), a bad one (3), another kind (6).
pub fn verify<D: Document>(note: &SignedNote, key: &VerifierKey) -> Result<D, VaultError> {
    read(&note.verify(std::slice::from_ref(key))?)
}
