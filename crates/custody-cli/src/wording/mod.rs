//! What the program says, in Japanese and English: the only place where the core's types become sentences.
//!
//! A [`Phrase`] names a message of `i18n/<lang>/custody.ftl` and the values in it, and belongs to no language until it is
//! read out; so an error carries one phrase and is worded in both where `--json` asks for that. Every value that came from
//! data is escaped on the way in ([`visible()`]): a name can hold no terminal command.

mod archive;
mod catalogue;
mod denied;
mod file;
mod form;
mod given;
mod keys;
mod ledger;
mod note;
mod owned;
mod phrase;
mod refusal;
mod seal;
mod setup;
mod store;
#[cfg(test)]
mod tests;
mod value;
mod vault;
mod visible;
mod warning;

pub(crate) use archive::{caution_words, left_out};
#[cfg(test)]
pub(crate) use catalogue::help_keys;
pub(crate) use catalogue::help_text;
pub(crate) use file::document;
pub(crate) use given::{date_words, text_words};
pub(crate) use ledger::policy_words;
pub(crate) use owned::of_vault;
pub(crate) use phrase::{Arg, Both, Phrase};
pub(crate) use refusal::{About, Worded};
pub(crate) use store::row_words;
pub(crate) use vault::object_words;
pub(crate) use visible::{document_text, visible};
pub(crate) use warning::{WarningJson, warning};

/// A phrase of the message files: `say!("key")`, `say!("key", name = value, …)`.
macro_rules! say {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::wording::Phrase::new($key, vec![$((stringify!($name), $crate::wording::Arg::from($value))),*])
    };
}
pub(crate) use say;
