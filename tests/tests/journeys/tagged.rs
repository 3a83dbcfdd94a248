//! What a package says of itself to whoever finds it or takes it over, with no key: row S23 of the reliability bar.

use super::office::{Office, Out, PASSPHRASE, program, run_with};
use std::process::{Command, Stdio};

const CONTACT: &str = "027-000-0000 税務課";

/// An office that carried out 媒体.age, whose finder is to call.
fn carried() -> Office {
    let office = Office::s();
    office.may_carry("A-0001/2", "C-0002");
    office.brief();
    let carry = "carry J-0001 -o 媒体.age --card home/監督者K.custody-card --contact";
    let words: Vec<&str> = carry.split(' ').chain([CONTACT]).collect();
    office.run("作業者A", &words).ok();
    office
}

fn bytes(office: &Office, name: &str) -> Vec<u8> {
    std::fs::read(office.file(name)).unwrap()
}

fn seal(office: &Office, more: &[&str]) -> Out {
    let mut words = vec!["seal", "資料.txt", "-o", "資料.age"];
    words.extend(more);
    office.run("作業者A", &words)
}

/// Where the tag's columns begin, and where they end.
fn tag_in(file: &[u8]) -> (usize, usize) {
    let text = String::from_utf8_lossy(file);
    let start = text.find("-> custody-tag v1\n").unwrap();
    (start, start + text[start..].find("\n---").unwrap() + 1)
}

#[test]
fn s23_whoever_finds_a_medium_learns_whom_to_call_and_nothing_else() {
    let office = carried();
    assert!(!office.file("媒体.age.tag").exists());
    let seen = office.look(&["inspect", "媒体.age"]).ok().says(CONTACT);
    for secret in ["課税台帳", "群馬", "A-0001", "監督者K"] {
        assert!(!seen.stdout.contains(secret), "{}", seen.stdout);
        let file = String::from_utf8_lossy(&bytes(&office, "媒体.age")).into_owned();
        assert!(!file.contains(secret));
    }
    let seen = office.look(&["inspect", "媒体.age", "--json"]).ok().stdout;
    let seen: serde_json::Value = serde_json::from_str(&seen).unwrap();
    assert_eq!(seen["tag"]["contact"], CONTACT);
    assert_eq!(seen["tag"]["payload_digest"], seen["payload_digest"]);
    assert_eq!(seen["tag_in_header"], true);
}

#[test]
fn s23_an_official_proves_without_a_key_that_this_is_the_package_on_record() {
    let office = carried();
    let verified = office.look(&["verify", "媒体.age"]).ok();
    let verified = verified.says("札と一致").says("信頼できるか");
    assert!(!verified.stdout.contains("検証できたものはありません"));
    let trusted = ["verify", "媒体.age", "--trust", "home/作業者A.custody-card"];
    let trusted = office.look(&trusted).ok().says("台帳の記録");
    assert!(
        !trusted.stdout.contains("確認できないこと"),
        "{}",
        trusted.stdout
    );

    // A medium that cannot be written to.
    let stick = office.file("読取専用");
    std::fs::create_dir(&stick).unwrap();
    std::fs::copy(office.file("媒体.age"), stick.join("媒体.age")).unwrap();
    let mut permissions = stick.metadata().unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&stick, permissions.clone()).unwrap();
    office.look(&["verify", "読取専用/媒体.age"]).ok();
    office
        .look(&["inspect", "読取専用/媒体.age"])
        .ok()
        .says(CONTACT);
    #[allow(clippy::permissions_set_readonly_false)] // so that the folder can be removed again
    permissions.set_readonly(false);
    std::fs::set_permissions(&stick, permissions).unwrap();
}

#[test]
fn s23_what_was_changed_is_told_and_a_tag_cut_out_is_missing_and_not_good() {
    let office = carried();
    let good = bytes(&office, "媒体.age");
    let (start, end) = tag_in(&good);
    let mut edited = good.clone();
    // One column of the base64: another byte of the note.
    edited[start + 40] = if edited[start + 40] == b'A' {
        b'B'
    } else {
        b'A'
    };
    let mut payload = good.clone();
    *payload.last_mut().unwrap() ^= 1;
    for (changed, says) in [
        (edited, "札が変えられています"),
        (payload, "その札のものではありません"),
    ] {
        std::fs::write(office.file("媒体.age"), changed).unwrap();
        office.look(&["verify", "媒体.age"]).failed(3, says);
        let inspected = office.look(&["inspect", "媒体.age"]).failed(3, says);
        assert!(
            inspected.stdout.contains("X25519"),
            "the rest is still said"
        );
    }
    let cut = [&good[..start], &good[end..]].concat();
    std::fs::write(office.file("媒体.age"), cut).unwrap();
    let verified = office.look(&["verify", "媒体.age"]).ok();
    verified.says("検証できたものはありません").says("札がない");
    office
        .look(&["inspect", "媒体.age"])
        .ok()
        .says("札はありません");
}

