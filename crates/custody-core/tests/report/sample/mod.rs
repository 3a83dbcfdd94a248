//! The register of the acceptance stories (`domain.md` §9, S), at several points of its life, built by hand.

mod carried;
mod ended;

use custody_core::record::contract::{EmergencyContact, Guides};
use custody_core::record::party::Designation;
use custody_core::record::*;

pub struct Sample {
    pub register: Register,
    pub records: Vec<Record>,
}

pub fn text(text: &str) -> Text {
    Text::new(text).unwrap()
}

pub fn at(moment: &str) -> Moment {
    format!("{moment}:00+09:00").parse().unwrap()
}

pub fn day(date: &str) -> Date {
    custody_core::record::calendar::parse_date(date)
        .unwrap()
        .value
}

pub fn id<T: std::str::FromStr<Err = custody_core::record::id::IdError>>(id: &str) -> T {
    id.parse().unwrap()
}

fn organisation(number: &str, name: &str, address: &str, kind: OrgKind) -> Organisation {
    Organisation {
        id: id(number),
        name: text(name),
        address: Some(text(address)),
        kind,
        parent: None,
        supervision: Default::default(),
    }
}

fn person(number: &str, name: &str, role: Role) -> Person {
    Person {
        id: id(number),
        name: text(name),
        reading: None,
        employer: id("O-02"),
        employment: Employment::Direct,
        employment_evidence: Some(text(&format!("社員番号 {number}"))),
        roles: vec![RoleTerm {
            role,
            from: day("2024-04-01"),
            to: None,
        }],
        work_scope: if role == Role::Worker {
            vec![text("税務システム運用")]
        } else {
            Vec::new()
        },
        contact: Some(text("027-000-0000")),
        card: None,
        authority: None,
        training: Some(Training {
            on: day("2024-04-02"),
            valid_until: day("2025-04-01"),
            content: text("特記事項の内容、個人情報の取扱い、運搬時の措置"),
            trainer: text("髙﨑 𠮷男"),
            covers_terms: true,
            understanding: None,
        }),
        pledge: None,
        unreported: None,
    }
}

fn client(number: &str, name: &str, authority: Authority) -> Person {
    Person {
        employer: id("O-01"),
        employment: Employment::Client,
        employment_evidence: None,
        authority: Some(authority),
        training: None,
        contact: None,
        ..person(number, name, Role::Client)
    }
}

fn place(number: &str, name: &str, kind: PlaceKind, designation: Option<Designation>) -> Place {
    let locked = matches!(kind, PlaceKind::LockedCabinet | PlaceKind::StorageRoom);
    Place {
        id: id(number),
        name: text(name),
        address: None,
        kind,
        inside: None,
        lockable: locked,
        entry_log: locked,
        designation,
        key_keeper: None,
    }
}

fn carrier(number: &str, carrier_type: CarrierType, owner: CarrierOwner, serial: &str) -> Carrier {
    Carrier {
        id: id(number),
        carrier_type,
        owner,
        model: None,
        serial: Some(text(serial)),
        management_no: text(&format!("前橋-{number}")),
        seal_no: None,
        finder_contact: Some(text("027-000-0000")),
        hardware_encryption: false,
        place: None,
        retired: false,
    }
}

fn profile() -> Profile {
    let labels = [
        (Guard::StorageOk, "13-3"),
        (Guard::CopyApproval, "13-4"),
        (Guard::CarryApproval, "13-4"),
        (Guard::CarryEncrypt, "13-5"),
        (Guard::CarryBrief, "13-5"),
        (Guard::DestroyApproval, "13-2"),
        (Guard::CopiesOpen, "13-2"),
    ];
    let setting = |label| GuardSetting {
        on: true,
        article: Some(Article::new(label).unwrap()),
        min_trust: None,
    };
    Profile {
        name: text("gunma"),
        version: 1,
        terms_title: text("業務外部委託に係る情報セキュリティ特記事項"),
        terms_cite: text("特記事項"),
        work_items: vec![text("税務システム運用")],
        purposes: vec![text("税務システムの運用保守")],
        deliverables: Vec::new(),
        access_scope: vec![ScopeEntry {
            info_category: text("個人住民税"),
            scope: text("税務システム運用保守に必要な範囲"),
            method: text("作業場所の端末"),
            destroy_methods: Vec::new(),
        }],
        service_levels: Vec::new(),
        policy_documents: Vec::new(),
        log_months: 3,
        guards: labels
            .into_iter()
            .map(|(guard, label)| (guard, setting(label)))
            .collect(),
        seal_boxes: true,
        combined_roles_allowed: false,
        standing_max_days: 92,
        guides: Guides {
            incident_first: Guide::Hours(1),
            incident_followup: Guide::Hours(24),
            incident_final: Guide::Days(30),
            staff_change: Guide::BusinessDays(5),
            return_after_unneeded: Guide::BusinessDays(10),
            client_receipt: Guide::BusinessDays(5),
            disposer_certificate: Guide::BusinessDays(10),
            working_copy_max: Guide::Hours(12),
            arrival_grace: Guide::Hours(2),
            inventory: Guide::Months(3),
            training: Guide::Months(12),
        },
        destroy_methods: Vec::new(),
    }
}

