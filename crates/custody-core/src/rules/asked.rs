//! What is asked: an act with everything the rules need to decide it.

mod things;

pub use things::{CorrectionAsked, Examination, HandOver, NewValue};

use super::Verb;
use crate::record::event::{Destruction, EmbeddedNote, Source};
use crate::record::instance::SealedObject;
use crate::record::party::Designation;
use crate::record::{
    AssetId, AssetKind, Authority, Card, Carrier, CarrierId, CarrierOwner, CarrierType, Content,
    Contract, Date, Document, Employment, Grant, InstanceId, InventoryLine, JourneyId,
    JourneyPurpose, Method, Moment, OrgId, OrgKind, Organisation, PermissionId, Person, PersonId,
    Place, PlaceId, PlaceKind, Protection, Quantity, Reach, RequestId, Role, Scope, Supply, Text,
    Training, Uses,
};
use std::collections::BTreeMap;
use std::num::NonZeroU32;

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
    /// The journey it plans (carry).
    pub journey: Option<NewJourney>,
    /// Where (destroy).
    pub place: Option<PlaceId>,
    /// With whom (destroy).
    pub witness: Option<PersonId>,
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
            journey: Some(journey),
            place: None,
            witness: None,
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

/// 甲's receipt as it was taken in and verified.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// Its lines.
    pub lines: Vec<ReceiptLine>,
    /// Who signed.
    pub by: PersonId,
    /// When.
    pub received_at: Moment,
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
    /// Last seen.
    pub last_seen: Option<Moment>,
    /// Where.
    pub place: Option<Text>,
    /// 経緯.
    pub circumstances: Option<Text>,
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
    /// Fields it wants and the register lacks.
    pub missing: Vec<super::Field>,
    /// Free texts on it.
    pub texts: Vec<String>,
    /// The difference of the trial balance; 0 when it agrees.
    pub difference: i64,
    /// SHA-256 of the file, once made.
    pub digest: Option<Text>,
}

