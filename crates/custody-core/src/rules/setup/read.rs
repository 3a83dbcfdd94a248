//! The setup file, read into a draft.
//!
//! What only stands in a file is checked here: its keys, their types, and what a file must say although a vault can be
//! opened without it (`domain.md` §3: an approver, the emergency contact, a policy document).

use super::super::profile::{gunma, methods, read as read_profile};
use super::super::settings::{Fault, Item, Section};
use super::super::{Warning, WarningCode};
use super::draft::{
    ClientAuthority, ClientPerson, Machine, MachineKind, OtherOrganisation, SetupDraft, Staff,
    StaffTraining, Storage, StorageKind, Workplace,
};
use super::{Setup, SetupError};
use crate::record::contract::{EmergencyContact, PolicyDocument, ServiceLevel};
use crate::record::party::Designation;
use crate::record::{Date, Employment, OrgKind, Role, ScopeEntry, Subject, Term, Text};
use std::cell::RefCell;

const ROOT: [&str; 14] = [
    "contract",
    "profile",
    "work_items",
    "purposes",
    "deliverables",
    "access_scope",
    "service_levels",
    "policy_documents",
    "workplaces",
    "storages",
    "machine",
    "organisations",
    "people",
    "client_people",
];

const EMPLOYMENT: [(&str, Employment); 4] = [
    ("direct", Employment::Direct),
    ("dispatched", Employment::Dispatched),
    ("直接雇用", Employment::Direct),
    ("派遣", Employment::Dispatched),
];

const ORGANISATION: [(&str, OrgKind); 3] = [
    ("subcontractor", OrgKind::Subcontractor),
    ("disposer", OrgKind::Disposer),
    ("transporter", OrgKind::Transporter),
];

/// What a person of 甲 is, before the subjects are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Post {
    Approver,
    Officer,
    Inspector,
}

/// Reads and checks a setup file; [`EXAMPLE`](super::EXAMPLE) shows and explains every key. Days may be written in any
/// form of [`parse_date`](crate::record::calendar::parse_date), and as TOML dates.
///
/// # Errors
/// [`SetupError`] with the line and the key. Nothing is parsed of a file over [`MAX_BYTES`](super::MAX_BYTES) (code 9).
pub fn parse_setup(toml: &str) -> Result<Setup, SetupError> {
    Reader {
        corrected: RefCell::default(),
    }
    .read(Section::root(toml)?)?
    .build()
}

/// Keeps the days that were written past their era's end.
struct Reader {
    corrected: RefCell<Vec<Warning>>,
}

impl Reader {
    fn read(self, mut root: Section<'_>) -> Result<SetupDraft, SetupError> {
        root.only(&ROOT)?;
        let mut contract = root.need("contract")?.section()?;
        contract.only(&[
            "contract_no",
            "contract_name",
            "client_office",
            "client_address",
            "contractor_name",
            "contractor_address",
            "from",
            "until",
            "emergency_contact",
        ])?;
        let machine = self.machine(root.need("machine")?.section()?)?;
        let draft = SetupDraft {
            number: contract.need("contract_no")?.text()?,
            title: contract.need("contract_name")?.text()?,
            client_office: contract.need("client_office")?.text()?,
            client_address: text(&mut contract, "client_address")?,
            contractor_name: contract.need("contractor_name")?.text()?,
            contractor_address: text(&mut contract, "contractor_address")?,
            term: Term {
                from: self.day(&contract.need("from")?)?,
                until: self.day(&contract.need("until")?)?,
            },
            emergency: Some(emergency(contract.need("emergency_contact")?.section()?)?),
            profile: match root.take("profile") {
                Some(item) => read_profile(item.section()?)?,
                None => gunma(),
            },
            work_items: root.need("work_items")?.texts()?,
            purposes: root.need("purposes")?.texts()?,
            deliverables: texts(&mut root, "deliverables")?,
            access_scope: each(&mut root, "access_scope", access_scope)?,
            service_levels: each(&mut root, "service_levels", service_level)?,
            policy_documents: each(&mut root, "policy_documents", |section| {
                self.policy_document(section)
            })?,
            workplaces: each(&mut root, "workplaces", workplace)?,
            storages: each(&mut root, "storages", storage)?,
            machine,
            organisations: each(&mut root, "organisations", organisation)?,
            people: each(&mut root, "people", |section| self.staff(section))?,
            client_people: each(&mut root, "client_people", |section| {
                self.client_person(section)
            })?,
            lines: root.lines(),
            warnings: self.corrected.into_inner(),
        };
        let approver =
            |person: &ClientPerson| matches!(person.authority, ClientAuthority::Approver { .. });
        for (key, enough) in [
            ("policy_documents", !draft.policy_documents.is_empty()),
            ("client_people", draft.client_people.iter().any(approver)),
        ] {
            if !enough {
                return Err(draft.lines.fault(key, Fault::Empty));
            }
        }
        Ok(draft)
    }

