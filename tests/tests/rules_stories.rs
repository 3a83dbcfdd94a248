//! The acceptance stories of `domain.md` §9 as far as their transitions are built, on the rules alone. Stories 5–7 stand
//! in `rules_guards/papers.rs`, 16, 17 and 35 in `rules_guards/orders.rs`, 34 in `rules_guards/terms.rs`, those of later
//! transitions in `rules_stories_things`.

use custody_core::record::{Custody, Date, Event, Guard, Method, StateName};
use custody_core::rules::{Act, Unregistered, WarningCode};
use custody_tests::cast::{On, PURPOSE, Where, Who, instance, text};
use custody_tests::story::Story;
use custody_tests::things::{self, usb_receipt};
use custody_tests::verdict::{Verdict as _, value, warned};
use custody_tests::wish::Wish;

/// Story 1.
#[test]
fn what_is_received_into_the_cabinet_is_held_there() {
    let mut s = Story::before_receipt();
    let permitted = s.by(Who::A).receive(usb_receipt()).permitted();
    warned(&permitted, &[WarningCode::ReceivedUnencrypted]);
    let (asset, one) = (
        s.known.assets.values().next().unwrap(),
        &s.known.instances[&instance("A-0001/1")],
    );
    assert_eq!(
        one.custody,
        Custody::Held {
            place: Where::Cabinet.into()
        }
    );
    assert_eq!(one.quantity.to_string(), "120,000件");
    assert_eq!(s.known.carriers[&one.carrier].serial, Some(text("S123")));
    assert_eq!(
        asset.due.map(|d: Date| d.to_string()).as_deref(),
        Some("2025-03-31")
    );
    assert_eq!(s.balance(), [1, 0, 0, 0, 0, 1]);
}

/// Story 2.
#[test]
fn receiving_onto_a_desk_is_refused() {
    let mut s = Story::before_receipt();
    let receive = custody_core::rules::Receive {
        place: Where::Desk.into(),
        ..usb_receipt()
    };
    let finding = s.by(Who::A).receive(receive).refused(Guard::StorageOk);
    assert_eq!(value(&finding, "place"), "事務机");
    assert!(s.known.instances.is_empty() && s.known.counters.asset == 0);
}

/// Story 3.
#[test]
fn an_untrained_worker_takes_nothing_until_trained() {
    let mut s = Story::s();
    let finding = s.by(Who::C).take("A-0001/1").refused(Guard::Trained);
    assert_eq!(
        (
            value(&finding, "name").as_str(),
            value(&finding, "date").as_str()
        ),
        ("作業者C", "-")
    );
    s.trained(Who::C);
    s.by(Who::C).take("A-0001/1").permitted();
    assert_eq!(
        s.known.instances[&instance("A-0001/1")].custody.holder(),
        Some(Who::C.into())
    );
}

/// Story 4.
#[test]
fn copying_without_a_permission_is_refused_and_put_on_record() {
    let mut s = Story::s();
    let finding = s
        .by(Who::A)
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .refused(Guard::CopyApproval);
    assert!(finding.next[0].starts_with("custody request copy A-0001/1"));
    let Event::Refused(refused) = &s.records.last().unwrap().event else {
        panic!("no refusal on record")
    };
    assert_eq!(
        (refused.act.as_str(), refused.rule),
        ("copy", Guard::CopyApproval)
    );
    assert_eq!(refused.about, [text("A-0001/1")]);
    assert_eq!(
        refused.article.as_ref().map(|a| a.japanese()).as_deref(),
        Some("第13条第4項")
    );
    assert_eq!(s.balance(), [1, 1, 0, 0, 0, 2]);
}

/// Story 5, as far as the uses; the paper is in `rules_guards/papers.rs`.
#[test]
fn a_single_permission_makes_one_copy_and_no_second() {
    let mut s = Story::s();
    let permission = s.granted(&Wish::copy(&["A-0001/1"]));
    let made = s
        .by(Who::A)
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .permitted();
    warned(&made, &[]);
    let three = &s.known.instances[&instance("A-0001/3")];
    assert_eq!(
        (three.permission, three.part.clone()),
        (Some(permission), Some(text("1/1")))
    );
    s.by(Who::A)
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .refused_for(Guard::CopyApproval, "exhausted");
    assert_eq!(s.balance(), [1, 2, 0, 0, 0, 3]);
}

