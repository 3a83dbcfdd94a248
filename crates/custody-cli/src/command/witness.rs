//! The command `custody witness …`, by 甲: cosigns the checkpoints of 乙's ledgers, offline, from file to file.

use super::checkpoint::when;
use super::desk::exists;
use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::ui::Answer;
use crate::wording::say;
use custody_core::keys::{KdfCost, KeyFile, KeyFolder, PersonKey};
use custody_core::ledger::PROOF_FILE_LIMIT;
use custody_core::note::{KeyName, PublicKey, WitnessKey};
use custody_core::record::Text;
use custody_core::seal::publish::{Part, publish};
use custody_core::vault::{Witness as Folder, WitnessError};
use serde_json::json;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Below the folder of keys.
const FOLDER: &str = "witness";

#[derive(Debug, clap::Args)]
pub(crate) struct Witness {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verb {
    /// A key of its own, and where to keep what was seen.
    Init(Init),
    /// Answers a request.
    Sign(Sign),
    /// What was cosigned last.
    List,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Init {
    #[arg(long, value_parser = parse::text)]
    pub(crate) name: Option<Text>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Sign {
    #[arg(value_name = "REQUEST")]
    pub(crate) request: PathBuf,
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

impl Witness {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let folder = context.home()?.join(FOLDER);
        match self.verb {
            Verb::Init(init) => init.run(context, &folder),
            Verb::Sign(sign) => sign.run(context, &folder),
            Verb::List => list(context, &folder),
        }
    }
}

impl Init {
    fn run(self, context: &Context, folder: &Path) -> Result<(), CliError> {
        let keys = KeyFolder::new(folder);
        if !keys.list()?.is_empty() {
            return Err(exists(folder));
        }
        let name = context.text_or_ask(self.name, "--name", say!("ask-witness-name"))?;
        let named = KeyName::new(name.as_str());
        let name = named.map_err(|fault| CliError::from(fault).and(say!("witness-name-advice")))?;
        let passphrase =
            context.new_passphrase(&say!("passphrase-of-key", name = name.as_str()))?;
        let key = PersonKey::generate(name.as_str(), &context.now().to_string())?;
        keys.add(&KeyFile::seal(&key, &passphrase, KdfCost::DEFAULT)?)?;
        let vkey = key.witness()?.witness().to_string();
        let answer = Answer::new()
            .line(say!("witness-made", name = name.as_str(), folder = folder))
            .line(say!("witness-vkey", vkey = vkey.as_str()))
            .field("name", name.as_str())
            .field("vkey", vkey);
        context.ui.answer(&answer)
    }
}

impl Sign {
    fn run(self, context: &Context, folder: &Path) -> Result<(), CliError> {
        let mut request = Vec::new();
        File::open(&self.request)
            .and_then(|file| {
                file.take(PROOF_FILE_LIMIT as u64 + 1)
                    .read_to_end(&mut request)
            })
            .map_err(|error| {
                CliError::io(say!("io-reading", path = self.request.as_path()), &error)
            })?;
        let out = self.out.clone().unwrap_or_else(|| {
            let mut name = self.request.as_os_str().to_owned();
            name.push(".cosigned");
            PathBuf::from(name)
        });
        // Before anything is on the witness's record.
        Part::plan(&out, false)?;
        let (_, file) = KeyFolder::new(folder).find(None)?;
        let passphrase = context.passphrase(&say!("passphrase-of-key", name = file.name()))?;
        let key = file.unlock(&passphrase)?.witness()?;
        let policy = context.policy()?;
        let time = context.now().unix_seconds().unsigned_abs();
        let line = Folder::in_folder(folder)
            .sign(&request, &key, policy.logs(), time)
            .map_err(|error| refused(&error))?;
        publish(&out, line.as_bytes(), false)?;
        let answer = Answer::new()
            .line(say!("witness-signed", file = out.as_path()))
            .field("file", &out)
            .field("line", line);
        context.ui.answer(&answer)
    }
}

fn list(context: &Context, folder: &Path) -> Result<(), CliError> {
    let (_, file) = KeyFolder::new(folder).find(None)?;
    let name = KeyName::new(file.name())?;
    let witness = WitnessKey::new(name, PublicKey::from_bytes(&file.verifier())?);
    let here = Folder::in_folder(folder);
    let mut seen = Vec::new();
    for log in context.policy()?.logs() {
        let last = here.seen(log, &witness).map_err(|error| refused(&error))?;
        seen.push((log.name().to_string(), last));
    }
    if context.ui.json {
        let logs: Vec<_> = seen
            .iter()
            .map(|(origin, last)| {
                let last = last.as_ref().map(|last| {
                    json!({"size": last.size.0, "root": last.root.to_string(), "at": when(last.time)})
                });
                json!({"origin": origin, "last": last})
            })
            .collect();
        return context.document(&json!({"vkey": witness.to_string(), "logs": logs}));
    }
    context.say(say!("witness-vkey", vkey = witness.to_string()))?;
    if seen.is_empty() {
        return context.say(say!("witness-no-logs"));
    }
    let rows: Vec<Vec<String>> = seen
        .into_iter()
        .map(|(origin, last)| match last {
            Some(last) => vec![
                origin,
                last.size.to_string(),
                when(last.time),
                last.root.to_hex(),
            ],
            None => vec![origin, "0".into(), String::new(), String::new()],
        })
        .collect();
    let head = [
        say!("head-ledger"),
        say!("head-records"),
        say!("col-when"),
        say!("head-root"),
    ];
    context.table(&head, &rows)
}

fn refused(error: &WitnessError) -> CliError {
    match error {
        WitnessError::Refused(refusal) => CliError::from(refusal),
        WitnessError::Ledger(error) => error.into(),
        WitnessError::Publish(error) => error.into(),
        WitnessError::Io { path, source } => {
            CliError::io(say!("io-using", path = path.as_path()), source)
        }
    }
}
