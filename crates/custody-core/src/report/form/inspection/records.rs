//! What the records say: 拒否, 訂正, 指示, 協議, サービスレベル, 方針, 検査.

use super::part;
use crate::record::calendar::wareki_date_plain;
use crate::record::{Event, Seq};
use crate::report::dealings::Dealings;
use crate::report::form::sheet::Sheet;
use crate::report::form::{Column, Value};
use crate::report::{naming, refused, visible};

/// 拒否 (3-ウ): every one of them.
pub(super) fn refusals(sheet: &mut Sheet<'_>) {
    let mut rows = Vec::new();
    for record in sheet.context.records {
        let Event::Refused(refusal) = &record.event else {
            continue;
        };
        let about = refusal.about.iter().map(|text| visible(text.as_str()));
        let article = refusal.article.as_ref();
        let article = article.map(|article| article.japanese());
        rows.push(vec![
            number(sheet, record.seq),
            Value::moment(record.at),
            Value::of(naming::person(sheet.register, record.by)),
            Value::of(refused::act(refusal.act.as_str())),
            Value::lines(about),
            Value::of(refused::reason(refusal.rule)),
            Value::of(article.unwrap_or_else(|| "社内規定".to_owned())),
        ]);
    }
    let columns = vec![
        Column::new("record", "記録", 7),
        Column::new("at", "日時", 19).dated(),
        Column::new("by", "氏名", 14),
        Column::new("act", "操作", 14),
        Column::new("about", "対象", 15),
        Column::new("rule", "欠けていたもの", 18),
        Column::new("article", "条", 13),
    ];
    part(sheet, "拒否", columns, rows);
}

pub(super) fn corrections(sheet: &mut Sheet<'_>) {
    let mut rows = Vec::new();
    for record in sheet.context.records {
        let Event::RecordCorrected { correction, .. } = &record.event else {
            continue;
        };
        let (old, new) = correction.value.values();
        let reason = sheet.free(&correction.reason);
        rows.push(vec![
            number(sheet, record.seq),
            Value::moment(record.at),
            Value::of(correction.record.to_string()),
            Value::of(correction.value.word()),
            Value::of(visible(&old)),
            Value::of(visible(&new)),
            Value::of(reason),
        ]);
    }
    let columns = vec![
        Column::new("record", "記録", 7),
        Column::new("at", "日時", 19).dated(),
        Column::new("corrected", "訂正した記録", 10),
        Column::new("field", "項目", 12),
        Column::new("old", "訂正前", 17),
        Column::new("new", "訂正後", 17),
        Column::new("reason", "理由", 18),
    ];
    part(sheet, "訂正", columns, rows);
}

pub(super) fn instructions(sheet: &mut Sheet<'_>, dealings: &Dealings) {
    let mut rows = Vec::new();
    for one in &dealings.instructions {
        let order = &one.instruction;
        let text = sheet.free(&order.text);
        let answers: Vec<String> = one.answers.iter().map(|a| sheet.free(&a.answer)).collect();
        let answers = if answers.is_empty() {
            Value::of("未回答")
        } else {
            Value::lines(answers)
        };
        rows.push(vec![
            number(sheet, one.record),
            Value::of(wareki_date_plain(order.decided_at.date())),
            Value::of(naming::person(sheet.register, order.decided_by)),
            Value::of(text),
            order
                .due
                .map_or_else(Value::none, |due| Value::of(wareki_date_plain(due))),
            answers,
        ]);
    }
    let columns = vec![
        Column::new("record", "記録", 7),
        Column::new("on", "指示日", 15),
        Column::new("by", "指示者", 14),
        Column::new("text", "指示の内容", 28),
        Column::new("due", "期限", 14),
        Column::new("answers", "回答", 22),
    ];
    part(sheet, "指示", columns, rows);
}

pub(super) fn consultations(sheet: &mut Sheet<'_>, dealings: &Dealings) {
    let mut rows = Vec::new();
    for one in &dealings.consultations {
        let what = &one.what;
        let persons = what.persons.iter();
        let persons = Value::lines(persons.map(|id| naming::person(sheet.register, *id)));
        let (question, agreement) = (sheet.free(&what.question), sheet.free(&what.agreement));
        let effect = what.effect.as_ref().map(|text| sheet.free(text));
        rows.push(vec![
            number(sheet, one.record),
            Value::of(wareki_date_plain(what.on)),
            persons,
            Value::of(question),
            Value::of(agreement),
            effect.map_or_else(Value::none, Value::of),
        ]);
    }
    let columns = vec![
        Column::new("record", "記録", 7),
        Column::new("on", "協議日", 15),
        Column::new("persons", "出席者", 16),
        Column::new("question", "協議事項", 23),
        Column::new("agreement", "合意内容", 23),
        Column::new("effect", "契約の定めへの影響", 16),
    ];
    part(sheet, "協議", columns, rows);
}

