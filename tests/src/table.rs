//! The transitions built, typed in from `domain.md`: §5.3 (from, to), §4.3 (who), §5.2 (how much of the base). The tables
//! of the rules themselves are not looked at.

use custody_core::record::{InstanceKind, Role, StateName};

use Role::{Client, Manager, SubSecurity, SubWorker, Supervisor, Worker};
use StateName::{
    AtDestination, AwaitingDestruction, Closed, Destroyed, Held, InTransit, InUse, Missing,
    Quarantined, Released, ReturnPending, Returned, Voided, WithSub,
};

/// §4.3: 乙's people who handle the thing.
pub const OURS: &[Role] = &[Worker, Manager];
/// §4.3: "the same except receive, return: only for instances held by their organisation".
pub const HANDLERS: &[Role] = &[Worker, Manager, SubWorker, SubSecurity];
/// Facts of loss: whoever it is.
pub const ANYONE: &[Role] = &[Manager, Supervisor, Worker, SubSecurity, SubWorker, Client];

/// What becomes of the thing, and of what is made of it.
#[derive(Clone, Copy, Debug)]
pub enum To {
    /// The thing is then in this state.
    Becomes(StateName),
    /// It stays as it was; something new of this kind is in this state.
    Makes(InstanceKind, StateName),
    /// "same": it stays in the state it was in.
    Stays,
    /// It stays as it was; siblings of its own kind are in this state.
    Parts(StateName),
}

/// Open states: "any open" (§5.3, 23), and where "same" says no more.
pub const OPEN: &[StateName] = &[
    Held,
    InUse,
    InTransit,
    AtDestination,
    WithSub,
    ReturnPending,
    AwaitingDestruction,
    Released,
    Quarantined,
    Missing,
];
/// What 乙 and its 再委託先 have in hand: what can be counted, and what can be voided.
pub const IN_HAND: &[StateName] = &[
    Held,
    InUse,
    InTransit,
    AtDestination,
    WithSub,
    AwaitingDestruction,
    Quarantined,
];

/// How much of the base is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tested {
    /// All of it.
    All,
    /// "For the facts 3, 5, 11, 12, 16, 28 only role, bad_state and holder_only".
    Fact,
    /// 23–25: "none, not even base".
    Nothing,
}

/// One row of §5.3.
#[derive(Clone, Copy, Debug)]
pub struct Transition {
    /// #.
    pub number: u8,
    /// The verb, with the option that makes it another row.
    pub name: &'static str,
    /// From; empty where nothing is there before.
    pub from: &'static [StateName],
    /// To.
    pub to: To,
    /// Who may.
    pub who: &'static [Role],
    /// How much of the base.
    pub tested: Tested,
    /// "contract_active is not tested for 3, 5, 8, 10–12, 15–30 and `carry --for-return`."
    pub in_term: bool,
    /// "frozen blocks … open, copy, print, carry, transmit, provide, destroy".
    pub freezes: bool,
}

const fn row(
    number: u8,
    name: &'static str,
    from: &'static [StateName],
    to: To,
    who: &'static [Role],
) -> Transition {
    let tested = match number {
        3 | 5 | 11 | 12 | 16 | 28 => Tested::Fact,
        23..=25 => Tested::Nothing,
        _ => Tested::All,
    };
    let in_term = matches!(number, 1 | 2 | 4 | 6 | 7 | 9 | 13 | 14);
    let freezes = matches!(number, 4 | 6 | 7 | 9 | 13 | 14 | 22);
    Transition {
        number,
        name,
        from,
        to,
        who,
        tested,
        in_term,
        freezes,
    }
}

