//! What went wrong, as the program tells it: an exit code, a sentence in both languages, what is safe, what to do next.

use crate::lang::Lang;
use crate::wording::{Both, Phrase, Worded, say, visible};
use serde_json::{Value, json};
use std::io;
use std::path::Path;

/// The exit codes (`reliability.md` §B). There are no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExitCode {
    /// Done and durable.
    Done,
    /// Usage.
    Usage,
    /// Data or ledger altered.
    Integrity,
    /// Refused by the contract's rules or by state.
    Refused,
    /// Wrong key or passphrase.
    Key,
    /// Malformed.
    Malformed,
    /// Input or output failed.
    Io,
    /// Something else got there first.
    Conflict,
    /// A limit.
    Limit,
    /// The clock.
    Clock,
    /// The reader of stdout is gone.
    BrokenPipe,
    /// Interrupted.
    Interrupted,
}

impl ExitCode {
    /// Every code but 0, in the order in which a batch exits with the first that occurred (`reliability.md` §B).
    const BY_WEIGHT: [Self; 11] = [
        Self::Interrupted,
        Self::Integrity,
        Self::Key,
        Self::Malformed,
        Self::Refused,
        Self::Conflict,
        Self::Clock,
        Self::Limit,
        Self::Io,
        Self::BrokenPipe,
        Self::Usage,
    ];

    /// The number the process exits with.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Usage => 2,
            Self::Integrity => 3,
            Self::Refused => 4,
            Self::Key => 5,
            Self::Malformed => 6,
            Self::Io => 7,
            Self::Conflict => 8,
            Self::Limit => 9,
            Self::Clock => 10,
            Self::BrokenPipe => 12,
            Self::Interrupted => 130,
        }
    }

    /// The class of a core error's `code()`. What the core does not have is an internal fault and counts as 7.
    pub(crate) fn of_core(number: u8) -> Self {
        Self::BY_WEIGHT
            .into_iter()
            .find(|code| code.number() == number)
            .unwrap_or(Self::Io)
    }

    /// What a batch exits with after these.
    pub(crate) fn of_batch(codes: &[Self]) -> Self {
        Self::BY_WEIGHT
            .into_iter()
            .find(|code| codes.contains(code))
            .unwrap_or(Self::Done)
    }

    /// The `kind` of `--json`.
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Usage => "usage",
            Self::Integrity => "integrity",
            Self::Refused => "refused",
            Self::Key => "key",
            Self::Malformed => "malformed",
            Self::Io => "io",
            Self::Conflict => "conflict",
            Self::Limit => "limit",
            Self::Clock => "clock",
            Self::BrokenPipe => "broken_pipe",
            Self::Interrupted => "interrupted",
        }
    }
}

/// Anything that ends a command before its answer.
#[derive(Clone, Debug)]
pub(crate) struct CliError {
    code: ExitCode,
    /// What happened, what is safe, what to do: in this order, one sentence or more each.
    said: Vec<Said>,
    /// Commands that open the way, as typed.
    next: Vec<String>,
    refusal: Option<Box<Refused>>,
}

/// A sentence of an error.
#[derive(Clone, Debug)]
enum Said {
    Phrase(Phrase),
    /// Written by its maker in both languages.
    Written(Both),
}

impl Said {
    fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Phrase(phrase), _) => phrase.text(lang),
            (Self::Written(both), Lang::Ja) => both.ja.clone(),
            (Self::Written(both), Lang::En) => both.en.clone(),
        }
    }
}

/// An error whose maker words it: for what has no place in the message files.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    /// The exit code.
    pub(crate) code: ExitCode,
    /// What happened, what is safe, what to do.
    pub(crate) ja: String,
    /// The same in English.
    pub(crate) en: String,
    /// Commands that open the way.
    pub(crate) next: Vec<String>,
}

impl From<Fault> for CliError {
    fn from(fault: Fault) -> Self {
        let written = |text: &str| visible(text).into_owned();
        Self {
            code: fault.code,
            said: vec![Said::Written(Both {
                ja: written(&fault.ja),
                en: written(&fault.en),
            })],
            next: fault.next,
            refusal: None,
        }
    }
}

