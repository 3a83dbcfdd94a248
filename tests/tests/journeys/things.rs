//! Print-outs, sealing in place, parts, hand-over, transmission, examination, inventory, correction and voiding, through
//! the real program.

use crate::office::{self, Office, PASSPHRASE, carry_request, now, run_with};

/// With the passphrases of two people whose keys are on one machine: a line of standard input for each.
fn both(office: &Office, who: &str, words: &[&str]) -> office::Out {
    let lines = format!("{PASSPHRASE}\n{PASSPHRASE}");
    run_with(&office.root, Some(who), "ja_JP.UTF-8", &lines, words)
}

pub fn json(out: &office::Out) -> serde_json::Value {
    serde_json::from_str(&out.stdout).unwrap()
}

/// The number of the latest record.
pub fn last_record(office: &Office, kind: &str) -> String {
    let log = json(&office.look(&["log", "--json"]).ok());
    let records = log["records"]
        .as_array()
        .unwrap_or_else(|| log.as_array().unwrap());
    let found = records.iter().rev().find(|r| {
        [&r["type"], &r["event"], &r["kind"]]
            .iter()
            .any(|k| k.as_str() == Some(kind))
    });
    found.unwrap_or_else(|| panic!("no {kind} in {log}"))["seq"].to_string()
}

/// Story 27.
#[test]
fn two_parts_are_printed_a_third_is_refused_and_both_are_shredded() {
    let office = Office::s();
    office.permitted(&[
        "copy",
        "A-0001/2",
        "--count",
        "2",
        "--to-type",
        "paper",
        "--person",
        "作業者A",
        "--disposal",
        "shred",
    ]);
    let print = |copies| {
        let words = ["print", "A-0001/2", "--copies", copies, "--sheets", "30"];
        office.run("作業者A", &words)
    };
    let printed = print("2").ok().says("A-0001/3、A-0001/4");
    assert!(
        printed.stderr.contains("A-0001/4（部番号 2/2）"),
        "{}",
        printed.stderr
    );
    print("1").refused(
        "印刷できません：複製について甲の書面による事前の承認がありません（使用回数を超えています）（特記事項第13条第4項）",
    );
    office.look(&["list"]).ok().says("30枚");
    office
        .run(
            "作業者A",
            &[
                "destroy",
                "A-0001/3",
                "A-0001/4",
                "--method",
                "shred",
                "--witness",
                "監督者K",
                "--shred-width",
                "2mm",
            ],
        )
        .ok();
    office
        .look(&["verify", "台帳 1"])
        .ok()
        .says("原本受領 1 ＋ 作成 3 ＋ 分割増 0 ＝ 返還 0 ＋ 廃棄 2 ＋ 紛失 0 ＋ 保有 2");
    office.is_sound();
}

#[test]
fn a_medium_is_sealed_in_place_and_the_plaintext_goes() {
    let office = Office::s();
    let plain = "甲の USB/課税台帳 髙﨑𠮷.csv";
    let pack = |who| {
        office.run(
            who,
            &[
                "pack",
                "A-0001/1",
                "--from",
                plain,
                "--out",
                "甲の USB/課税台帳.age",
                "--yes",
            ],
        )
    };
    pack("作業者C").refused(
        "封緘できません：作業者Cの教育が未実施又は期限切れです（期限：なし）（特記事項第11条）",
    );
    assert!(office.file(plain).exists());
    pack("作業者A").ok();
    assert!(!office.file(plain).exists());
    let sealed = std::fs::read(office.file("甲の USB/課税台帳.age")).unwrap();
    assert!(sealed.starts_with(b"age-encryption.org/v1"));
    office.look(&["show", "A-0001/1"]).ok().says("age v1");
    pack("作業者A").failed(2, "その場での封緘はできません");
    // And whoever has a key opens it from the medium.
    let open = |sealed| {
        let words = [
            "open",
            "A-0001/1",
            "--to",
            "展開",
            "--sealed",
            sealed,
            "--place",
            "前橋作業室",
        ];
        office.run("作業者B", &words)
    };
    open("setup.toml").failed(3, "A-0001/1");
    open("甲の USB/課税台帳.age").ok();
    let opened = std::fs::read_to_string(office.file("展開/課税台帳 髙﨑𠮷.csv")).unwrap();
    assert!(opened.contains("髙﨑 𠮷男"));
    office.run("作業者B", &["close", "A-0001/3"]).ok();
    // What is sealed can go under a permission that exempts nothing (story 11).
    office.may_carry("A-0001/1", "C-0003");
    office.brief();
    office.run("作業者A", &["carry", "J-0001", "--as-is"]).ok();
    office.is_sound();
}

