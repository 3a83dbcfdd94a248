//! Permissions on paper: stories 5 to 9.

use crate::office::{Office, Out};

/// R has asked for one copy of the vault's copy by A onto the machine.
fn asked() -> Office {
    let office = Office::s();
    let words = [
        "request",
        "copy",
        "A-0001/2",
        "--to-carrier",
        "C-0001",
        "--person",
        "作業者A",
        "--place",
        "前橋作業室",
        "--reason",
        "障害調査のため",
    ];
    office.run("責任者R", &words).ok();
    std::fs::write(office.file("承認書.pdf"), "承認書 税第12号\n").unwrap();
    office
}

fn paper(office: &Office, who: &str, form: &str, more: &[&str]) -> Out {
    let mut words = vec!["paper", "R-0001", "--form", form, "--date", "today"];
    let today = crate::office::now().date().to_string();
    words[5] = &today;
    words.extend(["--by", "課長G"]);
    words.extend(more);
    office.run(who, &words)
}

fn copy(office: &Office) -> Out {
    office.run("作業者A", &["copy", "A-0001/2", "--to-carrier", "C-0001"])
}

const WHOLE: [&str; 6] = [
    "--number",
    "税第12号",
    "--scan",
    "承認書.pdf",
    "--filed-at",
    "契約書つづり",
];

/// Story 5.
#[test]
fn an_original_that_two_people_read_opens_one_copy() {
    let office = asked();
    paper(&office, "責任者R", "paper_original", &WHOLE)
        .ok()
        .says("P-0001")
        .says("C 書面写し又は一名転記");
    office
        .run("責任者R", &["check", "P-0001", "--yes"])
        .refused(
            "確認できません：立会者又は確認者は実施者と別の者でなければなりません（社内規定）",
        );
    // The image is in the vault, sealed; who checks can look at it.
    office
        .run("監督者K", &["check", "P-0001", "--image", "画像"])
        .ok();
    let image = std::fs::read_to_string(office.file("画像/承認書.pdf")).unwrap();
    assert_eq!(image, "承認書 税第12号\n");
    office
        .run("監督者K", &["check", "P-0001", "--yes"])
        .ok()
        .says("B 書面原本・二者確認");
    office
        .run("責任者R", &["form", "1", "P-0001", "--out", "様式1.html"])
        .ok();
    let form = std::fs::read_to_string(office.file("様式1.html")).unwrap();
    for wanted in [
        "確認書",
        "特記事項第13条第4項",
        "本書は甲の書面に代わるものではありません",
        "書面原本",
        "税第12号",
        "契約書つづり",
        "税務課長　課長G",
        "sha256:",
        "責任者R",
        "監督者K",
        "B 書面原本・二者確認",
    ] {
        assert!(form.contains(wanted), "{wanted}\n{form}");
    }
    copy(&office).ok().says("A-0001/3");
    copy(&office).refused(
        "複製できません：複製について甲の書面による事前の承認がありません（使用回数を超えています）（特記事項第13条第4項）",
    );
    office
        .run("責任者R", &["form", "3", "--out", "様式3.html"])
        .ok();
    let register = std::fs::read_to_string(office.file("様式3.html")).unwrap();
    assert!(register.contains("B 書面原本・二者確認"));
    office.is_sound();
}

/// Story 6.
#[test]
fn an_e_mail_that_one_person_typed_in_is_warned_of() {
    let office = asked();
    let more = ["--number", "税第12号", "--scan", "承認書.pdf"];
    paper(&office, "作業者A", "email", &more).ok();
    let copied = copy(&office).ok();
    let all = format!("{}{}", copied.stdout, copied.stderr);
    assert!(all.contains("W02") && all.contains("P-0001"), "{all}");
    office
        .run("責任者R", &["form", "3", "--out", "様式3.html"])
        .ok();
    let register = std::fs::read_to_string(office.file("様式3.html")).unwrap();
    assert!(register.contains("C 書面写し又は一名転記"));
}

