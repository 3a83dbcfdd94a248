//! The act of each row of the table, on the world of the table.

use crate::world::{away, home, thing, work};
use custody_core::record::{InstanceKind, JourneyId, Method, OrgKind, Protection, Register, Role};
use custody_core::rules::{self, Act, Load, Loss, NewPackage, Receipt, ReceiptLine, Rejected};
use custody_tests::cast::{self, On, PURPOSE, Where, Who, date, text};
use custody_tests::table::{ANYONE, OURS};
use custody_tests::things;
use custody_tests::wish::Wish;

use Role::{Manager, Supervisor};

/// The act of a row, all else in order.
pub fn of(name: &str, known: &Register) -> Act {
    let instance = thing();
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
        "destroy" => things::destroy(
            instance,
            Method::Physical,
            Who::K,
            things::evidence(known, instance),
        ),
        "incident report --lost" => Act::ReportLost(Loss::of(vec![instance])),
        "incident found" => Act::Found {
            instance,
            place: text("机の引出し"),
        },
        other => panic!("no act for {other}"),
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
        rejected: rejected.then(|| Rejected {
            reason: None,
            place: Where::Cabinet.into(),
        }),
        note: None,
        removal_begun: false,
    }))
}

/// A name, who may, and the act.
type Stateless = (&'static str, &'static [Role], fn(&Register) -> Act);

/// §4.3 for acts that start from no state of an instance.
pub const STATELESS: &[Stateless] = &[
    ("receive", OURS, |_| {
        Act::Receive(Box::new(things::usb_receipt()))
    }),
    ("incident report --unregistered", ANYONE, |_| {
        Act::ReportUnregistered(rules::Unregistered {
            asset: thing().asset,
            carrier: On::OurUsb.into(),
            kind: InstanceKind::Copy,
            place: text("机の上"),
            circumstances: None,
        })
    }),
    ("request copy", &[Manager], |_| {
        Act::Request(Box::new(Wish::copy(&["A-0001/3"]).request()))
    }),
    ("carrier add", &[Manager], |_| {
        Act::RegisterCarrier(things::our_usb())
    }),
    ("training add", &[Manager], |_| Act::RecordTraining {
        persons: vec![Who::C.into()],
        training: cast::training(),
    }),
    ("person change", &[Manager], |known| {
        Act::ChangePerson(known.people[&Who::C.into()].clone())
    }),
    ("place add", &[Manager], |_| {
        Act::RegisterPlace(rules::NewPlace {
            name: text("第2保管庫"),
            address: None,
            kind: custody_core::record::PlaceKind::LockedCabinet,
            inside: None,
            lockable: true,
            entry_log: false,
            designation: None,
        })
    }),
    ("org add", &[Manager], |_| Act::RegisterOrganisation {
        name: text("丙株式会社"),
        address: None,
        kind: OrgKind::Disposer,
        parent: None,
    }),
    ("grant", &[Manager], |_| Act::Grant {
        instance: thing(),
        person: Who::B.into(),
    }),
    ("ungrant", &[Manager], |_| Act::Ungrant {
        instance: thing(),
        holder: text("H-003"),
        how: text("鍵を廃棄"),
    }),
    ("form 3", &[Manager, Supervisor], |_| {
        Act::IssueForm(things::form("3", &["A-0001/3"], false))
    }),
    ("form 4-1", &[Manager], |_| {
        Act::IssueForm(things::form("4-1", &["A-0001/3"], false))
    }),
];
