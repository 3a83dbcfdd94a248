//! The papers of Art. 4, 11 and 13-3 through the real program: staff list and its changes, training, storage, inventory,
//! correction and reissue.

use crate::office::{Office, now};
use crate::things::{json, last_record};
use custody_core::record::calendar::wareki_date_plain;

/// The text of a form that was written.
pub fn page(office: &Office, name: &str) -> String {
    std::fs::read_to_string(office.file(name)).unwrap()
}

pub fn prints(office: &Office, name: &str, said: &[&str]) {
    let page = page(office, name);
    for text in said {
        assert!(page.contains(text), "{text} is not on {name}");
    }
}

/// Art. 4: the list as it is, a change with before and after and the day by which 甲 should know, the notice.
#[test]
fn a_change_of_the_staff_list_is_reported_with_before_and_after() {
    let office = Office::before_receipt();
    let form = |number: &str, file: &str| {
        office.run("責任者R", &["form", number, "--out", file, "--force"])
    };
    form("12-1", "12-1.html").ok();
    let said = ["体制通知書", "第4条第1項", "責任者R", "監督者K", "作業者A"];
    prints(&office, "12-1.html", &said);
    form("12-2", "12-2.html").failed(4, "様式");
    let change = ["person", "change", "作業者B", "--work-scope", "帳票印刷"];
    office.run("責任者R", &change).ok();
    form("12-2", "12-2.html").ok();
    let said = [
        "変更報告書",
        "第4条第2項",
        "作業範囲：帳票印刷",
        "目安日",
        "0日",
    ];
    prints(&office, "12-2.html", &said);
    assert!(page(&office, "12-2.html").contains(&wareki_date_plain(now().date())));
    let notice = ["person", "notice", "--document", "F12-0002"];
    office
        .run("作業者A", &notice)
        .failed(4, "作業者Aの役割（作業者）では行えません（社内規定）");
    office.run("責任者R", &notice).ok();
    form("12-2", "12-2.html").failed(4, "様式");
    office
        .look(&["log"])
        .ok()
        .says("甲への体制の通知")
        .says("F12-0002");
    // A new reading of a name is nothing that 甲 is told of.
    let reading = ["person", "change", "作業者B", "--reading", "びい"];
    office.run("責任者R", &reading).ok();
    form("12-2", "12-2.html").failed(4, "様式");
    office.is_sound();
}

/// Art. 4-1: without a supervisor there is no list to notify.
#[test]
fn a_staff_list_without_a_supervisor_is_not_issued() {
    let office = Office::before_receipt();
    let yesterday = now().date().checked_add_days(-1).unwrap().to_string();
    let retire = ["person", "retire", "監督者K", "--on", &yesterday];
    office.run("責任者R", &retire).ok();
    office
        .run("責任者R", &["form", "12-1", "--out", "12-1.html"])
        .refused("様式第12号の1を発行できません：様式第12号の1の「監督者」が記録されていません（社内規定）");
    assert!(!office.file("12-1.html").exists());
}

/// Art. 11: 特記事項の遵守を含む.
#[test]
fn a_training_that_did_not_cover_the_terms_makes_no_record_of_training() {
    let office = Office::before_receipt();
    let train = |more: &[&str]| {
        let mut words = vec!["training", "add", "作業者C", "--content", "入門研修"];
        words.extend([
            "--trainer",
            "外部講師",
            "--understanding",
            "確認テスト 合格",
        ]);
        words.extend(more);
        office.run("責任者R", &words).ok();
    };
    train(&[]);
    let form = |file: &str| office.run("責任者R", &["form", "13", "--out", file]);
    form("13.html").refused(
        "様式第13号を発行できません：様式第13号の「特記事項の版」が記録されていません（社内規定）",
    );
    train(&["--covers-terms"]);
    form("13.html").ok();
    let said = [
        "教育実施記録",
        "第11条",
        "作業者C",
        "外部講師",
        "確認テスト 合格",
    ];
    prints(&office, "13.html", &said);
    office.is_sound();
}

