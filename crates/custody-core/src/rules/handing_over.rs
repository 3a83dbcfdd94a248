//! 10 引継ぎ: another person holds it from then on; both sign (contract Art. 13-5).
//!
//! Guards after base: the receiver passes base; under way, the receiver was briefed for the journey and the carry
//! permission names them. To 甲 nothing of this is asked (§5.4). Where the holder is absent, manager and supervisor take
//! over (§4.3).

use super::asked::HandOver;
use super::gate::{Failure, Gate};
use super::giving_back::assets_of;
use super::refusal::unknown;
use super::{Denied, Nonsense, Permitted};
use crate::record::{Event, Guard, Instance, JourneyId, Person, PersonId, Role, SealCheck};

pub(super) fn hand_over(mut gate: Gate<'_>, asked: &HandOver) -> Result<Permitted, Denied> {
    let known = gate.known;
    let receiver = known
        .people
        .get(&asked.to)
        .ok_or_else(|| unknown(asked.to))?;
    let going: Vec<&Instance> = asked
        .instances
        .iter()
        .map(|id| gate.instance(*id))
        .collect::<Result<_, _>>()?;
    let Some(first) = going.first() else {
        return Err(Denied::Nonsense(Nonsense::Empty));
    };
    let assets = assets_of(&going);
    gate.base(&going, &assets);
    gate.base_of(asked.to, &going, &assets);
    let journey_id = first.custody.journey();
    if let Some(journey) = journey_id.and_then(|id| known.journeys.get(&id))
        && !receiver.is_client()
    {
        gate.carry_brief(journey, asked.to);
        for instance in &going {
            gate.journey_rule_of(instance, asked.to);
        }
    }
    if let Some(supervisor) = asked.absent {
        gate.takes_over(supervisor);
    }
    if let Some(refused) = gate.refusal() {
        return Err(refused);
    }
    let from = together(&gate, &going, journey_id)?;
    if from == asked.to || (asked.absent.is_some() && asked.to != gate.asked.by) {
        return Err(Denied::Nonsense(Nonsense::Role));
    }
    let place = first.custody.place();
    gate_out(gate, asked, from, journey_id, place)
}

fn gate_out(
    gate: Gate<'_>,
    asked: &HandOver,
    from: PersonId,
    journey: Option<JourneyId>,
    place: Option<crate::record::PlaceId>,
) -> Result<Permitted, Denied> {
    let seal = SealCheck {
        at: gate.at,
        place,
        by: asked.to,
        intact: asked.seal_intact,
        remark: asked.remark.clone(),
        recorded_in: gate.known.next_seq(),
    };
    gate.permit(Event::HandedOver {
        instances: asked.instances.clone(),
        from,
        to: asked.to,
        accepted_by: asked.absent.unwrap_or(asked.to),
        journey,
        seal,
        note: asked.note.clone(),
    })
}

/// One holder, one journey or none, and of a journey all that it carries: else one person would have to arrive with what
/// another holds.
fn together(
    gate: &Gate<'_>,
    going: &[&Instance],
    journey: Option<JourneyId>,
) -> Result<PersonId, Denied> {
    let mixed = Denied::Nonsense(Nonsense::Mixed);
    let holder = going.iter().find_map(|i| i.custody.holder());
    let Some(holder) = holder else {
        // bad_state has failed, unless a profile switched it off; then nobody holds it.
        return Err(mixed);
    };
    let same = going
        .iter()
        .all(|i| i.custody.holder() == Some(holder) && i.custody.journey() == journey);
    let carried = journey.and_then(|id| gate.known.journeys.get(&id));
    let whole = carried.is_none_or(|journey| {
        journey
            .carried
            .iter()
            .all(|id| going.iter().any(|i| i.id == *id))
    });
    if same && whole {
        Ok(holder)
    } else {
        Err(mixed)
    }
}

impl Gate<'_> {
    /// The other one of the two who take over is a supervisor (§4.3).
    fn takes_over(&mut self, supervisor: PersonId) {
        let (known, by, day) = (self.known, self.asked.by, self.day());
        self.check(Guard::WitnessOther, || {
            let supervises = known
                .people
                .get(&supervisor)
                .is_some_and(|p: &Person| p.has_role(Role::Supervisor, day));
            (supervisor == by || !supervises).then(Failure::new)
        });
    }
}
