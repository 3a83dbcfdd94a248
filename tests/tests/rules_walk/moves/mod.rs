//! Random acts with parameters that are mostly plausible.

mod asking;
mod carrying;
mod ending;
mod papers;
mod subcontracting;
mod things;

use crate::chance::Chance;
use custody_core::record::{
    CarrierId, CarrierType, Document, DocumentForm, Grant, InstanceId, InstanceKind, Journey,
    JourneyId, JourneyPurpose, JourneyStage, Method, Moment, PersonId, PlaceId, Protection, Record,
    Register, RequestId, RequestState, StateName, Uses,
};
use custody_core::rules::{
    Act, Asked, FormIssue, Load, Loss, NewDestruction, NewJourney, NewPackage, NewRequest, Outcome,
    Receipt, ReceiptLine, Receive, ReceivedOn, Rejected, Unregistered,
};
use custody_tests::cast::{On, PURPOSE, WELFARE, Where, Who, text};
use custody_tests::sub;
use custody_tests::things::{SERIAL_FIELD, evidence, our_usb, usb_receipt};
use custody_tests::wish::{Wish, journey};
use std::num::NonZeroU32;

/// An act, the row of the table it is, and the things it acts on.
pub struct Move {
    pub row: Option<&'static str>,
    pub things: Vec<InstanceId>,
    pub asked: Asked,
}

const PLACES: [Where; 6] = [
    Where::Maebashi,
    Where::Cabinet,
    Where::Takasaki,
    Where::Kencho,
    Where::Desk,
    Where::Osaka,
];

/// Chance looking at a register.
pub struct Mover<'a> {
    pub known: &'a Register,
    pub records: &'a [Record],
    pub chance: &'a mut Chance,
    pub now: Moment,
}

