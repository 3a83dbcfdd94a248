//! What the tests of stores are made of: permits for whatever they want to write, and one register with something of
//! every kind.

#![allow(clippy::unwrap_used, clippy::panic)]

use super::{Batch, Entry, Node};
use crate::record::{Counters, Entity, Event, PersonId, Record, Register, Seq, Text};
use crate::rules::Permitted;
use serde_json::{Value, json};

/// The origin of the tests' vault.
pub(super) fn vault() -> Text {
    Text::new("example.jp/vault/k1").unwrap()
}

/// The moment of the record with this index.
pub(super) fn at(seq: u64) -> String {
    format!(
        "2024-10-01T{:02}:{:02}:{:02}+09:00",
        9 + seq / 3600,
        seq / 60 % 60,
        seq % 60
    )
}

/// The note that [`batch`] gives to a record.
pub(super) fn note(seq: u64) -> Vec<u8> {
    format!("custody.record/v1\n{{\"seq\":{seq}}}\n\n\u{2014} signature \0 {seq}\n").into_bytes()
}

/// The checkpoint that [`batch`] gives to a size.
pub(super) fn checkpoint(size: u64) -> Vec<u8> {
    format!("example.jp/vault/k1\n{size}\nroot\n\n\u{2014} signature\n").into_bytes()
}

/// The hash of a leaf that [`batch`] gives.
pub(super) fn hash(seq: u64) -> [u8; 32] {
    let mut hash = [0xA5; 32];
    hash[..8].copy_from_slice(&seq.to_be_bytes());
    hash
}

/// A permit to change `changes` with the record of this index.
pub(super) fn permit(seq: u64, changes: Vec<Entity>) -> Permitted {
    let record = Record {
        vault: vault(),
        seq: Seq(seq),
        at: at(seq).parse().unwrap(),
        recorded: None,
        by: PersonId::new(1).unwrap(),
        profile: 1,
        event: Event::InstanceStored {
            instance: "A-0001/1".parse().unwrap(),
            place: "L-01".parse().unwrap(),
        },
        warnings: vec![],
    };
    let number = u32::try_from(seq + 1).unwrap();
    Permitted::unchecked(
        record,
        changes,
        Counters {
            asset: 3,
            place: number,
            ..Counters::default()
        },
    )
}

/// One record for each list of changes, from `base` on, each with its leaf.
pub(super) fn batch(base: u64, changes: impl IntoIterator<Item = Vec<Entity>>) -> Batch {
    let entries: Vec<Entry> = (base..)
        .zip(changes)
        .map(|(seq, changes)| Entry {
            permitted: permit(seq, changes),
            note: note(seq),
        })
        .collect();
    let size = base + entries.len() as u64;
    Batch {
        nodes: (base..size)
            .map(|index| Node {
                level: 0,
                index,
                hash: hash(index),
            })
            .collect(),
        checkpoint: checkpoint(size),
        entries,
        ..Batch::default()
    }
}

/// What a replay of the records of [`batch`] gives.
pub(super) fn replay(records: impl IntoIterator<Item = Vec<Entity>>) -> (Register, super::Touches) {
    let mut register = Register::empty(vault());
    let mut touches = super::Touches::new();
    for (seq, changes) in (0..).zip(records) {
        let permitted = permit(seq, changes);
        for entity in permitted.changes() {
            touches.insert((entity.key(), seq));
            register.put(entity.clone());
        }
        register.head.size = seq + 1;
        register.head.last_at = Some(permitted.recorded_at());
        register.counters = permitted.counters();
    }
    (register, touches)
}

/// As it stands in a row: its kind first.
fn entity(kind: &str, body: Value) -> Entity {
    let fields = body.to_string();
    let row = format!("{{\"entity\":\"{kind}\",{}", &fields[1..]);
    serde_json::from_str(&row).unwrap_or_else(|error| panic!("{kind}: {error}"))
}

/// A place.
pub(super) fn place(number: u32) -> Entity {
    entity(
        "place",
        json!({ "id": format!("L-{number:02}"), "name": "電算室", "kind": "workplace", "lockable": true, "entry_log": true }),
    )
}

pub(super) fn person(number: u32) -> Entity {
    entity(
        "person",
        json!({ "id": format!("H-{number:03}"), "name": "髙橋", "employer": "O-01", "employment": "direct", "roles": [] }),
    )
}

pub(super) fn organisation(number: u32) -> Entity {
    entity(
        "organisation",
        json!({ "id": format!("O-{number:02}"), "name": "株式会社例", "kind": "contractor" }),
    )
}

pub(super) fn carrier(number: u32) -> Entity {
    entity(
        "carrier",
        json!({ "id": format!("C-{number:04}"), "type": "usb_flash", "owner": "contractor", "serial": "S1",
                "management_no": "U-1" }),
    )
}

pub(super) fn asset(number: u32) -> Entity {
    entity(
        "asset",
        json!({ "id": format!("A-{number:04}"), "title": "台帳", "kind": "information", "supply": "lend",
                "info_category": "住民", "work_item": "移行", "purpose": "移行", "quantity": { "number": 1, "unit": "件" },
                "received_at": at(0), "received_from": "甲", "needed_until": "2025-03-31", "last_instance": 9 }),
    )
}

