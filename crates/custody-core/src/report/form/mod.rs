//! The forms (`domain.md` §7): each is filled from the register and the records it rests on, and reports what is
//! missing instead of inventing it.
//!
//! A form never decides. [`build`] says what stands on it; whether it may be issued is for `rules`, from
//! [`Built`]: `missing` answers `form_field`, `texts` `forbidden_word`, `instances` with `whole` `copies_open`,
//! `persons` the staff list and training. Rendering is the program's.

mod carry;
mod certificate;
mod confirmation;
mod copy;
mod correction;
mod decision;
mod deposit;
mod destroy;
mod encryption;
mod erasure;
mod give_back;
mod incident;
mod inspection;
mod inventory;
mod journey;
mod logs;
mod missing;
mod model;
mod number;
mod other_use;
mod receipt;
mod register;
mod scope;
mod settlement;
mod sheet;
mod software;
mod staff;
mod storage;
mod subcontract;
mod subcontractor;
mod topic;
mod training;
mod workplace;

pub use incident::public_rows;
pub use missing::MissingField;
pub use model::{
    Blank, Body, Column, Foot, Form, LedgerState, Orientation, Row, Section, Signature, TRANSCRIPT,
    Value,
};
pub use number::{Number, NumberError};
pub use topic::Topic;

use crate::record::{
    InstanceId, Moment, PersonId, PlaceId, Record, Register, Request, RequestId, StateName, Subject,
};

/// What a form needs besides the register.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// The moment of issue; also the day whose roles count.
    pub now: Moment,
    /// Where the ledger stands.
    pub ledger: LedgerState,
    /// The records that concern what the form is about, in order. A form never looks further than these.
    pub records: &'a [Record],
}

/// A form, and what has to be known before it may be issued.
#[derive(Clone, Debug)]
pub struct Built {
    /// What is printed.
    pub form: Form,
    /// Fields that are not on record; printed as 「（記録なし）」.
    pub missing: Vec<MissingField>,
    /// The instances it covers.
    pub instances: Vec<InstanceId>,
    /// The people it names as acting: who carries.
    pub persons: Vec<PersonId>,
    /// Places that it says are 保管庫 or 保管室 (21).
    pub storages: Vec<PlaceId>,
    /// It claims that everything of the assets is covered (全部).
    pub whole: bool,
    /// What keeps 様式18 from 「完了」: numbers.
    pub unsettled: Vec<String>,
    /// Everything on it that people of 乙 wrote, as written.
    pub texts: Vec<String>,
}

/// Why there is no such form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unavailable {
    /// The vault has no contract.
    #[error("no contract was opened")]
    NoContract,
    /// The number is not on the register.
    #[error("{0} is not on the register")]
    Unknown(String),
    /// The form is about another kind of thing.
    #[error("form {form} is not about {about:?}: it needs {needs}")]
    WrongTopic {
        /// The form.
        form: Number,
        /// The numbers given.
        about: Vec<String>,
        /// The kind of number it needs, such as `A-0001`; empty: none.
        needs: &'static str,
    },
    /// The request asks for something else than the form does.
    #[error("form {form} is not about the request {request}")]
    OtherSubject {
        /// The form.
        form: Number,
        /// The request.
        request: RequestId,
    },
    /// The instance is in a state that the form is not for.
    #[error("{instance} is {}", .state.code())]
    WrongState {
        /// Which.
        instance: InstanceId,
        /// Its state.
        state: StateName,
    },
    /// Nothing of the asset is what the form is for.
    #[error("nothing of {0:?} belongs on this form")]
    Nothing(Vec<String>),
}

impl Unavailable {
    /// Exit code: 2 for a number that does not fit, 4 for a state that does not.
    #[must_use]
    pub fn code(&self) -> u8 {
        match self {
            Self::NoContract | Self::WrongState { .. } | Self::Nothing(_) => 4,
            Self::Unknown(_) | Self::WrongTopic { .. } | Self::OtherSubject { .. } => 2,
        }
    }
}

