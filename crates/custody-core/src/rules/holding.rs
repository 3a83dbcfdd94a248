//! 15 再委託先報告: what a 再委託先 has, what it made and what it ended (contract Art. 13-2, 13-4, 14-4).
//!
//! Guards after base: copy_approval for new ones, on a carrier that is on the register. What it ended was approved to be
//! destroyed, as anywhere else; its word is no evidence, so a 廃棄証明書 of it is refused (destroy_evidence).

use super::asked::{EndedHoldings, NewHoldings, NewSubReport};
use super::copying::part;
use super::destroying::{is_destroy, wants_client_witness};
use super::gate::{Failure, Gate};
use super::giving_back::assets_of;
use super::keeping::{asset, next_number};
use super::permission::Wanted;
use super::refusal::unknown;
use super::{Denied, Nonsense, Permitted, Value};
use crate::record::{
    Custody, Event, Guard, Instance, InstanceId, InstanceKind, OrgId, OrgKind, Particulars,
    PermissionId, SubCount, Subject,
};

/// The most holdings of one report: their entries have to fit into one record.
const MOST: u32 = 50;

pub(super) fn report(mut gate: Gate<'_>, new: &NewSubReport) -> Result<Permitted, Denied> {
    let known = gate.known;
    let named = new.made.iter().map(|made| made.of);
    let ended = new.ended.iter().flat_map(|ended| &ended.instances).copied();
    let about: Vec<&Instance> = named
        .chain(ended)
        .map(|id| gate.instance(id))
        .collect::<Result<_, _>>()?;
    gate.base(&about, &assets_of(&about));
    let mut uses = Vec::new();
    let employer = gate.actor().map(|person| person.employer);
    if let (Some(made), Some(org)) = (&new.made, employer) {
        uses.extend(gate.may_make(made, org)?);
    }
    let making = uses.clone();
    if let Some(ended) = &new.ended {
        uses.extend(gate.may_end(ended)?);
    }
    gate.warn_trust(making.first().copied());
    if let Some(refused) = gate.refusal() {
        return Err(refused);
    }
    if let Some(made) = new
        .made
        .filter(|m| !known.carriers.contains_key(&m.carrier))
    {
        return Err(unknown(made.carrier));
    }
    // By its role it is somebody of a 再委託先, unless a profile switched that off.
    let org = employer
        .filter(|org| known.organisations.get(org).map(|o| o.kind) == Some(OrgKind::Subcontractor))
        .ok_or(Denied::Nonsense(Nonsense::NotASubcontractor))?;
    let count = SubCount {
        at: gate.at,
        by: gate.asked.by,
        counted: new.counted,
        recorded_in: known.next_seq(),
    };
    let made = match &new.made {
        Some(made) => (0..made.copies.get())
            .map(|nth| holding(&gate, made, org, nth, making.get(nth as usize).copied()))
            .collect::<Result<_, _>>()?,
        None => Vec::new(),
    };
    let ended = new.ended.as_ref();
    gate.permit(Event::SubReported {
        org,
        count,
        made,
        ended: ended.map(|e| e.instances.clone()).unwrap_or_default(),
        method: ended.map(|e| e.method),
        uses,
    })
}

fn holding(
    gate: &Gate<'_>,
    new: &NewHoldings,
    org: OrgId,
    nth: u32,
    permission: Option<PermissionId>,
) -> Result<Instance, Denied> {
    let parent = gate.instance(new.of)?;
    let asset = asset(gate.known, new.of)?;
    let number = next_number(asset)?.number().checked_add(nth);
    let id = number.and_then(|n| InstanceId::new(asset.id, n));
    let seq = gate.known.next_seq();
    Ok(Instance {
        id: id.ok_or(Denied::Nonsense(Nonsense::NumbersUsedUp))?,
        kind: InstanceKind::SubHolding,
        parent: Some(parent.id),
        carrier: new.carrier,
        custody: Custody::WithSub { org },
        org,
        quantity: parent.quantity,
        content: None,
        protection: new.protection,
        seal_no: None,
        permission,
        part: permission.and_then(|p| part(gate, p, nth)),
        expires: None,
        key_holders: Vec::new(),
        source_pending: false,
        removal_begun: false,
        // Nobody of 乙 saw how it came about.
        plaintext_seen: true,
        unregistered: false,
        incident: None,
        particulars: Particulars::default(),
        created_in: seq,
        last_in: seq,
        last_at: gate.at,
    })
}

impl Gate<'_> {
    /// Written prior approval to copy at that organisation, onto that carrier, a use for each.
    fn may_make(&mut self, new: &NewHoldings, org: OrgId) -> Result<Vec<PermissionId>, Denied> {
        if new.copies.get() > MOST {
            return Err(Denied::Nonsense(Nonsense::Quantities));
        }
        let mut uses = Vec::new();
        for _ in 0..new.copies.get() {
            let wanted = Wanted {
                taken: uses.clone(),
                count: Some(new.copies),
                carrier: Some(new.carrier),
                persons: vec![self.asked.by],
                org: Some(org),
                acknowledged: self.asked.acknowledged,
                ..Wanted::new(Subject::Copy, Guard::CopyApproval, new.of, self.at)
            };
            let next = format!(
                "custody request copy {} --org {org} --to-carrier {} -o R.custody-request",
                new.of, new.carrier
            );
            match self.answered(&wanted, next) {
                Ok(permission) => uses.push(permission),
                // The others would fail for the same reason.
                Err(_) => break,
            }
        }
        self.carrier_known(new.carrier);
        Ok(uses)
    }

    /// 甲 approved that they are destroyed so; only 再委託先保有分 end by a report.
    fn may_end(&mut self, ended: &EndedHoldings) -> Result<Vec<PermissionId>, Denied> {
        if ended.instances.is_empty() {
            return Err(Denied::Nonsense(Nonsense::Empty));
        }
        let all: Vec<&Instance> = ended
            .instances
            .iter()
            .map(|id| self.instance(*id))
            .collect::<Result<_, _>>()?;
        let mut uses = Vec::new();
        for instance in all {
            self.check(Guard::BadState, || {
                let is_holding = instance.kind == InstanceKind::SubHolding;
                (!is_holding).then(|| {
                    Failure::new()
                        .with("state", Value::State(instance.state()))
                        .next(format!("custody destroy {}", instance.id))
                })
            });
            let answer = self.destroy_approval(instance, ended.method, &uses).ok();
            self.destroy_method(instance, ended.method)?;
            // Where 甲 wants to be there, its word for it is not the 再委託先's.
            let present = answer.is_some_and(|id| wants_client_witness(self.known, id));
            self.check(Guard::WitnessOther, || {
                present.then(|| Failure::new().next(format!("custody destroy {}", instance.id)))
            });
            uses.extend(answer.filter(|id| is_destroy(self.known, *id)));
        }
        Ok(uses)
    }
}
