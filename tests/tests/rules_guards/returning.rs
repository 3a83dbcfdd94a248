//! 返還 and 受領確認: receipt_match, self_approve; and who of 甲 decides.

use custody_core::record::{Guard, StateName};
use custody_core::rules::{Act, Denied, Nonsense, Receipt, ReceiptLine};
use custody_tests::cast::{Where, Who, instance, text};
use custody_tests::story::Story;
use custody_tests::things::quantity;
use custody_tests::verdict::{Verdict as _, value};
use custody_tests::wish::Wish;

fn receipt(s: &Story, by: Who, number: u64, serial: &str) -> Act {
    Act::TakeReceipt(Box::new(Receipt {
        lines: vec![ReceiptLine {
            instance: instance("A-0001/1"),
            serial: Some(text(serial)),
            quantity: quantity(number),
        }],
        by: by.into(),
        received_at: s.now,
        rejected: None,
        note: None,
        removal_begun: false,
    }))
}

#[test]
fn a_receipt_for_another_quantity_is_refused() {
    let mut s = Story::s();
    s.by(Who::R).give_back(&["A-0001/1"], false).permitted();
    let act = receipt(&s, Who::T, 119_999, "S123");
    let finding = s.by(Who::R).act(act).refused(Guard::ReceiptMatch);
    assert_eq!(
        ["item", "v1", "v2"].map(|key| value(&finding, key)),
        ["quantity", "119,999件", "120,000件"]
    );
    let act = receipt(&s, Who::T, 120_000, "S123");
    s.by(Who::R).act(act).permitted();
    assert_eq!(s.state("A-0001/1"), StateName::Returned);
}

#[test]
fn only_somebody_of_the_office_signs_a_receipt() {
    let mut s = Story::s();
    s.by(Who::R).give_back(&["A-0001/1"], false).permitted();
    for of_ours in [Who::R, Who::K, Who::A] {
        let act = receipt(&s, of_ours, 120_000, "S123");
        s.by(Who::R).act(act).refused(Guard::SelfApprove);
    }
    let act = receipt(&s, Who::G, 120_000, "S123");
    s.by(Who::R).act(act).permitted();
}

#[test]
fn an_inspector_signs_no_receipt() {
    use custody_core::record::Authority;
    let mut s = Story::s();
    s.by(Who::R).give_back(&["A-0001/1"], false).permitted();
    let inspector = Authority::Inspector {
        post: text("検査員"),
    };
    s.known.people.get_mut(&Who::T.into()).unwrap().authority = Some(inspector);
    let act = receipt(&s, Who::T, 120_000, "S123");
    s.by(Who::R).act(act).refused(Guard::SelfApprove);
}

/// §4.3: "A person of 乙 or 再委託先 can never approve".
#[test]
fn nobody_of_ours_approves() {
    let mut s = Story::s();
    for of_ours in [Who::R, Who::K, Who::A] {
        let wish = Wish::copy(&["A-0001/1"]).decided_by(of_ours);
        s.by(Who::R)
            .act(Act::Request(Box::new(wish.request())))
            .permitted();
        let request = custody_core::record::RequestId::new(s.known.counters.request).unwrap();
        let decision = wish.decision(request, s.now);
        s.by(Who::R)
            .act(Act::Decide(Box::new(decision)))
            .refused(Guard::SelfApprove);
        let decision = Wish::copy(&["A-0001/1"]).decision(request, s.now);
        s.by(Who::R)
            .act(Act::Decide(Box::new(decision.clone())))
            .permitted();
        let denied = s
            .by(Who::R)
            .act(Act::Decide(Box::new(decision)))
            .unwrap_err();
        assert_eq!(denied, Denied::Nonsense(Nonsense::Answered));
    }
}

#[test]
fn nothing_is_returned_to_one_of_ours() {
    let mut s = Story::s();
    let act = Act::Return {
        instances: vec![instance("A-0001/1")],
        to: Who::K.into(),
        whole: false,
        packages: Default::default(),
        text_digest: None,
    };
    assert_eq!(
        s.by(Who::R).act(act).unwrap_err(),
        Denied::Nonsense(Nonsense::Role)
    );
    s.by(Who::A).give_back(&["A-0001/1"], false).permitted();
    // What is on its way home is not returned again.
    let finding = s
        .by(Who::A)
        .give_back(&["A-0001/1"], false)
        .refused(Guard::BadState);
    assert_eq!(value(&finding, "state"), "return_pending");
    s.by(Who::A)
        .rejected("A-0001/1", Where::Cabinet)
        .permitted();
    s.by(Who::A).give_back(&["A-0001/1"], false).permitted();
}
