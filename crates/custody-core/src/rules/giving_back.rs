//! 17 返還 and 18 受領確認 (contract Art. 13-2): no permission is needed to give back.

use super::asked::{Receipt, ReceiptLine};
use super::gate::{Failure, Gate};
use super::places::{Kept, place};
use super::refusal::{ids, text, unknown};
use super::{Denied, Item, Nonsense, Permitted, Value, WarningCode};
use crate::record::instance::SealedObject;
use crate::record::{
    AssetId, Custody, Event, Guard, IncidentStage, Instance, InstanceId, InstanceKind, PersonId,
    Register, StateName, Text,
};
use std::collections::{BTreeMap, BTreeSet};

/// What goes with a return, once the vault has made it.
#[derive(Clone, Copy)]
pub(super) struct HandedOver<'a> {
    /// Sealed packages, by instance number.
    pub packages: &'a BTreeMap<String, SealedObject>,
    /// Of the note's text.
    pub text_digest: Option<&'a Text>,
}

/// 17 返還. Guards: carrier_contents (a medium goes back with all it holds), working_open; 「全部」 asks copies_open too.
pub(super) fn give_back(
    mut gate: Gate<'_>,
    instances: &[InstanceId],
    to: PersonId,
    whole: bool,
    handed_over: HandedOver<'_>,
) -> Result<Permitted, Denied> {
    let known = gate.known;
    if instances.is_empty() {
        return Err(Denied::Nonsense(Nonsense::Empty));
    }
    let receiver = known.people.get(&to).ok_or_else(|| unknown(to))?;
    if !receiver.is_client() {
        return Err(Denied::Nonsense(Nonsense::Role));
    }
    let going: Vec<&Instance> = instances
        .iter()
        .map(|id| gate.instance(*id))
        .collect::<Result<_, _>>()?;
    let assets = assets_of(&going);
    gate.base(&going, &assets);
    let mut carriers: Vec<_> = going.iter().map(|i| i.carrier).collect();
    carriers.sort_unstable();
    carriers.dedup();
    for carrier in carriers {
        gate.carrier_contents(carrier, instances);
    }
    for instance in &going {
        gate.working_open(instance);
    }
    let remaining: Vec<InstanceId> = assets
        .iter()
        .flat_map(|asset| still_open(known, *asset, instances))
        .collect();
    if whole {
        for asset in &assets {
            gate.copies_open(*asset, instances);
        }
    } else if !remaining.is_empty() {
        gate.warn(WarningCode::CopiesRemain, join(&remaining));
    }
    gate.permit(Event::ReturnMade {
        instances: instances.to_vec(),
        to,
        whole,
        remaining,
        packages: handed_over.packages.clone(),
        text_digest: handed_over.text_digest.cloned(),
    })
}

/// The assets of instances, each once.
pub(super) fn assets_of(instances: &[&Instance]) -> Vec<AssetId> {
    let all: BTreeSet<AssetId> = instances.iter().map(|i| i.id.asset).collect();
    all.into_iter().collect()
}

