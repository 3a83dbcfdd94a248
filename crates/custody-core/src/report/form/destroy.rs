//! 様式第8号の1 廃棄承認申請書 (Art. 13-2).

use super::sheet::Sheet;
use super::{Built, Context, MissingField, Number, Row, Topic, Unavailable, Value, request, scope};
use crate::record::{Grant, Register, RequestParticulars, Subject};
use crate::report::{naming, words};

pub(super) fn build(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let request = request(Number::DestroyRequest, &[Subject::Destroy], register, about)?;
    let mut sheet = Sheet::new(Number::DestroyRequest, register, context)?;
    sheet.addressed_for(Subject::Destroy);
    sheet.source(request.recorded_in);
    sheet.statement("下記のとおり情報資産を廃棄したいので、承認くださるよう申請します。");
    sheet.items("対象", &request.scope.instances)?;
    if request.scope.instances.is_empty() {
        sheet.required(MissingField::Instances, None);
    }
    let (removal, unsanitised, client_witness) = match &request.grant {
        Grant::Destroy {
            removal_included,
            unsanitised_release,
            witness_required,
        } => (*removal_included, *unsanitised_release, *witness_required),
        _ => (false, false, false),
    };
    let yes = |yes: bool| Value::of(if yes { "有" } else { "無" });
    let mut doers = scope::people(&sheet, &request.scope.persons);
    doers.extend(
        request
            .scope
            .orgs
            .iter()
            .map(|org| naming::organisation(register, *org)),
    );
    let (place, witness) = match &request.particulars {
        RequestParticulars::Destroy { place, witness } => (*place, *witness),
        _ => (None, None),
    };
    let place = place.map(|place| Value::of(naming::place(register, place)));
    let witness = witness.map(|witness| Value::of(scope::person(&sheet, witness)));
    let mut witness = sheet.required(MissingField::Witness, witness);
    if client_witness {
        witness.text.push_str("\n甲の職員の立会い：有");
    }
    let evidence = request
        .scope
        .methods
        .iter()
        .map(|method| format!("{}：{}", method.word(), words::evidence_required(*method)));
    let evidence = Value::lines(evidence.collect::<Vec<_>>());
    let rows = vec![
        Row::new("request", "申請番号", Value::of(request.id.to_string())),
        Row::new("reason", "理由", Value::of(sheet.free(&request.reason))),
        Row::new(
            "methods",
            "方法",
            sheet.required_lines(
                MissingField::Methods,
                scope::methods(&request.scope.methods),
            ),
        ),
        Row::new(
            "done_by",
            "実施者・業者",
            sheet.required_lines(MissingField::DoneBy, doers),
        ),
        Row::new(
            "place",
            "場所",
            sheet.required(MissingField::DestroyPlace, place),
        ),
        Row::new("period", "予定日", scope::period(&request.scope)),
        Row::new("removal", "搬出の有無", yes(removal)),
        Row::new("witness", "立会者", witness),
        Row::new("unsanitised", "未消去での引渡しの有無", yes(unsanitised)),
        Row::new("evidence", "証拠", evidence),
    ];
    sheet.rows("廃棄の内容", rows);
    sheet.remaining("対象のほかに残る原本・複製物等");
    sheet.notes(caveats(&sheet, request));
    sheet.signed_by_manager();
    Ok(sheet.finish())
}

/// What 甲 should know of the limits of the methods before deciding (§5.6).
fn caveats(sheet: &Sheet<'_>, request: &crate::record::Request) -> Vec<String> {
    let mut caveats = Vec::new();
    for id in &request.scope.instances {
        let carrier = sheet
            .register
            .instances
            .get(id)
            .and_then(|it| sheet.register.carriers.get(&it.carrier));
        let Some(carrier) = carrier else { continue };
        for method in &request.scope.methods {
            if let Some(caveat) = method.caveat(carrier.carrier_type) {
                let caveat = format!("{}：{caveat}", method.word());
                if !caveats.contains(&caveat) {
                    caveats.push(caveat);
                }
            }
        }
    }
    caveats
}
