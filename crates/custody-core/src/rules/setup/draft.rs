//! What a setup is made of, before it is checked; entries refer to each other by name.

use super::super::Warning;
use super::super::profile::gunma;
use super::super::settings::Lines;
use crate::record::contract::{EmergencyContact, PolicyDocument, ServiceLevel};
use crate::record::party::Designation;
use crate::record::{
    CarrierType, Date, Employment, OrgKind, PlaceKind, Profile, Role, ScopeEntry, Subject, Term,
    Text,
};

/// A setup to be filled and built. [`Setup::minimal`](super::Setup::minimal) makes one.
#[derive(Clone, Debug)]
pub struct SetupDraft {
    /// 契約番号.
    pub number: Text,
    /// 件名.
    pub title: Text,
    /// 甲's office, 宛名; also the name of its place.
    pub client_office: Text,
    /// 甲's 所在地.
    pub client_address: Option<Text>,
    /// 乙's name.
    pub contractor_name: Text,
    /// 乙's 所在地.
    pub contractor_address: Option<Text>,
    /// 期間.
    pub term: Term,
    /// 甲's 緊急連絡先.
    pub emergency: Option<EmergencyContact>,
    /// The profile; its contract's lists are replaced by those below.
    pub profile: Profile,
    /// 業務 items; at least one.
    pub work_items: Vec<Text>,
    /// Purposes; at least one.
    pub purposes: Vec<Text>,
    /// 成果物.
    pub deliverables: Vec<Text>,
    /// 10: at least one.
    pub access_scope: Vec<ScopeEntry>,
    /// 6.
    pub service_levels: Vec<ServiceLevel>,
    /// 1.
    pub policy_documents: Vec<PolicyDocument>,
    /// 5: at least one.
    pub workplaces: Vec<Workplace>,
    /// 13-3: at least one.
    pub storages: Vec<Storage>,
    /// The machine that holds the vault.
    pub machine: Machine,
    /// Beyond 甲 and 乙.
    pub organisations: Vec<OtherOrganisation>,
    /// 乙's people; the first opens the vault and is a manager.
    pub people: Vec<Staff>,
    /// 甲's people.
    pub client_people: Vec<ClientPerson>,
    /// Where each key stood in the file.
    pub(super) lines: Lines,
    /// What the file's writer should know.
    pub(super) warnings: Vec<Warning>,
}

/// A 作業場所 (Art. 5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workplace {
    /// 名称.
    pub name: Text,
    /// 所在地.
    pub address: Option<Text>,
    /// Why it may be used.
    pub designation: Designation,
    /// Can be locked.
    pub lockable: bool,
    /// Entry is logged.
    pub entry_log: bool,
}

/// What locks a storage (Art. 13-3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageKind {
    /// 施錠できる保管庫; it may stand where entry is logged too.
    LockedCabinet {
        /// Entry is logged.
        entry_log: bool,
    },
    /// 施錠、入退去管理の可能な保管室.
    StorageRoom,
}

impl StorageKind {
    /// The kind of place it is on the register.
    #[must_use]
    pub fn place_kind(self) -> PlaceKind {
        match self {
            Self::LockedCabinet { .. } => PlaceKind::LockedCabinet,
            Self::StorageRoom => PlaceKind::StorageRoom,
        }
    }
}

/// A 保管庫 or 保管室. It can be locked, or it would not be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Storage {
    /// 名称.
    pub name: Text,
    /// What locks it.
    pub kind: StorageKind,
    /// The workplace, or storage before this one, that it is in.
    pub inside: Text,
}

/// What holds the vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MachineKind {
    /// PC.
    Pc,
    /// サーバ.
    Server,
}

impl MachineKind {
    /// The type of carrier it is on the register.
    #[must_use]
    pub fn carrier_type(self) -> CarrierType {
        match self {
            Self::Pc => CarrierType::Pc,
            Self::Server => CarrierType::Server,
        }
    }
}

/// The machine that holds the vault, one of 乙.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// PC or server.
    pub kind: MachineKind,
    /// The number on its label.
    pub management_no: Text,
    /// Maker and model.
    pub model: Option<Text>,
    /// 製造番号.
    pub serial: Option<Text>,
    /// The workplace or storage it stands in.
    pub place: Text,
}

/// An organisation beyond 甲 and 乙. Listing one approves nothing (Art. 14-1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherOrganisation {
    /// 名称.
    pub name: Text,
    /// 所在地.
    pub address: Option<Text>,
    /// 再委託先, 廃棄業者 or 運送業者.
    pub kind: OrgKind,
    /// The organisation above it, one before this; 乙 when absent.
    pub parent: Option<Text>,
}

