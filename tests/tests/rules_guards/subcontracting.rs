//! 提供, 再委託先報告 and 再委託先返却, and what 乙 owes for a 再委託先: subcontract, provision, sub_persons, sub_pledge, carry_encrypt,
//! carry_approval, copy_approval, storage_ok (§5.3, 14 to 16; contract Art. 14-1, 14-3, 14-4).

use custody_core::record::{
    CarrierId, CarrierType, Custody, Grant, Guard, InstanceKind, Method, OrgId, PersonId,
    Protection, Role, StateName,
};
use custody_core::report::status::Owed;
use custody_core::report::{Balance, Status, recall};
use custody_core::rules::{Act, Denied, NewCheck, NewPledge, NewProvision, Nonsense, WarningCode};
use custody_tests::cast::{On, Where, Who, contractor, date, instance, text};
use custody_tests::story::Story;
use custody_tests::sub::{self, bound, come_back, org, provide, told};
use custody_tests::verdict::{Verdict as _, value, warned};
use custody_tests::wish::Wish;
use std::num::NonZeroU32;

/// S with sealed `/3` on 乙's stick in the cabinet, and 丙 with its people on the list; nothing is granted or recorded.
fn listed() -> Story {
    with_people(Story::s_with_copy())
}

fn with_people(mut s: Story) -> Story {
    s.known.organisations.insert(org(), sub::organisation());
    for person in sub::people() {
        s.known.people.insert(person.id, person);
    }
    s
}

/// The approval to carry `/3` to 高崎, by R, who provides.
fn carried() -> Wish {
    Wish::carry(&["A-0001/3"], "2024-10-01").persons(&[Who::R])
}

fn approved(s: &mut Story) {
    s.granted(&Wish::subcontract(org()));
    s.granted(&Wish::provide(&["A-0001/3"], org()));
    s.granted(&carried());
}

/// As [`listed`], with every approval, and all that is owed recorded.
fn in_order() -> Story {
    let mut s = listed();
    approved(&mut s);
    recorded(&mut s, org());
    s
}

fn recorded(s: &mut Story, org: OrgId) {
    s.by(Who::R).act(told(org)).permitted();
    s.by(Who::R).act(bound(org)).permitted();
}

#[test]
fn each_of_the_articles_stands_before_a_provision_in_its_turn() {
    let three = || provide(&["A-0001/3"]);
    let mut s = listed();
    s.by(Who::A).act(three()).refused(Guard::Role);
    let finding = s.by(Who::R).act(three()).refused(Guard::Subcontract);
    assert_eq!(value(&finding, "org"), "有限会社丙");
    s.granted(&Wish::subcontract(org()));
    let finding = s.by(Who::R).act(three()).refused(Guard::Provision);
    assert_eq!(value(&finding, "party"), "有限会社丙");
    s.granted(&Wish::provide(&["A-0001/3"], org()));
    let finding = s.by(Who::R).act(three()).refused(Guard::SubPersons);
    assert_eq!(value(&finding, "org"), "有限会社丙");
    s.by(Who::R).act(told(org())).permitted();
    let finding = s.by(Who::R).act(three()).refused(Guard::SubPledge);
    assert_eq!(value(&finding, "org"), "有限会社丙");
    s.by(Who::R).act(bound(org())).permitted();
    s.by(Who::R)
        .act(three())
        .refused_for(Guard::CarryApproval, "wrong_kind");
    s.granted(&carried());
    s.by(Who::R).act(three()).permitted();
    assert_eq!(s.state("A-0001/3"), StateName::WithSub);
    let there = &s.known.instances[&instance("A-0001/3")];
    assert_eq!(there.org, org());
    assert_eq!(there.custody, Custody::WithSub { org: org() });
    assert_eq!(s.balance(), [1, 2, 0, 0, 0, 3]);
    s.by(Who::R).act(three()).refused(Guard::BadState);
}

