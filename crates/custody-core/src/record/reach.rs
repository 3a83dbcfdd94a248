//! Which part of the register an act can touch.

use super::{AssetId, CarrierId, IncidentId, InstanceId, JourneyId, PermissionId, RequestId};
use std::collections::BTreeSet;

/// What a store must load so that the rules can decide an act. People, organisations, places, the contract, the counters
/// and permissions of workplaces, of organisations or about no instance always belong to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// The whole register.
    pub everything: bool,
    /// Assets: with their open instances, the carriers these are on, and every permission, open journey and
    /// unfinished incident that names an instance of theirs.
    pub assets: BTreeSet<AssetId>,
    /// Instances, ended ones too; each brings its asset as above.
    pub instances: BTreeSet<InstanceId>,
    /// Carriers: with every open instance on them.
    pub contents_of: BTreeSet<CarrierId>,
    /// Carriers alone.
    pub carriers: BTreeSet<CarrierId>,
    /// Journeys; each brings the assets of its instances.
    pub journeys: BTreeSet<JourneyId>,
    /// Permissions alone.
    pub permissions: BTreeSet<PermissionId>,
    /// Requests; each brings its journey and the assets of its scope.
    pub requests: BTreeSet<RequestId>,
    /// Incidents; each brings the assets of its instances.
    pub incidents: BTreeSet<IncidentId>,
}

impl Reach {
    /// The whole register.
    #[must_use]
    pub fn everything() -> Self {
        Self {
            everything: true,
            ..Self::default()
        }
    }

    /// Only what always belongs to it.
    #[must_use]
    pub fn standing() -> Self {
        Self::default()
    }

    /// This and what `other` asks for.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.everything |= other.everything;
        self.assets.extend(other.assets);
        self.instances.extend(other.instances);
        self.contents_of.extend(other.contents_of);
        self.carriers.extend(other.carriers);
        self.journeys.extend(other.journeys);
        self.permissions.extend(other.permissions);
        self.requests.extend(other.requests);
        self.incidents.extend(other.incidents);
        self
    }

    /// What `instances` bring.
    #[must_use]
    pub fn instances(instances: impl IntoIterator<Item = InstanceId>) -> Self {
        Self {
            instances: instances.into_iter().collect(),
            ..Self::default()
        }
    }

    /// What an asset brings.
    #[must_use]
    pub fn asset(asset: AssetId) -> Self {
        Self {
            assets: [asset].into(),
            ..Self::default()
        }
    }

    /// A carrier alone.
    #[must_use]
    pub fn carrier(carrier: CarrierId) -> Self {
        Self {
            carriers: [carrier].into(),
            ..Self::default()
        }
    }

    /// What a journey brings.
    #[must_use]
    pub fn journey(journey: JourneyId) -> Self {
        Self {
            journeys: [journey].into(),
            ..Self::default()
        }
    }
}
