//! What stands on the register: 体制, 場所, 教育, 承認, 運搬中, 期限超過, 事故, アクセスの範囲.

use super::part;
use crate::record::calendar::{wareki_date_plain, wareki_moment_plain};
use crate::record::{Incident, InstanceId, Person, Place, StateName, Trust};
use crate::report::form::sheet::Sheet;
use crate::report::form::{Column, Row, Value, staff};
use crate::report::status::{LateKind, Status};
use crate::report::{naming, visible, words};

pub(super) fn people(sheet: &mut Sheet<'_>) {
    let (rows, _) = staff::rows(sheet);
    part(sheet, "体制", staff::columns(), rows);
}

pub(super) fn places(sheet: &mut Sheet<'_>) {
    let yes = |yes: bool| Value::of(if yes { "あり" } else { "なし" });
    let places: Vec<&Place> = sheet.register.places.values().collect();
    let rows = places
        .into_iter()
        .map(|place| {
            let register = sheet.register;
            let inside = place.inside.map(|id| naming::place(register, id));
            let keeper = place.key_keeper.map(|id| naming::person(register, id));
            let basis = match &place.designation {
                None => "―".to_owned(),
                Some(crate::record::party::Designation::Designated) => "甲の指定".to_owned(),
                Some(crate::record::party::Designation::Approved { document }) => {
                    format!("甲の承認（{}）", sheet.free(document))
                }
            };
            vec![
                Value::of(place.id.to_string()),
                Value::of(visible(place.name.as_str())),
                Value::of(words::place_kind(place.kind)),
                inside.map_or_else(Value::none, Value::of),
                yes(place.lockable),
                yes(place.entry_log),
                keeper.map_or_else(Value::none, Value::of),
                Value::of(basis),
            ]
        })
        .collect();
    let columns = vec![
        Column::new("id", "番号", 8),
        Column::new("name", "名称", 20),
        Column::new("kind", "種類", 13),
        Column::new("inside", "所在", 16),
        Column::new("lockable", "施錠", 7),
        Column::new("entry_log", "入退去管理", 9),
        Column::new("key_keeper", "鍵管理者", 12),
        Column::new("basis", "指定・承認", 15),
    ];
    part(sheet, "場所", columns, rows);
}

pub(super) fn training(sheet: &mut Sheet<'_>) {
    let day = sheet.context.now.date();
    let ours: Vec<&Person> = sheet
        .register
        .people
        .values()
        .filter(|p| !p.is_client() && p.roles.iter().any(|term| term.covers(day)))
        .collect();
    let rows = ours
        .into_iter()
        .map(|person| {
            let name = Value::of(visible(person.name.as_str()));
            let Some(training) = &person.training else {
                let none = std::iter::repeat_with(Value::none).take(3);
                let state = Value::of("未受講");
                return std::iter::once(name).chain(none).chain([state]).collect();
            };
            let state = match (training.covers_terms, training.valid_until >= day) {
                (true, true) => "有効",
                (false, _) => "特記事項を含まない",
                (true, false) => "期限切れ",
            };
            vec![
                name,
                Value::date(training.on),
                Value::of(sheet.free(&training.content)),
                Value::date(training.valid_until),
                Value::of(state),
            ]
        })
        .collect();
    let columns = vec![
        Column::new("name", "氏名", 20),
        Column::new("on", "実施日", 18).dated(),
        Column::new("content", "内容", 30),
        Column::new("valid_until", "次回期限", 18).dated(),
        Column::new("state", "状態", 14),
    ];
    part(sheet, "教育", columns, rows);
}

/// 承認（根拠別）: how many of each level, then each.
pub(super) fn permissions(sheet: &mut Sheet<'_>) {
    let count = |trust: Trust| {
        let all = sheet.register.permissions.values();
        let of = all.filter(|p| p.trust() == trust).count();
        Row::new(
            &format!(
                "trust_{}",
                trust
                    .words()
                    .chars()
                    .take(1)
                    .collect::<String>()
                    .to_lowercase()
            ),
            trust.words(),
            Value::of(format!("{of}件")),
        )
    };
    let counts = [Trust::A, Trust::B, Trust::C, Trust::D].map(count);
    sheet.rows("承認（根拠別）", counts.to_vec());
    let all: Vec<_> = sheet.register.permissions.values().collect();
    let rows = all
        .into_iter()
        .map(|permission| {
            sheet.source(permission.registered_in);
            let scope = &permission.scope;
            let state = if permission.revoked.is_some() {
                "取消し"
            } else {
                "有効"
            };
            let until = scope.to.map(wareki_moment_plain);
            vec![
                Value::of(naming::permission(sheet.register, permission.id)),
                Value::of(words::subject(permission.grant.subject())),
                Value::of(permission.trust().words()),
                Value::of(naming::person(sheet.register, permission.decided_by)),
                Value::of(wareki_date_plain(permission.decided_at.date())),
                numbers(&scope.instances),
                until.map_or_else(Value::none, Value::of),
                Value::of(state),
            ]
        })
        .collect();
    let columns = vec![
        Column::new("permission", "番号", 15),
        Column::new("subject", "事項", 10),
        Column::new("trust", "根拠", 16),
        Column::new("by", "決定者", 12),
        Column::new("at", "決定日", 13),
        Column::new("instances", "対象", 14),
        Column::new("until", "期限", 13),
        Column::new("state", "状態", 7),
    ];
    part(sheet, "", columns, rows);
}

