//! The base guards (§5.2): contract, list, role, employer, training, scope, freeze, holder.

use custody_core::record::{Guard, OrgId, OrgKind, Organisation, PersonId, RoleTerm, StateName};
use custody_core::rules::{Act, NewCarrier, Receive, ReceivedOn, WarningCode};
use custody_tests::cast::{
    self, On, PURPOSE, WELFARE, Where, Who, contractor, date, instance, text,
};
use custody_tests::story::Story;
use custody_tests::things::{our_usb, usb_receipt};
use custody_tests::verdict::{Verdict as _, value, warned};
use custody_tests::wish::Wish;

#[test]
fn nothing_is_received_before_the_term_or_after_it() {
    let mut s = Story::before_receipt();
    s.known.contract.as_mut().unwrap().term.from = date("2024-04-03");
    let finding = s
        .by(Who::A)
        .receive(usb_receipt())
        .refused(Guard::ContractActive);
    assert_eq!(value(&finding, "from"), "2024-04-03");
    s.clock("2024-04-03 00:00");
    s.by(Who::A).receive(usb_receipt()).permitted();
    s.clock("2025-03-31 23:59");
    s.by(Who::A).receive(usb_receipt()).permitted();
    let finding = s
        .by(Who::A)
        .receive(usb_receipt())
        .refused(Guard::ContractActive);
    assert_eq!(value(&finding, "date"), "2025-03-31");
}

#[test]
fn after_the_term_what_is_out_comes_back_and_goes_home() {
    let mut s = Story::s_under_way(&Wish::carry(&["A-0001/2"], "2024-10-01"));
    s.by(Who::A).take("A-0001/1").permitted();
    s.granted(&Wish::destroy(
        &["A-0001/3"],
        &[custody_core::record::Method::CryptoErase],
    ));
    s.known.contract.as_mut().unwrap().ended = Some(custody_tests::gunma::terminated("2024-10-01"));
    s.by(Who::A).arrive(Where::Takasaki).permitted();
    s.by(Who::A)
        .open("A-0001/3", Where::Takasaki)
        .refused(Guard::ContractActive);
    s.by(Who::A).back(Where::Cabinet).permitted();
    s.by(Who::A).store("A-0001/1", Where::Cabinet).permitted();
    s.by(Who::A).take("A-0001/1").refused(Guard::ContractActive);
    s.by(Who::A)
        .destroy(
            "A-0001/3",
            custody_core::record::Method::CryptoErase,
            Who::K,
        )
        .permitted();
    s.by(Who::A)
        .give_back(&["A-0001/1", "A-0001/2"], true)
        .permitted();
}

#[test]
fn who_is_not_on_the_list_on_the_day_does_nothing() {
    let mut s = Story::s();
    let stranger = PersonId::new(99).unwrap();
    let finding = s.by(stranger).take("A-0001/1").refused(Guard::ListedPerson);
    assert_eq!(value(&finding, "name"), "H-099");

    s.known.people.get_mut(&Who::A.into()).unwrap().roles[0].to = Some(date("2024-10-01"));
    s.by(Who::A).take("A-0001/1").permitted();
    s.by(Who::A).store("A-0001/1", Where::Cabinet).permitted();
    s.clock("2024-10-02 00:00");
    let finding = s.by(Who::A).take("A-0001/1").refused(Guard::ListedPerson);
    assert_eq!(value(&finding, "name"), "作業者A");
}

#[test]
fn a_role_of_another_day_does_not_count() {
    let mut s = Story::s();
    let finding = s.by(Who::K).take("A-0001/1").refused(Guard::Role);
    assert_eq!(
        (value(&finding, "name"), value(&finding, "role")),
        ("監督者K".into(), "supervisor".into())
    );
    let mut k = s.known.people[&Who::K.into()].clone();
    k.roles[0].to = Some(date("2024-10-01"));
    k.roles.push(RoleTerm {
        role: custody_core::record::Role::Worker,
        from: date("2024-10-02"),
        to: None,
    });
    k.work_scope = vec![text("税務")];
    s.by(Who::R).act(Act::ChangePerson(k)).permitted();
    s.by(Who::K).take("A-0001/1").refused(Guard::Role);
    s.clock("2024-10-02 09:00");
    s.by(Who::K).take("A-0001/1").permitted();
}

