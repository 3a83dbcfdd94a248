//! One line of text that people wrote: names, titles, reasons.

use serde::{Deserialize, Serialize};

/// The longest text, in bytes of UTF-8 (`reliability.md` §B: string 4 KiB).
pub const MAX_BYTES: usize = 4096;

/// One line of text, kept exactly as given (names with 髙, 﨑, 𠮷 or variation selectors too): 1 to 4,096 bytes of
/// UTF-8, not only white space, no control characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Text(String);

/// Why a text was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing, or only white space.
    #[error("empty text")]
    Empty,
    /// More than [`MAX_BYTES`].
    #[error("text longer than 4096 bytes")]
    TooLong,
    /// A control character (line feed, escape, …).
    #[error("control character in text")]
    Control,
}

impl Text {
    /// Takes a text after checking it.
    ///
    /// # Errors
    /// [`TextError`] says which rule it breaks.
    pub fn new(text: impl Into<String>) -> Result<Self, TextError> {
        let text = text.into();
        if text.trim().is_empty() {
            return Err(TextError::Empty);
        }
        if text.len() > MAX_BYTES {
            return Err(TextError::TooLong);
        }
        if text.chars().any(char::is_control) {
            return Err(TextError::Control);
        }
        Ok(Self(text))
    }

    /// The text as given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Text {
    type Error = TextError;
    fn try_from(text: String) -> Result<Self, TextError> {
        Self::new(text)
    }
}

impl std::str::FromStr for Text {
    type Err = TextError;
    fn from_str(text: &str) -> Result<Self, TextError> {
        Self::new(text)
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_exactly() {
        for name in ["髙﨑 𠮷男", "葛󠄀城", "A.\u{3000}B"] {
            assert_eq!(Text::new(name).map(String::from), Ok(name.to_owned()));
        }
    }

    #[test]
    fn empty_long_and_control_texts_are_refused() {
        assert_eq!(Text::new(" \u{3000}"), Err(TextError::Empty));
        assert_eq!(Text::new("あ".repeat(1366)), Err(TextError::TooLong));
        assert_eq!(Text::new("a\nb"), Err(TextError::Control));
        assert_eq!(Text::new("a\u{9b}b"), Err(TextError::Control));
    }
}
