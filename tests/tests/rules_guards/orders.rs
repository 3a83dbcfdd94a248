//! 甲's 指示, revocations, extensions and drafts (§4.1–4.3, Art. 15-3): stories 16, 17, 35 and the end of 15.

use custody_core::record::{
    Document, DocumentForm, Guard, Permission, PermissionId, RequestId, RequestState, Scope, Uses,
};
use custody_core::rules::{Act, Denied, Nonsense, Order, Permitted, Revocation, WarningCode};
use custody_tests::cast::{On, PURPOSE, Where, Who, date, moment, text};
use custody_tests::story::Story;
use custody_tests::verdict::{Verdict as _, value, warned};
use custody_tests::wish::{Wish, journey};

/// G's order to bring `/2` to 県庁, A carrying, one package.
fn order(s: &Story, addressee: Who) -> Order {
    let wish = Wish::carry(&["A-0001/2"], "2024-10-01");
    Order {
        grant: wish.grant,
        scope: Scope {
            destinations: vec![Where::Kencho.into()],
            ..wish.scope
        },
        uses: Uses::SINGLE,
        conditions: Vec::new(),
        addressee: addressee.into(),
        decided_by: Who::G.into(),
        decided_at: s.now,
        document: Document::signed_note(Some(text("税第20号")), Some(s.now.date())),
        note: None,
    }
}

fn take_in(s: &mut Story, order: &Order) -> Result<Permitted, Denied> {
    s.by(Who::R).act(Act::TakeOrder(Box::new(order.clone())))
}

fn plan(s: &mut Story, order: Option<PermissionId>) -> Result<Permitted, Denied> {
    let journey = custody_core::rules::NewJourney {
        to: Where::Kencho.into(),
        ..journey(&["A-0001/2"], "2024-10-01")
    };
    s.by(Who::A).act(Act::Plan { journey, order })
}

fn revoke(s: &mut Story, who: Who, permission: PermissionId) -> Result<Permitted, Denied> {
    let revocation = Revocation {
        permission,
        by: who.into(),
        at: s.now,
        document: Document::signed_note(None, None),
        reason: Some(text("事故の調査のため")),
        note: None,
    };
    s.by(Who::A).act(Act::Revoke(Box::new(revocation)))
}

fn first() -> PermissionId {
    PermissionId::new(1).unwrap()
}

/// Story 16.
#[test]
fn a_briefed_carrier_carries_what_the_manager_was_ordered_to_bring() {
    let mut s = Story::s();
    let ordered = order(&s, Who::R);
    take_in(&mut s, &ordered).permitted();
    assert_eq!(
        plan(&mut s, None).unwrap_err(),
        Denied::Nonsense(Nonsense::NotOrdered)
    );
    plan(&mut s, Some(first())).permitted();
    s.by(Who::A)
        .carry_package("A-0001/2", On::OurUsb)
        .refused(Guard::CarryBrief);
    s.by(Who::A).brief().permitted();
    s.by(Who::A)
        .carry_package("A-0001/2", On::OurUsb)
        .permitted();
    assert_eq!(s.known.permissions[&first()].used, 1);
}

/// Story 17.
#[test]
fn an_order_to_somebody_else_than_the_manager_is_refused_at_registration() {
    let mut s = Story::s();
    let ordered = order(&s, Who::A);
    let finding = take_in(&mut s, &ordered).refused(Guard::InstructManager);
    assert_eq!(value(&finding, "name"), "作業者A");
    let own = Order {
        decided_by: Who::K.into(),
        ..order(&s, Who::R)
    };
    take_in(&mut s, &own).refused(Guard::SelfApprove);
    // An officer may order (§4.3), and only to carry out (§4.1).
    let officer = Order {
        decided_by: Who::T.into(),
        ..order(&s, Who::R)
    };
    take_in(&mut s, &officer).permitted();
    let copying = Order {
        grant: Wish::copy(&[]).grant,
        ..officer
    };
    assert_eq!(
        take_in(&mut s, &copying).unwrap_err(),
        Denied::Nonsense(Nonsense::Mixed)
    );
}

