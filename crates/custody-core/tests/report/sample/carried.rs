//! Receipt, request, approval, journey.

use super::{Sample, at, day, id, text};
use custody_core::record::event::{EmbeddedNote, Source};
use custody_core::record::instance::SealedObject;
use custody_core::record::journey::Briefing;
use custody_core::record::*;
use std::num::NonZeroU32;

fn object(package: &str) -> SealedObject {
    SealedObject {
        package: text(package),
        bytes: 52_430_000,
        digest: text(&format!("blake3:{}", "5e".repeat(32))),
        payload_bytes: 52_429_000,
        payload_digest: text(&format!("blake3:{}", "a7".repeat(32))),
    }
}

impl Sample {
    /// S: `/1` on 甲's C-0001, `/2` in the vault by intake.
    pub fn received() -> Self {
        let mut sample = Self::opened();
        let when = "2024-10-01T14:05";
        let held = Custody::Held { place: id("L-02") };
        let original = sample.new_instance(
            "A-0001/1",
            InstanceKind::Original,
            "C-0001",
            held.clone(),
            when,
        );
        let asset = Asset {
            id: id("A-0001"),
            title: text("個人住民税課税台帳データ"),
            kind: AssetKind::Information,
            supply: Supply::Lend,
            personal: Some(custody_core::record::asset::PersonalData {
                subjects: std::num::NonZeroU64::new(98_765).unwrap(),
                items: ["氏名", "住所", "生年月日", "課税額"].map(text).to_vec(),
            }),
            info_category: text("個人住民税"),
            work_item: text("税務システム運用"),
            purpose: text("税務システムの運用保守"),
            quantity: Quantity::new(120_000, Unit::Records).unwrap(),
            received_at: at(when),
            received_from: text("田邉\u{e0101} 一郎"),
            due: Some(day("2025-01-31")),
            needed_until: day("2025-03-31"),
            client_doc_no: Some(text("税第10号")),
            intake_included: Some(text("税第10号")),
            last_instance: 0,
        };
        sample.register.put(Entity::Asset(asset.clone()));
        sample.put(original.clone());
        sample.record(
            when,
            "H-003",
            Event::AssetReceived {
                asset,
                instance: original,
                carrier: None,
                source: Source::None,
            },
        );
        let mut copy = sample.new_instance(
            "A-0001/2",
            InstanceKind::Copy,
            "C-0003",
            held,
            "2024-10-01T14:20",
        );
        copy.protection = Protection::Sealed;
        copy.custody = Custody::Held { place: id("L-01") };
        copy.key_holders = ["H-001", "H-003", "recovery"].map(text).to_vec();
        sample.put(copy.clone());
        sample.record(
            "2024-10-01T14:20",
            "H-003",
            Event::InstanceCopied {
                instance: copy,
                uses: Vec::new(),
                intake: Some(text("税第10号")),
            },
        );
        sample
    }

    /// A request to carry `/2` to 高崎, planned with J-0001, not yet answered.
    pub fn asked() -> Self {
        let mut sample = Self::received();
        let when = "2024-10-02T09:00";
        let journey = Journey {
            id: id("J-0001"),
            instances: vec![id("A-0001/2")],
            carried: Vec::new(),
            persons: vec![id("H-003"), id("H-004")],
            carrier: Some(id("C-0002")),
            request: Some(id("R-0001")),
            permission: None,
            from: id("L-01"),
            to: id("L-03"),
            purpose: JourneyPurpose::Work,
            planned_departure: at("2024-10-03T09:00"),
            planned_arrival: at("2024-10-03T10:00"),
            planned_back: Some(at("2024-10-03T17:00")),
            route: text("社用車（国道17号）"),
            key_handover: text("鍵は高崎コールセンターの作業者が各自保有し、媒体とは別に管理する"),
            stage: JourneyStage::Planned,
            departed: None,
            arrived: None,
            arrived_late: false,
            back: None,
            briefings: Vec::new(),
            seal_checks: Vec::new(),
        };
        let request = Request {
            text_digest: None,
            extends: None,
            id: id("R-0001"),
            grant: Grant::Carry {
                copies_included: 1,
                disposal_preapproved: vec![Method::LogicalDelete, Method::Overwrite],
                encryption_exempt: None,
                paper_allowed: false,
            },
            scope: sample.carry_scope(),
            uses: Uses::SINGLE,
            reason: text("高崎コールセンターの端末での課税台帳照合作業"),
            particulars: RequestParticulars::Carry {
                journey: Some(id("J-0001")),
            },
            by: id("H-001"),
            at: at(when),
            recorded_in: sample.register.next_seq(),
            state: RequestState::Sent,
            permission: None,
        };
        sample
            .register
            .put(Entity::Journey(Box::new(journey.clone())));
        sample
            .register
            .put(Entity::Request(Box::new(request.clone())));
        sample.record(
            when,
            "H-001",
            Event::RequestSent {
                request,
                journey: Some(journey),
            },
        );
        sample
    }

    fn carry_scope(&self) -> Scope {
        Scope {
            instances: vec![id("A-0001/2")],
            count: NonZeroU32::new(1),
            purpose: Some(text("高崎コールセンターの端末での課税台帳照合作業")),
            destinations: vec![id("L-03")],
            carriers: vec![id("C-0002")],
            persons: vec![id("H-003"), id("H-004")],
            from: Some(at("2024-10-03T00:00")),
            to: Some(Moment::end_of(day("2024-10-04"))),
            ..Scope::default()
        }
    }

