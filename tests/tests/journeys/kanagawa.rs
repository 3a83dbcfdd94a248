//! Kanagawa 2019 (`domain.md` §9, §11c): the disks of a returned leased server went to a disposer before erasure; 18 were stolen
//! and sold; the erasure report for the other 378 of 396 did not come.

use crate::office::{Office, now};
use std::fmt::Write as _;

/// Serial numbers `from` to `to`, one a line.
fn list(office: &Office, file: &str, numbers: std::ops::RangeInclusive<u32>) {
    let mut lines = String::new();
    for number in numbers {
        writeln!(lines, "KN{number:03}").unwrap();
    }
    std::fs::write(office.file(file), lines).unwrap();
}

/// The office with 396 disks of a server on the register.
fn with_396_disks() -> Office {
    let office = Office::before_receipt();
    list(&office, "製造番号.txt", 1..=396);
    let receive = |quantity| {
        [
            "receive",
            "--serials",
            "製造番号.txt",
            "--on-carrier",
            "hdd",
            "--title",
            "税務サーバのハードディスク",
            "--kind",
            "equipment",
            "--quantity",
            quantity,
            "--from",
            "担当T",
            "--place",
            "第1保管庫",
        ]
    };
    office
        .run("作業者A", &receive("一式"))
        .failed(2, "「一式」は数えられません");
    office
        .run("作業者A", &receive("1台"))
        .ok()
        .says("396 件の媒体を一括して登録しました");
    let deposit = crate::form(&office, "様式02");
    for wanted in ["396 媒体", "KN001", "KN396", "A-0396/1"] {
        assert!(deposit.replace("&#x2f;", "/").contains(wanted), "{wanted}");
    }
    office
}

fn balance(office: &Office, says: &str) {
    office.look(&["verify", "台帳 1"]).ok().says(says);
}

