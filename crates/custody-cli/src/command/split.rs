//! The command `custody split`: part of one instance gets a number of its own (transition 29).

use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{InstanceId, Quantity, Reach, StateName};
use custody_core::rules::Act;

#[derive(Debug, clap::Args)]
pub(crate) struct Split {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) instance: Option<InstanceId>,
    #[arg(long = "part", value_name = "QUANTITY", value_parser = parse::quantity)]
    pub(crate) parts: Vec<Quantity>,
}

impl Split {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, self.instance.map(|id| Reach::instances([id])))?;
        let id =
            context.instance_or_ask(&register, self.instance, |i| i.state() == StateName::Held)?;
        let mut parts = self.parts;
        if parts.is_empty() {
            let part = context
                .ask
                .one(None, "--part", &say!("ask-part"), |answer| {
                    parse::quantity(answer).map_err(|unfit| unfit.0)
                })?;
            parts.push(part);
        }
        // One part alone: the rest stays under the number.
        if let (Some(whole), [part]) = (register.instances.get(&id), parts.as_slice())
            && let Some(rest) = whole.quantity.number.get().checked_sub(part.number.get())
            && let Some(rest) = Quantity::new(rest, whole.quantity.unit)
        {
            parts.insert(0, rest);
        }
        let act = Act::Split {
            instance: id,
            parts,
        };
        let asked = context.asked(&member, act);
        context.simple(&mut vault, &member, &asked, |done| {
            say!("split", id = id.to_string(), new = done.ids.join("、"))
        })
    }
}
