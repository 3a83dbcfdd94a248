//! 甲's 指示, revocations, drafts and extensions: stories 16, 17 and 35.

use crate::office::{Office, Out, carry_request};

fn today() -> String {
    crate::office::now().date().to_string()
}

/// S with 県庁税務課 on the register.
fn office() -> Office {
    let office = Office::s();
    let place = [
        "place",
        "add",
        "--name",
        "県庁税務課",
        "--kind",
        "client_office",
    ];
    office.run("責任者R", &place).ok();
    std::fs::write(office.file("指示書.pdf"), "指示書 税第20号\n").unwrap();
    office
}

/// What R types in of a 指示書 to `addressee`: bring `/2` to 県庁.
fn typed_in(office: &Office, addressee: &str) -> Out {
    let date = today();
    let words = [
        "paper",
        "A-0001/2",
        "--addressee",
        addressee,
        "--to",
        "県庁税務課",
        "--person",
        "作業者A",
        "--on-carrier",
        "C-0002",
        "--copies",
        "1",
        "--form",
        "paper_original",
        "--number",
        "税第20号",
        "--date",
        &date,
        "--by",
        "課長G",
        "--scan",
        "指示書.pdf",
    ];
    office.run("責任者R", &words)
}

fn planned(office: &Office) -> Out {
    let words = [
        "carry",
        "--plan",
        "A-0001/2",
        "--approval",
        "P-0001",
        "--to",
        "県庁税務課",
        "--on-carrier",
        "C-0002",
        "--person",
        "作業者A",
        "--route",
        "直行",
        "--key-handover",
        "鍵は運ばない",
    ];
    office.run("作業者A", &words)
}

/// Story 16.
#[test]
fn a_written_order_to_the_manager_is_carried_out() {
    let office = office();
    typed_in(&office, "責任者R").ok().says("P-0001");
    office
        .run("監督者K", &["check", "P-0001", "--yes"])
        .ok()
        .says("B 書面原本・二者確認");
    office
        .run("責任者R", &["form", "1", "P-0001", "--out", "様式1.html"])
        .ok();
    let form = std::fs::read_to_string(office.file("様式1.html")).unwrap();
    for wanted in [
        "承認・指示の別",
        "指示",
        "宛先",
        "責任者R",
        "県庁税務課",
        "税第20号",
    ] {
        assert!(form.contains(wanted), "{wanted}");
    }
    planned(&office).ok().says("J-0001");
    office.carry().refused(
        "持出しできません：作業者Aが運搬中の指示事項を確認した記録がありません（特記事項第13条第5項）",
    );
    office.brief();
    office.carry().ok().says("A-0001/3");
    office.is_sound();
}

/// Story 17.
#[test]
fn an_order_to_a_worker_is_refused() {
    let office = office();
    typed_in(&office, "作業者A").refused(
        "登録できません：甲の指示の宛先は責任者に限られます（宛先：作業者A）（特記事項第15条第3項）",
    );
}

/// Story 16, signed: 甲 needs a key and one request of the contract, and no vault.
#[test]
fn a_signed_order_is_taken_in_once_and_can_be_taken_back() {
    let office = office();
    let mut request = vec!["request"];
    request.extend(carry_request("A-0001/2", "C-0002"));
    request.extend(["--reason", "業務", "--out", "R.custody-request"]);
    office.run("責任者R", &request).ok();
    let instruct = |addressee: &'static str, file: &'static str| {
        let words = [
            "instruct",
            "A-0001/2",
            "--of",
            "R.custody-request",
            "--addressee",
            addressee,
            "--to",
            "L-07",
            "--person",
            "H-003",
            "--on-carrier",
            "C-0002",
            "--copies",
            "1",
            "--number",
            "税第20号",
            "--out",
            file,
            "--yes",
        ];
        office.run("課長G", &words)
    };
    let places = office.look(&["place", "list", "--json"]).ok().stdout;
    let places: serde_json::Value = serde_json::from_str(&places).unwrap();
    let kencho = places["places"]
        .as_array()
        .unwrap()
        .iter()
        .find(|place| place["name"] == "県庁税務課")
        .unwrap();
    assert_eq!(kencho["id"], "L-07");
    instruct("H-003", "wrong").ok();
    office.run("責任者R", &["import", "wrong"]).refused(
        "登録できません：甲の指示の宛先は責任者に限られます（宛先：作業者A）（特記事項第15条第3項）",
    );
    instruct("H-001", "I.custody-instruction").ok();
    office
        .run("責任者R", &["import", "I.custody-instruction"])
        .ok()
        .says("P-0001");
    office
        .run("責任者R", &["import", "I.custody-instruction"])
        .failed(8, "");
    // J-0001 is the one that was asked for.
    planned(&office).ok().says("J-0002");
    office.run("作業者A", &["brief", "J-0002", "--yes"]).ok();
    let revoke = [
        "revoke",
        "I.custody-instruction",
        "--out",
        "V.custody-revocation",
        "--reason",
        "不要",
        "--yes",
    ];
    office.run("課長G", &revoke).ok();
    office
        .run("責任者R", &["import", "V.custody-revocation"])
        .ok()
        .says("P-0001");
    let carry = [
        "carry",
        "J-0002",
        "--out",
        "媒体.age",
        "--card",
        "home/監督者K.custody-card",
    ];
    office.run("作業者A", &carry).refused(
        "持出しできません：持出しについて甲の書面による事前の承認又は指示がありません（取り消されています）（特記事項第13条第4項）",
    );
    office.is_sound();
}

