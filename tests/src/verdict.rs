//! What came of an act, said in a test's words.

use crate::gunma;
use custody_core::record::{Guard, Text};
use custody_core::rules::{Denied, Finding, Permitted, Refusal, WarningCode};

/// Says what is expected of a decision.
pub trait Verdict {
    /// It was permitted.
    fn permitted(self) -> Permitted;
    /// It was refused by a rule.
    fn refusal(self) -> Refusal;
    /// It was refused by this guard, which cites its article of the Gunma terms, without 細目.
    fn refused(self, guard: Guard) -> Finding;
    /// As [`Verdict::refused`], with this 細目.
    fn refused_for(self, guard: Guard, detail: &str) -> Finding;
}

impl Verdict for Result<Permitted, Denied> {
    #[track_caller]
    fn permitted(self) -> Permitted {
        match self {
            Ok(permitted) => permitted,
            Err(Denied::Refused(refusal)) => panic!("refused: {refusal:#?}"),
            Err(denied) => panic!("denied: {denied:?}"),
        }
    }

    #[track_caller]
    fn refusal(self) -> Refusal {
        match self {
            Err(denied @ Denied::Refused(_)) if denied.code() != 4 => {
                panic!("exit {}", denied.code())
            }
            Err(Denied::Refused(refusal)) => *refusal,
            Err(denied) => panic!("no refusal but {denied:?}"),
            Ok(permitted) => panic!("permitted: {:?}", permitted.record().event),
        }
    }

    #[track_caller]
    fn refused(self, guard: Guard) -> Finding {
        let finding = refused_by(self.refusal(), guard);
        assert_eq!(finding.detail, None, "{guard}: 細目");
        finding
    }

    #[track_caller]
    fn refused_for(self, guard: Guard, detail: &str) -> Finding {
        let finding = refused_by(self.refusal(), guard);
        assert_eq!(
            finding.detail.as_ref().map(|d| d.code()),
            Some(detail),
            "{guard}: 細目"
        );
        finding
    }
}

#[track_caller]
fn refused_by(refusal: Refusal, guard: Guard) -> Finding {
    let finding = refusal.finding;
    assert_eq!(finding.guard, guard, "{finding:#?}");
    assert_eq!(
        finding.article.as_ref().map(|a| a.label()),
        gunma::article(guard),
        "{guard}: 条"
    );
    finding
}

/// A value of the message, without language.
#[must_use]
#[track_caller]
pub fn value(finding: &Finding, key: &str) -> String {
    finding
        .values
        .get(key)
        .unwrap_or_else(|| panic!("no {key} in {finding:?}"))
        .code()
}

/// It was permitted with these warnings, which its record has too.
#[track_caller]
pub fn warned(permitted: &Permitted, codes: &[WarningCode]) {
    let given: Vec<WarningCode> = permitted.warnings().iter().map(|w| w.code).collect();
    assert_eq!(given, codes);
    let recorded: Vec<&str> = permitted
        .record()
        .warnings
        .iter()
        .map(Text::as_str)
        .collect();
    assert_eq!(recorded, codes.iter().map(|c| c.code()).collect::<Vec<_>>());
}
