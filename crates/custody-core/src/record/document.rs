//! Papers of 甲 and how far they can be relied on (`domain.md` §4.2, trust level).

use super::{Moment, PersonId, Text};
use serde::{Deserialize, Serialize};

/// The form a decision or receipt of 甲 came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentForm {
    /// A signed note of a registered card, verified before it got here.
    SignedNote,
    /// 書面原本.
    PaperOriginal,
    /// 公印のある PDF.
    PdfOfficial,
    /// 電子メール.
    Email,
    /// ファクス.
    Fax,
    /// 口頭.
    Oral,
}

/// 承認根拠, strongest first: A 電子署名検証済, B 書面原本・二者確認, C 書面写し又は一名転記, D 口頭等・書面なし.
/// 書面 are A, B and C.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Trust {
    /// 電子署名検証済.
    A,
    /// 書面原本・二者確認.
    B,
    /// 書面写し又は一名転記.
    C,
    /// 口頭等・書面なし.
    D,
}

impl Trust {
    /// At least as strong as `floor`.
    #[must_use]
    pub fn reaches(self, floor: Self) -> bool {
        self.rank() >= floor.rank()
    }

    /// Counts as 書面.
    #[must_use]
    pub fn is_written(self) -> bool {
        self != Self::D
    }

    fn rank(self) -> u8 {
        match self {
            Self::A => 3,
            Self::B => 2,
            Self::C => 1,
            Self::D => 0,
        }
    }

    /// The words printed as 承認根拠.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::A => "A 電子署名検証済",
            Self::B => "B 書面原本・二者確認",
            Self::C => "C 書面写し又は一名転記",
            Self::D => "D 口頭等・書面なし",
        }
    }
}

/// A paper or note of 甲.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its form.
    pub form: DocumentForm,
    /// 文書番号.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Text>,
    /// The date on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<super::Date>,
    /// SHA-256 of its scan or file, `sha256:<hex>`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scan: Option<Text>,
    /// The same, sealed in the vault.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<super::instance::SealedObject>,
    /// Where the paper is filed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed_at: Option<Text>,
    /// When it was filed into the register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered_at: Option<Moment>,
}

impl Document {
    /// A verified signed note with 甲's number on it.
    #[must_use]
    pub fn signed_note(number: Option<Text>, date: Option<super::Date>) -> Self {
        Self {
            form: DocumentForm::SignedNote,
            number,
            date,
            scan: None,
            image: None,
            filed_at: None,
            registered_at: None,
        }
    }

    /// Somebody has to type it in: it is no signed note.
    #[must_use]
    pub fn is_paper(&self) -> bool {
        self.form != DocumentForm::SignedNote
    }

    /// A second person who checks it lifts it to level B: an original with number, date and image.
    #[must_use]
    pub fn gains_by_check(&self) -> bool {
        matches!(
            self.form,
            DocumentForm::PaperOriginal | DocumentForm::PdfOfficial
        ) && self.number.is_some()
            && self.date.is_some()
            && self.scan.is_some()
    }

    /// The trust level of §4.2, given who transcribed and who checked it.
    #[must_use]
    pub fn trust(&self, transcribed_by: Option<PersonId>, checked_by: Option<PersonId>) -> Trust {
        let identified = self.number.is_some() && self.date.is_some();
        match self.form {
            DocumentForm::SignedNote => Trust::A,
            DocumentForm::PaperOriginal | DocumentForm::PdfOfficial => {
                let two_people =
                    matches!((transcribed_by, checked_by), (Some(a), Some(b)) if a != b);
                if self.gains_by_check() && two_people {
                    Trust::B
                } else if identified && (self.filed_at.is_some() || self.scan.is_some()) {
                    Trust::C
                } else {
                    Trust::D
                }
            }
            DocumentForm::Email | DocumentForm::Fax if self.scan.is_some() => Trust::C,
            DocumentForm::Email | DocumentForm::Fax | DocumentForm::Oral => Trust::D,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn paper(form: DocumentForm, complete: bool) -> Document {
        let text = |s: &str| complete.then(|| Text::new(s).unwrap());
        Document {
            form,
            number: text("税第12号"),
            date: complete.then(|| crate::record::Date::new(2024, 10, 1).unwrap()),
            scan: text("sha256:00"),
            image: None,
            filed_at: None,
            registered_at: None,
        }
    }

    #[test]
    fn the_level_follows_the_paper_and_the_two_people() {
        let (a, b) = (PersonId::new(1), PersonId::new(2));
        for (document, transcribed, checked, expected) in [
            (Document::signed_note(None, None), None, None, Trust::A),
            (paper(DocumentForm::PaperOriginal, true), a, b, Trust::B),
            (paper(DocumentForm::PaperOriginal, true), a, a, Trust::C),
            (paper(DocumentForm::PaperOriginal, true), a, None, Trust::C),
            (paper(DocumentForm::PaperOriginal, false), a, b, Trust::D),
            (paper(DocumentForm::Email, true), a, b, Trust::C),
            (paper(DocumentForm::Email, false), a, b, Trust::D),
            (paper(DocumentForm::Oral, true), a, b, Trust::D),
        ] {
            assert_eq!(
                document.trust(transcribed, checked),
                expected,
                "{document:?}"
            );
        }
    }

    #[test]
    fn a_stronger_level_reaches_a_weaker_floor_only() {
        let levels = [Trust::A, Trust::B, Trust::C, Trust::D];
        for (i, level) in levels.iter().enumerate() {
            for (j, floor) in levels.iter().enumerate() {
                assert_eq!(level.reaches(*floor), i <= j);
            }
        }
    }
}
