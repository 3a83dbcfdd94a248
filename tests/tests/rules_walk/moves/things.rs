//! 印刷, 封緘, 分割, 不要, 引継ぎ, 送信, 点検, 棚卸, 訂正 and 登録取消.

use super::*;
use custody_core::record::event::Source;
use custody_core::record::{Event, InventoryLine, Presence, Quantity};
use custody_core::rules::{CorrectionAsked, NewValue};
use custody_tests::things::{examination, hand_over};

impl Mover<'_> {
    pub(super) fn thing_move(&mut self) -> Option<Move> {
        match self.chance.below(34) {
            0..5 => self.print(),
            5..8 => self.pack(),
            8..14 => self.hand_over(),
            14..16 => self.take_over(),
            16..22 => self.transmit(),
            22..25 => self.examine(),
            25..27 => self.void(),
            27..29 => self.inventory(),
            29..31 => self.split(),
            31..33 => self.unneeded(),
            _ => self.correct(),
        }
    }

    fn print(&mut self) -> Option<Move> {
        let permitted = self.permitted(|grant| matches!(grant, Grant::Copy { .. }));
        let instance = match permitted.filter(|_| self.chance.percent(80)) {
            Some(id) => id,
            None => self.thing(&[StateName::Held, StateName::InUse, StateName::AtDestination])?,
        };
        let copies = self.chance.mostly(1, 25, &[2, 3]);
        let act = Act::Print {
            instance,
            copies: NonZeroU32::new(copies).unwrap(),
            sheets: NonZeroU32::new(12).unwrap(),
            place: self.place(Where::Maebashi),
        };
        let by = self.holder_of(instance);
        self.moved("print", vec![instance], by, act)
    }

    fn pack(&mut self) -> Option<Move> {
        let plain = |i: &&custody_core::record::Instance| {
            i.protection == Protection::None && i.state() == StateName::Held
        };
        let all: Vec<InstanceId> = self
            .known
            .instances
            .values()
            .filter(plain)
            .map(|i| i.id)
            .collect();
        let instance = match self.chance.any(&all).filter(|_| self.chance.percent(85)) {
            Some(id) => id,
            None => self.thing(&[StateName::Held, StateName::InUse, StateName::AtDestination])?,
        };
        let act = Act::Pack {
            instance,
            content: None,
            key_holders: vec![text("H-001"), text("recovery")],
            source: self
                .chance
                .mostly(Source::Kept, 30, &[Source::RemovalBegun]),
        };
        let by = self.holder_of(instance);
        self.moved("pack", vec![instance], by, act)
    }

    /// All of a journey, or one thing in use.
    fn held_together(&mut self) -> Option<Vec<InstanceId>> {
        let id = self.thing(&[
            StateName::InUse,
            StateName::InTransit,
            StateName::AtDestination,
        ])?;
        let journey = self.known.instances[&id].custody.journey();
        Some(match journey.filter(|_| self.chance.percent(95)) {
            Some(journey) => self.known.journeys[&journey].carried.clone(),
            None => vec![id],
        })
    }

    fn hand_over(&mut self) -> Option<Move> {
        let things = self.held_together()?;
        let by = self.holder_of(things[0]);
        let someone = self.people();
        let usual = self.chance.pick(&[Who::A, Who::B, Who::R]).into();
        let to = self
            .chance
            .mostly(usual, 25, &[someone, Who::T.into(), sub::worker()]);
        let act = Act::HandOver(Box::new(hand_over(things.clone(), to)));
        self.moved("hand-over", things, by, act)
    }

    fn take_over(&mut self) -> Option<Move> {
        let things = self.held_together()?;
        let by = self.manager();
        let someone = self.people();
        let supervisor = self.chance.mostly(Who::K.into(), 15, &[by, someone]);
        let mut asked = hand_over(things.clone(), by);
        asked.absent = Some(supervisor);
        let act = Act::HandOver(Box::new(asked));
        self.moved("hand-over --from-absent", things, by, act)
    }

    fn transmit(&mut self) -> Option<Move> {
        let ready = |j: &Journey| !j.briefings.is_empty() && j.permission.is_some();
        let journey = &self.known.journeys[&self.planned(ready)?];
        let things = journey.instances.clone();
        let channel =
            |c: &&CarrierId| self.known.carriers[c].carrier_type == CarrierType::Transmission;
        let channel = *self.known.carriers.keys().find(channel).unwrap();
        let other = self.carrier();
        let package = |source: &InstanceId| NewPackage {
            source: *source,
            content: None,
            key_holders: vec![text("H-004")],
        };
        let act = Act::Transmit {
            journey: journey.id,
            packages: things.iter().map(package).collect(),
            carrier: self.chance.mostly(channel, 10, &[other]),
            channel: text("県ファイル交換サービス"),
            recipient: text("税務課"),
        };
        let someone = self.people();
        let by = self.chance.mostly(journey.persons[0], 10, &[someone]);
        self.moved("transmit", things, by, act)
    }

    fn supervisor(&mut self) -> PersonId {
        let someone = self.people();
        self.chance.mostly(Who::K.into(), 15, &[someone])
    }

    fn examine(&mut self) -> Option<Move> {
        let id = self.thing(&[StateName::Quarantined])?;
        let by = self.supervisor();
        let with = self.chance.mostly(Who::A.into(), 15, &[by]);
        let mut asked = examination(id, with);
        asked.place = self.place(Where::Cabinet);
        self.moved("examine", vec![id], by, Act::Examine(Box::new(asked)))
    }

    fn void(&mut self) -> Option<Move> {
        let instance = self.thing(&[StateName::Held, StateName::AwaitingDestruction])?;
        let by = self.manager();
        let someone = self.people();
        let act = Act::Void {
            instance,
            reason: text("二重登録"),
            with: self.chance.mostly(Who::K.into(), 15, &[by, someone]),
            removal_begun: false,
        };
        self.moved("void", vec![instance], by, act)
    }

    fn inventory(&mut self) -> Option<Move> {
        let mut things: Vec<InstanceId> = Vec::new();
        for _ in 0..3 {
            let id = self.thing(&[StateName::Held, StateName::AwaitingDestruction])?;
            if !things.contains(&id) {
                things.push(id);
            }
        }
        let found = [Presence::Present, Presence::Absent, Presence::SealBroken];
        let lines = things
            .iter()
            .map(|id| InventoryLine {
                instance: *id,
                found: self.chance.pick(&found),
                remark: None,
            })
            .collect();
        let by = self.supervisor();
        let with = self.chance.mostly(Who::A.into(), 15, &[by]);
        self.moved("inventory", things, by, Act::TakeInventory { with, lines })
    }

    fn split(&mut self) -> Option<Move> {
        let instance = self.thing(&[StateName::Held])?;
        let whole = self.known.instances[&instance].quantity;
        let number = whole.number.get();
        let of = |n: u64| Quantity::new(n, whole.unit);
        // One too many now and then.
        let more = u64::from(self.chance.percent(10));
        let parts = [of(number / 2), of(number - number / 2 + more)];
        let act = Act::Split {
            instance,
            parts: parts.into_iter().flatten().collect(),
        };
        let by = self.people();
        self.moved("split", vec![instance], by, act)
    }

    fn unneeded(&mut self) -> Option<Move> {
        let instance = self.thing(&[
            StateName::Held,
            StateName::InUse,
            StateName::InTransit,
            StateName::ReturnPending,
        ])?;
        let by = self.holder_of(instance);
        let reason = None;
        self.moved(
            "unneeded",
            vec![instance],
            by,
            Act::Unneeded { instance, reason },
        )
    }

    /// A value of a record, now and then one that cannot be corrected.
    fn correct(&mut self) -> Option<Move> {
        let fit = |record: &&Record| {
            matches!(
                record.event,
                Event::AssetReceived { .. }
                    | Event::InstanceTaken { .. }
                    | Event::InstanceStored { .. }
                    | Event::CameBack { .. }
                    | Event::Arrived { .. }
                    | Event::PermissionRegistered { .. }
            )
        };
        let all: Vec<&Record> = self.records.iter().filter(fit).collect();
        let record = self.chance.any(&all)?.clone();
        let value = match self.chance.below(4) {
            0 => NewValue::Title(text("個人住民税台帳")),
            1 => NewValue::Quantity(custody_tests::things::quantity(119_999)),
            2 => NewValue::Purpose(self.purpose()),
            _ => NewValue::Place(self.place(Where::Maebashi)),
        };
        let by = self.manager();
        let asked = CorrectionAsked {
            record,
            value,
            reason: text("転記の誤り"),
            with: self.chance.mostly(Who::K.into(), 15, &[by]),
        };
        self.other(by, Act::Correct(Box::new(asked)))
    }
}