#[test]
fn of_396_disks_each_leaves_erased_and_is_accounted_for_by_its_serial_number() {
    let office = with_396_disks();
    list(&office, "証明.txt", 1..=378);
    list(&office, "未着.txt", 379..=396);
    for file in [
        "消去記録.csv",
        "破壊前.png",
        "破壊後.png",
        "396台の証明書.pdf",
    ] {
        std::fs::write(office.file(file), file).unwrap();
    }
    let add = ["org", "add", "--name", "丁産業", "--kind", "disposer"];
    office.run("責任者R", &add).ok();

    // 甲 approved a destruction, to nobody in particular: nothing leaves unerased, nor to a disposer nobody approved.
    let destroy = [
        "destroy",
        "--serials",
        "製造番号.txt",
        "--method",
        "physical",
        "--method",
        "overwrite",
        "--place",
        "前橋作業室",
    ];
    let mut asked = destroy.to_vec();
    asked.extend(["--witness", "監督者K"]);
    office.permitted(&asked);
    let plan = [
        "plan-destroy",
        "--serials",
        "製造番号.txt",
        "--method",
        "physical",
        "--place",
        "第1保管庫",
        "--witness",
        "監督者K",
    ];
    office.run("作業者A", &plan).ok().says("396 件");
    let release = [
        "release",
        "--serials",
        "製造番号.txt",
        "--to",
        "丁産業",
        "--received-by",
        "丁山一郎",
        "--seal-no",
        "封1",
        "--witness",
        "監督者K",
    ];
    office.run("責任者R", &release).refused(
        "廃棄業者引渡しできません：A-0001/1は未消去のまま業者に引き渡せません（社内規定）",
    );
    let mut explained = release.to_vec();
    explained.push("--explain");
    let all = office.run("責任者R", &explained);
    assert_eq!(all.code, 4);
    for finding in [
        "廃棄について甲の承認がありません",
        "「丁産業」への再委託について甲の書面による事前の承認がありません",
    ] {
        assert!(all.stderr.contains(finding), "{finding}\n{}", all.stderr);
    }

    // Approved to this disposer, erased by 乙's own people, then handed over.
    let mut asked = destroy.to_vec();
    asked.extend([
        "--to",
        "丁産業",
        "--removal",
        "--person",
        "作業者A",
        "--person",
        "責任者R",
    ]);
    office.permitted(&asked);
    let sanitise = [
        "sanitise",
        "--serials",
        "製造番号.txt",
        "--method",
        "overwrite",
        "--tool",
        "消去ソフト",
        "--tool-version",
        "1.2",
        "--evidence",
        "消去記録.csv",
        "--witness",
        "監督者K",
    ];
    office.run("作業者A", &sanitise).ok();
    office.run("責任者R", &release).ok();
    balance(&office, "保有 396");
    office
        .look(&["list", "--state", "released"])
        .ok()
        .says("丁産業");

    // After ten business days W13 asks for the certificate.
    office.look(&["status"]).ok();
    let later = now().date().checked_add_days(25).unwrap();
    let later = format!("{later} 09:00");
    office
        .look(&["status", "--at", &later])
        .ok()
        .says("W13 業者の証明書の期限超過")
        .says("丁産業");

    // 「396台」 without serial numbers is no evidence, and closes nothing.
    let destroyed = |what: [&'static str; 2]| {
        let mut words = vec!["destroy"];
        words.extend(what.into_iter().filter(|word| !word.is_empty()));
        words.extend([
            "--method",
            "physical",
            "--evidence",
            "破壊前.png",
            "--evidence",
            "破壊後.png",
            "--evidence",
            "396台の証明書.pdf",
            "--witness",
            "監督者K",
        ]);
        words
    };
    office
        .run("作業者A", &destroyed(["A-0001/1", ""]))
        .failed(4, "廃棄の証拠が不足しています：");
    office
        .run("責任者R", &["form", "9", "A-0001/1", "--out", "9.html"])
        .failed(4, "A-0001/1");
    let settle = ["form", "18", "--whole", "--out", "18.html", "--force"];
    office.run("責任者R", &settle).failed(4, "");

    // 378 serial numbers are proven, in one act, on one form.
    let size = |office: &Office| {
        let log = office.look(&["log", "--json"]).ok().stdout;
        let log: serde_json::Value = serde_json::from_str(&log).unwrap();
        log["records"].as_array().unwrap().len()
    };
    let before = size(&office);
    office
        .run("作業者A", &destroyed(["--serials", "証明.txt"]))
        .ok()
        .says("378 件の廃棄を一括して記録しました");
    assert_eq!(size(&office), before + 378);
    balance(&office, "廃棄 378 ＋ 紛失 0 ＋ 保有 18");
    let certificate = crate::form(&office, "様式09").replace("&#x2f;", "/");
    for wanted in ["KN001", "KN378", "A-0378/1", "物理的破壊"] {
        assert!(certificate.contains(wanted), "{wanted}");
    }
    assert!(!certificate.contains("KN379"));

    // The other 18 are declared lost: 様式14, and 様式18 says 未了.
    let lost = [
        "incident",
        "report",
        "--serials",
        "未着.txt",
        "--incident-kind",
        "theft",
        "--where",
        "丁産業の工場",
        "--circumstances",
        "証明書が届かない",
    ];
    office
        .run("責任者R", &lost)
        .ok()
        .says("① 直ちに連絡してください");
    balance(&office, "廃棄 378 ＋ 紛失 18 ＋ 保有 0");
    let report = ["form", "14-1", "I-0001", "--out", "14.html"];
    office.run("責任者R", &report).ok();
    let report = std::fs::read_to_string(office.file("14.html")).unwrap();
    for wanted in ["盗難", "KN379", "KN396", "暗号化の記録なし", "確認中"] {
        assert!(report.contains(wanted), "{wanted}");
    }
    let today = now().date().to_string();
    let end = [
        "end-contract",
        "--terminated",
        &today,
        "--reason",
        "リース満了",
        "--form",
        "paper_original",
        "--number",
        "税第60号",
        "--date",
        &today,
        "--filed-at",
        "契約書つづり",
    ];
    office.run("責任者R", &end).ok();
    office.run("責任者R", &settle).failed(4, "A-0379/1");
    let settle = ["form", "18", "--out", "18.html"];
    office.run("責任者R", &settle).ok();
    let statement = std::fs::read_to_string(office.file("18.html")).unwrap();
    for wanted in ["未了", "最終報告なし", "A-0396"] {
        assert!(statement.contains(wanted), "{wanted}");
    }

    // A buyer names a serial number.
    office
        .look(&["list", "--serial", "KN380"])
        .ok()
        .says("A-0380/1")
        .says("所在不明");
    office
        .look(&["log", "A-0380/1"])
        .ok()
        .says("丁産業")
        .says("丁山一郎");
    office.is_sound();
}
