//! 様式第11号の1 再委託承認申請書 (Art. 14-1), with the five items of Art. 14-2.

use super::sheet::Sheet;
use super::{Built, Context, MissingField, Number, Row, Topic, Unavailable, Value, request, scope};
use crate::record::{OrgId, Register, RequestParticulars, Subject, Text};
use crate::report::{naming, recall, visible};

pub(super) fn build(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let request = request(
        Number::SubcontractRequest,
        &[Subject::Subcontract],
        register,
        about,
    )?;
    let mut sheet = Sheet::new(Number::SubcontractRequest, register, context)?;
    sheet.addressed_for(Subject::Subcontract);
    sheet.source(request.recorded_in);
    sheet.statement("下記のとおり業務の一部を再委託したいので、承認くださるよう申請します。");
    let items = match &request.particulars {
        RequestParticulars::Subcontract(items) => items.clone(),
        _ => Default::default(),
    };
    let number = Row::new("request", "申請番号", Value::of(request.id.to_string()));
    let why = Row::new("why", "(1) 再委託する理由及び内容", {
        let reason = sheet.free(&request.reason);
        let content = said(
            &mut sheet,
            MissingField::Subcontracted,
            items.content.as_ref(),
        );
        Value::lines([format!("理由：{reason}"), format!("内容：{}", content.text)])
    });
    let who = Row::new("who", "(2) 名称及び所在地", {
        let mut lines = Vec::new();
        for org in &request.scope.orgs {
            lines.push(naming::organisation(register, *org));
            let address = register
                .organisations
                .get(org)
                .and_then(|org| org.address.as_ref())
                .map(|address| Value::of(visible(address.as_str())));
            lines.push(sheet.required(MissingField::Address, address).text);
        }
        sheet.required_lines(MissingField::Subcontractor, lines)
    });
    let mut item = |key, label, field, text: Option<&Text>| {
        Row::new(key, label, said(&mut sheet, field, text))
    };
    let rows = vec![
        number,
        why,
        who,
        item(
            "information",
            "(3) 取り扱う情報",
            MissingField::Information,
            items.information.as_ref(),
        ),
        item(
            "safeguards",
            "(4) 安全確保措置の実施方法",
            MissingField::Safeguards,
            items.safeguards.as_ref(),
        ),
        item(
            "supervision",
            "(5) 管理及び監督の方法",
            MissingField::Supervision,
            items.supervision.as_ref(),
        ),
        Row::new(
            "tier",
            "階層",
            Value::lines(request.scope.orgs.iter().map(|org| chain(register, *org))),
        ),
        Row::new("period", "期間", scope::period(&request.scope)),
    ];
    sheet.rows("再委託の内容", rows);
    sheet.signed_by_manager();
    Ok(sheet.finish())
}

fn said(sheet: &mut Sheet<'_>, field: MissingField, text: Option<&Text>) -> Value {
    let value = text.map(|text| Value::of(sheet.free(text)));
    sheet.required(field, value)
}

/// 「2次（株式会社上毛情報サービス → 有限会社丙 → 丁株式会社）」: every organisation of the chain has its own approval.
pub(super) fn chain(register: &Register, org: OrgId) -> String {
    let names = recall::chain(register, org);
    format!(
        "{}次（{}）",
        names.len().saturating_sub(1),
        names.join(" → ")
    )
}
