//! 様式第9号 廃棄証明書 (Art. 13-2): that something was destroyed, how, by whom, and what shows it. It says what was
//! done; it never says what nobody can know.

use super::sheet::{Sheet, counts};
use super::{
    Built, Column, Context, MissingField, Number, Row, Topic, Unavailable, Value, instances,
};
use crate::record::event::Destruction;
use crate::record::{
    CarrierType, Custody, Event, Instance, InstanceId, InstanceKind, Method, Moment, PersonId,
    Register, StateName,
};
use crate::report::{naming, visible};

/// What was destroyed together: one method, one place, one day's work of the same people.
struct Batch<'a> {
    at: Moment,
    destruction: &'a Destruction,
    instances: Vec<(&'a Instance, &'a Destruction)>,
}

pub(super) fn build(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let ids = instances(Number::Certificate, register, about, is_destroyed)?;
    for id in &ids {
        if let Some(instance) = register
            .instances
            .get(id)
            .filter(|instance| !is_destroyed(instance))
        {
            return Err(Unavailable::WrongState {
                instance: *id,
                state: instance.state(),
            });
        }
    }
    let mut sheet = Sheet::new(Number::Certificate, register, context)?;
    let original = |id: &InstanceId| {
        register
            .instances
            .get(id)
            .is_some_and(|it| it.kind == InstanceKind::Original)
    };
    let asked_whole = about.iter().any(|topic| matches!(topic, Topic::Asset(_)));
    sheet.claims_whole(asked_whole || ids.iter().any(original));
    let batches = batches(&mut sheet, &ids)?;
    sheet.items("対象", &ids)?;
    serials(&mut sheet, &batches);
    let mut signers: Vec<(&str, PersonId)> = Vec::new();
    for batch in &batches {
        content(&mut sheet, batch, batches.len() > 1);
        for signer in [
            ("実施者", batch.destruction.done_by),
            ("立会者", batch.destruction.witness),
        ] {
            if !signers.contains(&signer) {
                signers.push(signer);
            }
        }
    }
    evidence(&mut sheet, &batches);
    keys(&mut sheet, &batches);
    sheet.statement("上記の情報資産を、上記の方法により廃棄したことを証明します。");
    sheet.notes(caveats(register, &batches));
    sheet.remaining("残存する原本・複製物等");
    for (role, person) in signers {
        sheet.signed_by(role, Some(person));
    }
    sheet.signed_by_manager();
    Ok(sheet.finish())
}

fn is_destroyed(instance: &Instance) -> bool {
    counts(instance) && instance.state() == StateName::Destroyed
}

/// The destruction of an instance, and when.
pub(super) fn destruction_of<'a>(
    sheet: &mut Sheet<'a>,
    instance: &Instance,
) -> Option<(Moment, &'a Destruction)> {
    let Custody::Destroyed { recorded_in } = instance.custody else {
        return None;
    };
    let record = sheet.record(recorded_in)?;
    match &record.event {
        Event::Destroyed {
            instance: id,
            destruction,
            ..
        } if *id == instance.id => Some((record.at, destruction)),
        _ => None,
    }
}

fn batches<'a>(sheet: &mut Sheet<'a>, ids: &[InstanceId]) -> Result<Vec<Batch<'a>>, Unavailable> {
    let mut batches: Vec<Batch<'_>> = Vec::new();
    for id in ids {
        let instance = sheet.instance(*id)?;
        let Some((at, destruction)) = destruction_of(sheet, instance) else {
            let gap = sheet.required(MissingField::DestructionRecord, None);
            sheet.rows(
                "",
                vec![Row::new("record", &format!("{id}の廃棄の記録"), gap)],
            );
            continue;
        };
        let together = |batch: &&mut Batch<'_>| {
            let first = batch.destruction;
            batch.at.date() == at.date()
                && first.method == destruction.method
                && first.place == destruction.place
                && first.done_by == destruction.done_by
                && first.witness == destruction.witness
                && first.permission == destruction.permission
                && first.evidence.tool == destruction.evidence.tool
                && first.evidence.tool_version == destruction.evidence.tool_version
                && first.evidence.shred_width == destruction.evidence.shred_width
                && first.evidence.remark == destruction.evidence.remark
        };
        match batches.iter_mut().find(together) {
            Some(batch) => batch.instances.push((instance, destruction)),
            None => batches.push(Batch {
                at,
                destruction,
                instances: vec![(instance, destruction)],
            }),
        }
    }
    Ok(batches)
}

fn serials(sheet: &mut Sheet<'_>, batches: &[Batch<'_>]) {
    let mut rows = Vec::new();
    for (instance, destruction) in batches.iter().flat_map(|batch| &batch.instances) {
        let carrier = sheet.register.carriers.get(&instance.carrier);
        let registered = carrier.and_then(naming::serial);
        let read = destruction
            .evidence
            .serial_read
            .as_ref()
            .map(|serial| visible(serial.as_str()));
        // What ends inside the machine that holds it is not read from a label.
        let inside = matches!(
            destruction.method,
            Method::CryptoErase | Method::LogicalDelete
        );
        let has_serial = carrier.is_some_and(|carrier| carrier.carrier_type.has_serial());
        let read = match read {
            Some(read) => Value::of(read),
            None if has_serial && !inside => sheet.required(MissingField::SerialRead, None),
            None => Value::of("―"),
        };
        rows.push(vec![
            Value::of(instance.id.to_string()),
            registered.map_or_else(|| Value::of("―"), Value::of),
            read,
        ]);
    }
    let columns = vec![
        Column::new("id", "管理番号", 20),
        Column::new("serial", "製造番号（台帳）", 40),
        Column::new("serial_read", "製造番号（現物）", 40),
    ];
    sheet.table("製造番号の照合", columns, rows);
}

