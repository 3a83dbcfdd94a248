//! Amagasaki 2022 (`domain.md` §9, §11b): a worker of a re-re-subcontractor, declared as the contractor's employee, took all
//! residents' data out on USB without permission, did not erase it, lost the bag after drinking, and phoned in absent without
//! telling. Each row of the table, with the real program.

use crate::office::{Office, Out, now};
use custody_core::record::Moment;

/// Y of company Z, with a key; A-0002 with the data of 460,000 people, sealed in the vault as `/1`.
fn office() -> Office {
    let office = Office::s();
    office.run("従業者Y", &["keygen", "--name", "従業者Y"]).ok();
    std::fs::write(office.file("全市民.csv"), "氏名,住所\n尼崎 一郎,尼崎市\n").unwrap();
    let receive = [
        "receive",
        "全市民.csv",
        "--title",
        "住民基本台帳データ",
        "--quantity",
        "460,000件",
        "--from",
        "担当T",
        "--personal",
        "--subjects",
        "460000",
        "--items",
        "氏名,住所,生年月日,税額",
        "--remove-source",
    ];
    office.run("作業者A", &receive).ok().says("A-0002");
    office
}

fn explained(office: &Office, who: &str, words: &[&str], findings: &[&str]) {
    let mut words = words.to_vec();
    words.push("--explain");
    let out = office.run(who, &words);
    assert_eq!(out.code, 4, "{}\n{}", out.stdout, out.stderr);
    for finding in findings {
        assert!(out.stderr.contains(finding), "{finding}\n{}", out.stderr);
    }
}

/// A journey of `/1` of an asset to the call centre, back at a moment.
fn carry_words<'a>(id: &'a str, carrier: &'a str, person: &'a str, back: &'a str) -> Vec<&'a str> {
    vec![
        "carry",
        id,
        "--to",
        "高崎コールセンター",
        "--on-carrier",
        carrier,
        "--person",
        person,
        "--route",
        "直行",
        "--key-handover",
        "鍵は運ばない",
        "--back",
        back,
    ]
}

