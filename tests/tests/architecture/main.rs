//! The repository's own rules, held against the source: docs/architecture.md says what they are.
//!
//! Each rule is a function that names what breaks it, a test that runs it over the tree, and a control
//! that shows it does see what it should.

mod articles;
mod page;
mod source;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use page::Page;
use source::Source;

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn page() -> Page {
    Page::read(
        &fs::read_to_string(root().join("docs/architecture.md")).expect("docs/architecture.md"),
    )
}

/// A source file: where it is from the repository's root, with `/`, and what it holds.
pub struct File {
    path: String,
    text: String,
}

impl File {
    /// The module of a file below a crate's `src`: `["record", "calendar"]` of `…/src/record/calendar/mod.rs`.
    fn module(&self) -> Vec<String> {
        let (_, inside) = self.path.split_once("/src/").unwrap_or(("", &self.path));
        let inside = inside.trim_end_matches(".rs");
        let parts = inside
            .split('/')
            .filter(|part| !["mod", "lib", "main"].contains(part));
        parts.map(str::to_owned).collect()
    }
}

/// Every Rust file below a folder of the repository.
pub fn files(folder: &str) -> Vec<File> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let path = entry.expect("a folder's entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let below = path.strip_prefix(root()).expect("below the root");
                let text = fs::read_to_string(&path).expect("a source file in UTF-8");
                found.push(File {
                    path: below.to_string_lossy().replace('\\', "/"),
                    text,
                });
            }
        }
    }
    assert!(!found.is_empty(), "no source below {folder}");
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn every_file() -> Vec<File> {
    ["crates", "tests", "benches"]
        .into_iter()
        .flat_map(files)
        .collect()
}

/// The core's files without those that hold only tests.
fn core() -> Vec<File> {
    let all = files("crates/custody-core/src");
    let mut tests = BTreeSet::new();
    for file in &all {
        for name in Source::read(&file.text).test_modules {
            tests.insert([file.module(), vec![name]].concat());
        }
    }
    let is_test = |file: &File| tests.iter().any(|test| file.module().starts_with(test));
    all.into_iter().filter(|file| !is_test(file)).collect()
}

fn report(broken: Vec<String>) {
    assert!(
        broken.is_empty(),
        "{} broken:\n{}",
        broken.len(),
        broken.join("\n")
    );
}

// --- imports ---

/// The modules that a file imports and may not.
fn wrong_imports(page: &Page, file: &File) -> Vec<String> {
    let module = file.module();
    // The crate's root names every module, and the modules must not lean on it.
    let Some(own) = module.first() else {
        return Vec::new();
    };
    let Some(allowed) = page.imports.get(own) else {
        return vec![format!(
            "{}: module `{own}` is not in the table of docs/architecture.md",
            file.path
        )];
    };
    Source::read(&file.text)
        .paths(&module)
        .into_iter()
        .filter(|path| path.first().is_some_and(|first| first == "crate"))
        .filter_map(|path| path.into_iter().nth(1))
        .filter(|imported| imported != own && !allowed.contains(imported))
        .map(|imported| format!("{}: `{own}` may not import `{imported}`", file.path))
        .collect()
}

#[test]
fn modules_import_only_what_the_page_allows() {
    let page = page();
    report(
        core()
            .iter()
            .flat_map(|file| wrong_imports(&page, file))
            .collect(),
    );
}

#[test]
fn a_wrong_import_is_seen_in_every_form() {
    let page = page();
    for text in [
        "use crate::store::Store;",
        "use crate::{record::AssetId, store::Store};",
        "use crate::{record, store};",
        "use super::super::store::Store;",
        "fn f(store: &crate::store::Store) {}",
        "use crate::*;",
        "mod inner { use super::super::super::store::Store; }",
    ] {
        let file = File {
            path: "crates/custody-core/src/rules/decide.rs".into(),
            text: text.into(),
        };
        assert_eq!(wrong_imports(&page, &file).len(), 1, "{text}");
    }
    let fine = "use crate::record::AssetId; use crate::rules::Refusal; // use crate::store::Store;\n pub(crate) fn f() {}";
    let file = File {
        path: "crates/custody-core/src/rules/decide.rs".into(),
        text: fine.into(),
    };
    assert_eq!(wrong_imports(&page, &file), Vec::<String>::new());
    let unknown = File {
        path: "crates/custody-core/src/drawer.rs".into(),
        text: String::new(),
    };
    assert_eq!(wrong_imports(&page, &unknown).len(), 1);
}

