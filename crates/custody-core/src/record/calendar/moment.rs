//! A moment, to the second, shown in Japan standard time.

use std::{fmt, str::FromStr};

use jiff::{Timestamp, civil, tz::Offset};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Date, DateError, parse};

/// Japan standard time. It has had no summer time since 1951, and the contract knows no other zone.
const JST: Offset = Offset::constant(9);

/// A moment in whole seconds, within the days that [`Date`] can hold.
///
/// Its text, and its serde form, is RFC 3339 with the offset of Japan: `2024-10-01T14:05:00+09:00`.
/// Serde reads back exactly that; [`FromStr`] takes RFC 3339 with any offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(Timestamp);

impl Moment {
    /// The first moment, 00:00 on [`Date::MIN`].
    pub const MIN: Self = Self(Timestamp::constant(-3_061_011_600, 0));
    /// The last moment, 23:59:59 on [`Date::MAX`].
    pub const MAX: Self = Self(Timestamp::constant(253_370_732_399, 0));

    /// The moment of a clock's reading; what is below a second is dropped, towards the past.
    ///
    /// # Errors
    /// [`DateError::OutOfRange`] outside [`Moment::MIN`] to [`Moment::MAX`].
    pub fn from_timestamp(timestamp: Timestamp) -> Result<Self, DateError> {
        // jiff rounds towards 1970, which is later for what came before.
        let early = i64::from(timestamp.subsec_nanosecond() < 0);
        Self::from_unix_seconds(timestamp.as_second() - early)
    }

    /// The moment so many seconds after 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// [`DateError::OutOfRange`] outside [`Moment::MIN`] to [`Moment::MAX`].
    pub fn from_unix_seconds(seconds: i64) -> Result<Self, DateError> {
        let moment = Self(Timestamp::from_second(seconds).map_err(|_| DateError::OutOfRange)?);
        if (Self::MIN..=Self::MAX).contains(&moment) {
            Ok(moment)
        } else {
            Err(DateError::OutOfRange)
        }
    }

    /// The moment of a day and a time of day, read at an offset.
    pub(super) fn at(
        day: civil::Date,
        time: civil::Time,
        offset: Offset,
    ) -> Result<Self, DateError> {
        let there = offset
            .to_timestamp(day.to_datetime(time))
            .map_err(|_| DateError::OutOfRange)?;
        Self::from_timestamp(there)
    }

    /// The moment of a day and a time of day in Japan.
    pub(super) fn in_japan(day: Date, time: civil::Time) -> Result<Self, DateError> {
        Self::at(day.civil(), time, JST)
    }

    /// 00:00:00 on a day in Japan.
    #[must_use]
    pub fn start_of(date: Date) -> Self {
        let days = Date::MIN.days_until(date);
        Self::MIN.saturating_add_seconds(days.saturating_mul(86_400))
    }

    /// 23:59:59 on a day in Japan: the last second of a deadline or of a permission's last day.
    #[must_use]
    pub fn end_of(date: Date) -> Self {
        Self::start_of(date).saturating_add_seconds(86_399)
    }

    /// The day it is in Japan.
    #[must_use]
    pub fn date(self) -> Date {
        Date::from_civil(self.civil().date()).unwrap_or(Date::MAX)
    }

    /// The hour in Japan, 0 to 23.
    #[must_use]
    pub fn hour(self) -> i8 {
        self.civil().hour()
    }

    /// The minute, 0 to 59.
    #[must_use]
    pub fn minute(self) -> i8 {
        self.civil().minute()
    }

    /// The second, 0 to 59.
    #[must_use]
    pub fn second(self) -> i8 {
        self.civil().second()
    }

    fn civil(self) -> civil::DateTime {
        JST.to_datetime(self.0)
    }

    /// Seconds since 1970-01-01T00:00:00Z; negative before.
    #[must_use]
    pub fn unix_seconds(self) -> i64 {
        self.0.as_second()
    }

    /// The moment so many seconds later, earlier for a negative number; none outside the range.
    #[must_use]
    pub fn checked_add_seconds(self, seconds: i64) -> Option<Self> {
        Self::from_unix_seconds(self.unix_seconds().checked_add(seconds)?).ok()
    }

    /// The same, ending at [`Moment::MIN`] or [`Moment::MAX`] instead of outside the range.
    #[must_use]
    pub fn saturating_add_seconds(self, seconds: i64) -> Self {
        self.checked_add_seconds(seconds)
            .unwrap_or(if seconds < 0 { Self::MIN } else { Self::MAX })
    }

    /// How many seconds it is from the other moment to this one; negative where this one is earlier.
    #[must_use]
    pub fn seconds_since(self, earlier: Self) -> i64 {
        self.unix_seconds() - earlier.unix_seconds()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}T{:02}:{:02}:{:02}+09:00",
            self.date(),
            self.hour(),
            self.minute(),
            self.second()
        )
    }
}