/// Story 8.
#[test]
fn a_copy_made_before_the_decision_is_refused_and_can_be_reported() {
    let mut s = Story::s();
    s.clock("2024-10-03 09:00");
    s.granted(&Wish::copy(&["A-0001/1"]).decided_at("2024-10-02 15:00"));
    s.by(Who::A)
        .at("2024-10-01 15:00")
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .refused_for(Guard::CopyApproval, "decided_after");
    s.by(Who::A)
        .at("2024-10-02 16:00")
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .refused_for(Guard::CopyApproval, "registered_after");
    let found = Unregistered {
        asset: instance("A-0001/1").asset,
        carrier: On::OurUsb.into(),
        kind: custody_core::record::InstanceKind::Copy,
        same_as: None,
        place: text("事務机の上"),
        circumstances: None,
    };
    s.by(Who::C).act(Act::ReportUnregistered(found)).permitted();
    assert_eq!(s.state("A-0001/3"), StateName::Quarantined);
    assert_eq!(s.known.instances[&instance("A-0001/3")].permission, None);
    assert_eq!(s.balance(), [1, 2, 0, 0, 0, 3]);
}

/// Story 9.
#[test]
fn what_the_officer_decides_opens_nothing() {
    let mut s = Story::s();
    s.granted(&Wish::copy(&["A-0001/1"]).decided_by(Who::T));
    s.by(Who::A)
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .refused_for(Guard::CopyApproval, "no_authority");
}

/// Story 10.
#[test]
fn a_permission_to_copy_carries_nothing() {
    let mut s = Story::s();
    // The journey was declined; what there is, is a permission to copy.
    s.by(Who::R)
        .act(Act::Request(Box::new(
            Wish::carry(&["A-0001/2"], "2024-10-01").request(),
        )))
        .permitted();
    s.granted(&Wish::copy(&["A-0001/2"]));
    s.by(Who::A).brief().permitted();
    s.by(Who::A)
        .carry_package("A-0001/2", On::OurUsb)
        .refused_for(Guard::CarryApproval, "wrong_kind");
}

/// Story 11.
#[test]
fn a_medium_in_the_clear_is_not_carried() {
    let mut s = Story::s();
    s.granted(&Wish::carry(&["A-0001/1"], "2024-10-01").carriers(&[On::ClientUsb]));
    s.by(Who::A).brief().permitted();
    let finding = s
        .by(Who::A)
        .carry_as_is(On::ClientUsb, None)
        .refused(Guard::CarryEncrypt);
    assert_eq!(value(&finding, "id"), "A-0001/1");
    // A locked case alone is not 甲's exemption.
    s.by(Who::A)
        .carry_as_is(On::ClientUsb, Some("封印12"))
        .refused(Guard::CarryEncrypt);
    assert_eq!(s.state("A-0001/1"), StateName::Held);
}

/// Story 12.
#[test]
fn nobody_carries_who_was_not_briefed() {
    let mut s = Story::s();
    s.granted(&Wish::carry(&["A-0001/2"], "2024-10-01"));
    let finding = s
        .by(Who::A)
        .carry_package("A-0001/2", On::OurUsb)
        .refused(Guard::CarryBrief);
    assert_eq!(value(&finding, "name"), "作業者A");
    assert_eq!(finding.next, ["custody brief J-0001"]);
    assert_eq!(s.known.permissions.values().next().unwrap().used, 0);
}

