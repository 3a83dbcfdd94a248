//! The setup of a vault: contract, profile, first people, places and the machine (`cli.md`, `custody init`).
//!
//! It comes from a file, [`parse_setup`], or from a [`SetupDraft`] that the program fills from its options and
//! questions, [`Setup::minimal`]. Both go through the same checks, so a [`Setup`] holds no contract that could not
//! be opened; what only the moment of opening knows (keys, cards, the day) comes in [`Parts`].
//!
//! ```
//! use custody_core::rules::setup;
//!
//! let setup = setup::parse_setup(setup::EXAMPLE)?;
//! assert_eq!(setup.profile().name.as_str(), "gunma");
//! # Ok::<(), setup::SetupError>(())
//! ```

mod build;
mod draft;
mod people;
mod read;
#[cfg(test)]
mod tests;

pub use super::settings::{Expected, Fault, MAX_BYTES, SettingsError};
pub use draft::{
    ClientAuthority, ClientPerson, Machine, MachineKind, OtherOrganisation, SetupDraft, Staff,
    StaffTraining, Storage, StorageKind, Workplace,
};
pub use read::parse_setup;

use super::settings::Lines;
use super::{Opening, Warning};
use crate::record::contract::EmergencyContact;
use crate::record::{
    Authority, Card, Carrier, Contract, Date, Employment, OrgId, Organisation, Person, PersonId,
    Place, Profile, Role, RoleTerm, Term, Text, Training,
};
use std::collections::BTreeMap;

/// What is wrong in a setup; its `code()` is 6 for a file, 9 for one over [`MAX_BYTES`], 2 for values that came
/// from options.
pub type SetupError = SettingsError;

/// A complete, commented setup file that works as it is, for `custody init --example`. Its term is fiscal 令和8年度.
pub const EXAMPLE: &str = include_str!("setup-example.toml");

/// A setup that has been checked: every reference is resolved, every list that needs an entry has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    number: Text,
    title: Text,
    client_office: Text,
    contractor_name: Text,
    term: Term,
    emergency: Option<EmergencyContact>,
    profile: Profile,
    organisations: Vec<Organisation>,
    places: Vec<Place>,
    machine: Carrier,
    people: Vec<Listed>,
    warnings: Vec<Warning>,
    lines: Lines,
}

/// Somebody to be listed, but for what only the opening knows.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Listed {
    /// The key of the setup, for errors.
    key: String,
    id: PersonId,
    /// None for an opener who takes the key's name.
    name: Option<Text>,
    reading: Option<Text>,
    employer: OrgId,
    employment: Employment,
    employment_evidence: Option<Text>,
    roles: Vec<Role>,
    /// From the first day that matters, when absent.
    from: Option<Date>,
    to: Option<Date>,
    work_scope: Vec<Text>,
    contact: Option<Text>,
    authority: Option<ClientAuthority>,
    post: Option<Text>,
    training: Option<Training>,
    card_file: Option<Text>,
}

/// What the moment of opening adds to a setup.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The vault's log key, a vkey.
    pub log_key: Text,
    /// The recovery key's recipient, `age1…`.
    pub recovery: Text,
    /// The day in JST. Whoever has no `from` of their own is listed from the first day of the term, or from this day
    /// if the vault is opened before it.
    pub today: Date,
    /// The name in the opener's key, for a setup that does not name its first person.
    pub opener_name: Text,
    /// The opener's card.
    pub opener_card: Card,
    /// The other cards, by the paths of [`Setup::card_files`].
    pub cards: BTreeMap<String, Card>,
}

impl Setup {
    /// A draft from what `custody init` asks at least, with the example's defaults for the rest: one work item and one
    /// purpose named as the contract, one category 「本件業務の情報」, the workplace 「事務所」 with the locked cabinet
    /// 「保管庫」, a pc 「PC-001」 in it, and the opener as 責任者 without training. Change its fields, then
    /// [`SetupDraft::build`].
    #[must_use]
    pub fn minimal(
        number: Text,
        title: Text,
        client_office: Text,
        contractor_name: Text,
        term: Term,
    ) -> SetupDraft {
        SetupDraft::minimal(number, title, client_office, contractor_name, term)
    }