    fn day(&self, item: &Item<'_>) -> Result<Date, SetupError> {
        let day = item.day()?;
        if day.era_corrected {
            let about = format!("{} {}", item.key(), day.value);
            self.corrected.borrow_mut().push(Warning {
                code: WarningCode::EraCorrected,
                about,
            });
        }
        Ok(day.value)
    }

    fn day_of(&self, section: &mut Section<'_>, key: &str) -> Result<Option<Date>, SetupError> {
        section.take(key).map(|item| self.day(&item)).transpose()
    }

    fn policy_document(&self, mut section: Section<'_>) -> Result<PolicyDocument, SetupError> {
        section.only(&["title", "version", "received"])?;
        Ok(PolicyDocument {
            title: section.need("title")?.text()?,
            version: section.need("version")?.text()?,
            received: self.day(&section.need("received")?)?,
        })
    }

    fn machine(&self, mut section: Section<'_>) -> Result<Machine, SetupError> {
        section.only(&["type", "management_no", "model", "serial", "place"])?;
        Ok(Machine {
            kind: section
                .need("type")?
                .word(&[("pc", MachineKind::Pc), ("server", MachineKind::Server)])?,
            management_no: section.need("management_no")?.text()?,
            model: text(&mut section, "model")?,
            serial: text(&mut section, "serial")?,
            place: section.need("place")?.text()?,
        })
    }

    fn staff(&self, mut section: Section<'_>) -> Result<Staff, SetupError> {
        section.only(&[
            "name",
            "reading",
            "roles",
            "from",
            "to",
            "work_scope",
            "employment",
            "employment_evidence",
            "contact",
            "training",
            "card_file",
        ])?;
        Ok(Staff {
            name: text(&mut section, "name")?,
            reading: text(&mut section, "reading")?,
            roles: section
                .need("roles")?
                .list(|entry| entry.word(&Role::ALL.map(|role| (role.code(), role))))?,
            from: self.day_of(&mut section, "from")?,
            to: self.day_of(&mut section, "to")?,
            work_scope: texts(&mut section, "work_scope")?,
            employment: section.need("employment")?.word(&EMPLOYMENT)?,
            employment_evidence: Some(section.need("employment_evidence")?.text()?),
            contact: text(&mut section, "contact")?,
            training: section
                .take("training")
                .map(|item| self.training(item.section()?))
                .transpose()?,
            card_file: text(&mut section, "card_file")?,
        })
    }

    fn training(&self, mut section: Section<'_>) -> Result<StaffTraining, SetupError> {
        section.only(&["on", "valid_until", "content", "trainer", "covers_terms"])?;
        Ok(StaffTraining {
            on: self.day(&section.need("on")?)?,
            valid_until: self.day_of(&mut section, "valid_until")?,
            content: section.need("content")?.text()?,
            trainer: section.need("trainer")?.text()?,
            covers_terms: section.need("covers_terms")?.flag()?,
        })
    }

    fn client_person(&self, mut section: Section<'_>) -> Result<ClientPerson, SetupError> {
        section.only(&[
            "name",
            "reading",
            "post",
            "authority",
            "subjects",
            "from",
            "to",
            "contact",
            "card_file",
        ])?;
        let authority = section.need("authority")?.word(&[
            ("approver", Post::Approver),
            ("officer", Post::Officer),
            ("inspector", Post::Inspector),
        ])?;
        let subjects = match (section.take("subjects"), authority) {
            (Some(item), Post::Approver) => {
                item.list(|e| e.word(&Subject::ALL.map(|s| (s.code(), s))))?
            }
            (Some(item), _) => return Err(item.error(Fault::SubjectsWithoutApprover)),
            (None, _) => Vec::new(),
        };
        Ok(ClientPerson {
            name: section.need("name")?.text()?,
            reading: text(&mut section, "reading")?,
            post: section.need("post")?.text()?,
            authority: match authority {
                Post::Approver => ClientAuthority::Approver { subjects },
                Post::Officer => ClientAuthority::Officer,
                Post::Inspector => ClientAuthority::Inspector,
            },
            from: self.day_of(&mut section, "from")?,
            to: self.day_of(&mut section, "to")?,
            contact: text(&mut section, "contact")?,
            card_file: text(&mut section, "card_file")?,
        })
    }
}

