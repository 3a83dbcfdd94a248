//! 32 契約終了・解除 (contract Art. 17): afterwards only return, destruction and incident reports remain.

use super::gate::Gate;
use super::{Denied, Nonsense, Permitted};
use crate::record::{ContractEnd, Ending, Event};

/// By the manager, once. 満了 is on the last day of the term; 解除 lies within it and rests on a document of 甲 in writing.
pub(super) fn end(mut gate: Gate<'_>, end: &ContractEnd) -> Result<Permitted, Denied> {
    let Some(contract) = &gate.known.contract else {
        return Err(Denied::Unknown("contract".to_owned()));
    };
    if contract.ended.is_some() {
        return Err(Denied::Nonsense(Nonsense::EndedBefore));
    }
    let term = contract.term;
    let fits = match &end.ending {
        Ending::Expired => end.on == term.until,
        Ending::Terminated { document } => {
            if !document.trust(Some(gate.asked.by), None).is_written() {
                return Err(Denied::Nonsense(Nonsense::NotWritten));
            }
            (term.from..=term.until).contains(&end.on)
        }
    };
    if !fits {
        return Err(Denied::Nonsense(Nonsense::Dates));
    }
    gate.base(&[], &[]);
    gate.permit(Event::ContractEnded {
        end: Box::new(end.clone()),
    })
}
