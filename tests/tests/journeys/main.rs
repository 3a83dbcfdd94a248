//! Journeys: the real program, run as its users run it, with the exact texts of `domain.md`. Each cites its story.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod amagasaki;
mod asking;
mod duties;
mod ending;
mod incident;
mod kanagawa;
mod mornings;
mod office;
mod orders;
mod papers;
mod printed;
mod readdressed;
mod subcontracting;
mod tables;
mod tagged;
mod terminal;
mod terms;
mod things;
mod witnessed;

use office::{Office, carry_request, now, run_with};

/// The only file in the vault's forms whose name begins so.
fn form(office: &Office, start: &str) -> String {
    let folder = office.file("台帳 1/forms");
    let path = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| {
            path.file_name()
                .unwrap()
                .to_str()
                .unwrap()
                .starts_with(start)
        })
        .unwrap_or_else(|| panic!("no {start} in {}", folder.display()));
    std::fs::read_to_string(path).unwrap()
}

/// Stories 1 and 2.
#[test]
fn what_is_received_goes_into_a_cabinet_and_onto_form_2_and_never_onto_a_desk() {
    let office = Office::before_receipt();
    office.receive("事務机").refused(
        "受領できません：「事務机」は施錠できる保管庫又は施錠及び入退去管理のできる保管室ではありません（特記事項第13条第3項）",
    );
    office.receive("第1保管庫").ok();
    office
        .look(&["list"])
        .ok()
        .says("A-0001/1")
        .says("A-0001/2");
    let deposit = form(&office, "様式02");
    for wanted in ["120,000件", "S123", "返還期限", "担当T"] {
        assert!(deposit.contains(wanted), "{wanted}");
    }
    office.is_sound();
}

/// Story 3.
#[test]
fn who_is_not_trained_takes_nothing_until_the_training_is_recorded() {
    let office = Office::s();
    let take = ["take", "a-1の1"];
    office.run("作業者C", &take).refused(
        "取出しできません：作業者Cの教育が未実施又は期限切れです（期限：なし）（特記事項第11条）",
    );
    office
        .run(
            "責任者R",
            &[
                "training",
                "add",
                "作業者C",
                "--content",
                "研修",
                "--trainer",
                "部長",
                "--covers-terms",
            ],
        )
        .ok();
    office.run("作業者C", &take).ok();
}

/// Story 4, in both languages and for scripts.
#[test]
fn a_copy_without_written_approval_is_refused() {
    let office = Office::s();
    let copy = ["copy", "A-0001/2", "--to-carrier", "C-0001"];
    office.run("作業者A", &copy).refused(
        "複製できません：複製について甲の書面による事前の承認がありません（特記事項第13条第4項）",
    );
    let english = office::run(&office.root, Some("作業者A"), "en_GB.UTF-8", &copy);
    english.refused("Refused: no prior written approval to copy (Article 13-4)");
    let mut json = copy.to_vec();
    json.push("--json");
    let error: serde_json::Value =
        serde_json::from_str(&office.run("作業者A", &json).stderr).unwrap();
    assert_eq!(error["error"]["code"], 4);
    assert_eq!(error["error"]["rule"], "copy_approval");
    assert_eq!(error["error"]["article"], "13-4");
    office.is_sound();
}

/// Story 8.
#[test]
fn a_later_approval_never_cures_an_earlier_copy() {
    let office = Office::s();
    let before = now().to_string();
    std::thread::sleep(std::time::Duration::from_secs(2));
    office.permitted(&[
        "copy",
        "A-0001/2",
        "--to-carrier",
        "C-0001",
        "--person",
        "作業者A",
    ]);
    office.run("作業者A", &["copy", "A-0001/2", "--to-carrier", "C-0001", "--at", &before]).refused(
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
                "--where",
                "引出し",
            ],
        )
        .ok()
        .says("A-0001/3");
}

/// Story 9.
#[test]
fn who_has_no_authority_opens_nothing() {
    let office = Office::s();
    office.permitted_by(
        "担当T",
        &[
            "copy",
            "A-0001/2",
            "--to-carrier",
            "C-0001",
            "--person",
            "作業者A",
        ],
    );
    office.run("作業者A", &["copy", "A-0001/2", "--to-carrier", "C-0001"]).refused(
        "複製できません：複製について甲の書面による事前の承認がありません（承認者に権限がありません）（特記事項第13条第4項）",
    );
}

