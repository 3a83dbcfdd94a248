//! What is asked: an act with everything the rules need to decide it.

mod act;
mod reach;
mod subcontracting;
mod things;

pub use act::Act;
pub use subcontracting::{
    EndedHoldings, NewCheck, NewDisclosure, NewHoldings, NewPledge, NewProvision, NewSubReport,
    NewSubReturn,
};
pub use things::{CorrectionAsked, Examination, HandOver, NewValue};

use crate::record::event::{EmbeddedNote, Source};
use crate::record::party::Designation;
use crate::record::{
    AssetId, AssetKind, Authority, Card, Carrier, CarrierId, CarrierOwner, CarrierType, Content,
    Contract, Date, Document, Employment, Grant, IncidentKind, InstanceId, JourneyId,
    JourneyPurpose, Learned, Method, Moment, OrgId, Organisation, PermissionId, Person, PersonId,
    Place, PlaceId, PlaceKind, Profile, Protection, Quantity, Register, RequestId,
    RequestParticulars, Role, Scope, ScopeEntry, Supply, Text, Uses,
};
use crate::rules::Denied;
use crate::rules::refusal::unknown;
use std::collections::BTreeSet;

/// An act that somebody asks for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Who.
    pub by: PersonId,
    /// When it happened, if not now (`--at`).
    pub at: Option<Moment>,
    /// The permission to use (`--approval`); otherwise the earliest to expire of the valid ones.
    pub approval: Option<PermissionId>,
    /// The conditions of the permission were shown and acknowledged.
    pub acknowledged: bool,
    /// What.
    pub act: Act,
}

impl Asked {
    /// An act of `by`, now, with no permission named.
    #[must_use]
    pub fn now(by: PersonId, act: Act) -> Self {
        Self {
            by,
            at: None,
            approval: None,
            acknowledged: false,
            act,
        }
    }
}

/// What opens a vault.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The contract with its profile.
    pub contract: Contract,
    /// Organisations, 甲 and 乙 first.
    pub organisations: Vec<Organisation>,
    /// People; the first is the manager who opens it.
    pub people: Vec<Person>,
    /// Places.
    pub places: Vec<Place>,
    /// Carriers; the first is the machine that holds the vault.
    pub carriers: Vec<Carrier>,
}

/// What changes in a contract that runs.
#[derive(Clone, Debug)]
pub struct Amendment {
    /// Labels, switches, numbers; the contract's own lists stay.
    pub profile: Option<Profile>,
    /// Another end of the term.
    pub until: Option<Date>,
    /// Further work items.
    pub work_items: Vec<Text>,
    /// Further purposes.
    pub purposes: Vec<Text>,
    /// Further 成果物.
    pub deliverables: Vec<Text>,
    /// Further entries of Art. 10.
    pub access_scope: Vec<ScopeEntry>,
    /// 甲's document.
    pub document: Document,
    /// Why.
    pub reason: Option<Text>,
}

/// A person to be listed.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// 氏名.
    pub name: Text,
    /// よみ.
    pub reading: Option<Text>,
    /// 所属.
    pub employer: OrgId,
    /// 雇用区分.
    pub employment: Employment,
    /// 確認資料.
    pub employment_evidence: Option<Text>,
    /// The role held from `from`.
    pub role: Role,
    /// First day.
    pub from: Date,
    /// 作業範囲.
    pub work_scope: Vec<Text>,
    /// 連絡先.
    pub contact: Option<Text>,
    /// Public keys.
    pub card: Option<Card>,
    /// For 甲's people.
    pub authority: Option<Authority>,
}

/// A place to be registered.
#[derive(Clone, Debug)]
pub struct NewPlace {
    /// 名称.
    pub name: Text,
    /// 所在地.
    pub address: Option<Text>,
    /// What kind.
    pub kind: PlaceKind,
    /// Where it is in.
    pub inside: Option<PlaceId>,
    /// Can be locked.
    pub lockable: bool,
    /// Entry is logged.
    pub entry_log: bool,
    /// Why it may be used as 作業場所.
    pub designation: Option<Designation>,
    /// 鍵管理者.
    pub key_keeper: Option<PersonId>,
}

