//! 27 訂正 and 登録取消 (`domain.md` §5.5): by manager and supervisor together; the old record stays.
//!
//! Guard: witness_other. The guards that the value answers to are run again on the new one at the time of the record; a
//! failure does not refuse the correction, it opens an incident.

use super::asked::{Act, CorrectionAsked, NewValue};
use super::gate::{Failure, Gate};
use super::incident::next_incident;
use super::keeping::{asset, kept};
use super::permission::find;
use super::places::{for_purpose, in_workplace, place, storage_ok};
use super::refusal::unknown;
use super::{Denied, Nonsense, Permitted, Value, WarningCode};
use crate::record::{
    CarrierId, Corrected, Correction, Event, Guard, Incident, IncidentKind, Instance, InstanceId,
    PersonId, Place, PlaceId, Record, Role, StateName, Text,
};

/// 訂正.
pub(super) fn correct(mut gate: Gate<'_>, asked: &CorrectionAsked) -> Result<Permitted, Denied> {
    let record = &asked.record;
    if record.vault != gate.known.head.vault || record.seq.0 >= gate.known.head.size {
        return Err(unknown(record.seq));
    }
    let instances = of_record(&gate, &record.event)?;
    let assets = super::giving_back::assets_of(&instances);
    gate.base(&[], &assets);
    gate.both_of_them(asked.with);
    if let Some(refused) = gate.refusal() {
        return Err(refused);
    }
    let value = compare(&gate, record, &asked.value)?;
    let failed = run_again(&mut gate, record, &value, &instances)?;
    let incident = match failed {
        None => None,
        Some(guard) => Some(opened_for(&gate, record, guard, &instances)?),
    };
    let of_asset = matches!(record.event, Event::AssetReceived { .. });
    gate.permit(Event::RecordCorrected {
        correction: Correction {
            record: record.seq,
            asset: assets.first().copied().filter(|_| of_asset),
            carrier: carrier_of(&record.event),
            instances: instances.iter().map(|i| i.id).collect(),
            value,
            reason: asked.reason.clone(),
            with: asked.with,
        },
        incident,
    })
}

/// The instances that a record speaks of, as far as it can be corrected.
fn of_record<'a>(gate: &Gate<'a>, event: &Event) -> Result<Vec<&'a Instance>, Denied> {
    let ids: Vec<InstanceId> = match event {
        Event::AssetReceived { instance, .. } | Event::InstanceCopied { instance, .. } => {
            vec![instance.id]
        }
        Event::InstanceTaken { instance, .. } | Event::InstanceStored { instance, .. } => {
            vec![*instance]
        }
        Event::CameBack { instances, .. } => instances.clone(),
        Event::Arrived { journey, .. } => gate
            .known
            .journeys
            .get(journey)
            .map(|j| j.carried.clone())
            .unwrap_or_default(),
        _ => Vec::new(),
    };
    ids.into_iter().map(|id| gate.instance(id)).collect()
}

/// The value as it stands, earlier corrections of it included, beside the new one.
fn compare(gate: &Gate<'_>, record: &Record, new: &NewValue) -> Result<Corrected, Denied> {
    let none = || Denied::Nonsense(Nonsense::NotCorrectable);
    let event = &record.event;
    let received = match event {
        Event::AssetReceived { asset, .. } => gate.known.assets.get(&asset.id),
        _ => None,
    };
    let asset = || received.ok_or_else(none);
    let value = match new {
        NewValue::Title(new) => Corrected::Title {
            old: asset()?.title.clone(),
            new: new.clone(),
        },
        NewValue::Quantity(new) => Corrected::Quantity {
            old: asset()?.quantity,
            new: *new,
        },
        NewValue::ReceivedFrom(new) => Corrected::ReceivedFrom {
            old: asset()?.received_from.clone(),
            new: new.clone(),
        },
        NewValue::Due(new) => Corrected::Due {
            old: asset()?.due,
            new: *new,
        },
        NewValue::ClientDocNo(new) => Corrected::ClientDocNo {
            old: asset()?.client_doc_no.clone(),
            new: new.clone(),
        },
        NewValue::Serial(new) => {
            let carrier = carrier_of(event).and_then(|id| gate.known.carriers.get(&id));
            Corrected::Serial {
                old: carrier.ok_or_else(none)?.serial.clone(),
                new: new.clone(),
            }
        }
        NewValue::Place(new) => {
            place(gate.known, *new)?;
            Corrected::Place {
                old: place_of(event).ok_or_else(none)?,
                new: *new,
            }
        }
        NewValue::Purpose(new) => match event {
            Event::InstanceTaken { purpose, .. } => Corrected::Purpose {
                old: purpose.clone(),
                new: new.clone(),
            },
            _ => return Err(none()),
        },
    };
    let (old, new) = value.values();
    if old == new { Err(none()) } else { Ok(value) }
}