#[test]
fn the_employer_is_the_contractor_or_an_approved_chain() {
    let mut s = Story::s();
    let org = |s: &mut Story, id: u32, kind, parent, approved: bool| {
        let id = OrgId::new(id).unwrap();
        let entry = Organisation {
            id,
            name: text("丙株式会社"),
            address: None,
            kind,
            parent,
            supervision: Default::default(),
        };
        s.known.organisations.insert(id, entry);
        if approved {
            s.granted(&Wish::subcontract(id));
        }
        id
    };
    let (sub, disposer) = (OrgKind::Subcontractor, OrgKind::Disposer);
    let approved = org(&mut s, 3, sub, Some(contractor()), true);
    let unapproved = org(&mut s, 4, sub, Some(contractor()), false);
    let below_unapproved = org(&mut s, 5, sub, Some(unapproved), true);
    let below_approved = org(&mut s, 6, sub, Some(approved), true);
    let unapproved_below = org(&mut s, 7, sub, Some(approved), false);
    let disposes = org(&mut s, 8, disposer, None, true);
    for (employer, good) in [
        (contractor(), true),
        (approved, true),
        (below_approved, true),
        (unapproved, false),
        (below_unapproved, false),
        (unapproved_below, false),
        (disposes, false),
        (OrgId::new(1).unwrap(), false),
        (OrgId::new(99).unwrap(), false),
    ] {
        let mut s = s.clone();
        s.known.people.get_mut(&Who::A.into()).unwrap().employer = employer;
        let result = s.by(Who::A).take("A-0001/1");
        if good {
            result.permitted();
        } else {
            let finding = result.refused(Guard::EmployerKnown);
            assert_eq!(value(&finding, "name"), "作業者A");
            let name = s
                .known
                .organisations
                .get(&employer)
                .map_or("O-99", |o| o.name.as_str());
            assert_eq!(value(&finding, "org"), name);
        }
    }
}

#[test]
fn a_training_counts_from_its_day_to_its_last_and_only_with_the_terms() {
    let mut s = Story::s();
    let with = |s: &mut Story, on: &str, until: &str, covers_terms: bool| {
        let training = custody_core::record::Training {
            on: date(on),
            valid_until: date(until),
            covers_terms,
            understanding: None,
            ..cast::training()
        };
        s.known.people.get_mut(&Who::A.into()).unwrap().training = Some(training);
    };
    for (on, until, covers) in [
        ("2024-04-01", "2024-09-30", true),
        ("2024-10-02", "2025-03-31", true),
        ("2024-04-01", "2025-03-31", false),
    ] {
        with(&mut s, on, until, covers);
        let finding = s.by(Who::A).take("A-0001/1").refused(Guard::Trained);
        assert_eq!(value(&finding, "date"), until);
    }
    with(&mut s, "2024-10-01", "2024-10-01", true);
    s.by(Who::A).take("A-0001/1").permitted();
}

#[test]
fn a_worker_stays_within_the_scope_and_a_manager_has_none() {
    let mut s = Story::s();
    let welfare = || Receive {
        work_item: text("福祉"),
        info_category: text("福祉"),
        purpose: text(WELFARE),
        on: ReceivedOn::Medium(NewCarrier {
            serial: Some(text("S500")),
            ..our_usb()
        }),
        ..usb_receipt()
    };
    let finding = s.by(Who::A).receive(welfare()).refused(Guard::WorkScope);
    assert_eq!(
        (value(&finding, "work"), value(&finding, "name")),
        ("福祉".into(), "作業者A".into())
    );
    s.by(Who::R).receive(welfare()).permitted();
    s.by(Who::A)
        .take_for("A-0002/1", Where::Maebashi, WELFARE)
        .refused(Guard::WorkScope);
    s.by(Who::R)
        .take_for("A-0002/1", Where::Maebashi, WELFARE)
        .permitted();
}

