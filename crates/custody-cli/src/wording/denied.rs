//! Everything else the rules can answer: unknown numbers, clocks, times out of order, what makes no sense.

use super::{About, Phrase, say};
use crate::error::{CliError, ExitCode};
use custody_core::rules::{Denied, Inconsistency, Nonsense, Registered};

impl About<'_> {
    /// The answer of the rules as an error of the program.
    pub(crate) fn denied(&self, denied: &Denied) -> CliError {
        let code = ExitCode::of_core(denied.code());
        let safe = || say!("safe-nothing-written");
        match denied {
            Denied::Refused(refusal) => {
                let (first, others) = self.words(refusal);
                CliError::refused(first, others)
            }
            Denied::Unknown(id) => CliError::new(code, say!("denied-unknown", id = id.as_str()))
                .and(say!("denied-unknown-advice"))
                .next("custody list"),
            Denied::Clock { now, last } => {
                CliError::new(code, say!("denied-clock", now = *now, last = *last))
                    .and(safe())
                    .and(say!("denied-clock-advice"))
            }
            Denied::ActTime {
                at,
                earliest,
                latest,
            } => {
                let what = match earliest {
                    Some(earliest) => say!("denied-act-time-early", at = *at, earliest = *earliest),
                    None => say!("denied-act-time-future", at = *at, latest = *latest),
                };
                CliError::new(code, what)
                    .and(safe())
                    .and(say!("denied-act-time-advice"))
                    .next("custody log")
            }
            Denied::Exists(what) => {
                CliError::new(code, say!("denied-exists", what = what.as_str()))
                    .and(safe())
                    .and(say!("denied-exists-advice"))
            }
            Denied::Nonsense(nonsense) => {
                CliError::new(code, nonsense_words(*nonsense)).and(safe())
            }
            Denied::Inconsistent { seq, what } => CliError::new(
                code,
                say!(
                    "denied-inconsistent",
                    seq = *seq,
                    fault = inconsistency_words(*what)
                ),
            )
            .and(safe())
            .and(say!("denied-inconsistent-advice"))
            .next("custody verify"),
        }
    }
}

fn inconsistency_words(what: Inconsistency) -> Phrase {
    match what {
        Inconsistency::OtherVault => say!("inconsistent-other-vault"),
        Inconsistency::Index => say!("inconsistent-index"),
        Inconsistency::Time => say!("inconsistent-time"),
        Inconsistency::SecondOpening => say!("inconsistent-second-opening"),
        Inconsistency::Version => say!("inconsistent-version"),
        Inconsistency::SecondEnd => say!("inconsistent-second-end"),
        Inconsistency::Level => say!("inconsistent-level"),
        Inconsistency::NumberUsed => say!("inconsistent-number-used"),
        Inconsistency::Unknown(Registered::Asset) => say!("inconsistent-asset"),
        Inconsistency::Unknown(Registered::Instance) => say!("inconsistent-instance"),
        Inconsistency::Unknown(Registered::Journey) => say!("inconsistent-journey"),
        Inconsistency::Unknown(Registered::Permission) => say!("inconsistent-permission"),
        Inconsistency::Unknown(Registered::Person) => say!("inconsistent-person"),
        Inconsistency::Unknown(Registered::Request) => say!("inconsistent-request"),
        Inconsistency::Unknown(Registered::Incident) => say!("inconsistent-incident"),
        Inconsistency::Unknown(Registered::Carrier) => say!("inconsistent-carrier"),
        Inconsistency::Unknown(Registered::Organisation) => say!("inconsistent-organisation"),
        Inconsistency::Unknown(Registered::Software) => say!("inconsistent-software"),
        Inconsistency::Unknown(Registered::Place) => say!("inconsistent-place"),
    }
}

fn nonsense_words(nonsense: Nonsense) -> Phrase {
    match nonsense {
        Nonsense::Empty => say!("nonsense-empty"),
        Nonsense::Mixed => say!("nonsense-mixed"),
        Nonsense::Dates => say!("nonsense-dates"),
        Nonsense::NoSerial => say!("nonsense-no_serial"),
        Nonsense::Role => say!("nonsense-role"),
        Nonsense::Destination => say!("nonsense-destination"),
        Nonsense::NumbersUsedUp => say!("nonsense-numbers_used_up"),
        Nonsense::JourneyStage => say!("nonsense-journey_stage"),
        Nonsense::Answered => say!("nonsense-answered"),
        Nonsense::Quantities => say!("nonsense-quantities"),
        Nonsense::NotSealable => say!("nonsense-not_sealable"),
        Nonsense::SealedWhole => say!("nonsense-sealed_whole"),
        Nonsense::NothingToCheck => say!("nonsense-nothing_to_check"),
        Nonsense::NotWritten => say!("nonsense-not_written"),
        Nonsense::NotAnInstruction => say!("nonsense-not_an_instruction"),
        Nonsense::IncidentKind => say!("nonsense-incident_kind"),
        Nonsense::ReportOrder => say!("nonsense-report_order"),
        Nonsense::EndedBefore => say!("nonsense-ended_before"),
        Nonsense::Unchanged => say!("nonsense-unchanged"),
        Nonsense::NotSent => say!("nonsense-not_sent"),
        Nonsense::NotADraft => say!("nonsense-not_a_draft"),
        Nonsense::NotOrdered => say!("nonsense-not_ordered"),
        Nonsense::Standing => say!("nonsense-standing"),
        Nonsense::NoSecurity => say!("nonsense-no_security"),
        Nonsense::NotASubcontractor => say!("nonsense-not_a_subcontractor"),
        Nonsense::NotALog => say!("nonsense-not_a_log"),
        Nonsense::OtherForm => say!("nonsense-other_form"),
        Nonsense::StaysHere => say!("nonsense-stays_here"),
        Nonsense::NotCorrectable => say!("nonsense-not_correctable"),
    }
}
