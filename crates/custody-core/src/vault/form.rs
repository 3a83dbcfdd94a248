//! Issuing a form: the file first, its record after, the file's name last.

use super::acting::{Done, Extras};
use super::intent::{Operation, PendingFile};
use super::object::sync_parent;
use super::receive::absolute;
use super::{Member, Vault, VaultError};
use crate::record::{Event, Text};
use crate::rules::{Act, Asked, FormIssue};
use crate::seal::{Part, Sha256Digest};
use crate::store::Store;
use std::io::Write as _;
use std::path::Path;

/// What a form's head says of its issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormHead {
    /// 文書番号.
    pub document_no: Text,
    /// 第n版.
    pub edition: u32,
}

impl<S: Store> Vault<S> {
    /// The document number that a form would get, or why it may not be issued; the refusal is put on record.
    ///
    /// # Errors
    /// A refusal.
    pub fn form_head(&mut self, member: &Member, form: &FormIssue) -> Result<FormHead, VaultError> {
        let asked = Asked::now(member.id, Act::IssueForm(form.clone()));
        let planned = self.plan_or_refuse(member, &asked)?;
        match &planned.record().event {
            Event::FormIssued {
                document_no,
                edition,
                ..
            } => Ok(FormHead {
                document_no: document_no.clone(),
                edition: *edition,
            }),
            _ => Err(VaultError::Internal("no form")),
        }
    }

    /// Publishes a form's file and records its issue with the file's hash.
    ///
    /// # Errors
    /// A refusal; the file exists (8); another form took the number meanwhile (8, nothing is written).
    pub fn issue_form(
        &mut self,
        member: &Member,
        form: FormIssue,
        head: &FormHead,
        file: &Path,
        bytes: &[u8],
        replace: bool,
    ) -> Result<Done, VaultError> {
        let target = absolute(file)?;
        let planned = Part::plan(&target, replace)?;
        let begun = self.begin(&Operation::Package {
            part: planned.path().to_owned(),
        })?;
        let written = planned
            .create()
            .map_err(VaultError::from)
            .and_then(|mut part| {
                part.write_all(bytes).map_err(VaultError::io(&target))?;
                part.read_back()?;
                sync_parent(part.path())?;
                Ok(part)
            });
        let part = match written {
            Ok(part) => part,
            Err(error) => {
                // What cannot be settled now is found at the next start; the first error is the one to tell.
                let _ = self.settle(begun);
                return Err(error);
            }
        };
        let digest = super::object::text_of(&Sha256Digest::of(bytes).to_string())?;
        let asked = Asked::now(
            member.id,
            Act::IssueForm(FormIssue {
                digest: Some(digest),
                ..form
            }),
        );
        let publish = Operation::Publish {
            files: vec![PendingFile {
                part: part.path().to_owned(),
                target,
                replace,
            }],
            notes: Vec::new(),
            about: head.document_no.to_string(),
        };
        let done = self.act_with(member, &asked, |record| match &record.event {
            Event::FormIssued { document_no, .. } if *document_no == head.document_no => {
                Ok(Extras {
                    begun: vec![publish.clone()],
                    settled: vec![begun.settled()],
                    ..Extras::default()
                })
            }
            // The number stands in the file already; whoever was faster has it.
            _ => Err(VaultError::Busy),
        });
        let done = match done {
            Ok(done) => done,
            Err(error) => {
                self.abandon_part(part, begun, &error);
                return Err(error);
            }
        };
        part.leave();
        self.publish_promised(member, &done.intents)?;
        Ok(done)
    }
}
