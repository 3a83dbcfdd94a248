//! 様式第4号の2, 第5号の2, 第8号の2: 甲's approvals. Blank until 甲 has decided; after a signed decision, what its
//! note says. A decision on paper stays 甲's paper: the form only names it.

use super::sheet::Sheet;
use super::{Blank, Built, Context, Number, Row, Topic, Unavailable, Value, request, scope};
use crate::record::{
    DocumentForm, Event, Permission, Register, Request, Scope, Subject, Text, Uses,
};
use crate::report::visible;

/// 承認根拠 of a signed decision.
const VERIFIED: &str = "電子署名検証済";

pub(super) fn build(
    number: Number,
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let subject = match number {
        Number::CarryDecision => Subject::Carry,
        Number::DestroyDecision => Subject::Destroy,
        Number::SubcontractDecision => Subject::Subcontract,
        _ => Subject::Copy,
    };
    let request = request(number, &[subject], register, about)?;
    let mut sheet = Sheet::new(number, register, context)?;
    sheet.source(request.recorded_in);
    sheet.statement("申請のあった下記の件について、次のとおり決定します。");
    if subject != Subject::Subcontract {
        sheet.items("対象", &request.scope.instances)?;
    }
    application(&mut sheet, request);
    answer(&mut sheet, request);
    sheet.signed_by("甲", None);
    Ok(sheet.finish())
}

/// Where 甲 decides: blank until then.
pub(super) fn answer(sheet: &mut Sheet<'_>, request: &Request) {
    let permission = request
        .permission
        .and_then(|id| sheet.register.permissions.get(&id));
    match permission {
        Some(permission) if permission.document.form == DocumentForm::SignedNote => {
            approved(sheet, permission)
        }
        Some(permission) => {
            blank(sheet);
            let number = permission
                .document
                .number
                .as_ref()
                .map(|number| visible(number.as_str()));
            sheet.rests_on(permission);
            sheet.notes(vec![format!(
                "甲の書面{}が{}として台帳に登録されています。本書はその書面に代わるものではありません。",
                number.map(|number| format!("（{number}）")).unwrap_or_default(),
                permission.id
            )]);
        }
        None => declined_or_blank(sheet, request),
    }
}

/// What was asked, in short; the application has it in full.
fn application(sheet: &mut Sheet<'_>, request: &Request) {
    let mut rows = vec![
        Row::new("request", "申請番号", Value::of(request.id.to_string())),
        Row::new("requested_at", "申請日", Value::date(request.at.date())),
        Row::new(
            "reason",
            "目的・理由",
            Value::of(sheet.free(&request.reason)),
        ),
    ];
    if let Some(count) = request.scope.count {
        rows.push(Row::new("count", "部数", Value::of(format!("{count}部"))));
    }
    rows.extend(limits(sheet, &request.scope));
    sheet.rows("申請の内容", rows);
}

/// The parts of a scope that it has.
pub(super) fn limits(sheet: &Sheet<'_>, scope: &Scope) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut add = |key, label, lines: Vec<String>| {
        if !lines.is_empty() {
            rows.push(Row::new(key, label, Value::lines(lines)));
        }
    };
    add("destinations", "場所", scope::places(sheet, scope));
    add("carriers", "媒体", scope::carriers(sheet, scope));
    add("persons", "従事者", scope::people(sheet, &scope.persons));
    add("orgs", "組織", {
        scope
            .orgs
            .iter()
            .map(|org| crate::report::naming::organisation(sheet.register, *org))
            .collect()
    });
    add("methods", "方法", scope::methods(&scope.methods));
    rows.push(Row::new("period", "期間", scope::period(scope)));
    rows
}

fn blank(sheet: &mut Sheet<'_>) {
    sheet.blanks(
        "甲の決定（甲が記入）",
        vec![
            Blank::choice("承認・不承認", "□　承認　　　□　不承認"),
            Blank::free("条件"),
            Blank::choice("決定日", "　　　　年　　　月　　　日"),
            Blank::free("番号"),
            Blank::free("承認権者の職・氏名"),
        ],
    );
}

fn approved(sheet: &mut Sheet<'_>, permission: &Permission) {
    sheet.record(permission.registered_in);
    sheet.rests_on(permission);
    sheet.decided_by(permission.decided_by);
    // 甲's words, not ours: they are not held against the words we may not use.
    let conditions = permission
        .conditions
        .iter()
        .map(|condition| visible(condition.as_str()));
    let uses = match permission.uses {
        Uses::Times(times) => format!("{times}回"),
        Uses::Standing => "期間内は回数の定めなし".to_owned(),
    };
    let mut rows = vec![
        Row::new("decision", "承認・不承認", Value::of("承認")),
        Row::new("number", "番号", document_number(permission)),
        Row::new(
            "decided_at",
            "決定日",
            Value::date(permission.decided_at.date()),
        ),
        Row::new(
            "decided_by",
            "決定者",
            Value::of(sheet.person_with_post(permission.decided_by)),
        ),
        Row::new(
            "conditions",
            "条件",
            Value::lines(conditions.collect::<Vec<_>>()),
        ),
    ];
    // The others are used up by nothing (`domain.md` §4.2).
    if matches!(
        permission.grant.subject(),
        Subject::Copy | Subject::Carry | Subject::Destroy
    ) {
        rows.push(Row::new("uses", "回数", Value::of(uses)));
    }
    rows.extend(limits(sheet, &permission.scope));
    rows.push(Row::new("basis", "承認根拠", Value::of(VERIFIED)));
    sheet.rows("甲の決定（電子署名付き文書の転記）", rows);
}

fn document_number(permission: &Permission) -> Value {
    let number: Option<&Text> = permission.document.number.as_ref();
    Value::of(number.map_or_else(
        || permission.id.to_string(),
        |number| visible(number.as_str()),
    ))
}

fn declined_or_blank(sheet: &mut Sheet<'_>, request: &Request) {
    let declines = |event: &Event| matches!(event, Event::RequestDeclined { request: id, note: Some(_), .. } if *id == request.id);
    let Some(Event::RequestDeclined {
        decided_by,
        decided_at,
        reason,
        ..
    }) = sheet.last_record(declines).map(|record| &record.event)
    else {
        blank(sheet);
        return;
    };
    sheet.decided_by(*decided_by);
    let reason = reason
        .as_ref()
        .map_or_else(Value::none, |reason| Value::of(visible(reason.as_str())));
    let decided_by = Value::of(sheet.person_with_post(*decided_by));
    sheet.rows(
        "甲の決定（電子署名付き文書の転記）",
        vec![
            Row::new("decision", "承認・不承認", Value::of("不承認")),
            Row::new("decided_at", "決定日", Value::date(decided_at.date())),
            Row::new("decided_by", "決定者", decided_by),
            Row::new("reason", "理由", reason),
            Row::new("basis", "承認根拠", Value::of(VERIFIED)),
        ],
    );
}
