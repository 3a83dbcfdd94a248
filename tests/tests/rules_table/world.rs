//! A register in which `/3` is in any one state and everything else is in order for any one actor.

use custody_core::record::journey::Briefing;
use custody_core::record::{
    CarrierId, CarrierType, Custody, DestructionPlan, Instance, InstanceId, InstanceKind,
    JourneyId, JourneyStage, Method, Person, PersonId, Register, Role, RoleTerm, Seq, StateName,
};
use custody_core::rules::{Act, Loss, NewCarrier};
use custody_tests::cast::{self, PURPOSE, Where, Who, date, instance, text};
use custody_tests::story::Story;
use custody_tests::sub::{self, org};
use custody_tests::things;
use custody_tests::wish::{Wish, homeward};
use std::sync::LazyLock;

use Role::{Client, SubSecurity, SubWorker};
use StateName as S;

/// The copy that the table is about.
pub fn thing() -> InstanceId {
    instance("A-0001/3")
}

fn journey(number: u32) -> JourneyId {
    JourneyId::new(number).unwrap()
}

/// Planned for work.
pub fn work() -> JourneyId {
    journey(1)
}

/// Planned for 返還.
pub fn home() -> JourneyId {
    journey(2)
}

/// Under way with the thing, whatever state the thing is put into.
pub fn away() -> JourneyId {
    journey(3)
}

/// One person with this role alone.
pub fn actor(role: Role) -> PersonId {
    let index = Role::ALL.iter().position(|r| *r == role).unwrap();
    PersonId::new(11 + u32::try_from(index).unwrap()).unwrap()
}

/// Somebody who can receive what `by` gives: of the same organisation, with a role of its own.
pub fn receiver(by: PersonId) -> PersonId {
    let of_sub = [SubWorker, SubSecurity].map(actor).contains(&by);
    PersonId::new(if of_sub { 22 } else { 21 }).unwrap()
}

/// A channel for transmissions.
pub fn channel() -> CarrierId {
    CarrierId::new(4).unwrap()
}

/// S with `/3`, every permission for everybody, a 再委託先 of which nothing is owed, one person of each role, and the journeys above.
pub static BASE: LazyLock<Story> = LazyLock::new(|| {
    let mut s = Story::s_with_copy();
    s.known.organisations.insert(org(), sub::organisation());
    s.granted(&Wish::subcontract(org()));
    s.granted(&Wish::disposal(&["A-0001/3"], &[Method::Physical], org()));
    for role in Role::ALL {
        let id = actor(role);
        let client = Person {
            roles: Vec::new(),
            ..s.known.people[&Who::T.into()].clone()
        };
        let of_sub = matches!(role, SubWorker | SubSecurity);
        let person = match role {
            Client => Person { id, ..client },
            _ => Person {
                work_scope: vec![text("税務")],
                employer: if of_sub { org() } else { cast::contractor() },
                ..cast::staff(id, role.word(), role)
            },
        };
        let roles = vec![RoleTerm {
            role,
            from: date("2024-04-01"),
            to: None,
        }];
        s.known.people.insert(id, Person { roles, ..person });
    }
    for (role, receives) in [(Role::Worker, Role::Worker), (SubWorker, SubWorker)] {
        let like = s.known.people[&actor(role)].clone();
        let id = receiver(actor(receives));
        s.known.people.insert(id, Person { id, ..like });
    }
    s.granted(&Wish::disclose(&[], "監査法人戊"));
    for act in [sub::told(org()), sub::bound(org())] {
        s.by(Who::R).act(act).unwrap();
    }
    s.by(Who::R)
        .act(Act::RegisterCarrier(NewCarrier {
            carrier_type: CarrierType::Transmission,
            serial: None,
            ..things::our_usb()
        }))
        .unwrap();
    let mut everybody: Vec<PersonId> = Role::ALL.map(actor).to_vec();
    everybody.extend([Role::Worker, SubWorker].map(|role| receiver(actor(role))));
    let place = [
        Where::Maebashi,
        Where::Cabinet,
        Where::Takasaki,
        Where::Kencho,
    ];
    let mut wishes = [
        Wish::copy(&["A-0001/3"]),
        Wish::carry(&["A-0001/3"], "2024-10-01"),
        Wish::destroy(&["A-0001/3"], &[Method::Physical]),
        Wish::provide(&["A-0001/3"], org()),
    ];
    for wish in &mut wishes {
        wish.scope.persons.clone_from(&everybody);
        wish.scope.destinations = place.map(Into::into).to_vec();
        wish.scope.types = vec![CarrierType::Paper, CarrierType::Transmission];
        wish.scope.orgs = vec![org()];
        s.granted(wish);
    }
    s.by(Who::R)
        .act(Act::Plan {
            journey: homeward(&["A-0001/3"], "2024-10-01"),
            order: None,
        })
        .unwrap();
    let mut third = s.known.journeys[&work()].clone();
    third.id = away();
    third.stage = JourneyStage::UnderWay;
    third.carried = vec![thing()];
    s.known.journeys.insert(away(), third);
    let lost = Act::ReportLost(Loss::of(vec![instance("A-0001/1")]));
    s.by(Who::A).act(lost).unwrap();
    for incident in s.known.incidents.values_mut() {
        incident.freeze_lifted = true;
    }
    s
});