/// Fills in a form.
///
/// # Errors
/// [`Unavailable`] where the numbers are unknown or of the wrong kind, or nothing of them belongs on the form.
pub fn build(
    number: Number,
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    match number {
        Number::Confirmation => confirmation::build(register, about, context),
        Number::Deposit => deposit::build(register, about, context),
        Number::Register => register::build(register, about, context),
        Number::CopyRequest => copy::build(register, about, context),
        Number::CarryRequest => carry::build(register, about, context),
        Number::DestroyRequest => destroy::build(register, about, context),
        Number::SubcontractRequest => subcontract::build(register, about, context),
        Number::SubStaffNotice | Number::SubPledge | Number::SubChecks => {
            subcontractor::build(number, register, about, context)
        }
        Number::PlaceRequest => workplace::build(register, about, context),
        Number::OtherUseRequest => other_use::build(register, about, context),
        Number::CopyDecision
        | Number::CarryDecision
        | Number::DestroyDecision
        | Number::SubcontractDecision => decision::build(number, register, about, context),
        Number::Journey => journey::build(register, about, context),
        Number::Return => give_back::build(register, about, context),
        Number::Receipt => receipt::build(register, about, context),
        Number::Certificate => certificate::build(register, about, context),
        Number::Erasure => erasure::build(register, about, context),
        Number::FirstReport | Number::FollowUpReport | Number::FinalReport => {
            incident::build(number, register, about, context)
        }
        Number::Encryption => encryption::build(register, about, context),
        Number::Settlement => settlement::build(register, about, context),
        Number::StaffList => staff::list(register, about, context),
        Number::StaffChange => staff::changes(register, about, context),
        Number::Training => training::build(register, about, context),
        Number::Inspection => inspection::build(register, about, context),
        Number::Logs => logs::build(register, about, context),
        Number::Software => software::build(register, about, context),
        Number::Storage => storage::build(register, about, context),
        Number::Inventory => inventory::build(register, about, context),
        Number::Correction => correction::build(register, about, context),
    }
}

/// 様式14 or 15 of an incident, also of a loss that was declared and has no number yet.
///
/// # Errors
/// As [`build`]; no other form is about an incident.
pub fn of_account(
    number: Number,
    register: &Register,
    account: &crate::report::incident::Account,
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    match number {
        Number::FirstReport | Number::FollowUpReport | Number::FinalReport => {
            incident::of_account(number, register, account, context)
        }
        Number::Encryption => encryption::of_account(register, account, context),
        _ => Err(wrong(number, &[], "A-0001")),
    }
}

fn wrong(form: Number, about: &[Topic], needs: &'static str) -> Unavailable {
    Unavailable::WrongTopic {
        form,
        about: about.iter().map(ToString::to_string).collect(),
        needs,
    }
}

/// The request that a form is about: given itself, by its journey, or by the permission that answered it.
fn request<'a>(
    number: Number,
    subjects: &[Subject],
    register: &'a Register,
    about: &[Topic],
) -> Result<&'a Request, Unavailable> {
    let unknown = |topic: &Topic| Unavailable::Unknown(topic.to_string());
    let [topic] = about else {
        return Err(wrong(number, about, "R-0001"));
    };
    let id: Option<RequestId> = match topic {
        Topic::Request(id) => Some(*id),
        Topic::Journey(id) => {
            register
                .journeys
                .get(id)
                .ok_or_else(|| unknown(topic))?
                .request
        }
        Topic::Permission(id) => {
            register
                .permissions
                .get(id)
                .ok_or_else(|| unknown(topic))?
                .request
        }
        Topic::Asset(_)
        | Topic::Instance(_)
        | Topic::Incident(_)
        | Topic::Organisation(_)
        | Topic::Person(_)
        | Topic::Place(_)
        | Topic::Record(_) => None,
    };
    let id = id.ok_or_else(|| wrong(number, about, "R-0001"))?;
    let request = register
        .requests
        .get(&id)
        .ok_or_else(|| Unavailable::Unknown(id.to_string()))?;
    if subjects.contains(&request.grant.subject()) {
        Ok(request)
    } else {
        Err(Unavailable::OtherSubject {
            form: number,
            request: id,
        })
    }
}

/// The instances that a form is about: each given itself, or all of an asset that `belongs` says yes to.
fn instances(
    number: Number,
    register: &Register,
    about: &[Topic],
    belongs: impl Fn(&crate::record::Instance) -> bool,
) -> Result<Vec<InstanceId>, Unavailable> {
    if about.is_empty() {
        return Err(wrong(number, about, "A-0001/1"));
    }
    let mut ids = Vec::new();
    for topic in about {
        match topic {
            Topic::Instance(id) if register.instances.contains_key(id) => ids.push(*id),
            Topic::Asset(id) if register.assets.contains_key(id) => {
                let before = ids.len();
                ids.extend(
                    register
                        .instances_of(*id)
                        .filter(|it| belongs(it))
                        .map(|it| it.id),
                );
                if ids.len() == before {
                    return Err(Unavailable::Nothing(vec![id.to_string()]));
                }
            }
            Topic::Instance(_) | Topic::Asset(_) => {
                return Err(Unavailable::Unknown(topic.to_string()));
            }
            _ => return Err(wrong(number, about, "A-0001/1")),
        }
    }
    ids.sort();
    ids.dedup();
    Ok(ids)
}
