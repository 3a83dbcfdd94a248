//! When an act happens, when it is recorded, and when a register is not opened yet (§5.3).

use custody_core::record::{Guard, Role, RoleTerm, StateName, Text};
use custody_core::rules::{Act, Denied, Loss, Nonsense};
use custody_tests::cast::{self, On, Where, Who, date, instance, moment, text};
use custody_tests::story::Story;
use custody_tests::verdict::Verdict as _;
use custody_tests::wish::Wish;

#[test]
fn an_act_of_the_past_is_recorded_as_such() {
    let mut s = Story::s();
    let late = s
        .by(Who::A)
        .at("2024-09-30 15:00")
        .take("A-0001/1")
        .permitted();
    assert_eq!(late.record().at, moment("2024-09-30 15:00"));
    assert_eq!(late.record().recorded, Some(moment("2024-10-01 09:00")));
    let now = s.by(Who::A).store("A-0001/1", Where::Cabinet).permitted();
    assert_eq!(now.record().recorded, None);
}

#[test]
fn nothing_happens_in_the_future_or_before_the_last_record_of_the_thing() {
    let mut s = Story::s();
    let future = s
        .by(Who::A)
        .at("2024-10-01 09:02")
        .take("A-0001/1")
        .unwrap_err();
    assert!(matches!(future, Denied::ActTime { earliest: None, .. }) && future.code() == 10);
    s.by(Who::A).take("A-0001/1").permitted();
    let before = s
        .by(Who::A)
        .at("2024-10-01 08:00")
        .store("A-0001/1", Where::Cabinet)
        .unwrap_err();
    assert!(
        matches!(
            before,
            Denied::ActTime {
                earliest: Some(_),
                ..
            }
        ),
        "{before:?}"
    );
}

/// Also where the act names the journey and not the thing.
#[test]
fn nothing_arrives_or_comes_back_before_it_left() {
    let mut s = Story::s_under_way(&Wish::carry(&["A-0001/2"], "2024-10-01"));
    for result in [
        s.by(Who::A).at("2024-10-01 09:30").arrive(Where::Takasaki),
        s.by(Who::A).at("2024-10-01 09:30").back(Where::Cabinet),
    ] {
        let denied = result.unwrap_err();
        assert!(
            matches!(
                denied,
                Denied::ActTime {
                    earliest: Some(_),
                    ..
                }
            ),
            "{denied:?}"
        );
    }
    s.by(Who::A)
        .at("2024-10-01 10:00")
        .arrive(Where::Takasaki)
        .permitted();
}

#[test]
fn nothing_is_carried_before_the_last_record_of_it() {
    let mut s = Story::s_with_copy();
    s.granted(&Wish::carry(&["A-0001/3"], "2024-10-01"));
    s.by(Who::A).brief().permitted();
    s.by(Who::A).store("A-0001/3", Where::Cabinet).permitted();
    let before = s
        .by(Who::A)
        .at("2024-10-01 09:05")
        .carry_as_is(On::OurUsb, None)
        .unwrap_err();
    assert!(
        matches!(
            before,
            Denied::ActTime {
                earliest: Some(_),
                ..
            }
        ),
        "{before:?}"
    );
    s.by(Who::A).carry_as_is(On::OurUsb, None).permitted();
}

#[test]
fn a_clock_behind_the_ledger_stops_acts_but_no_report_of_a_loss() {
    let mut s = Story::s();
    s.by(Who::A).take("A-0001/1").permitted();
    s.now = moment("2024-09-01 09:00");
    let stopped = s.by(Who::A).store("A-0001/1", Where::Cabinet).unwrap_err();
    assert!(matches!(stopped, Denied::Clock { .. }) && stopped.code() == 10);
    s.now = moment("2024-09-01 09:00");
    let lost = s.by(Who::A).lost(&["A-0001/1"]).permitted();
    // "recorded at the ledger's last time with 申告時刻 beside it"
    assert_eq!(lost.recorded_at(), moment("2024-10-01 09:00"));
    assert_eq!(lost.record().at, moment("2024-09-01 09:00"));
    assert_eq!(s.state("A-0001/1"), StateName::Missing);
}

#[test]
fn a_clock_that_steps_back_a_little_is_taken_as_the_last_moment() {
    let mut s = Story::s();
    s.by(Who::A).take("A-0001/1").permitted();
    s.now = moment("2024-10-01 08:58");
    let stored = s.by(Who::A).store("A-0001/1", Where::Cabinet).permitted();
    assert_eq!(
        (stored.record().at, stored.record().recorded),
        (moment("2024-10-01 09:00"), None)
    );
}

