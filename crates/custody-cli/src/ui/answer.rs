//! An answer, to be read by people or by scripts: lines of text, or one JSON document.

use crate::lang::Lang;
use crate::wording::{Phrase, WarningJson};
use custody_core::rules::Warning;
use custody_core::vault::Done;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// What a command answers. Both forms are filled; the one asked for is printed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer {
    lines: Vec<Line>,
    fields: Map<String, Value>,
    warnings: Vec<Warning>,
}

#[derive(Clone, Debug)]
enum Line {
    Phrase(Phrase),
    /// Text that is ready to be shown.
    Ready(String),
}

/// What an act recorded, as every act answers it (`cli.md`, conventions).
#[derive(Clone, Debug, Default)]
pub(crate) struct Recorded {
    /// Each record: its number and its type.
    pub(crate) records: Vec<(u64, String)>,
    /// The numbers given to new things.
    pub(crate) ids: Vec<String>,
    /// The ledger's size, and its root as `sha256:<hex>`.
    pub(crate) checkpoint: Option<(u64, String)>,
    /// What the actor should know.
    pub(crate) warnings: Vec<Warning>,
}

impl From<Done> for Recorded {
    fn from(done: Done) -> Self {
        Self {
            records: done
                .records
                .iter()
                .map(|record| (record.seq.0, record.event.kind().to_owned()))
                .collect(),
            ids: done.ids,
            checkpoint: Some((done.size, done.root.to_string())),
            warnings: done.warnings,
        }
    }
}

impl Answer {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds a line of text.
    pub(crate) fn line(mut self, phrase: Phrase) -> Self {
        self.lines.push(Line::Phrase(phrase));
        self
    }

    /// Adds text that is ready to be shown, such as a table. What comes from data goes through
    /// [`visible`](crate::wording::visible) before.
    pub(crate) fn ready(mut self, text: impl Into<String>) -> Self {
        self.lines.push(Line::Ready(text.into()));
        self
    }

    /// Adds a field of the document. Keys are snake_case, times RFC 3339, sizes bytes, hashes `sha256:hex`.
    pub(crate) fn field(mut self, key: &str, value: impl Serialize) -> Self {
        // What is given here serialises: plain structs with text keys.
        self.fields.insert(key.to_owned(), json!(value));
        self
    }

    /// Adds what an act recorded: to the document whole, of the text the warnings.
    pub(crate) fn recorded(mut self, recorded: impl Into<Recorded>) -> Self {
        let recorded = recorded.into();
        let records: Vec<Value> = recorded
            .records
            .iter()
            .map(|(seq, kind)| json!({"seq": seq, "type": kind}))
            .collect();
        self.fields.insert("records".into(), json!(records));
        self.fields.insert("ids".into(), json!(recorded.ids));
        if let Some((size, root)) = recorded.checkpoint {
            self.fields
                .insert("checkpoint".into(), json!({"size": size, "root": root}));
        }
        let warnings: Vec<WarningJson> = recorded.warnings.iter().map(WarningJson::from).collect();
        self.fields.insert("warnings".into(), json!(warnings));
        self.warnings.extend(recorded.warnings);
        self
    }

    pub(super) fn lines(&self, lang: Lang) -> Vec<String> {
        let text = |line: &Line| match line {
            Line::Phrase(phrase) => phrase.text(lang),
            Line::Ready(text) => text.clone(),
        };
        self.lines.iter().map(text).collect()
    }

    pub(super) fn json(&self) -> Value {
        Value::Object(self.fields.clone())
    }

    pub(super) fn warnings(&self) -> &[Warning] {
        &self.warnings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use custody_core::rules::WarningCode;

    #[test]
    fn an_act_answers_what_it_recorded() {
        let recorded = Recorded {
            records: vec![(41, "instance_copied".into())],
            ids: vec!["A-0001/2".into()],
            checkpoint: Some((42, "sha256:00".into())),
            warnings: vec![Warning {
                code: WarningCode::CopyOfPaper,
                about: "P-0001".into(),
            }],
        };
        assert_eq!(
            Answer::new().recorded(recorded).json(),
            json!({
                "records": [{"seq": 41, "type": "instance_copied"}],
                "ids": ["A-0001/2"],
                "checkpoint": {"size": 42, "root": "sha256:00"},
                "warnings": [{
                    "code": "W02",
                    "ja": "書面写し又は一名転記による承認です（P-0001、承認根拠C）",
                    "en": "approved on a copy of a paper or on one person's transcript (P-0001, level C)",
                }],
            })
        );
    }
}
