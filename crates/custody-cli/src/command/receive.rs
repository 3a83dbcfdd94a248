//! The command `custody receive`: takes over what the prefecture supplied (transition 1).

use super::desk::{machine, missing, unknown};
use super::{form, serials};
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::files;
use crate::wording::{date_words, say};
use custody_core::record::asset::PersonalData;
use custody_core::record::calendar::{self, Parsed};
use custody_core::record::event::Source;
use custody_core::record::{
    AssetKind, CarrierId, CarrierType, Date, PlaceId, Protection, Quantity, Reach, Supply, Text,
};
use custody_core::record::{CarrierOwner, PlaceKind, Register, Unit};
use custody_core::report::form::Number;
use custody_core::rules::{Act, Asked, NewCarrier, ReceivedOn};
use custody_core::vault::{Arrival, Member, Receiving, Vault};
use serde_json::json;
use std::num::NonZeroU64;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(crate) struct Receive {
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[arg(long, value_parser = parse::text)]
    pub(crate) title: Option<Text>,
    #[arg(long, value_name = "CATEGORY", value_parser = parse::text)]
    pub(crate) category: Option<Text>,
    #[arg(long, value_name = "WORK", value_parser = parse::text)]
    pub(crate) work: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) purpose: Option<Text>,
    #[arg(long, value_name = "QUANTITY", value_parser = parse::quantity)]
    pub(crate) quantity: Option<Quantity>,
    #[arg(long = "from", value_name = "NAME", value_parser = parse::text)]
    pub(crate) received_from: Option<Text>,
    #[arg(long, default_value = "information", value_parser = parse::asset_kind())]
    pub(crate) kind: AssetKind,
    #[arg(long, default_value = "lend", value_parser = parse::supply())]
    pub(crate) supply: Supply,
    #[arg(long)]
    pub(crate) personal: bool,
    #[arg(long, value_name = "N", requires = "personal")]
    pub(crate) subjects: Option<NonZeroU64>,
    #[arg(long, value_name = "ITEM", value_delimiter = ',', requires = "personal", value_parser = parse::text)]
    pub(crate) items: Vec<Text>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) due: Option<Parsed<Date>>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) document: Option<Text>,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) place: Option<Named<PlaceId>>,
    #[arg(long, value_name = "TYPE", value_parser = parse::carrier_type())]
    pub(crate) on_carrier: Option<CarrierType>,
    #[arg(long, value_name = "CARRIER", conflicts_with = "on_carrier", value_parser = parse::id::<CarrierId>)]
    pub(crate) carrier: Option<CarrierId>,
    #[arg(long, value_name = "NO", requires = "on_carrier", value_parser = parse::text)]
    pub(crate) serial: Option<Text>,
    #[arg(long, value_name = "FILE", requires = "on_carrier", conflicts_with_all = ["serial", "management_no", "seal_no", "paths", "intake_included"])]
    pub(crate) serials: Option<PathBuf>,
    #[arg(long, value_name = "TEXT", requires = "on_carrier", value_parser = parse::text)]
    pub(crate) model: Option<Text>,
    #[arg(long, value_name = "NO", requires = "on_carrier", value_parser = parse::text)]
    pub(crate) management_no: Option<Text>,
    #[arg(long, value_name = "NO", requires = "on_carrier", value_parser = parse::text)]
    pub(crate) seal_no: Option<Text>,
    #[arg(long, value_parser = parse::protection())]
    pub(crate) protection: Option<Protection>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) intake_included: Option<Text>,
    #[arg(long)]
    pub(crate) remove_source: bool,
}

