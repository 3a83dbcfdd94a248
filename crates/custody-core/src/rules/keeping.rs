//! 2–5: 取出し, 格納, 展開, 展開終了 (contract Art. 5, 10, 13-3, 13-6).

use super::gate::{Failure, Gate};
use super::permission::{Wanted, is_valid};
use super::places::{Kept, place};
use super::refusal::{text, unknown};
use super::{Denied, Nonsense, Permitted, WarningCode};
use crate::record::{
    Asset, AssetId, CarrierId, Custody, Event, Guard, Guide, Instance, InstanceId, InstanceKind,
    Moment, PersonId, PlaceId, Protection, Register, Subject, Text,
};

/// The asset of an instance.
pub(super) fn asset(known: &Register, instance: InstanceId) -> Result<&Asset, Denied> {
    known
        .assets
        .get(&instance.asset)
        .ok_or_else(|| unknown(instance.asset))
}

/// 2 取出し: held → in_use. Guards: workplace, access_scope, other_purpose.
pub(super) fn take(
    mut gate: Gate<'_>,
    id: InstanceId,
    at: PlaceId,
    purpose: &Text,
    method: Option<&Text>,
) -> Result<Permitted, Denied> {
    let instance = gate.instance(id)?;
    let asset = asset(gate.known, id)?;
    let place = place(gate.known, at)?;
    gate.base(&[instance], &[asset.id]);
    gate.workplace(place);
    gate.access_scope(&asset.info_category, method);
    gate.other_purpose(asset, id, purpose);
    gate.permit(Event::InstanceTaken {
        instance: id,
        place: at,
        purpose: purpose.clone(),
    })
}

/// 3 格納: in_use, held → held. Guard: storage_ok.
pub(super) fn store(mut gate: Gate<'_>, id: InstanceId, at: PlaceId) -> Result<Permitted, Denied> {
    let instance = gate.instance(id)?;
    let place = place(gate.known, at)?;
    gate.base(&[instance], &[]);
    gate.storage_ok(place, kept(instance));
    gate.permit(Event::InstanceStored {
        instance: id,
        place: at,
    })
}

pub(super) fn kept(instance: &Instance) -> Kept {
    Kept {
        protection: instance.protection,
        carrier: Some(instance.carrier),
        carrier_type: None,
    }
}

/// 4 展開: the parent stays, a working copy comes into use. Guards: workplace, access_scope, other_purpose, software_ok,
/// journey rule.
pub(super) fn open(
    mut gate: Gate<'_>,
    id: InstanceId,
    carrier: CarrierId,
    at: PlaceId,
    purpose: &Text,
    method: Option<&Text>,
    software: Option<&Text>,
) -> Result<Permitted, Denied> {
    let parent = gate.instance(id)?;
    let asset = asset(gate.known, id)?;
    let place = place(gate.known, at)?;
    if !gate.known.carriers.contains_key(&carrier) {
        return Err(unknown(carrier));
    }
    gate.base(&[parent], &[asset.id]);
    gate.workplace(place);
    gate.access_scope(&asset.info_category, method);
    gate.other_purpose(asset, id, purpose);
    gate.software_ok(software);
    gate.journey_rule(parent);

    let expires = gate
        .profile()
        .and_then(|p| after(gate.at, p.guides.working_copy_max));
    let (known, now) = (gate.known, gate.at);
    for late in known.instances_of(asset.id).filter(|i| {
        i.kind == InstanceKind::WorkingCopy
            && i.state().is_open()
            && i.expires.is_some_and(|e| e < now)
    }) {
        gate.warn(WarningCode::WorkingCopyOverdue, late.id);
    }
    let number = next_number(asset)?;
    let seq = gate.known.next_seq();
    let working = Instance {
        id: number,
        kind: InstanceKind::WorkingCopy,
        parent: Some(id),
        carrier,
        custody: Custody::InUse {
            holder: gate.asked.by,
            place: at,
            purpose: purpose.clone(),
        },
        org: parent.org,
        quantity: parent.quantity,
        content: None,
        protection: Protection::None,
        seal_no: None,
        permission: None,
        part: None,
        expires,
        key_holders: Vec::new(),
        source_pending: false,
        removal_begun: false,
        plaintext_seen: true,
        unregistered: false,
        incident: None,
        particulars: crate::record::Particulars::default(),
        created_in: seq,
        last_in: seq,
        last_at: gate.at,
    };
    gate.permit(Event::InstanceOpened {
        instance: working,
        purpose: purpose.clone(),
        software: software.cloned(),
    })
}