/// An act.
#[derive(Clone, Debug)]
pub enum Act {
    /// Open the vault.
    OpenContract(Box<Opening>),
    /// List a person.
    AssignPerson(NewPerson),
    /// Change a person's entry.
    ChangePerson(Person),
    /// Register an organisation.
    RegisterOrganisation {
        /// 名称.
        name: Text,
        /// 所在地.
        address: Option<Text>,
        /// What kind.
        kind: OrgKind,
        /// Above it.
        parent: Option<OrgId>,
    },
    /// Register a place.
    RegisterPlace(NewPlace),
    /// Register a carrier.
    RegisterCarrier(NewCarrier),
    /// Record a training.
    RecordTraining {
        /// Who took part.
        persons: Vec<PersonId>,
        /// What.
        training: Training,
    },
    /// 受領.
    Receive(Box<Receive>),
    /// 取出し.
    Take {
        /// Which.
        instance: InstanceId,
        /// Where it will be used.
        place: PlaceId,
        /// For what.
        purpose: Text,
        /// アクセス方法; the scope's own when absent.
        method: Option<Text>,
    },
    /// 格納.
    Store {
        /// Which.
        instance: InstanceId,
        /// Where.
        place: PlaceId,
    },
    /// 展開.
    Open {
        /// Which.
        instance: InstanceId,
        /// On which carrier the plaintext will lie.
        carrier: CarrierId,
        /// Where.
        place: PlaceId,
        /// For what.
        purpose: Text,
        /// アクセス方法; the scope's own when absent.
        method: Option<Text>,
    },
    /// 展開終了.
    Close {
        /// The working copy.
        instance: InstanceId,
        /// How the plaintext ended.
        method: Text,
        /// Overwritten.
        overwritten: bool,
    },
    /// 複製.
    Copy {
        /// Of which.
        instance: InstanceId,
        /// To which carrier.
        carrier: CarrierId,
        /// Where it is kept.
        place: PlaceId,
        /// How it is protected.
        protection: Protection,
        /// Content facts, once made.
        content: Option<Content>,
        /// Who holds a wrapping of its key.
        key_holders: Vec<Text>,
    },
    /// Ask 甲.
    Request(Box<NewRequest>),
    /// Take in 甲's decision.
    Decide(Box<Decision>),
    /// Plan a journey for 返還.
    PlanReturn(NewJourney),
    /// 運搬中の指示事項の確認.
    Brief {
        /// For which journey.
        journey: JourneyId,
        /// Who explained it.
        explained_by: Option<PersonId>,
    },
    /// 持出し.
    Carry {
        /// The journey.
        journey: JourneyId,
        /// What.
        load: Load,
        /// The carrier that travels.
        carrier: CarrierId,
        /// The seal looked intact.
        seal_intact: bool,
        /// What was seen.
        remark: Option<Text>,
    },
    /// 到着.
    Arrive {
        /// The journey.
        journey: JourneyId,
        /// Where.
        place: PlaceId,
        /// The seal looked intact.
        seal_intact: bool,
        /// What was seen.
        remark: Option<Text>,
    },
    /// 持帰り.
    Back {
        /// The journey.
        journey: JourneyId,
        /// Where it is stored.
        place: PlaceId,
        /// The seal looked intact.
        seal_intact: bool,
        /// What was seen.
        remark: Option<Text>,
    },
    /// 返還.
    Return {
        /// What.
        instances: Vec<InstanceId>,
        /// To whom.
        to: PersonId,
        /// 全部.
        whole: bool,
        /// Sealed packages handed over, by instance number.
        packages: BTreeMap<String, SealedObject>,
        /// SHA-256 of the text of the note that goes to 甲; the vault fills it in once it is put together.
        text_digest: Option<Text>,
    },
    /// 受領確認.
    TakeReceipt(Box<Receipt>),
    /// Keys and objects of returned instances are gone.
    ObjectsRemoved {
        /// Of which.
        instances: Vec<InstanceId>,
        /// How many wrapped keys ended.
        keys: u64,
    },
    /// The source's removal has ended.
    SourceRemoved {
        /// Of which.
        instance: InstanceId,
        /// How many files.
        files: u64,
    },
    /// 廃棄予定.
    PlanDestroy {
        /// What.
        instances: Vec<InstanceId>,
        /// How.
        method: Method,
        /// Where.
        place: PlaceId,
        /// When.
        on: Date,
        /// With whom.
        witness: PersonId,
    },
    /// 廃棄予定の取消し.
    CancelDestroy {
        /// What.
        instances: Vec<InstanceId>,
        /// Where it is stored now.
        place: PlaceId,
    },
    /// 廃棄, begun: the vault's own keys and files are about to go.
    BeginDestroy {
        /// Which.
        instance: InstanceId,
        /// How.
        destruction: Box<NewDestruction>,
    },
    /// 廃棄.
    Destroy {
        /// Which.
        instance: InstanceId,
        /// How.
        destruction: Box<NewDestruction>,
    },
    /// A destruction that was begun, brought to its end by whoever came next.
    FinishDestroy {
        /// Which.
        instance: InstanceId,
        /// As it was begun.
        destruction: Box<Destruction>,
    },
    /// 紛失.
    ReportLost(Loss),
    /// 未登録物.
    ReportUnregistered(Unregistered),
    /// 発見.
    Found {
        /// Which.
        instance: InstanceId,
        /// Where.
        place: Text,
    },
    /// Give access.
    Grant {
        /// To which.
        instance: InstanceId,
        /// To whom.
        person: PersonId,
    },
    /// Take access away.
    Ungrant {
        /// To which.
        instance: InstanceId,
        /// From whom: a person's number, or `recovery`.
        holder: Text,
        /// How it ended.
        how: Text,
    },
    /// Issue a form.
    IssueForm(FormIssue),
    /// 印刷.
    Print {
        /// Of which.
        instance: InstanceId,
        /// 部数.
        copies: NonZeroU32,
        /// 枚数 of each.
        sheets: NonZeroU32,
        /// Where they are used.
        place: PlaceId,
    },
    /// 封緘, in place.
    Pack {
        /// Which.
        instance: InstanceId,
        /// Content facts, once sealed.
        content: Option<Content>,
        /// Who holds a wrapping of its key.
        key_holders: Vec<Text>,
        /// What becomes of the plaintext.
        source: Source,
    },
    /// 引継ぎ.
    HandOver(Box<HandOver>),
    /// 送信.
    Transmit {
        /// The journey.
        journey: JourneyId,
        /// What.
        packages: Vec<NewPackage>,
        /// The channel's entry on the register.
        carrier: CarrierId,
        /// 送信手段.
        channel: Text,
        /// 送信先.
        recipient: Text,
    },
    /// 点検.
    Examine(Box<Examination>),
    /// 棚卸.
    TakeInventory {
        /// The second person.
        with: PersonId,
        /// What was looked for, and found or not.
        lines: Vec<InventoryLine>,
    },
    /// 訂正.
    Correct(Box<CorrectionAsked>),
    /// 登録取消.
    Void {
        /// Which.
        instance: InstanceId,
        /// Why.
        reason: Text,
        /// The second person.
        with: PersonId,
        /// Keys or an object in the vault will be removed with it.
        removal_begun: bool,
    },
    /// 分割.
    Split {
        /// Which.
        instance: InstanceId,
        /// The parts; the first stays under the number.
        parts: Vec<Quantity>,
    },
    /// 不要.
    Unneeded {
        /// Which; it speaks for its asset.
        instance: InstanceId,
        /// Why.
        reason: Option<Text>,
    },
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

impl Act {
    /// The verb.
    #[must_use]
    pub fn verb(&self) -> Verb {
        match self {
            Self::OpenContract(_) => Verb::Init,
            Self::AssignPerson(_) | Self::ChangePerson(_) => Verb::Person,
            Self::RegisterOrganisation { .. } => Verb::Organisation,
            Self::RegisterPlace(_) => Verb::Place,
            Self::RegisterCarrier(_) => Verb::Carrier,
            Self::RecordTraining { .. } => Verb::Training,
            Self::Receive(_) => Verb::Receive,
            Self::Take { .. } => Verb::Take,
            Self::Store { .. } => Verb::Store,
            Self::Open { .. } => Verb::Open,
            Self::Close { .. } => Verb::Close,
            Self::Copy { .. } => Verb::Copy,
            Self::Request(_) => Verb::Request,
            Self::Decide(_) => Verb::Import,
            Self::PlanReturn(_) => Verb::Plan,
            Self::Brief { .. } => Verb::Brief,
            Self::Carry { .. } => Verb::Carry,
            Self::Arrive { .. } => Verb::Arrive,
            Self::Back { .. } => Verb::Back,
            Self::Return { .. } => Verb::Return,
            Self::TakeReceipt(_) => Verb::Receipt,
            Self::PlanDestroy { .. } => Verb::PlanDestroy,
            Self::CancelDestroy { .. } => Verb::CancelDestroy,
            Self::BeginDestroy { .. } | Self::Destroy { .. } => Verb::Destroy,
            Self::ReportLost(_) => Verb::ReportLost,
            Self::ReportUnregistered(_) => Verb::ReportUnregistered,
            Self::Found { .. } => Verb::Found,
            Self::Grant { .. } => Verb::Grant,
            Self::Ungrant { .. } => Verb::Ungrant,
            Self::IssueForm(_) => Verb::Form,
            Self::Print { .. } => Verb::Print,
            Self::Pack { .. } => Verb::Pack,
            Self::HandOver(hand_over) if hand_over.absent.is_some() => Verb::TakeOver,
            Self::HandOver(_) => Verb::HandOver,
            Self::Transmit { .. } => Verb::Transmit,
            Self::Examine(_) => Verb::Examine,
            Self::TakeInventory { .. } => Verb::Inventory,
            Self::Correct(_) => Verb::Correct,
            Self::Void { .. } => Verb::Void,
            Self::Split { .. } => Verb::Split,
            Self::Unneeded { .. } => Verb::Unneeded,
            Self::ObjectsRemoved { .. }
            | Self::SourceRemoved { .. }
            | Self::FinishDestroy { .. } => Verb::Complete,
        }
    }

