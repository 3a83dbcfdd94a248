//! The part of the register that an act can touch, by indexed lookups alone.

use super::read::head;
use super::{rows, sql};
use crate::record::{AssetId, CarrierId, Reach, Register};
use crate::store::StoreError;
use rusqlite::{Connection, Params};
use std::collections::BTreeSet;

/// Loads what [`Reach`] promises. `conn` is in a transaction.
pub(super) fn known(conn: &Connection, reach: &Reach) -> Result<Register, StoreError> {
    let stored = head(conn)?;
    let mut register = Register::empty(stored.head.vault.clone());
    register.head = stored.head;
    register.counters = stored.counters;
    let mut loading = Loading { conn, register };
    if reach.everything {
        loading.load(sql::ENTITIES, [])?;
    } else {
        loading.load(sql::STANDING, [])?;
        loading.load(sql::LINKED, [rows::STANDING])?;
        let assets = loading.named(reach)?;
        for asset in assets {
            loading.asset(asset)?;
        }
        for carrier in &reach.contents_of {
            loading.carrier(*carrier)?;
            loading.load(sql::OPEN_ON_CARRIER, [carrier.to_string()])?;
        }
        for carrier in &reach.carriers {
            loading.carrier(*carrier)?;
        }
    }
    Ok(loading.register)
}

struct Loading<'a> {
    conn: &'a Connection,
    register: Register,
}

impl Loading<'_> {
    /// Loads what is named by number; gives the assets that it brings.
    fn named(&mut self, reach: &Reach) -> Result<BTreeSet<AssetId>, StoreError> {
        let mut assets = reach.assets.clone();
        let mut journeys = reach.journeys.clone();
        let mut extended = Vec::new();
        for id in &reach.requests {
            self.one("request", id.to_string())?;
            if let Some(request) = self.register.requests.get(id) {
                assets.extend(rows::assets(&request.scope.instances));
                journeys.extend(request.journey());
                extended.extend(request.extends);
            }
        }
        for id in journeys {
            self.one("journey", id.to_string())?;
            if let Some(journey) = self.register.journeys.get(&id) {
                assets.extend(rows::assets(
                    journey.instances.iter().chain(&journey.carried),
                ));
            }
        }
        for id in &reach.incidents {
            self.one("incident", id.to_string())?;
            if let Some(incident) = self.register.incidents.get(id) {
                assets.extend(rows::assets(&incident.instances));
            }
        }
        for id in &reach.instances {
            assets.insert(id.asset);
            self.one("instance", id.to_string())?;
            if let Some(carrier) = self
                .register
                .instances
                .get(id)
                .map(|instance| instance.carrier)
            {
                self.carrier(carrier)?;
            }
        }
        for id in reach.permissions.iter().chain(&extended) {
            self.one("permission", id.to_string())?;
        }
        Ok(assets)
    }

    fn asset(&mut self, asset: AssetId) -> Result<(), StoreError> {
        let number = asset.to_string();
        self.one("asset", number.clone())?;
        self.load(sql::OPEN_OF_ASSET, [&number])?;
        let instances = self.register.instances_of(asset);
        let carriers: BTreeSet<CarrierId> = instances.map(|it| it.carrier).collect();
        for carrier in carriers {
            self.carrier(carrier)?;
        }
        self.load(sql::LINKED, [&number])?;
        Ok(())
    }

    fn carrier(&mut self, carrier: CarrierId) -> Result<(), StoreError> {
        if !self.register.carriers.contains_key(&carrier) {
            self.one("carrier", carrier.to_string())?;
        }
        Ok(())
    }

    fn one(&mut self, kind: &str, id: String) -> Result<(), StoreError> {
        self.load(sql::ENTITY, (kind, id))
    }

    fn load(&mut self, statement: &str, parameters: impl Params) -> Result<(), StoreError> {
        let mut statement = self.conn.prepare_cached(statement)?;
        let mut found = statement.query(parameters)?;
        while let Some(row) = found.next()? {
            self.register.put(rows::read(row)?);
        }
        Ok(())
    }
}