/// A carrier to be registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCarrier {
    /// What it is.
    pub carrier_type: CarrierType,
    /// Whose.
    pub owner: CarrierOwner,
    /// Maker and model.
    pub model: Option<Text>,
    /// 製造番号.
    pub serial: Option<Text>,
    /// The number on its label; the carrier's own number when absent.
    pub management_no: Option<Text>,
    /// 封印番号.
    pub seal_no: Option<Text>,
    /// Whom a finder calls.
    pub finder_contact: Option<Text>,
    /// Encrypts by itself.
    pub hardware_encryption: bool,
    /// Where it stands.
    pub place: Option<PlaceId>,
}

impl NewCarrier {
    /// A carrier of which nothing else is known yet.
    #[must_use]
    pub fn new(carrier_type: CarrierType, owner: CarrierOwner) -> Self {
        Self {
            carrier_type,
            owner,
            model: None,
            serial: None,
            management_no: None,
            seal_no: None,
            finder_contact: None,
            hardware_encryption: false,
            place: None,
        }
    }
}

/// On what a received asset lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReceivedOn {
    /// Sealed into the vault, on the machine that holds it.
    Vault(CarrierId),
    /// 甲's medium or paper, registered with this record.
    Medium(NewCarrier),
    /// A medium that is on the register already.
    Registered(CarrierId),
}

/// 受領.
#[derive(Clone, Debug)]
pub struct Receive {
    /// 名称.
    pub title: Text,
    /// Class of Art. 2.
    pub kind: AssetKind,
    /// How supplied.
    pub supply: Supply,
    /// Personal data in it.
    pub personal: Option<crate::record::asset::PersonalData>,
    /// 情報の種類.
    pub info_category: Text,
    /// 業務.
    pub work_item: Text,
    /// 使用目的.
    pub purpose: Text,
    /// How much.
    pub quantity: Quantity,
    /// 引渡者.
    pub received_from: Text,
    /// 返還期限.
    pub due: Option<Date>,
    /// 甲's document number.
    pub client_doc_no: Option<Text>,
    /// The paper that includes the intake.
    pub intake_included: Option<Text>,
    /// On what.
    pub on: ReceivedOn,
    /// Where it is kept.
    pub place: PlaceId,
    /// Protection when it arrived.
    pub arrival_protection: Protection,
    /// Content facts, once sealed or listed.
    pub content: Option<Content>,
    /// Who holds a wrapping of its key.
    pub key_holders: Vec<Text>,
    /// What becomes of the source.
    pub source: Source,
}

/// A request to 甲.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// What for.
    pub grant: Grant,
    /// Of what.
    pub scope: Scope,
    /// How often.
    pub uses: Uses,
    /// Why.
    pub reason: Text,
    /// SHA-256 of the text that goes to 甲; the vault fills it in once it is put together.
    pub text_digest: Option<Text>,
    /// The permission it is to extend.
    pub extends: Option<PermissionId>,
    /// Written down and not sent yet.
    pub draft: bool,
    /// What only its subject has; a carry request plans its journey.
    pub particulars: RequestParticulars<NewJourney>,
}

impl NewRequest {
    /// What the rules are asked.
    #[must_use]
    pub fn act(&self) -> Act {
        Act::Request(Box::new(self.clone()))
    }

