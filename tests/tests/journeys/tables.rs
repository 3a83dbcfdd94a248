//! Tables: 様式3 for a spreadsheet (§10), in UTF-8, or in Shift_JIS where nothing else can be read; who can open what.

use crate::office::{Office, Out, now};

fn register(office: &Office, file: &str, more: &[&str]) -> Out {
    let words = [&["form", "3", "--out", file], more].concat();
    office.run("責任者R", &words)
}

/// A line of the table, as its cells.
fn cells(table: &str, number: &str) -> Vec<String> {
    let line = table
        .lines()
        .find(|line| line.starts_with(&format!("\"{number}\"")))
        .unwrap();
    let inside = line.trim_matches('"');
    inside.split("\",\"").map(str::to_owned).collect()
}

#[test]
fn what_a_spreadsheet_would_compute_or_cut_stays_the_text_it_is() {
    let office = Office::s();
    for (title, serial) in [
        ("=HYPERLINK(\"x\")", "00120"),
        ("＋81-27", "-1"),
        ("@髙﨑", "0"),
    ] {
        let words = [
            "receive",
            "--title",
            title,
            "--quantity",
            "1枚",
            "--on-carrier",
            "optical",
            &format!("--serial={serial}"),
            "--place",
            "第1保管庫",
            "--from",
            "担当T",
        ];
        office.run("作業者A", &words).ok();
    }
    register(&office, "台帳.csv", &[]).ok();
    let table = std::fs::read_to_string(office.file("台帳.csv")).unwrap();
    assert!(table.starts_with("\u{feff}\"管理番号\",") && table.ends_with("\"\r\n"));
    assert_eq!(cells(&table, "A-0002/1")[3], "'=HYPERLINK(\"\"x\"\")");
    assert_eq!(cells(&table, "A-0003/1")[3], "'＋81-27");
    assert_eq!(cells(&table, "A-0004/1")[3], "'@髙﨑");
    assert!(
        cells(&table, "A-0002/1")[5].ends_with("00120"),
        "leading zeros stay"
    );
}

#[test]
fn a_character_that_shift_jis_lacks_is_named_and_no_file_is_written() {
    let office = Office::s();
    register(&office, "台帳.csv", &["--sjis"]).ok();
    let table = std::fs::read(office.file("台帳.csv")).unwrap();
    assert!(
        table.starts_with(b"\"\x8a\xc7\x97\x9d\x94\xd4\x8d\x86\","),
        "管理番号, without a mark"
    );
    let words = [
        "receive",
        "--title",
        "𠮷井町分（葛\u{e0100}城）",
        "--quantity",
        "1冊",
        "--on-carrier",
        "paper",
        "--place",
        "第1保管庫",
        "--from",
        "担当T",
    ];
    office.run("作業者A", &words).ok();
    register(&office, "次.csv", &["--sjis"])
        .failed(
            2,
            "シフトJISで表せない文字があります：𠮷（U+20BB7）、[U+E0100]。",
        )
        .failed(2, "--sjis を付けずに");
    assert!(!office.file("次.csv").exists());
    register(&office, "次.html", &["--sjis"]).failed(2, "--sjis は .csv");
    office.is_sound();
}

/// 3-ア: named persons open. A line for each sealed thing, a column for each who holds a key; who has left is told.
#[test]
fn who_can_open_what_today_is_a_matrix() {
    let office = Office::s();
    office
        .run("責任者R", &["ungrant", "A-0001/2", "作業者B", "--yes"])
        .ok();
    let matrix = office.look(&["access"]).ok();
    let row = matrix
        .stdout
        .lines()
        .find(|line| line.contains("A-0001/2"))
        .unwrap();
    assert_eq!(row.matches('○').count(), 4, "{}", matrix.stdout);
    for (name, holds) in [
        ("責任者R", true),
        ("作業者A", true),
        ("作業者B", false),
        ("回復鍵", true),
    ] {
        assert_eq!(
            matrix.stdout.contains(name),
            holds,
            "{name}\n{}",
            matrix.stdout
        );
    }
    assert!(
        !matrix.stdout.contains("A-0001/1"),
        "what is not sealed needs no key"
    );
    let yesterday = now().date().checked_add_days(-1).unwrap().to_string();
    let retire = ["person", "retire", "作業者C", "--on", &yesterday];
    office.run("責任者R", &retire).ok();
    let matrix = office.look(&["access", "A-0001"]).ok();
    let told = matrix.stdout.contains('△') && matrix.stdout.contains("custody ungrant");
    assert!(told, "{}", matrix.stdout);
    office.look(&["access", "A-0009"]).failed(2, "A-0009");
    let json = office.look(&["--json", "access", "A-0001/2"]).ok();
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(json["access"][0]["openers"][0]["person"], "H-001");
}