/// Story 13.
#[test]
fn a_package_goes_out_and_comes_back_with_three_looks_at_the_seal() {
    let mut s = Story::s();
    let permission = s.granted(&Wish::carry(&["A-0001/2"], "2024-10-01"));
    s.by(Who::A).brief().permitted();
    s.clock("2024-10-01 10:00");
    let out = s
        .by(Who::A)
        .carry_package("A-0001/2", On::OurUsb)
        .permitted();
    warned(&out, &[WarningCode::CarriedAlone]);
    assert_eq!(
        (s.state("A-0001/2"), s.state("A-0001/3")),
        (StateName::Held, StateName::InTransit)
    );
    assert_eq!(s.known.permissions[&permission].used, 1);
    assert_eq!(s.balance(), [1, 2, 0, 0, 0, 3]);
    s.by(Who::A).arrive(Where::Takasaki).permitted();
    assert_eq!(s.state("A-0001/3"), StateName::AtDestination);
    let back = s.by(Who::A).back(Where::Cabinet).permitted();
    warned(&back, &[]);
    assert_eq!(s.state("A-0001/3"), StateName::Held);
    let journey = &s.known.journeys[&s.journey()];
    assert!(journey.back.is_some() && journey.seal_checks.len() == 3);
    assert!(
        journey
            .seal_checks
            .iter()
            .all(|c| c.intact && c.by == Who::A.into())
    );
    // The permission was for one journey.
    s.by(Who::R)
        .act(Act::Request(Box::new(
            Wish::carry(&["A-0001/2"], "2024-10-02").request(),
        )))
        .permitted();
    s.by(Who::A).brief().permitted();
    s.by(Who::A)
        .carry_package("A-0001/2", On::OurUsb)
        .refused_for(Guard::CarryApproval, "exhausted");
}

/// Story 15.
#[test]
fn late_under_way_only_arriving_and_coming_back_are_left() {
    let mut s =
        Story::s_under_way(&Wish::carry(&["A-0001/2"], "2024-10-01").until("2024-10-01 17:00"));
    s.clock("2024-10-01 17:01");
    let arrived = s.by(Who::A).arrive(Where::Takasaki).permitted();
    warned(&arrived, &[WarningCode::LapsedUnderWay]);
    assert!(matches!(
        arrived.record().event,
        Event::Arrived { late: true, .. }
    ));
    assert!(s.known.journeys[&s.journey()].arrived_late);
    s.by(Who::A)
        .open("A-0001/3", Where::Takasaki)
        .refused_for(Guard::CarryApproval, "outside_period");
    let copying = s
        .by(Who::A)
        .copy("A-0001/3", On::OurUsb, Where::Cabinet)
        .refusal();
    assert!(
        copying
            .others
            .iter()
            .any(|f| f.guard == Guard::CarryApproval),
        "the journey rule"
    );
    s.by(Who::A).back(Where::Cabinet).permitted();
    assert_eq!(s.state("A-0001/3"), StateName::Held);
}

/// Story 15 before its hour: what is refused late is allowed in time.
#[test]
fn in_time_a_package_is_opened_at_its_destination() {
    let mut s =
        Story::s_under_way(&Wish::carry(&["A-0001/2"], "2024-10-01").until("2024-10-01 17:00"));
    let arrived = s.by(Who::A).arrive(Where::Takasaki).permitted();
    warned(&arrived, &[]);
    s.by(Who::A).open("A-0001/3", Where::Takasaki).permitted();
    assert_eq!(
        (s.state("A-0001/3"), s.state("A-0001/4")),
        (StateName::AtDestination, StateName::InUse)
    );
}

/// Story 18.
#[test]
fn another_purpose_is_refused() {
    let mut s = Story::s();
    let finding = s
        .by(Who::A)
        .take_for("A-0001/1", Where::Maebashi, "自社製品試験")
        .refused(Guard::OtherPurpose);
    assert_eq!(value(&finding, "use"), "自社製品試験");
    s.by(Who::A)
        .take_for("A-0001/1", Where::Maebashi, PURPOSE)
        .permitted();
}

/// Story 19.
#[test]
fn opening_in_an_office_that_is_no_workplace_is_refused() {
    let mut s = Story::s();
    let finding = s
        .by(Who::A)
        .open("A-0001/2", Where::Osaka)
        .refused(Guard::Workplace);
    assert_eq!(value(&finding, "place"), "大阪事務所");
    s.by(Who::A).open("A-0001/2", Where::Maebashi).permitted();
}

/// Story 20.
#[test]
fn a_whole_return_is_refused_while_copies_are_open_and_a_partial_one_lists_them() {
    let mut s = Story::s_with_copy();
    let partial = s.by(Who::R).give_back(&["A-0001/1"], false).permitted();
    warned(&partial, &[WarningCode::CopiesRemain]);
    let Event::ReturnMade {
        remaining,
        whole: false,
        ..
    } = &partial.record().event
    else {
        panic!("no return")
    };
    assert_eq!(remaining, &[instance("A-0001/2"), instance("A-0001/3")]);
    s.by(Who::R).receipt("A-0001/1", Some("S123")).permitted();

    let finding = s
        .by(Who::R)
        .form(things::form("7-1", &["A-0001/1"], true))
        .refused(Guard::CopiesOpen);
    assert_eq!(value(&finding, "asset"), "A-0001");
    assert_eq!(value(&finding, "ids"), "A-0001/2 A-0001/3");
    s.by(Who::R)
        .form(things::form("7-1", &["A-0001/1"], false))
        .permitted();
}

