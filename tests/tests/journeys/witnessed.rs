//! 甲 as the witness of 乙's ledger: two offices that exchange files and compare a key over the telephone. Rows L4, L5,
//! L13 and L14 of the reliability bar.

use super::office::{Office, Out, PASSPHRASE, program};
use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

const WITNESS: &str = "witness.gunma.example/tax";

/// 甲's desk: its own keys, and no vault.
fn prefecture(office: &Office, words: &[&str]) -> Out {
    let mut child = Command::new(program())
        .current_dir(&office.root)
        .env("CUSTODY_HOME", office.file("甲の鍵"))
        .env_remove("CUSTODY_VAULT")
        .env_remove("LC_ALL")
        .env("LANG", "ja_JP.UTF-8")
        .args(words)
        .args(["--passphrase-fd", "0"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let secret = format!("{PASSPHRASE}\n{PASSPHRASE}\n");
    let _ = child.stdin.take().unwrap().write_all(secret.as_bytes());
    let output = child.wait_with_output().unwrap();
    Out {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn json(out: Out) -> serde_json::Value {
    serde_json::from_str(&out.ok().stdout).unwrap()
}

/// Both sides know each other's key.
fn introduced() -> Office {
    let office = Office::s();
    let made = json(prefecture(
        &office,
        &["witness", "init", "--name", WITNESS, "--json"],
    ));
    let vkey = made["vkey"].as_str().unwrap().to_owned();
    office.look(&["trust", "add", &vkey]).ok();
    let head = json(office.look(&["checkpoint", "--json"]));
    prefecture(
        &office,
        &["trust", "add", head["log_key"].as_str().unwrap()],
    )
    .ok();
    office
}

/// 乙 asks, 甲 answers, 乙 takes it in.
fn witnessed(office: &Office, file: &str) {
    office.look(&["checkpoint", "--request", file]).ok();
    prefecture(office, &["witness", "sign", file]).ok();
    let answer = format!("{file}.cosigned");
    office
        .run("責任者R", &["import", &answer])
        .ok()
        .says(WITNESS);
}

/// Something is recorded.
fn go_on(office: &Office) {
    office.run("作業者A", &["take", "A-0001/2"]).ok();
    office
        .run("作業者A", &["store", "A-0001/2", "--place", "第1保管庫"])
        .ok();
}

#[test]
fn the_prefecture_sees_the_ledger_go_on_and_checks_one_record_without_it() {
    let office = introduced();
    office
        .look(&["checkpoint"])
        .ok()
        .says("まだ誰も確かめていません");
    witnessed(&office, "依頼1");
    go_on(&office);
    witnessed(&office, "依頼2");
    go_on(&office);

    let seen = json(office.look(&["checkpoint", "--json"]));
    assert_eq!(seen["witnessed"][0]["witness"], WITNESS);
    let (size, until) = (seen["size"].as_u64(), seen["witnessed_size"].as_u64());
    assert!(until < size && until > Some(0), "{seen}");
    office
        .look(&["verify", "台帳 1"])
        .ok()
        .says(&format!("{WITNESS}が{}件の台帳", until.unwrap()));
    let listed = json(prefecture(&office, &["witness", "list", "--json"]));
    assert_eq!(listed["logs"][0]["last"]["size"].as_u64(), until);

    // One record, as 甲 gets it on a stick: with the ledger's key alone, and any reader of C2SP tlog-proof.
    office
        .look(&["log", "--proof", "--record", "3", "-o", "記録3.tlog-proof"])
        .ok();
    let proof = fs::read_to_string(office.file("記録3.tlog-proof")).unwrap();
    assert!(
        proof.starts_with("c2sp.org/tlog-proof@v1\nextra "),
        "{proof}"
    );
    let verify = ["verify", "記録3.tlog-proof"];
    prefecture(&office, &verify).ok().says("記録3が");
    let changed = proof.replacen("index 3", "index 4", 1);
    fs::write(office.file("記録3.tlog-proof"), changed).unwrap();
    assert_eq!(prefecture(&office, &verify).code, 3);
    fs::write(office.file("記録3.tlog-proof"), &proof).unwrap();
    fs::remove_file(office.file("甲の鍵/trust.policy")).unwrap();
    assert_eq!(prefecture(&office, &verify).code, 5);
}

#[test]
fn l14_each_refusal_of_the_witness_has_its_own_code() {
    let office = Office::s();
    prefecture(&office, &["witness", "init", "--name", WITNESS]).ok();
    office.look(&["checkpoint", "--request", "依頼"]).ok();
    let sign = ["witness", "sign", "依頼"];
    // 404: it was never told of the ledger.
    let unknown = prefecture(&office, &sign);
    assert_eq!(unknown.code, 5, "{}", unknown.stderr);
    assert!(
        unknown.stderr.contains("custody trust add"),
        "{}",
        unknown.stderr
    );
    let head = json(office.look(&["checkpoint", "--json"]));
    prefecture(
        &office,
        &["trust", "add", head["log_key"].as_str().unwrap()],
    )
    .ok();
    // 403: another's signature.
    let request = fs::read_to_string(office.file("依頼")).unwrap();
    let at = request.rfind(' ').unwrap() + 10;
    let mut spoiled = request.clone().into_bytes();
    spoiled[at] = if spoiled[at] == b'A' { b'B' } else { b'A' };
    fs::write(office.file("依頼"), spoiled).unwrap();
    assert_eq!(prefecture(&office, &sign).code, 5);
    // 400, and what is no request at all.
    for (old, code) in [("old 99999", 6), ("old x", 6)] {
        fs::write(office.file("依頼"), request.replacen("old 0", old, 1)).unwrap();
        assert_eq!(prefecture(&office, &sign).code, code, "{old}");
    }
    fs::write(office.file("依頼"), &request).unwrap();
    prefecture(&office, &sign).ok();
    // The answer stands; asked again from where it is no more: 409, with where to start from.
    assert_eq!(prefecture(&office, &sign).code, 8);
    fs::rename(office.file("依頼.cosigned"), office.file("回答")).unwrap();
    let again = prefecture(&office, &sign);
    assert_eq!(again.code, 8, "{}", again.stderr);
    let from = format!("--from {}", head["size"]);
    assert!(again.stderr.contains(&from), "{}", again.stderr);
    // 乙 believes no witness yet; then the answer is taken in.
    assert_eq!(office.run("責任者R", &["import", "回答"]).code, 5);
    let listed = json(prefecture(&office, &["witness", "list", "--json"]));
    office
        .look(&["trust", "add", listed["vkey"].as_str().unwrap()])
        .ok();
    office.run("責任者R", &["import", "回答"]).ok();
    office.run("責任者R", &["import", "回答"]).ok();
}

#[test]
fn l4_l5_a_ledger_put_back_and_gone_on_otherwise_is_not_cosigned_and_kept_as_evidence() {
    let office = introduced();
    let copy = office.file("控え");
    custody_tests::office::copy_folder(&office.file("台帳 1"), &copy);
    go_on(&office);
    witnessed(&office, "依頼1");
    let size = json(office.look(&["checkpoint", "--json"]))["size"].to_string();

    // The older state comes back, with what the witness had said.
    let cosigned = office.file("台帳 1/cosigned");
    fs::rename(&cosigned, copy.join("cosigned")).unwrap();
    fs::remove_dir_all(office.file("台帳 1")).unwrap();
    fs::rename(&copy, office.file("台帳 1")).unwrap();
    let verified = office.look(&["verify", "台帳 1"]);
    assert_eq!(verified.code, 3, "{}{}", verified.stdout, verified.stderr);

    // Gone on with other records, and with the witness's word hidden: the witness still knows.
    fs::remove_dir_all(&cosigned).unwrap();
    for _ in 0..2 {
        go_on(&office);
    }
    let request = ["checkpoint", "--request", "依頼2", "--from", &size];
    office.look(&request).ok();
    let refused = prefecture(&office, &["witness", "sign", "依頼2"]);
    assert_eq!(refused.code, 3, "{}", refused.stderr);
    assert!(
        refused.stderr.contains("続きではありません"),
        "{}",
        refused.stderr
    );
    assert!(!office.file("依頼2.cosigned").exists());
    let mut kept = fs::read_dir(office.file("甲の鍵/witness/evidence")).unwrap();
    let kept = kept.next().unwrap().unwrap().path();
    assert_eq!(
        fs::read(kept).unwrap(),
        fs::read(office.file("依頼2")).unwrap()
    );
}
