//! Every (state, transition, role) triple of the transitions built, against the table typed in from `domain.md`.

mod acts;
mod world;

use custody_core::record::{
    Guard, Instance, InstanceKind, JourneyPurpose, PersonId, Protection, Register, Role, StateName,
};
use custody_core::rules::{self, Asked, Denied};
use custody_tests::cast;
use custody_tests::story::project;
use custody_tests::table::{HANDLERS, TRANSITIONS, To, Transition};
use world::{BASE, actor, away, held_by, home, receiver, thing, work, world};

/// The guards that failed; none when it was permitted.
fn failures(result: &Result<rules::Permitted, Denied>, case: &str) -> Vec<Guard> {
    match result {
        Ok(_) => Vec::new(),
        Err(Denied::Refused(refusal)) => {
            let all = std::iter::once(&refusal.finding).chain(&refusal.others);
            all.map(|finding| finding.guard).collect()
        }
        Err(other) => panic!("{case}: {other:?}"),
    }
}

/// Only a working copy is closed (§5.1), and only a holding of a 再委託先 ends by its report.
fn kind_for(row: &Transition) -> InstanceKind {
    match row.name {
        "close" => InstanceKind::WorkingCopy,
        "sub-report --ended" => InstanceKind::SubHolding,
        _ => InstanceKind::Copy,
    }
}

/// All in order for the row.
fn prepared(row: &Transition, state: StateName, by: PersonId) -> Register {
    let mut known = world(state, by, kind_for(row));
    let thing = known.instances.get_mut(&thing()).unwrap();
    match row.name {
        // Only what is not sealed yet is sealed.
        "pack" => thing.protection = Protection::None,
        "release" => {
            thing.particulars.sanitised = Some(custody_core::record::destruction::Sanitising {
                method: custody_core::record::Method::Physical,
                recorded_in: custody_core::record::Seq(0),
            });
        }
        // Somebody else is absent.
        "hand-over --from-absent" => held_by(thing, receiver(by)),
        _ => {}
    }
    known
}

/// As the table says for one triple, or what is wrong with it.
fn check(row: &Transition, state: StateName, role: Role) -> Result<(), String> {
    let case = format!("{} {} from {state:?} as {role:?}", row.number, row.name);
    let by = actor(role);
    let known = prepared(row, state, by);
    let result = rules::decide(
        &known,
        &Asked::now(by, acts::of(row.name, &known, by)),
        BASE.now,
    );
    let failed = failures(&result, &case);
    let (from, who) = (row.from.contains(&state), row.who.contains(&role));
    for (guard, allowed) in [(Guard::BadState, from), (Guard::Role, who)] {
        if failed.contains(&guard) == allowed {
            return Err(format!(
                "{case}: {guard} should be {allowed}, failed {failed:?}"
            ));
        }
    }
    if !(from && who) {
        return Ok(());
    }
    let permitted = result.map_err(|_| format!("{case}: {failed:?} where all is in order"))?;
    let mut after = known.clone();
    project(&mut after, &permitted);
    let wanted = match row.to {
        To::Becomes(to) => to,
        To::Makes(..) | To::Stays | To::Parts(_) => state,
    };
    let now = after.instances[&thing()].state();
    if now != wanted {
        return Err(format!("{case}: now {now:?}, not {wanted:?}"));
    }
    let new = |i: &&Instance| !known.instances.contains_key(&i.id);
    let made: Vec<&Instance> = after.instances.values().filter(new).collect();
    let good = match (row.to, made.as_slice()) {
        (To::Becomes(_) | To::Stays, []) => true,
        (To::Parts(state), [one]) => {
            one.kind == kind_for(row)
                && one.state() == state
                && one.particulars.split_from == Some(thing())
        }
        (To::Makes(kind, state), [one]) => {
            one.kind == kind && one.state() == state && one.parent == Some(thing())
        }
        _ => false,
    };
    if good {
        Ok(())
    } else {
        Err(format!("{case}: made {made:?}"))
    }
}

#[test]
fn every_state_transition_and_role_is_as_the_table_says() {
    let mut triples = 0;
    let mut wrong = Vec::new();
    for row in TRANSITIONS.iter().filter(|row| !row.from.is_empty()) {
        for state in StateName::ALL {
            for role in Role::ALL {
                triples += 1;
                wrong.extend(check(row, state, role).err());
            }
        }
    }
    println!("{triples} triples, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // All rows but 1 and 24, which start from nothing and are asked below.
    assert_eq!(triples, 34 * 14 * 6);
}

#[test]
fn acts_that_start_from_no_state_are_as_the_table_says() {
    let mut pairs = 0;
    let mut wrong = Vec::new();
    for (name, who, act) in acts::STATELESS {
        for role in Role::ALL {
            pairs += 1;
            let known = world(StateName::Held, actor(role), InstanceKind::Copy);
            let result = rules::decide(
                &known,
                &Asked::now(actor(role), act(&known, actor(role))),
                BASE.now,
            );
            let failed = failures(&result, name);
            let allowed = who.contains(&role);
            if failed.contains(&Guard::Role) == allowed || result.is_ok() != allowed {
                wrong.push(format!(
                    "{name} as {role:?}: should be {allowed}, failed {failed:?}"
                ));
            }
        }
    }
    println!("{pairs} pairs, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(pairs, 20 * 6);
}

/// §4.3: a person of a 再委託先 acts "only for instances held by their organisation".
#[test]
fn a_subcontractor_touches_nothing_that_its_organisation_does_not_hold() {
    let mut tried = 0;
    for row in TRANSITIONS.iter().filter(|row| row.who == HANDLERS) {
        for role in [Role::SubWorker, Role::SubSecurity] {
            let by = actor(role);
            let mut known = prepared(row, row.from[0], by);
            known.instances.get_mut(&thing()).unwrap().org = cast::contractor();
            let result = rules::decide(
                &known,
                &Asked::now(by, acts::of(row.name, &known, by)),
                BASE.now,
            );
            assert!(
                failures(&result, row.name).contains(&Guard::Role),
                "{} as {role:?}",
                row.name
            );
            tried += 1;
        }
    }
    assert_eq!(tried, 2 * 20);
}

/// The worlds hold what the rows take them for.
#[test]
fn the_world_of_the_table_is_what_it_says() {
    for state in StateName::ALL {
        let known = world(state, actor(Role::Worker), InstanceKind::Copy);
        assert_eq!(known.instances[&thing()].state(), state);
    }
    let journeys = &BASE.known.journeys;
    assert_eq!(journeys[&work()].purpose, JourneyPurpose::Work);
    assert_eq!(journeys[&home()].purpose, JourneyPurpose::Return);
    assert_eq!(journeys[&away()].carried, [thing()]);
}
