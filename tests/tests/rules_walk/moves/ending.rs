//! 返還, 廃棄, losses, and what else is recorded.

use super::*;

impl Mover<'_> {
    pub(super) fn give_back(&mut self) -> Option<Move> {
        let first = self.thing(&[
            StateName::Held,
            StateName::InUse,
            StateName::AtDestination,
            StateName::Quarantined,
            StateName::AwaitingDestruction,
        ])?;
        let mut instances = vec![first];
        if self.chance.percent(30) {
            let carrier = self.known.instances[&first].carrier;
            instances.extend(
                self.known
                    .open_on(carrier)
                    .map(|i| i.id)
                    .filter(|id| *id != first)
                    .take(4),
            );
        }
        let by = self.holder_of(first);
        let whole = self.chance.percent(25);
        let act = Act::Return {
            instances: instances.clone(),
            to: Who::T.into(),
            whole,
            packages: Default::default(),
            text_digest: None,
        };
        self.moved("return", instances, by, act)
    }

    pub(super) fn receipt(&mut self) -> Option<Move> {
        let id = self.thing(&[StateName::ReturnPending])?;
        let instance = &self.known.instances[&id];
        let serial = self.known.carriers[&instance.carrier].serial.clone();
        let serial = if self.chance.percent(10) {
            Some(text("S999"))
        } else {
            serial
        };
        let mut quantity = instance.quantity;
        if self.chance.percent(10) {
            quantity = custody_tests::things::quantity(7);
        }
        let place = self.place(Where::Cabinet);
        let rejected = self.chance.percent(25).then_some(Rejected {
            reason: None,
            place,
        });
        let row = if rejected.is_some() {
            "receipt --rejected"
        } else {
            "receipt"
        };
        let receipt = Receipt {
            lines: vec![ReceiptLine {
                instance: id,
                serial,
                quantity,
            }],
            by: self.chance.mostly(Who::T, 10, &[Who::G, Who::R]).into(),
            received_at: self.now,
            document: custody_core::record::Document::signed_note(None, None),
            rejected,
            note: None,
            removal_begun: false,
        };
        let by = if self.chance.percent(50) {
            self.manager()
        } else {
            self.people()
        };
        self.moved(row, vec![id], by, Act::TakeReceipt(Box::new(receipt)))
    }

    /// A method, mostly one for the carrier of the instance.
    pub(super) fn method(&mut self, id: InstanceId) -> Method {
        let carrier = self.known.instances[&id].carrier;
        let usual = match self.known.carriers.get(&carrier).map(|c| c.carrier_type) {
            Some(CarrierType::Paper) => Method::Shred,
            Some(CarrierType::Hdd) => Method::Degauss,
            Some(CarrierType::Pc | CarrierType::Server) => self
                .chance
                .pick(&[Method::LogicalDelete, Method::CryptoErase]),
            _ => Method::Physical,
        };
        self.chance.mostly(usual, 20, &Method::ALL)
    }

    pub(super) fn plan_destroy(&mut self) -> Option<Move> {
        let permitted = self.permitted(|grant| matches!(grant, Grant::Destroy { .. }));
        let id = match permitted.filter(|_| self.chance.percent(70)) {
            Some(id) => id,
            None => self.thing(&[StateName::Held, StateName::Quarantined])?,
        };
        let act = Act::PlanDestroy {
            instances: vec![id],
            method: self.method(id),
            place: self.place(Where::Maebashi),
            on: self.now.date(),
            witness: Who::K.into(),
        };
        let by = self.people();
        self.moved("plan-destroy", vec![id], by, act)
    }

    pub(super) fn cancel_destroy(&mut self) -> Option<Move> {
        let id = self.thing(&[StateName::AwaitingDestruction])?;
        let (place, by) = (self.place(Where::Cabinet), self.people());
        self.moved(
            "plan-destroy --cancel",
            vec![id],
            by,
            Act::CancelDestroy {
                instances: vec![id],
                place,
            },
        )
    }

    /// One that waits for its end, mostly one that an approval speaks of.
    fn waiting(&mut self) -> Option<InstanceId> {
        let waits = [StateName::AwaitingDestruction];
        let permitted = self.permitted(|grant| matches!(grant, Grant::Destroy { .. }));
        permitted
            .filter(|id| self.known.instances[id].state() == waits[0])
            .or_else(|| self.thing(&waits))
    }

    pub(super) fn sanitise(&mut self) -> Option<Move> {
        let id = self.waiting()?;
        let method = self.method(id);
        let (by, act) = (
            self.people(),
            custody_tests::things::sanitise(self.known, &[id], method),
        );
        self.moved("sanitise", vec![id], by, act)
    }

    pub(super) fn release(&mut self) -> Option<Move> {
        let id = self.waiting()?;
        let by = self.manager();
        let act = custody_tests::things::release(&[id], sub::org());
        self.moved("release", vec![id], by, act)
    }

    pub(super) fn destroy(&mut self) -> Option<Move> {
        let permitted = self.permitted(|grant| matches!(grant, Grant::Destroy { .. }));
        let instance = match permitted.filter(|_| self.chance.percent(60)) {
            Some(id) => id,
            None => self.thing(&[
                StateName::AwaitingDestruction,
                StateName::Held,
                StateName::AtDestination,
            ])?,
        };
        let mut shown = evidence(self.known, instance);
        let mut method = self.method(instance);
        match self.chance.below(12) {
            0 => shown.serial_read = None,
            1 => shown.files.clear(),
            2 => {
                method = Method::CryptoErase;
                shown.keys.clear();
            }
            3 => shown.remark = Some(text("完全消去した")),
            _ => {}
        }
        let by = self.holder_of(instance);
        let witness = self
            .chance
            .mostly(Who::K.into(), 15, &[by, PersonId::new(99).unwrap()]);
        let destruction = NewDestruction {
            method,
            place: Some(Where::Maebashi.into()),
            witness,
            evidence: shown,
            by_vault: false,
        };
        let act = Act::Destroy {
            instance,
            destruction: Box::new(destruction),
        };
        self.moved("destroy", vec![instance], by, act)
    }

    pub(super) fn incident(&mut self) -> Option<Move> {
        let by = self.people();
        match self.chance.below(4) {
            0 => {
                let id = self.thing(&[StateName::InTransit, StateName::Held, StateName::InUse])?;
                self.moved(
                    "incident report --lost",
                    vec![id],
                    by,
                    Act::ReportLost(Loss::of(vec![id])),
                )
            }
            1 => {
                let asset = self.thing(&[StateName::Held])?.asset;
                let found = Unregistered {
                    asset,
                    carrier: On::OurUsb.into(),
                    kind: InstanceKind::Copy,
                    same_as: None,
                    place: text("机の上"),
                    circumstances: None,
                };
                self.moved(
                    "incident report --unregistered",
                    Vec::new(),
                    by,
                    Act::ReportUnregistered(found),
                )
            }
            _ => {
                let instance = self.thing(&[StateName::Missing])?;
                self.moved(
                    "incident found",
                    vec![instance],
                    by,
                    Act::Found {
                        instance,
                        place: text("机の引出し"),
                    },
                )
            }
        }
    }

    pub(super) fn sundries(&mut self) -> Option<Move> {
        let instance = self.thing(&[StateName::Held])?;
        let by = self.manager();
        if self.chance.percent(50) {
            return self.other(by, Act::RegisterCarrier(our_usb()));
        }
        let holders = self.known.instances[&instance].key_holders.clone();
        let act = match holders.first().filter(|_| self.chance.percent(50)) {
            Some(holder) => Act::Ungrant {
                instance,
                holder: holder.clone(),
                how: text("鍵を廃棄"),
            },
            None => Act::Grant {
                instance,
                person: self.chance.pick(&[Who::B, Who::C]).into(),
            },
        };
        self.other(by, act)
    }

    pub(super) fn form(&mut self) -> Option<Move> {
        let id = self.thing(&[StateName::Held, StateName::Returned, StateName::Destroyed])?;
        let texts = self
            .chance
            .mostly("上記のとおり", 10, &["絶対に復元できない"]);
        let form = FormIssue {
            form: text(self.chance.pick(&["2", "3", "7-1", "9"])),
            about: vec![text(&id.to_string())],
            instances: vec![id],
            whole: self.chance.percent(30),
            unsettled: Vec::new(),
            missing: if self.chance.percent(25) {
                vec![SERIAL_FIELD]
            } else {
                Vec::new()
            },
            texts: vec![texts.to_owned()],
            difference: i64::from(self.chance.percent(20)),
            storages: Vec::new(),
            replaces: None,
            digest: None,
        };
        let by = self.manager();
        self.other(by, Act::IssueForm(form))
    }
}
