//! 甲's policy documents (contract Art. 1): which were received, and who has read them.

use super::gate::Gate;
use super::refusal::unknown;
use super::{Denied, Nonsense, Permitted};
use crate::record::{Date, Event, PersonId, PolicyDocument, Text};

/// A document or a new version of one.
pub(super) fn register(mut gate: Gate<'_>, asked: &PolicyDocument) -> Result<Permitted, Denied> {
    let known = gate.profile().map(|p| p.policy_documents.as_slice());
    let same = |one: &&PolicyDocument| one.title == asked.title && one.version == asked.version;
    if known.unwrap_or_default().iter().any(|one| same(&one)) {
        return Err(Denied::Nonsense(Nonsense::Unchanged));
    }
    if asked.received > gate.day() {
        return Err(Denied::Nonsense(Nonsense::Dates));
    }
    gate.base(&[], &[]);
    gate.permit(Event::PolicyRegistered {
        document: asked.clone(),
    })
}

/// By everybody for themselves, by the manager for others whose signature is on paper: of the version received last.
pub(super) fn acknowledge(
    mut gate: Gate<'_>,
    persons: &[PersonId],
    title: &Text,
    on: Date,
) -> Result<Permitted, Denied> {
    let known = gate.profile().map(|p| p.policy_documents.as_slice());
    let latest = known.unwrap_or_default().iter().rev();
    let document = latest.into_iter().find(|one| one.title == *title);
    let document = document.ok_or_else(|| unknown(title))?;
    for person in persons {
        let known = gate.known.people.get(person);
        let person = known.ok_or_else(|| unknown(person))?;
        if person.is_client() {
            return Err(Denied::Nonsense(Nonsense::Role));
        }
    }
    if on > gate.day() || on < document.received {
        return Err(Denied::Nonsense(Nonsense::Dates));
    }
    gate.base(&[], &[]);
    let persons = match persons {
        [] => vec![gate.asked.by],
        named => named.to_vec(),
    };
    gate.permit(Event::PolicyAcknowledged {
        persons,
        title: title.clone(),
        version: document.version.clone(),
        on,
    })
}
