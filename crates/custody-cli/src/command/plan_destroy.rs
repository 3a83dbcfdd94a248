//! The command `custody plan-destroy`: what is to be destroyed, how, where and with whom (transition 19).

use super::desk::missing;
use super::serials;
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::StateName;
use custody_core::record::calendar::Parsed;
use custody_core::record::{Date, InstanceId, Method, PermissionId, PersonId, PlaceId, Reach};
use custody_core::rules::{Act, Verb};
use std::path::PathBuf;

/// How many numbers are shown one by one.
const SHOWN: usize = 12;

#[derive(Debug, clap::Args)]
pub(crate) struct PlanDestroy {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) instances: Vec<InstanceId>,
    #[arg(long, value_name = "FILE", conflicts_with = "instances")]
    pub(crate) serials: Option<PathBuf>,
    #[arg(long, value_name = "METHOD", value_parser = parse::method())]
    pub(crate) method: Option<Method>,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) place: Option<Named<PlaceId>>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) on: Option<Parsed<Date>>,
    #[arg(long, value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) witness: Option<Named<PersonId>>,
    #[arg(long, value_name = "P", value_parser = parse::id::<PermissionId>)]
    pub(crate) approval: Option<PermissionId>,
    #[arg(long, conflicts_with_all = ["method", "on", "witness"])]
    pub(crate) cancel: bool,
}

impl PlanDestroy {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let named = (!self.instances.is_empty()).then(|| Reach::instances(self.instances.clone()));
        let register = context.around(&vault, named)?;
        let instances = if let Some(file) = &self.serials {
            let verb = if self.cancel {
                Verb::CancelDestroy
            } else {
                Verb::PlanDestroy
            };
            let items = serials::read(file, &register, verb.from())?;
            items.into_iter().map(|item| item.instance).collect()
        } else if self.instances.is_empty() {
            vec![context.instance_or_ask(&register, None, |i| {
                matches!(i.state(), StateName::Held | StateName::Quarantined)
            })?]
        } else {
            self.instances.clone()
        };
        let held = instances
            .first()
            .and_then(|id| register.instances.get(id))
            .and_then(|i| i.custody.place());
        let place = match &self.place {
            Some(named) => context.place(&register, named)?,
            None => held.ok_or_else(|| missing("--place"))?,
        };
        let act = if self.cancel {
            Act::CancelDestroy {
                instances: instances.clone(),
                place,
            }
        } else {
            Act::PlanDestroy {
                instances: instances.clone(),
                method: method_or_ask(context, self.method)?,
                place,
                on: self.on.map_or_else(|| context.now().date(), |on| on.value),
                witness: context.person_or_ask(
                    &register,
                    self.witness.as_ref(),
                    "--witness",
                    |p| p.id != member.id(),
                )?,
            }
        };
        let reach = vault.known(&act.reach())?;
        let asked = context.asked_under(&reach, &member, self.approval, act)?;
        let ids = numbers(context, &instances);
        context.simple(&mut vault, &member, &asked, |_| {
            if self.cancel {
                say!("destroy-cancelled", ids = ids)
            } else {
                say!("destroy-planned", ids = ids)
            }
        })
    }
}

/// The things by their numbers; of many, how many.
fn numbers(context: &Context, instances: &[InstanceId]) -> String {
    if instances.len() > SHOWN {
        return context.ui.text(&say!("so-many", count = instances.len()));
    }
    let ids: Vec<String> = instances.iter().map(ToString::to_string).collect();
    ids.join("、")
}

/// A method that was given, or is asked for.
pub(super) fn method_or_ask(context: &Context, given: Option<Method>) -> Result<Method, CliError> {
    let offered: Vec<(Method, String)> = Method::ALL
        .into_iter()
        .map(|method| {
            (
                method,
                format!("{} {}", method.code(), context.word(method)),
            )
        })
        .collect();
    context
        .ask
        .choice(given, "--method", &say!("ask-method"), &offered)
}
