//! What 乙 still owes for its 再委託先 (contract Art. 14-3, 14-4), and where their word differs from the register.

use crate::record::{Moment, OrgId, OrgKind, Register};
use crate::report::{recall, visible};
use crate::rules;
use serde::Serialize;

/// What is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Owed {
    /// 甲 does not know its セキュリティ責任者 and 従事者, or not all of them.
    Notice,
    /// It is not bound by the terms.
    Pledge,
    /// It keeps something and was never checked.
    Check,
    /// Its own count is another than the register's.
    Count {
        /// Its own.
        counted: u64,
        /// The register's.
        registered: u64,
    },
}

/// One thing owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SubDue {
    /// For which 再委託先.
    pub org: OrgId,
    /// Its name.
    pub name: String,
    /// What.
    pub owed: Owed,
}

/// Of every 再委託先 that is approved now or keeps something.
pub(super) fn subcontractors(register: &Register, now: Moment) -> Vec<SubDue> {
    let keepers = recall(register, now.date());
    let mut all = Vec::new();
    for org in register.organisations.values() {
        if org.kind != OrgKind::Subcontractor {
            continue;
        }
        let keeper = keepers.iter().find(|keeper| keeper.org == org.id);
        let keeps = keeper.is_some_and(|keeper| !keeper.things.is_empty());
        let approved = rules::subcontracted_under(register, org.id, now).is_some();
        let mut owe = |owed| {
            all.push(SubDue {
                org: org.id,
                name: visible(org.name.as_str()),
                owed,
            });
        };
        if approved || keeps {
            if !rules::staff_is_known(register, org, now.date()) {
                owe(Owed::Notice);
            }
            if org.supervision.pledge.is_none() {
                owe(Owed::Pledge);
            }
        }
        if keeps && org.supervision.check.is_none() {
            owe(Owed::Check);
        }
        if let Some(keeper) = keeper.filter(|keeper| keeper.differs()) {
            owe(Owed::Count {
                counted: keeper.count.map(|count| count.counted).unwrap_or_default(),
                registered: u64::try_from(keeper.things.len()).unwrap_or(u64::MAX),
            });
        }
    }
    all
}
