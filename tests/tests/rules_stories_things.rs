//! Stories of `domain.md` §9 and cases of §5.4–5.5 about print-outs, sealing in place, parts, hand-over, transmission,
//! examination, inventory, correction and what is unneeded.

#![allow(clippy::unwrap_used)]

use custody_core::record::event::Source;
use custody_core::record::{
    CarrierId, CarrierType, Comparison, Corrected, Custody, Event, Grant, Guard, InstanceKind,
    JourneyStage, Method, PersonId, PlaceId, Presence, Protection, Record, StateName,
};
use custody_core::report::{Status, life};
use custody_core::rules::{
    Act, CorrectionAsked, Denied, Load, NewCarrier, NewPackage, NewValue, Nonsense, Unregistered,
    WarningCode,
};
use custody_tests::cast::{On, Where, Who, date, instance, text};
use custody_tests::story::Story;
use custody_tests::things::{
    content, counted, examination, form, hand_over, our_usb, print, quantity, usb_receipt,
};
use custody_tests::verdict::{Verdict as _, value, warned};
use custody_tests::wish::Wish;
use std::num::NonZeroU32;

/// Permission to print so many 部 of `/2`, which may be shredded afterwards.
fn printing(copies: u32) -> Wish {
    let mut wish = Wish::copy(&["A-0001/2"]).times(copies);
    wish.scope.count = NonZeroU32::new(copies);
    wish.scope.carriers.clear();
    wish.scope.types = vec![CarrierType::Paper];
    wish.grant = Grant::Copy {
        disposal_preapproved: vec![Method::Shred, Method::Dissolve],
    };
    wish
}

fn nonsense(result: Result<custody_core::rules::Permitted, Denied>, expected: Nonsense) {
    assert_eq!(result.err(), Some(Denied::Nonsense(expected)));
}

/// Story 27.
#[test]
fn each_part_printed_is_an_instance_and_is_shredded_by_itself() {
    let mut s = Story::s();
    s.by(Who::A)
        .act(print("A-0001/2", 1))
        .refused(Guard::CopyApproval);
    s.granted(&printing(2));
    s.by(Who::A).act(print("A-0001/2", 2)).permitted();
    let parts: Vec<_> = ["A-0001/3", "A-0001/4"]
        .map(|n| s.known.instances[&instance(n)].clone())
        .to_vec();
    for (part, label) in parts.iter().zip(["1/2", "2/2"]) {
        assert_eq!(part.kind, InstanceKind::Printout);
        assert_eq!(part.state(), StateName::InUse);
        assert_eq!(part.part, Some(text(label)));
        assert_eq!(part.quantity.to_string(), "30枚");
    }
    assert_eq!(s.balance(), [1, 3, 0, 0, 0, 4]);
    s.by(Who::A)
        .act(print("A-0001/2", 1))
        .refused_for(Guard::CopyApproval, "exhausted");
    for part in ["A-0001/3", "A-0001/4"] {
        s.by(Who::A)
            .destroy(part, Method::Degauss, Who::K)
            .refused(Guard::DestroyApproval);
        s.by(Who::A)
            .destroy(part, Method::Shred, Who::K)
            .permitted();
    }
    assert_eq!(s.balance(), [1, 3, 0, 2, 0, 2]);
}

#[test]
fn a_permission_for_a_medium_opens_no_printing_and_one_for_fewer_parts_neither() {
    let mut s = Story::s();
    s.granted(&Wish::copy(&["A-0001/2"]));
    let finding = s
        .by(Who::A)
        .act(print("A-0001/2", 1))
        .refused_for(Guard::CopyApproval, "out_of_scope");
    assert!(format!("{finding:?}").contains("Paper"), "{finding:?}");
    let mut three = printing(3);
    three.scope.count = NonZeroU32::new(2);
    s.granted(&three);
    s.by(Who::A)
        .act(print("A-0001/2", 3))
        .refused_for(Guard::CopyApproval, "out_of_scope");
}

#[test]
fn a_printout_of_yesterday_that_still_lies_about_is_told_at_the_next_printing() {
    let mut s = Story::s();
    s.granted(&printing(2));
    warned(&s.by(Who::A).act(print("A-0001/2", 1)).permitted(), &[]);
    s.clock("2024-10-02 09:00");
    warned(
        &s.by(Who::A).act(print("A-0001/2", 1)).permitted(),
        &[WarningCode::NotStored],
    );
}