/// What a refusal has besides.
#[derive(Clone, Debug)]
struct Refused {
    rule: &'static str,
    article: Option<String>,
    detail: Option<&'static str>,
    others: Vec<Worded>,
}

impl CliError {
    /// What happened.
    pub(crate) fn new(code: ExitCode, what: Phrase) -> Self {
        Self {
            code,
            said: vec![Said::Phrase(what)],
            next: Vec::new(),
            refusal: None,
        }
    }

    /// A mistake on the command line; nothing was begun.
    pub(crate) fn usage(what: Phrase) -> Self {
        Self::new(ExitCode::Usage, what)
    }

    /// A refusal and the guards that failed after it.
    pub(crate) fn refused(first: Worded, others: Vec<Worded>) -> Self {
        Self {
            code: ExitCode::Refused,
            said: vec![Said::Phrase(first.sentence)],
            next: first.next,
            refusal: Some(Box::new(Refused {
                rule: first.rule,
                article: first.article,
                detail: first.detail,
                others,
            })),
        }
    }

    /// A fault of the program itself: code 7, never a panic's own.
    pub(crate) fn internal() -> Self {
        Self::new(ExitCode::Io, say!("internal-fault"))
            .and(say!("internal-fault-advice"))
            .next("custody doctor")
    }

    /// Reading, writing or finding `path` failed. `doing` says which: `say!("io-reading", path = …)` and its like.
    pub(crate) fn io(doing: Phrase, error: &io::Error) -> Self {
        use io::ErrorKind as K;
        let (code, why) = match error.kind() {
            K::NotFound => (ExitCode::Io, say!("io-not-found")),
            K::PermissionDenied => (ExitCode::Io, say!("io-permission")),
            K::AlreadyExists => (ExitCode::Conflict, say!("io-exists")),
            K::BrokenPipe => (ExitCode::BrokenPipe, say!("io-broken-pipe")),
            K::StorageFull | K::QuotaExceeded => (ExitCode::Io, say!("io-full")),
            K::FileTooLarge => (ExitCode::Io, say!("io-too-large")),
            K::ReadOnlyFilesystem => (ExitCode::Io, say!("io-read-only")),
            K::IsADirectory => (ExitCode::Io, say!("io-is-folder")),
            K::NotADirectory => (ExitCode::Io, say!("io-no-folder")),
            K::Interrupted => (ExitCode::Interrupted, say!("io-interrupted")),
            K::InvalidData => (ExitCode::Io, say!("io-not-utf8")),
            K::InvalidFilename => (ExitCode::Io, say!("io-name")),
            K::UnexpectedEof => (ExitCode::Io, say!("io-cut-short")),
            K::DirectoryNotEmpty => (ExitCode::Io, say!("io-not-empty")),
            K::ResourceBusy | K::ExecutableFileBusy => (ExitCode::Io, say!("io-busy")),
            K::TimedOut | K::StaleNetworkFileHandle | K::NetworkDown | K::HostUnreachable => {
                (ExitCode::Io, say!("io-network"))
            }
            // The system's own words come in one language only, and that is seldom the reader's.
            _ => {
                let detail = error.to_string();
                let why = match error.raw_os_error() {
                    Some(number) => say!("io-system", number = i64::from(number), detail = detail),
                    None => say!("io-other", detail = detail),
                };
                (ExitCode::Io, why)
            }
        };
        Self::new(code, say!("io", doing = doing, why = why))
    }

    /// Adds what is safe, or what to do.
    pub(crate) fn and(mut self, said: Phrase) -> Self {
        self.said.push(Said::Phrase(said));
        self
    }

    /// Adds a command that opens the way.
    pub(crate) fn next(mut self, command: impl Into<String>) -> Self {
        self.next.push(command.into());
        self
    }

    pub(crate) fn code(&self) -> ExitCode {
        self.code
    }

    /// The sentences, one a line.
    pub(crate) fn lines(&self, lang: Lang) -> Vec<String> {
        self.said.iter().map(|said| said.text(lang)).collect()
    }

    /// Commands that open the way.
    pub(crate) fn next_commands(&self) -> &[String] {
        &self.next
    }