/// Art. 13-3: what is said of a storage must be true of the register.
#[test]
fn a_storage_is_notified_with_its_key_keeper_and_a_desk_is_none() {
    let office = Office::before_receipt();
    let form = |about: &[&str], file: &str| {
        let mut words = vec!["form", "21", "--out", file];
        words.extend(about);
        office.run("責任者R", &words)
    };
    form(&[], "21.html").refused(
        "様式第21号を発行できません：様式第21号の「鍵管理者」が記録されていません（社内規定）",
    );
    for place in ["第1保管庫", "事務机"] {
        let keeper = ["place", "change", place, "--key-keeper", "責任者R"];
        office.run("責任者R", &keeper).ok();
    }
    form(&[], "21.html").ok();
    prints(
        &office,
        "21.html",
        &["保管場所届", "第13条第3項", "第1保管庫", "前橋作業室"],
    );
    let places = json(&office.look(&["place", "list", "--json"]).ok()).to_string();
    let desk = places
        .split("\"id\":\"")
        .find(|part| part.contains("事務机"));
    let desk = desk.unwrap().split('"').next().unwrap().to_owned();
    form(&[&desk], "机.html").refused(
        "様式第21号を発行できません：「事務机」は施錠できる保管庫又は施錠及び入退去管理のできる保管室ではありません（特記事項第13条第3項）",
    );
    office.is_sound();
}

/// §7, 22: 台帳数, 現物数, 不一致.
#[test]
fn an_inventory_has_its_record_on_paper_by_the_supervisor_too() {
    let office = Office::s();
    let with = ["--place", "第1保管庫", "--with", "作業者A"];
    let absent = [&["inventory"], &with[..], &["--absent", "A-0001/1"]].concat();
    office.run("監督者K", &absent).ok();
    office
        .run("監督者K", &["form", "22", "--out", "22.html"])
        .ok();
    let said = [
        "棚卸記録書",
        "第13条第3項",
        "不一致",
        "個人住民税課税台帳データ",
        "監督者K",
        "作業者A",
    ];
    prints(&office, "22.html", &said);
    office.is_sound();
}

/// §5.5: a form that rests on what was corrected keeps its number and becomes 第2版, with 様式23.
#[test]
fn a_form_is_issued_again_as_the_second_edition_after_a_correction() {
    let office = Office::s();
    let deposit = ["form", "2", "A-0001", "--out", "預り証.html"];
    office.run("責任者R", &deposit).ok();
    let record = last_record(&office, "asset_received");
    let words = [
        "correct",
        &record,
        "--serial",
        "S132",
        "--reason",
        "転記の誤り",
    ];
    let correct = [&words[..], &["--with", "監督者K"]].concat();
    office.run("責任者R", &correct).ok();
    let corrected = last_record(&office, "record_corrected");
    let form = ["form", "23", &corrected, "--out", "23.html"];
    office.run("責任者R", &form).ok();
    let said = [
        "訂正記録書",
        "S123",
        "S132",
        "転記の誤り",
        "F02-0001",
        "第1版",
    ];
    prints(&office, "23.html", &said);
    let again = |number: &str, about: &str, file: &str| {
        let words = [
            "form",
            number,
            about,
            "--reissue",
            "F02-0001",
            "--out",
            file,
        ];
        office.run("責任者R", &words)
    };
    again("3", "A-0001", "別.html").failed(2, "様式");
    again("2", "A-0001", "預り証 第2版.html").ok();
    let said = ["F02-0001", "第2版", "S132"];
    prints(&office, "預り証 第2版.html", &said);
    again("2", "A-0001", "預り証 第3版.html").ok();
    prints(&office, "預り証 第3版.html", &["第3版"]);
    // The number of the next form is not that of an edition.
    let next = ["form", "3", "--out", "3.html"];
    office.run("責任者R", &next).ok();
    prints(&office, "3.html", &["F03-0003"]);
    office.is_sound();
}

