//! The act of each row of the table, on the world of the table.

use crate::world::{BASE, actor, away, channel, home, receiver, thing, work};
use custody_core::record::event::Source;
use custody_core::record::{
    Event, InstanceKind, JourneyId, Method, OrgKind, PersonId, Protection, Record, Register, Role,
};
use custody_core::rules::{
    self, Act, CorrectionAsked, HandOver, Load, Loss, NewCheck, NewPackage, NewProvision, NewValue,
    Receipt, ReceiptLine, Rejected,
};
use custody_tests::cast::{self, On, PURPOSE, Where, Who, date, text};
use custody_tests::sub;
use custody_tests::table::{ANYONE, OURS};
use custody_tests::things;
use custody_tests::wish::Wish;

use Role::{Manager, Supervisor};

/// The act of a row, all else in order.
pub fn of(name: &str, known: &Register, by: PersonId) -> Act {
    let instance = thing();
    let with = counterpart(by);
    let purpose = text(PURPOSE);
    match name {
        "take" => Act::Take {
            instance,
            place: Where::Maebashi.into(),
            purpose,
            method: None,
        },
        "store" => Act::Store {
            instance,
            place: Where::Cabinet.into(),
        },
        "open" => Act::Open {
            instance,
            carrier: On::Machine.into(),
            place: Where::Takasaki.into(),
            purpose,
            method: None,
            software: None,
        },
        "close" => Act::Close {
            instance,
            method: text("ファイル削除"),
            overwritten: false,
        },
        "copy" => things::copy("A-0001/3", On::OurUsb, Where::Cabinet, Protection::Sealed),
        "carry --as-is" => carry(work(), Load::AsIs { locked_case: None }),
        "carry -o" => {
            let package = NewPackage {
                source: instance,
                content: None,
                key_holders: Vec::new(),
            };
            carry(work(), Load::Packages(vec![package]))
        }
        "carry --for-return" => carry(home(), Load::AsIs { locked_case: None }),
        "arrive" => {
            let (journey, place) = (away(), Where::Takasaki.into());
            Act::Arrive {
                journey,
                place,
                seal_intact: true,
                remark: None,
            }
        }
        "back" => {
            let (journey, place) = (away(), Where::Cabinet.into());
            Act::Back {
                journey,
                place,
                seal_intact: true,
                remark: None,
            }
        }
        "return" => Act::Return {
            instances: vec![instance],
            to: Who::T.into(),
            whole: false,
            packages: Default::default(),
            text_digest: None,
        },
        "receipt" => receipt(false),
        "receipt --rejected" => receipt(true),
        "plan-destroy" => Act::PlanDestroy {
            instances: vec![instance],
            method: Method::Physical,
            place: Where::Maebashi.into(),
            on: date("2024-10-02"),
            witness: Who::K.into(),
        },
        "plan-destroy --cancel" => Act::CancelDestroy {
            instances: vec![instance],
            place: Where::Cabinet.into(),
        },
        "sanitise" => things::sanitise(known, &[instance], Method::Physical),
        "release" => things::release(&[instance], sub::org()),
        "destroy" => things::destroy(
            instance,
            Method::Physical,
            Who::K,
            things::evidence(known, instance),
        ),
        "provide" => Act::Provide(Box::new(NewProvision {
            accepted_by: Some(actor(Role::SubSecurity)),
            ..sub::provision(&["A-0001/3"])
        })),
        "sub-report --made-of" => sub::report(2, Some(sub::holding("A-0001/3", On::OurUsb)), None),
        "sub-report --ended" => {
            sub::report(0, None, Some(sub::ended(&["A-0001/3"], Method::Physical)))
        }
        "sub-return" => sub::come_back(&["A-0001/3"], Where::Cabinet),
        "incident report --lost" => Act::ReportLost(Loss::of(vec![instance])),
        "incident found" => Act::Found {
            instance,
            place: text("机の引出し"),
        },
        "print" => things::print("A-0001/3", 1),
        "pack" => Act::Pack {
            instance,
            content: Some(things::content()),
            key_holders: vec![text("H-001")],
            source: Source::Kept,
        },
        "hand-over" => Act::HandOver(Box::new(things::hand_over(vec![instance], receiver(by)))),
        "hand-over --from-absent" => Act::HandOver(Box::new(HandOver {
            absent: Some(actor(Supervisor)),
            ..things::hand_over(vec![instance], by)
        })),
        "transmit" => Act::Transmit {
            journey: work(),
            packages: vec![NewPackage {
                source: instance,
                content: None,
                key_holders: Vec::new(),
            }],
            carrier: channel(),
            channel: text("県ファイル交換サービス"),
            recipient: text("税務課"),
        },
        "examine" => Act::Examine(Box::new(things::examination(instance, with))),
        "void" => Act::Void {
            instance,
            reason: text("二重登録"),
            with,
            removal_begun: false,
        },
        "inventory" => Act::TakeInventory {
            with,
            lines: vec![things::counted(instance)],
        },
        "split" => Act::Split {
            instance,
            parts: [100_000, 20_000].map(things::quantity).to_vec(),
        },
        "unneeded" => Act::Unneeded {
            instance,
            reason: None,
        },
        other => panic!("no act for {other}"),
    }
}

