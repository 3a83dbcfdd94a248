//! Everything that a record or document can hold is described: the enums and structs of the core's source against the
//! page.

use crate::page::{Page, root};

/// A type of the source and what of it is written as JSON.
#[derive(Debug)]
struct Type {
    name: String,
    /// Fields of a struct, or variants with their fields.
    members: Vec<Member>,
}

#[derive(Debug)]
struct Member {
    /// As JSON spells it.
    name: String,
    fields: Vec<String>,
}

fn source(path: &str) -> String {
    let path = root().join("crates/custody-core/src").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The public structs and enums of a file that are serialised field by field.
fn types(path: &str) -> Vec<Type> {
    let text = source(path);
    let mut found = Vec::new();
    let mut attributes = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with("#[") {
            attributes.push_str(line);
            continue;
        }
        let head = line
            .strip_prefix("pub struct ")
            .map(|rest| (rest, false))
            .or_else(|| line.strip_prefix("pub enum ").map(|rest| (rest, true)));
        let Some((rest, is_enum)) = head.filter(|(rest, _)| rest.ends_with(" {")) else {
            if !line.starts_with("///") {
                attributes.clear();
            }
            continue;
        };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "}").collect();
        if attributes.contains("Serialize") && !attributes.contains("try_from") {
            let cased = |name: &str| match () {
                () if attributes.contains("kebab-case") => snake(name).replace('_', "-"),
                () if attributes.contains("snake_case") => snake(name),
                () => name.to_owned(),
            };
            found.push(Type {
                name: rest.trim_end_matches(" {").to_owned(),
                members: if is_enum {
                    variants(&body, cased)
                } else {
                    fields(&body, "    pub ")
                        .into_iter()
                        .map(|name| Member {
                            name,
                            fields: Vec::new(),
                        })
                        .collect()
                },
            });
        }
        attributes.clear();
    }
    found
}

/// Names of fields whose lines begin with `start`, under the name that serde gives them.
fn fields(body: &[&str], start: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut renamed = None;
    for line in body {
        if let Some((_, rest)) = line.split_once("#[serde(rename = \"") {
            renamed = rest.split('"').next().map(str::to_owned);
        }
        let name = line
            .strip_prefix(start)
            .and_then(|rest| rest.split_once(": "));
        if let Some((name, _)) = name.filter(|(name, _)| !name.contains([' ', '/', '#'])) {
            names.push(renamed.take().unwrap_or_else(|| name.to_owned()));
        }
    }
    names
}

fn variants(body: &[&str], cased: impl Fn(&str) -> String) -> Vec<Member> {
    let mut all = Vec::new();
    let mut renamed = None;
    let mut rest = body;
    while let [line, after @ ..] = rest {
        rest = after;
        if let Some((_, text)) = line.split_once("#[serde(rename = \"") {
            renamed = text.split('"').next().map(str::to_owned);
        }
        let Some(name) = line
            .strip_prefix("    ")
            .filter(|name| name.starts_with(char::is_uppercase))
        else {
            continue;
        };
        let end = name.find([' ', '(', ',']).unwrap_or(name.len());
        let mut inside = Vec::new();
        if name.ends_with(" {") {
            let close = rest.iter().position(|line| *line == "    },").unwrap();
            inside = fields(&rest[..close], "        ");
            rest = &rest[close..];
        }
        all.push(Member {
            name: renamed.take().unwrap_or_else(|| cased(&name[..end])),
            fields: inside,
        });
    }
    all
}

