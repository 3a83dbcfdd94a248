//! The command `custody init`: a vault with its contract, its first person and its recovery key.

use super::desk::{exists, missing, read_note};
use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::keys::CardDocument;
use custody_core::note::SignedNote;
use custody_core::record::calendar::Parsed;
use custody_core::record::{Card, Term};
use custody_core::record::{Date, Text};
use custody_core::rules::setup::{EXAMPLE, Setup, parse_setup};
use custody_core::seal::publish::publish;
use custody_core::vault::{Done, NewVault, RecoveryKey, Settings, SystemClock, Vault, card_entry};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Init {
    #[arg(value_name = "DIR", required_unless_present = "example")]
    pub(crate) folder: Option<PathBuf>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) contract: Option<Text>,
    #[arg(long, value_parser = parse::text)]
    pub(crate) title: Option<Text>,
    #[arg(long, value_name = "OFFICE", value_parser = parse::text)]
    pub(crate) client: Option<Text>,
    #[arg(long, value_name = "NAME", value_parser = parse::text)]
    pub(crate) contractor: Option<Text>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) from: Option<Parsed<Date>>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) until: Option<Parsed<Date>>,
    #[arg(long, value_name = "FILE")]
    pub(crate) profile: Option<PathBuf>,
    #[arg(long, value_name = "FILE", conflicts_with_all = ["contract", "title", "client", "contractor", "from", "until", "profile"])]
    pub(crate) setup: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub(crate) recovery_out: Option<PathBuf>,
    #[arg(long, exclusive = true)]
    pub(crate) example: bool,
    #[arg(long)]
    pub(crate) force: bool,
}

impl Init {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        if self.example {
            return context.raw(EXAMPLE);
        }
        let folder = self.folder.clone().ok_or_else(|| missing("DIR"))?;
        let setup = match &self.setup {
            Some(file) => parse_setup(&read(file)?)?,
            None => self.draft(context)?,
        };
        let cards = load_cards(&setup, self.setup.as_deref())?;
        if context.ui.json && self.recovery_out.is_none() {
            return Err(missing("--recovery-out"));
        }
        if let Some(out) = self
            .recovery_out
            .as_ref()
            .filter(|out| !self.force && out.symlink_metadata().is_ok())
        {
            return Err(exists(out));
        }
        let key = context.unlock()?;
        let new = NewVault::from_setup(&key, setup, cards, context.now().date())?;
        if context.global.dry_run {
            return context.say(say!("would-init", folder = folder.as_path()));
        }
        let (vault, recovery, done) = Vault::create(&folder, new, Box::new(SystemClock))?;
        context.keep(key);
        self.tell(context, &folder, &vault, &recovery, &done)
    }

    /// The recovery key is shown once, or written once.
    fn tell(
        &self,
        context: &Context,
        folder: &Path,
        vault: &Vault,
        recovery: &RecoveryKey,
        done: &Done,
    ) -> Result<(), CliError> {
        let secret = recovery.expose();
        if let Some(out) = &self.recovery_out {
            publish(
                out,
                paper(&secret, &recovery.recipient(), vault.settings()).as_bytes(),
                self.force,
            )?;
        }
        let origin = vault.settings().origin.as_str();
        let more = vec![
            ("vault", json!(origin)),
            ("folder", json!(folder)),
            (
                "recovery",
                json!({"recipient": recovery.recipient(), "file": self.recovery_out}),
            ),
        ];
        context.recorded(
            done,
            &say!("init-done", folder = folder, origin = origin),
            more,
        )?;
        if context.ui.json {
            return Ok(());
        }
        match &self.recovery_out {
            Some(out) => context.say(say!("recovery-written", file = out.as_path())),
            None => {
                context.say(say!("recovery-shown"))?;
                context.raw(&format!("{}\n{}\n", secret.as_str(), qr(&secret)))
            }
        }
    }

    /// What the options say; on a terminal the rest is asked.
    fn draft(&self, context: &Context) -> Result<Setup, CliError> {
        let number =
            context.text_or_ask(self.contract.clone(), "--contract", say!("ask-contract"))?;
        let title = context.text_or_ask(self.title.clone(), "--title", say!("ask-title"))?;
        let client = context.text_or_ask(self.client.clone(), "--client", say!("ask-client"))?;
        let contractor = context.text_or_ask(
            self.contractor.clone(),
            "--contractor",
            say!("ask-contractor"),
        )?;
        let from = context
            .ask
            .day(self.from, "--from", &say!("ask-from"))?
            .value;
        let until = context
            .ask
            .day(self.until, "--until", &say!("ask-until"))?
            .value;
        let mut draft = Setup::minimal(number, title, client, contractor, Term { from, until });
        if let Some(profile) = &self.profile {
            draft.profile = custody_core::rules::profile::parse(&read(profile)?)?;
        }
        Ok(draft.build()?)
    }
}

fn read(path: &Path) -> Result<String, CliError> {
    std::fs::read_to_string(path)
        .map_err(|error| CliError::io(say!("io-reading", path = path), &error))
}

/// Cards named in the setup file, from its own folder.
fn load_cards(setup: &Setup, file: Option<&Path>) -> Result<BTreeMap<String, Card>, CliError> {
    let base = file
        .and_then(Path::parent)
        .map(Path::to_owned)
        .unwrap_or_default();
    setup
        .card_files()
        .map(|name| Ok((name.to_owned(), card_file(&base.join(name))?)))
        .collect()
}

/// A card from its file, verified.
pub(super) fn card_file(path: &Path) -> Result<Card, CliError> {
    Ok(card_entry(&CardDocument::verify(&SignedNote::parse(
        &read_note(path)?,
    )?)?)?)
}

/// What is printed and locked away.
fn paper(secret: &str, recipient: &str, settings: &Settings) -> String {
    let code: String = qr(secret)
        .lines()
        .map(|line| format!("# {line}\n"))
        .collect();
    format!(
        "# custody 回復鍵 / recovery key\n# {} {}\n\
         # 印刷して施錠できる場所に保管し、この機械からは消してください。\n\
         # Print this, lock it away, and remove it from this machine.\n\
         # public key: {recipient}\n{secret}\n{code}",
        settings.origin, settings.created,
    )
}

/// A QR code in half blocks, for terminal and paper; empty when the text does not fit one.
fn qr(secret: &str) -> String {
    qrcode::QrCode::new(secret)
        .map(|code| code.render::<qrcode::render::unicode::Dense1x2>().build())
        .unwrap_or_default()
}