    /// The other guards' sentences, for `--explain`.
    pub(crate) fn other_lines(&self, lang: Lang) -> Vec<String> {
        let others = self.refusal.iter().flat_map(|refused| &refused.others);
        others.map(|other| other.sentence.text(lang)).collect()
    }

    fn message(&self) -> Both {
        Both {
            ja: self.lines(Lang::Ja).join(""),
            en: self.lines(Lang::En).join(" "),
        }
    }

    /// The document of `--json` (`cli.md`).
    pub(crate) fn json(&self, explain: bool) -> Value {
        let mut error = serde_json::Map::new();
        error.insert("code".into(), json!(self.code.number()));
        error.insert("kind".into(), json!(self.code.kind()));
        if let Some(refused) = &self.refusal {
            error.insert("rule".into(), json!(refused.rule));
            error.insert("article".into(), json!(refused.article));
            if let Some(detail) = refused.detail {
                error.insert("detail".into(), json!(detail));
            }
        }
        error.insert("message".into(), json!(self.message()));
        error.insert("next".into(), json!(self.next));
        if let (true, Some(refused)) = (explain, &self.refusal) {
            let others: Vec<Value> = refused.others.iter().map(finding).collect();
            error.insert("explain".into(), json!(others));
        }
        json!({ "error": error })
    }
}

fn finding(worded: &Worded) -> Value {
    let mut object = json!({
        "rule": worded.rule,
        "article": worded.article,
        "message": worded.sentence.both(),
        "next": worded.next,
    });
    if let Some(detail) = worded.detail {
        object["detail"] = json!(detail);
    }
    object
}

/// Doing something with a file, for [`CliError::io`].
pub(crate) fn reading(path: &Path) -> Phrase {
    say!("io-reading", path = path)
}

/// Doing something with a file, for [`CliError::io`].
pub(crate) fn writing(path: &Path) -> Phrase {
    say!("io-writing", path = path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_exits_with_the_gravest() {
        use ExitCode as E;
        for (codes, expected) in [
            (&[][..], E::Done),
            (&[E::Done, E::Done], E::Done),
            (&[E::Io, E::Refused, E::Limit], E::Refused),
            (&[E::Refused, E::Malformed, E::Key], E::Key),
            (&[E::BrokenPipe, E::Io], E::Io),
            (&[E::Integrity, E::Interrupted], E::Interrupted),
        ] {
            assert_eq!(E::of_batch(codes), expected);
        }
    }

    #[test]
    fn every_code_of_the_core_has_its_class_and_no_other_is_made() {
        for number in [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 130] {
            assert_eq!(ExitCode::of_core(number).number(), number);
        }
        for number in [0, 1, 11, 101, 255] {
            assert_eq!(ExitCode::of_core(number), ExitCode::Io);
        }
    }

    #[test]
    fn a_fault_worded_by_its_maker_is_shown_like_the_others() {
        let error = CliError::from(Fault {
            code: ExitCode::Conflict,
            ja: "重なりました。\u{1b}[1m".into(),
            en: "They overlap.".into(),
            next: vec!["custody list".into()],
        });
        assert_eq!(error.lines(Lang::Ja), ["重なりました。<U+001B>[1m"]);
        assert_eq!(
            error.json(false)["error"],
            json!({"code": 8, "kind": "conflict",
                "message": {"ja": "重なりました。<U+001B>[1m", "en": "They overlap."}, "next": ["custody list"]})
        );
    }

    #[test]
    fn a_file_error_says_what_where_and_why() {
        let error = CliError::io(
            reading(Path::new("甲\u{1b}.age")),
            &io::Error::from(io::ErrorKind::NotFound),
        );
        assert_eq!(
            error.lines(Lang::Ja),
            ["「甲<U+001B>.age」を読めません：見つかりません。"]
        );
        assert_eq!(
            error.json(false),
            json!({"error": {"code": 7, "kind": "io", "message": {
                "ja": "「甲<U+001B>.age」を読めません：見つかりません。",
                "en": "Cannot read \"甲<U+001B>.age\": it is not there."},
                "next": []}})
        );
    }
}
