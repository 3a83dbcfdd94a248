//! Contract profiles: the Gunma one, built in, and files that start from it (`domain.md` §3).
//!
//! ```
//! use custody_core::record::Guard;
//! use custody_core::rules::profile;
//!
//! let other = profile::parse(r#"
//!     extends = "gunma"
//!     [guards]
//!     copy_approval = { article = "1-3", min_trust = "D" }
//!     software_ok = false
//! "#)?;
//! assert_eq!(other.article(Guard::CopyApproval).map(|a| a.japanese()), Some("第1条第3項".to_owned()));
//! assert!(!other.is_on(Guard::SoftwareOk));
//! # Ok::<(), profile::ProfileError>(())
//! ```

pub use super::settings::{Fault, MAX_BYTES, SettingsError};

use super::settings::{Item, Section};
use crate::record::contract::Guides;
use crate::record::{Article, Guard, GuardSetting, Guide, Method, Profile, Text, Trust};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What is wrong in a profile; its `code()` is 6, or 9 for a file over [`MAX_BYTES`].
pub type ProfileError = SettingsError;

/// The name of the profile that is built in, as `extends` gives it.
pub const BUILT_IN: &str = "gunma";

/// The profile that is built in.
const GUNMA: &str = include_str!("gunma.toml");

/// The name of a profile that changes the built-in one and gives no name of its own.
const CHANGED: &str = "gunma-custom";

/// The words of an article label that make a guard a house rule.
const HOUSE: &str = "house";

const KEYS: [&str; 11] = [
    "extends",
    "name",
    "terms_title",
    "terms_cite",
    "log_months",
    "seal_boxes",
    "combined_roles_allowed",
    "standing_max_days",
    "destroy_methods",
    "guards",
    "guides",
];

const GUIDES: [&str; 11] = [
    "incident_first",
    "incident_followup",
    "incident_final",
    "staff_change",
    "return_after_unneeded",
    "client_receipt",
    "disposer_certificate",
    "working_copy_max",
    "arrival_grace",
    "inventory",
    "training",
];

const TRUST: [(&str, Trust); 4] = [
    ("A", Trust::A),
    ("B", Trust::B),
    ("C", Trust::C),
    ("D", Trust::D),
];

/// The guards that a permission of 甲 answers (`domain.md` §4.1); only these have a least trust level.
const ANSWERED: [Guard; 8] = [
    Guard::Workplace,
    Guard::OtherPurpose,
    Guard::CopyApproval,
    Guard::CarryApproval,
    Guard::Provision,
    Guard::Subcontract,
    Guard::DestroyApproval,
    Guard::Secrecy,
];

/// The profile of the Gunma terms, version 1. The lists that belong to one contract (work items, purposes,
/// deliverables, access scope, service levels, policy documents) are empty: a [`Setup`](super::setup::Setup) has them.
#[must_use]
pub fn gunma() -> Profile {
    static READ: LazyLock<Profile> = LazyLock::new(|| {
        #[expect(
            clippy::expect_used,
            reason = "the file is part of the program, and a test reads it"
        )]
        parse(GUNMA).expect("gunma.toml is a whole profile")
    });
    READ.clone()
}

/// Reads a profile file. With `extends = "gunma"` it says only what differs: labels, switches, numbers. Without
/// `extends` it must say everything, each guard too. A guard is `true`, `false` or a table of `on`, `article` and
/// `min_trust`; the article `"house"` makes it a house rule.
///
/// # Errors
/// [`ProfileError`] with the line and key: an unknown key, a missing one, a value that cannot be.
pub fn parse(toml: &str) -> Result<Profile, ProfileError> {
    read(Section::root(toml)?)
}

/// Reads a profile from a table of a setup file, or from a whole file.
pub(super) fn read(mut section: Section<'_>) -> Result<Profile, ProfileError> {
    section.only(&KEYS)?;
    let base = match section.take("extends") {
        Some(item) => Some(item.word(&[(BUILT_IN, gunma as fn() -> Profile)])?()),
        None => None,
    };
    let base = base.as_ref();
    let name = section.take("name").map(|item| item.text()).transpose()?;
    let mut profile = Profile {
        name: settle(&section, "name", name.clone(), base.map(|b| &b.name))?,
        version: 1,
        terms_title: text(&mut section, "terms_title", base.map(|b| &b.terms_title))?,
        terms_cite: text(&mut section, "terms_cite", base.map(|b| &b.terms_cite))?,
        work_items: Vec::new(),
        purposes: Vec::new(),
        deliverables: Vec::new(),
        access_scope: Vec::new(),
        service_levels: Vec::new(),
        policy_documents: Vec::new(),
        // Three is the least that Art. 9 lets 甲 ask for.
        log_months: number(
            &mut section,
            "log_months",
            3,
            1_200,
            base.map(|b| &b.log_months),
        )?,
        guards: guards(&mut section, base)?,
        seal_boxes: flag(&mut section, "seal_boxes", base.map(|b| &b.seal_boxes))?,
        combined_roles_allowed: flag(
            &mut section,
            "combined_roles_allowed",
            base.map(|b| &b.combined_roles_allowed),
        )?,
        standing_max_days: number(
            &mut section,
            "standing_max_days",
            1,
            3_660,
            base.map(|b| &b.standing_max_days),
        )?,
        guides: guides(&mut section, base)?,
        destroy_methods: destroy_methods(&mut section, base.map(|b| &b.destroy_methods))?,
    };
    if name.is_none() && base.is_some_and(|base| *base != profile) {
        // What differs from the built-in profile must not pass under its name.
        profile.name = Text::new(CHANGED).map_err(|fault| section.fault("name", fault.into()))?;
    }
    Ok(profile)
}

