//! 様式第4号の1 複製承認申請書 (Art. 13-4).

use super::super::naming;
use super::sheet::Sheet;
use super::{Built, Context, MissingField, Number, Row, Topic, Unavailable, Value, request, scope};
use crate::record::{Grant, Register, RequestParticulars, Subject};

pub(super) fn build(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let request = request(Number::CopyRequest, &[Subject::Copy], register, about)?;
    let mut sheet = Sheet::new(Number::CopyRequest, register, context)?;
    sheet.addressed_for(Subject::Copy);
    sheet.source(request.recorded_in);
    sheet.statement("下記のとおり複製したいので、承認くださるよう申請します。");
    sheet.items("対象", &request.scope.instances)?;
    if request.scope.instances.is_empty() {
        sheet.required(MissingField::Instances, None);
    }
    let count = request
        .scope
        .count
        .map(|count| Value::of(format!("{count}部")));
    let print = scope::is_print(&request.scope, &sheet);
    let disposal = match &request.grant {
        Grant::Copy {
            disposal_preapproved,
        } => scope::disposal(disposal_preapproved),
        _ => Value::none(),
    };
    let rows = vec![
        Row::new("request", "申請番号", Value::of(request.id.to_string())),
        Row::new("purpose", "目的", Value::of(sheet.free(&request.reason))),
        Row::new("count", "部数", sheet.required(MissingField::Count, count)),
        Row::new(
            "print",
            "電子・印刷の別",
            Value::of(if print { "印刷" } else { "電子" }),
        ),
        Row::new("carriers", "媒体", {
            let carriers = scope::carriers(&sheet, &request.scope);
            sheet.required_lines(MissingField::Carrier, carriers)
        }),
        Row::new("places", "保管場所", {
            let mut places = scope::places(&sheet, &request.scope);
            if let RequestParticulars::Copy { place: Some(place) } = request.particulars {
                places.push(scope::place(&sheet, place));
            }
            sheet.required_lines(MissingField::Place, places)
        }),
        Row::new("users", "利用者", {
            let mut users = scope::people(&sheet, &request.scope.persons);
            let orgs = request.scope.orgs.iter();
            users.extend(
                orgs.map(|org| format!("再委託先　{}", naming::organisation(register, *org))),
            );
            sheet.required_lines(MissingField::Users, users)
        }),
        Row::new("period", "期間", scope::period(&request.scope)),
        Row::new("disposal", "用済み後の廃棄", disposal),
    ];
    sheet.rows("申請の内容", rows);
    sheet.signed_by_manager();
    Ok(sheet.finish())
}
