//! 様式第15号 暗号化状態説明書 (Art. 3-イ, 13-5): what the record of the seal says of a thing, and what it cannot say. It draws no
//! conclusion on leakage or on who has to be told.

use super::incident::protection;
use super::sheet::Sheet;
use super::{Built, Context, Number, Row, Topic, Unavailable, Value, instances, wrong};
use crate::record::{
    CarrierType, Instance, InstanceId, Journey, JourneyId, Protection, Register, StateName,
};
use crate::report::incident::{Account, UNCONFIRMED, key_holders};
use crate::report::{naming, visible};

/// How a package is sealed (`docs/formats.md`): each file key is of 128 bits, everything after it of 256.
const METHOD: &str =
    "age v1（ChaCha20-Poly1305、鍵長256ビット。ファイル鍵128ビットからHKDF-SHA-256で導出）";

/// What no record can show.
const CANNOT_SAY: [&str; 3] = [
    "拾得者による複写の有無",
    "拾得者等が鍵又はパスフレーズを得ているか",
    "媒体の現在の状態（発見され、点検された場合を除く。）",
];

pub(super) fn build(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let unknown = |topic: &Topic| Unavailable::Unknown(topic.to_string());
    match about {
        [topic @ Topic::Incident(id)] => {
            let incident = register.incidents.get(id).ok_or_else(|| unknown(topic))?;
            of_account(register, &Account::from(incident), context)
        }
        [topic @ Topic::Journey(id)] => {
            let journey = register.journeys.get(id).ok_or_else(|| unknown(topic))?;
            let ids = if journey.carried.is_empty() {
                &journey.instances
            } else {
                &journey.carried
            };
            of(register, ids, Some(*id), context)
        }
        _ => {
            let open = |it: &Instance| it.state().is_open();
            let ids = instances(Number::Encryption, register, about, open)?;
            of(register, &ids, None, context)
        }
    }
}

/// Of what an incident concerns.
pub(super) fn of_account(
    register: &Register,
    account: &Account,
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    of(register, &account.instances, account.journey, context)
}

fn of(
    register: &Register,
    ids: &[InstanceId],
    journey: Option<JourneyId>,
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    if ids.is_empty() {
        return Err(wrong(Number::Encryption, &[], "A-0001/1"));
    }
    let mut sheet = Sheet::new(Number::Encryption, register, context)?;
    sheet.items("対象", ids)?;
    for id in ids {
        let instance = sheet.instance(*id)?;
        let journey = journey.or(instance.custody.journey());
        let journey = journey.and_then(|id| register.journeys.get(&id));
        if instance.protection == Protection::Sealed {
            sealed(&mut sheet, instance, journey);
        } else {
            unsealed(&mut sheet, instance);
        }
    }
    let cannot = Value::lines(CANNOT_SAY.into_iter().map(str::to_owned));
    sheet.rows("", vec![Row::new("cannot_say", "確認できないこと", cannot)]);
    sheet.signed_by_manager();
    Ok(sheet.finish())
}

fn unsealed(sheet: &mut Sheet<'_>, instance: &Instance) {
    let mut rows = vec![Row::new(
        "protection",
        "暗号化の状態",
        Value::of(protection(instance)),
    )];
    let carrier = sheet.register.carriers.get(&instance.carrier);
    if carrier.is_some_and(|it| it.hardware_encryption) {
        let said = Value::of("媒体の機器機能による暗号化あり（台帳の登録による。設定は確認中）");
        rows.push(Row::new("hardware", "媒体の機能", said));
    }
    rows.push(Row::new("remote", "遠隔消去", Value::none()));
    sheet.rows(&instance.id.to_string(), rows);
}

