//! Applications to subcontract, to work elsewhere, to use, provide and disclose; the confirmation of a paper.

use super::{attempt, made, never_says, says};
use crate::sample::{Sample, day, id, text};
use custody_core::record::*;
use custody_core::report::form::MissingField;

/// The request of the sample as another one, about organisation O-03.
fn asked(grant: Grant, particulars: RequestParticulars) -> Sample {
    let mut sample = Sample::asked();
    let contract = sample.register.contract.as_mut().unwrap();
    contract.profile.guards = custody_core::rules::profile::gunma().guards;
    let organisation = Organisation {
        id: id("O-03"),
        name: text("有限会社丙"),
        address: None,
        kind: OrgKind::Subcontractor,
        parent: Some(id("O-02")),
        supervision: Default::default(),
    };
    sample
        .register
        .put(Entity::Organisation(organisation.clone()));
    let below = Organisation {
        id: id("O-04"),
        name: text("丁株式会社"),
        parent: Some(id("O-03")),
        ..organisation
    };
    sample.register.put(Entity::Organisation(below));
    let request = sample.register.requests.values_mut().next().unwrap();
    request.grant = grant;
    request.particulars = particulars;
    request.scope.orgs = vec![id("O-04")];
    sample
}

/// Story 28, and Art. 14-2: whatever of the five items is not said is missing.
#[test]
fn an_application_to_subcontract_has_five_items_and_the_chain() {
    let said = |words: &str| Some(text(words));
    let whole = Subcontracting {
        content: said("帳票の印刷"),
        information: said("課税台帳"),
        safeguards: said("施錠した作業室"),
        supervision: said("月1回の点検"),
    };
    let of = |items| asked(Grant::Subcontract, RequestParticulars::Subcontract(items));
    let built = made("11-1", &of(whole.clone()), &["R-0001"]);
    assert_eq!(built.missing, [MissingField::Address]);
    assert_eq!(built.form.basis, "特記事項第14条第1項、第14条第2項");
    says(
        &built.form,
        &[
            "内容：帳票の印刷",
            "丁株式会社",
            "(3) 取り扱う情報：課税台帳",
            "(4) 安全確保措置の実施方法：施錠した作業室",
            "(5) 管理及び監督の方法：月1回の点検",
            "階層：2次（株式会社上毛システムサービス → 有限会社丙 → 丁株式会社）",
        ],
    );
    let without = Subcontracting {
        supervision: None,
        ..whole
    };
    let built = made("11-1", &of(without), &["R-0001"]);
    assert!(built.missing.contains(&MissingField::Supervision));
    says(&built.form, &["(5) 管理及び監督の方法：（記録なし）"]);
    let decision = made("11-2", &of(Subcontracting::default()), &["R-0001"]).form;
    says(&decision, &["〔承認・不承認〕", "組織：丁株式会社"]);
    never_says(&decision, &["電子署名検証済"]);
}

/// Art. 14-3 and 14-4: none of the three is made for a 再委託先 that 甲 has not approved; the pledge is blank until it is
/// recorded, and whatever was checked stands in the record of the checks.
#[test]
fn the_papers_of_a_subcontractor_rest_on_its_approval() {
    let mut sample = asked(
        Grant::Subcontract,
        RequestParticulars::Subcontract(Default::default()),
    );
    for number in ["11-3", "11-4", "11-5"] {
        let built = made(number, &sample, &["O-04"]);
        assert!(
            built.missing.contains(&MissingField::Approval),
            "{number}: {:?}",
            built.missing
        );
        says(
            &built.form,
            &["階層：2次（株式会社上毛システムサービス → 有限会社丙 → 丁株式会社）"],
        );
    }
    assert_eq!(
        made("11-3", &sample, &["O-04"]).form.basis,
        "特記事項第14条第3項"
    );
    let unsigned = made("11-4", &sample, &["O-04"]);
    assert_eq!(unsigned.form.basis, "特記事項第14条第4項");
    says(&unsigned.form, &["〔条文の版〕", "〔義務づけた日〕"]);
    let missing = made("11-3", &sample, &["O-04"]).missing;
    assert!(missing.contains(&MissingField::SubSecurity), "{missing:?}");
    let missing = made("11-5", &sample, &["O-04"]).missing;
    assert!(missing.contains(&MissingField::CheckedOn), "{missing:?}");
    let entry = sample.register.organisations.get_mut(&id("O-04")).unwrap();
    entry.supervision = Supervision {
        pledge: Some(Pledge {
            on: day("2024-10-02"),
            terms: text("特記事項 第2版"),
            document: Some(text("丁第1号")),
            recorded_in: Seq(3),
        }),
        check: Some(SubCheck {
            on: day("2024-10-03"),
            by: id("H-001"),
            counted: 2,
            findings: Some(text("鍵の置き場所")),
            remedy: None,
            recorded_in: Seq(4),
        }),
        ..Supervision::default()
    };
    says(
        &made("11-4", &sample, &["O-04"]).form,
        &["条文の版：特記事項 第2版", "令和6年10月2日（丁第1号）"],
    );
    let checks = made("11-5", &sample, &["O-04"]);
    says(&checks.form, &["令和6年10月3日", "鍵の置き場所"]);
    assert!(checks.texts.iter().any(|said| said == "鍵の置き場所"));
    // They are about a 再委託先, and about one.
    for about in [&["O-02"][..], &["A-0001"], &["O-03", "O-04"]] {
        assert!(attempt("11-3", &sample, about).is_err());
    }
}

