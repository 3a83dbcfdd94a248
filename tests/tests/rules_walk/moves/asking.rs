//! What 甲 is asked for, and what it decides.

use super::*;

impl Mover<'_> {
    pub(super) fn request(&mut self) -> Option<Move> {
        let subject = self.chance.below(3);
        let states: &[StateName] = match subject {
            2 => &[
                StateName::Held,
                StateName::AwaitingDestruction,
                StateName::AtDestination,
                StateName::Quarantined,
            ],
            _ => &[StateName::Held, StateName::InUse],
        };
        let mut instances: Vec<InstanceId> = vec![self.thing(states)?];
        let working = |id: &InstanceId| self.known.instances[id].kind == InstanceKind::WorkingCopy;
        // What is opened is hardly ever asked for.
        if working(&instances[0]) && self.chance.percent(90) {
            return None;
        }
        if self.chance.percent(40) {
            instances.extend(self.known.instances_of(instances[0].asset).map(|i| i.id));
            instances.dedup();
        }
        let mut wish = match subject {
            0 => Wish::copy(&[]),
            1 => Wish::carry(&[], &self.now.date().to_string()),
            _ => Wish::destroy(&[], &Method::ALL),
        };
        self.widen(&mut wish, instances);
        let by = self.manager();
        let request: NewRequest = wish.request();
        self.other(by, Act::Request(Box::new(request)))
    }

    /// A scope that is wide, with something left out now and then.
    pub(super) fn widen(&mut self, wish: &mut Wish, instances: Vec<InstanceId>) {
        let preapproved = if self.chance.percent(20) {
            Method::ALL.to_vec()
        } else {
            Vec::new()
        };
        match &mut wish.grant {
            Grant::Copy {
                disposal_preapproved,
            } => *disposal_preapproved = preapproved,
            Grant::Carry {
                copies_included,
                disposal_preapproved,
                encryption_exempt,
                paper_allowed,
            } => {
                *copies_included = u32::try_from(self.chance.below(4)).unwrap();
                *disposal_preapproved = preapproved;
                *encryption_exempt = self.chance.percent(60).then(|| text("施錠ケース"));
                *paper_allowed = self.chance.percent(30);
            }
            Grant::Destroy {
                removal_included,
                unsanitised_release,
                ..
            } => {
                *removal_included = self.chance.percent(80);
                *unsanitised_release = self.chance.percent(20);
                wish.scope.orgs = vec![sub::org()];
            }
            _ => {}
        }
        let first = instances[0];
        let persons: Vec<PersonId> = if self.chance.percent(85) {
            [Who::A, Who::B, Who::R].map(Into::into).to_vec()
        } else {
            vec![Who::B.into()]
        };
        let types = if self.chance.percent(90) {
            CarrierType::ALL.to_vec()
        } else {
            vec![CarrierType::Tape]
        };
        wish.scope.destinations = vec![Where::Takasaki.into(), Where::Kencho.into()];
        wish.scope.carriers.clear();
        wish.scope.types = types;
        wish.scope.persons.clone_from(&persons);
        let end = self
            .now
            .checked_add_seconds(3600 * 24 * (1 + self.chance.below(20) as i64))
            .unwrap();
        wish.scope.to = self.chance.percent(60).then_some(end);
        wish.uses = match self.chance.below(4) {
            0 if wish.scope.to.is_some() => Uses::Standing,
            n => Uses::Times(NonZeroU32::new(u32::try_from(n.max(1)).unwrap()).unwrap()),
        };
        if wish.journey.is_some() {
            let other = self.chance.pick(&persons);
            let one: Vec<PersonId> = vec![self.chance.mostly(persons[0], 40, &[other])];
            wish.journey = Some(self.journey(&one, vec![first]));
        }
        wish.scope.instances = instances;
    }

    pub(super) fn journey(
        &mut self,
        persons: &[PersonId],
        instances: Vec<InstanceId>,
    ) -> NewJourney {
        let hours = |n: i64| self.now.checked_add_seconds(3600 * n).unwrap();
        let back = Some(hours(if self.chance.percent(80) { 24 * 30 } else { 12 }));
        NewJourney {
            persons: persons.to_vec(),
            instances,
            carrier: None,
            departure: hours(1),
            arrival: hours(2),
            back,
            ..journey(&[], "2024-10-01")
        }
    }

    pub(super) fn decide(&mut self) -> Option<Move> {
        let sent = self
            .known
            .requests
            .values()
            .filter(|r| r.state == RequestState::Sent);
        let all: Vec<RequestId> = sent.map(|r| r.id).collect();
        let request = &self.known.requests[&self.chance.recent(&all)?];
        let wish = Wish {
            grant: request.grant.clone(),
            scope: request.scope.clone(),
            uses: request.uses,
            journey: None,
            particulars: None,
            decided_by: self
                .chance
                .mostly(Who::G, 12, &[Who::T, Who::A, Who::R])
                .into(),
            decided_at: None,
            conditions: if self.chance.percent(20) {
                vec![text("施錠すること")]
            } else {
                Vec::new()
            },
        };
        let mut decision = wish.decision(request.id, self.now);
        if self.chance.percent(10) {
            let form = self.chance.pick(&[DocumentForm::Oral, DocumentForm::Email]);
            decision.document = Document {
                form,
                ..decision.document
            };
        }
        if self.chance.percent(6) {
            decision.outcome = Outcome::Declined { reason: None };
        }
        let by = self.manager();
        self.other(by, Act::Decide(Box::new(decision)))
    }

    pub(super) fn plan_return(&mut self) -> Option<Move> {
        let instance = self.thing(&[StateName::Held])?;
        let person = self.chance.pick(&[Who::A, Who::B, Who::R]).into();
        let journey = NewJourney {
            to: Where::Kencho.into(),
            purpose: JourneyPurpose::Return,
            ..self.journey(&[person], vec![instance])
        };
        let by = self.manager();
        self.other(
            by,
            Act::Plan {
                journey,
                order: None,
            },
        )
    }
}
