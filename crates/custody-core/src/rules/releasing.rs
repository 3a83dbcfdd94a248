//! 20 消去 and 21 廃棄業者引渡し (contract Art. 13-2, 14-1): many at once, in one record.
//!
//! Guards of 20 after base: destroy_approval, destroy_method, witness_other, destroy_evidence. Of 21: erase_before_release,
//! destroy_approval (of the disposer), carry_approval or removal_included, subcontract unless sanitised, witness_other.

use super::asked::{NewDestruction, NewRelease, NewSanitising};
use super::destroying::wants_client_witness;
use super::gate::{Failure, Gate};
use super::giving_back::assets_of;
use super::permission::{Wanted, find};
use super::places::place;
use super::refusal::{text, unknown};
use super::{Denied, Nonsense, Permitted};
use crate::record::destruction::SerialRead;
use crate::record::event::Destruction;
use crate::record::{
    Custody, DestructionEvidence, Event, Grant, Guard, Instance, Method, PermissionId, Register,
    Subject, Text,
};

/// 20. The approval is not used up: the instance has not ended.
pub(super) fn sanitise(mut gate: Gate<'_>, new: &NewSanitising) -> Result<Permitted, Denied> {
    let known = gate.known;
    if let Some(at) = new.place {
        place(known, at)?;
    }
    let erased: Vec<&Instance> = new
        .items
        .iter()
        .map(|item| gate.instance(item.instance))
        .collect::<Result<_, _>>()?;
    if erased.is_empty() {
        return Err(Denied::Nonsense(Nonsense::Empty));
    }
    gate.base(&erased, &assets_of(&erased));
    let mut permission: Option<PermissionId> = None;
    let mut by_client = false;
    for instance in &erased {
        let answer = gate.destroy_approval(instance, new.method, &[]).ok();
        by_client |= answer.is_some_and(|id| wants_client_witness(known, id));
        permission = permission.or(answer);
    }
    for instance in &erased {
        gate.destroy_method(instance, new.method)?;
    }
    gate.witness_other(new.witness, by_client);
    for (item, instance) in new.items.iter().zip(&erased) {
        if new.method == Method::CryptoErase {
            gate.crypto_erase_keys(instance, &new.evidence);
        }
        let one = NewDestruction {
            method: new.method,
            place: new.place,
            witness: new.witness,
            evidence: DestructionEvidence {
                serial_read: item.serial.clone(),
                ..new.evidence.clone()
            },
            by_vault: false,
        };
        gate.destroy_evidence(instance, &one);
    }
    gate.forbidden_word(new.evidence.remark.iter().map(Text::as_str));
    let destruction = Destruction {
        method: new.method,
        place: new.place,
        done_by: gate.asked.by,
        witness: new.witness,
        evidence: new.evidence.clone(),
        permission,
    };
    gate.permit(Event::Sanitised {
        items: new.items.clone(),
        destruction,
    })
}

