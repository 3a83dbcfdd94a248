//! When a 社内目安 runs out (`domain.md` §3, §8).

use crate::record::calendar::add_business_days;
use crate::record::{Date, Guide, Moment};
use serde::Serialize;

/// A moment that a guide leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// The last moment in time: to the second for hours, else 23:59:59 of the day.
    pub at: Moment,
    /// 「祝日未確認」: the holidays on the way are not all known, so the true deadline may be later.
    pub holidays_unconfirmed: bool,
}

impl Deadline {
    /// The end of a guide that runs from `start`. The first day is not counted; a guide of no days ends with the day
    /// itself.
    #[must_use]
    pub fn after(start: Moment, guide: Guide) -> Self {
        let day = start.date();
        let known = |date: Option<Date>| Self {
            at: Moment::end_of(date.unwrap_or(Date::MAX)),
            holidays_unconfirmed: false,
        };
        match guide {
            Guide::Hours(hours) => Self {
                at: start.saturating_add_seconds(i64::from(hours) * 3600),
                holidays_unconfirmed: false,
            },
            Guide::Days(days) => known(day.checked_add_days(i64::from(days))),
            Guide::Months(months) => known(
                i32::try_from(months)
                    .ok()
                    .and_then(|months| day.checked_add_months(months)),
            ),
            Guide::BusinessDays(days) => {
                let reached = add_business_days(day, u16::try_from(days).unwrap_or(u16::MAX));
                Self {
                    at: reached.end(),
                    holidays_unconfirmed: reached.holidays_unconfirmed,
                }
            }
        }
    }

    /// A fixed day: ends 23:59:59, never moves.
    #[must_use]
    pub fn on(day: Date) -> Self {
        Self {
            at: Moment::end_of(day),
            holidays_unconfirmed: false,
        }
    }

    /// Has passed at `now`.
    #[must_use]
    pub fn has_passed(self, now: Moment) -> bool {
        self.at < now
    }
}