/// Something of the asset lies or lay in plaintext on the carrier, as far as what is still open there shows: what is
/// sealed beside it can not be crypto-erased (§5.6, "data never in plaintext on that carrier").
pub(super) fn clear_text_on(known: &Register, asset: AssetId, carrier: CarrierId) -> bool {
    known
        .instances_of(asset)
        .filter(|i| i.carrier == carrier && i.state().is_open())
        .any(|i| i.plaintext_seen || i.protection == Protection::None)
}

/// The number after the last one given on an asset.
pub(super) fn next_number(asset: &Asset) -> Result<InstanceId, Denied> {
    let next = asset
        .last_instance
        .checked_add(1)
        .and_then(|n| InstanceId::new(asset.id, n));
    next.ok_or(Denied::Nonsense(Nonsense::NumbersUsedUp))
}

/// The moment a guide runs out; months and business days end with their day.
pub(super) fn after(from: Moment, guide: Guide) -> Option<Moment> {
    match guide {
        Guide::Hours(n) => from.checked_add_seconds(i64::from(n) * 3600),
        Guide::Days(n) => from
            .date()
            .checked_add_days(i64::from(n))
            .map(Moment::end_of),
        Guide::Months(n) => i32::try_from(n)
            .ok()
            .and_then(|n| from.date().checked_add_months(n))
            .map(Moment::end_of),
        Guide::BusinessDays(n) => u16::try_from(n)
            .ok()
            .map(|n| crate::record::calendar::add_business_days(from.date(), n).end()),
    }
}

/// 5 展開終了: working_copy in_use → closed. No guard: a fact.
pub(super) fn close(
    mut gate: Gate<'_>,
    id: InstanceId,
    method: &Text,
    overwritten: bool,
) -> Result<Permitted, Denied> {
    let instance = gate.instance(id)?;
    gate.base(&[instance], &[]);
    let is_working_copy = instance.kind == InstanceKind::WorkingCopy;
    gate.check(Guard::BadState, || {
        (!is_working_copy).then(|| {
            Failure::new()
                .with("state", super::Value::State(instance.state()))
                .next(format!("custody show {id}"))
        })
    });
    gate.permit(Event::InstanceClosed {
        instance: id,
        method: method.clone(),
        overwritten,
    })
}

impl Gate<'_> {
    /// For what is under way or at a destination: its carry permission again, all but the uses (§5.2).
    pub(super) fn journey_rule(&mut self, instance: &Instance) {
        self.journey_rule_of(instance, self.asked.by);
    }

    /// The journey rule with another 従事者 than the actor.
    pub(super) fn journey_rule_of(&mut self, instance: &Instance, by: PersonId) {
        let Some(journey) = instance
            .custody
            .journey()
            .and_then(|id| self.known.journeys.get(&id))
        else {
            return;
        };
        let (known, at, profile) = (self.known, self.at, self.profile());
        let Some(profile) = profile else { return };
        // A package travels under the permission of what it was made from.
        let subject = if journey.instances.contains(&instance.id) {
            instance.id
        } else {
            instance.parent.unwrap_or(instance.id)
        };
        self.check(Guard::CarryApproval, || {
            let wanted = Wanted {
                persons: vec![by],
                ignore_uses: true,
                ..Wanted::new(Subject::Carry, Guard::CarryApproval, subject, at)
            };
            let detail = match journey.permission.and_then(|id| known.permissions.get(&id)) {
                Some(permission) => is_valid(known, profile, permission, &wanted)
                    .err()
                    .map(Some),
                None => Some(None),
            };
            detail.map(|detail| {
                Failure::new()
                    .with("id", text(instance.id))
                    .detail(detail)
                    .next(format!("custody back {}", journey.id))
            })
        });
    }
}
