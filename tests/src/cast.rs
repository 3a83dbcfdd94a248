//! The people, places and carriers of Setting S (`domain.md` §9), and the contract that opens its vault.
//!
//! The machine that holds the vault is the first carrier on every register, so 甲's USB stands here as `C-0002` and 乙's
//! as `C-0003`, where the setting writes C-0001 and C-0002.

use crate::gunma;
use custody_core::record::contract::EmergencyContact;
use custody_core::record::party::Designation;
use custody_core::record::{
    Authority, Card, Carrier, CarrierId, CarrierOwner, CarrierType, Contract, Date, Employment,
    InstanceId, Moment, OrgId, OrgKind, Organisation, Person, PersonId, Place, PlaceId, PlaceKind,
    Role, RoleTerm, Subject, Term, Text, Training,
};
use custody_core::rules::Opening;

/// The people of S.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// 責任者.
    R = 1,
    /// 監督者.
    K,
    /// 作業者, trained.
    A,
    /// 作業者, trained.
    B,
    /// 作業者, listed but untrained.
    C,
    /// 課長 of 甲, approver of all subjects.
    G,
    /// 担当 of 甲, officer.
    T,
}

/// The places of S.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// 前橋作業室, designated.
    Maebashi = 1,
    /// 第1保管庫 in it.
    Cabinet,
    /// 高崎コールセンター, approved under 5-2.
    Takasaki,
    /// 県庁税務課, an office of 甲.
    Kencho,
    /// 事務机 in 前橋作業室: registered, good for nothing.
    Desk,
    /// 大阪 office, neither designated nor approved.
    Osaka,
}

/// The carriers of S.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// The machine that holds the vault.
    Machine = 1,
    /// 甲's USB, serial S123; on the register from the receipt.
    ClientUsb,
    /// 乙's USB.
    OurUsb,
}

impl From<Who> for PersonId {
    fn from(who: Who) -> Self {
        Self::new(who as u32).unwrap()
    }
}

impl From<Where> for PlaceId {
    fn from(place: Where) -> Self {
        Self::new(place as u32).unwrap()
    }
}

impl From<On> for CarrierId {
    fn from(carrier: On) -> Self {
        Self::new(carrier as u32).unwrap()
    }
}

/// The purpose of A-0001.
pub const PURPOSE: &str = "税務システムの運用保守";

/// The purpose of assets of another work.
pub const WELFARE: &str = "福祉システムの運用保守";

/// 乙, the second organisation.
#[must_use]
pub fn contractor() -> OrgId {
    OrgId::new(2).unwrap()
}

/// A line of text.
#[must_use]
pub fn text(line: &str) -> Text {
    Text::new(line).unwrap()
}

/// `2024-10-01 09:00` in Japan.
#[must_use]
#[track_caller]
pub fn moment(minute: &str) -> Moment {
    format!("{}:00+09:00", minute.replace(' ', "T"))
        .parse()
        .unwrap()
}

/// `2024-10-01`.
#[must_use]
#[track_caller]
pub fn date(day: &str) -> Date {
    serde_json::from_value(day.into()).unwrap()
}

/// `A-0001/2`.
#[must_use]
#[track_caller]
pub fn instance(number: &str) -> InstanceId {
    number.parse().unwrap()
}

/// The training of 令和6年4月1日, valid for the whole term.
#[must_use]
pub fn training() -> Training {
    Training {
        on: date("2024-04-01"),
        valid_until: date("2025-03-31"),
        content: text("個人情報の取扱い、特記事項"),
        trainer: text("責任者R"),
        covers_terms: true,
        understanding: None,
    }
}

/// A person of 乙 with one role from the first day of the term.
#[must_use]
pub fn staff(id: impl Into<PersonId>, name: &str, role: Role) -> Person {
    Person {
        id: id.into(),
        name: text(name),
        reading: None,
        employer: contractor(),
        employment: Employment::Direct,
        employment_evidence: Some(text("社員番号")),
        roles: vec![RoleTerm {
            role,
            from: date("2024-04-01"),
            to: None,
        }],
        work_scope: if role == Role::Worker {
            vec![text("税務")]
        } else {
            Vec::new()
        },
        contact: None,
        card: Some(card(name)),
        authority: None,
        training: Some(training()),
        pledge: None,
        unreported: None,
    }
}

fn card(name: &str) -> Card {
    Card {
        verifier: text(name),
        recipient: text("age1"),
        fingerprint: text("0000"),
    }
}

