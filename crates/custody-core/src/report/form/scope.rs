//! A request's scope in the words of the applications.

use super::Value;
use super::sheet::Sheet;
use crate::record::calendar::wareki_moment_plain;
use crate::record::{CarrierType, Method, PersonId, PlaceId, Scope};
use crate::report::{naming, words};

/// 媒体: by number with their serials, then by type.
pub(super) fn carriers(sheet: &Sheet<'_>, scope: &Scope) -> Vec<String> {
    let named = scope
        .carriers
        .iter()
        .map(|carrier| naming::carrier_with_serial(sheet.register, *carrier));
    named
        .chain(
            scope
                .types
                .iter()
                .map(|kind| words::carrier_type(*kind).to_owned()),
        )
        .collect()
}

/// 場所.
pub(super) fn places(sheet: &Sheet<'_>, scope: &Scope) -> Vec<String> {
    scope
        .destinations
        .iter()
        .map(|id| place(sheet, *id))
        .collect()
}

/// 「高崎コールセンター（高崎市）」.
pub(super) fn place(sheet: &Sheet<'_>, id: PlaceId) -> String {
    let name = naming::place(sheet.register, id);
    let address = sheet
        .register
        .places
        .get(&id)
        .and_then(|place| place.address.as_ref());
    match address {
        Some(address) => format!("{name}（{}）", crate::report::visible(address.as_str())),
        None => name,
    }
}

/// 従事者: 氏名（所属・雇用区分）.
pub(super) fn people(sheet: &Sheet<'_>, persons: &[PersonId]) -> Vec<String> {
    persons.iter().map(|id| person(sheet, *id)).collect()
}

/// 「青木 髙志（株式会社上毛システムサービス、直接雇用）」.
pub(super) fn person(sheet: &Sheet<'_>, id: PersonId) -> String {
    match sheet.register.people.get(&id) {
        None => id.to_string(),
        Some(person) => format!(
            "{}（{}、{}）",
            naming::person(sheet.register, id),
            naming::organisation(sheet.register, person.employer),
            words::employment(person.employment)
        ),
    }
}

/// 「令和6年10月3日0時00分から令和6年10月4日23時59分まで」.
pub(super) fn period(scope: &Scope) -> Value {
    let from = scope
        .from
        .map(|from| format!("{}から", wareki_moment_plain(from)));
    let to = scope
        .to
        .map(|to| format!("{}まで", wareki_moment_plain(to)));
    let iso =
        |moment: Option<crate::record::Moment>| moment.map(|at| at.to_string()).unwrap_or_default();
    match (from, to) {
        (None, None) => Value::of("定めなし"),
        (from, to) => Value {
            text: from.into_iter().chain(to).collect(),
            iso: Some(format!("{}/{}", iso(scope.from), iso(scope.to))),
        },
    }
}

/// 方法.
pub(super) fn methods(methods: &[Method]) -> Vec<String> {
    methods
        .iter()
        .map(|method| method.word().to_owned())
        .collect()
}

/// 用済み後の廃棄.
pub(super) fn disposal(preapproved: &[Method]) -> Value {
    if preapproved.is_empty() {
        Value::of("別に廃棄の承認を申請します。")
    } else {
        Value::of(format!(
            "用済み後、次の方法により廃棄します：{}",
            methods(preapproved).join("、")
        ))
    }
}

/// 電子・印刷の別.
pub(super) fn is_print(scope: &Scope, sheet: &Sheet<'_>) -> bool {
    let paper = |kind: CarrierType| kind == CarrierType::Paper;
    scope.types.iter().any(|kind| paper(*kind))
        || scope
            .carriers
            .iter()
            .filter_map(|id| sheet.register.carriers.get(id))
            .any(|carrier| paper(carrier.carrier_type))
}
