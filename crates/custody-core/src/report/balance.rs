//! The trial balance: `原本受領 + 作成 + 分割増 = 返還 + 廃棄 + 紛失 + 保有` (`domain.md` §6).
//!
//! The left side is counted from the numbers given out, the right side from the states, so that a number without an
//! instance, or an instance without an asset, shows as a difference.

use super::visible;
use crate::record::{
    Asset, AssetId, CarrierOwner, Instance, InstanceKind, OrgId, Register, StateName, Supply,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many kept instances are in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct StateCount {
    /// The state.
    pub state: StateName,
    /// How many, from 1.
    pub count: u64,
}

/// How many kept instances one organisation keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct KeeperCount {
    /// Who.
    pub org: OrgId,
    /// How many, from 1.
    pub count: u64,
}

/// The columns of the balance, in instances. Voided ones are counted nowhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// 原本受領.
    pub received: u64,
    /// 作成: copies, packages, print-outs, holdings of a 再委託先, and whatever was found unregistered.
    pub made: u64,
    /// 分割増.
    pub split: u64,
    /// 返還.
    pub returned: u64,
    /// 廃棄.
    pub destroyed: u64,
    /// 紛失.
    pub lost: u64,
    /// 保有.
    pub kept: u64,
    /// 保有, by state in the order of §5.1; states with none are left out.
    pub kept_by_state: Vec<StateCount>,
    /// 保有, by organisation.
    pub kept_by_org: Vec<KeeperCount>,
    /// Left side less right side; 0 when the balance agrees.
    pub difference: i64,
}

/// One row: an asset and a kind of instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// 管理番号.
    pub asset: AssetId,
    /// 名称.
    pub title: String,
    /// The kind; none for the sum of the asset.
    pub kind: Option<InstanceKind>,
    /// The columns.
    #[serde(flatten)]
    pub tally: Tally,
}

/// Working copies of one asset: `展開 = 終了 + 展開中 + 紛失`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct WorkingRow {
    /// 管理番号.
    pub asset: AssetId,
    /// 展開.
    pub opened: u64,
    /// 終了.
    pub ended: u64,
    /// 展開中.
    pub open: u64,
    /// 紛失.
    pub lost: u64,
}

/// 甲's carriers: `貸与 = 返還 + 廃棄 + 紛失 + 保有`. A carrier that holds anything open is kept, or lost where all
/// that is open on it is missing; otherwise it went where the last thing on it went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CarrierTally {
    /// 貸与.
    pub lent: u64,
    /// 返還.
    pub returned: u64,
    /// 廃棄.
    pub destroyed: u64,
    /// 紛失.
    pub lost: u64,
    /// 保有.
    pub kept: u64,
}

/// The trial balance of a whole register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Balance {
    /// Each asset and kind, in the order of the numbers.
    pub rows: Vec<Row>,
    /// Each asset.
    pub assets: Vec<Row>,
    /// Everything.
    pub total: Tally,
    /// Working copies, for the assets that have had any.
    pub working: Vec<WorkingRow>,
    /// 甲's carriers.
    pub carriers: CarrierTally,
    /// Sum of the assets' differences without their signs, so that two mistakes cannot hide each other.
    pub difference: u64,
}

impl Balance {
    /// Counts a register that holds every instance of every asset.
    #[must_use]
    pub fn of(register: &Register) -> Self {
        let mut by_asset: BTreeMap<AssetId, Vec<&Instance>> = BTreeMap::new();
        for asset in register.assets.keys() {
            by_asset.insert(*asset, Vec::new());
        }
        for instance in register.instances.values() {
            by_asset
                .entry(instance.id.asset)
                .or_default()
                .push(instance);
        }
        let mut balance = Self {
            rows: Vec::new(),
            assets: Vec::new(),
            total: Tally::default(),
            working: Vec::new(),
            carriers: carriers(register),
            difference: 0,
        };
        for (id, instances) in by_asset {
            let asset = register.assets.get(&id);
            let title = asset
                .map(|asset| visible(asset.title.as_str()))
                .unwrap_or_default();
            for kind in InstanceKind::ALL
                .into_iter()
                .filter(|kind| *kind != InstanceKind::WorkingCopy)
            {
                let tally = Tally::of(
                    instances
                        .iter()
                        .copied()
                        .filter(|instance| instance.kind == kind),
                );
                if tally != Tally::default() {
                    balance.rows.push(Row {
                        asset: id,
                        title: title.clone(),
                        kind: Some(kind),
                        tally,
                    });
                }
            }
            let mut sum = Tally::of(
                instances
                    .iter()
                    .copied()
                    .filter(|instance| instance.kind != InstanceKind::WorkingCopy),
            );
            sum.difference = unaccounted(asset, &instances);
            balance.difference = balance
                .difference
                .saturating_add(sum.difference.unsigned_abs());
            balance.total.add(&sum);
            balance.assets.push(Row {
                asset: id,
                title,
                kind: None,
                tally: sum,
            });
            balance.working.extend(working(id, &instances));
        }
        balance
    }

