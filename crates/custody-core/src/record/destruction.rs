//! 廃棄: methods, plans and evidence (`domain.md` §5.6).

use super::{CarrierType, Date, InstanceId, PermissionId, PersonId, PlaceId, Seq, Text};
use serde::{Deserialize, Serialize};

/// How an instance ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// 物理的破壊.
    Physical,
    /// 磁気的破壊.
    Degauss,
    /// 上書き消去.
    Overwrite,
    /// 機器機能による消去.
    DeviceSanitize,
    /// 暗号化消去（鍵の廃棄）.
    CryptoErase,
    /// 裁断.
    Shred,
    /// 溶解.
    Dissolve,
    /// ファイル削除.
    LogicalDelete,
}

impl Method {
    /// Every method, in the order of §5.6.
    pub const ALL: [Self; 8] = [
        Self::Physical,
        Self::Degauss,
        Self::Overwrite,
        Self::DeviceSanitize,
        Self::CryptoErase,
        Self::Shred,
        Self::Dissolve,
        Self::LogicalDelete,
    ];

    /// The identifier of the CLI and JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Physical => "physical",
            Self::Degauss => "degauss",
            Self::Overwrite => "overwrite",
            Self::DeviceSanitize => "device_sanitize",
            Self::CryptoErase => "crypto_erase",
            Self::Shred => "shred",
            Self::Dissolve => "dissolve",
            Self::LogicalDelete => "logical_delete",
        }
    }

    /// The word of the forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Physical => "物理的破壊",
            Self::Degauss => "磁気的破壊",
            Self::Overwrite => "上書き消去",
            Self::DeviceSanitize => "機器機能による消去",
            Self::CryptoErase => "暗号化消去（鍵の廃棄）",
            Self::Shred => "裁断",
            Self::Dissolve => "溶解",
            Self::LogicalDelete => "ファイル削除",
        }
    }

    /// What the form must say about the method's limits, if anything.
    #[must_use]
    pub fn caveat(self, carrier: CarrierType) -> Option<&'static str> {
        match self {
            Self::Overwrite if matches!(carrier, CarrierType::UsbFlash | CarrierType::Ssd) => {
                Some("フラッシュメモリでは全領域の上書きを確認できない")
            }
            Self::LogicalDelete => Some("領域の上書きは確認していない"),
            Self::CryptoErase => Some(
                "暗号文は媒体に残っています。鍵がすべて廃棄されたとの記録に基づき、読取りを困難にする措置です。",
            ),
            _ => None,
        }
    }
}

/// What 廃棄予定 records (transition 19).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DestructionPlan {
    /// How.
    pub method: Method,
    /// Where.
    pub place: PlaceId,
    /// When.
    pub on: Date,
    /// Who will witness.
    pub witness: PersonId,
    /// Under which approval; none where the profile asks for none.
    pub permission: Option<PermissionId>,
}

/// 消去 while it waits for its end (transition 20).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sanitising {
    /// How.
    pub method: Method,
    /// The record of it.
    pub recorded_in: Seq,
}

/// The serial number of an instance's carrier, as it stood there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SerialRead {
    /// On it.
    pub instance: InstanceId,
    /// As read, or as registered; none where the carrier has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial: Option<Text>,
}

/// One file of evidence: its name and hash, never its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceFile {
    /// File name.
    pub name: Text,
    /// `sha256:<hex>`.
    pub digest: Text,
    /// Bytes.
    pub size: u64,
}

/// How one key of an instance ended (crypto_erase).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyEnd {
    /// Its holder: a person's number, or `recovery`.
    pub holder: Text,
    /// How it ended.
    pub how: Text,
}

/// What 廃棄 records as evidence (transition 22, §5.6).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DestructionEvidence {
    /// Serial read from the carrier itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial_read: Option<Text>,
    /// Tool or device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool: Option<Text>,
    /// Its version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool_version: Option<Text>,
    /// 裁断幅 or 溶解証明書.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shred_width: Option<Text>,
    /// Photos, logs, certificates.
    #[serde(default)]
    pub files: Vec<EvidenceFile>,
    /// Every key of the instance and how it ended (crypto_erase, and the vault's own objects).
    #[serde(default)]
    pub keys: Vec<KeyEnd>,
    /// 備考, checked for forbidden words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<Text>,
}
