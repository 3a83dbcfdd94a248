//! What can be wrong with a text or a day that was typed, or written in a file.

use super::{Phrase, say};
use custody_core::record::calendar::DateError;
use custody_core::record::text::TextError;

pub(crate) fn text_words(error: TextError) -> Phrase {
    match error {
        TextError::Empty => say!("value-empty"),
        TextError::TooLong => say!("value-too-long"),
        TextError::Control => say!("value-control"),
    }
}

pub(crate) fn date_words(error: &DateError) -> Phrase {
    match error {
        DateError::NotADate => say!("date-form"),
        DateError::NotATime => say!("date-time-form"),
        DateError::UnknownEra(era) => say!("date-unknown-era", era = era.as_str()),
        DateError::BeforeEra(era) => say!("date-before-era", era = era.name()),
        DateError::OutOfRange => say!("date-out-of-range"),
        DateError::ImpossibleDay => say!("date-impossible-day"),
        DateError::ImpossibleTime => say!("date-impossible-time"),
        DateError::WrongWeekday => say!("date-wrong-weekday"),
        DateError::TimeMissing => say!("date-time-missing"),
    }
}
