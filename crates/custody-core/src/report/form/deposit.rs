//! 様式第2号 情報資産預り証 (Art. 13-1): what was received, when, by whom, and until when.

use super::sheet::Sheet;
use super::{Built, Context, MissingField, Number, Row, Topic, Unavailable, Value, wrong};
use crate::record::asset::PersonalData;
use crate::record::{Asset, Event, Instance, InstanceId, Register};
use crate::report::{naming, visible, words};

pub(super) fn build(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let mut assets = Vec::new();
    for topic in about {
        let id = match topic {
            Topic::Asset(id) => *id,
            Topic::Instance(id) => id.asset,
            _ => return Err(wrong(Number::Deposit, about, "A-0001")),
        };
        let asset = register.assets.get(&id);
        assets.push(asset.ok_or_else(|| Unavailable::Unknown(id.to_string()))?);
    }
    let Some((first, more)) = assets.split_first() else {
        return Err(wrong(Number::Deposit, about, "A-0001"));
    };
    if more.iter().any(|asset| !came_together(first, asset)) {
        return Err(wrong(Number::Deposit, about, "A-0001"));
    }
    let mut sheet = Sheet::new(Number::Deposit, register, context)?;
    let mut originals = Vec::new();
    for asset in &assets {
        let id = InstanceId::new(asset.id, 1);
        let id = id.ok_or_else(|| Unavailable::Unknown(asset.id.to_string()))?;
        sheet.covers(id);
        originals.push(id);
    }
    let original = InstanceId::new(first.id, 1);
    let original = original.ok_or_else(|| Unavailable::Unknown(first.id.to_string()))?;
    let original = sheet.instance(original)?;
    let record = sheet
        .record(original.created_in)
        .or_else(|| sheet.last_record(|event| receives(event, first)));
    // As it was when it came; later states are on 様式3.
    let received = match record.map(|record| &record.event) {
        Some(Event::AssetReceived { instance, .. }) => Some(instance),
        _ => None,
    };
    sheet.statement("下記の情報資産を預かりました。");
    what(&mut sheet, first, received.unwrap_or(original), more.len());
    if !more.is_empty() {
        sheet.items("内訳", &originals)?;
    }
    let place = received
        .and_then(|instance| instance.custody.place())
        .map(|place| naming::place(register, place));
    let place = sheet.required(MissingField::ReceivedPlace, place.map(Value::of));
    let receiver = record.map(|record| Value::of(sheet.person_with_post(record.by)));
    let receiver = sheet.required(MissingField::ReceivedBy, receiver);
    let due = match first.due {
        Some(due) => Value::date(due),
        None => Value {
            text: format!(
                "定めなし（使用の終期 {}）",
                Value::date(first.needed_until).text
            ),
            iso: None,
        },
    };
    let rows = vec![
        Row::new("received_at", "受領日時", Value::moment(first.received_at)),
        Row::new("received_place", "受領場所", place),
        Row::new(
            "received_from",
            "引渡者（甲）",
            Value::of(visible(first.received_from.as_str())),
        ),
        Row::new("received_by", "受領者（乙）", receiver),
        Row::new("work_item", "業務", Value::of(sheet.free(&first.work_item))),
        Row::new("purpose", "使用目的", Value::of(sheet.free(&first.purpose))),
        Row::new("due", "返還期限", due),
        Row::new("intake", "保管庫への取込み", intake(first)),
    ];
    sheet.rows("受渡し", rows);
    sheet.signed_by("受領者", record.map(|record| record.by));
    sheet.signed_by_manager();
    sheet.signed_by("甲", None);
    Ok(sheet.finish())
}

/// They were handed over as one: everything but the medium is the same.
fn came_together(one: &Asset, other: &Asset) -> bool {
    let common = Asset {
        id: one.id,
        last_instance: one.last_instance,
        ..other.clone()
    };
    *one == common
}

fn receives(event: &Event, asset: &Asset) -> bool {
    matches!(event, Event::AssetReceived { asset: received, .. } if received.id == asset.id)
}

/// The asset; of several that came together, what they have in common, and how many more there are.
fn what(sheet: &mut Sheet<'_>, asset: &Asset, instance: &Instance, more: usize) {
    let title = sheet.title(asset.id);
    let (carrier, id, quantity) = if more == 0 {
        let quantity = asset.quantity.to_string();
        (sheet.carrier(instance), instance.id.to_string(), quantity)
    } else {
        let media = format!("{} 媒体（内訳のとおり）", more + 1);
        let each = format!("各{}", asset.quantity);
        (Value::of(media), "内訳のとおり".to_owned(), each)
    };
    let category = Value::of(sheet.free(&asset.info_category));
    let mut rows = vec![
        Row::new("id", "管理番号", Value::of(id)),
        Row::new("title", "名称", Value::of(title)),
        Row::new(
            "kind",
            "第2条の区分",
            Value::of(words::asset_kind(asset.kind)),
        ),
        Row::new("category", "情報の種類", category),
        Row::new(
            "supply",
            "貸与・開示・提供の別",
            Value::of(words::supply(asset.supply)),
        ),
        Row::new("quantity", "数量", Value::of(quantity)),
        Row::new("carrier", "媒体・製造番号", carrier),
    ];
    rows.extend(personal(asset.personal.as_ref()));
    rows.push(Row::new(
        "protection",
        "受領時の保護",
        Value::of(instance.protection.word()),
    ));
    if let Some(number) = &asset.client_doc_no {
        rows.push(Row::new(
            "client_doc_no",
            "甲の文書番号",
            Value::of(visible(number.as_str())),
        ));
    }
    sheet.rows("情報資産", rows);
}

fn personal(personal: Option<&PersonalData>) -> Vec<Row> {
    match personal {
        None => vec![Row::new("personal", "個人情報", Value::none())],
        Some(personal) => {
            let items: Vec<String> = personal
                .items
                .iter()
                .map(|item| visible(item.as_str()))
                .collect();
            vec![
                Row::new(
                    "subjects",
                    "個人情報の人数",
                    Value::of(format!("{}人", grouped(personal.subjects.get()))),
                ),
                Row::new("items", "個人情報の項目", Value::of(items.join("、"))),
            ]
        }
    }
}

fn intake(asset: &Asset) -> Value {
    match &asset.intake_included {
        Some(paper) => Value::of(format!("引渡書 {} により承認済", visible(paper.as_str()))),
        None => Value::none(),
    }
}

/// 98,765.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