/// "One subject never stands for another" (§4.1), nor one organisation for another.
#[test]
fn the_approval_names_the_organisation_and_is_used_up() {
    let mut s = listed();
    s.granted(&Wish::subcontract(org()));
    s.granted(&Wish::provide(&["A-0001/3"], contractor()));
    s.granted(&carried());
    recorded(&mut s, org());
    s.by(Who::R)
        .act(provide(&["A-0001/3"]))
        .refused_for(Guard::Provision, "out_of_scope");
    let mut s = in_order();
    s.by(Who::R).act(provide(&["A-0001/3"])).permitted();
    s.by(Who::R)
        .act(come_back(&["A-0001/3"], Where::Cabinet))
        .permitted();
    let finding = s
        .by(Who::R)
        .act(provide(&["A-0001/3"]))
        .refused_for(Guard::Provision, "exhausted");
    assert_eq!(value(&finding, "party"), "有限会社丙");
    // 乙 is nobody's 再委託先, and 甲 is provided nothing.
    for org in [1, 2].map(|n| OrgId::new(n).unwrap()) {
        let new = NewProvision {
            org,
            ..sub::provision(&["A-0001/3"])
        };
        s.by(Who::R)
            .act(Act::Provide(Box::new(new)))
            .refused(Guard::Subcontract);
    }
}

#[test]
fn what_is_in_the_clear_is_not_provided() {
    let mut s = in_order();
    s.known
        .instances
        .get_mut(&instance("A-0001/3"))
        .unwrap()
        .protection = Protection::None;
    s.by(Who::R)
        .act(provide(&["A-0001/3"]))
        .refused(Guard::CarryEncrypt);
}

/// 「速やかに書面で甲に連絡」 (14-3): somebody who came later is not known to 甲 until it is told again.
#[test]
fn a_change_of_the_staff_is_told_before_anything_more_is_provided() {
    let mut s = in_order();
    let late = PersonId::new(30).unwrap();
    let person = sub::person(late, "新人丙", Role::SubWorker);
    s.known.people.insert(late, person);
    s.by(Who::R)
        .act(provide(&["A-0001/3"]))
        .refused(Guard::SubPersons);
    s.by(Who::R).act(told(org())).permitted();
    s.by(Who::R).act(provide(&["A-0001/3"])).permitted();
    // Without a セキュリティ責任者 there is nothing to tell.
    let mut s = in_order();
    s.known.people.remove(&sub::security());
    s.by(Who::R)
        .act(provide(&["A-0001/3"]))
        .refused(Guard::SubPersons);
    let told = s.by(Who::R).act(told(org()));
    assert_eq!(told.unwrap_err(), Denied::Nonsense(Nonsense::NoSecurity));
}

/// "Each organisation of the chain needs its own 14-1 approval" (§5.4), and its own notice and pledge.
#[test]
fn a_sub_subcontractor_answers_for_its_chain() {
    let mut s = listed();
    approved(&mut s);
    let below = OrgId::new(4).unwrap();
    s.known
        .organisations
        .insert(below, sub::entry(below, "合同会社丁", org()));
    let accepts = PersonId::new(40).unwrap();
    let mut person = sub::person(accepts, "保安丁", Role::SubSecurity);
    person.employer = below;
    s.known.people.insert(accepts, person);
    let mut to_below = Wish::provide(&["A-0001/3"], below);
    to_below.uses = custody_core::record::Uses::SINGLE;
    s.granted(&to_below);
    let ask = || {
        Act::Provide(Box::new(NewProvision {
            org: below,
            accepted_by: Some(accepts),
            ..sub::provision(&["A-0001/3"])
        }))
    };
    let names = |s: &mut Story, guard| {
        let finding = s.by(Who::R).act(ask()).refusal().finding;
        assert_eq!(finding.guard, guard);
        value(&finding, "org")
    };
    assert_eq!(names(&mut s, Guard::Subcontract), "合同会社丁");
    s.granted(&Wish::subcontract(below));
    assert_eq!(names(&mut s, Guard::SubPersons), "合同会社丁");
    s.by(Who::R).act(told(below)).permitted();
    assert_eq!(names(&mut s, Guard::SubPersons), "有限会社丙");
    s.by(Who::R).act(told(org())).permitted();
    assert_eq!(names(&mut s, Guard::SubPledge), "合同会社丁");
    s.by(Who::R).act(bound(below)).permitted();
    assert_eq!(names(&mut s, Guard::SubPledge), "有限会社丙");
    s.by(Who::R).act(bound(org())).permitted();
    s.by(Who::R).act(ask()).permitted();
    // The one above it was never approved.
    let mut s = listed();
    s.known
        .organisations
        .insert(below, sub::entry(below, "合同会社丁", org()));
    s.granted(&Wish::subcontract(below));
    assert_eq!(names(&mut s, Guard::Subcontract), "有限会社丙");
}

