//! The tables and lists of docs/architecture.md, which the tests hold the source against.

use std::collections::BTreeMap;

/// What docs/architecture.md says.
pub struct Page {
    /// Module to the modules it may import.
    pub imports: BTreeMap<String, Vec<String>>,
    /// The effects, with what shows them and where they may be.
    pub effects: Vec<Effect>,
    /// Files that may know which system they run on.
    pub platform_files: Vec<String>,
}

/// Something that only some modules may do.
pub struct Effect {
    pub name: String,
    /// Paths that show it, `std::fs`, or a macro, `println!`.
    pub shown_by: Vec<Vec<String>>,
    pub only_in: Vec<String>,
}

impl Page {
    pub fn read(text: &str) -> Self {
        let imports = table(text, "module")
            .into_iter()
            .map(|row| (first_code(&row[0]), code(&row[2])))
            .collect();
        let effects = table(text, "effect")
            .into_iter()
            .map(|row| Effect {
                name: row[0].clone(),
                shown_by: code(&row[1])
                    .iter()
                    .map(|path| path.split("::").map(str::to_owned).collect())
                    .collect(),
                only_in: code(&row[2]),
            })
            .collect();
        let (_, list) = text
            .split_once("\n## Platform files\n")
            .expect("the heading \"Platform files\"");
        let list = list.split("\n## ").next().unwrap_or_default();
        let platform_files = list
            .lines()
            .filter(|line| line.starts_with("- "))
            .map(first_code)
            .collect();
        Self {
            imports,
            effects,
            platform_files,
        }
    }
}

/// The cells of the table whose first heading is `heading`, row by row.
pub fn table(text: &str, heading: &str) -> Vec<Vec<String>> {
    let start = format!("| {heading} |");
    let mut lines = text
        .lines()
        .skip_while(|line| !line.starts_with(&start))
        .peekable();
    assert!(lines.peek().is_some(), "no table headed {heading:?}");
    lines
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            line.trim_matches('|')
                .split('|')
                .map(|cell| cell.trim().to_owned())
                .collect()
        })
        .collect()
}

/// What stands in backticks.
pub fn code(text: &str) -> Vec<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

fn first_code(text: &str) -> String {
    code(text)
        .into_iter()
        .next()
        .unwrap_or_else(|| panic!("nothing in backticks: {text}"))
}
