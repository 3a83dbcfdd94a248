//! 様式第22号 棚卸記録書 (Art. 13-3): what was counted, beside the register.

use super::sheet::Sheet;
use super::{Built, Column, Context, Number, Row, Topic, Unavailable, Value, wrong};
use crate::record::{Event, InventoryLine, PersonId, Presence, Record, Register};

/// About the record of an inventory; without a number, about the latest.
pub(super) fn build(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let records = context.records;
    let (record, with, lines) = match about {
        [] => records.iter().rev().find_map(taken),
        [Topic::Record(seq)] => records.iter().filter(|r| r.seq == *seq).find_map(taken),
        _ => return Err(wrong(Number::Inventory, about, "41")),
    }
    .ok_or_else(|| Unavailable::Nothing(about.iter().map(ToString::to_string).collect()))?;
    let mut sheet = Sheet::new(Number::Inventory, register, context)?;
    sheet.source(record.seq);
    let of = |wanted: Presence| lines.iter().filter(move |line| line.found == wanted);
    let numbers = |wanted| Value::lines(of(wanted).map(|line| line.instance.to_string()));
    let count = |number: usize| Value::of(number.to_string());
    let rows = vec![
        Row::new("at", "実施日時", Value::moment(record.at)),
        Row::new("registered", "台帳数", count(lines.len())),
        Row::new(
            "there",
            "現物数",
            count(lines.len() - of(Presence::Absent).count()),
        ),
        Row::new("absent", "不一致", numbers(Presence::Absent)),
        Row::new("broken", "封緘異常", numbers(Presence::SealBroken)),
    ];
    sheet.rows("棚卸の結果", rows);
    let mut rows = Vec::new();
    for line in lines {
        let instance = sheet.instance(line.instance)?;
        let remark = line.remark.as_ref().map(|text| Value::of(sheet.free(text)));
        sheet.covers(line.instance);
        rows.push(vec![
            Value::of(line.instance.to_string()),
            Value::of(instance.kind.word()),
            Value::of(sheet.title(line.instance.asset)),
            sheet.carrier(instance),
            Value::of(line.found.word()),
            remark.unwrap_or_else(Value::none),
        ]);
    }
    let columns = vec![
        Column::new("id", "管理番号", 14),
        Column::new("kind", "種類", 13),
        Column::new("title", "名称", 24),
        Column::new("carrier", "媒体・製造番号", 23),
        Column::new("found", "現物", 10),
        Column::new("remark", "備考", 16),
    ];
    sheet.table("明細", columns, rows);
    if of(Presence::Absent).next().is_some() {
        sheet.notes(vec![
            "現物のないものは、紛失として事故の報告を行います。".to_owned(),
        ]);
    }
    sheet.signed_by("監督者", Some(record.by));
    sheet.signed_by(role_of(register, with, record), Some(with));
    Ok(sheet.finish())
}

fn taken(record: &Record) -> Option<(&Record, PersonId, &[InventoryLine])> {
    match &record.event {
        Event::InventoryTaken { with, lines } => Some((record, *with, lines)),
        _ => None,
    }
}

/// As whom the second person was there.
fn role_of(register: &Register, with: PersonId, record: &Record) -> &'static str {
    let person = register.people.get(&with);
    let roles = person.map(|person| person.roles_on(record.at.date()));
    roles
        .and_then(|roles| roles.first().map(|role| role.word()))
        .unwrap_or("立会者")
}
