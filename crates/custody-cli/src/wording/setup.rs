//! What can be wrong in a setup or profile file, in words: the line, the key, and what belongs there.

use super::given::{date_words, text_words};
use super::{Arg, Phrase, say};
use crate::error::{CliError, ExitCode};
use custody_core::rules::setup::{Expected, Fault, SetupError};

impl From<SetupError> for CliError {
    fn from(error: SetupError) -> Self {
        let code = ExitCode::of_core(error.code());
        let (key, fault) = (error.key.as_str(), words(&error.fault));
        let what = match (error.line, key) {
            (Some(line), "") => say!("setup-line", line = line, fault = fault),
            (Some(line), key) => say!("setup-line-key", line = line, key = key, fault = fault),
            (None, "") => say!("setup-file", fault = fault),
            (None, key) => say!("setup-key", key = key, fault = fault),
        };
        Self::new(code, what)
            .and(say!("safe-nothing-written"))
            .and(say!("setup-advice"))
            .next("custody init --example")
    }
}

fn words(fault: &Fault) -> Phrase {
    match fault {
        Fault::TooLarge => say!("setup-too-large"),
        // The parser has its own words only in English.
        Fault::Syntax(detail) => say!("setup-syntax", detail = detail.as_str()),
        Fault::UnknownKey => say!("setup-unknown-key"),
        Fault::Missing => say!("setup-missing"),
        Fault::WrongType(expected) => expected_words(*expected),
        Fault::Text(error) => text_words(*error),
        Fault::Date(error) => date_words(error),
        Fault::NotOneOf { given, expected } => say!(
            "setup-not-one-of",
            given = given.as_str(),
            expected = Arg::List(
                expected
                    .iter()
                    .map(|word| say!("quoted", text = word.as_str()).into())
                    .collect()
            )
        ),
        Fault::OutOfRange { least, most } => {
            say!("setup-out-of-range", least = *least, most = *most)
        }
        Fault::Empty => say!("setup-empty"),
        Fault::Twice(entry) => say!("setup-twice", entry = entry.as_str()),
        Fault::NoSuchName(name) => say!("setup-no-such-name", name = name.as_str()),
        Fault::EndsBeforeStart => say!("setup-ends-before-start"),
        Fault::NoPermission => say!("setup-no-permission"),
        Fault::NotSecure => say!("setup-not-secure"),
        Fault::NotApproved => say!("setup-not-approved"),
        Fault::OpenerNotManager => say!("setup-opener-not-manager"),
        Fault::CombinedRoles => say!("setup-combined-roles"),
        Fault::NoWorkScope => say!("setup-no-work-scope"),
        Fault::ScopeWithoutWorker => say!("setup-scope-without-worker"),
        Fault::NoSubjects => say!("setup-no-subjects"),
        Fault::SubjectsWithoutApprover => say!("setup-subjects-without-approver"),
        Fault::NoCard(path) => say!("setup-no-card", path = path.as_str()),
    }
}

fn expected_words(expected: Expected) -> Phrase {
    match expected {
        Expected::Text => say!("setup-expects-text"),
        Expected::List => say!("setup-expects-list"),
        Expected::Flag => say!("setup-expects-flag"),
        Expected::Number => say!("setup-expects-number"),
        Expected::Day => say!("setup-expects-day"),
        Expected::Table => say!("setup-expects-table"),
        Expected::Tables => say!("setup-expects-tables"),
    }
}
