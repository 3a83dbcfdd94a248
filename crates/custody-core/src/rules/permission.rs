//! Does a permission answer an act? One pure function, in the order of `domain.md` §4.2.

use super::refusal::{Detail, Element, Value, name_of, text};
use crate::record::{
    CarrierId, CarrierType, Grant, Guard, InstanceId, Method, Moment, OrgId, Permission,
    PermissionId, PermissionKind, PersonId, PlaceId, Profile, Register, Role, Subject, Text, Uses,
};
use std::num::NonZeroU32;

/// What an act needs a permission for. What is `None` or empty the act does not have, and is not compared.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub subject: Subject,
    pub guard: Guard,
    pub instance: Option<InstanceId>,
    pub count: Option<NonZeroU32>,
    pub purpose: Option<Text>,
    pub destination: Option<PlaceId>,
    pub carrier: Option<CarrierId>,
    /// For a carrier that comes on the register with the act: paper.
    pub carrier_type: Option<CarrierType>,
    pub persons: Vec<PersonId>,
    pub org: Option<OrgId>,
    /// To whom something is disclosed.
    pub recipient: Option<Text>,
    pub method: Option<Method>,
    pub at: Moment,
    pub acknowledged: bool,
    /// The journey rule re-checks all but the uses (§5.2).
    pub ignore_uses: bool,
    /// What was made under it may be destroyed after use, when it has run out too (§4.1).
    pub ignore_period: bool,
    /// Uses that the same act has taken already, one entry a use.
    pub taken: Vec<PermissionId>,
}

impl Wanted {
    /// For an act on an instance.
    pub(super) fn new(subject: Subject, guard: Guard, instance: InstanceId, at: Moment) -> Self {
        Self {
            instance: Some(instance),
            ..Self::of(subject, guard, at)
        }
    }

    /// For an act that is not about an instance: a place, an organisation, a disclosure.
    pub(super) fn of(subject: Subject, guard: Guard, at: Moment) -> Self {
        Self {
            subject,
            guard,
            instance: None,
            count: None,
            purpose: None,
            destination: None,
            carrier: None,
            carrier_type: None,
            persons: Vec::new(),
            org: None,
            recipient: None,
            method: None,
            at,
            acknowledged: true,
            ignore_uses: false,
            ignore_period: false,
            taken: Vec::new(),
        }
    }
}

/// The permission to use for `wanted`: the named one, else the earliest to expire of those whose scope holds the
/// instance and which are valid; otherwise how far the best candidate got.
pub(super) fn find(
    known: &Register,
    profile: &Profile,
    wanted: &Wanted,
    named: Option<PermissionId>,
) -> Result<PermissionId, Option<Detail>> {
    let candidates: Vec<&Permission> = match named {
        Some(id) => known.permissions.get(&id).into_iter().collect(),
        None => known
            .permissions
            .values()
            .filter(|p| is_candidate(p, wanted))
            .collect(),
    };
    let mut best: Option<(Option<Moment>, PermissionId)> = None;
    let mut furthest: Option<Detail> = None;
    for permission in candidates {
        match is_valid(known, profile, permission, wanted) {
            Ok(()) => {
                let key = (permission.scope.to, permission.id);
                let earlier = best.is_none_or(|(to, id)| match (key.0, to) {
                    (Some(a), Some(b)) => (a, key.1) < (b, id),
                    (Some(_), None) => true,
                    (None, Some(_)) => false,
                    (None, None) => key.1 < id,
                });
                if earlier {
                    best = Some(key);
                }
            }
            Err(detail) if furthest.as_ref().is_none_or(|f| detail.step() > f.step()) => {
                furthest = Some(detail)
            }
            Err(_) => {}
        }
    }
    best.map(|(_, id)| id).ok_or(furthest)
}

/// Whether its scope holds what the act is about (§4.2): the instance; without one the place, the organisation, or that
/// something is disclosed.
fn is_candidate(permission: &Permission, wanted: &Wanted) -> bool {
    let scope = &permission.scope;
    match (wanted.instance, wanted.destination, wanted.org) {
        (Some(instance), _, _) => scope.instances.contains(&instance),
        (None, Some(place), _) => scope.destinations.contains(&place),
        (None, None, Some(org)) => scope.orgs.contains(&org),
        (None, None, None) => permission.grant.subject() == wanted.subject,
    }
}

