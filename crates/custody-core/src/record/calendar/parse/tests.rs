//! What is read, and what is refused, form by form; and every day through every form.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::super::{
    Date, DateError, Era, Moment, wareki_date, wareki_date_plain, wareki_moment,
    wareki_moment_plain,
};
use super::*;

#[test]
fn every_way_of_writing_a_day_is_read() {
    for (text, iso) in [
        ("2024-10-01", "2024-10-01"),
        ("2024-10-1", "2024-10-01"),
        ("2024/10/1", "2024-10-01"),
        ("2024.10.01", "2024-10-01"),
        ("２０２４－１０－０１", "2024-10-01"),
        ("2024−10−01", "2024-10-01"),
        ("２０２４／１０／１", "2024-10-01"),
        ("2024年10月1日", "2024-10-01"),
        ("R6.10.1", "2024-10-01"),
        ("r6.10.1", "2024-10-01"),
        ("R06.10.01", "2024-10-01"),
        ("R6/10/1", "2024-10-01"),
        ("R6-10-1", "2024-10-01"),
        ("Ｒ６．１０．１", "2024-10-01"),
        ("令和6年10月1日", "2024-10-01"),
        ("令和６年１０月１日", "2024-10-01"),
        ("令和 6年10月 1日", "2024-10-01"),
        ("令和６年　１０月　１日", "2024-10-01"),
        ("　令和6年10月1日 ", "2024-10-01"),
        ("㋿6年10月1日", "2024-10-01"),
        ("令和6.10.1", "2024-10-01"),
        ("令和6年10月1日（火）", "2024-10-01"),
        ("令和6年10月1日(火曜日)", "2024-10-01"),
        ("2024-10-01（火）", "2024-10-01"),
        ("令和元年5月1日", "2019-05-01"),
        ("令和1年5月1日", "2019-05-01"),
        ("R元.5.1", "2019-05-01"),
        ("平成31年4月30日", "2019-04-30"),
        ("H31.4.30", "2019-04-30"),
        ("平成元年1月8日", "1989-01-08"),
        ("昭和64年1月7日", "1989-01-07"),
        ("S64.1.7", "1989-01-07"),
        ("昭和元年12月25日", "1926-12-25"),
        ("大正15年12月24日", "1926-12-24"),
        ("T元.7.30", "1912-07-30"),
        ("明治45年7月29日", "1912-07-29"),
        ("M6.1.1", "1873-01-01"),
        ("令和6年2月29日", "2024-02-29"),
    ] {
        let parsed = parse_date(text);
        assert_eq!(
            parsed.map(|p| (p.value.to_string(), p.era_corrected)),
            Ok((iso.to_owned(), false)),
            "{text}"
        );
    }
}

#[test]
fn a_day_past_its_eras_end_is_counted_on_and_marked() {
    for (text, iso) in [
        ("平成32年3月31日", "2020-03-31"),
        ("平成31年5月1日", "2019-05-01"),
        ("H36.10.1", "2024-10-01"),
        ("昭和64年1月8日", "1989-01-08"),
        ("昭和100年1月1日", "2025-01-01"),
        ("大正15年12月25日", "1926-12-25"),
        ("明治45年7月30日", "1912-07-30"),
    ] {
        let parsed = parse_date(text).unwrap();
        assert_eq!(
            (parsed.value.to_string().as_str(), parsed.era_corrected),
            (iso, true),
            "{text}"
        );
    }
    assert!(parse_moment("平成32年3月31日 14:05").unwrap().era_corrected);
}

#[test]
fn what_is_no_day_is_refused_with_the_reason() {
    use DateError::*;
    for (text, error) in [
        ("令和元年4月30日", BeforeEra(Era::Reiwa)),
        ("R1.4.30", BeforeEra(Era::Reiwa)),
        ("平成元年1月7日", BeforeEra(Era::Heisei)),
        ("昭和元年12月24日", BeforeEra(Era::Showa)),
        ("大正元年7月29日", BeforeEra(Era::Taisho)),
        ("明治5年12月31日", OutOfRange),
        ("1872-12-31", OutOfRange),
        ("9999-12-31", OutOfRange),
        ("慶応4年1月1日", UnknownEra("慶応".into())),
        ("X6.10.1", UnknownEra("X".into())),
        ("令6.10.1", UnknownEra("令".into())),
        ("RR6.10.1", UnknownEra("RR".into())),
        ("2023-02-29", ImpossibleDay),
        ("令和5年2月29日", ImpossibleDay),
        ("2024-13-01", ImpossibleDay),
        ("2024-00-01", ImpossibleDay),
        ("2024-04-31", ImpossibleDay),
        ("令和6年10月1日（水）", WrongWeekday),
        ("令和0年5月1日", NotADate),
        ("24-10-01", NotADate),
        ("20241001", NotADate),
        ("2024-10/01", NotADate),
        ("2024-10-01x", NotADate),
        ("2024-10-001", NotADate),
        ("令和6年10月", NotADate),
        ("令和6年10月1", NotADate),
        ("令和六年十月一日", NotADate),
        ("令和6年10月1日（火", NotADate),
        ("令和6年10月1日（元）", NotADate),
        ("2024-10-01 14:05", NotADate),
        ("-2024-10-01", NotADate),
        ("+2024-10-01", NotADate),
        ("明日", NotADate),
        ("R", NotADate),
        ("元年5月1日", NotADate),
        ("", NotADate),
        ("　", NotADate),
    ] {
        assert_eq!(parse_date(text), Err(error.clone()), "{text}");
        assert_eq!(error.code(), 2);
    }
    assert_eq!(parse_date(&"1".repeat(1_000_000)), Err(NotADate));
}

