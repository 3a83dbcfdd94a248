//! The proof that the rules permitted an act: the only thing a store appends.

use crate::record::{Counters, Entity, Moment, Record};

/// A warning of `domain.md` §5.3: never blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// `W01` … `W17`.
    pub code: WarningCode,
    /// What it is about, such as a number or a time.
    pub about: String,
}

macro_rules! warnings {
    ($($(#[$doc:meta])* $variant:ident = $code:literal),* $(,)?) => {
        /// The warnings, by their fixed codes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum WarningCode { $($(#[$doc])* $variant,)* }

        impl WarningCode {
            /// The fixed code.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }
        }
    };
}

warnings! {
    /// 承認期限が帰着予定より前.
    ApprovalEndsBeforeReturn = "W01",
    /// 書面写し又は一名転記(C).
    CopyOfPaper = "W02",
    /// 承認外の場所.
    OtherPlace = "W03",
    /// 運搬中に承認が失効・取消.
    LapsedUnderWay = "W04",
    /// 受領時に暗号化なし.
    ReceivedUnencrypted = "W05",
    /// 鍵が同じ媒体又は同じ運搬者.
    KeyTravelsAlong = "W06",
    /// 単独運搬.
    CarriedAlone = "W07",
    /// 展開超過.
    WorkingCopyOverdue = "W08",
    /// 未格納(当日末).
    NotStored = "W09",
    /// 帰着遅延.
    BackLate = "W10",
    /// 複製物等が残存.
    CopiesRemain = "W11",
    /// 受領書未着.
    ReceiptMissing = "W12",
    /// 業者証明書の期限超過.
    CertificateOverdue = "W13",
    /// 棚卸超過.
    InventoryOverdue = "W14",
    /// 脆弱性対応未了.
    VulnerabilityOpen = "W15",
    /// 元号を補正.
    EraCorrected = "W16",
    /// 不要後の期限超過.
    UnneededOverdue = "W17",
}

/// An act that the rules permitted, as the record to be signed and what it changes. Made only by `rules`; a store
/// appends nothing else, so what was not permitted cannot be written.
///
/// The ways to one are [`decide`](super::decide) and [`record_refusal`](super::record_refusal):
///
/// ```
/// # use custody_core::{record::{Moment, Register}, rules::{Asked, Denied, Permitted, decide}};
/// fn permit(known: &Register, asked: &Asked, now: Moment) -> Result<Permitted, Denied> {
///     decide(known, asked, now)
/// }
/// ```
///
/// It cannot be put together from its parts:
///
/// ```compile_fail,E0451
/// # use custody_core::{record::Record, rules::Permitted};
/// fn forge(record: Record) -> Permitted {
///     Permitted { record, changes: vec![], counters: Default::default(), warnings: vec![] } // private fields
/// }
/// ```
///
/// ```compile_fail,E0624
/// # use custody_core::{record::Record, rules::Permitted};
/// fn forge(record: Record) -> Permitted {
///     Permitted::new(record, vec![], Default::default(), vec![]) // private to `rules`
/// }
/// ```
///
/// ```compile_fail,E0599
/// # use custody_core::{record::Record, rules::Permitted};
/// fn forge(record: Record) -> Permitted {
///     Permitted::unchecked(record, vec![], Default::default()) // for the crate's own tests
/// }
/// ```
///
/// Nor read from a file, nor come from nothing:
///
/// ```compile_fail,E0277
/// # use custody_core::rules::Permitted;
/// fn forge(json: &str) -> Permitted {
///     serde_json::from_str(json).unwrap_or_default() // neither `Deserialize` nor `Default`
/// }
/// ```
///
/// Nor be changed once the rules have said yes:
///
/// ```compile_fail,E0616
/// # use custody_core::{record::Record, rules::Permitted};
/// fn forge(mut permitted: Permitted, record: Record) -> Permitted {
///     permitted.record = record; // private field
///     permitted
/// }
/// ```
///
/// ```compile_fail,E0594
/// # use custody_core::{record::Seq, rules::Permitted};
/// fn forge(permitted: &mut Permitted) {
///     permitted.record().seq = Seq(0); // lent to be read
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Permitted {
    record: Record,
    changes: Vec<Entity>,
    counters: Counters,
    warnings: Vec<Warning>,
}

impl Permitted {
    pub(super) fn new(
        record: Record,
        changes: Vec<Entity>,
        counters: Counters,
        warnings: Vec<Warning>,
    ) -> Self {
        Self {
            record,
            changes,
            counters,
            warnings,
        }
    }

    /// For tests of stores alone.
    #[cfg(test)]
    pub(crate) fn unchecked(record: Record, changes: Vec<Entity>, counters: Counters) -> Self {
        Self::new(record, changes, counters, Vec::new())
    }

    /// The record to be signed; its `seq` and `at` belong to the head it was decided on.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Every entity it changes, in its new form.
    #[must_use]
    pub fn changes(&self) -> &[Entity] {
        &self.changes
    }

    /// The counters after it.
    #[must_use]
    pub fn counters(&self) -> Counters {
        self.counters
    }

    /// When it is recorded.
    #[must_use]
    pub fn recorded_at(&self) -> Moment {
        self.record.recorded_at()
    }

    /// What the actor should know.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }
}
