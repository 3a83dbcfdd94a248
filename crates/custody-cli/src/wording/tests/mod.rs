//! What is said, held against `domain.md` and against the code.

#![allow(clippy::unwrap_used, clippy::panic)]

/// A sample of every variant of an enum. One that is not in the list does not compile, so none stays without its words.
macro_rules! every {
    ($enum:ident: $($variant:ident $({ $($field:tt)* })? $(($($value:tt)*))?;)*) => {{
        #[allow(unreachable_patterns)]
        fn listed(of: &$enum) {
            match of {
                $($enum::$variant { .. } => (),)*
            }
        }
        let all = vec![$($enum::$variant $({ $($field)* })? $(($($value)*))?),*];
        all.iter().for_each(listed);
        all
    }};
}

mod catalogue;
mod errors;
mod language;
mod refusals;
mod table;
mod vault;

use crate::error::CliError;
use crate::lang::Lang;

/// No message is missing, and no value in one.
fn good(text: &str) {
    assert!(!text.is_empty());
    assert!(!text.contains("No localization"), "{text}");
    assert!(!text.contains('{'), "{text}");
}

/// Worded whole in both languages, each in its own, and with the core's own code.
fn whole(error: &CliError, code: u8) {
    assert_eq!(error.code().number(), code, "{error:?}");
    let (ja, en) = (error.lines(Lang::Ja), error.lines(Lang::En));
    ja.iter().chain(&en).for_each(|line| good(line));
    ja.iter().for_each(|line| language::japanese(line));
    en.iter().for_each(|line| language::english(line));
}
