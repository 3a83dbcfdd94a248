//! 有限会社丙, a 再委託先 of 乙, with its セキュリティ責任者 and a 従事者 (contract Art. 14).

use crate::cast::{self, Where, date, instance, text};
use custody_core::record::{
    CarrierId, CarrierOwner, Employment, Method, OrgId, OrgKind, Organisation, Person, PersonId,
    Protection, Role,
};
use custody_core::rules::{
    Act, EndedHoldings, NewCarrier, NewDisclosure, NewHoldings, NewPledge, NewProvision,
    NewSubReport, NewSubReturn,
};
use std::num::NonZeroU32;

/// The next organisation after 甲 and 乙.
#[must_use]
pub fn org() -> OrgId {
    OrgId::new(3).unwrap()
}

/// H-008, its 従事者.
#[must_use]
pub fn worker() -> PersonId {
    PersonId::new(8).unwrap()
}

/// H-009, its セキュリティ責任者.
#[must_use]
pub fn security() -> PersonId {
    PersonId::new(9).unwrap()
}

/// As it stands on the register, nothing yet recorded of it.
#[must_use]
pub fn entry(id: OrgId, name: &str, parent: OrgId) -> Organisation {
    Organisation {
        id,
        name: text(name),
        address: Some(text("前橋市")),
        kind: OrgKind::Subcontractor,
        parent: Some(parent),
        supervision: Default::default(),
    }
}

/// 有限会社丙 under 乙.
#[must_use]
pub fn organisation() -> Organisation {
    entry(org(), "有限会社丙", cast::contractor())
}

/// One of its people, trained and in scope.
#[must_use]
pub fn person(id: PersonId, name: &str, role: Role) -> Person {
    Person {
        employer: org(),
        employment: Employment::Subcontractor,
        work_scope: vec![text("税務")],
        ..cast::staff(id, name, role)
    }
}

/// Both of them.
#[must_use]
pub fn people() -> [Person; 2] {
    [
        person(worker(), "従事者丙", Role::SubWorker),
        person(security(), "保安丙", Role::SubSecurity),
    ]
}

/// 14-3: 甲 was told who is listed.
#[must_use]
pub fn told(org: OrgId) -> Act {
    Act::NotifyStaff {
        org,
        on: date("2024-04-01"),
        document: Some(text("乙第21号")),
    }
}

/// 14-4: bound by the terms.
#[must_use]
pub fn bound(org: OrgId) -> Act {
    Act::RecordPledge(Box::new(NewPledge {
        persons: Vec::new(),
        org: Some(org),
        on: date("2024-04-01"),
        terms: text("特記事項 令和6年4月版"),
        document: Some(text("丙第1号")),
    }))
}

/// 提供 to 丙 in 高崎; the acceptance is the vault's business.
#[must_use]
pub fn provision(numbers: &[&str]) -> NewProvision {
    NewProvision {
        instances: numbers.iter().map(|n| instance(n)).collect(),
        org: org(),
        place: Where::Takasaki.into(),
        locked_case: None,
        accepted_by: Some(security()),
        seal_intact: true,
        remark: None,
        note: None,
    }
}

/// 提供 to 丙 in 高崎.
#[must_use]
pub fn provide(numbers: &[&str]) -> Act {
    Act::Provide(Box::new(provision(numbers)))
}

/// 再委託先返却 into 第1保管庫.
#[must_use]
pub fn come_back(numbers: &[&str], place: Where) -> Act {
    Act::SubReturn(Box::new(NewSubReturn {
        instances: numbers.iter().map(|n| instance(n)).collect(),
        place: place.into(),
        seal_intact: true,
        remark: None,
    }))
}

/// 再委託先報告 that it has so many things, with these new or ended.
#[must_use]
pub fn report(counted: u64, made: Option<NewHoldings>, ended: Option<EndedHoldings>) -> Act {
    Act::SubReport(Box::new(NewSubReport {
        made,
        ended,
        counted,
    }))
}

/// A holding of `number` on this carrier.
#[must_use]
pub fn holding(number: &str, carrier: impl Into<CarrierId>) -> NewHoldings {
    NewHoldings {
        of: instance(number),
        copies: NonZeroU32::MIN,
        carrier: carrier.into(),
        protection: Protection::Sealed,
    }
}

/// Holdings that were destroyed.
#[must_use]
pub fn ended(numbers: &[&str], method: Method) -> EndedHoldings {
    EndedHoldings {
        instances: numbers.iter().map(|n| instance(n)).collect(),
        method,
    }
}

/// 開示 of 処理件数.
#[must_use]
pub fn disclose(numbers: &[&str], to: &str) -> Act {
    Act::Disclose(Box::new(NewDisclosure {
        instances: numbers.iter().map(|n| instance(n)).collect(),
        to: text(to),
        items: text("処理件数"),
    }))
}

/// 丙's stick.
#[must_use]
pub fn stick() -> NewCarrier {
    NewCarrier {
        owner: CarrierOwner::Subcontractor,
        serial: Some(text("H-USB-1")),
        ..crate::things::our_usb()
    }
}