fn join(all: &[InstanceId]) -> String {
    all.iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

/// 18 受領確認: return_pending → returned; refused by 甲: → held. Guard: receipt_match, or storage_ok.
pub(super) fn receipt(mut gate: Gate<'_>, receipt: &Receipt) -> Result<Permitted, Denied> {
    let known = gate.known;
    if receipt.lines.is_empty() {
        return Err(Denied::Nonsense(Nonsense::Empty));
    }
    let pending: Vec<&Instance> = receipt
        .lines
        .iter()
        .map(|line| gate.instance(line.instance))
        .collect::<Result<_, _>>()?;
    gate.base(&pending, &assets_of(&pending));
    gate.only_client_receives(receipt.by);
    let instances: Vec<InstanceId> = pending.iter().map(|i| i.id).collect();
    if let Some(rejected) = &receipt.rejected {
        let at = place(known, rejected.place)?;
        for instance in &pending {
            gate.storage_ok(
                at,
                Kept {
                    protection: instance.protection,
                    carrier: Some(instance.carrier),
                    carrier_type: None,
                },
            );
        }
        return gate.permit(Event::ReturnRejected {
            instances,
            reason: rejected.reason.clone(),
            place: at.id,
            document: receipt.document.clone(),
            note: receipt.note.clone(),
        });
    }
    // It ends the vault's keys: a call is not enough (§4.2, "receipts carry the same scale").
    if !receipt
        .document
        .trust(Some(gate.asked.by), None)
        .is_written()
    {
        return Err(Denied::Nonsense(Nonsense::NotWritten));
    }
    for (line, instance) in receipt.lines.iter().zip(&pending) {
        gate.receipt_match(line, instance);
    }
    let returned_in = pending.iter().find_map(|i| match i.custody {
        Custody::ReturnPending { recorded_in, .. } => Some(recorded_in),
        _ => None,
    });
    gate.permit(Event::ReturnReceived {
        instances,
        by: receipt.by,
        received_at: receipt.received_at,
        returned_in: returned_in.unwrap_or_default(),
        document: receipt.document.clone(),
        note: receipt.note.clone(),
        removal_begun: receipt.removal_begun,
    })
}

/// Open instances of the asset apart from `going`, working copies too. A missing one counts as accounted for once its
/// incident has a 最終報告 (§5.4).
pub(super) fn still_open(
    known: &Register,
    asset: AssetId,
    going: &[InstanceId],
) -> Vec<InstanceId> {
    known
        .instances_of(asset)
        .filter(|i| i.state().is_open() && !going.contains(&i.id))
        .filter(|i| {
            let finally_reported = i
                .incident
                .and_then(|incident| known.incidents.get(&incident))
                .is_some_and(|incident| incident.stage >= IncidentStage::FinalReported);
            !(i.state() == StateName::Missing && finally_reported)
        })
        .map(|i| i.id)
        .collect()
}

impl Gate<'_> {
    /// No copies of the asset are open (Art. 13-2).
    pub(super) fn copies_open(&mut self, asset: AssetId, going: &[InstanceId]) {
        let known = self.known;
        self.check(Guard::CopiesOpen, || {
            let open = still_open(known, asset, going);
            let next = open.first().map(|id| format!("custody show {id}"))?;
            Some(
                Failure::new()
                    .with("asset", text(asset))
                    .with("ids", ids(&open))
                    .next(next),
            )
        });
    }

    /// An approver or officer of 甲 signs receipts (§4.3).
    fn only_client_receives(&mut self, person: PersonId) {
        let known = self.known;
        self.check(Guard::SelfApprove, || {
            let good = known
                .people
                .get(&person)
                .and_then(|p| p.authority.as_ref())
                .is_some_and(|a| a.receives());
            (!good)
                .then(|| Failure::new().with("name", text(super::refusal::name_of(known, person))))
        });
    }

    /// Serial and quantity on the receipt are those on the register (house rule).
    fn receipt_match(&mut self, line: &ReceiptLine, instance: &Instance) {
        let known = self.known;
        let registered = known
            .carriers
            .get(&instance.carrier)
            .and_then(|c| c.serial.as_ref());
        // Data that went home as a package carries no medium of ours whose serial 甲 could read.
        let comparable = instance.kind != InstanceKind::WorkingCopy && line.serial.is_some();
        self.check(Guard::ReceiptMatch, || {
            let theirs = line.serial.as_ref()?;
            (comparable && registered != Some(theirs)).then(|| {
                Failure::new()
                    .with("item", Value::Items(vec![Item::Serial]))
                    .with("v1", text(theirs))
                    .with(
                        "v2",
                        text(registered.map_or_else(|| "—".to_owned(), ToString::to_string)),
                    )
                    .next("custody receipt NOTE --rejected")
            })
        });
        self.check(Guard::ReceiptMatch, || {
            (line.quantity != instance.quantity).then(|| {
                Failure::new()
                    .with("item", Value::Items(vec![Item::Quantity]))
                    .with("v1", text(line.quantity))
                    .with("v2", text(instance.quantity))
                    .next("custody receipt NOTE --rejected")
            })
        });
    }
}
