//! 様式第13号 教育実施記録 (Art. 11): one training, with who took part and who has still to.

use super::sheet::Sheet;
use super::{Built, Context, MissingField, Number, Row, Topic, Unavailable, Value, wrong};
use crate::record::{Event, Person, PersonId, Record, Register, Training};
use crate::report::{naming, visible};

/// About the record of a training; without a number, about the latest.
pub(super) fn build(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let records = context.records;
    let (record, persons, training) = match about {
        [] => records.iter().rev().find_map(held),
        [Topic::Record(seq)] => records.iter().filter(|r| r.seq == *seq).find_map(held),
        _ => return Err(wrong(Number::Training, about, "41")),
    }
    .ok_or_else(|| Unavailable::Nothing(about.iter().map(ToString::to_string).collect()))?;
    let mut sheet = Sheet::new(Number::Training, register, context)?;
    sheet.source(record.seq);
    let content = sheet.free(&training.content);
    let trainer = sheet.free(&training.trainer);
    let terms = format!(
        "{}（記録時の契約の定め 第{}版）",
        visible(sheet.contract.profile.terms_title.as_str()),
        record.profile
    );
    let covered = training.covers_terms.then(|| Value::of(terms));
    let understanding = training.understanding.as_ref();
    let understanding = understanding.map(|text| Value::of(sheet.free(text)));
    let people = persons.iter().map(|id| named(register, *id));
    let day = context.now.date();
    let untrained = register.people.values().filter(|person| {
        let listed = person.roles.iter().any(|term| term.covers(day));
        !person.is_client() && listed && !counts(person, day)
    });
    let rows = vec![
        Row::new("on", "実施日", Value::date(training.on)),
        Row::new("content", "内容", Value::of(content)),
        Row::new(
            "terms",
            "特記事項の版",
            sheet.required(MissingField::Terms, covered),
        ),
        Row::new("trainer", "講師", Value::of(trainer.clone())),
        Row::new("persons", "受講者", Value::lines(people)),
        Row::new(
            "understanding",
            "理解度",
            sheet.required(MissingField::Understanding, understanding),
        ),
        Row::new("next", "次回期限", Value::date(training.valid_until)),
        Row::new(
            "untrained",
            "未受講者",
            Value::lines(untrained.map(|person| named(register, person.id))),
        ),
    ];
    sheet.rows("教育の内容", rows);
    sheet.notes(vec![
        "未受講者は、発行日に体制にある者のうち、特記事項を含む教育が未実施又は期限切れの者です。"
            .to_owned(),
    ]);
    sheet.signed_as("講師", &trainer);
    sheet.signed_by_manager();
    Ok(sheet.finish())
}

fn held(record: &Record) -> Option<(&Record, &[PersonId], &Training)> {
    match &record.event {
        Event::TrainingRecorded { persons, training } => Some((record, persons, training)),
        _ => None,
    }
}

fn counts(person: &Person, day: crate::record::Date) -> bool {
    let training = person.training.as_ref();
    training.is_some_and(|t| t.covers_terms && t.on <= day && day <= t.valid_until)
}

/// 「作業者A（株式会社…）」.
fn named(register: &Register, id: PersonId) -> String {
    let person = register.people.get(&id);
    let org = person.map(|p| naming::organisation(register, p.employer));
    format!(
        "{}（{}）",
        naming::person(register, id),
        org.unwrap_or_default()
    )
}
