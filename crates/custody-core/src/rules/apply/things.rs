//! What 7 印刷, 8 封緘, 10 引継ぎ, 13 送信, 26 点検, 27 訂正・登録取消, 28 棚卸, 29 分割 and 30 不要 change.

use super::Change;
use crate::record::event::Source;
use crate::record::{
    AssetId, Corrected, Correction, Custody, Entity, Event, Instance, InstanceId, JourneyStage,
    Presence, Protection,
};
use crate::rules::{Denied, Inconsistency, Registered};

impl Change<'_> {
    pub(super) fn things(&mut self, event: &Event) -> Result<(), Denied> {
        let seq = self.seq();
        match event {
            Event::InstancePrinted {
                printouts,
                paper,
                uses,
                ..
            } => {
                self.counters.carrier = self.counters.carrier.max(paper.id.number());
                self.draft.put(Entity::Carrier(paper.clone()));
                for printout in printouts {
                    self.create(printout)?;
                }
                self.use_up(uses)
            }
            Event::InstanceSealed {
                instance,
                content,
                key_holders,
                source,
                ..
            } => self.alter(*instance, |i| {
                i.protection = Protection::Sealed;
                i.content = Some(content.clone());
                i.key_holders.clone_from(key_holders);
                i.source_pending = *source == Source::RemovalBegun;
                // It lay there in the clear: a crypto erase would promise too much.
                i.plaintext_seen = true;
            }),
            Event::InstanceSplit {
                instance,
                remains,
                siblings,
            } => {
                for sibling in siblings {
                    self.create(sibling)?;
                }
                self.alter(*instance, |i| {
                    i.quantity = *remains;
                    i.content = None;
                })
            }
            Event::BecameUnneeded {
                instance,
                needed_until,
                ..
            } => {
                let mut asset = self
                    .known
                    .assets
                    .get(&instance.asset)
                    .cloned()
                    .ok_or_else(|| self.broken(Inconsistency::Unknown(Registered::Asset)))?;
                asset.needed_until = *needed_until;
                self.draft.put(Entity::Asset(asset));
                Ok(())
            }
            Event::HandedOver { .. } => self.handed_over(event),
            Event::Transmitted {
                journey,
                packages,
                carrier,
                seal,
                permission,
                uses,
                ..
            } => {
                for package in packages {
                    self.create(package)?;
                }
                let mut journey = self.journey(*journey)?;
                journey.stage = JourneyStage::UnderWay;
                journey.carrier = Some(*carrier);
                journey.permission = permission.or(journey.permission);
                journey.carried = packages.iter().map(|p| p.id).collect();
                journey.departed = Some(self.at());
                journey.seal_checks.push(seal.clone());
                self.put_journey(journey);
                self.use_up(uses)
            }
            Event::Examined {
                instance, place, ..
            } => self.alter(*instance, |i| i.custody = Custody::Held { place: *place }),
            Event::InventoryTaken { lines, .. } => {
                let at = self.at();
                for line in lines.iter().filter(|l| l.found != Presence::Absent) {
                    // Looking moves nothing: when it was last moved stays what it was.
                    let mut instance = self.instance(line.instance)?;
                    instance.particulars.inventoried = Some(at);
                    self.draft.put(Entity::Instance(Box::new(instance)));
                }
                Ok(())
            }
            Event::RecordCorrected {
                correction,
                incident,
            } => {
                if let Some(incident) = incident {
                    self.counters.incident = self.counters.incident.max(incident.id.number());
                    self.draft.put(Entity::Incident(Box::new(incident.clone())));
                }
                self.corrected(correction)
            }
            Event::InstanceVoided {
                instance,
                removal_begun,
                ..
            } => {
                let before = self.instance(*instance)?;
                self.leave_journey(&before)?;
                self.alter(*instance, |i| {
                    i.custody = Custody::Voided { recorded_in: seq };
                    i.removal_begun = *removal_begun && !i.key_holders.is_empty();
                })
            }
            _ => Ok(()),
        }
    }

    fn handed_over(&mut self, event: &Event) -> Result<(), Denied> {
        let Event::HandedOver {
            instances,
            to,
            journey,
            seal,
            ..
        } = event
        else {
            return Ok(());
        };
        for id in instances {
            self.alter(*id, |i| match &mut i.custody {
                Custody::InUse { holder, .. }
                | Custody::InTransit { holder, .. }
                | Custody::AtDestination { holder, .. } => *holder = *to,
                _ => {}
            })?;
        }
        if let Some(id) = journey {
            let mut journey = self.journey(*id)?;
            let ours = self.known.people.get(to).is_some_and(|p| !p.is_client());
            if ours && !journey.persons.contains(to) {
                journey.persons.push(*to);
            }
            journey.seal_checks.push(seal.clone());
            self.put_journey(journey);
        }
        Ok(())
    }

    /// What stands on the register as the corrected record put it takes the new value. What has moved since keeps its
    /// place: then the record alone was wrong.
    fn corrected(&mut self, correction: &Correction) -> Result<(), Denied> {
        if let Some(id) = correction.asset {
            self.corrected_asset(id, correction)?;
        }
        if let (Some(id), Corrected::Serial { new, .. }) = (correction.carrier, &correction.value) {
            let mut carrier = self
                .known
                .carriers
                .get(&id)
                .cloned()
                .ok_or_else(|| self.broken(Inconsistency::Unknown(Registered::Carrier)))?;
            carrier.serial = Some(new.clone());
            self.draft.put(Entity::Carrier(carrier));
        }
        for id in &correction.instances {
            let mut instance = self.instance(*id)?;
            // Not stamped with this record: a second correction must find what stands as the first record put it.
            if instance.last_in == correction.record {
                correct_instance(&mut instance, &correction.value);
            }
            self.draft.put(Entity::Instance(Box::new(instance)));
        }
        Ok(())
    }

    fn corrected_asset(&mut self, id: AssetId, correction: &Correction) -> Result<(), Denied> {
        let mut asset = self
            .known
            .assets
            .get(&id)
            .cloned()
            .ok_or_else(|| self.broken(Inconsistency::Unknown(Registered::Asset)))?;
        match &correction.value {
            Corrected::Title { new, .. } => asset.title = new.clone(),
            Corrected::ReceivedFrom { new, .. } => asset.received_from = new.clone(),
            Corrected::Due { new, .. } => asset.due = Some(*new),
            Corrected::ClientDocNo { new, .. } => asset.client_doc_no = Some(new.clone()),
            Corrected::Quantity { old, new } => {
                asset.quantity = *new;
                // The original as supplied; what was parted from it or made of it has its own count.
                if let Some(original) = InstanceId::new(id, 1) {
                    let mut original = self.instance(original)?;
                    if original.quantity == *old {
                        original.quantity = *new;
                        self.draft.put(Entity::Instance(Box::new(original)));
                    }
                }
            }
            Corrected::Serial { .. } | Corrected::Place { .. } | Corrected::Purpose { .. } => {}
        }
        self.draft.put(Entity::Asset(asset));
        Ok(())
    }
}

fn correct_instance(instance: &mut Instance, value: &Corrected) {
    match (&mut instance.custody, value) {
        (
            Custody::Held { place }
            | Custody::InUse { place, .. }
            | Custody::AtDestination { place, .. }
            | Custody::AwaitingDestruction { place, .. },
            Corrected::Place { new, .. },
        ) => *place = *new,
        (Custody::InUse { purpose, .. }, Corrected::Purpose { new, .. }) => *purpose = new.clone(),
        _ => {}
    }
}
