//! What a form is about.

use crate::record::id::IdError;
use crate::record::{AssetId, IncidentId, InstanceId, JourneyId, OrgId, PermissionId, RequestId};
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
            .or_else(|_: IdError| text.parse().map(Self::Asset))
    }
}
