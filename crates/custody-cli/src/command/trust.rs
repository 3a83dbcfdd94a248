//! The command `custody trust …`: the keys of ledgers and witnesses that this person believes, and how many witnesses
//! are enough. They lie with the person's keys and not in a vault: whoever holds the vault could change them there.

use crate::cli::Context;
use crate::error::{CliError, ExitCode};
use crate::ui::Answer;
use crate::wording::{policy_words, say};
use custody_core::ledger::{Policy, PolicyError};
use custody_core::note::{VerifierKey, WitnessKey};
use custody_core::seal::publish::publish;
use serde_json::json;
use std::path::PathBuf;

/// The file of the policy (C2SP tlog-policy).
const FILE: &str = "trust.policy";

#[derive(Debug, clap::Args)]
pub(crate) struct Trust {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verb {
    /// Keys more.
    Add(Add),
    /// What is believed.
    List,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    #[arg(value_name = "VKEY", required = true)]
    pub(crate) keys: Vec<String>,
    #[arg(long, value_name = "K", default_value_t = 1)]
    pub(crate) quorum: usize,
}

impl Trust {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        match self.verb {
            Verb::Add(add) => add.run(context),
            Verb::List => list(context),
        }
    }
}

impl Add {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let mut policy = context.policy()?;
        let mut answer = Answer::new();
        for given in &self.keys {
            let refused = |fault| {
                CliError::usage(say!(
                    "trust-refused",
                    key = given.as_str(),
                    fault = policy_words(fault)
                ))
            };
            let named = if let Ok(key) = VerifierKey::parse(given) {
                let name = key.name().to_string();
                policy.add_log(key).map_err(refused)?;
                say!("trust-added-log", name = name)
            } else if let Ok(key) = given.parse::<WitnessKey>() {
                let name = key.name().to_string();
                policy.add_witness(key, self.quorum).map_err(refused)?;
                say!("trust-added-witness", name = name)
            } else {
                return Err(CliError::usage(say!("trust-no-key", key = given.as_str())));
            };
            answer = answer.line(named);
        }
        let path = context.policy_file()?;
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .map_err(|error| CliError::io(say!("io-writing", path = folder), &error))?;
        }
        publish(&path, policy.to_text().as_bytes(), true)?;
        context.ui.answer(&answer.field("file", &path))
    }
}

fn list(context: &Context) -> Result<(), CliError> {
    let policy = context.policy()?;
    if context.ui.json {
        let witnesses = policy.witnesses();
        return context.document(&json!({
            "logs": policy.logs(),
            "witnesses": witnesses.iter().map(ToString::to_string).collect::<Vec<_>>(),
        }));
    }
    let logs = policy
        .logs()
        .iter()
        .map(|key| (say!("trust-log"), key.to_string()));
    let witnesses = policy.witnesses().into_iter();
    let witnesses = witnesses.map(|key| (say!("trust-witness"), key.to_string()));
    let rows: Vec<Vec<String>> = logs
        .chain(witnesses)
        .map(|(what, key)| vec![context.ui.text(&what), key])
        .collect();
    if rows.is_empty() {
        return context.say(say!("trust-nobody"));
    }
    context.table(&[say!("col-what"), say!("head-key")], &rows)
}

impl Context {
    /// Whom this person believes; nobody, where nothing was said yet.
    pub(crate) fn policy(&self) -> Result<Policy, CliError> {
        let path = self.policy_file()?;
        match std::fs::read(&path) {
            Ok(bytes) => Policy::parse(&bytes).map_err(|error| refused(&path, error)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Policy::default()),
            Err(error) => Err(CliError::io(
                say!("io-reading", path = path.as_path()),
                &error,
            )),
        }
    }

    fn policy_file(&self) -> Result<PathBuf, CliError> {
        Ok(self.home()?.join(FILE))
    }
}

fn refused(path: &std::path::Path, error: PolicyError) -> CliError {
    CliError::new(
        ExitCode::of_core(error.code()),
        say!(
            "trust-file",
            path = path,
            line = error.line,
            fault = policy_words(error.fault)
        ),
    )
}
