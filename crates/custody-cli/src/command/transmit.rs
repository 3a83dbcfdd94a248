//! The command `custody transmit`: a package goes over a registered channel; the source stays (transition 13).

use super::brief::journey_or_ask;
use super::carry::{Addressees, addressees};
use super::desk::{missing, unknown};
use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{
    CarrierId, InstanceId, JourneyId, JourneyStage, PermissionId, Reach, Text,
};
use custody_core::rules::{Act, NewPackage};
use custody_core::vault::{CarryLoad, Carrying, Sent};
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Transmit {
    #[arg(value_name = "J", value_parser = parse::id::<JourneyId>)]
    pub(crate) journey: Option<JourneyId>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) channel: Option<Text>,
    #[arg(long = "sent-to", value_name = "TEXT", value_parser = parse::text)]
    pub(crate) sent_to: Option<Text>,
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    #[arg(long = "source", value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) source: Option<InstanceId>,
    #[command(flatten)]
    pub(crate) to: Addressees,
    #[arg(long, value_name = "CARRIER", value_parser = parse::id::<CarrierId>)]
    pub(crate) carrier: Option<CarrierId>,
    #[arg(long, value_name = "P", value_parser = parse::id::<PermissionId>)]
    pub(crate) approval: Option<PermissionId>,
    #[arg(long)]
    pub(crate) force: bool,
}

impl Transmit {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, self.journey.map(Reach::journey))?;
        let journey = journey_or_ask(context, &register, self.journey, &[JourneyStage::Planned])?;
        let planned = register.journeys.get(&journey);
        let planned = planned.ok_or_else(|| unknown(journey))?;
        let carrier = self.carrier.or(planned.carrier);
        let carrier = carrier.ok_or_else(|| missing("--carrier"))?;
        let own = vault.known(&Reach::carrier(carrier))?.carriers;
        let own = own.get(&carrier).and_then(|c| c.model.clone());
        let channel =
            context.text_or_ask(self.channel.or(own), "--channel", say!("ask-channel"))?;
        let recipient = context.text_or_ask(self.sent_to, "--sent-to", say!("ask-sent-to"))?;
        let sources = self
            .source
            .map_or_else(|| planned.instances.clone(), |one| vec![one]);
        let act = Act::Transmit {
            journey,
            packages: sources.into_iter().map(NewPackage::of).collect(),
            carrier,
            channel: channel.clone(),
            recipient: recipient.clone(),
        };
        let reach = vault.known(&act.reach())?;
        let asked = context.asked_under(&reach, &member, self.approval, act)?;
        if context.global.dry_run {
            return context.would(&vault, &asked);
        }
        context.permit(&mut vault, &member, &asked)?;
        let target = self.out.ok_or_else(|| missing("--out"))?;
        let load = CarryLoad::Package {
            source: self.source,
            to: addressees(context, &register, &self.to)?,
            target: target.clone(),
            replace: self.force,
            sent: Some(Sent {
                channel,
                recipient: recipient.clone(),
            }),
        };
        let carrying = Carrying {
            journey,
            carrier,
            load,
            seal_intact: true,
            remark: None,
            contact: None,
        };
        let mut progress = context.ui.progress(&say!("doing-sealing"), None);
        let done = vault.carry(&member, asked, carrying, &mut progress);
        drop(progress);
        let done = done.map_err(|error| context.explained(&vault, error))?;
        let sentence = say!(
            "transmitted",
            journey = journey.to_string(),
            file = target.as_path(),
            recipient = recipient.as_str()
        );
        let more = vec![("file", json!(target)), ("journey", json!(journey))];
        context.recorded(&done, &sentence, more)
    }
}
