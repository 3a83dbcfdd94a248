//! Days and moments as the contract counts them: Japan standard time, 和暦, fiscal years, business days.
//!
//! Everything here is pure: no function reads a clock, `now` always comes in. The one zone is JST,
//! a fixed `+09:00`, so no zone data is needed (domain.md §8).
//!
//! - [`Date`] and [`Moment`] are the two types; records hold nothing else.
//! - [`parse_date`], [`parse_moment`] and [`parse_moment_or_day`] take what people write; the types'
//!   serde takes only the one canonical form.
//! - [`wareki_date`], [`wareki_moment`] write what the forms print.
//! - [`Holidays`] counts business days, and says when it no longer knows.
//!
//! ```
//! use custody_core::record::calendar::{Moment, add_business_days, parse_date, wareki_date};
//!
//! let lent = parse_date("令和６年１０月１日")?;
//! assert_eq!(lent.value.to_string(), "2024-10-01");
//! assert_eq!(wareki_date(lent.value), "令和6年10月1日（火）");
//!
//! let receipt_due = add_business_days(lent.value, 5);
//! assert_eq!(Moment::end_of(receipt_due.date).to_string(), "2024-10-08T23:59:59+09:00");
//! # Ok::<(), custody_core::record::calendar::DateError>(())
//! ```

mod business;
mod date;
mod era;
mod error;
mod fiscal;
mod moment;
mod parse;
mod wareki;

pub use business::{Deadline, Holidays, add_business_days};
pub use date::{Date, Weekday, three_months_before};
pub use era::Era;
pub use error::DateError;
pub use fiscal::FiscalYear;
pub use moment::Moment;
pub use parse::{DayEdge, Parsed, parse_date, parse_moment, parse_moment_or_day};
pub use wareki::{wareki_date, wareki_date_plain, wareki_moment, wareki_moment_plain};
