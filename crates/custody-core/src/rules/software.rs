//! The list of software and its vulnerabilities (contract Art. 8, 3-エ): what is on it, what is banned, what was done.

use super::gate::{Failure, Gate};
use super::refusal::{text, unknown};
use super::{Denied, Nonsense, Permitted, WarningCode};
use crate::record::{Event, Guard, Software, Text, Vulnerability};

/// A new entry, or another version or standing of one that is listed.
pub(super) fn list(mut gate: Gate<'_>, asked: &Software) -> Result<Permitted, Denied> {
    if asked.updated > gate.day() {
        return Err(Denied::Nonsense(Nonsense::Dates));
    }
    let known = listed(&gate, &asked.name).map(|software| Software {
        vulnerabilities: Vec::new(),
        ..software.clone()
    });
    let software = Software {
        vulnerabilities: Vec::new(),
        ..asked.clone()
    };
    if known.as_ref() == Some(&software) {
        return Err(Denied::Nonsense(Nonsense::Unchanged));
    }
    gate.base(&[], &[]);
    gate.permit(Event::SoftwareListed { software })
}

/// 発覚, 協議, 対応: each adds to what is known of it. What was done without a consultation is on record too.
pub(super) fn vulnerability(
    mut gate: Gate<'_>,
    name: &Text,
    asked: &Vulnerability,
) -> Result<Permitted, Denied> {
    let software = listed(&gate, name).ok_or_else(|| unknown(name))?;
    let mut days = vec![asked.found];
    days.extend(asked.consulted);
    days.extend(asked.handled);
    if days
        .iter()
        .any(|day| *day < asked.found || *day > gate.day())
    {
        return Err(Denied::Nonsense(Nonsense::Dates));
    }
    if software.vulnerabilities.contains(asked) {
        return Err(Denied::Nonsense(Nonsense::Unchanged));
    }
    gate.base(&[], &[]);
    gate.forbidden_word(asked.measure.iter().map(Text::as_str));
    gate.permit(Event::VulnerabilityRecorded {
        software: name.clone(),
        vulnerability: asked.clone(),
    })
}

fn listed<'a>(gate: &Gate<'a>, name: &Text) -> Option<&'a Software> {
    let contract = gate.known.contract.as_ref()?;
    contract.software.iter().find(|one| one.name == *name)
}

impl Gate<'_> {
    /// software_ok: what it is opened with is on the list and not banned. Nothing has to be named while nothing is listed.
    pub(super) fn software_ok(&mut self, name: Option<&Text>) {
        let known = self.known;
        let list = known.contract.as_ref().map(|c| c.software.as_slice());
        let list = list.unwrap_or_default();
        let entry = list.iter().find(|one| Some(&one.name) == name);
        if let Some(open) = entry.and_then(|one| one.open_vulnerabilities().next()) {
            self.warn(WarningCode::VulnerabilityOpen, &open.name);
        }
        let unnamed = name.is_none() && list.is_empty();
        let usable = unnamed || entry.is_some_and(|one| !one.banned);
        self.check(Guard::SoftwareOk, || {
            (!usable).then(|| {
                Failure::new()
                    .with("name", name.map_or_else(|| text("―"), text))
                    .next("custody software list")
            })
        });
    }
}
