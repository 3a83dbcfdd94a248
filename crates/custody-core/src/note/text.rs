//! The text that a note signs.

use std::fmt;

use super::MAX_NOTE_BYTES;
use super::error::NoteError;

/// A text that may be signed: not empty, UTF-8, ending in a newline, without ASCII control
/// characters other than newline, at most 1 MiB (c2sp.org/signed-note, Format).
///
/// A text alone proves nothing; see [`super::Verified`] for one that was signed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NoteText(String);

impl NoteText {
    /// Accepts a text that keeps the rules.
    ///
    /// # Errors
    /// The rule that it breaks, with the line (6, or 9 when it is too large).
    pub fn new(text: impl Into<String>) -> Result<Self, NoteError> {
        let text = text.into();
        refuse_large(text.len())?;
        if text.is_empty() {
            return Err(NoteError::EmptyText);
        }
        refuse_control_characters(&text)?;
        refuse_open_end(&text)?;
        Ok(Self(text))
    }

    /// For a part, up to a newline, of a note whose characters are already checked.
    pub(super) fn of_checked(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text, final newline included.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The exact bytes that are signed.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Display for NoteText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

pub(super) fn refuse_large(size: usize) -> Result<(), NoteError> {
    if size > MAX_NOTE_BYTES {
        return Err(NoteError::TooLarge {
            size,
            limit: MAX_NOTE_BYTES,
        });
    }
    Ok(())
}

/// c2sp.org/signed-note, Format: none below U+0020 but newline. DEL and above are data here, and
/// shown escaped by whoever shows them.
pub(super) fn refuse_control_characters(text: &str) -> Result<(), NoteError> {
    let odd = |b: u8| b < 0x20 && b != b'\n';
    match text.bytes().position(odd) {
        None => Ok(()),
        Some(at) => {
            let bytes = text.as_bytes();
            Err(NoteError::ControlCharacter {
                line: line_at(bytes, at),
                character: bytes.get(at).copied().map_or('\0', char::from),
            })
        }
    }
}

pub(super) fn refuse_open_end(text: &str) -> Result<(), NoteError> {
    if text.ends_with('\n') {
        return Ok(());
    }
    Err(NoteError::NoFinalNewline {
        line: line_at(text.as_bytes(), text.len()),
    })
}

/// The 1-based line in which the byte at `offset` stands.
pub(super) fn line_at(bytes: &[u8], offset: usize) -> usize {
    1 + bytes.iter().take(offset).filter(|b| **b == b'\n').count()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    #[test]
    fn texts_that_break_a_rule_are_refused_with_the_line() {
        for (text, error) in [
            ("", NoteError::EmptyText),
            ("a", NoteError::NoFinalNewline { line: 1 }),
            ("a\nb", NoteError::NoFinalNewline { line: 2 }),
            (
                "a\r\n",
                NoteError::ControlCharacter {
                    line: 1,
                    character: '\r',
                },
            ),
            (
                "a\nb\tc\n",
                NoteError::ControlCharacter {
                    line: 2,
                    character: '\t',
                },
            ),
            (
                "a\n\u{1b}[0m\n",
                NoteError::ControlCharacter {
                    line: 2,
                    character: '\u{1b}',
                },
            ),
        ] {
            assert_eq!(NoteText::new(text), Err(error.clone()), "{text:?}");
            assert_eq!(error.code(), 6);
        }
        for text in ["\n", "a\n", "日本\n\n語\n", "a\u{7f}\n"] {
            assert_eq!(NoteText::new(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn a_text_over_one_mebibyte_is_over_the_limit() {
        let full = format!("{}\n", "a".repeat(MAX_NOTE_BYTES - 1));
        assert!(NoteText::new(full.clone()).is_ok());
        assert_eq!(NoteText::new(full + "\n").unwrap_err().code(), 9);
    }
}
