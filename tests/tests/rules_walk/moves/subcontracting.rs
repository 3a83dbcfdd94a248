//! 提供 to a 再委託先 and back, 開示, and what is owed for it.

use super::*;
use custody_core::record::{Grant, Instance, OrgId, Subject};
use custody_core::rules::{NewCheck, NewProvision};

fn is_holding(instance: &Instance) -> bool {
    instance.kind == InstanceKind::SubHolding && instance.state() == StateName::WithSub
}

impl Mover<'_> {
    pub(super) fn sub_move(&mut self) -> Option<Move> {
        match self.chance.below(26) {
            0..8 => self.ask_for_it(),
            8..14 => self.provide(),
            14..15 => self.sub_return(),
            15..19 => self.made_there(),
            19..23 => self.ended_there(),
            _ => self.oversee(),
        }
    }

    /// Asks for what still lacks: that a thing is provided, or that it leaves.
    fn ask_for_it(&mut self) -> Option<Move> {
        let (provide, carry) = (self.opened(Subject::Provide), self.opened(Subject::Carry));
        let lacks = |id: &&InstanceId| !carry.contains(id);
        let half: Vec<InstanceId> = provide.iter().filter(lacks).copied().collect();
        let (instance, mut wish) = match self.chance.any(&half).filter(|_| self.chance.percent(70))
        {
            Some(id) => (id, Wish::carry(&[], &self.now.date().to_string())),
            None => {
                let held = self
                    .fit(|i| i.state() == StateName::Held && i.kind != InstanceKind::WorkingCopy);
                (self.chance.recent(&held)?, Wish::provide(&[], sub::org()))
            }
        };
        self.widen(&mut wish, vec![instance]);
        wish.scope.orgs = vec![sub::org()];
        let by = self.manager();
        self.other(by, Act::Request(Box::new(wish.request())))
    }

    /// Those that fit, of no asset that is frozen.
    fn fit(&self, fits: impl Fn(&Instance) -> bool) -> Vec<InstanceId> {
        let frozen = |i: &Instance| {
            let mut all = self.known.incidents.values();
            all.any(|incident| incident.instances.iter().any(|o| o.asset == i.id.asset))
        };
        let all = self.known.instances.values();
        all.filter(|i| fits(i) && !frozen(i))
            .map(|i| i.id)
            .collect()
    }

    /// Held things that a permission of that subject names, with uses left.
    fn opened(&self, subject: Subject) -> Vec<InstanceId> {
        self.fit(|i| {
            let names = |p: &custody_core::record::Permission| {
                p.grant.subject() == subject
                    && p.uses_left() != Some(0)
                    && p.scope.instances.contains(&i.id)
            };
            i.state() == StateName::Held && self.known.permissions.values().any(names)
        })
    }

    fn provide(&mut self) -> Option<Move> {
        let (provide, carry) = (self.opened(Subject::Provide), self.opened(Subject::Carry));
        let both = |id: &&InstanceId| carry.contains(id);
        let both: Vec<InstanceId> = provide.iter().filter(both).copied().collect();
        let instance = match self.chance.any(&both).filter(|_| self.chance.percent(85)) {
            Some(id) => id,
            None => self.thing(&[StateName::Held, StateName::AtDestination])?,
        };
        let someone = self.people();
        let accepts = self
            .chance
            .mostly(sub::security(), 10, &[sub::worker(), someone]);
        let new = NewProvision {
            instances: vec![instance],
            org: self.org(),
            place: self.place(Where::Takasaki),
            locked_case: self.chance.percent(60).then(|| text("封1")),
            accepted_by: Some(accepts),
            ..sub::provision(&[])
        };
        let (by, act) = (self.manager(), Act::Provide(Box::new(new)));
        self.moved("provide", vec![instance], by, act)
    }

    fn sub_return(&mut self) -> Option<Move> {
        let id = self.thing(&[StateName::WithSub])?;
        let mut act = sub::come_back(&[], self.chance.mostly(Where::Cabinet, 15, &[Where::Desk]));
        if let Act::SubReturn(new) = &mut act {
            new.instances = vec![id];
        }
        let by = self.manager();
        self.moved("sub-return", vec![id], by, act)
    }

    fn security(&mut self) -> PersonId {
        let someone = self.people();
        self.chance.mostly(sub::security(), 10, &[someone])
    }

    fn made_there(&mut self) -> Option<Move> {
        let of = match self.permitted(|grant| matches!(grant, Grant::Copy { .. })) {
            Some(id) if self.known.instances[&id].state() == StateName::WithSub => id,
            _ => self.thing(&[StateName::WithSub])?,
        };
        let mut new = sub::holding("A-0001/1", self.carrier());
        new.of = of;
        let (by, act) = (self.security(), sub::report(2, Some(new), None));
        self.moved("sub-report --made-of", vec![of], by, act)
    }

    fn ended_there(&mut self) -> Option<Move> {
        let all = self.fit(is_holding);
        let id = match self.chance.any(&all).filter(|_| self.chance.percent(90)) {
            Some(id) => id,
            None => self.thing(&[StateName::WithSub])?,
        };
        let mut ended = sub::ended(&[], self.method(id));
        ended.instances = vec![id];
        let (by, act) = (self.security(), sub::report(1, None, Some(ended)));
        self.moved("sub-report --ended", vec![id], by, act)
    }

    /// What Art. 14-3 and 14-4 ask; a while passes before it is there.
    fn oversee(&mut self) -> Option<Move> {
        let by = self.manager();
        let act = match self.chance.below(4) {
            3 => sub::disclose(&[], "監査法人戊"),
            0 => sub::told(sub::org()),
            1 => sub::bound(sub::org()),
            _ => Act::CheckSub(Box::new(NewCheck {
                org: sub::org(),
                on: self.now.date(),
                counted: 1,
                findings: None,
                remedy: None,
            })),
        };
        self.other(by, act)
    }

    /// Mostly the 再委託先; now and then 甲 or 乙, who are none.
    fn org(&mut self) -> OrgId {
        let others = [1, 2].map(|n| OrgId::new(n).unwrap());
        self.chance.mostly(sub::org(), 8, &others)
    }
}
