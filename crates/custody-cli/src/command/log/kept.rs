//! The commands `custody log import`, `remove`, `submit` and `list`: the logs that have to be kept and handed in (Art. 9).

use crate::args::parse;
use crate::cli::Context;
use crate::command::desk::{missing, unknown};
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::calendar::{Parsed, wareki_moment_plain};
use custody_core::record::{Date, KeptLog, LogKind, Moment, Record, Text};
use custody_core::rules::Act;
use custody_core::seal::Sha256Digest;
use custody_core::vault::Vault;
use serde_json::json;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verb {
    /// A log file is kept, by its digest.
    Import(Import),
    /// It is given up.
    Remove(Remove),
    /// Logs went to 甲.
    Submit(Submit),
    /// The logs.
    List,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) system: Option<Text>,
    #[arg(long, value_name = "KIND", value_parser = ["work", "access"], default_value = "access")]
    pub(crate) kind: String,
    #[arg(long, value_name = "TIME", value_parser = parse::since)]
    pub(crate) from: Option<Parsed<Moment>>,
    #[arg(long, value_name = "TIME", value_parser = parse::until)]
    pub(crate) until: Option<Parsed<Moment>>,
    #[arg(long, value_name = "N")]
    pub(crate) entries: Option<u64>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) filed_at: Option<Text>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Remove {
    #[arg(value_name = "RECORD")]
    pub(crate) record: u64,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) reason: Option<Text>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Submit {
    #[arg(long, value_name = "RECORD")]
    pub(crate) instruction: Option<u64>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) document: Option<Text>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) on: Option<Parsed<Date>>,
}

impl Verb {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        match self {
            Self::Import(import) => import.run(context),
            Self::Remove(remove) => remove.run(context),
            Self::Submit(submit) => submit.run(context),
            Self::List => list(context),
        }
    }
}

impl Import {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let read = read(&self.file)?;
        let log = KeptLog {
            system: context.text_or_ask(self.system, "--system", say!("ask-log-system"))?,
            kind: match self.kind.as_str() {
                "work" => LogKind::Work,
                _ => LogKind::Access,
            },
            from: self.from.ok_or_else(|| missing("--from"))?.value,
            until: self.until.ok_or_else(|| missing("--until"))?.value,
            entries: self.entries.unwrap_or(read.lines),
            bytes: read.bytes,
            digest: Text::new(read.digest.to_string()).map_err(|_| missing("FILE"))?,
            filed_at: context.text_or_ask(self.filed_at, "--filed-at", say!("ask-filed-at"))?,
        };
        let entries = log.entries.to_string();
        let asked = context.asked(&member, Act::ImportLog(log));
        context.simple(&mut vault, &member, &asked, |done| {
            let record = done.records.first().map_or(0, |record| record.seq.0);
            say!(
                "log-imported",
                record = record.to_string(),
                entries = entries
            )
        })
    }
}

struct ReadLog {
    digest: Sha256Digest,
    bytes: u64,
    lines: u64,
}

/// Counts lines while the digest is made: the file is read once.
struct Lines<R> {
    inner: R,
    ended: u64,
    open: bool,
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        for byte in buffer.iter().take(read) {
            self.open = *byte != b'\n';
            self.ended += u64::from(!self.open);
        }
        Ok(read)
    }
}

fn read(path: &Path) -> Result<ReadLog, CliError> {
    let failed = |error: io::Error| CliError::io(say!("io-reading", path = path), &error);
    let mut lines = Lines {
        inner: File::open(path).map_err(failed)?,
        ended: 0,
        open: false,
    };
    let (digest, bytes) = Sha256Digest::of_reader(&mut lines).map_err(failed)?;
    Ok(ReadLog {
        digest,
        bytes,
        lines: lines.ended + u64::from(lines.open),
    })
}

impl Remove {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let act = Act::RemoveLog {
            record: Box::new(record(&vault, self.record)?),
            reason: context.text_or_ask(self.reason, "--reason", say!("ask-reason"))?,
        };
        let number = self.record.to_string();
        let asked = context.asked(&member, act);
        context.simple(&mut vault, &member, &asked, |_| {
            say!("log-removed", record = number)
        })
    }
}

impl Submit {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let instruction = self.instruction.map(|number| record(&vault, number));
        let act = Act::SubmitLogs {
            instruction: instruction.transpose()?.map(Box::new),
            document_no: context.text_or_ask(
                self.document,
                "--document",
                say!("ask-document-no"),
            )?,
            on: self.on.map_or(context.now().date(), |day| day.value),
        };
        let asked = context.asked(&member, act);
        context.simple(&mut vault, &member, &asked, |_| say!("logs-submitted"))
    }
}

fn record(vault: &Vault, number: u64) -> Result<Record, CliError> {
    vault.record(number)?.ok_or_else(|| unknown(number))
}

fn list(context: &Context) -> Result<(), CliError> {
    let (_, dealings) = context.dealings()?;
    if context.ui.json {
        let all = json!({ "logs": dealings.logs, "submissions": dealings.submissions });
        return context.document(&all);
    }
    let rows: Vec<Vec<String>> = dealings
        .logs
        .iter()
        .filter(|one| one.removed_in.is_none())
        .map(|one| {
            let (from, until) = (one.log.from, one.log.until);
            vec![
                one.record.to_string(),
                one.log.system.to_string(),
                one.log.kind.word().to_owned(),
                one.log.entries.to_string(),
                format!(
                    "{}～{}",
                    wareki_moment_plain(from),
                    wareki_moment_plain(until)
                ),
                one.log.digest.to_string(),
                one.log.filed_at.to_string(),
            ]
        })
        .collect();
    let head = [
        say!("col-record"),
        say!("col-title"),
        say!("col-type"),
        say!("col-entries"),
        say!("col-period"),
        say!("col-digest"),
        say!("col-filed-at"),
    ];
    context.table(&head, &rows)
}
