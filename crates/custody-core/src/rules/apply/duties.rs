//! What the records of Art. 1, 8 and 9 change: the contract's lists. The others of them are known by themselves.

use super::Change;
use crate::record::{Contract, Entity, Event, Software, Text};
use crate::rules::{Denied, Inconsistency, Registered};

impl Change<'_> {
    pub(super) fn duties(&mut self, event: &Event) -> Result<(), Denied> {
        match event {
            Event::PolicyRegistered { document } => {
                let mut contract = self.contract()?;
                contract.profile.policy_documents.push(document.clone());
                self.draft.put(Entity::Contract(Box::new(contract)));
            }
            Event::SoftwareListed { software } => {
                let mut contract = self.contract()?;
                let known = position(&contract, &software.name);
                let earlier = known.and_then(|at| contract.software.get_mut(at));
                match earlier {
                    Some(earlier) => {
                        *earlier = Software {
                            vulnerabilities: std::mem::take(&mut earlier.vulnerabilities),
                            ..software.clone()
                        };
                    }
                    None => contract.software.push(software.clone()),
                }
                self.draft.put(Entity::Contract(Box::new(contract)));
            }
            Event::VulnerabilityRecorded {
                software,
                vulnerability,
            } => {
                let mut contract = self.contract()?;
                let known = position(&contract, software);
                let entry = known.and_then(|at| contract.software.get_mut(at));
                let unknown = Inconsistency::Unknown(Registered::Software);
                let entry = entry.ok_or_else(|| self.broken(unknown))?;
                let same = |one: &&mut _| same_name(one, &vulnerability.name);
                match entry.vulnerabilities.iter_mut().find(same) {
                    Some(earlier) => *earlier = vulnerability.clone(),
                    None => entry.vulnerabilities.push(vulnerability.clone()),
                }
                self.draft.put(Entity::Contract(Box::new(contract)));
            }
            // Known by themselves: read from the records.
            _ => {}
        }
        Ok(())
    }

    fn contract(&self) -> Result<Contract, Denied> {
        let known = self.known.contract.clone();
        known.ok_or_else(|| Denied::Unknown("contract".to_owned()))
    }
}

fn position(contract: &Contract, name: &Text) -> Option<usize> {
    contract.software.iter().position(|one| one.name == *name)
}

fn same_name(one: &crate::record::Vulnerability, name: &Text) -> bool {
    one.name == *name
}