#[test]
fn the_security_manager_of_that_organisation_accepts_and_is_trained() {
    let mut s = in_order();
    let by = |person: PersonId| {
        Act::Provide(Box::new(NewProvision {
            accepted_by: Some(person),
            ..sub::provision(&["A-0001/3"])
        }))
    };
    s.by(Who::R).act(by(sub::worker())).refused(Guard::Role);
    s.by(Who::R).act(by(Who::K.into())).refused(Guard::Role);
    s.known.people.get_mut(&sub::security()).unwrap().training = None;
    s.by(Who::R)
        .act(by(sub::security()))
        .refused(Guard::Trained);
}

/// On a journey, what the manager holds is provided where it is, and the journey has it no more.
#[test]
fn what_is_away_is_provided_by_the_manager_who_holds_it() {
    let mut s = listed();
    approved(&mut s);
    recorded(&mut s, org());
    s.by(Who::R).brief().permitted();
    s.clock("2024-10-01 10:00");
    s.by(Who::R).carry_as_is(On::OurUsb, None).permitted();
    s.by(Who::R).act(provide(&["A-0001/3"])).permitted();
    assert_eq!(s.state("A-0001/3"), StateName::WithSub);
    let journey = &s.known.journeys[&s.journey()];
    assert!(journey.carried.is_empty(), "{journey:?}");
}

/// What the approval names goes as a package of it.
#[test]
fn a_package_is_provided_under_the_approval_of_its_source() {
    let carry = Wish::carry(&["A-0001/2"], "2024-10-01").persons(&[Who::R]);
    let mut s = with_people(Story::s());
    s.granted(&carry);
    s.granted(&Wish::subcontract(org()));
    recorded(&mut s, org());
    s.by(Who::R).brief().permitted();
    s.clock("2024-10-01 10:00");
    s.by(Who::R)
        .carry_package("A-0001/2", On::OurUsb)
        .permitted();
    s.by(Who::R)
        .act(provide(&["A-0001/3"]))
        .refused_for(Guard::Provision, "wrong_kind");
    s.granted(&Wish::provide(&["A-0001/2"], org()));
    s.by(Who::R).act(provide(&["A-0001/3"])).permitted();
    assert_eq!(s.state("A-0001/3"), StateName::WithSub);
}

/// What lies on a machine of 乙 does not go: a package of it does.
#[test]
fn what_lies_on_a_machine_stays_there() {
    let mut s = in_order();
    s.granted(&Wish::provide(&["A-0001/2"], org()));
    let mut carry = Wish::carry(&["A-0001/2"], "2024-10-01").persons(&[Who::R]);
    carry.scope.carriers = vec![On::Machine.into()];
    s.granted(&carry);
    let denied = s.by(Who::R).act(provide(&["A-0001/2"]));
    assert_eq!(denied.unwrap_err(), Denied::Nonsense(Nonsense::StaysHere));
}

/// 16: back into storage; what is still there of the same asset is said (W11).
#[test]
fn what_comes_back_is_stored_and_the_rest_is_named() {
    let mut s = in_order();
    s.by(Who::R).act(provide(&["A-0001/3"])).permitted();
    s.by(Who::R)
        .act(come_back(&["A-0001/3"], Where::Desk))
        .refused(Guard::StorageOk);
    s.by(Who::A)
        .act(come_back(&["A-0001/3"], Where::Cabinet))
        .refused(Guard::Role);
    let mut other = s.known.instances[&instance("A-0001/3")].clone();
    other.id = instance("A-0001/2");
    s.known.instances.insert(other.id, other);
    let back = s
        .by(Who::R)
        .act(come_back(&["A-0001/3"], Where::Cabinet))
        .permitted();
    warned(&back, &[WarningCode::CopiesRemain]);
    assert_eq!(s.state("A-0001/3"), StateName::Held);
    assert_eq!(s.known.instances[&instance("A-0001/3")].org, contractor());
    let back = s
        .by(Who::R)
        .act(come_back(&["A-0001/2"], Where::Cabinet))
        .permitted();
    warned(&back, &[]);
    s.by(Who::R)
        .act(come_back(&["A-0001/3"], Where::Cabinet))
        .refused(Guard::BadState);
    assert!(Balance::of(&s.known).agrees());
}

/// S with `/3` at 丙, and its own stick, C-0004, on the register.
fn there() -> Story {
    let mut s = in_order();
    s.by(Who::R).act(provide(&["A-0001/3"])).permitted();
    s.by(Who::R)
        .act(Act::RegisterCarrier(sub::stick()))
        .permitted();
    s
}

