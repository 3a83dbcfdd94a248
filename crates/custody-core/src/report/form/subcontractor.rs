//! 様式第11号の3 再委託先体制通知書 (Art. 14-3), の4 遵守誓約書 and の5 管理監督記録 (Art. 14-4): what 乙 owes for a 再委託先
//! that 甲 has approved.

use super::sheet::Sheet;
use super::subcontract::chain;
use super::{
    Blank, Built, Column, Context, MissingField, Number, Row, Topic, Unavailable, Value, wrong,
};
use crate::record::calendar::wareki_date_plain;
use crate::record::{
    Date, Event, Guard, OrgKind, Organisation, PersonId, Register, Role, SubCheck, Subject, Text,
};
use crate::report::{naming, visible};
use crate::rules;

pub(super) fn build(
    number: Number,
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let [Topic::Organisation(id)] = about else {
        return Err(wrong(number, about, "O-03"));
    };
    let entry = register.organisations.get(id);
    let org = entry.ok_or_else(|| Unavailable::Unknown(id.to_string()))?;
    if org.kind != OrgKind::Subcontractor {
        return Err(Unavailable::Nothing(vec![id.to_string()]));
    }
    let mut sheet = Sheet::new(number, register, context)?;
    sheet.addressed_for(Subject::Subcontract);
    match number {
        Number::SubStaffNotice => staff(&mut sheet, org),
        Number::SubPledge => pledge(&mut sheet, org),
        _ => checks(&mut sheet, org),
    }
    Ok(sheet.finish())
}

/// 再委託先: its name and address, where it stands in the chain, and the approval without which none of these forms is made.
fn subcontractor(sheet: &mut Sheet<'_>, org: &Organisation) {
    let register = sheet.register;
    let name = naming::organisation(register, org.id);
    let address = org
        .address
        .as_ref()
        .map(|address| Value::of(visible(address.as_str())));
    let address = sheet.required(MissingField::Address, address);
    let found = rules::subcontracted_under(register, org.id, sheet.context.now);
    let permission = found.and_then(|id| register.permissions.get(&id));
    let approval = match permission {
        Some(permission) => {
            sheet.rests_on(permission);
            Value::of(naming::permission_with_basis(register, permission))
        }
        None if !sheet.contract.profile.is_on(Guard::Subcontract) => Value::none(),
        None => sheet.required(MissingField::Approval, None),
    };
    sheet.rows(
        "再委託先",
        vec![
            Row::new("name", "名称", Value::of(name)),
            Row::new("address", "所在地", address),
            Row::new("tier", "階層", Value::of(chain(register, org.id))),
            Row::new("approval", "再委託の承認", approval),
        ],
    );
}

fn staff(sheet: &mut Sheet<'_>, org: &Organisation) {
    sheet.statement(
        "再委託先におけるセキュリティ責任者及び本業務の従事者は、下記のとおりです。変更があるときは、速やかに書面で連絡します。",
    );
    subcontractor(sheet, org);
    let today = sheet.context.now.date();
    let mut rows = Vec::new();
    let mut secured = false;
    for role in [Role::SubSecurity, Role::SubWorker] {
        let people = sheet.register.people.values();
        for person in people.filter(|p| p.employer == org.id && p.has_role(role, today)) {
            secured |= role == Role::SubSecurity;
            let trained = person.training.as_ref();
            rows.push(vec![
                Value::of(match role {
                    Role::SubSecurity => "セキュリティ責任者",
                    _ => "従事者",
                }),
                Value::of(visible(person.name.as_str())),
                Value::of(naming::organisation(sheet.register, person.employer)),
                Value::lines(person.work_scope.iter().map(|work| visible(work.as_str()))),
                Value::of(trained.map_or_else(|| "未実施".to_owned(), |t| day(t.on))),
            ]);
        }
    }
    if !secured {
        sheet.required(MissingField::SubSecurity, None);
    }
    let columns = vec![
        Column::new("role", "役割", 25),
        Column::new("name", "氏名", 18),
        Column::new("employer", "所属", 20),
        Column::new("work_scope", "作業範囲", 17),
        Column::new("trained", "教育日", 20),
    ];
    sheet.table("セキュリティ責任者及び従事者", columns, rows);
    if let Some(last) = &org.supervision.notice {
        sheet.source(last.recorded_in);
        let said = dated(last.on, last.document.as_ref());
        sheet.rows("", vec![Row::new("last", "前回の通知", Value::of(said))]);
    }
    sheet.signed_by_manager();
}