/// Modules that are in the table and not in the core, or the other way round.
fn unmatched_modules(page: &Page, lib: &str) -> Vec<String> {
    let declared: BTreeSet<&str> = lib
        .lines()
        .filter_map(|line| line.trim_end_matches(';').strip_prefix("pub mod "))
        .collect();
    let listed: BTreeSet<&str> = page.imports.keys().map(String::as_str).collect();
    declared
        .symmetric_difference(&listed)
        .map(|name| format!("`{name}` is only in one of lib.rs and docs/architecture.md"))
        .collect()
}

#[test]
fn the_page_names_every_module_of_the_core_and_no_other() {
    let lib = fs::read_to_string(root().join("crates/custody-core/src/lib.rs")).expect("lib.rs");
    report(unmatched_modules(&page(), &lib));
    assert_eq!(
        unmatched_modules(&page(), &format!("{lib}\npub mod drawer;\n")).len(),
        1
    );
    assert_eq!(
        unmatched_modules(&page(), &lib.replace("pub mod seal;", "")).len(),
        1
    );
}

// --- effects ---

/// The effects that a file of the core has and may not have.
fn wrong_effects(page: &Page, file: &File) -> Vec<String> {
    let module = file.module();
    let paths = Source::read(&file.text).paths(&module);
    let mut broken = Vec::new();
    for effect in &page.effects {
        if module
            .first()
            .is_some_and(|own| effect.only_in.contains(own))
        {
            continue;
        }
        for shown in &effect.shown_by {
            if paths.iter().any(|path| {
                path.windows(shown.len())
                    .any(|part| part == shown.as_slice())
            }) {
                broken.push(format!(
                    "{}: `{}` ({})",
                    file.path,
                    shown.join("::"),
                    effect.name
                ));
            }
        }
    }
    broken
}

#[test]
fn effects_are_only_where_the_page_allows_them() {
    let page = page();
    report(
        core()
            .iter()
            .flat_map(|file| wrong_effects(&page, file))
            .collect(),
    );
}

#[test]
fn an_effect_in_a_pure_module_is_seen() {
    let page = page();
    for text in [
        "fn f() { println!(\"x\") }",
        "fn f() { eprint!(\"x\") }",
        "use std::fs;",
        "use std::{fs::File, path::Path};",
        "fn f() { std::fs::read(p) }",
        "fn f() { std::env::var(\"HOME\") }",
        "fn f() { std::time::SystemTime::now() }",
        "use jiff::Timestamp; fn f() -> Timestamp { Timestamp::now() }",
        "fn f() { getrandom::fill(&mut b) }",
        "use std::net::TcpStream;",
        "use std::process::Command;",
    ] {
        for module in ["record", "rules", "report", "ledger"] {
            let file = File {
                path: format!("crates/custody-core/src/{module}/x.rs"),
                text: text.into(),
            };
            assert_eq!(wrong_effects(&page, &file).len(), 1, "{module}: {text}");
        }
    }
    for fine in [
        "// std::fs::read(p)",
        "const S: &str = \"std::fs\";",
        "#[cfg(test)] mod tests { use std::fs; }",
        "fn fs() {}",
    ] {
        let file = File {
            path: "crates/custody-core/src/record/x.rs".into(),
            text: fine.into(),
        };
        assert_eq!(wrong_effects(&page, &file), Vec::<String>::new(), "{fine}");
    }
    let note = File {
        path: "crates/custody-core/src/note/sign.rs".into(),
        text: "fn f() { getrandom::fill(&mut b) }".into(),
    };
    assert_eq!(wrong_effects(&page, &note), Vec::<String>::new());
}