/// Story 7.
#[test]
fn a_telephone_call_is_not_in_writing() {
    let office = asked();
    paper(&office, "責任者R", "oral", &[])
        .ok()
        .says("D 口頭等・書面なし");
    copy(&office).refused(
        "複製できません：複製について甲の書面による事前の承認がありません（書面ではありません）（特記事項第13条第4項）",
    );
}

/// Story 9, on paper, and §4.3: 乙 never approves.
#[test]
fn a_paper_of_the_wrong_person_opens_nothing() {
    let office = asked();
    let today = crate::office::now().date().to_string();
    let by = |person: &'static str| {
        let words = [
            "paper",
            "R-0001",
            "--form",
            "fax",
            "--date",
            &today,
            "--by",
            person,
            "--number",
            "税第12号",
            "--scan",
            "承認書.pdf",
        ];
        office.run("責任者R", &words)
    };
    by("作業者A").refused("登録できません：承認できるのは甲の承認権者だけです（社内規定）");
    by("担当T").ok();
    copy(&office).refused(
        "複製できません：複製について甲の書面による事前の承認がありません（承認者に権限がありません）（特記事項第13条第4項）",
    );
}

/// 甲 declines on paper, and an image that was changed is found.
#[test]
fn a_refusal_on_paper_answers_the_request_and_a_changed_image_is_found() {
    let office = asked();
    paper(
        &office,
        "責任者R",
        "fax",
        &["--declined", "--reason", "期間が長すぎる"],
    )
    .ok();
    paper(&office, "責任者R", "fax", &[]).failed(2, "その申請には既に回答が登録されています");

    let office = asked();
    let objects = || -> Vec<std::path::PathBuf> {
        let entries = std::fs::read_dir(office.file("台帳 1/objects")).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    };
    let before = objects();
    paper(&office, "責任者R", "paper_original", &WHOLE).ok();
    let image = objects().into_iter().find(|path| !before.contains(path));
    let image = image.unwrap();
    let mut bytes = std::fs::read(&image).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&image, bytes).unwrap();
    office
        .run("監督者K", &["check", "P-0001", "--image", "画像"])
        .failed(3, "");
    office.look(&["doctor"]).failed(3, "");
}

/// Stories 21 and 22, on paper: 甲 signs 様式7-2 by hand.
#[test]
fn a_receipt_on_paper_ends_a_return_when_it_agrees() {
    let office = Office::s();
    let back = ["return", "A-0001/1", "--to", "担当T", "--out", "返還"];
    office.run("責任者R", &back).ok();
    let today = crate::office::now().date().to_string();
    let typed_in = |more: &[&str]| {
        let mut words = vec![
            "paper",
            "A-0001/1",
            "--received",
            "--number",
            "税第50号",
            "--date",
            &today,
            "--by",
            "担当T",
        ];
        words.extend(more);
        office.run("責任者R", &words)
    };
    typed_in(&["--form", "oral"]).failed(2, "番号、日付及び保管場所のある甲の書面が必要です。");
    let filed = ["--form", "paper_original", "--filed-at", "契約書つづり"];
    let mut other = filed.to_vec();
    other.extend(["--serial", "A-0001/1=S124"]);
    typed_in(&other).refused(
        "受領確認できません：受領書の製造番号「S124」が返還記録の「S123」と一致しません（社内規定）",
    );
    typed_in(&filed).ok();
    office.look(&["list"]).ok().says("返還完了");
    office
        .run("責任者R", &["form", "7-2", "A-0001/1", "--out", "7-2.html"])
        .ok();
    let form = std::fs::read_to_string(office.file("7-2.html")).unwrap();
    assert!(form.contains("甲の書面（税第50号）") && form.contains("代わるものではありません"));
    assert!(!form.contains("電子署名検証済"));
    office.is_sound();
}