fn snake(name: &str) -> String {
    let mut out = String::new();
    for (at, letter) in name.char_indices() {
        if at > 0 && letter.is_uppercase() {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

/// The table row of an event.
fn row<'p>(page: &'p Page, kind: &str) -> Option<&'p str> {
    let start = format!("| `{kind}` |");
    page.section("5.2")
        .lines()
        .find(|line| line.starts_with(&start))
}

fn named(text: &str, name: &str) -> bool {
    text.contains(&format!("`{name}`"))
}

#[test]
fn every_kind_of_event_is_described_with_its_fields() {
    let page = Page::read();
    let text = source("record/event.rs");
    let kinds = text.split("fn kind(&self)").nth(1).unwrap();
    let kinds: Vec<&str> = kinds
        .lines()
        .filter_map(|line| line.split_once("=> \"")?.1.strip_suffix("\","))
        .collect();
    assert!(kinds.len() >= 36, "{}", kinds.len());

    let all = types("record/event.rs");
    let event = all.iter().find(|t| t.name == "Event").unwrap();
    let refused = all.iter().find(|t| t.name == "RefusedAct").unwrap();
    let mut described: Vec<&str> = event.members.iter().map(|m| m.name.as_str()).collect();
    let mut listed = kinds;
    described.sort_unstable();
    listed.sort_unstable();
    assert_eq!(described, listed, "this test reads every variant");
    for member in &event.members {
        let row = row(&page, &member.name).unwrap_or_else(|| panic!("no row {}", member.name));
        for field in &member.fields {
            assert!(named(row, field), "{}: `{field}` is missing", member.name);
        }
    }
    let row = row(&page, "refused").unwrap();
    for field in &refused.members {
        assert!(named(row, &field.name), "refused: `{}`", field.name);
    }
    let rows = page
        .section("5.2")
        .lines()
        .filter(|line| line.starts_with("| `") && !line.starts_with("| `type`"));
    assert_eq!(rows.count(), event.members.len(), "no row too many");
}

/// The bullet of 5.3 that defines a type: `*Name*: …`, to the next bullet.
fn bullet<'p>(page: &'p Page, name: &str) -> Option<&'p str> {
    let wanted = format!("*{name}*: ");
    page.section("5.3")
        .split("\n- ")
        .map(|bullet| bullet.split("\n\n").next().unwrap_or(bullet))
        .find(|bullet| bullet.contains(&wanted))
}

#[test]
fn every_type_in_a_record_is_described_with_its_fields() {
    let page = Page::read();
    let mut described = 0;
    for file in [
        "asset",
        "carrier",
        "checking",
        "contract",
        "correction",
        "dealings",
        "destruction",
        "document",
        "incident",
        "instance",
        "journey",
        "party",
        "permission",
        "software",
    ] {
        for Type { name, members } in types(&format!("record/{file}.rs")) {
            let whole = page.section("5.3");
            // Enums are told where they are used; structs have a bullet of their own.
            let text = bullet(&page, &name).unwrap_or(whole);
            for member in &members {
                assert!(named(text, &member.name), "{name}: `{}`", member.name);
                for field in &member.fields {
                    assert!(named(text, field), "{name}: `{field}`");
                }
            }
            described += members.len();
        }
    }
    assert!(described > 250, "only {described} names were looked for");
}

#[test]
fn every_document_is_described_with_its_fields() {
    let page = Page::read();
    for (section, path, name) in [
        ("4.2", "keys/card.rs", "CardDocument"),
        ("5.1", "record/event.rs", "Record"),
        ("7.5", "vault/documents.rs", "TagDocument"),
        ("8.1", "vault/documents.rs", "RequestDocument"),
        ("8.2", "vault/documents.rs", "DecisionDocument"),
        ("8.2", "vault/documents.rs", "DecidedAs"),
        ("8.3", "vault/documents.rs", "ReturnDocument"),
        ("8.4", "vault/documents.rs", "ReceiptDocument"),
        ("8.4", "vault/documents.rs", "Received"),
        ("8.5", "vault/incident.rs", "Declaration"),
        ("8.6", "vault/documents.rs", "HandoverDocument"),
        ("8.7", "vault/documents.rs", "ProvisionDocument"),
        ("8.", "vault/documents.rs", "ContractFacts"),
        ("8.", "vault/documents.rs", "PersonFacts"),
        ("8.", "vault/documents.rs", "Item"),
    ] {
        let all = types(path);
        let found = all.iter().find(|t| t.name == name).unwrap();
        for member in &found.members {
            // The envelope's event is flattened into `type` and `body`.
            let names = match (name, member.name.as_str()) {
                ("Record", "event") => vec!["type", "body"],
                (_, own) => vec![own],
            };
            let fields = member.fields.iter().map(String::as_str);
            for wanted in names.into_iter().chain(fields) {
                assert!(
                    named(page.section(section), wanted),
                    "{section}: {name} has `{wanted}`"
                );
            }
        }
    }
}

#[test]
fn every_kind_of_note_is_listed() {
    let page = Page::read();
    for path in [
        "record/event.rs",
        "keys/card.rs",
        "vault/documents.rs",
        "vault/incident.rs",
    ] {
        let text = source(path);
        let kinds = text
            .split('"')
            .filter(|text| text.starts_with("custody.") && text.contains("/v"));
        for kind in kinds {
            assert!(named(page.section("3.3"), kind), "{path}: {kind}");
        }
    }
}
