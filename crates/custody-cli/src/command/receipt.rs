//! The command `custody receipt`: the prefecture signs for a return, with a key and no vault (transition 18).

use super::desk::read_note;
use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::ui::Answer;
use crate::wording::say;
use custody_core::record::{InstanceId, Quantity, Text};
use custody_core::seal::publish::publish;
use custody_core::vault::office::{self, Seen};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Receipt {
    #[arg(value_name = "NOTE")]
    pub(crate) note: PathBuf,
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: PathBuf,
    #[arg(long = "serial", value_name = "ID=NO", value_parser = parse::serial_seen)]
    pub(crate) serials: Vec<(InstanceId, Text)>,
    #[arg(long = "quantity", value_name = "ID=QUANTITY", value_parser = parse::quantity_seen)]
    pub(crate) quantities: Vec<(InstanceId, Quantity)>,
    #[arg(long)]
    pub(crate) rejected: bool,
    #[arg(long, value_name = "TEXT", requires = "rejected", value_parser = parse::text)]
    pub(crate) reason: Option<Text>,
    #[arg(long)]
    pub(crate) force: bool,
}

impl Receipt {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let returned = office::read_return(&read_note(&self.note)?)?;
        let document = &returned.document;
        context.ui.tell(&say!(
            "return-from",
            contractor = document.contract.contractor_name.as_str(),
            title = document.contract.title.as_str(),
            name = document.from.name.as_str(),
            fingerprint = document
                .from
                .fingerprint
                .as_ref()
                .map_or("—", |f| f.as_str()),
        ));
        for item in &document.items {
            context.ui.tell(&say!(
                "return-item",
                id = item.instance.to_string(),
                title = item.title.as_str(),
                quantity = item.quantity.to_string(),
                serial = item.serial.as_ref().map_or("—", |s| s.as_str()),
            ));
        }
        context.confirm(&if self.rejected {
            say!("ask-reject")
        } else {
            say!("ask-receive")
        })?;
        let key = context.unlock()?;
        let rejected = self.rejected.then(|| self.reason.clone());
        let note = office::receipt(&returned, &key, &self.seen(), rejected, context.now())?;
        context.keep(key);
        publish(&self.out, note.as_bytes(), self.force)?;
        let answer = Answer::new()
            .line(say!("receipt-written", file = self.out.as_path()))
            .field("file", &self.out)
            .field("rejected", self.rejected);
        context.ui.answer(&answer)
    }

    /// What 甲 read and counted, where it was given.
    fn seen(&self) -> Vec<Seen> {
        let serials = self.serials.iter().map(|(instance, serial)| Seen {
            instance: *instance,
            serial: Some(serial.clone()),
            quantity: None,
        });
        let mut seen: Vec<Seen> = serials.collect();
        for (instance, quantity) in &self.quantities {
            match seen.iter_mut().find(|s| s.instance == *instance) {
                Some(line) => line.quantity = Some(*quantity),
                None => seen.push(Seen {
                    instance: *instance,
                    serial: None,
                    quantity: Some(*quantity),
                }),
            }
        }
        seen
    }
}
