//! 廃棄: destroy_method, destroy_evidence, witness_other, copies_open, crypto_erase and pre-approved disposal (§5.6).

use custody_core::record::{
    CarrierId, CarrierOwner, CarrierType, DestructionEvidence, Grant, Guard, IncidentStage,
    Instance, InstanceKind, Method, PersonId, Protection, StateName,
};
use custody_core::rules::{Act, Denied};
use custody_tests::cast::{self, On, Where, Who, date, instance, text};
use custody_tests::story::Story;
use custody_tests::things::{destroy, evidence};
use custody_tests::verdict::{Verdict as _, value};
use custody_tests::wish::Wish;

/// S with `/3` on 乙's carrier of this type, and an approval to destroy it by any method.
fn on(carrier_type: CarrierType) -> Story {
    let mut s = Story::s_with_copy();
    let carrier = cast::carrier(
        CarrierId::from(On::OurUsb),
        carrier_type,
        CarrierOwner::Contractor,
        "B777",
    );
    s.known.carriers.insert(On::OurUsb.into(), carrier);
    s.granted(&Wish::destroy(&["A-0001/3"], &Method::ALL));
    s
}

/// §5.6, typed in: which carriers a method is for. crypto_erase and logical_delete of a working copy are asked elsewhere.
fn suits(method: Method, carrier: CarrierType) -> bool {
    use CarrierType as C;
    match method {
        Method::Physical | Method::CryptoErase => true,
        Method::Degauss => [C::Hdd, C::Tape].contains(&carrier),
        Method::Overwrite => [C::Hdd, C::UsbFlash, C::Ssd].contains(&carrier),
        Method::DeviceSanitize => [C::Hdd, C::Ssd].contains(&carrier),
        Method::Shred => [C::Paper, C::Optical].contains(&carrier),
        Method::Dissolve => [C::Paper].contains(&carrier),
        Method::LogicalDelete => [C::Server, C::Pc, C::Cloud].contains(&carrier),
    }
}

#[test]
fn a_method_is_used_only_on_the_carriers_it_is_for() {
    let mut tried = 0;
    for carrier in CarrierType::ALL {
        let s = on(carrier);
        for method in Method::ALL {
            let mut s = s.clone();
            let planned = s.clone().by(Who::A).plan_destroy("A-0001/3", method);
            let destroyed = s.by(Who::A).destroy("A-0001/3", method, Who::K);
            if suits(method, carrier) {
                planned.permitted();
                destroyed.permitted();
                assert_eq!(s.state("A-0001/3"), StateName::Destroyed);
            } else {
                for refused in [planned, destroyed] {
                    let finding = refused.refused(Guard::DestroyMethod);
                    assert_eq!(value(&finding, "method"), method.code());
                    assert_eq!(value(&finding, "carrier"), carrier.code());
                }
            }
            tried += 1;
        }
    }
    assert_eq!(tried, 80);
}

#[test]
fn a_profile_narrows_the_methods_for_all_or_for_one_category() {
    for by_category in [true, false] {
        let mut s = on(CarrierType::Hdd);
        let profile = &mut s.known.contract.as_mut().unwrap().profile;
        if by_category {
            profile.access_scope[0].destroy_methods = vec![Method::Physical];
        } else {
            profile.destroy_methods = vec![Method::Physical];
        }
        s.by(Who::A)
            .destroy("A-0001/3", Method::Degauss, Who::K)
            .refused(Guard::DestroyMethod);
        s.by(Who::A)
            .destroy("A-0001/3", Method::Physical, Who::K)
            .permitted();
    }
    // Another category's list is another category's.
    let mut s = on(CarrierType::Hdd);
    s.known.contract.as_mut().unwrap().profile.access_scope[1].destroy_methods =
        vec![Method::Physical];
    s.by(Who::A)
        .destroy("A-0001/3", Method::Degauss, Who::K)
        .permitted();
}