/// The recipient's own tools do not mind the tag.
#[test]
fn a_tagged_package_opens_with_the_program_and_keeps_the_balance() {
    let office = carried();
    let unseal = ["unseal", "媒体.age", "-o", "開いたもの"];
    office.run("監督者K", &unseal).ok();
    assert!(office.file("開いたもの").is_dir());
    office.is_sound();
}

#[test]
fn a_file_sealed_beside_the_register_is_tagged_as_that() {
    let office = Office::s();
    std::fs::write(office.file("資料.txt"), "手順書").unwrap();
    let before = office.look(&["verify", "台帳 1", "--json"]).ok().stdout;
    let to = ["--card", "home/監督者K.custody-card"];
    let tag = ["--tag", "--contact", CONTACT, "--verify"];
    seal(&office, &[&to[..], &tag].concat())
        .ok()
        .says("札を付けました");
    let seen = office.look(&["inspect", "資料.age"]).ok();
    seen.says(CONTACT).says("記録番号 —");
    let verified = office.look(&["verify", "資料.age"]).ok();
    verified.says("札が記録番号を示さない");
    assert_eq!(
        office.look(&["verify", "台帳 1", "--json"]).ok().stdout,
        before
    );

    // A folder, and what comes through a pipe, are tagged in the same way.
    std::fs::create_dir(office.file("資料 一式")).unwrap();
    std::fs::copy(office.file("資料.txt"), office.file("資料 一式/資料.txt")).unwrap();
    let folder = ["seal", "資料 一式", "-o", "一式.age", "--verify"];
    let words = [&folder[..], &to, &tag[..3]].concat();
    office.run("作業者A", &words).ok();
    office.look(&["inspect", "一式.age"]).ok().says(CONTACT);
    office
        .run("監督者K", &["unseal", "一式.age", "-o", "一式"])
        .ok();
    // What comes after the passphrase is what is sealed: nothing.
    let piped = ["seal", "-", "-o", "管.age"];
    let words = [&piped[..], &to, &tag].concat();
    office.run("作業者A", &words).ok();
    office.look(&["inspect", "管.age"]).ok().says(CONTACT);
}

#[test]
fn a_tag_needs_a_vault_a_key_of_its_and_a_file() {
    let office = Office::s();
    std::fs::write(office.file("資料.txt"), "手順書").unwrap();
    let to = ["--card", "home/監督者K.custody-card", "--tag"];
    let armored = seal(&office, &[&to[..], &["--armor"]].concat());
    armored.failed(2, "--armor");
    let to_pipe = ["seal", "資料.txt", "-o", "-"];
    let words = [&to_pipe[..], &to].concat();
    office.run("作業者A", &words).failed(2, "標準出力");
    seal(&office, &[to[0], to[1], "--contact", "027"]).failed(2, "--tag");
    // 甲's people are on the register, and are not of the vault.
    let words = [&["seal", "資料.txt", "-o", "資料.age"][..], &to].concat();
    let stranger = office.run("担当T", &words);
    assert_eq!(stranger.code, 5, "{}", stranger.stderr);
    let outside = Command::new(program())
        .current_dir(office.file("home"))
        .env_remove("CUSTODY_VAULT")
        .env("LANG", "ja_JP.UTF-8")
        .args(["seal", "監督者K.custody-card", "-o", "x.age", "--card"])
        .args(["監督者K.custody-card", "--tag"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(outside.status.code(), Some(2));
    let said = String::from_utf8_lossy(&outside.stderr).into_owned();
    assert!(said.contains("台帳が見つかりません"), "{said}");
    assert!(!office.file("資料.age").exists() && !office.file("home/x.age").exists());
}

/// age allows nothing beside a passphrase: there the tag is a file of its own.
#[test]
fn the_tag_of_a_passphrase_file_lies_beside_it() {
    let office = Office::s();
    std::fs::write(office.file("資料.txt"), "手順書").unwrap();
    let lines = format!("{PASSPHRASE}\n榛名山の雪はまだ深い冬です");
    let words = "seal 資料.txt -o 資料.age --passphrase --tag --contact 027-000-0000";
    let words: Vec<&str> = words.split(' ').collect();
    let run = || run_with(&office.root, Some("作業者A"), "ja_JP.UTF-8", &lines, &words);
    run().ok();
    office
        .look(&["inspect", "資料.age"])
        .ok()
        .says("027-000-0000");
    office.look(&["verify", "資料.age"]).ok().says("札と一致");
    std::fs::remove_file(office.file("資料.age")).unwrap();
    run().failed(8, "資料.age.tag");
    assert!(!office.file("資料.age").exists());
}
