//! 30 不要 (contract Art. 13-2「委託業務に不要となった」): from that day the asset is to go back, or to be destroyed with
//! 甲's approval, within the profile's return_after_unneeded (W17).

use super::gate::Gate;
use super::keeping::{after, asset};
use super::{Denied, Permitted, WarningCode};
use crate::record::{Event, InstanceId, Moment, Text};

pub(super) fn unneeded(
    mut gate: Gate<'_>,
    id: InstanceId,
    reason: Option<&Text>,
) -> Result<Permitted, Denied> {
    let instance = gate.instance(id)?;
    let asset = asset(gate.known, id)?;
    gate.base(&[instance], &[asset.id]);
    // It never becomes needed for longer by this.
    let needed_until = gate.day().min(asset.needed_until);
    let late = gate
        .profile()
        .and_then(|p| after(Moment::end_of(needed_until), p.guides.return_after_unneeded))
        .is_some_and(|end| end < gate.at);
    if late {
        gate.warn(WarningCode::UnneededOverdue, asset.id);
    }
    gate.permit(Event::BecameUnneeded {
        instance: id,
        needed_until,
        reason: reason.cloned(),
    })
}
