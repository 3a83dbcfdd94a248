//! Contract profiles as data (§3): another prefecture's terms, whole, and a contract that is amended.

use custody_core::record::{
    Document, DocumentForm, Event, Guard, Guide, Method, Profile, RequestId, Trust,
};
use custody_core::rules::{Act, Amendment, Decision, Denied, Nonsense, Permitted, profile};
use custody_tests::cast::{On, Where, Who, date, text};
use custody_tests::story::Story;
use custody_tests::verdict::Verdict as _;
use custody_tests::wish::Wish;

const TOKUYAKU: &str = include_str!("../../profiles/tokuyaku.toml");

fn tokuyaku() -> Profile {
    profile::parse(TOKUYAKU).unwrap()
}

fn amendment() -> Amendment {
    Amendment {
        profile: None,
        until: None,
        work_items: Vec::new(),
        purposes: Vec::new(),
        deliverables: Vec::new(),
        access_scope: Vec::new(),
        document: Document {
            form: DocumentForm::PaperOriginal,
            number: Some(text("税第30号")),
            date: Some(date("2024-10-01")),
            scan: None,
            image: None,
            filed_at: Some(text("契約書つづり")),
            registered_at: None,
        },
        reason: Some(text("条項の改正")),
    }
}

fn amend(s: &mut Story, who: Who, amendment: Amendment) -> Result<Permitted, Denied> {
    s.by(who).act(Act::Amend(Box::new(amendment)))
}

/// S with an approval by telephone to copy `/1`.
fn called(s: &mut Story) {
    let wish = Wish::copy(&["A-0001/1"]);
    s.by(Who::R).act(wish.request().act()).permitted();
    let request = RequestId::new(s.known.counters.request).unwrap();
    let decision = Decision {
        document: Document {
            form: DocumentForm::Oral,
            number: None,
            date: Some(s.now.date()),
            scan: None,
            image: None,
            filed_at: None,
            registered_at: None,
        },
        ..wish.decision(request, s.now)
    };
    s.by(Who::R)
        .act(Act::Decide(Box::new(decision)))
        .permitted();
}

#[test]
fn another_prefectures_terms_are_whole_and_their_own() {
    let terms = tokuyaku();
    assert_eq!(terms.terms_cite.as_str(), "特約条項");
    assert_eq!(terms.guards.len(), Guard::ALL.len());
    let cited = |guard| terms.article(guard).map(|a| a.japanese());
    assert_eq!(cited(Guard::CopyApproval).as_deref(), Some("第1条第3項"));
    assert_eq!(cited(Guard::CarryApproval).as_deref(), Some("第1条第3項"));
    assert_eq!(cited(Guard::CarryBrief), None);
    assert_eq!(terms.min_trust(Guard::CopyApproval), Trust::D);
    assert_eq!(terms.min_trust(Guard::Provision), Trust::C);
    assert_eq!(terms.guides.return_after_unneeded, Guide::Days(0));
    assert!(
        !terms.is_on(Guard::InstructManager) && !terms.destroy_methods.contains(&Method::Overwrite)
    );
    // A file of its own must say everything.
    let without = TOKUYAKU.replace("balance = { on = true }\n", "");
    let error = profile::parse(&without).unwrap_err();
    assert_eq!((error.key.as_str(), error.code()), ("guards.balance", 6));
}

/// Story 34: the same call opens a copy under terms that ask for no writing, and nothing under Gunma's.
#[test]
fn the_terms_say_whether_a_call_is_enough() {
    let copy = |s: &mut Story| s.by(Who::A).copy("A-0001/1", On::OurUsb, Where::Cabinet);
    let mut gunma = Story::s();
    called(&mut gunma);
    copy(&mut gunma).refused_for(Guard::CopyApproval, "not_written");
    let mut other = Story::s();
    let terms = Amendment {
        profile: Some(tokuyaku()),
        ..amendment()
    };
    let before = copy(&mut other).refused(Guard::CopyApproval);
    assert_eq!(before.article.unwrap().japanese(), "第13条第4項");
    amend(&mut other, Who::R, terms).permitted();
    let Err(Denied::Refused(refusal)) = copy(&mut other) else {
        panic!()
    };
    assert_eq!(refusal.finding.article.unwrap().japanese(), "第1条第3項");
    called(&mut other);
    copy(&mut other).permitted();
}

/// §3: "A change after opening = `contract_amended` with 甲's document; old records keep their profile version."
#[test]
fn an_amendment_counts_from_the_next_record_on() {
    let mut s = Story::s();
    let changed = |profile: Option<Profile>| Amendment {
        profile,
        ..amendment()
    };
    assert_eq!(
        amend(&mut s, Who::R, amendment()).unwrap_err(),
        Denied::Nonsense(Nonsense::Unchanged)
    );
    let mut oral = changed(Some(tokuyaku()));
    oral.document.form = DocumentForm::Oral;
    assert_eq!(
        amend(&mut s, Who::R, oral).unwrap_err(),
        Denied::Nonsense(Nonsense::NotWritten)
    );
    amend(&mut s, Who::K, changed(Some(tokuyaku()))).refused(Guard::Role);
    let permitted = amend(&mut s, Who::R, changed(Some(tokuyaku()))).permitted();
    assert_eq!(permitted.record().profile, 1);
    let taken = s.by(Who::A).take("A-0001/1").permitted();
    assert_eq!(taken.record().profile, 2);
    let profile = &s.known.contract.as_ref().unwrap().profile;
    assert_eq!((profile.name.as_str(), profile.version), ("tokuyaku", 2));
    assert!(
        !profile.work_items.is_empty(),
        "the contract's own lists stay"
    );
    // Another version than the next one does not replay.
    let mut again = permitted.record().clone();
    again.seq = s.known.next_seq();
    again.at = s.now;
    again.recorded = None;
    assert!(matches!(
        custody_core::rules::apply::apply(&s.known, &again),
        Err(Denied::Inconsistent { .. })
    ));
    assert!(matches!(again.event, Event::ContractAmended { .. }));
}

#[test]
fn a_longer_term_and_further_work_are_amended_too() {
    let mut s = Story::s();
    let longer = Amendment {
        until: Some(date("2025-06-30")),
        work_items: vec![text("税務"), text("収納")],
        ..amendment()
    };
    amend(&mut s, Who::R, longer).permitted();
    let contract = s.known.contract.as_ref().unwrap();
    assert_eq!(contract.term.until, date("2025-06-30"));
    let named = |work: &str| {
        let items = &contract.profile.work_items;
        items.iter().filter(|item| item.as_str() == work).count()
    };
    assert_eq!((named("税務"), named("収納")), (1, 1));
    let backwards = Amendment {
        until: Some(date("2024-03-31")),
        ..amendment()
    };
    assert_eq!(
        amend(&mut s, Who::R, backwards).unwrap_err(),
        Denied::Nonsense(Nonsense::Dates)
    );
}
