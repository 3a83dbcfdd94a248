//! The command `custody provide`: to a 再委託先, whose セキュリティ責任者 accepts by signing (transition 14).

use super::acceptance;
use super::carry::Seal;
use super::desk::{missing, organisation_name, read_note};
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{
    InstanceId, OrgId, OrgKind, PermissionId, PersonId, PlaceId, Reach, Register, Role, Text,
};
use custody_core::rules::{Act, NewProvision};
use custody_core::vault::Vault;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Provide {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) instances: Vec<InstanceId>,
    #[arg(long, value_name = "ORG", value_parser = parse::named::<OrgId>)]
    pub(crate) to: Option<Named<OrgId>>,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) place: Option<Named<PlaceId>>,
    #[arg(long, value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) accepted_by: Option<Named<PersonId>>,
    #[arg(long, value_name = "SEAL-NO", value_parser = parse::text)]
    pub(crate) locked_case: Option<Text>,
    #[arg(long, value_name = "P", value_parser = parse::id::<PermissionId>)]
    pub(crate) approval: Option<PermissionId>,
    #[arg(long, value_name = "NOTE")]
    pub(crate) accepted: Option<PathBuf>,
    #[arg(long, requires = "out", conflicts_with_all = ["accepted", "accepted_by"])]
    pub(crate) accept: bool,
    #[arg(long, short, value_name = "FILE", requires = "accept")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) seal: Seal,
}

impl Provide {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        if self.accept {
            return self.accept(context);
        }
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, self.named())?;
        let new = self.asked_for(context, &register)?;
        let act = Act::Provide(Box::new(new.clone()));
        let asked = context.asked_under(&register, &member, self.approval, act)?;
        if context.global.dry_run {
            return context.would(&vault, &asked);
        }
        // The rules have their say before the other side is asked to sign.
        context.permit(&mut vault, &member, &asked)?;
        let note = match &self.accepted {
            Some(file) => read_note(file)?,
            None => signed_here(context, &vault, &register, &new)?,
        };
        let done = vault
            .provide(&member, asked, &note)
            .map_err(|error| context.explained(&vault, error))?;
        let ids: Vec<String> = new.instances.iter().map(ToString::to_string).collect();
        let sentence = say!(
            "provided",
            ids = ids.join("、"),
            org = organisation_name(&register, new.org)
        );
        context.recorded(&done, &sentence, Vec::new())
    }

    /// The セキュリティ責任者 signs for what comes, with a key of their own, elsewhere.
    fn accept(self, context: &Context) -> Result<(), CliError> {
        let vault = context.open_vault()?;
        if self.instances.is_empty() {
            return Err(missing("ID"));
        }
        let key = context.unlock()?;
        let note = acceptance::sign(context, &vault, key, |key| {
            vault.provision_acceptance(key, &self.instances, !self.seal.seal_broken)
        })?;
        acceptance::write(context, self.out, &note)
    }

    fn asked_for(&self, context: &Context, register: &Register) -> Result<NewProvision, CliError> {
        let sub = |o: &custody_core::record::Organisation| o.kind == OrgKind::Subcontractor;
        let org = context.org_or_ask(register, self.to.as_ref(), "--to", sub)?;
        let instances = match self.instances.as_slice() {
            [] => vec![context.instance_or_ask(register, None, |i| i.state().is_kept())?],
            all => all.to_vec(),
        };
        let accepted_by = match &self.accepted_by {
            Some(named) => Some(context.person(register, named)?),
            None => security(context, register, org)?,
        };
        Ok(NewProvision {
            instances,
            org,
            place: context.place_or_ask(register, self.place.as_ref(), |_| true)?,
            locked_case: self.locked_case.clone(),
            accepted_by,
            seal_intact: !self.seal.seal_broken,
            remark: self.seal.remark.clone(),
            note: None,
        })
    }

    fn named(&self) -> Option<Reach> {
        let all = self.instances.iter().copied();
        (!self.instances.is_empty()).then(|| Reach::instances(all))
    }
}

/// The セキュリティ責任者 of the organisation; asked for where there are several.
fn security(
    context: &Context,
    register: &Register,
    org: OrgId,
) -> Result<Option<PersonId>, CliError> {
    let today = context.now().date();
    let secures = |p: &custody_core::record::Person| {
        p.employer == org && p.has_role(Role::SubSecurity, today)
    };
    let all: Vec<PersonId> = register
        .people
        .values()
        .filter(|p| secures(p))
        .map(|p| p.id)
        .collect();
    match all.as_slice() {
        [] => Ok(None),
        [only] => Ok(Some(*only)),
        _ => context
            .person_or_ask(register, None, "--accepted-by", secures)
            .map(Some),
    }
}

/// Both keys are on this machine: the other one's passphrase is asked for next.
fn signed_here(
    context: &Context,
    vault: &Vault,
    register: &Register,
    new: &NewProvision,
) -> Result<Vec<u8>, CliError> {
    let by = new.accepted_by.ok_or_else(|| missing("--accepted-by"))?;
    let name = register.people.get(&by).map(|p| p.name.to_string());
    let key = context.unlock_as(name.as_deref())?;
    let note = acceptance::sign(context, vault, key, |key| {
        vault.provision_acceptance(key, &new.instances, new.seal_intact)
    })?;
    Ok(note.as_bytes().to_vec())
}