#[test]
fn a_part_is_split_off_and_goes_back_alone() {
    let office = Office::s();
    office
        .run(
            "作業者A",
            &[
                "receive",
                "--title",
                "閉鎖課税台帳",
                "--quantity",
                "10冊",
                "--on-carrier",
                "paper",
                "--place",
                "第1保管庫",
                "--from",
                "担当T",
            ],
        )
        .ok();
    office
        .run("作業者A", &["split", "A-0002/1", "--part", "11冊"])
        .failed(2, "数量が合いません");
    office
        .run("作業者A", &["split", "A-0002/1", "--part", "4冊"])
        .ok()
        .says("A-0002/2");
    office.look(&["list"]).ok().says("6冊").says("4冊");
    office
        .run(
            "責任者R",
            &["return", "A-0002/2", "--to", "担当T", "--out", "返還"],
        )
        .ok();
    office
        .look(&["verify", "台帳 1"])
        .ok()
        .says("原本受領 2 ＋ 作成 1 ＋ 分割増 1 ＝ 返還 0 ＋ 廃棄 0 ＋ 紛失 0 ＋ 保有 4");
    office.is_sound();
}

/// Story 14.
#[test]
fn a_hand_over_under_way_is_signed_by_both_and_only_to_whom_the_prefecture_named() {
    let office = Office::s();
    office.may_carry("A-0001/2", "C-0002");
    office.brief();
    office.carry().ok();
    office.run("作業者B", &["brief", "J-0001", "--yes"]).ok();
    let hand_over = ["hand-over", "J-0001", "--to", "作業者B"];
    office.run("作業者A", &hand_over).refused(
        "引継ぎできません：持出しについて甲の書面による事前の承認又は指示がありません（範囲外：従事者＝作業者B）（特記事項第13条第4項）",
    );
    office
        .run("作業者A", &["back", "J-0001", "--place", "第1保管庫"])
        .ok();

    let mut request = carry_request("A-0001/2", "C-0002");
    request.extend(["--person", "作業者B"]);
    let office = Office::s();
    office.permitted(&request);
    office.brief();
    office.run("作業者B", &["brief", "J-0001", "--yes"]).ok();
    office.carry().ok();
    both(&office, "作業者A", &hand_over).ok();
    office.look(&["show", "A-0001/3"]).ok().says("作業者B");
    office.is_sound();
    // And on to A again, with a signature that came as a file.
    let accept = [
        "hand-over",
        "J-0001",
        "--accept",
        "--out",
        "受取り.custody-handover",
    ];
    office.run("作業者A", &accept).ok();
    let to_a = |note| {
        let words = ["hand-over", "J-0001", "--to", "作業者A", "--accepted", note];
        office.run("作業者B", &words)
    };
    let mut forged = std::fs::read_to_string(office.file("受取り.custody-handover")).unwrap();
    forged = forged.replace("A-0001/3", "A-0001/2");
    std::fs::write(office.file("偽.custody-handover"), forged).unwrap();
    to_a("偽.custody-handover").failed(3, "");
    to_a("受取り.custody-handover").ok();
    office
        .run("作業者A", &["back", "J-0001", "--place", "第1保管庫"])
        .ok();
    office
        .run("責任者R", &["form", "6", "J-0001", "--out", "様式6.html"])
        .ok();
    let form = std::fs::read_to_string(office.file("様式6.html")).unwrap();
    assert_eq!(form.matches("引継ぎ").count(), 2, "{form}");
    office.is_sound();
}

#[test]
fn manager_and_supervisor_take_over_what_an_absent_worker_holds() {
    let office = Office::s();
    office.run("作業者A", &["take", "A-0001/1"]).ok();
    let take_over = ["hand-over", "--from-absent", "作業者A", "--with", "監督者K"];
    office
        .run("作業者B", &take_over)
        .refused("引継ぎできません：作業者Bの役割（作業者）では行えません（社内規定）");
    both(&office, "責任者R", &take_over).ok().says("A-0001/1");
    office
        .run("責任者R", &["store", "A-0001/1", "--place", "第1保管庫"])
        .ok();
    office.is_sound();
}

