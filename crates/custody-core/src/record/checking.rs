//! What people find when they look at a thing: at an inventory (28), at an examination (26).

use super::{InstanceId, Text};
use serde::{Deserialize, Serialize};

/// Something read from the thing, beside what the register says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// 一致.
    Agrees,
    /// 不一致.
    Differs,
    /// Nothing was read, or the register has nothing to compare with.
    NotCompared,
}

impl Comparison {
    /// What was read beside what is registered.
    #[must_use]
    pub fn of(read: Option<&Text>, registered: Option<&Text>) -> Self {
        match (read, registered) {
            (Some(read), Some(registered)) if read == registered => Self::Agrees,
            (Some(_), Some(_)) => Self::Differs,
            _ => Self::NotCompared,
        }
    }

    /// The word of the forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Agrees => "一致",
            Self::Differs => "不一致",
            Self::NotCompared => "照合していない",
        }
    }
}

/// What an inventory found of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// あり.
    Present,
    /// なし: to be declared as a loss.
    Absent,
    /// 封緘異常.
    SealBroken,
}

impl Presence {
    /// The word of the forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Present => "あり",
            Self::Absent => "なし",
            Self::SealBroken => "封緘異常",
        }
    }
}

/// One line of an inventory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InventoryLine {
    /// Which.
    pub instance: InstanceId,
    /// What was found.
    pub found: Presence,
    /// What was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<Text>,
}
