//! The first screen: what is out and with whom, what is late, what waits for whom, what runs out soon.
//!
//! Nothing here is a state of its own: everything is computed from the register and `now` (`domain.md` §5.4, overdue).
//! Every list is empty when all is calm.

mod coming;
mod late;
mod permission;
mod pledge;
mod subcontractor;
mod training;
mod waiting;

pub use coming::{Coming, ComingKind};
pub use late::{Late, LateKind};
pub use permission::{Expiring, Lapse, Lapsed};
pub use pledge::Unpledged;
pub use subcontractor::{Owed, SubDue};
pub use training::{TrainingDue, TrainingGap};
pub use waiting::{Waiting, WaitingFor};

use super::{naming, visible};
use crate::record::{
    CarrierType, Custody, IncidentId, IncidentKind, IncidentStage, Instance, InstanceId,
    InstanceKind, JourneyId, Moment, Protection, Register, StateName,
};
use serde::Serialize;

/// How far ahead 「まもなく」 looks, in days.
pub const SOON_DAYS: i64 = 30;

/// Something that is not in its place of storage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Out {
    /// 管理番号.
    pub instance: InstanceId,
    /// 種類.
    pub kind: InstanceKind,
    /// 名称.
    pub title: String,
    /// 状態.
    pub state: StateName,
    /// 保持者.
    pub with: String,
    /// Where.
    pub place: String,
    /// The journey it is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub journey: Option<JourneyId>,
    /// When it is to be back, or to be closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Moment>,
}

/// An incident that 甲 has not acknowledged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenIncident {
    /// Its number.
    pub incident: IncidentId,
    /// 種類.
    pub kind: IncidentKind,
    /// How far the reporting has come.
    pub stage: IncidentStage,
    /// When it was declared.
    pub declared_at: Moment,
    /// What it concerns.
    pub instances: Vec<InstanceId>,
    /// Still freezes the asset's open instances.
    pub freezes: bool,
}

/// Personal data that lies unencrypted (3-イ).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unsealed {
    /// 管理番号.
    pub instance: InstanceId,
    /// 名称.
    pub title: String,
    /// 媒体.
    pub carrier: String,
    /// Where.
    pub place: String,
}

/// The first screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Status {
    /// The moment it was computed for.
    pub now: Moment,
    /// How many instances are kept, working copies left out.
    pub kept: u64,
    /// What is out and with whom.
    pub out: Vec<Out>,
    /// What is late, the longest first.
    pub late: Vec<Late>,
    /// What waits for whom.
    pub waiting: Vec<Waiting>,
    /// Permissions that run out within [`SOON_DAYS`].
    pub expiring: Vec<Expiring>,
    /// What comes due within [`SOON_DAYS`]: returns, the end of the contract.
    pub coming: Vec<Coming>,
    /// People whose pledge of secrecy is not on record (Art. 12).
    pub unpledged: Vec<Unpledged>,
    /// Permissions that ended under way (W04).
    pub lapsed: Vec<Lapsed>,
    /// People on the list without training, or soon without (Art. 11).
    pub training: Vec<TrainingDue>,
    /// What 乙 still owes for its 再委託先 (Art. 14-3, 14-4).
    pub subcontractors: Vec<SubDue>,
    /// Incidents that 甲 has not acknowledged (Art. 16).
    pub incidents: Vec<OpenIncident>,
    /// Personal data that lies unencrypted; working copies stand under `out`.
    pub unsealed: Vec<Unsealed>,
}

impl Status {
    /// The first screen of a whole register at `now`.
    #[must_use]
    pub fn of(register: &Register, now: Moment) -> Self {
        let working = |instance: &&Instance| instance.kind == InstanceKind::WorkingCopy;
        let kept = register
            .instances
            .values()
            .filter(|it| it.state().is_kept() && !working(it))
            .count();
        Self {
            now,
            kept: u64::try_from(kept).unwrap_or(u64::MAX),
            out: register
                .instances
                .values()
                .filter_map(|instance| out(register, instance))
                .collect(),
            late: late::late(register, now),
            waiting: waiting::waiting(register, now),
            expiring: permission::expiring(register, now),
            coming: coming::coming(register, now.date()),
            unpledged: pledge::unpledged(register, now.date()),
            lapsed: permission::lapsed(register, now),
            training: training::training(register, now.date()),
            subcontractors: subcontractor::subcontractors(register, now),
            incidents: register
                .incidents
                .values()
                .filter(|incident| incident.stage != IncidentStage::Acknowledged)
                .map(|incident| OpenIncident {
                    incident: incident.id,
                    kind: incident.kind,
                    stage: incident.stage,
                    declared_at: incident.declared_at,
                    instances: incident.instances.clone(),
                    freezes: incident.freezes(),
                })
                .collect(),
            unsealed: register
                .instances
                .values()
                .filter_map(|instance| unsealed(register, instance))
                .collect(),
        }
    }

    /// Nothing is out, late, waiting or about to run out.
    #[must_use]
    pub fn is_calm(&self) -> bool {
        self.out.is_empty()
            && self.late.is_empty()
            && self.waiting.is_empty()
            && self.expiring.is_empty()
            && self.coming.is_empty()
            && self.unpledged.is_empty()
            && self.lapsed.is_empty()
            && self.training.is_empty()
            && self.subcontractors.is_empty()
            && self.incidents.is_empty()
            && self.unsealed.is_empty()
    }
}

fn title(register: &Register, instance: InstanceId) -> String {
    register
        .assets
        .get(&instance.asset)
        .map(|asset| visible(asset.title.as_str()))
        .unwrap_or_default()
}

fn out(register: &Register, instance: &Instance) -> Option<Out> {
    let away = matches!(
        instance.custody,
        Custody::InUse { .. }
            | Custody::InTransit { .. }
            | Custody::AtDestination { .. }
            | Custody::WithSub { .. }
            | Custody::Released { .. }
    );
    away.then(|| {
        let journey = instance
            .custody
            .journey()
            .and_then(|id| register.journeys.get(&id));
        Out {
            instance: instance.id,
            kind: instance.kind,
            title: title(register, instance.id),
            state: instance.state(),
            with: naming::keeper(register, instance),
            place: naming::whereabouts(register, instance),
            journey: instance.custody.journey(),
            until: instance
                .expires
                .or_else(|| journey.and_then(|journey| journey.planned_back)),
        }
    })
}

fn unsealed(register: &Register, instance: &Instance) -> Option<Unsealed> {
    let personal = register
        .assets
        .get(&instance.id.asset)
        .is_some_and(|asset| asset.personal.is_some());
    let paper = register
        .carriers
        .get(&instance.carrier)
        .is_some_and(|it| it.carrier_type == CarrierType::Paper);
    let exposed = instance.is_electronic()
        && !paper
        && instance.kind != InstanceKind::WorkingCopy
        && matches!(
            instance.protection,
            Protection::None | Protection::LockedCase
        );
    // What was handed back is no longer with 乙.
    let with_contractor =
        instance.state().is_open() && instance.state() != StateName::ReturnPending;
    (personal && exposed && with_contractor).then(|| Unsealed {
        instance: instance.id,
        title: title(register, instance.id),
        carrier: naming::carrier_with_serial(register, instance.carrier),
        place: naming::whereabouts(register, instance),
    })
}
