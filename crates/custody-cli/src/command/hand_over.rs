//! The command `custody hand-over`: another person holds it from then on, and both sign (transition 10).

use super::acceptance;
use super::carry::Seal;
use super::desk::{missing, read_note};
use crate::args::parse::{self, Named, Thing};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{InstanceId, PersonId, Reach, Register};
use custody_core::rules::{Act, HandOver as Asked};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct HandOver {
    #[arg(value_name = "J|ID", value_parser = parse::thing)]
    pub(crate) things: Vec<Thing>,
    #[arg(long, value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) to: Option<Named<PersonId>>,
    #[arg(long, value_name = "PERSON", conflicts_with = "to", value_parser = parse::named::<PersonId>)]
    pub(crate) from_absent: Option<Named<PersonId>>,
    #[arg(long, value_name = "PERSON", requires = "from_absent", value_parser = parse::named::<PersonId>)]
    pub(crate) with: Option<Named<PersonId>>,
    #[arg(long, value_name = "NOTE")]
    pub(crate) accepted: Option<PathBuf>,
    #[arg(long, requires = "out", conflicts_with = "accepted")]
    pub(crate) accept: bool,
    #[arg(long, short, value_name = "FILE", requires = "accept")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) seal: Seal,
}

impl HandOver {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        if self.accept {
            return self.accept(context);
        }
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, self.named())?;
        let hand_over = self.asked_for(context, &register, member.id())?;
        let act = Act::HandOver(Box::new(hand_over.clone()));
        let asked = context.asked(&member, act);
        if context.global.dry_run {
            return context.would(&vault, &asked);
        }
        // The rules have their say before the other side is asked to sign.
        context.permit(&mut vault, &member, &asked)?;
        let note = match &self.accepted {
            Some(file) => read_note(file)?,
            None => self.signed_here(context, &vault, &register, &hand_over)?,
        };
        let done = vault
            .hand_over(&member, asked, &note)
            .map_err(|error| context.explained(&vault, error))?;
        let ids: Vec<String> = hand_over
            .instances
            .iter()
            .map(ToString::to_string)
            .collect();
        let sentence = say!(
            "handed-over",
            ids = ids.join("、"),
            name = name(&register, hand_over.to)
        );
        context.recorded(&done, &sentence, Vec::new())
    }

    /// The receiver signs for what they take, with a key of their own, elsewhere.
    fn accept(self, context: &Context) -> Result<(), CliError> {
        let vault = context.open_vault()?;
        let register = context.around(&vault, self.named())?;
        let key = context.unlock()?;
        let me = register
            .people
            .values()
            .find(|p| {
                let card = p.card.as_ref().map(|c| c.fingerprint.as_str().to_owned());
                card == Some(key.fingerprint().to_string())
            })
            .map(|p| p.id);
        let me = me.ok_or_else(|| missing("--as"))?;
        let hand_over = match self.from_absent {
            None => Asked {
                to: me,
                ..self.asked_with(context, &register, me, None)?
            },
            // The supervisor signs; it goes to the manager.
            Some(_) => {
                let to =
                    context.person_or_ask(&register, self.with.as_ref(), "--with", |_| true)?;
                self.asked_with(context, &register, to, Some(me))?
            }
        };
        let sign = |key: &_| vault.acceptance(key, &hand_over);
        let note = acceptance::sign(context, &vault, key, sign)?;
        acceptance::write(context, self.out, &note)
    }

    fn asked_for(
        &self,
        context: &Context,
        register: &Register,
        me: PersonId,
    ) -> Result<Asked, CliError> {
        if self.from_absent.is_some() {
            let with = context.person_or_ask(register, self.with.as_ref(), "--with", |p| {
                p.id != me && !p.is_client()
            })?;
            return self.asked_with(context, register, me, Some(with));
        }
        let to = context.person_or_ask(register, self.to.as_ref(), "--to", |p| p.id != me)?;
        self.asked_with(context, register, to, None)
    }

    fn asked_with(
        &self,
        context: &Context,
        register: &Register,
        to: PersonId,
        absent: Option<PersonId>,
    ) -> Result<Asked, CliError> {
        Ok(Asked {
            instances: self.instances(context, register)?,
            to,
            absent,
            seal_intact: !self.seal.seal_broken,
            remark: self.seal.remark.clone(),
            note: None,
        })
    }

    /// What the arguments name, where they are instances alone: a journey or an absent person may leave a choice.
    fn named(&self) -> Option<Reach> {
        let id = |thing: &Thing| match thing {
            Thing::Instance(id) => Some(*id),
            _ => None,
        };
        let all: Option<Vec<InstanceId>> = self.things.iter().map(id).collect();
        all.filter(|all| !all.is_empty()).map(Reach::instances)
    }

    /// A journey stands for all that it carries; an absent person for all that they hold.
    fn instances(
        &self,
        context: &Context,
        register: &Register,
    ) -> Result<Vec<InstanceId>, CliError> {
        let mut all = Vec::new();
        for thing in &self.things {
            match thing {
                Thing::Instance(id) => all.push(*id),
                Thing::Journey(id) => {
                    all.extend(register.journeys.get(id).iter().flat_map(|j| &j.carried));
                }
                _ => return Err(missing("J|ID")),
            }
        }
        if let (true, Some(named)) = (all.is_empty(), &self.from_absent) {
            let absent = context.person(register, named)?;
            let held = |i: &&custody_core::record::Instance| i.custody.holder() == Some(absent);
            all.extend(register.instances.values().filter(held).map(|i| i.id));
        }
        if all.is_empty() {
            all.push(context.instance_or_ask(register, None, |i| i.custody.holder().is_some())?);
        }
        Ok(all)
    }

    /// Both keys are on this machine: the other one's passphrase is asked for next.
    fn signed_here(
        &self,
        context: &Context,
        vault: &custody_core::vault::Vault,
        register: &Register,
        hand_over: &Asked,
    ) -> Result<Vec<u8>, CliError> {
        let by = hand_over.absent.unwrap_or(hand_over.to);
        let key = context.unlock_as(Some(&name(register, by)))?;
        let sign = |key: &_| vault.acceptance(key, hand_over);
        let note = acceptance::sign(context, vault, key, sign)?;
        Ok(note.as_bytes().to_vec())
    }
}

fn name(register: &Register, person: PersonId) -> String {
    register
        .people
        .get(&person)
        .map_or_else(|| person.to_string(), |p| p.name.to_string())
}