/// A journey of which part has ended is lost with what is left of it: a loss is never refused.
#[test]
fn a_journey_is_reported_lost_though_part_of_it_has_ended() {
    use custody_core::record::Method;
    use custody_core::rules::{Load, NewPackage};
    let mut s = Story::s();
    let mut wish = Wish::carry(&["A-0001/2"], "2024-10-01");
    wish.grant = custody_core::record::Grant::Carry {
        copies_included: 2,
        disposal_preapproved: vec![Method::Physical],
        encryption_exempt: None,
        paper_allowed: false,
    };
    s.granted(&wish);
    s.by(Who::A).brief().permitted();
    let package = || NewPackage {
        source: instance("A-0001/2"),
        content: None,
        key_holders: Vec::new(),
    };
    s.by(Who::A)
        .carry(Load::Packages(vec![package(), package()]), On::OurUsb)
        .permitted();
    s.by(Who::A).back(Where::Cabinet).permitted();
    s.by(Who::A)
        .destroy("A-0001/3", Method::Physical, Who::K)
        .permitted();
    let journey = Some(s.journey());
    s.by(Who::A)
        .act(Act::ReportLost(Loss {
            journey,
            ..Loss::of(Vec::new())
        }))
        .permitted();
    assert_eq!(
        (s.state("A-0001/3"), s.state("A-0001/4")),
        (StateName::Destroyed, StateName::Missing)
    );
}

#[test]
fn everything_on_a_carrier_is_lost_with_it() {
    let mut s = Story::s_with_copy();
    let carrier = Some(On::OurUsb.into());
    s.by(Who::A)
        .act(Act::ReportLost(Loss {
            carrier,
            ..Loss::of(Vec::new())
        }))
        .permitted();
    let states = ["A-0001/1", "A-0001/2", "A-0001/3"].map(|id| s.state(id));
    assert_eq!(
        states,
        [StateName::Held, StateName::Held, StateName::Missing]
    );
    let empty = s
        .by(Who::A)
        .act(Act::ReportLost(Loss::of(Vec::new())))
        .unwrap_err();
    assert_eq!(empty, Denied::Nonsense(Nonsense::Empty));
}

#[test]
fn nothing_is_recorded_before_the_contract_is() {
    let mut s = Story::before_receipt();
    s.known = custody_core::record::Register::empty(text("vault.example"));
    for act in [
        Act::RegisterCarrier(custody_tests::things::our_usb()),
        Act::RegisterOrganisation {
            name: text("丙株式会社"),
            address: None,
            kind: custody_core::record::OrgKind::Disposer,
            parent: None,
        },
    ] {
        assert_eq!(
            s.by(Who::R).act(act).unwrap_err(),
            Denied::Unknown("contract".to_owned())
        );
    }
    s.by(Who::R)
        .act(Act::OpenContract(Box::new(cast::opening())))
        .unwrap();
    let again = s
        .by(Who::R)
        .act(Act::OpenContract(Box::new(cast::opening())))
        .unwrap_err();
    assert_eq!(
        (again.code(), again),
        (8, Denied::Exists("contract".to_owned()))
    );
}

/// §4.3: "Unless combined_roles_allowed, nobody is supervisor and manager/worker at once".
#[test]
fn nobody_supervises_their_own_work() {
    let both = |roles: [Role; 2]| {
        roles
            .map(|role| RoleTerm {
                role,
                from: date("2024-04-01"),
                to: None,
            })
            .to_vec()
    };
    for roles in [
        [Role::Supervisor, Role::Manager],
        [Role::Worker, Role::Supervisor],
    ] {
        for allowed in [false, true] {
            let mut opening = cast::opening();
            opening.contract.profile.combined_roles_allowed = allowed;
            opening.people[0].roles = both(roles);
            opening.people[0].work_scope = vec![Text::new("税務").unwrap()];
            let mut s = Story::before_receipt();
            s.known = custody_core::record::Register::empty(text("vault.example"));
            s.now = moment("2024-04-01 09:00");
            let result = custody_core::rules::decide(
                &s.known,
                &custody_core::rules::Asked::now(
                    Who::R.into(),
                    Act::OpenContract(Box::new(opening)),
                ),
                s.now,
            );
            assert_eq!(result.is_ok(), allowed, "{roles:?}");
        }
        let mut s = Story::s();
        let mut k = s.known.people[&Who::K.into()].clone();
        k.roles = both(roles);
        k.work_scope = vec![text("税務")];
        let denied = s.by(Who::R).act(Act::ChangePerson(k)).unwrap_err();
        assert_eq!(denied, Denied::Nonsense(Nonsense::Role));
    }
}

/// The journey rule: what is away is opened and copied only under its own, still valid permission.
#[test]
fn away_only_the_named_people_open_and_copy() {
    let mut s = Story::s_under_way(&Wish::carry(&["A-0001/2"], "2024-10-01").persons(&[Who::A]));
    s.by(Who::A).arrive(Where::Takasaki).permitted();
    s.granted(&Wish::copy(&["A-0001/3"]));
    let permission = s.known.journeys[&s.journey()].permission.unwrap();
    s.known
        .permissions
        .get_mut(&permission)
        .unwrap()
        .scope
        .persons = vec![Who::B.into()];
    s.by(Who::A)
        .open("A-0001/3", Where::Takasaki)
        .refused_for(Guard::CarryApproval, "out_of_scope");
    s.by(Who::A)
        .copy("A-0001/3", On::OurUsb, Where::Cabinet)
        .refused_for(Guard::CarryApproval, "out_of_scope");
    s.known
        .permissions
        .get_mut(&permission)
        .unwrap()
        .scope
        .persons = vec![Who::A.into()];
    s.by(Who::A).open("A-0001/3", Where::Takasaki).permitted();
    s.by(Who::A)
        .copy("A-0001/3", On::OurUsb, Where::Cabinet)
        .permitted();
}
