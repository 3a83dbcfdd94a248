//! The command `custody carry`: packs, checks, records, and prints what to carry and what not (transition 9).

use super::brief::journey_or_ask;
use super::desk::{missing, read_note, unknown};
use super::request::Journey;
use crate::args::parse::{self, Named, Thing};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::keys::CardDocument;
use custody_core::note::SignedNote;
use custody_core::record::{CarrierId, InstanceId, PermissionId, PersonId, Reach, Text};
use custody_core::record::{JourneyPurpose, JourneyStage, Person, Register};
use custody_core::rules::{Act, Load, NewPackage};
use custody_core::seal::Recipient;
use custody_core::vault::{CarryLoad, Carrying, Member, PackTo, Vault};
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Carry {
    #[arg(value_name = "J|ID", value_parser = parse::thing)]
    pub(crate) things: Vec<Thing>,
    #[arg(long, short, value_name = "FILE", conflicts_with = "as_is")]
    pub(crate) out: Option<PathBuf>,
    #[arg(long = "source", value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) source: Option<InstanceId>,
    #[command(flatten)]
    pub(crate) to: Addressees,
    #[arg(long)]
    pub(crate) as_is: bool,
    #[arg(long, value_name = "NO", requires = "as_is", value_parser = parse::text)]
    pub(crate) locked_case: Option<Text>,
    #[arg(long, value_name = "CARRIER", value_parser = parse::id::<CarrierId>)]
    pub(crate) carrier: Option<CarrierId>,
    #[arg(long, value_name = "P", value_parser = parse::id::<PermissionId>)]
    pub(crate) approval: Option<PermissionId>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) contact: Option<Text>,
    #[command(flatten)]
    pub(crate) seal: Seal,
    #[arg(long)]
    pub(crate) force: bool,
    #[arg(long, conflicts_with_all = ["out", "as_is"])]
    pub(crate) plan: bool,
    #[arg(long)]
    pub(crate) for_return: bool,
    #[arg(long = "person", value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) persons: Vec<Named<PersonId>>,
    #[command(flatten)]
    pub(crate) journey: Journey,
}

/// A look at the seal; `arrive` and `back` take the same.
#[derive(Debug, clap::Args)]
pub(crate) struct Seal {
    #[arg(long)]
    pub(crate) seal_broken: bool,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) remark: Option<Text>,
}

impl Carry {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (vault, member) = context.acting()?;
        if self.plan || (self.for_return && !matches!(self.things.as_slice(), [Thing::Journey(_)]))
        {
            return self.plan(context, vault, &member);
        }
        self.depart(context, vault, &member)
    }

    fn depart(self, context: &Context, mut vault: Vault, member: &Member) -> Result<(), CliError> {
        let given = match self.things.as_slice() {
            [] => None,
            [Thing::Journey(journey)] => Some(*journey),
            _ => return Err(missing("J")),
        };
        let register = context.around(&vault, given.map(Reach::journey))?;
        let journey = journey_or_ask(context, &register, given, &[JourneyStage::Planned])?;
        let planned = register
            .journeys
            .get(&journey)
            .ok_or_else(|| unknown(journey))?;
        let carrier = self
            .carrier
            .or(planned.carrier)
            .ok_or_else(|| missing("--carrier"))?;
        let act = Act::Carry {
            journey,
            load: self.load(planned),
            carrier,
            seal_intact: !self.seal.seal_broken,
            remark: self.seal.remark.clone(),
        };
        let reach = vault.known(&act.reach())?;
        let asked = context.asked_under(&reach, member, self.approval, act)?;
        if context.global.dry_run {
            return context.would(&vault, &asked);
        }
        context.permit(&mut vault, member, &asked)?;
        let load = if self.as_is {
            CarryLoad::AsIs {
                locked_case: self.locked_case.clone(),
            }
        } else {
            CarryLoad::Package {
                source: self.source,
                to: addressees(context, &register, &self.to)?,
                target: match &self.out {
                    Some(file) => file.clone(),
                    None => context
                        .ask
                        .text(None, "--out", &say!("ask-package"))?
                        .into(),
                },
                replace: self.force,
                sent: None,
            }
        };
        let carrying = Carrying {
            journey,
            carrier,
            load,
            seal_intact: !self.seal.seal_broken,
            remark: self.seal.remark.clone(),
            contact: self.contact.clone(),
        };
        let mut progress = context.ui.progress(&say!("doing-sealing"), None);
        let done = vault.carry(member, asked, carrying, &mut progress);
        drop(progress);
        let done = done.map_err(|error| context.explained(&vault, error))?;
        let sentence = match &self.out {
            Some(file) => {
                say!(
                    "carried",
                    journey = journey.to_string(),
                    ids = done.ids.join(" "),
                    file = file.as_path()
                )
            }
            None => say!("carried-as-is", journey = journey.to_string()),
        };
        context.recorded(
            &done,
            &sentence,
            vec![("file", json!(self.out)), ("journey", json!(journey))],
        )?;
        context
            .ui
            .tell(&say!("carry-with", carrier = carrier.to_string()));
        context.ui.tell(&say!("carry-without"));
        Ok(())
    }

    fn load(&self, journey: &custody_core::record::Journey) -> Load {
        if self.as_is {
            return Load::AsIs {
                locked_case: self.locked_case.clone(),
            };
        }
        let sources = self
            .source
            .map_or_else(|| journey.instances.clone(), |one| vec![one]);
        Load::Packages(sources.into_iter().map(NewPackage::of).collect())
    }

    /// A journey home needs no approval (§5.3); another one without a request is under an 指示.
    fn plan(self, context: &Context, mut vault: Vault, member: &Member) -> Result<(), CliError> {
        let (order, purpose) = match (self.approval, self.for_return) {
            (_, true) => (None, JourneyPurpose::Return),
            (Some(order), false) => (Some(order), JourneyPurpose::Work),
            (None, false) => return Err(missing("--for-return")),
        };
        let instances: Vec<InstanceId> = self
            .things
            .iter()
            .map(|thing| match thing {
                Thing::Instance(id) => Ok(*id),
                _ => Err(missing("ID")),
            })
            .collect::<Result<_, _>>()?;
        let named = self.journey.on_carrier.map(|carrier| Reach {
            carriers: [carrier].into(),
            ..Reach::instances(instances.iter().copied())
        });
        let register = context.around(&vault, named)?;
        let persons: Vec<PersonId> = if self.persons.is_empty() {
            vec![member.id()]
        } else {
            context.people(&register, &self.persons)?
        };
        let journey = self
            .journey
            .planned(context, &register, &instances, &persons, purpose)?;
        let asked = context.asked(member, Act::Plan { journey, order });
        context.simple(&mut vault, member, &asked, |done| {
            say!("planned", journey = done.ids.join(" "))
        })
    }
}

