//! 6 複製 (contract Art. 13-4): the parent stays, a copy is held.
//!
//! Guards after base: copy_approval (or the intake that 甲's hand-over paper includes, §5.4), carrier_known, storage_ok;
//! and the journey rule where the parent is away.

use super::asked::Act;
use super::gate::{Answer, Failure, Gate};
use super::keeping::{asset, clear_text_on, next_number};
use super::permission::{Wanted, find};
use super::places::{Kept, place};
use super::refusal::unknown;
use super::{Denied, Permitted, WarningCode};
use crate::record::{
    Asset, CarrierId, Custody, Event, Guard, Instance, InstanceId, InstanceKind, PermissionId,
    Protection, Subject, Text, Trust,
};
use std::num::NonZeroU32;

pub(super) fn copy(mut gate: Gate<'_>) -> Result<Permitted, Denied> {
    let Act::Copy {
        instance: id,
        carrier,
        place: at,
        protection,
        content,
        key_holders,
    } = &gate.asked.act
    else {
        return Err(unknown("copy"));
    };
    let (id, carrier, protection) = (*id, *carrier, *protection);
    let parent = gate.instance(id)?;
    let asset = asset(gate.known, id)?;
    let at = place(gate.known, *at)?;
    gate.base(&[parent], &[asset.id]);

    let intake = intake(&gate, asset, parent, carrier);
    let mut answer: Answer = Err(None);
    if intake.is_none() {
        answer = gate.copy_approval(id, carrier, &[]);
    }
    gate.carrier_known(carrier);
    gate.storage_ok(
        at,
        Kept {
            protection,
            carrier: Some(carrier),
            carrier_type: None,
        },
    );
    gate.journey_rule(parent);

    let permission = answer.ok();
    gate.warn_trust(permission);
    let seq = gate.known.next_seq();
    let copy = Instance {
        id: next_number(asset)?,
        kind: InstanceKind::Copy,
        parent: Some(id),
        carrier,
        custody: Custody::Held { place: at.id },
        org: parent.org,
        quantity: parent.quantity,
        content: content.clone(),
        protection,
        seal_no: None,
        permission,
        part: permission.and_then(|p| part(&gate, p, 0)),
        expires: None,
        key_holders: key_holders.clone(),
        source_pending: false,
        removal_begun: false,
        plaintext_seen: protection == Protection::None
            || clear_text_on(gate.known, id.asset, carrier),
        unregistered: false,
        incident: None,
        particulars: crate::record::Particulars::default(),
        created_in: seq,
        last_in: seq,
        last_at: gate.at,
    };
    gate.permit(Event::InstanceCopied {
        instance: copy,
        uses: permission.into_iter().collect(),
        intake,
    })
}

/// Reading 甲's medium into the vault once, where the hand-over paper includes it (§5.4, intake).
fn intake(gate: &Gate<'_>, asset: &Asset, parent: &Instance, carrier: CarrierId) -> Option<Text> {
    let paper = asset.intake_included.as_ref()?;
    let from_original = parent.kind == InstanceKind::Original && parent.carrier != carrier;
    let first = asset.last_instance == 1;
    let onto_machine = gate
        .known
        .carriers
        .get(&carrier)
        .is_some_and(|c| !c.carrier_type.is_removable());
    (from_original && first && onto_machine).then(|| paper.clone())
}

/// Which part of how many (様式4-1 部数); `taken` of them are made by the same act before it.
pub(super) fn part(gate: &Gate<'_>, permission: PermissionId, taken: u32) -> Option<Text> {
    let permission = gate.known.permissions.get(&permission)?;
    let of = permission
        .scope
        .count
        .map(NonZeroU32::get)
        .or(permission.uses_left().map(|left| left + permission.used))?;
    let nth = permission.used.saturating_add(taken).saturating_add(1);
    Text::new(format!("{nth}/{of}")).ok()
}

impl Gate<'_> {
    /// Written prior approval to copy onto that carrier (Art. 13-4).
    /// `taken` are the uses that the same act has taken already.
    pub(super) fn copy_approval(
        &mut self,
        instance: InstanceId,
        carrier: CarrierId,
        taken: &[PermissionId],
    ) -> Answer {
        let wanted = Wanted {
            taken: taken.to_vec(),
            count: Some(NonZeroU32::MIN),
            carrier: Some(carrier),
            persons: vec![self.asked.by],
            acknowledged: self.asked.acknowledged,
            ..Wanted::new(Subject::Copy, Guard::CopyApproval, instance, self.at)
        };
        self.answered(
            &wanted,
            format!("custody request copy {instance} -o R.custody-request"),
        )
    }

    /// Looks for a permission and notes the refusal when there is none.
    pub(super) fn answered(&mut self, wanted: &Wanted, next: String) -> Answer {
        let Some(profile) = self.profile() else {
            return Err(None);
        };
        let answer = find(self.known, profile, wanted, self.asked.approval);
        let detail = answer.as_ref().err().cloned();
        self.check(wanted.guard, || {
            detail.map(|detail| {
                let failure = Failure::new().detail(detail).next(next);
                match wanted.instance {
                    Some(instance) => failure.with("id", super::refusal::text(instance)),
                    None => failure,
                }
            })
        });
        answer
    }

    /// W02: a permission that rests on a copy of a paper or on one transcriber.
    pub(super) fn warn_trust(&mut self, permission: Option<PermissionId>) {
        let level = permission
            .and_then(|id| self.known.permissions.get(&id))
            .map(|p| (p.id, p.trust()));
        if let Some((id, Trust::C)) = level {
            self.warn(WarningCode::CopyOfPaper, id);
        }
    }
}
