//! Addressing anew: who receives a package lets others open it; the payload, its digest and its tag stay, and where a register
//! says who can open it, that stays true.

use super::office::{Office, Out, PASSPHRASE, program};
use std::io::Write as _;
use std::process::{Command, Stdio};

const CONTACT: &str = "027-000-0000";

/// As on another machine: no vault at hand.
fn elsewhere(office: &Office, who: &str, passphrases: &str, words: &[&str]) -> Out {
    let mut child = Command::new(program())
        .current_dir(&office.root)
        .env("CUSTODY_HOME", office.file("home"))
        .env_remove("CUSTODY_VAULT")
        .env_remove("LC_ALL")
        .env("LANG", "ja_JP.UTF-8")
        .args(words)
        .args(["--passphrase-fd", "0", "--as", who])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child
        .stdin
        .take()
        .unwrap()
        .write_all(format!("{passphrases}\n").as_bytes());
    let output = child.wait_with_output().unwrap();
    Out {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// 媒体.age was carried out, sealed to 監督者K.
fn carried() -> Office {
    let office = Office::s();
    office.may_carry("A-0001/2", "C-0002");
    office.brief();
    let carry = "carry J-0001 -o 媒体.age --card home/監督者K.custody-card --contact";
    let words: Vec<&str> = carry.split(' ').chain([CONTACT]).collect();
    office.run("作業者A", &words).ok();
    office
}

fn json(out: Out) -> serde_json::Value {
    serde_json::from_str(&out.ok().stdout).unwrap()
}

const TO_T: [&str; 6] = [
    "readdress",
    "媒体.age",
    "-o",
    "宛て直し.age",
    "--card",
    "home/担当T.custody-card",
];

#[test]
fn whoever_received_a_package_lets_a_colleague_open_it_and_the_tag_still_proves_it() {
    let office = carried();
    let done = elsewhere(&office, "監督者K", PASSPHRASE, &TO_T).ok();
    assert!(
        done.stderr.contains("記録されていません"),
        "{}",
        done.stderr
    );
    let before = json(office.look(&["inspect", "媒体.age", "--json"]));
    let after = json(office.look(&["inspect", "宛て直し.age", "--json"]));
    for same in ["payload_digest", "payload_bytes", "tag"] {
        assert_eq!(before[same], after[same], "{same}");
    }
    let trust = "home/作業者A.custody-card";
    let verified = office.look(&["verify", "宛て直し.age", "--trust", trust]);
    assert!(!verified.ok().stdout.contains("確認できないこと"));

    // Who has no vault is told what only the vault can say.
    let words = ["verify", "宛て直し.age"];
    let verified = elsewhere(&office, "担当T", PASSPHRASE, &words).ok();
    verified.says("札の示す台帳が手元にない");

    let open = |who, to| {
        elsewhere(
            &office,
            who,
            PASSPHRASE,
            &["unseal", "宛て直し.age", "-o", to],
        )
    };
    open("担当T", "開いたもの").ok();
    assert!(office.file("開いたもの").is_dir());
    assert_eq!(open("監督者K", "ほか").code, 5);
    office.is_sound();
}

/// 「だれが開けるか」 is on record: in its own vault neither a package nor an object is addressed anew.
#[test]
fn what_is_on_the_register_is_not_addressed_anew_in_its_own_vault() {
    let office = carried();
    let refused = office.run("監督者K", &TO_T);
    refused.failed(4, "宛て直しできません：この台帳の記録");
    let object = std::fs::read_dir(office.file("台帳 1/objects")).unwrap();
    let object = object.map(|entry| entry.unwrap().path()).next().unwrap();
    let object = object.to_str().unwrap().to_owned();
    let words = ["readdress", &object, "-o", "宛て直し.age", TO_T[4], TO_T[5]];
    office.run("監督者K", &words).failed(4, "custody grant");
    assert!(!office.file("宛て直し.age").exists());
    office.is_sound();
}

#[test]
fn a_tag_goes_into_the_header_and_out_again_as_a_passphrase_allows_it() {
    let office = Office::s();
    std::fs::write(office.file("資料.txt"), "手順書").unwrap();
    let weak = "榛名山の雪はまだ深い冬です";
    let words = "seal 資料.txt -o 資料.age --passphrase --tag --contact 027-000-0000";
    let words: Vec<&str> = words.split(' ').collect();
    let lines = format!("{PASSPHRASE}\n{weak}");
    super::office::run_with(&office.root, Some("作業者A"), "ja_JP.UTF-8", &lines, &words).ok();
    let beside = std::fs::read_to_string(office.file("資料.age.tag")).unwrap();

    let to_k = "readdress 資料.age -o 課内.age --card home/監督者K.custody-card";
    let to_k: Vec<&str> = to_k.split(' ').collect();
    elsewhere(&office, "監督者K", weak, &to_k).ok();
    assert!(!office.file("課内.age.tag").exists());
    let seen = json(office.look(&["inspect", "課内.age", "--json"]));
    assert_eq!(
        (&seen["tag_in_header"], &seen["tag"]["contact"]),
        (&true.into(), &CONTACT.into())
    );
    office.look(&["verify", "課内.age"]).ok().says("札と一致");

    let words = "readdress 課内.age -o 別送.age --passphrase";
    let words: Vec<&str> = words.split(' ').collect();
    let lines = format!("{PASSPHRASE}\n妙義山の紅葉は今が盛りです");
    elsewhere(&office, "監督者K", &lines, &words).ok();
    let out = std::fs::read_to_string(office.file("別送.age.tag")).unwrap();
    assert_eq!(out, beside);
    office.look(&["verify", "別送.age"]).ok().says("札と一致");
}

#[test]
fn nothing_is_overwritten_and_nothing_that_is_not_genuine_is_passed_on() {
    let office = carried();
    let readdress = || elsewhere(&office, "監督者K", PASSPHRASE, &TO_T);
    std::fs::write(office.file("宛て直し.age"), "theirs").unwrap();
    readdress().failed(8, "宛て直し.age");
    assert_eq!(
        std::fs::read(office.file("宛て直し.age")).unwrap(),
        b"theirs"
    );
    std::fs::remove_file(office.file("宛て直し.age")).unwrap();
    elsewhere(&office, "担当T", PASSPHRASE, &TO_T).failed(5, "この鍵では開けません");
    elsewhere(&office, "監督者K", PASSPHRASE, &TO_T[..4]).failed(2, "--recipient");
    let piped = ["readdress", "媒体.age", "-o", "-", TO_T[4], TO_T[5]];
    elsewhere(&office, "監督者K", PASSPHRASE, &piped).failed(2, "ファイルからファイルへ");

    let good = std::fs::read(office.file("媒体.age")).unwrap();
    let mut changed = good.clone();
    *changed.last_mut().unwrap() ^= 1;
    for damaged in [&changed[..], &good[..good.len() - 1]] {
        std::fs::write(office.file("媒体.age"), damaged).unwrap();
        assert_eq!(readdress().code, 3);
        let left = std::fs::read_dir(&office.root).unwrap();
        let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
        assert!(!left.iter().any(|name| {
            let name = name.to_string_lossy();
            name.starts_with("宛て直し") || name.starts_with(".custody-")
        }));
    }
    std::fs::write(office.file("媒体.age"), good).unwrap();
    readdress().ok();
}
