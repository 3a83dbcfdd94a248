//! The trial balance by its definition (`domain.md` §6): what was received and made is counted from the records, what
//! became of it from the states. Neither side knows of the other.

use custody_core::record::{
    AssetId, Event, Instance, InstanceId, InstanceKind, Record, Register, StateName,
};
use std::collections::BTreeMap;

/// The left side of one asset, counted from records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// 原本受領.
    pub received: usize,
    /// 作成.
    pub made: usize,
    /// 展開.
    pub opened: usize,
    /// 分割増.
    pub split: usize,
}

/// The whole balance of one asset, or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// 原本受領.
    pub received: usize,
    /// 作成.
    pub made: usize,
    /// 分割増.
    pub split: usize,
    /// 返還.
    pub returned: usize,
    /// 廃棄.
    pub destroyed: usize,
    /// 紛失.
    pub lost: usize,
    /// 保有.
    pub kept: usize,
}

/// How an instance came onto the left side.
type As = fn(&mut Made) -> &mut usize;

/// Counts records as they come.
#[derive(Clone, Debug, Default)]
pub struct Count(BTreeMap<AssetId, Made>, BTreeMap<InstanceId, As>);

impl Count {
    /// Counts one record.
    pub fn record(&mut self, record: &Record) {
        let made: As = |m| &mut m.made;
        let opened: As = |m| &mut m.opened;
        match &record.event {
            Event::AssetReceived { instance, .. } => self.enters(instance, |m| &mut m.received),
            Event::InstanceCopied { instance, .. } => self.enters(instance, made),
            Event::InstanceOpened { instance, .. } => self.enters(instance, opened),
            Event::CarriedOut { packages, .. } | Event::Transmitted { packages, .. } => {
                packages.iter().for_each(|p| self.enters(p, made));
            }
            Event::InstancePrinted { printouts, .. } => {
                printouts.iter().for_each(|p| self.enters(p, made));
            }
            Event::SubReported { made: new, .. } => {
                new.iter().for_each(|holding| self.enters(holding, made));
            }
            Event::InstanceSplit { siblings, .. } => {
                // A sibling of a working copy would be one more of those.
                siblings
                    .iter()
                    .for_each(|s| self.enters(s, |m| &mut m.split));
            }
            Event::IncidentOpened {
                found: Some(found), ..
            } => match found.kind {
                InstanceKind::WorkingCopy => self.enters(found, opened),
                _ => self.enters(found, made),
            },
            // 登録取消: counted nowhere.
            Event::InstanceVoided { instance, .. } => {
                let how = self.1[instance];
                *how(self.0.get_mut(&instance.asset).unwrap()) -= 1;
            }
            _ => {}
        }
    }

    fn enters(&mut self, instance: &Instance, how: As) {
        *how(self.0.entry(instance.id.asset).or_default()) += 1;
        self.1.insert(instance.id, how);
    }

    /// Both equations hold for every asset: `原本受領 + 作成 + 分割増 = 返還 + 廃棄 + 紛失 + 保有` and
    /// `展開 = 終了 + 展開中 + 紛失`.
    ///
    /// # Errors
    /// Says which asset does not agree.
    pub fn agrees(&self, known: &Register) -> Result<(), String> {
        let all = known.assets.keys().chain(self.0.keys());
        all.copied()
            .try_for_each(|asset| self.agrees_for(known, asset))
    }

    /// The balance that the report counts is this one, asset by asset, and agrees.
    ///
    /// # Errors
    /// Says which asset does not.
    pub fn agrees_with_the_report(&self, known: &Register) -> Result<(), String> {
        let report = custody_core::report::Balance::of(known);
        for row in &report.assets {
            let tally = &row.tally;
            let theirs = [
                tally.received,
                tally.made + tally.split,
                tally.returned,
                tally.destroyed,
                tally.lost,
                tally.kept,
            ];
            let ours = self.of(known, row.asset).row();
            if theirs.map(|n| usize::try_from(n).unwrap_or(usize::MAX)) != ours {
                return Err(format!(
                    "{}: reported {theirs:?}, counted {ours:?}",
                    row.asset
                ));
            }
        }
        let whole = report.assets.len() == known.assets.len() && report.agrees();
        whole
            .then_some(())
            .ok_or_else(|| format!("difference {}", report.difference))
    }

    /// Both equations hold for one asset.
    ///
    /// # Errors
    /// Says what does not agree.
    pub fn agrees_for(&self, known: &Register, asset: AssetId) -> Result<(), String> {
        let made = self.0.get(&asset).copied().unwrap_or_default();
        let balance = self.of(known, asset);
        if balance.received + balance.made + balance.split != balance.right() {
            return Err(format!("{asset}: {balance:?}"));
        }
        let opened = known
            .instances_of(asset)
            .filter(|i| i.kind == InstanceKind::WorkingCopy && i.state() != StateName::Voided)
            .count();
        if made.opened != opened {
            return Err(format!("{asset}: {} opened, {opened} there", made.opened));
        }
        Ok(())
    }

    /// The balance of one asset.
    #[must_use]
    pub fn of(&self, known: &Register, asset: AssetId) -> Balance {
        let made = self.0.get(&asset).copied().unwrap_or_default();
        let mut balance = Balance {
            received: made.received,
            made: made.made,
            split: made.split,
            ..Balance::default()
        };
        for instance in known
            .instances_of(asset)
            .filter(|i| i.kind != InstanceKind::WorkingCopy)
        {
            match instance.state() {
                StateName::Returned => balance.returned += 1,
                StateName::Destroyed => balance.destroyed += 1,
                StateName::Missing => balance.lost += 1,
                StateName::Voided => {}
                // Only a working copy is ever closed (§5.1): counted nowhere here, so that the balance fails.
                StateName::Closed => {}
                _ => balance.kept += 1,
            }
        }
        balance
    }
}

impl Balance {
    /// `returned + destroyed + lost + kept`.
    #[must_use]
    pub fn right(&self) -> usize {
        self.returned + self.destroyed + self.lost + self.kept
    }

    /// `[原本受領, 作成＋分割増, 返還, 廃棄, 紛失, 保有]`.
    #[must_use]
    pub fn row(&self) -> [usize; 6] {
        [
            self.received,
            self.made + self.split,
            self.returned,
            self.destroyed,
            self.lost,
            self.kept,
        ]
    }
}