#[test]
fn every_way_of_writing_a_moment_is_read() {
    for (text, shown) in [
        ("2024-10-01T05:05:00Z", "2024-10-01T14:05:00+09:00"),
        ("2024-10-01 14:05", "2024-10-01T14:05:00+09:00"),
        ("2024-10-01T14:05", "2024-10-01T14:05:00+09:00"),
        ("2024-10-01T14:05:30", "2024-10-01T14:05:30+09:00"),
        ("2024/10/1 9:05", "2024-10-01T09:05:00+09:00"),
        (
            "２０２４－１０－０１　１４：０５",
            "2024-10-01T14:05:00+09:00",
        ),
        ("R6.10.1 14:05", "2024-10-01T14:05:00+09:00"),
        ("令和6年10月1日14:05", "2024-10-01T14:05:00+09:00"),
        ("令和6年10月1日14時05分", "2024-10-01T14:05:00+09:00"),
        ("令和6年10月1日 14時5分30秒", "2024-10-01T14:05:30+09:00"),
        (
            "令和６年１０月１日　１４時０５分",
            "2024-10-01T14:05:00+09:00",
        ),
        ("令和6年10月1日（火）14時", "2024-10-01T14:00:00+09:00"),
        ("令和6年10月1日（火）0時00分", "2024-10-01T00:00:00+09:00"),
    ] {
        assert_eq!(
            parse_moment(text).map(|p| p.value.to_string()),
            Ok(shown.to_owned()),
            "{text}"
        );
    }
}

#[test]
fn what_is_no_moment_is_refused_with_the_reason() {
    use DateError::*;
    for (text, error) in [
        ("2024-10-01", TimeMissing),
        ("令和6年10月1日", TimeMissing),
        ("2024-10-01 24:00", ImpossibleTime),
        ("2024-10-01 14:60", ImpossibleTime),
        ("令和6年10月1日25時00分", ImpossibleTime),
        ("2024-10-01T14:05:00+25:00", ImpossibleTime),
        ("2024-10-01 14", NotATime),
        ("2024-10-01 14:5", NotATime),
        ("2024-10-01 14:05:3", NotATime),
        ("2024-10-01 14:05 PM", NotATime),
        ("2024-10-01 14時05", NotATime),
        ("2024-10-01 14時05分30", NotATime),
        ("2024-10-01T", NotATime),
        ("2024-10-01 14:05+09:00", NotATime),
        ("2023-02-29 14:05", ImpossibleDay),
        ("令和元年4月30日 14:05", BeforeEra(Era::Reiwa)),
        ("14:05", NotADate),
    ] {
        assert_eq!(parse_moment(text), Err(error), "{text}");
    }
}

#[test]
fn a_day_alone_is_a_moment_only_where_its_edge_is_said() {
    let read = |text, edge| parse_moment_or_day(text, edge).map(|p| p.value.to_string());
    assert_eq!(
        read("R6.10.1", DayEdge::Start),
        Ok("2024-10-01T00:00:00+09:00".into())
    );
    assert_eq!(
        read("R6.10.1", DayEdge::End),
        Ok("2024-10-01T23:59:59+09:00".into())
    );
    assert_eq!(
        read("R6.10.1 14:05", DayEdge::End),
        Ok("2024-10-01T14:05:00+09:00".into())
    );
}

#[test]
fn every_day_reads_back_from_every_form() {
    let mut date = Date::MIN;
    let last = Date::new(2060, 12, 31).unwrap();
    let mut before: Option<Date> = None;
    while date <= last {
        let as_is = Ok(Parsed {
            value: date,
            era_corrected: false,
        });
        assert_eq!(parse_date(&date.to_string()), as_is);
        assert_eq!(parse_date(&wareki_date(date)), as_is);
        assert_eq!(parse_date(&wareki_date_plain(date)), as_is);
        let short = format!(
            "{}{}.{}.{}",
            Era::of(date).letter(),
            Era::of(date).year_in(date.year()),
            date.month(),
            date.day()
        );
        assert_eq!(parse_date(&short), as_is, "{short}");

        before.inspect(|b| assert_eq!(b.days_until(date), 1));
        before = Some(date);
        date = date.checked_add_days(1).unwrap();
    }
}

#[test]
fn a_moment_of_every_month_reads_back_from_every_form() {
    let last = Date::new(2060, 12, 31).unwrap();
    let months = (0..).map_while(|month| Date::MIN.checked_add_months(month));
    for date in months.take_while(|date| *date <= last) {
        let start = Moment::start_of(date);
        assert_eq!(start.to_string().parse(), Ok(start));
        let late = start.saturating_add_seconds(23 * 3600 + 7 * 60);
        for written in [
            late.to_string(),
            wareki_moment(late),
            wareki_moment_plain(late),
        ] {
            let as_is = Parsed {
                value: late,
                era_corrected: false,
            };
            assert_eq!(parse_moment(&written), Ok(as_is), "{written}");
        }
    }
}
