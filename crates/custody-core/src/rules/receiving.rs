//! 1 受領: what 甲 supplies comes onto the register (contract Art. 13-1).
//!
//! Guards after base: access_scope, carrier_known, storage_ok.

use super::asked::{NewCarrier, Receive, ReceivedOn};
use super::gate::{Failure, Gate};
use super::places::{Kept, place};
use super::refusal::{text, unknown};
use super::{Denied, Nonsense, Permitted, WarningCode};
use crate::record::event::Source;
use crate::record::{
    Asset, AssetId, Carrier, CarrierId, Custody, Event, Guard, Instance, InstanceId, InstanceKind,
    Protection, Text,
};

pub(super) fn receive(mut gate: Gate<'_>, receive: &Receive) -> Result<Permitted, Denied> {
    let known = gate.known;
    let place = place(known, receive.place)?;
    let contract = known.contract.as_ref().ok_or_else(|| unknown("contract"))?;
    let (carrier_id, carrier_type, new_carrier) = match &receive.on {
        ReceivedOn::Vault(id) | ReceivedOn::Registered(id) => {
            (*id, known.carriers.get(id).map(|c| c.carrier_type), None)
        }
        ReceivedOn::Medium(new) => {
            let carrier = number_carrier(known.counters.carrier, new)?;
            (carrier.id, Some(carrier.carrier_type), Some(carrier))
        }
    };
    let sealed_here = matches!(receive.on, ReceivedOn::Vault(_));
    let protection = if sealed_here {
        Protection::Sealed
    } else {
        receive.arrival_protection
    };

    gate.base(&[], &[]);
    gate.works_on(&receive.work_item);
    gate.access_scope(&receive.info_category, None);
    if new_carrier.is_none() {
        gate.carrier_known(carrier_id);
    }
    gate.storage_ok(
        place,
        Kept {
            protection,
            carrier: Some(carrier_id),
            carrier_type,
        },
    );
    if receive.arrival_protection == Protection::None {
        gate.warn(WarningCode::ReceivedUnencrypted, &receive.title);
    }

    let asset_id = AssetId::new(known.counters.asset.saturating_add(1))
        .ok_or(Denied::Nonsense(Nonsense::NumbersUsedUp))?;
    let id = InstanceId::new(asset_id, 1).ok_or(Denied::Nonsense(Nonsense::NumbersUsedUp))?;
    let asset = Asset {
        id: asset_id,
        title: receive.title.clone(),
        kind: receive.kind,
        supply: receive.supply,
        personal: receive.personal.clone(),
        info_category: receive.info_category.clone(),
        work_item: receive.work_item.clone(),
        purpose: receive.purpose.clone(),
        quantity: receive.quantity,
        received_at: gate.at,
        received_from: receive.received_from.clone(),
        due: receive.due,
        needed_until: receive.due.unwrap_or(contract.term.until),
        client_doc_no: receive.client_doc_no.clone(),
        intake_included: receive.intake_included.clone(),
        last_instance: 0,
    };
    let seq = known.next_seq();
    let instance = Instance {
        id,
        kind: InstanceKind::Original,
        parent: None,
        carrier: carrier_id,
        custody: Custody::Held { place: place.id },
        org: gate
            .actor()
            .map_or_else(|| gate.contractor(), |p| p.employer),
        quantity: receive.quantity,
        content: receive.content.clone(),
        protection,
        seal_no: None,
        permission: None,
        part: None,
        expires: None,
        key_holders: receive.key_holders.clone(),
        source_pending: receive.source == Source::RemovalBegun,
        removal_begun: false,
        // A source in plaintext lay on the machine before it was sealed there.
        plaintext_seen: sealed_here && receive.arrival_protection == Protection::None,
        unregistered: false,
        incident: None,
        particulars: crate::record::Particulars::default(),
        created_in: seq,
        last_in: seq,
        last_at: gate.at,
    };
    gate.permit(Event::AssetReceived {
        asset,
        instance,
        carrier: new_carrier,
        source: receive.source,
    })
}

/// Numbers a carrier after the last one given.
pub(super) fn number_carrier(last: u32, new: &NewCarrier) -> Result<Carrier, Denied> {
    if new.carrier_type.has_serial() && new.serial.is_none() {
        return Err(Denied::Nonsense(Nonsense::NoSerial));
    }
    let id =
        CarrierId::new(last.saturating_add(1)).ok_or(Denied::Nonsense(Nonsense::NumbersUsedUp))?;
    Ok(Carrier {
        id,
        carrier_type: new.carrier_type,
        owner: new.owner,
        model: new.model.clone(),
        serial: new.serial.clone(),
        management_no: new
            .management_no
            .clone()
            .unwrap_or_else(|| carrier_text(id)),
        seal_no: new.seal_no.clone(),
        finder_contact: new.finder_contact.clone(),
        hardware_encryption: new.hardware_encryption,
        place: new.place,
        retired: false,
    })
}

#[expect(clippy::expect_used, reason = "a carrier's number is one short line")]
fn carrier_text(id: CarrierId) -> Text {
    Text::new(id.to_string()).expect("C-0001 is a text")
}

impl Gate<'_> {
    /// The medium is on the register and not retired (house rule: no private media).
    pub(super) fn carrier_known(&mut self, carrier: CarrierId) {
        let known = self.known;
        self.check(Guard::CarrierKnown, || {
            let good = known.carriers.get(&carrier).is_some_and(|c| !c.retired);
            (!good).then(|| {
                Failure::new()
                    .with("no", text(carrier))
                    .next("custody carrier list")
                    .next("custody carrier add")
            })
        });
    }

    /// 乙's number; by convention the second organisation.
    pub(super) fn contractor(&self) -> crate::record::OrgId {
        let contractor = self
            .known
            .organisations
            .values()
            .find(|o| o.kind == crate::record::OrgKind::Contractor);
        contractor.map_or_else(first_org, |o| o.id)
    }
}

#[expect(clippy::expect_used, reason = "1 is not 0")]
fn first_org() -> crate::record::OrgId {
    crate::record::OrgId::new(1).expect("a number from 1")
}
