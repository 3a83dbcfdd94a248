//! 訂正: one value of one record, the old one beside the new (`domain.md` §5.5).

use super::{AssetId, CarrierId, Date, InstanceId, PersonId, PlaceId, Quantity, Seq, Text};
use serde::{Deserialize, Serialize};

/// A value that may be corrected, old and new. What 甲 signed, hashes, refusals and losses are not among them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "field", rename_all = "snake_case")]
pub enum Corrected {
    /// 名称.
    Title {
        /// As recorded.
        old: Text,
        /// As it is.
        new: Text,
    },
    /// 数量.
    Quantity {
        /// As recorded.
        old: Quantity,
        /// As it is.
        new: Quantity,
    },
    /// 引渡者.
    ReceivedFrom {
        /// As recorded.
        old: Text,
        /// As it is.
        new: Text,
    },
    /// 返還期限.
    Due {
        /// As recorded.
        old: Option<Date>,
        /// As it is.
        new: Date,
    },
    /// 甲の文書番号.
    ClientDocNo {
        /// As recorded.
        old: Option<Text>,
        /// As it is.
        new: Text,
    },
    /// 製造番号.
    Serial {
        /// As recorded.
        old: Option<Text>,
        /// As it is.
        new: Text,
    },
    /// 場所.
    Place {
        /// As recorded.
        old: PlaceId,
        /// As it was.
        new: PlaceId,
    },
    /// 使用目的 of a taking out.
    Purpose {
        /// As recorded.
        old: Text,
        /// As it was.
        new: Text,
    },
}

impl Corrected {
    /// The field's name on forms.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Title { .. } => "名称",
            Self::Quantity { .. } => "数量",
            Self::ReceivedFrom { .. } => "引渡者",
            Self::Due { .. } => "返還期限",
            Self::ClientDocNo { .. } => "甲の文書番号",
            Self::Serial { .. } => "製造番号",
            Self::Place { .. } => "場所",
            Self::Purpose { .. } => "使用目的",
        }
    }

    /// Old and new as they stand on paper; 「なし」 where nothing was recorded.
    #[must_use]
    pub fn values(&self) -> (String, String) {
        fn some(value: Option<&impl ToString>) -> String {
            value.map_or_else(|| "なし".to_owned(), ToString::to_string)
        }
        match self {
            Self::Title { old, new }
            | Self::ReceivedFrom { old, new }
            | Self::Purpose { old, new } => (old.to_string(), new.to_string()),
            Self::ClientDocNo { old, new } | Self::Serial { old, new } => {
                (some(old.as_ref()), new.to_string())
            }
            Self::Quantity { old, new } => (old.to_string(), new.to_string()),
            Self::Due { old, new } => (some(old.as_ref()), new.to_string()),
            Self::Place { old, new } => (old.to_string(), new.to_string()),
        }
    }
}

/// A correction of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The record that said otherwise; it stays.
    pub record: Seq,
    /// Whose entry it changes: an asset's,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asset: Option<AssetId>,
    /// a carrier's,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carrier: Option<CarrierId>,
    /// or these instances', as far as no later record has moved them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instances: Vec<InstanceId>,
    /// Which value, old and new.
    pub value: Corrected,
    /// Why.
    pub reason: Text,
    /// The second person: of 監督者 and 責任者 the other one.
    pub with: PersonId,
}