/// Every service level of the contract, measured or not.
pub(super) fn service_levels(sheet: &mut Sheet<'_>, dealings: &Dealings) {
    let mut rows = Vec::new();
    for level in &sheet.contract.profile.service_levels {
        let name = visible(level.name.as_str());
        let target = format!(
            "{} {}",
            visible(level.target.as_str()),
            visible(level.unit.as_str())
        );
        let of = dealings.measurements.iter();
        let mut of = of.filter(|one| one.what.name == level.name).peekable();
        if of.peek().is_none() {
            let none = std::iter::repeat_with(Value::none).take(4);
            rows.push(
                [Value::of(name), Value::of(target)]
                    .into_iter()
                    .chain(none)
                    .collect(),
            );
            continue;
        }
        for one in of {
            let what = &one.what;
            let remark = what.remark.as_ref().map(|text| sheet.free(text));
            let value = sheet.free(&what.value);
            sheet.source(one.record);
            rows.push(vec![
                Value::of(name.clone()),
                Value::of(target.clone()),
                Value::of(value),
                Value::of(format!(
                    "{}～{}",
                    wareki_date_plain(what.from),
                    wareki_date_plain(what.until)
                )),
                Value::of(if what.met { "達成" } else { "未達" }),
                remark.map_or_else(Value::none, Value::of),
            ]);
        }
    }
    let columns = vec![
        Column::new("level", "名称", 22),
        Column::new("target", "目標値", 16),
        Column::new("value", "実績値", 14),
        Column::new("period", "期間", 22),
        Column::new("met", "達成", 8),
        Column::new("remark", "備考", 18),
    ];
    part(sheet, "サービスレベル", columns, rows);
}

pub(super) fn policies(sheet: &mut Sheet<'_>, dealings: &Dealings) {
    let mut rows = Vec::new();
    for policy in &dealings.policies {
        let readers = policy.acknowledged.iter();
        let readers = readers.map(|one| naming::person(sheet.register, one.person));
        let readers = Value::lines(readers);
        let document = &policy.document;
        let (title, version) = (sheet.free(&document.title), sheet.free(&document.version));
        sheet.source(policy.record);
        rows.push(vec![
            Value::of(title),
            Value::of(version),
            Value::of(wareki_date_plain(document.received)),
            readers,
        ]);
    }
    let columns = vec![
        Column::new("title", "表題", 36),
        Column::new("version", "版", 14),
        Column::new("received", "受領日", 18),
        Column::new("readers", "確認者", 32),
    ];
    part(sheet, "甲の方針・手順", columns, rows);
}

pub(super) fn inspections(sheet: &mut Sheet<'_>, dealings: &Dealings) {
    let mut rows = Vec::new();
    for one in &dealings.inspections {
        let what = &one.what;
        let persons = what.inspectors.iter();
        let persons = Value::lines(persons.map(|id| naming::person(sheet.register, *id)));
        let scope = sheet.free(&what.scope);
        let findings = what.findings.as_ref().map(|text| sheet.free(text));
        let remedy = what.remedy.as_ref().map(|text| sheet.free(text));
        rows.push(vec![
            number(sheet, one.record),
            Value::of(wareki_date_plain(what.on)),
            persons,
            Value::of(scope),
            findings.map_or_else(Value::none, Value::of),
            remedy.map_or_else(Value::none, Value::of),
        ]);
    }
    let columns = vec![
        Column::new("record", "記録", 7),
        Column::new("on", "検査日", 15),
        Column::new("inspectors", "検査員", 16),
        Column::new("scope", "検査の対象", 24),
        Column::new("findings", "指摘", 19),
        Column::new("remedy", "是正", 19),
    ];
    part(sheet, "検査", columns, rows);
}

/// The number of a record, which becomes a source.
fn number(sheet: &mut Sheet<'_>, seq: Seq) -> Value {
    sheet.source(seq);
    Value::of(seq.to_string())
}