fn sealed(sheet: &mut Sheet<'_>, instance: &Instance, journey: Option<&Journey>) {
    let register = sheet.register;
    let object = instance.content.as_ref().and_then(|it| it.object.as_ref());
    let unconfirmed = || Value::of(UNCONFIRMED);
    let package = object.map_or_else(unconfirmed, |it| Value::of(visible(it.package.as_str())));
    let sealing = sheet.last_record(|event| seals(event, instance.id));
    let made = sheet.record(instance.created_in);
    let made = sealing.or(made);
    let at = made.map_or_else(unconfirmed, |record| Value::moment(record.at));
    let check = object.map_or_else(unconfirmed, |it| {
        let seq = made.map_or(instance.created_in, |record| record.seq);
        Value::of(format!(
            "封緘した暗号文を読み直し、照合値を記録した（記録番号{seq}）\n{}",
            visible(it.digest.as_str())
        ))
    });
    let holders = key_holders(register, instance);
    let count = holders.len();
    let by_passphrase = instance
        .key_holders
        .iter()
        .any(|holder| holder.as_str() == naming::PASSPHRASE);
    let mut rows = vec![
        Row::new("package", "パッケージ番号", package),
        Row::new("sealed_at", "封緘日時", at),
        Row::new("method", "方式・鍵長", Value::of(METHOD)),
        Row::new(
            "keys",
            "受取鍵の数と保有者",
            Value::lines(std::iter::once(format!("{count}")).chain(holders)),
        ),
        Row::new(
            "where_keys",
            "鍵の所在",
            where_the_keys_are(sheet, instance, journey),
        ),
        Row::new(
            "passphrase",
            "パスフレーズ使用の有無",
            Value::of(if by_passphrase { "有" } else { "無" }),
        ),
        Row::new("self_check", "自己検査", check),
        Row::new("seal", "最終の封緘確認", last_look(sheet, journey)),
        Row::new(
            "listed",
            "電子政府推奨暗号リスト掲載",
            Value::of("確認中（リストの版：確認中）"),
        ),
        Row::new("remote", "遠隔消去", Value::none()),
    ];
    if instance.plaintext_seen
        && carrier_type(register, instance) != Some(CarrierType::Transmission)
    {
        rows.push(Row::new(
            "plaintext",
            "同じ媒体での平文",
            Value::of("封緘の前又は展開により、同じ媒体に平文で存在した記録がある"),
        ));
    }
    sheet.rows(&instance.id.to_string(), rows);
}

fn carrier_type(register: &Register, instance: &Instance) -> Option<CarrierType> {
    let carrier = register.carriers.get(&instance.carrier)?;
    Some(carrier.carrier_type)
}

/// The record put the instance under seal.
fn seals(event: &crate::record::Event, id: InstanceId) -> bool {
    matches!(event, crate::record::Event::InstanceSealed { instance, .. } if *instance == id)
}

/// What the register knows of where the keys are: never on the medium by its own record, and how they were to be handed over.
fn where_the_keys_are(
    sheet: &mut Sheet<'_>,
    instance: &Instance,
    journey: Option<&Journey>,
) -> Value {
    let register = sheet.register;
    let mut lines = vec!["媒体に鍵を置いた記録はない".to_owned()];
    if let Some(journey) = journey {
        let plan = sheet.free_unless_forbidden(&journey.key_handover, UNCONFIRMED);
        lines.push(format!("鍵の受渡し方法（運搬計画）：{plan}"));
        let bearers = journey.persons.iter();
        let with_key: Vec<String> = bearers
            .filter(|id| {
                let number = id.to_string();
                let mut holders = instance.key_holders.iter();
                holders.any(|holder| holder.as_str() == number)
            })
            .map(|id| naming::person(register, *id))
            .collect();
        lines.push(if with_key.is_empty() {
            "運搬者は受取鍵の保有者に含まれない".to_owned()
        } else {
            format!("運搬者が受取鍵の保有者である：{}", with_key.join("、"))
        });
    }
    let state = match instance.state() {
        StateName::Missing => "鍵・パスフレーズの現在の所在：確認中",
        _ => "鍵・パスフレーズの現在の所在：保有者に確認のこと",
    };
    lines.push(state.to_owned());
    Value::lines(lines)
}

fn last_look(sheet: &Sheet<'_>, journey: Option<&Journey>) -> Value {
    let Some(look) = journey.and_then(|it| it.seal_checks.last()) else {
        return Value::of(UNCONFIRMED);
    };
    let at = Value::moment(look.at).text;
    let intact = if look.intact {
        "異常なし"
    } else {
        "異常あり"
    };
    Value::of(format!("{at}　{intact}　{}", sheet.person(look.by)))
}
