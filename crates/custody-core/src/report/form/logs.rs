//! 様式第16号 ログ等提出書 (Art. 9): the records and logs of 「少なくとも過去3ヶ月前まで」, with the periods that nothing covers.

use super::sheet::Sheet;
use super::{Built, Column, Context, Number, Row, Topic, Unavailable, Value, wrong};
use crate::record::calendar::{wareki_date_plain, wareki_moment_plain};
use crate::record::{Date, LogKind, Moment, Record, Register};
use crate::report::dealings::{Dealings, LogOnRecord, gaps};
use crate::report::naming;

/// About the record of 甲's 指示, asked for on its day; without one, as if it were asked for today. The context has every record.
pub(super) fn build(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let dealings = Dealings::of(context.records);
    let instruction = match about {
        [] => None,
        [Topic::Record(seq)] => {
            let found = dealings.instructions.iter().find(|one| one.record == *seq);
            Some(found.ok_or_else(|| Unavailable::Nothing(vec![seq.to_string()]))?)
        }
        _ => return Err(wrong(Number::Logs, about, "41")),
    };
    let mut sheet = Sheet::new(Number::Logs, register, context)?;
    let asked_on = instruction.map_or(context.now.date(), |one| one.instruction.decided_at.date());
    let (from, until) = period(&sheet, asked_on);
    sheet.statement("下記のとおり、業務に関する記録及びログを提出します。");
    let number = match instruction {
        Some(one) => {
            sheet.source(one.record);
            let number = one.instruction.document.number.as_ref();
            let number = number.map(|number| sheet.free(number)).unwrap_or_default();
            let by = naming::person(register, one.instruction.decided_by);
            let on = wareki_date_plain(asked_on);
            Value::lines([
                format!("記録{}　{number}", one.record),
                format!("{on}　{by}"),
            ])
        }
        None => Value::none(),
    };
    sheet.rows(
        "提出の内容",
        vec![
            Row::new("instruction", "甲の指示", number),
            Row::new(
                "period",
                "期間",
                Value {
                    text: format!(
                        "{}から{}まで",
                        wareki_moment_plain(from),
                        wareki_moment_plain(until)
                    ),
                    iso: Some(format!("{from}/{until}")),
                },
            ),
        ],
    );
    work(&mut sheet, &dealings, from, until);
    access(&mut sheet, &dealings, from, until);
    sheet.notes(vec![
        "照合値は、台帳にあってはその全体の値、ログにあってはファイルのSHA-256です。".to_owned(),
        "欠落期間は、台帳にもログにも記録のない期間です。".to_owned(),
    ]);
    sheet.signed_by_manager();
    Ok(sheet.finish())
}

/// From 0:00 of the same day so many months earlier, else that month's last day, to the day it was asked for (`domain.md` §8).
fn period(sheet: &Sheet<'_>, asked_on: Date) -> (Moment, Moment) {
    let months = i32::try_from(sheet.contract.profile.log_months).unwrap_or(i32::MAX);
    let first = asked_on.checked_add_months(-months).unwrap_or(Date::MIN);
    let until = Moment::end_of(asked_on).min(sheet.context.now);
    (Moment::start_of(first), until)
}

/// ア: the ledger of this vault, and what else was recorded of the work.
fn work(sheet: &mut Sheet<'_>, dealings: &Dealings, from: Moment, until: Moment) {
    let within = |record: &&Record| (from..=until).contains(&record.recorded_at());
    let records: Vec<&Record> = sheet.context.records.iter().filter(within).collect();
    let mut rows = Vec::new();
    if let (Some(first), Some(last)) = (records.first(), records.last()) {
        sheet.source(first.seq);
        sheet.source(last.seq);
        rows.push(vec![
            Value::of(format!("台帳（記録{}から{}まで）", first.seq, last.seq)),
            Value::of(records.len().to_string()),
            span(first.recorded_at(), last.recorded_at()),
            Value::of(format!("sha256:{}", sheet.context.ledger.root)),
            Value::of("本台帳"),
        ]);
    }
    let logs: Vec<&LogOnRecord> = dealings.logs_of(LogKind::Work, from, until).collect();
    let mut covered: Vec<(Moment, Moment)> =
        logs.iter().map(|l| (l.log.from, l.log.until)).collect();
    // From its first record on, the ledger has all that was done.
    if let Some(opened) = sheet.context.records.first() {
        covered.push((opened.recorded_at(), sheet.context.now));
    }
    rows.extend(logs.iter().map(|log| line(sheet, log)));
    table(sheet, LogKind::Work, rows);
    missing(sheet, LogKind::Work, &gaps(from, until, &covered));
}

/// イ: the logs that were imported.
fn access(sheet: &mut Sheet<'_>, dealings: &Dealings, from: Moment, until: Moment) {
    let logs: Vec<&LogOnRecord> = dealings.logs_of(LogKind::Access, from, until).collect();
    let covered: Vec<(Moment, Moment)> = logs.iter().map(|l| (l.log.from, l.log.until)).collect();
    let rows = logs.iter().map(|log| line(sheet, log)).collect();
    table(sheet, LogKind::Access, rows);
    missing(sheet, LogKind::Access, &gaps(from, until, &covered));
}

fn line(sheet: &mut Sheet<'_>, kept: &LogOnRecord) -> Vec<Value> {
    sheet.source(kept.record);
    let log = &kept.log;
    vec![
        Value::of(sheet.free(&log.system)),
        Value::of(log.entries.to_string()),
        span(log.from, log.until),
        Value::of(log.digest.as_str()),
        Value::of(sheet.free(&log.filed_at)),
    ]
}

fn table(sheet: &mut Sheet<'_>, kind: LogKind, rows: Vec<Vec<Value>>) {
    if rows.is_empty() {
        return sheet.nothing(kind.word(), "提出するもの");
    }
    let columns = vec![
        Column::new("system", "名称", 20),
        Column::new("entries", "件数", 9),
        Column::new("period", "期間", 27),
        Column::new("digest", "照合値", 30),
        Column::new("filed_at", "保管場所", 14),
    ];
    sheet.table(kind.word(), columns, rows);
}

fn missing(sheet: &mut Sheet<'_>, kind: LogKind, gaps: &[(Moment, Moment)]) {
    let starts = Moment::start_of(sheet.contract.term.from);
    let words = gaps.iter().map(|(from, until)| {
        let before = if *until < starts {
            "（契約期間の前）"
        } else {
            ""
        };
        let (from, until) = (wareki_moment_plain(*from), wareki_moment_plain(*until));
        format!("{from}から{until}まで{before}")
    });
    let key = match kind {
        LogKind::Work => "work_gaps",
        LogKind::Access => "access_gaps",
    };
    sheet.rows("", vec![Row::new(key, "欠落期間", Value::lines(words))]);
}

fn span(from: Moment, until: Moment) -> Value {
    Value {
        text: format!(
            "{}から\n{}まで",
            wareki_moment_plain(from),
            wareki_moment_plain(until)
        ),
        iso: Some(format!("{from}/{until}")),
    }
}
