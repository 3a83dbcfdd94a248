//! Refusals, word for word as `domain.md` §5.2 has them.

use super::value::form_name;
use super::{Arg, Phrase, say};
use custody_core::record::Guard;
use custody_core::rules::{Detail, Finding, Refusal, Value};

/// What a refusal does not know itself: how the contract's terms are cited, and which form was asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct About<'a> {
    /// `Profile::terms_cite`, such as 特記事項.
    pub(crate) terms_cite: &'a str,
    /// The form's number, such as `7-1`, where a form was to be issued.
    pub(crate) form: Option<&'a str>,
}

/// One failed guard, worded, with what `--json` gives of it.
#[derive(Clone, Debug)]
pub(crate) struct Worded {
    /// The sentence.
    pub(crate) sentence: Phrase,
    /// The guard's code.
    pub(crate) rule: &'static str,
    /// The article it cites; none for a house rule.
    pub(crate) article: Option<String>,
    /// The code of the 細目.
    pub(crate) detail: Option<&'static str>,
    /// What opens the way.
    pub(crate) next: Vec<String>,
}

impl About<'static> {
    /// For what happens outside a vault, and where its contract cannot be read: cited as most contracts call them.
    pub(crate) const NO_VAULT: Self = Self {
        terms_cite: "特記事項",
        form: None,
    };
}

impl About<'_> {
    /// *The* refusal, and then the guards that failed after it.
    pub(crate) fn words(&self, refusal: &Refusal) -> (Worded, Vec<Worded>) {
        let others = refusal.others.iter();
        (
            self.finding(refusal.act, &refusal.finding),
            others
                .map(|other| self.finding(refusal.act, other))
                .collect(),
        )
    }

    fn finding(&self, act: &str, finding: &Finding) -> Worded {
        // A level that only a house rule asks for cites the house rule, whatever article the guard has (§5.2, detail 2).
        let article = match finding.detail {
            Some(Detail::LevelTooLow) => None,
            _ => finding.article.as_ref(),
        };
        let source = article.map_or_else(
            || say!("source-house"),
            |article| {
                say!(
                    "source-article",
                    terms = self.terms_cite,
                    article = article.japanese(),
                    label = article.label()
                )
            },
        );
        let detail = finding
            .detail
            .as_ref()
            .map_or_else(|| Arg::from(""), |detail| words_of(detail).into());
        Worded {
            sentence: say!(
                "refused",
                operation = self.operation(act),
                reason = reason(finding),
                detail = detail,
                source = source
            ),
            rule: finding.guard.code(),
            article: article.map(|article| article.label().to_owned()),
            detail: finding.detail.as_ref().map(Detail::code),
            next: finding.next.clone(),
        }
    }

    /// 操作名.
    fn operation(&self, act: &str) -> Phrase {
        match self.form {
            Some(form) if act == "form" => say!("operation-issue", form = form_name(form)),
            _ => operation(act),
        }
    }
}

/// 操作名 of a verb (`domain.md` §5.3).
pub(super) fn operation(act: &str) -> Phrase {
    Phrase::of("operation", &act.replace(" --", "-").replace(' ', "-"))
}

fn reason(finding: &Finding) -> Phrase {
    let values: Vec<(&'static str, Arg)> = finding
        .values
        .iter()
        .map(|(name, value)| {
            let arg = match value {
                Value::Text(form) if *name == "form" => form_name(form).into(),
                other => Arg::from(other),
            };
            (*name, arg)
        })
        .collect();
    // Before the term has begun the same guard has another reason (§5.2).
    let before = finding.guard == Guard::ContractActive && finding.values.contains_key("from");
    let code = finding.guard.code();
    let key = if before {
        format!("guard-{code}-before")
    } else {
        format!("guard-{code}")
    };
    Phrase::new(key, values)
}

/// 細目, with its brackets.
fn words_of(detail: &Detail) -> Phrase {
    let code = detail.code();
    match detail {
        Detail::OutsidePeriod { from, to } => {
            say!("detail-outside_period", period = Arg::Period(*from, *to))
        }
        Detail::OutOfScope { element, value } => say!(
            "detail-out_of_scope",
            element = Phrase::of("element", element.code()),
            value = value
        ),
        Detail::WrongKind
        | Detail::NotWritten
        | Detail::LevelTooLow
        | Detail::NoAuthority
        | Detail::DecidedAfter
        | Detail::RegisteredAfter
        | Detail::Revoked
        | Detail::Exhausted
        | Detail::ConditionsOpen => Phrase::of("detail", code),
    }
}
