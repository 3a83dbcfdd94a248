//! 26 点検 and 27 訂正・登録取消: what people saw, and what they set right.

use super::acting::Done;
use super::object::{object_of, text_of};
use super::{Member, Vault, VaultError};
use crate::record::{Event, InstanceId, PersonId, Reach, Record, Text};
use crate::rules::{Act, Asked, CorrectionAsked, Denied, Examination, NewValue};
use crate::seal::Blake3Digest;
use crate::store::Store;
use std::path::Path;

impl<S: Store> Vault<S> {
    /// Examines what was found; a sealed file that came with it is read whole and compared with its record.
    ///
    /// # Errors
    /// The file cannot be read (7); a refusal.
    pub fn examine(
        &mut self,
        member: &Member,
        asked: Asked,
        examination: Examination,
        file: Option<&Path>,
    ) -> Result<Done, VaultError> {
        let mut examination = examination;
        if let Some(path) = file {
            let mut file = std::fs::File::open(path).map_err(VaultError::io(path))?;
            let (digest, _) = Blake3Digest::of_reader(&mut file).map_err(VaultError::io(path))?;
            examination.file_digest = Some(text_of(&digest.to_string())?);
        }
        let act = Act::Examine(Box::new(examination));
        self.act(member, &Asked { act, ..asked })
    }

    /// The correction of a record, for the rules: with the record as the ledger has it.
    ///
    /// # Errors
    /// No such record (2).
    pub fn correction(
        &self,
        seq: u64,
        value: NewValue,
        reason: Text,
        with: PersonId,
    ) -> Result<Act, VaultError> {
        let record = self
            .record(seq)?
            .ok_or_else(|| VaultError::Denied(Denied::Unknown(seq.to_string())))?;
        Ok(Act::Correct(Box::new(CorrectionAsked {
            record,
            value,
            reason,
            with,
        })))
    }

    /// Document numbers of the forms that were issued about what a record changed: they are to be issued again (§5.5).
    ///
    /// # Errors
    /// Reading failed.
    pub fn forms_about(&self, record: &Record) -> Result<Vec<Text>, VaultError> {
        let things: Vec<String> = match &record.event {
            Event::AssetReceived {
                asset, instance, ..
            } => {
                vec![asset.id.to_string(), instance.id.to_string()]
            }
            Event::InstanceCopied { instance, .. } => vec![instance.id.to_string()],
            Event::InstanceTaken { instance, .. } | Event::InstanceStored { instance, .. } => {
                vec![instance.to_string()]
            }
            Event::Arrived { journey, .. } | Event::CameBack { journey, .. } => {
                vec![journey.to_string()]
            }
            _ => Vec::new(),
        };
        let mut numbers = Vec::new();
        // A form changes no entry but the mark on an instance: the ledger itself has to be asked.
        self.each_record(record.seq.0, |listed| {
            if let Event::FormIssued {
                document_no, about, ..
            } = &listed.record.event
                && about.iter().any(|a| things.iter().any(|t| t == a.as_str()))
            {
                numbers.push(document_no.clone());
            }
            Ok(())
        })?;
        Ok(numbers)
    }

    /// Voids an entry; keys and object of it in this vault end too.
    ///
    /// # Errors
    /// A refusal before anything is removed; removing failed (7): then the record says it has begun, and the next start
    /// goes on.
    pub fn void(
        &mut self,
        member: &Member,
        asked: Asked,
        id: InstanceId,
        reason: &Text,
        with: PersonId,
    ) -> Result<Done, VaultError> {
        let register = self.store.known(&Reach::instances([id]))?;
        let instance = register
            .instances
            .get(&id)
            .ok_or_else(|| VaultError::Denied(Denied::Unknown(id.to_string())))?;
        let removal_begun = !instance.key_holders.is_empty();
        let asked = Asked {
            act: Act::Void {
                instance: id,
                reason: reason.clone(),
                with,
                removal_begun,
            },
            ..asked
        };
        if !removal_begun {
            return self.act(member, &asked);
        }
        let objects: Vec<_> = object_of(instance)
            .ok()
            .map(|object| self.object_path(object))
            .into_iter()
            .collect();
        self.act_and_remove(member, &asked, &[id], &objects)
    }
}