/// §5.4: "cannot be sealed: carry needs paper_allowed + locked_case".
#[test]
fn a_printout_is_carried_in_a_locked_case_where_paper_is_allowed() {
    let mut printed = Story::s();
    printed.granted(&printing(1));
    printed.by(Who::A).act(print("A-0001/2", 1)).permitted();
    let paper = printed.known.instances[&instance("A-0001/3")].carrier;
    for allowed in [false, true] {
        let mut s = printed.clone();
        let mut wish = Wish::carry(&["A-0001/3"], "2024-10-01");
        wish.scope.carriers = vec![paper];
        let Grant::Carry { paper_allowed, .. } = &mut wish.grant else {
            panic!()
        };
        *paper_allowed = allowed;
        s.granted(&wish);
        s.by(Who::A).brief().permitted();
        let carry = |locked_case: Option<&str>, s: &Story| Act::Carry {
            journey: s.journey(),
            load: Load::AsIs {
                locked_case: locked_case.map(text),
            },
            carrier: paper,
            seal_intact: true,
            remark: None,
        };
        let (open, locked) = (carry(None, &s), carry(Some("封印12"), &s));
        s.by(Who::A).act(open).refused(Guard::CarryEncrypt);
        let locked = s.by(Who::A).act(locked);
        if allowed {
            locked.permitted();
            assert_eq!(s.state("A-0001/3"), StateName::InTransit);
        } else {
            locked.refused(Guard::CarryEncrypt);
        }
    }
}

fn pack(number: &str) -> Act {
    Act::Pack {
        instance: instance(number),
        content: Some(content()),
        key_holders: ["H-001", "recovery"].map(text).to_vec(),
        source: Source::Kept,
    }
}

#[test]
fn what_is_sealed_in_place_is_no_copy_and_can_be_carried() {
    let mut s = Story::s();
    s.by(Who::C).act(pack("A-0001/1")).refused(Guard::Trained);
    s.by(Who::A).act(pack("A-0001/1")).permitted();
    let one = &s.known.instances[&instance("A-0001/1")];
    assert_eq!(one.protection, Protection::Sealed);
    assert_eq!(one.key_holders, ["H-001", "recovery"].map(text));
    assert!(
        one.plaintext_seen,
        "no crypto erase of what lay in the clear"
    );
    assert_eq!(s.state("A-0001/1"), StateName::Held);
    assert_eq!(s.balance(), [1, 1, 0, 0, 0, 2]);
    nonsense(s.by(Who::A).act(pack("A-0001/1")), Nonsense::NotSealable);
    // Story 11 the other way round: sealed, it may go.
    let wish = Wish::carry(&["A-0001/1"], "2024-10-01").carriers(&[On::ClientUsb]);
    s.granted(&wish);
    s.by(Who::A).brief().permitted();
    s.by(Who::A).carry_as_is(On::ClientUsb, None).permitted();
}

/// A-0002: ten volumes on paper.
fn volumes(s: &mut Story) {
    let mut receive = usb_receipt();
    receive.personal = None;
    receive.quantity = "10冊".parse().unwrap();
    receive.intake_included = None;
    receive.on = custody_core::rules::ReceivedOn::Medium(NewCarrier {
        carrier_type: CarrierType::Paper,
        serial: None,
        owner: custody_core::record::CarrierOwner::Client,
        ..our_usb()
    });
    s.by(Who::A).receive(receive).permitted();
}

/// §5.4: "Part of one instance: split first."
#[test]
fn part_of_one_instance_goes_back_after_a_split() {
    let mut s = Story::s();
    volumes(&mut s);
    let split = |parts: &[&str]| Act::Split {
        instance: instance("A-0002/1"),
        parts: parts.iter().map(|p| p.parse().unwrap()).collect(),
    };
    for wrong in [&["6冊", "5冊"][..], &["10冊"], &["6冊", "4件"], &[]] {
        nonsense(s.by(Who::A).act(split(wrong)), Nonsense::Quantities);
    }
    s.by(Who::A).act(split(&["6冊", "4冊"])).permitted();
    let parts: Vec<String> = s
        .known
        .instances_of(instance("A-0002/1").asset)
        .map(|i| format!("{} {} {}", i.id, i.quantity, i.kind.code()))
        .collect();
    assert_eq!(parts, ["A-0002/1 6冊 original", "A-0002/2 4冊 original"]);
    let balance = custody_core::report::Balance::of(&s.known);
    let row = balance
        .assets
        .iter()
        .find(|r| r.asset.number() == 2)
        .unwrap();
    assert_eq!(
        (row.tally.received, row.tally.split, row.tally.kept),
        (1, 1, 2)
    );
    s.by(Who::R)
        .give_back(&["A-0002/2"], true)
        .refused(Guard::CopiesOpen);
    warned(
        &s.by(Who::R).give_back(&["A-0002/2"], false).permitted(),
        &[WarningCode::CopiesRemain],
    );
}

