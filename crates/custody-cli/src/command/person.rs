//! The command `custody person …`: who is on the staff list, with which role and scope (Art. 4).

use super::desk::{missing, unknown};
use super::init::card_file;
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::calendar::Parsed;
use custody_core::record::{Authority, Card, OrgKind, Reach, RoleTerm};
use custody_core::record::{Date, Employment, OrgId, PersonId, Role, Subject, Text};
use custody_core::rules::{Act, NewPerson};
use custody_core::vault::{Member, Vault};
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Person {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verb {
    /// On the list.
    Add(Add),
    /// Another entry from now on.
    Change(Change),
    /// Off the list after a day.
    Retire(Retire),
    /// 甲 was told.
    Notice(Notice),
    /// The list.
    List,
}

/// What may be said of a person, new or known.
#[derive(Debug, clap::Args)]
pub(crate) struct Facts {
    #[arg(long, value_parser = parse::text)]
    pub(crate) reading: Option<Text>,
    #[arg(long, value_name = "ORG", value_parser = parse::named::<OrgId>)]
    pub(crate) employer: Option<Named<OrgId>>,
    #[arg(long, value_parser = parse::employment())]
    pub(crate) employment: Option<Employment>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) evidence: Option<Text>,
    #[arg(long, value_parser = parse::role())]
    pub(crate) role: Option<Role>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) from: Option<Parsed<Date>>,
    #[arg(long, value_name = "WORK", value_parser = parse::text)]
    pub(crate) work_scope: Vec<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) contact: Option<Text>,
    #[arg(long, value_name = "FILE")]
    pub(crate) card: Option<PathBuf>,
    #[arg(long, value_parser = ["approver", "officer", "inspector"])]
    pub(crate) authority: Option<String>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) post: Option<Text>,
    #[arg(long, value_delimiter = ',', value_parser = parse::subject())]
    pub(crate) subject: Vec<Subject>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    #[arg(long, value_parser = parse::text)]
    pub(crate) name: Option<Text>,
    #[command(flatten)]
    pub(crate) facts: Facts,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Change {
    #[arg(value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) person: Named<PersonId>,
    #[arg(long, value_parser = parse::text)]
    pub(crate) name: Option<Text>,
    #[command(flatten)]
    pub(crate) facts: Facts,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Retire {
    #[arg(value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) person: Named<PersonId>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) on: Option<Parsed<Date>>,
}

/// 甲 was told of the list or of its changes (Art. 4).
#[derive(Debug, clap::Args)]
pub(crate) struct Notice {
    #[arg(value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) persons: Vec<Named<PersonId>>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) document: Option<Text>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) on: Option<Parsed<Date>>,
}

impl Person {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        match self.verb {
            Verb::Add(add) => add.run(context),
            Verb::Change(change) => change.run(context),
            Verb::Retire(retire) => retire.run(context),
            Verb::Notice(notice) => notice.run(context),
            Verb::List => list(context),
        }
    }
}

impl Facts {
    fn authority(&self, from: Date) -> Result<Option<Authority>, CliError> {
        let Some(kind) = &self.authority else {
            return Ok(None);
        };
        let post = self.post.clone().ok_or_else(|| missing("--post"))?;
        Ok(Some(match kind.as_str() {
            "approver" => {
                let subjects = if self.subject.is_empty() {
                    Subject::ALL.to_vec()
                } else {
                    self.subject.clone()
                };
                Authority::Approver {
                    post,
                    subjects,
                    from,
                    to: None,
                }
            }
            "officer" => Authority::Officer { post },
            _ => Authority::Inspector { post },
        }))
    }

    fn card(&self) -> Result<Option<Card>, CliError> {
        self.card.as_deref().map(card_file).transpose()
    }
}

impl Add {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, Some(Reach::standing()))?;
        let facts = self.facts;
        let role = facts.role.ok_or_else(|| missing("--role"))?;
        let client = role == Role::Client;
        let kind = match role {
            Role::Client => OrgKind::Client,
            Role::SubSecurity | Role::SubWorker => OrgKind::Subcontractor,
            Role::Manager | Role::Supervisor | Role::Worker => OrgKind::Contractor,
        };
        let employer = match &facts.employer {
            Some(named) => context.org(&register, named)?,
            None => {
                let found = register
                    .organisations
                    .values()
                    .find(|o| o.kind == kind)
                    .map(|o| o.id);
                found.ok_or_else(|| missing("--employer"))?
            }
        };
        let from = facts
            .from
            .map_or_else(|| context.now().date(), |from| from.value);
        let employment = if client {
            Employment::Client
        } else {
            facts.employment.unwrap_or(match role {
                Role::SubSecurity | Role::SubWorker => Employment::Subcontractor,
                _ => Employment::Direct,
            })
        };
        let evidence = match (client, facts.evidence.clone()) {
            (true, given) => given,
            (false, given) => {
                Some(context.text_or_ask(given, "--evidence", say!("ask-evidence"))?)
            }
        };
        let person = NewPerson {
            name: context.text_or_ask(self.name, "--name", say!("ask-name"))?,
            reading: facts.reading.clone(),
            employer,
            employment,
            employment_evidence: evidence,
            role,
            from,
            work_scope: facts.work_scope.clone(),
            contact: facts.contact.clone(),
            card: facts.card()?,
            authority: facts.authority(from)?,
        };
        if context.global.dry_run {
            let asked = context.asked(&member, Act::AssignPerson(person));
            return context.would(&vault, &asked);
        }
        let done = vault
            .assign_person(&member, person)
            .map_err(|error| context.explained(&vault, error))?;
        context.recorded(
            &done,
            &say!("registered", id = done.ids.join(" ")),
            Vec::new(),
        )
    }
}

