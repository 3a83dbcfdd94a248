//! Business days: what the offices' working days are, and how far that is known.

use std::{collections::BTreeSet, sync::LazyLock};

use super::{Date, Moment, Weekday};

/// The national holidays of a span of years, and the business days that follow from them.
///
/// A business day is not a Saturday, a Sunday, a national holiday (国民の祝日, 休日) or a day from
/// 29 December to 3 January (domain.md §8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holidays {
    days: BTreeSet<Date>,
    first_year: i16,
    last_year: i16,
}

/// The day that a number of business days leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// The last day on which the thing is in time.
    pub date: Date,
    /// A day on the way lies outside the years whose holidays are known, so the true deadline may be
    /// later: shown as 「祝日未確認」.
    pub holidays_unconfirmed: bool,
}

impl Deadline {
    /// The last second of it, 23:59:59 of the day (domain.md §8).
    #[must_use]
    pub fn end(self) -> Moment {
        Moment::end_of(self.date)
    }
}

/// Counts business days by the holidays built in; see [`Holidays::add_business_days`].
#[must_use]
pub fn add_business_days(date: Date, days: u16) -> Deadline {
    Holidays::built_in().add_business_days(date, days)
}

impl Holidays {
    /// The holidays that come with this release, `holidays.csv`.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static BUILT_IN: LazyLock<Holidays> = LazyLock::new(|| {
            #[expect(
                clippy::expect_used,
                reason = "the file is part of the program, and a test reads it"
            )]
            Holidays::parse(include_str!("holidays.csv")).expect("holidays.csv is well-formed")
        });
        &BUILT_IN
    }

    /// Reads the form of `holidays.csv`: lines of `date,name`, one line `covered,FIRST,LAST` naming the
    /// years that are complete, `#` before a comment. Nothing where any line is something else.
    fn parse(text: &str) -> Option<Self> {
        let mut days = BTreeSet::new();
        let mut covered = None;
        for line in text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            let (key, value) = line.split_once(',')?;
            if key == "covered" {
                let (first, last) = value.split_once(',')?;
                covered = Some((first.parse().ok()?, last.parse().ok()?));
            } else {
                days.insert(super::parse_date(key).ok()?.value);
            }
        }
        let (first_year, last_year) = covered?;
        Some(Self {
            days,
            first_year,
            last_year,
        })
    }

    /// The last year whose holidays are known.
    #[must_use]
    pub fn last_year(&self) -> i16 {
        self.last_year
    }

    /// Whether the holidays of the day's year are known.
    #[must_use]
    pub fn covers(&self, date: Date) -> bool {
        (self.first_year..=self.last_year).contains(&date.year())
    }

    /// Whether the offices work on the day, as far as is known.
    #[must_use]
    pub fn is_business_day(&self, date: Date) -> bool {
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        // The offices' own holidays: 12月29日から1月3日まで.
        let year_end = matches!((date.month(), date.day()), (12, 29..=31) | (1, 1..=3));
        !weekend && !year_end && !self.days.contains(&date)
    }

    /// The last day of a period of so many business days that begins on `date`.
    ///
    /// The first day is not counted (初日不算入), so one business day from a Friday is the Monday after; none is
    /// the day itself, whatever day it is. A count past [`Date::MAX`] ends there.
    #[must_use]
    pub fn add_business_days(&self, date: Date, days: u16) -> Deadline {
        let mut reached = Deadline {
            date,
            holidays_unconfirmed: false,
        };
        let mut left = days;
        while left > 0 {
            let Some(next) = reached.date.checked_add_days(1) else {
                break;
            };
            reached.date = next;
            reached.holidays_unconfirmed |= !self.covers(next);
            left -= u16::from(self.is_business_day(next));
        }
        reached
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
    fn business_days_pass_over_weekends_holidays_and_the_turn_of_the_year() {
        for (from, count, reached) in [
            ("2024-10-01", 0, "2024-10-01"),
            ("2024-10-01", 1, "2024-10-02"),
            ("2024-10-04", 1, "2024-10-07"), // over a weekend
            ("2024-10-11", 1, "2024-10-15"), // スポーツの日
            ("2024-05-02", 1, "2024-05-07"), // Golden Week, with a 振替休日
            ("2024-12-27", 1, "2025-01-06"),
            ("2024-12-30", 1, "2025-01-06"), // asked on a closed day
            ("2026-09-18", 1, "2026-09-24"), // 敬老の日, 国民の休日, 秋分の日
            ("2019-04-26", 1, "2019-05-07"), // the ten days of the change of era
            ("2024-10-01", 10, "2024-10-16"),
        ] {
            let deadline = add_business_days(day(from), count);
            assert_eq!(
                deadline,
                Deadline {
                    date: day(reached),
                    holidays_unconfirmed: false
                },
                "{from} + {count}"
            );
        }
        assert_eq!(
            add_business_days(day("2024-10-01"), 5).end().to_string(),
            "2024-10-08T23:59:59+09:00"
        );
    }

    #[test]
    fn a_deadline_outside_the_known_years_says_so() {
        assert_eq!(Holidays::built_in().last_year(), 2027);
        let unconfirmed = |from, count| add_business_days(day(from), count).holidays_unconfirmed;
        assert!(!unconfirmed("2027-12-27", 1));
        assert!(unconfirmed("2027-12-28", 1));
        assert!(unconfirmed("2030-04-01", 5));
        assert!(unconfirmed("2018-12-01", 3));
        assert!(!unconfirmed("2018-12-31", 1)); // every day on the way is in 2019
        assert_eq!(add_business_days(Date::MAX, u16::MAX).date, Date::MAX);
    }

    #[test]
    fn a_damaged_holiday_file_is_not_read() {
        assert!(Holidays::parse("covered,2019,2019\n2019-01-01,元日\n").is_some());
        for damaged in [
            "2019-01-01,元日\n",
            "covered,2019,2019\n2019-02-30,?\n",
            "covered,2019\n",
            "covered,2019,2019\n元日\n",
        ] {
            assert_eq!(Holidays::parse(damaged), None, "{damaged}");
        }
    }

    /// What 国民の祝日に関する法律 gives for a year, with the special laws of 2019 to 2021.
    fn by_law(year: i16) -> BTreeSet<Date> {
        let date = |month, day| Date::new(year, month, day).unwrap();
        let monday = |month, nth| {
            let first = date(month, 1).civil();
            Date::from_civil(first.nth_weekday_of_month(nth, Weekday::Monday).unwrap()).unwrap()
        };
        // 1980 to 2099: the day the sun passes the equinox, in Japan.
        let since = f64::from(year - 1980);
        let leap = f64::from((year - 1980).div_euclid(4));
        #[allow(clippy::cast_possible_truncation)]
        let equinox = |base: f64| (base + 0.242_194 * since - leap) as i8;
        let mut named = BTreeSet::from([
            date(1, 1),
            monday(1, 2),
            date(2, 11),
            date(3, equinox(20.8431)),
            date(4, 29),
            date(5, 3),
            date(5, 4),
            date(5, 5),
            monday(9, 3),
            date(9, equinox(23.2488)),
            date(11, 3),
            date(11, 23),
        ]);
        named.extend(match year {
            2019 => vec![
                date(5, 1),
                monday(7, 3),
                date(8, 11),
                monday(10, 2),
                date(10, 22),
            ],
            2020 => vec![date(2, 23), date(7, 23), date(7, 24), date(8, 10)],
            2021 => vec![date(2, 23), date(7, 22), date(7, 23), date(8, 8)],
            _ => vec![date(2, 23), monday(7, 3), date(8, 11), monday(10, 2)],
        });
        let mut all = named.clone();
        for holiday in &named {
            // Art. 3(2): a holiday on a Sunday moves to the next day that is none.
            if holiday.weekday() == Weekday::Sunday {
                let mut next = *holiday;
                while named.contains(&next) {
                    next = next.checked_add_days(1).unwrap();
                }
                all.insert(next);
            }
            // Art. 3(3): a day between two holidays is one too.
            let between = holiday.checked_add_days(1).unwrap();
            if named.contains(&between.checked_add_days(1).unwrap()) {
                all.insert(between);
            }
        }
        all
    }

    #[test]
    fn the_holiday_file_says_what_the_law_says() {
        let built_in = Holidays::built_in();
        let by_law: BTreeSet<Date> = (built_in.first_year..=built_in.last_year)
            .flat_map(by_law)
            .collect();
        assert_eq!(
            by_law.difference(&built_in.days).collect::<Vec<_>>(),
            Vec::<&Date>::new(),
            "missing"
        );
        assert_eq!(
            built_in.days.difference(&by_law).collect::<Vec<_>>(),
            Vec::<&Date>::new(),
            "too many"
        );
    }
}