/// Art. 8: a list once begun is the list; what is not on it opens nothing.
#[test]
fn software_is_listed_banned_and_patched() {
    let office = Office::s();
    let open = |more: &[&str], folder: &str| {
        let words = ["open", "A-0001/2", "--to", folder, "--place", "前橋作業室"];
        office.run("作業者A", &[&words[..], more].concat())
    };
    let add = |name: &str, more: &[&str]| {
        let words = ["software", "add", "--name", name, "--release", "1.0"];
        office.run("責任者R", &[&words[..], more].concat()).ok();
    };
    add("表計算ソフト", &[]);
    add("旧版ブラウザ", &["--banned"]);
    open(&["--software", "旧版ブラウザ"], "開").refused(
        "展開できません：「旧版ブラウザ」は使用禁止又は一覧にないソフトウェアです（特記事項第8条）",
    );
    let found = [
        "software",
        "vulnerability",
        "表計算ソフト",
        "--name",
        "CVE-2024-0001",
    ];
    let today = now().date().to_string();
    office
        .run("責任者R", &[&found[..], &["--found", &today]].concat())
        .ok();
    // The only one that may be used need not be named.
    let opened = open(&[], "開").ok();
    assert!(
        opened.stderr.contains("W15") || opened.stdout.contains("W15"),
        "{opened:?}"
    );
    office.look(&["status"]).ok().says("W15");
    office
        .run("責任者R", &["form", "24", "--out", "24.html"])
        .ok();
    prints(
        &office,
        "24.html",
        &["旧版ブラウザ", "使用禁止", "CVE-2024-0001", "対応未了"],
    );
    let handled = [
        "--consulted",
        &today,
        "--handled",
        &today,
        "--measure",
        "修正版の適用",
    ];
    office.run("責任者R", &[&found[..], &handled].concat()).ok();
    office.look(&["software", "list"]).ok().says("使用禁止");
    let status = office.look(&["status"]).ok();
    assert!(!status.stdout.contains("W15"), "{}", status.stdout);
    office.is_sound();
}

/// Art. 1, 6, 7, 10, 19: what 甲 set and agreed is kept, and can be looked up.
#[test]
fn policies_scope_and_consultations_are_on_record() {
    let office = Office::before_receipt();
    let policy = [
        "policy",
        "acknowledge",
        "--title",
        "情報セキュリティポリシー",
    ];
    office.run("作業者A", &policy).ok();
    let others = [&policy[..2], &["作業者B"], &policy[2..]].concat();
    office
        .run("作業者A", &others)
        .failed(4, "作業者Aの役割（作業者）では行えません（社内規定）");
    office.run("責任者R", &others).ok();
    let list = office.look(&["policy", "list"]).ok();
    let list = list.says("作業者A、作業者B");
    assert!(!list.stdout.contains("作業者C"), "{}", list.stdout);
    let consult = |persons: &[&str]| {
        let words = [
            "consult",
            "add",
            "--question",
            "多要素認証",
            "--agreement",
            "導入する",
        ];
        office.run("責任者R", &[&words[..], persons].concat())
    };
    consult(&["--person", "責任者R"]).failed(2, "");
    consult(&["--person", "責任者R", "--person", "担当T"]).ok();
    office
        .look(&["consult", "list"])
        .ok()
        .says("多要素認証")
        .says("担当T");
    let today = now().date().to_string();
    let scope = [
        "scope",
        "add",
        "--category",
        "固定資産税",
        "--extent",
        "全件",
    ];
    let paper = [
        "--method",
        "作業場所の端末",
        "--form",
        "paper_original",
        "--number",
        "税第50号",
    ];
    let filed = ["--date", &today, "--filed-at", "契約書つづり"];
    office
        .run("責任者R", &[&scope[..], &paper, &filed].concat())
        .ok();
    office.look(&["scope", "list"]).ok().says("固定資産税");
    let inspection = ["inspection", "add", "--by", "担当T", "--scope", "保管状況"];
    office.run("責任者R", &inspection).ok();
    office.look(&["inspection", "list"]).ok().says("保管状況");
    office.is_sound();
}