impl Receive {
    pub(crate) fn run(mut self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        self.came(context)?;
        let register = context.around(
            &vault,
            Some(Reach {
                carriers: self.carrier.into_iter().collect(),
                ..Reach::standing()
            }),
        )?;
        let contract = register
            .contract
            .as_ref()
            .ok_or_else(|| unknown("contract"))?;
        let profile = contract.profile.clone();
        let (machine, machine_place) = machine(&register)?;
        let on_medium = self.on_carrier.is_some() || self.carrier.is_some();
        let place = match (&self.place, machine_place) {
            (Some(named), _) => context.place(&register, named)?,
            (None, Some(place)) if !on_medium => place,
            (None, _) => context.place_or_ask(&register, None, |kind| {
                matches!(kind, PlaceKind::LockedCabinet | PlaceKind::StorageRoom)
            })?,
        };
        let categories: Vec<Text> = profile
            .access_scope
            .iter()
            .map(|e| e.info_category.clone())
            .collect();
        let receive = custody_core::rules::Receive {
            title: context.text_or_ask(self.title.clone(), "--title", say!("ask-asset-title"))?,
            kind: self.kind,
            supply: self.supply,
            personal: self.personal()?,
            info_category: context.one_of(
                self.category.as_ref(),
                &categories,
                "--category",
                say!("ask-category"),
            )?,
            work_item: context.one_of(
                self.work.as_ref(),
                &profile.work_items,
                "--work",
                say!("ask-work"),
            )?,
            purpose: context.one_of(
                self.purpose.as_ref(),
                &profile.purposes,
                "--purpose",
                say!("ask-purpose"),
            )?,
            quantity: self.counted()?,
            received_from: self.handed_over_by(context, &register)?,
            due: self.due.map(|due| due.value),
            client_doc_no: self.document.clone(),
            intake_included: self.intake_included.clone(),
            on: self.on(machine),
            place,
            arrival_protection: self.protection.unwrap_or(Protection::None),
            content: None,
            key_holders: Vec::new(),
            source: Source::None,
        };
        if let Some(file) = &self.serials {
            return self.many(context, &mut vault, &member, &receive, file);
        }
        let asked = context.asked(&member, Act::Receive(Box::new(receive.clone())));
        if context.global.dry_run {
            return context.would(&vault, &asked);
        }
        let arrival = if on_medium {
            Arrival::OnMedium {
                paths: self.paths.clone(),
                intake: self.intake_included.is_some(),
            }
        } else {
            context.permit(&mut vault, &member, &asked)?;
            self.agree_to_removal(context)?;
            Arrival::Electronic {
                paths: self.paths.clone(),
            }
        };
        let receiving = Receiving {
            receive,
            arrival,
            vault_place: machine_place.unwrap_or(place),
            machine,
        };
        let total = Some(files::bytes_in(&self.paths));
        let mut progress = context.ui.progress(&say!("doing-sealing"), total);
        let done = vault.receive(&member, context.at(), receiving, &mut progress);
        drop(progress);
        let done = done.map_err(|error| context.explained(&vault, error))?;
        let topic = done
            .ids
            .iter()
            .find(|id| !id.contains('/') && id.starts_with('A'))
            .cloned()
            .unwrap_or_default();
        let about = [topic.as_str()];
        let written = form::write_in_vault(context, &mut vault, &member, Number::Deposit, &about)?;
        let more = vec![("forms", json!(written))];
        context.recorded(&done, &say!("received", ids = done.ids.join("、")), more)?;
        form::tell_written(context, &written);
        Ok(())
    }

    /// One asset for each medium of a list, all of them in one transaction and on one 預り証.
    fn many(
        &self,
        context: &Context,
        vault: &mut Vault,
        member: &Member,
        receive: &custody_core::rules::Receive,
        file: &Path,
    ) -> Result<(), CliError> {
        let medium = |serial| match &receive.on {
            ReceivedOn::Medium(new) => ReceivedOn::Medium(NewCarrier {
                serial: Some(serial),
                ..new.clone()
            }),
            on => on.clone(),
        };
        let act = |serial| {
            let one = custody_core::rules::Receive {
                on: medium(serial),
                ..receive.clone()
            };
            context.asked(member, Act::Receive(Box::new(one)))
        };
        let asked: Vec<Asked> = serials::list(file)?.into_iter().map(act).collect();
        if context.global.dry_run {
            return asked.iter().try_for_each(|one| context.would(vault, one));
        }
        let done = vault
            .act_all(member, &asked)
            .map_err(|error| context.explained(vault, error))?;
        let assets = done.ids.iter().filter(|id| id.starts_with('A'));
        let assets: Vec<&str> = assets
            .filter(|id| !id.contains('/'))
            .map(String::as_str)
            .collect();
        let written = form::write_in_vault(context, vault, member, Number::Deposit, &assets)?;
        let sentence = say!("received-many", count = assets.len());
        context.recorded(&done, &sentence, vec![("forms", json!(written))])?;
        form::tell_written(context, &written);
        Ok(())
    }

