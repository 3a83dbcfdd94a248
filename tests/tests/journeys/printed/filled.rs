//! An office as offices are: names with 異体字, long titles, addresses and reasons, a register of a thousand volumes, and
//! something of every kind that a form is made of.

use crate::office::{Office, PASSPHRASE, now};
use crate::things::last_record;
use custody_core::keys::{KeyFolder, Passphrase};
use custody_core::record::Quantity;
use custody_core::report::form::Number;
use custody_core::rules::Act;
use custody_core::vault::Vault;
use std::path::PathBuf;

const MANAGER: &str = "髙橋 𠮷郎";
const SUPERVISOR: &str = "葛\u{e0100}城 花子";
const WORKER: &str = "﨑山 みさを";
const SECOND: &str = "渡邉 圭";
const UNTRAINED: &str = "辻\u{e0100} 翔太";
const APPROVER: &str = "関口 誠一郎";
const OFFICER: &str = "茂木 さくら";

const REASON: &str =
    "令和6年度当初賦課の更正処理で検出された不整合を、受託者の検証環境で再現し、原因を調査するため";

fn named(text: &str) -> String {
    [
        ("責任者R", MANAGER),
        ("監督者K", SUPERVISOR),
        ("作業者A", WORKER),
        ("作業者B", SECOND),
        ("作業者C", UNTRAINED),
        ("課長G", APPROVER),
        ("担当T", OFFICER),
        ("契約第1号", "群税シ第2024-0101号"),
        (
            "税務システム運用保守業務",
            "令和6年度税務システム運用保守及び課税台帳電子化業務委託（単価契約）",
        ),
        ("\"税務課\"", "\"群馬県総務部税務課システム管理係\""),
        ("株式会社上毛", "株式会社上毛情報サービス 群馬支店"),
        (
            "前橋市元町1番地",
            "群馬県前橋市元総社町9999番地の88 𠮷田ビル新館5階501号室",
        ),
    ]
    .iter()
    .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// The office with all that happened in it.
pub(super) fn office() -> Office {
    let office = Office::named(named);
    received(&office);
    asked_and_copied(&office);
    subcontracted(&office);
    carried(&office);
    duties(&office);
    software_and_logs(&office);
    ended(&office);
    lost(&office);
    office
}

fn by(office: &Office, who: &str, words: &[&str]) {
    office.run(who, words).ok();
}

fn write(office: &Office, name: &str, text: &str) {
    std::fs::write(office.file(name), text).unwrap();
}

/// A-0001 on 甲's stick and in the vault, A-0002 in a thousand volumes, A-0003 by transmission.
fn received(office: &Office) {
    let lent = office.file("甲の USB");
    std::fs::create_dir_all(&lent).unwrap();
    std::fs::write(
        lent.join("課税台帳 髙﨑𠮷.csv"),
        "宛名番号,氏名\n1,髙﨑 𠮷男\n",
    )
    .unwrap();
    let due = now().date().checked_add_days(20).unwrap().to_string();
    let common = ["--place", "第1保管庫", "--from", OFFICER, "--due", &due];
    let personal = ["--personal", "--subjects", "460517", "--items"];
    let items = "氏名,よみ,住所,生年月日,性別,個人番号,所得額,税額,扶養親族,振替口座";
    let usb = [
        "receive",
        "甲の USB",
        "--title",
        "個人住民税課税台帳データ（令和6年度当初賦課分・特別徴収義務者別、髙﨑支所及び葛\u{e0100}城出張所取扱分を含む）",
        "--quantity",
        "460,517件",
        "--on-carrier",
        "usb_flash",
        "--serial",
        "4C530001230812117284-REV.B",
        "--model",
        "SanDisk Extreme PRO SDCZ880-128G",
        "--intake-included",
        "群税シ第10号",
    ];
    by(
        office,
        WORKER,
        &[&usb[..], &common, &personal, &[items]].concat(),
    );
    let paper = [
        "receive",
        "--title",
        "閉鎖課税台帳（製本、昭和50年度から平成10年度まで）",
        "--quantity",
        "1,000冊",
        "--on-carrier",
        "paper",
    ];
    by(office, WORKER, &[&paper[..], &common].concat());
    thousand_volumes(office);
    write(office, "軽自動車税.csv", "a\n");
    let sent = [
        "receive",
        "軽自動車税.csv",
        "--title",
        "軽自動車税納税通知書発送用データ",
        "--quantity",
        "12,345件",
        "--from",
        OFFICER,
        "--remove-source",
    ];
    by(office, WORKER, &sent);
}

/// A-0002 into volumes, as `custody split` does it; by the library, for a key is opened only once.
fn thousand_volumes(office: &Office) {
    let keys = KeyFolder::new(office.file("home"));
    let passphrase = Passphrase::new(PASSPHRASE.as_bytes().to_vec().into()).unwrap();
    let key = keys.find(Some(WORKER)).unwrap().1.unlock(&passphrase);
    let mut vault = Vault::open(&office.file("台帳 1")).unwrap();
    let member = vault.member(&key.unwrap()).unwrap();
    let mut left = 1_000;
    while left > 1 {
        let parted = 49.min(left - 1);
        left -= parted;
        let mut parts: Vec<Quantity> = vec!["1冊".parse().unwrap(); parted + 1];
        parts[0] = format!("{left}冊").parse().unwrap();
        let split = Act::Split {
            instance: "A-0002/1".parse().unwrap(),
            parts,
        };
        vault.act(&member, &member.asks(split)).unwrap();
    }
}

/// 4-1 and 4-2, 1 from paper, a copy; 11-1, 19 and 20 asked for.
fn asked_and_copied(office: &Office) {
    let ask = |words: &[&str]| {
        let more = ["--reason", REASON, "--out", "R.custody-request", "--force"];
        by(office, MANAGER, &[&["request"], words, &more].concat());
    };
    ask(&[
        "copy",
        "A-0001/2",
        "--to-carrier",
        "C-0001",
        "--person",
        WORKER,
        "--place",
        "前橋作業室",
    ]);
    write(office, "承認書.pdf", "承認書\n");
    let today = now().date().to_string();
    let paper = [
        "paper",
        "R-0001",
        "--form",
        "paper_original",
        "--date",
        &today,
        "--by",
        APPROVER,
        "--number",
        "群税シ第2024-0312号",
        "--scan",
        "承認書.pdf",
        "--filed-at",
        "前橋作業室第1保管庫 契約書つづり（令和6年度）その2",
    ];
    by(office, MANAGER, &paper);
    by(office, SUPERVISOR, &["check", "P-0001", "--yes"]);
    by(
        office,
        WORKER,
        &["copy", "A-0001/2", "--to-carrier", "C-0001"],
    );
    by(
        office,
        MANAGER,
        &[
            "org",
            "add",
            "--name",
            "有限会社丙印刷封入センター",
            "--kind",
            "subcontractor",
            "--address",
            "群馬県高崎市栄町9999番地の1",
        ],
    );
    let subcontract = [
        "subcontract",
        "有限会社丙印刷封入センター",
        "--content",
        "納税通知書の印刷、封入及び封緘",
        "--information",
        "課税台帳のうち氏名、住所及び税額",
        "--safeguards",
        "入退室管理及び監視カメラのある専用作業室での作業、媒体の施錠保管、作業記録の日次提出",
        "--supervision",
        "月1回の立入点検及び週次の作業報告の確認",
    ];
    office.permitted_by_of(MANAGER, APPROVER, &subcontract);
    by(
        office,
        MANAGER,
        &[
            "place",
            "add",
            "--name",
            "桐生サテライト作業室",
            "--kind",
            "workplace",
            "--address",
            "群馬県桐生市織姫町9999番地",
        ],
    );
    ask(&[
        "place",
        "桐生サテライト作業室",
        "--person",
        WORKER,
        "--equipment",
        "専用端末2台、施錠できる保管庫、入退室管理装置",
    ]);
    ask(&[
        "purpose",
        "A-0003/1",
        "--use",
        "税務統計（市町村税課税状況等の調）の作成",
        "--items",
        "課税額、課税標準額及び納税義務者数",
    ]);
}

/// 11-3, 11-4 and 11-5: the subcontractor's people, its pledge, a check.
fn subcontracted(office: &Office) {
    for (name, role) in [("邉見 保", "sub-security"), ("濵﨑 恵", "sub-worker")] {
        let listed = [
            "person",
            "add",
            "--name",
            name,
            "--role",
            role,
            "--employer",
            "O-03",
            "--evidence",
            "有限会社丙印刷封入センター社員証第2024-118号",
            "--work-scope",
            "税務",
        ];
        by(office, MANAGER, &listed);
        let trained = [
            "training",
            "add",
            name,
            "--content",
            "情報セキュリティ研修（委託業務従事者向け）",
            "--trainer",
            "情報管理部長",
            "--covers-terms",
        ];
        by(office, MANAGER, &trained);
    }
    by(
        office,
        MANAGER,
        &["org", "notify", "O-03", "--document", "乙第21号"],
    );
    let pledge = [
        "pledge",
        "add",
        "--org",
        "O-03",
        "--terms",
        "特記事項（令和6年4月1日版）",
        "--document",
        "丙第1号",
    ];
    by(office, MANAGER, &pledge);
    let check = [
        "org",
        "check",
        "O-03",
        "--counted",
        "0",
        "--findings",
        "入退室記録のうち2日分に退室時刻の記入漏れがあった。是正を求めた。",
    ];
    by(office, SUPERVISOR, &check);
}

/// 5-1, 5-2 and 6: a package to 高崎 and back.
fn carried(office: &Office) {
    office.permitted_by_of(
        MANAGER,
        APPROVER,
        &[
            "carry",
            "A-0001/2",
            "--to",
            "高崎コールセンター",
            "--on-carrier",
            "C-0002",
            "--person",
            WORKER,
            "--route",
            "社用車（前橋作業室→国道17号→高崎コールセンター、直行直帰）",
            "--key-handover",
            "受取人の公開鍵で封緘し、鍵は運ばない",
        ],
    );
    by(office, WORKER, &["brief", "J-0001", "--yes"]);
    let card = format!("home/{SUPERVISOR}.custody-card");
    by(
        office,
        WORKER,
        &["carry", "J-0001", "--out", "媒体.age", "--card", &card],
    );
    by(office, WORKER, &["arrive", "J-0001"]);
    by(office, WORKER, &["back", "J-0001", "--place", "第1保管庫"]);
}

/// 8-1, 8-2, 9 and 10: one destroyed, one by its keys; 7-1 and 7-2: one given back.
fn ended(office: &Office) {
    write(office, "画面.png", "消去の画面");
    for (id, method) in [("A-0003/1", "logical_delete"), ("A-0001/3", "crypto_erase")] {
        office.permitted_by_of(
            MANAGER,
            APPROVER,
            &[
                "destroy",
                id,
                "--method",
                method,
                "--place",
                "前橋作業室",
                "--witness",
                SUPERVISOR,
            ],
        );
        for holder in [MANAGER, SECOND, UNTRAINED] {
            by(office, MANAGER, &["ungrant", id, holder, "--yes"]);
        }
        by(
            office,
            WORKER,
            &[
                "destroy",
                id,
                "--method",
                method,
                "--witness",
                SUPERVISOR,
                "--evidence",
                "画面.png",
            ],
        );
    }
    let give_back = ["return", "A-0001/1", "--to", OFFICER, "--out", "返還"];
    by(office, MANAGER, &give_back);
    let note = std::fs::read_dir(office.file("返還"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|it| it == "custody-return"))
        .unwrap();
    let note = note.to_str().unwrap();
    by(
        office,
        OFFICER,
        &["receipt", note, "--out", "受領書.custody-receipt", "--yes"],
    );
    by(office, MANAGER, &["import", "受領書.custody-receipt"]);
}

/// 12, 13, 21, 22 and 23: people, training, the storage, what was counted in it, a correction.
fn duties(office: &Office) {
    let change = [
        "person",
        "change",
        SECOND,
        "--work-scope",
        "税務",
        "--contact",
        "027-000-0001",
    ];
    by(office, MANAGER, &change);
    let trained = [
        "training",
        "add",
        UNTRAINED,
        "--content",
        "情報セキュリティ研修（標的型攻撃、持出し及び媒体の取扱い、事故発生時の連絡）",
        "--trainer",
        "情報管理部長 濱田 𠮷彦",
        "--covers-terms",
        "--understanding",
        "確認テスト 20問中19問正解",
    ];
    by(office, MANAGER, &trained);
    by(
        office,
        MANAGER,
        &[
            "person",
            "change",
            UNTRAINED,
            "--work-scope",
            "税務、帳票印刷",
        ],
    );
    by(
        office,
        MANAGER,
        &["place", "change", "第1保管庫", "--key-keeper", MANAGER],
    );
    by(
        office,
        SUPERVISOR,
        &["inventory", "--place", "第1保管庫", "--with", WORKER],
    );
    let received = last_record(office, "asset_received");
    let correct = [
        "correct",
        &received,
        "--quantity",
        "12,354件",
        "--reason",
        "受領時の件数の転記の誤り（引渡書の件数と照合して判明）",
        "--with",
        SUPERVISOR,
    ];
    by(office, MANAGER, &correct);
}

/// 16, 17 and 24: software with a vulnerability, a log with gaps, 甲's order to hand it in, an inspection.
fn software_and_logs(office: &Office) {
    let today = now().date().to_string();
    let suite = "表計算・文書作成ソフトウェア（法人向け包括契約版）";
    for (name, more) in [(suite, None), ("旧版ウェブブラウザ", Some("--banned"))] {
        let words = [
            "software",
            "add",
            "--name",
            name,
            "--release",
            "2024.10.1-build19127",
        ];
        by(
            office,
            MANAGER,
            &words.into_iter().chain(more).collect::<Vec<_>>(),
        );
    }
    let found = [
        "software",
        "vulnerability",
        suite,
        "--name",
        "CVE-2024-38200",
    ];
    by(
        office,
        MANAGER,
        &[&found[..], &["--found", &today]].concat(),
    );
    write(office, "認証.log", "日時,利用者\n");
    let yesterday = now().date().checked_add_days(-1).unwrap().to_string();
    let log = [
        "log",
        "import",
        "認証.log",
        "--system",
        "税務システム 認証基盤（業務端末及び運用管理端末）",
        "--from",
        &yesterday,
        "--until",
        &yesterday,
        "--filed-at",
        "前橋作業室 ログ保管サーバ第2号機",
    ];
    by(office, WORKER, &log);
    let order = [
        "instruction",
        "add",
        "--text",
        "直近3ヶ月分の認証及び操作のログを、媒体に封緘して提出すること",
        "--addressee",
        MANAGER,
        "--by",
        OFFICER,
        "--form",
        "paper_original",
        "--number",
        "群税シ第2024-0600号",
        "--date",
        &today,
    ];
    by(office, WORKER, &order);
    let inspected = [
        "inspection",
        "add",
        "--by",
        OFFICER,
        "--scope",
        "保管場所及び台帳の照合",
    ];
    by(office, MANAGER, &inspected);
}

/// 14 and 15: a volume is missed; 18: the contract ends.
fn lost(office: &Office) {
    by(
        office,
        WORKER,
        &[
            "incident",
            "report",
            "--lost",
            "A-0001/4",
            "--where",
            "ＪＲ高崎線車内（高崎駅から新町駅までの間、3号車の網棚）",
            "--keys-lost",
            "no",
        ],
    );
    let update = |words: &[&str]| {
        by(
            office,
            MANAGER,
            &[&["incident", "update", "I-0001"], words].concat(),
        );
    };
    update(&[
        "--first",
        "--police",
        "高崎警察署 遺失届 第12号",
        "--measures",
        "鉄道会社への照会、乗車経路及び立寄り先の確認、当該媒体に封緘した鍵の使用停止",
    ]);
    update(&[
        "--followup",
        "--circumstances",
        "作業者が帰着途上の車内で網棚に置いた鞄を置き忘れ、新町駅で下車した後に気付いた。鉄道会社の遺失物窓口への照会では未発見。",
    ]);
    update(&[
        "--final",
        "--cause",
        "媒体を手元から離したこと。運搬中の指示事項の確認が形式的であったこと。",
        "--prevention",
        "媒体の鎖付き鞄での運搬、二名での運搬の義務化、出発前の指示事項の読合せ",
    ]);
    let today = now().date().to_string();
    by(
        office,
        MANAGER,
        &[
            "end-contract",
            "--terminated",
            &today,
            "--reason",
            "甲の都合による",
            "--instructions",
            "1週間以内に貸与した情報資産の全部を返還すること",
            "--form",
            "paper_original",
            "--number",
            "群税シ第2024-0940号",
            "--date",
            &today,
            "--filed-at",
            "契約書つづり",
        ],
    );
}

/// Every form, issued into a file of its own.
pub(super) fn forms(office: &Office) -> Vec<(Number, PathBuf)> {
    let corrected = last_record(office, "record_corrected");
    let ordered = last_record(office, "instruction_registered");
    [
        ("1", "P-0001"),
        ("2", "A-0001"),
        ("4-1", "R-0001"),
        ("4-2", "R-0001"),
        ("5-1", "R-0005"),
        ("5-2", "R-0005"),
        ("6", "J-0001"),
        ("7-1", "A-0001/1"),
        ("7-2", "A-0001/1"),
        ("8-1", "R-0006"),
        ("8-2", "R-0006"),
        ("9", "A-0003/1"),
        ("10", "A-0001/3"),
        ("11-1", "R-0002"),
        ("11-2", "R-0002"),
        ("11-3", "O-03"),
        ("11-4", "O-03"),
        ("11-5", "O-03"),
        ("12-1", ""),
        ("12-2", ""),
        ("13", ""),
        ("14-1", "I-0001"),
        ("14-2", "I-0001"),
        ("14-3", "I-0001"),
        ("15", "I-0001"),
        ("16", &ordered),
        ("17", ""),
        ("18", ""),
        ("19", "R-0003"),
        ("20", "R-0004"),
        ("21", ""),
        ("22", ""),
        ("23", &corrected),
        ("24", ""),
        ("3", ""),
    ]
    .into_iter()
    .map(|(number, about)| {
        let file = office.file(&format!("様式{number}.html"));
        let mut words = vec!["form", number];
        words.extend(Some(about).filter(|about| !about.is_empty()));
        let out = file.to_str().unwrap();
        words.extend(["--out", out]);
        by(office, MANAGER, &words);
        (number.parse().unwrap(), file)
    })
    .collect()
}