/// Valid for the act, or the first check that fails (§4.2, 1 to 9).
pub(super) fn is_valid(
    known: &Register,
    profile: &Profile,
    permission: &Permission,
    wanted: &Wanted,
) -> Result<(), Detail> {
    // 1. Subject and kind.
    if permission.grant.subject() != wanted.subject {
        return Err(Detail::WrongKind);
    }
    if matches!(permission.kind, PermissionKind::Instruction { .. })
        && wanted.subject != Subject::Carry
    {
        return Err(Detail::WrongKind);
    }
    // 2. Trust.
    let trust = permission.trust();
    if !trust.reaches(profile.min_trust(wanted.guard)) {
        let unwritten = !trust.is_written() && wanted.subject.must_be_written();
        return Err(if unwritten {
            Detail::NotWritten
        } else {
            Detail::LevelTooLow
        });
    }
    // 3. Authority of the one who decided, and the addressee of an instruction.
    if !had_authority(known, permission, wanted.subject) {
        return Err(Detail::NoAuthority);
    }
    // 4. Decided, then registered, then done.
    if permission.decided_at > wanted.at || permission.decided_at > permission.registered_at {
        return Err(Detail::DecidedAfter);
    }
    if permission.registered_at > wanted.at {
        return Err(Detail::RegisteredAfter);
    }
    // 5. Period, both ends inclusive.
    let scope = &permission.scope;
    let outside = scope.from.is_some_and(|from| wanted.at < from)
        || scope.to.is_some_and(|to| wanted.at > to);
    if outside && !wanted.ignore_period {
        return Err(Detail::OutsidePeriod {
            from: scope.from,
            to: scope.to,
        });
    }
    // 6. Revocation is immediate and never undoes past acts.
    if permission
        .revoked
        .is_some_and(|revoked| revoked <= wanted.at)
    {
        return Err(Detail::Revoked);
    }
    // 7. Uses.
    if !wanted.ignore_uses {
        let left = match permission.uses {
            Uses::Times(_) => {
                let taken = wanted.taken.iter().filter(|id| **id == permission.id);
                permission
                    .uses_left()
                    .is_none_or(|left| left as usize > taken.count())
            }
            // An end within so many days (house rule of §3).
            Uses::Standing => {
                let from = scope.from.unwrap_or(permission.decided_at).date();
                let last = from.checked_add_days(i64::from(profile.standing_max_days));
                scope.to.is_some_and(|to| Some(to.date()) <= last)
            }
        };
        if !left {
            return Err(Detail::Exhausted);
        }
    }
    // 8. Scope, element by element.
    in_scope(known, permission, wanted)?;
    // 9. Conditions.
    if !permission.conditions.is_empty() && !wanted.acknowledged {
        return Err(Detail::ConditionsOpen);
    }
    Ok(())
}

fn had_authority(known: &Register, permission: &Permission, subject: Subject) -> bool {
    let day = permission.decided_at.date();
    let authority = known
        .people
        .get(&permission.decided_by)
        .and_then(|p| p.authority.as_ref());
    match permission.kind {
        PermissionKind::Approval => authority.is_some_and(|a| a.decides(subject, day)),
        PermissionKind::Instruction { addressee } => {
            authority.is_some_and(crate::record::Authority::receives)
                && known
                    .people
                    .get(&addressee)
                    .is_some_and(|p| p.has_role(Role::Manager, day))
        }
    }
}

fn in_scope(known: &Register, permission: &Permission, wanted: &Wanted) -> Result<(), Detail> {
    let scope = &permission.scope;
    let outside = |element, value| Err(Detail::OutOfScope { element, value });
    if let Some(instance) = wanted.instance
        && !scope.instances.contains(&instance)
    {
        return outside(Element::Instance, text(instance));
    }
    if let (Some(allowed), Some(count)) = (scope.count, wanted.count)
        && count > allowed
    {
        return outside(Element::Count, text(count));
    }
    if let (Some(allowed), Some(purpose)) = (&scope.purpose, &wanted.purpose)
        && allowed != purpose
    {
        return outside(Element::Purpose, text(purpose));
    }
    if let Some(place) = wanted.destination
        && !scope.destinations.contains(&place)
    {
        let name = known
            .places
            .get(&place)
            .map_or_else(|| place.to_string(), |p| p.name.to_string());
        return outside(Element::Destination, text(name));
    }
    if let Some(carrier) = wanted.carrier {
        let carrier_type = known.carriers.get(&carrier).map(|c| c.carrier_type);
        if !scope.carriers.contains(&carrier)
            && !carrier_type.is_some_and(|t| scope.types.contains(&t))
        {
            return outside(Element::Carrier, text(carrier));
        }
    }
    if let Some(carrier_type) = wanted.carrier_type
        && !scope.types.contains(&carrier_type)
    {
        return outside(Element::Carrier, Value::Carrier(carrier_type));
    }
    for person in &wanted.persons {
        if !scope.persons.contains(person) {
            return outside(Element::Person, text(name_of(known, *person)));
        }
    }
    if let Some(org) = wanted.org
        && !scope.orgs.contains(&org)
    {
        let name = known
            .organisations
            .get(&org)
            .map_or_else(|| org.to_string(), |o| o.name.to_string());
        return outside(Element::Organisation, text(name));
    }
    if let (Grant::Disclose { to }, Some(recipient)) = (&permission.grant, &wanted.recipient)
        && to != recipient
    {
        return outside(Element::Organisation, text(recipient));
    }
    if let Some(method) = wanted.method
        && !scope.methods.contains(&method)
    {
        return outside(Element::Method, Value::Method(method));
    }
    Ok(())
}
