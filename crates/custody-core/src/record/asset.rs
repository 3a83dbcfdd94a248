//! 情報資産: what 甲 supplied (`domain.md` §2, Asset; contract Art. 2 and 13-1).

use super::{AssetId, Date, Moment, Text};
use serde::{Deserialize, Serialize};

/// The three classes of Art. 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssetKind {
    /// (1) ネットワーク及び情報システム並びにこれらに関する設備及び電磁的記録媒体.
    Equipment,
    /// (2) 取り扱う情報（これを印刷した文書を含む。）.
    Information,
    /// (3) 仕様書及びネットワーク図等のシステム関連文書.
    SystemDocument,
}

/// How 甲 supplied it (Art. 13-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Supply {
    /// 貸与.
    Lend,
    /// 開示: leaves nothing with 乙.
    Disclose,
    /// 提供.
    Provide,
}

/// Units that can be counted; 式 and 一式 cannot and are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// 件 (records).
    #[serde(rename = "件")]
    Records,
    /// 枚 (sheets).
    #[serde(rename = "枚")]
    Sheets,
    /// 冊 (volumes).
    #[serde(rename = "冊")]
    Volumes,
    /// 台 (machines).
    #[serde(rename = "台")]
    Machines,
    /// 本 (tapes, sticks).
    #[serde(rename = "本")]
    Pieces,
    /// 部 (printed copies).
    #[serde(rename = "部")]
    Copies,
    /// ファイル.
    #[serde(rename = "ファイル")]
    Files,
    /// バイト.
    #[serde(rename = "バイト")]
    Bytes,
}

impl Unit {
    /// Every unit, in the order of `domain.md` §2.
    pub const ALL: [Self; 8] = [
        Self::Records,
        Self::Sheets,
        Self::Volumes,
        Self::Machines,
        Self::Pieces,
        Self::Copies,
        Self::Files,
        Self::Bytes,
    ];

    /// The word that stands on paper.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Records => "件",
            Self::Sheets => "枚",
            Self::Volumes => "冊",
            Self::Machines => "台",
            Self::Pieces => "本",
            Self::Copies => "部",
            Self::Files => "ファイル",
            Self::Bytes => "バイト",
        }
    }
}

/// Why a quantity was not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    /// 式, 一式: cannot be counted.
    #[error("式 cannot be counted")]
    NotCountable,
    /// No number from 1 followed by one of the units.
    #[error("not a number followed by a unit")]
    Malformed,
}

/// A number of at least 1 and what it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quantity {
    /// How many, from 1.
    pub number: std::num::NonZeroU64,
    /// Of what.
    pub unit: Unit,
}

impl Quantity {
    /// `number` of `unit`; `None` for 0.
    #[must_use]
    pub fn new(number: u64, unit: Unit) -> Option<Self> {
        std::num::NonZeroU64::new(number).map(|number| Self { number, unit })
    }
}

impl std::fmt::Display for Quantity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let digits = self.number.to_string();
        let mut grouped = String::with_capacity(digits.len() * 4 / 3 + 4);
        for (i, c) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(c);
        }
        write!(f, "{grouped}{}", self.unit.word())
    }
}

impl std::str::FromStr for Quantity {
    type Err = QuantityError;

    /// Reads `120000件`, `120,000 件`, `１２０，０００件`.
    fn from_str(text: &str) -> Result<Self, QuantityError> {
        use unicode_normalization::UnicodeNormalization as _;
        let folded: String = text
            .nfkc()
            .filter(|c| !c.is_whitespace() && *c != ',')
            .collect();
        if folded.ends_with('式') {
            return Err(QuantityError::NotCountable);
        }
        let digits = folded.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = folded.split_at(digits);
        let unit = Unit::ALL
            .into_iter()
            .find(|u| u.word() == unit)
            .ok_or(QuantityError::Malformed)?;
        let number = number.parse().map_err(|_| QuantityError::Malformed)?;
        Self::new(number, unit).ok_or(QuantityError::Malformed)
    }
}

/// The personal data an asset contains; both fields are needed once it contains any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonalData {
    /// How many people, from 1.
    pub subjects: std::num::NonZeroU64,
    /// 氏名, 住所 …; at least one.
    pub items: Vec<Text>,
}

/// One lent asset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asset {
    /// 管理番号.
    pub id: AssetId,
    /// 名称.
    pub title: Text,
    /// Class of Art. 2.
    pub kind: AssetKind,
    /// How it was supplied.
    pub supply: Supply,
    /// Present when it contains personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal: Option<PersonalData>,
    /// One of the profile's access scope (Art. 10).
    pub info_category: Text,
    /// One of the profile's work items.
    pub work_item: Text,
    /// One of the profile's purposes (Art. 13-3, 13-6).
    pub purpose: Text,
    /// As supplied.
    pub quantity: Quantity,
    /// When it was received.
    pub received_at: Moment,
    /// 引渡者: a person of 甲, by name as given.
    pub received_from: Text,
    /// 返還期限.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Until when it is needed; the end of the term unless said otherwise.
    pub needed_until: Date,
    /// 甲's own document number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_doc_no: Option<Text>,
    /// The hand-over paper that includes reading 甲's medium into the vault (`domain.md` §5.4, intake).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intake_included: Option<Text>,
    /// The highest instance number given so far.
    pub last_instance: u32,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_quantity_is_a_number_and_a_unit() {
        for given in ["120000件", "120,000 件", "１２０，０００件"] {
            assert_eq!(given.parse::<Quantity>().unwrap().to_string(), "120,000件");
        }
        assert_eq!("396台".parse::<Quantity>().unwrap().to_string(), "396台");
    }

    #[test]
    fn what_cannot_be_counted_is_refused() {
        assert_eq!("一式".parse::<Quantity>(), Err(QuantityError::NotCountable));
        assert_eq!("1式".parse::<Quantity>(), Err(QuantityError::NotCountable));
        for given in [
            "",
            "件",
            "0件",
            "-1件",
            "12",
            "12匹",
            "99999999999999999999件",
        ] {
            assert_eq!(
                given.parse::<Quantity>(),
                Err(QuantityError::Malformed),
                "{given}"
            );
        }
    }
}
