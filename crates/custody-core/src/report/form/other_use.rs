//! 様式第20号 目的外利用・提供・開示承認申請書 (Art. 13-6, 12): one of the three, and only one.

use super::sheet::Sheet;
use super::{
    Built, Context, MissingField, Number, Row, Topic, Unavailable, Value, decision, request, scope,
};
use crate::record::{Grant, Register, RequestParticulars, Subject, Text};
use crate::report::{naming, words};

/// The three that share the form.
const SUBJECTS: [Subject; 3] = [Subject::Purpose, Subject::Provide, Subject::Disclose];

pub(super) fn build(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let request = request(Number::OtherUseRequest, &SUBJECTS, register, about)?;
    let subject = request.grant.subject();
    let mut sheet = Sheet::new(Number::OtherUseRequest, register, context)?;
    sheet.addressed_for(subject);
    sheet.source(request.recorded_in);
    sheet.statement(format!(
        "下記のとおり{}をしたいので、承認くださるよう申請します。",
        words::subject(subject)
    ));
    if !request.scope.instances.is_empty() {
        sheet.items("対象", &request.scope.instances)?;
    }
    let kinds = SUBJECTS.map(|one| {
        let mark = if one == subject { "■" } else { "□" };
        format!("{mark}{}", words::subject(one))
    });
    let (items, give_back): (Option<&Text>, Option<&Text>) = match &request.particulars {
        RequestParticulars::Purpose { items } => (items.as_ref(), None),
        RequestParticulars::Provide { items, give_back }
        | RequestParticulars::Disclose { items, give_back } => (items.as_ref(), give_back.as_ref()),
        _ => (None, None),
    };
    let whom = match &request.grant {
        Grant::Disclose { to } => vec![sheet.free(to)],
        _ => request
            .scope
            .orgs
            .iter()
            .map(|org| naming::organisation(register, *org))
            .collect(),
    };
    let whom = match subject {
        Subject::Purpose => Value::of("受託者（目的外利用のため相手はありません）"),
        _ => sheet.required_lines(MissingField::Recipient, whom),
    };
    let mut rows = vec![
        Row::new("request", "申請番号", Value::of(request.id.to_string())),
        Row::new("kind", "区分", Value::of(kinds.join("　"))),
        Row::new("whom", "相手", whom),
    ];
    if let Some(purpose) = &request.scope.purpose {
        rows.push(Row::new("use", "用途", Value::of(sheet.free(purpose))));
    }
    let items = items.map(|items| Value::of(sheet.free(items)));
    rows.push(Row::new(
        "items",
        "項目",
        sheet.required(MissingField::Items, items),
    ));
    if subject != Subject::Purpose {
        let give_back = give_back.map(|text| Value::of(sheet.free(text)));
        rows.push(Row::new(
            "give_back",
            "返還方法",
            sheet.required(MissingField::GiveBack, give_back),
        ));
    }
    rows.push(Row::new(
        "reason",
        "理由",
        Value::of(sheet.free(&request.reason)),
    ));
    rows.push(Row::new("period", "期間", scope::period(&request.scope)));
    sheet.rows("申請の内容", rows);
    decision::answer(&mut sheet, request);
    sheet.signed_by_manager();
    sheet.signed_by("甲", None);
    Ok(sheet.finish())
}
