//! What is late: planned returns and arrivals, days of return, working copies, receipts, reports.

use crate::record::contract::Guides;
use crate::record::{
    Asset, Custody, Guide, IncidentStage, Instance, InstanceId, InstanceKind, JourneyStage, Moment,
    OrgId, PlaceId, Register, Seq, StateName,
};
use crate::report::deadline::Deadline;
use crate::report::{naming, visible};
use serde::Serialize;
use std::collections::BTreeMap;

/// What is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LateKind {
    /// 帰着遅延.
    Back,
    /// 到着遅延.
    Arrival,
    /// 返還期限の超過.
    Return,
    /// 必要とする期間の経過.
    Needed,
    /// 不要後の期限超過.
    Unneeded,
    /// 展開超過.
    WorkingCopy,
    /// 未格納.
    NotStored,
    /// 受領書未着.
    Receipt,
    /// 業者証明書の期限超過.
    Certificate,
    /// 事故の報告の目安超過.
    IncidentReport,
    /// 棚卸超過.
    Inventory,
    /// 脆弱性対応未了.
    Vulnerability,
    /// 体制の変更が目安日を過ぎて未報告.
    StaffChange,
}

impl LateKind {
    /// Every kind.
    pub const ALL: [Self; 13] = [
        Self::Back,
        Self::Arrival,
        Self::Return,
        Self::Needed,
        Self::Unneeded,
        Self::WorkingCopy,
        Self::NotStored,
        Self::Receipt,
        Self::Certificate,
        Self::IncidentReport,
        Self::Inventory,
        Self::Vulnerability,
        Self::StaffChange,
    ];

    /// The identifier of the JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Back => "back",
            Self::Arrival => "arrival",
            Self::Return => "return",
            Self::Needed => "needed",
            Self::Unneeded => "unneeded",
            Self::WorkingCopy => "working_copy",
            Self::NotStored => "not_stored",
            Self::Receipt => "receipt",
            Self::Certificate => "certificate",
            Self::IncidentReport => "incident_report",
            Self::Inventory => "inventory",
            Self::Vulnerability => "vulnerability",
            Self::StaffChange => "staff_change",
        }
    }

    /// The warning of `domain.md` §5.3 that says the same, if one does.
    #[must_use]
    pub fn warning(self) -> Option<&'static str> {
        match self {
            Self::Back => Some("W10"),
            Self::WorkingCopy => Some("W08"),
            Self::NotStored => Some("W09"),
            Self::Receipt => Some("W12"),
            Self::Certificate => Some("W13"),
            Self::Unneeded => Some("W17"),
            Self::Inventory => Some("W14"),
            Self::Vulnerability => Some("W15"),
            Self::Arrival
            | Self::Return
            | Self::Needed
            | Self::IncidentReport
            | Self::StaffChange => None,
        }
    }
}

/// One thing that is late.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Late {
    /// What.
    pub kind: LateKind,
    /// The warning's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning: Option<&'static str>,
    /// The number it is about: a journey, an asset, an instance, an incident.
    pub about: String,
    /// The instances concerned.
    pub instances: Vec<InstanceId>,
    /// Who has it to do or to hand back.
    pub with: Vec<String>,
    /// When it should have happened.
    pub deadline: Deadline,
}

pub(super) fn late(register: &Register, now: Moment) -> Vec<Late> {
    let guides = register
        .contract
        .as_ref()
        .map(|contract| &contract.profile.guides);
    let mut late = Vec::new();
    journeys(register, now, guides, &mut late);
    for asset in register.assets.values() {
        of_asset(register, asset, now, guides, &mut late);
    }
    for instance in register.instances.values() {
        of_instance(register, instance, now, guides, &mut late);
    }
    incidents(register, now, guides, &mut late);
    certificates(register, guides, &mut late);
    inventories(register, guides, &mut late);
    duties(register, guides, &mut late);
    late.retain(|it| it.deadline.has_passed(now));
    late.sort_by_key(|it| it.deadline.at);
    late
}

