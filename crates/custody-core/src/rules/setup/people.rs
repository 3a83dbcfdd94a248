//! The people of a draft, checked: roles against the profile and each other, scopes, subjects, trainings, cards.

use super::super::settings::Fault;
use super::build::{entry, nth, twice};
use super::draft::{ClientAuthority, ClientPerson, SetupDraft, Staff, StaffTraining};
use super::{Listed, SetupError};
use crate::record::calendar::add_business_days;
use crate::record::{
    Date, Employment, Guide, OrgId, OrgKind, Organisation, PersonId, Role, Text, Training,
};
use std::collections::BTreeSet;

impl SetupDraft {
    /// 乙's people, then 甲's, numbered through.
    pub(super) fn listed(&self, organisations: &[Organisation]) -> Result<Vec<Listed>, SetupError> {
        let employer = |kind| {
            organisations
                .iter()
                .find(|org| org.kind == kind)
                .map_or_else(|| nth(0, OrgId::new), |org| org.id)
        };
        let (client, contractor) = (employer(OrgKind::Client), employer(OrgKind::Contractor));
        let mut all: Vec<Listed> = Vec::with_capacity(self.people.len() + self.client_people.len());
        let mut files = BTreeSet::new();
        let work: BTreeSet<&Text> = self.work_items.iter().collect();
        for (at, staff) in self.people.iter().enumerate() {
            let key = entry("people", at);
            self.check_staff(&key, at, staff, &work)?;
            let same = |other: &&Staff| {
                other.name.is_some()
                    && other.name == staff.name
                    && other.employment_evidence == staff.employment_evidence
            };
            if self.people.iter().take(at).any(|other| same(&other)) {
                return Err(self.fault(
                    &format!("{key}.name"),
                    Fault::Twice(staff.name.as_ref().map(Text::to_string).unwrap_or_default()),
                ));
            }
            all.push(Listed {
                id: nth(all.len(), PersonId::new),
                name: staff.name.clone(),
                reading: staff.reading.clone(),
                employer: contractor,
                employment: staff.employment,
                employment_evidence: staff.employment_evidence.clone(),
                roles: staff.roles.clone(),
                from: staff.from,
                to: staff.to,
                work_scope: staff.work_scope.clone(),
                contact: staff.contact.clone(),
                authority: None,
                post: None,
                training: staff
                    .training
                    .as_ref()
                    .map(|given| self.training(&key, given))
                    .transpose()?,
                card_file: staff.card_file.clone().filter(|_| at > 0),
                key,
            });
        }
        for (at, person) in self.client_people.iter().enumerate() {
            let key = entry("client_people", at);
            self.check_client(&key, person)?;
            if self
                .client_people
                .iter()
                .take(at)
                .any(|other| other.name == person.name && other.post == person.post)
            {
                return Err(self.fault(
                    &format!("{key}.name"),
                    Fault::Twice(person.name.to_string()),
                ));
            }
            all.push(Listed {
                id: nth(all.len(), PersonId::new),
                name: Some(person.name.clone()),
                reading: person.reading.clone(),
                employer: client,
                employment: Employment::Client,
                employment_evidence: None,
                roles: vec![Role::Client],
                from: person.from,
                to: person.to,
                work_scope: Vec::new(),
                contact: person.contact.clone(),
                authority: Some(person.authority.clone()),
                post: Some(person.post.clone()),
                training: None,
                card_file: person.card_file.clone(),
                key,
            });
        }
        for listed in &all {
            if let Some(file) = listed
                .card_file
                .as_ref()
                .filter(|file| !files.insert(*file))
            {
                // One key for two people would let one sign for the other.
                return Err(self.fault(
                    &format!("{}.card_file", listed.key),
                    Fault::Twice(file.to_string()),
                ));
            }
        }
        Ok(all)
    }