    /// First and last day of the contract.
    #[must_use]
    pub fn term(&self) -> Term {
        self.term
    }

    /// The same with another term, for options that come beside a file.
    ///
    /// # Errors
    /// [`Fault::EndsBeforeStart`].
    pub fn with_term(mut self, term: Term) -> Result<Self, SetupError> {
        if term.until < term.from {
            let (line, key) = (None, "contract.until".to_owned());
            return Err(SetupError {
                line,
                key,
                fault: Fault::EndsBeforeStart,
            });
        }
        self.term = term;
        Ok(self)
    }

    /// The profile, with the contract's lists in it.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The name the setup gives its first person; none when the key's name is meant.
    #[must_use]
    pub fn opener_name(&self) -> Option<&Text> {
        self.people.first().and_then(|opener| opener.name.as_ref())
    }

    /// The card files to load, as written, in the order of the people. Relative ones start from wherever the caller
    /// says, best from the setup file's folder.
    pub fn card_files(&self) -> impl Iterator<Item = &str> {
        self.people
            .iter()
            .filter_map(|person| person.card_file.as_ref())
            .map(Text::as_str)
    }

    /// W16 for each day that was written past its era's end.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// What [`decide`](super::decide) is asked to open, numbered in order: `O-01` 甲, `O-02` 乙, then the others; `H-001` the
    /// opener, then 乙's people, then 甲's; `L-01` the workplaces, then the storages, then 甲's office; `C-0001` the
    /// machine.
    ///
    /// # Errors
    /// [`Fault::NoCard`] when a card file is not among the parts.
    pub fn into_opening(self, parts: Parts) -> Result<Opening, SetupError> {
        let Parts {
            log_key,
            recovery,
            today,
            opener_name,
            opener_card,
            mut cards,
        } = parts;
        let since = today.min(self.term.from);
        let mut opener_card = Some(opener_card);
        let mut people = Vec::with_capacity(self.people.len());
        for listed in self.people {
            // The opener is the first and has the key at hand; what a card file says is for the others.
            let card = match (opener_card.take(), &listed.card_file) {
                (Some(card), _) => Some(card),
                (None, None) => None,
                (None, Some(path)) => Some(cards.remove(path.as_str()).ok_or_else(|| {
                    self.lines.fault(
                        &format!("{}.card_file", listed.key),
                        Fault::NoCard(path.to_string()),
                    )
                })?),
            };
            people.push(listed.person(since, &opener_name, card));
        }
        let contract = Contract {
            number: self.number,
            title: self.title,
            client_office: self.client_office,
            contractor_name: self.contractor_name,
            term: self.term,
            emergency: self.emergency,
            ended: None,
            software: Vec::new(),
            profile: self.profile,
            log_key,
            recovery,
        };
        Ok(Opening {
            contract,
            organisations: self.organisations,
            people,
            places: self.places,
            carriers: vec![self.machine],
        })
    }
}

impl Listed {
    fn person(self, since: Date, opener_name: &Text, card: Option<Card>) -> Person {
        let from = self.from.unwrap_or(since);
        let authority = self
            .authority
            .zip(self.post)
            .map(|(authority, post)| match authority {
                ClientAuthority::Approver { subjects } => Authority::Approver {
                    post,
                    subjects,
                    from,
                    to: self.to,
                },
                ClientAuthority::Officer => Authority::Officer { post },
                ClientAuthority::Inspector => Authority::Inspector { post },
            });
        Person {
            id: self.id,
            name: self.name.unwrap_or_else(|| opener_name.clone()),
            reading: self.reading,
            employer: self.employer,
            employment: self.employment,
            employment_evidence: self.employment_evidence,
            roles: self
                .roles
                .into_iter()
                .map(|role| RoleTerm {
                    role,
                    from,
                    to: self.to,
                })
                .collect(),
            work_scope: self.work_scope,
            contact: self.contact,
            card,
            authority,
            training: self.training,
            pledge: None,
            unreported: None,
        }
    }
}
