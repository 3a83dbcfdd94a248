//! 様式第6号 運搬中の指示事項確認書兼持出し・運搬記録 (Art. 13-5): what each carrier confirmed, and what happened.

use super::sheet::Sheet;
use super::{Built, Column, Context, MissingField, Number, Row, Topic, Unavailable, Value, wrong};
use crate::record::{Event, Journey, JourneyId, Register, SealCheck, StateName};
use crate::report::{naming, visible, words};

/// The instructions of Art. 13-5, up to the one that names whom to call.
const INSTRUCTIONS: [&str; 7] = [
    "目的地へ直行・直帰すること",
    "飲食店等に立ち寄らないこと",
    "飲酒しないこと",
    "手元から離さないこと",
    "車内に放置しないこと",
    "鍵・パスフレーズを同じ鞄に入れないこと",
    "用済み後は消去し、又は格納すること",
];

pub(super) fn build(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let id = match about {
        [Topic::Journey(id)] => *id,
        [Topic::Request(id)] => {
            let request = register
                .requests
                .get(id)
                .ok_or_else(|| Unavailable::Unknown(id.to_string()))?;
            request
                .journey()
                .ok_or_else(|| wrong(Number::Journey, about, "J-0001"))?
        }
        _ => return Err(wrong(Number::Journey, about, "J-0001")),
    };
    let journey = register
        .journeys
        .get(&id)
        .ok_or_else(|| Unavailable::Unknown(id.to_string()))?;
    let mut sheet = Sheet::new(Number::Journey, register, context)?;
    let planned = |event: &Event| match event {
        Event::RequestSent { journey, .. } => {
            journey.as_ref().is_some_and(|journey| journey.id == id)
        }
        Event::JourneyPlanned { journey } => journey.id == id,
        _ => false,
    };
    sheet.last_record(planned);
    plan(&mut sheet, journey);
    sheet.items(
        "運搬する情報資産",
        if journey.carried.is_empty() {
            &journey.instances
        } else {
            &journey.carried
        },
    )?;
    instructions(&mut sheet, journey);
    explanations(&mut sheet, journey);
    course(&mut sheet, journey);
    for person in &journey.persons {
        sheet.acts(*person);
        sheet.signed_by("運搬者", Some(*person));
    }
    let mut explained: Vec<_> = journey
        .briefings
        .iter()
        .filter_map(|briefing| briefing.explained_by)
        .collect();
    explained.sort();
    explained.dedup();
    match explained.as_slice() {
        [] => sheet.signed_by("説明者", None),
        by => by
            .iter()
            .for_each(|person| sheet.signed_by("説明者", Some(*person))),
    }
    sheet.signed_by("甲", None);
    Ok(sheet.finish())
}

fn plan(sheet: &mut Sheet<'_>, journey: &Journey) {
    let carrier = match journey.carrier {
        Some(carrier) => Value::of(naming::carrier_with_serial(sheet.register, carrier)),
        None => Value::none(),
    };
    let permission = journey
        .permission
        .and_then(|id| sheet.register.permissions.get(&id));
    let basis = match permission {
        Some(permission) => {
            sheet.rests_on(permission);
            Value::of(naming::permission_with_basis(sheet.register, permission))
        }
        // 13-2: a return needs no permission.
        None => Value::none(),
    };
    let rows = vec![
        Row::new("journey", "運搬番号", Value::of(journey.id.to_string())),
        Row::new(
            "outcome",
            "運搬の状況",
            Value::of(outcome(sheet.register, journey)),
        ),
        Row::new(
            "purpose",
            "運搬の目的",
            Value::of(words::journey_purpose(journey.purpose)),
        ),
        Row::new(
            "from",
            "持出し元",
            Value::of(naming::place(sheet.register, journey.from)),
        ),
        Row::new(
            "to",
            "持出し先",
            Value::of(naming::place(sheet.register, journey.to)),
        ),
        Row::new("route", "経路・手段", Value::of(sheet.free(&journey.route))),
        Row::new("carrier", "媒体", carrier),
        Row::new(
            "departure",
            "出発予定",
            Value::moment(journey.planned_departure),
        ),
        Row::new(
            "arrival",
            "到着予定",
            Value::moment(journey.planned_arrival),
        ),
        Row::new(
            "back",
            "帰着予定",
            journey.planned_back.map_or_else(Value::none, Value::moment),
        ),
        Row::new(
            "key_handover",
            "鍵の受渡し方法",
            Value::of(sheet.free(&journey.key_handover)),
        ),
        Row::new("basis", "承認番号・根拠", basis),
    ];
    sheet.rows("運搬", rows);
}

/// 「完了」 only after everything came back or was handed back.
fn outcome(register: &Register, journey: &Journey) -> &'static str {
    let given_back = |id| {
        let state = register
            .instances
            .get(id)
            .map(crate::record::Instance::state);
        matches!(state, Some(StateName::ReturnPending | StateName::Returned))
    };
    let all_given_back = !journey.carried.is_empty() && journey.carried.iter().all(given_back);
    if journey.back.is_some() || (journey.departed.is_some() && all_given_back) {
        "完了"
    } else {
        match (journey.departed, journey.arrived) {
            (None, _) => "出発前",
            (Some(_), None) => "運搬中",
            (Some(_), Some(_)) => "持出し先に到着（未完了）",
        }
    }
}

