//! The forms by number: title, basis, orientation (`domain.md` §7).

use super::Orientation;
use crate::record::{Article, Guard, Profile, Subject};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Not the number of a form that can be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such form: {0:?}")]
pub struct NumberError(String);

impl NumberError {
    /// Exit code 2, usage.
    #[must_use]
    pub fn code(&self) -> u8 {
        2
    }
}

/// Where a form's article is read from: never written into the program, always the profile's (`domain.md` §3).
enum Clause {
    /// What the guard cites.
    Of(Guard),
    /// What the guard of the subject cites that the form is about.
    OfSubject,
    /// A paragraph that no guard cites, beside one that a guard does: cited only while that one is where it was.
    Beside(Guard, &'static str, &'static str),
}

macro_rules! numbers {
    ($($(#[$doc:meta])* $variant:ident = $number:literal $(- $part:literal)?, $title:literal;)*) => {
        /// A form.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub enum Number { $($(#[$doc])* $variant,)* }

        impl Number {
            /// Every form that can be made, in the order of the numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// 様式番号, and its part: 7 and 1 for `7-1`.
            #[must_use]
            pub fn parts(self) -> (u8, Option<u8>) {
                let (number, parts): (u8, &[u8]) = match self { $(Self::$variant => ($number, &[$($part)?]),)* };
                (number, parts.first().copied())
            }

            /// 表題.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }
        }
    };
}

numbers! {
    /// 確認書.
    Confirmation = 1, "確認書";
    /// 情報資産預り証.
    Deposit = 2, "情報資産預り証";
    /// 情報資産管理台帳.
    Register = 3, "情報資産管理台帳";
    /// 複製承認申請書.
    CopyRequest = 4 - 1, "複製承認申請書";
    /// 複製承認書.
    CopyDecision = 4 - 2, "複製承認書";
    /// 持出し承認申請書.
    CarryRequest = 5 - 1, "持出し承認申請書";
    /// 持出し承認書.
    CarryDecision = 5 - 2, "持出し承認書";
    /// 運搬中の指示事項確認書兼持出し・運搬記録.
    Journey = 6, "運搬中の指示事項確認書兼持出し・運搬記録";
    /// 返還書.
    Return = 7 - 1, "返還書";
    /// 受領書.
    Receipt = 7 - 2, "受領書";
    /// 廃棄承認申請書.
    DestroyRequest = 8 - 1, "廃棄承認申請書";
    /// 廃棄承認書.
    DestroyDecision = 8 - 2, "廃棄承認書";
    /// 廃棄証明書.
    Certificate = 9, "廃棄証明書";
    /// 消去・暗号化消去実施記録書.
    Erasure = 10, "消去・暗号化消去実施記録書";
    /// 再委託承認申請書.
    SubcontractRequest = 11 - 1, "再委託承認申請書";
    /// 再委託承認書.
    SubcontractDecision = 11 - 2, "再委託承認書";
    /// 再委託先体制通知書.
    SubStaffNotice = 11 - 3, "再委託先体制通知書";
    /// 遵守誓約書.
    SubPledge = 11 - 4, "遵守誓約書";
    /// 管理監督記録.
    SubChecks = 11 - 5, "管理監督記録";
    /// 体制通知書.
    StaffList = 12 - 1, "体制通知書";
    /// 変更報告書.
    StaffChange = 12 - 2, "変更報告書";
    /// 教育実施記録.
    Training = 13, "教育実施記録";
    /// 事故報告書（速報）.
    FirstReport = 14 - 1, "事故報告書（速報）";
    /// 事故報告書（続報）.
    FollowUpReport = 14 - 2, "事故報告書（続報）";
    /// 事故報告書（最終報告）.
    FinalReport = 14 - 3, "事故報告書（最終報告）";
    /// 暗号化状態説明書.
    Encryption = 15, "暗号化状態説明書";
    /// ログ等提出書.
    Logs = 16, "ログ等提出書";
    /// 検査対応資料.
    Inspection = 17, "検査対応資料";
    /// 契約終了時清算書.
    Settlement = 18, "契約終了時清算書";
    /// 作業場所承認申請書.
    PlaceRequest = 19, "作業場所承認申請書";
    /// 目的外利用・提供・開示承認申請書.
    OtherUseRequest = 20, "目的外利用・提供・開示承認申請書";
    /// 保管場所届.
    Storage = 21, "保管場所届";
    /// 棚卸記録書.
    Inventory = 22, "棚卸記録書";
    /// 訂正記録書.
    Correction = 23, "訂正記録書";
    /// 使用ソフトウェア・脆弱性対応一覧.
    Software = 24, "使用ソフトウェア・脆弱性対応一覧";
}

impl Number {
    /// 「様式第7号の1」.
    #[must_use]
    pub fn words(self) -> String {
        match self.parts() {
            (number, None) => format!("様式第{number}号"),
            (number, Some(part)) => format!("様式第{number}号の{part}"),
        }
    }

    /// 文書番号 of the so-manieth form issued, from 1: `F07-0003`.
    #[must_use]
    pub fn document_no(self, serial: u32) -> String {
        format!("F{:02}-{serial:04}", self.parts().0)
    }

    /// How the paper lies.
    #[must_use]
    pub fn orientation(self) -> Orientation {
        match self {
            Self::Register | Self::Inspection | Self::Settlement => Orientation::Landscape,
            _ => Orientation::Portrait,
        }
    }

    /// Made by 乙 for 甲 to sign: an approval or a receipt, printed blank until 甲 has decided.
    #[must_use]
    pub fn is_by_client(self) -> bool {
        matches!(
            self,
            Self::CopyDecision
                | Self::CarryDecision
                | Self::Receipt
                | Self::DestroyDecision
                | Self::SubcontractDecision
        )
    }

    /// It hands in the ledger itself: one that does not verify makes none (exit code 3).
    #[must_use]
    pub fn speaks_for_the_ledger(self) -> bool {
        matches!(self, Self::Logs | Self::Inspection)
    }

    /// Issued by the supervisor too, not by the manager alone (`domain.md` §4.3).
    #[must_use]
    pub fn supervisor_too(self) -> bool {
        matches!(
            self,
            Self::Register
                | Self::Inspection
                | Self::Inventory
                | Self::FirstReport
                | Self::FollowUpReport
                | Self::FinalReport
                | Self::Encryption
        )
    }

    fn clauses(self) -> &'static [Clause] {
        use Clause::{Beside, Of, OfSubject};
        match self {
            // As the permission or the request.
            Self::Confirmation | Self::OtherUseRequest => &[OfSubject],
            Self::Deposit => &[Beside(Guard::StorageOk, "13-3", "13-1")],
            Self::Register | Self::Storage | Self::Inventory | Self::Correction => {
                &[Of(Guard::StorageOk)]
            }
            Self::StaffList => &[Of(Guard::ListedPerson)],
            Self::StaffChange => &[Beside(Guard::ListedPerson, "4-1", "4-2")],
            Self::Training => &[Of(Guard::Trained)],
            Self::Logs => &[Of(Guard::LogKeep)],
            Self::Inspection => &[
                Beside(Guard::InstructManager, "15-3", "15-1"),
                Beside(Guard::SoftwareOk, "8", "6"),
                Beside(Guard::SoftwareOk, "8", "7"),
                Of(Guard::AccessScope),
            ],
            Self::Software => &[
                Of(Guard::SoftwareOk),
                Beside(Guard::SoftwareOk, "8", "3-エ"),
            ],
            Self::CopyRequest | Self::CopyDecision => &[Of(Guard::CopyApproval)],
            Self::CarryRequest | Self::CarryDecision => {
                &[Of(Guard::CarryApproval), Of(Guard::CarryEncrypt)]
            }
            Self::Journey => &[Of(Guard::CarryBrief)],
            Self::Return | Self::Receipt => &[Of(Guard::CopiesOpen)],
            Self::DestroyRequest | Self::DestroyDecision | Self::Certificate => {
                &[Of(Guard::DestroyApproval)]
            }
            Self::SubcontractRequest | Self::SubcontractDecision => &[
                Of(Guard::Subcontract),
                Beside(Guard::Subcontract, "14-1", "14-2"),
            ],
            Self::SubStaffNotice => &[Of(Guard::SubPersons)],
            Self::SubPledge | Self::SubChecks => &[Of(Guard::SubPledge)],
            Self::FirstReport | Self::FollowUpReport | Self::FinalReport => {
                &[Beside(Guard::ContractActive, "17-1", "16")]
            }
            Self::Encryption => &[
                Beside(Guard::CarryEncrypt, "13-5", "3-イ"),
                Of(Guard::CarryEncrypt),
            ],
            Self::Settlement => &[Of(Guard::CopiesOpen), Of(Guard::ContractActive)],
            Self::PlaceRequest => &[Of(Guard::Workplace)],
            Self::Erasure => &[
                Of(Guard::DestroyApproval),
                Beside(Guard::DestroyApproval, "13-2", "3-イ"),
            ],
        }
    }

    /// 根拠: 「特記事項第13条第4項、第13条第5項」; the terms alone where the profile cites no article. `subject` is what a
    /// form of several subjects is about.
    #[must_use]
    pub fn basis(self, profile: &Profile, subject: Option<Subject>) -> String {
        let of = |guard: Guard| {
            let article = profile.article(guard).filter(|_| profile.is_on(guard));
            article.map(Article::japanese)
        };
        let mut cited = Vec::new();
        for clause in self.clauses() {
            let article = match clause {
                Clause::Of(guard) => of(*guard),
                Clause::OfSubject => subject.and_then(|subject| of(subject.guard())),
                Clause::Beside(guard, there, here) => profile
                    .article(*guard)
                    .filter(|article| article.label() == *there)
                    .and_then(|_| Article::new(*here).ok())
                    .map(|article| article.japanese()),
            };
            cited.extend(article.filter(|article| !cited.contains(article)));
        }
        format!(
            "{}{}",
            crate::report::visible(profile.terms_cite.as_str()),
            cited.join("、")
        )
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.parts() {
            (number, None) => write!(f, "{number}"),
            (number, Some(part)) => write!(f, "{number}-{part}"),
        }
    }
}

impl std::str::FromStr for Number {
    type Err = NumberError;

    /// Reads `7-1`, `07-1`, `７－１`, `様式第7号の1`.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        use unicode_normalization::UnicodeNormalization as _;
        let folded: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
        let bare = folded
            .trim_start_matches("様式")
            .trim_start_matches('第')
            .replace('号', "")
            .replace('の', "-");
        let bare = bare.replace(
            ['\u{2010}', '\u{2011}', '\u{2013}', '\u{2212}', '\u{30fc}'],
            "-",
        );
        let given: Vec<&str> = bare
            .split('-')
            .map(|part| part.trim_start_matches('0'))
            .collect();
        let matches = |number: &Self| {
            let (main, part) = number.parts();
            match (given.as_slice(), part) {
                ([only], None) => *only == main.to_string(),
                ([first, second], Some(part)) => {
                    *first == main.to_string() && *second == part.to_string()
                }
                _ => false,
            }
        };
        Self::ALL
            .iter()
            .copied()
            .find(matches)
            .ok_or_else(|| NumberError(text.chars().take(40).collect()))
    }
}

impl TryFrom<String> for Number {
    type Error = NumberError;
    fn try_from(text: String) -> Result<Self, NumberError> {
        text.parse()
    }
}

impl From<Number> for String {
    fn from(number: Number) -> Self {
        number.to_string()
    }
}
