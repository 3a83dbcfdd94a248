//! From the command line to the exit code.

use crate::args::{Cli, Global, help, usage};
use crate::ask::Ask;
use crate::error::{CliError, ExitCode};
use crate::home;
use crate::interrupt;
use crate::lang::Lang;
use crate::passphrase::Passphrases;
use crate::ui::{Ui, Volume};
use crate::wording::{Phrase, help_text};
use clap::error::ErrorKind;
use custody_core::keys::{Passphrase, PersonKey};
use custody_core::record::Moment;
use custody_core::rules::Warning;
use std::cell::RefCell;
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

/// What a command has at hand besides its own options.
pub(crate) struct Context {
    /// Printing.
    pub(crate) ui: Ui,
    /// Options of every command.
    pub(crate) global: Global,
    /// Questions.
    pub(crate) ask: Ask,
    passphrases: RefCell<Option<Passphrases>>,
    /// Another folder of keys than the user's own: the tour's.
    key_folder: Option<PathBuf>,
    /// Days and times on the command line that went past their era's end.
    pub(crate) corrected: Vec<Warning>,
    /// Keys that were unlocked before: each is unlocked once a run.
    pub(crate) unlocked: RefCell<Vec<PersonKey>>,
}

impl Context {
    fn new(ui: Ui, global: Global) -> Self {
        Self {
            ui,
            ask: Ask::new(ui, global.yes),
            key_folder: None,
            global,
            corrected: Vec::new(),
            passphrases: RefCell::new(None),
            unlocked: RefCell::new(Vec::new()),
        }
    }

    /// A context of the tour's: its own keys and vault, the passphrase of its invented people.
    pub(crate) fn invented(ui: Ui, global: Global, keys: PathBuf, passphrase: &[u8]) -> Self {
        Self {
            key_folder: Some(keys),
            passphrases: RefCell::new(Some(Passphrases::invented(ui, passphrase))),
            ..Self::new(ui, global)
        }
    }

    /// After questions: the one command that would have said it all.
    fn tell_whole_command(&self, arguments: &[OsString]) {
        let answered = self.ask.answered();
        if answered.is_empty() || self.ui.json {
            return;
        }
        let typed = arguments
            .iter()
            .skip(1)
            .map(|word| word.to_string_lossy().into_owned());
        let words: Vec<String> = std::iter::once("custody".to_owned())
            .chain(typed)
            .chain(answered)
            .collect();
        self.ui.whole_command(&words);
    }

    /// The vault's folder.
    ///
    /// # Errors
    /// Usage, when there is none.
    pub(crate) fn vault(&self) -> Result<PathBuf, CliError> {
        home::vault(self.global.vault.as_deref())
    }

    /// The folder of the person's keys.
    ///
    /// # Errors
    /// Usage, when it is not known.
    pub(crate) fn home(&self) -> Result<PathBuf, CliError> {
        if let Some(folder) = &self.key_folder {
            return Ok(folder.clone());
        }
        home::home()
    }

    /// `--at`.
    pub(crate) fn at(&self) -> Option<Moment> {
        self.global.at.map(|at| at.value)
    }

    /// The passphrase in use; `what` says of what.
    ///
    /// # Errors
    /// As [`Passphrases::current`].
    pub(crate) fn passphrase(&self, what: &Phrase) -> Result<Passphrase, CliError> {
        self.with_passphrases(|all| all.current(what))
    }

    /// A new passphrase; `what` says of what.
    ///
    /// # Errors
    /// As [`Passphrases::new_one`].
    pub(crate) fn new_passphrase(&self, what: &Phrase) -> Result<Passphrase, CliError> {
        self.with_passphrases(|all| all.new_one(what))
    }

    /// One source for the whole run, so that the lines of a descriptor follow each other.
    fn with_passphrases<T>(
        &self,
        take: impl FnOnce(&mut Passphrases) -> Result<T, CliError>,
    ) -> Result<T, CliError> {
        let mut kept = self.passphrases.borrow_mut();
        let mut all = match kept.take() {
            Some(all) => all,
            None => Passphrases::from(self.ui, self.global.passphrase_fd)?,
        };
        let taken = take(&mut all);
        *kept = Some(all);
        taken
    }
}

/// Runs the program.
pub(crate) fn main() -> std::process::ExitCode {
    interrupt::listen();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let lang = Lang::choose(&arguments, |name| std::env::var(name).ok());
    let outcome = caught(|| run(&arguments, lang));
    let code = match outcome {
        Ok(()) => ExitCode::Done,
        Err(error) => {
            // Where even the words fail, the code is still right.
            let said = caught(|| {
                before_parsing(&arguments, lang).fail(&error);
                Ok(())
            });
            said.map_or_else(|fault| fault.code(), |()| error.code())
        }
    };
    std::process::ExitCode::from(code.number())
}

/// A fault of the program itself is an error like the others: code 7, never a panic's own.
fn caught(run: impl FnOnce() -> Result<(), CliError>) -> Result<(), CliError> {
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        std::panic::set_hook(Box::new(|_| {}));
    }
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| Err(CliError::internal()))
}

fn run(arguments: &[OsString], lang: Lang) -> Result<(), CliError> {
    let ui = before_parsing(arguments, lang);
    let cli = match Cli::read(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            return match error.kind() {
                ErrorKind::DisplayHelp => ui.out(help::shown(arguments, lang).as_bytes()),
                ErrorKind::DisplayVersion => ui.out(error.render().to_string().as_bytes()),
                _ => Err(usage::mistake(&error, arguments)),
            };
        }
    };
    let volume = match (cli.global.quiet, cli.global.verbose) {
        (true, _) => Volume::Quiet,
        (_, true) => Volume::Verbose,
        _ => Volume::Usual,
    };
    let ui = Ui { volume, ..ui };
    let corrected = crate::args::parse::corrected();
    if !ui.json {
        corrected.iter().for_each(|warning| ui.warn(warning));
    }
    let context = Context {
        corrected,
        ..Context::new(ui, cli.global)
    };
    match cli.command {
        Some(command) => {
            command.run(&context)?;
            context.tell_whole_command(arguments);
            Ok(())
        }
        None => match crate::command::first_screen(&context) {
            Some(shown) => shown,
            None => ui.out(guide(lang).as_bytes()),
        },
    }
}

/// The short guide of `custody` alone.
fn guide(lang: Lang) -> String {
    let mut text = help_text(lang, "guide").unwrap_or_default();
    text.push('\n');
    text
}

/// How to print before, or without, a command line that parses: what it asks for is looked for word by word.
fn before_parsing(arguments: &[OsString], lang: Lang) -> Ui {
    let asked = |option: &str| {
        arguments
            .iter()
            .skip(1)
            .take_while(|word| *word != "--")
            .any(|word| word == option)
    };
    Ui {
        lang,
        json: asked("--json"),
        explain: asked("--explain"),
        volume: Volume::Usual,
        no_colour: asked("--no-color"),
    }
}
