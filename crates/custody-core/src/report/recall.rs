//! The recall list: what is with whom outside 乙, at any depth, and who answers for it there (contract Art. 13-2, 14-4).

use super::register::{Line, line};
use super::{naming, visible};
use crate::record::{Date, OrgId, OrgKind, Register, Role, SubCount};
use serde::Serialize;

/// Who answers for it there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answers {
    /// 氏名.
    pub name: String,
    /// 連絡先.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
}

/// One organisation that keeps something, or says it does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Keeper {
    /// Which.
    pub org: OrgId,
    /// Its name.
    pub name: String,
    /// What it is to the contract.
    pub kind: OrgKind,
    /// How many steps it is away from 乙, from 1.
    pub tier: usize,
    /// The organisations from 乙 down to it, by name.
    pub chain: Vec<String>,
    /// Its セキュリティ責任者 of the day.
    pub security: Vec<Answers>,
    /// What the register has there.
    pub things: Vec<Line>,
    /// What it said itself, the latest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<SubCount>,
}

impl Keeper {
    /// Its own count is not what the register has.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.count
            .is_some_and(|count| usize::try_from(count.counted) != Ok(self.things.len()))
    }
}

/// Every organisation but 甲 and 乙 that keeps something or says so, the nearest to 乙 first.
#[must_use]
pub fn recall(register: &Register, day: Date) -> Vec<Keeper> {
    let outside = register.organisations.values().filter(|org| {
        matches!(
            org.kind,
            OrgKind::Subcontractor | OrgKind::Disposer | OrgKind::Transporter
        )
    });
    let mut all: Vec<Keeper> = outside
        .map(|org| {
            let chain = chain(register, org.id);
            let kept = register.instances.values();
            let kept = kept.filter(|i| i.org == org.id && i.state().is_kept());
            let security = register.people.values();
            let security =
                security.filter(|p| p.employer == org.id && p.has_role(Role::SubSecurity, day));
            Keeper {
                org: org.id,
                name: visible(org.name.as_str()),
                kind: org.kind,
                tier: chain.len().saturating_sub(1),
                chain,
                security: security
                    .map(|person| Answers {
                        name: visible(person.name.as_str()),
                        contact: person.contact.as_ref().map(|c| visible(c.as_str())),
                    })
                    .collect(),
                things: kept.map(|instance| line(register, instance)).collect(),
                count: org.supervision.count,
            }
        })
        .filter(|keeper| !keeper.things.is_empty() || keeper.differs())
        .collect();
    all.sort_by_key(|keeper| (keeper.tier, keeper.org));
    all
}

/// The names from 乙 down to the organisation. Who has no organisation above it stands under 乙.
#[must_use]
pub fn chain(register: &Register, org: OrgId) -> Vec<String> {
    let own = register
        .organisations
        .values()
        .find(|org| org.kind == OrgKind::Contractor);
    let own = own.map(|org| org.id);
    let mut ids = Vec::new();
    let mut next = Some(org);
    // Organisations nest a few deep; a circle in hostile data ends here.
    while let Some(id) = next.filter(|id| Some(*id) != own && ids.len() < 16) {
        ids.push(id);
        next = register.organisations.get(&id).and_then(|org| org.parent);
    }
    ids.extend(own);
    ids.reverse();
    ids.into_iter()
        .map(|id| naming::organisation(register, id))
        .collect()
}
