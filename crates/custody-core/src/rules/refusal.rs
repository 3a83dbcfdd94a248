//! Why an act was not permitted: typed and without language; the program words it (`domain.md` §5.2).

use crate::record::{
    Article, CarrierType, Date, Guard, InstanceId, Method, Moment, PersonId, RefusedAct, Role,
    StateName, Text,
};
use std::collections::BTreeMap;

/// A value in a refusal's message; the program writes it in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// As it stands.
    Text(String),
    /// A day, or 「なし」 when none is on record.
    Date(Option<Date>),
    /// A carrier type.
    Carrier(CarrierType),
    /// A state.
    State(StateName),
    /// Roles; none: 「なし」.
    Roles(Vec<Role>),
    /// A method of destruction.
    Method(Method),
    /// Numbers or names in a row.
    List(Vec<String>),
    /// Things that evidence lacks or that do not agree, by their codes.
    Items(Vec<Item>),
    /// Fields that a form lacks.
    Fields(Vec<Field>),
}

/// A field of a form, as it is called there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Stable code.
    pub code: &'static str,
    /// As it is called on the form.
    pub japanese: &'static str,
    /// As it is called in English.
    pub english: &'static str,
}

impl Field {
    /// 再委託する理由及び内容 (Art. 14-2).
    pub const SUBCONTRACTED: Self = Self {
        code: "subcontracted",
        japanese: "再委託する理由及び内容",
        english: "reason for and content of the subcontract",
    };
    /// 取り扱う情報 (Art. 14-2).
    pub const INFORMATION: Self = Self {
        code: "information",
        japanese: "取り扱う情報",
        english: "information handled",
    };
    /// 安全確保措置の実施方法 (Art. 14-2).
    pub const SAFEGUARDS: Self = Self {
        code: "safeguards",
        japanese: "安全確保措置の実施方法",
        english: "how the safety measures are carried out",
    };
    /// 管理及び監督の方法 (Art. 14-2).
    pub const SUPERVISION: Self = Self {
        code: "supervision",
        japanese: "管理及び監督の方法",
        english: "how it is managed and supervised",
    };
}

impl Value {
    /// The value without language, as records keep it.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Date(date) => date.map_or_else(|| "-".to_owned(), |d| d.to_string()),
            Self::Carrier(carrier) => carrier.code().to_owned(),
            Self::State(state) => state.code().to_owned(),
            Self::Roles(roles) => roles.iter().map(|r| r.code()).collect::<Vec<_>>().join(" "),
            Self::Method(method) => method.code().to_owned(),
            Self::List(list) => list.join(" "),
            Self::Fields(fields) => fields.iter().map(|f| f.code).collect::<Vec<_>>().join(" "),
            Self::Items(items) => items.iter().map(|i| i.code()).collect::<Vec<_>>().join(" "),
        }
    }
}

