//! The command `custody instruction`: the register of 甲's 指示, with answers and what is late (Art. 15).

use super::desk::{missing, unknown};
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::calendar::{Parsed, wareki_date_plain};
use custody_core::record::{Date, Document, DocumentForm, Moment, PersonId, Reach, Text};
use custody_core::report::{instructions, naming};
use custody_core::rules::{Act, GeneralOrder, InstructionAnswer};
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Instruction {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verb {
    /// On the register.
    Add(Add),
    /// What was done or answered.
    Answer(Answer),
    /// The register.
    List,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) text: Option<Text>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) due: Option<Parsed<Date>>,
    #[arg(long, value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) addressee: Option<Named<PersonId>>,
    #[arg(long, value_name = "FORM", value_parser = parse::document_form())]
    pub(crate) form: Option<DocumentForm>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) number: Option<Text>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) date: Option<Parsed<Date>>,
    #[arg(long = "by", value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) decided_by: Option<Named<PersonId>>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) filed_at: Option<Text>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Answer {
    #[arg(value_name = "RECORD")]
    pub(crate) record: u64,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) text: Option<Text>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) number: Option<Text>,
}

impl Instruction {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        match self.verb {
            Verb::Add(add) => add.run(context),
            Verb::Answer(answer) => answer.run(context),
            Verb::List => list(context),
        }
    }
}

impl Add {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, Some(Reach::standing()))?;
        let date = self.date.ok_or_else(|| missing("--date"))?.value;
        let is_client = custody_core::record::Person::is_client;
        let ordered = GeneralOrder {
            text: context.text_or_ask(self.text, "--text", say!("ask-instruction"))?,
            due: self.due.map(|due| due.value),
            addressee: context.person_or_ask(
                &register,
                self.addressee.as_ref(),
                "--addressee",
                |person| !is_client(person),
            )?,
            decided_by: context.person_or_ask(
                &register,
                self.decided_by.as_ref(),
                "--by",
                is_client,
            )?,
            decided_at: Moment::start_of(date),
            document: Document {
                form: self.form.ok_or_else(|| missing("--form"))?,
                number: self.number,
                date: Some(date),
                scan: None,
                image: None,
                filed_at: self.filed_at,
                registered_at: None,
            },
        };
        let asked = context.asked(&member, Act::RegisterInstruction(Box::new(ordered)));
        context.simple(&mut vault, &member, &asked, |done| {
            let record = done.records.first().map_or(0, |record| record.seq.0);
            say!("instruction-registered", record = record.to_string())
        })
    }
}

impl Answer {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let record = vault
            .record(self.record)?
            .ok_or_else(|| unknown(self.record))?;
        let answered = InstructionAnswer {
            record: Box::new(record),
            answer: context.text_or_ask(self.text, "--text", say!("ask-answer"))?,
            number: self.number,
        };
        let number = self.record.to_string();
        let asked = context.asked(&member, Act::AnswerInstruction(answered));
        context.simple(&mut vault, &member, &asked, |_| {
            say!("instruction-answered", record = number)
        })
    }
}

fn list(context: &Context) -> Result<(), CliError> {
    let vault = context.open_vault()?;
    let register = vault.known(&Reach::standing())?;
    let mut all = Vec::new();
    vault.each_record(0, |listed| {
        instructions::add(&mut all, &listed.record);
        Ok(())
    })?;
    if context.ui.json {
        return context.document(&json!({ "instructions": all }));
    }
    let now = context.now();
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|one| {
            let due = one
                .instruction
                .due
                .map(wareki_date_plain)
                .unwrap_or_default();
            let answers: Vec<&str> = one.answers.iter().map(|a| a.answer.as_str()).collect();
            let state = match (one.answers.is_empty(), one.is_late(now)) {
                (false, _) => answers.join("、"),
                (true, true) => context.ui.text(&say!("instruction-late")),
                (true, false) => context.ui.text(&say!("instruction-open")),
            };
            vec![
                one.record.0.to_string(),
                wareki_date_plain(one.instruction.decided_at.date()),
                naming::person(&register, one.instruction.decided_by),
                one.instruction.text.to_string(),
                due,
                state,
            ]
        })
        .collect();
    context.table(
        &[
            say!("col-record"),
            say!("col-day"),
            say!("col-by"),
            say!("col-instruction"),
            say!("col-due"),
            say!("col-answer"),
        ],
        &rows,
    )
}
