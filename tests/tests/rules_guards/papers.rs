//! Permissions on paper (§4.2): who types in and who checks, and the level that comes of it.

use custody_core::record::{
    Date, Document, DocumentForm, Event, Guard, PermissionId, RequestId, Trust,
};
use custody_core::rules::{Act, Decision, Denied, Nonsense, Permitted, WarningCode};
use custody_tests::cast::{On, Where, Who, text};
use custody_tests::story::Story;
use custody_tests::verdict::{Verdict as _, value, warned};
use custody_tests::wish::Wish;

/// 税第12号, complete.
fn paper(form: DocumentForm, day: Date) -> Document {
    Document {
        form,
        number: Some(text("税第12号")),
        date: Some(day),
        scan: Some(text("sha256:00")),
        image: None,
        filed_at: Some(text("契約書つづり")),
        registered_at: None,
    }
}

/// R has asked to copy `/1`; what `who` types in of G's paper.
fn typed_in(s: &mut Story, who: Who, wish: &Wish, form: DocumentForm) -> Result<Permitted, Denied> {
    s.by(Who::R)
        .act(Act::Request(Box::new(wish.request())))
        .permitted();
    let request = RequestId::new(s.known.counters.request).unwrap();
    let now = s.now;
    let decision = Decision {
        document: paper(form, now.date()),
        ..wish.decision(request, now)
    };
    s.by(who).act(Act::Decide(Box::new(decision)))
}

fn check(s: &mut Story, who: Who) -> Result<Permitted, Denied> {
    let permission = PermissionId::new(s.known.counters.permission).unwrap();
    s.by(who).act(Act::Check { permission })
}

fn level(s: &Story) -> Trust {
    s.known.permissions.values().last().unwrap().trust()
}

/// Story 5.
#[test]
fn an_original_is_level_b_once_another_person_has_checked_it() {
    let mut s = Story::s();
    let wish = Wish::copy(&["A-0001/1"]);
    let permitted = typed_in(&mut s, Who::R, &wish, DocumentForm::PaperOriginal).permitted();
    let Event::PermissionRegistered {
        permission, trust, ..
    } = &permitted.record().event
    else {
        panic!()
    };
    assert_eq!(permission.transcribed_by, Some(Who::R.into()));
    assert_eq!((*trust, level(&s)), (Trust::C, Trust::C));
    check(&mut s, Who::R).refused(Guard::WitnessOther);
    check(&mut s, Who::A).refused(Guard::Role);
    let checked = check(&mut s, Who::K).permitted();
    assert!(
        matches!(
            &checked.record().event,
            Event::PermissionChecked {
                trust: Trust::B,
                ..
            }
        ),
        "the level is in the record"
    );
    assert_eq!(level(&s), Trust::B);
    assert_eq!(
        check(&mut s, Who::K).unwrap_err(),
        Denied::Nonsense(Nonsense::NothingToCheck)
    );
    let copied = s
        .by(Who::A)
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .permitted();
    warned(&copied, &[]);
    s.by(Who::A)
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .refused_for(Guard::CopyApproval, "exhausted");
}

/// Stories 6 and 7.
#[test]
fn an_e_mail_is_warned_of_and_a_call_is_not_in_writing() {
    let mut s = Story::s();
    let wish = Wish::copy(&["A-0001/1"]);
    typed_in(&mut s, Who::A, &wish, DocumentForm::Email).permitted();
    assert_eq!(level(&s), Trust::C);
    let copied = s
        .by(Who::A)
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .permitted();
    warned(&copied, &[WarningCode::CopyOfPaper]);
    let mut s = Story::s();
    typed_in(&mut s, Who::R, &wish, DocumentForm::Oral).permitted();
    assert_eq!(level(&s), Trust::D);
    check(&mut s, Who::K).permitted();
    assert_eq!(level(&s), Trust::D, "a check makes no writing");
    s.by(Who::A)
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .refused_for(Guard::CopyApproval, "not_written");
}

/// §4.3: "a person of 乙 or 再委託先 can never approve", on paper either; who may type in is a worker or the manager.
#[test]
fn who_types_in_and_who_decided_are_the_right_people() {
    let mut s = Story::s();
    let wish = Wish::copy(&["A-0001/1"]);
    typed_in(&mut s, Who::K, &wish, DocumentForm::Fax).refused(Guard::Role);
    let own = wish.clone().decided_by(Who::R);
    let finding = typed_in(&mut s, Who::A, &own, DocumentForm::Fax).refused(Guard::SelfApprove);
    assert_eq!(value(&finding, "name"), "責任者R");
    typed_in(&mut s, Who::A, &wish, DocumentForm::Fax).permitted();
}

/// Story 8, on paper: a bare date counts from its first moment.
#[test]
fn a_paper_of_a_later_day_comes_after_the_act() {
    let mut s = Story::s();
    s.clock("2024-10-02 09:00");
    let wish = Wish::copy(&["A-0001/1"]).decided_at("2024-10-02 00:00");
    typed_in(&mut s, Who::R, &wish, DocumentForm::PaperOriginal).permitted();
    s.by(Who::A)
        .at("2024-10-01 10:00")
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .refused_for(Guard::CopyApproval, "decided_after");
    s.by(Who::A)
        .at("2024-10-02 08:00")
        .copy("A-0001/1", On::OurUsb, Where::Cabinet)
        .refused_for(Guard::CopyApproval, "registered_after");
}

/// A signed note has no second person, and a record claims no level that its document does not have.
#[test]
fn a_level_is_computed_and_never_claimed() {
    let mut s = Story::s();
    let id = s.granted(&Wish::copy(&["A-0001/1"]));
    let act = Act::Check { permission: id };
    assert_eq!(
        s.by(Who::K).act(act).unwrap_err(),
        Denied::Nonsense(Nonsense::NothingToCheck)
    );
    let wish = Wish::copy(&["A-0001/1"]);
    let permitted = typed_in(&mut s, Who::R, &wish, DocumentForm::Fax).permitted();
    let mut claimed = permitted.record().clone();
    let Event::PermissionRegistered { trust, .. } = &mut claimed.event else {
        panic!()
    };
    *trust = Trust::A;
    let mut before = s.known.clone();
    before.head.size = claimed.seq.0;
    assert!(matches!(
        custody_core::rules::apply::apply(&before, &claimed),
        Err(Denied::Inconsistent { .. })
    ));
}