/// An instance: open (`held`) or ended (`closed`).
pub(super) fn instance(id: &str, carrier: u32, open: bool) -> Entity {
    let custody = if open {
        json!({ "state": "held", "place": "L-01" })
    } else {
        json!({ "state": "closed", "recorded_in": 1 })
    };
    entity(
        "instance",
        json!({ "id": id, "kind": "copy", "carrier": format!("C-{carrier:04}"), "custody": custody, "org": "O-01",
                "quantity": { "number": 1, "unit": "件" }, "protection": "sealed", "created_in": 0, "last_in": 0,
                "last_at": at(0) }),
    )
}

pub(super) fn permission(number: u32, instances: &[&str]) -> Entity {
    entity(
        "permission",
        json!({ "id": format!("P-{number:04}"), "grant": { "subject": "copy" }, "kind": { "kind": "approval" },
                "decided_by": "H-001", "decided_at": at(0), "registered_at": at(0), "registered_in": 0,
                "document": { "form": "signed_note" }, "scope": { "instances": instances }, "uses": "standing" }),
    )
}

pub(super) fn request(number: u32, instances: &[&str], journey: Option<&str>) -> Entity {
    let mut body = json!({ "id": format!("R-{number:04}"), "grant": { "subject": "carry" },
        "scope": { "instances": instances }, "uses": "standing", "reason": "業務", "particulars": { "about": "carry" },
        "by": "H-001", "at": at(0), "recorded_in": 0, "state": "sent" });
    if let Some(journey) = journey {
        body["particulars"]["journey"] = journey.into();
    }
    entity("request", body)
}

/// A permission of a workplace: it counts for every act.
pub(super) fn workplace_permission(number: u32, place: &str) -> Entity {
    let Entity::Permission(mut permission) = permission(number, &[]) else {
        panic!()
    };
    permission.grant = crate::record::Grant::Place;
    permission.scope.destinations = vec![place.parse().unwrap()];
    Entity::Permission(permission)
}

pub(super) fn journey(number: u32, instances: &[&str], stage: &str) -> Entity {
    entity(
        "journey",
        json!({ "id": format!("J-{number:04}"), "instances": instances, "persons": ["H-001"], "from": "L-01",
                "to": "L-02", "purpose": "work", "planned_departure": at(0), "planned_arrival": at(1), "route": "車",
                "key_handover": "別送", "stage": stage }),
    )
}

pub(super) fn incident(number: u32, instances: &[&str], stage: &str) -> Entity {
    entity(
        "incident",
        json!({ "id": format!("I-{number:04}"), "kind": "loss", "instances": instances, "declared_at": at(0),
                "declared_by": "H-001", "stage": stage }),
    )
}

pub(super) fn contract() -> Entity {
    let guide = "1h";
    entity(
        "contract",
        json!({ "number": "K1", "title": "契約", "client_office": "課", "contractor_name": "株式会社例",
            "term": { "from": "2024-04-01", "until": "2025-03-31" }, "log_key": "k", "recovery": "r",
            "profile": { "name": "n", "version": 1, "terms_title": "t", "terms_cite": "c", "work_items": [],
                "purposes": [], "access_scope": [], "log_months": 12, "guards": {}, "seal_boxes": true,
                "combined_roles_allowed": false, "standing_max_days": 30,
                "guides": { "incident_first": guide, "incident_followup": guide, "incident_final": guide,
                    "staff_change": guide, "return_after_unneeded": guide, "client_receipt": guide,
                    "disposer_certificate": guide, "working_copy_max": guide, "arrival_grace": guide,
                    "inventory": guide, "training": guide } } }),
    )
}

/// Three records that make something of every kind, in more than one state.
pub(super) fn records() -> Vec<Vec<Entity>> {
    vec![
        vec![
            contract(),
            organisation(1),
            person(1),
            place(1),
            place(2),
            carrier(1),
            carrier(2),
            carrier(3),
            carrier(4),
        ],
        vec![
            asset(1),
            asset(2),
            asset(10_001),
            instance("A-0001/1", 1, true),
            instance("A-0001/2", 2, true),
            instance("A-0001/3", 3, true),
            instance("A-0002/1", 1, true),
            instance("A-0002/2", 4, false),
            instance("A-10001/1", 1, true),
        ],
        vec![
            // Ended after having been open.
            instance("A-0001/3", 3, false),
            permission(1, &["A-0001/1", "A-0001/2"]),
            permission(2, &["A-0002/1"]),
            permission(3, &[]),
            workplace_permission(4, "L-01"),
            request(1, &["A-0001/1"], Some("J-0002")),
            journey(1, &["A-0001/1"], "under_way"),
            journey(2, &["A-0002/1"], "planned"),
            journey(3, &["A-0001/2"], "ended"),
            incident(1, &["A-0001/2"], "opened"),
            incident(2, &["A-0001/2"], "acknowledged"),
            incident(3, &["A-0002/1"], "opened"),
        ],
    ]
}
