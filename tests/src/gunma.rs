//! The Gunma profile with the lists of Setting S; and the articles of `domain.md` §5.2, typed in from there once more, so
//! that refusals are not compared with the profile that made them.

use crate::cast::{PURPOSE, WELFARE, date, text};
use custody_core::record::{
    ContractEnd, Document, DocumentForm, Ending, Guard, Profile, ScopeEntry,
};

/// Each guard and the article it cites; none is a house rule (§5.2).
pub const ARTICLES: [(Guard, Option<&str>); 41] = [
    (Guard::ContractActive, Some("17-1")),
    (Guard::ListedPerson, Some("4-1")),
    (Guard::Role, None),
    (Guard::EmployerKnown, Some("14-1")),
    (Guard::Trained, Some("11")),
    (Guard::WorkScope, Some("4-1")),
    (Guard::Frozen, None),
    (Guard::BadState, None),
    (Guard::HolderOnly, None),
    (Guard::AccessScope, Some("10")),
    (Guard::Workplace, Some("5-2")),
    (Guard::StorageOk, Some("13-3")),
    (Guard::SoftwareOk, Some("8")),
    (Guard::OtherPurpose, Some("13-6")),
    (Guard::CopyApproval, Some("13-4")),
    (Guard::CarryApproval, Some("13-4")),
    (Guard::CarryEncrypt, Some("13-5")),
    (Guard::CarryBrief, Some("13-5")),
    (Guard::Provision, Some("13-6")),
    (Guard::Subcontract, Some("14-1")),
    (Guard::SubPersons, Some("14-3")),
    (Guard::SubPledge, Some("14-4")),
    (Guard::DestroyApproval, Some("13-2")),
    (Guard::CopiesOpen, Some("13-2")),
    (Guard::InstructManager, Some("15-3")),
    (Guard::Secrecy, Some("12")),
    (Guard::LogKeep, Some("9")),
    (Guard::CarrierKnown, None),
    (Guard::CarrierContents, None),
    (Guard::WorkingOpen, None),
    (Guard::OverdueBlock, None),
    (Guard::WitnessOther, None),
    (Guard::SelfApprove, None),
    (Guard::ReceiptMatch, None),
    (Guard::DestroyMethod, None),
    (Guard::DestroyEvidence, None),
    (Guard::EraseBeforeRelease, None),
    (Guard::CryptoEraseKeys, None),
    (Guard::FormField, None),
    (Guard::ForbiddenWord, None),
    (Guard::Balance, None),
];

/// The article a guard cites in the Gunma terms.
#[must_use]
pub fn article(guard: Guard) -> Option<&'static str> {
    ARTICLES
        .iter()
        .find(|(g, _)| *g == guard)
        .and_then(|(_, article)| *article)
}

/// The built-in profile with the lists of Setting S.
#[must_use]
pub fn profile() -> Profile {
    let entry = |category: &str, scope: &str| ScopeEntry {
        info_category: text(category),
        scope: text(scope),
        method: text("作業場所の端末"),
        destroy_methods: Vec::new(),
    };
    Profile {
        work_items: vec![text("税務"), text("福祉")],
        purposes: vec![text(PURPOSE), text(WELFARE)],
        access_scope: vec![
            entry("住民税", "税務システム"),
            entry("福祉", "福祉システム"),
        ],
        ..custody_core::rules::profile::gunma()
    }
}

/// A contract that 甲 terminated as of the day.
///
/// # Panics
/// Not a day.
#[must_use]
pub fn terminated(on: &str) -> ContractEnd {
    let document = Document {
        form: DocumentForm::PaperOriginal,
        number: Some(text("税第40号")),
        date: Some(date("2024-10-01")),
        scan: None,
        image: None,
        filed_at: Some(text("契約書つづり")),
        registered_at: None,
    };
    ContractEnd {
        ending: Ending::Terminated {
            document: Box::new(document),
        },
        on: date(on),
        reason: text("甲の都合による"),
        instructions: Some(text("1週間以内に返還すること")),
    }
}