/// Art. 9: logs by their digests; a paper for 甲 that names what is missing; a ledger that was altered makes none (exit code 3).
#[test]
fn logs_are_handed_in_with_their_gaps_and_not_given_up_too_early() {
    let office = Office::before_receipt();
    let today = now().date();
    let yesterday = today.checked_add_days(-1).unwrap().to_string();
    std::fs::write(office.file("access.log"), "一\n二\n三").unwrap();
    let import = |from: &str, until: &str| {
        let words = ["log", "import", "access.log", "--system", "税務システム"];
        let period = [
            "--from",
            from,
            "--until",
            until,
            "--filed-at",
            "ログ保管サーバ",
        ];
        office.run("作業者A", &[&words[..], &period].concat())
    };
    import("2001-01-01", "2001-01-31").ok().says("3件");
    let old = last_record(&office, "log_imported");
    import(&yesterday, &yesterday).ok();
    let new = last_record(&office, "log_imported");
    let remove = |record: &str| {
        office.run(
            "責任者R",
            &["log", "remove", record, "--reason", "保管期間の経過"],
        )
    };
    let first = today.checked_add_months(-3).unwrap();
    remove(&new).refused(&format!(
        "ログの保管を終了できません：{}以降のログは保管期間内です（特記事項第9条）",
        wareki_date_plain(first)
    ));
    remove(&old).ok();
    let order = [
        "instruction",
        "add",
        "--text",
        "ログを提出すること",
        "--addressee",
        "責任者R",
    ];
    let today = today.to_string();
    let paper = [
        "--by",
        "担当T",
        "--form",
        "paper_original",
        "--number",
        "税第60号",
    ];
    office
        .run(
            "作業者A",
            &[&order[..], &paper, &["--date", &today]].concat(),
        )
        .ok();
    let instruction = last_record(&office, "instruction_registered");
    let form = |file: &str| {
        let words = ["form", "16", &instruction, "--out", file];
        office.run("責任者R", &words)
    };
    form("16.html").ok();
    let said = [
        "ログ等提出書",
        "第9条",
        "税第60号",
        "欠落期間",
        "（契約期間の前）",
    ];
    let said = if first < custody_core::record::calendar::FiscalYear::of(now().date()).first_day() {
        &said[..]
    } else {
        &said[..4]
    };
    prints(&office, "16.html", said);
    prints(
        &office,
        "16.html",
        &[&wareki_date_plain(first), "税務システム"],
    );
    let submit = [
        "log",
        "submit",
        "--instruction",
        &instruction,
        "--document",
        "F16-0001",
    ];
    office.run("責任者R", &submit).ok();
    office.look(&["log"]).ok().says("ログ等の提出");
    office.is_sound();
}

/// Art. 15: one command; a ledger that was altered makes no paper (exit code 3).
#[test]
fn the_inspection_pack_is_one_command_and_leaves_nothing_out() {
    let office = Office::s();
    office
        .run("作業者A", &["copy", "A-0001/2", "--to-carrier", "C-0001"])
        .failed(4, "複製できません");
    office
        .run("監督者K", &["form", "17", "--out", "17.html"])
        .ok();
    let said = [
        "検査対応資料",
        "第15条第1項",
        "体制",
        "教育",
        "個人住民税課税台帳データ",
        "複製の承認",
        "期限超過",
        "使用ソフトウェア",
        "甲の方針・手順",
    ];
    prints(&office, "17.html", &said);
    let db = rusqlite::Connection::open(office.file("台帳 1/ledger.db")).unwrap();
    let altered = "UPDATE leaf SET note = CAST(replace(CAST(note AS TEXT), 'S123', 'S124') AS BLOB) \
                   WHERE CAST(note AS TEXT) LIKE '%asset_received%'";
    assert_eq!(db.execute(altered, []).unwrap(), 1);
    drop(db);
    for number in ["16", "17"] {
        let words = ["form", number, "--out", "壊.html", "--draft"];
        let out = office.look(&words);
        assert_eq!(out.code, 3, "{out:?}");
        assert!(!office.file("壊.html").exists());
    }
}