    /// Approved by G's signed note.
    pub fn approved() -> Self {
        let mut sample = Self::asked();
        let when = "2024-10-02T15:00";
        let request = sample.register.requests[&id::<RequestId>("R-0001")].clone();
        let permission = Permission {
            id: id("P-0001"),
            grant: request.grant.clone(),
            kind: PermissionKind::Approval,
            request: Some(request.id),
            decided_by: id("H-006"),
            decided_at: at("2024-10-02T14:30"),
            registered_at: at(when),
            registered_in: sample.register.next_seq(),
            document: Document::signed_note(Some(text("税第12号")), Some(day("2024-10-02"))),
            transcribed_by: None,
            checked_by: None,
            scope: request.scope.clone(),
            conditions: vec![text("作業終了後は当日中に媒体から消去すること")],
            uses: Uses::SINGLE,
            used: 0,
            extends: None,
            revoked: None,
        };
        sample.answer(request, permission, when);
        sample
    }

    pub(super) fn answer(&mut self, request: Request, permission: Permission, when: &str) {
        let request = Request {
            text_digest: None,
            state: RequestState::Approved,
            permission: Some(permission.id),
            ..request
        };
        self.register.put(Entity::Request(Box::new(request)));
        self.register
            .put(Entity::Permission(Box::new(permission.clone())));
        let note = EmbeddedNote("custody.approval/v1\n{}\n\n— h-006 AAAA\n".to_owned());
        self.record(
            when,
            "H-001",
            Event::PermissionRegistered {
                trust: permission.trust(),
                permission,
                note: Some(note),
            },
        );
    }

    fn look(&mut self, when: &str, place: &str, by: &str) -> SealCheck {
        let seal = SealCheck {
            at: at(when),
            place: Some(id(place)),
            by: id(by),
            intact: true,
            remark: None,
            recorded_in: self.register.next_seq(),
        };
        self.journey().seal_checks.push(seal.clone());
        seal
    }

    /// Both carriers briefed; the package `/3` has left on C-0002.
    pub fn carried() -> Self {
        let mut sample = Self::approved();
        for carrier in ["H-003", "H-004"] {
            let briefing = Briefing {
                person: id(carrier),
                explained_by: Some(id("H-001")),
                at: at("2024-10-03T08:40"),
                recorded_in: sample.register.next_seq(),
            };
            sample.journey().briefings.push(briefing.clone());
            sample.record(
                "2024-10-03T08:40",
                carrier,
                Event::Briefed {
                    journey: id("J-0001"),
                    briefing,
                },
            );
        }
        let when = "2024-10-03T09:00";
        let custody = Custody::InTransit {
            holder: id("H-003"),
            journey: id("J-0001"),
        };
        let mut package =
            sample.new_instance("A-0001/3", InstanceKind::Package, "C-0002", custody, when);
        package.parent = Some(id("A-0001/2"));
        package.protection = Protection::Sealed;
        package.permission = Some(id("P-0001"));
        package.part = Some(text("1/1"));
        package.content = Some(Content {
            files: 3,
            bytes: 52_000_000,
            manifest: text(&format!("sha256:{}", "11".repeat(32))),
            digests: text(&format!("sha256:{}", "22".repeat(32))),
            object: Some(object("8f14e45fceea167a5a36dedd4bea2543")),
        });
        sample.put(package.clone());
        let seal = sample.look(when, "L-01", "H-003");
        let journey = sample.journey();
        journey.stage = JourneyStage::UnderWay;
        journey.permission = Some(id("P-0001"));
        journey.departed = Some(at(when));
        journey.carried = vec![package.id];
        sample
            .register
            .permissions
            .get_mut(&id::<PermissionId>("P-0001"))
            .unwrap()
            .used = 1;
        let event = Event::CarriedOut {
            journey: id("J-0001"),
            packages: vec![package],
            moved: Vec::new(),
            carrier: id("C-0002"),
            holder: id("H-003"),
            seal,
            seal_no: None,
            permission: Some(id("P-0001")),
            uses: vec![id("P-0001")],
        };
        sample.record(when, "H-003", event);
        sample
    }

    /// Arrived, came back: story 13.
    pub fn back() -> Self {
        let mut sample = Self::carried();
        let when = "2024-10-03T09:50";
        sample.change("A-0001/3", when, |package| {
            package.custody = Custody::AtDestination {
                holder: id("H-003"),
                place: id("L-03"),
                journey: id("J-0001"),
            };
        });
        let seal = sample.look(when, "L-03", "H-003");
        sample.journey().arrived = Some(at(when));
        sample.record(
            when,
            "H-003",
            Event::Arrived {
                journey: id("J-0001"),
                place: id("L-03"),
                seal,
                late: false,
            },
        );
        let when = "2024-10-03T16:30";
        sample.change("A-0001/3", when, |package| {
            package.custody = Custody::Held { place: id("L-02") }
        });
        let seal = sample.look(when, "L-02", "H-003");
        let journey = sample.journey();
        journey.back = Some(at(when));
        journey.stage = JourneyStage::Ended;
        let event = Event::CameBack {
            journey: id("J-0001"),
            instances: vec![id("A-0001/3")],
            place: id("L-02"),
            seal,
            stayed: Vec::new(),
        };
        sample.record(when, "H-003", event);
        sample
    }
}
