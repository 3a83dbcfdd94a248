//! The command `custody sub-report`: what a 再委託先 has, made and ended, by its セキュリティ責任者 (transition 15).

use super::desk::{missing, organisation_name};
use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{CarrierId, InstanceId, Method, PermissionId, Protection};
use custody_core::rules::{Act, EndedHoldings, NewHoldings, NewSubReport};
use serde_json::json;
use std::num::NonZeroU32;

#[derive(Debug, clap::Args)]
pub(crate) struct SubReport {
    #[arg(long, value_name = "N")]
    pub(crate) counted: Option<u64>,
    #[arg(long = "made-of", value_name = "ID", requires = "on_carrier", value_parser = parse::id::<InstanceId>)]
    pub(crate) made_of: Option<InstanceId>,
    #[arg(long, value_name = "N", requires = "made_of")]
    pub(crate) copies: Option<NonZeroU32>,
    #[arg(long = "on-carrier", value_name = "CARRIER", requires = "made_of", value_parser = parse::id::<CarrierId>)]
    pub(crate) on_carrier: Option<CarrierId>,
    #[arg(long, requires = "made_of", value_parser = parse::protection())]
    pub(crate) protection: Option<Protection>,
    #[arg(long = "ended", value_name = "ID", requires = "method", value_parser = parse::id::<InstanceId>)]
    pub(crate) ended: Vec<InstanceId>,
    #[arg(long, value_name = "METHOD", requires = "ended", value_parser = parse::method())]
    pub(crate) method: Option<Method>,
    #[arg(long, value_name = "P", value_parser = parse::id::<PermissionId>)]
    pub(crate) approval: Option<PermissionId>,
}

impl SubReport {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let counted =
            context
                .ask
                .one(self.counted, "--counted", &say!("ask-counted"), |answer| {
                    answer.trim().parse().map_err(|_| say!("not-a-count"))
                })?;
        let made = match (self.made_of, self.on_carrier) {
            (Some(of), Some(carrier)) => Some(NewHoldings {
                of,
                copies: self.copies.unwrap_or(NonZeroU32::MIN),
                carrier,
                protection: self.protection.unwrap_or(Protection::None),
            }),
            (Some(_), None) => return Err(missing("--on-carrier")),
            (None, _) => None,
        };
        let ended = self.method.map(|method| EndedHoldings {
            instances: self.ended,
            method,
        });
        let act = Act::SubReport(Box::new(NewSubReport {
            made,
            ended,
            counted,
        }));
        let register = context.around(&vault, Some(act.reach()))?;
        let asked = context.asked_under(&register, &member, self.approval, act)?;
        if context.global.dry_run {
            return context.would(&vault, &asked);
        }
        let done = vault
            .act(&member, &asked)
            .map_err(|error| context.explained(&vault, error))?;
        let register = vault.register()?;
        let employer = register.people.get(&member.id()).map(|p| p.employer);
        let registered = register
            .instances
            .values()
            .filter(|i| Some(i.org) == employer && i.state().is_kept())
            .count();
        let org = employer.map_or_else(String::new, |org| organisation_name(&register, org));
        let new = match done.ids.as_slice() {
            [] => String::new(),
            ids => context.ui.text(&say!("sub-made", ids = ids.join("、"))),
        };
        let (there, registered_words) = (counted.to_string(), registered.to_string());
        let sentence = match u64::try_from(registered) == Ok(counted) {
            true => say!("sub-reported", made = new, org = org, counted = there),
            false => say!(
                "sub-reported-differs",
                made = new,
                org = org,
                counted = there,
                registered = registered_words
            ),
        };
        let more = vec![
            ("counted", json!(counted)),
            ("registered", json!(registered)),
        ];
        context.recorded(&done, &sentence, more)
    }
}
