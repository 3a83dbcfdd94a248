//! The command `custody checkpoint`: the ledger's head, who outside saw it, and the request for a witness to see it.

use crate::cli::Context;
use crate::error::CliError;
use crate::ui::Answer;
use crate::wording::say;
use custody_core::ledger::Checkpoint;
use custody_core::record::Moment;
use custody_core::seal::publish::publish;
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct CheckpointCommand {
    #[arg(long, value_name = "FILE")]
    pub(crate) request: Option<PathBuf>,
    #[arg(long, value_name = "SIZE", requires = "request")]
    pub(crate) from: Option<u64>,
}

impl CheckpointCommand {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let vault = context.open_vault()?;
        let policy = context.policy()?;
        let witnesses = policy.witnesses();
        let note = vault.checkpoint()?;
        let head = Checkpoint::parse(note.unverified_text())?;
        let witnessed = vault.witnessed(&witnesses)?;
        let mut answer = Answer::new()
            .line(say!(
                "checkpoint-head",
                origin = head.origin().to_string(),
                size = head.size().to_string(),
                root = head.root().to_string()
            ))
            .field("origin", head.origin().as_str())
            .field("size", head.size().0)
            .field("root", head.root().to_string())
            .field("log_key", &vault.settings().log_key)
            .field("note", note.as_str());
        let by: Vec<_> = witnessed
            .iter()
            .flat_map(|seen| &seen.by)
            .map(|one| (one.witness().name().to_string(), when(one.time())))
            .collect();
        match &witnessed {
            Some(seen) => {
                for (name, at) in &by {
                    answer = answer.line(say!(
                        "checkpoint-seen",
                        name = name.as_str(),
                        at = at.as_str(),
                        size = seen.size.to_string(),
                        since = (head.size().0 - seen.size).to_string()
                    ));
                }
                if !policy.is_met(&seen.by) {
                    answer = answer.line(say!("checkpoint-too-few"));
                }
            }
            None => answer = answer.line(say!("checkpoint-unseen")),
        }
        let seen: Vec<_> = by
            .iter()
            .map(|(name, at)| json!({"witness": name, "at": at}))
            .collect();
        answer = answer
            .field("witnessed_size", witnessed.as_ref().map(|seen| seen.size))
            .field("witnessed", seen);
        if let Some(file) = &self.request {
            let submission = vault.submission(&witnesses, self.from)?;
            publish(file, &submission.to_bytes(), false)?;
            answer = answer
                .line(say!("checkpoint-request", file = file.as_path()))
                .line(say!(
                    "checkpoint-log-key",
                    vkey = vault.settings().log_key.as_str()
                ))
                .field("request", file);
        }
        context.ui.answer(&answer)
    }
}

/// A witness's time as the rest of the program shows times.
pub(super) fn when(seconds: u64) -> String {
    let known = i64::try_from(seconds).ok();
    let known = known.and_then(|seconds| Moment::from_unix_seconds(seconds).ok());
    known.map_or_else(|| seconds.to_string(), |moment| moment.to_string())
}