#[test]
fn a_sealed_file_has_no_parts() {
    let mut s = Story::s();
    let two = s.known.instances.get_mut(&instance("A-0001/2")).unwrap();
    two.content.as_mut().unwrap().object = Some(custody_core::record::instance::SealedObject {
        package: text("00"),
        bytes: 1,
        digest: text("blake3:00"),
        payload_bytes: 1,
        payload_digest: text("blake3:00"),
    });
    let act = Act::Split {
        instance: instance("A-0001/2"),
        parts: [100_000, 20_000].map(quantity).to_vec(),
    };
    nonsense(s.by(Who::A).act(act), Nonsense::SealedWhole);
}

/// 30, with W17 once the ten business days of the profile are over.
#[test]
fn what_is_unneeded_is_late_ten_business_days_later() {
    let mut s = Story::s();
    let unneeded = || Act::Unneeded {
        instance: instance("A-0001/2"),
        reason: Some(text("調査の終了")),
    };
    warned(&s.by(Who::A).act(unneeded()).permitted(), &[]);
    let asset = |s: &Story| s.known.assets[&instance("A-0001/2").asset].needed_until;
    assert_eq!(asset(&s), date("2024-10-01"));
    let late = |s: &Story, minute: &str| {
        let late = Status::of(&s.known, custody_tests::cast::moment(minute)).late;
        late.iter().any(|it| it.warning == Some("W17"))
    };
    // 14 October is a holiday.
    assert!(!late(&s, "2024-10-16 23:59"));
    assert!(late(&s, "2024-10-17 00:00"));
    s.clock("2024-10-17 09:00");
    warned(
        &s.by(Who::A).act(unneeded()).permitted(),
        &[WarningCode::UnneededOverdue],
    );
    assert_eq!(
        asset(&s),
        date("2024-10-01"),
        "it does not become needed again"
    );
}

fn hands(s: &Story, to: Who) -> Act {
    let carried = s.known.journeys[&s.journey()].carried.clone();
    Act::HandOver(Box::new(hand_over(carried, to)))
}

/// Story 14, and the same allowed to two.
#[test]
fn a_hand_over_under_way_wants_the_receiver_in_the_permission() {
    let mut s = Story::s_under_way(&Wish::carry(&["A-0001/2"], "2024-10-01"));
    let act = hands(&s, Who::B);
    s.by(Who::A).act(act.clone()).refused(Guard::CarryBrief);
    s.by(Who::B).brief().permitted();
    let finding = s
        .by(Who::A)
        .act(act)
        .refused_for(Guard::CarryApproval, "out_of_scope");
    let said = format!("{:?}", finding.detail);
    assert!(
        said.contains("Person") && said.contains("作業者B"),
        "{said}"
    );

    let mut s = Story::s();
    s.granted(&Wish::carry(&["A-0001/2"], "2024-10-01").persons(&[Who::A, Who::B]));
    for who in [Who::A, Who::B] {
        s.by(who).brief().permitted();
    }
    s.clock("2024-10-01 10:00");
    s.by(Who::A)
        .carry_package("A-0001/2", On::OurUsb)
        .permitted();
    let act = hands(&s, Who::B);
    s.by(Who::B).act(act.clone()).refused(Guard::HolderOnly);
    s.by(Who::A).act(act).permitted();
    let holder = s.known.instances[&instance("A-0001/3")].custody.holder();
    assert_eq!(holder, Some(Who::B.into()));
    assert_eq!(s.known.journeys[&s.journey()].seal_checks.len(), 2);
    s.by(Who::A)
        .arrive(Where::Takasaki)
        .refused(Guard::HolderOnly);
    s.by(Who::B).arrive(Where::Takasaki).permitted();
    s.by(Who::B).back(Where::Cabinet).permitted();
}

