//! The five eras, as a table.

use super::Date;

/// An era of the Japanese calendar, 明治 to 令和.
///
/// The first day of an era belongs to it, not to the one before (domain.md §8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Era {
    /// 明治, from 1868-10-23; usable from 1873-01-01, see [`Date::MIN`].
    Meiji,
    /// 大正, from 1912-07-30.
    Taisho,
    /// 昭和, from 1926-12-25.
    Showa,
    /// 平成, from 1989-01-08.
    Heisei,
    /// 令和, from 2019-05-01.
    Reiwa,
}

/// One row of the table below.
struct Row {
    era: Era,
    name: &'static str,
    letter: char,
    /// Year of our count that is the era's year 1 (元年).
    year_one: i16,
    /// The first day that this calendar can write in the era.
    first_day: Date,
}

/// Oldest first. 明治 began on 1868-10-23, but its days before 1873 are lunisolar and cannot be written here.
const TABLE: [Row; 5] = [
    Row {
        era: Era::Meiji,
        name: "明治",
        letter: 'M',
        year_one: 1868,
        first_day: Date::MIN,
    },
    Row {
        era: Era::Taisho,
        name: "大正",
        letter: 'T',
        year_one: 1912,
        first_day: Date::known(1912, 7, 30),
    },
    Row {
        era: Era::Showa,
        name: "昭和",
        letter: 'S',
        year_one: 1926,
        first_day: Date::known(1926, 12, 25),
    },
    Row {
        era: Era::Heisei,
        name: "平成",
        letter: 'H',
        year_one: 1989,
        first_day: Date::known(1989, 1, 8),
    },
    Row {
        era: Era::Reiwa,
        name: "令和",
        letter: 'R',
        year_one: 2019,
        first_day: Date::known(2019, 5, 1),
    },
];

impl Era {
    /// Every era, oldest first.
    pub const ALL: [Self; 5] = [
        Self::Meiji,
        Self::Taisho,
        Self::Showa,
        Self::Heisei,
        Self::Reiwa,
    ];

    fn row(self) -> &'static Row {
        // The table has the order of the variants; a test holds the two together.
        &TABLE[self as usize]
    }

    /// The era's two characters, such as 令和.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The letter that abbreviates it: M, T, S, H or R.
    #[must_use]
    pub fn letter(self) -> char {
        self.row().letter
    }

    /// The first day that can be written in it; for 明治 that is 1873-01-01.
    #[must_use]
    pub fn first_day(self) -> Date {
        self.row().first_day
    }

    /// The era of a day. Every [`Date`] has one.
    #[must_use]
    pub fn of(date: Date) -> Self {
        TABLE
            .iter()
            .rev()
            .find(|row| row.first_day <= date)
            .map_or(Self::Meiji, |row| row.era)
    }

    /// The era of that name or letter; letters in either case.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let mut chars = text.chars();
        let single = chars.next().filter(|_| chars.next().is_none());
        TABLE
            .iter()
            .find(|row| {
                row.name == text || single.is_some_and(|c| c.eq_ignore_ascii_case(&row.letter))
            })
            .map(|row| row.era)
    }

    /// The year within the era, 1 for 元年, of a year of our count; below 1 before the era.
    pub(super) fn year_in(self, year: i16) -> i16 {
        year - self.row().year_one + 1
    }

    /// The year of our count of a year within the era, where it can be counted.
    pub(super) fn year_from(self, year_in_era: i16) -> Option<i16> {
        self.row().year_one.checked_add(year_in_era)?.checked_sub(1)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn the_table_has_the_order_of_the_variants_and_of_the_days() {
        for (era, row) in Era::ALL.iter().zip(&TABLE) {
            assert_eq!(era.row().era, *era);
            assert_eq!(row.era, *era);
            assert_eq!(Era::named(row.name), Some(*era));
            assert_eq!(
                Era::named(&row.letter.to_lowercase().to_string()),
                Some(*era)
            );
        }
        assert!(TABLE.is_sorted_by(|a, b| a.first_day < b.first_day));
        assert_eq!(Era::named("慶応"), None);
        assert_eq!(Era::named(""), None);
    }

    #[test]
    fn the_first_day_is_in_the_new_era_and_the_day_before_is_not() {
        for pair in Era::ALL.windows(2) {
            let first = pair[1].first_day();
            assert_eq!(Era::of(first), pair[1]);
            assert_eq!(Era::of(first.checked_add_days(-1).unwrap()), pair[0]);
        }
    }
}
