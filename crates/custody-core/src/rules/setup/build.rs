//! A draft checked and resolved: names to numbers, days against each other, roles against the profile.

use super::super::settings::{Fault, SettingsError};
use super::draft::{SetupDraft, StorageKind};
use super::{Setup, SetupError};
use crate::record::{
    Carrier, CarrierId, CarrierOwner, OrgId, OrgKind, Organisation, Place, PlaceId, PlaceKind, Text,
};
use std::collections::BTreeSet;

impl SetupDraft {
    /// Checks everything that can be known before the keys are there, and numbers the entries.
    ///
    /// # Errors
    /// [`SetupError`] names the key, and the line if the draft came from a file: an empty list that needs an entry, a
    /// name that nothing has, the same entry twice, days that end before they start, a worker without work scope, an
    /// approver without subjects, roles that the profile does not let one person hold.
    pub fn build(self) -> Result<Setup, SetupError> {
        self.check_contract()?;
        let organisations = self.organisations()?;
        let places = self.places()?;
        let machine = self.machine(&places)?;
        let people = self.listed(&organisations)?;
        let mut profile = self.profile;
        profile.work_items = self.work_items;
        profile.purposes = self.purposes;
        profile.deliverables = self.deliverables;
        profile.access_scope = self.access_scope;
        profile.service_levels = self.service_levels;
        profile.policy_documents = self.policy_documents;
        Ok(Setup {
            number: self.number,
            title: self.title,
            client_office: self.client_office,
            contractor_name: self.contractor_name,
            term: self.term,
            emergency: self.emergency,
            profile,
            organisations,
            places,
            machine,
            people,
            warnings: self.warnings,
            lines: self.lines,
        })
    }

    pub(super) fn fault(&self, key: &str, fault: Fault) -> SettingsError {
        self.lines.fault(key, fault)
    }

    fn check_contract(&self) -> Result<(), SetupError> {
        if self.term.until < self.term.from {
            return Err(self.fault("contract.until", Fault::EndsBeforeStart));
        }
        let scope: Vec<_> = self
            .access_scope
            .iter()
            .map(|entry| (&entry.info_category, &entry.method))
            .collect();
        for (key, entries) in [
            ("work_items", self.work_items.len()),
            ("purposes", self.purposes.len()),
            ("access_scope", scope.len()),
            ("workplaces", self.workplaces.len()),
            ("storages", self.storages.len()),
            ("people", self.people.len()),
        ] {
            if entries == 0 {
                return Err(self.fault(key, Fault::Empty));
            }
        }
        for (key, list) in [
            ("work_items", &self.work_items),
            ("purposes", &self.purposes),
            ("deliverables", &self.deliverables),
        ] {
            if let Some(twice) = twice(list) {
                return Err(self.fault(key, Fault::Twice(twice.to_string())));
            }
        }
        match twice(&scope) {
            None => Ok(()),
            Some((category, _)) => {
                Err(self.fault("access_scope", Fault::Twice(category.to_string())))
            }
        }
    }

    fn organisations(&self) -> Result<Vec<Organisation>, SetupError> {
        let own = |id, name: &Text, address: &Option<Text>, kind| Organisation {
            id,
            name: name.clone(),
            address: address.clone(),
            kind,
            parent: None,
            supervision: Default::default(),
        };
        let (client, contractor) = (nth(0, OrgId::new), nth(1, OrgId::new));
        let mut all = vec![
            own(
                client,
                &self.client_office,
                &self.client_address,
                OrgKind::Client,
            ),
            own(
                contractor,
                &self.contractor_name,
                &self.contractor_address,
                OrgKind::Contractor,
            ),
        ];
        if self.client_office == self.contractor_name {
            return Err(self.fault(
                "contract.contractor_name",
                Fault::Twice(self.client_office.to_string()),
            ));
        }
        for (at, given) in self.organisations.iter().enumerate() {
            let key = entry("organisations", at);
            if all.iter().any(|other| other.name == given.name) {
                return Err(
                    self.fault(&format!("{key}.name"), Fault::Twice(given.name.to_string()))
                );
            }
            if matches!(given.kind, OrgKind::Client | OrgKind::Contractor) {
                let given = if given.kind == OrgKind::Client {
                    "client"
                } else {
                    "contractor"
                };
                let fault = Fault::not_one_of(given, ["subcontractor", "disposer", "transporter"]);
                return Err(self.fault(&format!("{key}.kind"), fault));
            }
            // Only what stands before may be above it, so the chain of 再委託 cannot close; and 甲 is in no chain.
            let parent = match &given.parent {
                None => contractor,
                Some(name) => all
                    .iter()
                    .find(|other| other.name == *name && other.kind != OrgKind::Client)
                    .map(|other| other.id)
                    .ok_or_else(|| {
                        self.fault(
                            &format!("{key}.parent"),
                            Fault::NoSuchName(name.to_string()),
                        )
                    })?,
            };
            all.push(Organisation {
                parent: Some(parent),
                ..own(
                    nth(all.len(), OrgId::new),
                    &given.name,
                    &given.address,
                    given.kind,
                )
            });
        }
        Ok(all)
    }

