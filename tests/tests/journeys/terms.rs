//! Contract profiles: a file is checked, another prefecture's terms are used (story 34), a contract is amended; days past
//! the end of their era are corrected (W16).

use crate::office::{Office, Out};

const TOKUYAKU: &str = include_str!("../../profiles/tokuyaku.toml");

/// S under other terms.
fn under(terms: &str) -> Office {
    let whole = terms
        .replace("[guards]", "[profile.guards]")
        .replace("[guides]", "[profile.guides]");
    Office::s_under(&format!("[profile]\n{whole}"))
}

fn called(office: &Office) -> Out {
    let request = [
        "request",
        "copy",
        "A-0001/2",
        "--to-carrier",
        "C-0001",
        "--person",
        "作業者A",
        "--reason",
        "業務",
    ];
    office.run("責任者R", &request).ok();
    let today = crate::office::now().date().to_string();
    let paper = [
        "paper", "R-0001", "--form", "oral", "--date", &today, "--by", "課長G",
    ];
    office.run("責任者R", &paper)
}

/// Story 34.
#[test]
fn under_terms_that_ask_for_no_writing_a_call_is_enough() {
    let office = under(TOKUYAKU);
    let copy = ["copy", "A-0001/2", "--to-carrier", "C-0001"];
    office.run("作業者A", &copy).refused(
        "複製できません：複製について甲の書面による事前の承認がありません（特約条項第1条第3項）",
    );
    called(&office).ok().says("D 口頭等・書面なし");
    office.run("作業者A", &copy).ok();
    office.is_sound();
}

#[test]
fn a_profile_file_is_checked_and_the_wrong_line_is_named() {
    let office = Office::before_receipt();
    std::fs::write(office.file("特約条項.toml"), TOKUYAKU).unwrap();
    office
        .look(&["profile", "check", "特約条項.toml"])
        .ok()
        .says("誤りはありません")
        .says("copy_approval：第1条第3項 D（群馬県：第13条第4項 C）")
        .says("software_ok：適用なし（群馬県：第8条）");
    let line = TOKUYAKU
        .lines()
        .position(|line| line.starts_with("copy_approval"))
        .unwrap()
        + 1;
    for (wrong, says) in [
        ("min_trust = \"E\"", "copy_approval.min_trust"),
        ("min_trust = \"D\", level = 3", "copy_approval.level"),
    ] {
        let changed = TOKUYAKU.replacen(
            "copy_approval = { on = true, article = \"1-3\", min_trust = \"D\"",
            &format!("copy_approval = {{ on = true, article = \"1-3\", {wrong}"),
            1,
        );
        std::fs::write(office.file("誤り.toml"), changed).unwrap();
        let out = office.look(&["profile", "check", "誤り.toml"]);
        assert!(
            out.stderr.contains(&format!("{line}行目")),
            "{line}: {}",
            out.stderr
        );
        out.failed(6, says);
    }
}

#[test]
fn a_contract_is_amended_on_the_prefectures_document() {
    let office = Office::s();
    std::fs::write(office.file("特約条項.toml"), TOKUYAKU).unwrap();
    let today = crate::office::now().date().to_string();
    let mut amend = vec![
        "profile",
        "amend",
        "特約条項.toml",
        "--number",
        "税第30号",
        "--date",
        &today,
        "--filed-at",
        "契約書つづり",
        "--form",
    ];
    amend.push("oral");
    office
        .run("責任者R", &amend)
        .failed(2, "番号、日付及び保管場所のある甲の書面が必要です。");
    amend.pop();
    amend.push("paper_original");
    office
        .run("監督者K", &amend)
        .refused("契約変更できません：監督者Kの役割（監督者）では行えません（社内規定）");
    office.run("責任者R", &amend).ok();
    office
        .run("作業者A", &["copy", "A-0001/2", "--to-carrier", "C-0001"])
        .refused("複製できません：複製について甲の書面による事前の承認がありません（特約条項第1条第3項）");
    office.is_sound();
}

/// §8: 平成32年3月31日 is counted on and told, to people and to scripts.
#[test]
fn a_day_past_the_end_of_its_era_is_corrected_and_told() {
    let office = Office::s();
    let year = crate::office::now().date().year() - 1988;
    let until = format!("平成{year}年12月31日");
    let mut words = vec![
        "request",
        "copy",
        "A-0001/2",
        "--to-carrier",
        "C-0001",
        "--reason",
        "業務",
        "--until",
        &until,
    ];
    let out = office.run("責任者R", &words).ok();
    let all = format!("{}{}", out.stdout, out.stderr);
    assert!(
        all.contains("元号を補正しました") && all.contains(&until),
        "{all}"
    );
    words.push("--json");
    let out = office.run("責任者R", &words).ok();
    let answer: serde_json::Value = serde_json::from_str(&out.stdout).unwrap();
    assert_eq!(answer["warnings"][0]["code"], "W16");
    let wrong = [
        "request",
        "copy",
        "A-0001/2",
        "--reason",
        "業務",
        "--until",
        "令和元年4月30日",
    ];
    office.run("責任者R", &wrong).failed(2, "");
}
