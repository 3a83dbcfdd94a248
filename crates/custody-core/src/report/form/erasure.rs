//! 様式第10号 消去・暗号化消去実施記録書 (Art. 13-2, 3-イ): how each key of a sealed thing ended.

use super::certificate::destruction_of;
use super::sheet::{Sheet, counts};
use super::{
    Built, Column, Context, MissingField, Number, Row, Topic, Unavailable, Value, instances,
};
use crate::record::event::Destruction;
use crate::record::{
    Event, Instance, InstanceId, InstanceKind, Method, Moment, PersonId, Protection, Register,
    StateName,
};
use crate::report::{naming, visible};

/// Always on it: what this measure does, and what it does not.
pub const CIPHERTEXT_STAYS: &str = "暗号文は媒体に残っています。鍵がすべて廃棄されたとの記録に基づき、読取りを困難にする措置です。";

pub(super) fn build(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let ids = instances(Number::Erasure, register, about, |it| {
        counts(it) && (it.state() == StateName::Destroyed || it.particulars.sanitised.is_some())
    })?;
    let mut sheet = Sheet::new(Number::Erasure, register, context)?;
    let mut erased: Vec<(&Instance, Moment, &Destruction)> = Vec::new();
    for id in &ids {
        let instance = sheet.instance(*id)?;
        if let Some(sanitised) = instance.particulars.sanitised {
            match sheet
                .record(sanitised.recorded_in)
                .map(|r| (r.at, &r.event))
            {
                Some((at, Event::Sanitised { destruction, .. })) => {
                    erased.push((instance, at, destruction));
                }
                _ => {
                    sheet.required(MissingField::DestructionRecord, None);
                }
            }
            continue;
        }
        if instance.state() != StateName::Destroyed {
            return Err(Unavailable::WrongState {
                instance: *id,
                state: instance.state(),
            });
        }
        match destruction_of(&mut sheet, instance) {
            Some((at, destruction)) if destruction.method == Method::CryptoErase => {
                erased.push((instance, at, destruction));
            }
            // Ended in another way: 様式9 alone.
            Some(_) => {}
            None => {
                sheet.required(MissingField::DestructionRecord, None);
            }
        }
    }
    if erased.is_empty() {
        let about = about.iter().map(ToString::to_string).collect::<Vec<_>>();
        return Err(Unavailable::Nothing(about));
    }
    let ids: Vec<InstanceId> = erased.iter().map(|(instance, ..)| instance.id).collect();
    sheet.items("対象", &ids)?;
    let mut signers: Vec<(&str, PersonId)> = Vec::new();
    for (instance, at, destruction) in &erased {
        one(&mut sheet, instance, *at, destruction);
        if destruction.method == Method::CryptoErase {
            keys(&mut sheet, instance, *at, destruction);
        }
        for signer in [
            ("実施者", destruction.done_by),
            ("確認者", destruction.witness),
        ] {
            if !signers.contains(&signer) {
                signers.push(signer);
            }
        }
    }
    sheet.notes(vec![CIPHERTEXT_STAYS.to_owned()]);
    sheet.remaining("残存する原本・複製物等（写しの確認）");
    for (role, person) in signers {
        sheet.signed_by(role, Some(person));
    }
    Ok(sheet.finish())
}