impl Change {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (vault, member) = context.acting()?;
        let register = context.around(&vault, Some(Reach::standing()))?;
        let id = context.person(&register, &self.person)?;
        let mut person = register
            .people
            .get(&id)
            .cloned()
            .ok_or_else(|| unknown(id))?;
        let facts = self.facts;
        let from = facts
            .from
            .map_or_else(|| context.now().date(), |from| from.value);
        if let Some(name) = self.name {
            person.name = name;
        }
        if let Some(employer) = &facts.employer {
            person.employer = context.org(&register, employer)?;
        }
        person.employment = facts.employment.unwrap_or(person.employment);
        person.card = facts.card()?.or(person.card);
        person.authority = facts.authority(from)?.or(person.authority);
        person.reading = facts.reading.or(person.reading);
        person.contact = facts.contact.or(person.contact);
        person.employment_evidence = facts.evidence.or(person.employment_evidence);
        if !facts.work_scope.is_empty() {
            person.work_scope = facts.work_scope;
        }
        if let Some(role) = facts.role {
            person.roles.push(RoleTerm {
                role,
                from,
                to: None,
            });
        }
        record(context, vault, &member, person)
    }
}

impl Retire {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (vault, member) = context.acting()?;
        let register = context.around(&vault, Some(Reach::standing()))?;
        let id = context.person(&register, &self.person)?;
        let mut person = register
            .people
            .get(&id)
            .cloned()
            .ok_or_else(|| unknown(id))?;
        let last = self.on.map_or_else(|| context.now().date(), |on| on.value);
        for term in &mut person.roles {
            if term.to.is_none_or(|to| to > last) {
                term.to = Some(last);
            }
        }
        record(context, vault, &member, person)
    }
}

impl Notice {
    fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let register = context.around(&vault, Some(Reach::standing()))?;
        let persons = context.people(&register, &self.persons)?;
        let act = Act::ReportStaff {
            persons,
            document_no: context.text_or_ask(
                self.document,
                "--document",
                say!("ask-document-no"),
            )?,
            on: self.on.map_or_else(|| context.now().date(), |on| on.value),
        };
        let asked = context.asked(&member, act);
        context.simple(&mut vault, &member, &asked, |_| say!("staff-reported"))
    }
}

fn record(
    context: &Context,
    mut vault: Vault,
    member: &Member,
    person: custody_core::record::Person,
) -> Result<(), CliError> {
    let id = person.id;
    if context.global.dry_run {
        let asked = context.asked(member, Act::ChangePerson(person));
        return context.would(&vault, &asked);
    }
    let done = vault
        .change_person(member, person)
        .map_err(|error| context.explained(&vault, error))?;
    context.recorded(&done, &say!("changed", id = id.to_string()), Vec::new())
}

fn list(context: &Context) -> Result<(), CliError> {
    let register = context.open_vault()?.register()?;
    if context.ui.json {
        let all: Vec<_> = register.people.values().collect();
        return context.document(&json!({ "people": all }));
    }
    let day = context.now().date();
    let rows: Vec<Vec<String>> = register
        .people
        .values()
        .map(|p| {
            let roles: Vec<String> = p
                .roles_on(day)
                .into_iter()
                .map(|role| context.word(role))
                .collect();
            let org = register.organisations.get(&p.employer);
            vec![
                p.id.to_string(),
                p.name.to_string(),
                roles.join("・"),
                org.map_or_else(String::new, |o| o.name.to_string()),
                p.training
                    .as_ref()
                    .map_or_else(String::new, |t| t.valid_until.to_string()),
                p.card
                    .as_ref()
                    .map_or_else(String::new, |c| c.fingerprint.to_string()),
            ]
        })
        .collect();
    let head = [
        say!("col-number"),
        say!("col-name"),
        say!("col-role"),
        say!("col-employer"),
        say!("col-trained"),
        say!("col-fingerprint"),
    ];
    context.table(&head, &rows)
}
