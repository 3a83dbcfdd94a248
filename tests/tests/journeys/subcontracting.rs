//! A 再委託先 from its approval to what comes back from it (contract Art. 12, 13-6, 14), through the real program.

use crate::office::{self, Office, PASSPHRASE, run_with};

/// With the passphrases of two people whose keys are on one machine: a line of standard input for each.
fn both(office: &Office, who: &str, words: &[&str]) -> office::Out {
    let lines = format!("{PASSPHRASE}\n{PASSPHRASE}");
    run_with(&office.root, Some(who), "ja_JP.UTF-8", &lines, words)
}

/// 有限会社丙 is on the register and approved; its people have keys, and are not on the list.
fn with_sub() -> Office {
    let office = Office::s();
    let add = [
        "org",
        "add",
        "--name",
        "有限会社丙",
        "--kind",
        "subcontractor",
    ];
    office.run("責任者R", &add).ok();
    let change = ["org", "change", "有限会社丙", "--address", "高崎市1番地"];
    office.run("責任者R", &change).ok();
    office.permitted(&[
        "subcontract",
        "有限会社丙",
        "--content",
        "帳票の印刷",
        "--information",
        "課税台帳の氏名及び住所",
        "--safeguards",
        "施錠した作業室",
        "--supervision",
        "月1回の点検",
    ]);
    for name in STAFF.map(|(name, _)| name) {
        let keygen = ["keygen", "--name", name];
        office::run(&office.root, Some(name), "ja_JP.UTF-8", &keygen).ok();
    }
    office
}

const STAFF: [(&str, &str); 2] = [("保安丙", "sub-security"), ("従事者丙", "sub-worker")];

/// R asks to carry a package of `/2` to 高崎, and to provide `/2` to 丙; 甲 approves both.
fn may_provide(office: &Office) {
    let mut carry = office::carry_request("A-0001/2", "C-0002");
    let person = carry.iter().position(|word| *word == "作業者A").unwrap();
    carry[person] = "責任者R";
    office.permitted(&carry);
    office.permitted(&[
        "provide",
        "A-0001/2",
        "--to",
        "有限会社丙",
        "--items",
        "氏名、住所",
        "--give-back",
        "媒体で返却",
    ]);
}

/// The people of 丙 are on the list, trained.
fn listed(office: &Office) {
    for (name, role) in STAFF {
        let card = format!("home/{name}.custody-card");
        let mut add = vec!["person", "add", "--name", name, "--role", role];
        add.extend(["--employer", "有限会社丙", "--evidence", "丙1"]);
        add.extend(["--work-scope", "税務", "--card", &card]);
        office.run("責任者R", &add).ok();
        let training = [
            "training",
            "add",
            name,
            "--content",
            "研修",
            "--trainer",
            "部長",
            "--covers-terms",
        ];
        office.run("責任者R", &training).ok();
    }
}

const PROVIDE: [&str; 6] = [
    "provide",
    "A-0001/3",
    "--to",
    "有限会社丙",
    "--place",
    "高崎コールセンター",
];

/// A package of `/2` for 丙 is under way with R.
fn under_way(office: &Office) {
    office.run("責任者R", &["brief", "J-0001", "--yes"]).ok();
    let carry = [
        "carry",
        "J-0001",
        "--out",
        "媒体.age",
        "--card",
        "home/保安丙.custody-card",
    ];
    office.run("責任者R", &carry).ok().says("A-0001/3");
}

/// 丙 has package `/3`, accepted with two keys on one machine, and a stick of its own: C-0004.
fn provided() -> Office {
    let office = with_sub();
    may_provide(&office);
    listed(&office);
    office.run("責任者R", &["org", "notify", "O-03"]).ok();
    let pledge = ["pledge", "add", "--org", "O-03", "--terms", "特記事項"];
    office.run("責任者R", &pledge).ok();
    under_way(&office);
    both(&office, "責任者R", &PROVIDE).ok();
    let carrier = [
        "carrier",
        "add",
        "--type",
        "usb_flash",
        "--serial",
        "H-1",
        "--owner",
        "subcontractor",
    ];
    office.run("責任者R", &carrier).ok().says("C-0004");
    office
}