    fn check_staff(
        &self,
        key: &str,
        at: usize,
        staff: &Staff,
        work: &BTreeSet<&Text>,
    ) -> Result<(), SetupError> {
        let fail = |field: &str, fault| Err(self.fault(&format!("{key}.{field}"), fault));
        let has = |role| staff.roles.contains(&role);
        if staff.name.is_none() && at > 0 {
            return fail("name", Fault::Missing);
        }
        if staff.roles.is_empty() {
            return fail("roles", Fault::Empty);
        }
        if let Some(role) = twice(&staff.roles) {
            return fail("roles", Fault::Twice(role.code().to_owned()));
        }
        let foreign =
            |role: &&Role| matches!(role, Role::SubSecurity | Role::SubWorker | Role::Client);
        if let Some(role) = staff.roles.iter().find(foreign) {
            // A 再委託先 has people once it is approved (Art. 14-1), and 甲's stand under client_people.
            return fail(
                "roles",
                Fault::not_one_of(role.code(), ["manager", "supervisor", "worker"]),
            );
        }
        if at == 0 && !has(Role::Manager) {
            return fail("roles", Fault::OpenerNotManager);
        }
        if has(Role::Supervisor)
            && (has(Role::Manager) || has(Role::Worker))
            && !self.profile.combined_roles_allowed
        {
            return fail("roles", Fault::CombinedRoles);
        }
        if has(Role::Worker) && staff.work_scope.is_empty() {
            return fail("work_scope", Fault::NoWorkScope);
        }
        if !has(Role::Worker) && !staff.work_scope.is_empty() {
            return fail("work_scope", Fault::ScopeWithoutWorker);
        }
        if let Some(unknown) = staff.work_scope.iter().find(|item| !work.contains(item)) {
            return fail("work_scope", Fault::NoSuchName(unknown.to_string()));
        }
        let elsewhere = match staff.employment {
            Employment::Direct | Employment::Dispatched => None,
            Employment::Subcontractor => Some("subcontractor"),
            Employment::Client => Some("client"),
        };
        if let Some(employment) = elsewhere {
            let fault = Fault::not_one_of(employment, ["direct", "dispatched"]);
            return fail("employment", fault);
        }
        if ends_before(staff.from, staff.to) {
            return fail("to", Fault::EndsBeforeStart);
        }
        Ok(())
    }

    fn check_client(&self, key: &str, person: &ClientPerson) -> Result<(), SetupError> {
        let fail = |field: &str, fault| Err(self.fault(&format!("{key}.{field}"), fault));
        if let ClientAuthority::Approver { subjects } = &person.authority {
            if subjects.is_empty() {
                return fail("subjects", Fault::NoSubjects);
            }
            if let Some(subject) = twice(subjects) {
                return fail("subjects", Fault::Twice(subject.code().to_owned()));
            }
        }
        if ends_before(person.from, person.to) {
            return fail("to", Fault::EndsBeforeStart);
        }
        Ok(())
    }

    /// 社内目安 `training`: how long it counts, where nothing was said. Its first day is not counted (§8).
    fn training(&self, key: &str, given: &StaffTraining) -> Result<Training, SetupError> {
        let valid_until = match given.valid_until {
            Some(day) => Some(day),
            None => match self.profile.guides.training {
                Guide::Hours(hours) => given.on.checked_add_days(i64::from(hours / 24)),
                Guide::Days(days) => given.on.checked_add_days(i64::from(days)),
                Guide::BusinessDays(days) => u16::try_from(days)
                    .ok()
                    .map(|days| add_business_days(given.on, days).date),
                Guide::Months(months) => i32::try_from(months)
                    .ok()
                    .and_then(|m| given.on.checked_add_months(m)),
            },
        };
        let valid_until = valid_until.unwrap_or(Date::MAX);
        if valid_until < given.on {
            return Err(self.fault(
                &format!("{key}.training.valid_until"),
                Fault::EndsBeforeStart,
            ));
        }
        Ok(Training {
            on: given.on,
            valid_until,
            content: given.content.clone(),
            trainer: given.trainer.clone(),
            covers_terms: given.covers_terms,
            understanding: None,
        })
    }
}

fn ends_before(from: Option<Date>, to: Option<Date>) -> bool {
    from.zip(to).is_some_and(|(from, to)| to < from)
}
