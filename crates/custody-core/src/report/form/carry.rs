//! 様式第5号の1 持出し承認申請書 (Art. 13-4, 13-5).

use super::sheet::Sheet;
use super::{
    Built, Column, Context, MissingField, Number, Row, Topic, Unavailable, Value, request, scope,
};
use crate::record::{
    CarrierType, Grant, Journey, Method, PersonId, Protection, Register, Request, Subject, Text,
};
use crate::report::{naming, words};

pub(super) fn build(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let request = request(Number::CarryRequest, &[Subject::Carry], register, about)?;
    let journey = request
        .journey()
        .and_then(|id| register.journeys.get(&id))
        .or_else(|| extended(register, request));
    let mut sheet = Sheet::new(Number::CarryRequest, register, context)?;
    sheet.addressed_for(Subject::Carry);
    sheet.source(request.recorded_in);
    sheet.statement(
        "下記のとおり情報資産を作業場所から持ち出したいので、承認くださるよう申請します。",
    );
    sheet.items("対象", &request.scope.instances)?;
    if request.scope.instances.is_empty() {
        sheet.required(MissingField::Instances, None);
    }
    plan(&mut sheet, request, journey);
    bearers(
        &mut sheet,
        journey.map_or(&request.scope.persons, |journey| &journey.persons),
    );
    measures(&mut sheet, request, journey);
    sheet.signed_by_manager();
    Ok(sheet.finish())
}

/// The journey that goes on when the permission is extended.
fn extended<'a>(register: &'a Register, request: &Request) -> Option<&'a Journey> {
    let permission = register.permissions.get(&request.extends?)?;
    let planned = permission
        .request
        .and_then(|id| register.requests.get(&id))
        .and_then(Request::journey);
    match planned {
        Some(id) => register.journeys.get(&id),
        None => register
            .journeys
            .values()
            .find(|journey| journey.permission == Some(permission.id)),
    }
}

fn plan(sheet: &mut Sheet<'_>, request: &Request, journey: Option<&Journey>) {
    let mut destinations = scope::places(sheet, &request.scope);
    if let Some(journey) = journey.filter(|_| destinations.is_empty()) {
        destinations.push(naming::place(sheet.register, journey.to));
    }
    let destination = sheet.required_lines(MissingField::Destination, destinations);
    let back = |journey: &Journey| {
        journey
            .planned_back
            .map_or_else(|| Value::of("帰着しない（返還又は廃棄）"), Value::moment)
    };
    let mut rows = vec![
        Row::new("request", "申請番号", Value::of(request.id.to_string())),
        Row::new("purpose", "目的", Value::of(sheet.free(&request.reason))),
        Row::new("destination", "持出し先", destination),
    ];
    match journey {
        Some(journey) => rows.extend([
            Row::new("journey", "運搬番号", Value::of(journey.id.to_string())),
            Row::new(
                "from",
                "持出し元",
                Value::of(naming::place(sheet.register, journey.from)),
            ),
            Row::new("route", "経路・手段", Value::of(sheet.free(&journey.route))),
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
            Row::new("back", "帰着予定", back(journey)),
        ]),
        None => rows.push(Row::new(
            "departure",
            MissingField::JourneyPlan.label(),
            sheet.required(MissingField::JourneyPlan, None),
        )),
    }
    rows.push(Row::new(
        "period",
        "承認を求める期間",
        scope::period(&request.scope),
    ));
    sheet.rows("持出しの内容", rows);
}

fn bearers(sheet: &mut Sheet<'_>, persons: &[PersonId]) {
    if persons.is_empty() {
        let gap = sheet.required(MissingField::Bearers, None);
        sheet.rows("運搬者", vec![Row::new("bearers", "運搬者", gap)]);
        return;
    }
    let columns = vec![
        Column::new("part", "区分", 14),
        Column::new("name", "氏名", 26),
        Column::new("employer", "所属", 40),
        Column::new("employment", "雇用区分", 20),
    ];
    let mut rows = Vec::new();
    for (place, id) in persons.iter().enumerate() {
        sheet.acts(*id);
        let part = if place == 0 { "運搬者" } else { "同行者" };
        let person = sheet.register.people.get(id);
        let employer = person.map(|person| naming::organisation(sheet.register, person.employer));
        let employment = person.map(|person| words::employment(person.employment));
        rows.push(vec![
            Value::of(part),
            Value::of(sheet.person(*id)),
            employer.map_or_else(Value::none, Value::of),
            employment.map_or_else(Value::none, Value::of),
        ]);
    }
    sheet.table("運搬者及び同行者", columns, rows);
}

fn measures(sheet: &mut Sheet<'_>, request: &Request, journey: Option<&Journey>) {
    let (copies, preapproved, exempt, paper): (u32, &[Method], Option<&Text>, bool) =
        match &request.grant {
            Grant::Carry {
                copies_included,
                disposal_preapproved,
                encryption_exempt,
                paper_allowed,
            } => (
                *copies_included,
                disposal_preapproved,
                encryption_exempt.as_ref(),
                *paper_allowed,
            ),
            _ => (0, &[], None, false),
        };
    let encryption = match exempt {
        Some(measure) => format!("暗号化に代わる措置：{}", sheet.free(measure)),
        None => encryption(sheet, request, copies),
    };
    let paper = if paper || carries_paper(sheet, request) {
        "施錠ケースに収納し、封印番号を記録します。"
    } else {
        "紙媒体は含みません。"
    };
    let mut carriers = scope::carriers(sheet, &request.scope);
    if let Some(carrier) = journey
        .and_then(|journey| journey.carrier)
        .filter(|_| carriers.is_empty())
    {
        carriers.push(naming::carrier_with_serial(sheet.register, carrier));
    }
    let copies = if copies == 0 {
        Value::none()
    } else {
        Value::of(format!("{copies}部"))
    };
    let mut rows = vec![
        Row::new(
            "carriers",
            "媒体",
            sheet.required_lines(MissingField::Carrier, carriers),
        ),
        Row::new("encryption", "暗号化の方法", Value::of(encryption)),
    ];
    if let Some(journey) = journey {
        rows.push(Row::new(
            "key_handover",
            "鍵の受渡し方法",
            Value::of(sheet.free(&journey.key_handover)),
        ));
    }
    rows.extend([
        Row::new("paper", "紙媒体の措置", Value::of(paper)),
        Row::new("copies", "持出し用複製部数", copies),
        Row::new("disposal", "到着後の消去", scope::disposal(preapproved)),
    ]);
    sheet.rows("安全確保のために必要な措置", rows);
}

fn encryption(sheet: &Sheet<'_>, request: &Request, copies: u32) -> String {
    if copies > 0 {
        return "age v1形式で暗号化したパッケージを作成し、これを持ち出します。".to_owned();
    }
    let mut kinds: Vec<&str> = request
        .scope
        .instances
        .iter()
        .filter_map(|id| sheet.register.instances.get(id))
        .map(|instance| instance.protection)
        .map(Protection::word)
        .collect();
    kinds.dedup();
    kinds.join("、")
}

fn carries_paper(sheet: &Sheet<'_>, request: &Request) -> bool {
    let on_paper = |carrier| {
        sheet
            .register
            .carriers
            .get(&carrier)
            .is_some_and(|carrier| carrier.carrier_type == CarrierType::Paper)
    };
    let instances = request
        .scope
        .instances
        .iter()
        .filter_map(|id| sheet.register.instances.get(id));
    instances
        .into_iter()
        .any(|instance| !instance.is_electronic() || on_paper(instance.carrier))
}
