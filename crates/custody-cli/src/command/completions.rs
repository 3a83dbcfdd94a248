//! The command `custody completions`: completion of commands and options for a shell.

use crate::args::{Cli, help};
use crate::cli::Context;
use crate::error::CliError;
use clap_complete::Shell;

/// Which shell.
#[derive(Debug, clap::Args)]
pub(crate) struct Completions {
    #[arg(value_name = "SHELL")]
    pub(crate) shell: Shell,
}

impl Completions {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let mut tree = help::worded(Cli::command(), context.ui.lang);
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut tree, "custody", &mut script);
        context.ui.out(&script)
    }
}