#[test]
fn who_receives_passes_the_base_too() {
    let mut s = Story::s();
    s.by(Who::A).take("A-0001/1").permitted();
    let to = |who: Who| Act::HandOver(Box::new(hand_over(vec![instance("A-0001/1")], who)));
    let finding = s.by(Who::A).act(to(Who::C)).refused(Guard::Trained);
    assert_eq!(value(&finding, "name"), "作業者C");
    s.by(Who::A).act(to(Who::K)).refused(Guard::Role);
    nonsense(s.by(Who::A).act(to(Who::A)), Nonsense::Role);
    s.by(Who::A).act(to(Who::B)).permitted();
    s.by(Who::B).store("A-0001/1", Where::Cabinet).permitted();
}

/// §5.4: the permission ends under way; "then only arrive, back, return, store, hand-over to 甲, incident".
#[test]
fn after_the_permission_ended_under_way_it_can_be_handed_to_the_prefecture_alone() {
    let wish = Wish::carry(&["A-0001/2"], "2024-10-01")
        .persons(&[Who::A, Who::B])
        .until("2024-10-01 17:00");
    let mut s = Story::s();
    s.granted(&wish);
    for who in [Who::A, Who::B] {
        s.by(who).brief().permitted();
    }
    s.clock("2024-10-01 10:00");
    s.by(Who::A)
        .carry_package("A-0001/2", On::OurUsb)
        .permitted();
    s.clock("2024-10-01 17:01");
    let (to_b, to_client) = (hands(&s, Who::B), hands(&s, Who::T));
    s.by(Who::A)
        .act(to_b)
        .refused_for(Guard::CarryApproval, "outside_period");
    s.by(Who::A).act(to_client).permitted();
    assert_eq!(s.state("A-0001/3"), StateName::InTransit);
    // What 甲 holds is returned by whoever has to write the return.
    s.by(Who::R).give_back(&["A-0001/3"], false).permitted();
    assert_eq!(s.known.journeys[&s.journey()].stage, JourneyStage::Ended);
}

/// §4.3: "If a holder is absent, manager + supervisor take over".
#[test]
fn manager_and_supervisor_take_over_from_an_absent_holder() {
    let mut s = Story::s();
    s.by(Who::A).take("A-0001/1").permitted();
    let take_over = |supervisor: Who| {
        let mut asked = hand_over(vec![instance("A-0001/1")], Who::R);
        asked.absent = Some(supervisor.into());
        Act::HandOver(Box::new(asked))
    };
    s.by(Who::B).act(take_over(Who::K)).refused(Guard::Role);
    s.by(Who::R)
        .act(take_over(Who::B))
        .refused(Guard::WitnessOther);
    let taken = s.by(Who::R).act(take_over(Who::K)).permitted();
    match &taken.record().event {
        Event::HandedOver {
            from, accepted_by, ..
        } => assert_eq!((*from, *accepted_by), (Who::A.into(), Who::K.into())),
        other => panic!("{other:?}"),
    }
    s.by(Who::R).store("A-0001/1", Where::Cabinet).permitted();
}

/// A channel on the register, and a permission to send `/2` over it.
fn channel(s: &mut Story) -> CarrierId {
    s.by(Who::R)
        .act(Act::RegisterCarrier(NewCarrier {
            carrier_type: CarrierType::Transmission,
            serial: None,
            ..our_usb()
        }))
        .permitted();
    CarrierId::new(s.known.counters.carrier).unwrap()
}

fn transmit(s: &Story, carrier: CarrierId) -> Act {
    Act::Transmit {
        journey: s.journey(),
        packages: vec![NewPackage {
            source: instance("A-0001/2"),
            content: Some(content()),
            key_holders: vec![text("H-004")],
        }],
        carrier,
        channel: text("県ファイル交換サービス"),
        recipient: text("税務課"),
    }
}

