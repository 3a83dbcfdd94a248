//! Destruction and return.

use super::{Sample, at, day, id, text};
use custody_core::record::destruction::KeyEnd;
use custody_core::record::event::{Destruction, EmbeddedNote};
use custody_core::record::*;
use std::num::NonZeroU32;

impl Sample {
    /// 甲 has been asked to approve the destruction of `/3`.
    pub fn destruction_asked() -> Self {
        let mut sample = Self::back();
        let when = "2024-10-04T09:00";
        let request = Request {
            text_digest: None,
            extends: None,
            id: id("R-0002"),
            grant: Grant::Destroy {
                removal_included: false,
                unsanitised_release: false,
                witness_required: false,
            },
            scope: Scope {
                instances: vec![id("A-0001/3")],
                count: NonZeroU32::new(1),
                persons: vec![id("H-003")],
                methods: vec![Method::Physical],
                from: Some(at("2024-10-07T00:00")),
                to: Some(Moment::end_of(day("2024-10-11"))),
                ..Scope::default()
            },
            uses: Uses::SINGLE,
            reason: text("照合作業が終了し、不要となったため"),
            particulars: RequestParticulars::Destroy {
                place: Some(id("L-01")),
                witness: Some(id("H-002")),
            },
            by: id("H-001"),
            at: at(when),
            recorded_in: sample.register.next_seq(),
            state: RequestState::Sent,
            permission: None,
        };
        sample
            .register
            .put(Entity::Request(Box::new(request.clone())));
        sample.record(
            when,
            "H-001",
            Event::RequestSent {
                request,
                journey: None,
            },
        );
        sample
    }

    /// `/3` destroyed with C-0002, under P-0002.
    pub fn destroyed() -> Self {
        let mut sample = Self::destruction_asked();
        let request = sample.register.requests[&id::<RequestId>("R-0002")].clone();
        let permission = Permission {
            id: id("P-0002"),
            grant: request.grant.clone(),
            kind: PermissionKind::Approval,
            request: Some(request.id),
            decided_by: id("H-006"),
            decided_at: at("2024-10-04T16:00"),
            registered_at: at("2024-10-04T17:00"),
            registered_in: sample.register.next_seq(),
            document: Document::signed_note(Some(text("税第15号")), Some(day("2024-10-04"))),
            transcribed_by: None,
            checked_by: None,
            scope: request.scope.clone(),
            conditions: Vec::new(),
            uses: Uses::SINGLE,
            used: 1,
            extends: None,
            revoked: None,
        };
        sample.answer(request, permission, "2024-10-04T17:00");
        let when = "2024-10-08T10:30";
        let seq = sample.register.next_seq();
        sample.change("A-0001/3", when, |package| {
            package.custody = Custody::Destroyed { recorded_in: seq }
        });
        let photo = |name: &str, digit: &str| EvidenceFile {
            name: text(name),
            digest: text(&format!("sha256:{}", digit.repeat(64))),
            size: 2_400_000,
        };
        let destruction = Destruction {
            method: Method::Physical,
            place: Some(id("L-01")),
            done_by: id("H-003"),
            witness: id("H-002"),
            evidence: DestructionEvidence {
                serial_read: Some(text("UF-20240917-0042")),
                tool: Some(text("媒体破砕機 KX-200")),
                tool_version: Some(text("点検票 令和6年9月")),
                files: vec![photo("破壊前.jpg", "b"), photo("破壊後.jpg", "c")],
                remark: Some(text("破砕片は2ミリメートル以下")),
                ..DestructionEvidence::default()
            },
            permission: Some(id("P-0002")),
        };
        sample.record(
            when,
            "H-003",
            Event::Destroyed {
                instance: id("A-0001/3"),
                destruction,
                uses: vec![id("P-0002")],
            },
        );
        sample
    }

    /// `/2` ended by the destruction of its keys.
    pub fn crypto_erased() -> Self {
        let mut sample = Self::destroyed();
        let when = "2024-10-09T10:00";
        sample.record(
            when,
            "H-001",
            Event::AccessEnded {
                instance: id("A-0001/2"),
                holder: text("H-003"),
                how: text("鍵の包みを消去"),
            },
        );
        let seq = sample.register.next_seq();
        sample.change("A-0001/2", when, |copy| {
            copy.custody = Custody::Destroyed { recorded_in: seq };
            copy.key_holders.clear();
        });
        let key = |holder: &str| KeyEnd {
            holder: text(holder),
            how: text("鍵の包みを消去"),
        };
        let destruction = Destruction {
            method: Method::CryptoErase,
            place: Some(id("L-01")),
            done_by: id("H-001"),
            witness: id("H-002"),
            evidence: DestructionEvidence {
                keys: vec![key("H-001"), key("H-003"), key("recovery")],
                ..DestructionEvidence::default()
            },
            permission: Some(id("P-0002")),
        };
        sample.record(
            when,
            "H-001",
            Event::Destroyed {
                instance: id("A-0001/2"),
                destruction,
                uses: vec![id("P-0002")],
            },
        );
        sample
    }

    /// `/1` handed back to T, whose receipt is not here yet; `/2` still open, `/3` destroyed.
    pub fn return_made() -> Self {
        let mut sample = Self::destroyed();
        let when = "2024-10-15T11:00";
        let seq = sample.register.next_seq();
        sample.change("A-0001/1", when, |original| {
            original.custody = Custody::ReturnPending {
                to: id("H-007"),
                recorded_in: seq,
            };
        });
        let event = Event::ReturnMade {
            instances: vec![id("A-0001/1")],
            to: id("H-007"),
            whole: false,
            remaining: vec![id("A-0001/2")],
            packages: std::collections::BTreeMap::new(),
            text_digest: None,
        };
        sample.record(when, "H-001", event);
        sample
    }

    /// T's signed receipt is in.
    pub fn returned() -> Self {
        let mut sample = Self::return_made();
        let returned_in = Seq(sample.register.head.size - 1);
        let seq = sample.register.next_seq();
        let when = "2024-10-16T09:00";
        sample.change("A-0001/1", when, |original| {
            original.custody = Custody::Returned { recorded_in: seq }
        });
        let event = Event::ReturnReceived {
            instances: vec![id("A-0001/1")],
            by: id("H-007"),
            received_at: at("2024-10-15T11:20"),
            returned_in,
            document: Document::signed_note(None, None),
            note: Some(EmbeddedNote(
                "custody.receipt/v1\n{}\n\n— h-007 AAAA\n".to_owned(),
            )),
            removal_begun: false,
        };
        sample.record(when, "H-001", event);
        sample
    }
}
