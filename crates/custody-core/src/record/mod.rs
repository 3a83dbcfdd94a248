//! The vocabulary: assets, instances, carriers, people, places, permissions, journeys, incidents and every kind
//! of event (`domain.md` §1–2).
//!
//! Plain data with validating constructors. Nothing here reads a clock, a file or randomness, and nothing here
//! decides: what may happen is `rules`' business, what has happened is an [`Event`] in a [`Record`].

pub mod asset;
pub mod calendar;
pub mod carrier;
pub mod checking;
pub mod contract;
pub mod correction;
pub mod dealings;
pub mod destruction;
pub mod document;
pub mod event;
pub mod guard;
pub mod id;
pub mod incident;
pub mod instance;
pub mod instruction;
pub mod journey;
pub mod particulars;
pub mod party;
pub mod permission;
pub mod reach;
pub mod register;
pub mod software;
pub mod supervision;
pub mod text;

pub use asset::{Asset, AssetKind, Quantity, Supply, Unit};
pub use calendar::{Date, Moment};
pub use carrier::{Carrier, CarrierOwner, CarrierType};
pub use checking::{Comparison, InventoryLine, Presence};
pub use contract::{
    Approver, Contract, ContractEnd, Ending, GuardSetting, Guide, PolicyDocument, Profile,
    ScopeEntry, ServiceLevel, Term,
};
pub use correction::{Corrected, Correction};
pub use dealings::{Consultation, Inspection, KeptLog, LogKind, Measurement, Submission};
pub use destruction::{DestructionEvidence, DestructionPlan, EvidenceFile, Method};
pub use document::{Document, DocumentForm, Trust};
pub use event::{Event, Record, RefusedAct};
pub use guard::{Article, Guard};
pub use id::{
    AssetId, CarrierId, IncidentId, InstanceId, JourneyId, OrgId, PermissionId, PersonId, PlaceId,
    RequestId, Seq,
};
pub use incident::{Incident, IncidentKind, IncidentReport, IncidentStage, Learned};
pub use instance::{Content, Custody, Instance, InstanceKind, Particulars, Protection, StateName};
pub use instruction::Instruction;
pub use journey::{Journey, JourneyPurpose, JourneyStage, SealCheck};
pub use particulars::{RequestParticulars, Subcontracting};
pub use party::{
    Authority, Card, Employment, OrgKind, Organisation, Person, Place, PlaceKind, Role, RoleTerm,
    Training,
};
pub use permission::{
    Grant, Permission, PermissionKind, Request, RequestState, Scope, Subject, Uses,
};
pub use reach::Reach;
pub use register::{Counters, Entity, Register};
pub use software::{Software, Vulnerability};
pub use supervision::{Pledge, StaffNotice, SubCheck, SubCount, Supervision};
pub use text::Text;