#[test]
fn a_transmission_is_a_removal_and_leaves_its_source() {
    let mut s = Story::s();
    let channel = channel(&mut s);
    s.granted(&Wish::carry(&["A-0001/2"], "2024-10-01"));
    let act = transmit(&s, channel);
    s.by(Who::A)
        .act(act)
        .refused_for(Guard::CarryApproval, "out_of_scope");
    let mut wish = Wish::carry(&["A-0001/2"], "2024-10-01");
    wish.scope.carriers = vec![channel];
    s.granted(&wish);
    let act = transmit(&s, channel);
    s.by(Who::A).act(act.clone()).refused(Guard::CarryBrief);
    s.by(Who::A).brief().permitted();
    let over_usb = transmit(&s, On::OurUsb.into());
    nonsense(s.by(Who::A).act(over_usb), Nonsense::Mixed);
    warned(
        &s.by(Who::A).act(act.clone()).permitted(),
        &[WarningCode::CarriedAlone],
    );
    assert_eq!(s.state("A-0001/2"), StateName::Held);
    assert_eq!(s.state("A-0001/3"), StateName::InTransit);
    assert_eq!(s.balance(), [1, 2, 0, 0, 0, 3]);
    nonsense(s.by(Who::A).act(act), Nonsense::JourneyStage);
    s.by(Who::A).arrive(Where::Takasaki).permitted();
    s.by(Who::A).give_back(&["A-0001/3"], false).permitted();
}

/// Story 33, the second half.
#[test]
fn what_was_found_is_examined_by_two_and_held_again_while_the_loss_stays() {
    let mut s = Story::s_with_copy();
    s.by(Who::A).lost(&["A-0001/3"]).permitted();
    assert_eq!(s.balance(), [1, 2, 0, 0, 1, 2]);
    s.by(Who::A).found("A-0001/3").permitted();
    let look = |who: Who| Act::Examine(Box::new(examination(instance("A-0001/3"), who)));
    s.by(Who::A).act(look(Who::K)).refused(Guard::Role);
    s.by(Who::K).act(look(Who::K)).refused(Guard::WitnessOther);
    let mut on_desk = examination(instance("A-0001/3"), Who::A);
    on_desk.place = Where::Desk.into();
    s.by(Who::K)
        .act(Act::Examine(Box::new(on_desk)))
        .refused(Guard::StorageOk);
    let seen = s.by(Who::K).act(look(Who::A)).permitted();
    match &seen.record().event {
        Event::Examined {
            serial, package, ..
        } => assert_eq!(
            (*serial, *package),
            (Comparison::Agrees, Comparison::NotCompared)
        ),
        other => panic!("{other:?}"),
    }
    assert_eq!(s.state("A-0001/3"), StateName::Held);
    assert_eq!(s.balance(), [1, 2, 0, 0, 0, 3]);
    assert_eq!(s.known.incidents.len(), 1);
    let kinds: Vec<&str> = s.records.iter().map(|r| r.event.kind()).collect();
    assert!(kinds.contains(&"incident_opened") && kinds.contains(&"instance_found"));
}

#[test]
fn another_serial_is_recorded_as_it_was_read() {
    let mut s = Story::s_with_copy();
    s.by(Who::A).lost(&["A-0001/3"]).permitted();
    s.by(Who::A).found("A-0001/3").permitted();
    let mut other = examination(instance("A-0001/3"), Who::A);
    other.serial_read = Some(text("B778"));
    other.remark = Some(text("漏えい なし"));
    s.by(Who::K)
        .act(Act::Examine(Box::new(other.clone())))
        .refused(Guard::ForbiddenWord);
    other.remark = None;
    let seen = s.by(Who::K).act(Act::Examine(Box::new(other))).permitted();
    assert!(
        matches!(&seen.record().event, Event::Examined { serial, .. } if *serial == Comparison::Differs)
    );
}

