//! The example, the minimal draft, and what else a setup file can say.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod mistakes;

use super::super::{Act, Asked, WarningCode, decide};
use super::*;
use crate::record::calendar::{DateError, parse_date};
use crate::record::text::TextError;
use crate::record::{
    CarrierOwner, CarrierType, Guard, Guide, OrgKind, PlaceKind, Register, Subject,
};

fn text(text: &str) -> Text {
    Text::new(text).unwrap()
}

fn day(day: &str) -> Date {
    parse_date(day).unwrap().value
}

fn card(name: &str) -> Card {
    Card {
        verifier: text(name),
        recipient: text("age1x"),
        fingerprint: text("0000"),
    }
}

fn parts(today: &str) -> Parts {
    Parts {
        log_key: text("vault+1+AA=="),
        recovery: text("age1r"),
        today: day(today),
        opener_name: text("髙橋 一郎"),
        opener_card: card("opener"),
        cards: BTreeMap::new(),
    }
}

/// The example with a text replaced, which must be in it.
fn changed(from: &str, to: &str) -> String {
    assert!(EXAMPLE.contains(from), "{from}");
    EXAMPLE.replacen(from, to, 1)
}

/// The example with more at its end.
fn with(more: &str) -> String {
    format!("{EXAMPLE}\n{more}\n")
}

fn line_of(toml: &str, start: &str) -> usize {
    1 + toml
        .lines()
        .position(|line| line.starts_with(start))
        .unwrap()
}

#[test]
fn the_example_works_as_it_is() {
    let setup = parse_setup(EXAMPLE).unwrap();
    assert!(setup.warnings().is_empty());
    assert_eq!(setup.opener_name(), None);
    assert_eq!(setup.card_files().count(), 0);
    let Opening {
        contract,
        organisations,
        people,
        places,
        carriers,
    } = setup.into_opening(parts("2026-11-25")).unwrap();

    assert_eq!(
        contract.term,
        Term {
            from: day("2026-04-01"),
            until: day("2027-03-31")
        }
    );
    assert_eq!(contract.number.as_str(), "税第101号");
    assert_eq!(
        contract.emergency.unwrap().after_hours.as_str(),
        "090-0000-0000"
    );
    assert_eq!(
        (contract.log_key.as_str(), contract.recovery.as_str()),
        ("vault+1+AA==", "age1r")
    );
    let profile = contract.profile;
    for (list, length) in [
        ("work_items", profile.work_items.len()),
        ("purposes", profile.purposes.len()),
        ("deliverables", profile.deliverables.len()),
        ("access_scope", profile.access_scope.len()),
        ("service_levels", profile.service_levels.len()),
        ("policy_documents", profile.policy_documents.len()),
    ] {
        assert_eq!(length, 1, "{list}");
    }
    assert_eq!(profile.name.as_str(), "gunma");

    let organisations: Vec<_> = organisations
        .iter()
        .map(|o| (o.id.to_string(), o.kind, o.parent))
        .collect();
    let contractor = OrgId::new(2);
    assert_eq!(
        organisations,
        [
            ("O-01".to_owned(), OrgKind::Client, None),
            ("O-02".to_owned(), OrgKind::Contractor, None),
            ("O-03".to_owned(), OrgKind::Disposer, contractor),
        ]
    );

    let [opener, approver] = people.as_slice() else {
        panic!("{people:?}")
    };
    let today = day("2026-11-25");
    assert_eq!(
        (opener.id.to_string().as_str(), opener.name.as_str()),
        ("H-001", "髙橋 一郎")
    );
    assert_eq!(
        (Some(opener.employer), opener.card.clone()),
        (contractor, Some(card("opener")))
    );
    assert_eq!(opener.roles_on(today), [Role::Manager]);
    let training = opener.training.as_ref().unwrap();
    assert!(training.covers_terms && training.on <= today && today <= training.valid_until);
    assert_eq!(
        (approver.id.to_string().as_str(), approver.card.as_ref()),
        ("H-002", None)
    );
    assert!(approver.is_client() && approver.has_role(Role::Client, today));
    for subject in Subject::ALL {
        assert!(
            approver.authority.as_ref().unwrap().decides(subject, today),
            "{subject:?}"
        );
    }

    let places: Vec<_> = places
        .iter()
        .map(|p| (p.id.to_string(), p.kind, p.inside, p.lockable))
        .collect();
    assert_eq!(
        places,
        [
            ("L-01".to_owned(), PlaceKind::Workplace, None, false),
            (
                "L-02".to_owned(),
                PlaceKind::LockedCabinet,
                crate::record::PlaceId::new(1),
                true
            ),
            ("L-03".to_owned(), PlaceKind::ClientOffice, None, false),
        ]
    );
    let [machine] = carriers.as_slice() else {
        panic!("{carriers:?}")
    };
    assert_eq!(
        (machine.id.to_string().as_str(), machine.carrier_type),
        ("C-0001", CarrierType::Pc)
    );
    assert_eq!(
        (machine.owner, machine.place),
        (CarrierOwner::Contractor, crate::record::PlaceId::new(1))
    );
}

