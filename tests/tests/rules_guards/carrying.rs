//! 持出し: carrier_contents, carry_encrypt, carry_brief, working_open, overdue_block, and what a package needs (§5.3, row 9).

use custody_core::record::{CarrierType, Grant, Guard, JourneyPurpose, Protection, StateName};
use custody_core::rules::{
    Act, Denied, Load, NewPackage, Nonsense, Receive, ReceivedOn, WarningCode,
};
use custody_tests::cast::{On, Where, Who, instance, text};
use custody_tests::story::Story;
use custody_tests::things::usb_receipt;
use custody_tests::verdict::{Verdict as _, value, warned};
use custody_tests::wish::{Wish, homeward, journey};

/// S with sealed copy `/3` on 乙's USB and a briefed journey to carry it as it is.
fn as_is() -> Story {
    let mut s = Story::s_with_copy();
    s.granted(&Wish::carry(&["A-0001/3"], "2024-10-01"));
    s.by(Who::A).brief().permitted();
    s
}

/// S with a briefed journey for `/1` in the clear on 甲's USB, under this grant.
fn clear(exempt: Option<&str>, paper_allowed: bool) -> Story {
    let mut s = Story::s();
    let mut wish = Wish::carry(&["A-0001/1"], "2024-10-01").carriers(&[On::ClientUsb]);
    wish.grant = Grant::Carry {
        copies_included: 0,
        disposal_preapproved: Vec::new(),
        encryption_exempt: exempt.map(text),
        paper_allowed,
    };
    s.granted(&wish);
    s.by(Who::A).brief().permitted();
    s
}

#[test]
fn what_is_sealed_travels_on_its_own_carrier() {
    let mut s = as_is();
    s.by(Who::A).carry_as_is(On::OurUsb, None).permitted();
    assert_eq!(s.state("A-0001/3"), StateName::InTransit);
}

/// The carrier named is the one that travels: a permission for one stick does not carry another.
#[test]
fn a_permission_for_one_stick_does_not_carry_another() {
    let mut s = Story::s();
    s.granted(&Wish::carry(&["A-0001/1"], "2024-10-01").carriers(&[On::OurUsb]));
    s.by(Who::A).brief().permitted();
    s.known
        .instances
        .get_mut(&instance("A-0001/1"))
        .unwrap()
        .protection = Protection::Sealed;
    let denied = s.by(Who::A).carry_as_is(On::OurUsb, None).unwrap_err();
    assert_eq!(denied, Denied::Nonsense(Nonsense::Mixed));
    s.by(Who::A)
        .carry_as_is(On::ClientUsb, None)
        .refused_for(Guard::CarryApproval, "out_of_scope");
}

#[test]
fn packages_are_made_only_of_what_the_journey_is_for() {
    let mut s = Story::s();
    let plan = Act::Plan {
        journey: homeward(&["A-0001/1"], "2024-10-01"),
        order: None,
    };
    s.by(Who::R).act(plan).permitted();
    s.by(Who::A).brief().permitted();
    let denied = s
        .by(Who::A)
        .carry_package("A-0001/2", On::OurUsb)
        .unwrap_err();
    assert_eq!(denied, Denied::Nonsense(Nonsense::Mixed));
    // A journey home needs no carry approval; its package is a copy all the same (13-4).
    s.by(Who::A)
        .carry_package("A-0001/1", On::OurUsb)
        .refused(Guard::CopyApproval);
}

#[test]
fn another_asset_on_the_stick_keeps_it_here() {
    let mut s = as_is();
    s.by(Who::A)
        .receive(Receive {
            on: ReceivedOn::Registered(On::OurUsb.into()),
            ..usb_receipt()
        })
        .permitted();
    let finding = s
        .by(Who::A)
        .carry_as_is(On::OurUsb, None)
        .refused(Guard::CarrierContents);
    assert_eq!(
        (value(&finding, "carrier"), value(&finding, "ids")),
        ("C-0003".into(), "A-0002/1".into())
    );
    let finding = s
        .by(Who::A)
        .give_back(&["A-0001/3"], false)
        .refused(Guard::CarrierContents);
    assert_eq!(value(&finding, "ids"), "A-0002/1");
    s.by(Who::A)
        .give_back(&["A-0001/3", "A-0002/1"], false)
        .permitted();
}

