//! What has happened: one kind of event for each transition, and the envelope that is signed (`design.md` §3).

use super::journey::Briefing;
use super::{
    Article, Asset, Carrier, Contract, DestructionEvidence, DestructionPlan, Guard, Incident,
    Instance, InstanceId, Journey, JourneyId, Method, Moment, Organisation, Permission,
    PermissionId, Person, PersonId, Place, PlaceId, Request, RequestId, SealCheck, Seq, Text,
    Training,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The kind on line one of a record note.
pub const RECORD_KIND: &str = "custody.record/v1";

/// The largest record, in bytes of its JSON line (`reliability.md` §B).
pub const MAX_RECORD_BYTES: usize = 64 * 1024;

/// What became of the plaintext source of a sealing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Nothing was sealed: the thing was registered as it came.
    None,
    /// Left where it is.
    Kept,
    /// Its removal began with this record; `source_removed` ends it.
    RemovalBegun,
}

/// A foreign note embedded whole: 甲's approval, a receipt (`design.md` §4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EmbeddedNote(pub String);

/// How a destruction was done (transition 22).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Destruction {
    /// How.
    pub method: Method,
    /// Where.
    pub place: Option<PlaceId>,
    /// 実施者.
    pub done_by: PersonId,
    /// 立会者.
    pub witness: PersonId,
    /// What shows it.
    pub evidence: DestructionEvidence,
    /// Under which approval; none where the profile asks for none.
    pub permission: Option<PermissionId>,
}

/// A refusal on record (3-ウ).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedAct {
    /// The verb, as in `cli.md`.
    pub act: Text,
    /// What it was about: numbers.
    pub about: Vec<Text>,
    /// The guard that refused.
    pub rule: Guard,
    /// The article it cites.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<Article>,
    /// The values of the message.
    #[serde(default)]
    pub details: BTreeMap<String, String>,
}