    /// 運搬承認申請 for one journey: packages of what it carries, one of each, sealed, by its persons to its end on its
    /// carrier. The scope is that of the journey.
    #[must_use]
    pub fn carry(journey: NewJourney, reason: Text) -> Self {
        Self {
            grant: Grant::Carry {
                copies_included: u32::try_from(journey.instances.len()).unwrap_or(u32::MAX),
                disposal_preapproved: Vec::new(),
                encryption_exempt: None,
                paper_allowed: false,
            },
            scope: Scope {
                instances: journey.instances.clone(),
                destinations: vec![journey.to],
                carriers: journey.carrier.into_iter().collect(),
                persons: journey.persons.clone(),
                ..Scope::default()
            },
            uses: Uses::SINGLE,
            reason,
            text_digest: None,
            extends: None,
            draft: false,
            particulars: RequestParticulars::Carry {
                journey: Some(journey),
            },
        }
    }
}

/// A journey to be planned.
#[derive(Clone, Debug)]
pub struct NewJourney {
    /// Who carries.
    pub persons: Vec<PersonId>,
    /// What travels.
    pub instances: Vec<InstanceId>,
    /// On which carrier.
    pub carrier: Option<CarrierId>,
    /// From where.
    pub from: PlaceId,
    /// To where.
    pub to: PlaceId,
    /// Why.
    pub purpose: JourneyPurpose,
    /// 出発予定.
    pub departure: Moment,
    /// 到着予定.
    pub arrival: Moment,
    /// 帰着予定.
    pub back: Option<Moment>,
    /// 経路・手段.
    pub route: Text,
    /// 鍵の受渡し方法.
    pub key_handover: Text,
}

/// 甲's decision as it was taken in and verified.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The request it answers.
    pub request: RequestId,
    /// Who decided.
    pub decided_by: PersonId,
    /// When.
    pub decided_at: Moment,
    /// The paper or note.
    pub document: Document,
    /// 甲's note, whole.
    pub note: Option<EmbeddedNote>,
    /// What was decided.
    pub outcome: Outcome,
}

/// 甲's 指示 to carry out, as it was taken in and verified, or typed in.
#[derive(Clone, Debug)]
pub struct Order {
    /// What it orders; only to carry out can be ordered.
    pub grant: Grant,
    /// Of what.
    pub scope: Scope,
    /// How often.
    pub uses: Uses,
    /// Conditions.
    pub conditions: Vec<Text>,
    /// To whom: a manager (Art. 15-3).
    pub addressee: PersonId,
    /// Who decided.
    pub decided_by: PersonId,
    /// When.
    pub decided_at: Moment,
    /// The paper or note.
    pub document: Document,
    /// 甲's note, whole.
    pub note: Option<EmbeddedNote>,
}

/// 甲's 指示 of another kind, as it is typed in (Art. 15).
#[derive(Clone, Debug)]
pub struct GeneralOrder {
    /// What is to be done.
    pub text: Text,
    /// By when.
    pub due: Option<Date>,
    /// To whom: a manager (Art. 15-3).
    pub addressee: PersonId,
    /// Who of 甲.
    pub decided_by: PersonId,
    /// When.
    pub decided_at: Moment,
    /// The paper, or that it was said.
    pub document: Document,
}

/// What was done or answered on an 指示.
#[derive(Clone, Debug)]
pub struct InstructionAnswer {
    /// The record that entered it, as it is in the ledger.
    pub record: Box<crate::record::Record>,
    /// What was done or said.
    pub answer: Text,
    /// The number of 乙's document to 甲.
    pub number: Option<Text>,
}

/// 甲 takes a permission back.
#[derive(Clone, Debug)]
pub struct Revocation {
    /// Which.
    pub permission: PermissionId,
    /// Who of 甲.
    pub by: PersonId,
    /// From when.
    pub at: Moment,
    /// The paper or note.
    pub document: Document,
    /// Why.
    pub reason: Option<Text>,
    /// 甲's note, whole.
    pub note: Option<EmbeddedNote>,
}

/// Approved, with what 甲 wrote, or declined.
#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "one a decision, which is boxed itself"
)]
pub enum Outcome {
    /// 承認.
    Approved {
        /// What is granted.
        grant: Grant,
        /// For what.
        scope: Scope,
        /// How often.
        uses: Uses,
        /// Conditions.
        conditions: Vec<Text>,
    },
    /// 不承認.
    Declined {
        /// Why.
        reason: Option<Text>,
    },
}

