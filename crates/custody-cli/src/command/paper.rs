//! The command `custody paper`: types in what 甲 decided on paper, by e-mail, fax or telephone (`domain.md` §4.2).

use super::desk::missing;
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::calendar::Parsed;
use custody_core::record::{
    Date, DocumentForm, Event, Moment, PermissionId, PersonId, Reach, Register, RequestId, Text,
};
use custody_core::vault::Vault;
use custody_core::vault::office::Approving;
use custody_core::vault::paper::{Decided, Transcript};
use serde_json::json;
use std::num::NonZeroU32;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Paper {
    #[arg(value_name = "REQUEST", value_parser = parse::id::<RequestId>)]
    pub(crate) request: RequestId,
    #[command(flatten)]
    pub(crate) document: Document,
    #[arg(long, value_name = "TIME", value_parser = parse::until)]
    pub(crate) until: Option<Parsed<Moment>>,
    #[arg(long, value_name = "N")]
    pub(crate) count: Option<NonZeroU32>,
    #[arg(long = "condition", value_name = "TEXT", value_parser = parse::text)]
    pub(crate) conditions: Vec<Text>,
    #[arg(long)]
    pub(crate) declined: bool,
    #[arg(long, value_name = "TEXT", requires = "declined", value_parser = parse::text)]
    pub(crate) reason: Option<Text>,
}

/// A paper of 甲, as it is typed in.
#[derive(Debug, clap::Args)]
pub(crate) struct Document {
    #[arg(long, value_name = "FORM", value_parser = parse::document_form())]
    pub(crate) form: Option<DocumentForm>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) number: Option<Text>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) date: Option<Parsed<Date>>,
    #[arg(long = "by", value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) decided_by: Option<Named<PersonId>>,
    #[arg(long, value_name = "FILE")]
    pub(crate) scan: Option<PathBuf>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) filed_at: Option<Text>,
}

impl Paper {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, Some(Reach::standing()))?;
        let form = self.document.form.ok_or_else(|| missing("--form"))?;
        let date = self.document.date.ok_or_else(|| missing("--date"))?.value;
        let decided_by = context.person_or_ask(
            &register,
            self.document.decided_by.as_ref(),
            "--by",
            |person| person.is_client(),
        )?;
        let transcript = Transcript {
            request: self.request,
            form,
            decided_by,
            decided_at: Moment::start_of(date),
            filed_at: self.document.filed_at,
            scan: self.document.scan,
            decided: if self.declined {
                Decided::Declined {
                    reason: self.reason,
                }
            } else {
                Decided::Approved
            },
            approving: Approving {
                number: self.document.number,
                date: Some(date),
                until: self.until.map(|until| until.value),
                count: self.count,
                conditions: self.conditions,
            },
        };
        if context.global.dry_run {
            let asked = vault.transcription(&member, context.at(), &transcript)?;
            return context.would(&vault, &asked);
        }
        let done = vault
            .transcribe(&member, context.at(), transcript)
            .map_err(|error| context.explained(&vault, error))?;
        let registered = done.records.iter().find_map(|record| match &record.event {
            Event::PermissionRegistered { permission, .. } => Some(permission.id),
            _ => None,
        });
        let Some(id) = registered else {
            let sentence = say!("imported-declined", request = self.request.to_string());
            return context.recorded(&done, &sentence, Vec::new());
        };
        let known = known(&vault, id)?;
        let checkable = known
            .permissions
            .get(&id)
            .is_some_and(|permission| permission.document.gains_by_check());
        let trust = trust_of(&vault, id)?;
        let sentence = say!(
            "transcribed",
            request = self.request.to_string(),
            id = id.to_string(),
            trust = trust.as_str()
        );
        context.recorded(&done, &sentence, vec![("trust", json!(trust))])?;
        if checkable {
            context
                .ui
                .tell(&say!("transcribed-check", id = id.to_string()));
        }
        Ok(())
    }
}

fn known(vault: &Vault, id: PermissionId) -> Result<Register, CliError> {
    Ok(vault.known(&Reach {
        permissions: [id].into(),
        ..Reach::standing()
    })?)
}

/// 承認根拠 in words, as it stands.
pub(super) fn trust_of(vault: &Vault, id: PermissionId) -> Result<String, CliError> {
    let known = known(vault, id)?;
    let permission = known.permissions.get(&id);
    Ok(permission.map_or_else(String::new, |p| p.trust().words().to_owned()))
}
