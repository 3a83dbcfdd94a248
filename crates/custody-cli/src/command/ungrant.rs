//! The command `custody ungrant`: a person may open an instance no longer.

use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{InstanceId, PersonId, Reach, Text};
use custody_core::vault::RECOVERY;

#[derive(Debug, clap::Args)]
pub(crate) struct Ungrant {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) instance: InstanceId,
    #[arg(value_name = "PERSON|recovery", value_parser = parse::named::<PersonId>)]
    pub(crate) holder: Named<PersonId>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) how: Option<Text>,
}

impl Ungrant {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let holder = match &self.holder {
            Named::Name(name) if name.as_str() == RECOVERY => RECOVERY.to_owned(),
            named => context
                .person(&context.around(&vault, Some(Reach::standing()))?, named)?
                .to_string(),
        };
        let holder = Text::new(holder).map_err(|_| CliError::usage(say!("value-empty")))?;
        let id = self.instance.to_string();
        context.confirm(&say!(
            "ask-ungrant",
            id = id.as_str(),
            holder = holder.as_str()
        ))?;
        let done = vault
            .ungrant(&member, self.instance, &holder, self.how)
            .map_err(|error| context.explained(&vault, error))?;
        context.recorded(
            &done,
            &say!("ungranted", id = id, holder = holder.as_str()),
            Vec::new(),
        )
    }
}