macro_rules! items {
    ($($(#[$doc:meta])* $variant:ident = $code:literal),* $(,)?) => {
        /// Something a form or a piece of evidence lacks, or a field that does not agree.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Item { $($(#[$doc])* $variant,)* }

        impl Item {
            /// Every item.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The identifier of messages and JSON.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }
        }
    };
}

items! {
    /// 現物の製造番号.
    SerialRead = "serial_read",
    /// 破壊前の写真（製造番号が読めるもの）.
    PhotoBefore = "photo_before",
    /// 破壊後の写真.
    PhotoAfter = "photo_after",
    /// 機器・道具.
    Tool = "tool",
    /// 版.
    ToolVersion = "tool_version",
    /// 記録又は写真.
    Log = "log",
    /// 裁断幅又は溶解証明書.
    ShredWidth = "shred_width",
    /// 製造番号.
    Serial = "serial",
    /// 数量.
    Quantity = "quantity",
    /// 対象.
    Instances = "instances",
    /// 部数.
    Count = "count",
    /// 責任者.
    Manager = "manager",
    /// 終わりの記録（返還又は廃棄）.
    End = "end",
    /// 持帰り又は返還.
    JourneyEnd = "journey_end",
    /// 申請.
    Request = "request",
    /// 受領書.
    Receipt = "receipt",
}

/// 細目: how far the best candidate permission got (`domain.md` §4.2, §5.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// 1 種類が異なります.
    WrongKind,
    /// 2 書面ではありません.
    NotWritten,
    /// 2 根拠の水準が足りません (a house rule where the article does not say 書面).
    LevelTooLow,
    /// 3 承認者に権限がありません.
    NoAuthority,
    /// 4 実施後の決定です.
    DecidedAfter,
    /// 4 実施後の登録です.
    RegisteredAfter,
    /// 5 期間外.
    OutsidePeriod {
        /// First moment.
        from: Option<Moment>,
        /// Last moment.
        to: Option<Moment>,
    },
    /// 6 取り消されています.
    Revoked,
    /// 7 使用回数を超えています.
    Exhausted,
    /// 8 範囲外.
    OutOfScope {
        /// Which element.
        element: Element,
        /// The act's value.
        value: Value,
    },
    /// 9 条件が未確認です.
    ConditionsOpen,
}

impl Detail {
    /// How far it got: 1 to 9.
    #[must_use]
    pub fn step(&self) -> u8 {
        match self {
            Self::WrongKind => 1,
            Self::NotWritten | Self::LevelTooLow => 2,
            Self::NoAuthority => 3,
            Self::DecidedAfter | Self::RegisteredAfter => 4,
            Self::OutsidePeriod { .. } => 5,
            Self::Revoked => 6,
            Self::Exhausted => 7,
            Self::OutOfScope { .. } => 8,
            Self::ConditionsOpen => 9,
        }
    }

    /// The identifier of JSON and records.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::WrongKind => "wrong_kind",
            Self::NotWritten => "not_written",
            Self::LevelTooLow => "level_too_low",
            Self::NoAuthority => "no_authority",
            Self::DecidedAfter => "decided_after",
            Self::RegisteredAfter => "registered_after",
            Self::OutsidePeriod { .. } => "outside_period",
            Self::Revoked => "revoked",
            Self::Exhausted => "exhausted",
            Self::OutOfScope { .. } => "out_of_scope",
            Self::ConditionsOpen => "conditions_open",
        }
    }
}

/// Elements of a scope, in the order they are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Element {
    /// 対象.
    Instance,
    /// 部数.
    Count,
    /// 目的.
    Purpose,
    /// 持出し先.
    Destination,
    /// 媒体.
    Carrier,
    /// 従事者.
    Person,
    /// 組織.
    Organisation,
    /// 方法.
    Method,
}

impl Element {
    /// The identifier of messages and JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Instance => "instance",
            Self::Count => "count",
            Self::Purpose => "purpose",
            Self::Destination => "destination",
            Self::Carrier => "carrier",
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Method => "method",
        }
    }
}

/// One guard that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which.
    pub guard: Guard,
    /// The article it cites in this profile; none for a house rule.
    pub article: Option<Article>,
    /// The values of its message, by the message's placeholders.
    pub values: BTreeMap<&'static str, Value>,
    /// 細目.
    pub detail: Option<Detail>,
    /// What opens the way: commands as they would be typed.
    pub next: Vec<String>,
}

/// A refusal: the first guard that failed, and the others for `--explain`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The verb that was refused, as in `cli.md`.
    pub act: &'static str,
    /// What it was about.
    pub about: Vec<String>,
    /// The first guard that failed: *the* refusal.
    pub finding: Finding,
    /// The guards that failed after it.
    pub others: Vec<Finding>,
}

