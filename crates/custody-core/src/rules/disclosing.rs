//! 31 開示: what was learned under the contract is told to somebody (contract Art. 12). Guard: secrecy, after the contract too.

use super::asked::NewDisclosure;
use super::gate::{Answer, Gate};
use super::permission::Wanted;
use super::{Denied, Permitted};
use crate::record::{Event, Guard, InstanceId, PermissionId, Subject, Text};

pub(super) fn disclose(mut gate: Gate<'_>, new: &NewDisclosure) -> Result<Permitted, Denied> {
    for id in &new.instances {
        gate.instance(*id)?;
    }
    gate.base(&[], &[]);
    let mut uses: Vec<PermissionId> = Vec::new();
    if new.instances.is_empty() {
        uses.extend(gate.secrecy(None, &new.to).ok());
    }
    for id in &new.instances {
        uses.extend(gate.secrecy(Some(*id), &new.to).ok());
    }
    gate.forbidden_word([new.to.as_str(), new.items.as_str()].into_iter());
    // One use of each permission for the act, however many things it is about.
    uses.sort_unstable();
    uses.dedup();
    let permission = uses.first().copied();
    gate.warn_trust(permission);
    gate.permit(Event::Disclosed {
        instances: new.instances.clone(),
        to: new.to.clone(),
        items: new.items.clone(),
        permission,
        uses,
    })
}

impl Gate<'_> {
    /// Written approval to disclose to them (Art. 12).
    fn secrecy(&mut self, instance: Option<InstanceId>, to: &Text) -> Answer {
        let wanted = Wanted {
            instance,
            recipient: Some(to.clone()),
            acknowledged: self.asked.acknowledged,
            ..Wanted::of(Subject::Disclose, Guard::Secrecy, self.at)
        };
        let about = instance.map(|id| format!(" {id}")).unwrap_or_default();
        self.answered(
            &wanted,
            format!("custody request disclose{about} --to {to} -o R.custody-request"),
        )
    }
}
