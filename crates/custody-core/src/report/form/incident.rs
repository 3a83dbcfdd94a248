//! 様式第14号 事故報告書 速報・続報・最終報告 (Art. 16). 速報 and 続報 are never held back: what is not known is 確認中, and what was
//! written in words that no form may have is left to the ledger.

use super::sheet::Sheet;
use super::{Built, Column, Context, MissingField, Number, Row, Topic, Unavailable, Value, wrong};
use crate::record::calendar::wareki_date_plain;
use crate::record::{
    Comparison, Event, IncidentReport, IncidentStage, Instance, Register, StateName, Text,
};
use crate::report::incident::{Account, PublicSummary, UNCONFIRMED};
use crate::report::visible;

/// What is printed in place of words that no form may have, on a paper that may not wait.
const IN_THE_LEDGER: &str = "確認中（申告の内容は台帳に記録）";

pub(super) fn build(
    number: Number,
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let [Topic::Incident(id)] = about else {
        return Err(wrong(number, about, "I-0001"));
    };
    let incident = register
        .incidents
        .get(id)
        .ok_or_else(|| Unavailable::Unknown(id.to_string()))?;
    of_account(number, register, &Account::from(incident), context)
}

/// The same of a loss that has no number yet.
pub(super) fn of_account(
    number: Number,
    register: &Register,
    account: &Account,
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let mut report = Report {
        number,
        account,
        sheet: Sheet::new(number, register, context)?,
        open_questions: Vec::new(),
    };
    report.what_happened();
    report.what_it_concerns()?;
    report.what_was_done();
    if number == Number::FinalReport {
        report.cause();
    }
    report.course();
    report.for_the_public();
    report.sheet.remaining("同じ情報資産のその他の保有");
    report.sheet.signed_by_manager();
    Ok(report.sheet.finish())
}

struct Report<'a, 'b> {
    number: Number,
    account: &'b Account,
    sheet: Sheet<'a>,
    /// 未確認事項.
    open_questions: Vec<&'static str>,
}

impl Report<'_, '_> {
    /// Free text; on 速報 and 続報 a word that no form may have does not hold the paper back.
    fn told(&mut self, text: &Text) -> Value {
        Value::of(match self.number {
            Number::FinalReport => self.sheet.free(text),
            _ => self.sheet.free_unless_forbidden(text, IN_THE_LEDGER),
        })
    }

    /// The value, or 確認中 and one more open question.
    fn or_unconfirmed(&mut self, label: &'static str, value: Option<Value>) -> Value {
        value.unwrap_or_else(|| {
            self.open_questions.push(label);
            Value::of(UNCONFIRMED)
        })
    }

    fn text_row(&mut self, key: &str, label: &'static str, text: Option<&Text>) -> Row {
        let value = text.map(|text| self.told(text));
        Row::new(key, label, self.or_unconfirmed(label, value))
    }

    fn what_happened(&mut self) {
        let account = self.account;
        let number = account.number.map(|id| id.to_string());
        let chance = if account.suspected {
            "発生のおそれ"
        } else {
            "発生"
        };
        let seen = account.last_seen.map(Value::moment);
        let stage = match self.number {
            Number::FirstReport => IncidentStage::FirstReported,
            Number::FollowUpReport => IncidentStage::FollowedUp,
            _ => IncidentStage::FinalReported,
        };
        let made = self.sheet.last_record(
            |event| matches!(event, Event::IncidentReported { report, .. } if report.stage() == stage),
        );
        let made = made.map_or_else(|| Value::of(UNCONFIRMED), |it| Value::moment(it.at));
        self.sheet
            .last_record(|event| matches!(event, Event::IncidentOpened { .. }));
        let declarer = account
            .declared_by
            .map(|by| self.sheet.person_with_post(by));
        let declarer = declarer.map_or_else(|| Value::of(UNCONFIRMED), Value::of);
        let rows = vec![
            Row::new(
                "incident",
                "事故番号",
                Value::of(number.unwrap_or_else(|| "（台帳への登録前）".to_owned())),
            ),
            Row::new("kind", "種類", Value::of(account.kind.word())),
            Row::new("chance", "発生・おそれの別", Value::of(chance)),
            Row::new(
                "last_seen",
                "最終確認日時",
                self.or_unconfirmed("最終確認日時", seen),
            ),
            Row::new("detected", "検知日時", Value::moment(account.declared_at)),
            Row::new("reported", "報告日時", made),
            Row::new("declared_by", "申告者", declarer),
            self.text_row("place", "場所", account.place.as_ref()),
            self.text_row("circumstances", "経緯", account.circumstances.as_ref()),
        ];
        self.sheet.rows("事故の概要", rows);
    }

