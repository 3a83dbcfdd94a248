//! 様式第7号の2 受領書 (Art. 13-2): 甲's. Blank until 甲's signed receipt is in.

use super::give_back::{is_given_back, returns};
use super::sheet::Sheet;
use super::{Blank, Built, Context, Number, Row, Topic, Unavailable, Value, instances};
use crate::record::{Event, InstanceId, Record, Register};
use crate::report::visible;

pub(super) fn build(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let ids = instances(Number::Receipt, register, about, is_given_back)?;
    let mut sheet = Sheet::new(Number::Receipt, register, context)?;
    sheet.statement("下記の情報資産を受領しました。");
    sheet.items("返還された情報資産", &ids)?;
    for (record, given) in returns(&mut sheet, &ids)? {
        let numbers: Vec<String> = given.iter().map(ToString::to_string).collect();
        let rows = vec![
            Row::new("instances", "対象", Value::of(numbers.join("、"))),
            Row::new("at", "返還日時", Value::moment(record.at)),
            Row::new(
                "by",
                "引渡者（乙）",
                Value::of(sheet.person_with_post(record.by)),
            ),
        ];
        sheet.rows("返還", rows);
    }
    let mut answers: Vec<&Record> = Vec::new();
    let mut unanswered = false;
    for id in &ids {
        match sheet.last_record(|event| answers_for(event, *id)) {
            Some(record) if answers.iter().any(|known| known.seq == record.seq) => {}
            Some(record) => answers.push(record),
            None => unanswered = true,
        }
    }
    for record in answers {
        match on_paper(record) {
            Some(note) => sheet.notes(vec![note]),
            None => answer(&mut sheet, record),
        }
    }
    if unanswered {
        sheet.blanks(
            "受領の確認（甲が記入）",
            vec![
                Blank::choice("受領日", "　　　　年　　　月　　　日"),
                Blank::choice("相違の有無", "□　相違なし　　　□　相違あり"),
                Blank::free("相違の内容"),
                Blank::free("受領者の職・氏名"),
            ],
        );
    }
    sheet.signed_by("甲", None);
    Ok(sheet.finish())
}

fn answers_for(event: &Event, id: InstanceId) -> bool {
    match event {
        Event::ReturnReceived { instances, .. } | Event::ReturnRejected { instances, .. } => {
            instances.contains(&id)
        }
        _ => false,
    }
}

/// What was typed in from paper is on 甲's paper: the form only names it.
fn on_paper(record: &Record) -> Option<String> {
    let (Event::ReturnReceived { document, .. } | Event::ReturnRejected { document, .. }) =
        &record.event
    else {
        return None;
    };
    let number = document
        .number
        .as_ref()
        .map(|number| format!("（{}）", visible(number.as_str())));
    document.is_paper().then(|| {
        format!(
            "甲の書面{}が記録{}に登録されています。本書はその書面に代わるものではありません。",
            number.unwrap_or_default(),
            record.seq.0
        )
    })
}

fn answer(sheet: &mut Sheet<'_>, record: &Record) {
    let verified = Row::new("basis", "確認根拠", Value::of("電子署名検証済"));
    let numbers = |ids: &[InstanceId]| {
        Row::new(
            "instances",
            "対象",
            Value::of(
                ids.iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join("、"),
            ),
        )
    };
    let rows = match &record.event {
        Event::ReturnReceived {
            instances,
            by,
            received_at,
            ..
        } => {
            sheet.decided_by(*by);
            vec![
                numbers(instances),
                Row::new("received_at", "受領日", Value::moment(*received_at)),
                Row::new("difference", "相違の有無", Value::of("相違なし")),
                Row::new(
                    "received_by",
                    "受領者",
                    Value::of(sheet.person_with_post(*by)),
                ),
                verified,
            ]
        }
        Event::ReturnRejected {
            instances, reason, ..
        } => {
            let reason = reason
                .as_ref()
                .map_or_else(Value::none, |reason| Value::of(visible(reason.as_str())));
            vec![
                numbers(instances),
                Row::new("rejected_at", "記録日時", Value::moment(record.at)),
                Row::new(
                    "difference",
                    "相違の有無",
                    Value::of("相違あり（受領せず）"),
                ),
                Row::new("reason", "相違の内容", reason),
                verified,
            ]
        }
        _ => return,
    };
    sheet.rows("受領の確認（電子署名付き文書の転記）", rows);
}