/// Story 35.
#[test]
fn a_revocation_under_way_is_shown_and_stops_the_next_journey() {
    let office = Office::s();
    office.may_carry("A-0001/2", "C-0002");
    office.brief();
    office.carry().ok();
    let revoke = [
        "revoke",
        "R.custody-request",
        "--out",
        "V.custody-revocation",
        "--yes",
    ];
    office.run("担当T", &revoke).ok();
    office
        .run("責任者R", &["import", "V.custody-revocation"])
        .refused("登録できません：承認できるのは甲の承認権者だけです（社内規定）");
    let mut by_approver = revoke.to_vec();
    by_approver.push("--force");
    office.run("課長G", &by_approver).ok();
    office
        .run("責任者R", &["import", "V.custody-revocation"])
        .ok();
    office.look(&["status"]).ok().says("W04");
    let arrived = office.run("作業者A", &["arrive", "J-0001"]).ok();
    let all = format!("{}{}", arrived.stdout, arrived.stderr);
    assert!(all.contains("W04"), "{all}");
    office
        .run("作業者A", &["back", "J-0001", "--place", "第1保管庫"])
        .ok();
    let mut again = vec!["request"];
    again.extend(carry_request("A-0001/2", "C-0002"));
    again.extend(["--reason", "業務", "--out", "R2.custody-request"]);
    office.run("責任者R", &again).ok();
    office.run("作業者A", &["brief", "J-0002", "--yes"]).ok();
    let carry = [
        "carry",
        "J-0002",
        "--out",
        "媒体2.age",
        "--card",
        "home/監督者K.custody-card",
    ];
    office.run("作業者A", &carry).refused(
        "持出しできません：持出しについて甲の書面による事前の承認又は指示がありません（取り消されています）（特記事項第13条第4項）",
    );
    office.is_sound();
}

/// §4.3: a worker drafts, the manager sends; a withdrawn request is answered by nobody.
#[test]
fn a_worker_drafts_what_the_manager_sends() {
    let office = Office::s();
    let draft = [
        "request",
        "copy",
        "A-0001/2",
        "--to-carrier",
        "C-0001",
        "--place",
        "前橋作業室",
        "--reason",
        "障害調査のため",
        "--draft",
    ];
    office.run("作業者A", &draft).ok().says("R-0001");
    let send = ["request", "send", "R-0001", "--out", "R.custody-request"];
    office
        .run("作業者A", &send)
        .refused("申請できません：作業者Aの役割（作業者）では行えません（社内規定）");
    office.run("責任者R", &send).ok();
    office
        .run(
            "責任者R",
            &["request", "withdraw", "R-0001", "--reason", "不要"],
        )
        .ok();
    let approve = [
        "approve",
        "R.custody-request",
        "--out",
        "D.custody-decision",
        "--yes",
    ];
    office.run("課長G", &approve).ok();
    office
        .run("責任者R", &["import", "D.custody-decision"])
        .failed(2, "その申請は甲に出されていません");
}

