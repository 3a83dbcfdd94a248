//! Every mistake that a setup file can hold, and hostile ones.

use super::*;

#[test]
fn a_mistake_is_named_with_line_and_key() {
    let no_such = |name: &str| Fault::NoSuchName(name.to_owned());
    let twice = |name: &str| Fault::Twice(name.to_owned());
    let worker =
        "[[people]]\nname = \"小林\"\nemployment = \"direct\"\nemployment_evidence = \"2\"\n";
    // What the file is, the start of the line the mistake is on, its key, the fault.
    #[rustfmt::skip] // one mistake a line
    let cases = [
        (with("[[people]]\nnmae = \"x\""), "nmae", "people[2].nmae", Fault::UnknownKey),
        (changed("[machine]", "[machin]"), "[machin]", "machin", Fault::UnknownKey),
        (changed("serial = ", "seriall = "), "seriall", "machine.seriall", Fault::UnknownKey),
        (changed("extends = \"gunma\"", "extends = \"gunma\"\nworkplaces = []"), "workplaces", "profile.workplaces", Fault::UnknownKey),
        (changed("contract_no = \"税第101号\"\n", ""), "[contract]", "contract.contract_no", Fault::Missing),
        (changed("contract_name = \"令和8年度税務システム運用保守業務\"", "contract_name = \" \""), "contract_name", "contract.contract_name", TextError::Empty.into()),
        (changed("contract_no = \"税第101号\"", "contract_no = 101"), "contract_no", "contract.contract_no", Fault::WrongType(Expected::Text)),
        (changed("contract_no = \"税第101号\"", "contract_no = \"a\\u001bb\""), "contract_no", "contract.contract_no", TextError::Control.into()),
        (changed("until = \"令和9年3月31日\"", "until = \"令和9年2月29日\""), "until", "contract.until", DateError::ImpossibleDay.into()),
        (changed("until = \"令和9年3月31日\"", "until = 2027-03-31T10:00:00Z"), "until", "contract.until", DateError::NotADate.into()),
        (changed("until = \"令和9年3月31日\"", "until = \"令和8年3月31日\""), "until", "contract.until", Fault::EndsBeforeStart),
        (
            changed("[contract.emergency_contact]\noffice = \"税務課システム係\"\n", "[contract.emergency_contact]\n"),
            "[contract.emergency_contact]",
            "contract.emergency_contact.office",
            Fault::Missing,
        ),
        (changed("work_items = [\"税務システム運用保守\"]", "work_items = []"), "work_items", "work_items", Fault::Empty),
        (changed("work_items = [\"税務システム運用保守\"]", "work_items = [\"a\", \"a\"]"), "work_items", "work_items", twice("a")),
        (changed("work_items = [\"税務システム運用保守\"]", "work_items = \"a\""), "work_items", "work_items", Fault::WrongType(Expected::List)),
        (changed("purposes = [\"税務システムの運用及び保守\"]", "purposes = []"), "purposes", "purposes", Fault::Empty),
        (with("[[access_scope]]\ninfo_category = \"個人住民税\"\nscope = \"x\"\nmethod = \"作業場所の端末による操作\""), "[[access_scope]]", "access_scope", twice("個人住民税")),
        (
            with("[[access_scope]]\ninfo_category = \"a\"\nscope = \"b\"\nmethod = \"c\"\ndestroy_methods = [\"burn\"]"),
            "destroy_methods",
            "access_scope[2].destroy_methods",
            Fault::not_one_of("burn", crate::record::Method::ALL.map(|m| m.code())),
        ),
        (changed("inside = \"前橋作業室\"", "inside = \"前橋作業場\""), "inside", "storages[1].inside", no_such("前橋作業場")),
        (changed("inside = \"前橋作業室\"", "inside = \"第1保管庫\""), "inside", "storages[1].inside", no_such("第1保管庫")),
        (changed("inside = \"前橋作業室\"", "inside = \"群馬県総務部税務課\""), "inside", "storages[1].inside", no_such("群馬県総務部税務課")),
        (changed("inside = \"前橋作業室\"", "inside = \"前橋作業室\"\nlockable = false"), "[[storages]]", "storages[1].lockable", Fault::NotSecure),
        (changed("kind = \"locked_cabinet\"", "kind = \"storage_room\"\nentry_log = false"), "[[storages]]", "storages[1].entry_log", Fault::NotSecure),
        (changed("name = \"第1保管庫\"", "name = \"前橋作業室\""), "name = \"前橋作業室\"", "storages[1].name", twice("前橋作業室")),
        (changed("designated_by = \"5-1\"", "designated_by = \"5-2\""), "[[workplaces]]", "workplaces[1].approval", Fault::Missing),
        (changed("designated_by = \"5-1\"", "approval = \"x\""), "approval", "workplaces[1].approval", Fault::NotApproved),
        (changed("place = \"前橋作業室\"", "place = \"机\""), "place", "machine.place", no_such("机")),
        (changed("type = \"pc\"", "type = \"usb_flash\""), "type", "machine.type", Fault::not_one_of("usb_flash", ["pc", "server"])),
        (changed("kind = \"disposer\"", "kind = \"client\""), "kind = \"client\"", "organisations[1].kind", Fault::not_one_of("client", ["subcontractor", "disposer", "transporter"])),
        (changed("kind = \"disposer\"", "kind = \"disposer\"\nparent = \"群馬県総務部税務課\""), "parent", "organisations[1].parent", no_such("群馬県総務部税務課")),
        (changed("name = \"赤城リサイクル株式会社\"", "name = \"株式会社上毛情報サービス\""), "name = \"株式会社上毛", "organisations[1].name", twice("株式会社上毛情報サービス")),
        (changed("roles = [\"manager\"]", "roles = [\"worker\"]"), "roles", "people[1].roles", Fault::OpenerNotManager),
        (changed("roles = [\"manager\"]", "roles = []"), "roles", "people[1].roles", Fault::Empty),
        (changed("roles = [\"manager\"]", "roles = [\"manager\", \"supervisor\"]"), "roles", "people[1].roles", Fault::CombinedRoles),
        (changed("roles = [\"manager\"]", "roles = [\"manager\", \"manager\"]"), "roles", "people[1].roles", twice("manager")),
        (changed("roles = [\"manager\"]", "roles = [\"manager\"]\nwork_scope = [\"税務システム運用保守\"]"), "work_scope", "people[1].work_scope", Fault::ScopeWithoutWorker),
        (with(&format!("{worker}roles = [\"worker\"]")), "[[people]]\nname = \"小林\"", "people[2].work_scope", Fault::NoWorkScope),
        (with(&format!("{worker}roles = [\"worker\"]\nwork_scope = [\"清掃\"]")), "work_scope", "people[2].work_scope", no_such("清掃")),
        (with(&format!("{worker}roles = [\"sub-worker\"]")), "roles = [\"sub", "people[2].roles", Fault::not_one_of("sub-worker", ["manager", "supervisor", "worker"])),
        (with(&format!("{worker}roles = [\"supervisor\"]\n{worker}roles = [\"manager\"]")), "", "people[3].name", twice("小林")),
        (with(&format!("{worker}roles = [\"supervisor\"]\nfrom = \"R8.5.1\"\nto = \"R8.4.1\"")), "to", "people[2].to", Fault::EndsBeforeStart),
        (with(&worker.replace("name = \"小林\"", "roles = [\"manager\"]")), "", "people[2].name", Fault::Missing),
        (changed("employment_evidence = \"社員番号0001\"\n", ""), "[[people]]", "people[1].employment_evidence", Fault::Missing),
        (changed("covers_terms = true", "covers_terms = 1"), "covers_terms", "people[1].training.covers_terms", Fault::WrongType(Expected::Flag)),
        (changed("valid_until = \"令和9年3月31日\"", "valid_until = \"令和8年3月31日\""), "valid_until", "people[1].training.valid_until", Fault::EndsBeforeStart),
        (changed("subjects = [\"copy\", ", "subjects = [\"copy\", \"copy\", "), "subjects", "client_people[1].subjects", twice("copy")),
        (changed("authority = \"approver\"", "authority = \"officer\""), "subjects", "client_people[1].subjects", Fault::SubjectsWithoutApprover),
        (with("[[client_people]]\nname = \"x\"\npost = \"y\"\nauthority = \"approver\""), "", "client_people[2].subjects", Fault::NoSubjects),
        (with("[[client_people]]\nname = \"関口 誠\"\npost = \"税務課長\"\nauthority = \"officer\""), "", "client_people[2].name", twice("関口 誠")),
        (with("client_people = 1"), "", "client_people[1].client_people", Fault::UnknownKey),
    ];
    for (toml, start, key, fault) in cases {
        let error = parse_setup(&toml).unwrap_err();
        assert_eq!((error.key.as_str(), &error.fault), (key, &fault), "{error}");
        assert_eq!(error.code(), 6, "{error}");
        let line = toml.lines().nth(error.line.unwrap() - 1).unwrap();
        let expected = start.lines().next().unwrap_or_default();
        assert!(line.starts_with(expected), "{error}: line {line:?}");
    }
}

