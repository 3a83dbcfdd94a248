//! What `doctor` says: what is not in order, and what can be mended without losing anything.

use super::intent::Operation;
use super::object::object_of;
use super::{OBJECTS, ObjectFault, Vault, VaultError};
use crate::record::InstanceId;
use crate::store::{Row, Store, StoreError};
use std::path::PathBuf;

/// Something that is not in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A command was interrupted; the next one finishes or undoes it.
    Interrupted {
        /// How many operations.
        operations: u64,
    },
    /// A projection differs from the records; `--repair` writes it anew.
    Projection {
        /// Which row.
        row: Row,
        /// It was written anew.
        repaired: bool,
    },
    /// A file in `objects/` belongs to no instance that is kept; `--repair` moves nothing, it only names it.
    Orphan {
        /// The file.
        file: PathBuf,
    },
    /// A sealed object is missing or altered; its instance's other copies, if any, are not touched.
    Object {
        /// Which instance.
        instance: InstanceId,
        /// What was found.
        found: ObjectFault,
    },
    /// Declarations wait in the inbox to be signed in.
    Inbox {
        /// How many.
        declarations: u64,
    },
}

/// What was looked at and found.
#[derive(Clone, Debug, Default)]
pub struct Diagnosis {
    /// What is not in order; empty when all is well.
    pub findings: Vec<Finding>,
    /// Records replayed.
    pub records: u64,
}

impl<S: Store> Vault<S> {
    /// Looks at everything; with `repair` writes projections anew from the verified records. Records are never touched.
    ///
    /// # Errors
    /// The ledger itself does not verify (3): that is not mended here.
    pub fn doctor(&mut self, repair: bool) -> Result<Diagnosis, VaultError> {
        let replayed = self.replay()?;
        let mut findings = Vec::new();
        if let Err(error) = self.store.compare(&replayed.register, &replayed.touches) {
            let StoreError::Projection { row } = error else {
                return Err(error.into());
            };
            if repair {
                self.store.rebuild(&replayed.register, &replayed.touches)?;
            }
            findings.push(Finding::Projection {
                row,
                repaired: repair,
            });
        }
        let pending = self
            .operations()?
            .iter()
            .filter(|(_, o)| !matches!(o, Operation::WorkingCopy { complete: true, .. }))
            .count();
        if pending > 0 {
            findings.push(Finding::Interrupted {
                operations: pending as u64,
            });
        }
        let mut expected = Vec::new();
        for instance in replayed.register.instances.values() {
            let Ok(object) = object_of(instance) else {
                continue;
            };
            expected.push(self.object_path(object));
        }
        let folder = self.folder.join(OBJECTS);
        for entry in std::fs::read_dir(&folder).map_err(VaultError::io(&folder))? {
            let file = entry.map_err(VaultError::io(&folder))?.path();
            if !expected.contains(&file) {
                findings.push(Finding::Orphan { file });
            }
        }
        let machine = replayed.register.carriers.keys().next().copied();
        for instance in replayed.register.instances.values() {
            let Ok(object) = object_of(instance) else {
                continue;
            };
            if !instance.state().is_open()
                || Some(instance.carrier) != machine
                || instance.removal_begun
            {
                continue;
            }
            match super::object::compare_object(&self.object_path(object), instance.id, object) {
                Ok(()) => {}
                Err(VaultError::ObjectAltered { instance, found }) => {
                    findings.push(Finding::Object { instance, found });
                }
                Err(error) => return Err(error),
            }
        }
        let declarations = self.inbox()?.len() as u64;
        if declarations > 0 {
            findings.push(Finding::Inbox { declarations });
        }
        Ok(Diagnosis {
            findings,
            records: replayed.register.head.size,
        })
    }
}
