//! The table of `domain.md` §5.2.

use custody_core::record::{CarrierType, Date, Guard, Method, Role, StateName, calendar};
use custody_core::rules::{Item, Value};

fn date(text: &str) -> Date {
    calendar::parse_date(text).unwrap().value
}

pub(super) fn t(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn list(all: &[&str]) -> Value {
    Value::List(all.iter().map(|s| (*s).to_owned()).collect())
}

/// Guard, article, the values the rules give, 理由, reason.
type Row = (
    Guard,
    &'static str,
    Vec<(&'static str, Value)>,
    &'static str,
    &'static str,
);

/// The rows, in the order of the guards.
#[rustfmt::skip]
pub(super) fn table() -> Vec<Row> {
    use Guard as G;
    let y = || t("佐藤");
    vec![
        (G::ContractActive, "17-1", vec![("date", Value::Date(Some(date("2024-12-01"))))], "契約は令和6年12月1日に終了又は解除されており、返還、廃棄及び事故報告のみ行えます", "the contract ended on 2024-12-01; only return, destruction and incident reports remain"),
        (G::ContractActive, "17-1", vec![("from", Value::Date(Some(date("2024-04-01"))))], "契約期間（令和6年4月1日から）の前です", "the term starts on 2024-04-01"),
        (G::ListedPerson, "4-1", vec![("name", y())], "佐藤は体制通知書に記載されていません", "佐藤 is not on the notified staff list"),
        (G::Role, "house", vec![("name", y()), ("role", Value::Roles(vec![Role::Supervisor, Role::Worker]))], "佐藤の役割（監督者、作業者）では行えません", "the role of 佐藤 (supervisor, worker) does not allow this"),
        (G::Role, "house", vec![("name", y()), ("role", Value::Roles(vec![]))], "佐藤の役割（なし）では行えません", "the role of 佐藤 (none) does not allow this"),
        (G::EmployerKnown, "14-1", vec![("name", y()), ("org", t("Z社"))], "佐藤の所属「Z社」は乙でも承認済みの再委託先でもありません", "the employer \"Z社\" of 佐藤 is neither the contractor nor an approved subcontractor"),
        (G::Trained, "11", vec![("name", y()), ("date", Value::Date(None))], "佐藤の教育が未実施又は期限切れです（期限：なし）", "training of 佐藤 is missing or lapsed (valid until: none)"),
        (G::Trained, "11", vec![("name", y()), ("date", Value::Date(Some(date("2024-10-01"))))], "佐藤の教育が未実施又は期限切れです（期限：令和6年10月1日）", "training of 佐藤 is missing or lapsed (valid until: 2024-10-01)"),
        (G::WorkScope, "4-1", vec![("work", t("税")), ("name", y())], "「税」は佐藤の作業範囲にありません", "\"税\" is outside the work scope of 佐藤"),
        (G::Frozen, "house", vec![("id", t("A-0001/2")), ("no", t("I-0001"))], "A-0001/2は事故I-0001により凍結されています", "A-0001/2 is frozen by incident I-0001"),
        (G::BadState, "house", vec![("state", Value::State(StateName::InTransit))], "状態「運搬中」からは行えません", "not allowed from state \"in transit\""),
        (G::HolderOnly, "house", vec![("id", t("A-0001/1")), ("name", y())], "A-0001/1の現在の保持者は佐藤です", "the current holder of A-0001/1 is 佐藤"),
        (G::AccessScope, "10", vec![("category", t("税")), ("method", t("閲覧"))], "情報の種類「税」又はアクセス方法「閲覧」は甲が定めた範囲にありません", "category \"税\" or access method \"閲覧\" is outside the scope set by the prefecture"),
        (G::Workplace, "5-2", vec![("place", t("大阪"))], "「大阪」は甲が指定又は承認した作業場所ではありません", "\"大阪\" is not a designated or approved workplace"),
        (G::StorageOk, "13-3", vec![("place", t("事務机"))], "「事務机」は施錠できる保管庫又は施錠及び入退去管理のできる保管室ではありません", "\"事務机\" is not a lockable cabinet or an entry-controlled locked room"),
        (G::SoftwareOk, "8", vec![("name", t("X"))], "「X」は使用禁止又は一覧にないソフトウェアです", "\"X\" is banned or unlisted software"),
        (G::OtherPurpose, "13-6", vec![("use", t("自社製品試験"))], "「自社製品試験」は委託業務以外の用途であり、甲の書面による事前の承認がありません", "\"自社製品試験\" is outside the commissioned work and has no prior written approval"),
        (G::CopyApproval, "13-4", vec![("id", t("A-0001/1"))], "複製について甲の書面による事前の承認がありません", "no prior written approval to copy"),
        (G::CarryApproval, "13-4", vec![], "持出しについて甲の書面による事前の承認又は指示がありません", "no prior written approval or instruction to carry out"),
        (G::CarryEncrypt, "13-5", vec![("id", t("A-0001/1"))], "A-0001/1は暗号化されておらず、代わる措置の承認もありません", "A-0001/1 is not encrypted and no alternative is approved"),
        (G::CarryBrief, "13-5", vec![("name", y())], "佐藤が運搬中の指示事項を確認した記録がありません", "佐藤 has not acknowledged the transport instructions"),
        (G::Provision, "13-6", vec![("party", t("X社"))], "「X社」への提供について甲の書面による事前の承認がありません", "no prior written approval to provide to \"X社\""),
        (G::Subcontract, "14-1", vec![("org", t("X社"))], "「X社」への再委託について甲の書面による事前の承認がありません", "no prior written approval to subcontract to \"X社\""),
        (G::SubPersons, "14-3", vec![("org", t("X社"))], "「X社」のセキュリティ責任者及び従事者が甲に通知されていません", "security manager and staff of \"X社\" have not been notified"),
        (G::SubPledge, "14-4", vec![("org", t("X社"))], "「X社」に特記事項の遵守を義務づけた記録がありません", "no record that \"X社\" is bound by these terms"),
        (G::DestroyApproval, "13-2", vec![], "廃棄について甲の承認がありません", "no approval to destroy"),
        (G::CopiesOpen, "13-2", vec![("asset", t("A-0001")), ("ids", list(&["A-0001/2", "A-0001/3"]))], "A-0001の複製物等が残っています：A-0001/2、A-0001/3", "copies of A-0001 are still open: A-0001/2, A-0001/3"),
        (G::InstructManager, "15-3", vec![("name", y())], "甲の指示の宛先は責任者に限られます（宛先：佐藤）", "an instruction must be addressed to the manager (was: 佐藤)"),
        (G::Secrecy, "12", vec![], "業務上知り得た情報の開示について甲の書面による承認がありません", "no written approval to disclose information learned under the contract"),
        (G::LogKeep, "9", vec![("date", Value::Date(Some(date("2024-02-29"))))], "令和6年2月29日以降のログは保管期間内です", "logs since 2024-02-29 are within the retention period"),
        (G::CarrierKnown, "house", vec![("no", t("C-0009"))], "媒体「C-0009」は台帳に登録されていません（私物は使用できません）", "carrier \"C-0009\" is not registered (private media are not allowed)"),
        (G::CarrierContents, "house", vec![("carrier", t("C-0001")), ("ids", list(&["A-0002/1"]))], "媒体C-0001に対象外の情報資産が残っています：A-0002/1", "carrier C-0001 still holds other assets: A-0002/1"),
        (G::WorkingOpen, "house", vec![("ids", list(&["A-0001/3"]))], "作業用展開が閉じられていません：A-0001/3", "working copies are still open: A-0001/3"),
        (G::OverdueBlock, "house", vec![("asset", t("A-0001")), ("no", t("J-0001"))], "A-0001に期限を過ぎた持出しがあります：J-0001", "A-0001 has an overdue journey: J-0001"),
        (G::WitnessOther, "house", vec![], "立会者又は確認者は実施者と別の者でなければなりません", "the witness or checker must be another person"),
        (G::SelfApprove, "house", vec![("name", y())], "承認できるのは甲の承認権者だけです", "only the prefecture's approver can approve"),
        (G::ReceiptMatch, "house", vec![("item", Value::Items(vec![Item::Serial])), ("v1", t("S124")), ("v2", t("S123"))], "受領書の製造番号「S124」が返還記録の「S123」と一致しません", "receipt serial number \"S124\" differs from the return record \"S123\""),
        (G::DestroyMethod, "house", vec![("method", Value::Method(Method::Degauss)), ("carrier", Value::Carrier(CarrierType::UsbFlash))], "USBメモリに「磁気的破壊」は使用できません", "\"degaussing\" is not accepted for USB flash drive"),
        (G::DestroyEvidence, "house", vec![("items", Value::Items(vec![Item::PhotoAfter, Item::Tool]))], "廃棄の証拠が不足しています：破壊後の写真、機器・道具", "evidence of destruction is missing: photo after, device or tool"),
        (G::EraseBeforeRelease, "house", vec![("id", t("A-0001/1"))], "A-0001/1は未消去のまま業者に引き渡せません", "A-0001/1 may not be released unsanitised"),
        (G::CryptoEraseKeys, "house", vec![("keys", list(&["H-003"]))], "所在が未確認の鍵があります：H-003", "keys are unaccounted for: H-003"),
        (G::FormField, "house", vec![("form", t("9")), ("field", Value::Items(vec![Item::Tool]))], "様式第9号の「機器・道具」が記録されていません", "\"device or tool\" of form 9 is not on record"),
        (G::FormField, "house", vec![("form", t("7-1")), ("field", Value::Items(vec![Item::Serial]))], "様式第7号の1の「製造番号」が記録されていません", "\"serial number\" of form 7-1 is not on record"),
        (G::ForbiddenWord, "house", vec![("word", t("復元不可能"))], "「復元不可能」は様式に記載できません", "\"復元不可能\" may not appear on a form"),
        (G::Balance, "house", vec![("difference", t("-1"))], "受払いが一致しません（差-1）", "the balance does not agree (difference -1)"),
    ]
}
