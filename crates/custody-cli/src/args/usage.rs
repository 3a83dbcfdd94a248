//! Mistakes on the command line, in words. Values are never repeated: one of them may be a secret.

use super::Cli;
use super::parse::Unfit;
use crate::error::CliError;
use crate::wording::{Phrase, say};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;
use std::ffi::OsString;

/// What clap found wrong.
pub(crate) fn mistake(error: &clap::Error, arguments: &[OsString]) -> CliError {
    let option = context(error, ContextKind::InvalidArg);
    let what = match error.kind() {
        ErrorKind::UnknownArgument if !option.starts_with('-') => {
            say!("usage-unexpected", given = option.as_str())
        }
        ErrorKind::UnknownArgument => say!("usage-unknown-option", option = option.as_str()),
        ErrorKind::InvalidSubcommand => say!(
            "usage-unknown-command",
            command = context(error, ContextKind::InvalidSubcommand)
        ),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            say!("usage-command-missing")
        }
        ErrorKind::MissingRequiredArgument => say!("option-missing", option = option.as_str()),
        ErrorKind::ArgumentConflict => say!(
            "usage-conflict",
            option = option.as_str(),
            other = context(error, ContextKind::PriorArg)
        ),
        ErrorKind::InvalidValue if list(error, ContextKind::ValidValue).is_empty() => {
            say!("usage-value-missing", option = option.as_str())
        }
        ErrorKind::InvalidValue => say!(
            "usage-not-offered",
            option = option.as_str(),
            offered = list(error, ContextKind::ValidValue)
        ),
        ErrorKind::ValueValidation => match unfit(error) {
            Some(why) => say!("usage-unfit", option = option.as_str(), why = why),
            None => say!("usage-bad-value", option = option.as_str()),
        },
        ErrorKind::TooManyValues => say!("usage-too-many", option = option.as_str()),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            say!("usage-value-missing", option = option.as_str())
        }
        ErrorKind::InvalidUtf8 => say!("usage-not-utf8"),
        _ => say!("usage-other"),
    };
    let mut said = CliError::usage(what);
    let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand];
    if let Some(near) = suggested
        .into_iter()
        .flat_map(|kind| list(error, kind))
        .next()
    {
        said = said.and(say!("usage-suggestion", near = near));
    }
    if is_secret(&option) {
        said = said.and(say!("passphrase-how"));
    }
    said.next(help_command(arguments))
}

/// `--pass=…`, `--password` and the like.
fn is_secret(option: &str) -> bool {
    let option = option.to_lowercase();
    ["pass", "secret", "pin"]
        .iter()
        .any(|word| option.starts_with(&format!("--{word}")))
}

/// A context value without what stands after `=`.
fn context(error: &clap::Error, kind: ContextKind) -> String {
    let all: Vec<String> = list(error, kind)
        .into_iter()
        .map(|word| word.split('=').next().unwrap_or_default().to_owned())
        .collect();
    all.join(" ")
}

fn list(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(one)) => vec![one.clone()],
        Some(ContextValue::Strings(all)) => all.clone(),
        _ => Vec::new(),
    }
}

fn unfit(error: &clap::Error) -> Option<Phrase> {
    let source = error.source()?;
    source.downcast_ref::<Unfit>().map(|unfit| unfit.0.clone())
}

/// `custody take --help` for a mistake in `custody take`.
fn help_command(arguments: &[OsString]) -> String {
    let mut words = vec!["custody".to_owned()];
    let tree = Cli::command();
    let mut command = &tree;
    for argument in arguments.iter().skip(1) {
        let word = argument.to_str().unwrap_or_default();
        if let Some(sub) = command.find_subcommand(word) {
            words.push(word.to_owned());
            command = sub;
        }
    }
    words.push("--help".to_owned());
    words.join(" ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::lang::Lang;

    fn said(line: &str) -> (String, String, Vec<String>) {
        let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let error = Cli::read(&arguments).unwrap_err();
        let error = mistake(&error, &arguments);
        assert_eq!(error.code(), crate::error::ExitCode::Usage);
        let text = |lang| error.lines(lang).join(" ");
        (
            text(Lang::Ja),
            text(Lang::En),
            error.next_commands().to_vec(),
        )
    }

    #[test]
    fn a_mistake_names_its_option_and_the_help_to_read() {
        for (line, ja, en, next) in [
            (
                "custody --frob",
                "「--frob」というオプションはありません。",
                "There is no option --frob.",
                "custody --help",
            ),
            (
                "custody completions",
                "「<SHELL>」がありません",
                "is missing",
                "custody completions --help",
            ),
            (
                "custody completions bsh",
                "選べるのは",
                "choose from",
                "custody completions --help",
            ),
            (
                "custody --at yesterday man",
                "日付",
                "date",
                "custody man --help",
            ),
            (
                "custody -q -v man",
                "同時に",
                "together",
                "custody man --help",
            ),
            (
                "custody complétions",
                "「complétions」という操作はありません。",
                "no command",
                "custody --help",
            ),
        ] {
            let (found_ja, found_en, found_next) = said(line);
            assert!(found_ja.contains(ja), "{line}: {found_ja}");
            assert!(found_en.contains(en), "{line}: {found_en}");
            assert_eq!(found_next, [next], "{line}");
        }
    }

    #[test]
    fn a_secret_on_the_command_line_is_not_repeated() {
        for line in [
            "custody --password=hunter2 man",
            "custody --passphrase hunter2",
            "custody man --pass=hunter2",
        ] {
            let (ja, en, _) = said(line);
            assert!(
                !ja.contains("hunter2") && !en.contains("hunter2"),
                "{ja} {en}"
            );
            assert!(
                ja.contains("--passphrase-fd") && en.contains("--passphrase-fd"),
                "{ja} {en}"
            );
        }
    }
}
