//! The values of refusals, in words: states, roles, methods, carriers, and what forms and evidence lack.

use super::{Arg, Phrase};
use custody_core::record::{
    CarrierType, IncidentKind, IncidentStage, Method, Protection, Role, StateName,
};
use custody_core::report::status::{ComingKind, LateKind, WaitingFor};
use custody_core::rules::{Item, Value};

impl From<StateName> for Arg {
    fn from(state: StateName) -> Self {
        Phrase::of("state", state.code()).into()
    }
}

impl From<Role> for Arg {
    fn from(role: Role) -> Self {
        Phrase::of("role", role.code()).into()
    }
}

impl From<Method> for Arg {
    fn from(method: Method) -> Self {
        Phrase::of("method", method.code()).into()
    }
}

impl From<CarrierType> for Arg {
    fn from(carrier: CarrierType) -> Self {
        Phrase::of("carrier", carrier.code()).into()
    }
}

impl From<Item> for Arg {
    fn from(item: Item) -> Self {
        Phrase::of("item", item.code()).into()
    }
}

impl From<&Value> for Arg {
    fn from(value: &Value) -> Self {
        match value {
            Value::Text(text) => text.as_str().into(),
            Value::Date(date) => Self::Date(*date),
            Value::Carrier(carrier) => (*carrier).into(),
            Value::State(state) => (*state).into(),
            Value::Roles(roles) => roles.clone().into(),
            Value::Method(method) => (*method).into(),
            Value::List(list) => list.clone().into(),
            Value::Items(items) => items.clone().into(),
            Value::Fields(fields) => Self::List(
                fields
                    .iter()
                    .map(|f| Self::Both {
                        ja: f.japanese,
                        en: f.english,
                    })
                    .collect(),
            ),
        }
    }
}

/// 様式第9号, 様式第7号の1; in English the bare number.
pub(super) fn form_name(number: &str) -> Phrase {
    match number.split_once('-') {
        None => super::say!("form-name", number = number),
        Some((number, part)) => super::say!("form-name-part", number = number, part = part),
    }
}

impl From<LateKind> for Arg {
    fn from(kind: LateKind) -> Self {
        Phrase::of("late", kind.code()).into()
    }
}

impl From<WaitingFor> for Arg {
    fn from(waiting: WaitingFor) -> Self {
        Phrase::of("waiting", waiting.code()).into()
    }
}

impl From<ComingKind> for Arg {
    fn from(kind: ComingKind) -> Self {
        Phrase::of("coming", kind.code()).into()
    }
}

impl From<IncidentKind> for Arg {
    fn from(kind: IncidentKind) -> Self {
        Phrase::of("incident_kind", kind.code()).into()
    }
}

impl From<IncidentStage> for Arg {
    fn from(stage: IncidentStage) -> Self {
        Phrase::of("incident_stage", stage.code()).into()
    }
}

impl From<Protection> for Arg {
    fn from(protection: Protection) -> Self {
        let code = match protection {
            Protection::None => "none",
            Protection::Sealed => "sealed",
            Protection::ExternalEncryption => "external_encryption",
            Protection::LockedCase => "locked_case",
        };
        Phrase::of("protection", code).into()
    }
}
