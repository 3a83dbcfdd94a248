//! 26 点検 (contract Art. 16): what was found, beside what the register says of it. Guards after base: witness_other,
//! storage_ok. It says whether things agree, never whether anybody read them.

use super::asked::Examination;
use super::gate::Gate;
use super::keeping::{asset, kept};
use super::places::place;
use super::{Denied, Permitted};
use crate::record::{Comparison, Event};

pub(super) fn examine(mut gate: Gate<'_>, asked: &Examination) -> Result<Permitted, Denied> {
    let known = gate.known;
    let instance = gate.instance(asked.instance)?;
    let asset = asset(known, asked.instance)?;
    let at = place(known, asked.place)?;
    gate.base(&[instance], &[asset.id]);
    gate.witness_other(asked.with, false);
    gate.storage_ok(at, kept(instance));
    gate.forbidden_word(asked.remark.iter().map(|t| t.as_str()));

    let serial = known
        .carriers
        .get(&instance.carrier)
        .and_then(|c| c.serial.as_ref());
    let object = instance.content.as_ref().and_then(|c| c.object.as_ref());
    gate.permit(Event::Examined {
        instance: asked.instance,
        with: asked.with,
        place: at.id,
        serial: Comparison::of(asked.serial_read.as_ref(), serial),
        package: Comparison::of(asked.file_digest.as_ref(), object.map(|o| &o.digest)),
        seal_intact: asked.seal_intact,
        follow_up: asked.follow_up.clone(),
        remark: asked.remark.clone(),
    })
}
