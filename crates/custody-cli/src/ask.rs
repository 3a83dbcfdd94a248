//! Questions on the terminal, for what the command line leaves out. Plain lines and numbered choices, so that they work on
//! any terminal; where stdin is none, nothing is asked and the missing option is named (`cli.md`).

use crate::error::{CliError, ExitCode};
use crate::platform;
use crate::ui::Ui;
use crate::wording::{Arg, Phrase, say, visible};
use custody_core::keys::{LineError, read_line_unbuffered};
use custody_core::record::Date;
use custody_core::record::calendar::{self, Parsed};
use std::cell::RefCell;
use std::io::{self, IsTerminal as _};

/// Who asks, and whether anybody can answer.
pub(crate) struct Ask {
    ui: Ui,
    terminal: bool,
    yes: bool,
    /// What was answered: the option, and its value as it would be typed.
    answers: RefCell<Vec<(&'static str, String)>>,
}

impl Ask {
    /// `yes` is `--yes`.
    pub(crate) fn new(ui: Ui, yes: bool) -> Self {
        Self {
            ui,
            terminal: io::stdin().is_terminal(),
            yes,
            answers: RefCell::default(),
        }
    }

    /// The words that were answered instead of typed: the command then prints what it amounted to.
    pub(crate) fn answered(&self) -> Vec<String> {
        let mut words = Vec::new();
        for (option, value) in self.answers.borrow().iter() {
            // Things named by position have no option before them.
            if option.starts_with('-') {
                words.push((*option).to_owned());
            }
            // What an option says alone has no value.
            words.extend(Some(value.clone()).filter(|value| !value.is_empty()));
        }
        words
    }

    fn note(&self, option: &'static str, value: &str) {
        self.answers.borrow_mut().push((option, value.to_owned()));
    }

    /// `given`, or the answer to `question`, read by `parse`. A bad answer is told and asked again.
    ///
    /// # Errors
    /// Usage, naming `option`, where nobody can answer; interrupted at the end of input.
    pub(crate) fn one<T>(
        &self,
        given: Option<T>,
        option: &'static str,
        question: &Phrase,
        parse: impl Fn(&str) -> Result<T, Phrase>,
    ) -> Result<T, CliError> {
        if let Some(given) = given {
            return Ok(given);
        }
        self.needs(option)?;
        let (value, answer) = self.until_good(question, parse)?;
        self.note(option, &answer);
        Ok(value)
    }

    /// `given`, or the answer to `question` where somebody can answer; an empty answer, and nobody to ask, is none.
    pub(crate) fn if_known<T>(
        &self,
        given: Option<T>,
        option: &'static str,
        question: &Phrase,
        parse: impl Fn(&str) -> Result<T, Phrase>,
    ) -> Result<Option<T>, CliError> {
        if given.is_some() || !self.terminal || self.yes {
            return Ok(given);
        }
        let (value, answer) = self.until_good(question, |answer| match answer {
            "" => Ok(None),
            answer => parse(answer).map(Some),
        })?;
        if value.is_some() {
            self.note(option, &answer);
        }
        Ok(value)
    }

    /// Asks until the answer can be read; gives the answer too.
    fn until_good<T>(
        &self,
        question: &Phrase,
        parse: impl Fn(&str) -> Result<T, Phrase>,
    ) -> Result<(T, String), CliError> {
        loop {
            let answer = self.answer(&self.ui.text(&say!("ask", question = question.clone())))?;
            match parse(&answer) {
                Ok(value) => return Ok((value, answer)),
                Err(why) => self.again(&why),
            }
        }
    }

    /// A line of text, not empty.
    pub(crate) fn text(
        &self,
        given: Option<String>,
        option: &'static str,
        question: &Phrase,
    ) -> Result<String, CliError> {
        self.one(given, option, question, |answer| {
            if answer.trim().is_empty() {
                Err(say!("ask-empty"))
            } else {
                Ok(answer.to_owned())
            }
        })
    }

    /// A day, in any form of `domain.md` §8.
    pub(crate) fn day(
        &self,
        given: Option<Parsed<Date>>,
        option: &'static str,
        question: &Phrase,
    ) -> Result<Parsed<Date>, CliError> {
        self.one(given, option, question, |answer| {
            calendar::parse_date(answer).map_err(|error| crate::wording::date_words(&error))
        })
    }

