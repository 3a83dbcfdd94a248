//! A phrase: a message's key and the values in it, in no language yet.

use super::{catalogue, visible};
use crate::lang::Lang;
use custody_core::record::{Date, Moment, calendar};
use serde::Serialize;
use std::borrow::Cow;
use std::path::Path;

/// A message with its values. Made with [`say!`](crate::wording::say).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    key: Cow<'static, str>,
    values: Vec<(&'static str, Arg)>,
}

/// A value in a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Arg {
    /// Text from data; escaped when it is shown.
    Text(String),
    /// Another phrase, such as the word for a state.
    Phrase(Box<Phrase>),
    /// Several in a row.
    List(Vec<Arg>),
    /// A day: 「令和6年10月1日」, `2024-10-01`; none: 「なし」, `none`.
    Date(Option<Date>),
    /// A moment, to the minute; the record has the second.
    Moment(Moment),
    /// The same word in both languages, from the core.
    Both {
        /// 日本語.
        ja: &'static str,
        /// English.
        en: &'static str,
    },
    /// From when to when.
    Period(Option<Moment>, Option<Moment>),
}

/// One text in both languages, as `--json` gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Both {
    /// 日本語.
    pub(crate) ja: String,
    /// English.
    pub(crate) en: String,
}

impl Phrase {
    pub(crate) fn new(key: impl Into<Cow<'static, str>>, values: Vec<(&'static str, Arg)>) -> Self {
        Self {
            key: key.into(),
            values,
        }
    }

    /// The phrase of a code, such as `state-held`. Only for families that the tests of the messages list.
    pub(super) fn of(family: &str, code: &str) -> Self {
        Self::new(format!("{family}-{code}"), Vec::new())
    }

    /// Read out in one language.
    pub(crate) fn text(&self, lang: Lang) -> String {
        let values = self
            .values
            .iter()
            .map(|(name, value)| (*name, value.text(lang)))
            .collect();
        catalogue::message(lang, &self.key, values)
    }

    /// Read out in both.
    pub(crate) fn both(&self) -> Both {
        Both {
            ja: self.text(Lang::Ja),
            en: self.text(Lang::En),
        }
    }
}

impl Arg {
    /// Anything that displays, as text from data.
    pub(crate) fn show(value: impl std::fmt::Display) -> Self {
        Self::Text(value.to_string())
    }

    pub(crate) fn text(&self, lang: Lang) -> String {
        match self {
            Self::Text(text) => visible(text).into_owned(),
            Self::Phrase(phrase) => phrase.text(lang),
            Self::List(list) if list.is_empty() => {
                catalogue::message(lang, "none", Default::default())
            }
            Self::List(list) => {
                let all: Vec<String> = list.iter().map(|arg| arg.text(lang)).collect();
                all.join(match lang {
                    Lang::Ja => "、",
                    Lang::En => ", ",
                })
            }
            Self::Both { ja, en } => match lang {
                Lang::Ja => (*ja).to_owned(),
                Lang::En => (*en).to_owned(),
            },
            Self::Date(None) => catalogue::message(lang, "none", Default::default()),
            Self::Date(Some(date)) => day(lang, *date),
            Self::Moment(moment) => moment_text(lang, *moment),
            Self::Period(from, to) => period(lang, *from, *to),
        }
    }
}

fn day(lang: Lang, date: Date) -> String {
    match lang {
        Lang::Ja => calendar::wareki_date_plain(date),
        Lang::En => date.to_string(),
    }
}

/// `{from}～{to}` in form style (`domain.md` §5.2): days where both ends are a day's, else days and times.
fn period(lang: Lang, from: Option<Moment>, to: Option<Moment>) -> String {
    let whole_days = from.is_none_or(|m| m == Moment::start_of(m.date()))
        && to.is_none_or(|m| m == Moment::end_of(m.date()));
    let edge = |moment: Option<Moment>| {
        moment.map_or_else(String::new, |m| {
            if whole_days {
                day(lang, m.date())
            } else {
                moment_text(lang, m)
            }
        })
    };
    format!("{}～{}", edge(from), edge(to))
}

/// 「令和6年10月1日14時05分」, `2024-10-01 14:05`.
fn moment_text(lang: Lang, moment: Moment) -> String {
    match lang {
        Lang::Ja => calendar::wareki_moment_plain(moment),
        Lang::En => format!(
            "{} {:02}:{:02}",
            moment.date(),
            moment.hour(),
            moment.minute()
        ),
    }
}

impl From<Phrase> for Arg {
    fn from(phrase: Phrase) -> Self {
        Self::Phrase(Box::new(phrase))
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&Path> for Arg {
    fn from(path: &Path) -> Self {
        Self::Text(path.display().to_string())
    }
}

impl From<Date> for Arg {
    fn from(date: Date) -> Self {
        Self::Date(Some(date))
    }
}

impl From<Moment> for Arg {
    fn from(moment: Moment) -> Self {
        Self::Moment(moment)
    }
}

impl<T> From<Vec<T>> for Arg
where
    Arg: From<T>,
{
    fn from(list: Vec<T>) -> Self {
        Self::List(list.into_iter().map(Self::from).collect())
    }
}

macro_rules! shown {
    ($($type:ty),* $(,)?) => {
        $(impl From<$type> for Arg {
            fn from(value: $type) -> Self {
                Self::show(value)
            }
        })*
    };
}

shown!(u8, u16, u32, u64, usize, i64);