/// The carrier whose serial a record gave.
fn carrier_of(event: &Event) -> Option<CarrierId> {
    match event {
        Event::CarrierRegistered { carrier } => Some(carrier.id),
        Event::AssetReceived { carrier, .. } => carrier.as_ref().map(|c| c.id),
        _ => None,
    }
}

/// The place that a record gave.
fn place_of(event: &Event) -> Option<PlaceId> {
    match event {
        Event::AssetReceived { instance, .. } | Event::InstanceCopied { instance, .. } => {
            instance.custody.place()
        }
        Event::InstanceTaken { place, .. }
        | Event::InstanceStored { place, .. }
        | Event::Arrived { place, .. }
        | Event::CameBack { place, .. } => Some(*place),
        _ => None,
    }
}

/// The first guard that the corrected value fails. Serial, title and the like answer to none.
fn run_again(
    gate: &mut Gate<'_>,
    record: &Record,
    value: &Corrected,
    instances: &[&Instance],
) -> Result<Option<Guard>, Denied> {
    let (known, Some(profile)) = (gate.known, gate.profile()) else {
        return Ok(None);
    };
    let (by, then) = (record.by, record.at);
    let failed = match value {
        Corrected::Place { new, .. } => {
            let at: &Place = place(known, *new)?;
            match &record.event {
                Event::InstanceTaken { .. } => {
                    let usable = in_workplace(known, profile, at.id, &[by], then);
                    usable.is_err().then_some(Guard::Workplace)
                }
                // A fact: another place than permitted is told, not refused (11).
                Event::Arrived { journey, .. } => {
                    let planned = known.journeys.get(journey).map(|j| j.to);
                    if planned != Some(at.id) {
                        gate.warn(WarningCode::OtherPlace, at.id);
                    }
                    None
                }
                _ => {
                    let carrier_type =
                        |i: &Instance| known.carriers.get(&i.carrier).map(|c| c.carrier_type);
                    let good = instances.iter().all(|i| {
                        let mut kept = kept(i);
                        kept.carrier_type = carrier_type(i);
                        storage_ok(known, profile, at, kept, then)
                    });
                    (!good).then_some(Guard::StorageOk)
                }
            }
        }
        Corrected::Purpose { new, .. } => {
            let own = instances
                .first()
                .and_then(|i| Some((i.id, known.assets.get(&i.id.asset)?)));
            let may = own.is_some_and(|(id, asset)| {
                asset.purpose == *new
                    || find(known, profile, &for_purpose(id, new, then), None).is_ok()
            });
            (!may).then_some(Guard::OtherPurpose)
        }
        _ => None,
    };
    Ok(failed.filter(|guard| profile.is_on(*guard)))
}

/// What the corrected record shows would have been refused.
fn opened_for(
    gate: &Gate<'_>,
    record: &Record,
    guard: Guard,
    instances: &[&Instance],
) -> Result<Incident, Denied> {
    let id = next_incident(gate)?;
    let mut incident = Incident::opened(id, IncidentKind::Other, gate.at, gate.asked.by);
    incident.instances = instances.iter().map(|i| i.id).collect();
    incident.circumstances = Text::new(format!("記録{}の訂正：{guard}", record.seq)).ok();
    Ok(incident)
}

/// 登録取消: what was registered by mistake, has no children and stands on no form.
pub(super) fn void(mut gate: Gate<'_>) -> Result<Permitted, Denied> {
    let Act::Void {
        instance: id,
        reason,
        with,
        removal_begun,
    } = &gate.asked.act
    else {
        return Err(unknown("void"));
    };
    let known = gate.known;
    let instance = gate.instance(*id)?;
    let asset = asset(known, *id)?;
    gate.base(&[instance], &[asset.id]);
    gate.check(Guard::BadState, || {
        let has_child = known
            .instances_of(asset.id)
            .filter(|i| i.state() != StateName::Voided)
            .any(|i| i.parent == Some(*id) || i.particulars.split_from == Some(*id));
        (has_child || instance.particulars.on_form.is_some()).then(|| {
            Failure::new()
                .with("state", Value::State(instance.state()))
                .next(format!("custody show {id}"))
        })
    });
    gate.both_of_them(*with);
    gate.permit(Event::InstanceVoided {
        instance: *id,
        reason: reason.clone(),
        with: *with,
        removal_begun: *removal_begun,
    })
}

impl Gate<'_> {
    /// One of the two is the manager, the other a supervisor (§4.3).
    fn both_of_them(&mut self, with: PersonId) {
        let (known, by, day) = (self.known, self.asked.by, self.day());
        self.check(Guard::WitnessOther, || {
            let holds =
                |id: PersonId, role| known.people.get(&id).is_some_and(|p| p.has_role(role, day));
            let pair = |one, other| holds(one, Role::Manager) && holds(other, Role::Supervisor);
            let both = with != by && (pair(by, with) || pair(with, by));
            (!both).then(Failure::new)
        });
    }
}