/// Story 10.
#[test]
fn a_permission_to_copy_carries_nothing_out() {
    let office = Office::s();
    office.permitted(&[
        "copy",
        "A-0001/2",
        "--to-carrier",
        "C-0002",
        "--person",
        "作業者A",
    ]);
    let mut request = vec!["request"];
    request.extend(carry_request("A-0001/2", "C-0002"));
    request.extend(["--reason", "業務", "--out", "R2.custody-request"]);
    office.run("責任者R", &request).ok();
    office.brief();
    office.carry().refused(
        "持出しできません：持出しについて甲の書面による事前の承認又は指示がありません（種類が異なります）（特記事項第13条第4項）",
    );
    assert!(!office.file("媒体.age").exists());
}

/// Story 11.
#[test]
fn plaintext_does_not_leave() {
    let office = Office::s();
    office.may_carry("A-0001/1", "C-0003");
    office.brief();
    office
        .run("作業者A", &["carry", "J-0001", "--as-is", "--carrier", "C-0003"])
        .refused("持出しできません：A-0001/1は暗号化されておらず、代わる措置の承認もありません（特記事項第13条第5項）");
}

/// Stories 12 and 13.
#[test]
fn who_is_briefed_carries_a_package_out_and_back() {
    let office = Office::s();
    office.may_carry("A-0001/2", "C-0002");
    office
        .carry()
        .refused("持出しできません：作業者Aが運搬中の指示事項を確認した記録がありません（特記事項第13条第5項）");
    office.brief();
    office.carry().ok().says("A-0001/3");
    office.look(&["status"]).ok().says("A-0001/3");
    office
        .look(&["verify", "媒体.age", "--trust", "home/作業者A.custody-card"])
        .ok();
    office.run("作業者A", &["arrive", "J-0001"]).ok();
    office
        .run("作業者A", &["back", "J-0001", "--place", "第1保管庫"])
        .ok();
    office
        .run("責任者R", &["form", "6", "J-0001", "--out", "様式6.html"])
        .ok();
    let form = std::fs::read_to_string(office.file("様式6.html")).unwrap();
    assert!(form.contains("完了"));
    office
        .look(&["verify", "台帳 1"])
        .ok()
        .says("原本受領 1 ＋ 作成 2 ＋ 分割増 0 ＝ 返還 0 ＋ 廃棄 0 ＋ 紛失 0 ＋ 保有 3");
    // The package opens with the card it was sealed to, and holds the file.
    office
        .run("監督者K", &["unseal", "媒体.age", "--out", "開封"])
        .ok();
    assert!(office.file("開封/甲の USB/課税台帳 髙﨑𠮷.csv").exists());
    // A changed byte is found without a key.
    let mut bytes = std::fs::read(office.file("媒体.age")).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(office.file("媒体.age"), bytes).unwrap();
    office.look(&["verify", "媒体.age"]).failed(3, "");
}

/// Stories 18 and 19.
#[test]
fn another_purpose_and_another_place_are_refused() {
    let office = Office::s();
    office.run("作業者C", &["status"]);
    office.run("作業者A", &["take", "A-0001/1", "--purpose", "自社製品試験"]).refused(
        "取出しできません：「自社製品試験」は委託業務以外の用途であり、甲の書面による事前の承認がありません（特記事項第13条第6項）",
    );
    office
        .run("作業者A", &["open", "A-0001/2", "--to", "展開", "--place", "大阪事務所"])
        .refused("展開できません：「大阪事務所」は甲が指定又は承認した作業場所ではありません（特記事項第5条第2項）");
    assert!(!office.file("展開").exists());
}

