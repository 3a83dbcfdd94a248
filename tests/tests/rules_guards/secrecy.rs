//! 開示 of what was learned under the contract: secrecy (§5.3, 31; contract Art. 12).

use custody_core::record::{Event, Guard};
use custody_core::rules::{Act, NewDisclosure};
use custody_tests::cast::{Who, date, instance, text};
use custody_tests::story::Story;
use custody_tests::sub::disclose;
use custody_tests::verdict::{Verdict as _, value};
use custody_tests::wish::Wish;

const AUDITOR: &str = "監査法人戊";

#[test]
fn what_was_learned_is_disclosed_to_whom_the_prefecture_named_as_often_as_it_said() {
    let mut s = Story::s();
    s.by(Who::R)
        .act(disclose(&[], AUDITOR))
        .refused(Guard::Secrecy);
    s.granted(&Wish::disclose(&[], AUDITOR));
    s.by(Who::A)
        .act(disclose(&[], AUDITOR))
        .refused(Guard::Role);
    s.by(Who::R)
        .act(disclose(&[], "新聞社己"))
        .refused_for(Guard::Secrecy, "out_of_scope");
    let done = s.by(Who::R).act(disclose(&[], AUDITOR)).permitted();
    let Event::Disclosed { to, uses, .. } = &done.record().event else {
        panic!("{:?}", done.record().event);
    };
    assert_eq!((to.as_str(), uses.len()), (AUDITOR, 1));
    s.by(Who::R)
        .act(disclose(&[], AUDITOR))
        .refused_for(Guard::Secrecy, "exhausted");
}

/// "One subject never stands for another", and neither does one thing for another (§4.1, §4.2).
#[test]
fn a_disclosure_is_of_what_the_approval_names() {
    let mut s = Story::s();
    s.granted(&Wish::copy(&["A-0001/1"]));
    let finding = s
        .by(Who::R)
        .act(disclose(&["A-0001/1"], AUDITOR))
        .refused_for(Guard::Secrecy, "wrong_kind");
    assert_eq!(value(&finding, "id"), "A-0001/1");
    s.granted(&Wish::disclose(&["A-0001/1"], AUDITOR));
    s.by(Who::R)
        .act(disclose(&["A-0001/1", "A-0001/2"], AUDITOR))
        .refused(Guard::Secrecy);
    s.by(Who::R)
        .act(disclose(&["A-0001/1"], AUDITOR))
        .permitted();
}

/// "secrecy (also after the contract)": the duty does not end with it.
#[test]
fn secrecy_holds_after_the_contract() {
    let mut s = Story::s();
    s.clock("2025-06-01 09:00");
    let manager = s.known.people.get_mut(&Who::R.into()).unwrap();
    manager.training.as_mut().unwrap().valid_until = date("2026-03-31");
    s.by(Who::R)
        .act(disclose(&["A-0001/1"], AUDITOR))
        .refused(Guard::Secrecy);
    s.granted(&Wish::disclose(&["A-0001/1"], AUDITOR));
    s.by(Who::R)
        .act(disclose(&["A-0001/1"], AUDITOR))
        .permitted();
}

#[test]
fn a_disclosure_claims_nothing_that_no_form_may_claim() {
    let mut s = Story::s();
    s.granted(&Wish::disclose(&["A-0001/1"], AUDITOR));
    let claim = Act::Disclose(Box::new(NewDisclosure {
        instances: vec![instance("A-0001/1")],
        to: text(AUDITOR),
        items: text("データは完全に消去した"),
    }));
    s.by(Who::R).act(claim).refused(Guard::ForbiddenWord);
}
