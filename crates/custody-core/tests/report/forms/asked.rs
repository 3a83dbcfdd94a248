//! Receipt, applications, approvals, the journey.

use super::{made, never_says, records, says};
use crate::sample::{Sample, at, id, text};
use custody_core::record::event::EmbeddedNote;
use custody_core::record::*;
use custody_core::report::form::MissingField;

/// Story 1.
#[test]
fn the_receipt_of_a_medium_names_its_serial_its_count_and_its_day_of_return() {
    let built = made("2", &Sample::returned(), &["A-0001"]);
    says(
        &built.form,
        &[
            "数量：120,000件",
            "媒体・製造番号：USBメモリ C-0001（製造番号 S123）",
            "返還期限：令和7年1月31日（金）",
            "個人情報の人数：98,765人",
            "個人情報の項目：氏名、住所、生年月日、課税額",
            "受領日時：令和6年10月1日（火）14時05分",
            "受領場所：第1保管庫",
            "引渡者（甲）：田邉\u{e0101} 一郎",
            "受領者（乙）：作業者　青木 髙志",
            "受領時の保護：なし",
        ],
    );
    assert!(built.missing.is_empty());
    assert_eq!(built.form.basis, "特記事項第13条第1項");
    assert_eq!(records(&built.form), [0]);
}

#[test]
fn an_application_to_carry_out_names_who_where_when_and_how() {
    let built = made("5-1", &Sample::asked(), &["R-0001"]);
    says(
        &built.form,
        &[
            "目的：高崎コールセンターの端末での課税台帳照合作業",
            "持出し先：高崎コールセンター",
            "経路・手段：社用車（国道17号）",
            "運搬者｜青木 髙志｜株式会社上毛システムサービス｜直接雇用",
            "同行者｜馬場 美咲｜",
            "帰着予定：令和6年10月3日（木）17時00分",
            "暗号化の方法：age v1形式で暗号化したパッケージを作成し、これを持ち出します。",
            "紙媒体の措置：紙媒体は含みません。",
            "持出し用複製部数：1部",
            "到着後の消去：用済み後、次の方法により廃棄します：ファイル削除、上書き消去",
        ],
    );
    assert!(built.missing.is_empty());
    assert_eq!(built.persons, [id("H-003"), id("H-004")]);
    assert_eq!(built.form.basis, "特記事項第13条第4項、第13条第5項");
    let by_journey = made("5-1", &Sample::asked(), &["J-0001"]);
    assert_eq!(by_journey.form, built.form);
}

#[test]
fn an_application_to_copy_without_a_number_of_copies_reports_it() {
    let mut sample = Sample::asked();
    let request = sample
        .register
        .requests
        .get_mut(&id::<RequestId>("R-0001"))
        .unwrap();
    request.grant = Grant::Copy {
        disposal_preapproved: Vec::new(),
    };
    let built = made("4-1", &sample, &["R-0001"]);
    says(
        &built.form,
        &[
            "部数：1部",
            "電子・印刷の別：電子",
            "用済み後の廃棄：別に廃棄の承認を申請します。",
        ],
    );
    assert!(built.missing.is_empty());
    let request = sample
        .register
        .requests
        .get_mut(&id::<RequestId>("R-0001"))
        .unwrap();
    request.scope.count = None;
    request.scope.types = vec![CarrierType::Paper];
    let built = made("4-1", &sample, &["R-0001"]);
    assert_eq!(built.missing, [MissingField::Count]);
    says(&built.form, &["電子・印刷の別：印刷"]);
}

