//! One instance of an asset on one carrier, and the state it is in (`domain.md` §2, §5.1).

use super::{
    CarrierId, DestructionPlan, IncidentId, InstanceId, JourneyId, Moment, OrgId, PermissionId,
    PersonId, PlaceId, Quantity, Seq, Text,
};
use serde::{Deserialize, Serialize};

/// What kind of instance it is, by how it came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InstanceKind {
    /// 原本（貸与物）: as supplied, always `/1`.
    Original,
    /// 複製物.
    Copy,
    /// 暗号化パッケージ.
    Package,
    /// 作業用展開: a balance row of its own.
    WorkingCopy,
    /// 印刷物.
    Printout,
    /// 再委託先保有分.
    SubHolding,
}

impl InstanceKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Original,
        Self::Copy,
        Self::Package,
        Self::WorkingCopy,
        Self::Printout,
        Self::SubHolding,
    ];

    /// The identifier of the CLI and JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Copy => "copy",
            Self::Package => "package",
            Self::WorkingCopy => "working_copy",
            Self::Printout => "printout",
            Self::SubHolding => "sub_holding",
        }
    }

    /// The word of the forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Original => "原本（貸与物）",
            Self::Copy => "複製物",
            Self::Package => "暗号化パッケージ",
            Self::WorkingCopy => "作業用展開",
            Self::Printout => "印刷物",
            Self::SubHolding => "再委託先保有分",
        }
    }
}

/// How it is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Protection {
    /// なし.
    None,
    /// Sealed by this program (age).
    Sealed,
    /// Encrypted by something else, as declared.
    ExternalEncryption,
    /// 施錠ケース.
    LockedCase,
}

impl Protection {
    /// The word of the forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "なし",
            Self::Sealed => "暗号化（age v1）",
            Self::ExternalEncryption => "暗号化（他方式）",
            Self::LockedCase => "施錠ケース",
        }
    }
}

/// What is known of sealed or listed content. Digests are of ciphertext or of salted lists, never of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Number of files.
    pub files: u64,
    /// Their bytes together.
    pub bytes: u64,
    /// SHA-256 of the salted manifest, `sha256:<hex>`.
    pub manifest: Text,
    /// SHA-256 of the salted digest list, `sha256:<hex>`.
    pub digests: Text,
    /// The sealed object, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<SealedObject>,
}

/// Facts about a sealed file that anyone holding it can check without a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedObject {
    /// Random number of the package, 32 hexadecimal digits; may stand on a medium.
    pub package: Text,
    /// Length of the sealed file, in bytes.
    pub bytes: u64,
    /// BLAKE3 of the whole sealed file, `blake3:<hex>`.
    pub digest: Text,
    /// Length of the payload (what follows the age header), in bytes.
    pub payload_bytes: u64,
    /// BLAKE3 of the payload, `blake3:<hex>`.
    pub payload_digest: Text,
}

/// The names of the states (§5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StateName {
    /// 保管中.
    Held,
    /// 使用中.
    InUse,
    /// 運搬中.
    InTransit,
    /// 持出し先.
    AtDestination,
    /// 再委託先保有.
    WithSub,
    /// 返還済・受領確認待ち.
    ReturnPending,
    /// 廃棄待ち.
    AwaitingDestruction,
    /// 廃棄業者引渡し済.
    Released,
    /// 発見・隔離.
    Quarantined,
    /// 所在不明.
    Missing,
    /// 返還完了.
    Returned,
    /// 廃棄完了.
    Destroyed,
    /// 展開終了.
    Closed,
    /// 登録取消.
    Voided,
}

impl StateName {
    /// Every state, in the order of §5.1.
    pub const ALL: [Self; 14] = [
        Self::Held,
        Self::InUse,
        Self::InTransit,
        Self::AtDestination,
        Self::WithSub,
        Self::ReturnPending,
        Self::AwaitingDestruction,
        Self::Released,
        Self::Quarantined,
        Self::Missing,
        Self::Returned,
        Self::Destroyed,
        Self::Closed,
        Self::Voided,
    ];