/// The rules agree to what comes out, from a file and from a draft.
#[test]
fn what_is_built_opens_a_contract() {
    let now = "2026-11-25T10:00:00+09:00".parse().unwrap();
    for setup in [parse_setup(EXAMPLE), minimal().build()] {
        let opening = setup.unwrap().into_opening(parts("2026-11-25")).unwrap();
        let opener = opening.people[0].id;
        let asked = Asked::now(opener, Act::OpenContract(Box::new(opening)));
        assert!(decide(&Register::empty(text("vault")), &asked, now).is_ok());
    }
}

/// The example's term and training are of one fiscal year; whoever changes one must change all of them.
#[test]
fn the_days_of_the_example_belong_together() {
    let Opening {
        contract, people, ..
    } = parse_setup(EXAMPLE)
        .unwrap()
        .into_opening(parts("2026-11-25"))
        .unwrap();
    let training = people[0].training.as_ref().unwrap();
    assert_eq!(
        (training.on, training.valid_until),
        (contract.term.from, contract.term.until)
    );
    assert!(
        contract
            .title
            .as_str()
            .contains(&EXAMPLE[EXAMPLE.find("令和8年度").unwrap()..][.."令和8年度".len()])
    );
    assert_eq!(
        contract.profile.policy_documents[0].received,
        contract.term.from
    );
}