/// Form 20 is one of three: the others are not ticked, and each cites its own article.
#[test]
fn an_application_of_form_20_is_one_of_three() {
    let items = Some(text("課税額"));
    let give_back = Some(text("媒体で返却"));
    let cases = [
        (
            asked(
                Grant::Purpose,
                RequestParticulars::Purpose {
                    items: items.clone(),
                },
            ),
            "■目的外利用　□提供　□開示",
            "特記事項第13条第6項",
        ),
        (
            asked(
                Grant::Provide,
                RequestParticulars::Provide {
                    items: items.clone(),
                    give_back: give_back.clone(),
                },
            ),
            "□目的外利用　■提供　□開示",
            "特記事項第13条第6項",
        ),
        (
            asked(
                Grant::Disclose {
                    to: text("監査法人戊"),
                },
                RequestParticulars::Disclose { items, give_back },
            ),
            "□目的外利用　□提供　■開示",
            "特記事項第12条",
        ),
    ];
    for (sample, ticked, article) in cases {
        let built = made("20", &sample, &["R-0001"]);
        says(&built.form, &[ticked, "項目：課税額", "〔承認・不承認〕"]);
        assert_eq!(built.form.basis, article);
        assert!(built.missing.is_empty(), "{:?}", built.missing);
    }
    let bare = asked(
        Grant::Provide,
        RequestParticulars::Provide {
            items: None,
            give_back: None,
        },
    );
    assert_eq!(
        made("20", &bare, &["R-0001"]).missing,
        [MissingField::Items, MissingField::GiveBack]
    );
}

#[test]
fn an_application_for_a_workplace_names_who_works_there() {
    let place = |equipment| asked(Grant::Place, RequestParticulars::Place { equipment });
    let built = made("19", &place(Some(text("専用端末"))), &["R-0001"]);
    says(
        &built.form,
        &[
            "場所：高崎コールセンター",
            "設備：専用端末",
            "従事者：青木 髙志",
        ],
    );
    assert_eq!(built.form.basis, "特記事項第5条第2項");
    let mut nowhere = place(None);
    let request = nowhere.register.requests.values_mut().next().unwrap();
    request.scope.destinations.clear();
    request.scope.persons.clear();
    assert_eq!(
        made("19", &nowhere, &["R-0001"]).missing,
        [MissingField::Workplace, MissingField::Users]
    );
}

/// Form 1 says who typed it in and who checked, and never stands for the paper.
#[test]
fn a_confirmation_is_of_a_paper_and_does_not_replace_it() {
    let mut sample = Sample::approved();
    let permission = sample.register.permissions.values_mut().next().unwrap();
    permission.document.form = DocumentForm::PaperOriginal;
    permission.document.scan = Some(text("sha256:00"));
    permission.document.filed_at = Some(text("契約書つづり"));
    permission.transcribed_by = Some(id("H-001"));
    let unchecked = made("1", &sample, &["P-0001"]).form;
    says(
        &unchecked,
        &[
            "本書は甲の書面に代わるものではありません。",
            "転記しました（確認前）",
            "確認者：未確認",
            "承認根拠：C 書面写し又は一名転記",
        ],
    );
    let permission = sample.register.permissions.values_mut().next().unwrap();
    permission.checked_by = Some(id("H-002"));
    let form = made("1", &sample, &["P-0001"]).form;
    says(
        &form,
        &[
            "承認・指示の別：承認",
            "書面の形式：書面原本",
            "書面の番号：税第12号",
            "保管場所：契約書つづり",
            "画像の照合値：sha256:00",
            "承認根拠：B 書面原本・二者確認",
            "持出し用複製部数：1部",
            "条件：作業終了後は当日中に媒体から消去すること",
        ],
    );
    assert_eq!(form.basis, "特記事項第13条第4項");
    never_says(&form, &["未確認", "確認前"]);
}