/// What was given, else what the base says; a profile without a base must give it.
fn settle<T: Clone>(
    section: &Section<'_>,
    key: &str,
    given: Option<T>,
    base: Option<&T>,
) -> Result<T, ProfileError> {
    given
        .or_else(|| base.cloned())
        .ok_or_else(|| section.fault(key, Fault::Missing))
}

fn text(section: &mut Section<'_>, key: &str, base: Option<&Text>) -> Result<Text, ProfileError> {
    let given = section.take(key).map(|item| item.text()).transpose()?;
    settle(section, key, given, base)
}

fn flag(section: &mut Section<'_>, key: &str, base: Option<&bool>) -> Result<bool, ProfileError> {
    let given = section.take(key).map(|item| item.flag()).transpose()?;
    settle(section, key, given, base)
}

fn number(
    section: &mut Section<'_>,
    key: &str,
    least: u32,
    most: u32,
    base: Option<&u32>,
) -> Result<u32, ProfileError> {
    let given = section
        .take(key)
        .map(|item| item.number(least, most))
        .transpose()?;
    settle(section, key, given, base)
}

fn destroy_methods(
    section: &mut Section<'_>,
    base: Option<&Vec<Method>>,
) -> Result<Vec<Method>, ProfileError> {
    let given = section
        .take("destroy_methods")
        .map(|item| methods(&item))
        .transpose()?;
    settle(section, "destroy_methods", given, base)
}

/// A list of destruction methods by their codes (`domain.md` §5.6).
pub(super) fn methods(item: &Item<'_>) -> Result<Vec<Method>, SettingsError> {
    item.list(|entry| entry.word(&Method::ALL.map(|method| (method.code(), method))))
}

fn guards(
    section: &mut Section<'_>,
    base: Option<&Profile>,
) -> Result<BTreeMap<Guard, GuardSetting>, ProfileError> {
    let mut guards = base.map(|base| base.guards.clone()).unwrap_or_default();
    if let Some(item) = section.take("guards") {
        let mut given = item.section()?;
        given.only(
            &Guard::ALL
                .iter()
                .map(|guard| guard.code())
                .collect::<Vec<_>>(),
        )?;
        for guard in Guard::ALL {
            if let Some(item) = given.take(guard.code()) {
                let base = guards.remove(guard);
                guards.insert(*guard, setting(*guard, item, base)?);
            }
        }
    }
    match Guard::ALL.iter().find(|guard| !guards.contains_key(guard)) {
        None => Ok(guards),
        Some(guard) => Err(section.fault(&format!("guards.{guard}"), Fault::Missing)),
    }
}

fn setting(
    guard: Guard,
    item: Item<'_>,
    base: Option<GuardSetting>,
) -> Result<GuardSetting, ProfileError> {
    let mut setting = base.unwrap_or(GuardSetting {
        on: true,
        article: None,
        min_trust: None,
    });
    if item.is_flag() {
        setting.on = item.flag()?;
        return Ok(setting);
    }
    let mut section = item.section()?;
    section.only(&["on", "article", "min_trust"])?;
    if let Some(item) = section.take("on") {
        setting.on = item.flag()?;
    }
    if let Some(item) = section.take("article") {
        let label = item.text()?;
        setting.article =
            match label.as_str() {
                HOUSE => None,
                label => Some(Article::new(label).map_err(|_| {
                    item.error(Fault::not_one_of(label, ["13-4", "8", "3-イ", HOUSE]))
                })?),
            };
    }
    if let Some(item) = section.take("min_trust") {
        if !ANSWERED.contains(&guard) {
            return Err(item.error(Fault::NoPermission));
        }
        setting.min_trust = Some(item.word(&TRUST)?);
    }
    Ok(setting)
}

fn guides(section: &mut Section<'_>, base: Option<&Profile>) -> Result<Guides, ProfileError> {
    let base = base.map(|base| &base.guides);
    let mut given = match section.take("guides") {
        Some(item) => {
            let guides = item.section()?;
            guides.only(&GUIDES)?;
            Some(guides)
        }
        None => None,
    };
    let mut guide = |key: &str, base: Option<Guide>| -> Result<Guide, ProfileError> {
        match given.as_mut().and_then(|given| given.take(key)) {
            Some(item) => {
                let text = item.text()?;
                Guide::try_from(text.to_string()).map_err(|_| {
                    item.error(Fault::not_one_of(text.as_str(), ["1h", "30d", "5bd", "3m"]))
                })
            }
            None => base.ok_or_else(|| section.fault(&format!("guides.{key}"), Fault::Missing)),
        }
    };
    Ok(Guides {
        incident_first: guide("incident_first", base.map(|b| b.incident_first))?,
        incident_followup: guide("incident_followup", base.map(|b| b.incident_followup))?,
        incident_final: guide("incident_final", base.map(|b| b.incident_final))?,
        staff_change: guide("staff_change", base.map(|b| b.staff_change))?,
        return_after_unneeded: guide(
            "return_after_unneeded",
            base.map(|b| b.return_after_unneeded),
        )?,
        client_receipt: guide("client_receipt", base.map(|b| b.client_receipt))?,
        disposer_certificate: guide("disposer_certificate", base.map(|b| b.disposer_certificate))?,
        working_copy_max: guide("working_copy_max", base.map(|b| b.working_copy_max))?,
        arrival_grace: guide("arrival_grace", base.map(|b| b.arrival_grace))?,
        inventory: guide("inventory", base.map(|b| b.inventory))?,
        training: guide("training", base.map(|b| b.training))?,
    })
}

#[cfg(test)]
mod tests;