#[test]
fn an_approval_is_blank_until_it_is_decided_and_then_says_what_the_note_says() {
    let blank = made("5-2", &Sample::asked(), &["R-0001"]).form;
    says(
        &blank,
        &["〔承認・不承認〕", "〔決定日〕", "〔番号〕", "職・氏名："],
    );
    never_says(&blank, &["電子署名検証済", "群馬 花子"]);
    assert_eq!(
        blank.addressee,
        "株式会社上毛システムサービス　責任者　髙﨑 𠮷男様"
    );
    let decided = made("5-2", &Sample::approved(), &["P-0001"]).form;
    says(
        &decided,
        &[
            "承認・不承認：承認",
            "番号：税第12号",
            "決定日：令和6年10月2日（水）",
            "決定者：税務課長　群馬 花子",
            "条件：作業終了後は当日中に媒体から消去すること",
            "承認根拠：電子署名検証済",
            "職・氏名：税務課長　群馬 花子",
        ],
    );
    never_says(&decided, &["〔承認・不承認〕"]);
}

#[test]
fn a_decision_on_paper_leaves_the_approval_blank() {
    let mut sample = Sample::approved();
    sample
        .register
        .permissions
        .get_mut(&id::<PermissionId>("P-0001"))
        .unwrap()
        .document
        .form = DocumentForm::PaperOriginal;
    let form = made("5-2", &sample, &["R-0001"]).form;
    says(
        &form,
        &[
            "〔承認・不承認〕",
            "甲の書面（税第12号）がP-0001として台帳に登録されています。",
        ],
    );
    never_says(&form, &["電子署名検証済", "決定者"]);
}

#[test]
fn a_signed_refusal_of_the_client_is_printed_as_one() {
    let mut sample = Sample::asked();
    sample
        .register
        .requests
        .get_mut(&id::<RequestId>("R-0001"))
        .unwrap()
        .state = RequestState::Declined;
    let declined = |note: Option<EmbeddedNote>| Event::RequestDeclined {
        request: id("R-0001"),
        decided_by: id("H-006"),
        decided_at: at("2024-10-02T14:00"),
        document: Document::signed_note(None, None),
        reason: Some(text("持出しの必要が認められない")),
        note,
    };
    sample.record("2024-10-02T15:00", "H-001", declined(None));
    says(
        &made("5-2", &sample, &["R-0001"]).form,
        &["〔承認・不承認〕"],
    );
    sample.record(
        "2024-10-02T15:10",
        "H-001",
        declined(Some(EmbeddedNote("note".to_owned()))),
    );
    let form = made("5-2", &sample, &["R-0001"]).form;
    says(
        &form,
        &[
            "承認・不承認：不承認",
            "理由：持出しの必要が認められない",
            "承認根拠：電子署名検証済",
        ],
    );
}

/// Stories 12 and 13.
#[test]
fn the_journey_form_ticks_only_who_confirmed_and_is_complete_only_at_the_end() {
    let planned = made("6", &Sample::approved(), &["J-0001"]).form;
    says(
        &planned,
        &["運搬の状況：出発前", "1　目的地へ直行・直帰すること｜☐｜☐"],
    );
    let mut half = Sample::carried();
    half.journey().briefings.truncate(1);
    says(
        &made("6", &half, &["J-0001"]).form,
        &["3　飲酒しないこと｜☑｜☐", "運搬の状況：運搬中"],
    );
    let built = made("6", &Sample::back(), &["J-0001"]);
    says(
        &built.form,
        &[
            "運搬の状況：完了",
            "8　紛失時は直ちに連絡すること（総務部税務課 027-000-1111、時間外 090-0000-2222）｜☑｜☑",
            "出発｜令和6年10月3日（木）9時00分｜前橋作業室｜異常なし｜青木 髙志",
            "到着｜令和6年10月3日（木）9時50分｜高崎コールセンター｜異常なし｜青木 髙志",
            "帰着｜令和6年10月3日（木）16時30分｜第1保管庫｜異常なし｜青木 髙志",
            "青木 髙志｜髙﨑 𠮷男｜令和6年10月3日（木）8時40分",
            "承認番号・根拠：P-0001（税第12号） A 電子署名検証済",
        ],
    );
    assert!(built.missing.is_empty());
    assert_eq!(records(&built.form), [2, 3, 4, 5, 6, 7, 8]);
    for sample in [Sample::carried(), Sample::approved()] {
        never_says(&made("6", &sample, &["J-0001"]).form, &["：完了"]);
    }
}
