//! Settings files in TOML, read so that every complaint names its line and its key.
//!
//! Profiles and setup files are written by hand, once, by people who see TOML for the first time. A value that
//! parses and makes no sense beside another one must still be traced to its line, so the reading is explicit.

mod error;

pub use error::{Expected, Fault, SettingsError};

use crate::record::calendar::{Parsed, parse_date};
use crate::record::{Date, Text};
use error::shown;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The longest settings file, in bytes: that of an event, which the opening record becomes (`reliability.md` §B).
pub const MAX_BYTES: usize = 64 * 1024;

/// Where things stand in the file.
#[derive(Debug, Default)]
struct Index {
    /// The offset of each line's end.
    ends: Vec<usize>,
    /// The line of each key that was taken.
    taken: RefCell<Lines>,
}

impl Index {
    fn line(&self, span: &Range<usize>) -> usize {
        self.ends
            .partition_point(|end| *end < span.start)
            .saturating_add(1)
    }

    fn note(&self, key: &str, line: usize) {
        self.taken.borrow_mut().0.insert(key.to_owned(), line);
    }
}

/// The line of each key of a file, to place what is found wrong later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lines(BTreeMap<String, usize>);

impl Lines {
    /// The error at the key's line, or at that of the table it is in; at none when nothing came from a file.
    pub(super) fn fault(&self, key: &str, fault: Fault) -> SettingsError {
        let mut part = key;
        let line = loop {
            if let Some(line) = self.0.get(part) {
                break Some(*line);
            }
            match part.rfind('.') {
                Some(dot) => part = part.get(..dot).unwrap_or_default(),
                None => break (!self.0.is_empty()).then_some(1),
            }
        };
        SettingsError {
            line,
            key: key.to_owned(),
            fault,
        }
    }
}

/// One table of the file.
pub(super) struct Section<'t> {
    index: Rc<Index>,
    path: String,
    line: usize,
    table: DeTable<'t>,
}

impl<'t> Section<'t> {
    /// The whole file.
    ///
    /// # Errors
    /// [`Fault::TooLarge`] before anything is parsed, [`Fault::Syntax`].
    pub(super) fn root(text: &'t str) -> Result<Self, SettingsError> {
        if text.len() > MAX_BYTES {
            return Err(SettingsError {
                line: None,
                key: String::new(),
                fault: Fault::TooLarge,
            });
        }
        let ends = text
            .bytes()
            .enumerate()
            .filter(|(_, byte)| *byte == b'\n')
            .map(|(at, _)| at)
            .collect();
        let index = Rc::new(Index {
            ends,
            taken: RefCell::default(),
        });
        let table = DeTable::parse(text).map_err(|error| SettingsError {
            line: Some(error.span().map_or(1, |span| index.line(&span))),
            key: String::new(),
            fault: Fault::Syntax(
                error
                    .message()
                    .chars()
                    .take(200)
                    .flat_map(char::escape_debug)
                    .collect(),
            ),
        })?;
        index.note("", 1);
        Ok(Self {
            index,
            path: String::new(),
            line: 1,
            table: table.into_inner(),
        })
    }

    /// Refuses any key but these, at its line.
    pub(super) fn only(&self, keys: &[&str]) -> Result<(), SettingsError> {
        let unknown = self
            .table
            .keys()
            .filter(|key| !keys.contains(&key.get_ref().as_ref()));
        match unknown.min_by_key(|key| key.span().start) {
            None => Ok(()),
            Some(key) => Err(SettingsError {
                line: Some(self.index.line(&key.span())),
                key: self.key(&shown(key.get_ref())),
                fault: Fault::UnknownKey,
            }),
        }
    }

    /// The value of a key, once.
    pub(super) fn take(&mut self, key: &str) -> Option<Item<'t>> {
        let value = self.table.remove(key)?;
        let item = Item {
            index: Rc::clone(&self.index),
            key: self.key(&shown(key)),
            value,
        };
        self.index.note(&item.key, item.line());
        Some(item)
    }

    /// The value of a key that must be there.
    pub(super) fn need(&mut self, key: &str) -> Result<Item<'t>, SettingsError> {
        self.take(key)
            .ok_or_else(|| self.fault(key, Fault::Missing))
    }

    /// An entry in `[[name]]` for each such table; none where the key is absent.
    pub(super) fn sections(&mut self, key: &str) -> Result<Vec<Self>, SettingsError> {
        let Some(item) = self.take(key) else {
            return Ok(Vec::new());
        };
        let DeValue::Array(entries) = item.value.get_ref() else {
            return Err(item.error(Fault::WrongType(Expected::Tables)));
        };
        let place = |(at, value): (usize, &Spanned<DeValue<'t>>)| {
            let key = format!("{}[{}]", item.key, at.saturating_add(1));
            let entry = Item {
                index: Rc::clone(&item.index),
                key,
                value: value.clone(),
            };
            item.index.note(&entry.key, entry.line());
            entry.section()
        };
        entries.iter().enumerate().map(place).collect()
    }

    /// The error that this section's key has that fault, at the section's line.
    pub(super) fn fault(&self, key: &str, fault: Fault) -> SettingsError {
        SettingsError {
            line: Some(self.line),
            key: self.key(key),
            fault,
        }
    }

    /// The lines of all that was taken so far, from the whole file.
    pub(super) fn lines(&self) -> Lines {
        self.index.taken.borrow().clone()
    }

    fn key(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }
}