/// §5.2, frozen: "blocks open, copy, print, carry, transmit, provide, destroy; never store, close, arrive, back,
/// hand-over, return, incident, examine, inventory".
#[test]
fn an_incident_freezes_the_asset_and_lets_everything_come_home() {
    use custody_core::record::Method;
    let mut s = Story::s_under_way(&Wish::carry(&["A-0001/2"], "2024-10-01").times(2));
    s.granted(&Wish::copy(&["A-0001/2"]));
    s.granted(&Wish::destroy(&["A-0001/2"], &[Method::CryptoErase]));
    s.by(Who::B).open("A-0001/2", Where::Maebashi).permitted();
    s.by(Who::A).lost(&["A-0001/1"]).permitted();
    let mut again = s.clone();

    for refused in [
        s.by(Who::A).open("A-0001/2", Where::Maebashi),
        s.by(Who::A).copy("A-0001/2", On::OurUsb, Where::Cabinet),
        s.by(Who::A)
            .destroy("A-0001/2", Method::CryptoErase, Who::K),
    ] {
        let finding = refused.refused(Guard::Frozen);
        assert_eq!(
            (value(&finding, "id"), value(&finding, "no")),
            ("A-0001/2".into(), "I-0001".into())
        );
    }
    s.by(Who::R)
        .act(Act::Request(Box::new(
            Wish::carry(&["A-0001/2"], "2024-10-02").request(),
        )))
        .permitted();
    s.by(Who::A).brief().permitted();
    s.by(Who::A)
        .carry_package("A-0001/2", On::OurUsb)
        .refused(Guard::Frozen);

    again.by(Who::A).arrive(Where::Takasaki).permitted();
    again.by(Who::A).back(Where::Cabinet).permitted();
    again.by(Who::B).close("A-0001/4").permitted();
    again
        .by(Who::A)
        .store("A-0001/3", Where::Cabinet)
        .permitted();
    again.by(Who::A).found("A-0001/1").permitted();
    again
        .by(Who::A)
        .give_back(&["A-0001/3", "A-0001/1"], false)
        .permitted();
    for incident in again.known.incidents.values_mut() {
        incident.freeze_lifted = true;
    }
    again
        .by(Who::A)
        .open("A-0001/2", Where::Maebashi)
        .permitted();
}

#[test]
fn an_incident_of_one_asset_does_not_freeze_another() {
    let mut s = Story::s();
    s.by(Who::A)
        .receive(Receive {
            on: ReceivedOn::Medium(NewCarrier {
                serial: Some(text("S500")),
                ..our_usb()
            }),
            ..usb_receipt()
        })
        .permitted();
    s.by(Who::A).lost(&["A-0002/1"]).permitted();
    s.by(Who::A).open("A-0001/2", Where::Maebashi).permitted();
}

#[test]
fn only_the_holder_puts_away_what_is_in_use() {
    let mut s = Story::s();
    s.by(Who::A).take("A-0001/1").permitted();
    for other in [
        s.by(Who::B).store("A-0001/1", Where::Cabinet),
        s.by(Who::R).give_back(&["A-0001/1"], false),
    ] {
        let finding = other.refused(Guard::HolderOnly);
        assert_eq!(
            (value(&finding, "id"), value(&finding, "name")),
            ("A-0001/1".into(), "作業者A".into())
        );
    }
    s.by(Who::A).store("A-0001/1", Where::Cabinet).permitted();
    s.by(Who::B).take("A-0001/1").permitted();
}

/// §5.2: "For the facts 3, 5, 11, 12, 16, 28 only role, bad_state and holder_only of base are tested."
#[test]
fn a_fact_is_recorded_by_whoever_has_lost_training_and_scope() {
    let mut s = Story::s_under_way(&Wish::carry(&["A-0001/2"], "2024-10-01"));
    s.by(Who::A).take("A-0001/1").permitted();
    s.by(Who::A).open("A-0001/1", Where::Maebashi).permitted();
    let a = s.known.people.get_mut(&Who::A.into()).unwrap();
    a.training = None;
    a.work_scope = vec![text("福祉")];
    s.by(Who::A).close("A-0001/4").permitted();
    s.by(Who::A).store("A-0001/1", Where::Cabinet).permitted();
    s.by(Who::A).arrive(Where::Takasaki).permitted();
    s.by(Who::A).back(Where::Cabinet).permitted();
    s.by(Who::A)
        .take_for("A-0001/1", Where::Maebashi, PURPOSE)
        .refused(Guard::Trained);
}

/// §4.3: "declare a loss: anyone listed, past or present, whatever their training".
#[test]
fn a_loss_is_declared_by_anyone_who_ever_was_on_the_list() {
    let mut s = Story::s();
    s.known.people.get_mut(&Who::C.into()).unwrap().roles[0].to = Some(date("2024-09-30"));
    s.by(Who::C).lost(&["A-0001/1", "A-0001/2"]).permitted();
    assert_eq!(s.state("A-0001/1"), StateName::Missing);
    s.by(Who::G).found("A-0001/1").permitted();
}

/// The nearest working copy that stands open too long is warned of (W08).
#[test]
fn an_overdue_working_copy_is_warned_of_when_another_is_opened() {
    let mut s = Story::s();
    let opened = s.by(Who::A).open("A-0001/2", Where::Maebashi).permitted();
    warned(&opened, &[]);
    s.clock("2024-10-01 21:01");
    let again = s.by(Who::A).open("A-0001/2", Where::Maebashi).permitted();
    warned(&again, &[WarningCode::WorkingCopyOverdue]);
    assert_eq!(again.warnings()[0].about, "A-0001/3");
    assert!(s.known.instances[&instance("A-0001/3")].expires.is_some());
}