/// To whom a package is sealed; `transmit` takes the same.
#[derive(Debug, clap::Args)]
pub(crate) struct Addressees {
    #[arg(long = "card", value_name = "FILE")]
    pub(crate) cards: Vec<PathBuf>,
    #[arg(long = "recipient", short, value_name = "RECIPIENT")]
    pub(crate) recipients: Vec<String>,
    #[arg(long = "for", value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) people: Vec<Named<PersonId>>,
    #[arg(long, conflicts_with_all = ["cards", "recipients", "people"])]
    pub(crate) passphrase: bool,
}

/// A card's person is named in the record when the register knows them.
pub(super) fn addressees(
    context: &Context,
    register: &Register,
    to: &Addressees,
) -> Result<PackTo, CliError> {
    if to.passphrase {
        let passphrase = context.new_passphrase(&say!("passphrase-of-package"))?;
        return Ok(PackTo::passphrase(passphrase)?);
    }
    let mut all = Vec::new();
    for named in &to.people {
        let id = context.person(register, named)?;
        all.push(on_the_list(register, id)?);
    }
    for file in &to.cards {
        let card = CardDocument::verify(&SignedNote::parse(&read_note(file)?)?)?;
        let listed = register.people.values().find(|p| {
            p.card
                .as_ref()
                .is_some_and(|c| c.fingerprint.as_str() == card.fingerprint)
        });
        let name = listed.map_or_else(|| card.fingerprint.clone(), |p| p.id.to_string());
        all.push(addressee(&name, &card.recipient)?);
    }
    for recipient in &to.recipients {
        all.push(addressee(recipient, recipient)?);
    }
    if all.is_empty() {
        let has_card = |person: &Person| person.card.is_some();
        let id = context.person_or_ask(register, None, "--for", has_card)?;
        all.push(on_the_list(register, id)?);
    }
    Ok(PackTo::recipients(all))
}

/// Somebody of the list, by the card that is on it.
fn on_the_list(register: &Register, id: PersonId) -> Result<(Text, Recipient), CliError> {
    let card = register.people.get(&id).and_then(|it| it.card.as_ref());
    let card = card.ok_or_else(|| CliError::usage(say!("no-card", person = id.to_string())))?;
    addressee(&id.to_string(), card.recipient.as_str())
}

fn addressee(name: &str, recipient: &str) -> Result<(Text, Recipient), CliError> {
    let recipient = recipient
        .parse()
        .map_err(|_| CliError::usage(say!("bad-recipient", recipient = recipient)))?;
    let name = Text::new(name).map_err(|_| CliError::usage(say!("value-empty")))?;
    Ok((name, recipient))
}
