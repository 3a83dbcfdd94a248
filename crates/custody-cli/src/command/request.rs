//! The command `custody request …`: asks the prefecture, with a note and its application form (様式4-1, 5-1, 8-1; the other
//! subjects in their own file).

mod drafts;
mod others;

use super::desk::{exists, machine, missing, workplace_around};
use super::plan_destroy::method_or_ask;
use super::{form, serials};
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use clap::{Args as _, FromArgMatches as _};
use custody_core::record::calendar::Parsed;
use custody_core::record::{
    CarrierId, CarrierType, InstanceId, Method, Moment, OrgId, PersonId, PlaceId, Reach, Text,
};
use custody_core::record::{
    Grant, JourneyPurpose, PlaceKind, Register, RequestParticulars, Scope, Uses,
};
use custody_core::report::form::Number;
use custody_core::rules::{self, NewJourney, NewRequest};
use custody_core::seal::publish::publish;
use custody_core::vault::{Member, Requested, Vault};
use serde_json::json;
use std::num::NonZeroU32;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Request {
    #[command(subcommand)]
    pub(crate) verb: Option<Verb>,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verb {
    #[command(flatten)]
    New(Box<Subject>),
    /// Sends a draft.
    Send(drafts::Send),
    /// Takes a request back.
    Withdraw(drafts::Withdraw),
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Subject {
    /// To copy (Art. 13-4).
    Copy(Copy),
    /// To carry out; plans the journey too (Art. 13-4, 13-5).
    Carry(Carry),
    /// To destroy (Art. 13-2).
    Destroy(Destroy),
    /// To use it for another purpose (Art. 13-6).
    Purpose(others::Purpose),
    /// To provide it to somebody else (Art. 13-6).
    Provide(others::Provide),
    /// To subcontract (Art. 14-1).
    Subcontract(others::Subcontract),
    /// To work elsewhere (Art. 5-2).
    Place(others::Place),
    /// To disclose what was learned (Art. 12).
    Disclose(others::Disclose),
    /// That a permission lasts longer.
    Extend(others::Extend),
}

/// What every request has.
#[derive(Debug, clap::Args)]
pub(crate) struct Sending {
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) reason: Option<Text>,
    #[arg(long, value_name = "TIME", value_parser = parse::since)]
    pub(crate) from: Option<Parsed<Moment>>,
    #[arg(long, value_name = "TIME", value_parser = parse::until)]
    pub(crate) until: Option<Parsed<Moment>>,
    #[arg(long)]
    pub(crate) standing: bool,
    #[arg(long)]
    pub(crate) draft: bool,
    #[arg(long, short, value_name = "FILE", conflicts_with = "draft")]
    pub(crate) out: Option<PathBuf>,
    #[arg(long)]
    pub(crate) force: bool,
}

/// What a request about instances and people has.
#[derive(Debug, clap::Args)]
pub(crate) struct Asking {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) instances: Vec<InstanceId>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) purpose: Option<Text>,
    #[arg(long = "person", value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) persons: Vec<Named<PersonId>>,
    #[command(flatten)]
    pub(crate) sending: Sending,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Copy {
    #[command(flatten)]
    pub(crate) asking: Asking,
    #[arg(long, value_name = "N")]
    pub(crate) count: Option<NonZeroU32>,
    #[arg(long = "to-carrier", value_name = "CARRIER", value_parser = parse::id::<CarrierId>)]
    pub(crate) carriers: Vec<CarrierId>,
    #[arg(long = "to-type", value_name = "TYPE", value_parser = parse::carrier_type())]
    pub(crate) types: Vec<CarrierType>,
    #[arg(long = "org", value_name = "ORG", value_parser = parse::named::<OrgId>)]
    pub(crate) orgs: Vec<Named<OrgId>>,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) place: Option<Named<PlaceId>>,
    #[arg(long, value_name = "METHOD", value_parser = parse::method())]
    pub(crate) disposal: Vec<Method>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Carry {
    #[command(flatten)]
    pub(crate) asking: Asking,
    #[command(flatten)]
    pub(crate) journey: Journey,
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) copies: u32,
    #[arg(long, value_name = "METHOD", value_parser = parse::method())]
    pub(crate) disposal: Vec<Method>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) unencrypted: Option<Text>,
    #[arg(long)]
    pub(crate) paper: bool,
}

