//! docs/articles.md, held against the program: every name on it is there, and nothing of the program is missing from it.

use crate::page::{code, table};
use crate::{files, root};
use custody_core::record::Guard;
use custody_core::report::form::Number;
use std::collections::BTreeSet;
use std::fs;

/// What is written in a cell whose article has nothing of the kind.
const WITHOUT: &str = "out of scope";

fn rows() -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join("docs/articles.md")).expect("docs/articles.md");
    let mut rows = table(&text, "article");
    rows.extend(table(&text, "rule"));
    rows
}

/// The codes of one column, over every row.
fn column(rows: &[Vec<String>], at: usize) -> BTreeSet<String> {
    rows.iter().flat_map(|row| code(&row[at])).collect()
}

/// Every kind of record, as `Event::kind` names them.
fn kinds() -> BTreeSet<String> {
    let source = "crates/custody-core/src/record/event.rs";
    let text = fs::read_to_string(root().join(source)).expect(source);
    let arms = text.lines().filter_map(|line| {
        let (variant, name) = line.trim().split_once(" => \"")?;
        variant
            .starts_with("Self::")
            .then(|| name.split('"').next())?
    });
    arms.map(str::to_owned).collect()
}

/// Every command, as `commands!` lists them.
fn commands() -> BTreeSet<String> {
    let source = "crates/custody-cli/src/command/mod.rs";
    let text = fs::read_to_string(root().join(source)).expect(source);
    let (_, list) = text
        .split_once("\ncommands! {")
        .expect("the list of commands");
    let names = list
        .lines()
        .filter_map(|line| line.trim().strip_prefix('"')?.split('"').next());
    names.map(str::to_owned).collect()
}

/// A test named `rules_guards/forms::name` is a function of the file that ends so.
fn is_there(test: &str) -> bool {
    let Some((place, name)) = test.rsplit_once("::") else {
        return false;
    };
    let ends = [format!("/{place}.rs"), format!("/{place}/main.rs")];
    ["tests/tests", "crates/custody-core/tests"]
        .into_iter()
        .flat_map(files)
        .filter(|file| ends.iter().any(|end| file.path.ends_with(end)))
        .any(|file| {
            let (start, named) = (format!("fn {name}() {{"), "#[test]\n");
            file.text
                .split_once(&start)
                .is_some_and(|(before, _)| before.trim_end().ends_with(named.trim_end()))
        })
}

#[test]
fn every_article_has_its_command_record_guard_form_and_test() {
    let rows = rows();
    for row in &rows {
        assert_eq!(row.len(), 7, "{row:?}");
        assert!(row.iter().all(|cell| !cell.trim().is_empty()), "{row:?}");
        let nothing = row[2].starts_with(WITHOUT);
        for at in [3, 5, 6] {
            let named = !code(&row[at]).is_empty();
            assert!(named != nothing, "{}: column {at} names nothing", row[0]);
        }
    }
    // Every article from 1 to 19.
    let articles: BTreeSet<u32> = rows
        .iter()
        .filter_map(|row| row[0].split('-').next()?.parse().ok())
        .collect();
    assert_eq!(articles, (1..=19).collect());
}

#[test]
fn every_name_on_the_page_is_in_the_program() {
    let rows = rows();
    let unknown = |names: BTreeSet<String>, known: &BTreeSet<String>| -> Vec<String> {
        names.difference(known).cloned().collect()
    };
    let guards: BTreeSet<String> = Guard::ALL.iter().map(|g| g.code().to_owned()).collect();
    let forms: BTreeSet<String> = Number::ALL.iter().map(ToString::to_string).collect();
    let named = column(&rows, 4);
    let named: BTreeSet<String> = named.into_iter().filter(|name| name != "status").collect();
    assert_eq!(unknown(column(&rows, 2), &commands()), [""; 0], "commands");
    assert_eq!(unknown(column(&rows, 3), &kinds()), [""; 0], "records");
    assert_eq!(unknown(named, &guards), [""; 0], "guards");
    assert_eq!(unknown(column(&rows, 5), &forms), [""; 0], "forms");
    let tests = column(&rows, 6);
    let absent: Vec<&String> = tests.iter().filter(|test| !is_there(test)).collect();
    assert!(absent.is_empty(), "no such test: {absent:?}");
}

#[test]
fn nothing_of_the_program_is_missing_from_the_page() {
    let rows = rows();
    let records = column(&rows, 3);
    let lacking: Vec<String> = kinds().difference(&records).cloned().collect();
    assert!(lacking.is_empty(), "records: {lacking:?}");
    let guards = column(&rows, 4);
    let lacking: Vec<&str> = Guard::ALL
        .iter()
        .map(|guard| guard.code())
        .filter(|code| !guards.contains(*code))
        .collect();
    assert!(lacking.is_empty(), "guards: {lacking:?}");
    let forms = column(&rows, 5);
    let lacking: Vec<String> = Number::ALL
        .iter()
        .map(ToString::to_string)
        .filter(|number| !forms.contains(number))
        .collect();
    assert!(lacking.is_empty(), "forms: {lacking:?}");
}

/// The control: a name that is nowhere is seen to be nowhere.
#[test]
fn a_test_that_is_not_there_is_missed() {
    assert!(is_there(
        "architecture/articles::a_test_that_is_not_there_is_missed"
    ));
    assert!(!is_there("architecture/articles::rows"));
    assert!(!is_there("architecture/articles::nobody_wrote_this"));
    assert!(!is_there(
        "nowhere::every_article_has_its_command_record_guard_form_and_test"
    ));
    assert!(kinds().contains("asset_received") && kinds().len() > 60);
    assert!(commands().contains("receive"));
}
