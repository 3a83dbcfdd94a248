//! 様式第3号 情報資産管理台帳 (Art. 13-3): one line for each instance, and the trial balance.

use super::sheet::Sheet;
use super::{Built, Column, Context, Number, Row, Topic, Unavailable, Value, wrong};
use crate::record::{Register, StateName, Trust};
use crate::report::balance::{Balance, Tally};
use crate::report::naming;
use crate::report::register::{Line, lines};

pub(super) fn build(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    if !about.is_empty() {
        return Err(wrong(Number::Register, about, ""));
    }
    let mut sheet = Sheet::new(Number::Register, register, context)?;
    table(&mut sheet, lines(register));
    let levels = [Trust::A, Trust::B, Trust::C, Trust::D]
        .map(Trust::words)
        .join("、");
    sheet.notes(vec![format!("承認番号の次の英字は根拠です（{levels}）。")]);
    balance(&mut sheet, &Balance::of(register));
    sheet.signed_by_manager();
    sheet.signed_by_supervisor();
    Ok(sheet.finish())
}

/// One line for each instance.
pub(super) fn table(sheet: &mut Sheet<'_>, lines: Vec<Line>) {
    let rows: Vec<Vec<Value>> = lines.into_iter().map(|line| cells(sheet, line)).collect();
    sheet.table("台帳", columns(), rows);
}

/// The letter of a level, which its words start with.
fn level(trust: Trust) -> &'static str {
    trust.words().split(' ').next().unwrap_or_default()
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("id", "管理番号", 9),
        Column::new("parent", "親番号", 9),
        Column::new("kind", "種類", 6),
        Column::new("title", "名称", 11),
        Column::new("quantity", "数量", 8),
        Column::new("carrier", "媒体", 13),
        Column::new("place", "保管場所", 7),
        Column::new("holder", "保持者", 8),
        Column::new("state", "状態", 5),
        Column::new("protection", "保護", 6),
        Column::new("basis", "承認番号・根拠", 8),
        Column::new("due", "期限", 6).dated(),
        Column::new("inventoried", "最終棚卸", 4).dated(),
    ]
}

fn cells(sheet: &mut Sheet<'_>, line: Line) -> Vec<Value> {
    sheet.covers(line.id);
    if let Some(instance) = sheet.register.instances.get(&line.id) {
        sheet.source(instance.created_in);
        sheet.source(instance.last_in);
    }
    let permission = line
        .permission
        .and_then(|id| sheet.register.permissions.get(&id));
    // The words of the level stand under the table: the column is narrow.
    let basis = permission.map(|permission| {
        sheet.rests_on(permission);
        format!(
            "{} {}",
            naming::permission(sheet.register, permission.id),
            level(permission.trust())
        )
    });
    if let Some(asset) = sheet.register.assets.get(&line.id.asset) {
        sheet.free(&asset.title);
    }
    // A day in 和暦 without its weekday: the column is narrow.
    let day = |date: Option<crate::record::Date>| {
        date.map_or_else(Value::none, |date| Value {
            text: crate::record::calendar::wareki_date_plain(date),
            iso: Some(date.to_string()),
        })
    };
    vec![
        Value::of(line.id.to_string()),
        line.parent
            .map_or_else(Value::none, |parent| Value::of(parent.to_string())),
        Value::of(line.kind.word()),
        Value::of(line.title),
        Value::of(line.quantity.to_string()),
        sheet.medium(line.carrier),
        Value::of(line.place),
        Value::of(line.holder),
        Value::of(line.state.word()),
        Value::of(line.protection.word()),
        basis.or(line.basis).map_or_else(Value::none, Value::of),
        day(line.due),
        day(line.inventoried),
    ]
}

/// The trial balances: 受払い, working copies, 甲の媒体.
pub(super) fn balance(sheet: &mut Sheet<'_>, balance: &Balance) {
    let columns = vec![
        Column::new("asset", "管理番号", 10),
        Column::new("kind", "種類", 16),
        Column::new("received", "原本受領", 8),
        Column::new("made", "作成", 7),
        Column::new("split", "分割増", 7),
        Column::new("returned", "返還", 7),
        Column::new("destroyed", "廃棄", 7),
        Column::new("lost", "紛失", 7),
        Column::new("kept", "保有", 7),
        Column::new("kept_by_state", "保有の内訳", 18),
        Column::new("difference", "差", 6),
    ];
    let by_kind = balance.rows.iter().map(|row| {
        let kind = row.kind.map_or("計", crate::record::InstanceKind::word);
        tally(row.asset.to_string(), kind, &row.tally)
    });
    let sums = balance
        .assets
        .iter()
        .map(|row| tally(row.asset.to_string(), "計", &row.tally));
    let mut rows: Vec<Vec<Value>> = by_kind.chain(sums).collect();
    rows.push(tally("合計".to_owned(), "", &balance.total));
    sheet.table(
        "受払い（原本受領＋作成＋分割増＝返還＋廃棄＋紛失＋保有）",
        columns,
        rows,
    );
    if !balance.working.is_empty() {
        let columns = vec![
            Column::new("asset", "管理番号", 20),
            Column::new("opened", "展開", 20),
            Column::new("ended", "終了", 20),
            Column::new("open", "展開中", 20),
            Column::new("lost", "紛失", 20),
        ];
        let count = |number: u64| Value::of(number.to_string());
        let rows = balance
            .working
            .iter()
            .map(|row| {
                let asset = Value::of(row.asset.to_string());
                vec![
                    asset,
                    count(row.opened),
                    count(row.ended),
                    count(row.open),
                    count(row.lost),
                ]
            })
            .collect();
        sheet.table("作業用展開（展開＝終了＋展開中＋紛失）", columns, rows);
    }
    let carriers = balance.carriers;
    let words = format!(
        "貸与 {}＝返還 {}＋廃棄 {}＋紛失 {}＋保有 {}",
        carriers.lent, carriers.returned, carriers.destroyed, carriers.lost, carriers.kept
    );
    sheet.rows(
        "",
        vec![Row::new("client_carriers", "甲の媒体", Value::of(words))],
    );
}

fn tally(asset: String, kind: &str, tally: &Tally) -> Vec<Value> {
    let count = |number: u64| Value::of(number.to_string());
    let state = |(state, number): (StateName, u64)| format!("{} {number}", state.word());
    let states = tally
        .kept_by_state
        .iter()
        .map(|row| state((row.state, row.count)));
    vec![
        Value::of(asset),
        Value::of(kind),
        count(tally.received),
        count(tally.made),
        count(tally.split),
        count(tally.returned),
        count(tally.destroyed),
        count(tally.lost),
        count(tally.kept),
        if tally.kept_by_state.is_empty() {
            Value::none()
        } else {
            Value::of(states.collect::<Vec<_>>().join("、"))
        },
        Value::of(tally.difference.to_string()),
    ]
}