fn its_stick() -> CarrierId {
    CarrierId::new(4).unwrap()
}

/// To copy `/3` at 丙 onto its stick, by its セキュリティ責任者.
fn may_copy(times: u32) -> Wish {
    let mut wish = Wish::copy(&["A-0001/3"]).times(times);
    wish.scope.carriers = vec![its_stick()];
    wish.scope.persons = vec![sub::security()];
    wish.scope.orgs = vec![org()];
    wish
}

/// 15: a new holding is a 複製, whoever makes it (Art. 13-4).
#[test]
fn what_a_subcontractor_makes_needs_an_approval_that_names_it() {
    let mut s = there();
    let made = |of: &str, carrier: CarrierId| sub::report(2, Some(sub::holding(of, carrier)), None);
    let ask = |s: &mut Story| s.by(sub::security()).act(made("A-0001/3", its_stick()));
    ask(&mut s).refused_for(Guard::CopyApproval, "wrong_kind");
    let mut elsewhere = may_copy(1);
    elsewhere.scope.orgs.clear();
    s.granted(&elsewhere);
    ask(&mut s).refused_for(Guard::CopyApproval, "out_of_scope");
    let mut s = there();
    s.granted(&may_copy(1));
    s.by(Who::A)
        .act(made("A-0001/3", its_stick()))
        .refused(Guard::Role);
    s.by(sub::worker())
        .act(made("A-0001/3", its_stick()))
        .refused(Guard::Role);
    // What is with 乙 is nothing of 丙's.
    s.by(sub::security())
        .act(made("A-0001/2", its_stick()))
        .refused(Guard::Role);
    ask(&mut s).permitted();
    let holding = &s.known.instances[&instance("A-0001/4")];
    assert_eq!(holding.kind, InstanceKind::SubHolding);
    assert_eq!(holding.custody, Custody::WithSub { org: org() });
    assert_eq!(holding.parent, Some(instance("A-0001/3")));
    assert_eq!(s.balance(), [1, 3, 0, 0, 0, 4]);
    ask(&mut s).refused_for(Guard::CopyApproval, "exhausted");
}

#[test]
fn each_holding_takes_a_use_and_lies_on_a_registered_carrier() {
    let mut s = there();
    let mut two = sub::holding("A-0001/3", its_stick());
    two.copies = NonZeroU32::new(2).unwrap();
    s.granted(&may_copy(3));
    s.by(sub::security())
        .act(sub::report(3, Some(two), None))
        .permitted();
    s.by(sub::security())
        .act(sub::report(5, Some(two), None))
        .refused_for(Guard::CopyApproval, "exhausted");
    let mut wish = may_copy(1);
    wish.scope.types = CarrierType::ALL.to_vec();
    s.granted(&wish);
    let mut strange = sub::holding("A-0001/3", its_stick());
    let retired = s.known.carriers.get_mut(&its_stick()).unwrap();
    retired.retired = true;
    s.by(sub::security())
        .act(sub::report(4, Some(strange), None))
        .refused(Guard::CarrierKnown);
    strange.carrier = CarrierId::new(77).unwrap();
    s.by(sub::security())
        .act(sub::report(4, Some(strange), None))
        .refused_for(Guard::CopyApproval, "out_of_scope");
    let mut many = two;
    many.copies = NonZeroU32::new(51).unwrap();
    let denied = s.by(sub::security()).act(sub::report(4, Some(many), None));
    assert_eq!(denied.unwrap_err(), Denied::Nonsense(Nonsense::Quantities));
}

/// Art. 13-2 holds at a 再委託先 too: what it ended had been approved, by that method.
#[test]
fn what_a_subcontractor_ended_was_approved_to_be_destroyed() {
    let mut s = there();
    s.granted(&may_copy(1));
    let made = sub::holding("A-0001/3", its_stick());
    s.by(sub::security())
        .act(sub::report(2, Some(made), None))
        .permitted();
    let end = |numbers: &[&str], method| sub::report(1, None, Some(sub::ended(numbers, method)));
    s.by(sub::security())
        .act(end(&["A-0001/4"], Method::Physical))
        .refused(Guard::DestroyApproval);
    s.granted(&Wish::destroy(
        &["A-0001/4"],
        &[Method::Physical, Method::Degauss],
    ));
    s.by(sub::security())
        .act(end(&["A-0001/4"], Method::Degauss))
        .refused(Guard::DestroyMethod);
    // What was provided is no holding of its own.
    s.granted(&Wish::destroy(&["A-0001/3"], &[Method::Physical]));
    s.by(sub::security())
        .act(end(&["A-0001/3"], Method::Physical))
        .refused(Guard::BadState);
    s.by(sub::security())
        .act(end(&["A-0001/4"], Method::Physical))
        .permitted();
    assert_eq!(s.state("A-0001/4"), StateName::Destroyed);
    assert_eq!(s.balance(), [1, 3, 0, 1, 0, 3]);
    let count = s.known.organisations[&org()].supervision.count.unwrap();
    assert_eq!((count.counted, count.by), (1, sub::security()));
}