    /// The identifier of the CLI and JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::InUse => "in_use",
            Self::InTransit => "in_transit",
            Self::AtDestination => "at_destination",
            Self::WithSub => "with_sub",
            Self::ReturnPending => "return_pending",
            Self::AwaitingDestruction => "awaiting_destruction",
            Self::Released => "released",
            Self::Quarantined => "quarantined",
            Self::Missing => "missing",
            Self::Returned => "returned",
            Self::Destroyed => "destroyed",
            Self::Closed => "closed",
            Self::Voided => "voided",
        }
    }

    /// The word of the forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Held => "保管中",
            Self::InUse => "使用中",
            Self::InTransit => "運搬中",
            Self::AtDestination => "持出し先",
            Self::WithSub => "再委託先保有",
            Self::ReturnPending => "返還済・受領確認待ち",
            Self::AwaitingDestruction => "廃棄待ち",
            Self::Released => "廃棄業者引渡し済",
            Self::Quarantined => "発見・隔離",
            Self::Missing => "所在不明",
            Self::Returned => "返還完了",
            Self::Destroyed => "廃棄完了",
            Self::Closed => "展開終了",
            Self::Voided => "登録取消",
        }
    }

    /// Not ended.
    #[must_use]
    pub fn is_open(self) -> bool {
        !matches!(
            self,
            Self::Returned | Self::Destroyed | Self::Closed | Self::Voided
        )
    }

    /// Counted as 保有: open and not missing.
    #[must_use]
    pub fn is_kept(self) -> bool {
        self.is_open() && self != Self::Missing
    }
}

/// The state with what only this state has: nothing under way has a place, nothing stored has a holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Custody {
    /// 保管中.
    Held {
        /// Where.
        place: PlaceId,
    },
    /// 使用中.
    InUse {
        /// By whom.
        holder: PersonId,
        /// Where.
        place: PlaceId,
        /// For what.
        purpose: Text,
    },
    /// 運搬中.
    InTransit {
        /// By whom.
        holder: PersonId,
        /// On which journey.
        journey: JourneyId,
    },
    /// 持出し先.
    AtDestination {
        /// By whom.
        holder: PersonId,
        /// Where.
        place: PlaceId,
        /// On which journey.
        journey: JourneyId,
    },
    /// 再委託先保有.
    WithSub {
        /// By which organisation.
        org: OrgId,
    },
    /// 返還済・受領確認待ち.
    ReturnPending {
        /// To whom of 甲.
        to: PersonId,
        /// The record of the return.
        recorded_in: Seq,
    },
    /// 廃棄待ち.
    AwaitingDestruction {
        /// Where it waits.
        place: PlaceId,
        /// What is planned.
        plan: DestructionPlan,
    },
    /// 廃棄業者引渡し済.
    Released {
        /// To whom.
        org: OrgId,
        /// What is planned.
        plan: DestructionPlan,
    },
    /// 発見・隔離.
    Quarantined {
        /// Where.
        place: Text,
        /// Who found it.
        finder: PersonId,
        /// Under which incident.
        incident: IncidentId,
    },
    /// 所在不明.
    Missing {
        /// Under which incident.
        incident: IncidentId,
    },
    /// 返還完了.
    Returned {
        /// The record of 甲's receipt.
        recorded_in: Seq,
    },
    /// 廃棄完了.
    Destroyed {
        /// The record of it.
        recorded_in: Seq,
    },
    /// 展開終了.
    Closed {
        /// The record of it.
        recorded_in: Seq,
    },
    /// 登録取消.
    Voided {
        /// The record of it.
        recorded_in: Seq,
    },
}

