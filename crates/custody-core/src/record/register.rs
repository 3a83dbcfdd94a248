//! 台帳 as it stands: the entities that records have made, whole or the part that an act can touch.

use super::{
    Asset, AssetId, Carrier, CarrierId, Contract, Incident, IncidentId, Instance, InstanceId,
    Journey, JourneyId, Moment, OrgId, Organisation, Permission, PermissionId, Person, PersonId,
    Place, PlaceId, Request, RequestId, Seq, Text,
};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// The highest number given so far of each kind; 0: none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counters {
    /// `A-`.
    pub asset: u32,
    /// `C-`.
    pub carrier: u32,
    /// `H-`.
    pub person: u32,
    /// `O-`.
    pub org: u32,
    /// `L-`.
    pub place: u32,
    /// `R-`.
    pub request: u32,
    /// `P-`.
    pub permission: u32,
    /// `J-`.
    pub journey: u32,
    /// `I-`.
    pub incident: u32,
    /// Forms issued.
    #[serde(default)]
    pub form: u32,
}

/// Where the ledger stands, as far as rules need it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The vault's origin.
    pub vault: Text,
    /// Number of records; the next record's [`Seq`].
    pub size: u64,
    /// When the last record was made; none before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_at: Option<Moment>,
}

/// The register: what `rules` decide on. A store may load only the part that an act can touch; then a map that lacks
/// an entry says nothing about the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register {
    /// Where the ledger stands.
    pub head: Head,
    /// Highest numbers given.
    pub counters: Counters,
    /// The contract; none before it is opened.
    pub contract: Option<Contract>,
    /// People.
    pub people: BTreeMap<PersonId, Person>,
    /// Organisations.
    pub organisations: BTreeMap<OrgId, Organisation>,
    /// Places.
    pub places: BTreeMap<PlaceId, Place>,
    /// Carriers.
    pub carriers: BTreeMap<CarrierId, Carrier>,
    /// Assets.
    pub assets: BTreeMap<AssetId, Asset>,
    /// Instances.
    pub instances: BTreeMap<InstanceId, Instance>,
    /// Permissions.
    pub permissions: BTreeMap<PermissionId, Permission>,
    /// Requests.
    pub requests: BTreeMap<RequestId, Request>,
    /// Journeys.
    pub journeys: BTreeMap<JourneyId, Journey>,
    /// Incidents.
    pub incidents: BTreeMap<IncidentId, Incident>,
}

impl Register {
    /// The register of a vault with no record yet.
    #[must_use]
    pub fn empty(vault: Text) -> Self {
        Self {
            head: Head {
                vault,
                size: 0,
                last_at: None,
            },
            counters: Counters::default(),
            contract: None,
            people: BTreeMap::new(),
            organisations: BTreeMap::new(),
            places: BTreeMap::new(),
            carriers: BTreeMap::new(),
            assets: BTreeMap::new(),
            instances: BTreeMap::new(),
            permissions: BTreeMap::new(),
            requests: BTreeMap::new(),
            journeys: BTreeMap::new(),
            incidents: BTreeMap::new(),
        }
    }

    /// The next record's index.
    #[must_use]
    pub fn next_seq(&self) -> Seq {
        Seq(self.head.size)
    }

    /// The instances of one asset, in the order of their numbers.
    pub fn instances_of(&self, asset: AssetId) -> impl Iterator<Item = &Instance> {
        self.instances
            .range(InstanceId::all_of(asset))
            .map(|(_, instance)| instance)
    }

    /// The open instances on one carrier.
    pub fn open_on(&self, carrier: CarrierId) -> impl Iterator<Item = &Instance> {
        self.instances
            .values()
            .filter(move |instance| instance.carrier == carrier && instance.state().is_open())
    }

    /// Puts one entity in, replacing its earlier form.
    pub fn put(&mut self, entity: Entity) {
        match entity {
            Entity::Contract(contract) => self.contract = Some(*contract),
            Entity::Person(person) => {
                self.people.insert(person.id, person);
            }
            Entity::Organisation(org) => {
                self.organisations.insert(org.id, org);
            }
            Entity::Place(place) => {
                self.places.insert(place.id, place);
            }
            Entity::Carrier(carrier) => {
                self.carriers.insert(carrier.id, carrier);
            }
            Entity::Asset(asset) => {
                self.assets.insert(asset.id, asset);
            }
            Entity::Instance(instance) => {
                self.instances.insert(instance.id, *instance);
            }
            Entity::Permission(permission) => {
                self.permissions.insert(permission.id, *permission);
            }
            Entity::Request(request) => {
                self.requests.insert(request.id, *request);
            }
            Entity::Journey(journey) => {
                self.journeys.insert(journey.id, *journey);
            }
            Entity::Incident(incident) => {
                self.incidents.insert(incident.id, *incident);
            }
        }
    }