#[test]
fn people_and_cards_come_in_order() {
    let toml = changed("# name = \"髙橋 一郎\"", "name = \"山田 花子\"")
        .replace("# card_file = \"関口.card\"", "card_file = \"関口.card\"")
        .replace(
            "[[client_people]]",
            r#"[[people]]
name = "小林 和子"
roles = ["worker"]
work_scope = ["税務システム運用保守"]
employment = "派遣"
employment_evidence = "派遣元管理台帳12"
from = "R8.10.1"
to = 2026-12-31
card_file = "鍵/小林.card"
training = { on = "令和8年9月1日", content = "研修", trainer = "部長", covers_terms = true }
[[people]]
name = "木村 進"
roles = ["supervisor"]
employment = "direct"
employment_evidence = "3"
[[client_people]]
name = "中島 恵"
post = "主任"
authority = "officer"
[[client_people]]"#,
        );
    let setup = parse_setup(&toml).unwrap();
    assert_eq!(setup.opener_name().unwrap().as_str(), "山田 花子");
    assert_eq!(
        setup.card_files().collect::<Vec<_>>(),
        ["鍵/小林.card", "関口.card"]
    );
    let error = setup.clone().into_opening(parts("2026-11-25")).unwrap_err();
    assert_eq!(error.key, "people[2].card_file");
    assert_eq!(error.line, Some(line_of(&toml, "card_file = \"鍵")));
    assert_eq!(error.fault, Fault::NoCard("鍵/小林.card".to_owned()));

    let mut parts = parts("2026-03-20");
    for file in ["鍵/小林.card", "関口.card"] {
        parts.cards.insert(file.to_owned(), card(file));
    }
    let Opening { people, .. } = setup.into_opening(parts).unwrap();
    let seen: Vec<_> = people
        .iter()
        .map(|p| {
            (
                p.id.to_string(),
                p.name.as_str(),
                p.card.as_ref().map_or("", |card| card.verifier.as_str()),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("H-001".to_owned(), "山田 花子", "opener"),
            ("H-002".to_owned(), "小林 和子", "鍵/小林.card"),
            ("H-003".to_owned(), "木村 進", ""),
            ("H-004".to_owned(), "中島 恵", ""),
            ("H-005".to_owned(), "関口 誠", "関口.card"),
        ]
    );
    // Before the term: listed from the day of opening, unless a day was given.
    assert_eq!(people[0].roles[0].from, day("2026-03-20"));
    assert_eq!(
        (people[1].roles[0].from, people[1].roles[0].to),
        (day("2026-10-01"), Some(day("2026-12-31")))
    );
    assert_eq!(people[1].employment, Employment::Dispatched);
    // 社内目安: twelve months where the file says nothing.
    assert_eq!(
        people[1].training.as_ref().unwrap().valid_until,
        day("2027-09-01")
    );
    assert!(people[3].authority.as_ref().unwrap().receives());
}

#[test]
fn a_profile_inline_changes_labels_and_roles() {
    let toml = changed(
        "extends = \"gunma\"",
        "extends = \"gunma\"\ncombined_roles_allowed = true\nguards.copy_approval.article = \"1-3\"\nguides.training = \"6m\"",
    )
    .replace("roles = [\"manager\"]", "roles = [\"manager\", \"supervisor\"]")
    .replace("valid_until = \"令和9年3月31日\"\n", "");
    let setup = parse_setup(&toml).unwrap();
    assert_eq!(
        setup
            .profile()
            .article(Guard::CopyApproval)
            .unwrap()
            .japanese(),
        "第1条第3項"
    );
    assert_eq!(setup.profile().guides.training, Guide::Months(6));
    let Opening { people, .. } = setup.into_opening(parts("2026-11-25")).unwrap();
    assert_eq!(people[0].roles.len(), 2);
    assert_eq!(
        people[0].training.as_ref().unwrap().valid_until,
        day("2026-10-01")
    );
}

#[test]
fn places_and_organisations_refer_to_earlier_ones() {
    let toml = with(
        r#"
[[workplaces]]
name = "高崎コールセンター"
designated_by = "5-2"
approval = "税第3号"
[[storages]]
name = "保管室"
kind = "storage_room"
inside = "高崎コールセンター"
[[storages]]
name = "室内保管庫"
kind = "locked_cabinet"
inside = "保管室"
[[organisations]]
name = "甲乙システム"
kind = "subcontractor"
[[organisations]]
name = "丙データ"
kind = "subcontractor"
parent = "甲乙システム""#,
    );
    let Opening {
        organisations,
        places,
        ..
    } = parse_setup(&toml)
        .unwrap()
        .into_opening(parts("2026-11-25"))
        .unwrap();
    let seen: Vec<_> = places
        .iter()
        .map(|p| {
            (
                p.name.as_str(),
                p.inside.map(|i| i.to_string()),
                p.entry_log,
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("前橋作業室", None, false),
            ("高崎コールセンター", None, false),
            ("第1保管庫", Some("L-01".to_owned()), false),
            ("保管室", Some("L-02".to_owned()), true),
            ("室内保管庫", Some("L-04".to_owned()), false),
            ("群馬県総務部税務課", None, false),
        ]
    );
    let parents: Vec<_> = organisations
        .iter()
        .map(|o| o.parent.map(|p| p.to_string()))
        .collect();
    assert_eq!(
        parents[3..],
        [Some("O-02".to_owned()), Some("O-04".to_owned())]
    );
}

#[test]
fn a_day_past_its_era_is_counted_on_and_said() {
    let setup = parse_setup(&changed(
        "from = \"令和8年4月1日\"",
        "from = \"平成38年4月1日\"",
    ))
    .unwrap();
    assert_eq!(setup.term().from, day("2026-04-01"));
    assert_eq!(setup.warnings()[0].code, WarningCode::EraCorrected);
    assert_eq!(setup.warnings()[0].about, "contract.from 2026-04-01");
}

#[test]
fn files_of_windows_are_read() {
    let windows = format!("\u{feff}{}", EXAMPLE.replace('\n', "\r\n"));
    assert_eq!(parse_setup(&windows), parse_setup(EXAMPLE));
    let wrong = windows.replace("kind = \"disposer\"", "kind = \"client\"");
    let line = line_of(&wrong, "kind = \"client\"");
    assert_eq!(parse_setup(&wrong).unwrap_err().line, Some(line));
}

fn minimal() -> SetupDraft {
    let term = Term {
        from: day("令和6年4月1日"),
        until: day("令和7年3月31日"),
    };
    Setup::minimal(
        text("税第1号"),
        text("税務業務"),
        text("税務課"),
        text("株式会社乙"),
        term,
    )
}

#[test]
fn the_minimal_setup_opens_a_vault() {
    let mut draft = minimal();
    draft.name_workplace(text("前橋作業室"));
    let Opening {
        contract,
        organisations,
        people,
        places,
        carriers,
    } = draft
        .build()
        .unwrap()
        .into_opening(parts("2024-10-01"))
        .unwrap();
    assert_eq!(contract.profile.work_items, [text("税務業務")]);
    assert_eq!(contract.profile.purposes, [text("税務業務")]);
    assert_eq!(
        contract.profile.access_scope[0].info_category.as_str(),
        "本件業務の情報"
    );
    assert_eq!(organisations.len(), 2);
    assert_eq!((people.len(), people[0].name.as_str()), (1, "髙橋 一郎"));
    assert!(people[0].has_role(Role::Manager, day("2024-04-01")));
    let names: Vec<_> = places.iter().map(|place| place.name.as_str()).collect();
    assert_eq!(names, ["前橋作業室", "保管庫", "税務課"]);
    assert_eq!(places[1].inside, Some(places[0].id));
    assert_eq!(carriers[0].place, Some(places[0].id));
}

#[test]
fn a_draft_from_options_is_checked_like_a_file() {
    let mut backwards = minimal();
    backwards.term.until = day("2024-03-31");
    let (mut no_scope, mut no_place, mut no_storage) = (minimal(), minimal(), minimal());
    no_scope.access_scope.clear();
    no_place.workplaces.clear();
    no_storage.storages.clear();
    let mut nobody = minimal();
    nobody.people.clear();
    let mut stranger = minimal();
    stranger.organisations.push(OtherOrganisation {
        name: text("別の乙"),
        address: None,
        kind: OrgKind::Contractor,
        parent: None,
    });
    let mut lent = minimal();
    lent.opener_mut().unwrap().employment = Employment::Client;
    for (draft, key) in [
        (backwards, "contract.until"),
        (no_scope, "access_scope"),
        (no_place, "workplaces"),
        (no_storage, "storages"),
        (nobody, "people"),
        (stranger, "organisations[1].kind"),
        (lent, "people[1].employment"),
    ] {
        let error = draft.build().unwrap_err();
        assert_eq!(
            (error.key.as_str(), error.line, error.code()),
            (key, None, 2),
            "{error}"
        );
    }
}

#[test]
fn options_beside_a_file_change_its_term() {
    let setup = parse_setup(EXAMPLE).unwrap();
    let (from, until) = (day("2030-04-01"), day("2031-03-31"));
    let changed = setup.clone().with_term(Term { from, until }).unwrap();
    assert_eq!(changed.term(), Term { from, until });
    let error = setup
        .with_term(Term {
            from: until,
            until: from,
        })
        .unwrap_err();
    assert_eq!(
        (error.fault.clone(), error.code()),
        (Fault::EndsBeforeStart, 2)
    );
    assert_eq!(
        error.to_string(),
        "contract.until: the last day is before the first"
    );
}
