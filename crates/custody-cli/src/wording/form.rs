//! Why a form cannot be made, written or read, in words.

use super::file::document;
use super::value::form_name;
use super::{Arg, say};
use crate::error::{CliError, ExitCode};
use crate::form::FormError;
use custody_core::report::form::{Number, NumberError, Unavailable};
use custody_core::report::visible;

impl From<NumberError> for CliError {
    fn from(error: NumberError) -> Self {
        Self::new(ExitCode::of_core(error.code()), say!("no-such-form"))
            .and(say!("safe-nothing-written"))
    }
}

impl From<Unavailable> for CliError {
    fn from(error: Unavailable) -> Self {
        let code = ExitCode::of_core(error.code());
        let said = |what| Self::new(code, what).and(say!("safe-nothing-written"));
        match &error {
            Unavailable::NoContract => {
                said(say!("form-no-contract")).next("custody init --example")
            }
            Unavailable::Unknown(id) => said(say!("denied-unknown", id = id.as_str()))
                .and(say!("denied-unknown-advice"))
                .next("custody list"),
            Unavailable::WrongTopic { form, about, needs } => {
                said(match (about.is_empty(), needs.is_empty()) {
                    (_, true) => say!("form-needs-nothing", form = name(*form)),
                    (true, false) => {
                        say!("form-needs", form = name(*form), needs = *needs)
                    }
                    (false, false) => say!(
                        "form-wrong-topic",
                        form = name(*form),
                        about = about.clone(),
                        needs = *needs
                    ),
                })
            }
            Unavailable::OtherSubject { form, request } => said(say!(
                "form-other-subject",
                form = name(*form),
                request = Arg::show(request)
            )),
            Unavailable::WrongState { instance, state } => said(say!(
                "form-wrong-state",
                id = Arg::show(instance),
                state = *state
            ))
            .and(say!("form-wrong-state-advice"))
            .next(format!("custody show {instance}")),
            Unavailable::Nothing(about) => said(say!("form-nothing", about = about.clone()))
                .and(say!("form-wrong-state-advice"))
                .next("custody list"),
        }
    }
}

impl From<FormError> for CliError {
    fn from(error: FormError) -> Self {
        let code = ExitCode::of_core(error.code());
        match &error {
            FormError::NoTable(form) => Self::new(code, say!("form-no-table", form = name(*form)))
                .and(say!("safe-nothing-written")),
            FormError::Characters(lacking) => {
                let lacking = lacking.iter().map(|c| named(*c)).collect::<Vec<_>>();
                Self::new(
                    code,
                    say!("form-not-in-shift-jis", characters = lacking.join("、")),
                )
                .and(say!("safe-nothing-written"))
                .and(say!("form-not-in-shift-jis-advice"))
            }
            FormError::Json(_) => Self::new(code, say!("form-unreadable")),
            FormError::Kind { expected, found } => Self::new(
                code,
                say!(
                    "note-other-kind",
                    wanted = document(expected),
                    found = document(found)
                ),
            ),
            FormError::Page(_) | FormError::Table(_) => Self::internal(),
        }
    }
}

/// 「𠮷（U+20BB7）」; of what shows nothing by itself only the number.
fn named(c: char) -> String {
    let alone = c.to_string();
    let shown = visible(&alone);
    if shown == alone {
        format!("{shown}（U+{:04X}）", u32::from(c))
    } else {
        shown
    }
}

fn name(form: Number) -> super::Phrase {
    say!("form-titled", form = form_name(&form.to_string()))
}
