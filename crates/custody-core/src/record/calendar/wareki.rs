//! 和暦, as the forms print it.

use super::{Date, Era, Moment, Weekday};

/// 「令和6年10月1日（火）」.
#[must_use]
pub fn wareki_date(date: Date) -> String {
    format!(
        "{}（{}）",
        wareki_date_plain(date),
        weekday_sign(date.weekday())
    )
}

/// 「令和6年10月1日」.
#[must_use]
pub fn wareki_date_plain(date: Date) -> String {
    format!(
        "{}{}月{}日",
        year_in_era(Era::of(date), date.year()),
        date.month(),
        date.day()
    )
}

/// 「令和6年10月1日（火）14時05分」; seconds are not shown.
#[must_use]
pub fn wareki_moment(moment: Moment) -> String {
    format!("{}{}", wareki_date(moment.date()), time(moment))
}

/// 「令和6年10月1日14時05分」; seconds are not shown.
#[must_use]
pub fn wareki_moment_plain(moment: Moment) -> String {
    format!("{}{}", wareki_date_plain(moment.date()), time(moment))
}

fn time(moment: Moment) -> String {
    format!("{}時{:02}分", moment.hour(), moment.minute())
}

/// 「令和6年」 of a year of our count; year 1 is 元年.
pub(super) fn year_in_era(era: Era, year: i16) -> String {
    match era.year_in(year) {
        1 => format!("{}元年", era.name()),
        n => format!("{}{n}年", era.name()),
    }
}

/// The sign of a weekday, 日 to 土.
pub(super) fn weekday_sign(weekday: Weekday) -> char {
    match weekday {
        Weekday::Sunday => '日',
        Weekday::Monday => '月',
        Weekday::Tuesday => '火',
        Weekday::Wednesday => '水',
        Weekday::Thursday => '木',
        Weekday::Friday => '金',
        Weekday::Saturday => '土',
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::super::{parse_date, parse_moment};
    use super::*;

    // domain.md §8 names these days.
    #[test]
    fn the_days_around_a_change_of_era_are_written_right() {
        for (iso, written) in [
            ("2024-10-01", "令和6年10月1日（火）"),
            ("2019-04-30", "平成31年4月30日（火）"),
            ("2019-05-01", "令和元年5月1日（水）"),
            ("2020-01-01", "令和2年1月1日（水）"),
            ("1989-01-07", "昭和64年1月7日（土）"),
            ("1989-01-08", "平成元年1月8日（日）"),
            ("1926-12-24", "大正15年12月24日（金）"),
            ("1926-12-25", "昭和元年12月25日（土）"),
            ("1912-07-29", "明治45年7月29日（月）"),
            ("1912-07-30", "大正元年7月30日（火）"),
            ("1873-01-01", "明治6年1月1日（水）"),
        ] {
            assert_eq!(wareki_date(parse_date(iso).unwrap().value), written);
        }
    }

    #[test]
    fn a_moment_is_written_to_the_minute() {
        let at = |text| parse_moment(text).unwrap().value;
        assert_eq!(
            wareki_moment(at("2024-10-01T14:05:59+09:00")),
            "令和6年10月1日（火）14時05分"
        );
        assert_eq!(
            wareki_moment_plain(at("2024-10-01T00:00:00Z")),
            "令和6年10月1日9時00分"
        );
    }
}
