//! 14 提供 and 16 再委託先返却 (contract Art. 13-5, 13-6, 14-1, 14-3, 14-4).
//!
//! Guards of 14 after base: subcontract, provision, sub_persons, sub_pledge, carry_encrypt; from held: carry_approval. The
//! セキュリティ責任者 of the 再委託先 accepts by signing. Of 16: storage_ok.

use super::asked::{NewProvision, NewSubReturn};
use super::chain::name;
use super::gate::{Failure, Gate};
use super::giving_back::assets_of;
use super::keeping::kept;
use super::permission::{Wanted, find};
use super::places::place;
use super::refusal::{name_of, text, unknown};
use super::{Denied, Nonsense, Permitted, Value, WarningCode};
use crate::record::{
    AssetId, CarrierType, Event, Guard, Instance, InstanceId, InstanceKind, OrgId, Permission,
    PermissionId, PersonId, PlaceId, Role, SealCheck, StateName, Subject,
};

/// 14 提供: held, in_transit, at_destination → with_sub.
pub(super) fn provide(mut gate: Gate<'_>, new: &NewProvision) -> Result<Permitted, Denied> {
    let known = gate.known;
    if !known.organisations.contains_key(&new.org) {
        return Err(unknown(new.org));
    }
    place(known, new.place)?;
    let going = named(&gate, &new.instances)?;
    let assets = assets_of(&going);
    gate.base(&going, &assets);
    gate.subcontract(new.org);
    let mut uses: Vec<PermissionId> = Vec::new();
    for instance in &going {
        uses.extend(gate.provision(instance, new.org));
    }
    let permission = uses.first().copied();
    gate.sub_persons(new.org);
    gate.sub_pledge(new.org);
    for instance in &going {
        let carried = gate.may_go(instance, new.place);
        let locked = new.locked_case.is_some() || instance.seal_no.is_some();
        let entry = carried.or_else(|| {
            let journey = known.journeys.get(&instance.custody.journey()?)?;
            journey.permission
        });
        let entry: Option<&Permission> = entry.and_then(|id| known.permissions.get(&id));
        gate.carry_encrypt(instance, entry, locked, false);
        uses.extend(carried);
    }
    for instance in &going {
        if instance.state() == StateName::Held {
            gate.carry_approval(instance, new.place);
        }
    }
    if let Some(person) = new.accepted_by {
        gate.accepts(person, new.org, &assets);
    }
    gate.warn_trust(permission);
    if let Some(refused) = gate.refusal() {
        return Err(refused);
    }
    // What lies on a machine of 乙 does not go with the 再委託先: a package of it does.
    let goes = |i: &&Instance| {
        let carrier = known.carriers.get(&i.carrier).map(|c| c.carrier_type);
        carrier.is_some_and(|t| {
            t.is_removable() || matches!(t, CarrierType::Paper | CarrierType::Transmission)
        })
    };
    if !going.iter().all(goes) {
        return Err(Denied::Nonsense(Nonsense::StaysHere));
    }
    let accepted_by = new
        .accepted_by
        .ok_or(Denied::Nonsense(Nonsense::NoSecurity))?;
    // One use of each permission for the act, however many things go under it.
    uses.sort_unstable();
    uses.dedup();
    let seal = SealCheck {
        at: gate.at,
        place: Some(new.place),
        by: accepted_by,
        intact: new.seal_intact,
        remark: new.remark.clone(),
        recorded_in: known.next_seq(),
    };
    gate.permit(Event::Provided {
        instances: new.instances.clone(),
        org: new.org,
        place: new.place,
        accepted_by,
        seal,
        seal_no: new.locked_case.clone(),
        permission,
        uses,
        note: new.note.clone(),
    })
}