/// The rows built.
pub const TRANSITIONS: [Transition; 36] = [
    row(
        1,
        "receive",
        &[],
        To::Makes(InstanceKind::Original, Held),
        OURS,
    ),
    row(2, "take", &[Held], To::Becomes(InUse), HANDLERS),
    row(3, "store", &[InUse, Held], To::Becomes(Held), HANDLERS),
    row(
        4,
        "open",
        &[Held, InUse, AtDestination],
        To::Makes(InstanceKind::WorkingCopy, InUse),
        HANDLERS,
    ),
    row(5, "close", &[InUse], To::Becomes(Closed), HANDLERS),
    row(
        6,
        "copy",
        &[Held, InUse, AtDestination],
        To::Makes(InstanceKind::Copy, Held),
        HANDLERS,
    ),
    row(
        9,
        "carry --as-is",
        &[Held, InUse],
        To::Becomes(InTransit),
        HANDLERS,
    ),
    row(
        9,
        "carry -o",
        &[Held, InUse],
        To::Makes(InstanceKind::Package, InTransit),
        HANDLERS,
    ),
    Transition {
        in_term: false,
        ..row(
            9,
            "carry --for-return",
            &[Held, InUse],
            To::Becomes(InTransit),
            HANDLERS,
        )
    },
    row(
        11,
        "arrive",
        &[InTransit],
        To::Becomes(AtDestination),
        HANDLERS,
    ),
    row(
        12,
        "back",
        &[InTransit, AtDestination],
        To::Becomes(Held),
        HANDLERS,
    ),
    row(
        17,
        "return",
        &[
            Held,
            InUse,
            InTransit,
            AtDestination,
            AwaitingDestruction,
            Quarantined,
        ],
        To::Becomes(ReturnPending),
        OURS,
    ),
    row(18, "receipt", &[ReturnPending], To::Becomes(Returned), OURS),
    row(
        18,
        "receipt --rejected",
        &[ReturnPending],
        To::Becomes(Held),
        OURS,
    ),
    row(
        19,
        "plan-destroy",
        &[Held, Quarantined],
        To::Becomes(AwaitingDestruction),
        HANDLERS,
    ),
    row(
        19,
        "plan-destroy --cancel",
        &[AwaitingDestruction],
        To::Becomes(Held),
        HANDLERS,
    ),
    row(20, "sanitise", &[AwaitingDestruction], To::Stays, HANDLERS),
    row(
        21,
        "release",
        &[AwaitingDestruction],
        To::Becomes(Released),
        &[Manager],
    ),
    row(
        22,
        "destroy",
        &[
            Held,
            InUse,
            AtDestination,
            WithSub,
            AwaitingDestruction,
            Released,
        ],
        To::Becomes(Destroyed),
        HANDLERS,
    ),
    row(
        23,
        "incident report --lost",
        OPEN,
        To::Becomes(Missing),
        ANYONE,
    ),
    // What is found has the kind that it has: here a copy.
    row(
        24,
        "incident report --unregistered",
        &[],
        To::Makes(InstanceKind::Copy, Quarantined),
        ANYONE,
    ),
    row(
        25,
        "incident found",
        &[Missing],
        To::Becomes(Quarantined),
        ANYONE,
    ),
    row(
        7,
        "print",
        &[Held, InUse, AtDestination],
        To::Makes(InstanceKind::Printout, InUse),
        HANDLERS,
    ),
    row(
        8,
        "pack",
        &[Held, InUse, AtDestination],
        To::Stays,
        HANDLERS,
    ),
    row(
        10,
        "hand-over",
        &[InUse, InTransit, AtDestination],
        To::Stays,
        HANDLERS,
    ),
    // "If a holder is absent, manager + supervisor take over."
    row(
        10,
        "hand-over --from-absent",
        &[InUse, InTransit, AtDestination],
        To::Stays,
        &[Manager],
    ),
    row(
        13,
        "transmit",
        &[Held, InUse],
        To::Makes(InstanceKind::Package, InTransit),
        HANDLERS,
    ),
    // "inspect a found item, inventory, correct, void: supervisor + one more (correct, void: the manager)".
    row(
        26,
        "examine",
        &[Quarantined],
        To::Becomes(Held),
        &[Supervisor],
    ),
    row(
        27,
        "void",
        IN_HAND,
        To::Becomes(Voided),
        &[Supervisor, Manager],
    ),
    row(28, "inventory", IN_HAND, To::Stays, &[Supervisor]),
    row(29, "split", &[Held], To::Parts(Held), HANDLERS),
    row(30, "unneeded", OPEN, To::Stays, HANDLERS),
    row(
        14,
        "provide",
        &[Held, InTransit, AtDestination],
        To::Becomes(WithSub),
        &[Manager],
    ),
    // "accept a provision, sub-report: sub-security".
    row(
        15,
        "sub-report --made-of",
        &[WithSub],
        To::Makes(InstanceKind::SubHolding, WithSub),
        &[SubSecurity],
    ),
    row(
        15,
        "sub-report --ended",
        &[WithSub],
        To::Becomes(Destroyed),
        &[SubSecurity],
    ),
    row(16, "sub-return", &[WithSub], To::Becomes(Held), &[Manager]),
];

/// The row of this name.
#[must_use]
#[track_caller]
pub fn transition(name: &str) -> &'static Transition {
    static ROWS: [Transition; 36] = TRANSITIONS;
    ROWS.iter()
        .find(|row| row.name == name)
        .unwrap_or_else(|| panic!("no transition {name}"))
}