    fn what_it_concerns(&mut self) -> Result<(), Unavailable> {
        let (account, register) = (self.account, self.sheet.register);
        if account.instances.is_empty() {
            let unknown = self.or_unconfirmed("対象", None);
            let row = Row::new("items", "対象", unknown);
            self.sheet.rows("対象", vec![row]);
            return Ok(());
        }
        self.sheet.items("対象", &account.instances)?;
        let columns = vec![
            Column::new("asset", "管理番号", 14),
            Column::new("items", "個人情報の項目", 58),
            Column::new("people", "人数", 28),
        ];
        let mut rows = Vec::new();
        for id in account.assets() {
            let asset = register.assets.get(&id);
            let Some(personal) = asset.and_then(|asset| asset.personal.as_ref()) else {
                let none = "台帳に個人情報の記録なし";
                rows.push(vec![
                    Value::of(id.to_string()),
                    Value::of(none),
                    Value::of(UNCONFIRMED),
                ]);
                continue;
            };
            let items: Vec<String> = personal
                .items
                .iter()
                .map(|it| visible(it.as_str()))
                .collect();
            rows.push(vec![
                Value::of(id.to_string()),
                Value::of(items.join("、")),
                Value::of(format!("{}人", grouped(personal.subjects.get()))),
            ]);
        }
        self.sheet.table("個人情報", columns, rows);
        let columns = vec![
            Column::new("id", "管理番号", 16),
            Column::new("protection", "保護", 24),
            Column::new("package", "パッケージ番号", 34),
            Column::new("keys", "鍵の保有者", 26),
        ];
        let things = account.things(register);
        let rows = things.iter().map(|it| {
            let object = it.content.as_ref().and_then(|it| it.object.as_ref());
            let package = object.map_or("―".to_owned(), |it| visible(it.package.as_str()));
            let holders = crate::report::incident::key_holders(register, it);
            let holders = if holders.is_empty() {
                Value::of("―")
            } else {
                Value::lines(holders)
            };
            vec![
                Value::of(it.id.to_string()),
                Value::of(protection(it)),
                Value::of(package),
                holders,
            ]
        });
        self.sheet.table("暗号化の状態", columns, rows.collect());
        Ok(())
    }

    fn what_was_done(&mut self) {
        let account = self.account;
        let lost = account
            .keys_lost
            .map(|lost| Value::of(if lost { "はい" } else { "いいえ" }));
        let rows = vec![
            Row::new(
                "keys_lost",
                "鍵・パスフレーズも同時に失われたか",
                self.or_unconfirmed("鍵・パスフレーズも同時に失われたか", lost),
            ),
            self.text_row("measures", "被害防止措置", account.measures.as_ref()),
            self.text_row("police", "警察届", account.police.as_ref()),
        ];
        self.sheet.rows("措置", rows);
        let mut unknown = self.open_questions.clone();
        let things = account.things(self.sheet.register);
        if things.iter().any(|it| it.state() == StateName::Missing) {
            unknown.push("所在");
        }
        unknown.push("拾得者等による閲覧・複写の有無");
        let unknown = Value::lines(unknown.into_iter().map(str::to_owned));
        let row = Row::new("unconfirmed", "未確認事項", unknown);
        self.sheet.rows("", vec![row]);
    }

    /// 原因 and 再発防止, from the report that was made.
    fn cause(&mut self) {
        let last = self.sheet.last_record(|event| {
            let report = match event {
                Event::IncidentReported { report, .. } => report,
                _ => return false,
            };
            matches!(report, IncidentReport::Final { .. })
        });
        let report = match last.map(|record| &record.event) {
            Some(Event::IncidentReported { report, .. }) => Some(report),
            _ => None,
        };
        let (cause, prevention) = match report {
            Some(IncidentReport::Final { cause, prevention }) => (Some(cause), Some(prevention)),
            _ => (None, None),
        };
        let cause = cause.map(|text| Value::of(self.sheet.free(text)));
        let prevention = prevention.map(|text| Value::of(self.sheet.free(text)));
        let rows = vec![
            Row::new(
                "cause",
                "原因",
                self.sheet.required(MissingField::Cause, cause),
            ),
            Row::new(
                "prevention",
                "再発防止",
                self.sheet.required(MissingField::Prevention, prevention),
            ),
        ];
        self.sheet.rows("原因及び再発防止", rows);
    }

