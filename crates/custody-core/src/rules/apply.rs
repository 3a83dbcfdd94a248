//! What a record changes. One function serves deciding, replaying and comparing: projections are nothing else.

mod duties;
mod subcontracting;
mod things;

use super::{Denied, Inconsistency, Registered};
use crate::record::event::Destruction;
use crate::record::{
    Counters, Custody, Entity, Event, IncidentStage, Instance, InstanceId, Journey, JourneyId,
    JourneyStage, Moment, Permission, PermissionId, Person, PersonId, Record, Register, RequestId,
    RequestState, Seq, Text, Trust,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a record changed.
#[derive(Clone, Debug)]
pub struct Applied {
    /// Every entity it changed, in its new form.
    pub changes: Vec<Entity>,
    /// The counters after it.
    pub counters: Counters,
}

/// Applies a record to a copy of what it touches; `known` stays as it was.
///
/// # Errors
/// [`Denied::Inconsistent`] when the record does not follow from what is known: another vault, another index, a time
/// before the last, an entity that is not there.
pub fn apply(known: &Register, record: &Record) -> Result<Applied, Denied> {
    let mut change = Change {
        known,
        record,
        draft: Draft::default(),
        counters: known.counters,
    };
    if record.vault != known.head.vault {
        return Err(change.broken(Inconsistency::OtherVault));
    }
    if record.seq.0 != known.head.size {
        return Err(change.broken(Inconsistency::Index));
    }
    if known
        .head
        .last_at
        .is_some_and(|last| record.recorded_at() < last)
    {
        return Err(change.broken(Inconsistency::Time));
    }
    change.event(&record.event)?;
    Ok(Applied {
        changes: change.draft.entities(),
        counters: change.counters,
    })
}

/// Brings a register forward by one record: for replay.
///
/// # Errors
/// As [`apply`].
pub fn advance(known: &mut Register, record: &Record) -> Result<(), Denied> {
    let applied = apply(known, record)?;
    known.counters = applied.counters;
    known.head.size = known.head.size.saturating_add(1);
    known.head.last_at = Some(record.recorded_at());
    for entity in applied.changes {
        known.put(entity);
    }
    Ok(())
}

/// Changed entities, each once, in the order they were first touched.
#[derive(Default)]
struct Draft {
    entities: Vec<Entity>,
    /// Where each stands, by its number.
    places: BTreeMap<String, usize>,
}

impl Draft {
    fn put(&mut self, entity: Entity) {
        let place = self.places.entry(entity.key());
        let next = self.entities.len();
        match self.entities.get_mut(*place.or_insert(next)) {
            Some(slot) => *slot = entity,
            None => self.entities.push(entity),
        }
    }

    fn entities(self) -> Vec<Entity> {
        self.entities
    }
}

struct Change<'a> {
    known: &'a Register,
    record: &'a Record,
    draft: Draft,
    counters: Counters,
}