/// A presence that 甲 asked for is not replaced by the word of the 再委託先; what the copy was made under may have
/// allowed its end.
#[test]
fn the_end_of_a_holding_may_be_preapproved_and_may_want_a_witness() {
    let mut s = there();
    let mut wish = may_copy(1);
    wish.grant = Grant::Copy {
        disposal_preapproved: vec![Method::Physical],
    };
    s.granted(&wish);
    let made = sub::holding("A-0001/3", its_stick());
    s.by(sub::security())
        .act(sub::report(2, Some(made), None))
        .permitted();
    let mut watched = s.clone();
    let ended = || sub::report(1, None, Some(sub::ended(&["A-0001/4"], Method::Physical)));
    s.by(sub::security()).act(ended()).permitted();
    let holding = watched.known.instances.get_mut(&instance("A-0001/4"));
    holding.unwrap().permission = None;
    let mut wish = Wish::destroy(&["A-0001/4"], &[Method::Physical]);
    wish.grant = Grant::Destroy {
        removal_included: false,
        unsanitised_release: false,
        witness_required: true,
    };
    watched.granted(&wish);
    watched
        .by(sub::security())
        .act(ended())
        .refused(Guard::WitnessOther);
}

/// The recall list (§6, Art. 14): who has what at any depth, and who answers for it; and what is owed for them.
#[test]
fn what_is_with_subcontractors_is_listed_with_who_answers_for_it() {
    let day = date("2024-10-01");
    let s = in_order();
    assert_eq!(recall(&s.known, day), []);
    let mut s = there();
    s.granted(&may_copy(1));
    let made = sub::holding("A-0001/3", its_stick());
    s.by(sub::security())
        .act(sub::report(3, Some(made), None))
        .permitted();
    let below = OrgId::new(4).unwrap();
    s.known
        .organisations
        .insert(below, sub::entry(below, "合同会社丁", org()));
    let deeper = s.known.instances.get_mut(&instance("A-0001/4")).unwrap();
    deeper.custody = Custody::WithSub { org: below };
    deeper.org = below;
    let keepers = recall(&s.known, day);
    let said: Vec<_> = keepers
        .iter()
        .map(|k| (k.name.as_str(), k.tier, k.chain.join(">"), k.things.len()))
        .collect();
    assert_eq!(
        said,
        [
            ("有限会社丙", 1, "乙株式会社>有限会社丙".to_owned(), 1),
            (
                "合同会社丁",
                2,
                "乙株式会社>有限会社丙>合同会社丁".to_owned(),
                1
            ),
        ]
    );
    assert_eq!(keepers[0].security[0].name, "保安丙");
    assert_eq!(keepers[0].things[0].id, instance("A-0001/3"));
    assert!(keepers[0].differs() && !keepers[1].differs());
    let owed: Vec<_> = Status::of(&s.known, s.now)
        .subcontractors
        .iter()
        .map(|due| (due.name.clone(), due.owed))
        .collect();
    let (first, second) = ("有限会社丙".to_owned(), "合同会社丁".to_owned());
    assert_eq!(
        owed,
        [
            (first.clone(), Owed::Check),
            (
                first,
                Owed::Count {
                    counted: 3,
                    registered: 1
                }
            ),
            (second.clone(), Owed::Notice),
            (second.clone(), Owed::Pledge),
            (second, Owed::Check),
        ]
    );
}

