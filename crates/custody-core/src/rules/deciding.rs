//! What 甲 decides, as it is taken in or typed in: approvals, 指示, revocations, and the second person's check (contract
//! Art. 13-4, 13-5, 15-3; `domain.md` §4).

use super::asked::{Decision, Order, Outcome, Revocation};
use super::asking::{names_something, on_register};
use super::gate::{Failure, Gate};
use super::refusal::{name_of, text, unknown};
use super::{Denied, Nonsense, Permitted};
use crate::record::{
    Event, Guard, Permission, PermissionId, PermissionKind, PersonId, Register, RequestState, Role,
    Subject,
};

/// 甲's decision. Who decided is a fact and is registered as it is; whether it opens anything is asked at the act
/// (§4.2, check 3). But a person of 乙 or 再委託先 can never approve.
pub(super) fn take_in(mut gate: Gate<'_>, decision: &Decision) -> Result<Permitted, Denied> {
    let known = gate.known;
    let request = known
        .requests
        .get(&decision.request)
        .ok_or_else(|| unknown(decision.request))?;
    match request.state {
        RequestState::Sent => {}
        RequestState::Approved | RequestState::Declined => {
            return Err(Denied::Nonsense(Nonsense::Answered));
        }
        RequestState::Draft | RequestState::Withdrawn => {
            return Err(Denied::Nonsense(Nonsense::NotSent));
        }
    }
    gate.base(&[], &[]);
    gate.only_client_decides(decision.decided_by);
    match &decision.outcome {
        Outcome::Declined { reason } => gate.permit(Event::RequestDeclined {
            request: request.id,
            decided_by: decision.decided_by,
            decided_at: decision.decided_at,
            document: decision.document.clone(),
            reason: reason.clone(),
            note: decision.note.clone(),
        }),
        Outcome::Approved {
            grant,
            scope,
            uses,
            conditions,
        } => {
            // An extension gives time, not uses.
            let extended = request.extends.and_then(|id| known.permissions.get(&id));
            let permission = Permission {
                id: next_permission(known)?,
                grant: grant.clone(),
                kind: PermissionKind::Approval,
                request: Some(request.id),
                decided_by: decision.decided_by,
                decided_at: decision.decided_at,
                registered_at: gate.recorded,
                registered_in: known.next_seq(),
                document: decision.document.clone(),
                transcribed_by: decision.document.is_paper().then_some(gate.asked.by),
                checked_by: None,
                scope: scope.clone(),
                conditions: conditions.clone(),
                uses: *uses,
                used: extended.map_or(0, |permission| permission.used),
                extends: request.extends,
                revoked: None,
            };
            gate.permit(Event::PermissionRegistered {
                trust: permission.trust(),
                permission,
                note: decision.note.clone(),
            })
        }
    }
}

/// A second person compares what was typed in with the paper (§4.2, level B). Guard: witness_other.
pub(super) fn check(mut gate: Gate<'_>, id: PermissionId) -> Result<Permitted, Denied> {
    let known = gate.known;
    let permission = known.permissions.get(&id).ok_or_else(|| unknown(id))?;
    let by = gate.asked.by;
    let (Some(transcriber), None) = (permission.transcribed_by, permission.checked_by) else {
        return Err(Denied::Nonsense(Nonsense::NothingToCheck));
    };
    gate.base(&[], &[]);
    gate.check(Guard::WitnessOther, || {
        (transcriber == by).then(|| Failure::new().next(format!("custody check {id} --as …")))
    });
    gate.permit(Event::PermissionChecked {
        permission: id,
        trust: permission
            .document
            .trust(permission.transcribed_by, Some(by)),
    })
}

/// 甲's 指示 to carry out; the other subjects accept none (§4.1). Guard: instruct_manager (Art. 15-3).
pub(super) fn order(mut gate: Gate<'_>, order: &Order) -> Result<Permitted, Denied> {
    let known = gate.known;
    if order.grant.subject() != Subject::Carry {
        return Err(Denied::Nonsense(Nonsense::Mixed));
    }
    names_something(order.grant.subject(), &order.scope)?;
    on_register(&gate, &order.scope)?;
    let addressee = known
        .people
        .get(&order.addressee)
        .ok_or_else(|| unknown(order.addressee))?;
    gate.base(&[], &[]);
    gate.only_client_decides(order.decided_by);
    gate.check(Guard::InstructManager, || {
        let manager = addressee.has_role(Role::Manager, order.decided_at.date());
        (!manager).then(|| Failure::new().with("name", text(&addressee.name)))
    });
    let permission = Permission {
        id: next_permission(known)?,
        grant: order.grant.clone(),
        kind: PermissionKind::Instruction {
            addressee: order.addressee,
        },
        request: None,
        decided_by: order.decided_by,
        decided_at: order.decided_at,
        registered_at: gate.recorded,
        registered_in: known.next_seq(),
        document: order.document.clone(),
        transcribed_by: order.document.is_paper().then_some(gate.asked.by),
        checked_by: None,
        scope: order.scope.clone(),
        conditions: order.conditions.clone(),
        uses: order.uses,
        used: 0,
        extends: None,
        revoked: None,
    };
    gate.permit(Event::PermissionRegistered {
        trust: permission.trust(),
        permission,
        note: order.note.clone(),
    })
}

/// 甲 takes a permission back: at once, whatever it is written on, and never what was done before (§4.2). Who may have
/// granted it may take it back, and who granted it.
pub(super) fn revoke(mut gate: Gate<'_>, asked: &Revocation) -> Result<Permitted, Denied> {
    let known = gate.known;
    let id = asked.permission;
    let permission = known.permissions.get(&id).ok_or_else(|| unknown(id))?;
    if permission.revoked.is_some() {
        return Err(Denied::Nonsense(Nonsense::Answered));
    }
    gate.base(&[], &[]);
    gate.only_client_decides(asked.by);
    let (subject, by) = (permission.grant.subject(), asked.by);
    gate.check(Guard::SelfApprove, || {
        let authority = known.people.get(&by).and_then(|p| p.authority.as_ref());
        let may = by == permission.decided_by
            || authority.is_some_and(|a| a.decides(subject, asked.at.date()));
        (!may).then(|| Failure::new().with("name", text(name_of(known, by))))
    });
    gate.permit(Event::PermissionRevoked {
        permission: id,
        revoked_by: asked.by,
        revoked_at: asked.at,
        document: asked.document.clone(),
        reason: asked.reason.clone(),
        note: asked.note.clone(),
    })
}

fn next_permission(known: &Register) -> Result<PermissionId, Denied> {
    PermissionId::new(known.counters.permission.saturating_add(1))
        .ok_or(Denied::Nonsense(Nonsense::NumbersUsedUp))
}

impl Gate<'_> {
    /// 甲's people decide; nobody else (house rule self_approve).
    pub(super) fn only_client_decides(&mut self, person: PersonId) {
        let known: &Register = self.known;
        self.check(Guard::SelfApprove, || {
            let client = known
                .people
                .get(&person)
                .is_some_and(|p| p.is_client() && p.authority.is_some());
            (!client).then(|| Failure::new().with("name", text(name_of(known, person))))
        });
    }
}
