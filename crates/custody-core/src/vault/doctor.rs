//! What `doctor` says: what is not in order, and what can be mended without losing anything.

use super::intent::Operation;
use super::object::{compare_object, images, kept_objects, object_of};
use super::{Kept, OBJECTS, ObjectFault, Vault, VaultError};
use crate::store::{IntentId, Row, Store, StoreError};
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
        /// Of what.
        kept: Kept,
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

/// The files in `objects/` that an operation is about.
fn written((_, operation): (IntentId, Operation)) -> Vec<PathBuf> {
    match operation {
        Operation::Object { part, target } => vec![part, target],
        _ => Vec::new(),
    }
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
        let pending = self.left_behind()?.len();
        if pending > 0 {
            findings.push(Finding::Interrupted {
                operations: pending as u64,
            });
        }
        // What is being written at this moment, by whoever is at it, is nobody's orphan.
        let mut expected: Vec<PathBuf> = self.operations()?.into_iter().flat_map(written).collect();
        for instance in replayed.register.instances.values() {
            let Ok(object) = object_of(instance) else {
                continue;
            };
            expected.push(self.object_path(object));
        }
        let images = images(&replayed.register);
        expected.extend(images.iter().map(|(_, image)| self.object_path(image)));
        let folder = self.folder.join(OBJECTS);
        for entry in std::fs::read_dir(&folder).map_err(VaultError::io(&folder))? {
            let file = entry.map_err(VaultError::io(&folder))?.path();
            if !expected.contains(&file) {
                findings.push(Finding::Orphan { file });
            }
        }
        for (kept, object) in kept_objects(&replayed.register) {
            match compare_object(&self.object_path(object), kept, object) {
                Ok(()) => {}
                Err(VaultError::ObjectAltered { kept, found }) => {
                    findings.push(Finding::Object { kept, found });
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