/// Nothing is owed for a 再委託先 that 甲 has not approved and that has nothing.
#[test]
fn nothing_is_owed_for_who_is_not_yet_a_subcontractor() {
    let mut s = listed();
    assert!(Status::of(&s.known, s.now).subcontractors.is_empty());
    s.granted(&Wish::subcontract(org()));
    let owed = |s: &Story| -> Vec<Owed> {
        let due = Status::of(&s.known, s.now).subcontractors;
        due.iter().map(|due| due.owed).collect()
    };
    assert_eq!(owed(&s), [Owed::Notice, Owed::Pledge]);
    recorded(&mut s, org());
    assert_eq!(owed(&s), []);
}

/// It is not tested for 16 whether the contract still runs: what comes back after it is a fact.
#[test]
fn after_the_contract_nothing_is_provided_and_everything_comes_back() {
    let mut s = in_order();
    s.by(Who::R).act(provide(&["A-0001/3"])).permitted();
    s.clock("2025-04-01 09:00");
    s.by(Who::R)
        .act(come_back(&["A-0001/3"], Where::Cabinet))
        .permitted();
    s.by(Who::R)
        .act(provide(&["A-0001/3"]))
        .refused(Guard::ContractActive);
}

/// Art. 12 and 14-4: who pledged, and when; never in advance, and never 甲.
#[test]
fn pledges_are_of_people_or_of_a_subcontractor() {
    let mut s = listed();
    let new = |persons: &[Who], org: Option<OrgId>, on: &str| {
        Act::RecordPledge(Box::new(NewPledge {
            persons: persons.iter().map(|who| (*who).into()).collect(),
            org,
            on: date(on),
            terms: text("特記事項 令和6年4月版"),
            document: None,
        }))
    };
    let given = "2024-09-01";
    s.by(Who::R)
        .act(new(&[Who::A, Who::B], None, given))
        .permitted();
    for who in [Who::A, Who::B] {
        let pledge = s.known.people[&who.into()].pledge.as_ref().unwrap();
        assert_eq!(pledge.on, date(given));
    }
    for (asked, wrong) in [
        (new(&[], None, given), Nonsense::Empty),
        (new(&[Who::A], Some(org()), given), Nonsense::Mixed),
        (new(&[Who::G], None, given), Nonsense::Role),
        (new(&[Who::A], None, "2024-10-02"), Nonsense::Dates),
        (
            new(&[], Some(contractor()), given),
            Nonsense::NotASubcontractor,
        ),
    ] {
        let denied = s.by(Who::R).act(asked);
        assert_eq!(denied.unwrap_err(), Denied::Nonsense(wrong));
    }
}

/// Art. 14-2 wants an address: it can be given later. Where it stands in the chain is what 甲 approved, and stays.
#[test]
fn an_organisation_gets_a_new_name_and_address_and_keeps_its_place() {
    let mut s = in_order();
    let change = |org: u32, name: Option<&str>, address: Option<&str>| Act::ChangeOrganisation {
        org: OrgId::new(org).unwrap(),
        name: name.map(text),
        address: address.map(text),
    };
    s.by(Who::R)
        .act(change(3, None, Some("高崎市2番地")))
        .permitted();
    s.by(Who::R)
        .act(change(3, Some("丙合同会社"), None))
        .permitted();
    let entry = &s.known.organisations[&org()];
    assert_eq!(entry.name, text("丙合同会社"));
    assert_eq!(entry.address, Some(text("高崎市2番地")));
    assert_eq!(entry.parent, Some(contractor()));
    assert!(entry.supervision.notice.is_some());
    let denied = s.by(Who::R).act(change(3, None, None));
    assert_eq!(denied.unwrap_err(), Denied::Nonsense(Nonsense::Unchanged));
    let denied = s.by(Who::R).act(change(77, None, Some("高崎市")));
    assert_eq!(denied.unwrap_err(), Denied::Unknown("O-77".to_owned()));
}

/// Art. 14-4: the latest check stands, and says nothing that no form may say.
#[test]
fn a_check_on_a_subcontractor_is_on_record() {
    let mut s = in_order();
    let check = |findings: &str| {
        Act::CheckSub(Box::new(NewCheck {
            org: org(),
            on: date("2024-10-01"),
            counted: 1,
            findings: Some(text(findings)),
            remedy: Some(text("記録簿を改めた")),
        }))
    };
    s.by(Who::K).act(check("施錠の記録に漏れ")).permitted();
    let of = s.known.organisations[&org()]
        .supervision
        .check
        .clone()
        .unwrap();
    assert_eq!((of.by, of.counted), (Who::K.into(), 1));
    s.by(Who::K)
        .act(check("データは 復元不可能 です"))
        .refused(Guard::ForbiddenWord);
}