fn instructions(sheet: &mut Sheet<'_>, journey: &Journey) {
    let contact = sheet.contract.emergency.as_ref().map(|contact| {
        let shown = |text: &crate::record::Text| visible(text.as_str());
        let (office, phone) = (shown(&contact.office), shown(&contact.phone));
        Value::of(format!(
            "{office} {phone}、時間外 {}",
            shown(&contact.after_hours)
        ))
    });
    let contact = sheet.required(MissingField::Emergency, contact);
    let last = format!("紛失時は直ちに連絡すること（{}）", contact.text);
    // A column each; the narrow ones share what the instruction leaves.
    let people = u8::try_from(journey.persons.len())
        .unwrap_or(u8::MAX)
        .max(1);
    let width = (32 / people).max(6);
    let mut columns = vec![Column::new(
        "instruction",
        "指示事項",
        100_u8.saturating_sub(width.saturating_mul(people)),
    )];
    columns.extend(
        journey
            .persons
            .iter()
            .map(|person| Column::new(&person.to_string(), &sheet.person(*person), width)),
    );
    let instructions = INSTRUCTIONS.into_iter().map(str::to_owned).chain([last]);
    let rows = instructions
        .enumerate()
        .map(|(number, instruction)| {
            let mut row = vec![Value::of(format!("{}　{instruction}", number + 1))];
            // Ticked by the acknowledgement that the person signed, never by the plan.
            row.extend(journey.persons.iter().map(|person| {
                Value::of(if journey.is_briefed(*person) {
                    "☑"
                } else {
                    "☐"
                })
            }));
            row
        })
        .collect();
    sheet.table("運搬中の指示事項の確認", columns, rows);
}

fn explanations(sheet: &mut Sheet<'_>, journey: &Journey) {
    if journey.briefings.is_empty() {
        return;
    }
    let columns = vec![
        Column::new("person", "確認した者", 30),
        Column::new("explained_by", "説明者", 30),
        Column::new("at", "確認日時", 40),
    ];
    let mut rows = Vec::new();
    for briefing in &journey.briefings {
        sheet.source(briefing.recorded_in);
        let by = briefing.explained_by.map(|by| sheet.person(by));
        rows.push(vec![
            Value::of(sheet.person(briefing.person)),
            by.map_or_else(Value::none, Value::of),
            Value::moment(briefing.at),
        ]);
    }
    sheet.table("確認の記録", columns, rows);
}

fn course(sheet: &mut Sheet<'_>, journey: &Journey) {
    let columns = vec![
        Column::new("step", "区分", 10),
        Column::new("at", "日時", 34),
        Column::new("place", "場所", 22),
        Column::new("seal", "封緘", 16),
        Column::new("by", "氏名", 18),
    ];
    let mut rows = Vec::new();
    for (place, look) in journey.seal_checks.iter().enumerate() {
        let step = step(sheet, journey, look, place);
        let mut seal = if look.intact {
            "異常なし"
        } else {
            "異常あり"
        }
        .to_owned();
        if let Some(remark) = &look.remark {
            seal = format!("{seal}（{}）", sheet.free(remark));
        }
        rows.push(vec![
            Value::of(step),
            Value::moment(look.at),
            look.place.map_or_else(Value::none, |place| {
                Value::of(naming::place(sheet.register, place))
            }),
            Value::of(seal),
            Value::of(sheet.person(look.by)),
        ]);
    }
    if rows.is_empty() {
        sheet.rows(
            "持出し・運搬の記録",
            vec![Row::new("course", "記録", Value::of("出発前"))],
        );
        return;
    }
    sheet.table("持出し・運搬の記録", columns, rows);
    if journey.arrived_late {
        sheet.notes(vec![
            "期限切れ到着：承認の期間が終わった後に到着しています。".to_owned(),
        ]);
    }
}

/// What a look at the seal belonged to: by its record where it is known, else by its place in the order.
fn step(sheet: &mut Sheet<'_>, journey: &Journey, look: &SealCheck, place: usize) -> &'static str {
    let of_this = |id: &JourneyId| *id == journey.id;
    match sheet.record(look.recorded_in).map(|record| &record.event) {
        Some(Event::CarriedOut { journey, .. } | Event::Transmitted { journey, .. })
            if of_this(journey) =>
        {
            "出発"
        }
        Some(Event::Arrived { journey, .. }) if of_this(journey) => "到着",
        Some(Event::CameBack { journey, .. }) if of_this(journey) => "帰着",
        Some(_) => "引継ぎ",
        None if place == 0 => "出発",
        None if journey.back == Some(look.at) && place + 1 == journey.seal_checks.len() => "帰着",
        None if journey.arrived == Some(look.at) => "到着",
        None => "引継ぎ",
    }
}
