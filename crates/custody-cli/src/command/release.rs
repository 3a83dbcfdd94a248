//! The command `custody release`: hand-over to a disposer, of many carriers at once (transition 21).

use super::desk::missing;
use super::serials;
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{InstanceId, OrgId, PermissionId, PersonId, StateName, Text};
use custody_core::rules::{Act, NewRelease};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Release {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>, conflicts_with = "serials")]
    pub(crate) instances: Vec<InstanceId>,
    #[arg(long, value_name = "FILE")]
    pub(crate) serials: Option<PathBuf>,
    #[arg(long, value_name = "ORG", value_parser = parse::named::<OrgId>)]
    pub(crate) to: Option<Named<OrgId>>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) received_by: Option<Text>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) seal_no: Option<Text>,
    #[arg(long, value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) witness: Option<Named<PersonId>>,
    #[arg(long, value_name = "P", value_parser = parse::id::<PermissionId>)]
    pub(crate) approval: Option<PermissionId>,
}

impl Release {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = vault.register()?;
        let instances: Vec<InstanceId> = match &self.serials {
            Some(file) => serials::read(file, &register, &[StateName::AwaitingDestruction])?
                .into_iter()
                .map(|item| item.instance)
                .collect(),
            None => self.instances,
        };
        if instances.is_empty() {
            return Err(missing("ID"));
        }
        let to = self.to.ok_or_else(|| missing("--to"))?;
        let new = NewRelease {
            org: context.org(&register, &to)?,
            received_by: self.received_by.ok_or_else(|| missing("--received-by"))?,
            seal_no: self.seal_no,
            witness: context.person_or_ask(&register, self.witness.as_ref(), "--witness", |p| {
                p.id != member.id()
            })?,
            instances,
        };
        let count = new.instances.len().to_string();
        let act = Act::Release(Box::new(new));
        let reach = vault.known(&act.reach())?;
        let asked = context.asked_under(&reach, &member, self.approval, act)?;
        context.simple(&mut vault, &member, &asked, |_| {
            say!("released", count = count)
        })
    }
}