/// Sleeps until the clock is past a moment.
fn wait_until(moment: Moment) {
    while now() <= moment {
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
}

fn steps_in_order(out: &Out) {
    let mut from = 0;
    for step in ["①", "②", "③", "④", "⑤", "⑥", "⑦"] {
        let at = out.stdout[from..].find(step);
        from += at.unwrap_or_else(|| panic!("{step}\n{}\n{}", out.stdout, out.stderr));
    }
}

#[test]
fn a_bag_lost_at_night_leaves_a_paper_and_every_step_before_it_was_refused_or_recorded() {
    let office = office();

    // Y of company Z, listed as such: refused until Z has an approval of its own.
    let add = ["org", "add", "--name", "Z社", "--kind", "subcontractor"];
    office.run("責任者R", &add).ok();
    let card = "home/従業者Y.custody-card";
    let listed = [
        "person",
        "add",
        "--name",
        "従業者Y",
        "--employer",
        "Z社",
        "--employment",
        "subcontractor",
        "--evidence",
        "Z-1",
        "--role",
        "worker",
        "--work-scope",
        "税務",
        "--card",
        card,
    ];
    office.run("責任者R", &listed).ok();
    let train = |on: &str| {
        let words = [
            "training",
            "add",
            "従業者Y",
            "--on",
            on,
            "--content",
            "研修",
            "--trainer",
            "部長",
            "--covers-terms",
        ];
        office.run("責任者R", &words).ok();
    };
    let today = now().date();
    train(&today.to_string());
    office.run("従業者Y", &["take", "A-0002/1"]).refused(
        "取出しできません：従業者Yの所属「Z社」は乙でも承認済みの再委託先でもありません（特記事項第14条第1項）",
    );
    // Declared as 乙's own, falsely: nothing can detect it, and the register keeps who said what on which evidence.
    let declared = [
        "person",
        "change",
        "従業者Y",
        "--employer",
        "株式会社上毛",
        "--employment",
        "direct",
        "--evidence",
        "社員番号900",
    ];
    office.run("責任者R", &declared).ok();
    office
        .look(&["show", "H-008"])
        .ok()
        .says("Z社 再委託先 Z-1")
        .says("株式会社上毛 直接雇用 社員番号900");

    let staff = ["form", "12-1", "--out", "体制通知書.html"];
    office.run("責任者R", &staff).ok();
    let page = std::fs::read_to_string(office.file("体制通知書.html")).unwrap();
    for wanted in ["従業者Y", "直接雇用", "社員番号900", "責任者"] {
        assert!(page.contains(wanted), "{wanted}");
    }

    // Writing to an unlisted stick, and leaving with it.
    explained(
        &office,
        "従業者Y",
        &["copy", "A-0002/1", "--to-carrier", "C-0099"],
        &[
            "複製について甲の書面による事前の承認がありません（特記事項第13条第4項）",
            "媒体「C-0099」は台帳に登録されていません（私物は使用できません）（社内規定）",
        ],
    );
    let evening = now().saturating_add_seconds(3600).to_string();
    let mut plaintext = vec!["request"];
    plaintext.extend(carry_words("A-0001/1", "C-0003", "従業者Y", &evening));
    plaintext.extend(["--reason", "業務", "--out", "1.custody-request"]);
    office.run("責任者R", &plaintext).ok();
    explained(
        &office,
        "従業者Y",
        &["carry", "J-0001", "--as-is", "--carrier", "C-0003"],
        &[
            "持出しについて甲の書面による事前の承認又は指示がありません（特記事項第13条第4項）",
            "A-0001/1は暗号化されておらず、代わる措置の承認もありません（特記事項第13条第5項）",
            "従業者Yが運搬中の指示事項を確認した記録がありません（特記事項第13条第5項）",
        ],
    );
    // All lawful: sealed, approved, briefed; alone on the way is still told.
    let back = now().saturating_add_seconds(10);
    let back_text = back.to_string();
    office.permitted(&carry_words("A-0002/1", "C-0002", "従業者Y", &back_text));
    office
        .run("責任者R", &["grant", "A-0002/1", "従業者Y"])
        .ok();
    office.run("従業者Y", &["brief", "J-0002", "--yes"]).ok();
    let carry = [
        "carry",
        "J-0002",
        "--out",
        "媒体.age",
        "--card",
        "home/監督者K.custody-card",
    ];
    let out = office.run("従業者Y", &carry).ok();
    assert!(out.stderr.contains("単独での運搬です"), "{}", out.stderr);

    // At the call centre: its machine is another medium, and nothing was erased; the planned return passes.
    office.run("従業者Y", &["arrive", "J-0002"]).ok();
    office
        .run("従業者Y", &["copy", "A-0002/2", "--to-carrier", "C-0001"])
        .refused(
            "複製できません：複製について甲の書面による事前の承認がありません（特記事項第13条第4項）",
        );
    wait_until(back);
    for reader in ["責任者R", "監督者K"] {
        let out = office.run(reader, &["status"]).ok();
        let late = "期限超過：W10 帰着の遅延　J-0002 A-0002/2（従業者Y";
        assert!(out.stdout.contains(late), "{}", out.stdout);
    }
    let later = now().saturating_add_seconds(3600).to_string();
    let mut again = carry_words("A-0002/1", "C-0002", "作業者A", &later);
    again.extend(["--reason", "業務", "--out", "3.custody-request"]);
    again.insert(0, "request");
    office.run("責任者R", &again).ok();
    explained(
        &office,
        "作業者A",
        &["carry", "J-0003", "--out", "3.age", "--card", card],
        &["A-0002に期限を過ぎた持出しがあります：J-0002（社内規定）"],
    );

    lost_and_found(&office, &train);
}

/// 03:00, the bag is gone, Y is offline and the training has lapsed; then the bag is found.
fn lost_and_found(office: &Office, train: &dyn Fn(&str)) {
    let lapsed = now().date().checked_add_months(-14).unwrap();
    train(&lapsed.to_string());
    explained(
        office,
        "従業者Y",
        &["take", "A-0002/1"],
        &["従業者Yの教育が未実施又は期限切れです"],
    );
    let noticed = now();
    let report = ["incident", "report", "--lost", "J-0002", "--at"];
    let at = noticed.to_string();
    let out = office
        .run("従業者Y", &[&report[..], &[at.as_str()]].concat())
        .ok();
    steps_in_order(&out);
    // Whom to call, and until when: the first lines.
    let first: Vec<&str> = out.stdout.lines().take(5).collect();
    let by = noticed.saturating_add_seconds(3600).to_string();
    let (hour, minute) = (by[11..13].trim_start_matches('0'), &by[14..16]);
    let hour = if hour.is_empty() { "0" } else { hour };
    for line in [
        "  甲 税務課（000-000-0000、時間外 090-0000-0000）".to_owned(),
        format!("  速報の目安 {hour}時{minute}分"),
    ] {
        let there = first.iter().any(|it| it.starts_with(&line));
        assert!(there, "{line}\n{}", out.stdout);
    }
    for wanted in [
        "A-0002/2 住民基本台帳データ　460,000件　項目：氏名、住所、生年月日、税額　人数：460000",
        "運搬者：従業者Y",
        "異常なし",
        "A-0002/1 原本（貸与物） 保管中",
        "⑥ 鍵の保有者：監督者K",
        "鍵・パスフレーズも同時に失われたか：確認中",
        "速報はおおむね3〜5日以内",
        "要否は甲が判断",
    ] {
        assert!(out.stdout.contains(wanted), "{wanted}\n{}", out.stdout);
    }
    let first = crate::form(office, "様式14-1");
    for wanted in ["460,000人", "確認中", "暗号化（age v1）", "従業者Y"] {
        assert!(first.contains(wanted), "{wanted}");
    }
    let statement = crate::form(office, "様式15");
    for wanted in [
        "確認できないこと",
        "拾得者による複写の有無",
        "監督者K",
        "鍵は運ばない",
        "運搬者は受取鍵の保有者に含まれない",
    ] {
        assert!(statement.contains(wanted), "{wanted}");
    }
    let no_conclusion = |page: &str| {
        for word in ["漏えい", "漏洩", "報告不要", "復元"] {
            assert!(!page.contains(word), "{word}");
        }
    };
    no_conclusion(&statement);

    // Found: apart until two look at it, and they say only whether it agrees with the record of the seal.
    office
        .run("監督者K", &["incident", "update", "I-0001", "--first"])
        .ok();
    let found = ["incident", "found", "A-0002/2", "--where", "駅の植込み"];
    office.run("従業者Y", &found).ok();
    office
        .look(&["list", "--state", "quarantined"])
        .ok()
        .says("A-0002/2");
    let examine = [
        "examine",
        "A-0002/2",
        "--with",
        "作業者A",
        "--place",
        "第1保管庫",
        "--serial-read",
        "S200",
        "--package",
        "媒体.age",
    ];
    let out = office.run("監督者K", &examine).ok();
    assert!(out.stderr.contains("封緘の記録と一致"), "{}", out.stderr);
    no_conclusion(&format!("{}{}", out.stdout, out.stderr));
    let follow_up = ["incident", "update", "I-0001", "--followup"];
    office.run("責任者R", &follow_up).ok();
    let form = ["form", "14-2", "I-0001", "--out", "続報.html"];
    office.run("責任者R", &form).ok();
    let second = std::fs::read_to_string(office.file("続報.html")).unwrap();
    for wanted in ["発見（駅の植込み", "点検：封緘の記録と一致"] {
        assert!(second.contains(wanted), "{wanted}");
    }
    office.is_sound();
}
