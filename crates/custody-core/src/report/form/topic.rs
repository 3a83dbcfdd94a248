//! What a form is about.

use crate::record::id::IdError;
use crate::record::{
    AssetId, IncidentId, InstanceId, JourneyId, OrgId, PermissionId, PersonId, PlaceId, RequestId,
    Seq,
};
use std::fmt;

/// A number that a form can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// An asset.
    Asset(AssetId),
    /// An instance.
    Instance(InstanceId),
    /// A request.
    Request(RequestId),
    /// A journey.
    Journey(JourneyId),
    /// A permission.
    Permission(PermissionId),
    /// An incident.
    Incident(IncidentId),
    /// An organisation.
    Organisation(OrgId),
    /// A person.
    Person(PersonId),
    /// A place.
    Place(PlaceId),
    /// What a record says: a training, an inventory, a correction.
    Record(Seq),
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Asset(id) => id.fmt(f),
            Self::Instance(id) => id.fmt(f),
            Self::Request(id) => id.fmt(f),
            Self::Journey(id) => id.fmt(f),
            Self::Permission(id) => id.fmt(f),
            Self::Incident(id) => id.fmt(f),
            Self::Organisation(id) => id.fmt(f),
            Self::Person(id) => id.fmt(f),
            Self::Place(id) => id.fmt(f),
            Self::Record(seq) => seq.fmt(f),
        }
    }
}

impl std::str::FromStr for Topic {
    type Err = IdError;

    /// Reads any of the numbers, as forgiving as each of them is.
    fn from_str(text: &str) -> Result<Self, IdError> {
        let instance = text.parse().map(Self::Instance);
        instance
            .or_else(|_| text.parse().map(Self::Request))
            .or_else(|_| text.parse().map(Self::Journey))
            .or_else(|_| text.parse().map(Self::Permission))
            .or_else(|_| text.parse().map(Self::Incident))
            .or_else(|_| text.parse().map(Self::Organisation))
            .or_else(|_| text.parse().map(Self::Person))
            .or_else(|_| text.parse().map(Self::Place))
            .or_else(|error: IdError| {
                // A record's number is digits alone; 「41」 is no number of anything else.
                text.parse()
                    .map(|n| Self::Record(Seq(n)))
                    .map_err(|_| error)
            })
            .or_else(|_: IdError| text.parse().map(Self::Asset))
    }
}
