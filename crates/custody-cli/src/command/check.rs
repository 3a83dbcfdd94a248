//! The command `custody check`: a second person compares a permission on paper with what was typed in (様式1).

use super::form;
use super::paper::trust_of;
use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{PermissionId, Reach};
use custody_core::report::form::Number;
use custody_core::report::naming;
use custody_core::rules::Act;
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    #[arg(value_name = "PERMISSION", value_parser = parse::id::<PermissionId>)]
    pub(crate) permission: PermissionId,
    #[arg(long, value_name = "DIR")]
    pub(crate) image: Option<PathBuf>,
}

impl Check {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let id = self.permission;
        if let Some(folder) = &self.image {
            vault.open_image(&member, id, folder)?;
            return context.say(say!("image-opened", folder = folder.as_path()));
        }
        let asked = context.asked(&member, Act::Check { permission: id });
        if context.global.dry_run {
            return context.would(&vault, &asked);
        }
        context.permit(&mut vault, &member, &asked)?;
        let register = vault.known(&Reach {
            permissions: [id].into(),
            ..Reach::standing()
        })?;
        if let Some(permission) = register.permissions.get(&id) {
            let document = &permission.document;
            context.ui.tell(&say!(
                "check-document",
                id = id.to_string(),
                form = custody_core::report::words::document_form(document.form),
                number = document.number.as_ref().map_or("—", |n| n.as_str()),
                date = document
                    .date
                    .map_or_else(|| "—".to_owned(), |date| date.to_string()),
                name = naming::person(&register, permission.decided_by),
            ));
        }
        context.confirm(&say!("ask-check", id = id.to_string()))?;
        let done = vault
            .act(&member, &asked)
            .map_err(|error| context.explained(&vault, error))?;
        let trust = trust_of(&vault, id)?;
        let forms = form::write_in_vault(
            context,
            &mut vault,
            &member,
            Number::Confirmation,
            &[&id.to_string()],
        )?;
        let sentence = say!("paper-checked", id = id.to_string(), trust = trust.as_str());
        let more = vec![("trust", json!(trust)), ("forms", json!(forms))];
        context.recorded(&done, &sentence, more)?;
        form::tell_written(context, &forms);
        Ok(())
    }
}