impl Change<'_> {
    fn broken(&self, what: Inconsistency) -> Denied {
        Denied::Inconsistent {
            seq: self.record.seq.0,
            what,
        }
    }

    fn seq(&self) -> Seq {
        self.record.seq
    }

    fn at(&self) -> Moment {
        self.record.at
    }

    fn instance(&self, id: InstanceId) -> Result<Instance, Denied> {
        let drafted = self.draft.entities.iter().find_map(|e| match e {
            Entity::Instance(i) if i.id == id => Some((**i).clone()),
            _ => None,
        });
        drafted
            .or_else(|| self.known.instances.get(&id).cloned())
            .ok_or_else(|| self.broken(Inconsistency::Unknown(Registered::Instance)))
    }

    fn journey(&self, id: JourneyId) -> Result<Journey, Denied> {
        self.known
            .journeys
            .get(&id)
            .cloned()
            .ok_or_else(|| self.broken(Inconsistency::Unknown(Registered::Journey)))
    }

    fn permission(&self, id: PermissionId) -> Result<Permission, Denied> {
        self.known
            .permissions
            .get(&id)
            .cloned()
            .ok_or_else(|| self.broken(Inconsistency::Unknown(Registered::Permission)))
    }

    /// Where a request stands from now on.
    fn answer(&mut self, id: RequestId, state: RequestState) -> Result<(), Denied> {
        let mut request = self
            .known
            .requests
            .get(&id)
            .cloned()
            .ok_or_else(|| self.broken(Inconsistency::Unknown(Registered::Request)))?;
        request.state = state;
        self.draft.put(Entity::Request(Box::new(request)));
        Ok(())
    }

    /// Journeys under the permission that this one extends go on under it (§5.4).
    fn extend(&mut self, permission: &Permission) {
        let Some(extended) = permission.extends else {
            return;
        };
        let under_it = |journey: &&Journey| {
            journey.permission == Some(extended) && journey.stage != JourneyStage::Ended
        };
        let journeys: Vec<Journey> = self
            .known
            .journeys
            .values()
            .filter(under_it)
            .cloned()
            .collect();
        for journey in journeys {
            self.put_journey(Journey {
                permission: Some(permission.id),
                ..journey
            });
        }
    }

    /// Changes one instance and stamps it with this record.
    fn alter(&mut self, id: InstanceId, edit: impl FnOnce(&mut Instance)) -> Result<(), Denied> {
        let mut instance = self.instance(id)?;
        edit(&mut instance);
        instance.last_in = self.seq();
        instance.last_at = self.at();
        self.draft.put(Entity::Instance(Box::new(instance)));
        Ok(())
    }

    /// Puts a new instance in and counts it on its asset.
    fn create(&mut self, instance: &Instance) -> Result<(), Denied> {
        let drafted = self.draft.entities.iter().find_map(|e| match e {
            Entity::Asset(a) if a.id == instance.id.asset => Some(a.clone()),
            _ => None,
        });
        let mut asset = drafted
            .or_else(|| self.known.assets.get(&instance.id.asset).cloned())
            .ok_or_else(|| self.broken(Inconsistency::Unknown(Registered::Asset)))?;
        if instance.id.number() <= asset.last_instance {
            return Err(self.broken(Inconsistency::NumberUsed));
        }
        asset.last_instance = instance.id.number();
        self.draft.put(Entity::Asset(asset));
        self.draft.put(Entity::Instance(Box::new(instance.clone())));
        Ok(())
    }

    fn use_up(&mut self, uses: &[PermissionId]) -> Result<(), Denied> {
        let ids: BTreeSet<_> = uses.iter().copied().collect();
        for id in ids {
            let times = uses.iter().filter(|u| **u == id).count();
            let times = u32::try_from(times).unwrap_or(u32::MAX);
            for one in self.chain(id)? {
                let mut permission = self.permission(one)?;
                permission.used = permission.used.saturating_add(times);
                self.draft.put(Entity::Permission(Box::new(permission)));
            }
        }
        Ok(())
    }

    /// A permission, what it extends and what extends it: an extension gives time, not uses.
    fn chain(&self, id: PermissionId) -> Result<BTreeSet<PermissionId>, Denied> {
        let mut chain = BTreeSet::from([id]);
        let mut waiting = vec![self.permission(id)?];
        while let Some(permission) = waiting.pop() {
            let next = self.known.permissions.values().filter(|other| {
                permission.extends == Some(other.id) || other.extends == Some(permission.id)
            });
            for other in next {
                if chain.insert(other.id) {
                    waiting.push(other.clone());
                }
            }
        }
        Ok(chain)
    }

    /// A record claims no other 承認根拠 than the document and the people make (§4.2).
    fn has_level(&self, permission: &Permission, claimed: Trust) -> Result<(), Denied> {
        if permission.trust() == claimed {
            Ok(())
        } else {
            Err(self.broken(Inconsistency::Level))
        }
    }

    /// Marks the instances that a form is about by their own numbers: their entries cannot be voided any more (§5.3, 27).
    fn stands_on_form(&mut self, about: &[Text]) {
        let named = about.iter().filter_map(|text| text.as_str().parse().ok());
        for id in named.collect::<BTreeSet<InstanceId>>() {
            let unmarked = |i: &&Instance| i.particulars.on_form.is_none();
            if let Some(mut instance) = self.known.instances.get(&id).filter(unmarked).cloned() {
                instance.particulars.on_form = Some(self.seq());
                self.draft.put(Entity::Instance(Box::new(instance)));
            }
        }
    }

    fn put_journey(&mut self, journey: Journey) {
        self.draft.put(Entity::Journey(Box::new(journey)));
    }

    fn end_destruction(&mut self, id: InstanceId, destruction: &Destruction) -> Result<(), Denied> {
        let seq = self.seq();
        let keys = destruction
            .evidence
            .keys
            .iter()
            .map(|k| k.holder.clone())
            .collect::<BTreeSet<Text>>();
        self.alter(id, |i| {
            i.custody = Custody::Destroyed { recorded_in: seq };
            i.removal_begun = false;
            i.key_holders.retain(|holder| !keys.contains(holder));
        })
    }

    fn event(&mut self, event: &Event) -> Result<(), Denied> {
        match event {
            Event::ContractOpened { .. }
            | Event::ContractAmended { .. }
            | Event::ContractEnded { .. }
            | Event::PersonAssigned { .. }
            | Event::PersonChanged { .. }
            | Event::NoticeSent { .. }
            | Event::OrganisationRegistered { .. }
            | Event::OrganisationChanged { .. }
            | Event::PlaceRegistered { .. }
            | Event::PlaceChanged { .. }
            | Event::CarrierRegistered { .. }
            | Event::TrainingRecorded { .. } => self.listing(event),
            Event::RequestSent { .. }
            | Event::RequestDrafted { .. }
            | Event::RequestWithdrawn { .. }
            | Event::PermissionRevoked { .. }
            | Event::JourneyPlanned { .. }
            | Event::PermissionRegistered { .. }
            | Event::PermissionChecked { .. }
            | Event::RequestDeclined { .. }
            | Event::Briefed { .. } => self.asking(event),
            Event::CarriedOut { .. } | Event::Arrived { .. } | Event::CameBack { .. } => {
                self.journeying(event)
            }
            Event::ReturnMade { .. }
            | Event::ReturnReceived { .. }
            | Event::ReturnRejected { .. }
            | Event::ObjectsRemoved { .. }
            | Event::DestructionPlanned { .. }
            | Event::Sanitised { .. }
            | Event::Released { .. }
            | Event::DestructionPlanCancelled { .. }
            | Event::DestructionBegun { .. }
            | Event::Destroyed { .. } => self.ending(event),
            Event::InstancePrinted { .. }
            | Event::InstanceSealed { .. }
            | Event::InstanceSplit { .. }
            | Event::BecameUnneeded { .. }
            | Event::HandedOver { .. }
            | Event::Transmitted { .. }
            | Event::Examined { .. }
            | Event::InventoryTaken { .. }
            | Event::RecordCorrected { .. }
            | Event::InstanceVoided { .. } => self.things(event),
            Event::SubStaffNotified { .. }
            | Event::SubPledged { .. }
            | Event::SubInspected { .. }
            | Event::PledgeRecorded { .. }
            | Event::Provided { .. }
            | Event::Disclosed { .. }
            | Event::SubReported { .. }
            | Event::SubReturned { .. } => self.subcontracting(event),
            Event::PolicyRegistered { .. }
            | Event::PolicyAcknowledged { .. }
            | Event::ServiceLevelMeasured { .. }
            | Event::Consultation { .. }
            | Event::SoftwareListed { .. }
            | Event::VulnerabilityRecorded { .. }
            | Event::LogImported { .. }
            | Event::LogRemoved { .. }
            | Event::LogSubmitted { .. }
            | Event::InspectionHeld { .. } => self.duties(event),
            _ => self.keeping(event),
        }
    }

    fn person(&self, id: PersonId) -> Result<Person, Denied> {
        let person = self.known.people.get(&id).cloned();
        person.ok_or_else(|| self.broken(Inconsistency::Unknown(Registered::Person)))
    }

    /// An entry of the staff list. What 甲 is told of it and does not know yet is counted from its first change (4-2);
    /// a 再委託先 tells its own (14-3).
    fn list(&mut self, person: &Person, before: Option<&Person>) {
        let told = person.is_reported_elsewhere()
            || before.is_some_and(|before| before.is_notified_as(person));
        let earlier = before.and_then(|before| before.unreported);
        let since = if told { None } else { Some(self.at()) };
        self.draft.put(Entity::Person(Person {
            unreported: earlier.or(since),
            ..person.clone()
        }));
    }

    fn listing(&mut self, event: &Event) -> Result<(), Denied> {
        match event {
            Event::ContractOpened {
                contract,
                organisations,
                people,
                places,
                carriers,
            } => {
                if self.known.contract.is_some() {
                    return Err(self.broken(Inconsistency::SecondOpening));
                }
                self.draft.put(Entity::Contract(contract.clone()));
                for org in organisations {
                    self.counters.org = self.counters.org.max(org.id.number());
                    self.draft.put(Entity::Organisation(org.clone()));
                }
                for person in people {
                    self.counters.person = self.counters.person.max(person.id.number());
                    self.draft.put(Entity::Person(person.clone()));
                }
                for place in places {
                    self.counters.place = self.counters.place.max(place.id.number());
                    self.draft.put(Entity::Place(place.clone()));
                }
                for carrier in carriers {
                    self.counters.carrier = self.counters.carrier.max(carrier.id.number());
                    self.draft.put(Entity::Carrier(carrier.clone()));
                }
            }
            Event::ContractAmended { profile, term, .. } => {
                let mut contract = self
                    .known
                    .contract
                    .clone()
                    .filter(|contract| {
                        contract.profile.version.checked_add(1) == Some(profile.version)
                    })
                    .ok_or_else(|| self.broken(Inconsistency::Version))?;
                contract.profile = (**profile).clone();
                contract.term = *term;
                self.draft.put(Entity::Contract(contract.into()));
            }
            Event::ContractEnded { end } => {
                let mut contract = self
                    .known
                    .contract
                    .clone()
                    .filter(|contract| contract.ended.is_none())
                    .ok_or_else(|| self.broken(Inconsistency::SecondEnd))?;
                contract.ended = Some((**end).clone());
                self.draft.put(Entity::Contract(contract.into()));
            }
            Event::PersonAssigned { person } => {
                self.counters.person = self.counters.person.max(person.id.number());
                self.list(person, None);
            }
            Event::PersonChanged { person } => {
                let before = self.person(person.id)?;
                self.list(person, Some(&before));
            }
            Event::NoticeSent { persons, .. } => {
                for id in persons {
                    let mut person = self.person(*id)?;
                    person.unreported = None;
                    self.draft.put(Entity::Person(person));
                }
            }
            Event::OrganisationRegistered { organisation } => {
                self.counters.org = self.counters.org.max(organisation.id.number());
                self.draft.put(Entity::Organisation(organisation.clone()));
            }
            Event::OrganisationChanged { org, name, address } => {
                self.reword(*org, name, address.as_ref())?;
            }
            Event::PlaceRegistered { place } => {
                self.counters.place = self.counters.place.max(place.id.number());
                self.draft.put(Entity::Place(place.clone()));
            }
            Event::PlaceChanged { place } => {
                if !self.known.places.contains_key(&place.id) {
                    return Err(self.broken(Inconsistency::Unknown(Registered::Place)));
                }
                self.draft.put(Entity::Place(place.clone()));
            }
            Event::CarrierRegistered { carrier } => {
                self.counters.carrier = self.counters.carrier.max(carrier.id.number());
                self.draft.put(Entity::Carrier(carrier.clone()));
            }
            Event::TrainingRecorded { persons, training } => {
                for id in persons {
                    let mut person = self.person(*id)?;
                    person.training = Some(training.clone());
                    self.draft.put(Entity::Person(person));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn keeping(&mut self, event: &Event) -> Result<(), Denied> {
        let by = self.record.by;
        let seq = self.seq();
        match event {
            Event::AssetReceived {
                asset,
                instance,
                carrier,
                ..
            } => {
                self.counters.asset = self.counters.asset.max(asset.id.number());
                if let Some(carrier) = carrier {
                    self.counters.carrier = self.counters.carrier.max(carrier.id.number());
                    self.draft.put(Entity::Carrier(carrier.clone()));
                }
                self.draft.put(Entity::Asset(asset.clone()));
                self.create(instance)?;
            }
            Event::SourceRemoved { instance, .. } => {
                self.alter(*instance, |i| i.source_pending = false)?
            }
            Event::InstanceTaken {
                instance,
                place,
                purpose,
            } => self.alter(*instance, |i| {
                i.custody = Custody::InUse {
                    holder: by,
                    place: *place,
                    purpose: purpose.clone(),
                };
            })?,
            Event::InstanceStored { instance, place } => {
                self.alter(*instance, |i| i.custody = Custody::Held { place: *place })?;
            }
            Event::InstanceOpened { instance, .. } => {
                self.create(instance)?;
                // Whatever of the asset is sealed on that carrier has its data in plaintext beside it now.
                let beside: Vec<Instance> = self
                    .known
                    .instances_of(instance.id.asset)
                    .filter(|i| i.carrier == instance.carrier && i.state().is_open())
                    .filter(|i| !i.plaintext_seen)
                    .cloned()
                    .collect();
                for mut sealed in beside {
                    sealed.plaintext_seen = true;
                    self.draft.put(Entity::Instance(Box::new(sealed)));
                }
            }
            Event::InstanceClosed { instance, .. } => {
                self.alter(*instance, |i| {
                    i.custody = Custody::Closed { recorded_in: seq }
                })?;
            }
            Event::InstanceCopied { instance, uses, .. } => {
                self.create(instance)?;
                self.use_up(uses)?;
            }
            Event::IncidentOpened { incident, found } => {
                self.counters.incident = self.counters.incident.max(incident.id.number());
                self.draft.put(Entity::Incident(Box::new(incident.clone())));
                if let Some(found) = found {
                    self.create(found)?;
                } else if incident.kind.is_loss() {
                    for id in &incident.instances {
                        let incident = incident.id;
                        let before = self.instance(*id)?;
                        self.leave_journey(&before)?;
                        self.alter(*id, |i| {
                            i.custody = Custody::Missing { incident };
                            i.incident = Some(incident);
                        })?;
                    }
                }
            }
            Event::IncidentReported {
                incident,
                report,
                learned,
                ..
            } => {
                let mut entry = self
                    .known
                    .incidents
                    .get(incident)
                    .cloned()
                    .ok_or_else(|| self.broken(Inconsistency::Unknown(Registered::Incident)))?;
                entry.stage = report.stage();
                entry.learn(learned);
                self.draft.put(Entity::Incident(Box::new(entry)));
            }
            Event::InstanceFound {
                instance,
                incident,
                place,
                finder,
            } => {
                let mut entry = self
                    .known
                    .incidents
                    .get(incident)
                    .cloned()
                    .ok_or_else(|| self.broken(Inconsistency::Unknown(Registered::Incident)))?;
                entry.found.push(seq);
                entry.stage = entry.stage.max(IncidentStage::Opened);
                self.draft.put(Entity::Incident(Box::new(entry)));
                let (place, finder, incident) = (place.clone(), *finder, *incident);
                self.alter(*instance, |i| {
                    i.custody = Custody::Quarantined {
                        place,
                        finder,
                        incident,
                    }
                })?;
            }
            Event::AccessGranted { instance, person } => {
                let holder = holder_text(*person);
                self.alter(*instance, |i| {
                    if !i.key_holders.contains(&holder) {
                        i.key_holders.push(holder);
                    }
                })?;
            }
            Event::AccessEnded {
                instance, holder, ..
            } => {
                self.alter(*instance, |i| i.key_holders.retain(|h| h != holder))?;
            }
            Event::FormIssued { about, edition, .. } => {
                // A further 版 keeps its 文書番号.
                if *edition <= 1 {
                    self.counters.form = self.counters.form.saturating_add(1);
                }
                self.stands_on_form(about);
            }
            // A refusal changes nothing; every other kind is handled before this function.
            _ => {}
        }
        Ok(())
    }

    fn asking(&mut self, event: &Event) -> Result<(), Denied> {
        match event {
            Event::RequestSent { request, journey }
            | Event::RequestDrafted { request, journey } => {
                self.counters.request = self.counters.request.max(request.id.number());
                self.draft.put(Entity::Request(Box::new(request.clone())));
                if let Some(journey) = journey {
                    self.counters.journey = self.counters.journey.max(journey.id.number());
                    self.put_journey(journey.clone());
                }
            }
            Event::JourneyPlanned { journey } => {
                self.counters.journey = self.counters.journey.max(journey.id.number());
                self.put_journey(journey.clone());
            }
            Event::PermissionRegistered {
                permission, trust, ..
            } => {
                self.has_level(permission, *trust)?;
                self.counters.permission = self.counters.permission.max(permission.id.number());
                self.draft
                    .put(Entity::Permission(Box::new(permission.clone())));
                self.extend(permission);
                if let Some(id) = permission.request {
                    let mut request =
                        self.known.requests.get(&id).cloned().ok_or_else(|| {
                            self.broken(Inconsistency::Unknown(Registered::Request))
                        })?;
                    request.state = RequestState::Approved;
                    request.permission = Some(permission.id);
                    if let Some(journey) = request.journey() {
                        let mut journey = self.journey(journey)?;
                        journey.permission = Some(permission.id);
                        self.put_journey(journey);
                    }
                    self.draft.put(Entity::Request(Box::new(request)));
                }
            }
            Event::PermissionChecked { permission, trust } => {
                let mut permission = self.permission(*permission)?;
                permission.checked_by = Some(self.record.by);
                self.has_level(&permission, *trust)?;
                self.draft.put(Entity::Permission(Box::new(permission)));
            }
            Event::RequestDeclined { request, .. } => {
                self.answer(*request, RequestState::Declined)?;
            }
            Event::RequestWithdrawn { request, .. } => {
                self.answer(*request, RequestState::Withdrawn)?;
            }
            Event::PermissionRevoked {
                permission,
                revoked_at,
                ..
            } => {
                let mut permission = self.permission(*permission)?;
                permission.revoked = Some(*revoked_at);
                self.draft.put(Entity::Permission(Box::new(permission)));
            }
            Event::Briefed { journey, briefing } => {
                let mut journey = self.journey(*journey)?;
                journey.briefings.push(briefing.clone());
                self.put_journey(journey);
            }
            _ => {}
        }
        Ok(())
    }

    fn journeying(&mut self, event: &Event) -> Result<(), Denied> {
        match event {
            Event::CarriedOut {
                journey: id,
                packages,
                moved,
                carrier,
                holder,
                seal,
                seal_no,
                permission,
                uses,
            } => {
                for package in packages {
                    self.create(package)?;
                }
                for instance in moved {
                    self.alter(*instance, |i| {
                        i.custody = Custody::InTransit {
                            holder: *holder,
                            journey: *id,
                        };
                        if seal_no.is_some() {
                            i.seal_no.clone_from(seal_no);
                        }
                    })?;
                }
                let mut journey = self.journey(*id)?;
                journey.stage = JourneyStage::UnderWay;
                journey.carrier = Some(*carrier);
                journey.permission = permission.or(journey.permission);
                journey.carried = packages
                    .iter()
                    .map(|p| p.id)
                    .chain(moved.iter().copied())
                    .collect();
                journey.departed = Some(self.at());
                journey.seal_checks.push(seal.clone());
                self.put_journey(journey);
                self.use_up(uses)?;
            }
            Event::Arrived {
                journey: id,
                place,
                seal,
                late,
            } => {
                let mut journey = self.journey(*id)?;
                for instance in journey.carried.clone() {
                    let holder = self
                        .instance(instance)?
                        .custody
                        .holder()
                        .unwrap_or(self.record.by);
                    self.alter(instance, |i| {
                        i.custody = Custody::AtDestination {
                            holder,
                            place: *place,
                            journey: *id,
                        };
                    })?;
                }
                journey.stage = JourneyStage::Arrived;
                journey.arrived = Some(self.at());
                journey.arrived_late = *late;
                journey.seal_checks.push(seal.clone());
                self.put_journey(journey);
            }
            Event::CameBack {
                journey: id,
                instances,
                place,
                seal,
                ..
            } => {
                for instance in instances {
                    self.alter(*instance, |i| i.custody = Custody::Held { place: *place })?;
                }
                let mut journey = self.journey(*id)?;
                journey.stage = JourneyStage::Ended;
                journey.back = Some(self.at());
                journey.seal_checks.push(seal.clone());
                self.put_journey(journey);
            }
            _ => {}
        }
        Ok(())
    }

    /// A journey whose last load has left it by another way (return, destruction, loss) has ended.
    fn leave_journey(&mut self, instance: &Instance) -> Result<(), Denied> {
        let Some(id) = instance.custody.journey() else {
            return Ok(());
        };
        let drafted = self.draft.entities.iter().find_map(|e| match e {
            Entity::Journey(j) if j.id == id => Some((**j).clone()),
            _ => None,
        });
        let mut journey = match drafted {
            Some(journey) => journey,
            None => self.journey(id)?,
        };
        journey.carried.retain(|carried| *carried != instance.id);
        if journey.carried.is_empty() {
            journey.stage = JourneyStage::Ended;
        }
        self.put_journey(journey);
        Ok(())
    }

    fn ending(&mut self, event: &Event) -> Result<(), Denied> {
        let seq = self.seq();
        match event {
            Event::ReturnMade { instances, to, .. } => {
                for id in instances {
                    let before = self.instance(*id)?;
                    self.leave_journey(&before)?;
                    self.alter(*id, |i| {
                        i.custody = Custody::ReturnPending {
                            to: *to,
                            recorded_in: seq,
                        }
                    })?;
                }
            }
            Event::ReturnReceived {
                instances,
                removal_begun,
                ..
            } => {
                for id in instances {
                    self.alter(*id, |i| {
                        i.custody = Custody::Returned { recorded_in: seq };
                        i.removal_begun = *removal_begun && !i.key_holders.is_empty();
                    })?;
                }
            }
            Event::ReturnRejected {
                instances, place, ..
            } => {
                for id in instances {
                    self.alter(*id, |i| i.custody = Custody::Held { place: *place })?;
                }
            }
            Event::ObjectsRemoved { instances, .. } => {
                for id in instances {
                    self.alter(*id, |i| {
                        i.key_holders.clear();
                        i.removal_begun = false;
                    })?;
                }
            }
            Event::DestructionPlanned { instances, plan } => {
                for id in instances {
                    let place = self.instance(*id)?.custody.place().unwrap_or(plan.place);
                    self.alter(*id, |i| {
                        i.custody = Custody::AwaitingDestruction {
                            place,
                            plan: plan.clone(),
                        }
                    })?;
                }
            }
            Event::Sanitised { items, destruction } => {
                let sanitised = crate::record::destruction::Sanitising {
                    method: destruction.method,
                    recorded_in: self.seq(),
                };
                for item in items {
                    self.alter(item.instance, |i| i.particulars.sanitised = Some(sanitised))?;
                }
            }
            Event::Released {
                items, org, uses, ..
            } => {
                for item in items {
                    let Custody::AwaitingDestruction { plan, .. } =
                        self.instance(item.instance)?.custody
                    else {
                        return Err(self.broken(Inconsistency::Unknown(Registered::Instance)));
                    };
                    let org = *org;
                    self.alter(item.instance, |i| {
                        i.custody = Custody::Released { org, plan };
                        i.org = org;
                    })?;
                }
                self.use_up(uses)?;
            }
            Event::DestructionPlanCancelled { instances, place } => {
                for id in instances {
                    self.alter(*id, |i| i.custody = Custody::Held { place: *place })?;
                }
            }
            Event::DestructionBegun { instance, .. } => {
                self.alter(*instance, |i| i.removal_begun = true)?
            }
            Event::Destroyed {
                instance,
                destruction,
                uses,
            } => {
                let before = self.instance(*instance)?;
                self.leave_journey(&before)?;
                self.end_destruction(*instance, destruction)?;
                self.use_up(uses)?;
            }
            _ => {}
        }
        Ok(())
    }
}

#[expect(clippy::expect_used, reason = "a person's number is one short line")]
pub(super) fn holder_text(person: crate::record::PersonId) -> Text {
    Text::new(person.to_string()).expect("H-001 is a text")
}
