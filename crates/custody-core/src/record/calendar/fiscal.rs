//! The fiscal year (年度), April to March.

use std::fmt;

use super::{Date, Era, wareki};

/// A fiscal year: 令和6年度 is 2024-04-01 to 2025-03-31.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalYear(i16);

impl FiscalYear {
    /// The fiscal year that a day lies in.
    #[must_use]
    pub fn of(date: Date) -> Self {
        Self(if date.month() < 4 {
            date.year() - 1
        } else {
            date.year()
        })
    }

    /// The calendar year that it begins in.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0
    }

    /// Its first day, 1 April; [`Date::MIN`] for the one that began before it.
    #[must_use]
    pub fn first_day(self) -> Date {
        Date::new(self.0, 4, 1).unwrap_or(Date::MIN)
    }

    /// Its last day, 31 March of the next year; [`Date::MAX`] for the one that ends after it.
    #[must_use]
    pub fn last_day(self) -> Date {
        Date::new(self.0 + 1, 3, 31).unwrap_or(Date::MAX)
    }
}

/// 「令和6年度」. The era is the one at the end of the calendar year in which the fiscal year begins,
/// as the government named 令和元年度 whole although it began in 平成31年.
impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let new_years_eve = Date::new(self.0, 12, 31).unwrap_or(Date::MIN);
        let era = Era::of(new_years_eve);
        write!(f, "{}度", wareki::year_in_era(era, self.0))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn a_fiscal_year_runs_from_april_to_march() {
        for (day, name, first, last) in [
            ("2024-04-01", "令和6年度", "2024-04-01", "2025-03-31"),
            ("2025-03-31", "令和6年度", "2024-04-01", "2025-03-31"),
            ("2024-03-31", "令和5年度", "2023-04-01", "2024-03-31"),
            ("2019-04-01", "令和元年度", "2019-04-01", "2020-03-31"),
            ("1989-01-08", "昭和63年度", "1988-04-01", "1989-03-31"),
            ("1989-04-01", "平成元年度", "1989-04-01", "1990-03-31"),
            ("1873-01-01", "明治5年度", "1873-01-01", "1873-03-31"),
            ("9998-12-31", "令和7980年度", "9998-04-01", "9998-12-31"),
        ] {
            let year = FiscalYear::of(super::super::parse_date(day).unwrap().value);
            assert_eq!(year.to_string(), name);
            assert_eq!(year.first_day().to_string(), first, "{name}");
            assert_eq!(year.last_day().to_string(), last, "{name}");
        }
    }
}