#[test]
fn an_inventory_is_a_fact_of_two_and_moves_nothing() {
    let mut s = Story::s();
    let take = |who: Who, found: Presence| {
        let mut line = counted(instance("A-0001/2"));
        line.found = found;
        Act::TakeInventory {
            with: who.into(),
            lines: vec![counted(instance("A-0001/1")), line],
        }
    };
    s.by(Who::A)
        .act(take(Who::K, Presence::Present))
        .refused(Guard::Role);
    s.by(Who::K)
        .act(take(Who::K, Presence::Present))
        .refused(Guard::WitnessOther);
    // Received half a year ago, and never counted.
    let counted = s.by(Who::K).act(take(Who::A, Presence::Absent)).permitted();
    warned(&counted, &[WarningCode::InventoryOverdue; 2]);
    let at = |s: &Story, n: &str| s.known.instances[&instance(n)].particulars.inventoried;
    assert!(at(&s, "A-0001/1").is_some());
    assert_eq!(
        at(&s, "A-0001/2"),
        None,
        "what was not there was not counted"
    );
    assert_eq!(
        s.state("A-0001/2"),
        StateName::Held,
        "23 is a declaration of its own"
    );
    warned(
        &s.by(Who::K)
            .act(take(Who::A, Presence::Present))
            .permitted(),
        &[WarningCode::InventoryOverdue],
    );
    // What somebody uses is in nobody's cabinet.
    s.by(Who::A).take("A-0001/1").permitted();
    s.by(Who::K)
        .act(take(Who::A, Presence::Present))
        .refused(Guard::HolderOnly);
}

fn void(with: Who) -> Act {
    Act::Void {
        instance: instance("A-0001/3"),
        reason: text("二重登録"),
        with: with.into(),
        removal_begun: false,
    }
}

/// Story 30.
#[test]
fn a_mistaken_entry_is_voided_by_manager_and_supervisor_and_both_records_stay() {
    let mut s = Story::s_with_copy();
    let size = s.known.head.size;
    s.by(Who::A).act(void(Who::K)).refused(Guard::Role);
    s.by(Who::R).act(void(Who::R)).refused(Guard::WitnessOther);
    s.by(Who::R).act(void(Who::A)).refused(Guard::WitnessOther);
    s.by(Who::R).act(void(Who::K)).permitted();
    assert_eq!(s.state("A-0001/3"), StateName::Voided);
    assert_eq!(s.balance(), [1, 1, 0, 0, 0, 2]);
    assert_eq!(
        s.known.head.size,
        size + 4,
        "three refusals and the voiding"
    );
    assert!(s.records.iter().any(|r| r.event.kind() == "instance_copied"
        && matches!(&r.event, Event::InstanceCopied { instance: i, .. } if i.id == instance("A-0001/3"))));
}

#[test]
fn what_has_children_or_stands_on_a_form_is_not_voided() {
    let mut s = Story::s_with_copy();
    let two = Act::Void {
        instance: instance("A-0001/1"),
        reason: text("誤り"),
        with: Who::K.into(),
        removal_begun: false,
    };
    s.by(Who::R).act(two).refused(Guard::BadState);
    s.by(Who::R)
        .form(form("4-1", &["A-0001/3"], false))
        .permitted();
    s.by(Who::R).act(void(Who::K)).refused(Guard::BadState);
}

fn correct(s: &Story, kind: &str, value: NewValue) -> Act {
    let record: &Record = s
        .records
        .iter()
        .rev()
        .find(|r| r.event.kind() == kind)
        .unwrap();
    Act::Correct(Box::new(CorrectionAsked {
        record: record.clone(),
        value,
        reason: text("転記の誤り"),
        with: Who::K.into(),
    }))
}

/// §5.5.
#[test]
fn a_correction_keeps_the_old_value_beside_the_new() {
    let mut s = Story::s();
    let act = correct(&s, "asset_received", NewValue::Serial(text("S132")));
    s.by(Who::A).act(act.clone()).refused(Guard::Role);
    let done = s.by(Who::R).act(act).permitted();
    match &done.record().event {
        Event::RecordCorrected {
            correction,
            incident,
        } => {
            assert_eq!(
                correction.value,
                Corrected::Serial {
                    old: Some(text("S123")),
                    new: text("S132")
                }
            );
            assert!(incident.is_none());
        }
        other => panic!("{other:?}"),
    }
    let serial = &s.known.carriers[&On::ClientUsb.into()].serial;
    assert_eq!(*serial, Some(text("S132")));
    let lines = life(&s.known, &s.records);
    let corrected = lines.iter().find(|l| l.event == "asset_received").unwrap();
    let seq = done.record().seq;
    assert!(
        corrected
            .facts
            .iter()
            .any(|f| f.text == format!("訂正済→{seq}")),
        "{corrected:?}"
    );
    // The quantity of the asset is its original's.
    let act = correct(&s, "asset_received", NewValue::Quantity(quantity(120_001)));
    s.by(Who::R).act(act).permitted();
    let (one, two) = (instance("A-0001/1"), instance("A-0001/2"));
    assert_eq!(s.known.instances[&one].quantity, quantity(120_001));
    assert_eq!(s.known.instances[&two].quantity, quantity(120_000));
}

