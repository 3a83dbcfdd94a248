//! Carriers: what data lie on (`domain.md` §2, Carrier).

use super::{CarrierId, PlaceId, Text};
use serde::{Deserialize, Serialize};

/// What kind of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CarrierType {
    /// USBメモリ.
    UsbFlash,
    /// SSD.
    Ssd,
    /// ハードディスク.
    Hdd,
    /// 光ディスク.
    Optical,
    /// 磁気テープ.
    Tape,
    /// PC.
    Pc,
    /// サーバ.
    Server,
    /// 紙.
    Paper,
    /// クラウド.
    Cloud,
    /// 送信.
    Transmission,
}

impl CarrierType {
    /// Every type, in the order of `domain.md` §2.
    pub const ALL: [Self; 10] = [
        Self::UsbFlash,
        Self::Ssd,
        Self::Hdd,
        Self::Optical,
        Self::Tape,
        Self::Pc,
        Self::Server,
        Self::Paper,
        Self::Cloud,
        Self::Transmission,
    ];

    /// The identifier of the CLI and JSON, such as `usb_flash`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::UsbFlash => "usb_flash",
            Self::Ssd => "ssd",
            Self::Hdd => "hdd",
            Self::Optical => "optical",
            Self::Tape => "tape",
            Self::Pc => "pc",
            Self::Server => "server",
            Self::Paper => "paper",
            Self::Cloud => "cloud",
            Self::Transmission => "transmission",
        }
    }

    /// Has a serial number that must be known: everything physical but paper.
    #[must_use]
    pub fn has_serial(self) -> bool {
        !matches!(self, Self::Paper | Self::Cloud | Self::Transmission)
    }

    /// Leaves the room in a pocket: must say whom a finder calls.
    #[must_use]
    pub fn is_removable(self) -> bool {
        matches!(
            self,
            Self::UsbFlash | Self::Ssd | Self::Hdd | Self::Optical | Self::Tape
        )
    }
}

/// Whose it is. Private media cannot be expressed: they are not allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CarrierOwner {
    /// 甲.
    Client,
    /// 乙.
    Contractor,
    /// 再委託先.
    Subcontractor,
}

/// One carrier on the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carrier {
    /// Its number.
    pub id: CarrierId,
    /// What it is.
    #[serde(rename = "type")]
    pub carrier_type: CarrierType,
    /// Whose it is.
    pub owner: CarrierOwner,
    /// Maker and model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<Text>,
    /// 製造番号; always present where [`CarrierType::has_serial`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial: Option<Text>,
    /// The number on its label.
    pub management_no: Text,
    /// 封印番号.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal_no: Option<Text>,
    /// Whom a finder calls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finder_contact: Option<Text>,
    /// Encrypts by itself.
    #[serde(default)]
    pub hardware_encryption: bool,
    /// Where a pc, server or cloud stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// Taken off the register.
    #[serde(default)]
    pub retired: bool,
}