fn text(section: &mut Section<'_>, key: &str) -> Result<Option<Text>, SetupError> {
    section.take(key).map(|item| item.text()).transpose()
}

fn texts(section: &mut Section<'_>, key: &str) -> Result<Vec<Text>, SetupError> {
    section
        .take(key)
        .map_or_else(|| Ok(Vec::new()), |item| item.texts())
}

fn flag(section: &mut Section<'_>, key: &str) -> Result<Option<bool>, SetupError> {
    section.take(key).map(|item| item.flag()).transpose()
}

/// Every `[[key]]`, read in order.
fn each<'t, T>(
    root: &mut Section<'t>,
    key: &str,
    read: impl Fn(Section<'t>) -> Result<T, SetupError>,
) -> Result<Vec<T>, SetupError> {
    root.sections(key)?.into_iter().map(read).collect()
}

fn emergency(mut section: Section<'_>) -> Result<EmergencyContact, SetupError> {
    section.only(&["office", "phone", "after_hours"])?;
    Ok(EmergencyContact {
        office: section.need("office")?.text()?,
        phone: section.need("phone")?.text()?,
        after_hours: section.need("after_hours")?.text()?,
    })
}

fn access_scope(mut section: Section<'_>) -> Result<ScopeEntry, SetupError> {
    section.only(&["info_category", "scope", "method", "destroy_methods"])?;
    Ok(ScopeEntry {
        info_category: section.need("info_category")?.text()?,
        scope: section.need("scope")?.text()?,
        method: section.need("method")?.text()?,
        destroy_methods: section
            .take("destroy_methods")
            .map_or_else(|| Ok(Vec::new()), |item| methods(&item))?,
    })
}

fn service_level(mut section: Section<'_>) -> Result<ServiceLevel, SetupError> {
    section.only(&["name", "target", "unit"])?;
    Ok(ServiceLevel {
        name: section.need("name")?.text()?,
        target: section.need("target")?.text()?,
        unit: section.need("unit")?.text()?,
    })
}

fn workplace(mut section: Section<'_>) -> Result<Workplace, SetupError> {
    section.only(&[
        "name",
        "address",
        "designated_by",
        "approval",
        "lockable",
        "entry_log",
    ])?;
    let approved = match section.take("designated_by") {
        // What a setup lists without a word about it is what 甲 designated (Art. 5-1).
        None => false,
        Some(item) => item.word(&[("5-1", false), ("5-2", true)])?,
    };
    let designation = match (approved, section.take("approval")) {
        (false, None) => Designation::Designated,
        (true, Some(item)) => Designation::Approved {
            document: item.text()?,
        },
        (true, None) => return Err(section.fault("approval", Fault::Missing)),
        (false, Some(item)) => return Err(item.error(Fault::NotApproved)),
    };
    Ok(Workplace {
        name: section.need("name")?.text()?,
        address: text(&mut section, "address")?,
        designation,
        lockable: flag(&mut section, "lockable")?.unwrap_or(false),
        entry_log: flag(&mut section, "entry_log")?.unwrap_or(false),
    })
}

fn storage(mut section: Section<'_>) -> Result<Storage, SetupError> {
    section.only(&["name", "kind", "lockable", "entry_log", "inside"])?;
    let room = section
        .need("kind")?
        .word(&[("locked_cabinet", false), ("storage_room", true)])?;
    let lockable = flag(&mut section, "lockable")?.unwrap_or(true);
    let entry_log = flag(&mut section, "entry_log")?.unwrap_or(room);
    // Art. 13-3: 施錠できる保管庫、又は施錠、入退去管理の可能な保管室.
    for (key, secure) in [("lockable", lockable), ("entry_log", entry_log || !room)] {
        if !secure {
            return Err(section.fault(key, Fault::NotSecure));
        }
    }
    Ok(Storage {
        name: section.need("name")?.text()?,
        kind: if room {
            StorageKind::StorageRoom
        } else {
            StorageKind::LockedCabinet { entry_log }
        },
        inside: section.need("inside")?.text()?,
    })
}

fn organisation(mut section: Section<'_>) -> Result<OtherOrganisation, SetupError> {
    section.only(&["name", "address", "kind", "parent"])?;
    Ok(OtherOrganisation {
        name: section.need("name")?.text()?,
        address: text(&mut section, "address")?,
        kind: section.need("kind")?.word(&ORGANISATION)?,
        parent: text(&mut section, "parent")?,
    })
}
