//! 様式第18号 契約終了時清算書 (Art. 13-2, 17): the trial balances, the papers that show what ended, and what is not settled.

use super::register::balance;
use super::sheet::Sheet;
use super::{Built, Column, Context, MissingField, Number, Row, Topic, Unavailable, Value, wrong};
use crate::record::calendar::wareki_date_plain;
use crate::record::{
    CarrierId, CarrierOwner, Ending, Event, Incident, IncidentStage, Instance, Register, StateName,
};
use crate::report::balance::Balance;
use crate::report::{naming, words};
use std::collections::BTreeSet;

/// 「完了」 only where nothing is kept, every loss has its 最終報告 and the balance agrees; else 「未了」.
pub(super) fn build(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    if !about.is_empty() {
        return Err(wrong(Number::Settlement, about, ""));
    }
    let mut sheet = Sheet::new(Number::Settlement, register, context)?;
    let counted = Balance::of(register);
    let open: Vec<&Instance> = register
        .instances
        .values()
        .filter(|it| it.state().is_open() && !is_settled_loss(register, it))
        .collect();
    let bare = bare_carriers(register);
    let complete = open.is_empty() && bare.is_empty() && counted.agrees();
    the_end(&mut sheet, complete);
    balance(&mut sheet, &counted);
    let difference = Value::of(counted.difference.to_string());
    sheet.rows("", vec![Row::new("difference", "差", difference)]);
    papers(&mut sheet);
    unsettled(&mut sheet, &open, &bare);
    sheet.signed_by_manager();
    sheet.signed_by_supervisor();
    sheet.signed_by("甲", None);
    Ok(sheet.finish())
}

/// A loss counts as accounted for once its incident has a 最終報告 (§5.4).
fn is_settled_loss(register: &Register, instance: &Instance) -> bool {
    let incident = instance.incident.and_then(|id| register.incidents.get(&id));
    instance.state() == StateName::Missing && incident.is_some_and(is_final)
}

fn is_final(incident: &Incident) -> bool {
    incident.stage >= IncidentStage::FinalReported
}

/// 甲's media that nothing was ever recorded on: they were lent, and no return can be read from what they held.
fn bare_carriers(register: &Register) -> Vec<CarrierId> {
    let counts = |it: &&Instance| !matches!(it.state(), StateName::Voided | StateName::Closed);
    let used: BTreeSet<CarrierId> = register
        .instances
        .values()
        .filter(counts)
        .map(|it| it.carrier)
        .collect();
    register
        .carriers
        .values()
        .filter(|carrier| carrier.owner == CarrierOwner::Client && !used.contains(&carrier.id))
        .map(|carrier| carrier.id)
        .collect()
}

fn the_end(sheet: &mut Sheet<'_>, complete: bool) {
    let state = if complete { "完了" } else { "未了" };
    let mut rows = vec![Row::new("state", "清算", Value::of(state))];
    sheet.last_record(|event| matches!(event, Event::ContractEnded { .. }));
    let Some(end) = &sheet.contract.ended else {
        let value = sheet.required(MissingField::ContractEnd, None);
        rows.push(Row::new("how", "契約の終了", value));
        return sheet.rows("", rows);
    };
    let on = Value {
        text: wareki_date_plain(end.on),
        iso: Some(end.on.to_string()),
    };
    rows.push(Row::new(
        "how",
        "終了・解除の別",
        Value::of(end.ending.word()),
    ));
    rows.push(Row::new("on", "終了日", on));
    let reason = sheet.free(&end.reason);
    rows.push(Row::new("reason", "理由", Value::of(reason)));
    let instructions = end.instructions.as_ref();
    let instructions = instructions.map(|text| Value::of(sheet.free(text)));
    rows.push(Row::new(
        "instructions",
        "甲の指示",
        instructions.unwrap_or_else(Value::none),
    ));
    if let Ending::Terminated { document } = &end.ending {
        let form = words::document_form(document.form).to_owned();
        let number = document.number.as_ref().map(|number| sheet.free(number));
        let date = document.date.map(wareki_date_plain);
        let filed = document.filed_at.as_ref().map(|place| sheet.free(place));
        let lines = [Some(form), number, date, filed].into_iter().flatten();
        rows.push(Row::new("document", "甲の書面", Value::lines(lines)));
    }
    sheet.rows("", rows);
}

/// 証拠の文書番号: each form issued of a return, a receipt, a destruction, an erasure or an incident.
fn papers(sheet: &mut Sheet<'_>) {
    let shows = |form: &str| ["7-1", "7-2", "9", "10"].contains(&form) || form.starts_with("14-");
    let mut rows = Vec::new();
    let mut sources = Vec::new();
    for record in sheet.context.records {
        if let Event::FormIssued {
            form,
            document_no,
            edition,
            about,
            ..
        } = &record.event
            && shows(form.as_str())
            && let Ok(number) = form.as_str().parse::<Number>()
        {
            let about: Vec<&str> = about.iter().map(crate::record::Text::as_str).collect();
            rows.push(vec![
                Value::of(document_no.as_str()),
                Value::of(format!(
                    "{} {} 第{edition}版",
                    number.words(),
                    number.title()
                )),
                Value::of(about.join("、")),
            ]);
            sources.push(record.seq);
        }
    }
    sources.into_iter().for_each(|seq| sheet.source(seq));
    if rows.is_empty() {
        let none = Value::none();
        return sheet.rows("証拠", vec![Row::new("papers", "証拠の文書番号", none)]);
    }
    let columns = vec![
        Column::new("document_no", "文書番号", 20),
        Column::new("form", "様式", 45),
        Column::new("about", "対象", 35),
    ];
    sheet.table("証拠の文書番号", columns, rows);
}

/// 未了一覧: what is kept, each loss without its 最終報告, 甲の媒体 with nothing recorded of their end.
fn unsettled(sheet: &mut Sheet<'_>, open: &[&Instance], bare: &[CarrierId]) {
    let mut rows = Vec::new();
    for it in open {
        sheet.unsettled(it.id.to_string());
        let what = if it.state() == StateName::Missing {
            let incident = it.incident.map(|id| id.to_string()).unwrap_or_default();
            format!("{}（{incident} 最終報告なし）", it.state().word())
        } else {
            it.state().word().to_owned()
        };
        rows.push(vec![
            Value::of(it.id.to_string()),
            Value::of(it.kind.word()),
            Value::of(sheet.title(it.id.asset)),
            Value::of(what),
            Value::of(naming::whereabouts(sheet.register, it)),
            Value::of(naming::keeper(sheet.register, it)),
        ]);
    }
    for id in bare {
        sheet.unsettled(id.to_string());
        rows.push(vec![
            Value::of(id.to_string()),
            Value::of("甲の媒体"),
            Value::of(naming::carrier_with_serial(sheet.register, *id)),
            Value::of("返還の記録なし"),
            Value::none(),
            Value::none(),
        ]);
    }
    if rows.is_empty() {
        let row = Row::new("unsettled", "未了のもの", Value::none());
        return sheet.rows("未了一覧", vec![row]);
    }
    let columns = vec![
        Column::new("id", "管理番号", 12),
        Column::new("kind", "種類", 14),
        Column::new("title", "名称", 28),
        Column::new("state", "状態", 18),
        Column::new("place", "保管場所", 14),
        Column::new("holder", "保持者", 14),
    ];
    sheet.table("未了一覧", columns, rows);
}
