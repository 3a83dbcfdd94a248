//! Numbers that stand on paper: `A-0001`, `A-0001/1`, `C-0001`, `H-001` … (`cli.md`, conventions).
//!
//! On input, case, full-width characters, leading zeros and 「A-0001の2」 are forgiven; stored and shown is always
//! the one canonical ASCII form. Numbers start at 1; 0 is no number.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::num::NonZeroU32;
use std::ops::RangeInclusive;
use std::str::FromStr;
use unicode_normalization::UnicodeNormalization as _;

/// Why a number was not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a {expected} number: {given:?}")]
pub struct IdError {
    /// The form that was expected, such as `A-0001`.
    pub expected: &'static str,
    /// What stood there, cut to 40 characters.
    pub given: String,
}

impl IdError {
    fn new(expected: &'static str, given: &str) -> Self {
        Self {
            expected,
            given: given.chars().take(40).collect(),
        }
    }
}

/// Folds what people type: full-width to ASCII, case, the many dashes, spaces.
fn fold(text: &str) -> String {
    // As the records have it: nothing to fold but the case.
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return text.to_ascii_uppercase();
    }
    text.nfkc()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' => '-',
            c => c.to_ascii_uppercase(),
        })
        .collect()
}

fn number(text: &str) -> Option<NonZeroU32> {
    if text.is_empty() || text.len() > 12 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse::<u32>().ok().and_then(NonZeroU32::new)
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $letter:literal, $width:literal, $form:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(NonZeroU32);

        impl $name {
            /// The number behind the letter; `None` for 0.
            #[must_use]
            pub fn new(number: u32) -> Option<Self> {
                NonZeroU32::new(number).map(Self)
            }

            /// The number behind the letter, from 1.
            #[must_use]
            pub fn number(self) -> u32 {
                self.0.get()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($letter, "-{:0width$}"), self.0, width = $width)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                let folded = fold(text);
                folded
                    .strip_prefix($letter)
                    .map(|rest| rest.strip_prefix('-').unwrap_or(rest))
                    .and_then(number)
                    .map(Self)
                    .ok_or_else(|| IdError::new($form, text))
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }
    };
}

id!(
    /// 情報資産の管理番号, `A-0001`.
    AssetId, "A", 4, "A-0001"
);
id!(
    /// A carrier, `C-0001`.
    CarrierId, "C", 4, "C-0001"
);
id!(
    /// A person, `H-001`.
    PersonId, "H", 3, "H-001"
);
id!(
    /// An organisation, `O-01`.
    OrgId, "O", 2, "O-01"
);
id!(
    /// A place, `L-01`.
    PlaceId, "L", 2, "L-01"
);
id!(
    /// A request to 甲, `R-0001`.
    RequestId, "R", 4, "R-0001"
);
id!(
    /// A permission of 甲, `P-0001`.
    PermissionId, "P", 4, "P-0001"
);
id!(
    /// A journey, `J-0001`.
    JourneyId, "J", 4, "J-0001"
);
id!(
    /// An incident, `I-0001`.
    IncidentId, "I", 4, "I-0001"
);

/// One instance of an asset, `A-0001/1`. Numbers within an asset count up from 1 and are never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct InstanceId {
    /// The asset it is an instance of.
    pub asset: AssetId,
    number: NonZeroU32,
}

impl InstanceId {
    /// Instance `number` (from 1) of an asset; `None` for 0.
    #[must_use]
    pub fn new(asset: AssetId, number: u32) -> Option<Self> {
        NonZeroU32::new(number).map(|number| Self { asset, number })
    }

    /// The number behind the slash, from 1.
    #[must_use]
    pub fn number(self) -> u32 {
        self.number.get()
    }

    /// Every number that an instance of the asset can have, in order.
    #[must_use]
    pub fn all_of(asset: AssetId) -> RangeInclusive<Self> {
        let at = |number| Self { asset, number };
        at(NonZeroU32::MIN)..=at(NonZeroU32::MAX)
    }
}

impl fmt::Display for InstanceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.asset, self.number)
    }
}

impl FromStr for InstanceId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let folded = fold(text);
        let error = || IdError::new("A-0001/1", text);
        let (asset, number_text) = folded.split_once(['/', 'の']).ok_or_else(error)?;
        let asset = asset.parse().map_err(|_| error())?;
        let number = number(number_text).ok_or_else(error)?;
        Ok(Self { asset, number })
    }
}

impl TryFrom<String> for InstanceId {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        text.parse()
    }
}

impl From<InstanceId> for String {
    fn from(id: InstanceId) -> Self {
        id.to_string()
    }
}

/// A record's index in the ledger: the leaf's index, from 0 (`design.md` §3).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Seq(pub u64);

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_people_type_is_forgiven_and_shown_canonically() {
        for given in [
            "A-0001/2",
            "a-1/2",
            "Ａ－０００１／２",
            "A-0001の2",
            " a1 / 02 ",
            "Ａー１の２",
            "A‐0001/2",
        ] {
            assert_eq!(
                given.parse::<InstanceId>().unwrap().to_string(),
                "A-0001/2",
                "{given}"
            );
        }
        assert_eq!("h１２".parse::<PersonId>().unwrap().to_string(), "H-012");
        assert_eq!(
            "C-12345".parse::<CarrierId>().unwrap().to_string(),
            "C-12345"
        );
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for given in [
            "",
            "A",
            "A-",
            "A-0",
            "A-0001",
            "A-1/0",
            "B-1/1",
            "A-1/1/1",
            "A-1/x",
            "A-99999999999/1",
            "A--1/1",
        ] {
            assert!(given.parse::<InstanceId>().is_err(), "{given}");
        }
        assert!("C-0001".parse::<AssetId>().is_err());
    }
}