/// One thing that is left out of otherwise whole evidence.
type Without = (&'static str, fn(&mut DestructionEvidence));

/// §5.6, typed in: what each method's evidence is, each piece left out alone.
#[test]
fn evidence_lacking_one_piece_is_refused_and_names_it() {
    const SERIAL: Without = ("serial_read", |e| e.serial_read = None);
    const OTHER_SERIAL: Without = ("serial_read", |e| e.serial_read = Some(text("B778")));
    const AFTER: Without = ("photo_after", |e| e.files.truncate(1));
    const PHOTOS: Without = ("photo_before photo_after", |e| e.files.clear());
    const TOOL: Without = ("tool", |e| e.tool = None);
    const VERSION: Without = ("tool_version", |e| e.tool_version = None);
    const LOG: Without = ("log", |e| e.files.clear());
    const WIDTH: Without = ("shred_width", |e| e.shred_width = None);
    let table: &[(Method, CarrierType, &[Without])] = &[
        (
            Method::Physical,
            CarrierType::UsbFlash,
            &[SERIAL, OTHER_SERIAL, AFTER, PHOTOS],
        ),
        (
            Method::Degauss,
            CarrierType::Tape,
            &[SERIAL, OTHER_SERIAL, TOOL, LOG],
        ),
        (
            Method::Overwrite,
            CarrierType::Ssd,
            &[SERIAL, OTHER_SERIAL, TOOL, VERSION, LOG],
        ),
        (
            Method::DeviceSanitize,
            CarrierType::Hdd,
            &[SERIAL, OTHER_SERIAL, TOOL, LOG],
        ),
        (
            Method::CryptoErase,
            CarrierType::UsbFlash,
            &[SERIAL, OTHER_SERIAL],
        ),
        (
            Method::Shred,
            CarrierType::Optical,
            &[SERIAL, OTHER_SERIAL, WIDTH],
        ),
        (Method::Shred, CarrierType::Paper, &[WIDTH]),
        (Method::Dissolve, CarrierType::Paper, &[WIDTH]),
        (
            Method::LogicalDelete,
            CarrierType::Server,
            &[SERIAL, OTHER_SERIAL, LOG],
        ),
        (Method::LogicalDelete, CarrierType::Cloud, &[LOG]),
    ];
    for (method, carrier, pieces) in table {
        let mut s = on(*carrier);
        let whole = evidence(&s.known, instance("A-0001/3"));
        for (items, leave_out) in *pieces {
            let mut lacking = whole.clone();
            leave_out(&mut lacking);
            let finding = s
                .by(Who::A)
                .destroy_with("A-0001/3", *method, Who::K, lacking)
                .refused(Guard::DestroyEvidence);
            assert_eq!(value(&finding, "items"), *items, "{method:?}");
        }
        s.by(Who::A)
            .destroy_with("A-0001/3", *method, Who::K, whole)
            .permitted();
    }
}

/// What the vault deletes itself needs no photographs, but only by the methods it can do.
#[test]
fn the_vault_is_its_own_log_only_for_what_it_can_do() {
    let mut s = Story::s();
    s.granted(&Wish::destroy(
        &["A-0001/2"],
        &[Method::LogicalDelete, Method::Physical],
    ));
    let by_vault = |method| {
        let mut act = destroy(
            instance("A-0001/2"),
            method,
            Who::K,
            DestructionEvidence::default(),
        );
        if let Act::Destroy { destruction, .. } = &mut act {
            destruction.by_vault = true;
        }
        act
    };
    let finding = s
        .by(Who::A)
        .act(by_vault(Method::Physical))
        .refused(Guard::DestroyEvidence);
    assert_eq!(
        value(&finding, "items"),
        "serial_read photo_before photo_after"
    );
    s.by(Who::A)
        .act(by_vault(Method::LogicalDelete))
        .permitted();
}

#[test]
fn the_witness_is_another_person_on_a_list() {
    let mut s = on(CarrierType::UsbFlash);
    s.known.people.get_mut(&Who::B.into()).unwrap().roles[0].to = Some(date("2024-09-30"));
    s.by(Who::A)
        .destroy("A-0001/3", Method::Physical, Who::A)
        .refused(Guard::WitnessOther);
    s.by(Who::A)
        .destroy("A-0001/3", Method::Physical, Who::B)
        .refused(Guard::WitnessOther);
    let mut act = destroy(
        instance("A-0001/3"),
        Method::Physical,
        Who::K,
        evidence(&s.known, instance("A-0001/3")),
    );
    if let Act::Destroy { destruction, .. } = &mut act {
        destruction.witness = PersonId::new(99).unwrap();
    }
    s.by(Who::A).act(act).refused(Guard::WitnessOther);
    s.clone()
        .by(Who::A)
        .destroy("A-0001/3", Method::Physical, Who::T)
        .permitted();
    s.by(Who::A)
        .destroy("A-0001/3", Method::Physical, Who::R)
        .permitted();
}

#[test]
fn an_original_is_destroyed_last() {
    let mut s = Story::s();
    s.granted(
        &Wish::destroy(
            &["A-0001/1", "A-0001/2"],
            &[Method::Physical, Method::CryptoErase],
        )
        .times(2),
    );
    let finding = s
        .by(Who::A)
        .destroy("A-0001/1", Method::Physical, Who::K)
        .refused(Guard::CopiesOpen);
    assert_eq!(
        (value(&finding, "asset"), value(&finding, "ids")),
        ("A-0001".into(), "A-0001/2".into())
    );
    s.by(Who::A)
        .destroy("A-0001/2", Method::CryptoErase, Who::K)
        .permitted();
    s.by(Who::A)
        .destroy("A-0001/1", Method::Physical, Who::K)
        .permitted();
}

/// §5.4: "A missing child counts as accounted for once its incident has a 最終報告."
#[test]
fn a_lost_copy_is_accounted_for_once_its_incident_is_finally_reported() {
    let mut s = Story::s();
    s.by(Who::A).lost(&["A-0001/2"]).permitted();
    let finding = s
        .by(Who::A)
        .give_back(&["A-0001/1"], true)
        .refused(Guard::CopiesOpen);
    assert_eq!(value(&finding, "ids"), "A-0001/2");
    for incident in s.known.incidents.values_mut() {
        incident.stage = IncidentStage::FinalReported;
    }
    s.by(Who::A).give_back(&["A-0001/1"], true).permitted();
}

/// §5.6: crypto_erase is for "data never in plaintext on that carrier", whichever instance brought it there.
#[test]
fn what_lay_in_the_clear_on_the_carrier_is_not_crypto_erased() {
    let granted =
        |s: &mut Story, number| s.granted(&Wish::destroy(&[number], &[Method::CryptoErase]));
    for opened in ["A-0001/2", "A-0001/1"] {
        let mut s = Story::s();
        granted(&mut s, "A-0001/2");
        // Onto the machine, where `/2` lies.
        s.by(Who::A).open(opened, Where::Maebashi).permitted();
        s.by(Who::A).close("A-0001/3").permitted();
        let finding = s
            .by(Who::A)
            .destroy("A-0001/2", Method::CryptoErase, Who::K)
            .refused(Guard::DestroyMethod);
        assert_eq!(value(&finding, "method"), "crypto_erase", "{opened}");
    }
    // `/3` on the stick was opened on the machine: the stick never saw plaintext, the machine did.
    let mut s = Story::s_with_copy();
    granted(&mut s, "A-0001/3");
    granted(&mut s, "A-0001/2");
    s.by(Who::A).open("A-0001/3", Where::Maebashi).permitted();
    s.by(Who::A)
        .destroy("A-0001/2", Method::CryptoErase, Who::K)
        .refused(Guard::DestroyMethod);
    s.by(Who::A)
        .destroy("A-0001/3", Method::CryptoErase, Who::K)
        .permitted();
}

#[test]
fn a_copy_made_where_the_clear_text_lies_is_not_crypto_erased() {
    let mut s = Story::s();
    s.by(Who::A).open("A-0001/2", Where::Maebashi).permitted();
    s.granted(&Wish::copy(&["A-0001/2"]).carriers(&[On::Machine]));
    s.by(Who::A)
        .copy("A-0001/2", On::Machine, Where::Maebashi)
        .permitted();
    s.granted(&Wish::destroy(&["A-0001/4"], &[Method::CryptoErase]));
    s.by(Who::A)
        .destroy("A-0001/4", Method::CryptoErase, Who::K)
        .refused(Guard::DestroyMethod);
}

#[test]
fn what_was_never_sealed_is_not_crypto_erased() {
    let mut s = Story::s();
    s.granted(&Wish::destroy(&["A-0001/2"], &[Method::CryptoErase]));
    let two = s.known.instances.get_mut(&instance("A-0001/2")).unwrap();
    *two = Instance {
        protection: Protection::None,
        ..two.clone()
    };
    s.by(Who::A)
        .destroy("A-0001/2", Method::CryptoErase, Who::K)
        .refused(Guard::DestroyMethod);
}

#[test]
fn a_method_that_the_approval_does_not_list_is_out_of_its_scope() {
    let mut s = Story::s_with_copy();
    s.granted(&Wish::destroy(&["A-0001/3"], &[Method::Overwrite]));
    s.by(Who::A)
        .destroy("A-0001/3", Method::Physical, Who::K)
        .refused_for(Guard::DestroyApproval, "out_of_scope");
    s.by(Who::A)
        .destroy("A-0001/3", Method::Overwrite, Who::K)
        .permitted();
}

#[test]
fn planning_uses_nothing_up_and_destroying_does() {
    let mut s = Story::s_with_copy();
    let permission = s.granted(&Wish::destroy(
        &["A-0001/2", "A-0001/3"],
        &[Method::Physical, Method::CryptoErase],
    ));
    s.by(Who::A)
        .plan_destroy("A-0001/3", Method::Physical)
        .permitted();
    s.by(Who::A)
        .cancel_destroy("A-0001/3", Where::Desk)
        .refused(Guard::StorageOk);
    s.by(Who::A)
        .cancel_destroy("A-0001/3", Where::Cabinet)
        .permitted();
    s.by(Who::A)
        .plan_destroy("A-0001/3", Method::Physical)
        .permitted();
    assert_eq!(s.known.permissions[&permission].used, 0);
    s.by(Who::A)
        .destroy("A-0001/3", Method::Physical, Who::K)
        .permitted();
    assert_eq!(s.known.permissions[&permission].used, 1);
    s.by(Who::A)
        .destroy("A-0001/2", Method::CryptoErase, Who::K)
        .refused_for(Guard::DestroyApproval, "exhausted");
}

/// §4.1: "`copy|carry.disposal_preapproved` with methods (what was made may be destroyed after use)".
#[test]
fn what_was_made_may_be_destroyed_where_its_permission_says_so() {
    for (listed, good) in [
        (vec![Method::Physical], true),
        (vec![Method::Overwrite], false),
        (Vec::new(), false),
    ] {
        let mut s = Story::s();
        let mut wish = Wish::copy(&["A-0001/1"]);
        wish.grant = Grant::Copy {
            disposal_preapproved: listed,
        };
        let permission = s.granted(&wish);
        s.by(Who::A)
            .copy("A-0001/1", On::OurUsb, Where::Cabinet)
            .permitted();
        let result = s.by(Who::A).destroy("A-0001/3", Method::Physical, Who::K);
        if good {
            result.permitted();
            assert_eq!(
                s.known.permissions[&permission].used, 1,
                "the copy's own use alone"
            );
        } else {
            result.refused(Guard::DestroyApproval);
        }
    }
}

#[test]
fn a_destruction_that_began_is_finished_and_one_that_did_not_is_not() {
    let mut s = Story::s();
    let permission = s.granted(&Wish::destroy(&["A-0001/2"], &[Method::CryptoErase]));
    let whole = evidence(&s.known, instance("A-0001/2"));
    let Act::Destroy {
        instance: two,
        destruction,
    } = destroy(instance("A-0001/2"), Method::CryptoErase, Who::K, whole)
    else {
        unreachable!()
    };
    let begun = s
        .by(Who::A)
        .act(Act::BeginDestroy {
            instance: two,
            destruction,
        })
        .permitted();
    let custody_core::record::Event::DestructionBegun { destruction, .. } = &begun.record().event
    else {
        panic!("not begun")
    };
    assert_eq!(
        (s.state("A-0001/2"), s.known.permissions[&permission].used),
        (StateName::Held, 0)
    );
    let finish = |instance| Act::FinishDestroy {
        instance,
        destruction: Box::new(destruction.clone()),
    };
    assert!(matches!(
        s.by(Who::R).act(finish(instance("A-0001/1"))),
        Err(Denied::Nonsense(_))
    ));
    let mut home = s.clone();
    home.by(Who::R).give_back(&["A-0001/2"], false).permitted();
    assert!(matches!(
        home.by(Who::R).act(finish(two)),
        Err(Denied::Nonsense(_))
    ));
    s.by(Who::R).act(finish(two)).permitted();
    assert_eq!(
        (s.state("A-0001/2"), s.known.permissions[&permission].used),
        (StateName::Destroyed, 1)
    );
    assert_eq!(s.known.instances[&two].kind, InstanceKind::Copy);
}
