//! The nine checks of a permission (§4.2) in their order, each failing alone; every element of a scope; which of several
//! is used, and which is reported.

use custody_core::record::{
    Authority, CarrierType, DocumentForm, Grant, Guard, Method, Permission, PermissionId,
    PermissionKind, Register, Subject, Trust, Uses,
};
use custody_core::rules::{Denied, Finding, Permitted, WarningCode};
use custody_tests::cast::{On, Where, Who, date, instance, moment, text};
use custody_tests::gunma;
use custody_tests::story::Story;
use custody_tests::verdict::{Verdict as _, value, warned};
use custody_tests::wish::Wish;
use std::num::NonZeroU32;

/// S with a permission to copy `/1`, as `change` leaves it, and then A's copy at 9:10.
fn copying(change: impl FnOnce(&mut Permission)) -> (Story, Result<Permitted, Denied>) {
    copying_in(|_, permission| change(permission))
}

fn copying_in(
    change: impl FnOnce(&mut Register, &mut Permission),
) -> (Story, Result<Permitted, Denied>) {
    let mut s = Story::s();
    let id = s.granted(&Wish::copy(&["A-0001/1"]));
    s.clock("2024-10-01 09:10");
    let mut permission = s.known.permissions[&id].clone();
    change(&mut s.known, &mut permission);
    s.known.permissions.insert(id, permission);
    let result = s.by(Who::A).copy("A-0001/1", On::OurUsb, Where::Cabinet);
    (s, result)
}