impl Refusal {
    /// What is put on record of it (3-ウ).
    pub(super) fn as_record(&self) -> RefusedAct {
        let mut details: BTreeMap<String, String> = self
            .finding
            .values
            .iter()
            .map(|(key, value)| ((*key).to_owned(), value.code()))
            .collect();
        if let Some(detail) = &self.finding.detail {
            details.insert("detail".to_owned(), detail.code().to_owned());
        }
        let texts = |all: &[String]| {
            all.iter()
                .filter_map(|s| Text::new(s.as_str()).ok())
                .collect()
        };
        RefusedAct {
            act: verb_text(self.act),
            about: texts(&self.about),
            rule: self.finding.guard,
            article: self.finding.article.clone(),
            details,
        }
    }
}

#[expect(
    clippy::expect_used,
    reason = "verbs are short literals of this module"
)]
fn verb_text(verb: &'static str) -> Text {
    Text::new(verb).expect("a verb is one short line")
}

/// Why there is no permission to write.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// A guard refused (exit 4).
    #[error("refused: {}", .0.finding.guard)]
    Refused(Box<Refusal>),
    /// A number that is not on the register (exit 2).
    #[error("{0} is not on the register")]
    Unknown(String),
    /// The clock is behind the ledger (exit 10).
    #[error("the clock says {now}, the last record was made at {last}")]
    Clock {
        /// The clock.
        now: Moment,
        /// The last record.
        last: Moment,
    },
    /// `--at` lies in the future, or before the last record of what it is about (exit 10).
    #[error("the act's time {at} is out of order")]
    ActTime {
        /// The time given.
        at: Moment,
        /// The earliest it may be.
        earliest: Option<Moment>,
        /// The latest it may be.
        latest: Moment,
    },
    /// The same thing is there already (exit 8).
    #[error("{0} is there already")]
    Exists(String),
    /// What was asked makes no sense, such as an empty list (exit 2).
    #[error("{0}")]
    Nonsense(Nonsense),
    /// The ledger holds something this register cannot follow (exit 3).
    #[error("record {seq} does not follow from those before it: {what}")]
    Inconsistent {
        /// The record.
        seq: u64,
        /// What is wrong.
        what: Inconsistency,
    },
}

/// How a record contradicts those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Inconsistency {
    /// It is another vault's.
    #[error("another vault's record")]
    OtherVault,
    /// It does not have the next index.
    #[error("not the next index")]
    Index,
    /// It was recorded before the record before it.
    #[error("recorded before the record before it")]
    Time,
    /// It opens a contract that is open.
    #[error("a second opening")]
    SecondOpening,
    /// It makes an instance of a number that was given before.
    #[error("an instance number that was given before")]
    NumberUsed,
    /// It ends a contract that has ended, or none.
    #[error("a second end of the contract")]
    SecondEnd,
    /// It amends another version of the profile.
    #[error("another version of the profile")]
    Version,
    /// It claims a 承認根拠 that the document does not have.
    #[error("a level that the document does not have")]
    Level,
    /// It is about something that is not there.
    #[error("{0} that is not on the register")]
    Unknown(Registered),
}

/// What a register lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registered {
    /// 情報資産.
    Asset,
    /// 原本又は複製物等.
    Instance,
    /// 持出し.
    Journey,
    /// 承認.
    Permission,
    /// 従事者.
    Person,
    /// 申請.
    Request,
    /// 事故.
    Incident,
    /// 媒体.
    Carrier,
    /// 組織.
    Organisation,
    /// 場所.
    Place,
    /// ソフトウェア.
    Software,
}

impl std::fmt::Display for Registered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Asset => "an asset",
            Self::Instance => "an instance",
            Self::Journey => "a journey",
            Self::Permission => "a permission",
            Self::Person => "a person",
            Self::Request => "a request",
            Self::Incident => "an incident",
            Self::Carrier => "a carrier",
            Self::Organisation => "an organisation",
            Self::Place => "a place",
            Self::Software => "software",
        })
    }
}

