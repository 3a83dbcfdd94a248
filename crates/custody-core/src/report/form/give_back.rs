//! 様式第7号の1 返還書 (Art. 13-2): what was handed back, and what was not.

use super::sheet::{Sheet, counts};
use super::{
    Blank, Built, Column, Context, MissingField, Number, Row, Topic, Unavailable, Value, instances,
};
use crate::record::instance::SealedObject;
use crate::record::{
    Custody, Event, Instance, InstanceId, JourneyPurpose, Record, Register, StateName,
};
use crate::report::{naming, visible};

pub(super) fn build(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let ids = instances(Number::Return, register, about, is_given_back)?;
    let mut sheet = Sheet::new(Number::Return, register, context)?;
    let returns = returns(&mut sheet, &ids)?;
    let whole = if returns.is_empty() {
        sheet.open_besides(&ids).is_empty()
    } else {
        returns
            .iter()
            .all(|(record, _)| matches!(record.event, Event::ReturnMade { whole: true, .. }))
    };
    sheet.claims_whole(whole);
    sheet.statement("下記のとおり情報資産を返還します。");
    let extent = if whole { "全部" } else { "一部" };
    sheet.rows(
        "",
        vec![Row::new("extent", "全部・一部の別", Value::of(extent))],
    );
    sheet.items("返還する情報資産", &ids)?;
    protections(&mut sheet, &ids)?;
    if returns.is_empty() {
        let at = sheet.required(MissingField::ReturnRecord, None);
        sheet.rows("返還", vec![Row::new("at", "返還日時", at)]);
    }
    let mut place_known = !returns.is_empty();
    for (record, given) in &returns {
        place_known &= one_return(&mut sheet, record, given);
    }
    if !place_known {
        sheet.blanks("", vec![Blank::free("返還場所（記入）")]);
    }
    packages(&mut sheet, &returns);
    sheet.remaining("未返還の原本・複製物等");
    sheet.signed_by_manager();
    sheet.signed_by("甲", None);
    Ok(sheet.finish())
}

pub(super) fn is_given_back(instance: &Instance) -> bool {
    counts(instance)
        && matches!(
            instance.state(),
            StateName::ReturnPending | StateName::Returned
        )
}

/// The records of the returns, each with what it gave back of this form; an instance that was not given back has none.
pub(super) fn returns<'a>(
    sheet: &mut Sheet<'a>,
    ids: &[InstanceId],
) -> Result<Vec<(&'a Record, Vec<InstanceId>)>, Unavailable> {
    let mut returns: Vec<(&Record, Vec<InstanceId>)> = Vec::new();
    for id in ids {
        let record = match sheet.instance(*id)?.custody {
            Custody::ReturnPending { recorded_in, .. } => sheet.record(recorded_in),
            Custody::Returned { .. } => sheet
                .last_record(|event| matches!(event, Event::ReturnMade { instances, .. } if instances.contains(id))),
            _ => None,
        };
        if let Some(record) = record {
            match returns
                .iter_mut()
                .find(|(known, _)| known.seq == record.seq)
            {
                Some((_, given)) => given.push(*id),
                None => returns.push((record, vec![*id])),
            }
        }
    }
    returns.sort_by_key(|(record, _)| record.seq);
    Ok(returns)
}

/// One return's rows; false where nobody recorded the place.
fn one_return(sheet: &mut Sheet<'_>, record: &Record, given: &[InstanceId]) -> bool {
    let Event::ReturnMade { to, .. } = &record.event else {
        return false;
    };
    let place = destination(sheet.register, given);
    let numbers: Vec<String> = given.iter().map(ToString::to_string).collect();
    let mut rows = vec![
        Row::new("instances", "対象", Value::of(numbers.join("、"))),
        Row::new("at", "返還日時", Value::moment(record.at)),
    ];
    if let Some(place) = &place {
        rows.push(Row::new("place", "返還場所", Value::of(place.clone())));
    }
    rows.push(Row::new(
        "by",
        "引渡者（乙）",
        Value::of(sheet.person_with_post(record.by)),
    ));
    rows.push(Row::new(
        "to",
        "受領者（甲）",
        Value::of(sheet.person_with_post(*to)),
    ));
    sheet.rows("返還", rows);
    place.is_some()
}

/// Where the journey that was made for the return went.
fn destination(register: &Register, given: &[InstanceId]) -> Option<String> {
    let made_for_it = register.journeys.values().rev().find(|journey| {
        journey.purpose == JourneyPurpose::Return
            && given.iter().any(|id| journey.carried.contains(id))
    });
    made_for_it.map(|journey| naming::place(register, journey.to))
}

fn protections(sheet: &mut Sheet<'_>, ids: &[InstanceId]) -> Result<(), Unavailable> {
    let mut lines = Vec::new();
    for id in ids {
        let instance = sheet.instance(*id)?;
        let seal = instance
            .seal_no
            .as_ref()
            .map(|seal| format!("、封印番号 {}", visible(seal.as_str())));
        lines.push(format!(
            "{id}　{}{}",
            instance.protection.word(),
            seal.unwrap_or_default()
        ));
    }
    sheet.rows(
        "",
        vec![Row::new("protection", "保護・封印", Value::lines(lines))],
    );
    Ok(())
}

/// What shows that the sealed file that was handed over is the recorded one.
fn packages(sheet: &mut Sheet<'_>, returns: &[(&Record, Vec<InstanceId>)]) {
    let mut rows = Vec::new();
    for (record, _) in returns {
        let Event::ReturnMade { packages, .. } = &record.event else {
            continue;
        };
        for (
            id,
            SealedObject {
                package,
                bytes,
                digest,
                ..
            },
        ) in packages
        {
            rows.push(vec![
                Value::of(visible(id)),
                Value::of(visible(package.as_str())),
                Value::of(format!("{bytes}バイト")),
                Value::of(visible(digest.as_str())),
            ]);
        }
    }
    if !rows.is_empty() {
        let columns = vec![
            Column::new("id", "管理番号", 15),
            Column::new("package", "パッケージ番号", 25),
            Column::new("bytes", "暗号文の長さ", 20),
            Column::new("digest", "暗号文の照合値", 40),
        ];
        sheet.table("引き渡した暗号化パッケージ", columns, rows);
    }
}
