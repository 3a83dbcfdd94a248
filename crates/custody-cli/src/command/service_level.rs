//! The command `custody service-level …`: what 甲 set and what was reached (Art. 6).

use super::desk::missing;
use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::calendar::{Parsed, wareki_date_plain};
use custody_core::record::{Date, Measurement, Text};
use custody_core::rules::Act;
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct ServiceLevel {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verb {
    /// What was reached.
    Add(Add),
    /// Targets and values.
    List,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    #[arg(value_name = "NAME", value_parser = parse::text)]
    pub(crate) level: Text,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) value: Option<Text>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) from: Option<Parsed<Date>>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) until: Option<Parsed<Date>>,
    #[arg(long)]
    pub(crate) missed: bool,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) remark: Option<Text>,
}

impl ServiceLevel {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        match self.verb {
            Verb::Add(add) => add.run(context),
            Verb::List => list(context),
        }
    }
}

impl Add {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let measurement = Measurement {
            name: self.level,
            value: context.text_or_ask(self.value, "--value", say!("ask-value"))?,
            from: self.from.ok_or_else(|| missing("--from"))?.value,
            until: self.until.ok_or_else(|| missing("--until"))?.value,
            met: !self.missed,
            remark: self.remark,
        };
        let name = measurement.name.to_string();
        let asked = context.asked(&member, Act::MeasureService(measurement));
        context.simple(&mut vault, &member, &asked, |_| {
            say!("service-level-measured", name = name)
        })
    }
}

fn list(context: &Context) -> Result<(), CliError> {
    let (register, dealings) = context.dealings()?;
    let levels = register.contract.map(|c| c.profile.service_levels);
    let levels = levels.unwrap_or_default();
    if context.ui.json {
        let all = json!({ "service_levels": levels, "measurements": dealings.measurements });
        return context.document(&all);
    }
    let mut rows = Vec::new();
    for level in &levels {
        let target = format!("{} {}", level.target, level.unit);
        let mut of: Vec<_> = dealings.measurements.iter().collect();
        of.retain(|one| one.what.name == level.name);
        if of.is_empty() {
            rows.push(vec![
                level.name.to_string(),
                target,
                String::new(),
                String::new(),
                String::new(),
            ]);
            continue;
        }
        for one in of {
            let (from, until) = (one.what.from, one.what.until);
            let met = if one.what.met {
                say!("level-met")
            } else {
                say!("level-missed")
            };
            rows.push(vec![
                level.name.to_string(),
                target.clone(),
                one.what.value.to_string(),
                format!("{}～{}", wareki_date_plain(from), wareki_date_plain(until)),
                context.ui.text(&met),
            ]);
        }
    }
    let head = [
        say!("col-title"),
        say!("col-target"),
        say!("col-value"),
        say!("col-period"),
        say!("col-met"),
    ];
    context.table(&head, &rows)
}
