//! Section 8: what the two sides exchange.

use crate::ledger::{key_of, register};
use crate::page::Page;
use crate::vault_folder::settings;
use custody_core::note::{SignedNote, VerifierKey};
use custody_core::record::Record;
use custody_core::seal::Sha256Digest;
use custody_core::vault::documents::{self, DecidedAs, DecisionDocument, ReceiptDocument};
use custody_core::vault::{Declaration, office};

/// The key of 甲's person.
fn officer(page: &Page) -> VerifierKey {
    let register = register(page);
    let person = register.people.values().find(|p| p.is_client()).unwrap();
    key_of(&settings(page).origin, person)
}

fn note(page: &Page, name: &str) -> SignedNote {
    SignedNote::parse(page.example(name).as_bytes()).unwrap()
}

/// SHA-256 of the two lines, by the page alone: all before the empty line.
fn text_digest(page: &Page, name: &str) -> String {
    let (text, _) = page.example(name).split_once("\n\n").unwrap();
    Sha256Digest::of(format!("{text}\n").as_bytes()).to_string()
}

/// The note that a record embeds.
fn embedded(page: &Page, seq: usize) -> String {
    let json = page.leaves()[seq].lines().nth(1).unwrap();
    let record: serde_json::Value = serde_json::from_str(json).unwrap();
    record["body"]["note"].as_str().unwrap().to_owned()
}

#[test]
fn the_decision_answers_the_request_and_stands_whole_in_its_record() {
    let page = Page::read();
    let request = office::read_request(page.example("request").as_bytes()).unwrap();
    let decision: DecisionDocument =
        documents::verify(&note(&page, "decision"), &officer(&page)).unwrap();
    assert_eq!(decision.request, request.document.request);
    assert_eq!(
        decision.request_digest.as_str(),
        text_digest(&page, "request")
    );
    assert!(matches!(decision.outcome, DecidedAs::Approved { .. }));
    assert_eq!(embedded(&page, 6), page.example("decision"));
}

#[test]
fn the_receipt_answers_the_return_and_stands_whole_in_its_record() {
    let page = Page::read();
    let returned = office::read_return(page.example("return").as_bytes()).unwrap();
    let receipt: ReceiptDocument =
        documents::verify(&note(&page, "receipt"), &officer(&page)).unwrap();
    assert_eq!(receipt.record, returned.document.record);
    assert_eq!(receipt.return_digest.as_str(), text_digest(&page, "return"));
    assert_eq!(embedded(&page, 10), page.example("receipt"));
    let json = page.leaves()[9].lines().nth(1).unwrap();
    let record: Record = serde_json::from_str(json).unwrap();
    assert_eq!(record.event.kind(), "return_made");
    assert_eq!(record.seq.0, receipt.record);
}

#[test]
fn a_changed_document_is_refused() {
    let page = Page::read();
    let request = page.example("request").replace("障害調査", "引越し");
    let error = office::read_request(request.as_bytes()).err().unwrap();
    assert_eq!(error.code(), 3);
}

#[test]
fn the_declaration_is_read_and_is_no_note() {
    let page = Page::read();
    let bytes = page.example("declaration").as_bytes();
    let declaration = Declaration::parse(bytes).unwrap().unwrap();
    assert_eq!(declaration.vault.as_str(), settings(&page).origin);
    assert_eq!(SignedNote::parse(bytes).unwrap_err().code(), 6);
}
