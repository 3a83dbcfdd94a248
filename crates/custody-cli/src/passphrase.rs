//! Passphrases: typed without being shown, or read from a descriptor; never an argument, never the environment.
//!
//! Read unbuffered into memory that is wiped: std's reader would keep a copy in its buffer (`reliability.md` C9).

use crate::error::{CliError, ExitCode};
use crate::platform;
use crate::ui::Ui;
use crate::wording::{Phrase, say};
use custody_core::keys::{LineError, Passphrase, PassphraseError, read_line_unbuffered};
use custody_core::seal::PASSPHRASE_LIMIT;
use std::fs::File;
use std::io::{self, IsTerminal as _};
use zeroize::Zeroizing;

/// Variables that people try; a secret in one is seen by every child and in core files.
const TRIED_VARIABLES: [&str; 3] = ["CUSTODY_PASSPHRASE", "CUSTODY_PASSWORD", "CUSTODY_KEY"];

/// Where passphrases come from in this run.
pub(crate) struct Passphrases {
    ui: Ui,
    source: Source,
}

enum Source {
    /// `--passphrase-fd N`: a line each.
    Descriptor(u32, File),
    /// The terminal.
    Terminal,
    /// The tour's own, for keys of invented people.
    Invented(Zeroizing<Vec<u8>>),
    /// Neither: asking for one is a usage error.
    Nowhere,
}

impl Passphrases {
    /// The same passphrase for every key: the tour's invented people share one, which it shows.
    pub(crate) fn invented(ui: Ui, passphrase: &[u8]) -> Self {
        Self {
            ui,
            source: Source::Invented(Zeroizing::new(passphrase.to_vec())),
        }
    }

    /// Decides the source; reads nothing yet.
    ///
    /// # Errors
    /// Usage, when the descriptor is not open, or a secret stands in the environment.
    pub(crate) fn from(ui: Ui, number: Option<u32>) -> Result<Self, CliError> {
        if let Some(name) = TRIED_VARIABLES
            .into_iter()
            .find(|name| std::env::var_os(name).is_some())
        {
            return Err(CliError::usage(say!("passphrase-environment", name = name))
                .and(say!("passphrase-how")));
        }
        let source = match number {
            Some(number) => match platform::descriptor(number) {
                Ok(file) => Source::Descriptor(number, file),
                Err(error) if error.kind() == io::ErrorKind::Unsupported => {
                    return Err(CliError::usage(say!("passphrase-only-0", number = number)));
                }
                Err(_) => {
                    return Err(CliError::usage(say!(
                        "passphrase-no-descriptor",
                        number = number
                    )));
                }
            },
            None if io::stdin().is_terminal() => Source::Terminal,
            None => Source::Nowhere,
        };
        Ok(Self { ui, source })
    }

    /// The passphrase in use; `what` says of what, such as `say!("passphrase-of-key", name = …)`.
    ///
    /// # Errors
    /// Usage without a terminal and descriptor; 9 or 6 when the line is no passphrase.
    pub(crate) fn current(&mut self, what: &Phrase) -> Result<Passphrase, CliError> {
        let line = self.line(&say!("passphrase-ask", what = what.clone()))?;
        taken(line)
    }

    /// A new passphrase, typed twice; from a descriptor it is one line. Whether it is strong enough the core says.
    ///
    /// # Errors
    /// As [`Self::current`]; usage when the two differ.
    pub(crate) fn new_one(&mut self, what: &Phrase) -> Result<Passphrase, CliError> {
        let first = self.line(&say!("passphrase-ask-new", what = what.clone()))?;
        if let Source::Terminal = self.source {
            let second = self.line(&say!("passphrase-ask-again"))?;
            if *first != *second {
                return Err(
                    CliError::usage(say!("passphrase-differs")).and(say!("safe-nothing-written"))
                );
            }
        }
        taken(first)
    }

    fn line(&mut self, question: &Phrase) -> Result<Zeroizing<Vec<u8>>, CliError> {
        let (line, number) = match &mut self.source {
            Source::Terminal => {
                self.ui.ask(&self.ui.text(question));
                (platform::secret_line(), 0)
            }
            Source::Invented(passphrase) => return Ok(passphrase.clone()),
            Source::Descriptor(number, file) => (read_line_unbuffered(file), *number),
            Source::Nowhere => {
                return Err(
                    CliError::usage(say!("passphrase-no-terminal")).and(say!("passphrase-how"))
                );
            }
        };
        line.map_err(|error| not_read(&error, number))
    }
}

fn too_long() -> CliError {
    CliError::new(
        ExitCode::Limit,
        say!("passphrase-too-long", limit = PASSPHRASE_LIMIT),
    )
}

fn not_read(error: &LineError, number: u32) -> CliError {
    match error {
        LineError::TooLong => too_long(),
        LineError::Ended => CliError::usage(say!("passphrase-no-line", number = number)),
        LineError::Io(error) => CliError::io(say!("passphrase-reading"), error),
    }
}

fn taken(line: Zeroizing<Vec<u8>>) -> Result<Passphrase, CliError> {
    Passphrase::new(line).map_err(|error| {
        let what = match error {
            PassphraseError::TooLong => return too_long(),
            PassphraseError::Nul => say!("passphrase-nul"),
            PassphraseError::NotUtf8 => say!("passphrase-not-utf8"),
        };
        CliError::new(ExitCode::of_core(error.code()), what)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_no_passphrase_has_its_code() {
        for (line, code) in [
            (&b"\x82\xa0"[..], ExitCode::Malformed),
            (&b"a\0b"[..], ExitCode::Malformed),
        ] {
            let line = Zeroizing::new(line.to_vec());
            assert_eq!(taken(line).unwrap_err().code(), code);
        }
        let endless = read_line_unbuffered(&mut std::io::repeat(b'x')).unwrap_err();
        assert_eq!(not_read(&endless, 3).code(), ExitCode::Limit);
        let ended = read_line_unbuffered(&mut std::io::empty()).unwrap_err();
        assert_eq!(not_read(&ended, 3).code(), ExitCode::Usage);
    }
}