/// One way to spoil a valid permission, and the 細目 it gives.
type Fault = (&'static str, fn(&mut Permission));

/// One for each of the checks 1 to 9, in their order.
const NINE: [Fault; 9] = [
    ("wrong_kind", |p| p.grant = Grant::Provide),
    ("not_written", |p| p.document.form = DocumentForm::Oral),
    ("no_authority", |p| p.decided_by = Who::T.into()),
    ("decided_after", |p| {
        p.decided_at = moment("2024-10-01 09:11")
    }),
    ("outside_period", |p| {
        p.scope.to = Some(moment("2024-10-01 09:09"))
    }),
    ("revoked", |p| p.revoked = Some(moment("2024-10-01 09:10"))),
    ("exhausted", |p| p.used = 1),
    ("out_of_scope", |p| p.scope.persons.clear()),
    ("conditions_open", |p| {
        p.conditions = vec![text("立会いの下で行うこと")]
    }),
];

#[test]
fn each_of_the_nine_checks_fails_alone_and_before_those_after_it() {
    copying(|_| {}).1.permitted();
    for (i, (detail, spoil)) in NINE.iter().enumerate() {
        let alone = copying(spoil).1.refused_for(Guard::CopyApproval, detail);
        assert_eq!(alone.detail.unwrap().step(), u8::try_from(i + 1).unwrap());
        let with_all_after = copying(|p| NINE[i..].iter().for_each(|(_, spoil)| spoil(p)));
        with_all_after.1.refused_for(Guard::CopyApproval, detail);
    }
}

/// 1: one subject never stands for another (§4.1), and only carry takes an 指示.
#[test]
fn a_permission_for_another_subject_or_an_order_is_of_the_wrong_kind() {
    let destroy = Grant::Destroy {
        removal_included: false,
        unsanitised_release: false,
        witness_required: false,
    };
    let carry = Grant::Carry {
        copies_included: 9,
        disposal_preapproved: Vec::new(),
        encryption_exempt: None,
        paper_allowed: false,
    };
    for grant in [
        carry,
        destroy,
        Grant::Purpose,
        Grant::Provide,
        Grant::Subcontract,
        Grant::Place,
        Grant::Disclose {
            to: text("監査法人丁"),
        },
    ] {
        copying(|p| p.grant = grant)
            .1
            .refused_for(Guard::CopyApproval, "wrong_kind");
    }
    let order = PermissionKind::Instruction {
        addressee: Who::R.into(),
    };
    copying(|p| p.kind = order)
        .1
        .refused_for(Guard::CopyApproval, "wrong_kind");
}

/// 2: 書面 are A, B and C; C is warned of (W02).
#[test]
fn what_is_not_in_writing_opens_nothing() {
    use DocumentForm as F;
    let paper = |p: &mut Permission, form, whole: bool, checked: Option<Who>| {
        p.document.form = form;
        p.document.scan = whole.then(|| text("sha256:00"));
        p.transcribed_by = Some(Who::R.into());
        p.checked_by = checked.map(Into::into);
    };
    for (form, whole, checked, level) in [
        (F::PaperOriginal, true, Some(Who::K), Trust::B),
        (F::PdfOfficial, true, Some(Who::K), Trust::B),
        (F::PaperOriginal, true, Some(Who::R), Trust::C),
        (F::PaperOriginal, true, None, Trust::C),
        (F::PaperOriginal, false, Some(Who::K), Trust::D),
        (F::Email, true, None, Trust::C),
        (F::Email, false, None, Trust::D),
        (F::Fax, true, None, Trust::C),
        (F::Oral, true, Some(Who::K), Trust::D),
    ] {
        let (s, result) = copying(|p| paper(p, form, whole, checked));
        assert_eq!(
            s.known.permissions.values().next().unwrap().trust(),
            level,
            "{form:?}"
        );
        match level {
            Trust::D => drop(result.refused_for(Guard::CopyApproval, "not_written")),
            Trust::C => warned(&result.permitted(), &[WarningCode::CopyOfPaper]),
            Trust::A | Trust::B => warned(&result.permitted(), &[]),
        }
    }
}

/// 2: the profile may ask for more, or for less (story 34).
#[test]
fn the_profile_says_which_level_is_enough() {
    let level = |min_trust| {
        move |known: &mut Register, p: &mut Permission| {
            let guards = &mut known.contract.as_mut().unwrap().profile.guards;
            guards.get_mut(&Guard::CopyApproval).unwrap().min_trust = Some(min_trust);
            p.document.form = DocumentForm::Email;
            p.document.scan = (min_trust != Trust::D).then(|| text("sha256:00"));
        }
    };
    copying_in(level(Trust::B))
        .1
        .refused_for(Guard::CopyApproval, "level_too_low");
    copying_in(level(Trust::C)).1.permitted();
    copying_in(level(Trust::D)).1.permitted();
}

/// 2, for destruction: Art. 13-2 asks for an approval, the level is a house rule.
#[test]
fn an_oral_approval_to_destroy_is_too_low_and_not_unwritten() {
    let mut s = Story::s_with_copy();
    let id = s.granted(&Wish::destroy(&["A-0001/3"], &[Method::Physical]));
    s.known.permissions.get_mut(&id).unwrap().document.form = DocumentForm::Oral;
    s.by(Who::A)
        .destroy("A-0001/3", Method::Physical, Who::K)
        .refused_for(Guard::DestroyApproval, "level_too_low");
}

/// 3: that subject, on the day it was decided.
#[test]
fn the_approver_held_the_subject_on_the_day_of_the_decision() {
    let approver = |subjects: &[Subject], from, to: Option<&str>| {
        let authority = Authority::Approver {
            post: text("課長"),
            subjects: subjects.to_vec(),
            from: date(from),
            to: to.map(date),
        };
        move |known: &mut Register, _: &mut Permission| {
            known.people.get_mut(&Who::G.into()).unwrap().authority = Some(authority);
        }
    };
    let (day, copy) = ("2024-10-01", [Subject::Copy]);
    copying_in(approver(&copy, day, Some(day))).1.permitted();
    for (subjects, from, to) in [
        (&[Subject::Carry, Subject::Destroy][..], day, None),
        (&copy[..], "2024-10-02", None),
        (&copy[..], "2024-04-01", Some("2024-09-30")),
    ] {
        copying_in(approver(subjects, from, to))
            .1
            .refused_for(Guard::CopyApproval, "no_authority");
    }
}

/// 4: decided, then registered, then done.
#[test]
fn a_decision_is_registered_before_the_act() {
    copying(|p| p.registered_at = moment("2024-10-01 09:11"))
        .1
        .refused_for(Guard::CopyApproval, "registered_after");
    copying(|p| p.decided_at = moment("2024-10-01 09:09"))
        .1
        .refused_for(Guard::CopyApproval, "decided_after");
    copying(|p| p.registered_at = moment("2024-10-01 09:10"))
        .1
        .permitted();
}

/// 5: both ends inclusive.
#[test]
fn a_period_includes_its_first_and_its_last_moment() {
    let (at, before, after) = (
        moment("2024-10-01 09:10"),
        moment("2024-10-01 09:09"),
        moment("2024-10-01 09:11"),
    );
    copying(|p| (p.scope.from, p.scope.to) = (Some(at), Some(at)))
        .1
        .permitted();
    copying(|p| p.scope.from = Some(after))
        .1
        .refused_for(Guard::CopyApproval, "outside_period");
    let finding = copying(|p| p.scope.to = Some(before))
        .1
        .refused_for(Guard::CopyApproval, "outside_period");
    let period = custody_core::rules::Detail::OutsidePeriod {
        from: None,
        to: Some(before),
    };
    assert_eq!(finding.detail, Some(period));
}

/// 6: immediate, and never undoes past acts.
#[test]
fn a_revocation_counts_from_its_moment() {
    copying(|p| p.revoked = Some(moment("2024-10-01 09:11")))
        .1
        .permitted();
    copying(|p| p.revoked = Some(moment("2024-10-01 09:10")))
        .1
        .refused_for(Guard::CopyApproval, "revoked");
}

/// 7: so many times, or standing until an end.
#[test]
fn a_standing_permission_has_an_end_and_no_count() {
    let end = |p: &mut Permission| p.scope.to = Some(moment("2024-12-31 23:59"));
    copying(|p| p.uses = Uses::Standing)
        .1
        .refused_for(Guard::CopyApproval, "exhausted");
    let (mut s, result) = copying(|p| {
        p.uses = Uses::Standing;
        end(p);
    });
    result.permitted();
    s.by(Who::A)
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .permitted();

    let (mut s, result) = copying(|p| p.uses = Uses::Times(NonZeroU32::new(2).unwrap()));
    result.permitted();
    s.by(Who::A)
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .permitted();
    s.by(Who::A)
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .refused_for(Guard::CopyApproval, "exhausted");
}

/// 7: "`standing` requires an end date within standing_max_days" (92 in the Gunma profile).
#[test]
fn a_standing_permission_ends_within_the_days_of_the_profile() {
    for (end, good) in [("2025-01-01 23:59", true), ("2025-01-02 00:00", false)] {
        let (_, result) = copying(|p| {
            p.uses = Uses::Standing;
            p.scope.to = Some(moment(end));
        });
        if good {
            result.permitted();
        } else {
            result.refused_for(Guard::CopyApproval, "exhausted");
        }
    }
}

/// S with `/3` on 乙's USB and a permission to carry it, and then A's departure.
fn carrying(change: impl FnOnce(&mut Permission)) -> Result<Permitted, Denied> {
    let mut s = Story::s_with_copy();
    let id = s.granted(&Wish::carry(&["A-0001/3"], "2024-10-01"));
    s.by(Who::A).brief().permitted();
    change(s.known.permissions.get_mut(&id).unwrap());
    s.by(Who::A).under(id).carry_as_is(On::OurUsb, None)
}

fn scope_of(finding: &Finding) -> (String, String) {
    match finding.detail.as_ref() {
        Some(custody_core::rules::Detail::OutOfScope { element, value }) => {
            (element.code().to_owned(), value.code())
        }
        other => panic!("{other:?}"),
    }
}

/// 8, in the order 対象・部数・目的・持出し先・媒体・従事者・組織・方法, as far as the acts built have them. An empty list
/// means none, never any.
#[test]
fn each_element_of_the_scope_contains_that_of_the_act() {
    type Element = ((&'static str, &'static str), fn(&mut Permission));
    let elements: [Element; 4] = [
        (("instance", "A-0001/3"), |p| {
            p.scope.instances = vec![instance("A-0001/1")]
        }),
        (("destination", "高崎コールセンター"), |p| {
            p.scope.destinations.clear()
        }),
        (("carrier", "C-0003"), |p| {
            p.scope.carriers = vec![On::ClientUsb.into()]
        }),
        (("person", "作業者A"), |p| {
            p.scope.persons = vec![Who::B.into()]
        }),
    ];
    carrying(|_| {}).permitted();
    for (i, ((element, shown), spoil)) in elements.iter().enumerate() {
        let wanted = ((*element).to_owned(), (*shown).to_owned());
        let alone = carrying(spoil).refused_for(Guard::CarryApproval, "out_of_scope");
        assert_eq!(scope_of(&alone), wanted);
        let with_all_after = carrying(|p| elements[i..].iter().for_each(|(_, spoil)| spoil(p)));
        assert_eq!(
            scope_of(&with_all_after.refused_for(Guard::CarryApproval, "out_of_scope")),
            wanted
        );
    }
    carrying(|p| {
        p.scope.carriers.clear();
        p.scope.types = vec![CarrierType::UsbFlash];
    })
    .permitted();
    let hdd = carrying(|p| {
        p.scope.carriers.clear();
        p.scope.types = vec![CarrierType::Hdd];
    });
    assert_eq!(
        scope_of(&hdd.refused_for(Guard::CarryApproval, "out_of_scope")).0,
        "carrier"
    );

    let mut s = Story::s_with_copy();
    s.granted(&Wish::destroy(&["A-0001/3"], &[]));
    let none = s.by(Who::A).destroy("A-0001/3", Method::Physical, Who::K);
    let shown = scope_of(&none.refused_for(Guard::DestroyApproval, "out_of_scope"));
    assert_eq!(shown, ("method".to_owned(), "physical".to_owned()));
}

/// 9: acknowledged by the actor.
#[test]
fn conditions_are_acknowledged_by_the_actor() {
    let mut s = Story::s();
    let mut wish = Wish::copy(&["A-0001/1"]);
    wish.conditions = vec![text("作業後は直ちに格納すること")];
    s.granted(&wish);
    s.by(Who::A)
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .refused_for(Guard::CopyApproval, "conditions_open");
    s.by(Who::A)
        .acknowledging()
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .permitted();
}

/// §4.2: "of several valid ones the earliest to expire is used"; the named one alone, when one is named.
#[test]
fn of_several_permissions_the_earliest_to_expire_is_used_unless_one_is_named() {
    let used = |s: &Story| -> Vec<u32> { s.known.permissions.values().map(|p| p.used).collect() };
    let mut s = Story::s();
    s.granted(&Wish::copy(&["A-0001/1"]));
    s.granted(&Wish::copy(&["A-0001/1"]).until("2024-12-31 23:59"));
    s.granted(&Wish::copy(&["A-0001/1"]).until("2024-10-31 23:59"));
    let fourth = s.granted(&Wish::copy(&["A-0001/1"]));
    let copy = |s: &mut Story| s.by(Who::A).copy("A-0001/1", On::OurUsb, Where::Cabinet);
    for expected in [[0, 0, 1, 0], [0, 1, 1, 0], [1, 1, 1, 0]] {
        copy(&mut s).permitted();
        assert_eq!(used(&s), expected);
    }
    s.by(Who::A)
        .under(PermissionId::new(1).unwrap())
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .refused_for(Guard::CopyApproval, "exhausted");
    s.by(Who::A)
        .under(fourth)
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .permitted();
    assert_eq!(used(&s), [1, 1, 1, 1]);
}

/// §5.2: "Of several candidates the one that gets furthest is reported."
#[test]
fn of_several_candidates_the_one_that_gets_furthest_is_reported() {
    let mut s = Story::s();
    s.granted(&Wish::destroy(&["A-0001/1"], &[Method::Physical]));
    s.granted(&Wish::copy(&["A-0001/1"]).persons(&[Who::B]));
    s.granted(&Wish::copy(&["A-0001/1"]).decided_by(Who::T));
    // Another instance's permission is no candidate, however far it would get.
    let mut other = Wish::copy(&["A-0001/2"]);
    other.conditions = vec![text("条件")];
    s.granted(&other);
    let finding = s
        .by(Who::A)
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .refused_for(Guard::CopyApproval, "out_of_scope");
    assert_eq!(
        scope_of(&finding),
        ("person".to_owned(), "作業者B".replace('B', "A"))
    );
    assert_eq!(value(&finding, "id"), "A-0001/1");
}

/// A guard switched off neither refuses nor is cited (§3).
#[test]
fn a_guard_that_is_off_does_not_refuse() {
    let mut s = Story::s();
    s.by(Who::A)
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .refused(Guard::CopyApproval);
    let guards = &mut s.known.contract.as_mut().unwrap().profile.guards;
    guards.get_mut(&Guard::CopyApproval).unwrap().on = false;
    let copied = s
        .by(Who::A)
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .permitted();
    let custody_core::record::Event::InstanceCopied { uses, .. } = &copied.record().event else {
        panic!()
    };
    assert!(uses.is_empty());
}

/// §5.2 and §4.1: the articles and levels of the Gunma terms.
#[test]
fn the_built_in_profile_cites_what_the_domain_says() {
    let profile = custody_core::rules::profile::gunma();
    assert_eq!(gunma::ARTICLES.len(), Guard::ALL.len());
    for (guard, article) in gunma::ARTICLES {
        assert!(profile.is_on(guard), "{guard}");
        assert_eq!(
            profile.article(guard).map(|a| a.label()),
            article,
            "{guard}"
        );
        assert_eq!(profile.min_trust(guard), Trust::C, "{guard}");
    }
}
