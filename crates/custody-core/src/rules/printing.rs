//! 7 印刷 (contract Art. 2 (2), 13-4): each 部 is an instance, in use by who printed it.
//!
//! Guards after base: copy_approval for paper, one use a 部; the journey rule where the parent is away. A print-out cannot
//! be sealed: it is carried in a locked case where 甲 allows paper, and destroyed by 裁断 or 溶解, 部 by 部 (§5.4).

use super::asked::{Act, NewCarrier};
use super::copying::part;
use super::gate::Gate;
use super::keeping::{asset, next_number};
use super::permission::Wanted;
use super::places::place;
use super::receiving::number_carrier;
use super::refusal::unknown;
use super::{Denied, Nonsense, Permitted, WarningCode};
use crate::record::{
    AssetId, CarrierOwner, CarrierType, Custody, Event, Guard, Instance, InstanceId, InstanceKind,
    Particulars, PermissionId, Protection, Quantity, StateName, Subject, Unit,
};
use std::num::{NonZeroU32, NonZeroU64};

/// The most 部 of one act: their entries have to fit into one record.
const MOST: u32 = 50;

pub(super) fn print(mut gate: Gate<'_>) -> Result<Permitted, Denied> {
    let Act::Print {
        instance: id,
        copies,
        sheets,
        place: at,
    } = &gate.asked.act
    else {
        return Err(unknown("print"));
    };
    let (id, copies, sheets) = (*id, *copies, *sheets);
    let known = gate.known;
    let parent = gate.instance(id)?;
    let asset = asset(known, id)?;
    let at = place(known, *at)?;
    if copies.get() > MOST {
        return Err(Denied::Nonsense(Nonsense::Quantities));
    }
    gate.base(&[parent], &[asset.id]);
    let uses = gate.print_approvals(id, copies);
    gate.journey_rule(parent);
    gate.warn_trust(uses.first().copied());
    gate.warn_not_stored(asset.id);

    let paper = number_carrier(
        known.counters.carrier,
        &NewCarrier::new(CarrierType::Paper, CarrierOwner::Contractor),
    )?;
    let first = next_number(asset)?.number();
    let seq = known.next_seq();
    let printout = |nth: u32| {
        let number = first.checked_add(nth);
        let id = number.and_then(|n| InstanceId::new(asset.id, n));
        let permission = uses.get(nth as usize).copied();
        Ok(Instance {
            id: id.ok_or(Denied::Nonsense(Nonsense::NumbersUsedUp))?,
            kind: InstanceKind::Printout,
            parent: Some(parent.id),
            carrier: paper.id,
            custody: Custody::InUse {
                holder: gate.asked.by,
                place: at.id,
                purpose: asset.purpose.clone(),
            },
            org: parent.org,
            quantity: Quantity {
                number: NonZeroU64::from(sheets),
                unit: Unit::Sheets,
            },
            content: None,
            protection: Protection::None,
            seal_no: None,
            permission,
            part: permission.and_then(|p| part(&gate, p, nth)),
            expires: None,
            key_holders: Vec::new(),
            source_pending: false,
            removal_begun: false,
            plaintext_seen: true,
            unregistered: false,
            incident: None,
            particulars: Particulars::default(),
            created_in: seq,
            last_in: seq,
            last_at: gate.at,
        })
    };
    let printouts = (0..copies.get())
        .map(printout)
        .collect::<Result<Vec<_>, Denied>>()?;
    gate.permit(Event::InstancePrinted {
        printouts,
        paper,
        sheets: sheets.get(),
        uses,
    })
}

impl Gate<'_> {
    /// Written prior approval to copy onto paper, a use for each 部.
    fn print_approvals(&mut self, id: InstanceId, copies: NonZeroU32) -> Vec<PermissionId> {
        let mut uses = Vec::new();
        for _ in 0..copies.get() {
            let wanted = Wanted {
                taken: uses.clone(),
                count: Some(copies),
                carrier_type: Some(CarrierType::Paper),
                persons: vec![self.asked.by],
                acknowledged: self.asked.acknowledged,
                ..Wanted::new(Subject::Copy, Guard::CopyApproval, id, self.at)
            };
            let next = format!(
                "custody request copy {id} --to-type paper --count {copies} -o R.custody-request"
            );
            match self.answered(&wanted, next) {
                Ok(permission) => uses.push(permission),
                // The others would fail for the same reason.
                Err(_) => break,
            }
        }
        uses
    }

    /// W09: print-outs of the asset that were not put away on their own day.
    fn warn_not_stored(&mut self, asset: AssetId) {
        let (known, today) = (self.known, self.day());
        let late = known.instances_of(asset).filter(|i| {
            i.kind == InstanceKind::Printout
                && i.state() == StateName::InUse
                && i.last_at.date() < today
        });
        for printout in late {
            self.warn(WarningCode::NotStored, printout.id);
        }
    }
}