/// Story 20, at the return itself.
#[test]
fn returning_all_is_refused_while_copies_are_open() {
    let mut s = Story::s_with_copy();
    let finding = s
        .by(Who::R)
        .give_back(&["A-0001/1"], true)
        .refused(Guard::CopiesOpen);
    assert_eq!(value(&finding, "ids"), "A-0001/2 A-0001/3");
    let all = s
        .by(Who::R)
        .give_back(&["A-0001/1", "A-0001/2", "A-0001/3"], true)
        .permitted();
    warned(&all, &[]);
}

/// Story 21.
#[test]
fn a_return_asks_for_no_permission_and_balances() {
    let mut s = Story::s();
    s.granted(&Wish::destroy(&["A-0001/2"], &[Method::CryptoErase]));
    s.by(Who::A)
        .destroy("A-0001/2", Method::CryptoErase, Who::K)
        .permitted();
    s.by(Who::R).give_back(&["A-0001/1"], true).permitted();
    assert_eq!(
        (s.state("A-0001/1"), s.balance()),
        (StateName::ReturnPending, [1, 1, 0, 1, 0, 1])
    );
    s.by(Who::R).receipt("A-0001/1", Some("S123")).permitted();
    assert_eq!(
        (s.state("A-0001/1"), s.balance()),
        (StateName::Returned, [1, 1, 1, 1, 0, 0])
    );
}

/// Story 22.
#[test]
fn a_receipt_with_another_serial_is_refused_and_can_be_rejected() {
    let mut s = Story::s();
    s.by(Who::R).give_back(&["A-0001/1"], false).permitted();
    let finding = s
        .by(Who::R)
        .receipt("A-0001/1", Some("S124"))
        .refused(Guard::ReceiptMatch);
    let values = ["item", "v1", "v2"].map(|key| value(&finding, key));
    assert_eq!(values, ["serial", "S124", "S123"]);
    assert_eq!(s.state("A-0001/1"), StateName::ReturnPending);
    s.by(Who::R)
        .rejected("A-0001/1", Where::Desk)
        .refused(Guard::StorageOk);
    s.by(Who::R)
        .rejected("A-0001/1", Where::Cabinet)
        .permitted();
    assert_eq!(
        (s.state("A-0001/1"), s.balance()),
        (StateName::Held, [1, 1, 0, 0, 0, 2])
    );
}

/// Story 23.
#[test]
fn nothing_is_destroyed_without_an_approval() {
    let mut s = Story::s_with_copy();
    s.by(Who::A)
        .plan_destroy("A-0001/3", Method::Physical)
        .refused(Guard::DestroyApproval);
    s.by(Who::A)
        .destroy("A-0001/3", Method::Physical, Who::K)
        .refused(Guard::DestroyApproval);
    assert_eq!(s.state("A-0001/3"), StateName::Held);
}

/// Story 24.
#[test]
fn the_doer_is_no_witness_and_a_stick_is_not_degaussed() {
    let mut s = Story::s_with_copy();
    let permission = s.granted(&Wish::destroy(
        &["A-0001/3"],
        &[Method::Physical, Method::Degauss],
    ));
    s.by(Who::A)
        .destroy("A-0001/3", Method::Physical, Who::A)
        .refused(Guard::WitnessOther);
    let finding = s
        .by(Who::A)
        .destroy("A-0001/3", Method::Degauss, Who::K)
        .refused(Guard::DestroyMethod);
    assert_eq!(
        (value(&finding, "method"), value(&finding, "carrier")),
        ("degauss".into(), "usb_flash".into())
    );
    assert_eq!(s.known.permissions[&permission].used, 0);
    s.by(Who::A)
        .destroy("A-0001/3", Method::Physical, Who::K)
        .permitted();
    assert_eq!(
        (s.state("A-0001/3"), s.balance()),
        (StateName::Destroyed, [1, 2, 0, 1, 0, 2])
    );
    assert_eq!(s.known.permissions[&permission].used, 1);
}

