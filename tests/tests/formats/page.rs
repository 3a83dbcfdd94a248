//! The page as it stands: its examples by name, and its sections.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The page.
pub struct Page {
    /// All of it.
    pub text: String,
    /// The body of each block `example=NAME`.
    pub examples: BTreeMap<String, String>,
}

impl Page {
    pub fn read() -> Self {
        let text = std::fs::read_to_string(root().join("docs/formats.md")).unwrap();
        let mut examples = BTreeMap::new();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let Some(info) = line.strip_prefix("```") else {
                continue;
            };
            let body: String = lines
                .by_ref()
                .take_while(|line| *line != "```")
                .map(|line| format!("{line}\n"))
                .collect();
            let name = info
                .split(' ')
                .find_map(|word| word.strip_prefix("example="));
            if let Some(name) = name {
                let twice = examples.insert(name.to_owned(), body);
                assert!(twice.is_none(), "{name} stands twice on the page");
            }
        }
        Self { text, examples }
    }

    /// An example's exact text, with its last newline.
    #[track_caller]
    pub fn example(&self, name: &str) -> &str {
        self.examples
            .get(name)
            .unwrap_or_else(|| panic!("docs/formats.md has no example {name}"))
    }

    /// An example of one line.
    #[track_caller]
    pub fn line(&self, name: &str) -> &str {
        let line = self.example(name).strip_suffix('\n').unwrap();
        assert!(!line.contains('\n'), "{name} has several lines");
        line
    }

    /// The bytes of an example in age's text form.
    #[track_caller]
    pub fn dearmored(&self, name: &str) -> Vec<u8> {
        let inside = self
            .example(name)
            .strip_prefix("-----BEGIN AGE ENCRYPTED FILE-----\n")
            .and_then(|rest| rest.strip_suffix("-----END AGE ENCRYPTED FILE-----\n"))
            .unwrap();
        STANDARD.decode(inside.replace('\n', "")).unwrap()
    }

    /// The leaves of the example's ledger, in order.
    pub fn leaves(&self) -> Vec<&str> {
        (0..)
            .map_while(|seq| self.examples.get(&format!("leaf-{seq}")))
            .map(String::as_str)
            .collect()
    }

    /// The text of a section, from its heading to the next one of any level.
    #[track_caller]
    pub fn section(&self, number: &str) -> &str {
        let heading = |line: &str| {
            let title = line.trim_start_matches('#');
            title.len() < line.len() && title.trim_start().starts_with(&format!("{number} "))
        };
        let start = self
            .text
            .lines()
            .find(|line| line.starts_with('#') && heading(line))
            .unwrap_or_else(|| panic!("no section {number}"));
        let (_, rest) = self.text.split_once(start).unwrap();
        rest.split("\n#").next().unwrap()
    }
}