/// 16 再委託先返却: with_sub → held.
pub(super) fn come_back(mut gate: Gate<'_>, new: &NewSubReturn) -> Result<Permitted, Denied> {
    let known = gate.known;
    let at = place(known, new.place)?;
    let coming = named(&gate, &new.instances)?;
    gate.base(&coming, &[]);
    for instance in &coming {
        gate.storage_ok(at, kept(instance));
    }
    let org = coming.first().map(|i| i.org);
    let org = org.ok_or(Denied::Nonsense(Nonsense::Empty))?;
    let assets = assets_of(&coming);
    let remaining: Vec<InstanceId> = assets
        .iter()
        .flat_map(|asset| known.instances_of(*asset))
        .filter(|i| i.state().is_kept() && i.org == org && !new.instances.contains(&i.id))
        .map(|i| i.id)
        .collect();
    if !remaining.is_empty() {
        let all: Vec<String> = remaining.iter().map(ToString::to_string).collect();
        gate.warn(WarningCode::CopiesRemain, all.join(", "));
    }
    if let Some(refused) = gate.refusal() {
        return Err(refused);
    }
    if coming.iter().any(|i| i.org != org) {
        return Err(Denied::Nonsense(Nonsense::Mixed));
    }
    let seal = SealCheck {
        at: gate.at,
        place: Some(at.id),
        by: gate.asked.by,
        intact: new.seal_intact,
        remark: new.remark.clone(),
        recorded_in: known.next_seq(),
    };
    gate.permit(Event::SubReturned {
        instances: new.instances.clone(),
        org,
        place: at.id,
        seal,
        remaining,
    })
}

fn named<'a>(gate: &Gate<'a>, ids: &[InstanceId]) -> Result<Vec<&'a Instance>, Denied> {
    if ids.is_empty() {
        return Err(Denied::Nonsense(Nonsense::Empty));
    }
    ids.iter().map(|id| gate.instance(*id)).collect()
}

impl Gate<'_> {
    /// Written prior approval to provide that to this organisation (Art. 13-6).
    fn provision(&mut self, instance: &Instance, org: OrgId) -> Option<PermissionId> {
        let wanted = Wanted {
            org: Some(org),
            acknowledged: self.asked.acknowledged,
            ..Wanted::new(
                Subject::Provide,
                Guard::Provision,
                self.provided_as(instance),
                self.at,
            )
        };
        let answer = find(self.known, self.profile()?, &wanted, self.asked.approval);
        let (detail, known) = (answer.as_ref().err().cloned(), self.known);
        self.check(Guard::Provision, || {
            let next = format!(
                "custody request provide {} --to {org} -o R.custody-request",
                instance.id
            );
            let failure = Failure::new().with("party", name(known, org));
            detail.map(|detail| failure.detail(detail).next(next))
        });
        answer.ok()
    }

    /// A package is provided under the approval of what it was made from, where none names the package.
    fn provided_as(&self, instance: &Instance) -> InstanceId {
        let names = |p: &Permission| {
            p.grant.subject() == Subject::Provide && p.scope.instances.contains(&instance.id)
        };
        match instance.parent {
            Some(source)
                if instance.kind == InstanceKind::Package
                    && !self.known.permissions.values().any(names) =>
            {
                source
            }
            _ => instance.id,
        }
    }

    /// What is held leaves under a permission to carry out; what is away has one already.
    fn to_go(&self, instance: &Instance, to: PlaceId) -> Option<Wanted> {
        (instance.state() == StateName::Held).then(|| Wanted {
            destination: Some(to),
            carrier: Some(instance.carrier),
            persons: vec![self.asked.by],
            acknowledged: self.asked.acknowledged,
            ..Wanted::new(Subject::Carry, Guard::CarryApproval, instance.id, self.at)
        })
    }

    fn may_go(&self, instance: &Instance, to: PlaceId) -> Option<PermissionId> {
        let wanted = self.to_go(instance, to)?;
        find(self.known, self.profile()?, &wanted, None).ok()
    }

    fn carry_approval(&mut self, instance: &Instance, to: PlaceId) {
        let (Some(wanted), Some(profile)) = (self.to_go(instance, to), self.profile()) else {
            return;
        };
        let detail = find(self.known, profile, &wanted, None).err();
        self.check(Guard::CarryApproval, || {
            let next = format!("custody request carry {} -o R.custody-request", instance.id);
            detail.map(|detail| Failure::new().detail(detail).next(next))
        });
    }

    /// The セキュリティ責任者 of that organisation accepts for it (§4.3), trained and in scope like whoever else handles it.
    fn accepts(&mut self, person: PersonId, org: OrgId, assets: &[AssetId]) {
        let (known, day) = (self.known, self.day());
        self.listed(person);
        self.check(Guard::Role, || {
            let entry = known.people.get(&person);
            let may =
                entry.is_some_and(|p| p.employer == org && p.has_role(Role::SubSecurity, day));
            let roles = entry.map(|p| p.roles_on(day)).unwrap_or_default();
            (!may).then(|| {
                Failure::new()
                    .with("name", text(name_of(known, person)))
                    .with("role", Value::Roles(roles))
            })
        });
        self.person_is_fit(person, assets);
    }
}
