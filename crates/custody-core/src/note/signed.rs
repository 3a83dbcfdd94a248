//! A note as it was read: its form is checked, its signatures are not.

use super::MAX_SIGNATURES;
use super::error::NoteError;
use super::signature::NoteSignature;
use super::text::{NoteText, line_at, refuse_control_characters, refuse_large, refuse_open_end};

/// A well-formed note whose signatures nobody has checked yet.
///
/// ```text
/// text, one or more lines
///
/// — <key name> <base64(key ID ‖ signature)>
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNote {
    bytes: String,
    text: NoteText,
    signatures: Vec<NoteSignature>,
}

impl SignedNote {
    /// Reads a note (c2sp.org/signed-note, Format). At most 1 MiB and 16 signatures.
    ///
    /// # Errors
    /// A limit (9), or what is malformed and in which line (6).
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        refuse_large(bytes.len())?;
        let whole = std::str::from_utf8(bytes).map_err(|error| NoteError::NotUtf8 {
            line: line_at(bytes, error.valid_up_to()),
        })?;
        // The last blank line separates: the text may have some of its own.
        let split = whole.rfind("\n\n").map(|at| (at + 1, at + 2));
        let parts = split.and_then(|(text, rest)| Some((whole.get(..text)?, whole.get(rest..)?)));
        if let Some((_, lines)) = parts {
            refuse_many(lines.matches('\n').count())?;
        }
        refuse_control_characters(whole)?;
        refuse_open_end(whole)?;
        let (text, lines) = parts.ok_or(NoteError::NoBlankLine)?;
        let blank = line_at(text.as_bytes(), text.len());
        let lines = lines
            .strip_suffix('\n')
            .ok_or(NoteError::NoSignature { line: blank })?;
        let mut signatures = Vec::new();
        for (line, content) in (blank + 1..).zip(lines.split('\n')) {
            let signature = NoteSignature::parse(content)
                .map_err(|fault| NoteError::SignatureLine { line, fault })?;
            signatures.push(signature);
        }
        Ok(Self {
            bytes: whole.to_owned(),
            text: NoteText::of_checked(text),
            signatures,
        })
    }

    /// Puts signatures under a text.
    pub(super) fn assemble(
        text: NoteText,
        signatures: Vec<NoteSignature>,
    ) -> Result<Self, NoteError> {
        refuse_many(signatures.len())?;
        let mut bytes = format!("{text}\n");
        for signature in &signatures {
            bytes.push_str(&signature.line());
        }
        refuse_large(bytes.len())?;
        Ok(Self {
            bytes,
            text,
            signatures,
        })
    }

    /// The exact bytes of the note: what is stored, sent and hashed as a leaf.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.as_bytes()
    }

    /// The whole note as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.bytes
    }

    /// The text, which anybody may have written: for finding out which keys to verify with, and
    /// for showing as unverified.
    #[must_use]
    pub fn unverified_text(&self) -> &NoteText {
        &self.text
    }

    /// The signature lines, in order; at least one, at most 16.
    #[must_use]
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// The 1-based line of the first signature.
    pub(super) fn first_signature_line(&self) -> usize {
        line_at(self.text.as_bytes(), self.text.as_bytes().len()) + 1
    }
}

fn refuse_many(count: usize) -> Result<(), NoteError> {
    if count > MAX_SIGNATURES {
        return Err(NoteError::TooManySignatures {
            count,
            limit: MAX_SIGNATURES,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;
    use crate::note::{MAX_NOTE_BYTES, SignatureFault};

    const LINE: &str = "\u{2014} a AAECAwQ=\n";

    fn parse(text: &str) -> Result<SignedNote, NoteError> {
        SignedNote::parse(text.as_bytes())
    }

    #[test]
    fn the_last_blank_line_separates_text_and_signatures() {
        for text in [
            "a\n",
            "a\n\nb\n",
            "a\n\n",
            "\n",
            "a\n\n\u{2014} a AAECAwQ=\n",
        ] {
            let note = parse(&format!("{text}\n{LINE}{LINE}")).unwrap();
            assert_eq!(note.unverified_text().as_str(), text);
            assert_eq!(note.signatures().len(), 2);
            assert_eq!(note.as_str(), format!("{text}\n{LINE}{LINE}"));
        }
    }

    #[test]
    fn malformed_notes_are_refused_with_the_line() {
        let control = |line, character| NoteError::ControlCharacter { line, character };
        for (note, error) in [
            (String::new(), NoteError::NoFinalNewline { line: 1 }),
            ("a\n".into(), NoteError::NoBlankLine),
            (LINE.into(), NoteError::NoBlankLine),
            (format!("\n{LINE}"), NoteError::NoBlankLine),
            (format!("a\n{LINE}"), NoteError::NoBlankLine),
            ("a\n\n".into(), NoteError::NoSignature { line: 2 }),
            (format!("a\n\n{LINE}\n"), NoteError::NoSignature { line: 4 }),
            (
                format!("a\n\n{}", LINE.trim_end()),
                NoteError::NoFinalNewline { line: 3 },
            ),
            (format!("a\r\n\r\n{LINE}"), control(1, '\r')),
            (format!("a\n\n{}\r\n", LINE.trim_end()), control(3, '\r')),
            (format!("a\nb\u{0}\n\n{LINE}"), control(2, '\0')),
            (
                format!("a\n\n{LINE}b\n"),
                NoteError::SignatureLine {
                    line: 4,
                    fault: SignatureFault::Dash,
                },
            ),
        ] {
            assert_eq!(parse(&note), Err(error.clone()), "{note:?}");
            assert_eq!(error.code(), 6);
        }
        let bytes = [b"a\n\xff\n\n", LINE.as_bytes()].concat();
        assert_eq!(
            SignedNote::parse(&bytes),
            Err(NoteError::NotUtf8 { line: 2 })
        );
    }

    #[test]
    fn limits_come_before_form() {
        let sixteen = format!("a\n\n{}", LINE.repeat(16));
        assert_eq!(parse(&sixteen).unwrap().signatures().len(), 16);
        let error = NoteError::TooManySignatures {
            count: 17,
            limit: 16,
        };
        assert_eq!(error.code(), 9);
        assert_eq!(parse(&format!("{sixteen}{LINE}")), Err(error.clone()));
        assert_eq!(parse(&format!("{sixteen}nonsense\n")), Err(error));

        let fill = |size: usize| format!("{}\n\n{LINE}", "a".repeat(size - 2 - LINE.len()));
        assert!(parse(&fill(MAX_NOTE_BYTES)).is_ok());
        let error = parse(&fill(MAX_NOTE_BYTES + 1)).unwrap_err();
        assert_eq!(error.code(), 9);
        assert_eq!(
            SignedNote::parse(&vec![0xff; MAX_NOTE_BYTES + 1])
                .unwrap_err()
                .code(),
            9
        );
    }
}
