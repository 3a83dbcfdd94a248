//! The subjects of §4.1 beside copying, carrying and destroying: what a request must name, and what its approval opens.

use custody_core::record::{
    Document, Event, Grant, Guard, OrgId, OrgKind, Organisation, PermissionId, RequestParticulars,
    Scope, Subcontracting,
};
use custody_core::rules::{Act, Denied, Nonsense};
use custody_tests::cast::{PURPOSE, Where, Who, contractor, instance, text};
use custody_tests::story::Story;
use custody_tests::verdict::{Verdict as _, value};
use custody_tests::wish::Wish;

/// An item and how to leave it out.
type LeftOut = (&'static str, fn(&mut Subcontracting));

const STATISTICS: &str = "税務統計の作成";

fn sub(s: &mut Story) -> OrgId {
    let id = OrgId::new(3).unwrap();
    let entry = Organisation {
        id,
        name: text("有限会社丙"),
        address: Some(text("前橋市")),
        kind: OrgKind::Subcontractor,
        parent: Some(contractor()),
        supervision: Default::default(),
    };
    s.known.organisations.insert(id, entry);
    id
}

/// "An empty scope list means none, never any" (§4.2): a request that would ask for nothing is none.
#[test]
fn a_request_names_what_it_asks_for() {
    let mut s = Story::s();
    let org = sub(&mut s);
    let of = |grant: Grant, scope: Scope| {
        let mut wish = Wish::copy(&[]);
        (wish.grant, wish.scope) = (grant, scope);
        wish
    };
    let one = vec![instance("A-0001/2")];
    let whole = [
        of(
            Grant::Purpose,
            Scope {
                instances: one.clone(),
                purpose: Some(text(STATISTICS)),
                ..Scope::default()
            },
        ),
        of(
            Grant::Provide,
            Scope {
                instances: one.clone(),
                orgs: vec![org],
                ..Scope::default()
            },
        ),
        Wish::subcontract(org),
        Wish::place(Where::Osaka),
    ];
    for wish in whole {
        s.by(Who::R)
            .act(Act::Request(Box::new(wish.request())))
            .permitted();
        let mut bare = wish.clone();
        bare.scope = Scope {
            instances: bare.scope.instances,
            ..Scope::default()
        };
        let denied = s.by(Who::R).act(Act::Request(Box::new(bare.request())));
        assert_eq!(denied.unwrap_err(), Denied::Nonsense(Nonsense::Empty));
    }
    // What is disclosed may have no number.
    let to = text("監査法人丁");
    let disclose = of(Grant::Disclose { to }, Scope::default());
    s.by(Who::R)
        .act(Act::Request(Box::new(disclose.request())))
        .permitted();
    // The particulars are those of the grant.
    let mut mixed = disclose;
    mixed.particulars = Some(RequestParticulars::Copy { place: None });
    let denied = s.by(Who::R).act(Act::Request(Box::new(mixed.request())));
    assert_eq!(denied.unwrap_err(), Denied::Nonsense(Nonsense::Mixed));
}

#[test]
fn what_a_request_names_is_on_the_register() {
    let mut s = Story::s();
    let strange = OrgId::new(77).unwrap();
    let denied = s
        .by(Who::R)
        .act(Act::Request(Box::new(Wish::subcontract(strange).request())));
    assert_eq!(denied.unwrap_err(), Denied::Unknown("O-77".to_owned()));
}

/// Art. 14-2, story 28: each of the items, and all that are missing at once.
#[test]
fn a_request_to_subcontract_says_all_that_14_2_asks() {
    let mut s = Story::s();
    let org = sub(&mut s);
    let said = |words: &str| Some(text(words));
    let whole = Subcontracting {
        content: said("帳票の印刷"),
        information: said("課税台帳"),
        safeguards: said("施錠した作業室"),
        supervision: said("月1回の点検"),
    };
    let mut ask = |items: Subcontracting| {
        let mut wish = Wish::subcontract(org);
        wish.particulars = Some(RequestParticulars::Subcontract(items));
        s.by(Who::R).act(Act::Request(Box::new(wish.request())))
    };
    ask(whole.clone()).permitted();
    let without: [LeftOut; 4] = [
        ("subcontracted", |items| items.content = None),
        ("information", |items| items.information = None),
        ("safeguards", |items| items.safeguards = None),
        ("supervision", |items| items.supervision = None),
    ];
    for (field, leave_out) in without {
        let mut items = whole.clone();
        leave_out(&mut items);
        let finding = ask(items).refused(Guard::FormField);
        assert_eq!(value(&finding, "field"), field);
        assert_eq!(value(&finding, "form"), "11-1");
    }
    let finding = ask(Subcontracting::default()).refused(Guard::FormField);
    assert_eq!(
        value(&finding, "field"),
        "subcontracted information safeguards supervision"
    );
}

/// Art. 13-6: an approved other purpose opens taking and opening for that purpose, and for no other.
#[test]
fn another_purpose_is_open_once_it_is_approved() {
    let mut s = Story::s();
    let take = |s: &mut Story, purpose: &str| {
        s.clone()
            .by(Who::A)
            .take_for("A-0001/1", Where::Maebashi, purpose)
    };
    take(&mut s, STATISTICS).refused(Guard::OtherPurpose);
    s.granted(&Wish::copy(&["A-0001/1"]));
    take(&mut s, STATISTICS).refused_for(Guard::OtherPurpose, "wrong_kind");
    s.granted(&Wish::purpose(&["A-0001/1"], STATISTICS));
    take(&mut s, STATISTICS).permitted();
    take(&mut s, PURPOSE).permitted();
    take(&mut s, "自社製品試験").refused_for(Guard::OtherPurpose, "out_of_scope");
    // Used as often as it is wanted: nothing uses it up.
    s.by(Who::A)
        .take_for("A-0001/1", Where::Maebashi, STATISTICS)
        .permitted();
    s.by(Who::A).store("A-0001/1", Where::Cabinet).permitted();
    s.by(Who::A)
        .take_for("A-0001/1", Where::Maebashi, STATISTICS)
        .permitted();
}

/// Art. 5-2: an approved place opens work there, for the people it names, as long as it holds.
#[test]
fn a_place_is_a_workplace_once_it_is_approved() {
    let mut s = Story::s();
    let take = |s: &mut Story, who: Who| {
        s.clone()
            .by(who)
            .take_for("A-0001/1", Where::Osaka, PURPOSE)
    };
    take(&mut s, Who::A).refused(Guard::Workplace);
    let id = s.granted(&Wish::place(Where::Osaka).until("2024-10-31 23:59"));
    take(&mut s, Who::A).permitted();
    take(&mut s, Who::B).refused_for(Guard::Workplace, "out_of_scope");
    s.known.permissions.get_mut(&id).unwrap().revoked = Some(s.now);
    take(&mut s, Who::A).refused_for(Guard::Workplace, "revoked");
    s.known.permissions.get_mut(&id).unwrap().revoked = None;
    s.clock("2024-11-01 09:00");
    take(&mut s, Who::A).refused_for(Guard::Workplace, "outside_period");
}

/// Art. 14-1: the approval of the organisation counts as any other, with its level and its period.
#[test]
fn people_of_an_organisation_work_as_long_as_its_approval_holds() {
    let mut s = Story::s();
    let org = sub(&mut s);
    s.known.people.get_mut(&Who::A.into()).unwrap().employer = org;
    let take = |s: &Story| s.clone().by(Who::A).take("A-0001/1");
    take(&s).refused(Guard::EmployerKnown);
    let id: PermissionId = s.granted(&Wish::subcontract(org).until("2024-10-31 23:59"));
    take(&s).permitted();
    let permission = s.known.permissions.get_mut(&id).unwrap();
    permission.document = Document {
        form: custody_core::record::DocumentForm::Oral,
        ..permission.document.clone()
    };
    take(&s).refused(Guard::EmployerKnown);
}

#[test]
fn a_request_keeps_its_particulars() {
    let mut s = Story::s();
    let permitted = s
        .by(Who::R)
        .act(Act::Request(Box::new(Wish::place(Where::Osaka).request())))
        .permitted();
    let Event::RequestSent { request, .. } = &permitted.record().event else {
        panic!()
    };
    let equipment = Some(text("専用端末"));
    assert_eq!(request.particulars, RequestParticulars::Place { equipment });
}
