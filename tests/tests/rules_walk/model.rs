//! A small model of the base guards and the table, made from `domain.md` alone. It says which of them must fail; of the
//! other guards it says nothing.

use custody_core::record::{
    Employment, Guard, Instance, InstanceKind, Moment, OrgId, Person, PersonId, Register, Role,
    StateName, Text,
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
        let working = thing.kind == InstanceKind::WorkingCopy;
        // A working copy is closed, and nothing else is; it is not parted. Only holdings end by a report. "void: childless, no form issued".
        let unfit = match row.name {
            "close" => !working,
            "sub-report --ended" => thing.kind != InstanceKind::SubHolding,
            "split" => working,
            "void" => thing.particulars.on_form.is_some() || has_child(known, thing),
            _ => false,
        };
        add(Guard::BadState, !row.from.contains(&thing.state()) || unfit);
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
    // Of an absent holder others take over; what 甲 was handed is returned by whoever writes the return.
    let passed_over = |holder: PersonId| match row.name {
        "hand-over --from-absent" => true,
        "return" => known.people[&holder].employment == Employment::Client,
        _ => false,
    };
    add(
        Guard::HolderOnly,
        things.iter().any(|i| {
            let holder = i.custody.holder();
            holder.is_some_and(|holder| holder != by && !passed_over(holder))
        }),
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
    for thing in things {
        let frozen = known
            .incidents
            .values()
            .any(|i| i.instances.iter().any(|lost| lost.asset == thing.id.asset));
        // No built act lifts a freeze.
        add(Guard::Frozen, row.freezes && frozen);
    }
    for guard in unfit(known, things, work, by, at) {
        add(guard, true);
    }
    fails
}

/// "receiver passes base" (10): what the base asks of who receives. 甲's people pass.
pub fn receiver_must_fail(
    row: &Transition,
    known: &Register,
    things: &[&Instance],
    receiver: PersonId,
    at: Moment,
) -> Vec<Guard> {
    let person = known.people.get(&receiver);
    if person.is_some_and(|p| p.employment == Employment::Client) {
        return Vec::new();
    }
    let mut fails = unfit(known, things, None, receiver, at);
    let allowed = |role: &Role| row.who.contains(role) && may_touch(*role, person, things);
    if !roles(person, at).iter().any(allowed) {
        fails.push(Guard::Role);
    }
    fails
}

/// §4.3: "accept a provision: sub-security", of the organisation that it goes to, as fit as whoever handles it.
pub fn acceptor_must_fail(
    known: &Register,
    things: &[&Instance],
    (acceptor, org): (PersonId, OrgId),
    at: Moment,
) -> Vec<Guard> {
    let person = known.people.get(&acceptor);
    let mut fails = unfit(known, things, None, acceptor, at);
    let of_it = person.is_some_and(|p| p.employer == org);
    if !(of_it && roles(person, at).contains(&Role::SubSecurity)) {
        fails.push(Guard::Role);
    }
    fails
}

/// What is wrong with the person: list, training, employer, work scope.
fn unfit(
    known: &Register,
    things: &[&Instance],
    work: Option<&Text>,
    by: PersonId,
    at: Moment,
) -> Vec<Guard> {
    let person = known.people.get(&by);
    let (roles, day) = (roles(person, at), at.date());
    let mut fails = Vec::new();
    if roles.is_empty() {
        fails.push(Guard::ListedPerson);
    }
    // Of who is nobody, nothing more can be said.
    let Some(person) = person else { return fails };
    let training = person.training.as_ref();
    if !training.is_some_and(|t| t.covers_terms && (t.on..=t.valid_until).contains(&day)) {
        fails.push(Guard::Trained);
    }
    // In a walk everybody works for 乙, for an approved 再委託先, or for 甲.
    if person.employment == Employment::Client {
        fails.push(Guard::EmployerKnown);
    }
    let everything = [Role::Manager, Role::Supervisor]
        .iter()
        .any(|role| roles.contains(role));
    let mut works = things
        .iter()
        .map(|thing| &known.assets[&thing.id.asset].work_item)
        .chain(work);
    if !everything && works.any(|work| !person.work_scope.contains(work)) {
        fails.push(Guard::WorkScope);
    }
    fails
}

/// Something was made of it, or parted from it, and stands.
fn has_child(known: &Register, thing: &Instance) -> bool {
    known
        .instances_of(thing.id.asset)
        .filter(|i| i.state() != StateName::Voided)
        .any(|i| i.parent == Some(thing.id) || i.particulars.split_from == Some(thing.id))
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