/// Transition 15: a copy that a 再委託先 makes is a 複製 (Art. 13-4), and its end needs 甲's approval (Art. 13-2).
#[test]
fn what_a_subcontractor_makes_and_ends_was_approved_and_is_counted() {
    let office = provided();
    let make = [
        "sub-report",
        "--counted",
        "2",
        "--made-of",
        "A-0001/3",
        "--on-carrier",
        "C-0004",
    ];
    let refused = office.run("保安丙", &make).refused(
        "再委託先報告できません：複製について甲の書面による事前の承認がありません（特記事項第13条第4項）",
    );
    assert!(
        refused
            .stderr
            .contains("custody request copy A-0001/3 --org O-03 --to-carrier C-0004"),
        "{}",
        refused.stderr
    );
    office.permitted(&[
        "copy",
        "A-0001/3",
        "--org",
        "有限会社丙",
        "--to-carrier",
        "C-0004",
        "--person",
        "保安丙",
        "--place",
        "高崎コールセンター",
    ]);
    office
        .run("責任者R", &make)
        .refused("再委託先報告できません：責任者Rの役割（責任者）では行えません（社内規定）");
    office
        .run("保安丙", &make)
        .ok()
        .says("A-0001/4")
        .says("台帳と一致しています");
    office
        .look(&["show", "A-0001/4"])
        .ok()
        .says("再委託先保有分");
    let count = ["sub-report", "--counted", "5"];
    office.run("保安丙", &count).ok().says("台帳では 2 です");
    office
        .look(&["status"])
        .ok()
        .says("「有限会社丙」の報告した保有数 5 が、台帳の 2 と一致しません");
    let recall = office.look(&["list", "--with-subs"]).ok();
    for wanted in ["有限会社丙", "A-0001/3", "A-0001/4", "保安丙", "H-1"] {
        assert!(recall.stdout.contains(wanted), "{}", recall.stdout);
    }
    assert!(!recall.stdout.contains("A-0001/2"), "{}", recall.stdout);
    let found = ["list", "--with-subs", "--serial", "H-1", "--json"];
    let found: serde_json::Value = serde_json::from_str(&office.look(&found).ok().stdout).unwrap();
    assert_eq!(found["keepers"][0]["things"][0]["id"], "A-0001/4");
    assert_eq!(found["keepers"][0]["tier"], 1);
    let end = [
        "sub-report",
        "--counted",
        "1",
        "--ended",
        "A-0001/4",
        "--method",
        "physical",
    ];
    office
        .run("保安丙", &end)
        .refused("再委託先報告できません：廃棄について甲の承認がありません（特記事項第13条第2項）");
    office.permitted(&[
        "destroy",
        "A-0001/4",
        "--method",
        "physical",
        "--place",
        "高崎コールセンター",
        "--witness",
        "監督者K",
    ]);
    office.run("保安丙", &end).ok();
    office
        .look(&["verify", "台帳 1"])
        .ok()
        .says("原本受領 1 ＋ 作成 3 ＋ 分割増 0 ＝ 返還 0 ＋ 廃棄 1 ＋ 紛失 0 ＋ 保有 3");
    // Its word is no evidence.
    let certificate = ["certificate", "A-0001/4", "--out", "廃棄証明書.html"];
    office.run("責任者R", &certificate).failed(4, "廃棄の記録");
    assert!(!office.file("廃棄証明書.html").exists());
    office.is_sound();
}

/// Art. 12, form 20: what was learned is told to whom 甲 named, and to nobody else.
#[test]
fn what_was_learned_is_disclosed_only_as_approved() {
    let office = Office::s();
    let disclose = ["disclose", "--to", "監査法人戊", "--items", "処理件数"];
    office.run("責任者R", &disclose).refused(
        "開示できません：業務上知り得た情報の開示について甲の書面による承認がありません（特記事項第12条）",
    );
    office.permitted(&[
        "disclose",
        "--to",
        "監査法人戊",
        "--items",
        "処理件数",
        "--give-back",
        "返還を要しない",
    ]);
    office.run("責任者R", &disclose).ok().says("監査法人戊");
    office.look(&["log"]).ok().says("開示");
    let pledge = [
        "pledge",
        "add",
        "作業者A",
        "作業者B",
        "--terms",
        "特記事項令和6年4月版",
    ];
    office.run("責任者R", &pledge).ok();
    office
        .look(&["pledge", "list"])
        .ok()
        .says("特記事項令和6年4月版");
    office.is_sound();
}