/// RFC 3339 with any offset; a fraction of a second is dropped.
impl FromStr for Moment {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        parse::rfc3339(text)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let moment: Self = text.parse().map_err(de::Error::custom)?;
        // One moment has one text in a record.
        if moment.to_string() == text {
            Ok(moment)
        } else {
            Err(de::Error::custom(
                "expected a moment as 2024-10-01T14:05:00+09:00",
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn moment(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn every_offset_is_shown_as_japan_time() {
        for (given, shown) in [
            ("2024-10-01T14:05:00+09:00", "2024-10-01T14:05:00+09:00"),
            ("2024-10-01T05:05:00Z", "2024-10-01T14:05:00+09:00"),
            ("2024-10-01t05:05:00z", "2024-10-01T14:05:00+09:00"),
            ("2024-09-30 23:05:09-06:00", "2024-10-01T14:05:09+09:00"),
            ("2024-12-31T23:59:59-12:00", "2025-01-01T20:59:59+09:00"),
            ("2024-10-01T14:05:00.999+09:00", "2024-10-01T14:05:00+09:00"),
            ("1900-01-01T00:00:00.999+09:00", "1900-01-01T00:00:00+09:00"),
            ("1872-12-31T15:00:00Z", "1873-01-01T00:00:00+09:00"),
        ] {
            assert_eq!(moment(given).to_string(), shown, "{given}");
        }
    }

    #[test]
    fn what_is_not_rfc_3339_is_refused() {
        for (given, error) in [
            ("2024-10-01", DateError::TimeMissing),
            ("2024-10-01T14:05:00", DateError::NotATime),
            ("2024-10-01T14:05+09:00", DateError::NotATime),
            ("2024-10-01T14:05:00+9:00", DateError::NotATime),
            ("2024-10-01T14:05:00+0900", DateError::NotATime),
            ("2024-10-01T14:05:00+24:00", DateError::ImpossibleTime),
            ("2024-10-01T14:05:00.+09:00", DateError::NotATime),
            ("2024-10-01T14:05:00+09:00[Asia/Tokyo]", DateError::NotATime),
            ("2024-10-01T24:00:00+09:00", DateError::ImpossibleTime),
            ("2024-10-01T14:05:60+09:00", DateError::ImpossibleTime),
            ("2024-13-01T14:05:00+09:00", DateError::ImpossibleDay),
            ("2024/10/01T14:05:00+09:00", DateError::NotADate),
            ("２０２４-10-01T14:05:00+09:00", DateError::NotADate),
            ("1872-12-31T14:59:59Z", DateError::OutOfRange),
            ("9999-01-01T00:00:00+09:00", DateError::OutOfRange),
            ("", DateError::NotADate),
        ] {
            assert_eq!(given.parse::<Moment>(), Err(error), "{given}");
        }
    }

    #[test]
    fn a_day_begins_and_ends_in_japan() {
        for text in [
            "1873-01-01",
            "1989-01-07",
            "2024-02-29",
            "2024-10-01",
            "9998-12-31",
        ] {
            let date = super::super::parse_date(text).unwrap().value;
            assert_eq!(
                Moment::start_of(date).to_string(),
                format!("{text}T00:00:00+09:00")
            );
            assert_eq!(
                Moment::end_of(date).to_string(),
                format!("{text}T23:59:59+09:00")
            );
            assert_eq!(Moment::start_of(date).date(), date);
            assert_eq!(Moment::end_of(date).date(), date);
        }
        assert_eq!(Moment::start_of(Date::MIN), Moment::MIN);
        assert_eq!(Moment::end_of(Date::MAX), Moment::MAX);
        assert_eq!(
            moment("2024-10-01T15:00:00Z").date().to_string(),
            "2024-10-02"
        );
    }

    #[test]
    fn adding_seconds_stays_within_the_range() {
        let at = moment("2024-12-31T23:59:59+09:00");
        assert_eq!(
            at.checked_add_seconds(1),
            Some(moment("2025-01-01T00:00:00+09:00"))
        );
        assert_eq!(at.checked_add_seconds(i64::MAX), None);
        assert_eq!(Moment::MAX.checked_add_seconds(1), None);
        assert_eq!(Moment::MIN.checked_add_seconds(-1), None);
        assert_eq!(at.saturating_add_seconds(i64::MAX), Moment::MAX);
        assert_eq!(at.saturating_add_seconds(i64::MIN), Moment::MIN);
        assert_eq!(at.saturating_add_seconds(3600).seconds_since(at), 3600);
        assert_eq!(at.seconds_since(at.saturating_add_seconds(60)), -60);
        assert!(at < at.saturating_add_seconds(1));
    }

    #[test]
    fn a_clock_reading_loses_its_fraction_towards_the_past() {
        for (nanoseconds, seconds) in [
            (0, 0),
            (999_999_999, 0),
            (1_000_000_000, 1),
            (-1, -1),
            (-1_000_000_000, -1),
        ] {
            let read = Timestamp::from_nanosecond(nanoseconds).unwrap();
            assert_eq!(
                Moment::from_timestamp(read).unwrap().unix_seconds(),
                seconds
            );
        }
        assert_eq!(
            Moment::from_timestamp(Timestamp::MAX),
            Err(DateError::OutOfRange)
        );
    }

    #[test]
    fn a_record_holds_a_moment_in_one_form_only() {
        let at = moment("2024-10-01T05:05:00Z");
        let json = serde_json::to_string(&at).unwrap();
        assert_eq!(json, "\"2024-10-01T14:05:00+09:00\"");
        assert_eq!(serde_json::from_str::<Moment>(&json).unwrap(), at);
        for refused in [
            "2024-10-01T05:05:00Z",
            "2024-10-01 14:05:00+09:00",
            "2024-10-01T14:05:00.0+09:00",
            "2024-10-01",
        ] {
            assert!(
                serde_json::from_value::<Moment>(refused.into()).is_err(),
                "{refused}"
            );
        }
        assert!(serde_json::from_str::<Moment>("1727759100").is_err());
    }
}