/// Signed by hand where no pledge is on record yet: the version and the day are left open.
fn pledge(sheet: &mut Sheet<'_>, org: &Organisation) {
    let terms = visible(sheet.contract.profile.terms_title.as_str());
    sheet.statement(format!(
        "再委託先は、本業務の一部の再委託を受けるに当たり、「{terms}」の各条を遵守することを誓約します。"
    ));
    subcontractor(sheet, org);
    match &org.supervision.pledge {
        Some(pledge) => {
            sheet.source(pledge.recorded_in);
            let version = sheet.free(&pledge.terms);
            let said = dated(pledge.on, pledge.document.as_ref());
            let rows = vec![
                Row::new("terms", "条文の版", Value::of(version)),
                Row::new("on", "義務づけた日", Value::of(said)),
            ];
            sheet.rows("誓約", rows);
        }
        None => sheet.blanks(
            "誓約",
            vec![
                Blank::free("条文の版"),
                Blank::choice("義務づけた日", "　　　　年　　　月　　　日"),
            ],
        ),
    }
    sheet.signed_by("再委託先", None);
    sheet.signed_by_manager();
}

fn checks(sheet: &mut Sheet<'_>, org: &Organisation) {
    sheet.statement("再委託先の管理及び監督を、下記のとおり行いました。");
    subcontractor(sheet, org);
    let context = sheet.context;
    let mut all: Vec<SubCheck> = Vec::new();
    for record in context.records {
        if let Event::SubInspected { org: of, check } = &record.event
            && *of == org.id
        {
            all.push(check.clone());
        }
    }
    if all.is_empty() {
        all.extend(org.supervision.check.clone());
    }
    if all.is_empty() {
        sheet.required(MissingField::CheckedOn, None);
    }
    let mut rows = Vec::new();
    for check in &all {
        sheet.source(check.recorded_in);
        let mut said = |text: Option<&Text>| match text {
            Some(text) => Value::of(sheet.free(text)),
            None => Value::none(),
        };
        let (findings, remedy) = (said(check.findings.as_ref()), said(check.remedy.as_ref()));
        rows.push(vec![
            Value::of(day(check.on)),
            Value::of(sheet.person(check.by)),
            Value::of(check.counted.to_string()),
            findings,
            remedy,
        ]);
    }
    let columns = vec![
        Column::new("on", "点検日", 20),
        Column::new("by", "点検者", 16),
        Column::new("counted", "保有数", 10),
        Column::new("findings", "指摘", 27),
        Column::new("remedy", "是正", 27),
    ];
    sheet.table("点検", columns, rows);
    let kept = |i: &&crate::record::Instance| i.org == org.id && i.state().is_kept();
    let registered = sheet.register.instances.values().filter(kept).count();
    let mut rows = vec![Row::new(
        "registered",
        "保有数（台帳、発行時）",
        Value::of(registered.to_string()),
    )];
    if let Some(count) = org.supervision.count {
        sheet.source(count.recorded_in);
        rows.push(Row::new(
            "reported",
            "保有数（再委託先の報告）",
            Value::of(format!("{}（{}）", count.counted, day(count.at.date()))),
        ));
    }
    sheet.rows("", rows);
    let checker: Option<PersonId> = all.last().map(|check| check.by);
    sheet.signed_by("点検者", checker);
}

fn day(day: Date) -> String {
    wareki_date_plain(day)
}

fn dated(on: Date, document: Option<&Text>) -> String {
    match document {
        Some(number) => format!("{}（{}）", day(on), visible(number.as_str())),
        None => day(on),
    }
}