/// Story 20.
#[test]
fn everything_is_not_returned_while_a_copy_is_open() {
    let office = Office::s();
    office
        .run(
            "責任者R",
            &[
                "return", "A-0001/1", "--to", "担当T", "--whole", "--out", "返還",
            ],
        )
        .refused("返還できません：A-0001の複製物等が残っています：A-0001/2（特記事項第13条第2項）");
    office
        .run(
            "責任者R",
            &["return", "A-0001/1", "--to", "担当T", "--out", "返還"],
        )
        .ok();
    let mut forms = std::fs::read_dir(office.file("返還"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let form = forms
        .find(|path| path.extension().is_some_and(|e| e == "html"))
        .unwrap();
    let form = std::fs::read_to_string(form).unwrap();
    assert!(
        form.contains("一部") && form.contains("A-0001&#x2f;2"),
        "{form}"
    );
}

/// What 甲 answers a return with.
fn return_note(office: &Office) -> String {
    let mut entries = std::fs::read_dir(office.file("返還"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .find(|path| path.extension().is_some_and(|e| e == "custody-return"))
        .unwrap()
        .display()
        .to_string()
}

/// Stories 21 and 23.
#[test]
fn a_return_needs_no_permission_and_a_destruction_does() {
    let office = Office::s();
    std::fs::write(office.file("画面.png"), "消去の画面").unwrap();
    let destroy = [
        "destroy",
        "A-0001/2",
        "--method",
        "logical_delete",
        "--witness",
        "監督者K",
        "--evidence",
        "画面.png",
    ];
    office
        .run("作業者A", &destroy)
        .refused("廃棄できません：廃棄について甲の承認がありません（特記事項第13条第2項）");
    office.permitted(&[
        "destroy",
        "A-0001/2",
        "--method",
        "logical_delete",
        "--place",
        "前橋作業室",
        "--witness",
        "監督者K",
    ]);
    office.run("作業者A", &destroy).ok();
    office
        .run(
            "責任者R",
            &["certificate", "A-0001/2", "--out", "廃棄証明書.html"],
        )
        .ok();
    let certificate = std::fs::read_to_string(office.file("廃棄証明書.html")).unwrap();
    assert!(certificate.contains("領域の上書きは確認していない"));
    office
        .run(
            "責任者R",
            &[
                "return", "A-0001/1", "--to", "担当T", "--whole", "--out", "返還",
            ],
        )
        .ok();
    office
        .run(
            "担当T",
            &[
                "receipt",
                &return_note(&office),
                "--out",
                "受領書.custody-receipt",
                "--yes",
            ],
        )
        .ok();
    office
        .run("責任者R", &["import", "受領書.custody-receipt"])
        .ok();
    office
        .look(&["verify", "台帳 1"])
        .ok()
        .says("原本受領 1 ＋ 作成 1 ＋ 分割増 0 ＝ 返還 1 ＋ 廃棄 1 ＋ 紛失 0 ＋ 保有 0");
    office.is_sound();
}

/// Story 22.
#[test]
fn a_receipt_that_does_not_agree_is_refused_and_a_refused_return_is_held_again() {
    let office = Office::s();
    std::fs::write(office.file("画面.png"), "消去の画面").unwrap();
    office
        .run(
            "責任者R",
            &["return", "A-0001/1", "--to", "担当T", "--out", "返還"],
        )
        .ok();
    let note = return_note(&office);
    office
        .run(
            "担当T",
            &[
                "receipt",
                &note,
                "--out",
                "1.custody-receipt",
                "--serial",
                "A-0001/1=S124",
                "--yes",
            ],
        )
        .ok();
    office.run("責任者R", &["import", "1.custody-receipt"]).refused(
        "受領確認できません：受領書の製造番号「S124」が返還記録の「S123」と一致しません（社内規定）",
    );
    office
        .run(
            "担当T",
            &[
                "receipt",
                &note,
                "--out",
                "2.custody-receipt",
                "--rejected",
                "--yes",
            ],
        )
        .ok();
    office
        .run(
            "責任者R",
            &["import", "2.custody-receipt", "--place", "第1保管庫"],
        )
        .ok();
    office
        .look(&["list", "--state", "held"])
        .ok()
        .says("A-0001/1");
    office.is_sound();
}

/// Story 24.
#[test]
fn a_destruction_wants_another_witness_and_a_method_that_fits() {
    let office = Office::s();
    std::fs::write(office.file("画面.png"), "消去の画面").unwrap();
    office.may_carry("A-0001/2", "C-0002");
    office.brief();
    office.carry().ok();
    office
        .run("作業者A", &["back", "J-0001", "--place", "第1保管庫"])
        .ok();
    office.permitted(&[
        "destroy",
        "A-0001/3",
        "--method",
        "physical",
        "--method",
        "degauss",
        "--place",
        "前橋作業室",
        "--witness",
        "監督者K",
    ]);
    office
        .run(
            "作業者A",
            &[
                "destroy",
                "A-0001/3",
                "--method",
                "physical",
                "--witness",
                "作業者A",
            ],
        )
        .refused(
            "廃棄できません：立会者又は確認者は実施者と別の者でなければなりません（社内規定）",
        );
    office
        .run(
            "作業者A",
            &[
                "destroy",
                "A-0001/3",
                "--method",
                "degauss",
                "--witness",
                "監督者K",
            ],
        )
        .refused("廃棄できません：USBメモリに「磁気的破壊」は使用できません（社内規定）");
}

/// Story 25.
#[test]
fn a_crypto_erase_accounts_for_every_key() {
    let office = Office::s();
    std::fs::write(office.file("画面.png"), "消去の画面").unwrap();
    office.permitted(&[
        "destroy",
        "A-0001/2",
        "--method",
        "crypto_erase",
        "--place",
        "前橋作業室",
        "--witness",
        "監督者K",
    ]);
    let destroy = [
        "destroy",
        "A-0001/2",
        "--method",
        "crypto_erase",
        "--witness",
        "監督者K",
        "--evidence",
        "画面.png",
    ];
    office
        .run("作業者A", &destroy)
        .refused("廃棄できません：所在が未確認の鍵があります：H-001、H-004、H-005（社内規定）");
    for holder in ["責任者R", "作業者B", "作業者C"] {
        office
            .run("責任者R", &["ungrant", "A-0001/2", holder, "--yes"])
            .ok();
    }
    office.run("作業者A", &destroy).ok();
    office
        .run(
            "責任者R",
            &["certificate", "A-0001/2", "--out", "様式10.html"],
        )
        .ok();
    let form = std::fs::read_to_string(office.file("様式10.html")).unwrap();
    assert!(form.contains("暗号文は媒体に残っています。鍵がすべて廃棄されたとの記録に基づき、読取りを困難にする措置です。"));
    office.is_sound();
}

/// Story 26: neither in the record of a destruction nor, from a title, on 様式9.
#[test]
fn a_word_that_claims_too_much_stands_on_no_certificate() {
    let office = Office::s();
    std::fs::write(office.file("画面.png"), "消去の画面").unwrap();
    std::fs::write(office.file("届いた.csv"), "a\n").unwrap();
    let receive = [
        "receive",
        "届いた.csv",
        "--title",
        "データは 復元不可能 です",
        "--from",
        "担当T",
        "--remove-source",
    ];
    office.run("作業者A", &receive).ok().says("A-0002");
    office.permitted(&[
        "destroy",
        "A-0002/1",
        "--method",
        "logical_delete",
        "--place",
        "前橋作業室",
        "--witness",
        "監督者K",
    ]);
    let mut destroy = vec![
        "destroy",
        "A-0002/1",
        "--method",
        "logical_delete",
        "--witness",
        "監督者K",
        "--evidence",
        "画面.png",
        "--remark",
        "データは 復元不可能 です",
    ];
    office
        .run("作業者A", &destroy)
        .refused("廃棄できません：「復元不可能」は様式に記載できません（社内規定）");
    destroy.truncate(destroy.len() - 2);
    office.run("作業者A", &destroy).ok();
    let certificate = ["form", "9", "A-0002/1", "--out", "9.html"];
    office
        .run("責任者R", &certificate)
        .refused("様式第9号を発行できません：「復元不可能」は様式に記載できません（社内規定）");
    assert!(!office.file("9.html").exists());
    office.is_sound();
}

/// Story 33, without the examination; and a loss declared on a machine with no key.
#[test]
fn a_loss_is_recorded_at_once_and_stays_on_record_when_the_thing_is_found() {
    let office = Office::s();
    office
        .run(
            "作業者A",
            &[
                "incident", "report", "--lost", "A-0001/2", "--where", "不明",
            ],
        )
        .ok();
    office
        .look(&["verify", "台帳 1"])
        .ok()
        .says("原本受領 1 ＋ 作成 1 ＋ 分割増 0 ＝ 返還 0 ＋ 廃棄 0 ＋ 紛失 1 ＋ 保有 1");
    office
        .run(
            "作業者A",
            &["incident", "found", "A-0001/2", "--where", "引出し"],
        )
        .ok();
    office
        .look(&["verify", "台帳 1"])
        .ok()
        .says("＋ 紛失 0 ＋ 保有 2");
    let home = office.file("home");
    std::fs::rename(&home, office.file("away")).unwrap();
    office
        .look(&["incident", "report", "--lost", "C-0003"])
        .ok()
        .says("署名はまだありません");
    std::fs::rename(office.file("away"), &home).unwrap();
    office
        .look(&["status"])
        .ok()
        .says("署名されていない申告が 1 件");
}

#[test]
fn each_failure_has_its_code_and_leaves_nothing_wrong() {
    let office = Office::s();
    let wrong = run_with(
        &office.root,
        Some("作業者A"),
        "ja_JP.UTF-8",
        "違うパスフレーズ",
        &["take", "A-0001/1"],
    );
    wrong.failed(5, "パスフレーズが違います");
    office
        .run("作業者A", &["copy", "A-0001/2", "--to-carrier", "C-0001"])
        .failed(4, "第13条第4項");
    std::fs::write(office.file("ある.html"), "元").unwrap();
    office
        .run("責任者R", &["form", "3", "--out", "ある.html"])
        .failed(8, "ある.html");
    assert_eq!(
        std::fs::read_to_string(office.file("ある.html")).unwrap(),
        "元"
    );
    std::fs::write(office.file("写真.jpg"), b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01").unwrap();
    office.look(&["verify", "写真.jpg"]).failed(6, "");
    office.look(&["take"]).failed(2, "");
    office.is_sound();
    let objects = office.file("台帳 1/objects");
    let object = std::fs::read_dir(objects)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let mut bytes = std::fs::read(&object).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&object, bytes).unwrap();
    office.look(&["verify", "台帳 1"]).failed(3, "A-0001/2");
    office.run("作業者A", &["take", "A-0001/1"]).ok();
}

/// The tour, on a sample and on a file of one's own, which stays.
#[test]
fn the_tour_ends_with_a_certificate_a_register_and_a_balance() {
    let place = tempfile::tempdir().unwrap();
    let own = place.path().join("自分の 資料.csv");
    std::fs::write(&own, "a,b\n").unwrap();
    let own = own.display().to_string();
    let out = office::run(
        place.path(),
        None,
        "ja_JP.UTF-8",
        &["tour", &own, "--out", "見学"],
    );
    let out = out
        .ok()
        .says("原本受領 1 ＋ 作成 1 ＋ 分割増 0 ＝ 返還 1 ＋ 廃棄 1 ＋ 紛失 0 ＋ 保有 0");
    assert!(
        out.stdout
            .contains("複製できません：複製について甲の書面による事前の承認がありません")
    );
    for left in [
        "見学/廃棄証明書.html",
        "見学/情報資産管理台帳.csv",
        "見学/vault/ledger.db",
    ] {
        assert!(place.path().join(left).exists(), "{left}");
    }
    assert_eq!(std::fs::read_to_string(own).unwrap(), "a,b\n");
}

/// The README's two commands are there, one in the first block after each heading.
#[test]
fn the_readme_has_its_two_commands() {
    let readme = include_str!("../../../README.md");
    for (heading, command) in [
        ("Try it", "cargo run"),
        ("Test it", "cargo test --workspace"),
    ] {
        let after = readme.split(heading).nth(1).unwrap();
        let block = after
            .split("```")
            .nth(1)
            .unwrap()
            .trim_start_matches("sh\n")
            .trim();
        assert!(
            block.starts_with(command) && block.lines().count() == 1,
            "{block}"
        );
    }
}
