//! 情報資産管理台帳, line by line (様式3; Art. 13-3): one line for each instance.

use super::{naming, visible};
use crate::record::{
    AssetId, CarrierId, Date, Instance, InstanceId, InstanceKind, PermissionId, Protection,
    Quantity, Register, StateName, Trust,
};
use serde::Serialize;

/// One instance on the register, ready to be read: names are [`visible`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// 管理番号.
    pub id: InstanceId,
    /// 親番号.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<InstanceId>,
    /// 種類.
    pub kind: InstanceKind,
    /// 名称.
    pub title: String,
    /// 数量.
    pub quantity: Quantity,
    /// 媒体.
    pub carrier: CarrierId,
    /// 媒体 in words, with its 製造番号.
    pub carrier_words: String,
    /// 保管場所.
    pub place: String,
    /// 保持者.
    pub holder: String,
    /// 状態.
    pub state: StateName,
    /// 保護.
    pub protection: Protection,
    /// 承認番号.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permission: Option<PermissionId>,
    /// 承認番号・根拠 in words; for an intake the hand-over paper that includes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// How far that basis can be relied on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trust: Option<Trust>,
    /// 期限: when a working copy must be closed, else 返還期限, else the day until which the asset is needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// 最終棚卸; none before the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inventoried: Option<Date>,
}

/// Every instance on the register, in the order of the numbers.
#[must_use]
pub fn lines(register: &Register) -> Vec<Line> {
    register
        .instances
        .values()
        .map(|instance| line(register, instance))
        .collect()
}

/// The lines of one asset.
#[must_use]
pub fn lines_of(register: &Register, asset: AssetId) -> Vec<Line> {
    register
        .instances_of(asset)
        .map(|instance| line(register, instance))
        .collect()
}

/// One instance's line.
#[must_use]
pub fn line(register: &Register, instance: &Instance) -> Line {
    let asset = register.assets.get(&instance.id.asset);
    let permission = instance
        .permission
        .and_then(|id| register.permissions.get(&id));
    let intake = || {
        let made_here = instance.kind == InstanceKind::Copy
            && instance.permission.is_none()
            && !instance.unregistered;
        let paper = asset
            .filter(|_| made_here)
            .and_then(|asset| asset.intake_included.as_ref());
        paper.map(|paper| format!("引渡書 {}（取込みを含む）", visible(paper.as_str())))
    };
    Line {
        id: instance.id,
        parent: instance.parent,
        kind: instance.kind,
        title: asset
            .map(|asset| visible(asset.title.as_str()))
            .unwrap_or_default(),
        quantity: instance.quantity,
        carrier: instance.carrier,
        carrier_words: naming::carrier_with_serial(register, instance.carrier),
        place: naming::whereabouts(register, instance),
        holder: naming::keeper(register, instance),
        state: instance.state(),
        protection: instance.protection,
        permission: instance.permission,
        basis: permission
            .map(|permission| naming::permission_with_basis(register, permission))
            .or_else(intake),
        trust: permission.map(crate::record::Permission::trust),
        due: instance
            .expires
            .map(crate::record::Moment::date)
            .or_else(|| asset.map(|asset| asset.due.unwrap_or(asset.needed_until))),
        inventoried: instance.particulars.inventoried.map(|at| at.date()),
    }
}
