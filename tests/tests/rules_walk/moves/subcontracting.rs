//! 提供 to a 再委託先 and back, and what is owed for it.

use super::*;
use custody_core::record::{Grant, OrgId};
use custody_core::rules::{NewCheck, NewProvision};

impl Mover<'_> {
    pub(super) fn sub_move(&mut self) -> Option<Move> {
        match self.chance.below(16) {
            0..4 => self.ask_to_provide(),
            4..10 => self.provide(),
            10..13 => self.sub_return(),
            _ => self.oversee(),
        }
    }

    /// Both that it leaves and that it is provided, one after the other.
    fn ask_to_provide(&mut self) -> Option<Move> {
        let states = [StateName::Held, StateName::AtDestination];
        let instances = vec![self.thing(&states)?];
        let mut wish = match self.chance.percent(60) {
            true => Wish::provide(&[], sub::org()),
            false => Wish::carry(&[], &self.now.date().to_string()),
        };
        self.widen(&mut wish, instances);
        let by = self.manager();
        self.other(by, Act::Request(Box::new(wish.request())))
    }

    fn provide(&mut self) -> Option<Move> {
        let permitted = self.permitted(|grant| matches!(grant, Grant::Provide));
        let instance = match permitted.filter(|_| self.chance.percent(85)) {
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

    /// What Art. 14-3 and 14-4 ask; a while passes before it is there.
    fn oversee(&mut self) -> Option<Move> {
        let by = self.manager();
        let act = match self.chance.below(3) {
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