#[test]
fn the_vaults_machine_may_hold_other_things_when_one_goes_home() {
    let mut s = Story::s();
    s.by(Who::A)
        .receive(Receive {
            on: ReceivedOn::Vault(On::Machine.into()),
            place: Where::Maebashi.into(),
            ..usb_receipt()
        })
        .permitted();
    s.by(Who::A).give_back(&["A-0001/2"], false).permitted();
}

#[test]
fn in_the_clear_goes_only_what_is_exempt_and_in_a_locked_case() {
    clear(Some("施錠ケース"), false)
        .by(Who::A)
        .carry_as_is(On::ClientUsb, None)
        .refused(Guard::CarryEncrypt);
    clear(None, false)
        .by(Who::A)
        .carry_as_is(On::ClientUsb, Some("封印12"))
        .refused(Guard::CarryEncrypt);
    // paper_allowed is for paper.
    clear(None, true)
        .by(Who::A)
        .carry_as_is(On::ClientUsb, Some("封印12"))
        .refused(Guard::CarryEncrypt);

    let mut s = clear(Some("施錠ケース"), false);
    s.by(Who::A)
        .carry_as_is(On::ClientUsb, Some("封印12"))
        .permitted();
    assert_eq!(
        s.known.instances[&instance("A-0001/1")].seal_no,
        Some(text("封印12"))
    );
}

#[test]
fn a_stick_that_encrypts_by_other_means_is_encrypted() {
    let mut s = clear(None, false);
    s.known
        .instances
        .get_mut(&instance("A-0001/1"))
        .unwrap()
        .protection = Protection::ExternalEncryption;
    s.by(Who::A).carry_as_is(On::ClientUsb, None).permitted();
}

/// §5.3: "paper_allowed and protection=locked_case"; paper that 甲 lent is an original, not a print-out.
#[test]
fn paper_that_may_travel_travels_in_a_locked_case() {
    let paper = |s: &mut Story| {
        s.known
            .carriers
            .get_mut(&On::ClientUsb.into())
            .unwrap()
            .carrier_type = CarrierType::Paper;
    };
    let mut s = clear(None, true);
    paper(&mut s);
    s.by(Who::A)
        .carry_as_is(On::ClientUsb, None)
        .refused(Guard::CarryEncrypt);
    s.by(Who::A)
        .carry_as_is(On::ClientUsb, Some("封印12"))
        .permitted();
    let mut s = clear(None, false);
    paper(&mut s);
    s.by(Who::A)
        .carry_as_is(On::ClientUsb, Some("封印12"))
        .refused(Guard::CarryEncrypt);
}

#[test]
fn whoever_carries_is_briefed_and_not_only_those_who_were_planned() {
    let mut s = Story::s();
    let mut wish = Wish::carry(&["A-0001/2"], "2024-10-01").persons(&[Who::A, Who::B]);
    wish.journey.as_mut().unwrap().persons = vec![Who::A.into()];
    s.granted(&wish);
    s.by(Who::A).brief().permitted();
    let finding = s
        .by(Who::B)
        .carry_package("A-0001/2", On::OurUsb)
        .refused(Guard::CarryBrief);
    assert_eq!(value(&finding, "name"), "作業者B");
    s.by(Who::B).brief().permitted();
    s.by(Who::B)
        .carry_package("A-0001/2", On::OurUsb)
        .permitted();
}

#[test]
fn everyone_who_was_planned_is_briefed_and_for_this_journey() {
    let mut s = Story::s();
    s.granted(&Wish::carry(&["A-0001/2"], "2024-10-01").persons(&[Who::A, Who::B]));
    s.by(Who::A).brief().permitted();
    s.by(Who::B).brief().permitted();
    s.granted(&Wish::carry(&["A-0001/2"], "2024-10-02").persons(&[Who::A, Who::B]));
    s.by(Who::A).brief().permitted();
    let finding = s
        .by(Who::A)
        .carry_package("A-0001/2", On::OurUsb)
        .refused(Guard::CarryBrief);
    assert_eq!(value(&finding, "name"), "作業者B");
    s.by(Who::B).brief().permitted();
    warned(
        &s.by(Who::A)
            .carry_package("A-0001/2", On::OurUsb)
            .permitted(),
        &[WarningCode::KeyTravelsAlong],
    );
}

#[test]
fn the_untrained_are_neither_planned_nor_briefed() {
    let mut s = Story::s();
    let wish = Wish::carry(&["A-0001/2"], "2024-10-01").persons(&[Who::C]);
    s.by(Who::R)
        .act(Act::Request(Box::new(wish.request())))
        .refused(Guard::Trained);
    s.granted(&Wish::carry(&["A-0001/2"], "2024-10-01"));
    s.by(Who::C).brief().refused(Guard::Trained);
}

