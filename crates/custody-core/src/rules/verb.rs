//! The table of transitions: from which states, by which roles, with how much of the base (`domain.md` §4.3, §5.2–5.3).

use crate::record::{Role, StateName};

/// How much of the base guards is tested (§5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// All of it.
    Full,
    /// Role, state and holder only: the facts 3, 5, 11, 12, 28.
    Fact,
    /// Nothing: 23, 24, 25.
    None,
    /// The person alone: listed and role. For what concerns no instance.
    Person,
}

macro_rules! verbs {
    ($($(#[$doc:meta])* $variant:ident { $code:literal, number: $number:expr, from: [$($from:ident),*],
        base: $base:ident, contract: $contract:literal, freeze: $freeze:literal, roles: [$($role:ident),*] }),* $(,)?) => {
        /// An act, by its verb.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Verb { $($(#[$doc])* $variant,)* }

        impl Verb {
            /// Every verb.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The verb as it is typed.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// Its number in `domain.md` §5.3, where it has one.
            #[must_use]
            pub fn number(self) -> Option<u8> {
                match self { $(Self::$variant => $number,)* }
            }

            /// The states it starts from; empty where it makes something new or concerns no instance.
            #[must_use]
            pub fn from(self) -> &'static [StateName] {
                match self { $(Self::$variant => &[$(StateName::$from),*],)* }
            }

            /// How much of the base is tested.
            #[must_use]
            pub fn base(self) -> Base {
                match self { $(Self::$variant => Base::$base,)* }
            }

            /// The contract must be in force.
            #[must_use]
            pub fn needs_contract(self) -> bool {
                match self { $(Self::$variant => $contract,)* }
            }

            /// An incident of the asset blocks it.
            #[must_use]
            pub fn can_be_frozen(self) -> bool {
                match self { $(Self::$variant => $freeze,)* }
            }

            /// The roles that may do it (§4.3).
            #[must_use]
            pub fn roles(self) -> &'static [Role] {
                match self { $(Self::$variant => &[$(Role::$role),*],)* }
            }
        }
    };
}

