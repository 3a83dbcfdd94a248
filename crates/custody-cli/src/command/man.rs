//! The command `custody man`: the manual page.

use crate::args::help;
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;

#[derive(Debug, clap::Args)]
pub(crate) struct Man {}

impl Man {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let page = help::manual(context.ui.lang)
            .map_err(|error| CliError::io(say!("io-stdout"), &error))?;
        context.ui.out(&page)
    }
}