/// What made no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Nonsense {
    /// Nothing was named.
    #[error("nothing was named")]
    Empty,
    /// Instances of different assets or carriers where one is wanted.
    #[error("these do not belong together")]
    Mixed,
    /// An incident of this kind is recorded in another way.
    #[error("an incident of this kind is recorded in another way")]
    IncidentKind,
    /// Dates in the wrong order.
    #[error("dates in the wrong order")]
    Dates,
    /// A physical carrier without a serial number.
    #[error("a physical carrier needs its serial number")]
    NoSerial,
    /// A worker without a scope, an approver without subjects, or the like.
    #[error("the role lacks what belongs to it")]
    Role,
    /// A journey for 返還 must end at a ClientOffice.
    #[error("a return goes to an office of the client")]
    Destination,
    /// The numbers are used up.
    #[error("no numbers left")]
    NumbersUsedUp,
    /// A journey that has begun or ended.
    #[error("the journey is not in that stage")]
    JourneyStage,
    /// A request that is already answered.
    #[error("the request is already answered")]
    Answered,
    /// Quantities of another unit, or that do not add up.
    #[error("the quantities do not add up")]
    Quantities,
    /// Paper, a working copy, or what is sealed already.
    #[error("this cannot be sealed in place")]
    NotSealable,
    /// One sealed file holds all of it.
    #[error("a sealed file cannot be parted")]
    SealedWhole,
    /// A change of the contract or a receipt that is not in writing.
    #[error("this has to be in writing")]
    NotWritten,
    /// A record that is no 指示.
    #[error("the record is not an instruction")]
    NotAnInstruction,
    /// A report that does not follow what was reported before.
    #[error("the reports of an incident are out of order")]
    ReportOrder,
    /// The end of the contract is on record already.
    #[error("the contract has ended")]
    EndedBefore,
    /// An amendment that changes nothing.
    #[error("nothing changes")]
    Unchanged,
    /// A request that was not sent, or was taken back.
    #[error("the request is not with the client")]
    NotSent,
    /// A request that is no draft.
    #[error("the request is no draft")]
    NotADraft,
    /// A journey that neither goes home nor is ordered by 甲.
    #[error("a journey without a request needs an instruction")]
    NotOrdered,
    /// A standing permission without an end, or one that ends too late.
    #[error("a standing permission ends within the days of the profile")]
    Standing,
    /// A signed note needs no second person, and a paper only one.
    #[error("there is nothing to check")]
    NothingToCheck,
    /// A 再委託先 without a セキュリティ責任者 on the list.
    #[error("the subcontractor has no security manager on the list")]
    NoSecurity,
    /// An organisation that is no 再委託先.
    #[error("the organisation is no subcontractor")]
    NotASubcontractor,
    /// A record that imported no log.
    #[error("the record is not of a log")]
    NotALog,
    /// Another form, or about something else, than the issue it would replace.
    #[error("the issue is another form or about something else")]
    OtherForm,
    /// It lies on a machine that stays: what goes is a package of it.
    #[error("what lies on a machine of the contractor stays there")]
    StaysHere,
    /// What 甲 signed, hashes, refusals, losses; or a value that the record does not have.
    #[error("this cannot be corrected")]
    NotCorrectable,
}

impl Denied {
    /// The exit code (`reliability.md` §B).
    #[must_use]
    pub fn code(&self) -> u8 {
        match self {
            Self::Unknown(_) | Self::Nonsense(_) => 2,
            Self::Inconsistent { .. } => 3,
            Self::Refused(_) => 4,
            Self::Exists(_) => 8,
            Self::Clock { .. } | Self::ActTime { .. } => 10,
        }
    }
}

/// Values of messages from what the rules have at hand.
pub(super) fn text(value: impl ToString) -> Value {
    Value::Text(value.to_string())
}

pub(super) fn ids<'a>(all: impl IntoIterator<Item = &'a InstanceId>) -> Value {
    Value::List(all.into_iter().map(ToString::to_string).collect())
}

pub(super) fn unknown(id: impl ToString) -> Denied {
    Denied::Unknown(id.to_string())
}

/// The name of a person, or the number when the person is not on the register.
pub(super) fn name_of(known: &crate::record::Register, person: PersonId) -> String {
    known
        .people
        .get(&person)
        .map_or_else(|| person.to_string(), |p| p.name.to_string())
}
