//! The command `custody disclose`: what was learned under the contract is told to somebody (transition 31, Art. 12).

use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{InstanceId, PermissionId, Text};
use custody_core::rules::{Act, NewDisclosure};

#[derive(Debug, clap::Args)]
pub(crate) struct Disclose {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) instances: Vec<InstanceId>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) to: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) items: Option<Text>,
    #[arg(long, value_name = "P", value_parser = parse::id::<PermissionId>)]
    pub(crate) approval: Option<PermissionId>,
}

impl Disclose {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let to = context.text_or_ask(self.to, "--to", say!("ask-recipient"))?;
        let items = context.text_or_ask(self.items, "--items", say!("ask-disclosed"))?;
        let act = Act::Disclose(Box::new(NewDisclosure {
            instances: self.instances,
            to: to.clone(),
            items,
        }));
        let register = context.around(&vault, Some(act.reach()))?;
        let asked = context.asked_under(&register, &member, self.approval, act)?;
        context.simple(&mut vault, &member, &asked, |_| {
            say!("disclosed", to = to.as_str())
        })
    }
}
