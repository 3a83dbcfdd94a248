//! The command line: options that every command takes, how values are read, how help and mistakes are worded.

pub(crate) mod help;
pub(crate) mod parse;
pub(crate) mod usage;

use custody_core::record::Moment;
use custody_core::record::calendar::Parsed;
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
#[derive(Debug, clap::Parser)]
#[command(
    name = "custody",
    version,
    disable_help_subcommand = true,
    infer_long_args = false,
    max_term_width = 100
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Option<crate::command::Command>,
}
