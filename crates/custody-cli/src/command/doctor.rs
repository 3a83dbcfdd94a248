//! The command `custody doctor`: finds what was left half-done, and finishes it.

use crate::cli::Context;
use crate::error::CliError;
use crate::error::ExitCode;
use crate::ui::Answer;
use crate::wording::{Arg, Phrase, object_words, row_words, say};
use custody_core::vault::DoctorFinding;
#[derive(Debug, clap::Args)]
pub(crate) struct Doctor {
    #[arg(long)]
    pub(crate) repair: bool,
}

impl Doctor {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let mut vault = context.open_vault()?;
        let diagnosis = vault.doctor(self.repair)?;
        let mut answer = Answer::new();
        if diagnosis.findings.is_empty() {
            answer = answer.line(say!("doctor-well", records = diagnosis.records.to_string()));
        }
        for finding in &diagnosis.findings {
            answer = answer.line(words(finding));
        }
        let texts: Vec<String> = diagnosis
            .findings
            .iter()
            .map(|finding| words(finding).text(crate::lang::Lang::En))
            .collect();
        answer = answer
            .field("records", diagnosis.records)
            .field("findings", texts);
        context.ui.answer(&answer)?;
        // What is not in order and was not mended is an integrity matter for scripts.
        let bad = diagnosis.findings.iter().any(|finding| {
            matches!(
                finding,
                DoctorFinding::Projection {
                    repaired: false,
                    ..
                } | DoctorFinding::Object { .. }
            )
        });
        if bad {
            Err(CliError::new(ExitCode::Integrity, say!("doctor-bad")))
        } else {
            Ok(())
        }
    }
}

fn words(finding: &DoctorFinding) -> Phrase {
    match finding {
        DoctorFinding::Interrupted { operations } => {
            say!("doctor-interrupted", count = operations.to_string())
        }
        DoctorFinding::Projection {
            row,
            repaired: true,
        } => say!("doctor-repaired", row = row_words(row)),
        DoctorFinding::Projection {
            row,
            repaired: false,
        } => say!("doctor-projection", row = row_words(row)),
        DoctorFinding::Orphan { file } => say!("doctor-orphan", file = file.as_path()),
        DoctorFinding::Object { kept, found } => {
            say!(
                "doctor-object",
                id = Arg::show(kept),
                found = object_words(found)
            )
        }
        DoctorFinding::Inbox { declarations } => {
            say!("doctor-inbox", count = declarations.to_string())
        }
    }
}