/// `/3` in this state, held by `by`, briefed for everything; of the organisation of `by`.
pub fn world(state: StateName, by: PersonId, kind: InstanceKind) -> Register {
    let mut known = BASE.known.clone();
    for journey in known.journeys.values_mut() {
        journey.persons = vec![by];
        let at = BASE.now;
        journey.briefings = [by, receiver(by)]
            .map(|person| Briefing {
                person,
                explained_by: None,
                at,
                recorded_in: Seq(0),
            })
            .to_vec();
    }
    let org = known.people[&by].employer;
    let thing = known.instances.get_mut(&thing()).unwrap();
    thing.custody = custody(state, by);
    thing.kind = kind;
    thing.org = org;
    known
}

fn custody(state: StateName, holder: PersonId) -> Custody {
    let (place, journey, recorded_in) = (Where::Maebashi.into(), away(), Seq(1));
    let incident = *BASE.known.incidents.keys().next().unwrap();
    let plan = DestructionPlan {
        method: Method::Physical,
        place,
        on: date("2024-10-02"),
        witness: Who::K.into(),
        permission: None,
    };
    match state {
        S::Held => Custody::Held { place },
        S::InUse => Custody::InUse {
            holder,
            place,
            purpose: text(PURPOSE),
        },
        S::InTransit => Custody::InTransit { holder, journey },
        S::AtDestination => Custody::AtDestination {
            holder,
            place,
            journey,
        },
        S::WithSub => Custody::WithSub { org: org() },
        S::ReturnPending => Custody::ReturnPending {
            to: Who::T.into(),
            recorded_in,
        },
        S::AwaitingDestruction => Custody::AwaitingDestruction { place, plan },
        S::Released => Custody::Released { org: org(), plan },
        S::Quarantined => Custody::Quarantined {
            place: text("机"),
            finder: holder,
            incident,
        },
        S::Missing => Custody::Missing { incident },
        S::Returned => Custody::Returned { recorded_in },
        S::Destroyed => Custody::Destroyed { recorded_in },
        S::Closed => Custody::Closed { recorded_in },
        S::Voided => Custody::Voided { recorded_in },
    }
}

/// Puts it into the hands of somebody, where the state has a holder.
pub fn held_by(thing: &mut Instance, person: PersonId) {
    match &mut thing.custody {
        Custody::InUse { holder, .. }
        | Custody::InTransit { holder, .. }
        | Custody::AtDestination { holder, .. } => *holder = person,
        _ => {}
    }
}