#[test]
fn a_package_is_sent_over_a_registered_channel() {
    let office = Office::s();
    office
        .run(
            "責任者R",
            &[
                "carrier",
                "add",
                "--type",
                "transmission",
                "--model",
                "県ファイル交換サービス",
            ],
        )
        .ok();
    let place = [
        "place",
        "add",
        "--name",
        "県庁税務課",
        "--kind",
        "client_office",
    ];
    office.run("責任者R", &place).ok();
    let mut request = carry_request("A-0001/2", "C-0004");
    request[3] = "県庁税務課";
    office.permitted(&request);
    let transmit = [
        "transmit",
        "J-0001",
        "--sent-to",
        "税務課",
        "--card",
        "home/課長G.custody-card",
        "--out",
        "送信.age",
    ];
    office.run("作業者A", &transmit).refused(
        "送信できません：作業者Aが運搬中の指示事項を確認した記録がありません（特記事項第13条第5項）",
    );
    assert!(!office.file("送信.age").exists());
    office.brief();
    office.run("作業者A", &transmit).ok();
    office
        .look(&["verify", "送信.age", "--trust", "home/作業者A.custody-card"])
        .ok();
    office
        .run("課長G", &["unseal", "送信.age", "--out", "届いたもの"])
        .ok();
    office
        .look(&["verify", "台帳 1"])
        .ok()
        .says("原本受領 1 ＋ 作成 2 ＋");
    office.is_sound();
}

/// Story 33, whole.
#[test]
fn what_is_found_is_examined_by_two_and_the_loss_stays_on_record() {
    let office = Office::s();
    office.may_carry("A-0001/2", "C-0002");
    office.brief();
    office.carry().ok();
    office
        .run("作業者A", &["back", "J-0001", "--place", "第1保管庫"])
        .ok();
    office
        .run(
            "作業者A",
            &[
                "incident", "report", "--lost", "A-0001/3", "--where", "不明",
            ],
        )
        .ok();
    office
        .run(
            "作業者A",
            &["incident", "found", "A-0001/3", "--where", "引出し"],
        )
        .ok();
    let examine = |who, with| {
        let words = [
            "examine",
            "A-0001/3",
            "--with",
            with,
            "--place",
            "第1保管庫",
            "--serial-read",
            "S200",
            "--package",
            "媒体.age",
        ];
        office.run(who, &words)
    };
    examine("作業者A", "監督者K")
        .refused("点検できません：作業者Aの役割（作業者）では行えません（社内規定）");
    examine("監督者K", "監督者K").refused(
        "点検できません：立会者又は確認者は実施者と別の者でなければなりません（社内規定）",
    );
    let seen = examine("監督者K", "作業者A").ok();
    assert!(seen.stderr.contains("封緘の記録と一致"), "{}", seen.stderr);
    assert!(!seen.stderr.contains("漏えい"));
    office
        .look(&["list", "--state", "held"])
        .ok()
        .says("A-0001/3");
    office
        .look(&["log", "A-0001/3"])
        .ok()
        .says("事故")
        .says("発見")
        .says("点検");
    office
        .look(&["verify", "台帳 1"])
        .ok()
        .says("＋ 紛失 0 ＋ 保有 3");
    office.is_sound();
}

/// Story 30.
#[test]
fn a_mistaken_entry_is_voided_by_manager_and_supervisor_together() {
    let office = Office::s();
    office.permitted(&["copy", "A-0001/2", "--person", "作業者A"]);
    office
        .run("作業者A", &["copy", "A-0001/2", "--to-carrier", "C-0001"])
        .ok();
    let objects = || {
        std::fs::read_dir(office.file("台帳 1/objects"))
            .unwrap()
            .count()
    };
    assert_eq!(objects(), 2);
    let void = ["void", "A-0001/3", "--reason", "二重登録", "--yes"];
    office
        .run("作業者A", &void)
        .refused("登録取消できません：作業者Aの役割（作業者）では行えません（社内規定）");
    office.run("責任者R", &void).refused(
        "登録取消できません：立会者又は確認者は実施者と別の者でなければなりません（社内規定）",
    );
    let with: Vec<&str> = void.iter().copied().chain(["--with", "監督者K"]).collect();
    office.run("責任者R", &with).ok();
    assert_eq!(objects(), 1, "nothing of it can be opened any more");
    office
        .look(&["log", "A-0001/3"])
        .ok()
        .says("複製")
        .says("登録取消");
    office
        .look(&["verify", "台帳 1"])
        .ok()
        .says("原本受領 1 ＋ 作成 1 ＋ 分割増 0 ＝ 返還 0 ＋ 廃棄 0 ＋ 紛失 0 ＋ 保有 2");
    office.run("責任者R", &with).failed(4, "登録取消");
    office.is_sound();
}

