//! Custody's own texts: a line that names the kind, and one line of JSON (design, section 3).
//!
//! ```text
//! custody.record/v1
//! {"type":"asset_received","seq":41}
//! ```
//!
//! The first line is the domain separation: a signature over a record can never be passed off as
//! one over an approval.

use super::error::NoteError;
use super::text::NoteText;

/// What keeps a text from being a custody text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KindFault {
    /// It has not exactly two lines.
    #[error("it has not exactly two lines")]
    Lines,
    /// Line one is not `custody.<name>/v<version>`.
    #[error("line 1 is not custody.<name>/v<version>")]
    Kind,
    /// Line two is not one JSON object.
    #[error("line 2 is not one JSON object on one line")]
    Body,
}

impl KindFault {
    /// The exit code: 6 malformed.
    #[must_use]
    pub fn code(&self) -> u8 {
        6
    }
}

/// A note text taken apart into kind, version and JSON. The JSON is not parsed here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CustodyText<'a> {
    kind: &'a str,
    name: &'a str,
    version: u32,
    json: &'a str,
}

impl<'a> CustodyText<'a> {
    /// Takes a text apart.
    ///
    /// # Errors
    /// It is not a line `custody.<name>/v<version>` and a line with one JSON object.
    pub fn parse(text: &'a NoteText) -> Result<Self, KindFault> {
        let lines = text.as_str().strip_suffix('\n').ok_or(KindFault::Lines)?;
        let (kind, json) = lines.split_once('\n').ok_or(KindFault::Lines)?;
        if json.contains('\n') {
            return Err(KindFault::Lines);
        }
        let (name, version) = split_kind(kind).ok_or(KindFault::Kind)?;
        if !is_object_line(json) {
            return Err(KindFault::Body);
        }
        Ok(Self {
            kind,
            name,
            version,
            json,
        })
    }

    /// Line one as it stands: `custody.record/v1`.
    #[must_use]
    pub fn kind(&self) -> &'a str {
        self.kind
    }

    /// The kind's name without `custody.` and the version: `record`.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// The kind's version, from 1.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Line two: one JSON object, exactly as it was signed, without the newline.
    #[must_use]
    pub fn json(&self) -> &'a str {
        self.json
    }
}

impl NoteText {
    /// Makes the text of a custody note.
    ///
    /// # Errors
    /// `kind` is not `custody.<name>/v<version>`, or `json` is not one JSON object without raw
    /// control characters (6); the text is too large (9).
    pub fn custody(kind: &str, json: &str) -> Result<Self, NoteError> {
        split_kind(kind).ok_or(KindFault::Kind)?;
        // A newline in `json` would start a third line; the other controls NoteText refuses.
        if json.contains('\n') || !is_object_line(json) {
            return Err(KindFault::Body.into());
        }
        Self::new(format!("{kind}\n{json}\n"))
    }

    /// The JSON of a custody text of exactly this kind and version.
    ///
    /// # Errors
    /// It is no custody text, one of another kind, or of a version not asked for (6).
    pub fn custody_body(&self, kind: &str) -> Result<&str, NoteError> {
        let (name, known) = split_kind(kind).ok_or(KindFault::Kind)?;
        let found = CustodyText::parse(self)?;
        if found.name != name {
            return Err(NoteError::OtherKind {
                wanted: kind.to_owned(),
                found: found.kind.to_owned(),
            });
        }
        if found.version != known {
            return Err(NoteError::UnknownVersion {
                name: format!("custody.{name}"),
                found: found.version,
                known,
            });
        }
        Ok(found.json)
    }
}

/// `custody.<name>/v<version>`: a name of lower-case letters, digits, `-` and `_` that begins with a
/// letter; a version from 1 without leading zeros. One kind has one spelling.
fn split_kind(kind: &str) -> Option<(&str, u32)> {
    let (name, version) = kind.strip_prefix("custody.")?.split_once("/v")?;
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
    let digits = version.bytes().all(|b| b.is_ascii_digit());
    if !name.starts_with(|c: char| c.is_ascii_lowercase())
        || !name.bytes().all(plain)
        || !digits
        || version.starts_with('0')
    {
        return None;
    }
    Some((name, version.parse().ok()?))
}

fn is_object_line(json: &str) -> bool {
    json.len() >= 2 && json.starts_with('{') && json.ends_with('}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    #[test]
    fn a_custody_text_comes_apart_as_it_was_made() {
        let text = NoteText::custody("custody.record/v12", r#"{"a":"{\n}"}"#).unwrap();
        assert_eq!(text.as_str(), "custody.record/v12\n{\"a\":\"{\\n}\"}\n");
        let parts = CustodyText::parse(&text).unwrap();
        assert_eq!(
            (parts.kind(), parts.name(), parts.version(), parts.json()),
            ("custody.record/v12", "record", 12, r#"{"a":"{\n}"}"#)
        );
    }

    #[test]
    fn kinds_of_another_form_are_refused() {
        for kind in [
            "",
            "record/v1",
            "custody./v1",
            "custody.record",
            "custody.record/",
            "custody.record/v",
            "custody.record/v0",
            "custody.record/v01",
            "custody.record/v+1",
            "custody.record/v1 ",
            "custody.record/v4294967296",
            "custody.Record/v1",
            "custody.1/v1",
            "custody.a.b/v1",
            "custody.a\nb/v1",
            " custody.record/v1",
        ] {
            let made = NoteText::custody(kind, "{}");
            assert_eq!(
                made,
                Err(NoteError::NotCustody(KindFault::Kind)),
                "{kind:?}"
            );
        }
    }

    #[test]
    fn bodies_that_are_not_one_object_on_one_line_are_refused() {
        for json in ["", "{", "[]", "{} ", " {}", "{\n}", "{\t}", "{\r}", "\"\""] {
            let error = NoteText::custody("custody.record/v1", json).unwrap_err();
            assert_eq!(error.code(), 6, "{json:?}");
        }
    }

    #[test]
    fn texts_of_other_than_two_lines_are_refused() {
        for text in [
            "custody.record/v1\n",
            "custody.record/v1\n{}\n\n",
            "custody.record/v1\n{}\n{}\n",
        ] {
            let text = NoteText::new(text).unwrap();
            assert_eq!(CustodyText::parse(&text), Err(KindFault::Lines));
        }
        let text = NoteText::new("custody.record/v1\n\n").unwrap();
        assert_eq!(CustodyText::parse(&text), Err(KindFault::Body));
    }

    #[test]
    fn another_kind_or_version_is_never_guessed() {
        let text = NoteText::custody("custody.record/v2", "{}").unwrap();
        assert_eq!(text.custody_body("custody.record/v2"), Ok("{}"));
        assert_eq!(
            text.custody_body("custody.record/v1"),
            Err(NoteError::UnknownVersion {
                name: "custody.record".into(),
                found: 2,
                known: 1
            })
        );
        assert_eq!(
            text.custody_body("custody.approval/v2"),
            Err(NoteError::OtherKind {
                wanted: "custody.approval/v2".into(),
                found: "custody.record/v2".into()
            })
        );
    }
}