/// §4.1: "an oral 指示 opens nothing".
#[test]
fn an_order_by_telephone_opens_nothing() {
    let mut s = Story::s();
    let mut ordered = order(&s, Who::R);
    ordered.document.form = DocumentForm::Oral;
    take_in(&mut s, &ordered).permitted();
    plan(&mut s, Some(first())).permitted();
    s.by(Who::A).brief().permitted();
    s.by(Who::A)
        .carry_package("A-0001/2", On::OurUsb)
        .refused_for(Guard::CarryApproval, "not_written");
}

/// Story 35.
#[test]
fn a_revocation_under_way_undoes_nothing_and_stops_the_next_journey() {
    let wish = Wish::carry(&["A-0001/2"], "2024-10-01").times(2);
    let mut s = Story::s_under_way(&wish);
    revoke(&mut s, Who::T, first()).refused(Guard::SelfApprove);
    revoke(&mut s, Who::G, first()).permitted();
    assert_eq!(
        revoke(&mut s, Who::G, first()).unwrap_err(),
        Denied::Nonsense(Nonsense::Answered)
    );
    let arrived = s.by(Who::A).arrive(Where::Takasaki).permitted();
    warned(&arrived, &[WarningCode::LapsedUnderWay]);
    s.by(Who::A)
        .take_for("A-0001/3", Where::Takasaki, PURPOSE)
        .refused(Guard::BadState);
    s.by(Who::A).back(Where::Cabinet).permitted();
    s.by(Who::R)
        .act(Act::Request(Box::new(
            Wish::carry(&["A-0001/2"], "2024-10-02").request(),
        )))
        .permitted();
    s.clock("2024-10-02 10:00");
    s.by(Who::A).brief().permitted();
    s.by(Who::A)
        .carry_package("A-0001/2", On::OurUsb)
        .refused_for(Guard::CarryApproval, "revoked");
}

/// Story 15, on: "until an extension". An extension gives time, not uses.
#[test]
fn an_extension_goes_on_with_the_journey_and_gives_no_further_use() {
    let wish = Wish::carry(&["A-0001/2"], "2024-10-01").until("2024-10-01 17:00");
    let mut s = Story::s_under_way(&wish);
    s.clock("2024-10-01 17:01");
    s.by(Who::A).arrive(Where::Takasaki).permitted();
    let open = |s: &Story| s.clone().by(Who::A).open("A-0001/3", Where::Takasaki);
    open(&s).refused_for(Guard::CarryApproval, "outside_period");
    let mut longer = Wish::carry(&["A-0001/2"], "2024-10-01").until("2024-10-01 20:00");
    longer.journey = None;
    let mut request = longer.request();
    request.extends = Some(first());
    s.by(Who::R)
        .act(Act::Request(Box::new(request)))
        .permitted();
    let id = RequestId::new(s.known.counters.request).unwrap();
    let decision = longer.decision(id, s.now);
    s.by(Who::R)
        .act(Act::Decide(Box::new(decision)))
        .permitted();
    let extension: &Permission = s.known.permissions.values().last().unwrap();
    assert_eq!((extension.extends, extension.used), (Some(first()), 1));
    assert_eq!(
        s.known.journeys[&s.journey()].permission,
        Some(extension.id)
    );
    open(&s).permitted();
}

/// Uses are those of the whole chain, before the journey too.
#[test]
fn a_permission_that_was_extended_is_used_once_all_the_same() {
    let mut s = Story::s();
    s.granted(&Wish::copy(&["A-0001/1"]).until("2024-10-01 17:00"));
    let longer = Wish::copy(&["A-0001/1"]).until("2024-10-02 17:00");
    let mut request = longer.request();
    request.extends = Some(first());
    s.by(Who::R)
        .act(Act::Request(Box::new(request)))
        .permitted();
    let id = RequestId::new(s.known.counters.request).unwrap();
    let decision = longer.decision(id, s.now);
    s.by(Who::R)
        .act(Act::Decide(Box::new(decision)))
        .permitted();
    s.by(Who::A)
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .permitted();
    s.by(Who::A)
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .refused_for(Guard::CopyApproval, "exhausted");
}

