//! The end of the contract (Art. 17): story 31, and form 18 until nothing is open; the way to a disposer (Kanagawa, §9).

use crate::office::{Office, now};

fn settled(office: &Office, more: &[&str]) -> crate::office::Out {
    let mut words = vec!["form", "18", "--out", "清算書.html", "--force"];
    words.extend(more);
    office.run("責任者R", &words)
}

fn page(office: &Office) -> String {
    let page = std::fs::read_to_string(office.file("清算書.html")).unwrap();
    page.replace("&#x2f;", "/")
}

/// Story 31.
#[test]
fn after_a_termination_nothing_is_copied_and_what_is_open_stands_on_form_18() {
    let office = Office::s();
    settled(&office, &[]).refused(
        "様式第18号を発行できません：様式第18号の「契約の終了」が記録されていません（社内規定）",
    );
    let today = now().date().to_string();
    let words = [
        "end-contract",
        "--terminated",
        &today,
        "--reason",
        "甲の都合による",
        "--instructions",
        "1週間以内に返還すること",
        "--form",
        "paper_original",
        "--number",
        "税第40号",
        "--date",
        &today,
        "--filed-at",
        "契約書つづり",
    ];
    office
        .run("監督者K", &words)
        .refused("契約終了・解除できません：監督者Kの役割（監督者）では行えません（社内規定）");
    let out = office.run("責任者R", &words).ok();
    let all = format!("{}{}", out.stdout, out.stderr);
    for line in [
        "この後は返還、廃棄及び事故報告のみ行えます。未了は 2 件です。",
        "A-0001/1 保管中（第1保管庫",
        "A-0001/2 保管中",
    ] {
        assert!(all.contains(line), "{line}: {all}");
    }
    office
        .run("責任者R", &words)
        .failed(2, "契約の終了は既に登録されています。");
    let copy = office.run("作業者A", &["copy", "A-0001/2", "--to-carrier", "C-0001"]);
    assert_eq!(copy.code, 4);
    assert!(
        copy.stderr.contains(
            "に終了又は解除されており、返還、廃棄及び事故報告のみ行えます（特記事項第17条第1項）"
        ),
        "{}",
        copy.stderr
    );
    settled(&office, &["--whole"]).refused("様式第18号を発行できません：契約第1号の複製物等が残っています：A-0001/1、A-0001/2（特記事項第13条第2項）");
    settled(&office, &[]).ok();
    let statement = page(&office);
    for wanted in [
        "契約終了時清算書",
        "未了",
        "解除",
        "甲の都合による",
        "税第40号",
        "1週間以内に返還すること",
        "A-0001/1",
        "A-0001/2",
    ] {
        assert!(statement.contains(wanted), "{wanted}");
    }
    assert!(!statement.contains("完了"));
    let give_back = [
        "return", "A-0001/1", "A-0001/2", "--to", "担当T", "--whole", "--out", "返還",
    ];
    office.run("責任者R", &give_back).ok();
    let note = crate::return_note(&office);
    let receipt = ["receipt", &note, "--out", "受領書.custody-receipt", "--yes"];
    office.run("担当T", &receipt).ok();
    office
        .run("責任者R", &["import", "受領書.custody-receipt"])
        .ok();
    settled(&office, &["--whole"]).ok();
    let statement = page(&office);
    for wanted in ["完了", "様式第7号の1 返還書 第1版"] {
        assert!(statement.contains(wanted), "{wanted}: {statement}");
    }
    assert!(!statement.contains("未了のもの：") && !statement.contains(">未了<"));
    office.is_sound();
}