impl Sample {
    /// S before anything was received.
    pub fn opened() -> Self {
        let mut register = Register::empty(text("custody.example/maebashi"));
        register.contract = Some(Contract {
            number: text("税第24-015号"),
            title: text("令和6年度税務システム運用保守業務"),
            client_office: text("群馬県総務部税務課"),
            contractor_name: text("株式会社上毛システムサービス"),
            term: Term {
                from: day("2024-04-01"),
                until: day("2025-03-31"),
            },
            emergency: Some(EmergencyContact {
                office: text("総務部税務課"),
                phone: text("027-000-1111"),
                after_hours: text("090-0000-2222"),
            }),
            ended: None,
            software: Vec::new(),
            profile: profile(),
            log_key: text("custody.example/maebashi+00000000+AAAA"),
            recovery: text("age1example"),
        });
        for org in [
            organisation("O-01", "群馬県", "群馬県前橋市大手町1-1-1", OrgKind::Client),
            organisation(
                "O-02",
                "株式会社上毛システムサービス",
                "群馬県前橋市本町二丁目3番4号 𠮷田ビル5階",
                OrgKind::Contractor,
            ),
        ] {
            register.put(Entity::Organisation(org));
        }
        let approver = Authority::Approver {
            post: text("税務課長"),
            subjects: Subject::ALL.to_vec(),
            from: day("2024-04-01"),
            to: None,
        };
        let untrained = Person {
            training: None,
            ..person("H-005", "千葉 健", Role::Worker)
        };
        for someone in [
            person("H-001", "髙﨑 𠮷男", Role::Manager),
            person("H-002", "小林 久美子", Role::Supervisor),
            person("H-003", "青木 髙志", Role::Worker),
            person("H-004", "馬場 美咲", Role::Worker),
            untrained,
            client("H-006", "群馬 花子", approver),
            client(
                "H-007",
                "田邉\u{e0101} 一郎",
                Authority::Officer {
                    post: text("税務課主任"),
                },
            ),
        ] {
            register.put(Entity::Person(someone));
        }
        let approved = Designation::Approved {
            document: text("税第3号"),
        };
        for somewhere in [
            place(
                "L-01",
                "前橋作業室",
                PlaceKind::Workplace,
                Some(Designation::Designated),
            ),
            place("L-02", "第1保管庫", PlaceKind::LockedCabinet, None),
            place(
                "L-03",
                "高崎コールセンター",
                PlaceKind::Workplace,
                Some(approved),
            ),
            place("L-04", "県庁税務課執務室", PlaceKind::ClientOffice, None),
        ] {
            register.put(Entity::Place(somewhere));
        }
        for thing in [
            carrier(
                "C-0001",
                CarrierType::UsbFlash,
                CarrierOwner::Client,
                "S123",
            ),
            carrier(
                "C-0002",
                CarrierType::UsbFlash,
                CarrierOwner::Contractor,
                "UF-20240917-0042",
            ),
            carrier(
                "C-0003",
                CarrierType::Server,
                CarrierOwner::Contractor,
                "SV-7781",
            ),
        ] {
            register.put(Entity::Carrier(thing));
        }
        Self {
            register,
            records: Vec::new(),
        }
    }

    /// Appends a record and gives its number.
    pub fn record(&mut self, when: &str, by: &str, event: Event) -> Seq {
        let seq = self.register.next_seq();
        self.records.push(Record {
            vault: self.register.head.vault.clone(),
            seq,
            at: at(when),
            recorded: None,
            by: id(by),
            profile: 1,
            event,
            warnings: Vec::new(),
        });
        self.register.head.size += 1;
        self.register.head.last_at = Some(at(when));
        seq
    }

    pub fn instance(&self, number: &str) -> &Instance {
        &self.register.instances[&id::<InstanceId>(number)]
    }

    pub fn change(&mut self, number: &str, when: &str, change: impl FnOnce(&mut Instance)) {
        let seq = self.register.next_seq();
        let instance = self
            .register
            .instances
            .get_mut(&id::<InstanceId>(number))
            .unwrap();
        instance.last_in = seq;
        instance.last_at = at(when);
        change(instance);
    }

    pub fn journey(&mut self) -> &mut Journey {
        self.register
            .journeys
            .get_mut(&id::<JourneyId>("J-0001"))
            .unwrap()
    }

    pub fn new_instance(
        &self,
        number: &str,
        kind: InstanceKind,
        carrier: &str,
        custody: Custody,
        when: &str,
    ) -> Instance {
        Instance {
            id: id(number),
            kind,
            parent: (kind != InstanceKind::Original).then(|| id("A-0001/1")),
            carrier: id(carrier),
            custody,
            org: id("O-02"),
            quantity: Quantity::new(120_000, Unit::Records).unwrap(),
            content: None,
            protection: Protection::None,
            seal_no: None,
            permission: None,
            part: None,
            expires: None,
            key_holders: Vec::new(),
            source_pending: false,
            removal_begun: false,
            plaintext_seen: false,
            unregistered: false,
            incident: None,
            particulars: custody_core::record::Particulars::default(),
            created_in: self.register.next_seq(),
            last_in: self.register.next_seq(),
            last_at: at(when),
        }
    }

    pub fn put(&mut self, instance: Instance) {
        let asset = self.register.assets.get_mut(&instance.id.asset).unwrap();
        asset.last_instance = asset.last_instance.max(instance.id.number());
        self.register.put(Entity::Instance(Box::new(instance)));
    }
}