    /// Nothing is unaccounted for.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.difference == 0
    }
}

/// Numbers given out less instances on the register. An asset that only was disclosed has none of either.
fn unaccounted(asset: Option<&Asset>, instances: &[&Instance]) -> i64 {
    let given = match asset {
        Some(asset) if asset.supply == Supply::Disclose && instances.is_empty() => 0,
        // Received means `/1` exists, whatever the counter says.
        Some(asset) => i64::from(asset.last_instance.max(1)),
        None => 0,
    };
    given.saturating_sub(i64::try_from(instances.len()).unwrap_or(i64::MAX))
}

impl Tally {
    fn of<'a>(instances: impl Iterator<Item = &'a Instance>) -> Self {
        let mut tally = Self::default();
        let mut states: BTreeMap<StateName, u64> = BTreeMap::new();
        let mut orgs: BTreeMap<OrgId, u64> = BTreeMap::new();
        for instance in instances {
            let state = instance.state();
            if state == StateName::Voided {
                continue;
            }
            if instance.particulars.split_from.is_some() {
                tally.split += 1;
            } else if instance.unregistered || instance.kind != InstanceKind::Original {
                tally.made += 1;
            } else {
                tally.received += 1;
            }
            match state {
                StateName::Returned => tally.returned += 1,
                StateName::Destroyed | StateName::Closed => tally.destroyed += 1,
                StateName::Missing => tally.lost += 1,
                _ => {
                    tally.kept += 1;
                    *states.entry(state).or_default() += 1;
                    *orgs.entry(instance.org).or_default() += 1;
                }
            }
        }
        tally.kept_by_state = states
            .into_iter()
            .map(|(state, count)| StateCount { state, count })
            .collect();
        tally.kept_by_org = orgs
            .into_iter()
            .map(|(org, count)| KeeperCount { org, count })
            .collect();
        tally
    }

    fn add(&mut self, other: &Self) {
        self.received += other.received;
        self.made += other.made;
        self.split += other.split;
        self.returned += other.returned;
        self.destroyed += other.destroyed;
        self.lost += other.lost;
        self.kept += other.kept;
        self.difference = self.difference.saturating_add(other.difference);
        for theirs in &other.kept_by_state {
            match self
                .kept_by_state
                .iter_mut()
                .find(|mine| mine.state == theirs.state)
            {
                Some(mine) => mine.count += theirs.count,
                None => self.kept_by_state.push(*theirs),
            }
        }
        self.kept_by_state.sort_by_key(|count| count.state);
        for theirs in &other.kept_by_org {
            match self
                .kept_by_org
                .iter_mut()
                .find(|mine| mine.org == theirs.org)
            {
                Some(mine) => mine.count += theirs.count,
                None => self.kept_by_org.push(*theirs),
            }
        }
        self.kept_by_org.sort_by_key(|count| count.org);
    }
}

fn working(asset: AssetId, instances: &[&Instance]) -> Option<WorkingRow> {
    let mut row = WorkingRow {
        asset,
        opened: 0,
        ended: 0,
        open: 0,
        lost: 0,
    };
    for instance in instances
        .iter()
        .filter(|instance| instance.kind == InstanceKind::WorkingCopy)
    {
        match instance.state() {
            StateName::Voided => continue,
            StateName::Closed | StateName::Destroyed | StateName::Returned => row.ended += 1,
            StateName::Missing => row.lost += 1,
            _ => row.open += 1,
        }
        row.opened += 1;
    }
    (row.opened > 0).then_some(row)
}

fn carriers(register: &Register) -> CarrierTally {
    // What decides about a carrier: anything kept before anything missing before the latest that ended.
    let mut verdicts: BTreeMap<_, (u8, u64, StateName)> = BTreeMap::new();
    for instance in register.instances.values() {
        let state = instance.state();
        let weight = match state {
            StateName::Voided | StateName::Closed => continue,
            StateName::Returned | StateName::Destroyed => 0,
            StateName::Missing => 1,
            _ => 2,
        };
        let verdict = (weight, instance.last_in.0, state);
        let current = verdicts.entry(instance.carrier).or_insert(verdict);
        *current = (*current).max(verdict);
    }
    let mut tally = CarrierTally::default();
    for carrier in register
        .carriers
        .values()
        .filter(|carrier| carrier.owner == CarrierOwner::Client)
    {
        tally.lent += 1;
        match verdicts.get(&carrier.id).map(|verdict| verdict.2) {
            Some(StateName::Returned) => tally.returned += 1,
            Some(StateName::Destroyed) => tally.destroyed += 1,
            Some(StateName::Missing) => tally.lost += 1,
            _ => tally.kept += 1,
        }
    }
    tally
}