#[test]
fn a_file_needs_an_approver_and_a_policy() {
    let client = EXAMPLE.find("[[client_people]]").unwrap();
    let without = parse_setup(&EXAMPLE[..client]).unwrap_err();
    assert_eq!(
        (without.key.as_str(), without.fault),
        ("client_people", Fault::Empty)
    );
    let officer = changed("authority = \"approver\"", "authority = \"officer\"")
        .replace("subjects = [", "# [");
    let error = parse_setup(&officer).unwrap_err();
    assert_eq!(
        (error.key.as_str(), error.fault),
        ("client_people", Fault::Empty)
    );
    let section = &EXAMPLE[EXAMPLE.find("[[policy_documents]]").unwrap()
        ..EXAMPLE.find("# 作業場所（第5条）").unwrap()];
    let error = parse_setup(&changed(section, "")).unwrap_err();
    assert_eq!(
        (error.key.as_str(), error.fault),
        ("policy_documents", Fault::Empty)
    );
}

#[test]
fn a_card_belongs_to_one_person() {
    let toml = changed("# card_file = \"関口.card\"", "card_file = \"x.card\"")
        + "[[client_people]]\nname = \"x\"\npost = \"y\"\nauthority = \"officer\"\ncard_file = \"x.card\"";
    let error = parse_setup(&toml).unwrap_err();
    assert_eq!(
        (error.key.as_str(), error.fault),
        (
            "client_people[2].card_file",
            Fault::Twice("x.card".to_owned())
        )
    );
}