/// A package beyond those the carry permission includes is a copy like any other.
#[test]
fn a_package_that_is_not_included_needs_a_permission_to_copy() {
    let mut s = Story::s();
    let mut wish = Wish::carry(&["A-0001/2"], "2024-10-01");
    wish.grant = Grant::Carry {
        copies_included: 0,
        disposal_preapproved: Vec::new(),
        encryption_exempt: None,
        paper_allowed: false,
    };
    let carry = s.granted(&wish);
    s.by(Who::A).brief().permitted();
    s.by(Who::A)
        .carry_package("A-0001/2", On::OurUsb)
        .refused_for(Guard::CopyApproval, "wrong_kind");
    let copy = s.granted(&Wish::copy(&["A-0001/2"]));
    s.by(Who::A)
        .carry_package("A-0001/2", On::OurUsb)
        .permitted();
    assert_eq!([carry, copy].map(|p| s.known.permissions[&p].used), [1, 1]);
}

#[test]
fn one_included_package_is_not_two() {
    let mut s = Story::s();
    s.granted(&Wish::carry(&["A-0001/2"], "2024-10-01"));
    s.by(Who::A).brief().permitted();
    let package = || NewPackage {
        source: instance("A-0001/2"),
        content: None,
        key_holders: Vec::new(),
    };
    s.by(Who::A)
        .carry(Load::Packages(vec![package(), package()]), On::OurUsb)
        .refused_for(Guard::CopyApproval, "wrong_kind");
    s.by(Who::A)
        .carry(Load::Packages(vec![package()]), On::OurUsb)
        .permitted();
}

/// One act takes no more uses than there are.
#[test]
fn a_permission_for_one_copy_makes_no_two_packages() {
    let mut s = Story::s();
    let mut wish = Wish::carry(&["A-0001/2"], "2024-10-01");
    wish.grant = Grant::Carry {
        copies_included: 0,
        disposal_preapproved: Vec::new(),
        encryption_exempt: None,
        paper_allowed: false,
    };
    s.granted(&wish);
    s.by(Who::A).brief().permitted();
    s.granted(&Wish::copy(&["A-0001/2"]));
    let package = || NewPackage {
        source: instance("A-0001/2"),
        content: None,
        key_holders: Vec::new(),
    };
    let two = || Load::Packages(vec![package(), package()]);
    s.by(Who::A)
        .carry(two(), On::OurUsb)
        .refused_for(Guard::CopyApproval, "exhausted");
    let more = s.granted(&Wish::copy(&["A-0001/2"]));
    s.by(Who::A).carry(two(), On::OurUsb).permitted();
    assert_eq!(s.known.permissions[&more].used, 1);
}

#[test]
fn a_journey_takes_one_use_however_many_things_travel() {
    let mut s = Story::s_with_copy();
    s.granted(&Wish::copy(&["A-0001/3"]));
    s.by(Who::A)
        .copy("A-0001/3", On::OurUsb, Where::Cabinet)
        .permitted();
    let carry = s.granted(&Wish::carry(&["A-0001/3", "A-0001/4"], "2024-10-01"));
    s.by(Who::A).brief().permitted();
    s.by(Who::A).carry_as_is(On::OurUsb, None).permitted();
    assert_eq!(s.known.permissions[&carry].used, 1);
    assert_eq!(s.state("A-0001/4"), StateName::InTransit);
}

#[test]
fn a_working_copy_of_what_travels_is_closed_first() {
    let mut s = as_is();
    s.by(Who::B).open("A-0001/3", Where::Maebashi).permitted();
    for refused in [
        s.by(Who::A).carry_as_is(On::OurUsb, None),
        s.by(Who::A).give_back(&["A-0001/3"], false),
    ] {
        let finding = refused.refused(Guard::WorkingOpen);
        assert_eq!(value(&finding, "ids"), "A-0001/4");
        assert_eq!(finding.next, ["custody close A-0001/4"]);
    }
    s.by(Who::B).close("A-0001/4").permitted();
    s.by(Who::A).carry_as_is(On::OurUsb, None).permitted();
}

/// §5.2: "working_open looks at working copies whose parent moves"; the source of a package stays.
#[test]
fn a_working_copy_of_what_stays_does_not_hold_a_package_back() {
    let mut s = Story::s();
    s.granted(&Wish::carry(&["A-0001/2"], "2024-10-01"));
    s.by(Who::A).brief().permitted();
    s.by(Who::B).open("A-0001/2", Where::Maebashi).permitted();
    s.by(Who::A)
        .carry_package("A-0001/2", On::OurUsb)
        .permitted();
}