/// "supervisor + one more (correct, void: the manager)".
fn counterpart(by: PersonId) -> PersonId {
    if by == actor(Supervisor) {
        actor(Manager)
    } else {
        actor(Supervisor)
    }
}

fn carry(journey: JourneyId, load: Load) -> Act {
    Act::Carry {
        journey,
        load,
        carrier: On::OurUsb.into(),
        seal_intact: true,
        remark: None,
    }
}

fn receipt(rejected: bool) -> Act {
    Act::TakeReceipt(Box::new(Receipt {
        lines: vec![ReceiptLine {
            instance: thing(),
            serial: Some(text("B777")),
            quantity: things::quantity(120_000),
        }],
        by: Who::T.into(),
        received_at: cast::moment("2024-10-01 12:00"),
        document: custody_core::record::Document::signed_note(None, None),
        rejected: rejected.then(|| Rejected {
            reason: None,
            place: Where::Cabinet.into(),
        }),
        note: None,
        removal_begun: false,
    }))
}

/// A name, who may, and the act.
type Stateless = (
    &'static str,
    &'static [Role],
    fn(&Register, PersonId) -> Act,
);

/// §4.3 for acts that start from no state of an instance.
pub const STATELESS: &[Stateless] = &[
    ("receive", OURS, |_, _| {
        Act::Receive(Box::new(things::usb_receipt()))
    }),
    ("incident report --unregistered", ANYONE, |_, _| {
        Act::ReportUnregistered(rules::Unregistered {
            asset: thing().asset,
            carrier: On::OurUsb.into(),
            kind: InstanceKind::Copy,
            same_as: None,
            place: text("机の上"),
            circumstances: None,
        })
    }),
    ("request copy", &[Manager], |_, _| {
        Act::Request(Box::new(Wish::copy(&["A-0001/3"]).request()))
    }),
    ("end-contract", &[Manager], |_, _| {
        Act::EndContract(Box::new(custody_tests::gunma::terminated("2024-12-01")))
    }),
    ("carrier add", &[Manager], |_, _| {
        Act::RegisterCarrier(things::our_usb())
    }),
    ("training add", &[Manager], |_, _| Act::RecordTraining {
        persons: vec![Who::C.into()],
        training: cast::training(),
    }),
    ("person change", &[Manager], |known, _| {
        Act::ChangePerson(known.people[&Who::C.into()].clone())
    }),
    ("place add", &[Manager], |_, _| {
        Act::RegisterPlace(rules::NewPlace {
            name: text("第2保管庫"),
            address: None,
            kind: custody_core::record::PlaceKind::LockedCabinet,
            inside: None,
            lockable: true,
            entry_log: false,
            designation: None,
            key_keeper: None,
        })
    }),
    ("org add", &[Manager], |_, _| Act::RegisterOrganisation {
        name: text("丙株式会社"),
        address: None,
        kind: OrgKind::Disposer,
        parent: None,
    }),
    ("grant", &[Manager], |_, _| Act::Grant {
        instance: thing(),
        person: Who::B.into(),
    }),
    ("ungrant", &[Manager], |_, _| Act::Ungrant {
        instance: thing(),
        holder: text("H-003"),
        how: text("鍵を廃棄"),
    }),
    ("org change", &[Manager], |_, _| Act::ChangeOrganisation {
        org: sub::org(),
        name: None,
        address: Some(text("高崎市")),
    }),
    ("org notify", &[Manager], |_, _| sub::told(sub::org())),
    ("pledge add", &[Manager], |_, _| sub::bound(sub::org())),
    ("disclose", &[Manager], |_, _| {
        sub::disclose(&[], "監査法人戊")
    }),
    ("sub-report", &[Role::SubSecurity], |_, _| {
        sub::report(1, None, None)
    }),
    ("org check", &[Manager, Supervisor], |_, _| {
        Act::CheckSub(Box::new(NewCheck {
            org: sub::org(),
            on: date("2024-10-01"),
            counted: 0,
            findings: None,
            remedy: None,
        }))
    }),
    ("form 3", &[Manager, Supervisor], |_, _| {
        Act::IssueForm(things::form("3", &["A-0001/3"], false))
    }),
    ("form 4-1", &[Manager], |_, _| {
        Act::IssueForm(things::form("4-1", &["A-0001/3"], false))
    }),
    ("correct", &[Manager, Supervisor], |_, by| {
        let received = |r: &&Record| matches!(r.event, Event::AssetReceived { .. });
        Act::Correct(Box::new(CorrectionAsked {
            record: BASE.records.iter().find(received).unwrap().clone(),
            value: NewValue::Title(text("個人住民税台帳")),
            reason: text("転記の誤り"),
            with: counterpart(by),
        }))
    }),
];
