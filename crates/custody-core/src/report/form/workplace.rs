//! 様式第19号 作業場所承認申請書 (Art. 5-2).

use super::sheet::Sheet;
use super::{
    Built, Context, MissingField, Number, Row, Topic, Unavailable, Value, decision, request, scope,
};
use crate::record::{Register, RequestParticulars, Subject};

pub(super) fn build(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let request = request(Number::PlaceRequest, &[Subject::Place], register, about)?;
    let mut sheet = Sheet::new(Number::PlaceRequest, register, context)?;
    sheet.addressed_for(Subject::Place);
    sheet.source(request.recorded_in);
    sheet.statement("下記の場所を本件業務の作業場所としたいので、承認くださるよう申請します。");
    let equipment = match &request.particulars {
        RequestParticulars::Place { equipment } => equipment
            .as_ref()
            .map_or_else(Value::none, |text| Value::of(sheet.free(text))),
        _ => Value::none(),
    };
    let places = scope::places(&sheet, &request.scope);
    let persons = scope::people(&sheet, &request.scope.persons);
    let rows = vec![
        Row::new("request", "申請番号", Value::of(request.id.to_string())),
        Row::new(
            "place",
            "場所",
            sheet.required_lines(MissingField::Workplace, places),
        ),
        Row::new("equipment", "設備", equipment),
        Row::new(
            "persons",
            "従事者",
            sheet.required_lines(MissingField::Users, persons),
        ),
        Row::new("reason", "理由", Value::of(sheet.free(&request.reason))),
        Row::new("period", "期間", scope::period(&request.scope)),
    ];
    sheet.rows("申請の内容", rows);
    decision::answer(&mut sheet, request);
    sheet.signed_by_manager();
    sheet.signed_by("甲", None);
    Ok(sheet.finish())
}
