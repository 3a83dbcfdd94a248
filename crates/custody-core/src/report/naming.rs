//! How people, places, carriers and permissions are named where people read: number and name, made [`visible`].

use super::{visible, words};
use crate::record::{
    Carrier, CarrierId, Instance, OrgId, Permission, PermissionId, Person, PersonId, PlaceId,
    Register, Role,
};

/// The holder name of a passphrase.
pub const PASSPHRASE: &str = "passphrase";

/// 氏名; the number alone where the register does not know it.
#[must_use]
pub fn person(register: &Register, id: PersonId) -> String {
    register
        .people
        .get(&id)
        .map_or_else(|| id.to_string(), |person| visible(person.name.as_str()))
}

/// 「責任者　髙﨑𠮷男」: the roles on the day, or the 職 of 甲's people, before the name.
#[must_use]
pub fn person_with_post(register: &Register, id: PersonId, day: crate::record::Date) -> String {
    let Some(person) = register.people.get(&id) else {
        return id.to_string();
    };
    let name = visible(person.name.as_str());
    match post(person, day) {
        Some(post) => format!("{post}　{name}"),
        None => name,
    }
}

fn post(person: &Person, day: crate::record::Date) -> Option<String> {
    if let Some(authority) = &person.authority {
        return Some(visible(authority.post().as_str()));
    }
    person
        .roles_on(day)
        .into_iter()
        .find(|role| *role != Role::Client)
        .map(|role| role.word().to_owned())
}

/// Who holds a key: 氏名, 回復鍵, パスフレーズ, or the holder as written.
#[must_use]
pub fn key_holder(register: &Register, holder: &str) -> String {
    match holder.parse::<PersonId>() {
        Ok(person) => self::person(register, person),
        Err(_) if holder == super::access::RECOVERY => "回復鍵".to_owned(),
        Err(_) if holder == PASSPHRASE => "パスフレーズ".to_owned(),
        Err(_) => visible(holder),
    }
}

/// 場所の名称; the number alone where the register does not know it.
#[must_use]
pub fn place(register: &Register, id: PlaceId) -> String {
    register
        .places
        .get(&id)
        .map_or_else(|| id.to_string(), |place| visible(place.name.as_str()))
}

/// 組織の名称; the number alone where the register does not know it.
#[must_use]
pub fn organisation(register: &Register, id: OrgId) -> String {
    register
        .organisations
        .get(&id)
        .map_or_else(|| id.to_string(), |org| visible(org.name.as_str()))
}

/// 「USBメモリ C-0001」; the number alone where the register does not know it.
#[must_use]
pub fn carrier(register: &Register, id: CarrierId) -> String {
    register.carriers.get(&id).map_or_else(
        || id.to_string(),
        |carrier| format!("{} {id}", words::carrier_type(carrier.carrier_type)),
    )
}

/// 「USBメモリ C-0001（製造番号 S123）」.
#[must_use]
pub fn carrier_with_serial(register: &Register, id: CarrierId) -> String {
    let name = carrier(register, id);
    match register.carriers.get(&id).and_then(serial) {
        Some(serial) => format!("{name}（製造番号 {serial}）"),
        None => name,
    }
}

/// 製造番号.
#[must_use]
pub fn serial(carrier: &Carrier) -> Option<String> {
    carrier
        .serial
        .as_ref()
        .map(|serial| visible(serial.as_str()))
}

/// 「P-0001（税第12号）」.
#[must_use]
pub fn permission(register: &Register, id: PermissionId) -> String {
    match register
        .permissions
        .get(&id)
        .and_then(|permission| permission.document.number.as_ref())
    {
        Some(number) => format!("{id}（{}）", visible(number.as_str())),
        None => id.to_string(),
    }
}

/// 承認根拠: 「P-0001（税第12号） B 書面原本・二者確認」.
#[must_use]
pub fn permission_with_basis(register: &Register, permission: &Permission) -> String {
    format!(
        "{} {}",
        self::permission(register, permission.id),
        permission.trust().words()
    )
}

/// The registered place an instance is at, or what else says where it is.
#[must_use]
pub fn whereabouts(register: &Register, instance: &Instance) -> String {
    use crate::record::Custody;
    match &instance.custody {
        Custody::Held { place }
        | Custody::InUse { place, .. }
        | Custody::AtDestination { place, .. }
        | Custody::AwaitingDestruction { place, .. } => self::place(register, *place),
        Custody::InTransit { journey, .. } => format!("運搬中（{journey}）"),
        Custody::WithSub { org } | Custody::Released { org, .. } => organisation(register, *org),
        Custody::ReturnPending { .. } | Custody::Returned { .. } => "甲".to_owned(),
        Custody::Quarantined { place, .. } => visible(place.as_str()),
        Custody::Missing { .. } => "不明".to_owned(),
        Custody::Destroyed { .. } | Custody::Closed { .. } | Custody::Voided { .. } => {
            "―".to_owned()
        }
    }
}

/// The person who holds an instance, else the organisation that keeps it; ended ones are with nobody.
#[must_use]
pub fn keeper(register: &Register, instance: &Instance) -> String {
    use crate::record::Custody;
    match &instance.custody {
        Custody::ReturnPending { to, .. } => person(register, *to),
        Custody::Returned { .. } => "甲".to_owned(),
        Custody::Destroyed { .. } | Custody::Closed { .. } | Custody::Voided { .. } => {
            "―".to_owned()
        }
        Custody::Missing { .. } => "不明".to_owned(),
        custody => custody.holder().map_or_else(
            || organisation(register, instance.org),
            |holder| person(register, holder),
        ),
    }
}