    /// How it came, and what goes with that, where nothing on the command line says it.
    fn came(&mut self, context: &Context) -> Result<(), CliError> {
        if !self.paths.is_empty() || self.on_carrier.is_some() || self.carrier.is_some() {
            return Ok(());
        }
        let ask = &context.ask;
        if ask.yes_or_no(None, "PATH", &say!("ask-came-as-files"))? {
            let path = |answer: &str| match Path::new(answer) {
                path if path.exists() => Ok(path.to_owned()),
                _ => Err(say!("ask-no-such-file")),
            };
            let path = ask.one(None, "PATH", &say!("ask-path"), path)?;
            self.paths.push(path);
        } else {
            let offered: Vec<(CarrierType, String)> = CarrierType::ALL
                .into_iter()
                .filter(|it| !matches!(it, CarrierType::Cloud | CarrierType::Transmission))
                .map(|it| (it, format!("{} {}", it.code(), context.word(it))))
                .collect();
            let medium = say!("ask-medium");
            let medium = ask.choice(None, "--on-carrier", &medium, &offered)?;
            self.on_carrier = Some(medium);
            if medium.has_serial() && self.serial.is_none() {
                let serial = context.text_or_ask(None, "--serial", say!("ask-serial"))?;
                self.serial = Some(serial);
            }
            let quantity = |answer: &str| parse::quantity(answer).map_err(|unfit| unfit.0);
            let question = say!("ask-quantity");
            self.quantity = Some(ask.one(self.quantity, "--quantity", &question, quantity)?);
        }
        if !self.personal && ask.flag("--personal", &say!("ask-personal"))? {
            self.personal = true;
            let count = |answer: &str| answer.trim().parse().map_err(|_| say!("ask-count"));
            let subjects = ask.one(self.subjects, "--subjects", &say!("ask-subjects"), count)?;
            self.subjects = Some(subjects);
            if self.items.is_empty() {
                let items = |answer: &str| {
                    let items = answer.split(',').map(|it| Text::new(it.trim()));
                    items
                        .collect::<Result<Vec<_>, _>>()
                        .map_err(|_| say!("ask-empty"))
                };
                self.items = ask.one(None, "--items", &say!("ask-items"), items)?;
            }
        }
        if self.due.is_none() {
            let day =
                |answer: &str| calendar::parse_date(answer).map_err(|error| date_words(&error));
            self.due = ask.if_known(None, "--due", &say!("ask-due"), day)?;
        }
        Ok(())
    }

    /// The plaintext source goes once the sealed copy is recorded; on a terminal that is asked for first.
    fn agree_to_removal(&self, context: &Context) -> Result<(), CliError> {
        if self.remove_source {
            return Ok(());
        }
        let files = files::count(&self.paths);
        context.confirm(&say!("ask-remove-source", files = files.to_string()))
    }

    fn on(&self, machine: CarrierId) -> ReceivedOn {
        match (self.on_carrier, self.carrier) {
            (None, None) => ReceivedOn::Vault(machine),
            (None, Some(carrier)) => ReceivedOn::Registered(carrier),
            (Some(carrier_type), _) => ReceivedOn::Medium(NewCarrier {
                carrier_type,
                owner: CarrierOwner::Client,
                model: self.model.clone(),
                serial: self.serial.clone(),
                management_no: self.management_no.clone(),
                seal_no: self.seal_no.clone(),
                finder_contact: None,
                hardware_encryption: false,
                place: None,
            }),
        }
    }

    /// Without a quantity, the files are counted.
    fn counted(&self) -> Result<Quantity, CliError> {
        let counted = || Quantity::new(files::count(&self.paths), Unit::Files);
        self.quantity
            .or_else(counted)
            .ok_or_else(|| missing("--quantity"))
    }

    fn personal(&self) -> Result<Option<PersonalData>, CliError> {
        if !self.personal {
            return Ok(None);
        }
        if self.items.is_empty() {
            return Err(missing("--items"));
        }
        let subjects = self.subjects.ok_or_else(|| missing("--subjects"))?;
        // As people write lists, too: 氏名、住所.
        let items = self.items.iter().flat_map(|it| it.as_str().split('、'));
        let items = items.filter_map(|it| Text::new(it.trim()).ok()).collect();
        Ok(Some(PersonalData { subjects, items }))
    }

    /// 引渡者: as given, else one of 甲's people on the register.
    fn handed_over_by(&self, context: &Context, register: &Register) -> Result<Text, CliError> {
        let clients: Vec<Text> = register
            .people
            .values()
            .filter(|p| p.is_client())
            .map(|p| p.name.clone())
            .collect();
        context.one_of(
            self.received_from.as_ref(),
            &clients,
            "--from",
            say!("ask-received-from"),
        )
    }
}