/// One value of the file.
pub(super) struct Item<'t> {
    index: Rc<Index>,
    key: String,
    value: Spanned<DeValue<'t>>,
}

impl<'t> Item<'t> {
    fn line(&self) -> usize {
        self.index.line(&self.value.span())
    }

    /// The key from the top.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// The error that this value has that fault.
    pub(super) fn error(&self, fault: impl Into<Fault>) -> SettingsError {
        SettingsError {
            line: Some(self.line()),
            key: self.key.clone(),
            fault: fault.into(),
        }
    }

    fn plain(&self) -> Result<&str, SettingsError> {
        self.value
            .get_ref()
            .as_str()
            .ok_or_else(|| self.error(Fault::WrongType(Expected::Text)))
    }

    /// One line of text.
    pub(super) fn text(&self) -> Result<Text, SettingsError> {
        Text::new(self.plain()?).map_err(|fault| self.error(fault))
    }

    /// A list of texts.
    pub(super) fn texts(&self) -> Result<Vec<Text>, SettingsError> {
        self.list(Self::text)
    }

    /// A list whose entries are read by `entry`.
    pub(super) fn list<T>(
        &self,
        entry: impl Fn(&Self) -> Result<T, SettingsError>,
    ) -> Result<Vec<T>, SettingsError> {
        let DeValue::Array(values) = self.value.get_ref() else {
            return Err(self.error(Fault::WrongType(Expected::List)));
        };
        let read = |value: &Spanned<DeValue<'t>>| {
            entry(&Self {
                index: Rc::clone(&self.index),
                key: self.key.clone(),
                value: value.clone(),
            })
        };
        values.iter().map(read).collect()
    }

    /// true or false.
    pub(super) fn flag(&self) -> Result<bool, SettingsError> {
        self.value
            .get_ref()
            .as_bool()
            .ok_or_else(|| self.error(Fault::WrongType(Expected::Flag)))
    }

    /// Is true or false, where a table may stand instead.
    pub(super) fn is_flag(&self) -> bool {
        self.value.get_ref().is_bool()
    }

    /// A whole number within bounds.
    pub(super) fn number(&self, least: u32, most: u32) -> Result<u32, SettingsError> {
        let DeValue::Integer(number) = self.value.get_ref() else {
            return Err(self.error(Fault::WrongType(Expected::Number)));
        };
        let number = u32::from_str_radix(number.as_str(), number.radix()).ok();
        number
            .filter(|n| (least..=most).contains(n))
            .ok_or_else(|| self.error(Fault::OutOfRange { least, most }))
    }

    /// A day: a text in any form of [`parse_date`], or TOML's own date.
    pub(super) fn day(&self) -> Result<Parsed<Date>, SettingsError> {
        let parsed = match self.value.get_ref() {
            DeValue::Datetime(day) => parse_date(&day.to_string()),
            DeValue::String(day) => parse_date(day),
            _ => return Err(self.error(Fault::WrongType(Expected::Day))),
        };
        parsed.map_err(|fault| self.error(fault))
    }

    /// One of the known words.
    pub(super) fn word<T: Copy>(&self, known: &[(&'static str, T)]) -> Result<T, SettingsError> {
        let given = self.plain()?;
        let found = known
            .iter()
            .find(|(word, _)| *word == given)
            .map(|(_, value)| *value);
        found.ok_or_else(|| {
            self.error(Fault::not_one_of(
                given,
                known.iter().map(|(word, _)| *word),
            ))
        })
    }

    /// A table.
    pub(super) fn section(self) -> Result<Section<'t>, SettingsError> {
        let line = self.line();
        let Self { index, key, value } = self;
        match value.into_inner() {
            DeValue::Table(table) => Ok(Section {
                index,
                path: key,
                line,
                table,
            }),
            _ => Err(SettingsError {
                line: Some(line),
                key,
                fault: Fault::WrongType(Expected::Table),
            }),
        }
    }
}
