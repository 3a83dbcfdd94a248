//! The chain of 再委託 above an organisation: each of its organisations has its own approval, its people are known to 甲, and it
//! is bound by the terms (contract Art. 14-1, 14-3, 14-4; `domain.md` §5.4, sub-subcontract).

use super::gate::{Failure, Gate};
use super::permission::{Wanted, find};
use super::refusal::text;
use super::{Detail, Value};
use crate::record::{
    Date, Guard, Moment, OrgId, OrgKind, Organisation, PermissionId, PersonId, Profile, Register,
    Role, Subject,
};

/// Organisations nest a few deep; a circle in hostile data ends here.
const DEEPEST: usize = 16;

/// The organisation and those above it, up to 乙 and without it; none where the chain does not end at 乙 or goes through
/// somebody who is no 再委託先.
pub(super) fn above(known: &Register, org: OrgId) -> Option<Vec<&Organisation>> {
    let mut chain = Vec::new();
    let mut next = Some(org);
    while let Some(id) = next {
        let entry = known.organisations.get(&id)?;
        match entry.kind {
            OrgKind::Contractor => break,
            OrgKind::Subcontractor if chain.len() < DEEPEST => chain.push(entry),
            _ => return None,
        }
        next = entry.parent;
    }
    Some(chain)
}

/// Every organisation of the chain up to 乙 has its own approval (Art. 14-1).
pub(super) fn chain_approved(known: &Register, profile: &Profile, org: OrgId, at: Moment) -> bool {
    unapproved(known, profile, org, at).is_none()
}

/// The first of the chain that has no approval, and how far its best candidate got.
fn unapproved(
    known: &Register,
    profile: &Profile,
    org: OrgId,
    at: Moment,
) -> Option<(OrgId, Option<Detail>)> {
    let Some(chain) = above(known, org) else {
        return Some((org, None));
    };
    chain.into_iter().find_map(|entry| {
        let detail = find(known, profile, &wanted(entry.id, at), None).err()?;
        Some((entry.id, detail))
    })
}

/// The approval under which this organisation is a 再委託先 at that moment (Art. 14-1); those above it have their own.
#[must_use]
pub fn subcontracted_under(known: &Register, org: OrgId, at: Moment) -> Option<PermissionId> {
    let profile = &known.contract.as_ref()?.profile;
    find(known, profile, &wanted(org, at), None).ok()
}

fn wanted(org: OrgId, at: Moment) -> Wanted {
    Wanted {
        org: Some(org),
        ignore_uses: true,
        ..Wanted::of(Subject::Subcontract, Guard::Subcontract, at)
    }
}

/// Those of a 再委託先 who are listed with a role of Art. 14-3 on that day.
pub(super) fn staff(known: &Register, org: OrgId, day: Date) -> Vec<PersonId> {
    let of_it = |p: &&crate::record::Person| {
        p.employer == org
            && (p.has_role(Role::SubSecurity, day) || p.has_role(Role::SubWorker, day))
    };
    known.people.values().filter(of_it).map(|p| p.id).collect()
}

/// 甲 was told a セキュリティ責任者 of the 再委託先 and everyone else who is listed on that day (Art. 14-3).
#[must_use]
pub fn staff_is_known(known: &Register, entry: &Organisation, day: Date) -> bool {
    let Some(notice) = &entry.supervision.notice else {
        return false;
    };
    let secures = |id: &PersonId| {
        let person = known.people.get(id);
        person.is_some_and(|p| p.has_role(Role::SubSecurity, day))
    };
    let listed = staff(known, entry.id, day);
    listed.iter().all(|id| notice.persons.contains(id)) && listed.iter().any(secures)
}

impl Gate<'_> {
    /// Art. 14-1, for the whole chain. 乙 itself is nobody's 再委託先.
    pub(super) fn subcontract(&mut self, org: OrgId) {
        let (known, at, profile) = (self.known, self.at, self.profile());
        self.check(Guard::Subcontract, || {
            let own = known.organisations.get(&org).map(|entry| entry.kind);
            let (lacking, detail) = match own {
                Some(OrgKind::Subcontractor) => unapproved(known, profile?, org, at)?,
                _ => (org, None),
            };
            Some(
                Failure::new()
                    .with("org", name(known, lacking))
                    .detail(detail)
                    .next(format!(
                        "custody request subcontract {lacking} -o R.custody-request"
                    )),
            )
        });
    }

    /// Art. 14-3, for the whole chain: 甲 was told a セキュリティ責任者, and everyone who is listed on the day.
    pub(super) fn sub_persons(&mut self, org: OrgId) {
        let (known, day) = (self.known, self.day());
        self.check(Guard::SubPersons, || {
            let untold = above(known, org)?
                .into_iter()
                .find(|entry| !staff_is_known(known, entry, day))?;
            Some(
                Failure::new()
                    .with("org", text(&untold.name))
                    .next(format!(
                        "custody person add --employer {} --role sub-security",
                        untold.id
                    ))
                    .next(format!("custody form 11-3 {} -o FORM.html", untold.id))
                    .next(format!("custody org notify {}", untold.id)),
            )
        });
    }

    /// Art. 14-4, for the whole chain: bound by the terms.
    pub(super) fn sub_pledge(&mut self, org: OrgId) {
        let known = self.known;
        self.check(Guard::SubPledge, || {
            let unbound = |entry: &&Organisation| entry.supervision.pledge.is_none();
            let unbound = above(known, org)?.into_iter().find(unbound)?;
            Some(
                Failure::new()
                    .with("org", text(&unbound.name))
                    .next(format!("custody form 11-4 {} -o FORM.html", unbound.id))
                    .next(format!("custody pledge add --org {}", unbound.id)),
            )
        });
    }
}

/// The organisation's name, or its number where it is not on the register.
pub(super) fn name(known: &Register, org: OrgId) -> Value {
    match known.organisations.get(&org) {
        Some(entry) => text(&entry.name),
        None => text(org),
    }
}