    /// Every entity in it, contract first, each kind in the order of its numbers.
    #[must_use]
    pub fn entities(&self) -> Vec<Entity> {
        let mut all = Vec::new();
        all.extend(
            self.contract
                .iter()
                .map(|c| Entity::Contract(Box::new(c.clone()))),
        );
        all.extend(
            self.organisations
                .values()
                .map(|o| Entity::Organisation(o.clone())),
        );
        all.extend(self.people.values().map(|p| Entity::Person(p.clone())));
        all.extend(self.places.values().map(|p| Entity::Place(p.clone())));
        all.extend(self.carriers.values().map(|c| Entity::Carrier(c.clone())));
        all.extend(self.assets.values().map(|a| Entity::Asset(a.clone())));
        all.extend(
            self.instances
                .values()
                .map(|i| Entity::Instance(Box::new(i.clone()))),
        );
        all.extend(
            self.permissions
                .values()
                .map(|p| Entity::Permission(Box::new(p.clone()))),
        );
        all.extend(
            self.requests
                .values()
                .map(|r| Entity::Request(Box::new(r.clone()))),
        );
        all.extend(
            self.journeys
                .values()
                .map(|j| Entity::Journey(Box::new(j.clone()))),
        );
        all.extend(
            self.incidents
                .values()
                .map(|i| Entity::Incident(Box::new(i.clone()))),
        );
        all
    }
}

/// One entity in its present form: a projection row. As JSON, `entity` comes first and says which it is: a whole
/// register is read without anything being set aside until its kind is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "entity", rename_all = "snake_case")]
pub enum Entity {
    /// The contract.
    Contract(Box<Contract>),
    /// A person.
    Person(Person),
    /// An organisation.
    Organisation(Organisation),
    /// A place.
    Place(Place),
    /// A carrier.
    Carrier(Carrier),
    /// An asset.
    Asset(Asset),
    /// An instance.
    Instance(Box<Instance>),
    /// A permission.
    Permission(Box<Permission>),
    /// A request.
    Request(Box<Request>),
    /// A journey.
    Journey(Box<Journey>),
    /// An incident.
    Incident(Box<Incident>),
}

impl Entity {
    /// Its number; `contract` for the contract.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Contract(_) => "contract".to_owned(),
            Self::Person(x) => x.id.to_string(),
            Self::Organisation(x) => x.id.to_string(),
            Self::Place(x) => x.id.to_string(),
            Self::Carrier(x) => x.id.to_string(),
            Self::Asset(x) => x.id.to_string(),
            Self::Instance(x) => x.id.to_string(),
            Self::Permission(x) => x.id.to_string(),
            Self::Request(x) => x.id.to_string(),
            Self::Journey(x) => x.id.to_string(),
            Self::Incident(x) => x.id.to_string(),
        }
    }
}

impl<'de> Deserialize<'de> for Entity {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Tagged)
    }
}

struct Tagged;

impl<'de> Visitor<'de> for Tagged {
    type Value = Entity;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an entity, its kind first")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entity, A::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "snake_case")]
        enum Key {
            Entity,
        }
        #[derive(Deserialize)]
        #[serde(rename_all = "snake_case")]
        enum Kind {
            Contract,
            Person,
            Organisation,
            Place,
            Carrier,
            Asset,
            Instance,
            Permission,
            Request,
            Journey,
            Incident,
        }
        let Some((Key::Entity, kind)) = map.next_entry()? else {
            return Err(A::Error::missing_field("entity"));
        };
        let rest = MapAccessDeserializer::new(map);
        Ok(match kind {
            Kind::Contract => Entity::Contract(Deserialize::deserialize(rest)?),
            Kind::Person => Entity::Person(Deserialize::deserialize(rest)?),
            Kind::Organisation => Entity::Organisation(Deserialize::deserialize(rest)?),
            Kind::Place => Entity::Place(Deserialize::deserialize(rest)?),
            Kind::Carrier => Entity::Carrier(Deserialize::deserialize(rest)?),
            Kind::Asset => Entity::Asset(Deserialize::deserialize(rest)?),
            Kind::Instance => Entity::Instance(Deserialize::deserialize(rest)?),
            Kind::Permission => Entity::Permission(Deserialize::deserialize(rest)?),
            Kind::Request => Entity::Request(Deserialize::deserialize(rest)?),
            Kind::Journey => Entity::Journey(Deserialize::deserialize(rest)?),
            Kind::Incident => Entity::Incident(Deserialize::deserialize(rest)?),
        })
    }
}