/// 運搬中: what crosses or has crossed a boundary and is not back.
pub(super) fn journeys(sheet: &mut Sheet<'_>, status: &Status) {
    let under_way = |state| matches!(state, StateName::InTransit | StateName::AtDestination);
    let rows = status
        .out
        .iter()
        .filter(|out| under_way(out.state))
        .map(|out| {
            let journey = out.journey.map(|id| id.to_string());
            vec![
                journey.map_or_else(Value::none, Value::of),
                Value::of(out.instance.to_string()),
                Value::of(out.title.clone()),
                Value::of(out.state.word()),
                Value::of(out.with.clone()),
                Value::of(out.place.clone()),
                out.until.map_or_else(Value::none, Value::moment),
            ]
        })
        .collect();
    let columns = vec![
        Column::new("journey", "持出し", 10),
        Column::new("id", "管理番号", 12),
        Column::new("title", "名称", 24),
        Column::new("state", "状態", 10),
        Column::new("holder", "保持者", 14),
        Column::new("place", "場所", 14),
        Column::new("back", "帰着予定", 16).dated(),
    ];
    part(sheet, "運搬中", columns, rows);
}

pub(super) fn late(sheet: &mut Sheet<'_>, status: &Status) {
    let rows = status
        .late
        .iter()
        .map(|late| {
            vec![
                Value::of(late_word(late.kind)),
                Value::of(late.about.clone()),
                numbers(&late.instances),
                Value::lines(late.with.iter().cloned()),
                Value::moment(late.deadline.at),
            ]
        })
        .collect();
    let columns = vec![
        Column::new("kind", "内容", 26),
        Column::new("about", "番号", 18),
        Column::new("instances", "対象", 20),
        Column::new("with", "担当", 16),
        Column::new("deadline", "期限", 20).dated(),
    ];
    part(sheet, "期限超過", columns, rows);
}

fn late_word(kind: LateKind) -> &'static str {
    match kind {
        LateKind::Back => "帰着遅延",
        LateKind::Arrival => "到着遅延",
        LateKind::Return => "返還期限の超過",
        LateKind::Needed => "必要とする期間の経過",
        LateKind::Unneeded => "不要後の期限超過",
        LateKind::WorkingCopy => "展開超過",
        LateKind::NotStored => "未格納",
        LateKind::Receipt => "受領書未着",
        LateKind::Certificate => "業者証明書の期限超過",
        LateKind::IncidentReport => "事故報告の目安超過",
        LateKind::Inventory => "棚卸超過",
        LateKind::Vulnerability => "脆弱性対応未了",
        LateKind::StaffChange => "体制の変更の報告の目安超過",
    }
}

pub(super) fn incidents(sheet: &mut Sheet<'_>) {
    let all: Vec<&Incident> = sheet.register.incidents.values().collect();
    let rows = all
        .into_iter()
        .map(|incident| {
            let circumstances = incident.circumstances.as_ref();
            let circumstances = circumstances.map(|text| sheet.free(text));
            vec![
                Value::of(incident.id.to_string()),
                Value::of(incident.kind.word()),
                Value::moment(incident.declared_at),
                numbers(&incident.instances),
                Value::of(incident.stage.word()),
                circumstances.map_or_else(|| Value::of("確認中"), Value::of),
            ]
        })
        .collect();
    let columns = vec![
        Column::new("incident", "番号", 10),
        Column::new("kind", "種類", 14),
        Column::new("declared", "報告日時", 20).dated(),
        Column::new("instances", "対象", 16),
        Column::new("stage", "段階", 14),
        Column::new("circumstances", "経緯", 26),
    ];
    part(sheet, "事故", columns, rows);
}

pub(super) fn access_scope(sheet: &mut Sheet<'_>) {
    let rows = sheet
        .contract
        .profile
        .access_scope
        .iter()
        .map(|entry| {
            vec![
                Value::of(visible(entry.info_category.as_str())),
                Value::of(visible(entry.scope.as_str())),
                Value::of(visible(entry.method.as_str())),
            ]
        })
        .collect();
    let columns = vec![
        Column::new("category", "情報の種類", 30),
        Column::new("scope", "範囲", 40),
        Column::new("method", "アクセス方法", 30),
    ];
    part(sheet, "アクセスの範囲", columns, rows);
}

fn numbers(ids: &[InstanceId]) -> Value {
    Value::lines(ids.iter().map(ToString::to_string))
}
