//! The register of 甲's 指示 (contract Art. 15): what came in and what was answered. It opens nothing, so any level will do.

use super::asked::{GeneralOrder, InstructionAnswer};
use super::gate::{Failure, Gate};
use super::refusal::{text, unknown};
use super::{Denied, Nonsense, Permitted};
use crate::record::{Event, Guard, Instruction, Role};

/// By a worker or the manager who types it in. Guard: instruct_manager (Art. 15-3).
pub(super) fn register(mut gate: Gate<'_>, asked: &GeneralOrder) -> Result<Permitted, Denied> {
    let known = gate.known;
    let addressee = known
        .people
        .get(&asked.addressee)
        .ok_or_else(|| unknown(asked.addressee))?;
    if asked.due.is_some_and(|due| due < asked.decided_at.date()) {
        return Err(Denied::Nonsense(Nonsense::Dates));
    }
    gate.base(&[], &[]);
    gate.only_client_decides(asked.decided_by);
    gate.check(Guard::InstructManager, || {
        let manager = addressee.has_role(Role::Manager, asked.decided_at.date());
        (!manager).then(|| Failure::new().with("name", text(&addressee.name)))
    });
    let instruction = Instruction {
        text: asked.text.clone(),
        due: asked.due,
        addressee: asked.addressee,
        decided_by: asked.decided_by,
        decided_at: asked.decided_at,
        document: asked.document.clone(),
        trust: asked.document.trust(Some(gate.asked.by), None),
    };
    gate.permit(Event::InstructionRegistered { instruction })
}

/// By the manager: what was done or answered, on the record of the 指示.
pub(super) fn answer(mut gate: Gate<'_>, asked: &InstructionAnswer) -> Result<Permitted, Denied> {
    let record = &asked.record;
    if record.vault != gate.known.head.vault || record.seq.0 >= gate.known.head.size {
        return Err(unknown(record.seq));
    }
    if !matches!(record.event, Event::InstructionRegistered { .. }) {
        return Err(Denied::Nonsense(Nonsense::NotAnInstruction));
    }
    gate.base(&[], &[]);
    gate.permit(Event::InstructionAnswered {
        instruction: record.seq,
        answer: asked.answer.clone(),
        number: asked.number.clone(),
    })
}
