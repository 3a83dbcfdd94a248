//! 甲's orders, revocations and papers; drafts; further places and purposes.

use super::*;
use custody_core::record::{PermissionId, Subject};
use custody_core::rules::{Order, Revocation};

impl Mover<'_> {
    pub(super) fn paper_move(&mut self) -> Option<Move> {
        match self.chance.below(8) {
            0 => self.order(),
            1 => self.plan_ordered(),
            2 => self.revoke(),
            3 => self.check(),
            4 => self.draft(),
            5 => self.extension(),
            6 => self.further(),
            _ => self.send_or_withdraw(),
        }
    }

    /// A paper with all that makes level B, once it is checked.
    fn paper(&mut self) -> Document {
        let form = self.chance.pick(&[
            DocumentForm::PaperOriginal,
            DocumentForm::Fax,
            DocumentForm::SignedNote,
        ]);
        Document {
            form,
            scan: Some(text("sha256:00")),
            ..Document::signed_note(Some(text("税第20号")), Some(self.now.date()))
        }
    }

    fn order(&mut self) -> Option<Move> {
        let instance = self.thing(&[StateName::Held])?;
        let mut wish = Wish::carry(&[], &self.now.date().to_string());
        self.widen(&mut wish, vec![instance]);
        let order = Order {
            grant: wish.grant,
            scope: wish.scope,
            uses: wish.uses,
            conditions: Vec::new(),
            addressee: self.chance.mostly(Who::R, 10, &[Who::A]).into(),
            decided_by: self.chance.mostly(Who::G, 10, &[Who::T, Who::K]).into(),
            decided_at: self.now,
            document: self.paper(),
            note: None,
        };
        let by = self.manager();
        self.other(by, Act::TakeOrder(Box::new(order)))
    }

    fn plan_ordered(&mut self) -> Option<Move> {
        let ordered = |p: &&custody_core::record::Permission| p.request.is_none();
        let all = self.known.permissions.values().filter(ordered);
        let all: Vec<PermissionId> = all.map(|p| p.id).collect();
        let order = self.chance.recent(&all)?;
        let instance = *self.known.permissions[&order].scope.instances.first()?;
        let person = self.chance.pick(&[Who::A, Who::B, Who::R]).into();
        let journey = self.journey(&[person], vec![instance]);
        let by = self.manager();
        let order = Some(order);
        self.other(by, Act::Plan { journey, order })
    }

    /// The 再委託先's approval stays: the model knows its people as approved.
    fn permissions(&mut self) -> Vec<PermissionId> {
        let fit = |p: &&custody_core::record::Permission| {
            p.grant.subject() != Subject::Subcontract && p.revoked.is_none()
        };
        let all = self.known.permissions.values().filter(fit);
        all.map(|p| p.id).collect()
    }

    fn revoke(&mut self) -> Option<Move> {
        let all = self.permissions();
        let revocation = Revocation {
            permission: self.chance.recent(&all)?,
            by: self.chance.mostly(Who::G, 20, &[Who::T, Who::R]).into(),
            at: self.now,
            document: self.paper(),
            reason: None,
            note: None,
        };
        let by = self.manager();
        self.other(by, Act::Revoke(Box::new(revocation)))
    }

    fn check(&mut self) -> Option<Move> {
        let waiting = |p: &&custody_core::record::Permission| {
            p.transcribed_by.is_some() && p.checked_by.is_none()
        };
        let all = self.known.permissions.values().filter(waiting);
        let all: Vec<PermissionId> = all.map(|p| p.id).collect();
        let permission = self.chance.recent(&all)?;
        let by = self.chance.pick(&[Who::K, Who::R, Who::A]).into();
        self.other(by, Act::Check { permission })
    }

    fn draft(&mut self) -> Option<Move> {
        let instance = self.thing(&[StateName::Held])?;
        let mut wish = Wish::copy(&[]);
        self.widen(&mut wish, vec![instance]);
        let mut request = wish.request();
        request.draft = true;
        let by = self.people();
        self.other(by, request.act())
    }

    fn extension(&mut self) -> Option<Move> {
        let all = self.permissions();
        let id = self.chance.recent(&all)?;
        let permission = &self.known.permissions[&id];
        let end = self.now.checked_add_seconds(3600 * 24 * 10);
        let mut request = Wish::copy(&[]).request();
        request.extends = Some(id);
        request.grant = permission.grant.clone();
        request.uses = permission.uses;
        request.scope = permission.scope.clone();
        request.scope.from = None;
        request.scope.to = end;
        request.particulars = custody_tests::wish::particulars(&permission.grant, None);
        let by = self.manager();
        self.other(by, request.act())
    }

    fn further(&mut self) -> Option<Move> {
        let wish = if self.chance.percent(50) {
            Wish::place(Where::Osaka)
        } else {
            let instance = self.thing(&[StateName::Held])?;
            Wish::purpose(&[&instance.to_string()], WELFARE)
        };
        let by = self.manager();
        self.other(by, wish.request().act())
    }

    fn send_or_withdraw(&mut self) -> Option<Move> {
        let of = |state| {
            let all = self.known.requests.values();
            all.filter(move |r| r.state == state)
                .map(|r| r.id)
                .collect::<Vec<RequestId>>()
        };
        let (drafts, sent) = (of(RequestState::Draft), of(RequestState::Sent));
        let by = self.manager();
        if let Some(request) = self.chance.recent(&drafts) {
            let text_digest = None;
            return self.other(
                by,
                Act::SendRequest {
                    request,
                    text_digest,
                },
            );
        }
        let request = self.chance.recent(&sent)?;
        let reason = None;
        self.other(by, Act::WithdrawRequest { request, reason })
    }
}