/// A package to be made for a journey, or made.
#[derive(Clone, Debug)]
pub struct NewPackage {
    /// From which instance.
    pub source: InstanceId,
    /// Content facts, once sealed.
    pub content: Option<Content>,
    /// Who can open it, for the record and W06: persons' numbers, `passphrase`, or recipients.
    pub key_holders: Vec<Text>,
}

impl NewPackage {
    /// Of this instance, before anything is sealed.
    #[must_use]
    pub fn of(source: InstanceId) -> Self {
        Self {
            source,
            content: None,
            key_holders: Vec::new(),
        }
    }
}

/// How something is carried.
#[derive(Clone, Debug)]
pub enum Load {
    /// Packages on a registered carrier; the sources stay.
    Packages(Vec<NewPackage>),
    /// The carriers themselves (`--as-is`).
    AsIs {
        /// In a locked case with this seal.
        locked_case: Option<Text>,
    },
}

/// What 甲's receipt says of one instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptLine {
    /// Which.
    pub instance: InstanceId,
    /// Its serial as 甲 read it.
    pub serial: Option<Text>,
    /// Its quantity as 甲 counted it.
    pub quantity: Quantity,
}

/// 甲's receipt as it was taken in and verified, or typed in.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// Its lines.
    pub lines: Vec<ReceiptLine>,
    /// Who signed.
    pub by: PersonId,
    /// When.
    pub received_at: Moment,
    /// The paper or note.
    pub document: Document,
    /// 甲 refused it.
    pub rejected: Option<Rejected>,
    /// 甲's note, whole.
    pub note: Option<EmbeddedNote>,
    /// Keys or objects in the vault will be removed with it.
    pub removal_begun: bool,
}

/// A return that comes back.
#[derive(Clone, Debug)]
pub struct Rejected {
    /// Why.
    pub reason: Option<Text>,
    /// Where it is stored now.
    pub place: PlaceId,
}

/// What is lost: at most three answers.
#[derive(Clone, Debug)]
pub struct Loss {
    /// The instances.
    pub instances: Vec<InstanceId>,
    /// A journey: all it carries.
    pub journey: Option<JourneyId>,
    /// A carrier: all on it.
    pub carrier: Option<CarrierId>,
    /// It may only be so: 発生のおそれ (16-1).
    pub suspected: bool,
    /// What is known of it; by default it is a 紛失.
    pub learned: Learned,
}

/// Something that happened, or may have, and left things where they are: ウイルス, 不正アクセス, 誤廃棄, 無承認持出し, その他 (fire,
/// flood; §5.4).
#[derive(Clone, Debug)]
pub struct Occurrence {
    /// What.
    pub kind: IncidentKind,
    /// What it concerns, as far as that is known.
    pub instances: Vec<InstanceId>,
    /// It may only be so: 発生のおそれ (16-1).
    pub suspected: bool,
    /// What is known of it.
    pub learned: Learned,
}

/// Something found that the register does not know.
#[derive(Clone, Debug)]
pub struct Unregistered {
    /// Of which asset.
    pub asset: AssetId,
    /// On what.
    pub carrier: CarrierId,
    /// Its true kind.
    pub kind: crate::record::InstanceKind,
    /// What it is, of what was thought to have ended.
    pub same_as: Option<InstanceId>,
    /// Where.
    pub place: Text,
    /// 経緯.
    pub circumstances: Option<Text>,
}