#[test]
fn a_corrected_place_that_would_have_been_refused_opens_an_incident() {
    let mut s = Story::s();
    s.by(Who::A).take("A-0001/1").permitted();
    s.by(Who::A).store("A-0001/1", Where::Cabinet).permitted();
    let desk: PlaceId = Where::Desk.into();
    let act = correct(&s, "instance_stored", NewValue::Place(desk));
    let done = s.by(Who::R).act(act).permitted();
    assert!(
        matches!(
            &done.record().event,
            Event::RecordCorrected {
                incident: Some(_),
                ..
            }
        ),
        "{done:?}"
    );
    let custody = &s.known.instances[&instance("A-0001/1")].custody;
    assert_eq!(*custody, Custody::Held { place: desk });
    assert_eq!(s.known.incidents.len(), 1);
    // What has moved since keeps its place: the record alone was wrong.
    s.by(Who::A).store("A-0001/1", Where::Cabinet).permitted();
    s.by(Who::A).take("A-0001/1").permitted();
    let act = correct(
        &s,
        "instance_stored",
        NewValue::Place(Where::Takasaki.into()),
    );
    s.by(Who::R).act(act).permitted();
    assert_eq!(s.state("A-0001/1"), StateName::InUse);
}

#[test]
fn what_the_prefecture_signed_losses_and_refusals_are_not_corrected() {
    let mut s = Story::s_with_copy();
    s.by(Who::A)
        .take_for("A-0001/1", Where::Osaka, "x")
        .refused(Guard::Workplace);
    s.by(Who::A).lost(&["A-0001/3"]).permitted();
    for kind in ["permission_registered", "incident_opened", "refused"] {
        for value in [
            NewValue::Title(text("別")),
            NewValue::Place(Where::Cabinet.into()),
            NewValue::Serial(text("1")),
        ] {
            let act = correct(&s, kind, value);
            nonsense(s.by(Who::R).act(act), Nonsense::NotCorrectable);
        }
    }
    // Nor to what it says already.
    let same = NewValue::Title(text("個人住民税課税台帳データ"));
    let act = correct(&s, "asset_received", same);
    nonsense(s.by(Who::R).act(act), Nonsense::NotCorrectable);
}

/// 24: "`same_as` if thought destroyed".
#[test]
fn what_was_thought_destroyed_is_found_under_a_number_of_its_own() {
    let mut s = Story::s_with_copy();
    let found = |same_as: &str| {
        Act::ReportUnregistered(Unregistered {
            asset: instance("A-0001/3").asset,
            carrier: On::OurUsb.into(),
            kind: InstanceKind::Copy,
            same_as: Some(instance(same_as)),
            place: text("倉庫"),
            circumstances: None,
        })
    };
    nonsense(s.by(Who::C).act(found("A-0001/3")), Nonsense::Mixed);
    s.granted(&Wish::destroy(&["A-0001/3"], &[Method::Physical]));
    s.by(Who::A)
        .destroy("A-0001/3", Method::Physical, Who::K)
        .permitted();
    s.by(Who::C).act(found("A-0001/3")).permitted();
    let four = &s.known.instances[&instance("A-0001/4")];
    assert_eq!(four.particulars.same_as, Some(instance("A-0001/3")));
    assert_eq!(four.permission, None);
    assert_eq!(s.state("A-0001/3"), StateName::Destroyed);
    assert_eq!(s.balance(), [1, 3, 0, 1, 0, 3]);
}

/// `frozen` blocks print, transmit; never hand-over, examine, inventory (§5.2).
#[test]
fn an_incident_stops_printing_and_sending_but_no_handing_over() {
    let mut s = Story::s_with_copy();
    s.granted(&printing(1));
    s.by(Who::A).take("A-0001/1").permitted();
    s.by(Who::A).lost(&["A-0001/3"]).permitted();
    s.by(Who::A)
        .act(print("A-0001/2", 1))
        .refused(Guard::Frozen);
    let to: PersonId = Who::B.into();
    let act = Act::HandOver(Box::new(hand_over(vec![instance("A-0001/1")], to)));
    s.by(Who::A).act(act).permitted();
}