/// Kanagawa 2019, with one medium: nothing leaves before it is erased, and the serial number says where it went.
#[test]
fn a_medium_goes_to_the_disposer_erased_and_its_serial_number_tells_where_it_is() {
    let office = Office::s();
    std::fs::write(office.file("消去記録.csv"), "S123,OK").unwrap();
    std::fs::write(office.file("破壊前.png"), "前").unwrap();
    std::fs::write(office.file("破壊後.png"), "後").unwrap();
    std::fs::write(office.file("製造番号.txt"), "S123\n").unwrap();
    std::fs::write(office.file("別.txt"), "S999\n").unwrap();
    let add = ["org", "add", "--name", "丁産業", "--kind", "disposer"];
    office.run("責任者R", &add).ok();
    office.permitted(&[
        "destroy",
        "A-0001/1",
        "--method",
        "physical",
        "--method",
        "overwrite",
        "--to",
        "丁産業",
        "--removal",
        "--person",
        "作業者A",
        "--person",
        "責任者R",
    ]);
    let plan = [
        "plan-destroy",
        "A-0001/1",
        "--method",
        "physical",
        "--place",
        "第1保管庫",
        "--witness",
        "監督者K",
    ];
    office.run("作業者A", &plan).ok();
    let release = [
        "release",
        "--serials",
        "製造番号.txt",
        "--to",
        "丁産業",
        "--received-by",
        "丁山一郎",
        "--witness",
        "監督者K",
    ];
    office.run("責任者R", &release).refused(
        "廃棄業者引渡しできません：A-0001/1は未消去のまま業者に引き渡せません（社内規定）",
    );
    let sanitise = |serials| {
        [
            "sanitise",
            "--serials",
            serials,
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
        ]
    };
    office.run("作業者A", &sanitise("別.txt")).failed(2, "S999");
    office.run("作業者A", &sanitise("製造番号.txt")).ok();
    let erasure = crate::form(&office, "様式10");
    for wanted in [
        "上書き消去",
        "消去ソフト",
        "S123",
        "暗号文は媒体に残っています",
    ] {
        assert!(erasure.contains(wanted), "{wanted}");
    }
    office.run("責任者R", &release).ok();
    office
        .look(&["list", "--serial", "S123"])
        .ok()
        .says("A-0001/1")
        .says("丁産業")
        .says("廃棄業者引渡し済");
    // The serial number of the list finds the medium; its copy is still open.
    let destroy = [
        "destroy",
        "--serials",
        "製造番号.txt",
        "--method",
        "physical",
        "--evidence",
        "破壊前.png",
        "--evidence",
        "破壊後.png",
        "--witness",
        "監督者K",
    ];
    office
        .run("作業者A", &destroy)
        .refused("廃棄できません：A-0001の複製物等が残っています：A-0001/2（特記事項第13条第2項）");
    office.is_sound();
}

/// Art. 16: 速報, 最終報告 and 甲's 確認, which ends the freeze.
#[test]
fn the_reports_on_a_loss_are_recorded_until_the_prefecture_acknowledges() {
    let office = Office::s();
    let lost = [
        "incident",
        "report",
        "--lost",
        "A-0001/2",
        "--where",
        "高崎駅",
        "--yes",
    ];
    office.run("作業者A", &lost).ok();
    let update = |more: &[&str]| {
        let mut words = vec!["incident", "update", "I-0001"];
        words.extend(more);
        office.run("責任者R", &words)
    };
    let last = [
        "--final",
        "--cause",
        "鞄の置忘れ",
        "--prevention",
        "二人での運搬",
    ];
    update(&last).failed(2, "報告の順序が合いません。");
    update(&["--first"]).ok();
    update(&["--final", "--cause", "鞄の置忘れ"]).failed(2, "--prevention");
    update(&last).ok();
    let today = now().date().to_string();
    let acknowledged = [
        "incident",
        "close",
        "I-0001",
        "--form",
        "paper_original",
        "--number",
        "税第50号",
        "--date",
        &today,
        "--filed-at",
        "事故つづり",
    ];
    office
        .run("監督者K", &acknowledged)
        .refused("甲の確認を登録できません：監督者Kの役割（監督者）では行えません（社内規定）");
    office.run("責任者R", &acknowledged).ok();
    office
        .look(&["incident", "show", "I-0001"])
        .ok()
        .says("甲確認済");
    office.is_sound();
}