#[test]
fn what_is_no_toml_is_malformed_where_it_stands() {
    for (toml, line) in [
        (
            with("[contract]\ncontract_no = \"2\""),
            EXAMPLE.lines().count() + 2,
        ),
        (
            changed(
                "contract_no = \"税第101号\"",
                "contract_no = \"a\"\ncontract_no = \"b\"",
            ),
            line_of(EXAMPLE, "contract_no") + 1,
        ),
        (
            changed("contract_no = \"税第101号\"", "contract_no = 税第101号"),
            line_of(EXAMPLE, "contract_no"),
        ),
        ("\0".to_owned(), 1),
        ("[".repeat(60_000), 1),
        (format!("a = {}", "[".repeat(60_000)), 1),
        (format!("a = {}", "{a=".repeat(20_000)), 1),
    ] {
        let error = parse_setup(&toml).unwrap_err();
        assert!(matches!(error.fault, Fault::Syntax(_)), "{error}");
        assert_eq!((error.line, error.code()), (Some(line), 6), "{error}");
        assert!(error.to_string().len() < 1_000 && !error.to_string().contains(char::is_control));
    }
}

#[test]
fn deep_and_long_keys_are_malformed() {
    for toml in [
        format!("{}a = 1", "a.".repeat(30_000)),
        format!("[{}a]\nb = 1", "a.".repeat(30_000)),
        format!("[[{}a]]\nb = 1", "a.".repeat(30_000)),
        format!("{} = 1", "a".repeat(60_000)),
        "\"\\u001b[2J\" = 1".to_owned(),
    ] {
        let error = parse_setup(&toml).unwrap_err();
        assert_eq!((error.line, error.code()), (Some(1), 6));
        assert!(
            error.to_string().len() < 1_000 && !error.to_string().contains(char::is_control),
            "{error}"
        );
    }
}

#[test]
fn a_file_over_the_limit_is_not_parsed() {
    let comment = |length: usize| format!("{EXAMPLE}#{}", "x".repeat(length - EXAMPLE.len() - 1));
    assert!(parse_setup(&comment(MAX_BYTES)).is_ok());
    for length in [MAX_BYTES + 1, 1 << 20] {
        let error = parse_setup(&comment(length)).unwrap_err();
        assert_eq!(
            (error.fault.clone(), error.line, error.code()),
            (Fault::TooLarge, None, 9)
        );
    }
    assert_eq!(
        crate::rules::profile::parse(&" ".repeat(1 << 20))
            .unwrap_err()
            .code(),
        9
    );
}