impl Mover<'_> {
    /// The next act; none where nothing of its kind is there.
    pub fn next(&mut self) -> Option<Move> {
        match self.chance.below(182) {
            0..5 => self.receive(),
            5..12 => self.take(),
            12..17 => self.store(),
            17..22 => self.open(),
            22..26 => self.close(),
            26..34 => self.copy(),
            34..44 => self.request(),
            44..54 => self.decide(),
            54..56 => self.plan_return(),
            56..64 => self.brief(),
            64..75 => self.carry(),
            75..79 => self.arrive(),
            79..82 => self.back(),
            82..85 => self.give_back(),
            85..88 => self.receipt(),
            88..91 => self.plan_destroy(),
            91..93 => self.cancel_destroy(),
            93..97 => self.destroy(),
            97..99 => self.incident(),
            99..133 => self.thing_move(),
            133..145 => self.paper_move(),
            145..150 => self.sanitise(),
            150..155 => self.release(),
            155..181 => self.sub_move(),
            _ if self.chance.percent(40) => self.sundries(),
            _ => self.form(),
        }
    }

    fn people(&mut self) -> PersonId {
        let (r, k, a, b) = (Who::R.into(), Who::K.into(), Who::A.into(), Who::B.into());
        let others = [
            r,
            k,
            b,
            Who::C.into(),
            Who::G.into(),
            Who::T.into(),
            sub::worker(),
            PersonId::new(99).unwrap(),
        ];
        self.chance.mostly(a, 25, &others)
    }

    /// Mostly the holder, where there is one.
    fn holder_of(&mut self, id: InstanceId) -> PersonId {
        let someone = self.people();
        let holder = self.known.instances[&id].custody.holder();
        holder
            .filter(|_| self.chance.percent(90))
            .unwrap_or(someone)
    }

    fn manager(&mut self) -> PersonId {
        let someone = self.people();
        self.chance.mostly(Who::R.into(), 10, &[someone])
    }

    fn place(&mut self, usual: Where) -> PlaceId {
        self.chance.mostly(usual, 15, &PLACES).into()
    }

    fn carrier(&mut self) -> CarrierId {
        let known: Vec<CarrierId> = self.known.carriers.keys().copied().collect();
        let one = self.chance.pick(&known);
        self.chance.mostly(one, 5, &[CarrierId::new(9999).unwrap()])
    }

    /// An instance, mostly in one of these states and mostly of a late asset.
    fn thing(&mut self, states: &[StateName]) -> Option<InstanceId> {
        let all: Vec<InstanceId> = self.known.instances.keys().copied().collect();
        let state = |id: &InstanceId| self.known.instances[id].state();
        let fit: Vec<InstanceId> = all
            .iter()
            .copied()
            .filter(|id| states.contains(&state(id)))
            .collect();
        if fit.is_empty() || self.chance.percent(15) {
            return self.chance.any(&all);
        }
        let late = fit.len().saturating_sub(12);
        if self.chance.percent(70) {
            self.chance.any(&fit[late..])
        } else {
            self.chance.any(&fit)
        }
    }

    fn purpose(&mut self) -> custody_core::record::Text {
        text(self.chance.mostly(PURPOSE, 10, &[WELFARE, "自社製品試験"]))
    }

    fn method_of_access(&mut self) -> Option<custody_core::record::Text> {
        let named = self.chance.percent(20);
        named.then(|| {
            text(
                self.chance
                    .mostly("作業場所の端末", 30, &["自宅からの接続"]),
            )
        })
    }

    fn moved(
        &mut self,
        row: &'static str,
        things: Vec<InstanceId>,
        by: PersonId,
        act: Act,
    ) -> Option<Move> {
        let acknowledged = self.chance.percent(80);
        let asked = Asked {
            acknowledged,
            ..Asked::now(by, act)
        };
        Some(Move {
            row: Some(row),
            things,
            asked,
        })
    }

    fn other(&mut self, by: PersonId, act: Act) -> Option<Move> {
        Some(Move {
            row: None,
            things: Vec::new(),
            asked: Asked::now(by, act),
        })
    }

    fn receive(&mut self) -> Option<Move> {
        let medium = ReceivedOn::Medium(custody_core::rules::NewCarrier {
            carrier_type: self.chance.pick(&[
                CarrierType::UsbFlash,
                CarrierType::Hdd,
                CarrierType::Paper,
            ]),
            ..our_usb()
        });
        let on = match self.chance.below(4) {
            0 => ReceivedOn::Vault(On::Machine.into()),
            1 => ReceivedOn::Registered(self.carrier()),
            _ => medium,
        };
        let welfare = self.chance.percent(10);
        let receive = Receive {
            on,
            place: self.place(Where::Cabinet),
            work_item: text(if welfare { "福祉" } else { "税務" }),
            info_category: text(self.chance.mostly("住民税", 8, &["戸籍", "福祉"])),
            arrival_protection: self.chance.pick(&[Protection::None, Protection::Sealed]),
            key_holders: vec![text("H-001"), text("H-003")],
            ..usb_receipt()
        };
        let by = if self.chance.percent(30) {
            self.manager()
        } else {
            self.people()
        };
        self.moved("receive", Vec::new(), by, Act::Receive(Box::new(receive)))
    }

    fn take(&mut self) -> Option<Move> {
        let instance = self.thing(&[StateName::Held])?;
        let (place, purpose, method) = (
            self.place(Where::Maebashi),
            self.purpose(),
            self.method_of_access(),
        );
        let by = self.people();
        self.moved(
            "take",
            vec![instance],
            by,
            Act::Take {
                instance,
                place,
                purpose,
                method,
            },
        )
    }

    fn store(&mut self) -> Option<Move> {
        let instance = self.thing(&[StateName::InUse])?;
        let (place, by) = (self.place(Where::Cabinet), self.holder_of(instance));
        self.moved("store", vec![instance], by, Act::Store { instance, place })
    }

    fn open(&mut self) -> Option<Move> {
        let states = [StateName::Held, StateName::InUse, StateName::AtDestination];
        let states = if self.chance.percent(30) {
            &states[2..]
        } else {
            &states[..]
        };
        let instance = self.thing(states)?;
        let carrier = if self.chance.percent(90) {
            On::Machine.into()
        } else {
            self.carrier()
        };
        let place = if self.chance.percent(20) {
            Where::Takasaki.into()
        } else {
            self.place(Where::Maebashi)
        };
        let (purpose, method, by) = (
            self.purpose(),
            self.method_of_access(),
            self.holder_of(instance),
        );
        self.moved(
            "open",
            vec![instance],
            by,
            Act::Open {
                instance,
                carrier,
                place,
                purpose,
                method,
                software: None,
            },
        )
    }

    fn close(&mut self) -> Option<Move> {
        let open = |i: &&custody_core::record::Instance| {
            i.kind == InstanceKind::WorkingCopy && i.state() == StateName::InUse
        };
        let working: Vec<InstanceId> = self
            .known
            .instances
            .values()
            .filter(open)
            .map(|i| i.id)
            .collect();
        let instance = match self
            .chance
            .any(&working)
            .filter(|_| self.chance.percent(85))
        {
            Some(id) => id,
            None => self.thing(&[StateName::InUse])?,
        };
        let by = self.holder_of(instance);
        let act = Act::Close {
            instance,
            method: text("ファイル削除"),
            overwritten: self.chance.percent(20),
        };
        self.moved("close", vec![instance], by, act)
    }

    fn copy(&mut self) -> Option<Move> {
        let permitted = self.permitted(|grant| matches!(grant, Grant::Copy { .. }));
        let instance = match permitted.filter(|_| self.chance.percent(70)) {
            Some(id) => id,
            None => self.thing(&[StateName::Held, StateName::InUse, StateName::AtDestination])?,
        };
        let act = Act::Copy {
            instance,
            carrier: self.carrier(),
            place: self.place(Where::Cabinet),
            protection: self
                .chance
                .mostly(Protection::Sealed, 20, &[Protection::None]),
            content: None,
            key_holders: vec![text("H-001"), text("recovery")],
        };
        let by = self.holder_of(instance);
        self.moved("copy", vec![instance], by, act)
    }

    /// An instance that some permission names, the late ones first.
    fn permitted(&mut self, fits: fn(&Grant) -> bool) -> Option<InstanceId> {
        let named = self
            .known
            .permissions
            .values()
            .rev()
            .filter(|p| fits(&p.grant) && p.uses_left() != Some(0));
        let all: Vec<InstanceId> = named
            .take(6)
            .flat_map(|p| p.scope.instances.iter().copied())
            .collect();
        self.chance.any(&all)
    }
}