#[test]
fn a_correction_shows_on_the_record_that_it_corrects() {
    let office = Office::s();
    let record = last_record(&office, "asset_received");
    office
        .run("責任者R", &["form", "2", "A-0001", "--out", "様式2.html"])
        .ok();
    let correct = |who, with| {
        let words = [
            "correct",
            &record,
            "--serial",
            "S132",
            "--reason",
            "転記の誤り",
            "--with",
            with,
        ];
        office.run(who, &words)
    };
    correct("作業者A", "監督者K")
        .refused("訂正できません：作業者Aの役割（作業者）では行えません（社内規定）");
    let done = correct("責任者R", "監督者K").ok();
    // 様式2 was built on it.
    assert!(done.stderr.contains("F02-0001"), "{}", done.stderr);
    office
        .look(&["log", "A-0001"])
        .ok()
        .says("訂正済→")
        .says("S123→S132");
    office
        .look(&["list", "--serial", "S132"])
        .ok()
        .says("A-0001/1");
    office.is_sound();
}

#[test]
fn an_inventory_counts_a_place_and_says_what_is_not_there() {
    let office = Office::s();
    let inventory = |who, more: &[&str]| {
        let mut words = vec!["inventory", "--place", "第1保管庫", "--with", "作業者A"];
        words.extend(more);
        office.run(who, &words)
    };
    inventory("責任者R", &[])
        .refused("棚卸できません：責任者Rの役割（責任者）では行えません（社内規定）");
    inventory("監督者K", &[])
        .ok()
        .says("台帳 1、現物 1、なし 0");
    let absent = inventory("監督者K", &["--absent", "A-0001/1"]).ok();
    assert!(
        absent
            .stderr
            .contains("custody incident report --lost A-0001/1"),
        "{}",
        absent.stderr
    );
    let register = json(&office.look(&["list", "--json"]).ok()).to_string();
    let today = now().date().to_string();
    assert!(
        register.contains(&format!("\"inventoried\":\"{today}\"")),
        "{register}"
    );
    office.is_sound();
}

#[test]
fn what_is_unneeded_is_said_of_the_asset() {
    let office = Office::s();
    office
        .run("作業者A", &["unneeded", "A-0001", "--reason", "調査の終了"])
        .ok()
        .says("A-0001 を")
        .says("不要");
    let dry = office
        .run("作業者A", &["unneeded", "A-0001/2", "--dry-run"])
        .ok();
    assert!(dry.stdout.contains("何も書いていません"));
    office.is_sound();
}

/// Story 8, the second half.
#[test]
fn a_copy_made_before_the_approval_is_refused_afterwards_and_reported_instead() {
    let office = Office::s();
    let before = now().to_string();
    std::thread::sleep(std::time::Duration::from_secs(2));
    office.permitted(&[
        "copy",
        "A-0001/2",
        "--to-carrier",
        "C-0002",
        "--person",
        "作業者A",
    ]);
    let copy = [
        "copy",
        "A-0001/2",
        "--to-carrier",
        "C-0002",
        "--place",
        "第1保管庫",
        "--protection",
        "sealed",
        "--at",
        &before,
    ];
    office.run("作業者A", &copy).refused(
        "複製できません：複製について甲の書面による事前の承認がありません（実施後の決定です）（特記事項第13条第4項）",
    );
    office
        .run(
            "作業者A",
            &[
                "incident",
                "report",
                "--unregistered",
                "--asset",
                "A-0001",
                "--carrier",
                "C-0002",
                "--kind",
                "copy",
                "--where",
                "事務机の上",
            ],
        )
        .ok()
        .says("A-0001/3");
    office
        .look(&["list", "--state", "quarantined"])
        .ok()
        .says("A-0001/3");
    office.look(&["log", "A-0001/3"]).ok().says("無承認複製");
    office.is_sound();
}