    /// One of a list, by its number. A single one is still asked for: it may be the wrong one.
    ///
    /// # Errors
    /// As [`Self::one`]; usage where there is nothing to choose from.
    pub(crate) fn choice<T: Clone>(
        &self,
        given: Option<T>,
        option: &'static str,
        question: &Phrase,
        offered: &[(T, String)],
    ) -> Result<T, CliError> {
        if let Some(given) = given {
            return Ok(given);
        }
        self.needs(option)?;
        if offered.is_empty() {
            return Err(CliError::usage(say!(
                "ask-nothing-offered",
                question = question.clone()
            )));
        }
        for (number, (_, label)) in offered.iter().enumerate() {
            self.ui
                .ask(&format!("{:>3}) {}\n", number + 1, visible(label)));
        }
        let ((value, label), _) = self.until_good(question, |answer| {
            let number = number_of(answer);
            let chosen = number
                .and_then(|number| number.checked_sub(1))
                .and_then(|index| offered.get(index));
            chosen
                .cloned()
                .ok_or_else(|| say!("ask-number", most = offered.len()))
        })?;
        // A label begins with the thing's number.
        self.note(option, label.split(' ').next().unwrap_or(&label));
        Ok(value)
    }

    /// Yes or no. `given` is a flag that already says so.
    pub(crate) fn yes_or_no(
        &self,
        given: Option<bool>,
        option: &'static str,
        question: &Phrase,
    ) -> Result<bool, CliError> {
        if let Some(given) = given {
            return Ok(given);
        }
        self.needs(option)?;
        let question = say!("ask-yes-no", question = question.clone());
        let (agreed, _) = self.until_good(&question, |answer| {
            match answer.trim().to_lowercase().as_str() {
                "y" | "yes" | "はい" | "ｙ" => Ok(true),
                "n" | "no" | "いいえ" | "ｎ" => Ok(false),
                _ => Err(say!("ask-yes-or-no")),
            }
        })?;
        Ok(agreed)
    }

    /// An option that says something by being there.
    ///
    /// # Errors
    /// As [`Self::yes_or_no`].
    pub(crate) fn flag(&self, option: &'static str, question: &Phrase) -> Result<bool, CliError> {
        let agreed = self.yes_or_no(None, option, question)?;
        if agreed {
            self.note(option, "");
        }
        Ok(agreed)
    }

    /// Goes on only when `question` is answered with yes, or `--yes` was given.
    ///
    /// # Errors
    /// Usage where nobody can answer; usage, with nothing changed, when the answer is no.
    pub(crate) fn confirm(&self, question: &Phrase) -> Result<(), CliError> {
        if self.yes || self.yes_or_no(None, "--yes", question)? {
            return Ok(());
        }
        Err(CliError::usage(say!("ask-declined")).and(say!("safe-nothing-written")))
    }

    fn needs(&self, option: &'static str) -> Result<(), CliError> {
        if self.terminal {
            return Ok(());
        }
        Err(CliError::usage(say!("option-missing", option = option)))
    }

    fn answer(&self, question: &str) -> Result<String, CliError> {
        self.ui.ask(question);
        let line = platform::standard_input()
            .map_err(LineError::Io)
            .and_then(|mut input| read_line_unbuffered(&mut input));
        let line = line.map_err(|error| match error {
            LineError::Ended => {
                self.ui.ask("\n");
                CliError::new(ExitCode::Interrupted, say!("io-interrupted"))
                    .and(say!("safe-nothing-written"))
            }
            LineError::Io(error) => CliError::io(say!("io-terminal"), &error),
            other => CliError::new(ExitCode::of_core(other.code()), say!("ask-too-long")),
        })?;
        String::from_utf8(line.to_vec())
            .map(|line| line.trim().to_owned())
            .map_err(|_| CliError::new(ExitCode::Malformed, say!("ask-not-utf8")))
    }

    fn again(&self, why: &Phrase) {
        self.ui
            .ask(&format!("{}\n", Arg::from(why.clone()).text(self.ui.lang)));
    }
}

/// A number from ordinary or full-width digits.
fn number_of(text: &str) -> Option<usize> {
    use unicode_normalization::UnicodeNormalization as _;
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    plain.parse().ok()
}
