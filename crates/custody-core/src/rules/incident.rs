//! 23 紛失, 24 未登録物, 25 発見 (contract Art. 16): facts, never refused by a guard.

use super::asked::{Loss, Unregistered};
use super::gate::Gate;
use super::keeping::{asset, next_number};
use super::refusal::unknown;
use super::{Denied, Nonsense, Permitted};
use crate::record::{
    Custody, Event, Incident, IncidentId, IncidentKind, IncidentReport, IncidentStage, Instance,
    InstanceId, Moment, Protection, Text,
};
use std::collections::BTreeSet;

/// 23: any open → missing. A journey stands for all its instances, a carrier for all on it.
pub(super) fn lost(mut gate: Gate<'_>, loss: &Loss) -> Result<Permitted, Denied> {
    let known = gate.known;
    let mut named: BTreeSet<InstanceId> = loss.instances.iter().copied().collect();
    if let Some(id) = loss.journey {
        let journey = known.journeys.get(&id).ok_or_else(|| unknown(id))?;
        let all = if journey.carried.is_empty() {
            &journey.instances
        } else {
            &journey.carried
        };
        // What of it has ended is not lost, and does not stand in the way of reporting the rest.
        let ended = |id: &InstanceId| {
            known
                .instances
                .get(id)
                .is_some_and(|i| !i.state().is_open())
        };
        named.extend(all.iter().copied().filter(|id| !ended(id)));
    }
    if let Some(id) = loss.carrier {
        known.carriers.get(&id).ok_or_else(|| unknown(id))?;
        named.extend(known.open_on(id).map(|i| i.id));
    }
    if named.is_empty() {
        return Err(Denied::Nonsense(Nonsense::Empty));
    }
    let lost: Vec<&Instance> = named
        .iter()
        .map(|id| gate.instance(*id))
        .collect::<Result<_, _>>()?;
    gate.base(&lost, &[]);
    let incident = Incident {
        id: next_incident(&gate)?,
        kind: IncidentKind::Loss,
        instances: named.into_iter().collect(),
        journey: loss.journey,
        declared_at: gate.at,
        declared_by: gate.asked.by,
        last_seen: loss.last_seen,
        place: loss.place.clone(),
        circumstances: loss.circumstances.clone(),
        found: Vec::new(),
        stage: IncidentStage::Opened,
        freeze_lifted: false,
    };
    gate.permit(Event::IncidentOpened {
        incident,
        found: None,
    })
}

pub(super) fn next_incident(gate: &Gate<'_>) -> Result<IncidentId, Denied> {
    IncidentId::new(gate.known.counters.incident.saturating_add(1))
        .ok_or(Denied::Nonsense(Nonsense::NumbersUsedUp))
}

/// 24: something the register does not know → quarantined. No later approval cures it.
pub(super) fn unregistered(gate: Gate<'_>, found: &Unregistered) -> Result<Permitted, Denied> {
    let known = gate.known;
    let asset = known
        .assets
        .get(&found.asset)
        .ok_or_else(|| unknown(found.asset))?;
    known
        .carriers
        .get(&found.carrier)
        .ok_or_else(|| unknown(found.carrier))?;
    // A fact: whatever it is said to be, it has a number of its own.
    if let Some(same) = found.same_as
        && (same.asset != found.asset || gate.instance(same)?.state().is_open())
    {
        return Err(Denied::Nonsense(Nonsense::Mixed));
    }
    let incident = next_incident(&gate)?;
    let id = next_number(asset)?;
    let instance = Instance {
        id,
        kind: found.kind,
        parent: None,
        carrier: found.carrier,
        custody: Custody::Quarantined {
            place: found.place.clone(),
            finder: gate.asked.by,
            incident,
        },
        org: gate
            .actor()
            .map_or_else(|| gate.contractor(), |p| p.employer),
        quantity: asset.quantity,
        content: None,
        protection: Protection::None,
        seal_no: None,
        permission: None,
        part: None,
        expires: None,
        key_holders: Vec::new(),
        source_pending: false,
        removal_begun: false,
        plaintext_seen: true,
        unregistered: true,
        incident: Some(incident),
        particulars: crate::record::Particulars {
            same_as: found.same_as,
            ..Default::default()
        },
        created_in: known.next_seq(),
        last_in: known.next_seq(),
        last_at: gate.at,
    };
    let incident = Incident {
        id: incident,
        kind: IncidentKind::UnapprovedCopy,
        instances: vec![id],
        journey: None,
        declared_at: gate.at,
        declared_by: gate.asked.by,
        last_seen: None::<Moment>,
        place: Some(found.place.clone()),
        circumstances: found.circumstances.clone(),
        found: Vec::new(),
        stage: IncidentStage::Opened,
        freeze_lifted: false,
    };
    gate.permit(Event::IncidentOpened {
        incident,
        found: Some(instance),
    })
}

/// 速報, 続報, 最終報告 by whoever may report; 甲's 確認, which ends the freeze, on a document of 甲 in writing.
pub(super) fn reported(
    mut gate: Gate<'_>,
    id: IncidentId,
    report: &IncidentReport,
    remark: Option<&Text>,
) -> Result<Permitted, Denied> {
    let incident = gate.known.incidents.get(&id).ok_or_else(|| unknown(id))?;
    if !report.follows(incident.stage) {
        return Err(Denied::Nonsense(Nonsense::ReportOrder));
    }
    if let IncidentReport::Acknowledged { document } = report
        && !document.trust(Some(gate.asked.by), None).is_written()
    {
        return Err(Denied::Nonsense(Nonsense::NotWritten));
    }
    gate.base(&[], &[]);
    let mut texts: Vec<&str> = remark.iter().map(|text| text.as_str()).collect();
    if let IncidentReport::Final { cause, prevention } = report {
        texts.extend([cause.as_str(), prevention.as_str()]);
    }
    gate.forbidden_word(texts.into_iter());
    gate.permit(Event::IncidentReported {
        incident: id,
        report: report.clone(),
        remark: remark.cloned(),
    })
}

/// 25: missing → quarantined.
pub(super) fn found(mut gate: Gate<'_>, id: InstanceId, place: &Text) -> Result<Permitted, Denied> {
    let instance = gate.instance(id)?;
    asset(gate.known, id)?;
    gate.base(&[instance], &[]);
    let Custody::Missing { incident } = instance.custody else {
        // bad_state has failed, unless a profile switched it off; then there is nothing to find.
        return Err(gate.refusal().unwrap_or(Denied::Nonsense(Nonsense::Empty)));
    };
    let finder = gate.asked.by;
    gate.permit(Event::InstanceFound {
        instance: id,
        incident,
        place: place.clone(),
        finder,
    })
}