fn one(sheet: &mut Sheet<'_>, instance: &Instance, at: Moment, destruction: &Destruction) {
    let object = instance
        .content
        .as_ref()
        .and_then(|content| content.object.as_ref());
    let package = object.map_or_else(Value::none, |object| {
        Value::of(visible(object.package.as_str()))
    });
    let digest = object.map_or_else(Value::none, |object| {
        Value::of(visible(object.digest.as_str()))
    });
    let approval = sheet.destroy_approval(destruction.permission);
    let left = match instance.key_holders.as_slice() {
        [] => Value::of("保管庫に残る鍵の包み：なし"),
        holders => {
            let holders: Vec<String> = holders
                .iter()
                .map(|holder| naming::key_holder(sheet.register, holder.as_str()))
                .collect();
            Value::of(format!("保管庫に残る鍵の包み：{}", holders.join("、")))
        }
    };
    let plain = plain_carriers(sheet.register, instance);
    let rows = vec![
        Row::new("id", "管理番号", Value::of(instance.id.to_string())),
        Row::new("package", "パッケージ番号", package),
        Row::new("digest", "暗号文の照合値", digest),
        Row::new("method", "方式", Value::of(destruction.method.word())),
        Row::new("at", "実施日時", Value::moment(at)),
        Row::new(
            "done_by",
            "実施者",
            Value::of(sheet.person_with_post(destruction.done_by)),
        ),
        Row::new(
            "witness",
            "確認者",
            Value::of(sheet.person_with_post(destruction.witness)),
        ),
        Row::new("basis", "承認番号・根拠", approval),
        Row::new("plain_carriers", "平文で存在した媒体", Value::lines(plain)),
        Row::new("verification", "検証", left),
    ];
    sheet.rows("実施の内容", rows);
    let evidence = &destruction.evidence;
    if !evidence.files.is_empty() || evidence.tool.is_some() {
        let tool = evidence.tool.iter().chain(&evidence.tool_version);
        let tool: Vec<String> = tool.map(|text| sheet.free(text)).collect();
        let tool = (!tool.is_empty()).then(|| Value::of(tool.join("　")));
        let serial = naming::carrier_with_serial(sheet.register, instance.carrier);
        let files = evidence.files.iter().map(|file| {
            format!(
                "{}　{}",
                visible(file.name.as_str()),
                visible(file.digest.as_str())
            )
        });
        let rows = vec![
            Row::new("carrier", "媒体・製造番号", Value::of(serial)),
            Row::new("tool", "機器・版", tool.unwrap_or_else(Value::none)),
            Row::new("evidence", "証拠の照合値", Value::lines(files)),
        ];
        sheet.rows("", rows);
    }
    let carrier = sheet.register.carriers.get(&instance.carrier);
    let caveat = carrier.and_then(|carrier| destruction.method.caveat(carrier.carrier_type));
    if let Some(caveat) = caveat.filter(|_| destruction.method != Method::CryptoErase) {
        sheet.notes(vec![caveat.to_owned()]);
    }
    if let Some(remark) = &destruction.evidence.remark {
        let remark = Value::of(sheet.free(remark));
        sheet.rows("", vec![Row::new("remark", "備考", remark)]);
    }
}

fn keys(sheet: &mut Sheet<'_>, instance: &Instance, at: Moment, destruction: &Destruction) {
    let columns = vec![
        Column::new("no", "番号", 8),
        Column::new("holder", "保有者", 28),
        Column::new("how", "方法", 28),
        Column::new("at", "日時", 36),
    ];
    let mut rows = Vec::new();
    for (number, key) in destruction.evidence.keys.iter().enumerate() {
        // A wrapping that ended earlier has a record, and a time, of its own.
        let ended = |event: &Event| matches!(event, Event::AccessEnded { instance: id, holder, .. } if *id == instance.id && *holder == key.holder);
        let ended = sheet.last_record(ended).map_or(at, |record| record.at);
        rows.push(vec![
            Value::of((number + 1).to_string()),
            Value::of(naming::key_holder(sheet.register, key.holder.as_str())),
            Value::of(sheet.free(&key.how)),
            Value::moment(ended),
        ]);
    }
    if rows.is_empty() {
        let gap = sheet.required(MissingField::Keys, None);
        rows.push(vec![
            Value::of("―"),
            gap,
            Value::default(),
            Value::default(),
        ]);
    }
    sheet.table("鍵ごとの記録", columns, rows);
}

/// Where the data lay in plaintext: what the thing was made from, what was opened from it, and what else of the asset
/// was never sealed.
fn plain_carriers(register: &Register, instance: &Instance) -> Vec<String> {
    let mut carriers = Vec::new();
    for other in register.instances_of(instance.id.asset) {
        let plain = other.kind == InstanceKind::WorkingCopy
            || matches!(other.protection, Protection::None | Protection::LockedCase);
        if plain && other.state() != StateName::Voided {
            let line = format!(
                "{}　{}（{}）",
                other.id,
                naming::carrier_with_serial(register, other.carrier),
                other.state().word()
            );
            carriers.push(line);
        }
    }
    carriers
}
