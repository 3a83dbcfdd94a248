//! 23 紛失, 24 未登録物, 25 発見 (contract Art. 16). A loss can be declared with no key at all: the declaration waits in
//! `inbox/`, unsigned, until the next member signs it in.

use super::acting::Done;
use super::{INBOX, Member, Vault, VaultError};
use crate::record::{
    CarrierId, IncidentKind, InstanceId, JourneyId, Learned, Moment, PersonId, Text,
};
use crate::rules::{Act, Asked, Loss};
use crate::seal::publish::publish;
use crate::store::Store;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Line one of a declaration. It is no note: nobody has signed it.
const KIND: &str = "custody.declaration/v1";

/// A loss declared without a key. Unsigned: it proves nothing until a member signs it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declaration {
    /// The vault's origin.
    pub vault: Text,
    /// 申告時刻.
    pub declared_at: Moment,
    /// Who says so, when they said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared_by: Option<PersonId>,
    /// Lost instances.
    #[serde(default)]
    pub instances: Vec<InstanceId>,
    /// A lost journey: all it carries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub journey: Option<JourneyId>,
    /// A lost carrier: all on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carrier: Option<CarrierId>,
    /// What happened, when it is no 紛失.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<IncidentKind>,
    /// It may only be so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub suspected: bool,
    /// 「鍵・パスフレーズも同時に失われたか」.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keys_lost: Option<bool>,
    /// Last seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_seen: Option<Moment>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Text>,
    /// 経緯.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub circumstances: Option<Text>,
}

impl Declaration {
    /// What is declared lost in the vault of that origin, by `by` if who says so has said.
    #[must_use]
    pub fn of(vault: Text, declared_at: Moment, by: Option<PersonId>, loss: Loss) -> Self {
        let Loss {
            instances,
            journey,
            carrier,
            suspected,
            learned,
        } = loss;
        Self {
            vault,
            declared_at,
            declared_by: by,
            instances,
            journey,
            carrier,
            kind: learned.kind,
            suspected,
            keys_lost: learned.keys_lost,
            last_seen: learned.last_seen,
            place: learned.place,
            circumstances: learned.circumstances,
        }
    }

    /// What it says is lost.
    #[must_use]
    pub fn loss(&self) -> Loss {
        Loss {
            instances: self.instances.clone(),
            journey: self.journey,
            carrier: self.carrier,
            suspected: self.suspected,
            learned: Learned {
                kind: self.kind,
                keys_lost: self.keys_lost,
                last_seen: self.last_seen,
                place: self.place.clone(),
                circumstances: self.circumstances.clone(),
                ..Learned::default()
            },
        }
    }

    /// Reads a declaration; `None` when the bytes are something else.
    ///
    /// # Errors
    /// The kind of a declaration, but another shape (6).
    pub fn parse(bytes: &[u8]) -> Result<Option<Self>, VaultError> {
        let Some(rest) = bytes
            .strip_prefix(KIND.as_bytes())
            .and_then(|b| b.strip_prefix(b"\n"))
        else {
            return Ok(None);
        };
        let malformed = |_| VaultError::Document {
            kind: KIND.to_owned(),
            what: super::DocumentFault::Shape,
        };
        if rest.len() > crate::record::event::MAX_RECORD_BYTES {
            return Err(VaultError::Document {
                kind: KIND.to_owned(),
                what: super::DocumentFault::TooLarge,
            });
        }
        serde_json::from_slice(rest).map(Some).map_err(malformed)
    }

    /// Leaves it in the vault's inbox; durable when this returns. Needs no key and no ledger.
    ///
    /// # Errors
    /// Writing failed (7).
    pub fn leave(&self, vault_folder: &Path) -> Result<PathBuf, VaultError> {
        let json = serde_json::to_string(self).map_err(|_| VaultError::Internal("no JSON"))?;
        let folder = vault_folder.join(INBOX);
        crate::seal::create_private_folder(&folder, true).map_err(VaultError::io(&folder))?;
        let name = format!(
            "LOST-{}.custody-declaration",
            self.declared_at.unix_seconds()
        );
        let path = folder.join(name);
        publish(&path, format!("{KIND}\n{json}\n").as_bytes(), false)?;
        Ok(path)
    }
}

impl<S: Store> Vault<S> {
    /// Declarations that wait in the inbox.
    ///
    /// # Errors
    /// Reading failed (7).
    pub fn inbox(&self) -> Result<Vec<PathBuf>, VaultError> {
        let folder = self.folder.join(INBOX);
        let mut all = Vec::new();
        match std::fs::read_dir(&folder) {
            Ok(entries) => {
                for entry in entries {
                    let path = entry.map_err(VaultError::io(&folder))?.path();
                    if path.extension().is_some_and(|e| e == "custody-declaration") {
                        all.push(path);
                    }
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(VaultError::io(&folder)(error)),
        }
        all.sort();
        Ok(all)
    }

    /// Records a declaration under the member's signature. The time it was declared stays its time if the ledger allows.
    pub(super) fn sign_in(
        &mut self,
        member: &Member,
        declaration: &Declaration,
    ) -> Result<Done, VaultError> {
        let head = self.store.head()?.head;
        if declaration.vault != head.vault {
            return Err(VaultError::Foreign(super::ForeignFault::Vault {
                named: declaration.vault.to_string(),
                here: head.vault.to_string(),
            }));
        }
        let loss = declaration.loss();
        let at = Some(declaration.declared_at).filter(|at| *at <= self.clock.now());
        let asked = Asked {
            at,
            ..Asked::now(member.id, Act::ReportLost(loss))
        };
        self.act(member, &asked)
    }
}
