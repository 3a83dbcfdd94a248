//! What is said, held against `domain.md` and against the code.

#![allow(clippy::unwrap_used, clippy::panic)]

mod catalogue;
mod errors;
mod refusals;
mod table;

/// No message is missing, and no value in one.
fn good(text: &str) {
    assert!(!text.is_empty());
    assert!(!text.contains("No localization"), "{text}");
    assert!(!text.contains('{'), "{text}");
}