verbs! {
    /// Opening the vault with its contract.
    Init { "init", number: None, from: [], base: None, contract: false, freeze: false, roles: [Manager] },
    /// Changing the contract on 甲's document.
    Amend { "profile amend", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager] },
    /// 契約終了・解除.
    EndContract { "end-contract", number: Some(32), from: [], base: Person, contract: false, freeze: false, roles: [Manager] },
    /// People on and off the list.
    Person { "person", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager] },
    /// 甲 is told of the staff list (Art. 4).
    ReportStaff { "person notice", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager] },
    /// Organisations.
    Organisation { "org", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager] },
    /// Places.
    Place { "place", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager] },
    /// Carriers.
    Carrier { "carrier", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager] },
    /// Training (Art. 11).
    Training { "training", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager] },
    /// 受領.
    Receive { "receive", number: Some(1), from: [], base: Full, contract: true, freeze: false, roles: [Worker, Manager] },
    /// 取出し.
    Take { "take", number: Some(2), from: [Held], base: Full, contract: true, freeze: false, roles: [Worker, Manager, SubWorker, SubSecurity] },
    /// 格納.
    Store { "store", number: Some(3), from: [InUse, Held], base: Fact, contract: false, freeze: false, roles: [Worker, Manager, SubWorker, SubSecurity] },
    /// 展開.
    Open { "open", number: Some(4), from: [Held, InUse, AtDestination], base: Full, contract: true, freeze: true, roles: [Worker, Manager, SubWorker, SubSecurity] },
    /// 展開終了.
    Close { "close", number: Some(5), from: [InUse], base: Fact, contract: false, freeze: false, roles: [Worker, Manager, SubWorker, SubSecurity] },
    /// 複製.
    Copy { "copy", number: Some(6), from: [Held, InUse, AtDestination], base: Full, contract: true, freeze: true, roles: [Worker, Manager, SubWorker, SubSecurity] },
    /// A request to 甲.
    Request { "request", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager] },
    /// A request that is written down, to be sent later.
    Draft { "request --draft", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Worker, Manager] },
    /// A request that is taken back.
    Withdraw { "request withdraw", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager] },
    /// Taking in 甲's decision.
    Import { "import", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Worker, Manager, Supervisor] },
    /// Typing in 甲's decision from paper.
    Paper { "paper", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Worker, Manager] },
    /// Answering an 指示.
    Answer { "instruction answer", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager] },
    /// Checking what was typed in.
    Check { "check", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager, Supervisor] },
    /// 運搬中の指示事項の確認.
    Brief { "brief", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Worker, Manager, SubWorker, SubSecurity] },
    /// Planning a journey for 返還.
    Plan { "carry --plan", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Worker, Manager] },
    /// 持出し.
    Carry { "carry", number: Some(9), from: [Held, InUse], base: Full, contract: true, freeze: true, roles: [Worker, Manager, SubWorker, SubSecurity] },
    /// 持出し for 返還.
    CarryForReturn { "carry --for-return", number: Some(9), from: [Held, InUse], base: Full, contract: false, freeze: true, roles: [Worker, Manager, SubWorker, SubSecurity] },
    /// 到着.
    Arrive { "arrive", number: Some(11), from: [InTransit], base: Fact, contract: false, freeze: false, roles: [Worker, Manager, SubWorker, SubSecurity] },
    /// 持帰り.
    Back { "back", number: Some(12), from: [InTransit, AtDestination], base: Fact, contract: false, freeze: false, roles: [Worker, Manager, SubWorker, SubSecurity] },
    /// 返還.
    Return { "return", number: Some(17), from: [Held, InUse, InTransit, AtDestination, AwaitingDestruction, Quarantined], base: Full, contract: false, freeze: false, roles: [Worker, Manager] },
    /// 受領確認.
    Receipt { "receipt", number: Some(18), from: [ReturnPending], base: Full, contract: false, freeze: false, roles: [Worker, Manager] },
    /// 廃棄予定.
    PlanDestroy { "plan-destroy", number: Some(19), from: [Held, Quarantined], base: Full, contract: false, freeze: false, roles: [Worker, Manager, SubWorker, SubSecurity] },
    /// 廃棄予定の取消し.
    CancelDestroy { "plan-destroy --cancel", number: Some(19), from: [AwaitingDestruction], base: Full, contract: false, freeze: false, roles: [Worker, Manager, SubWorker, SubSecurity] },
    /// 消去.
    Sanitise { "sanitise", number: Some(20), from: [AwaitingDestruction], base: Full, contract: false, freeze: false, roles: [Worker, Manager, SubWorker, SubSecurity] },
    /// 廃棄業者引渡し.
    Release { "release", number: Some(21), from: [AwaitingDestruction], base: Full, contract: false, freeze: false, roles: [Manager] },
    /// 廃棄.
    Destroy { "destroy", number: Some(22), from: [Held, InUse, AtDestination, WithSub, AwaitingDestruction, Released], base: Full, contract: false, freeze: true, roles: [Worker, Manager, SubWorker, SubSecurity] },
    /// 紛失.
    ReportLost { "incident report --lost", number: Some(23), from: [Held, InUse, InTransit, AtDestination, WithSub, ReturnPending, AwaitingDestruction, Released, Quarantined, Missing], base: None, contract: false, freeze: false, roles: [] },
    /// 未登録物.
    ReportUnregistered { "incident report --unregistered", number: Some(24), from: [], base: None, contract: false, freeze: false, roles: [] },
    /// Another incident.
    ReportOther { "incident report --other", number: None, from: [], base: None, contract: false, freeze: false, roles: [] },
    /// 発見.
    Found { "incident found", number: Some(25), from: [Missing], base: None, contract: false, freeze: false, roles: [] },
    /// 甲の確認, which ends the freeze (§5.2 frozen).
    CloseIncident { "incident close", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager] },
    /// 速報, 続報, 最終報告.
    ReportIncident { "incident update", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager, Supervisor] },
    /// Giving access.
    Grant { "grant", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager] },
    /// Taking access away.
    Ungrant { "ungrant", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager] },
    /// Issuing a form.
    Form { "form", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager] },
    /// 印刷.
    Print { "print", number: Some(7), from: [Held, InUse, AtDestination], base: Full, contract: true, freeze: true, roles: [Worker, Manager, SubWorker, SubSecurity] },
    /// 封緘.
    Pack { "pack", number: Some(8), from: [Held, InUse, AtDestination], base: Full, contract: false, freeze: false, roles: [Worker, Manager, SubWorker, SubSecurity] },
    /// 引継ぎ.
    HandOver { "hand-over", number: Some(10), from: [InUse, InTransit, AtDestination], base: Full, contract: false, freeze: false, roles: [Worker, Manager, SubWorker, SubSecurity] },
    /// 引継ぎ from an absent holder.
    TakeOver { "hand-over --from-absent", number: Some(10), from: [InUse, InTransit, AtDestination], base: Full, contract: false, freeze: false, roles: [Manager] },
    /// 送信.
    Transmit { "transmit", number: Some(13), from: [Held, InUse], base: Full, contract: true, freeze: true, roles: [Worker, Manager, SubWorker, SubSecurity] },
    /// 14-3.
    NotifyStaff { "org notify", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager] },
    /// 誓約 (Art. 12, 14-4).
    Pledge { "pledge add", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager] },
    /// 管理及び監督 (Art. 14-4).
    CheckSub { "org check", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager, Supervisor] },
    /// 提供.
    Provide { "provide", number: Some(14), from: [Held, InTransit, AtDestination], base: Full, contract: true, freeze: true, roles: [Manager] },
    /// 開示: the secrecy holds after the contract too, and so does what 甲 approved.
    Disclose { "disclose", number: Some(31), from: [], base: Full, contract: false, freeze: false, roles: [Manager] },
    /// 再委託先報告.
    SubReport { "sub-report", number: Some(15), from: [WithSub], base: Full, contract: false, freeze: false, roles: [SubSecurity] },
    /// 再委託先返却.
    SubReturn { "sub-return", number: Some(16), from: [WithSub], base: Fact, contract: false, freeze: false, roles: [Manager] },
    /// 点検.
    Examine { "examine", number: Some(26), from: [Quarantined], base: Full, contract: false, freeze: false, roles: [Supervisor] },
    /// 訂正.
    Correct { "correct", number: Some(27), from: [], base: Full, contract: false, freeze: false, roles: [Supervisor, Manager] },
    /// 登録取消.
    Void { "void", number: Some(27), from: [Held, InUse, InTransit, AtDestination, WithSub, AwaitingDestruction, Quarantined], base: Full, contract: false, freeze: false, roles: [Supervisor, Manager] },
    /// 棚卸 of what 乙 and its 再委託先 have.
    Inventory { "inventory", number: Some(28), from: [Held, InUse, InTransit, AtDestination, WithSub, AwaitingDestruction, Quarantined], base: Fact, contract: false, freeze: false, roles: [Supervisor] },
    /// 分割.
    Split { "split", number: Some(29), from: [Held], base: Full, contract: false, freeze: false, roles: [Worker, Manager, SubWorker, SubSecurity] },
    /// 不要.
    Unneeded { "unneeded", number: Some(30), from: [Held, InUse, InTransit, AtDestination, WithSub, ReturnPending, AwaitingDestruction, Released, Quarantined, Missing], base: Full, contract: false, freeze: false, roles: [Worker, Manager, SubWorker, SubSecurity] },
    /// Policy documents (Art. 1).
    Policy { "policy", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager] },
    /// Reading one.
    Acknowledge { "policy acknowledge", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager, Supervisor, Worker, SubSecurity, SubWorker] },
    /// Service levels (Art. 6).
    ServiceLevel { "service-level", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager, Supervisor] },
    /// 協議 (Art. 7, 8, 19).
    Consult { "consult", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager] },
    /// 甲's inspections (Art. 15).
    Inspection { "inspection", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager, Supervisor] },
    /// Software (Art. 8).
    Software { "software", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager] },
    /// Keeping a log (Art. 9).
    ImportLog { "log import", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Worker, Manager] },
    /// Giving up a log.
    RemoveLog { "log remove", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager] },
    /// Handing in logs.
    SubmitLogs { "log submit", number: None, from: [], base: Person, contract: false, freeze: false, roles: [Manager] },
    /// Completing a removal that a record began.
    Complete { "doctor", number: None, from: [], base: None, contract: false, freeze: false, roles: [] },
}

impl Verb {
    /// The holder is absent: others take over (§4.3).
    #[must_use]
    pub fn passes_over_holder(self) -> bool {
        self == Self::TakeOver
    }

    /// Facts that have happened are never refused for a lagging clock (§5.3).
    #[must_use]
    pub fn is_loss_fact(self) -> bool {
        matches!(
            self,
            Self::ReportLost | Self::ReportUnregistered | Self::ReportOther | Self::Found
        )
    }
}
