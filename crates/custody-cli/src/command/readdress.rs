//! The command `custody readdress`: a new header before the same payload, so that others can open it.

use super::beside::Beside;
use super::desk::missing;
use super::opened_with::{ScryptLimit, opened_with};
use super::recipients::Recipients;
use super::seal::payload;
use super::verify::tag_beside;
use crate::cli::Context;
use crate::error::{CliError, ExitCode};
use crate::files;
use crate::ui::Answer;
use crate::wording::say;
use custody_core::seal::{Part, Readdressing, To};
use custody_core::vault::documents::TagDocument;
use custody_core::vault::{OBJECTS, Settings, check_tag, claimed_tag};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(crate) struct Readdress {
    #[arg(value_name = "IN")]
    pub(crate) input: PathBuf,
    #[arg(long, short, value_name = "OUT")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) to: Recipients,
    #[arg(long = "identity", short, value_name = "FILE")]
    pub(crate) identities: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) scrypt_limit: ScryptLimit,
}

impl Readdress {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let is_pipe = |path: &Path| path.as_os_str() == "-";
        if is_pipe(&self.input) || is_pipe(&self.out) {
            return Err(CliError::usage(say!("readdress-needs-files")));
        }
        if self.to.is_empty() {
            return Err(missing("--recipient"));
        }
        let file = std::fs::File::open(&self.input).map_err(|error| {
            CliError::io(say!("io-reading", path = self.input.as_path()), &error)
        })?;
        let readdressing = Readdressing::of(file)?;
        let lying = tag_beside(&self.input);
        let claimed = readdressing
            .tag()?
            .or(lying.as_deref())
            .and_then(claimed_tag);
        refuse_registered(context, &self.input, claimed.as_ref())?;
        let mut part = Part::create(&self.out, false)?;
        // The old passphrase or key is asked for first, a new passphrase after it.
        let opened_with = opened_with(
            context,
            &self.identities,
            readdressing.needs_passphrase(),
            self.scrypt_limit,
        )?;
        let to = self.to.read(context)?;
        let beside = match &to {
            To::Passphrase(_) if claimed.is_some() => Some(Beside::of(&self.out, false)?),
            _ => None,
        };
        let total = Some(files::bytes_in(std::slice::from_ref(&self.input)));
        let mut progress = context.ui.progress(&say!("doing-readdressing"), total);
        let inside = readdressing.tag()?.is_some();
        let done = readdressing.write(
            &mut part,
            &opened_with.keys(),
            &to,
            lying.as_deref(),
            &mut progress,
        )?;
        drop(progress);
        let mut answer = Answer::new()
            .line(say!(
                "readdressed",
                file = self.out.as_path(),
                bytes = done.sealed_len.to_string()
            ))
            .field("file", &self.out)
            .field("bytes", done.sealed_len)
            .field("payload", payload(&done.payload));
        let Some(tag) = &done.tag else {
            part.commit()?;
            return context
                .ui
                .answer(&answer.field("tag", Option::<&str>::None));
        };
        let document = check_tag(tag, inside, &done.payload)?.document;
        match beside {
            Some(beside) => answer = answer.field("tag_file", beside.publish(tag, part)?),
            None => part.commit()?,
        }
        let answer = answer
            .line(say!("readdressed-tag", package = document.package.as_str()))
            .field("tag_in_header", done.tag_in_header)
            .field("tag", &document);
        context.ui.answer(&answer)?;
        if let Some(record) = document.record {
            let record = record.to_string();
            let vault = document.vault.as_str();
            context.ui.tell(&say!(
                "readdressed-recorded",
                vault = vault,
                record = record
            ));
        }
        Ok(())
    }
}

/// Who can open what the vault at hand has on its register is on record there; a further header would make that untrue. So
/// nothing of it is addressed anew: an object by `grant`, a package by another one.
fn refuse_registered(
    context: &Context,
    input: &Path,
    tag: Option<&TagDocument>,
) -> Result<(), CliError> {
    let Ok(folder) = context.vault() else {
        return Ok(());
    };
    let refused = |what| CliError::new(ExitCode::Refused, what);
    let objects = folder.join(OBJECTS).canonicalize().ok();
    let lies_in = input.canonicalize().ok();
    if let (Some(objects), Some(input)) = (objects, lies_in)
        && input.starts_with(objects)
    {
        return Err(refused(say!("readdress-object")).next("custody grant"));
    }
    let Some((record, tag)) = tag.and_then(|tag| Some((tag.record?, tag))) else {
        return Ok(());
    };
    // A folder that is no vault any more has no register to keep true.
    let own = Settings::read(&folder).is_ok_and(|settings| settings.origin == tag.vault.as_str());
    if own {
        return Err(
            refused(say!("readdress-registered", record = record.to_string()))
                .and(say!("readdress-registered-advice")),
        );
    }
    Ok(())
}
