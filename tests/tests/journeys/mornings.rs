//! The first screen of the day (`custody status`): calm where all is well, and a line for each thing that is not.

use crate::office::{Office, carry_request, now};
use custody_core::record::calendar::FiscalYear;

fn lines(office: &Office) -> Vec<String> {
    let out = office.look(&["status"]).ok();
    out.stdout.lines().map(str::to_owned).collect()
}

/// The screen without its head: contract, and how much is kept.
fn below_the_head(office: &Office) -> Vec<String> {
    lines(office).split_off(2)
}

/// What the contract wants of people is on record.
fn pledged(office: &Office) {
    for name in ["責任者R", "監督者K", "作業者A", "作業者B", "作業者C"] {
        let pledge = [
            "pledge",
            "add",
            name,
            "--terms",
            "特記事項（令和6年4月1日版）",
        ];
        office.run("責任者R", &pledge).ok();
    }
    let training = [
        "training",
        "add",
        "作業者C",
        "--content",
        "研修",
        "--trainer",
        "部長",
        "--covers-terms",
    ];
    office.run("責任者R", &training).ok();
}

#[test]
fn where_all_is_well_the_screen_says_so_and_nothing_else() {
    let office = Office::before_receipt();
    assert_eq!(
        below_the_head(&office),
        [
            "契約が求めるもの：秘密保持の誓約の記録（第12条）　責任者R、監督者K、作業者A、作業者B、作業者C",
            "教育：作業者C（期限：なし）",
        ]
    );
    pledged(&office);
    let calm = below_the_head(&office);
    // In the last month of the contract, and of the training that ends with it, there is something to be told.
    if now()
        .date()
        .days_until(FiscalYear::of(now().date()).last_day())
        > 30
    {
        assert_eq!(calm, ["期限を過ぎたもの、待っているものはありません。"]);
    }
    let said = lines(&office);
    assert!(said[0].starts_with("契約第1号「税務システム運用保守業務」"));
    assert_eq!(said[1], "保有 0 件");
}

#[test]
fn each_thing_that_is_out_waits_or_comes_due_has_its_line() {
    let office = Office::s();
    pledged(&office);
    let has = |wanted: &str| {
        let said = below_the_head(&office);
        assert!(
            said.iter().any(|line| line.starts_with(wanted)),
            "{wanted}: {said:#?}"
        );
    };
    has("まもなく期限：返還　A-0001（");
    office.run("作業者A", &["take", "A-0001/1"]).ok();
    has("持出し・使用中：A-0001/1 個人住民税課税台帳データ（使用中、作業者A 前橋作業室）");
    let mut request = vec!["request"];
    request.extend(carry_request("A-0001/2", "C-0002"));
    let until = now().date().checked_add_days(10).unwrap().to_string();
    request.extend(["--reason", "業務のため", "--out", "R.custody-request"]);
    office.run("責任者R", &request).ok();
    has("待ち：甲の決定　R-0001（税務課長、");
    has("待ち：運搬中の指示事項の確認　J-0001（作業者A、");
    let approve = [
        "approve",
        "R.custody-request",
        "--out",
        "D.custody-decision",
        "--until",
        &until,
        "--yes",
    ];
    office.run("課長G", &approve).ok();
    office
        .run("責任者R", &["import", "D.custody-decision"])
        .ok();
    has("まもなく期限：承認 P-0001（");
    office.brief();
    office.carry().ok();
    has("持出し・使用中：A-0001/3 個人住民税課税台帳データ（運搬中、作業者A 運搬中（J-0001））");
    office
        .run("作業者A", &["back", "J-0001", "--place", "第1保管庫"])
        .ok();
    office
        .run("作業者A", &["store", "A-0001/1", "--place", "第1保管庫"])
        .ok();
    office
        .run(
            "責任者R",
            &["return", "A-0001/1", "--to", "担当T", "--out", "返還"],
        )
        .ok();
    has("待ち：甲の受領書　A-0001/1（担当T、");
    let said = below_the_head(&office);
    assert!(
        !said.iter().any(|line| line.starts_with("持出し・使用中")),
        "{said:#?}"
    );
}