/// A journey to be planned; `custody carry --plan` takes the same.
#[derive(Debug, clap::Args)]
pub(crate) struct Journey {
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) to: Option<Named<PlaceId>>,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) start: Option<Named<PlaceId>>,
    #[arg(long = "on-carrier", value_name = "CARRIER", value_parser = parse::id::<CarrierId>)]
    pub(crate) on_carrier: Option<CarrierId>,
    #[arg(long, value_name = "TIME", value_parser = parse::moment)]
    pub(crate) departure: Option<Parsed<Moment>>,
    #[arg(long, value_name = "TIME", value_parser = parse::moment)]
    pub(crate) arrival: Option<Parsed<Moment>>,
    #[arg(long, value_name = "TIME", value_parser = parse::moment)]
    pub(crate) back: Option<Parsed<Moment>>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) route: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) key_handover: Option<Text>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Destroy {
    #[command(flatten)]
    pub(crate) asking: Asking,
    #[arg(long, value_name = "FILE", conflicts_with = "instances")]
    pub(crate) serials: Option<PathBuf>,
    #[arg(long = "method", value_name = "METHOD", value_parser = parse::method())]
    pub(crate) methods: Vec<Method>,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) place: Option<Named<PlaceId>>,
    #[arg(long, value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) witness: Option<Named<PersonId>>,
    #[arg(long)]
    pub(crate) client_witness: bool,
    #[arg(long = "to", value_name = "ORG", value_parser = parse::named::<OrgId>)]
    pub(crate) disposers: Vec<Named<OrgId>>,
    #[arg(long, requires = "disposers")]
    pub(crate) removal: bool,
    #[arg(long, requires = "disposers")]
    pub(crate) unsanitised: bool,
}

impl Request {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let verb = match self.verb {
            Some(verb) => verb,
            None => asked_for(context)?,
        };
        match verb {
            Verb::New(subject) => subject.run(context),
            Verb::Send(send) => send.run(context),
            Verb::Withdraw(withdraw) => withdraw.run(context),
        }
    }
}

/// What is asked of 甲, where the command line does not say it: one of the daily three.
fn asked_for(context: &Context) -> Result<Verb, CliError> {
    let offered = [
        ("copy", say!("ask-request-copy")),
        ("carry", say!("ask-request-carry")),
        ("destroy", say!("ask-request-destroy")),
    ];
    let offered = offered.map(|(code, word)| (code, format!("{code} {}", context.ui.text(&word))));
    let subject = context
        .ask
        .choice(None, "SUBJECT", &say!("ask-request"), &offered)?;
    let parsed = Request::augment_args(clap::Command::new("request"))
        .try_get_matches_from(["request", subject])
        .and_then(|given| Request::from_arg_matches(&given));
    parsed
        .ok()
        .and_then(|request| request.verb)
        .ok_or_else(|| missing("SUBJECT"))
}

/// Where a request's note goes.
struct Destination {
    out: Option<PathBuf>,
    force: bool,
}

impl Destination {
    /// A file that is there is left alone unless `--force`.
    fn new(out: Option<PathBuf>, force: bool) -> Result<Self, CliError> {
        match &out {
            Some(file) if !force && file.symlink_metadata().is_ok() => Err(exists(file)),
            _ => Ok(Self { out, force }),
        }
    }
}

