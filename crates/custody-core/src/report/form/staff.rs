//! 様式第12号の1 体制通知書 and 第12号の2 変更報告書 (Art. 4, 14-3): who does the work, and what has changed since 甲 was told.

use super::sheet::Sheet;
use super::{Built, Column, Context, MissingField, Number, Topic, Unavailable, Value, wrong};
use crate::record::calendar::wareki_date_plain;
use crate::record::{Event, Moment, Person, PersonId, Record, Register, Role, RoleTerm, Seq};
use crate::report::deadline::Deadline;
use crate::report::{naming, visible, words};
use std::collections::BTreeMap;

/// 12-1: everybody of 乙 and of a 再委託先 who has a role today.
pub(super) fn list(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    if !about.is_empty() {
        return Err(wrong(Number::StaffList, about, ""));
    }
    let mut sheet = Sheet::new(Number::StaffList, register, context)?;
    sheet.statement(
        "本業務の責任者、監督者、作業者及び作業範囲を下記のとおり定めたので、通知します。",
    );
    let (rows, found) = rows(&mut sheet);
    for (role, field) in [
        (Role::Supervisor, MissingField::Supervisor),
        (Role::Worker, MissingField::ScopedWorker),
    ] {
        if !found.contains(&role) {
            sheet.required(field, None);
        }
    }
    sources(&mut sheet, |_| true);
    sheet.table("体制", columns(), rows);
    sheet.signed_by_manager();
    Ok(sheet.finish())
}

pub(super) fn columns() -> Vec<Column> {
    vec![
        Column::new("role", "役割", 13),
        Column::new("name", "氏名", 15),
        Column::new("employer", "所属", 20),
        Column::new("employment", "雇用区分・確認資料", 18),
        Column::new("work_scope", "作業範囲", 18),
        Column::new("term", "期間", 16),
    ]
}

/// A line for each role that somebody of 乙 or of a 再委託先 has today; and the roles, a worker's only with a scope.
pub(super) fn rows(sheet: &mut Sheet<'_>) -> (Vec<Vec<Value>>, Vec<Role>) {
    let today = sheet.context.now.date();
    let register = sheet.register;
    let mut found = Vec::new();
    let mut rows = Vec::new();
    for person in register.people.values().filter(|p| !p.is_client()) {
        for term in person.roles.iter().filter(|term| term.covers(today)) {
            if term.role != Role::Worker || !person.work_scope.is_empty() {
                found.push(term.role);
            }
            sheet.acts(person.id);
            rows.push(vec![
                Value::of(term.role.word()),
                Value::of(visible(person.name.as_str())),
                Value::of(naming::organisation(register, person.employer)),
                Value::of(employed(sheet, person)),
                Value::of(scope(sheet, person)),
                Value::of(period(term)),
            ]);
        }
    }
    rows.sort_by_key(|row| order(row.first().map_or("", |cell| cell.text.as_str())));
    (rows, found)
}

fn order(role: &str) -> usize {
    let all = [
        Role::Manager,
        Role::Supervisor,
        Role::Worker,
        Role::SubSecurity,
        Role::SubWorker,
    ];
    let at = all.iter().position(|one| one.word() == role);
    at.unwrap_or(all.len())
}

/// What 甲 has not been told of one person.
struct Unreported {
    before: Option<Person>,
    since: Moment,
    record: Seq,
}

