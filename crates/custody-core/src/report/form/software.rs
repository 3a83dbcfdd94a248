//! 様式第24号 使用ソフトウェア・脆弱性対応一覧 (Art. 8, 3-エ).

use super::sheet::Sheet;
use super::{Built, Column, Context, Number, Topic, Unavailable, Value, wrong};
use crate::record::calendar::wareki_date_plain;
use crate::record::{Date, Event, Register, Seq};

pub(super) fn build(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    if !about.is_empty() {
        return Err(wrong(Number::Software, about, ""));
    }
    let mut sheet = Sheet::new(Number::Software, register, context)?;
    if sheet.contract.software.is_empty() {
        return Err(Unavailable::Nothing(Vec::new()));
    }
    list(&mut sheet);
    sheet.notes(vec![
        "脆弱性は、重大なものとして台帳に記録されたものです。対応日のないものは対応未了です。"
            .to_owned(),
    ]);
    sheet.signed_by_manager();
    Ok(sheet.finish())
}

/// A line for each vulnerability, and one for software without.
pub(super) fn list(sheet: &mut Sheet<'_>) {
    let of_software = |event: &Event| {
        matches!(
            event,
            Event::SoftwareListed { .. } | Event::VulnerabilityRecorded { .. }
        )
    };
    let records = sheet.context.records.iter();
    let sources: Vec<Seq> = records
        .filter(|record| of_software(&record.event))
        .map(|record| record.seq)
        .collect();
    sources.into_iter().for_each(|seq| sheet.source(seq));
    let day = |day: Option<Date>| {
        day.map_or_else(Value::none, |day| Value {
            text: wareki_date_plain(day),
            iso: Some(day.to_string()),
        })
    };
    let mut rows = Vec::new();
    for software in &sheet.contract.software {
        let version = sheet.free(&software.version);
        let head = [
            Value::of(sheet.free(&software.name)),
            if software.banned {
                Value::lines([version, "使用禁止".to_owned()])
            } else {
                Value::of(version)
            },
            day(Some(software.updated)),
        ];
        if software.vulnerabilities.is_empty() {
            let none = std::iter::repeat_with(Value::none).take(4);
            rows.push(head.iter().cloned().chain(none).collect());
        }
        for found in &software.vulnerabilities {
            let handled = match found.handled {
                Some(handled) => wareki_date_plain(handled),
                None => "対応未了".to_owned(),
            };
            let measure = found.measure.as_ref().map(|text| sheet.free(text));
            let mut row = head.to_vec();
            row.extend([
                Value::of(sheet.free(&found.name)),
                day(Some(found.found)),
                day(found.consulted),
                Value {
                    text: std::iter::once(handled)
                        .chain(measure)
                        .collect::<Vec<_>>()
                        .join("\n"),
                    iso: found.handled.map(|day| day.to_string()),
                },
            ]);
            rows.push(row);
        }
    }
    let columns = vec![
        Column::new("name", "名称", 17),
        Column::new("version", "版", 12),
        Column::new("updated", "更新日", 13).dated(),
        Column::new("vulnerability", "脆弱性", 19),
        Column::new("found", "発覚日", 13).dated(),
        Column::new("consulted", "協議日", 13).dated(),
        Column::new("handled", "対応日・内容", 13).dated(),
    ];
    if rows.is_empty() {
        sheet.nothing("使用ソフトウェア", "ソフトウェア");
    } else {
        sheet.table("使用ソフトウェア", columns, rows);
    }
}
