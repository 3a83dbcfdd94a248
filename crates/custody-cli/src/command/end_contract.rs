//! The command `custody end-contract`: 満了 or 解除, and what is open then (transition 32, Art. 17).

use super::client_document::ClientDocument;
use super::desk::missing;
use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::{Phrase, say};
use custody_core::record::calendar::Parsed;
use custody_core::record::{
    ContractEnd, Date, DocumentForm, Ending, IncidentStage, Instance, Register, Text,
};
use custody_core::report::naming;
use custody_core::rules::Act;
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct EndContract {
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) terminated: Option<Parsed<Date>>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) reason: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) instructions: Option<Text>,
    #[arg(long, value_name = "FORM", value_parser = parse::document_form(), requires = "terminated")]
    pub(crate) form: Option<DocumentForm>,
    #[arg(long, value_name = "NO", value_parser = parse::text, requires = "terminated")]
    pub(crate) number: Option<Text>,
    #[arg(long, value_name = "DATE", value_parser = parse::day, requires = "terminated")]
    pub(crate) date: Option<Parsed<Date>>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text, requires = "terminated")]
    pub(crate) filed_at: Option<Text>,
}

impl EndContract {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = vault.register()?;
        let end = self.end(&register)?;
        let asked = context.asked(&member, Act::EndContract(Box::new(end.clone())));
        if context.global.dry_run {
            return context.would(&vault, &asked);
        }
        let done = vault
            .act(&member, &asked)
            .map_err(|error| context.explained(&vault, error))?;
        let open: Vec<&Instance> = register
            .instances
            .values()
            .filter(|it| it.state().is_open())
            .collect();
        let unreported: Vec<String> = register
            .incidents
            .values()
            .filter(|incident| incident.stage < IncidentStage::FinalReported)
            .map(|incident| incident.id.to_string())
            .collect();
        let ids: Vec<String> = open.iter().map(|it| it.id.to_string()).collect();
        let sentence = say!(
            "contract-ended",
            how = how(&end.ending),
            on = end.on,
            count = ids.len().to_string()
        );
        let more = vec![
            ("open", json!(ids)),
            ("incidents", json!(unreported.clone())),
        ];
        context.recorded(&done, &sentence, more)?;
        if !context.ui.json {
            for it in open {
                context.ui.tell(&say!(
                    "contract-open",
                    id = it.id.to_string(),
                    state = it.state(),
                    place = naming::whereabouts(&register, it),
                    holder = naming::keeper(&register, it)
                ));
            }
            for id in unreported {
                context.ui.tell(&say!("contract-incident", id = id));
            }
        }
        Ok(())
    }

    fn end(self, register: &Register) -> Result<ContractEnd, CliError> {
        let Some(on) = self.terminated else {
            let contract = register.contract.as_ref();
            let on = contract.map(|contract| contract.term.until);
            return Ok(ContractEnd {
                ending: Ending::Expired,
                on: on.ok_or_else(|| missing("--terminated"))?,
                reason: self.reason.map_or_else(
                    || parse::text("契約期間の満了").map_err(|_| missing("--reason")),
                    Ok,
                )?,
                instructions: self.instructions,
            });
        };
        let document = ClientDocument {
            form: self.form,
            number: self.number,
            date: self.date,
            filed_at: self.filed_at,
        }
        .whole()?;
        Ok(ContractEnd {
            ending: Ending::Terminated {
                document: Box::new(document),
            },
            on: on.value,
            reason: self.reason.ok_or_else(|| missing("--reason"))?,
            instructions: self.instructions,
        })
    }
}

fn how(ending: &Ending) -> Phrase {
    match ending {
        Ending::Expired => say!("contract-expired"),
        Ending::Terminated { .. } => say!("contract-terminated"),
    }
}