/// 12-2: of the people named, else of everybody who changed since 甲 was told.
pub(super) fn changes(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let mut named = Vec::new();
    for topic in about {
        match topic {
            Topic::Person(id) if register.people.contains_key(id) => named.push(*id),
            Topic::Person(id) => return Err(Unavailable::Unknown(id.to_string())),
            _ => return Err(wrong(Number::StaffChange, about, "H-001")),
        }
    }
    let mut all = unreported(context.records);
    all.retain(|id, _| named.is_empty() || named.contains(id));
    if all.is_empty() {
        return Err(Unavailable::Nothing(
            about.iter().map(ToString::to_string).collect(),
        ));
    }
    let mut sheet = Sheet::new(Number::StaffChange, register, context)?;
    sheet.statement("本業務の責任者、監督者又は作業者に下記のとおり変更があったので、報告します。");
    let guide = sheet.contract.profile.guides.staff_change;
    let mut rows = Vec::new();
    for (id, change) in all {
        let Some(after) = register.people.get(&id) else {
            continue;
        };
        sheet.source(change.record);
        sheet.acts(id);
        let due = Deadline::after(change.since, guide);
        let late = due.at.date().days_until(context.now.date()).max(0);
        let unconfirmed = if due.holidays_unconfirmed {
            "（祝日未確認）"
        } else {
            ""
        };
        let before = match &change.before {
            Some(before) => entry(&mut sheet, before),
            None => "（新任）".to_owned(),
        };
        let day = |day: crate::record::Date| Value {
            text: wareki_date_plain(day),
            iso: Some(day.to_string()),
        };
        rows.push(vec![
            Value::of(visible(after.name.as_str())),
            Value::of(before),
            Value::of(entry(&mut sheet, after)),
            day(change.since.date()),
            Value {
                text: format!("{}{unconfirmed}", wareki_date_plain(due.at.date())),
                iso: Some(due.at.date().to_string()),
            },
            Value::of(format!("{late}日")),
        ]);
    }
    let columns = vec![
        Column::new("name", "氏名", 13),
        Column::new("before", "変更前", 26),
        Column::new("after", "変更後", 26),
        Column::new("changed", "変更日", 13).dated(),
        Column::new("guide", "目安日", 13).dated(),
        Column::new("late", "遅延日数", 9),
    ];
    sheet.table("変更の内容", columns, rows);
    sheet.notes(vec![
        "目安日は社内規定によるもので、契約に日数の定めはありません。".to_owned(),
    ]);
    sheet.signed_by_manager();
    Ok(sheet.finish())
}

/// The entries as 甲 knew them last and the first change since, from the records of the staff list.
fn unreported(records: &[Record]) -> BTreeMap<PersonId, Unreported> {
    let mut known: BTreeMap<PersonId, Person> = BTreeMap::new();
    let mut open: BTreeMap<PersonId, Unreported> = BTreeMap::new();
    for record in records {
        match &record.event {
            Event::ContractOpened { people, .. } => {
                known.extend(people.iter().map(|person| (person.id, person.clone())));
            }
            Event::PersonAssigned { person } | Event::PersonChanged { person } => {
                let before = known.insert(person.id, person.clone());
                let told = person.is_reported_elsewhere()
                    || before
                        .as_ref()
                        .is_some_and(|before| before.is_notified_as(person));
                if !told {
                    open.entry(person.id).or_insert(Unreported {
                        before,
                        since: record.at,
                        record: record.seq,
                    });
                }
            }
            Event::NoticeSent { persons, .. } => {
                for id in persons {
                    open.remove(id);
                }
            }
            _ => {}
        }
    }
    open
}

fn sources(sheet: &mut Sheet<'_>, wanted: impl Fn(&Record) -> bool) {
    let of_staff = |record: &&Record| {
        matches!(
            record.event,
            Event::ContractOpened { .. }
                | Event::PersonAssigned { .. }
                | Event::PersonChanged { .. }
        ) && wanted(record)
    };
    let seqs: Vec<Seq> = sheet
        .context
        .records
        .iter()
        .filter(of_staff)
        .map(|record| record.seq)
        .collect();
    seqs.into_iter().for_each(|seq| sheet.source(seq));
}

/// 役割, 所属, 雇用区分・確認資料, 作業範囲, a line each.
fn entry(sheet: &mut Sheet<'_>, person: &Person) -> String {
    let roles = person
        .roles
        .iter()
        .map(|term| format!("{}（{}）", term.role.word(), period(term)));
    let mut lines: Vec<String> = roles.collect();
    lines.push(naming::organisation(sheet.register, person.employer));
    lines.push(employed(sheet, person));
    lines.push(format!("作業範囲：{}", scope(sheet, person)));
    lines.join("\n")
}

fn employed(sheet: &mut Sheet<'_>, person: &Person) -> String {
    let kind = words::employment(person.employment).to_owned();
    match &person.employment_evidence {
        Some(evidence) => format!("{kind}\n{}", sheet.free(evidence)),
        None => kind,
    }
}

fn scope(sheet: &mut Sheet<'_>, person: &Person) -> String {
    let items: Vec<String> = person
        .work_scope
        .iter()
        .map(|text| sheet.free(text))
        .collect();
    if items.is_empty() {
        "―".to_owned()
    } else {
        items.join("、")
    }
}

fn period(term: &RoleTerm) -> String {
    let from = format!("{}から", wareki_date_plain(term.from));
    match term.to {
        Some(to) => format!("{from}{}まで", wareki_date_plain(to)),
        None => from,
    }
}