// --- systems ---

/// Whether a file knows which system it runs on and is not listed for it.
fn is_unlisted_platform_file(page: &Page, file: &File) -> bool {
    let source = Source::read(&file.text);
    let system_crates = ["rustix", "libc", "windows_sys", "winapi", "nix"];
    let by_path = source.paths(&file.module()).iter().any(|path| {
        path.starts_with(&["std".to_owned(), "os".to_owned()])
            || path
                .first()
                .is_some_and(|first| system_crates.contains(&first.as_str()))
    });
    (by_path || source.asks_for_a_system()) && !page.platform_files.contains(&file.path)
}

#[test]
fn only_the_listed_files_know_the_system() {
    let page = page();
    let unlisted = files("crates")
        .into_iter()
        .filter(|file| is_unlisted_platform_file(&page, file));
    report(
        unlisted
            .map(|file| {
                format!(
                    "{}: not in \"Platform files\" of docs/architecture.md",
                    file.path
                )
            })
            .collect(),
    );
}

#[test]
fn a_file_that_knows_the_system_is_seen() {
    let page = page();
    for text in [
        "#[cfg(unix)] fn f() {}",
        "#[cfg(not(windows))] fn f() {}",
        "#[cfg(all(test, target_os = \"linux\"))] fn f() {}",
        "#[cfg_attr(windows, ignore)] fn f() {}",
        "fn f() { if cfg!(unix) {} }",
        "use std::os::unix::fs::PermissionsExt;",
        "use rustix::fs::OFlags;",
    ] {
        let file = File {
            path: "crates/custody-core/src/seal/x.rs".into(),
            text: text.into(),
        };
        assert!(is_unlisted_platform_file(&page, &file), "{text}");
    }
    for fine in [
        "// cfg(unix)",
        "fn unix(windows: u8) {}",
        "#[cfg(feature = \"x\")] fn unix() {}",
        "#[cfg(test)] mod t { use std::os::unix::fs::symlink; }",
    ] {
        let file = File {
            path: "crates/custody-core/src/seal/x.rs".into(),
            text: fine.into(),
        };
        assert!(!is_unlisted_platform_file(&page, &file), "{fine}");
    }
}

// --- files and their names ---

/// Names that say where a thing was put and not what it is.
fn says_nothing(path: &str) -> bool {
    const DRAWERS: [&str; 5] = ["util", "common", "helper", "misc", "manager"];
    let mut words = path.trim_end_matches(".rs").split(['/', '_', '-']);
    words.any(|word| DRAWERS.contains(&word.trim_end_matches('s')))
}

#[test]
fn every_file_is_named_for_what_it_holds() {
    report(
        every_file()
            .into_iter()
            .map(|file| file.path)
            .filter(|path| says_nothing(path))
            .collect(),
    );
    for name in [
        "crates/a/src/util.rs",
        "crates/a/src/utils/mod.rs",
        "tests/common/mod.rs",
        "src/test_helpers.rs",
        "src/key_manager.rs",
    ] {
        assert!(says_nothing(name), "{name}");
    }
    assert!(!says_nothing(
        "crates/custody-core/src/record/calendar/mod.rs"
    ));
}

/// Whether a file opens with the words on what it is.
fn opens_with_its_doc(text: &str) -> bool {
    text.strip_prefix("//! ")
        .is_some_and(|doc| doc.starts_with(char::is_alphanumeric))
}

#[test]
fn every_file_opens_with_what_it_is() {
    report(
        every_file()
            .into_iter()
            .filter(|file| !opens_with_its_doc(&file.text))
            .map(|file| file.path)
            .collect(),
    );
    assert!(!opens_with_its_doc("use std::fs;\n//! Files.\n"));
    assert!(!opens_with_its_doc("//!\n"));
    assert!(!opens_with_its_doc(""));
}
