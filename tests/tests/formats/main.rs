//! The page `docs/formats.md` held against the core: every example on it is read and verified, and everything that the
//! core writes is described.

mod described;
mod documents;
mod keys;
mod ledger;
mod page;
mod sealed;
mod vault_folder;

use page::{Page, root};

/// Every example, and which test file checks it. `sh` and `python` blocks are run by `age_alone`.
const EXAMPLES: [(&str, &str); 33] = [
    ("age-alone", "age_alone.rs"),
    ("card", "formats/keys.rs"),
    ("checkpoint", "formats/ledger.rs"),
    ("consistency-proof", "formats/ledger.rs"),
    ("check-tag", "tags.rs"),
    ("decision", "formats/documents.rs"),
    ("declaration", "formats/documents.rs"),
    ("digests", "formats/sealed.rs"),
    ("fingerprint", "formats/keys.rs"),
    ("inclusion-proof", "formats/ledger.rs"),
    ("key-file", "formats/keys.rs"),
    ("leaf-", "formats/page.rs"),
    ("leaf-hashes", "formats/ledger.rs"),
    ("leaf-kinds", "formats/ledger.rs"),
    ("manifest", "formats/sealed.rs"),
    ("object", "formats/sealed.rs"),
    ("object-header", "formats/sealed.rs"),
    ("object-name", "formats/sealed.rs"),
    ("open-key-file", "age_alone.rs"),
    ("package", "formats/sealed.rs"),
    ("package-header", "formats/sealed.rs"),
    ("passphrase", "formats/keys.rs"),
    ("receipt", "formats/documents.rs"),
    ("record-note", "formats/ledger.rs"),
    ("recovery-key", "formats/keys.rs"),
    ("request", "formats/documents.rs"),
    ("return", "formats/documents.rs"),
    ("schema", "formats/vault_folder.rs"),
    ("tag", "formats/sealed.rs"),
    ("vault-toml", "formats/vault_folder.rs"),
    ("wrapped-key", "formats/keys.rs"),
    ("wrapped-key-member", "formats/keys.rs"),
    ("wrapped-log-key", "formats/keys.rs"),
];

#[test]
fn every_example_on_the_page_is_checked() {
    let page = Page::read();
    for name in page.examples.keys() {
        let listed = if name
            .strip_prefix("leaf-")
            .is_some_and(|n| n.parse::<u32>().is_ok())
        {
            "leaf-"
        } else {
            name.as_str()
        };
        let (_, file) = EXAMPLES
            .iter()
            .find(|(known, _)| *known == listed)
            .unwrap_or_else(|| panic!("nothing checks the example {name}"));
        let source = std::fs::read_to_string(root().join("tests/tests").join(file)).unwrap();
        assert!(
            source.contains(&format!("\"{listed}")),
            "{file} does not speak of {name}"
        );
    }
}
