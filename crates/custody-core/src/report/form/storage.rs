//! 様式第21号 保管場所届 (Art. 13-3): where assets are kept, how it locks, and who keeps the key.

use super::sheet::Sheet;
use super::{
    Built, Column, Context, MissingField, Number, Topic, Unavailable, Value, scope, wrong,
};
use crate::record::{Event, PlaceId, PlaceKind, Register, Seq};
use crate::report::naming;

/// About the places named, else about every 保管庫 and 保管室.
pub(super) fn build(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    let mut places: Vec<PlaceId> = Vec::new();
    for topic in about {
        match topic {
            Topic::Place(id) if register.places.contains_key(id) => places.push(*id),
            Topic::Place(id) => return Err(Unavailable::Unknown(id.to_string())),
            _ => return Err(wrong(Number::Storage, about, "L-01")),
        }
    }
    if about.is_empty() {
        let keeps = |kind| matches!(kind, PlaceKind::LockedCabinet | PlaceKind::StorageRoom);
        let all = register.places.values().filter(|place| keeps(place.kind));
        places.extend(all.map(|place| place.id));
    }
    if places.is_empty() {
        return Err(Unavailable::Nothing(Vec::new()));
    }
    let mut sheet = Sheet::new(Number::Storage, register, context)?;
    sheet.statement("甲から提供された情報資産の保管場所を下記のとおり届け出ます。");
    let mut rows = Vec::new();
    for id in places {
        let Some(place) = register.places.get(&id) else {
            continue;
        };
        sheet.keeps_in(id);
        let inside = place.inside.map_or_else(Value::none, |inside| {
            Value::of(scope::place(&sheet, inside))
        });
        let keeper = place
            .key_keeper
            .map(|keeper| Value::of(naming::person(register, keeper)));
        let yes = |yes: bool| Value::of(if yes { "あり" } else { "なし" });
        rows.push(vec![
            Value::of(id.to_string()),
            Value::of(scope::place(&sheet, id)),
            inside,
            yes(place.lockable),
            yes(place.entry_log),
            sheet.required(MissingField::KeyKeeper, keeper),
        ]);
    }
    let of_places: Vec<Seq> = context
        .records
        .iter()
        .filter(|record| {
            matches!(
                record.event,
                Event::ContractOpened { .. }
                    | Event::PlaceRegistered { .. }
                    | Event::PlaceChanged { .. }
            )
        })
        .map(|record| record.seq)
        .collect();
    of_places.into_iter().for_each(|seq| sheet.source(seq));
    let columns = vec![
        Column::new("id", "番号", 9),
        Column::new("place", "保管場所", 25),
        Column::new("inside", "所在する作業場所", 26),
        Column::new("lockable", "施錠", 9),
        Column::new("entry_log", "入退去管理", 12),
        Column::new("key_keeper", "鍵管理者", 19),
    ];
    sheet.table("保管場所", columns, rows);
    sheet.signed_by_manager();
    Ok(sheet.finish())
}
