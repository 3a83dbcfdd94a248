//! Where lent data may be used and kept: access_scope, workplace, storage_ok, carrier_known (§2, §5.2).

use custody_core::record::party::Designation;
use custody_core::record::{
    CarrierId, CarrierOwner, CarrierType, Guard, Instance, Place, PlaceId, PlaceKind, Protection,
};
use custody_core::rules::{Act, Receive, ReceivedOn};
use custody_tests::cast::{self, On, PURPOSE, Where, Who, instance, text};
use custody_tests::story::Story;
use custody_tests::things::usb_receipt;
use custody_tests::verdict::{Verdict as _, value};
use custody_tests::wish::Wish;

#[test]
fn a_category_outside_the_access_scope_is_not_received() {
    let mut s = Story::before_receipt();
    let finding = s
        .by(Who::A)
        .receive(Receive {
            info_category: text("戸籍"),
            ..usb_receipt()
        })
        .refused(Guard::AccessScope);
    assert_eq!(value(&finding, "category"), "戸籍");
    s.by(Who::A).receive(usb_receipt()).permitted();
}

#[test]
fn a_method_outside_the_access_scope_opens_and_takes_nothing() {
    let mut s = Story::s();
    let take = |method: &str| Act::Take {
        instance: instance("A-0001/1"),
        place: Where::Maebashi.into(),
        purpose: text(PURPOSE),
        method: Some(text(method)),
    };
    let open = |method: &str| Act::Open {
        instance: instance("A-0001/2"),
        carrier: On::Machine.into(),
        place: Where::Maebashi.into(),
        purpose: text(PURPOSE),
        method: Some(text(method)),
        software: None,
    };
    for act in [take("自宅からの接続"), open("自宅からの接続")] {
        let finding = s.by(Who::A).act(act).refused(Guard::AccessScope);
        assert_eq!(
            (value(&finding, "category"), value(&finding, "method")),
            ("住民税".into(), "自宅からの接続".into())
        );
    }
    for act in [take("作業場所の端末"), open("作業場所の端末")] {
        s.by(Who::A).act(act).permitted();
    }
}

/// Art. 5: a designated or approved workplace, and what is inside one.
#[test]
fn work_is_done_in_a_workplace_or_inside_one() {
    let mut s = Story::s();
    let bare = s.known.places[&Where::Osaka.into()].clone();
    let with = |kind, inside, designation| Place {
        kind,
        inside,
        designation,
        ..bare.clone()
    };
    let maebashi = Some(PlaceId::from(Where::Maebashi));
    for (place, good) in [
        (
            with(PlaceKind::Workplace, None, Some(Designation::Designated)),
            true,
        ),
        (
            with(
                PlaceKind::Workplace,
                None,
                Some(Designation::Approved {
                    document: text("税第9号"),
                }),
            ),
            true,
        ),
        (with(PlaceKind::Workplace, None, None), false),
        (
            with(PlaceKind::Other, None, Some(Designation::Designated)),
            false,
        ),
        (with(PlaceKind::ClientOffice, None, None), false),
        (with(PlaceKind::Other, maebashi, None), true),
        (with(PlaceKind::LockedCabinet, maebashi, None), true),
        (with(PlaceKind::Other, Some(Where::Desk.into()), None), true),
        (
            with(PlaceKind::Other, Some(Where::Kencho.into()), None),
            false,
        ),
        // In itself, as only hostile data can say.
        (
            with(PlaceKind::Other, Some(Where::Osaka.into()), None),
            false,
        ),
    ] {
        s.known.places.insert(place.id, place.clone());
        let result = s
            .clone()
            .by(Who::A)
            .take_for("A-0001/1", Where::Osaka, PURPOSE);
        if good {
            result.permitted();
        } else {
            result.refused(Guard::Workplace);
        }
    }
}