fn entry(kind: LateKind, about: String, deadline: Deadline) -> Late {
    Late {
        kind,
        warning: kind.warning(),
        about,
        instances: Vec::new(),
        with: Vec::new(),
        deadline,
    }
}

fn journeys(register: &Register, now: Moment, guides: Option<&Guides>, late: &mut Vec<Late>) {
    for journey in register.journeys.values() {
        let with: Vec<String> = journey
            .persons
            .iter()
            .map(|person| naming::person(register, *person))
            .collect();
        let mut add = |kind, deadline| {
            let instances = journey.carried.clone();
            late.push(Late {
                instances,
                with: with.clone(),
                ..entry(kind, journey.id.to_string(), deadline)
            });
        };
        if let Some(back) = journey.planned_back.filter(|_| journey.is_overdue(now)) {
            add(
                LateKind::Back,
                Deadline {
                    at: back,
                    holidays_unconfirmed: false,
                },
            );
        } else if journey.stage == JourneyStage::UnderWay && journey.arrived.is_none() {
            let grace = guides.map_or(Guide::Hours(0), |guides| guides.arrival_grace);
            add(
                LateKind::Arrival,
                Deadline::after(journey.planned_arrival, grace),
            );
        }
    }
}

fn of_asset(
    register: &Register,
    asset: &Asset,
    now: Moment,
    guides: Option<&Guides>,
    late: &mut Vec<Late>,
) {
    // What was handed back only waits for the receipt; a working copy ends with what it was opened from.
    let still_here: Vec<&Instance> = register
        .instances_of(asset.id)
        .filter(|it| {
            it.state().is_kept()
                && it.state() != StateName::ReturnPending
                && it.kind != InstanceKind::WorkingCopy
        })
        .collect();
    if still_here.is_empty() {
        return;
    }
    let mut with: Vec<String> = still_here
        .iter()
        .map(|it| naming::keeper(register, it))
        .collect();
    with.sort();
    with.dedup();
    let instances: Vec<InstanceId> = still_here.iter().map(|it| it.id).collect();
    let mut add = |kind, deadline| {
        let about = asset.id.to_string();
        late.push(Late {
            instances: instances.clone(),
            with: with.clone(),
            ..entry(kind, about, deadline)
        });
    };
    if let Some(due) = asset.due {
        add(LateKind::Return, Deadline::on(due));
    }
    let needed = Deadline::on(asset.needed_until);
    let unneeded = guides.map(|guides| Deadline::after(needed.at, guides.return_after_unneeded));
    match unneeded {
        Some(unneeded) if unneeded.has_passed(now) => add(LateKind::Unneeded, unneeded),
        _ => add(LateKind::Needed, needed),
    }
}

fn of_instance(
    register: &Register,
    instance: &Instance,
    now: Moment,
    guides: Option<&Guides>,
    late: &mut Vec<Late>,
) {
    let mut add = |kind, deadline| {
        let with = vec![naming::keeper(register, instance)];
        late.push(Late {
            instances: vec![instance.id],
            with,
            ..entry(kind, instance.id.to_string(), deadline)
        });
    };
    match (&instance.custody, instance.kind) {
        (Custody::InUse { .. }, InstanceKind::WorkingCopy) => {
            if let Some(expires) = instance.expires {
                add(
                    LateKind::WorkingCopy,
                    Deadline {
                        at: expires,
                        holidays_unconfirmed: false,
                    },
                );
            }
        }
        // W09: a print-out is put away before the day ends.
        (Custody::InUse { .. }, InstanceKind::Printout) if instance.last_at < now => {
            add(LateKind::NotStored, Deadline::on(instance.last_at.date()));
        }
        (Custody::ReturnPending { .. }, _) => {
            if let Some(guides) = guides {
                add(
                    LateKind::Receipt,
                    Deadline::after(instance.last_at, guides.client_receipt),
                );
            }
        }
        _ => {}
    }
}

