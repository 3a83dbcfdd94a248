//! Reads a day or a time from the front of a text, part by part.

use jiff::{civil, tz::Offset};

use super::super::{Date, DateError, Era, Weekday, wareki::weekday_sign};
use super::{Parsed, civil_date, civil_time};

/// What is left to read.
pub(super) struct Cursor<'a> {
    pub(super) rest: &'a str,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(rest: &'a str) -> Self {
        Self { rest }
    }

    pub(super) fn take(&mut self, wanted: char) -> bool {
        self.take_any(&[wanted])
    }

    pub(super) fn take_any(&mut self, wanted: &[char]) -> bool {
        let after = self.rest.strip_prefix(wanted);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn spaces(&mut self) {
        self.rest = self.rest.trim_start_matches(' ');
    }

    /// A number of at least and at most so many digits; none, and nothing taken, where there are fewer or more.
    pub(super) fn digits(&mut self, least: usize, most: usize) -> Option<i16> {
        let count = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if !(least..=most).contains(&count) {
            return None;
        }
        let (number, rest) = self.rest.split_at_checked(count)?;
        let number = number.parse().ok()?;
        self.rest = rest;
        Some(number)
    }

    /// An offset of RFC 3339: `Z` or `+hh:mm`.
    pub(super) fn offset(&mut self) -> Result<Offset, DateError> {
        if self.take_any(&['Z', 'z']) {
            return Ok(Offset::UTC);
        }
        let sign = if self.take('-') { -1 } else { 1 };
        if sign == 1 && !self.take('+') {
            return Err(DateError::NotATime);
        }
        let hours = self.digits(2, 2).ok_or(DateError::NotATime)?;
        let minutes = if self.take(':') {
            self.digits(2, 2)
        } else {
            None
        };
        let minutes = minutes.ok_or(DateError::NotATime)?;
        if hours > 23 || minutes > 59 {
            return Err(DateError::ImpossibleTime);
        }
        let seconds = sign * (i32::from(hours) * 3600 + i32::from(minutes) * 60);
        Offset::from_seconds(seconds).map_err(|_| DateError::ImpossibleTime)
    }

    pub(super) fn date(&mut self) -> Result<Parsed<Date>, DateError> {
        let era = self.era()?;
        let year = match era {
            None => self.digits(4, 4).ok_or(DateError::NotADate)?,
            Some(_) => {
                self.spaces();
                if self.take('元') {
                    1
                } else {
                    self.digits(1, 3).ok_or(DateError::NotADate)?
                }
            }
        };
        let (month, day) = self.month_and_day()?;
        let parsed = match era {
            None => Parsed {
                value: Date::from_civil(civil_date(year, month, day)?)?,
                era_corrected: false,
            },
            Some(era) => in_era(era, year, month, day)?,
        };
        self.weekday(parsed.value)?;
        Ok(parsed)
    }

    /// The era's name or letter, where the text does not begin with a digit.
    fn era(&mut self) -> Result<Option<Era>, DateError> {
        let is_name = |c: char| c.is_alphabetic() && c != '元';
        let end = self.rest.find(|c| !is_name(c)).ok_or(DateError::NotADate)?;
        let (name, rest) = self.rest.split_at_checked(end).ok_or(DateError::NotADate)?;
        if name.is_empty() {
            return Ok(None);
        }
        match Era::named(name) {
            Some(era) => {
                self.rest = rest;
                Ok(Some(era))
            }
            // A word before a year is meant as an era; any other text is just no date.
            None if rest
                .trim_start()
                .starts_with(|c: char| c == '元' || c.is_ascii_digit()) =>
            {
                Err(DateError::UnknownEra(name.to_owned()))
            }
            None => Err(DateError::NotADate),
        }
    }

    /// `-10-01`, `/10/1`, `.10.1` or `年10月1日`, one manner throughout.
    fn month_and_day(&mut self) -> Result<(i16, i16), DateError> {
        let separator = self
            .rest
            .chars()
            .find(|c| *c != ' ')
            .ok_or(DateError::NotADate)?;
        let month;
        let day;
        if separator == '年' {
            month = self.number_after('年')?;
            day = self.number_after('月')?;
            self.spaces();
            if !self.take('日') {
                return Err(DateError::NotADate);
            }
        } else if ['-', '/', '.'].contains(&separator) {
            let mut next = || {
                if self.take(separator) {
                    self.digits(1, 2)
                } else {
                    None
                }
            };
            month = next().ok_or(DateError::NotADate)?;
            day = next().ok_or(DateError::NotADate)?;
        } else {
            return Err(DateError::NotADate);
        }
        Ok((month, day))
    }

    fn number_after(&mut self, sign: char) -> Result<i16, DateError> {
        self.spaces();
        if !self.take(sign) {
            return Err(DateError::NotADate);
        }
        self.spaces();
        self.digits(1, 2).ok_or(DateError::NotADate)
    }

    /// The weekday in brackets, where there is one; it must be the day's own.
    fn weekday(&mut self, date: Date) -> Result<(), DateError> {
        if !self.take('(') {
            return Ok(());
        }
        const SIGNS: [char; 7] = ['日', '月', '火', '水', '木', '金', '土'];
        let sign = self
            .rest
            .chars()
            .next()
            .filter(|c| SIGNS.contains(c))
            .ok_or(DateError::NotADate)?;
        self.take(sign);
        self.rest = self
            .rest
            .strip_prefix("曜日")
            .or_else(|| self.rest.strip_prefix('曜'))
            .unwrap_or(self.rest);
        if !self.take(')') {
            return Err(DateError::NotADate);
        }
        let weekday: Weekday = date.weekday();
        if weekday_sign(weekday) == sign {
            Ok(())
        } else {
            Err(DateError::WrongWeekday)
        }
    }

    /// The time of day that follows a date, to the end of the text.
    pub(super) fn time(&mut self) -> Result<civil::Time, DateError> {
        if !self.take_any(&['T', 't']) {
            self.spaces();
        }
        let hour = self.digits(1, 2).ok_or(DateError::NotATime)?;
        let (minute, second) = if self.take('時') {
            (
                self.number_before('分')?.unwrap_or(0),
                self.number_before('秒')?.unwrap_or(0),
            )
        } else {
            let mut next = || {
                if self.take(':') {
                    self.digits(2, 2)
                } else {
                    None
                }
            };
            (next().ok_or(DateError::NotATime)?, next().unwrap_or(0))
        };
        if self.rest.is_empty() {
            civil_time(hour, minute, second)
        } else {
            Err(DateError::NotATime)
        }
    }

    fn number_before(&mut self, sign: char) -> Result<Option<i16>, DateError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let number = self.digits(1, 2).ok_or(DateError::NotATime)?;
        if self.take(sign) {
            Ok(Some(number))
        } else {
            Err(DateError::NotATime)
        }
    }
}

/// The day that an era's year, month and day are.
fn in_era(era: Era, year_in_era: i16, month: i16, day: i16) -> Result<Parsed<Date>, DateError> {
    if year_in_era == 0 {
        return Err(DateError::NotADate);
    }
    let year = era.year_from(year_in_era).ok_or(DateError::OutOfRange)?;
    let date = Date::from_civil(civil_date(year, month, day)?)?;
    if date < era.first_day() {
        return Err(DateError::BeforeEra(era));
    }
    Ok(Parsed {
        value: date,
        era_corrected: Era::of(date) != era,
    })
}
