//! 8 封緘 in place: the same thing on the same carrier, sealed now (3-イ). No guard after base; no copy comes of it.

use super::asked::Act;
use super::gate::Gate;
use super::keeping::asset;
use super::refusal::unknown;
use super::{Denied, Nonsense, Permitted};
use crate::record::{
    CarrierType, Content, Event, Instance, InstanceKind, Protection, Register, Text,
};

pub(super) fn pack(mut gate: Gate<'_>) -> Result<Permitted, Denied> {
    let Act::Pack {
        instance: id,
        content,
        key_holders,
        source,
    } = &gate.asked.act
    else {
        return Err(unknown("pack"));
    };
    let instance = gate.instance(*id)?;
    let asset = asset(gate.known, *id)?;
    gate.base(&[instance], &[asset.id]);
    if let Some(refused) = gate.refusal() {
        return Err(refused);
    }
    if !can_be_sealed(gate.known, instance) {
        return Err(Denied::Nonsense(Nonsense::NotSealable));
    }
    gate.permit(Event::InstanceSealed {
        instance: *id,
        content: content.clone().unwrap_or_else(unsealed),
        algorithm: algorithm(),
        key_holders: key_holders.clone(),
        source: *source,
    })
}

/// Data on a carrier that machines write, not sealed yet, and not the plaintext that somebody works on.
fn can_be_sealed(known: &Register, instance: &Instance) -> bool {
    let on_paper = known
        .carriers
        .get(&instance.carrier)
        .is_none_or(|c| c.carrier_type == CarrierType::Paper);
    instance.is_electronic()
        && !on_paper
        && instance.kind != InstanceKind::WorkingCopy
        && instance.protection != Protection::Sealed
}

/// As c2sp.org/age has it; 様式15 and the record say the same.
#[expect(clippy::expect_used, reason = "a literal")]
fn algorithm() -> Text {
    Text::new("age v1（X25519、HKDF-SHA-256、ChaCha20-Poly1305）").expect("a text")
}

/// Stands for the sealed file while only asking whether it may be made; never written.
fn unsealed() -> Content {
    Content {
        files: 0,
        bytes: 0,
        manifest: algorithm(),
        digests: algorithm(),
        object: None,
    }
}