/// Publishes the note of a request and its form, and answers.
fn sent(
    context: &Context,
    vault: &mut Vault,
    member: &Member,
    requested: &Requested,
    to: Destination,
) -> Result<(), CliError> {
    let id = requested.request.id.to_string();
    let file = to
        .out
        .unwrap_or_else(|| PathBuf::from(format!("{id}.custody-request")));
    publish(&file, requested.note.as_bytes(), to.force)?;
    let folder = file
        .parent()
        .map(std::path::Path::to_owned)
        .unwrap_or_default();
    let number = number_of(requested.request.grant.subject());
    let forms = form::write_in(context, vault, member, number, &[&id], &folder)?;
    let journey = requested
        .request
        .journey()
        .map(|journey| journey.to_string());
    let sentence = match &journey {
        Some(journey) => say!(
            "requested-journey",
            id = id,
            journey = journey.as_str(),
            file = file.as_path()
        ),
        None => say!("requested", id = id, file = file.as_path()),
    };
    let more = vec![
        ("file", json!(file)),
        ("journey", json!(journey)),
        ("forms", json!(forms)),
    ];
    context.recorded(&requested.done, &sentence, more)?;
    form::tell_written(context, &forms);
    Ok(())
}

/// The application form of a subject.
fn number_of(subject: custody_core::record::Subject) -> Number {
    use custody_core::record::Subject as Of;
    match subject {
        Of::Copy => Number::CopyRequest,
        Of::Carry => Number::CarryRequest,
        Of::Destroy => Number::DestroyRequest,
        Of::Subcontract => Number::SubcontractRequest,
        Of::Place => Number::PlaceRequest,
        Of::Purpose | Of::Provide | Of::Disclose => Number::OtherUseRequest,
    }
}

impl Subject {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, self.named())?;
        let desk = Desk {
            context,
            register: &register,
            me: member.id(),
        };
        let (new, sending) = match self {
            Self::Copy(copy) => copy.asked_for(&desk)?,
            Self::Carry(carry) => carry.asked_for(&desk)?,
            Self::Destroy(destroy) => destroy.asked_for(&desk)?,
            Self::Purpose(purpose) => purpose.asked_for(&desk)?,
            Self::Provide(provide) => provide.asked_for(&desk)?,
            Self::Subcontract(subcontract) => subcontract.asked_for(&desk)?,
            Self::Place(place) => place.asked_for(&desk)?,
            Self::Disclose(disclose) => disclose.asked_for(&desk)?,
            Self::Extend(extend) => extend.asked_for(&desk)?,
        };
        let new = NewRequest {
            draft: sending.draft,
            uses: if sending.standing {
                Uses::Standing
            } else {
                new.uses
            },
            ..new
        };
        let asked = context.asked(&member, new.act());
        if sending.draft {
            return context.simple(&mut vault, &member, &asked, |done| {
                say!("drafted", id = done.ids.join(" "))
            });
        }
        if context.global.dry_run {
            return context.would(&vault, &asked);
        }
        let to = Destination::new(sending.out, sending.force)?;
        let requested = vault
            .request(&member, asked, new)
            .map_err(|error| context.explained(&vault, error))?;
        sent(context, &mut vault, &member, &requested, to)
    }
}

impl Subject {
    /// What the arguments name; none when something has to be chosen from a list.
    fn named(&self) -> Option<Reach> {
        let (instances, carriers): (&[InstanceId], &[CarrierId]) = match self {
            Self::Copy(copy) => (&copy.asking.instances, &copy.carriers),
            Self::Carry(carry) => (&carry.asking.instances, carry.journey.on_carrier.as_slice()),
            Self::Destroy(destroy) => (&destroy.asking.instances, &[]),
            Self::Purpose(purpose) => (&purpose.asking.instances, &[]),
            Self::Provide(provide) => (&provide.asking.instances, &[]),
            Self::Subcontract(_) | Self::Place(_) => return Some(Reach::standing()),
            // Its request says what it was about.
            Self::Extend(_) => return None,
            Self::Disclose(disclose) => {
                return Some(Reach::instances(disclose.instances.iter().copied()));
            }
        };
        let chooses = matches!(self, Self::Carry(_)) && carriers.is_empty();
        (!instances.is_empty() && !chooses).then(|| Reach {
            carriers: carriers.iter().copied().collect(),
            ..Reach::instances(instances.iter().copied())
        })
    }
}

