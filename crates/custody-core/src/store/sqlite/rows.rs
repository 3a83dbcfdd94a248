//! An entity as rows: its body, the columns that lookups need, and its links. Columns and links follow from the body;
//! a row that contradicts its body is not believed.

use crate::record::{AssetId, Entity, IncidentStage, InstanceId, JourneyStage, Subject};
use crate::store::StoreError;
use rusqlite::Row;
use std::collections::BTreeSet;

/// The kinds of entities, as column `kind` spells them.
pub(super) fn kind(entity: &Entity) -> &'static str {
    match entity {
        Entity::Contract(_) => "contract",
        Entity::Person(_) => "person",
        Entity::Organisation(_) => "organisation",
        Entity::Place(_) => "place",
        Entity::Carrier(_) => "carrier",
        Entity::Asset(_) => "asset",
        Entity::Instance(_) => "instance",
        Entity::Permission(_) => "permission",
        Entity::Request(_) => "request",
        Entity::Journey(_) => "journey",
        Entity::Incident(_) => "incident",
    }
}

/// The columns that follow from an entity.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) kind: String,
    pub(super) id: String,
    pub(super) asset: Option<String>,
    pub(super) carrier: Option<String>,
    pub(super) open: bool,
}

impl Columns {
    pub(super) fn of(entity: &Entity) -> Self {
        let (asset, carrier) = match entity {
            Entity::Instance(instance) => (
                Some(instance.id.asset.to_string()),
                Some(instance.carrier.to_string()),
            ),
            _ => (None, None),
        };
        Self {
            kind: kind(entity).to_owned(),
            id: entity.key(),
            asset,
            carrier,
            open: is_open(entity),
        }
    }
}

fn is_open(entity: &Entity) -> bool {
    match entity {
        Entity::Instance(instance) => instance.state().is_open(),
        Entity::Journey(journey) => journey.stage != JourneyStage::Ended,
        Entity::Incident(incident) => incident.stage != IncidentStage::Acknowledged,
        _ => true,
    }
}

/// Instead of an asset's number: what counts for every act, as people, organisations and places do.
pub(super) const STANDING: &str = "standing";

/// Through what a permission, an open journey or an open incident is found: numbers of assets, or [`STANDING`] for a
/// permission of a workplace or an organisation, and for one that names no instance.
pub(super) fn links(entity: &Entity) -> BTreeSet<String> {
    let through = match entity {
        Entity::Permission(permission) => {
            let scope = &permission.scope;
            let standing = matches!(
                permission.grant.subject(),
                Subject::Place | Subject::Subcontract
            );
            if standing || scope.instances.is_empty() {
                return BTreeSet::from([STANDING.to_owned()]);
            }
            assets(&scope.instances)
        }
        Entity::Journey(journey) if is_open(entity) => {
            assets(journey.instances.iter().chain(&journey.carried))
        }
        Entity::Incident(incident) if is_open(entity) => assets(&incident.instances),
        _ => BTreeSet::new(),
    };
    through.iter().map(ToString::to_string).collect()
}

/// The assets of instances.
pub(super) fn assets<'a>(instances: impl IntoIterator<Item = &'a InstanceId>) -> BTreeSet<AssetId> {
    instances
        .into_iter()
        .map(|instance| instance.asset)
        .collect()
}

/// The body of an entity.
pub(super) fn body(entity: &Entity) -> Result<String, StoreError> {
    serde_json::to_string(entity).map_err(|_| StoreError::Unfit {
        what: crate::store::Misfit::Json,
    })
}

/// Reads an entity from the columns `kind, id, asset, carrier, open, body`.
pub(super) fn read(row: &Row<'_>) -> Result<Entity, StoreError> {
    let columns = Columns {
        kind: row.get(0)?,
        id: row.get(1)?,
        asset: row.get(2)?,
        carrier: row.get(3)?,
        open: row.get(4)?,
    };
    let body: String = row.get(5)?;
    match serde_json::from_str(&body) {
        Ok(entity) if Columns::of(&entity) == columns => Ok(entity),
        _ => Err(StoreError::Projection {
            row: crate::store::Row::Entity {
                kind: Some(columns.kind.escape_debug().to_string()),
                id: columns.id.escape_debug().to_string(),
            },
        }),
    }
}