/// Story 25.
#[test]
fn a_crypto_erase_waits_for_every_key() {
    let mut s = Story::s();
    let (two, b) = (instance("A-0001/2"), Who::B.into());
    s.by(Who::R)
        .act(Act::Grant {
            instance: two,
            person: b,
        })
        .permitted();
    s.granted(&Wish::destroy(&["A-0001/2"], &[Method::CryptoErase]));
    let mut evidence = things::evidence(&s.known, two);
    evidence.keys.retain(|key| key.holder != text("H-004"));
    let finding = s
        .by(Who::A)
        .destroy_with("A-0001/2", Method::CryptoErase, Who::K, evidence.clone())
        .refused(Guard::CryptoEraseKeys);
    assert_eq!(value(&finding, "keys"), "H-004");
    assert_eq!(finding.next, ["custody ungrant A-0001/2 H-004"]);
    let ungrant = Act::Ungrant {
        instance: two,
        holder: text("H-004"),
        how: text("鍵の写しを廃棄"),
    };
    s.by(Who::R).act(ungrant).permitted();
    s.by(Who::A)
        .destroy_with("A-0001/2", Method::CryptoErase, Who::K, evidence)
        .permitted();
    assert_eq!(s.state("A-0001/2"), StateName::Destroyed);
    assert!(s.known.instances[&two].key_holders.is_empty());
    s.by(Who::R)
        .form(things::form("10", &["A-0001/2"], false))
        .permitted();
}

/// Story 26.
#[test]
fn a_word_that_claims_too_much_stands_on_no_form_and_in_no_destruction() {
    let mut s = Story::s_with_copy();
    s.granted(&Wish::destroy(&["A-0001/3"], &[Method::Physical]));
    let mut evidence = things::evidence(&s.known, instance("A-0001/3"));
    evidence.remark = Some(text("データは 復元不可能 です"));
    let finding = s
        .by(Who::A)
        .destroy_with("A-0001/3", Method::Physical, Who::K, evidence.clone())
        .refused(Guard::ForbiddenWord);
    assert_eq!(value(&finding, "word"), "復元不可能");
    evidence.remark = Some(text("破砕片は 5mm 以下"));
    s.by(Who::A)
        .destroy_with("A-0001/3", Method::Physical, Who::K, evidence)
        .permitted();

    let mut nine = things::form("9", &["A-0001/3"], false);
    nine.texts = vec!["データは 復元不可能 です".to_owned()];
    s.by(Who::R)
        .form(nine.clone())
        .refused(Guard::ForbiddenWord);
    nine.texts = vec!["上記の方法により廃棄した".to_owned()];
    s.by(Who::R).form(nine).permitted();
}

/// Story 31.
#[test]
fn after_the_contract_nothing_is_copied_and_everything_can_go_home() {
    let mut s = Story::s();
    s.granted(&Wish::copy(&["A-0001/1"]));
    let end = custody_tests::gunma::terminated("2024-12-01");
    s.by(Who::R)
        .act(Act::EndContract(Box::new(end)))
        .permitted();
    s.clock("2024-12-01 09:00");
    let finding = s
        .by(Who::A)
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .refused(Guard::ContractActive);
    assert_eq!(value(&finding, "date"), "2024-12-01");
    s.by(Who::R)
        .give_back(&["A-0001/1", "A-0001/2"], true)
        .permitted();
    assert_eq!(s.state("A-0001/1"), StateName::ReturnPending);
}

/// Story 33, without the examination.
#[test]
fn what_was_lost_and_found_is_kept_again_and_the_loss_stays_on_record() {
    let mut s = Story::s_with_copy();
    s.by(Who::C).lost(&["A-0001/3"]).permitted();
    assert_eq!(
        (s.state("A-0001/3"), s.balance()),
        (StateName::Missing, [1, 2, 0, 0, 1, 2])
    );
    s.by(Who::A).found("A-0001/3").permitted();
    assert_eq!(
        (s.state("A-0001/3"), s.balance()),
        (StateName::Quarantined, [1, 2, 0, 0, 0, 3])
    );
    let incident = s.known.incidents.values().next().unwrap();
    assert_eq!(incident.instances, [instance("A-0001/3")]);
    assert_eq!(incident.found.len(), 1);
    assert!(incident.freezes());
}