fn content(sheet: &mut Sheet<'_>, batch: &Batch<'_>, several: bool) {
    let destruction = batch.destruction;
    let tool = match (
        &destruction.evidence.tool,
        &destruction.evidence.tool_version,
    ) {
        (Some(tool), Some(version)) => {
            Value::of(format!("{}（{}）", sheet.free(tool), sheet.free(version)))
        }
        (Some(tool), None) => Value::of(sheet.free(tool)),
        (None, _) => Value::none(),
    };
    let approval = sheet.destroy_approval(destruction.permission);
    let place = destruction
        .place
        .map(|place| Value::of(naming::place(sheet.register, place)));
    let mut rows = Vec::new();
    if several {
        let numbers: Vec<String> = batch
            .instances
            .iter()
            .map(|(instance, _)| instance.id.to_string())
            .collect();
        rows.push(Row::new("instances", "対象", Value::of(numbers.join("、"))));
    }
    // Each at its own time, where they differ.
    let at = if batch.instances.len() > 1 {
        Value::date(batch.at.date())
    } else {
        Value::moment(batch.at)
    };
    rows.extend([
        Row::new("method", "方法", Value::of(destruction.method.word())),
        Row::new("tool", "機器・版", tool),
        Row::new("at", "廃棄日時", at),
        Row::new(
            "place",
            "廃棄場所",
            sheet.required(MissingField::DestroyPlace, place),
        ),
        Row::new(
            "done_by",
            "実施者",
            Value::of(sheet.person_with_post(destruction.done_by)),
        ),
        Row::new(
            "witness",
            "立会者",
            Value::of(sheet.person_with_post(destruction.witness)),
        ),
        Row::new("basis", "承認番号・根拠", approval),
    ]);
    if let Some(width) = &destruction.evidence.shred_width {
        rows.push(Row::new(
            "shred_width",
            "裁断幅等",
            Value::of(sheet.free(width)),
        ));
    }
    if let Some(remark) = &destruction.evidence.remark {
        rows.push(Row::new("remark", "備考", Value::of(sheet.free(remark))));
    }
    sheet.rows("廃棄の内容", rows);
}

fn evidence(sheet: &mut Sheet<'_>, batches: &[Batch<'_>]) {
    let mut rows = Vec::new();
    for (instance, destruction) in batches.iter().flat_map(|batch| &batch.instances) {
        for file in &destruction.evidence.files {
            rows.push(vec![
                Value::of(instance.id.to_string()),
                Value::of(sheet.free(&file.name)),
                Value::of(visible(file.digest.as_str())),
            ]);
        }
        // The end of the keys is on record itself, and so is how paper was cut (§5.6).
        let on_record = match destruction.method {
            Method::CryptoErase => !destruction.evidence.keys.is_empty(),
            Method::Shred => destruction.evidence.shred_width.is_some(),
            _ => false,
        };
        if destruction.evidence.files.is_empty() && !on_record {
            let gap = sheet.required(MissingField::Evidence, None);
            rows.push(vec![
                Value::of(instance.id.to_string()),
                gap,
                Value::default(),
            ]);
        }
    }
    if rows.is_empty() {
        return;
    }
    let columns = vec![
        Column::new("id", "管理番号", 16),
        Column::new("file", "証拠", 24),
        Column::new("digest", "照合値", 60),
    ];
    sheet.table("証拠の照合値", columns, rows);
}

/// Each key of what was erased by ending its keys, or lay in the vault.
fn keys(sheet: &mut Sheet<'_>, batches: &[Batch<'_>]) {
    let mut rows = Vec::new();
    for (instance, destruction) in batches.iter().flat_map(|batch| &batch.instances) {
        for key in &destruction.evidence.keys {
            rows.push(vec![
                Value::of(instance.id.to_string()),
                Value::of(naming::key_holder(sheet.register, key.holder.as_str())),
                Value::of(sheet.free(&key.how)),
            ]);
        }
    }
    if !rows.is_empty() {
        let columns = vec![
            Column::new("id", "管理番号", 20),
            Column::new("holder", "鍵の保有者", 40),
            Column::new("how", "廃棄の方法", 40),
        ];
        sheet.table("鍵の廃棄", columns, rows);
    }
}

fn caveats(register: &Register, batches: &[Batch<'_>]) -> Vec<String> {
    let mut caveats = Vec::new();
    for (instance, destruction) in batches.iter().flat_map(|batch| &batch.instances) {
        let kind: Option<CarrierType> = register
            .carriers
            .get(&instance.carrier)
            .map(|carrier| carrier.carrier_type);
        if let Some(caveat) = kind.and_then(|kind| destruction.method.caveat(kind)) {
            let caveat = format!("{}：{caveat}", destruction.method.word());
            if !caveats.contains(&caveat) {
                caveats.push(caveat);
            }
        }
    }
    caveats
}
