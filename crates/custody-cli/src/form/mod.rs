//! Forms on paper and for machines: a [`custody_core::report::form::Form`] as an HTML page that prints on A4, as JSON,
//! and, where it is a table, as CSV. What stands on a form is the core's; how it looks is decided here alone.

mod charset;
mod csv;
mod html;
mod json;
mod name;

#[cfg(test)]
mod looks;

pub(crate) use charset::Charset;
pub(crate) use csv::to_csv;
pub(crate) use html::to_html;
#[cfg(test)]
pub(crate) use json::KIND;
pub(crate) use json::{from_json, to_json};
pub(crate) use name::file_name;

/// Why a form could not be written, or read back.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FormError {
    /// The form is no table; only 様式3 is.
    #[error("form {0} is not a table")]
    NoTable(custody_core::report::form::Number),
    /// Shift_JIS lacks these characters.
    #[error("not in Shift_JIS: {0:?}")]
    Characters(Vec<char>),
    /// The text is not JSON of a form.
    #[error("not a form: {0}")]
    Json(#[from] serde_json::Error),
    /// The JSON is of another kind, or of a later version.
    #[error("not a {expected}: {found:?}")]
    Kind {
        /// The kind that is read here.
        expected: &'static str,
        /// The kind that stands there.
        found: String,
    },
    /// The page could not be put together.
    #[error("the page could not be put together: {0}")]
    Page(#[from] minijinja::Error),
    /// The table could not be put together.
    #[error("the table could not be put together: {0}")]
    Table(#[from] ::csv::Error),
}

impl FormError {
    /// The exit code of `reliability.md` §B: 2 for a form of the wrong shape, 6 for what cannot be read, else 7.
    pub(crate) fn code(&self) -> u8 {
        match self {
            Self::NoTable(_) | Self::Characters(_) => 2,
            Self::Json(_) | Self::Kind { .. } => 6,
            Self::Page(_) | Self::Table(_) => 7,
        }
    }
}