/// One thing that happened. Serialised as `"type": …, "body": …`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "body", rename_all = "snake_case")]
pub enum Event {
    /// The vault was made: contract, profile, first people, places and carriers.
    ContractOpened {
        /// The contract with its profile.
        contract: Box<Contract>,
        /// 甲, 乙 and others.
        organisations: Vec<Organisation>,
        /// The first is the one who opened it.
        people: Vec<Person>,
        /// Places.
        places: Vec<Place>,
        /// The first is the machine that holds the vault.
        carriers: Vec<Carrier>,
    },
    /// 契約の変更, on 甲's document: from the next record on.
    ContractAmended {
        /// The profile, one version further.
        profile: Box<super::Profile>,
        /// 契約期間.
        term: super::Term,
        /// 甲's document.
        document: super::Document,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Text>,
    },
    /// 契約の終了・解除 (Art. 17): afterwards only return, destruction and incident reports.
    ContractEnded {
        /// How, when and why.
        end: Box<super::ContractEnd>,
    },
    /// 4-1: somebody was put on the list.
    PersonAssigned {
        /// The whole entry.
        person: Person,
    },
    /// 4-2: an entry changed (a card, a role, a scope).
    PersonChanged {
        /// The whole new entry.
        person: Person,
    },
    /// 4-1, 4-2: 甲 was told of the staff list or its changes (様式12-1, 12-2).
    NoticeSent {
        /// Of whom.
        persons: Vec<PersonId>,
        /// 文書番号 of what was sent.
        document_no: Text,
        /// The day it was sent.
        on: super::Date,
    },
    /// An organisation.
    OrganisationRegistered {
        /// The whole entry.
        organisation: Organisation,
    },
    /// An organisation's name or address changed; where it stands in the chain does not.
    OrganisationChanged {
        /// Which.
        org: super::OrgId,
        /// 名称 now.
        name: Text,
        /// 所在地 now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        address: Option<Text>,
    },
    /// A place (Art. 5, 13-3).
    PlaceRegistered {
        /// The whole entry.
        place: Place,
    },
    /// Another entry of a place from now on.
    PlaceChanged {
        /// The whole new entry.
        place: Place,
    },
    /// A carrier.
    CarrierRegistered {
        /// The whole entry.
        carrier: Carrier,
    },
    /// 11.
    TrainingRecorded {
        /// Who took part.
        persons: Vec<PersonId>,
        /// What it was.
        training: Training,
    },
    /// 1 受領.
    AssetReceived {
        /// The asset.
        asset: Asset,
        /// Its original, `/1`.
        instance: Instance,
        /// 甲's medium, registered with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        carrier: Option<Carrier>,
        /// What became of the source.
        source: Source,
    },
    /// The removal that `asset_received` began has ended.
    SourceRemoved {
        /// The sealed instance.
        instance: InstanceId,
        /// How many files were removed.
        files: u64,
    },
    /// 2 取出し.
    InstanceTaken {
        /// Which.
        instance: InstanceId,
        /// Where it is used.
        place: PlaceId,
        /// For what.
        purpose: Text,
    },
    /// 3 格納.
    InstanceStored {
        /// Which.
        instance: InstanceId,
        /// Where.
        place: PlaceId,
    },
    /// 4 展開.
    InstanceOpened {
        /// The working copy; its `parent` was opened.
        instance: Instance,
        /// For what.
        purpose: Text,
        /// With which software (Art. 8).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        software: Option<Text>,
    },
    /// 5 展開終了.
    InstanceClosed {
        /// The working copy.
        instance: InstanceId,
        /// How the plaintext ended.
        method: Text,
        /// Whether the area was overwritten; otherwise the record says it was not checked.
        overwritten: bool,
    },
    /// 6 複製.
    InstanceCopied {
        /// The copy.
        instance: Instance,
        /// Permissions used, one entry a use.
        uses: Vec<PermissionId>,
        /// The hand-over paper that included the intake, instead of a permission.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        intake: Option<Text>,
    },
    /// A request to 甲, and the journey it plans.
    RequestSent {
        /// The request.
        request: Request,
        /// The journey.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        journey: Option<Journey>,
    },
    /// A request that is written down and not sent yet, and the journey it plans.
    RequestDrafted {
        /// The request.
        request: Request,
        /// The journey.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        journey: Option<Journey>,
    },
    /// A request was taken back before 甲 had answered.
    RequestWithdrawn {
        /// Which.
        request: RequestId,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Text>,
    },
    /// A journey without a request: for 返還 or under an 指示.
    JourneyPlanned {
        /// The journey.
        journey: Journey,
    },
    /// 甲's permission was taken in.
    PermissionRegistered {
        /// What it grants.
        permission: Permission,
        /// 承認根拠, as its document and the people make it.
        trust: super::Trust,
        /// 甲's note, whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<EmbeddedNote>,
    },
    /// A second person checked what was typed in from paper (様式1).
    PermissionChecked {
        /// Which.
        permission: PermissionId,
        /// 承認根拠 from then on.
        trust: super::Trust,
    },
    /// 甲 took a permission back: from that moment, and never what was done before.
    PermissionRevoked {
        /// Which.
        permission: PermissionId,
        /// Who of 甲.
        revoked_by: PersonId,
        /// From when.
        revoked_at: Moment,
        /// The paper or note.
        document: super::Document,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Text>,
        /// 甲's note, whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<EmbeddedNote>,
    },
    /// 甲's 指示 of another kind than to carry out (Art. 15).
    InstructionRegistered {
        /// What, by when, to whom.
        instruction: super::Instruction,
    },
    /// What was done or answered on an 指示.
    InstructionAnswered {
        /// The record that entered it.
        instruction: Seq,
        /// What was done or said.
        answer: Text,
        /// The number of 乙's document to 甲.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<Text>,
    },
    /// 甲 declined.
    RequestDeclined {
        /// Which request.
        request: RequestId,
        /// Who decided.
        decided_by: PersonId,
        /// When.
        decided_at: Moment,
        /// The paper or note.
        document: super::Document,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Text>,
        /// 甲's note, whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<EmbeddedNote>,
    },
    /// 13-5: a carrier read and signed the instructions (様式6).
    Briefed {
        /// For which journey.
        journey: JourneyId,
        /// Who, by whom, when.
        briefing: Briefing,
    },
    /// 9 持出し.
    CarriedOut {
        /// The journey.
        journey: JourneyId,
        /// Packages made for it.
        packages: Vec<Instance>,
        /// Instances that travel themselves.
        moved: Vec<InstanceId>,
        /// The carrier that travels.
        carrier: super::CarrierId,
        /// Who holds it.
        holder: PersonId,
        /// The seal at departure.
        seal: SealCheck,
        /// How what travels is protected, where declared for this journey.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seal_no: Option<Text>,
        /// The permission it travels under; none for a return.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        permission: Option<PermissionId>,
        /// Permissions used, one entry a use.
        uses: Vec<PermissionId>,
    },
    /// 11 到着.
    Arrived {
        /// The journey.
        journey: JourneyId,
        /// Where it really arrived.
        place: PlaceId,
        /// The seal at arrival.
        seal: SealCheck,
        /// 期限切れ到着.
        #[serde(default)]
        late: bool,
    },
    /// 12 持帰り.
    CameBack {
        /// The journey.
        journey: JourneyId,
        /// What came back.
        instances: Vec<InstanceId>,
        /// Where it is stored now.
        place: PlaceId,
        /// The seal at return.
        seal: SealCheck,
        /// What stayed behind.
        #[serde(default)]
        stayed: Vec<InstanceId>,
    },
    /// 17 返還.
    ReturnMade {
        /// What is returned.
        instances: Vec<InstanceId>,
        /// To whom of 甲.
        to: PersonId,
        /// 全部 (else 一部).
        whole: bool,
        /// What is still open of the same assets.
        remaining: Vec<InstanceId>,
        /// The sealed package handed over, when one was made: facts of it by instance number.
        #[serde(default)]
        packages: BTreeMap<String, super::instance::SealedObject>,
        /// SHA-256 of the text of the note that went to 甲, `sha256:<hex>`: a receipt must name it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text_digest: Option<Text>,
    },
    /// 18 受領確認.
    ReturnReceived {
        /// What was received.
        instances: Vec<InstanceId>,
        /// Who signed.
        by: PersonId,
        /// When.
        received_at: Moment,
        /// The record of the return.
        returned_in: Seq,
        /// The paper or note.
        document: super::Document,
        /// 甲's note, whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<EmbeddedNote>,
        /// Wrapped keys and objects in the vault end with this record; `objects_removed` reports it.
        removal_begun: bool,
    },
    /// 18 受領確認, refused by 甲 or found not to agree.
    ReturnRejected {
        /// What comes back.
        instances: Vec<InstanceId>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Text>,
        /// Where it is stored now.
        place: PlaceId,
        /// The paper or note.
        document: super::Document,
        /// 甲's note, whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<EmbeddedNote>,
    },
    /// Keys and objects of returned instances are gone from the vault.
    ObjectsRemoved {
        /// Of which instances.
        instances: Vec<InstanceId>,
        /// How many wrapped keys ended.
        keys: u64,
    },
    /// 19 廃棄予定.
    DestructionPlanned {
        /// What.
        instances: Vec<InstanceId>,
        /// How, where, when, with whom.
        plan: DestructionPlan,
    },
    /// 19 取消し.
    DestructionPlanCancelled {
        /// What.
        instances: Vec<InstanceId>,
        /// Where it is stored now.
        place: PlaceId,
    },
    /// 20 消去: of each, one after the other or together.
    Sanitised {
        /// Which, with the serial number read from each carrier.
        items: Vec<super::destruction::SerialRead>,
        /// How; its evidence is that of them all.
        destruction: Destruction,
    },
    /// 21 廃棄業者引渡し.
    Released {
        /// Which, with the serial number of each carrier.
        items: Vec<super::destruction::SerialRead>,
        /// To whom.
        org: super::OrgId,
        /// 受取人.
        received_by: Text,
        /// 封緘番号.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seal_no: Option<Text>,
        /// 立会者.
        witness: PersonId,
        /// Under which approval to destroy.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        permission: Option<PermissionId>,
        /// Permissions used, one entry a use.
        uses: Vec<PermissionId>,
    },
    /// 22, begun: keys or files in the vault are about to go.
    DestructionBegun {
        /// Which.
        instance: InstanceId,
        /// How.
        destruction: Destruction,
    },
    /// 22 廃棄.
    Destroyed {
        /// Which.
        instance: InstanceId,
        /// How.
        destruction: Destruction,
        /// Permissions used, one entry a use.
        uses: Vec<PermissionId>,
    },
    /// 23, 24: a loss, or something unregistered.
    IncidentOpened {
        /// The incident.
        incident: Incident,
        /// The unregistered thing, as found.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        found: Option<Instance>,
    },
    /// 速報, 続報, 最終報告, and 甲's 確認 (Art. 16).
    IncidentReported {
        /// Which.
        incident: super::IncidentId,
        /// What.
        report: super::IncidentReport,
        /// What has become known since.
        #[serde(default, skip_serializing_if = "super::Learned::is_empty")]
        learned: super::Learned,
        /// A remark to go with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remark: Option<Text>,
    },
    /// 25 発見.
    InstanceFound {
        /// Which.
        instance: InstanceId,
        /// Under which incident.
        incident: super::IncidentId,
        /// Where.
        place: Text,
        /// Who found it.
        finder: PersonId,
    },
    /// Somebody can open an instance.
    AccessGranted {
        /// Which.
        instance: InstanceId,
        /// Who.
        person: PersonId,
    },
    /// Somebody can no longer.
    AccessEnded {
        /// Which.
        instance: InstanceId,
        /// Who, or `recovery`.
        holder: Text,
        /// How the wrapping ended.
        how: Text,
    },
    /// A form was issued.
    FormIssued {
        /// 様式 number.
        form: Text,
        /// 文書番号.
        document_no: Text,
        /// 第n版.
        edition: u32,
        /// What it is about.
        about: Vec<Text>,
        /// SHA-256 of the file, `sha256:<hex>`.
        digest: Text,
    },
    /// An act was refused.
    Refused(RefusedAct),
    /// 7 印刷: each 部 is an instance.
    InstancePrinted {
        /// The print-outs.
        printouts: Vec<Instance>,
        /// The paper they are on.
        paper: Carrier,
        /// 枚数 of each.
        sheets: u32,
        /// Permissions used, one entry a use.
        uses: Vec<PermissionId>,
    },
    /// 8 封緘, in place on the same carrier.
    InstanceSealed {
        /// Which.
        instance: InstanceId,
        /// What was sealed, with the facts of the sealed file.
        content: super::Content,
        /// How.
        algorithm: Text,
        /// Who holds a wrapping of its key.
        key_holders: Vec<Text>,
        /// What became of the plaintext.
        source: Source,
    },
    /// 29 分割.
    InstanceSplit {
        /// Which.
        instance: InstanceId,
        /// How much of it stays.
        remains: super::Quantity,
        /// What was parted from it.
        siblings: Vec<Instance>,
    },
    /// 30 不要 (13-2).
    BecameUnneeded {
        /// Which; it speaks for its asset.
        instance: InstanceId,
        /// The day it became so.
        needed_until: super::Date,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Text>,
    },
    /// 10 引継ぎ: the record is signed by who gives, the note by who accepts.
    HandedOver {
        /// What.
        instances: Vec<InstanceId>,
        /// From whom.
        from: PersonId,
        /// To whom.
        to: PersonId,
        /// Who signed the acceptance: the receiver, or the supervisor where the holder was absent.
        accepted_by: PersonId,
        /// The journey it happened on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        journey: Option<JourneyId>,
        /// The seal at hand-over.
        seal: SealCheck,
        /// The acceptance, whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<EmbeddedNote>,
    },
    /// 13 送信.
    Transmitted {
        /// The journey.
        journey: JourneyId,
        /// Packages made for it; their sources stay.
        packages: Vec<Instance>,
        /// The channel's entry on the register.
        carrier: super::CarrierId,
        /// Who sent it.
        holder: PersonId,
        /// 送信手段.
        channel: Text,
        /// 送信先.
        recipient: Text,
        /// The seal when it was sent.
        seal: SealCheck,
        /// The permission it travels under; none for a return.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        permission: Option<PermissionId>,
        /// Permissions used, one entry a use.
        uses: Vec<PermissionId>,
    },
    /// 26 点検 of what was found.
    Examined {
        /// Which.
        instance: InstanceId,
        /// The second person.
        with: PersonId,
        /// Where it is stored now.
        place: PlaceId,
        /// The serial read, beside the register's.
        serial: super::Comparison,
        /// The sealed file, beside the record of its sealing.
        package: super::Comparison,
        /// The seal looked intact.
        seal_intact: bool,
        /// The 続報 that tells 甲.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        follow_up: Option<Text>,
        /// What was seen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remark: Option<Text>,
    },
    /// 28 棚卸.
    InventoryTaken {
        /// The second person.
        with: PersonId,
        /// What was looked for, and found or not.
        lines: Vec<super::InventoryLine>,
    },
    /// 27 訂正.
    RecordCorrected {
        /// Of which record, what, why, with whom.
        correction: super::Correction,
        /// Opened because the corrected value would have been refused then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        incident: Option<Incident>,
    },
    /// 14-3: 甲 was told who of a 再委託先 handles its assets.
    SubStaffNotified {
        /// Which 再委託先.
        org: super::OrgId,
        /// Who, when, in which document.
        notice: super::StaffNotice,
    },
    /// 14-4: a 再委託先 is bound by the terms.
    SubPledged {
        /// Which 再委託先.
        org: super::OrgId,
        /// When, by which terms.
        pledge: super::Pledge,
    },
    /// 14-4: a check on a 再委託先.
    SubInspected {
        /// Which 再委託先.
        org: super::OrgId,
        /// What was found.
        check: super::SubCheck,
    },
    /// 12: people pledged secrecy, beyond the contract.
    PledgeRecorded {
        /// Who.
        persons: Vec<PersonId>,
        /// When, on which terms.
        pledge: super::Pledge,
    },
    /// 14 提供: the record is signed by the manager, the note by the セキュリティ責任者 who accepts.
    Provided {
        /// What.
        instances: Vec<InstanceId>,
        /// To which 再委託先.
        org: super::OrgId,
        /// Where it was handed over.
        place: PlaceId,
        /// The セキュリティ責任者 who accepted it.
        accepted_by: PersonId,
        /// The seal at hand-over.
        seal: SealCheck,
        /// The seal on the locked case, where one was needed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seal_no: Option<Text>,
        /// The approval to provide; none where the profile asks for none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        permission: Option<PermissionId>,
        /// Permissions used, one entry a use.
        uses: Vec<PermissionId>,
        /// The acceptance, whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<EmbeddedNote>,
    },
    /// 15 再委託先報告, signed by the セキュリティ責任者 of the 再委託先.
    SubReported {
        /// Which 再委託先.
        org: super::OrgId,
        /// What it says it has.
        count: super::SubCount,
        /// Each new 再委託先保有分.
        made: Vec<Instance>,
        /// Holdings that it says it destroyed, as 甲 approved.
        ended: Vec<InstanceId>,
        /// How.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        method: Option<Method>,
        /// Permissions used, one entry a use.
        uses: Vec<PermissionId>,
    },
    /// 31 開示 of what was learned under the contract (Art. 12). Nothing of it stays with whom it was disclosed to.
    Disclosed {
        /// What it is about; may be none.
        instances: Vec<InstanceId>,
        /// To whom.
        to: Text,
        /// What.
        items: Text,
        /// 甲's approval; none where the profile asks for none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        permission: Option<PermissionId>,
        /// Permissions used, one entry a use.
        uses: Vec<PermissionId>,
    },
    /// 16 再委託先返却.
    SubReturned {
        /// What.
        instances: Vec<InstanceId>,
        /// From which 再委託先.
        org: super::OrgId,
        /// Where it is stored now.
        place: PlaceId,
        /// The seal when it came.
        seal: SealCheck,
        /// Still there of the same assets.
        remaining: Vec<InstanceId>,
    },
    /// 27 登録取消.
    InstanceVoided {
        /// Which.
        instance: InstanceId,
        /// Why.
        reason: Text,
        /// The second person.
        with: PersonId,
        /// Its wrapped keys and object in the vault end with this record; `objects_removed` reports it.
        removal_begun: bool,
    },
    /// 1: a policy document of 甲, or a new version of one.
    PolicyRegistered {
        /// Which.
        document: super::PolicyDocument,
    },
    /// 1: people have read it and will keep to it.
    PolicyAcknowledged {
        /// Who.
        persons: Vec<PersonId>,
        /// 表題.
        title: Text,
        /// 版.
        version: Text,
        /// The day.
        on: super::Date,
    },
    /// 6.
    ServiceLevelMeasured {
        /// What it came to.
        measurement: super::Measurement,
    },
    /// 7, 8, 19: 協議.
    Consultation {
        /// What was agreed.
        consultation: super::Consultation,
    },
    /// 8, 3-エ: software on the list, or another version or standing of it.
    SoftwareListed {
        /// The entry, without what was found in it.
        software: super::Software,
    },
    /// 8: a vulnerability, or what has been done about one.
    VulnerabilityRecorded {
        /// 名称 of the software.
        software: Text,
        /// The whole of it.
        vulnerability: super::Vulnerability,
    },
    /// 9: a log file is kept.
    LogImported {
        /// Which.
        log: super::KeptLog,
    },
    /// 9: it is no longer kept.
    LogRemoved {
        /// The record that it came with.
        import: Seq,
        /// Why.
        reason: Text,
    },
    /// 9: logs were handed in.
    LogSubmitted {
        /// On what 指示, with what paper.
        submission: super::Submission,
    },
    /// 15: 甲 inspected.
    InspectionHeld {
        /// Who, what, with what result.
        inspection: super::Inspection,
    },
}