    /// The part of the register it can touch.
    #[must_use]
    pub fn reach(&self) -> Reach {
        let mut reach = Reach::standing();
        match self {
            Self::OpenContract(_)
            | Self::AssignPerson(_)
            | Self::ChangePerson(_)
            | Self::RegisterOrganisation { .. }
            | Self::RegisterPlace(_)
            | Self::RegisterCarrier(_)
            | Self::RecordTraining { .. } => {}
            Self::Receive(receive) => match &receive.on {
                ReceivedOn::Vault(carrier) | ReceivedOn::Registered(carrier) => {
                    reach.carriers.insert(*carrier);
                }
                ReceivedOn::Medium(_) => {}
            },
            Self::Take { instance, .. }
            | Self::Store { instance, .. }
            | Self::Close { instance, .. }
            | Self::SourceRemoved { instance, .. }
            | Self::BeginDestroy { instance, .. }
            | Self::Destroy { instance, .. }
            | Self::FinishDestroy { instance, .. }
            | Self::Found { instance, .. }
            | Self::Grant { instance, .. }
            | Self::Ungrant { instance, .. } => {
                reach.instances.insert(*instance);
            }
            Self::Open {
                instance, carrier, ..
            }
            | Self::Copy {
                instance, carrier, ..
            } => {
                reach.instances.insert(*instance);
                reach.carriers.insert(*carrier);
            }
            Self::Request(request) => {
                reach
                    .instances
                    .extend(request.scope.instances.iter().copied());
                reach
                    .carriers
                    .extend(request.scope.carriers.iter().copied());
            }
            Self::Decide(decision) => {
                reach.requests.insert(decision.request);
            }
            Self::PlanReturn(journey) => {
                reach.instances.extend(journey.instances.iter().copied());
                reach.carriers.extend(journey.carrier);
            }
            Self::Brief { journey, .. }
            | Self::Arrive { journey, .. }
            | Self::Back { journey, .. } => {
                reach.journeys.insert(*journey);
            }
            Self::Carry {
                journey, carrier, ..
            } => {
                reach.journeys.insert(*journey);
                reach.contents_of.insert(*carrier);
            }
            Self::Return { instances, .. }
            | Self::ObjectsRemoved { instances, .. }
            | Self::PlanDestroy { instances, .. }
            | Self::CancelDestroy { instances, .. } => {
                reach.instances.extend(instances.iter().copied());
            }
            Self::TakeReceipt(receipt) => {
                reach
                    .instances
                    .extend(receipt.lines.iter().map(|line| line.instance));
            }
            Self::ReportLost(loss) => {
                reach.instances.extend(loss.instances.iter().copied());
                reach.journeys.extend(loss.journey);
                reach.contents_of.extend(loss.carrier);
            }
            Self::ReportUnregistered(found) => {
                reach.assets.insert(found.asset);
                reach.carriers.insert(found.carrier);
                reach.instances.extend(found.same_as);
            }
            Self::IssueForm(form) => {
                reach.instances.extend(form.instances.iter().copied());
                let about = form.about.iter().map(Text::as_str);
                reach
                    .instances
                    .extend(about.filter_map(|text| text.parse::<InstanceId>().ok()));
            }
            Self::Print { instance, .. }
            | Self::Pack { instance, .. }
            | Self::Split { instance, .. }
            | Self::Unneeded { instance, .. }
            | Self::Void { instance, .. } => {
                reach.instances.insert(*instance);
            }
            Self::HandOver(hand_over) => {
                reach.instances.extend(hand_over.instances.iter().copied());
            }
            Self::Transmit {
                journey, carrier, ..
            } => {
                reach.journeys.insert(*journey);
                reach.contents_of.insert(*carrier);
            }
            Self::Examine(examination) => {
                reach.instances.insert(examination.instance);
            }
            Self::TakeInventory { lines, .. } => {
                reach
                    .instances
                    .extend(lines.iter().map(|line| line.instance));
            }
            Self::Correct(correction) => things::reach_of(&correction.record.event, &mut reach),
        }
        reach
    }

