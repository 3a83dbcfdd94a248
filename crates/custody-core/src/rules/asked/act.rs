//! Every act that can be asked for.

use super::{
    Amendment, CorrectionAsked, Decision, Examination, FormIssue, GeneralOrder, HandOver,
    InstructionAnswer, Load, Loss, NewCarrier, NewCheck, NewDestruction, NewDisclosure, NewJourney,
    NewPackage, NewPerson, NewPlace, NewPledge, NewProvision, NewRelease, NewRequest,
    NewSanitising, NewSubReport, NewSubReturn, Occurrence, Opening, Order, Receipt, Receive,
    Revocation, Unregistered,
};
use crate::record::event::{Destruction, Source};
use crate::record::instance::SealedObject;
use crate::record::{
    CarrierId, Consultation, Content, ContractEnd, Date, Inspection, InstanceId, InventoryLine,
    JourneyId, KeptLog, Measurement, Method, OrgId, OrgKind, PermissionId, Person, PersonId,
    PlaceId, PolicyDocument, Protection, Quantity, Record, RequestId, Software, Text, Training,
    Vulnerability,
};
use std::collections::BTreeMap;
use std::num::NonZeroU32;

/// An act.
#[derive(Clone, Debug)]
pub enum Act {
    /// Open the vault.
    OpenContract(Box<Opening>),
    /// Change the contract on 甲's document.
    Amend(Box<Amendment>),
    /// 契約終了・解除.
    EndContract(Box<ContractEnd>),
    /// List a person.
    AssignPerson(NewPerson),
    /// Change a person's entry.
    ChangePerson(Person),
    /// 甲 was told of the staff list or its changes.
    ReportStaff {
        /// Of whom; empty: of everybody who changed since, else of the whole list.
        persons: Vec<PersonId>,
        /// 文書番号 of what was sent.
        document_no: Text,
        /// The day it was sent.
        on: Date,
    },
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
    /// Change an organisation's name or address.
    ChangeOrganisation {
        /// Which.
        org: OrgId,
        /// 名称, where it is new.
        name: Option<Text>,
        /// 所在地, where it is new.
        address: Option<Text>,
    },
    /// Register a place.
    RegisterPlace(NewPlace),
    /// Change a place's entry.
    ChangePlace(crate::record::Place),
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
        /// With which software (Art. 8).
        software: Option<Text>,
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
    /// Check what was typed in from paper.
    Check {
        /// Which permission.
        permission: PermissionId,
    },
    /// Send a draft.
    SendRequest {
        /// Which.
        request: RequestId,
        /// SHA-256 of the text that goes to 甲; the vault fills it in once it is put together.
        text_digest: Option<Text>,
    },
    /// Take a request back.
    WithdrawRequest {
        /// Which.
        request: RequestId,
        /// Why.
        reason: Option<Text>,
    },
    /// Take in 甲's 指示.
    TakeOrder(Box<Order>),
    /// Put a 指示 of another kind on the register.
    RegisterInstruction(Box<GeneralOrder>),
    /// Answer one.
    AnswerInstruction(InstructionAnswer),
    /// Take in that 甲 took a permission back.
    Revoke(Box<Revocation>),
    /// Plan a journey without a request: for 返還, or under an 指示.
    Plan {
        /// The journey.
        journey: NewJourney,
        /// 甲's 指示; none for 返還.
        order: Option<PermissionId>,
    },
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
    /// 消去.
    Sanitise(Box<NewSanitising>),
    /// 廃棄業者引渡し.
    Release(Box<NewRelease>),
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
    /// Another incident, which left things where they are.
    ReportOther(Occurrence),
    /// 速報, 続報, 最終報告, 甲の確認.
    ReportIncident {
        /// Which.
        incident: crate::record::IncidentId,
        /// What.
        report: crate::record::IncidentReport,
        /// What has become known since.
        learned: Box<crate::record::Learned>,
        /// A remark to go with it.
        remark: Option<Text>,
    },
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
    /// 14-3: 甲 was told who of a 再委託先 handles its assets.
    NotifyStaff {
        /// Which.
        org: OrgId,
        /// When.
        on: Date,
        /// 乙's document.
        document: Option<Text>,
    },
    /// 誓約, of people or of a 再委託先.
    RecordPledge(Box<NewPledge>),
    /// 管理及び監督 of a 再委託先.
    CheckSub(Box<NewCheck>),
    /// 提供.
    Provide(Box<NewProvision>),
    /// 開示.
    Disclose(Box<NewDisclosure>),
    /// 再委託先報告.
    SubReport(Box<NewSubReport>),
    /// 再委託先返却.
    SubReturn(Box<NewSubReturn>),
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
    /// A policy document of 甲 came in (Art. 1).
    RegisterPolicy(PolicyDocument),
    /// People have read it.
    AcknowledgePolicy {
        /// Who; empty: whoever acts.
        persons: Vec<PersonId>,
        /// 表題; the version received last.
        title: Text,
        /// The day.
        on: Date,
    },
    /// A service level was measured (Art. 6).
    MeasureService(Measurement),
    /// 協議 (Art. 7, 8, 19).
    Consult(Consultation),
    /// 甲 inspected (Art. 15).
    HoldInspection(Inspection),
    /// Software on the list, or changed there (Art. 8).
    ListSoftware(Software),
    /// A vulnerability was found, consulted on or dealt with.
    RecordVulnerability {
        /// In which software.
        software: Text,
        /// All that is known of it.
        vulnerability: Vulnerability,
    },
    /// A log file is kept (Art. 9).
    ImportLog(KeptLog),
    /// A log file is given up.
    RemoveLog {
        /// The record that it came with.
        record: Box<Record>,
        /// Why.
        reason: Text,
    },
    /// Logs were handed in.
    SubmitLogs {
        /// The record of 甲's 指示.
        instruction: Option<Box<Record>>,
        /// 文書番号 of the 様式16.
        document_no: Text,
        /// The day.
        on: Date,
    },
}