    fn places(&self) -> Result<Vec<Place>, SetupError> {
        let mut all: Vec<Place> = Vec::new();
        let mut names = BTreeSet::from([&self.client_office]);
        for (at, given) in self.workplaces.iter().enumerate() {
            if !names.insert(&given.name) {
                let key = format!("{}.name", entry("workplaces", at));
                return Err(self.fault(&key, Fault::Twice(given.name.to_string())));
            }
            all.push(Place {
                id: nth(all.len(), PlaceId::new),
                name: given.name.clone(),
                address: given.address.clone(),
                kind: PlaceKind::Workplace,
                inside: None,
                lockable: given.lockable,
                entry_log: given.entry_log,
                designation: Some(given.designation.clone()),
                key_keeper: None,
            });
        }
        for (at, given) in self.storages.iter().enumerate() {
            let key = entry("storages", at);
            if !names.insert(&given.name) {
                return Err(
                    self.fault(&format!("{key}.name"), Fault::Twice(given.name.to_string()))
                );
            }
            let inside = self.place_named(&all, &given.inside, &format!("{key}.inside"))?;
            let entry_log = match given.kind {
                StorageKind::LockedCabinet { entry_log } => entry_log,
                StorageKind::StorageRoom => true,
            };
            all.push(Place {
                id: nth(all.len(), PlaceId::new),
                name: given.name.clone(),
                address: None,
                kind: given.kind.place_kind(),
                inside: Some(inside),
                lockable: true,
                entry_log,
                designation: None,
                key_keeper: None,
            });
        }
        all.push(Place {
            id: nth(all.len(), PlaceId::new),
            name: self.client_office.clone(),
            address: self.client_address.clone(),
            kind: PlaceKind::ClientOffice,
            inside: None,
            lockable: false,
            entry_log: false,
            designation: None,
            key_keeper: None,
        });
        Ok(all)
    }

    fn place_named(&self, places: &[Place], name: &Text, key: &str) -> Result<PlaceId, SetupError> {
        let own = places
            .iter()
            .filter(|place| place.kind != PlaceKind::ClientOffice);
        let mut found = own
            .filter(|place| place.name == *name)
            .map(|place| place.id);
        found
            .next()
            .ok_or_else(|| self.fault(key, Fault::NoSuchName(name.to_string())))
    }

    fn machine(&self, places: &[Place]) -> Result<Carrier, SetupError> {
        Ok(Carrier {
            id: nth(0, CarrierId::new),
            carrier_type: self.machine.kind.carrier_type(),
            owner: CarrierOwner::Contractor,
            model: self.machine.model.clone(),
            serial: self.machine.serial.clone(),
            management_no: self.machine.management_no.clone(),
            seal_no: None,
            finder_contact: None,
            hardware_encryption: false,
            place: Some(self.place_named(places, &self.machine.place, "machine.place")?),
            retired: false,
        })
    }
}

/// The number of the entry at a place in its list, from 0.
pub(super) fn nth<T>(at: usize, number: impl Fn(u32) -> Option<T>) -> T {
    #[expect(
        clippy::expect_used,
        reason = "a list in memory has fewer than 2^32 entries, and its first is number 1"
    )]
    u32::try_from(at)
        .ok()
        .and_then(|at| at.checked_add(1))
        .and_then(number)
        .expect("a list has a countable length")
}

/// The key of an entry, which counts from 1.
pub(super) fn entry(list: &str, at: usize) -> String {
    format!("{list}[{}]", at.saturating_add(1))
}

/// The first entry that stands there again.
pub(super) fn twice<T: Ord>(list: &[T]) -> Option<&T> {
    let mut seen = BTreeSet::new();
    list.iter().find(|entry| !seen.insert(*entry))
}
