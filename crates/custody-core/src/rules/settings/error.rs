//! What can be wrong in a settings file.

use crate::record::calendar::DateError;
use crate::record::text::TextError;

/// How much of a foreign key or value an error repeats, in characters.
const SHOWN: usize = 40;

/// What is wrong in a profile or setup, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{key}{}{fault}", .line.map_or(String::new(), |line| format!("line {line}: ")), if .key.is_empty() { "" } else { ": " })]
pub struct SettingsError {
    /// The line, from 1; none where the values did not come from a file.
    pub line: Option<usize>,
    /// The key from the top, such as `guards.copy_approval` or `people[2].work_scope` (entries count from 1);
    /// empty where the fault is the file's.
    pub key: String,
    /// What is wrong.
    pub fault: Fault,
}

impl SettingsError {
    /// The exit code of `reliability.md` §B: 9 for a file over [`MAX_BYTES`](crate::rules::profile::MAX_BYTES),
    /// 6 for any other fault of a file, 2 where the values came from the command line.
    #[must_use]
    pub fn code(&self) -> u8 {
        match (&self.fault, self.line) {
            (Fault::TooLarge, _) => 9,
            (_, Some(_)) => 6,
            (_, None) => 2,
        }
    }
}

/// What can be wrong with a setting.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The file is longer than [`MAX_BYTES`](crate::rules::profile::MAX_BYTES).
    #[error("longer than 65536 bytes")]
    TooLarge,
    /// Not TOML; a key given twice is this too. The parser's own words.
    #[error("not TOML: {0}")]
    Syntax(String),
    /// No such key.
    #[error("unknown key")]
    UnknownKey,
    /// The key must be there.
    #[error("missing")]
    Missing,
    /// The value has another type.
    #[error("expected {0}")]
    WrongType(Expected),
    /// The text cannot be taken.
    #[error(transparent)]
    Text(#[from] TextError),
    /// The day cannot be read.
    #[error(transparent)]
    Date(#[from] DateError),
    /// Not one of the words, or of no form, that is known here.
    #[error("{given:?} is not one of {}", expected.join(", "))]
    NotOneOf {
        /// What stood there, cut to 40 characters.
        given: String,
        /// The words, or examples of the form.
        expected: Vec<String>,
    },
    /// The number is outside its bounds, both inclusive.
    #[error("not a whole number from {least} to {most}")]
    OutOfRange {
        /// The smallest.
        least: u32,
        /// The largest.
        most: u32,
    },
    /// The list needs an entry.
    #[error("needs at least one entry")]
    Empty,
    /// The same entry stands there twice.
    #[error("{0:?} stands there twice")]
    Twice(String),
    /// No entry of that name stands in the list it refers to, or not before this one.
    #[error("nothing is named {0:?}")]
    NoSuchName(String),
    /// The last day is before the first.
    #[error("the last day is before the first")]
    EndsBeforeStart,
    /// A trust level for a guard that no permission answers (`domain.md` §4.1).
    #[error("no permission answers this guard, so it has no min_trust")]
    NoPermission,
    /// A storage that cannot be locked, or a room whose entry is not logged (Art. 13-3).
    #[error("must be lockable; a storage room must log entry too")]
    NotSecure,
    /// Only a workplace that 甲 approved after the contract has an approval (Art. 5-2).
    #[error("only a workplace designated_by 5-2 has an approval")]
    NotApproved,
    /// The first person must be 責任者.
    #[error("the first person must be a manager")]
    OpenerNotManager,
    /// Supervisor and manager or worker at once, where the profile forbids it (`domain.md` §4.3).
    #[error("nobody is supervisor and manager or worker at once")]
    CombinedRoles,
    /// A worker needs work items as scope (Art. 4-1).
    #[error("a worker needs a work scope")]
    NoWorkScope,
    /// Only a worker has a work scope.
    #[error("only a worker has a work scope")]
    ScopeWithoutWorker,
    /// An approver decides on something.
    #[error("an approver needs subjects")]
    NoSubjects,
    /// Only an approver has subjects.
    #[error("only an approver has subjects")]
    SubjectsWithoutApprover,
    /// The card file was not given along.
    #[error("the card {0:?} was not loaded")]
    NoCard(String),
}

/// The type that a value must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A text.
    Text,
    /// A list.
    List,
    /// True or false.
    Flag,
    /// A whole number.
    Number,
    /// A day.
    Day,
    /// A table.
    Table,
    /// Tables of one name, one after another.
    Tables,
}

impl std::fmt::Display for Expected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Text => "a text in quotes",
            Self::List => "a list in [ ]",
            Self::Flag => "true or false",
            Self::Number => "a whole number",
            Self::Day => "a day in quotes",
            Self::Table => "a table",
            Self::Tables => "tables, each under [[…]]",
        })
    }
}

impl Fault {
    /// The text is not one of these.
    pub(in super::super) fn not_one_of<'w>(
        given: &str,
        expected: impl IntoIterator<Item = &'w str>,
    ) -> Self {
        Self::NotOneOf {
            given: given.chars().take(SHOWN).collect(),
            expected: expected.into_iter().map(str::to_owned).collect(),
        }
    }
}

/// A foreign key for an error: cut, and with nothing in it that moves a cursor.
pub(super) fn shown(key: &str) -> String {
    key.chars()
        .take(SHOWN)
        .flat_map(char::escape_debug)
        .collect()
}