#[test]
fn nothing_more_goes_out_while_a_journey_of_the_asset_is_overdue() {
    let mut s = Story::s_under_way(&Wish::carry(&["A-0001/2"], "2024-10-01"));
    s.granted(&Wish::carry(&["A-0001/2"], "2024-10-02").carriers(&[On::ClientUsb, On::OurUsb]));
    s.by(Who::A).brief().permitted();
    s.clock("2024-10-01 18:01");
    // Onto paper of its own, so that the stick under way is not what refuses.
    s.known
        .carriers
        .get_mut(&On::ClientUsb.into())
        .unwrap()
        .carrier_type = CarrierType::Server;
    let finding = s
        .by(Who::A)
        .carry_package("A-0001/2", On::ClientUsb)
        .refused(Guard::OverdueBlock);
    assert_eq!(
        (value(&finding, "asset"), value(&finding, "no")),
        ("A-0001".into(), "J-0001".into())
    );
    let back = Act::Back {
        journey: custody_core::record::JourneyId::new(1).unwrap(),
        place: Where::Cabinet.into(),
        seal_intact: true,
        remark: None,
    };
    warned(
        &s.by(Who::A).act(back).permitted(),
        &[WarningCode::BackLate],
    );
    s.by(Who::A)
        .carry_package("A-0001/2", On::ClientUsb)
        .permitted();
}

/// §5.3: "A journey for 返還 needs no carry_approval and its destination must be a ClientOffice; carry_encrypt and
/// carry_brief apply as [house] with locked_case accepted for what cannot be sealed."
#[test]
fn going_home_needs_no_approval_but_a_case_and_a_briefing() {
    let mut s = Story::s();
    for (wrong, nonsense) in [
        (
            custody_core::rules::NewJourney {
                to: Where::Takasaki.into(),
                ..homeward(&["A-0001/1"], "2024-10-01")
            },
            Nonsense::Destination,
        ),
        (
            custody_core::rules::NewJourney {
                purpose: JourneyPurpose::Work,
                ..homeward(&["A-0001/1"], "2024-10-01")
            },
            Nonsense::NotOrdered,
        ),
        (journey(&["A-0001/1"], "2024-10-01"), Nonsense::NotOrdered),
    ] {
        let denied = s
            .by(Who::R)
            .act(Act::Plan {
                journey: wrong,
                order: None,
            })
            .unwrap_err();
        assert_eq!(denied, Denied::Nonsense(nonsense));
    }
    s.by(Who::R)
        .act(Act::Plan {
            journey: homeward(&["A-0001/1"], "2024-10-01"),
            order: None,
        })
        .permitted();
    s.by(Who::A)
        .carry_as_is(On::ClientUsb, Some("封印12"))
        .refused(Guard::CarryBrief);
    s.by(Who::A).brief().permitted();
    s.by(Who::A)
        .carry_as_is(On::ClientUsb, None)
        .refused(Guard::CarryEncrypt);
    s.by(Who::A)
        .carry_as_is(On::ClientUsb, Some("封印12"))
        .permitted();
    s.by(Who::A).arrive(Where::Kencho).permitted();
    s.by(Who::A).give_back(&["A-0001/1"], false).permitted();
    let ended = &s.known.journeys[&s.journey()];
    assert_eq!(ended.stage, custody_core::record::JourneyStage::Ended);
}

#[test]
fn arriving_elsewhere_is_recorded_with_a_warning() {
    let mut s = Story::s_under_way(&Wish::carry(&["A-0001/2"], "2024-10-01"));
    warned(
        &s.by(Who::A).arrive(Where::Kencho).permitted(),
        &[WarningCode::OtherPlace],
    );
}

#[test]
fn an_approval_that_ends_before_the_return_is_warned_of() {
    let mut s = Story::s();
    s.granted(&Wish::carry(&["A-0001/2"], "2024-10-01").until("2024-10-01 17:59"));
    s.by(Who::A).brief().permitted();
    let out = s
        .by(Who::A)
        .carry_package("A-0001/2", On::OurUsb)
        .permitted();
    warned(
        &out,
        &[
            WarningCode::ApprovalEndsBeforeReturn,
            WarningCode::CarriedAlone,
        ],
    );
}