/// A form to be issued.
#[derive(Clone, Debug)]
pub struct FormIssue {
    /// 様式 number, such as `7-1`.
    pub form: Text,
    /// What it is about.
    pub about: Vec<Text>,
    /// The instances it speaks of.
    pub instances: Vec<InstanceId>,
    /// It says 全部 or is about a whole asset.
    pub whole: bool,
    /// What keeps 様式18 from 「完了」: numbers.
    pub unsettled: Vec<String>,
    /// Fields it wants and the register lacks.
    pub missing: Vec<super::Field>,
    /// Free texts on it.
    pub texts: Vec<String>,
    /// The difference of the trial balance; 0 when it agrees.
    pub difference: i64,
    /// Places that it says are 保管庫 or 保管室 (21).
    pub storages: Vec<PlaceId>,
    /// The issue that this one replaces, as it is in the ledger: the same 文書番号, one 版 further (§5.5).
    pub replaces: Option<Box<crate::record::Record>>,
    /// SHA-256 of the file, once made.
    pub digest: Option<Text>,
}

/// 消去 as asked: of many at once.
#[derive(Clone, Debug)]
pub struct NewSanitising {
    /// Which, with the serial number read from each carrier.
    pub items: Vec<crate::record::destruction::SerialRead>,
    /// How.
    pub method: Method,
    /// Where.
    pub place: Option<PlaceId>,
    /// With whom.
    pub witness: PersonId,
    /// What shows it, of them all.
    pub evidence: crate::record::DestructionEvidence,
}

/// A hand-over to a disposer as asked.
#[derive(Clone, Debug)]
pub struct NewRelease {
    /// Which.
    pub instances: Vec<InstanceId>,
    /// To whom.
    pub org: OrgId,
    /// 受取人.
    pub received_by: Text,
    /// 封緘番号.
    pub seal_no: Option<Text>,
    /// With whom.
    pub witness: PersonId,
}

/// A destruction as asked.
#[derive(Clone, Debug)]
pub struct NewDestruction {
    /// How.
    pub method: Method,
    /// Where.
    pub place: Option<PlaceId>,
    /// With whom.
    pub witness: PersonId,
    /// What shows it.
    pub evidence: crate::record::DestructionEvidence,
    /// The vault itself does it, and its record is the log.
    pub by_vault: bool,
}

impl Loss {
    /// A loss of these instances, nothing else known yet.
    #[must_use]
    pub fn of(instances: Vec<InstanceId>) -> Self {
        Self {
            instances,
            journey: None,
            carrier: None,
            suspected: false,
            learned: Learned::default(),
        }
    }

    /// The journey it happened on: the one named, else the one that something of it is on.
    #[must_use]
    pub fn on_journey(&self, register: &Register) -> Option<JourneyId> {
        let named = self.instances.iter();
        let on = named.filter_map(|id| register.instances.get(id)?.custody.journey());
        let aboard = self.carrier.into_iter().flat_map(|id| register.open_on(id));
        let aboard = aboard.filter_map(|it| it.custody.journey());
        self.journey.or_else(|| on.chain(aboard).next())
    }

    /// The instances it speaks of, in the order of their numbers: a journey stands for all that it carries and that has not
    /// ended, a carrier for all that is open on it.
    ///
    /// # Errors
    /// A journey or carrier that is not on the register.
    pub fn instances(&self, register: &Register) -> Result<Vec<InstanceId>, Denied> {
        let mut named: BTreeSet<InstanceId> = self.instances.iter().copied().collect();
        if let Some(id) = self.journey {
            let journey = register.journeys.get(&id).ok_or_else(|| unknown(id))?;
            let all = if journey.carried.is_empty() {
                &journey.instances
            } else {
                &journey.carried
            };
            // What of it has ended is not lost, and does not stand in the way of reporting the rest.
            let ended = |id: &InstanceId| {
                let instance = register.instances.get(id);
                instance.is_some_and(|i| !i.state().is_open())
            };
            named.extend(all.iter().copied().filter(|id| !ended(id)));
        }
        if let Some(id) = self.carrier {
            register.carriers.get(&id).ok_or_else(|| unknown(id))?;
            named.extend(register.open_on(id).map(|i| i.id));
        }
        Ok(named.into_iter().collect())
    }
}
