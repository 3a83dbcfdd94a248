//! A day, as Japan counts it.

use std::fmt;

use jiff::{Span, ToSpan, civil};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::DateError;

/// A day between 1873-01-01 and 9998-12-31.
///
/// Before 1873 Japan counted days by another calendar, so a day that is older has no 和暦 form here;
/// the upper end is the last year whose moments every offset can express.
/// Its text, and its serde form, is ISO 8601: `2024-10-01`, and nothing else is read back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

/// A day of the week.
pub type Weekday = civil::Weekday;

impl Date {
    /// The first day: 明治6年1月1日, the first of the Gregorian calendar in Japan.
    pub const MIN: Self = Self::known(1873, 1, 1);
    /// The last day.
    pub const MAX: Self = Self::known(9998, 12, 31);

    /// A day written in the source. It does not compile where there is no such day.
    pub(super) const fn known(year: i16, month: i8, day: i8) -> Self {
        Self(civil::Date::constant(year, month, day))
    }

    /// The day of a year, month (1–12) and day of the month (1–31).
    ///
    /// # Errors
    /// [`DateError::ImpossibleDay`] where the month has no such day, [`DateError::OutOfRange`] outside the years.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, DateError> {
        let date = civil::Date::new(year, month, day).map_err(|_| DateError::ImpossibleDay)?;
        Self::from_civil(date)
    }

    /// The same day, from jiff's type.
    ///
    /// # Errors
    /// [`DateError::OutOfRange`] outside [`Date::MIN`] to [`Date::MAX`].
    pub fn from_civil(date: civil::Date) -> Result<Self, DateError> {
        let date = Self(date);
        if (Self::MIN..=Self::MAX).contains(&date) {
            Ok(date)
        } else {
            Err(DateError::OutOfRange)
        }
    }

    /// The same day, as jiff's type.
    #[must_use]
    pub fn civil(self) -> civil::Date {
        self.0
    }

    /// The year, 1873 to 9998.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    /// The day so many days later, earlier for a negative number; none outside the range.
    #[must_use]
    pub fn checked_add_days(self, days: i64) -> Option<Self> {
        self.checked_add(Span::new().try_days(days).ok()?)
    }

    /// The same day of the month so many months later, or that month's last day where it has no such day;
    /// earlier for a negative number; none outside the range.
    #[must_use]
    pub fn checked_add_months(self, months: i32) -> Option<Self> {
        self.checked_add(Span::new().try_months(months).ok()?)
    }

    fn checked_add(self, span: Span) -> Option<Self> {
        Self::from_civil(self.0.checked_add(span).ok()?).ok()
    }

    /// How many days it is from this day to the other: 1 to the next day, negative to an earlier one.
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        self.0.duration_until(other.0).as_hours() / 24
    }
}

/// The first day of the logs that 甲 may ask for on a day: Art. 9 「少なくとも過去3ヶ月前まで」.
///
/// The same day three months earlier, or that month's last day (domain.md §8); the logs count from
/// its 00:00, [`Moment::start_of`](super::Moment::start_of). Never earlier than [`Date::MIN`].
#[must_use]
pub fn three_months_before(date: Date) -> Date {
    // jiff ends on the last day of a month that is too short, as the contract is read.
    Date::from_civil(date.0.saturating_sub(3.months())).unwrap_or(Date::MIN)
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let date = super::parse_date(&text).map_err(de::Error::custom)?.value;
        // One day has one text in a record: what a person may type is not what a record may hold.
        if date.to_string() == text {
            Ok(date)
        } else {
            Err(de::Error::custom("expected a day as 2024-10-01"))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn day(text: &str) -> Date {
        super::super::parse_date(text).unwrap().value
    }

    #[test]
    fn three_months_earlier_is_the_same_day_or_the_months_last() {
        for (asked, from) in [
            ("2024-10-01", "2024-07-01"),
            ("2024-05-31", "2024-02-29"),
            ("2023-05-31", "2023-02-28"),
            ("2024-05-30", "2024-02-29"),
            ("2024-12-31", "2024-09-30"),
            ("2024-02-29", "2023-11-29"),
            ("2024-01-15", "2023-10-15"),
            ("1873-02-01", "1873-01-01"),
        ] {
            assert_eq!(
                three_months_before(day(asked)),
                day(from),
                "asked on {asked}"
            );
        }
    }

    #[test]
    fn months_and_days_are_added_within_the_range_only() {
        assert_eq!(
            day("2024-01-31").checked_add_months(1),
            Some(day("2024-02-29"))
        );
        assert_eq!(
            day("2024-03-31").checked_add_months(-12),
            Some(day("2023-03-31"))
        );
        assert_eq!(
            day("2024-02-28").checked_add_days(2),
            Some(day("2024-03-01"))
        );
        assert_eq!(Date::MAX.checked_add_days(1), None);
        assert_eq!(Date::MIN.checked_add_days(-1), None);
        assert_eq!(Date::MIN.checked_add_months(i32::MIN), None);
        assert_eq!(Date::MIN.checked_add_days(i64::MAX), None);
        assert_eq!(day("2024-02-28").days_until(day("2024-03-01")), 2);
        assert_eq!(Date::MIN.days_until(Date::MAX), 2_967_959);
        assert_eq!(Date::MAX.days_until(Date::MIN), -2_967_959);
    }

    #[test]
    fn a_record_holds_a_day_in_one_form_only() {
        let json = serde_json::to_string(&day("R6.10.1")).unwrap();
        assert_eq!(json, "\"2024-10-01\"");
        assert_eq!(
            serde_json::from_str::<Date>(&json).unwrap(),
            day("2024-10-01")
        );
        for refused in [
            "2024-10-1",
            "2024/10/01",
            "令和6年10月1日",
            " 2024-10-01",
            "２０２４-10-01",
            "2023-02-29",
            "1872-12-31",
            "",
        ] {
            assert!(
                serde_json::from_value::<Date>(refused.into()).is_err(),
                "{refused}"
            );
        }
        assert!(serde_json::from_str::<Date>("20241001").is_err());
    }
}