fn client(who: Who, name: &str, authority: Authority) -> Person {
    Person {
        id: who.into(),
        name: text(name),
        reading: None,
        employer: OrgId::new(1).unwrap(),
        employment: Employment::Client,
        employment_evidence: None,
        roles: vec![RoleTerm {
            role: Role::Client,
            from: date("2024-04-01"),
            to: None,
        }],
        work_scope: Vec::new(),
        contact: None,
        card: Some(card(name)),
        authority: Some(authority),
        training: None,
        pledge: None,
        unreported: None,
    }
}

fn place(id: Where, name: &str, kind: PlaceKind, inside: Option<Where>) -> Place {
    Place {
        id: id.into(),
        name: text(name),
        address: None,
        kind,
        inside: inside.map(Into::into),
        lockable: kind == PlaceKind::LockedCabinet,
        entry_log: false,
        key_keeper: None,
        designation: match id {
            Where::Maebashi => Some(Designation::Designated),
            Where::Takasaki => Some(Designation::Approved {
                document: text("税第3号"),
            }),
            _ => None,
        },
    }
}

/// What opens the vault of S.
#[must_use]
pub fn opening() -> Opening {
    let organisation = |id: u32, name: &str, kind| Organisation {
        id: OrgId::new(id).unwrap(),
        name: text(name),
        address: None,
        kind,
        parent: None,
        supervision: Default::default(),
    };
    let approver = Authority::Approver {
        post: text("税務課長"),
        subjects: Subject::ALL.to_vec(),
        from: date("2024-04-01"),
        to: None,
    };
    let untrained = Person {
        training: None,
        ..staff(Who::C, "作業者C", Role::Worker)
    };
    Opening {
        contract: Contract {
            number: text("税委第1号"),
            title: text("令和6年度税務システム運用保守業務"),
            client_office: text("群馬県総務部税務課"),
            contractor_name: text("乙株式会社"),
            term: Term {
                from: date("2024-04-01"),
                until: date("2025-03-31"),
            },
            emergency: Some(EmergencyContact {
                office: text("税務課"),
                phone: text("027-000-0000"),
                after_hours: text("027-000-0001"),
            }),
            ended: None,
            software: Vec::new(),
            profile: gunma::profile(),
            log_key: text("vault.example+00000000+AQ"),
            recovery: text("age1recovery"),
        },
        organisations: vec![
            organisation(1, "群馬県", OrgKind::Client),
            organisation(2, "乙株式会社", OrgKind::Contractor),
        ],
        people: vec![
            staff(Who::R, "責任者R", Role::Manager),
            staff(Who::K, "監督者K", Role::Supervisor),
            staff(Who::A, "作業者A", Role::Worker),
            staff(Who::B, "作業者B", Role::Worker),
            untrained,
            client(Who::G, "課長G", approver),
            client(
                Who::T,
                "担当T",
                Authority::Officer {
                    post: text("主事")
                },
            ),
        ],
        places: vec![
            place(Where::Maebashi, "前橋作業室", PlaceKind::Workplace, None),
            place(
                Where::Cabinet,
                "第1保管庫",
                PlaceKind::LockedCabinet,
                Some(Where::Maebashi),
            ),
            place(
                Where::Takasaki,
                "高崎コールセンター",
                PlaceKind::Workplace,
                None,
            ),
            place(Where::Kencho, "県庁税務課", PlaceKind::ClientOffice, None),
            place(
                Where::Desk,
                "事務机",
                PlaceKind::Other,
                Some(Where::Maebashi),
            ),
            place(Where::Osaka, "大阪事務所", PlaceKind::Workplace, None),
        ],
        carriers: vec![carrier(
            On::Machine,
            CarrierType::Pc,
            CarrierOwner::Contractor,
            "PC-1",
        )],
    }
}

/// A carrier on the register.
#[must_use]
pub fn carrier(
    id: impl Into<CarrierId>,
    carrier_type: CarrierType,
    owner: CarrierOwner,
    serial: &str,
) -> Carrier {
    let id = id.into();
    Carrier {
        id,
        carrier_type,
        owner,
        model: None,
        serial: carrier_type.has_serial().then(|| text(serial)),
        management_no: text(&id.to_string()),
        seal_no: None,
        finder_contact: carrier_type.is_removable().then(|| text("027-000-0000")),
        hardware_encryption: false,
        place: (!carrier_type.is_removable()).then(|| Where::Maebashi.into()),
        retired: false,
    }
}
