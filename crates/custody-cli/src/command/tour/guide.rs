//! Runs the tour's commands: each is printed as a user would type it, then parsed and run as typed.

use crate::args::Cli;
use crate::cli::Context;
use crate::error::{CliError, ExitCode};
use crate::ui::quoted;
use crate::wording::{Phrase, say};
use custody_core::keys::PersonKey;
use std::cell::RefCell;
use std::path::{Path, PathBuf};

/// The folders of the tour.
const FOLDERS: [&str; 4] = ["keys", "usb", "office", "evidence"];

/// Leads through the tour in its folder.
pub(super) struct Guide<'c> {
    context: &'c Context,
    folder: PathBuf,
    passphrase: String,
    unlocked: RefCell<Vec<PersonKey>>,
}

impl<'c> Guide<'c> {
    /// Makes the folder, which must be empty or not there yet, and says what to set to go on in it by hand.
    pub(super) fn begin(context: &'c Context, folder: &Path) -> Result<Self, CliError> {
        if std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(crate::command::desk::exists(folder));
        }
        for sub in FOLDERS {
            let path = folder.join(sub);
            std::fs::create_dir_all(&path)
                .map_err(|error| CliError::io(say!("io-writing", path = path.as_path()), &error))?;
        }
        let guide = Self {
            context,
            folder: folder.to_owned(),
            passphrase: invented_passphrase()?,
            unlocked: RefCell::new(Vec::new()),
        };
        context.say(say!(
            "tour-begin",
            folder = folder,
            keys = folder.join("keys").as_path(),
            vault = folder.join("vault").as_path(),
        ))?;
        Ok(guide)
    }

    pub(super) fn passphrase(&self) -> &str {
        &self.passphrase
    }

    /// A path in the tour's folder, as it is typed.
    pub(super) fn path(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    /// The only file of that ending in one of the tour's folders.
    pub(super) fn only(&self, folder: &str, ending: &str) -> Result<String, CliError> {
        let folder = self.folder.join(folder);
        let entries = std::fs::read_dir(&folder)
            .map_err(|error| CliError::io(say!("io-reading", path = folder.as_path()), &error))?;
        let found = entries
            .flatten()
            .map(|entry| entry.path())
            .find(|p| p.extension().is_some_and(|e| e == ending));
        found
            .map(|path| path.display().to_string())
            .ok_or_else(|| crate::command::desk::missing("NOTE"))
    }

    pub(super) fn chapter(&self, title: &Phrase) {
        let text = self.context.ui.text(title);
        // The story goes to stderr; a chapter is part of the answer that people read from top to bottom.
        let _ = self.context.raw(&format!("\n■ {text}\n"));
    }

    /// Runs a command that has to succeed.
    pub(super) fn run(&self, words: &[&str]) -> Result<(), CliError> {
        self.step(words)
    }

    /// Runs a command that has to be refused, and shows the refusal.
    pub(super) fn refused(&self, words: &[&str]) -> Result<(), CliError> {
        match self.step(words) {
            Err(error) if error.code() == ExitCode::Refused => {
                let lines = error.lines(self.context.ui.lang).join("\n");
                let next: Vec<String> = error
                    .next_commands()
                    .iter()
                    .map(|c| format!("  {c}"))
                    .collect();
                let heading = self.context.ui.text(&say!("next-heading"));
                self.context
                    .raw(&format!("{lines}\n{heading}\n{}\n", next.join("\n")))
            }
            Err(error) => Err(error),
            Ok(()) => Err(CliError::new(ExitCode::Integrity, say!("tour-not-refused"))),
        }
    }

    fn step(&self, words: &[&str]) -> Result<(), CliError> {
        let shown: Vec<String> = words.iter().map(|word| quoted(word)).collect();
        self.context
            .raw(&format!("\n$ custody {}\n", shown.join(" ")))?;
        let typed: Vec<_> = std::iter::once("custody")
            .chain(words.iter().copied())
            .map(Into::into)
            .collect();
        let cli = Cli::read(&typed).map_err(|error| crate::args::usage::mistake(&error, &[]))?;
        let mut global = cli.global;
        if global.vault.is_none() {
            global.vault = Some(self.folder.join("vault"));
        }
        let keys = self.folder.join("keys");
        let context = Context::invented(self.context.ui, global, keys, self.passphrase.as_bytes());
        context.unlocked.replace(self.unlocked.take());
        let outcome = match cli.command {
            Some(command) => command.run(&context),
            None => Ok(()),
        };
        self.unlocked.replace(context.unlocked.take());
        outcome
    }
}

/// A passphrase for the invented people, so that the tour can be gone on with by hand.
fn invented_passphrase() -> Result<String, CliError> {
    let random = custody_core::vault::random_salt()?;
    let groups: Vec<String> = random
        .chunks(2)
        .take(5)
        .map(|pair| pair.iter().map(|byte| format!("{byte:02x}")).collect())
        .collect();
    Ok(groups.join("-"))
}
