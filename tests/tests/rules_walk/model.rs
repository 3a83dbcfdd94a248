//! A small model of the base guards and the table, made from `domain.md` alone. It says which of them must fail; of the
//! other guards it says nothing.

use custody_core::record::{
    Employment, Guard, Instance, InstanceKind, Moment, Person, PersonId, Register, Role, Text,
};
use custody_tests::table::{Tested, Transition};

/// The guards that the model decides.
pub const DECIDED: [Guard; 9] = [
    Guard::ContractActive,
    Guard::ListedPerson,
    Guard::Role,
    Guard::EmployerKnown,
    Guard::Trained,
    Guard::WorkScope,
    Guard::Frozen,
    Guard::BadState,
    Guard::HolderOnly,
];

/// The guards of [`DECIDED`] that must fail when `by` does `row` to `things` of `known` at `at`; `work` is that of
/// something that is not on the register yet.
pub fn must_fail(
    row: &Transition,
    known: &Register,
    things: &[&Instance],
    work: Option<&Text>,
    by: PersonId,
    at: Moment,
) -> Vec<Guard> {
    let person = known.people.get(&by);
    let roles = roles(person, at);
    let mut fails = Vec::new();
    let mut add = |guard, fails_now: bool| {
        if fails_now && !fails.contains(&guard) {
            fails.push(guard);
        }
    };
    for thing in things {
        let closes_no_working_copy = row.name == "close" && thing.kind != InstanceKind::WorkingCopy;
        add(
            Guard::BadState,
            !row.from.contains(&thing.state()) || closes_no_working_copy,
        );
    }
    if row.tested == Tested::Nothing {
        return fails;
    }
    add(
        Guard::Role,
        !roles
            .iter()
            .any(|role| row.who.contains(role) && may_touch(*role, person, things)),
    );
    add(
        Guard::HolderOnly,
        things
            .iter()
            .any(|i| i.custody.holder().is_some_and(|holder| holder != by)),
    );
    if row.tested == Tested::Fact {
        return fails;
    }
    let contract = known.contract.as_ref().unwrap();
    let day = at.date();
    add(
        Guard::ContractActive,
        row.in_term
            && !(contract.term.from <= day
                && day <= contract.term.until
                && contract.ended.is_none()),
    );
    add(Guard::ListedPerson, roles.is_empty());
    for thing in things {
        let frozen = known
            .incidents
            .values()
            .any(|i| i.instances.iter().any(|lost| lost.asset == thing.id.asset));
        // No built act lifts a freeze.
        add(Guard::Frozen, row.freezes && frozen);
    }
    // Of who is nobody, nothing more can be said.
    let Some(person) = person else { return fails };
    let training = person.training.as_ref();
    add(
        Guard::Trained,
        !training.is_some_and(|t| t.covers_terms && (t.on..=t.valid_until).contains(&day)),
    );
    // In a walk everybody works for 乙, for an approved 再委託先, or for 甲.
    add(
        Guard::EmployerKnown,
        person.employment == Employment::Client,
    );
    let works = things
        .iter()
        .map(|thing| &known.assets[&thing.id.asset].work_item);
    for work in works.chain(work) {
        add(
            Guard::WorkScope,
            !roles.contains(&Role::Manager) && !person.work_scope.contains(work),
        );
    }
    fails
}

fn roles(person: Option<&Person>, at: Moment) -> Vec<Role> {
    let day = at.date();
    let held = |p: &Person| {
        let now = p
            .roles
            .iter()
            .filter(|t| t.from <= day && t.to.is_none_or(|to| day <= to));
        now.map(|t| t.role).collect()
    };
    person.map(held).unwrap_or_default()
}

/// §4.3: a 再委託先 only what it holds.
fn may_touch(role: Role, person: Option<&Person>, things: &[&Instance]) -> bool {
    match role {
        Role::SubWorker | Role::SubSecurity => {
            person.is_some_and(|p| things.iter().all(|i| i.org == p.employer))
        }
        _ => person.is_some_and(|p| p.employment != Employment::Client || role == Role::Client),
    }
}