/// 21.
pub(super) fn release(mut gate: Gate<'_>, new: &NewRelease) -> Result<Permitted, Denied> {
    let known = gate.known;
    let disposer = known
        .organisations
        .get(&new.org)
        .ok_or_else(|| unknown(new.org))?;
    let going: Vec<&Instance> = new
        .instances
        .iter()
        .map(|id| gate.instance(*id))
        .collect::<Result<_, _>>()?;
    if going.is_empty() {
        return Err(Denied::Nonsense(Nonsense::Empty));
    }
    gate.base(&going, &assets_of(&going));
    for instance in &going {
        gate.erase_before_release(instance);
    }
    let mut permission: Option<PermissionId> = None;
    let mut uses: Vec<PermissionId> = Vec::new();
    let mut by_client = false;
    let mut to_carry: Vec<&Instance> = Vec::new();
    for instance in &going {
        let method = match &instance.custody {
            Custody::AwaitingDestruction { plan, .. } => Some(plan.method),
            _ => None,
        };
        let wanted = Wanted {
            method,
            org: Some(new.org),
            acknowledged: gate.asked.acknowledged,
            ..Wanted::new(
                Subject::Destroy,
                Guard::DestroyApproval,
                instance.id,
                gate.at,
            )
        };
        let next = format!(
            "custody request destroy {} -o R.custody-request",
            instance.id
        );
        let answer = gate.answered(&wanted, next).ok();
        by_client |= answer.is_some_and(|id| wants_client_witness(known, id));
        permission = permission.or(answer);
        if !answer.is_some_and(|id| includes_removal(known, id)) {
            to_carry.push(instance);
        }
    }
    for instance in to_carry {
        uses.extend(gate.may_leave(instance));
    }
    uses.sort_unstable();
    uses.dedup();
    if going.iter().any(|it| it.particulars.sanitised.is_none()) {
        gate.may_have_it(new.org, &disposer.name);
    }
    gate.witness_other(new.witness, by_client);
    let items = going
        .iter()
        .map(|it| SerialRead {
            instance: it.id,
            serial: known
                .carriers
                .get(&it.carrier)
                .and_then(|carrier| carrier.serial.clone()),
        })
        .collect();
    gate.permit(Event::Released {
        items,
        org: new.org,
        received_by: new.received_by.clone(),
        seal_no: new.seal_no.clone(),
        witness: new.witness,
        permission,
        uses,
    })
}

/// The approval to destroy lets it leave for the disposer (§4.1).
fn includes_removal(known: &Register, permission: PermissionId) -> bool {
    let grant = known.permissions.get(&permission).map(|p| &p.grant);
    matches!(
        grant,
        Some(Grant::Destroy {
            removal_included: true,
            ..
        })
    )
}

impl Gate<'_> {
    /// Nothing leaves to a disposer unsanitised, unless 甲's approval that it was planned under says so (house rule).
    fn erase_before_release(&mut self, instance: &Instance) {
        let known = self.known;
        self.check(Guard::EraseBeforeRelease, || {
            let planned = match &instance.custody {
                Custody::AwaitingDestruction { plan, .. } => plan.permission,
                _ => None,
            };
            let grant = planned
                .and_then(|id| known.permissions.get(&id))
                .map(|permission| &permission.grant);
            let allowed = matches!(
                grant,
                Some(Grant::Destroy {
                    unsanitised_release: true,
                    ..
                })
            );
            (instance.particulars.sanitised.is_none() && !allowed).then(|| {
                Failure::new()
                    .with("id", text(instance.id))
                    .next(format!("custody sanitise {}", instance.id))
            })
        });
    }

    /// The removal, where the approval to destroy does not include it.
    fn may_leave(&mut self, instance: &Instance) -> Option<PermissionId> {
        let wanted = Wanted {
            acknowledged: self.asked.acknowledged,
            ..Wanted::new(Subject::Carry, Guard::CarryApproval, instance.id, self.at)
        };
        let answer = find(self.known, self.profile()?, &wanted, None);
        let detail = answer.as_ref().err().cloned();
        self.check(Guard::CarryApproval, || {
            let next = format!("custody request carry {} -o R.custody-request", instance.id);
            detail.map(|detail| Failure::new().detail(detail).next(next))
        });
        answer.ok()
    }

    /// Who gets data that can still be read is a 再委託先 (Art. 14-1).
    fn may_have_it(&mut self, org: crate::record::OrgId, name: &Text) {
        let Some(profile) = self.profile() else {
            return;
        };
        let wanted = Wanted {
            org: Some(org),
            ignore_uses: true,
            ..Wanted::of(Subject::Subcontract, Guard::Subcontract, self.at)
        };
        let detail = find(self.known, profile, &wanted, None).err();
        self.check(Guard::Subcontract, || {
            detail.map(|detail| {
                Failure::new()
                    .with("org", text(name))
                    .detail(detail)
                    .next(format!(
                        "custody request subcontract {org} -o R.custody-request"
                    ))
            })
        });
    }
}