/// A request to be made, and what becomes of it.
type Asked = (NewRequest, Sending);

impl Sending {
    /// A scope of this period alone.
    fn period(&self) -> Scope {
        Scope {
            from: self.from.map(|from| from.value),
            to: self.until.map(|until| until.value),
            ..Scope::default()
        }
    }
}

/// What every subject needs to put a request together.
struct Desk<'a> {
    context: &'a Context,
    register: &'a Register,
    me: PersonId,
}

impl Desk<'_> {
    fn instances(&self, asking: &Asking) -> Result<Vec<InstanceId>, CliError> {
        if asking.instances.is_empty() {
            return Ok(vec![self.context.instance_or_ask(
                self.register,
                None,
                |i| i.state().is_kept(),
            )?]);
        }
        Ok(asking.instances.clone())
    }

    fn orgs(&self, named: &[Named<OrgId>]) -> Result<Vec<OrgId>, CliError> {
        let one = |named| self.context.org(self.register, named);
        named.iter().map(one).collect()
    }

    fn persons(&self, given: &[Named<PersonId>]) -> Result<Vec<PersonId>, CliError> {
        if given.is_empty() {
            return Ok(vec![self.me]);
        }
        given
            .iter()
            .map(|named| self.context.person(self.register, named))
            .collect()
    }

    fn reason(&self, sending: &Sending) -> Result<Text, CliError> {
        self.context
            .text_or_ask(sending.reason.clone(), "--reason", say!("ask-reason"))
    }

    fn scope(&self, asking: &Asking) -> Result<Scope, CliError> {
        Ok(Scope {
            instances: self.instances(asking)?,
            purpose: asking.purpose.clone(),
            ..asking.sending.period()
        })
    }
}

impl Copy {
    fn asked_for(self, desk: &Desk<'_>) -> Result<Asked, CliError> {
        let count = self.count.unwrap_or(NonZeroU32::MIN);
        let mut carriers = self.carriers;
        if carriers.is_empty() && self.types.is_empty() {
            carriers.push(machine(desk.register)?.0);
        }
        let scope = Scope {
            count: Some(count),
            carriers,
            types: self.types,
            orgs: desk.orgs(&self.orgs)?,
            persons: desk.persons(&self.asking.persons)?,
            ..desk.scope(&self.asking)?
        };
        let place = self
            .place
            .as_ref()
            .map(|named| desk.context.place(desk.register, named))
            .transpose()?;
        let new = NewRequest {
            text_digest: None,
            extends: None,
            draft: false,
            grant: Grant::Copy {
                disposal_preapproved: self.disposal,
            },
            scope,
            uses: Uses::Times(count),
            reason: desk.reason(&self.asking.sending)?,
            particulars: RequestParticulars::Copy { place },
        };
        Ok((new, self.asking.sending))
    }
}

impl Carry {
    fn asked_for(self, desk: &Desk<'_>) -> Result<Asked, CliError> {
        let persons = desk.persons(&self.asking.persons)?;
        let scope = desk.scope(&self.asking)?;
        let journey = self.journey.planned(
            desk.context,
            desk.register,
            &scope.instances,
            &persons,
            JourneyPurpose::Work,
        )?;
        let scope = Scope {
            destinations: vec![journey.to],
            carriers: journey.carrier.into_iter().collect(),
            persons,
            ..scope
        };
        let new = NewRequest {
            text_digest: None,
            extends: None,
            draft: false,
            grant: Grant::Carry {
                copies_included: self.copies,
                disposal_preapproved: self.disposal,
                encryption_exempt: self.unencrypted,
                paper_allowed: self.paper,
            },
            scope,
            uses: Uses::SINGLE,
            reason: desk.reason(&self.asking.sending)?,
            particulars: RequestParticulars::Carry {
                journey: Some(journey),
            },
        };
        Ok((new, self.asking.sending))
    }
}

