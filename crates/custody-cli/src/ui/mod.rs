//! Everything that is printed. stdout carries the answer and nothing else; stderr carries the story: what is being done,
//! warnings, hints, questions, errors. Only here does the program write to either.

mod answer;
mod progress;
mod table;

pub(crate) use answer::{Answer, Recorded};
pub(crate) use table::table;

use crate::error::{CliError, ExitCode};
use crate::lang::Lang;
use crate::platform;
use crate::wording::{Phrase, document_text, say, visible, warning};
use custody_core::rules::Warning;
use std::io::{self, IsTerminal as _, Write as _};

/// Cautions that a person reads one by one.
const CAUTIONS_SHOWN: usize = 10;

/// How much of the story is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Volume {
    /// `--quiet`: warnings and errors.
    Quiet,
    /// What is done.
    Usual,
    /// `--verbose`: and how.
    Verbose,
}

/// How and in which language to print.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ui {
    /// The language of texts.
    pub(crate) lang: Lang,
    /// `--json`.
    pub(crate) json: bool,
    /// `--explain`.
    pub(crate) explain: bool,
    /// `--quiet`, `--verbose`.
    pub(crate) volume: Volume,
    /// `--no-color`.
    pub(crate) no_colour: bool,
}

/// What a line on stderr is, for its colour.
#[derive(Clone, Copy)]
enum Tone {
    Story,
    Warning,
    Error,
}

impl Ui {
    /// A text in the language of this run.
    pub(crate) fn text(&self, phrase: &Phrase) -> String {
        phrase.text(self.lang)
    }

    /// The answer: one JSON document with `--json`, else its lines. Warnings go to stderr, or into the document.
    pub(crate) fn answer(&self, answer: &Answer) -> Result<(), CliError> {
        if self.json {
            return self.out(format!("{}\n", document_text(&answer.json())).as_bytes());
        }
        for given in answer.warnings() {
            self.warn(given);
        }
        let mut text = answer.lines(self.lang).join("\n");
        if !text.is_empty() {
            text.push('\n');
        }
        self.out(text.as_bytes())
    }

    /// Bytes on stdout, as they are.
    ///
    /// What was recorded stays recorded when this fails: 12 when the reader is gone, else 7.
    pub(crate) fn out(&self, bytes: &[u8]) -> Result<(), CliError> {
        let mut stdout = io::stdout().lock();
        stdout
            .write_all(bytes)
            .and_then(|()| stdout.flush())
            .map_err(|error| CliError::io(say!("io-stdout"), &error))
    }

    /// What is being done, or was.
    pub(crate) fn tell(&self, phrase: &Phrase) {
        if self.volume != Volume::Quiet {
            self.line(Tone::Story, &self.text(phrase));
        }
    }

    /// A line of the story that is worded already.
    pub(crate) fn tell_line(&self, text: &str) {
        if self.volume != Volume::Quiet {
            self.line(Tone::Story, text);
        }
    }

    /// How it is being done.
    pub(crate) fn detail(&self, phrase: &Phrase) {
        if self.volume == Volume::Verbose {
            self.line(Tone::Story, &self.text(phrase));
        }
    }

    /// A way to do it better or go on, as a `hint:` line.
    pub(crate) fn hint(&self, phrase: &Phrase) {
        self.tell(&say!("hint", text = phrase.clone()));
    }

    /// What a daily act that asked its questions amounts to, as one command.
    pub(crate) fn whole_command(&self, words: &[String]) {
        let command: Vec<String> = words.iter().map(|word| quoted(word)).collect();
        self.hint(&say!("whole-command", command = command.join(" ")));
    }

    /// A warning of the rules.
    pub(crate) fn warn(&self, given: &Warning) {
        let line = say!(
            "warning-heading",
            code = given.code.code(),
            text = warning(given)
        );
        self.line(Tone::Warning, &self.text(&line));
    }

    /// What somebody should know of what is being done; of many the first, and how many more. Scripts find all in the
    /// document.
    pub(crate) fn cautions(&self, all: impl Iterator<Item = Phrase>) {
        if self.json {
            return;
        }
        let mut all = all.peekable();
        for one in all.by_ref().take(CAUTIONS_SHOWN) {
            self.line(Tone::Warning, &self.text(&one));
        }
        if all.peek().is_some() {
            let more = say!("cautions-more", count = all.count().to_string());
            self.line(Tone::Warning, &self.text(&more));
        }
    }

    /// A question, its answer to follow on the same line.
    pub(crate) fn ask(&self, question: &str) {
        let _ = write!(io::stderr().lock(), "{question}");
    }

    /// Why the command ended: what happened, what is safe, what to do next.
    pub(crate) fn fail(&self, error: &CliError) {
        // Who has gone away need not be told.
        if error.code() == ExitCode::BrokenPipe && !self.json {
            return;
        }
        if self.json {
            self.line(Tone::Story, &document_text(&error.json(self.explain)));
            return;
        }
        let mut lines = error.lines(self.lang).into_iter();
        if let Some(first) = lines.next() {
            self.line(Tone::Error, &first);
        }
        lines.for_each(|line| self.line(Tone::Story, &line));
        if self.explain {
            let others = error.other_lines(self.lang);
            self.listed(&say!("also-heading"), &others);
        }
        self.listed(&say!("next-heading"), error.next_commands());
    }

    fn listed(&self, heading: &Phrase, all: &[String]) {
        if all.is_empty() {
            return;
        }
        self.line(Tone::Story, &self.text(heading));
        for one in all {
            self.line(Tone::Story, &format!("  {}", visible(one)));
        }
    }

    /// One line on stderr. Nobody is told when stderr itself fails: there is nowhere left to say it.
    fn line(&self, tone: Tone, text: &str) {
        let mut stderr = io::stderr().lock();
        let colour = match tone {
            Tone::Story => None,
            Tone::Warning => Some("33"),
            Tone::Error => Some("31"),
        };
        let _ = match colour {
            Some(colour) if self.colours() => writeln!(stderr, "\u{1b}[{colour}m{text}\u{1b}[0m"),
            _ => writeln!(stderr, "{text}"),
        };
    }

    fn colours(&self) -> bool {
        // no-color.org: set and not empty.
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        !self.no_colour && !unwanted && platform::KNOWS_COLOURS && io::stderr().is_terminal()
    }
}

/// A word as a shell takes it.
pub(crate) fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:,+=@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_quoted_where_a_shell_would_split_it() {
        for (word, shown) in [
            ("A-0001/1", "A-0001/1"),
            ("税務システム", "税務システム"),
            ("第1 保管庫", "'第1 保管庫'"),
            ("it's", "'it'\\''s'"),
            ("$HOME", "'$HOME'"),
            ("", "''"),
        ] {
            assert_eq!(quoted(word), shown);
        }
    }
}
