//! Why a text is not a day or a moment.

use super::Era;

/// Why a text, or a number, is not a day or a moment of this calendar.
///
/// All of these are mistakes of whoever wrote the text; none depends on a language.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// The text has no form that is known (domain.md §8 lists the forms).
    #[error("not a date in a known form")]
    NotADate,
    /// The text is a day, but what follows is no time of day in a known form.
    #[error("not a time in a known form")]
    NotATime,
    /// The text starts with an era that is not in the table, such as 慶応.
    #[error("unknown era {0:?}")]
    UnknownEra(String),
    /// The day lies before the first day of the era it is written in (令和元年4月30日).
    #[error("before the first day of {}", .0.name())]
    BeforeEra(Era),
    /// Before 1873-01-01, when Japan counted days by another calendar, or after the year 9998.
    #[error("outside the years 1873 to 9998")]
    OutOfRange,
    /// No such day in that month, such as 2023-02-29.
    #[error("no such day")]
    ImpossibleDay,
    /// No such time of day, such as 24:00 or 14:60.
    #[error("no such time of day")]
    ImpossibleTime,
    /// The weekday written beside the day is not that day's.
    #[error("the weekday does not belong to the day")]
    WrongWeekday,
    /// A day alone, where a time of day must be given too.
    #[error("a time of day is missing")]
    TimeMissing,
}

impl DateError {
    /// The exit code of the program: always 2, usage (domain.md §8).
    #[must_use]
    pub fn code(&self) -> u8 {
        2
    }
}
