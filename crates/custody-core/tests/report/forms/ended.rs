//! Return, destruction, erasure.

use super::{attempt, made, never_says, says};
use crate::sample::{Sample, id};
use custody_core::record::*;
use custody_core::report::form::{MissingField, Unavailable};

/// Story 20.
#[test]
fn a_partial_return_lists_what_was_not_given_back() {
    let built = made("7-1", &Sample::return_made(), &["A-0001/1"]);
    assert!(!built.whole);
    says(
        &built.form,
        &[
            "全部・一部の別：一部",
            "返還日時：令和6年10月15日（火）11時00分",
            "引渡者（乙）：責任者　髙﨑 𠮷男",
            "受領者（甲）：税務課主任　田邉\u{e0101} 一郎",
            "未返還の原本・複製物等",
            "A-0001/2｜複製物｜保管中｜前橋作業室｜株式会社上毛システムサービス",
            "〔返還場所（記入）〕",
        ],
    );
    assert!(built.missing.is_empty());
    let draft = made("7-1", &Sample::back(), &["A-0001/1"]);
    assert_eq!(draft.missing, [MissingField::ReturnRecord]);
    says(
        &draft.form,
        &["全部・一部の別：一部", "A-0001/3｜暗号化パッケージ｜保管中"],
    );
}

#[test]
fn a_receipt_is_blank_until_the_signed_one_is_in() {
    let blank = made("7-2", &Sample::return_made(), &["A-0001"]).form;
    says(&blank, &["〔受領日〕", "〔相違の有無〕"]);
    never_says(&blank, &["相違なし", "電子署名検証済"]);
    let signed = made("7-2", &Sample::returned(), &["A-0001/1"]).form;
    says(
        &signed,
        &[
            "受領日：令和6年10月15日（火）11時20分",
            "相違の有無：相違なし",
            "受領者：税務課主任　田邉\u{e0101} 一郎",
            "確認根拠：電子署名検証済",
        ],
    );
    never_says(&signed, &["〔受領日〕"]);
}

#[test]
fn an_application_to_destroy_says_how_and_what_will_show_it() {
    let built = made("8-1", &Sample::destruction_asked(), &["R-0002"]);
    says(
        &built.form,
        &[
            "理由：照合作業が終了し、不要となったため",
            "方法：物理的破壊",
            "実施者・業者：青木 髙志（株式会社上毛システムサービス、直接雇用）",
            "場所：前橋作業室",
            "予定日：令和6年10月7日0時00分から令和6年10月11日23時59分まで",
            "立会者：小林 久美子",
            "搬出の有無：無",
            "証拠：物理的破壊：破壊前（製造番号が読めるもの）及び破壊後の写真",
            "A-0001/2｜複製物",
        ],
    );
    assert!(built.missing.is_empty());
    says(
        &made("8-2", &Sample::destruction_asked(), &["R-0002"]).form,
        &["〔承認・不承認〕"],
    );
    says(
        &made("8-2", &Sample::destroyed(), &["R-0002"]).form,
        &["承認・不承認：承認", "番号：税第15号"],
    );
}

#[test]
fn a_certificate_says_what_was_done_and_by_whom() {
    let built = made("9", &Sample::destroyed(), &["A-0001/3"]);
    says(
        &built.form,
        &[
            "A-0001/3｜暗号化パッケージ｜個人住民税課税台帳データ｜120,000件",
            "A-0001/3｜UF-20240917-0042｜UF-20240917-0042",
            "方法：物理的破壊",
            "機器・版：媒体破砕機 KX-200（点検票 令和6年9月）",
            "廃棄日時：令和6年10月8日（火）10時30分",
            "実施者：作業者　青木 髙志",
            "立会者：監督者　小林 久美子",
            "承認番号・根拠：P-0002（税第15号） A 電子署名検証済",
            "A-0001/3｜破壊前.jpg｜sha256:bbbb",
            "上記の方法により廃棄した",
            "残存する原本・複製物等",
            "A-0001/1｜原本（貸与物）｜保管中",
        ],
    );
    assert!(built.missing.is_empty());
    assert!(!built.whole, "one ended copy claims nothing of the rest");
    assert!(
        built
            .texts
            .contains(&"破砕片は2ミリメートル以下".to_owned()),
        "held against the forbidden words"
    );
    assert!(made("9", &Sample::destroyed(), &["A-0001"]).whole);
}

#[test]
fn a_certificate_of_what_is_not_destroyed_is_not_made() {
    for (sample, about) in [
        (Sample::back(), "A-0001/3"),
        (Sample::destroyed(), "A-0001/1"),
    ] {
        let error = attempt("9", &sample, &[about]).unwrap_err();
        assert_eq!(
            error,
            Unavailable::WrongState {
                instance: id(about),
                state: StateName::Held
            }
        );
        assert_eq!(error.code(), 4);
    }
    assert_eq!(
        attempt("9", &Sample::back(), &["A-0001"]).unwrap_err(),
        Unavailable::Nothing(vec!["A-0001".to_owned()])
    );
}

