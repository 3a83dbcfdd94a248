//! The command `custody import`: takes in what others signed, whatever it is.

use super::desk::{machine, read_note};
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::{CliError, ExitCode};
use crate::ui::Answer;
use crate::wording::say;
use custody_core::record::{PlaceId, Reach};
use custody_core::vault::{Imported, Vault};
use serde_json::json;
use std::path::Path;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) place: Option<Named<PlaceId>>,
}

impl Import {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, Some(Reach::standing()))?;
        let place = match &self.place {
            Some(named) => Some(context.place(&register, named)?),
            None => machine(&register)?.1,
        };
        context.each(&self.files, |file| {
            let bytes = read_note(file)?;
            if bytes.starts_with("\u{2014} ".as_bytes()) {
                return cosigned(context, &mut vault, &bytes);
            }
            let imported = vault
                .import(&member, &bytes, place)
                .map_err(|error| context.explained(&vault, error))?;
            self::tell(context, &vault, file, imported)
        })
    }
}

fn tell(context: &Context, vault: &Vault, file: &Path, imported: Imported) -> Result<(), CliError> {
    let what = |name: &str| vec![("what", json!(name))];
    match imported {
        Imported::Approval { done, request } => {
            let sentence = say!(
                "imported-approval",
                id = done.ids.join(" "),
                request = request.to_string()
            );
            context.recorded(&done, &sentence, what("approval"))
        }
        Imported::Declined { done, request } => context.recorded(
            &done,
            &say!("imported-declined", request = request.to_string()),
            what("declined"),
        ),
        Imported::Instruction { done } => {
            let sentence = say!("imported-instruction", id = done.ids.join(" "));
            context.recorded(&done, &sentence, what("instruction"))
        }
        Imported::Revocation { done, permission } => context.recorded(
            &done,
            &say!("imported-revocation", id = permission.to_string()),
            what("revocation"),
        ),
        Imported::Receipt {
            done,
            rejected: true,
        } => context.recorded(&done, &say!("imported-rejected"), what("receipt")),
        Imported::Receipt {
            done,
            rejected: false,
        } => context.recorded(&done, &say!("imported-receipt"), what("receipt")),
        Imported::Declaration { done } => {
            context.recorded(&done, &say!("imported-declaration"), what("declaration"))?;
            take_out_of_inbox(vault, file)
        }
        Imported::Card(card) => {
            let answer = Answer::new()
                .line(say!(
                    "imported-card",
                    name = card.name.as_str(),
                    fingerprint = card.fingerprint.as_str(),
                    file = file,
                ))
                .field("what", "card")
                .field("name", &card.name)
                .field("fingerprint", &card.fingerprint);
            context.ui.answer(&answer)
        }
    }
}

/// A witness's answer to `custody checkpoint --request`.
fn cosigned(context: &Context, vault: &mut Vault, lines: &[u8]) -> Result<(), CliError> {
    let witnesses = context.policy()?.witnesses();
    if witnesses.is_empty() {
        return Err(CliError::new(ExitCode::Key, say!("cosigned-by-nobody"))
            .and(say!("cosigned-by-nobody-advice"))
            .next("custody trust add VKEY"));
    }
    let now = context.now().unix_seconds().unsigned_abs();
    let seen = vault.take_cosignatures(lines, &witnesses, now)?;
    let by = seen.by.iter().map(|one| one.witness().name().as_str());
    let by: Vec<&str> = by.collect();
    let answer = Answer::new()
        .line(say!(
            "imported-cosignature",
            by = by.join("、"),
            size = seen.size.to_string()
        ))
        .field("what", "cosignature")
        .field("size", seen.size)
        .field("witnesses", by);
    context.ui.answer(&answer)
}

/// A declaration that was signed in has done its work; one from elsewhere stays where it is.
fn take_out_of_inbox(vault: &Vault, file: &Path) -> Result<(), CliError> {
    let wanted = file.canonicalize().ok();
    if vault
        .inbox()?
        .iter()
        .any(|waiting| waiting.canonicalize().ok() == wanted)
    {
        std::fs::remove_file(file)
            .map_err(|error| CliError::io(say!("io-writing", path = file), &error))?;
    }
    Ok(())
}