    /// What it can touch beyond [`Act::reach`] now that `known` shows which carriers are meant: the contents of media
    /// that travel or go back whole.
    #[must_use]
    pub fn reach_further(&self, known: &crate::record::Register) -> Option<Reach> {
        let carriers_of = |instances: &[InstanceId]| {
            instances
                .iter()
                .filter_map(|id| known.instances.get(id))
                .filter_map(|instance| known.carriers.get(&instance.carrier))
                .filter(|carrier| carrier.carrier_type.is_removable())
                .map(|carrier| carrier.id)
                .collect::<Vec<_>>()
        };
        let carriers = match self {
            Self::Return { instances, .. } => carriers_of(instances),
            _ => Vec::new(),
        };
        // Whether anything was ever made of it: what has ended too.
        if let Self::Void { instance, .. } = self {
            let asset = known.assets.get(&instance.asset)?;
            let mut reach = self.reach();
            let all = (1..=asset.last_instance).filter_map(|n| InstanceId::new(asset.id, n));
            reach.instances.extend(all);
            return Some(reach);
        }
        if carriers.is_empty() {
            return None;
        }
        let mut reach = self.reach();
        reach.contents_of.extend(carriers);
        Some(reach)
    }

    /// What it is about: numbers, for the record of a refusal.
    #[must_use]
    pub fn about(&self) -> Vec<String> {
        match self {
            Self::Carry { journey, .. }
            | Self::Brief { journey, .. }
            | Self::Arrive { journey, .. }
            | Self::Back { journey, .. } => vec![journey.to_string()],
            Self::Decide(decision) => vec![decision.request.to_string()],
            Self::Transmit { journey, .. } => vec![journey.to_string()],
            Self::IssueForm(form) => {
                let about = std::iter::once(&form.form).chain(&form.about);
                about.map(ToString::to_string).collect()
            }
            Self::Request(request) => request
                .scope
                .instances
                .iter()
                .map(ToString::to_string)
                .collect(),
            other => {
                let reach = other.reach();
                let mut all: Vec<String> =
                    reach.instances.iter().map(ToString::to_string).collect();
                all.extend(reach.assets.iter().map(ToString::to_string));
                all.extend(reach.journeys.iter().map(ToString::to_string));
                all
            }
        }
    }
}

impl Loss {
    /// A loss of these instances, nothing else known yet.
    #[must_use]
    pub fn of(instances: Vec<InstanceId>) -> Self {
        Self {
            instances,
            journey: None,
            carrier: None,
            last_seen: None,
            place: None,
            circumstances: None,
        }
    }
}