#[test]
fn the_limits_of_a_method_stand_on_the_certificate() {
    let mut sample = Sample::destroyed();
    for record in &mut sample.records {
        if let Event::Destroyed { destruction, .. } = &mut record.event {
            destruction.method = Method::Overwrite;
        }
    }
    let form = made("9", &sample, &["A-0001/3"]).form;
    says(
        &form,
        &["上書き消去：フラッシュメモリでは全領域の上書きを確認できない"],
    );
}

/// Story 25.
#[test]
fn an_erasure_lists_every_key_and_says_that_the_ciphertext_stays() {
    let sample = Sample::crypto_erased();
    let built = made("10", &sample, &["A-0001/2"]);
    says(
        &built.form,
        &[
            "方式：暗号化消去（鍵の廃棄）",
            "1｜髙﨑 𠮷男｜鍵の包みを消去｜令和6年10月9日（水）10時00分",
            "2｜青木 髙志｜",
            "3｜回復鍵｜",
            "検証：保管庫に残る鍵の包み：なし",
            "平文で存在した媒体：A-0001/1　USBメモリ C-0001（製造番号 S123）（保管中）",
            "暗号文は媒体に残っています。鍵がすべて廃棄されたとの記録に基づき、読取りを困難にする措置です。",
        ],
    );
    assert!(built.missing.is_empty());
    says(
        &made("9", &sample, &["A-0001/2"]).form,
        &["暗号文は媒体に残っています。", "A-0001/2｜回復鍵｜"],
    );
    assert!(
        matches!(
            attempt("10", &sample, &["A-0001/3"]),
            Err(Unavailable::Nothing(_))
        ),
        "ended in another way"
    );
}

/// `domain.md` §7, forbidden_word: what 乙 may not claim stands on no form of itself.
#[test]
fn no_form_claims_what_nobody_can_know() {
    let sample = Sample::crypto_erased();
    let returned = Sample::returned();
    let all = [
        made("2", &sample, &["A-0001"]),
        made("3", &sample, &[]),
        made("5-1", &sample, &["R-0001"]),
        made("5-2", &sample, &["R-0001"]),
        made("6", &sample, &["J-0001"]),
        made("7-1", &returned, &["A-0001/1"]),
        made("7-2", &returned, &["A-0001/1"]),
        made("8-1", &sample, &["R-0002"]),
        made("8-2", &sample, &["R-0002"]),
        made("9", &sample, &["A-0001/2", "A-0001/3"]),
        made("10", &sample, &["A-0001/2"]),
    ];
    for built in all {
        never_says(
            &built.form,
            &[
                "復元不可能",
                "復元不能",
                "復元できない",
                "完全消去",
                "完全に消去",
                "漏えいなし",
                "絶対に",
                "解読不",
                "報告不要",
            ],
        );
    }
}

#[test]
fn a_destruction_without_an_approval_is_a_gap_where_the_profile_asks_for_one() {
    let mut sample = Sample::destroyed();
    for record in &mut sample.records {
        if let Event::Destroyed { destruction, .. } = &mut record.event {
            destruction.permission = None;
        }
    }
    assert_eq!(
        made("9", &sample, &["A-0001/3"]).missing,
        [MissingField::Approval]
    );
    let guards = &mut sample.register.contract.as_mut().unwrap().profile.guards;
    guards.get_mut(&Guard::DestroyApproval).unwrap().on = false;
    let built = made("9", &sample, &["A-0001/3"]);
    assert!(built.missing.is_empty());
    says(&built.form, &["承認番号・根拠：なし"]);
}

/// Story 31: 「未了」 with what is open; 「完了」 when nothing is, the loss reported to its end.
#[test]
fn the_settlement_says_what_is_open_and_is_complete_when_nothing_is() {
    let mut sample = Sample::returned();
    assert_eq!(
        made("18", &sample, &[]).missing,
        [MissingField::ContractEnd]
    );
    let end = ContractEnd {
        ending: Ending::Expired,
        on: crate::sample::day("2025-03-31"),
        reason: crate::sample::text("契約期間の満了"),
        instructions: None,
    };
    sample.register.contract.as_mut().unwrap().ended = Some(end.clone());
    let event = Event::ContractEnded { end: Box::new(end) };
    let seq = sample.record("2024-10-18T09:00", "H-001", event);
    let built = made("18", &sample, &[]);
    says(
        &built.form,
        &[
            "特記事項第13条第2項",
            "清算：未了",
            "終了・解除の別：満了",
            "終了日：令和7年3月31日",
            "甲の指示：なし",
            "差：0",
            "A-0001/2｜複製物",
        ],
    );
    assert!(super::records(&built.form).contains(&seq.0));
    assert!(
        built.unsettled.contains(&"A-0001/2".to_owned()),
        "{:?}",
        built.unsettled
    );
    let open: Vec<String> = built.unsettled.clone();
    for number in open.iter().filter(|number| number.starts_with("A-")) {
        sample.change(number, "2024-10-19T09:00", |it| {
            it.custody = Custody::Returned { recorded_in: seq };
        });
    }
    let built = made("18", &sample, &[]);
    assert!(built.unsettled.is_empty(), "{:?}", built.unsettled);
    says(&built.form, &["清算：完了"]);
    never_says(&built.form, &["清算：未了"]);
}
