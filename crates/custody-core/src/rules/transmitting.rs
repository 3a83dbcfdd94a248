//! 13 送信 (contract Art. 13-4, 13-5): a package goes over a registered channel; its source stays.
//!
//! Guards as 9; and it must be sealed: what is sent is a package, whatever 甲 exempted.

use super::asked::Act;
use super::carrying::{
    carriers, carry_approvals, make_packages, package_approvals, seal_check, warnings,
};
use super::gate::Gate;
use super::giving_back::assets_of;
use super::refusal::unknown;
use super::{Denied, Nonsense, Permitted};
use crate::record::{
    CarrierId, CarrierType, Event, Instance, JourneyPurpose, JourneyStage, Register,
};

pub(super) fn transmit(mut gate: Gate<'_>) -> Result<Permitted, Denied> {
    let Act::Transmit {
        journey: id,
        packages: new,
        carrier,
        channel,
        recipient,
    } = &gate.asked.act
    else {
        return Err(unknown("transmit"));
    };
    let known = gate.known;
    let journey = known.journeys.get(id).ok_or_else(|| unknown(*id))?;
    if journey.stage != JourneyStage::Planned {
        return Err(Denied::Nonsense(Nonsense::JourneyStage));
    }
    let sources: Vec<&Instance> = new
        .iter()
        .map(|p| gate.instance(p.source))
        .collect::<Result<_, _>>()?;
    if sources.is_empty() {
        return Err(Denied::Nonsense(Nonsense::Empty));
    }
    if !sources.iter().all(|i| journey.instances.contains(&i.id)) || !is_channel(known, *carrier) {
        return Err(Denied::Nonsense(Nonsense::Mixed));
    }
    let assets = assets_of(&sources);
    gate.base(&sources, &assets);
    let home = journey.purpose == JourneyPurpose::Return;
    let mut uses = match home {
        true => Vec::new(),
        false => carry_approvals(&mut gate, journey, &sources, *carrier),
    };
    let permission = uses.first().copied();
    // One use for the journey, however many things travel under it.
    uses.sort_unstable();
    uses.dedup();
    let entry = permission.and_then(|p| known.permissions.get(&p));
    uses.extend(package_approvals(&mut gate, new, entry, *carrier, home));
    gate.carrier_known(*carrier);
    let travelling: Vec<_> = sources.iter().map(|i| i.id).collect();
    gate.carrier_contents(*carrier, &travelling);
    for person in carriers(&gate, journey) {
        gate.carry_brief(journey, person);
    }
    for asset in &assets {
        gate.overdue_block(*asset);
    }
    warnings(&mut gate, journey, entry, new);

    let seal = seal_check(&gate, Some(journey.from), true, None);
    let packages = make_packages(&gate, journey, new, *carrier, permission)?;
    let holder = gate.asked.by;
    gate.permit(Event::Transmitted {
        journey: journey.id,
        packages,
        carrier: *carrier,
        holder,
        channel: channel.clone(),
        recipient: recipient.clone(),
        seal,
        permission,
        uses,
    })
}

/// Nothing but a channel; one that is not on the register is carrier_known's business.
fn is_channel(known: &Register, carrier: CarrierId) -> bool {
    known
        .carriers
        .get(&carrier)
        .is_none_or(|c| c.carrier_type == CarrierType::Transmission)
}
