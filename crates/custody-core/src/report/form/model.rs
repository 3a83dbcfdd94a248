//! A form as data: what is printed, in the order it is printed, before it is HTML, JSON or CSV.
//!
//! Text is final: [`visible`](crate::report::visible), in Japanese, dates in 和暦 with the ISO form beside them.

use super::Number;
use crate::record::calendar::{wareki_date, wareki_moment};
use crate::record::{Date, Moment, Seq};
use serde::{Deserialize, Serialize};

/// The sentence at the foot of every form.
pub const TRANSCRIPT: &str = "本書は台帳の記録を転記したものです。";

/// How the paper lies; always A4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Orientation {
    /// 縦.
    Portrait,
    /// 横.
    Landscape,
}

/// What is printed in a cell. Lines are parted by a line feed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// As printed.
    pub text: String,
    /// A day or moment in ISO 8601, where the text is one in 和暦.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iso: Option<String>,
}

impl Value {
    /// Text that is final.
    #[must_use]
    pub fn of(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            iso: None,
        }
    }

    /// 「なし」.
    #[must_use]
    pub fn none() -> Self {
        Self::of("なし")
    }

    /// 「令和6年10月1日（火）」.
    #[must_use]
    pub fn date(date: Date) -> Self {
        Self {
            text: wareki_date(date),
            iso: Some(date.to_string()),
        }
    }

    /// 「令和6年10月1日（火）14時05分」.
    #[must_use]
    pub fn moment(moment: Moment) -> Self {
        Self {
            text: wareki_moment(moment),
            iso: Some(moment.to_string()),
        }
    }

    /// One line for each; 「なし」 for none.
    #[must_use]
    pub fn lines(lines: impl IntoIterator<Item = String>) -> Self {
        let lines: Vec<String> = lines.into_iter().collect();
        if lines.is_empty() {
            Self::none()
        } else {
            Self::of(lines.join("\n"))
        }
    }
}

/// A label and what stands beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Stable key for programs.
    pub key: String,
    /// As printed.
    pub label: String,
    /// What stands beside it.
    pub value: Value,
}

impl Row {
    /// One row.
    #[must_use]
    pub fn new(key: &str, label: &str, value: Value) -> Self {
        Self {
            key: key.to_owned(),
            label: label.to_owned(),
            value,
        }
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Stable key for programs.
    pub key: String,
    /// As printed.
    pub title: String,
    /// Its share of the width, in hundredths.
    pub width: u8,
    /// Its cells are days: a table for machines has the ISO form too.
    #[serde(default)]
    pub dated: bool,
}

impl Column {
    /// A column and its share of the width, in hundredths.
    #[must_use]
    pub fn new(key: &str, title: &str, width: u8) -> Self {
        Self {
            key: key.to_owned(),
            title: title.to_owned(),
            width,
            dated: false,
        }
    }

    /// The same, of days.
    #[must_use]
    pub fn dated(self) -> Self {
        Self {
            dated: true,
            ..self
        }
    }
}

/// A field that somebody fills in by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blank {
    /// As printed.
    pub label: String,
    /// What is printed in the field, such as 「□ 承認　　□ 不承認」; empty for a free field.
    #[serde(default)]
    pub choices: String,
}

impl Blank {
    /// A free field.
    #[must_use]
    pub fn free(label: &str) -> Self {
        Self {
            label: label.to_owned(),
            choices: String::new(),
        }
    }

    /// A field with choices.
    #[must_use]
    pub fn choice(label: &str, choices: &str) -> Self {
        Self {
            label: label.to_owned(),
            choices: choices.to_owned(),
        }
    }
}

/// The kinds of section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Body {
    /// Labels and values.
    Rows {
        /// The rows.
        rows: Vec<Row>,
    },
    /// A table whose header is repeated on every page.
    Table {
        /// The columns.
        columns: Vec<Column>,
        /// The rows, a cell for each column.
        rows: Vec<Vec<Value>>,
    },
    /// Fields that are filled in by hand.
    Blanks {
        /// The fields.
        blanks: Vec<Blank>,
    },
    /// A sentence that the signers stand for.
    Statement {
        /// The sentence.
        text: String,
    },
    /// What the reader should know.
    Notes {
        /// One paragraph each.
        notes: Vec<String>,
    },
}

/// A part of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Heading; none for a part that needs none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// What stands in it.
    pub body: Body,
}

/// A box （署名又は記名押印）.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// As whom somebody signs: 責任者, 立会者, 甲 …
    pub role: String,
    /// 氏名, printed under the line; none where it is not known who will sign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Where the ledger stood: what makes paper evidence (`design.md` §4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerState {
    /// Number of records.
    pub size: u64,
    /// RFC 6962 root, 64 hexadecimal digits.
    pub root: String,
    /// When the checkpoint was made.
    pub checkpoint_at: Moment,
}

impl LedgerState {
    /// The first 16 hexadecimal digits, to compare by eye.
    #[must_use]
    pub fn root_short(&self) -> String {
        self.root.chars().take(16).collect()
    }
}

/// The foot of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Foot {
    /// Where the ledger stood.
    pub ledger: LedgerState,
    /// The first digits of the root.
    pub root_short: String,
    /// 記録番号 of the sources, in order.
    pub records: Vec<Seq>,
    /// 承認根拠 of the permissions it rests on.
    pub approvals: Vec<String>,
    /// [`TRANSCRIPT`].
    pub sentence: String,
}

/// A form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// 様式番号.
    pub number: Number,
    /// 表題.
    pub title: String,
    /// 文書番号, `F07-0003`; none on a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_no: Option<String>,
    /// 第n版, from 1.
    pub edition: u32,
    /// 案: not issued.
    pub draft: bool,
    /// 発行日.
    pub issued: Moment,
    /// How the paper lies.
    pub orientation: Orientation,
    /// 宛先, with 様 or 御中.
    pub addressee: String,
    /// Who issues it: 乙 with 所在地, 名称, 責任者; 甲 for an approval or a receipt.
    pub issuer: Vec<Row>,
    /// 契約番号, 件名, 期間.
    pub contract: Vec<Row>,
    /// 根拠.
    pub basis: String,
    /// What it says.
    pub sections: Vec<Section>,
    /// Who signs.
    pub signatures: Vec<Signature>,
    /// The foot.
    pub foot: Foot,
}

impl Form {
    /// The draft as it is issued: under its 文書番号 ([`Number::document_no`]) and edition, from 1.
    #[must_use]
    pub fn issued_as(self, document_no: String, edition: u32) -> Self {
        Self {
            document_no: Some(document_no),
            edition,
            draft: false,
            ..self
        }
    }
}