impl Journey {
    /// The journey as the options say, with what is missing asked for.
    pub(crate) fn planned(
        &self,
        context: &Context,
        register: &Register,
        instances: &[InstanceId],
        persons: &[PersonId],
        purpose: JourneyPurpose,
    ) -> Result<NewJourney, CliError> {
        let held = instances
            .first()
            .and_then(|id| register.instances.get(id))
            .and_then(|i| i.custody.place());
        let from = match &self.start {
            Some(named) => context.place(register, named)?,
            None => workplace_around(register, held).ok_or_else(|| missing("--start"))?,
        };
        let to = context.place_or_ask(register, self.to.as_ref(), |kind| {
            matches!(
                kind,
                PlaceKind::Workplace | PlaceKind::ClientOffice | PlaceKind::DisposerPlace
            )
        })?;
        let media: Vec<(CarrierId, String)> = register
            .carriers
            .values()
            .filter(|c| {
                c.carrier_type.is_removable() || c.carrier_type == CarrierType::Transmission
            })
            .map(|c| (c.id, format!("{} {}", c.id, c.management_no)))
            .collect();
        let carrier = context.ask.choice(
            self.on_carrier,
            "--on-carrier",
            &say!("ask-carrier"),
            &media,
        )?;
        let departure = self.departure.map_or_else(|| context.now(), |d| d.value);
        let hour = departure.saturating_add_seconds(3600);
        let back = self.back.map(|back| back.value);
        let arrival = self
            .arrival
            .map_or_else(|| back.map_or(hour, |back| hour.min(back)), |a| a.value);
        Ok(NewJourney {
            persons: persons.to_vec(),
            instances: instances.to_vec(),
            carrier: Some(carrier),
            from,
            to,
            purpose,
            departure,
            arrival,
            back,
            route: context.text_or_ask(self.route.clone(), "--route", say!("ask-route"))?,
            key_handover: context.text_or_ask(
                self.key_handover.clone(),
                "--key-handover",
                say!("ask-key-handover"),
            )?,
        })
    }
}

impl Destroy {
    fn asked_for(mut self, desk: &Desk<'_>) -> Result<Asked, CliError> {
        let (context, register) = (desk.context, desk.register);
        if let Some(file) = &self.serials {
            let items = serials::read(file, register, rules::Verb::Destroy.from())?;
            self.asking.instances = items.into_iter().map(|item| item.instance).collect();
        }
        if self.methods.is_empty() {
            self.methods.push(method_or_ask(context, None)?);
        }
        let place = self
            .place
            .as_ref()
            .map(|named| context.place(register, named))
            .transpose()?;
        let witness = self
            .witness
            .as_ref()
            .map(|named| context.person(register, named))
            .transpose()?;
        let persons = desk.persons(&self.asking.persons)?;
        let scope = Scope {
            methods: self.methods,
            persons,
            orgs: self
                .disposers
                .iter()
                .map(|named| context.org(register, named))
                .collect::<Result<_, _>>()?,
            ..desk.scope(&self.asking)?
        };
        let count = u32::try_from(scope.instances.len())
            .ok()
            .and_then(NonZeroU32::new);
        let new = NewRequest {
            text_digest: None,
            extends: None,
            draft: false,
            grant: Grant::Destroy {
                removal_included: self.removal,
                unsanitised_release: self.unsanitised,
                witness_required: self.client_witness,
            },
            scope,
            uses: Uses::Times(count.unwrap_or(NonZeroU32::MIN)),
            reason: desk.reason(&self.asking.sending)?,
            particulars: RequestParticulars::Destroy { place, witness },
        };
        Ok((new, self.asking.sending))
    }
}
