//! 23 紛失, 24 未登録物, 25 発見 (contract Art. 16): facts, never refused by a guard.

use super::asked::{Loss, Occurrence, Unregistered};
use super::gate::Gate;
use super::keeping::{asset, next_number};
use super::refusal::unknown;
use super::{Denied, Nonsense, Permitted};
use crate::record::{
    Custody, Event, Incident, IncidentId, IncidentKind, IncidentReport, Instance, InstanceId,
    Learned, Protection, Text,
};

/// 23: any open → missing. A journey stands for all its instances, a carrier for all on it.
pub(super) fn lost(mut gate: Gate<'_>, loss: &Loss) -> Result<Permitted, Denied> {
    let named = loss.instances(gate.known)?;
    if named.is_empty() {
        return Err(Denied::Nonsense(Nonsense::Empty));
    }
    let lost: Vec<&Instance> = named
        .iter()
        .map(|id| gate.instance(*id))
        .collect::<Result<_, _>>()?;
    gate.base(&lost, &[]);
    let kind = IncidentKind::Loss;
    let (id, by) = (next_incident(&gate)?, gate.asked.by);
    let mut incident = Incident {
        instances: named,
        journey: loss.on_journey(gate.known),
        suspected: loss.suspected,
        ..Incident::opened(id, kind, gate.at, by)
    };
    incident.learn(&loss.learned);
    if !incident.kind.is_loss() {
        return Err(Denied::Nonsense(Nonsense::IncidentKind));
    }
    gate.permit(Event::IncidentOpened {
        incident,
        found: None,
    })
}

/// Another incident (Art. 16-1): recorded as said, whatever it concerns stays in its state.
pub(super) fn other(gate: Gate<'_>, said: &Occurrence) -> Result<Permitted, Denied> {
    for id in &said.instances {
        gate.instance(*id)?;
    }
    let (id, by) = (next_incident(&gate)?, gate.asked.by);
    let mut incident = Incident {
        instances: said.instances.clone(),
        suspected: said.suspected,
        ..Incident::opened(id, said.kind, gate.at, by)
    };
    incident.learn(&said.learned);
    if incident.kind.is_loss() {
        return Err(Denied::Nonsense(Nonsense::IncidentKind));
    }
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
    let kind = IncidentKind::UnapprovedCopy;
    let incident = Incident {
        instances: vec![id],
        place: Some(found.place.clone()),
        circumstances: found.circumstances.clone(),
        ..Incident::opened(incident, kind, gate.at, gate.asked.by)
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
    learned: &Learned,
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
    // 速報 and 続報 are never refused for a word (§7): the forms leave it out.
    if let IncidentReport::Final { cause, prevention } = report {
        let more = [&learned.circumstances, &learned.measures, &learned.police];
        let texts = [cause, prevention].into_iter().chain(remark);
        let texts = texts.chain(more.into_iter().flatten());
        gate.forbidden_word(texts.map(Text::as_str));
    }
    gate.permit(Event::IncidentReported {
        incident: id,
        report: report.clone(),
        learned: learned.clone(),
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
