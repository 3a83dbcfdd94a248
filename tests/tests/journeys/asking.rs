//! Asking 甲 for more than copying, carrying and destroying (Art. 5-2, 12, 13-6, 14).

use crate::office::{Office, Out};

fn request(office: &Office, words: &[&str]) -> Out {
    let mut all = vec!["request"];
    all.extend(words);
    all.extend([
        "--reason",
        "業務のため",
        "--out",
        "R.custody-request",
        "--force",
    ]);
    office.run("責任者R", &all)
}

fn written(office: &Office, start: &str) -> String {
    let named = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.starts_with(start)
    };
    let mut files = std::fs::read_dir(&office.root).unwrap();
    let path = files.find_map(|entry| Some(entry.unwrap().path()).filter(named));
    std::fs::read_to_string(path.unwrap_or_else(|| panic!("no {start}"))).unwrap()
}

/// Story 28, and Art. 14-2: each of the five items stands on 様式11-1.
#[test]
fn a_request_to_subcontract_without_the_supervision_is_refused() {
    let office = Office::s();
    let organisation = [
        "org",
        "add",
        "--name",
        "有限会社丙",
        "--kind",
        "subcontractor",
        "--address",
        "高崎市1番地",
    ];
    office.run("責任者R", &organisation).ok();
    let mut words = vec![
        "subcontract",
        "有限会社丙",
        "--content",
        "帳票の印刷",
        "--information",
        "課税台帳の氏名及び住所",
        "--safeguards",
        "施錠した作業室",
    ];
    request(&office, &words).refused(
        "申請できません：様式第11号の1の「管理及び監督の方法」が記録されていません（社内規定）",
    );
    assert!(!office.file("R.custody-request").exists());
    words.extend(["--supervision", "月1回の点検"]);
    request(&office, &words).ok().says("R-0001");
    let form = written(&office, "様式11-1_再委託承認申請書");
    for wanted in [
        "特記事項第14条第1項、第14条第2項",
        "帳票の印刷",
        "高崎市1番地",
        "課税台帳の氏名及び住所",
        "施錠した作業室",
        "月1回の点検",
        "1次（株式会社上毛 → 有限会社丙）",
    ] {
        assert!(form.contains(wanted), "{wanted}\n{form}");
    }
    office
        .run("責任者R", &["form", "11-2", "R-0001", "--out", "11-2.html"])
        .ok();
    let blank = std::fs::read_to_string(office.file("11-2.html")).unwrap();
    assert!(blank.contains("□　承認") && !blank.contains("電子署名検証済"));
    office.is_sound();
}

/// Art. 5-2, after story 19: the place is asked for, approved by signature, and opened in.
#[test]
fn a_place_that_was_approved_is_worked_in() {
    let office = Office::s();
    let place = [
        "place",
        "add",
        "--name",
        "桐生作業室",
        "--kind",
        "workplace",
        "--address",
        "桐生市",
    ];
    office.run("責任者R", &place).ok();
    let open = ["open", "A-0001/2", "--to", "展開", "--place", "桐生作業室"];
    office
        .run("作業者A", &open)
        .refused("展開できません：「桐生作業室」は甲が指定又は承認した作業場所ではありません（特記事項第5条第2項）");
    office.permitted(&[
        "place",
        "桐生作業室",
        "--person",
        "作業者A",
        "--equipment",
        "専用端末",
    ]);
    let form = written(&office, "様式19_作業場所承認申請書");
    for wanted in [
        "桐生作業室（桐生市）",
        "専用端末",
        "作業者A",
        "特記事項第5条第2項",
        "□　承認",
    ] {
        assert!(form.contains(wanted), "{wanted}");
    }
    office.run("作業者B", &open).refused(
        "展開できません：「桐生作業室」は甲が指定又は承認した作業場所ではありません（範囲外：従事者＝作業者B）（特記事項第5条第2項）",
    );
    office.run("作業者A", &open).ok();
    office
        .run("責任者R", &["form", "19", "R-0001", "--out", "19.html"])
        .ok();
    let form = std::fs::read_to_string(office.file("19.html")).unwrap();
    assert!(form.contains("税第12号") && form.contains("電子署名検証済"));
    office.is_sound();
}

/// Art. 13-6, after story 18: another purpose, once approved in writing.
#[test]
fn another_purpose_that_was_approved_is_no_longer_refused() {
    let office = Office::s();
    let take = ["take", "A-0001/1", "--purpose", "税務統計の作成"];
    office.run("作業者A", &take).refused(
        "取出しできません：「税務統計の作成」は委託業務以外の用途であり、甲の書面による事前の承認がありません（特記事項第13条第6項）",
    );
    office.permitted(&[
        "purpose",
        "A-0001/1",
        "--use",
        "税務統計の作成",
        "--items",
        "課税額",
    ]);
    let form = written(&office, "様式20_目的外利用・提供・開示承認申請書");
    for wanted in ["■目的外利用　□提供　□開示", "税務統計の作成", "課税額"]
    {
        assert!(form.contains(wanted), "{wanted}");
    }
    office.run("作業者A", &take).ok();
}

/// §4.2, 9: 甲's conditions are shown to whoever acts, and acknowledged by them.
#[test]
fn conditions_are_shown_and_acknowledged_before_the_act() {
    let office = Office::s();
    request(
        &office,
        &[
            "purpose",
            "A-0001/1",
            "--use",
            "税務統計の作成",
            "--items",
            "課税額",
        ],
    )
    .ok();
    let approve = [
        "approve",
        "R.custody-request",
        "--condition",
        "集計後は直ちに格納すること",
        "--out",
        "D.custody-decision",
        "--yes",
    ];
    office.run("課長G", &approve).ok();
    office
        .run("責任者R", &["import", "D.custody-decision"])
        .ok();
    // Its own purpose asks nothing.
    office.run("作業者A", &["take", "A-0001/1"]).ok();
    office
        .run("作業者A", &["store", "A-0001/1", "--place", "第1保管庫"])
        .ok();
    let mut take = vec!["take", "A-0001/1", "--purpose", "税務統計の作成"];
    office.run("作業者A", &take).failed(2, "--yes");
    take.push("--yes");
    let out = office.run("作業者A", &take).ok();
    let all = format!("{}{}", out.stdout, out.stderr);
    assert!(all.contains("集計後は直ちに格納すること"), "{all}");
}

/// 甲 has no vault: what it decides on stands in the request, in words.
#[test]
fn the_office_reads_in_words_what_it_decides_on() {
    let office = Office::s();
    let words = [
        "copy",
        "A-0001/2",
        "--to-carrier",
        "C-0002",
        "--person",
        "作業者A",
        "--count",
        "2",
        "--until",
        "令和99年3月31日",
    ];
    request(&office, &words).ok();
    let approve = [
        "approve",
        "R.custody-request",
        "--out",
        "D.custody-decision",
        "--yes",
    ];
    let shown = office.run("課長G", &approve).ok();
    let all = format!("{}{}", shown.stdout, shown.stderr);
    for wanted in [
        "部数：2部",
        "媒体：C-0002（製造番号 S200）",
        "従事者：作業者A",
        "期間：令和99年3月31日23時59分まで",
    ] {
        assert!(all.contains(wanted), "{wanted}\n{all}");
    }
}
