//! What 14 提供, 15 再委託先報告, 16 再委託先返却, 31 開示, and the notices, pledges and checks of Art. 12 and 14 change.

use super::Change;
use crate::record::{
    Custody, Entity, Event, InstanceId, OrgId, OrgKind, Organisation, Supervision, Text,
};
use crate::rules::{Denied, Inconsistency, Registered};

impl Change<'_> {
    pub(super) fn subcontracting(&mut self, event: &Event) -> Result<(), Denied> {
        match event {
            Event::SubStaffNotified { org, notice } => {
                self.supervise(*org, |s| s.notice = Some(notice.clone()))
            }
            Event::SubPledged { org, pledge } => {
                self.supervise(*org, |s| s.pledge = Some(pledge.clone()))
            }
            Event::SubInspected { org, check } => {
                self.supervise(*org, |s| s.check = Some(check.clone()))
            }
            Event::PledgeRecorded { persons, pledge } => {
                for id in persons {
                    let known = self.known.people.get(id).cloned();
                    let mut person = known
                        .ok_or_else(|| self.broken(Inconsistency::Unknown(Registered::Person)))?;
                    person.pledge = Some(pledge.clone());
                    self.draft.put(Entity::Person(person));
                }
                Ok(())
            }
            Event::Provided {
                instances,
                org,
                seal_no,
                uses,
                ..
            } => {
                for id in instances {
                    let before = self.instance(*id)?;
                    self.leave_journey(&before)?;
                    self.alter(*id, |i| {
                        i.custody = Custody::WithSub { org: *org };
                        i.org = *org;
                        if seal_no.is_some() {
                            i.seal_no.clone_from(seal_no);
                        }
                    })?;
                }
                self.use_up(uses)
            }
            Event::Disclosed { uses, .. } => self.use_up(uses),
            Event::SubReported {
                org,
                count,
                made,
                ended,
                uses,
                ..
            } => {
                for holding in made {
                    self.create(holding)?;
                }
                let recorded_in = self.seq();
                for id in ended {
                    self.alter(*id, |i| i.custody = Custody::Destroyed { recorded_in })?;
                }
                self.supervise(*org, |s| s.count = Some(*count))?;
                self.use_up(uses)
            }
            Event::SubReturned {
                instances, place, ..
            } => {
                let own = self.contractor()?;
                for id in instances {
                    self.came_home(*id, own, Custody::Held { place: *place })?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn came_home(&mut self, id: InstanceId, own: OrgId, custody: Custody) -> Result<(), Denied> {
        self.alter(id, |i| {
            i.custody = custody;
            i.org = own;
        })
    }

    fn supervise(&mut self, org: OrgId, edit: impl FnOnce(&mut Supervision)) -> Result<(), Denied> {
        let mut entry = self.organisation(|entry| entry.id == org)?;
        edit(&mut entry.supervision);
        self.draft.put(Entity::Organisation(entry));
        Ok(())
    }

    pub(super) fn reword(
        &mut self,
        org: OrgId,
        name: &Text,
        address: Option<&Text>,
    ) -> Result<(), Denied> {
        let mut entry = self.organisation(|entry| entry.id == org)?;
        entry.name = name.clone();
        entry.address = address.cloned();
        self.draft.put(Entity::Organisation(entry));
        Ok(())
    }

    fn contractor(&self) -> Result<OrgId, Denied> {
        let entry = self.organisation(|entry| entry.kind == OrgKind::Contractor)?;
        Ok(entry.id)
    }

    fn organisation(&self, is: impl Fn(&Organisation) -> bool) -> Result<Organisation, Denied> {
        let found = self.known.organisations.values().find(|entry| is(entry));
        found
            .cloned()
            .ok_or_else(|| self.broken(Inconsistency::Unknown(Registered::Organisation)))
    }
}
