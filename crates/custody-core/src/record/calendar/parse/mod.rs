//! What people write for a day or a moment, read.
//!
//! Full-width characters count as their ASCII forms, the one-character eras (㋿) as their names, and
//! spaces are allowed around the parts of a date that is written with 年月日. Two-digit years without an era
//! are refused: nobody knows which century they mean.

mod cursor;
#[cfg(test)]
mod tests;

use jiff::civil;

use super::{Date, DateError, Moment};
use cursor::Cursor;

/// What a text was read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parsed<T> {
    /// The day or moment.
    pub value: T,
    /// The text went past its era's end, as 平成32年3月31日 does, and was counted on: warning W16.
    pub era_corrected: bool,
}

/// Which end of a day a day alone stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayEdge {
    /// 00:00:00, as for a period's first day.
    Start,
    /// 23:59:59, as for a deadline or a permission's last day.
    End,
}

/// Reads a day: `2024-10-01`, `2024/10/1`, `2024年10月1日`, `R6.10.1`, `令和6年10月1日`, 元年 or 1年,
/// with or without the weekday 「（火）」, in full-width or ordinary characters.
///
/// A day past its era's end is counted on and marked, see [`Parsed::era_corrected`] (domain.md §8).
///
/// # Errors
/// Any [`DateError`] but those of times.
pub fn parse_date(text: &str) -> Result<Parsed<Date>, DateError> {
    let text = plain(text)?;
    let mut cursor = Cursor::new(text.trim());
    let parsed = cursor.date()?;
    if cursor.rest.is_empty() {
        Ok(parsed)
    } else {
        Err(DateError::NotADate)
    }
}

/// Reads a moment: RFC 3339 with any offset, or any day of [`parse_date`] and then `14:05`, `14:05:30`,
/// `14時05分` or `14時` in Japan standard time, with a space or `T` between them where there is no 日.
///
/// # Errors
/// [`DateError::TimeMissing`] for a day alone, else any [`DateError`].
pub fn parse_moment(text: &str) -> Result<Parsed<Moment>, DateError> {
    read_moment(text, None)
}

/// Reads a moment as [`parse_moment`] does, or a day alone, which then means that edge of the day.
///
/// # Errors
/// Any [`DateError`] but [`DateError::TimeMissing`].
pub fn parse_moment_or_day(text: &str, edge: DayEdge) -> Result<Parsed<Moment>, DateError> {
    read_moment(text, Some(edge))
}

fn read_moment(text: &str, edge: Option<DayEdge>) -> Result<Parsed<Moment>, DateError> {
    let text = plain(text)?;
    let text = text.trim();
    match rfc3339(text) {
        Ok(value) => {
            return Ok(Parsed {
                value,
                era_corrected: false,
            });
        }
        // The form was right and the numbers were not: that is the better thing to say.
        Err(error @ (DateError::ImpossibleTime | DateError::OutOfRange)) => return Err(error),
        Err(_) => {}
    }
    let mut cursor = Cursor::new(text);
    let Parsed {
        value: date,
        era_corrected,
    } = cursor.date()?;
    let value = if cursor.rest.is_empty() {
        match edge {
            Some(DayEdge::Start) => Moment::start_of(date),
            Some(DayEdge::End) => Moment::end_of(date),
            None => return Err(DateError::TimeMissing),
        }
    } else {
        Moment::in_japan(date, cursor.time()?)?
    };
    Ok(Parsed {
        value,
        era_corrected,
    })
}

/// RFC 3339, 5.6: `date-time`, with the space for `T` that its note allows.
pub(super) fn rfc3339(text: &str) -> Result<Moment, DateError> {
    let mut cursor = Cursor::new(text);
    let year = cursor.digits(4, 4).ok_or(DateError::NotADate)?;
    let mut two = |before: char| {
        if cursor.take(before) {
            cursor.digits(2, 2)
        } else {
            None
        }
    };
    let month = two('-').ok_or(DateError::NotADate)?;
    let day = two('-').ok_or(DateError::NotADate)?;
    let date = civil_date(year, month, day)?;
    if cursor.rest.is_empty() {
        return Err(DateError::TimeMissing);
    }
    if !cursor.take_any(&['T', 't', ' ']) {
        return Err(DateError::NotATime);
    }
    let hour = cursor.digits(2, 2).ok_or(DateError::NotATime)?;
    let mut two = |before: char| {
        if cursor.take(before) {
            cursor.digits(2, 2)
        } else {
            None
        }
    };
    let minute = two(':').ok_or(DateError::NotATime)?;
    let second = two(':').ok_or(DateError::NotATime)?;
    if cursor.take('.') {
        let digits = cursor.rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return Err(DateError::NotATime);
        }
        cursor.rest = cursor.rest.get(digits..).unwrap_or_default();
    }
    let offset = cursor.offset()?;
    if !cursor.rest.is_empty() {
        return Err(DateError::NotATime);
    }
    Moment::at(date, civil_time(hour, minute, second)?, offset)
}

fn civil_date(year: i16, month: i16, day: i16) -> Result<civil::Date, DateError> {
    let small = |n: i16| i8::try_from(n).map_err(|_| DateError::ImpossibleDay);
    civil::Date::new(year, small(month)?, small(day)?).map_err(|_| DateError::ImpossibleDay)
}

fn civil_time(hour: i16, minute: i16, second: i16) -> Result<civil::Time, DateError> {
    let small = |n: i16| i8::try_from(n).map_err(|_| DateError::ImpossibleTime);
    civil::Time::new(small(hour)?, small(minute)?, small(second)?, 0)
        .map_err(|_| DateError::ImpossibleTime)
}

/// The longest text that is read; the longest that is meant has about 30 characters.
const MAX_CHARS: usize = 64;

/// The text with what Japanese keyboards make of ASCII turned back.
fn plain(text: &str) -> Result<String, DateError> {
    if text.chars().nth(MAX_CHARS).is_some() {
        return Err(DateError::NotADate);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{3000}' => out.push(' '),
            '\u{2212}' => out.push('-'), // the minus sign that some input methods give for a hyphen
            '㍾' => out.push_str("明治"),
            '㍽' => out.push_str("大正"),
            '㍼' => out.push_str("昭和"),
            '㍻' => out.push_str("平成"),
            '㋿' => out.push_str("令和"),
            // U+FF01 to U+FF5E are the ASCII characters from U+0021 on, in the same order.
            '\u{FF01}'..='\u{FF5E}' => out.extend(char::from_u32(u32::from(c) - 0xFEE0)),
            _ => out.push(c),
        }
    }
    Ok(out)
}