impl Event {
    /// The `type` of the envelope.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::ContractOpened { .. } => "contract_opened",
            Self::ContractAmended { .. } => "contract_amended",
            Self::ContractEnded { .. } => "contract_ended",
            Self::PersonAssigned { .. } => "person_assigned",
            Self::PersonChanged { .. } => "person_changed",
            Self::NoticeSent { .. } => "notice_sent",
            Self::OrganisationRegistered { .. } => "organisation_registered",
            Self::OrganisationChanged { .. } => "organisation_changed",
            Self::PlaceRegistered { .. } => "place_registered",
            Self::PlaceChanged { .. } => "place_changed",
            Self::CarrierRegistered { .. } => "carrier_registered",
            Self::TrainingRecorded { .. } => "training_recorded",
            Self::AssetReceived { .. } => "asset_received",
            Self::SourceRemoved { .. } => "source_removed",
            Self::InstanceTaken { .. } => "instance_taken",
            Self::InstanceStored { .. } => "instance_stored",
            Self::InstanceOpened { .. } => "instance_opened",
            Self::InstanceClosed { .. } => "instance_closed",
            Self::InstanceCopied { .. } => "instance_copied",
            Self::RequestSent { .. } => "request_sent",
            Self::JourneyPlanned { .. } => "journey_planned",
            Self::PermissionRegistered { .. } => "permission_registered",
            Self::RequestDrafted { .. } => "request_drafted",
            Self::RequestWithdrawn { .. } => "request_withdrawn",
            Self::InstructionRegistered { .. } => "instruction_registered",
            Self::InstructionAnswered { .. } => "instruction_answered",
            Self::PermissionRevoked { .. } => "permission_revoked",
            Self::PermissionChecked { .. } => "permission_checked",
            Self::RequestDeclined { .. } => "request_declined",
            Self::Briefed { .. } => "briefed",
            Self::CarriedOut { .. } => "carried_out",
            Self::Arrived { .. } => "arrived",
            Self::CameBack { .. } => "came_back",
            Self::ReturnMade { .. } => "return_made",
            Self::ReturnReceived { .. } => "return_received",
            Self::ReturnRejected { .. } => "return_rejected",
            Self::ObjectsRemoved { .. } => "objects_removed",
            Self::Sanitised { .. } => "sanitised",
            Self::Released { .. } => "released",
            Self::DestructionPlanned { .. } => "destruction_planned",
            Self::DestructionPlanCancelled { .. } => "destruction_plan_cancelled",
            Self::DestructionBegun { .. } => "destruction_begun",
            Self::Destroyed { .. } => "destroyed",
            Self::IncidentOpened { .. } => "incident_opened",
            Self::IncidentReported { .. } => "incident_reported",
            Self::InstanceFound { .. } => "instance_found",
            Self::AccessGranted { .. } => "access_granted",
            Self::AccessEnded { .. } => "access_ended",
            Self::FormIssued { .. } => "form_issued",
            Self::Refused(_) => "refused",
            Self::InstancePrinted { .. } => "instance_printed",
            Self::InstanceSealed { .. } => "instance_sealed",
            Self::InstanceSplit { .. } => "instance_split",
            Self::BecameUnneeded { .. } => "became_unneeded",
            Self::HandedOver { .. } => "handed_over",
            Self::Transmitted { .. } => "transmitted",
            Self::Examined { .. } => "examined",
            Self::InventoryTaken { .. } => "inventory_taken",
            Self::RecordCorrected { .. } => "record_corrected",
            Self::InstanceVoided { .. } => "instance_voided",
            Self::SubStaffNotified { .. } => "sub_staff_notified",
            Self::SubPledged { .. } => "sub_pledged",
            Self::SubInspected { .. } => "sub_inspected",
            Self::PledgeRecorded { .. } => "pledge_recorded",
            Self::Provided { .. } => "provided",
            Self::Disclosed { .. } => "disclosed",
            Self::SubReported { .. } => "sub_reported",
            Self::SubReturned { .. } => "sub_returned",
            Self::PolicyRegistered { .. } => "policy_registered",
            Self::PolicyAcknowledged { .. } => "policy_acknowledged",
            Self::ServiceLevelMeasured { .. } => "service_level_measured",
            Self::Consultation { .. } => "consultation",
            Self::SoftwareListed { .. } => "software_listed",
            Self::VulnerabilityRecorded { .. } => "vulnerability_recorded",
            Self::LogImported { .. } => "log_imported",
            Self::LogRemoved { .. } => "log_removed",
            Self::LogSubmitted { .. } => "log_submitted",
            Self::InspectionHeld { .. } => "inspection_held",
        }
    }
}

/// The envelope: one line of JSON, signed by `by` (`design.md` §3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The vault's origin.
    pub vault: Text,
    /// The leaf's index.
    pub seq: Seq,
    /// When it happened.
    pub at: Moment,
    /// When it was recorded, if that was another moment (後日記録).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<Moment>,
    /// Who did and signs it.
    pub by: PersonId,
    /// The version of the profile in force.
    pub profile: u32,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
    /// Warnings given with it, by code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Text>,
}

impl Record {
    /// When it was recorded.
    #[must_use]
    pub fn recorded_at(&self) -> Moment {
        self.recorded.unwrap_or(self.at)
    }
}