fn incidents(register: &Register, now: Moment, guides: Option<&Guides>, late: &mut Vec<Late>) {
    let Some(guides) = guides else { return };
    for incident in register.incidents.values() {
        let next = match incident.stage {
            IncidentStage::Opened => guides.incident_first,
            IncidentStage::FirstReported => guides.incident_followup,
            IncidentStage::FollowedUp => guides.incident_final,
            IncidentStage::FinalReported | IncidentStage::Acknowledged => continue,
        };
        let deadline = Deadline::after(incident.declared_at, next);
        if deadline.has_passed(now) {
            let instances = incident.instances.clone();
            late.push(Late {
                instances,
                ..entry(LateKind::IncidentReport, incident.id.to_string(), deadline)
            });
        }
    }
}

/// W15 from the day a vulnerability is known; a change of the staff list that 甲 should know of by now (Art. 4-2, 8).
fn duties(register: &Register, guides: Option<&Guides>, late: &mut Vec<Late>) {
    let software = register.contract.as_ref().map(|c| c.software.as_slice());
    for one in software.unwrap_or_default() {
        for found in one.open_vulnerabilities() {
            let about = format!(
                "{} {}",
                visible(one.name.as_str()),
                visible(found.name.as_str())
            );
            let since = Deadline {
                at: Moment::start_of(found.found),
                holidays_unconfirmed: false,
            };
            late.push(entry(LateKind::Vulnerability, about, since));
        }
    }
    let Some(guides) = guides else { return };
    for person in register.people.values() {
        if let Some(since) = person.unreported {
            let deadline = Deadline::after(since, guides.staff_change);
            late.push(Late {
                with: vec![naming::person(register, person.id)],
                ..entry(LateKind::StaffChange, person.id.to_string(), deadline)
            });
        }
    }
}

/// W13, a hand-over at a time: what went to a disposer, and no certificate of it has come.
fn certificates(register: &Register, guides: Option<&Guides>, late: &mut Vec<Late>) {
    let Some(guides) = guides else { return };
    let mut released: BTreeMap<(OrgId, Seq), (Moment, Vec<InstanceId>)> = BTreeMap::new();
    for instance in register.instances.values() {
        if let Custody::Released { org, .. } = instance.custody {
            let at = instance.last_at;
            let entry = released.entry((org, instance.last_in));
            entry.or_insert((at, Vec::new())).1.push(instance.id);
        }
    }
    for ((org, _), (at, instances)) in released {
        let deadline = Deadline::after(at, guides.disposer_certificate);
        late.push(Late {
            instances,
            with: vec![naming::organisation(register, org)],
            ..entry(LateKind::Certificate, org.to_string(), deadline)
        });
    }
}

/// W14, a place at a time: what is stored there and was counted, or received, longer ago than the guide says.
fn inventories(register: &Register, guides: Option<&Guides>, late: &mut Vec<Late>) {
    let Some(guides) = guides else { return };
    let mut oldest: BTreeMap<PlaceId, (Moment, Vec<InstanceId>)> = BTreeMap::new();
    for instance in register.instances.values() {
        let Custody::Held { place } = instance.custody else {
            continue;
        };
        let received = register
            .assets
            .get(&instance.id.asset)
            .map(|asset| asset.received_at);
        let counted = instance.particulars.inventoried.or(received);
        let since = counted.unwrap_or(instance.last_at);
        let entry = oldest.entry(place).or_insert((since, Vec::new()));
        entry.0 = entry.0.min(since);
        entry.1.push(instance.id);
    }
    for (place, (since, instances)) in oldest {
        let deadline = Deadline::after(since, guides.inventory);
        late.push(Late {
            instances,
            with: vec![naming::place(register, place)],
            ..entry(LateKind::Inventory, place.to_string(), deadline)
        });
    }
}
