//! What comes due within the month: days of return, and the end of the contract.

use super::SOON_DAYS;
use crate::record::{AssetId, Date, InstanceKind, Register, StateName};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What comes due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ComingKind {
    /// 返還期限.
    Return,
    /// The last day for which an asset without 返還期限 is needed.
    Needed,
    /// 契約の満了.
    Term,
}

impl ComingKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Return, Self::Needed, Self::Term];

    /// The identifier of the JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Return => "return",
            Self::Needed => "needed",
            Self::Term => "term",
        }
    }
}

/// What comes due on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coming {
    /// What.
    pub kind: ComingKind,
    /// The last day.
    pub on: Date,
    /// The assets, each with something still here; none for the contract.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub assets: Vec<AssetId>,
}

pub(super) fn coming(register: &Register, today: Date) -> Vec<Coming> {
    let soon = |day: Date| (0..=SOON_DAYS).contains(&today.days_until(day));
    let here: BTreeSet<AssetId> = register
        .instances
        .values()
        .filter(|it| {
            it.state().is_kept()
                && it.state() != StateName::ReturnPending
                && it.kind != InstanceKind::WorkingCopy
        })
        .map(|it| it.id.asset)
        .collect();
    let mut days: BTreeMap<(Date, ComingKind), Vec<AssetId>> = BTreeMap::new();
    for asset in here.iter().filter_map(|id| register.assets.get(id)) {
        let (kind, day) = match asset.due {
            Some(due) => (ComingKind::Return, due),
            None => (ComingKind::Needed, asset.needed_until),
        };
        if soon(day) {
            days.entry((day, kind)).or_default().push(asset.id);
        }
    }
    let running = register.contract.as_ref().filter(|it| it.ended.is_none());
    if let Some(contract) = running.filter(|contract| soon(contract.term.until)) {
        days.insert((contract.term.until, ComingKind::Term), Vec::new());
    }
    days.into_iter()
        .map(|((on, kind), assets)| Coming { kind, on, assets })
        .collect()
}