/// A training of one of 乙's people (Art. 11).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffTraining {
    /// Day it was held.
    pub on: Date,
    /// Last day it counts; by the profile's `training` when absent.
    pub valid_until: Option<Date>,
    /// 内容.
    pub content: Text,
    /// 講師.
    pub trainer: Text,
    /// The 特記事項 were part of it.
    pub covers_terms: bool,
}

/// One of 乙's people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// 氏名; only the first may leave it to their key.
    pub name: Option<Text>,
    /// よみ.
    pub reading: Option<Text>,
    /// Of 責任者, 監督者 and 作業者.
    pub roles: Vec<Role>,
    /// First day of the roles.
    pub from: Option<Date>,
    /// Last day of the roles.
    pub to: Option<Date>,
    /// 作業範囲; workers need one, nobody else has one.
    pub work_scope: Vec<Text>,
    /// [`Employment::Direct`] or [`Employment::Dispatched`].
    pub employment: Employment,
    /// 社員番号 or the document that shows the employment.
    pub employment_evidence: Option<Text>,
    /// 連絡先.
    pub contact: Option<Text>,
    /// Their training.
    pub training: Option<StaffTraining>,
    /// Their card's file, for the caller to load; the opener's is at hand.
    pub card_file: Option<Text>,
}

/// What one of 甲's people may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientAuthority {
    /// 承認権者.
    Approver {
        /// What this person may decide on; at least one.
        subjects: Vec<Subject>,
    },
    /// 担当職員.
    Officer,
    /// 検査員.
    Inspector,
}

/// One of 甲's people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientPerson {
    /// 氏名.
    pub name: Text,
    /// よみ.
    pub reading: Option<Text>,
    /// 職.
    pub post: Text,
    /// What they may do.
    pub authority: ClientAuthority,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// 連絡先.
    pub contact: Option<Text>,
    /// Their card's file, for the caller to load.
    pub card_file: Option<Text>,
}

/// A text of this program's own.
fn own(text: &str) -> Text {
    #[expect(
        clippy::expect_used,
        reason = "every default stands in this file, and a test builds them all"
    )]
    Text::new(text).expect("a default is one line of text")
}

impl SetupDraft {
    pub(super) fn minimal(
        number: Text,
        title: Text,
        client_office: Text,
        contractor_name: Text,
        term: Term,
    ) -> Self {
        let office = own("事務所");
        let opener = Staff {
            name: None,
            reading: None,
            roles: vec![Role::Manager],
            from: None,
            to: None,
            work_scope: Vec::new(),
            employment: Employment::Direct,
            employment_evidence: None,
            contact: None,
            training: None,
            card_file: None,
        };
        Self {
            number,
            work_items: vec![title.clone()],
            purposes: vec![title.clone()],
            title,
            client_office,
            client_address: None,
            contractor_name,
            contractor_address: None,
            term,
            emergency: None,
            profile: gunma(),
            deliverables: Vec::new(),
            access_scope: vec![ScopeEntry {
                info_category: own("本件業務の情報"),
                scope: own("甲から貸与、開示又は提供された情報資産"),
                method: own("作業場所の端末による操作"),
                destroy_methods: Vec::new(),
            }],
            service_levels: Vec::new(),
            policy_documents: Vec::new(),
            workplaces: vec![Workplace {
                name: office.clone(),
                address: None,
                designation: Designation::Designated,
                lockable: false,
                entry_log: false,
            }],
            storages: vec![Storage {
                name: own("保管庫"),
                kind: StorageKind::LockedCabinet { entry_log: false },
                inside: office.clone(),
            }],
            machine: Machine {
                kind: MachineKind::Pc,
                management_no: own("PC-001"),
                model: None,
                serial: None,
                place: office,
            },
            organisations: Vec::new(),
            people: vec![opener],
            client_people: Vec::new(),
            lines: Lines::default(),
            warnings: Vec::new(),
        }
    }

    /// Renames the first workplace, wherever another entry refers to it too.
    pub fn name_workplace(&mut self, name: Text) {
        let Some(workplace) = self.workplaces.first_mut() else {
            return;
        };
        let old = std::mem::replace(&mut workplace.name, name.clone());
        for reference in self
            .storages
            .iter_mut()
            .map(|s| &mut s.inside)
            .chain([&mut self.machine.place])
        {
            if *reference == old {
                reference.clone_from(&name);
            }
        }
    }

    /// The opener's entry, the first of 乙's people.
    pub fn opener_mut(&mut self) -> Option<&mut Staff> {
        self.people.first_mut()
    }
}