/// §5.4: the extension is a permission of its own, and stands on 様式5-1.
#[test]
fn a_permission_is_extended_by_another_one() {
    let office = Office::s();
    office.may_carry("A-0001/2", "C-0002");
    let until = crate::office::now()
        .date()
        .checked_add_days(3)
        .unwrap()
        .to_string();
    let extend = [
        "request",
        "extend",
        "P-0001",
        "--until",
        &until,
        "--reason",
        "作業の延長",
        "--out",
        "R2.custody-request",
    ];
    office.run("責任者R", &extend).ok().says("R-0002");
    let approve = [
        "approve",
        "R2.custody-request",
        "--out",
        "D2.custody-decision",
        "--yes",
    ];
    office.run("課長G", &approve).ok();
    office
        .run("責任者R", &["import", "D2.custody-decision"])
        .ok()
        .says("P-0002");
    office.brief();
    office.carry().ok();
    let forms = std::fs::read_dir(&office.root).unwrap().filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_str().unwrap().starts_with("様式05-1_")
    });
    assert_eq!(forms.count(), 2, "the extension has its own application");
    office.is_sound();
}

/// Art. 15: the register of 甲's 指示, with answer and due.
#[test]
fn an_order_of_another_kind_stands_on_the_register_until_it_is_answered() {
    let office = Office::s();
    let date = today();
    let add = |addressee: &'static str| {
        let words = [
            "instruction",
            "add",
            "--text",
            "更新状況を報告すること",
            "--due",
            &date,
            "--addressee",
            addressee,
            "--by",
            "担当T",
            "--form",
            "email",
            "--date",
            &date,
        ];
        office.run("責任者R", &words)
    };
    add("作業者A").refused(
        "登録できません：甲の指示の宛先は責任者に限られます（宛先：作業者A）（特記事項第15条第3項）",
    );
    let out = add("責任者R").ok();
    let record: String = out
        .stdout
        .split("記録")
        .nth(1)
        .unwrap()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    office
        .look(&["instruction", "list"])
        .ok()
        .says("更新状況を報告すること")
        .says("未回答");
    let answer = [
        "instruction",
        "answer",
        &record,
        "--text",
        "報告書を提出した",
    ];
    office.run("責任者R", &answer).ok();
    let listed = office
        .look(&["instruction", "list"])
        .ok()
        .says("報告書を提出した");
    assert!(!listed.stdout.contains("未回答"));
    office.is_sound();
}

/// What a permission until `seconds` from now has let happen: A is under way, or was too late.
fn under_way_for(seconds: i64) -> Option<(Office, custody_core::record::Moment)> {
    let office = Office::s();
    let until = crate::office::now().checked_add_seconds(seconds).unwrap();
    let mut request = vec!["request"];
    request.extend(carry_request("A-0001/2", "C-0002"));
    let end = until.to_string();
    request.extend([
        "--until",
        &end,
        "--reason",
        "業務",
        "--out",
        "R.custody-request",
    ]);
    office.run("責任者R", &request).ok();
    let approve = [
        "approve",
        "R.custody-request",
        "--out",
        "D.custody-decision",
        "--yes",
    ];
    office.run("課長G", &approve).ok();
    office
        .run("責任者R", &["import", "D.custody-decision"])
        .ok();
    office.brief();
    let carried = office.carry();
    (carried.code == 0).then_some((office, until))
}

/// Story 15. How long the first steps take is the machine's business: the permission is given longer until they fit.
#[test]
fn late_under_way_only_arriving_and_coming_back_are_left() {
    let mut granted = [15, 30, 60, 120, 240].into_iter();
    let (office, until) = granted.find_map(under_way_for).unwrap();
    while crate::office::now() <= until {
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    office.look(&["status"]).ok().says("W04");
    let arrived = office.run("作業者A", &["arrive", "J-0001"]).ok();
    let all = format!("{}{}", arrived.stdout, arrived.stderr);
    assert!(all.contains("W04"), "{all}");
    let open = [
        "open",
        "A-0001/3",
        "--to",
        "展開",
        "--sealed",
        "媒体.age",
        "--place",
        "高崎コールセンター",
    ];
    let refused = office.run("作業者A", &open);
    let line = refused
        .stderr
        .lines()
        .find(|line| line.starts_with("展開できません："))
        .unwrap_or_default();
    assert!(
        line.starts_with(
            "展開できません：持出しについて甲の書面による事前の承認又は指示がありません（期間外："
        ) && line.ends_with("）（特記事項第13条第4項）"),
        "{}",
        refused.stderr
    );
    assert!(!office.file("展開").exists());
    office
        .run("作業者A", &["back", "J-0001", "--place", "第1保管庫"])
        .ok();
    office.is_sound();
}
