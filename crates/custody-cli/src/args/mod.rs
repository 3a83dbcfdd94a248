//! The command line: options that every command takes, how values are read, how help and mistakes are worded.

pub(crate) mod help;
pub(crate) mod parse;
pub(crate) mod usage;

use crate::command::Command;
use clap::error::ErrorKind;
use clap::{Args as _, FromArgMatches as _, Subcommand as _};
use custody_core::record::Moment;
use custody_core::record::calendar::Parsed;
use std::ffi::OsString;
use std::path::PathBuf;

/// Options of every command (`cli.md`, conventions).
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Global {
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) vault: Option<PathBuf>,
    #[arg(long = "as", global = true, value_name = "NAME")]
    pub(crate) by: Option<String>,
    #[arg(long, global = true, value_name = "N")]
    pub(crate) passphrase_fd: Option<u32>,
    #[arg(long, global = true)]
    pub(crate) yes: bool,
    #[arg(long, global = true)]
    pub(crate) dry_run: bool,
    #[arg(long, global = true, value_name = "TIME", value_parser = parse::moment)]
    pub(crate) at: Option<Parsed<Moment>>,
    #[arg(long, global = true)]
    pub(crate) explain: bool,
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    #[arg(long, short, global = true)]
    pub(crate) verbose: bool,
    #[arg(long, global = true)]
    pub(crate) no_color: bool,
    #[arg(long, global = true, value_name = "ja|en", value_parser = ["ja", "en"])]
    pub(crate) lang: Option<String>,
}

/// The whole command line.
#[derive(Debug)]
pub(crate) struct Cli {
    pub(crate) global: Global,
    pub(crate) command: Option<Command>,
}

impl Cli {
    /// What was typed, the program's name first.
    ///
    /// # Errors
    /// A mistake, or help or version asked for: as the whole tree words it.
    pub(crate) fn read(arguments: &[OsString]) -> Result<Self, clap::Error> {
        let tree = Command::named_in(arguments, root());
        match Self::by(tree, arguments) {
            Err(error) if !is_answer(&error) => Self::by(Self::command(), arguments),
            read => read,
        }
    }

    /// The whole tree.
    pub(crate) fn command() -> clap::Command {
        Command::augment_subcommands(root())
    }

    fn by(tree: clap::Command, arguments: &[OsString]) -> Result<Self, clap::Error> {
        let matches = tree.try_get_matches_from(arguments)?;
        let command = matches.subcommand_name().is_some();
        let command = command.then(|| Command::from_arg_matches(&matches));
        Ok(Self {
            global: Global::from_arg_matches(&matches)?,
            command: command.transpose()?,
        })
    }
}

/// Help or version asked for, and no mistake.
fn is_answer(error: &clap::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    )
}

/// The program with the options of every command.
fn root() -> clap::Command {
    Global::augment_args(
        clap::Command::new("custody")
            .version(env!("CARGO_PKG_VERSION"))
            .disable_help_subcommand(true)
            .infer_long_args(false)
            .max_term_width(100),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn read(line: &str) -> Result<Cli, clap::Error> {
        let words: Vec<OsString> = line.split(' ').map(Into::into).collect();
        Cli::read(&words)
    }

    #[test]
    fn each_command_is_found_by_its_name_with_all_its_options() {
        for whole in Cli::command().get_subcommands() {
            let named = Command::named_in(&["custody".into(), whole.get_name().into()], root());
            let alone: Vec<_> = named.get_subcommands().collect();
            assert_eq!(alone.len(), 1, "{}", whole.get_name());
            let ids = |tree: &clap::Command| -> Vec<String> {
                let arguments = tree.get_arguments().map(|one| one.get_id().to_string());
                let verbs = tree.get_subcommands().map(|one| one.get_name().to_owned());
                arguments.chain(verbs).collect()
            };
            assert_eq!(ids(alone[0]), ids(whole), "{}", whole.get_name());
        }
    }

    #[test]
    fn a_value_that_is_a_commands_name_is_a_value() {
        let cli = read("custody --as seal list --state held").unwrap();
        assert_eq!(cli.global.by.as_deref(), Some("seal"));
        assert!(matches!(cli.command, Some(Command::List(_))));
        assert!(read("custody --lang en").unwrap().command.is_none());
    }

    #[test]
    fn a_mistake_is_told_as_the_whole_tree_knows_it() {
        let error = read("custody lost").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidSubcommand);
        let near = error.get(clap::error::ContextKind::SuggestedSubcommand);
        assert!(format!("{near:?}").contains("list"), "{near:?}");
    }
}
