//! 様式第1号 確認書: a permission on paper as it was typed in and checked. It never stands for 甲's paper.

use super::sheet::Sheet;
use super::{Built, Context, Number, Row, Topic, Unavailable, Value, decision, wrong};
use crate::record::{Grant, Permission, PermissionKind, PersonId, Register, Uses};
use crate::report::{naming, visible, words};

pub(super) fn build(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let [Topic::Permission(id)] = about else {
        return Err(wrong(Number::Confirmation, about, "P-0001"));
    };
    let permission = register
        .permissions
        .get(id)
        .ok_or_else(|| Unavailable::Unknown(id.to_string()))?;
    let mut sheet = Sheet::new(Number::Confirmation, register, context)?;
    sheet.addressed_for(permission.grant.subject());
    sheet.rests_on(permission);
    let done = match permission.checked_by {
        Some(_) => "転記し、確認しました",
        None => "転記しました（確認前）",
    };
    sheet.statement(format!(
        "甲の決定を下記のとおり台帳に{done}。本書は甲の書面に代わるものではありません。"
    ));
    if !permission.scope.instances.is_empty() {
        sheet.items("対象", &permission.scope.instances)?;
    }
    document(&mut sheet, permission);
    covered(&mut sheet, permission);
    let transcriber = permission.transcribed_by;
    sheet.signed_by("転記者", transcriber);
    sheet.signed_by("確認者", permission.checked_by);
    Ok(sheet.finish())
}

fn document(sheet: &mut Sheet<'_>, permission: &Permission) {
    let register = sheet.register;
    let document = &permission.document;
    let kind = match &permission.kind {
        PermissionKind::Approval => "承認",
        PermissionKind::Instruction { .. } => "指示",
    };
    let addressee = match &permission.kind {
        PermissionKind::Approval => Value::none(),
        PermissionKind::Instruction { addressee } => {
            Value::of(naming::person(register, *addressee))
        }
    };
    let text = |text: Option<&crate::record::Text>| {
        text.map_or_else(Value::none, |text| Value::of(visible(text.as_str())))
    };
    let name = |person: Option<PersonId>, none: &str| {
        person.map_or_else(
            || Value::of(none),
            |person| Value::of(naming::person(register, person)),
        )
    };
    let revoked = permission
        .revoked
        .map(|at| Row::new("revoked", "取消し", Value::moment(at)));
    let mut rows = vec![
        Row::new(
            "permission",
            "承認番号",
            Value::of(permission.id.to_string()),
        ),
        Row::new(
            "subject",
            "事項",
            Value::of(words::subject(permission.grant.subject())),
        ),
        Row::new("kind", "承認・指示の別", Value::of(kind)),
        Row::new(
            "form",
            "書面の形式",
            Value::of(words::document_form(document.form)),
        ),
        Row::new("number", "書面の番号", text(document.number.as_ref())),
        Row::new(
            "date",
            "書面の日付",
            document.date.map_or_else(Value::none, Value::date),
        ),
        Row::new("filed_at", "保管場所", text(document.filed_at.as_ref())),
        Row::new(
            "decided_by",
            "決定者",
            Value::of(sheet.person_with_post(permission.decided_by)),
        ),
        Row::new(
            "decided_at",
            "決定日",
            Value::date(permission.decided_at.date()),
        ),
        Row::new("addressee", "宛先", addressee),
        Row::new("scan", "画像の照合値", text(document.scan.as_ref())),
        Row::new(
            "transcribed_by",
            "転記者",
            name(permission.transcribed_by, "―"),
        ),
        Row::new(
            "checked_by",
            "確認者",
            name(permission.checked_by, "未確認"),
        ),
        Row::new("trust", "承認根拠", Value::of(permission.trust().words())),
    ];
    rows.extend(revoked);
    sheet.rows("甲の書面", rows);
}

fn covered(sheet: &mut Sheet<'_>, permission: &Permission) {
    let mut rows = Vec::new();
    if let Some(count) = permission.scope.count {
        rows.push(Row::new("count", "部数", Value::of(format!("{count}部"))));
    }
    if let Some(purpose) = &permission.scope.purpose {
        rows.push(Row::new(
            "purpose",
            "目的",
            Value::of(visible(purpose.as_str())),
        ));
    }
    if let Grant::Carry {
        copies_included, ..
    } = &permission.grant
    {
        let copies = Value::of(format!("{copies_included}部"));
        rows.push(Row::new("copies_included", "持出し用複製部数", copies));
    }
    if let Grant::Disclose { to } = &permission.grant {
        rows.push(Row::new("to", "相手", Value::of(visible(to.as_str()))));
    }
    rows.extend(decision::limits(sheet, &permission.scope));
    let uses = match permission.uses {
        Uses::Times(times) => format!("{times}回"),
        Uses::Standing => "期間内は回数の定めなし".to_owned(),
    };
    rows.push(Row::new("uses", "回数", Value::of(uses)));
    let conditions = permission
        .conditions
        .iter()
        .map(|condition| visible(condition.as_str()));
    rows.push(Row::new(
        "conditions",
        "条件",
        Value::lines(conditions.collect::<Vec<_>>()),
    ));
    sheet.rows("範囲", rows);
}