    /// What came after it was noticed, record by record: reports, what was found, what it looked like.
    fn course(&mut self) {
        let account = self.account;
        let mut rows = Vec::new();
        for record in self.sheet.context.records {
            let what = match &record.event {
                Event::IncidentReported {
                    incident,
                    report,
                    remark,
                    ..
                } if Some(*incident) == account.number => {
                    let remark = remark.as_ref().map(|text| self.told(text).text);
                    [Some(report.stage().word().to_owned()), remark]
                        .into_iter()
                        .flatten()
                        .collect::<Vec<_>>()
                        .join("　")
                }
                Event::InstanceFound {
                    instance,
                    incident,
                    place,
                    finder,
                } if Some(*incident) == account.number => {
                    let place = self.told(place).text;
                    format!("{instance} 発見（{place}、{}）", self.sheet.person(*finder))
                }
                Event::Examined {
                    instance,
                    serial,
                    package,
                    seal_intact,
                    ..
                } if account.instances.contains(instance) => {
                    format!("{instance} 点検：{}", seen(*serial, *package, *seal_intact))
                }
                _ => continue,
            };
            self.sheet.source(record.seq);
            rows.push(vec![Value::moment(record.at), Value::of(what)]);
        }
        if rows.is_empty() {
            return;
        }
        let columns = vec![
            Column::new("at", "日時", 34),
            Column::new("what", "内容", 66),
        ];
        self.sheet.table("その後の経過", columns, rows);
    }

    /// 公表用概要 (16-3).
    fn for_the_public(&mut self) {
        let summary = PublicSummary::of(self.sheet.register, self.account);
        self.sheet.rows("公表用概要", public_rows(&summary));
    }
}

/// What an examination showed, as [`custody examine`] says it; nothing about who may have read what.
fn seen(serial: Comparison, package: Comparison, seal_intact: bool) -> &'static str {
    let all = [serial, package];
    if all.contains(&Comparison::Differs) || !seal_intact {
        "封緘の記録と一致しない"
    } else if all.contains(&Comparison::Agrees) {
        "封緘の記録と一致"
    } else {
        "照合していない"
    }
}

/// How it was protected; nothing on record is said as such.
pub(super) fn protection(instance: &Instance) -> &'static str {
    match instance.protection {
        crate::record::Protection::None => "暗号化の記録なし",
        other => other.word(),
    }
}

fn grouped(number: u64) -> String {
    crate::record::Quantity::new(number, crate::record::Unit::Records).map_or_else(
        || number.to_string(),
        |it| it.to_string().trim_end_matches("件").to_owned(),
    )
}

/// The rows of 公表用概要.
#[must_use]
pub fn public_rows(summary: &PublicSummary) -> Vec<Row> {
    let kind = match summary.suspected {
        true => format!("{}のおそれ", summary.kind.word()),
        false => summary.kind.word().to_owned(),
    };
    let people = summary
        .people
        .filter(|people| *people > 0)
        .map_or_else(|| UNCONFIRMED.to_owned(), |it| format!("{}人", grouped(it)));
    let on = Value {
        text: wareki_date_plain(summary.on),
        iso: Some(summary.on.to_string()),
    };
    let mut rows = vec![
        Row::new("on", "発生日（検知日）", on),
        Row::new("kind", "種類", Value::of(kind)),
        Row::new("contractor", "受託者", Value::of(&*summary.contractor)),
        Row::new("people", "対象の人数", Value::of(people)),
        Row::new("sealing", "暗号化", Value::of(summary.sealing.words())),
    ];
    if summary.found {
        rows.push(Row::new(
            "found",
            "発見",
            Value::of("発見され、点検中又は点検済"),
        ));
    }
    let measures = summary.measures.as_deref().unwrap_or(UNCONFIRMED);
    rows.push(Row::new("measures", "措置", Value::of(measures)));
    rows
}