impl Custody {
    /// The state's name.
    #[must_use]
    pub fn name(&self) -> StateName {
        match self {
            Self::Held { .. } => StateName::Held,
            Self::InUse { .. } => StateName::InUse,
            Self::InTransit { .. } => StateName::InTransit,
            Self::AtDestination { .. } => StateName::AtDestination,
            Self::WithSub { .. } => StateName::WithSub,
            Self::ReturnPending { .. } => StateName::ReturnPending,
            Self::AwaitingDestruction { .. } => StateName::AwaitingDestruction,
            Self::Released { .. } => StateName::Released,
            Self::Quarantined { .. } => StateName::Quarantined,
            Self::Missing { .. } => StateName::Missing,
            Self::Returned { .. } => StateName::Returned,
            Self::Destroyed { .. } => StateName::Destroyed,
            Self::Closed { .. } => StateName::Closed,
            Self::Voided { .. } => StateName::Voided,
        }
    }

    /// 保持者, where a person holds it.
    #[must_use]
    pub fn holder(&self) -> Option<PersonId> {
        match self {
            Self::InUse { holder, .. }
            | Self::InTransit { holder, .. }
            | Self::AtDestination { holder, .. } => Some(*holder),
            _ => None,
        }
    }

    /// The registered place it is at.
    #[must_use]
    pub fn place(&self) -> Option<PlaceId> {
        match self {
            Self::Held { place }
            | Self::InUse { place, .. }
            | Self::AtDestination { place, .. }
            | Self::AwaitingDestruction { place, .. } => Some(*place),
            _ => None,
        }
    }

    /// The journey it is on.
    #[must_use]
    pub fn journey(&self) -> Option<JourneyId> {
        match self {
            Self::InTransit { journey, .. } | Self::AtDestination { journey, .. } => Some(*journey),
            _ => None,
        }
    }
}

/// What only some instances have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Particulars {
    /// Parted from this one: counts as 分割増.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split_from: Option<InstanceId>,
    /// Found though this one was thought to have ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<InstanceId>,
    /// 最終棚卸.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inventoried: Option<Moment>,
    /// The first form issued about it: its entry cannot be voided any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_form: Option<Seq>,
    /// 消去 before it ends (transition 20).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sanitised: Option<super::destruction::Sanitising>,
}

impl Particulars {
    /// None of them.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instance {
    /// Its number.
    pub id: InstanceId,
    /// What kind.
    pub kind: InstanceKind,
    /// What it was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<InstanceId>,
    /// What it lies on.
    pub carrier: CarrierId,
    /// Its state.
    pub custody: Custody,
    /// Who keeps it.
    pub org: OrgId,
    /// How much of the asset.
    pub quantity: Quantity,
    /// Content facts, for electronic ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Content>,
    /// How it is protected.
    pub protection: Protection,
    /// The seal's number on the case or medium.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal_no: Option<Text>,
    /// The permission it was made under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permission: Option<PermissionId>,
    /// Which part of how many the permission allows, `1/2`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Text>,
    /// When a working copy must be closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Moment>,
    /// Who holds a wrapping of its key: persons' numbers, and `recovery`.
    #[serde(default)]
    pub key_holders: Vec<Text>,
    /// The plaintext source has been begun to be removed and not yet been reported removed.
    #[serde(default)]
    pub source_pending: bool,
    /// The removal of its keys or files from the vault has begun and not ended.
    #[serde(default)]
    pub removal_begun: bool,
    /// Its data were in plaintext on the carrier it lies on: a crypto erase would promise too much (§5.6).
    #[serde(default)]
    pub plaintext_seen: bool,
    /// Found though never registered: counts as 作成.
    #[serde(default)]
    pub unregistered: bool,
    /// The incident that made it missing or found it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<IncidentId>,
    /// What only some have.
    #[serde(default, skip_serializing_if = "Particulars::is_empty")]
    pub particulars: Particulars,
    /// The record that made it.
    pub created_in: Seq,
    /// The latest record of it.
    pub last_in: Seq,
    /// The time of that record.
    pub last_at: Moment,
}

impl Instance {
    /// Its state's name.
    #[must_use]
    pub fn state(&self) -> StateName {
        self.custody.name()
    }

    /// Can be read and written by machines (all but print-outs; what lies on paper is told by its carrier).
    #[must_use]
    pub fn is_electronic(&self) -> bool {
        self.kind != InstanceKind::Printout
    }
}
