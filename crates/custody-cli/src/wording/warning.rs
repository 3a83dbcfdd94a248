//! Warnings W01 to W17 (`domain.md` §5.3): they never block.

use super::{Both, Phrase};
use custody_core::rules::Warning;
use serde::Serialize;

/// A warning, in words.
pub(crate) fn warning(warning: &Warning) -> Phrase {
    Phrase::new(
        format!("warning-{}", warning.code.code()),
        vec![("about", warning.about.as_str().into())],
    )
}

/// A warning as `--json` gives it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct WarningJson {
    /// `W01` … `W17`.
    code: &'static str,
    #[serde(flatten)]
    text: Both,
}

impl From<&Warning> for WarningJson {
    fn from(given: &Warning) -> Self {
        Self {
            code: given.code.code(),
            text: warning(given).both(),
        }
    }
}
