//! 様式第23号 訂正記録書 (`domain.md` §5.5): what a record said, what it says now, why, and which forms rest on it.

use super::sheet::Sheet;
use super::{Built, Column, Context, Number, Row, Topic, Unavailable, Value, wrong};
use crate::record::{Corrected, Correction, Event, Record, Register};
use crate::report::{naming, visible};

/// About the record of a correction; without a number, about the latest.
pub(super) fn build(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let records = context.records;
    let (record, correction) = match about {
        [] => records.iter().rev().find_map(corrected),
        [Topic::Record(seq)] => records.iter().filter(|r| r.seq == *seq).find_map(corrected),
        _ => return Err(wrong(Number::Correction, about, "41")),
    }
    .ok_or_else(|| Unavailable::Nothing(about.iter().map(ToString::to_string).collect()))?;
    let mut sheet = Sheet::new(Number::Correction, register, context)?;
    sheet.source(record.seq);
    sheet.source(correction.record);
    let (old, new) = match &correction.value {
        Corrected::Place { old, new } => {
            (naming::place(register, *old), naming::place(register, *new))
        }
        other => {
            let (old, new) = other.values();
            (visible(&old), visible(&new))
        }
    };
    sheet.written(&new);
    let reason = sheet.free(&correction.reason);
    let things = things(correction);
    let rows = vec![
        Row::new("at", "訂正日時", Value::moment(record.at)),
        Row::new(
            "record",
            "訂正した記録の番号",
            Value::of(correction.record.to_string()),
        ),
        Row::new("things", "対象", Value::lines(things.clone())),
        Row::new("field", "項目", Value::of(correction.value.word())),
        Row::new("old", "訂正前", Value::of(old)),
        Row::new("new", "訂正後", Value::of(new)),
        Row::new("reason", "理由", Value::of(reason)),
    ];
    sheet.rows("訂正の内容", rows);
    forms(&mut sheet, record, correction, &things);
    sheet.notes(vec![
        "訂正前の記録は台帳に残っています。影響様式は、訂正後の内容で次の版を発行します。"
            .to_owned(),
    ]);
    sheet.signed_by("訂正者", Some(record.by));
    sheet.signed_by("確認者", Some(correction.with));
    Ok(sheet.finish())
}

fn corrected(record: &Record) -> Option<(&Record, &Correction)> {
    match &record.event {
        Event::RecordCorrected { correction, .. } => Some((record, correction)),
        _ => None,
    }
}

fn things(correction: &Correction) -> Vec<String> {
    let asset = correction.asset.map(|id| id.to_string());
    let carrier = correction.carrier.map(|id| id.to_string());
    let instances = correction.instances.iter().map(ToString::to_string);
    asset.into_iter().chain(carrier).chain(instances).collect()
}

/// 影響様式: issued after the record and before its correction, about one of its things or about the whole register.
fn forms(sheet: &mut Sheet<'_>, record: &Record, correction: &Correction, things: &[String]) {
    let mut rows = Vec::new();
    for issued in sheet.context.records {
        if issued.seq <= correction.record || issued.seq >= record.seq {
            continue;
        }
        if let Event::FormIssued {
            form,
            document_no,
            edition,
            about,
            ..
        } = &issued.event
            && (about.is_empty() && matches!(form.as_str(), "3" | "17" | "18")
                || about.iter().any(|a| things.iter().any(|t| t == a.as_str())))
        {
            let title = form.as_str().parse::<Number>();
            let title = title.map_or_else(
                |_| visible(form.as_str()),
                |number| format!("{} {}", number.words(), number.title()),
            );
            rows.push(vec![
                Value::of(document_no.as_str()),
                Value::of(title),
                Value::of(format!("第{edition}版")),
                Value::moment(issued.at),
            ]);
        }
    }
    if rows.is_empty() {
        return sheet.rows("", vec![Row::new("forms", "影響様式", Value::none())]);
    }
    let columns = vec![
        Column::new("document_no", "文書番号", 18),
        Column::new("form", "様式", 42),
        Column::new("edition", "版", 12),
        Column::new("issued", "発行日時", 28).dated(),
    ];
    sheet.table("影響様式", columns, rows);
}