/// §4.3: "draft a request: worker, manager"; who sends it is the manager.
#[test]
fn a_worker_drafts_and_the_manager_sends_or_withdraws() {
    let mut s = Story::s();
    let mut draft = Wish::copy(&["A-0001/1"]).request();
    draft.draft = true;
    s.by(Who::K)
        .act(Act::Request(Box::new(draft.clone())))
        .refused(Guard::Role);
    s.by(Who::A)
        .act(Act::Request(Box::new(Wish::copy(&["A-0001/1"]).request())))
        .refused(Guard::Role);
    s.by(Who::A).act(Act::Request(Box::new(draft))).permitted();
    let request = RequestId::new(1).unwrap();
    let send = || Act::SendRequest {
        request,
        text_digest: None,
    };
    let decide = |s: &Story| {
        let decision = Wish::copy(&["A-0001/1"]).decision(request, s.now);
        Act::Decide(Box::new(decision))
    };
    let early = decide(&s);
    assert_eq!(
        s.by(Who::R).act(early).unwrap_err(),
        Denied::Nonsense(Nonsense::NotSent)
    );
    s.by(Who::A).act(send()).refused(Guard::Role);
    s.by(Who::R).act(send()).permitted();
    assert_eq!(s.known.requests[&request].state, RequestState::Sent);
    assert_eq!(s.known.requests[&request].by, Who::R.into());
    assert_eq!(
        s.by(Who::R).act(send()).unwrap_err(),
        Denied::Nonsense(Nonsense::NotADraft)
    );
    let withdraw = || Act::WithdrawRequest {
        request,
        reason: None,
    };
    s.by(Who::A).act(withdraw()).refused(Guard::Role);
    s.by(Who::R).act(withdraw()).permitted();
    assert_eq!(s.known.requests[&request].state, RequestState::Withdrawn);
    let late = decide(&s);
    assert_eq!(
        s.by(Who::R).act(late).unwrap_err(),
        Denied::Nonsense(Nonsense::NotSent)
    );
}

/// §4.2: "`standing` requires an end date within standing_max_days".
#[test]
fn a_standing_request_says_when_it_ends() {
    let mut s = Story::s();
    let mut ask = |until: Option<&str>| {
        let mut wish = Wish::copy(&["A-0001/1"]);
        if let Some(until) = until {
            wish = wish.until(until);
        }
        wish.uses = Uses::Standing;
        s.by(Who::R).act(Act::Request(Box::new(wish.request())))
    };
    for until in [None, Some("2025-01-02 00:00")] {
        assert_eq!(
            ask(until).unwrap_err(),
            Denied::Nonsense(Nonsense::Standing)
        );
    }
    ask(Some("2025-01-01 23:59")).permitted();
}

/// Art. 15: any 指示 is registered, to the manager alone, and answered on its record.
#[test]
fn an_order_of_another_kind_is_registered_and_answered() {
    let mut s = Story::s();
    let ordered = |addressee: Who, by: Who| {
        Act::RegisterInstruction(Box::new(custody_core::rules::GeneralOrder {
            text: text("更新状況を報告すること"),
            due: Some(date("2024-10-31")),
            addressee: addressee.into(),
            decided_by: by.into(),
            decided_at: moment("2024-10-01 00:00"),
            document: Document {
                form: DocumentForm::Oral,
                ..Document::signed_note(None, None)
            },
        }))
    };
    s.by(Who::A)
        .act(ordered(Who::A, Who::T))
        .refused(Guard::InstructManager);
    s.by(Who::A)
        .act(ordered(Who::R, Who::K))
        .refused(Guard::SelfApprove);
    // It opens nothing: a call will do.
    let registered = s.by(Who::A).act(ordered(Who::R, Who::T)).permitted();
    let answer = |record: &custody_core::record::Record| {
        Act::AnswerInstruction(custody_core::rules::InstructionAnswer {
            record: Box::new(record.clone()),
            answer: text("報告書を提出した"),
            number: None,
        })
    };
    let record = registered.record().clone();
    s.by(Who::A).act(answer(&record)).refused(Guard::Role);
    s.by(Who::R).act(answer(&record)).permitted();
    let other = s.records[1].clone();
    assert_eq!(
        s.by(Who::R).act(answer(&other)).unwrap_err(),
        Denied::Nonsense(Nonsense::NotAnInstruction)
    );
    let mut register = Vec::new();
    for record in &s.records {
        custody_core::report::instructions::add(&mut register, record);
    }
    assert_eq!((register.len(), register[0].answers.len()), (1, 1));
    assert!(!register[0].is_late(moment("2024-11-01 09:00")));
    register[0].answers.clear();
    assert!(!register[0].is_late(moment("2024-10-31 09:00")));
    assert!(register[0].is_late(moment("2024-11-01 09:00")));
}