/// Story 29, and on to the day when everything is back.
#[test]
fn nothing_is_provided_before_the_prefecture_knows_the_staff_and_the_terms_bind_them() {
    let office = with_sub();
    may_provide(&office);
    under_way(&office);
    let unknown = "提供できません：「有限会社丙」のセキュリティ責任者及び従事者が甲に通知されていません（特記事項第14条第3項）";
    office.run("責任者R", &PROVIDE).refused(unknown);
    listed(&office);
    // Listed, and still not told.
    office.run("責任者R", &PROVIDE).refused(unknown);
    let notice = ["form", "11-3", "O-03", "--out", "通知書.html"];
    office.run("責任者R", &notice).ok();
    let form = std::fs::read_to_string(office.file("通知書.html")).unwrap();
    for wanted in [
        "再委託先体制通知書",
        "特記事項第14条第3項",
        "セキュリティ責任者",
        "保安丙",
        "従事者丙",
        "1次（株式会社上毛 → 有限会社丙）",
        "P-0001",
    ] {
        assert!(form.contains(wanted), "{wanted}");
    }
    let notify = ["org", "notify", "有限会社丙", "--document", "乙第21号"];
    office.run("作業者A", &notify).failed(4, "役割");
    office.run("責任者R", &notify).ok().says("2名");
    let unbound = office.run("責任者R", &PROVIDE).refused(
        "提供できません：「有限会社丙」に特記事項の遵守を義務づけた記録がありません（特記事項第14条第4項）",
    );
    assert!(
        unbound.stderr.contains("custody pledge add --org O-03"),
        "{}",
        unbound.stderr
    );
    let pledge = [
        "pledge",
        "add",
        "--org",
        "有限会社丙",
        "--terms",
        "特記事項令和6年4月版",
        "--document",
        "丙第1号",
    ];
    office.run("責任者R", &pledge).ok();
    // A signature made elsewhere; one that was written over is none.
    let accept = [
        "provide",
        "A-0001/3",
        "--accept",
        "--out",
        "受取り.custody-provision",
    ];
    office.run("保安丙", &accept).ok();
    let with = |note| {
        let mut words = PROVIDE.to_vec();
        words.extend(["--accepted", note]);
        office.run("責任者R", &words)
    };
    let signed = std::fs::read_to_string(office.file("受取り.custody-provision")).unwrap();
    let forged = signed.replace("A-0001/3", "A-0001/2");
    std::fs::write(office.file("偽.custody-provision"), forged).unwrap();
    with("偽.custody-provision").failed(3, "");
    with("受取り.custody-provision").ok().says("有限会社丙");
    office
        .look(&["show", "A-0001/3"])
        .ok()
        .says("再委託先保有")
        .says("有限会社丙");
    office
        .look(&["verify", "台帳 1"])
        .ok()
        .says("原本受領 1 ＋ 作成 2 ＋ 分割増 0 ＝ 返還 0 ＋ 廃棄 0 ＋ 紛失 0 ＋ 保有 3");
    let check = [
        "org",
        "check",
        "有限会社丙",
        "--counted",
        "1",
        "--findings",
        "施錠の記録に漏れ",
    ];
    office.run("監督者K", &check).ok().says("現物 1、台帳 1");
    for (number, wanted) in [
        ("11-4", ["遵守誓約書", "特記事項令和6年4月版", "丙第1号"]),
        ("11-5", ["管理監督記録", "監督者K", "施錠の記録に漏れ"]),
    ] {
        let file = format!("{number}.html");
        office
            .run("責任者R", &["form", number, "O-03", "--out", &file])
            .ok();
        let form = std::fs::read_to_string(office.file(&file)).unwrap();
        for wanted in wanted {
            assert!(form.contains(wanted), "{number}: {wanted}");
        }
    }
    let back = ["sub-return", "A-0001/3", "--place", "第1保管庫"];
    office.run("保安丙", &back).refused(
        "再委託先返却できません：保安丙の役割（再委託先セキュリティ責任者）では行えません（社内規定）",
    );
    office.run("責任者R", &back).ok();
    office.look(&["show", "A-0001/3"]).ok().says("第1保管庫");
    office.is_sound();
}
