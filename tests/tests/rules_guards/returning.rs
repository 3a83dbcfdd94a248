//! 返還 and 受領確認: receipt_match, self_approve; and who of 甲 decides.

use custody_core::record::{Document, DocumentForm, Guard, StateName};
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
        document: custody_core::record::Document::signed_note(None, None),
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

/// §4.2: "甲's receipts and acknowledgements carry the same scale": a receipt ends the keys, so a call is not enough; that
/// something was refused is a fact.
#[test]
fn a_receipt_is_in_writing_and_a_refusal_need_not_be() {
    let mut s = Story::s();
    s.by(Who::R).give_back(&["A-0001/1"], false).permitted();
    let on = |act: Act, form| {
        let Act::TakeReceipt(mut receipt) = act else {
            panic!()
        };
        receipt.document = Document {
            form,
            number: Some(text("税第50号")),
            date: Some(s.now.date()),
            filed_at: Some(text("契約書つづり")),
            ..receipt.document
        };
        receipt
    };
    let oral = on(receipt(&s, Who::T, 120_000, "S123"), DocumentForm::Oral);
    let paper = on(
        receipt(&s, Who::T, 120_000, "S123"),
        DocumentForm::PaperOriginal,
    );
    let mut refused = oral.clone();
    refused.rejected = Some(custody_core::rules::Rejected {
        reason: None,
        place: Where::Cabinet.into(),
    });
    let denied = s.by(Who::R).act(Act::TakeReceipt(oral)).unwrap_err();
    assert_eq!(denied, Denied::Nonsense(Nonsense::NotWritten));
    s.clone()
        .by(Who::R)
        .act(Act::TakeReceipt(refused))
        .permitted();
    s.by(Who::R).act(Act::TakeReceipt(paper)).permitted();
    assert_eq!(s.state("A-0001/1"), StateName::Returned);
}