/// §2: "the instance is in a LockedCabinet or StorageRoom; or it is electronic, sealed, and on a pc/server in a Workplace
/// or on cloud storage whose place is an approved Workplace". A room is locked and its entry logged, a cabinet locked (§1).
#[test]
fn storage_is_a_lock_or_a_seal_on_a_machine_in_a_workplace() {
    use CarrierType as C;
    use Protection as P;
    let mut s = Story::s();
    let (osaka, usb) = (
        s.known.places[&Where::Osaka.into()].clone(),
        On::OurUsb.into(),
    );
    let mut tried = 0;
    for kind in PlaceKind::ALL {
        for (lockable, entry_log, designated) in [
            (false, false, false),
            (true, false, false),
            (false, true, false),
            (true, true, false),
            (false, false, true),
        ] {
            for protection in [P::None, P::Sealed, P::ExternalEncryption, P::LockedCase] {
                for carrier_type in CarrierType::ALL {
                    let designation = designated.then_some(Designation::Designated);
                    let place = Place {
                        kind,
                        lockable,
                        entry_log,
                        designation,
                        inside: None,
                        ..osaka.clone()
                    };
                    s.known.places.insert(place.id, place);
                    let carrier = cast::carrier(
                        CarrierId::from(On::OurUsb),
                        carrier_type,
                        CarrierOwner::Contractor,
                        "B777",
                    );
                    s.known.carriers.insert(usb, carrier);
                    let thing = s.known.instances.get_mut(&instance("A-0001/2")).unwrap();
                    *thing = Instance {
                        carrier: usb,
                        protection,
                        ..thing.clone()
                    };

                    let locked = match kind {
                        PlaceKind::LockedCabinet => lockable,
                        PlaceKind::StorageRoom => lockable && entry_log,
                        _ => false,
                    };
                    let machine = matches!(carrier_type, C::Pc | C::Server | C::Cloud);
                    let sealed = matches!(protection, P::Sealed | P::ExternalEncryption);
                    let good =
                        locked || machine && sealed && designated && kind == PlaceKind::Workplace;
                    let act = Act::Store {
                        instance: instance("A-0001/2"),
                        place: Where::Osaka.into(),
                    };
                    let result = custody_core::rules::decide(
                        &s.known,
                        &custody_core::rules::Asked::now(Who::A.into(), act),
                        s.now,
                    );
                    if good {
                        result.permitted();
                    } else {
                        result.refused(Guard::StorageOk);
                    }
                    tried += 1;
                }
            }
        }
    }
    assert_eq!(tried, 7 * 5 * 4 * 10);
}

#[test]
fn a_copy_goes_only_onto_a_registered_medium() {
    let mut s = Story::s();
    let mut wish = Wish::copy(&["A-0001/1"]);
    wish.scope.types = vec![CarrierType::UsbFlash];
    s.granted(&wish);
    let private = CarrierId::new(99).unwrap();
    let mut act =
        custody_tests::things::copy("A-0001/1", On::OurUsb, Where::Cabinet, Protection::Sealed);
    if let Act::Copy { carrier, .. } = &mut act {
        *carrier = private;
    }
    let refusal = s.by(Who::A).act(act).refusal();
    let known = std::iter::once(&refusal.finding).chain(&refusal.others);
    let finding = known
        .filter(|f| f.guard == Guard::CarrierKnown)
        .collect::<Vec<_>>()[0];
    assert_eq!(value(finding, "no"), "C-0099");

    s.known
        .carriers
        .get_mut(&On::OurUsb.into())
        .unwrap()
        .retired = true;
    let finding = s
        .by(Who::A)
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .refused(Guard::CarrierKnown);
    assert_eq!(value(&finding, "no"), "C-0003");
    s.known
        .carriers
        .get_mut(&On::OurUsb.into())
        .unwrap()
        .retired = false;
    s.by(Who::A)
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .permitted();
}

#[test]
fn receiving_onto_an_unregistered_medium_is_refused() {
    let mut s = Story::before_receipt();
    let onto = |on| Receive {
        on,
        place: Where::Cabinet.into(),
        ..usb_receipt()
    };
    let unknown = CarrierId::new(9).unwrap();
    for on in [ReceivedOn::Registered(unknown), ReceivedOn::Vault(unknown)] {
        let finding = s.by(Who::A).receive(onto(on)).refused(Guard::CarrierKnown);
        assert_eq!(value(&finding, "no"), "C-0009");
    }
    s.by(Who::A)
        .receive(onto(ReceivedOn::Vault(On::Machine.into())))
        .permitted();
}

/// Plaintext on a medium that nobody knows of could never be closed with its serial.
#[test]
fn opening_onto_a_medium_that_is_not_on_the_register_is_not_understood() {
    let mut s = Story::s();
    let act = Act::Open {
        instance: instance("A-0001/2"),
        carrier: CarrierId::new(99).unwrap(),
        place: Where::Maebashi.into(),
        purpose: text(PURPOSE),
        method: None,
        software: None,
    };
    let denied = s.by(Who::A).act(act).unwrap_err();
    assert_eq!(
        denied,
        custody_core::rules::Denied::Unknown("C-0099".to_owned())
    );
}
