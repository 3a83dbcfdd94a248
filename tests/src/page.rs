//! Programs that `docs/formats.md` shows: what a reader would copy is what is run.

use std::path::Path;

/// The body of a fenced block of the page, by the name after `example=`.
#[must_use]
pub fn block(name: &str) -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/formats.md");
    let page = std::fs::read_to_string(page).unwrap();
    let (_, rest) = page.split_once(&format!(" example={name}\n")).unwrap();
    rest.split_once("\n```").unwrap().0.to_owned() + "\n"
}
