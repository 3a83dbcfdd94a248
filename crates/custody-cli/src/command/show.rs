//! The command `custody show`: all that is known of one thing.

use super::desk::unknown;
use super::log::{self, number_of};
use crate::args::parse::{self, Thing};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::{Phrase, say};
use custody_core::record::Record;
use custody_core::report::life;
use custody_core::report::register::{Line, line, lines_of};
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    #[arg(value_name = "ID", value_parser = parse::thing)]
    pub(crate) id: Thing,
}

impl Show {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let vault = context.open_vault()?;
        let register = vault.register()?;
        let id = number_of(&self.id);
        let entity = register
            .entities()
            .into_iter()
            .find(|entity| entity.key() == id)
            .ok_or_else(|| unknown(&id))?;
        let records: Vec<Record> = vault
            .records_about(&id)?
            .into_iter()
            .map(|listed| listed.record)
            .collect();
        if context.ui.json {
            let life = life(&register, &records);
            return context.document(&json!({ "entity": entity, "records": life }));
        }
        let instances: Vec<Line> = match self.id {
            Thing::Asset(asset) => lines_of(&register, asset),
            Thing::Instance(instance) => register
                .instances
                .get(&instance)
                .map(|i| line(&register, i))
                .into_iter()
                .collect(),
            _ => Vec::new(),
        };
        for line in &instances {
            context.pairs(self.facts(context, line))?;
            context.raw("\n")?;
        }
        log::lines(context, &register, &records)
    }

    fn facts(&self, context: &Context, line: &Line) -> Vec<(Phrase, String)> {
        let mut facts = vec![
            (say!("col-number"), line.id.to_string()),
            (say!("col-title"), line.title.clone()),
            (say!("col-type"), line.kind.word().to_owned()),
            (say!("col-quantity"), line.quantity.to_string()),
            (say!("col-medium"), line.carrier_words.clone()),
            (say!("col-place"), line.place.clone()),
            (say!("col-holder"), line.holder.clone()),
            (say!("col-state"), context.word(line.state)),
            (say!("col-protection"), context.word(line.protection)),
        ];
        if let Some(basis) = &line.basis {
            facts.push((say!("col-permission"), basis.clone()));
        }
        if let Some(due) = line.due {
            facts.push((say!("col-due"), due.to_string()));
        }
        facts.retain(|(_, value)| !value.is_empty());
        facts
    }
}
