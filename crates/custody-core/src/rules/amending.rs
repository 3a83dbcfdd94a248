//! 契約の変更: another profile or term from now on, on 甲's document (`domain.md` §3; contract note 2). Records keep the
//! version of the profile they were made under.

use super::asked::Amendment;
use super::gate::Gate;
use super::{Denied, Nonsense, Permitted};
use crate::record::{Event, Profile, Term};

/// By the manager, on a document of 甲 in writing. Lists only grow: what assets and scopes name stays named.
pub(super) fn amend(mut gate: Gate<'_>, asked: &Amendment) -> Result<Permitted, Denied> {
    let Some(contract) = &gate.known.contract else {
        return Err(Denied::Unknown("contract".to_owned()));
    };
    if !asked.document.trust(Some(gate.asked.by), None).is_written() {
        return Err(Denied::Nonsense(Nonsense::NotWritten));
    }
    let term = Term {
        from: contract.term.from,
        until: asked.until.unwrap_or(contract.term.until),
    };
    if term.until < term.from {
        return Err(Denied::Nonsense(Nonsense::Dates));
    }
    let old = &contract.profile;
    let profile = Profile {
        version: old.version.saturating_add(1),
        work_items: grown(&old.work_items, &asked.work_items),
        purposes: grown(&old.purposes, &asked.purposes),
        deliverables: grown(&old.deliverables, &asked.deliverables),
        access_scope: grown(&old.access_scope, &asked.access_scope),
        service_levels: old.service_levels.clone(),
        policy_documents: old.policy_documents.clone(),
        ..asked.profile.clone().unwrap_or_else(|| old.clone())
    };
    let same = Profile {
        version: old.version,
        ..profile.clone()
    };
    if same == *old && term == contract.term {
        return Err(Denied::Nonsense(Nonsense::Unchanged));
    }
    gate.base(&[], &[]);
    gate.permit(Event::ContractAmended {
        profile: Box::new(profile),
        term,
        document: asked.document.clone(),
        reason: asked.reason.clone(),
    })
}

fn grown<T: Clone + PartialEq>(old: &[T], further: &[T]) -> Vec<T> {
    let new = further.iter().filter(|entry| !old.contains(entry));
    old.iter().chain(new).cloned().collect()
}
