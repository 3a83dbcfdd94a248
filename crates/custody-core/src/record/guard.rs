//! The guards: fixed codes of the rules that can refuse an act (`domain.md` §5.2), and article labels.

use super::Trust;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An article label as a profile writes it: `13-4`, `8`, `3-イ`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Article(String);

/// An article label was not of the form `13-4`, `8` or `3-イ`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an article label such as 13-4: {0:?}")]
pub struct ArticleError(String);

impl Article {
    /// Takes a label: a number, optionally a dash and a paragraph number or a katakana item.
    ///
    /// # Errors
    /// [`ArticleError`] when it has another form.
    pub fn new(label: impl Into<String>) -> Result<Self, ArticleError> {
        let label = label.into();
        let number =
            |s: &str| !s.is_empty() && s.len() <= 3 && s.bytes().all(|b| b.is_ascii_digit());
        let item =
            |s: &str| s.chars().count() == 1 && s.chars().all(|c| ('ア'..='ン').contains(&c));
        let good = match label.split_once('-') {
            None => number(&label),
            Some((article, rest)) => number(article) && (number(rest) || item(rest)),
        };
        if good {
            Ok(Self(label))
        } else {
            Err(ArticleError(label))
        }
    }

    /// `13-4`.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.0
    }

    /// 第13条第4項, 第8条, 第3条イ.
    #[must_use]
    pub fn japanese(&self) -> String {
        match self.0.split_once('-') {
            None => format!("第{}条", self.0),
            Some((article, rest)) if rest.bytes().all(|b| b.is_ascii_digit()) => {
                format!("第{article}条第{rest}項")
            }
            Some((article, item)) => format!("第{article}条{item}"),
        }
    }
}

impl TryFrom<String> for Article {
    type Error = ArticleError;
    fn try_from(label: String) -> Result<Self, ArticleError> {
        Self::new(label)
    }
}

impl From<Article> for String {
    fn from(article: Article) -> Self {
        article.0
    }
}

impl fmt::Display for Article {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! guards {
    ($($(#[$doc:meta])* $variant:ident = $code:literal),* $(,)?) => {
        /// A rule that can refuse an act. The codes are fixed; the profile says for each whether it is on, which
        /// article it cites and which trust level it wants.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Guard {
            $($(#[$doc])* #[serde(rename = $code)] $variant,)*
        }

        impl Guard {
            /// Every guard, in the order of `domain.md` §5.2.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The fixed code, as in JSON and profiles.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// The guard of a code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

guards! {
    /// The contract is in force (Art. 17-1).
    ContractActive = "contract_active",
    /// The person is on the notified staff list (Art. 4-1).
    ListedPerson = "listed_person",
    /// The person's role allows it (house rule).
    Role = "role",
    /// The employer is 乙 or an approved 再委託先 (Art. 14-1).
    EmployerKnown = "employer_known",
    /// The person is trained (Art. 11).
    Trained = "trained",
    /// The work is in the person's scope (Art. 4-1).
    WorkScope = "work_scope",
    /// No incident holds the thing (house rule).
    Frozen = "frozen",
    /// The state table allows it (house rule).
    BadState = "bad_state",
    /// Only the holder acts (house rule).
    HolderOnly = "holder_only",
    /// Category and method are within the access scope (Art. 10).
    AccessScope = "access_scope",
    /// The place is a workplace (Art. 5-2).
    Workplace = "workplace",
    /// The place is locked and controlled (Art. 13-3).
    StorageOk = "storage_ok",
    /// The software is listed (Art. 8).
    SoftwareOk = "software_ok",
    /// The use is the commissioned one (Art. 13-6).
    OtherPurpose = "other_purpose",
    /// Prior written approval to copy (Art. 13-4).
    CopyApproval = "copy_approval",
    /// Prior written approval or instruction to carry out (Art. 13-4).
    CarryApproval = "carry_approval",
    /// Encrypted while carried (Art. 13-5).
    CarryEncrypt = "carry_encrypt",
    /// The carrier was briefed (Art. 13-5).
    CarryBrief = "carry_brief",
    /// Prior written approval to provide (Art. 13-6).
    Provision = "provision",
    /// Prior written approval to subcontract (Art. 14-1).
    Subcontract = "subcontract",
    /// The subcontractor's staff were notified (Art. 14-3).
    SubPersons = "sub_persons",
    /// The subcontractor is bound by the terms (Art. 14-4).
    SubPledge = "sub_pledge",
    /// Approval to destroy (Art. 13-2).
    DestroyApproval = "destroy_approval",
    /// No copies of it are open (Art. 13-2).
    CopiesOpen = "copies_open",
    /// Instructions go to the manager (Art. 15-3).
    InstructManager = "instruct_manager",
    /// Written approval to disclose (Art. 12).
    Secrecy = "secrecy",
    /// Logs within retention stay (Art. 9).
    LogKeep = "log_keep",
    /// The carrier is registered (house rule).
    CarrierKnown = "carrier_known",
    /// Nothing else lies on the carrier (house rule).
    CarrierContents = "carrier_contents",
    /// No working copy is open (house rule).
    WorkingOpen = "working_open",
    /// No journey of the asset is overdue (house rule).
    OverdueBlock = "overdue_block",
    /// Witness and doer differ (house rule).
    WitnessOther = "witness_other",
    /// Only 甲's approver approves (house rule).
    SelfApprove = "self_approve",
    /// The receipt agrees with the return (house rule).
    ReceiptMatch = "receipt_match",
    /// The method suits the carrier (house rule).
    DestroyMethod = "destroy_method",
    /// The evidence of destruction is complete (house rule).
    DestroyEvidence = "destroy_evidence",
    /// Nothing leaves to a disposer unsanitised (house rule).
    EraseBeforeRelease = "erase_before_release",
    /// Every key is accounted for (house rule).
    CryptoEraseKeys = "crypto_erase_keys",
    /// A form's field is on record (house rule).
    FormField = "form_field",
    /// No word that claims too much stands on a form (house rule).
    ForbiddenWord = "forbidden_word",
    /// The trial balance agrees (house rule).
    Balance = "balance",
}

impl fmt::Display for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::str::FromStr for Guard {
    type Err = ();
    fn from_str(code: &str) -> Result<Self, ()> {
        Self::from_code(code).ok_or(())
    }
}

/// The trust level an approval needs where a profile says nothing: C, the lowest that is still written.
pub const DEFAULT_MIN_TRUST: Trust = Trust::C;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_article_is_written_as_the_contract_writes_it() {
        for (label, japanese) in [
            ("13-4", "第13条第4項"),
            ("8", "第8条"),
            ("3-イ", "第3条イ"),
            ("14-1", "第14条第1項"),
        ] {
            assert_eq!(Article::new(label).unwrap().japanese(), japanese);
        }
        for bad in ["", "13-", "-4", "第13条", "13-4-1", "x", "3-イロ"] {
            assert!(Article::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn every_code_names_its_guard() {
        assert_eq!(Guard::ALL.len(), 41);
        for guard in Guard::ALL {
            assert_eq!(Guard::from_code(guard.code()), Some(*guard));
        }
    }
}
