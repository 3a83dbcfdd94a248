//! A form as JSON, `custody.form/v1`: what `verify` reads, and what other programs may.

use super::FormError;
use custody_core::report::form::Form;
use serde::{Deserialize, Serialize};

/// The kind that stands first.
pub(crate) const KIND: &str = "custody.form/v1";

#[derive(Serialize)]
struct Written<'a> {
    kind: &'static str,
    #[serde(flatten)]
    form: &'a Form,
}

#[derive(Deserialize)]
struct Kind {
    kind: String,
}

/// The form as JSON, one line feed at the end; the same form always gives the same bytes.
///
/// # Errors
/// [`FormError::Json`] if it cannot be written, which is a mistake of this program.
pub(crate) fn to_json(form: &Form) -> Result<String, FormError> {
    let mut text = serde_json::to_string_pretty(&Written { kind: KIND, form })?;
    text.push('\n');
    Ok(text)
}

/// Reads what [`to_json`] wrote; keys it does not know are passed over.
///
/// # Errors
/// [`FormError::Kind`] for another kind or version, [`FormError::Json`] for what is no form.
pub(crate) fn from_json(text: &str) -> Result<Form, FormError> {
    let Kind { kind } = serde_json::from_str(text)?;
    if kind == KIND {
        Ok(serde_json::from_str(text)?)
    } else {
        Err(FormError::Kind {
            expected: KIND,
            found: kind.chars().take(40).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::looks::{Sample, form};
    use super::*;

    #[test]
    fn a_form_is_read_back_as_it_was_written() {
        let form = form("6", &Sample::back(), &["J-0001"]);
        let json = to_json(&form).unwrap();
        assert!(json.starts_with("{\n  \"kind\": \"custody.form/v1\",\n  \"number\": \"6\","));
        assert_eq!(json, to_json(&form).unwrap());
        assert_eq!(from_json(&json).unwrap(), form);
    }

    #[test]
    fn another_kind_or_version_is_not_guessed_at() {
        let json = to_json(&form("3", &Sample::back(), &[])).unwrap();
        for (from, to) in [
            ("custody.form/v1", "custody.form/v2"),
            ("\"kind\"", "\"sort\""),
            ("\"number\": \"3\"", "\"number\": \"77\""),
        ] {
            assert_eq!(
                from_json(&json.replacen(from, to, 1)).unwrap_err().code(),
                6,
                "{to}"
            );
        }
        assert_eq!(from_json("[]").unwrap_err().code(), 6);
    }
}
