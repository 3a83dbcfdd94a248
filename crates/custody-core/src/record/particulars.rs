//! What a request says beyond its grant and scope: what only its subject has (`domain.md` §6, Art. 14-2; §7, forms 4-1 to 20).

use super::{JourneyId, PersonId, PlaceId, Subject, Text};
use serde::{Deserialize, Serialize};

/// Particulars of a request, by its subject. `J` is the journey that a carry request plans: a plan while it is asked for,
/// a number once it is on the register.
///
/// What is `None` was not said; whether a form may leave it out is for the form (`form_field`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum RequestParticulars<J = JourneyId> {
    /// 複製 (4-1).
    Copy {
        /// 保管場所.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<PlaceId>,
    },
    /// 持出し (5-1).
    Carry {
        /// The journey it plans.
        #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
        journey: Option<J>,
    },
    /// 目的外利用 (20): the use stands in the scope's 目的.
    Purpose {
        /// 項目.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        items: Option<Text>,
    },
    /// 提供 (20): to whom stands in the scope's 組織.
    Provide {
        /// 項目.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        items: Option<Text>,
        /// 返還方法.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        give_back: Option<Text>,
    },
    /// 再委託 (11-1): to whom stands in the scope's 組織.
    Subcontract(Subcontracting),
    /// 作業場所 (19): where stands in the scope's 場所.
    Place {
        /// 設備.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        equipment: Option<Text>,
    },
    /// 廃棄 (8-1).
    Destroy {
        /// 場所.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<PlaceId>,
        /// 立会者.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        witness: Option<PersonId>,
    },
    /// 開示 (20): to whom stands in the grant.
    Disclose {
        /// 項目.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        items: Option<Text>,
        /// 返還方法.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        give_back: Option<Text>,
    },
}

/// Of the five items of Art. 14-2, the four that the register does not know: 「名称及び所在地」 are those of the organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subcontracting {
    /// 再委託する理由及び内容: the content; the reason is the request's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Text>,
    /// 取り扱う情報.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub information: Option<Text>,
    /// 安全確保措置の実施方法.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub safeguards: Option<Text>,
    /// 管理及び監督の方法.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervision: Option<Text>,
}

impl<J> RequestParticulars<J> {
    /// Nothing beyond grant and scope.
    #[must_use]
    pub fn none(subject: Subject) -> Self {
        match subject {
            Subject::Copy => Self::Copy { place: None },
            Subject::Carry => Self::Carry { journey: None },
            Subject::Purpose => Self::Purpose { items: None },
            Subject::Provide => Self::Provide {
                items: None,
                give_back: None,
            },
            Subject::Subcontract => Self::Subcontract(Subcontracting::default()),
            Subject::Place => Self::Place { equipment: None },
            Subject::Destroy => Self::Destroy {
                place: None,
                witness: None,
            },
            Subject::Disclose => Self::Disclose {
                items: None,
                give_back: None,
            },
        }
    }

    /// The subject whose particulars these are.
    #[must_use]
    pub fn subject(&self) -> Subject {
        match self {
            Self::Copy { .. } => Subject::Copy,
            Self::Carry { .. } => Subject::Carry,
            Self::Purpose { .. } => Subject::Purpose,
            Self::Provide { .. } => Subject::Provide,
            Self::Subcontract(_) => Subject::Subcontract,
            Self::Place { .. } => Subject::Place,
            Self::Destroy { .. } => Subject::Destroy,
            Self::Disclose { .. } => Subject::Disclose,
        }
    }

    /// The journey of a carry request that has one.
    #[must_use]
    pub fn journey(&self) -> Option<&J> {
        match self {
            Self::Carry { journey } => journey.as_ref(),
            _ => None,
        }
    }

    /// The same, once its journey is `planned`.
    #[must_use]
    pub fn planned<K>(&self, planned: Option<K>) -> RequestParticulars<K> {
        use RequestParticulars as To;
        match self {
            Self::Copy { place } => To::Copy { place: *place },
            Self::Carry { .. } => To::Carry { journey: planned },
            Self::Purpose { items } => To::Purpose {
                items: items.clone(),
            },
            Self::Provide { items, give_back } => To::Provide {
                items: items.clone(),
                give_back: give_back.clone(),
            },
            Self::Subcontract(subcontracting) => To::Subcontract(subcontracting.clone()),
            Self::Place { equipment } => To::Place {
                equipment: equipment.clone(),
            },
            Self::Destroy { place, witness } => To::Destroy {
                place: *place,
                witness: *witness,
            },
            Self::Disclose { items, give_back } => To::Disclose {
                items: items.clone(),
                give_back: give_back.clone(),
            },
        }
    }
}
