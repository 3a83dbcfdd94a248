//! A tag of the vault for what `custody seal --tag` seals: in the header, or beside a file that a passphrase opens.

use super::super::beside::Beside;
use super::{Seal, What, salt};
use crate::cli::Context;
use crate::error::CliError;
use crate::ui::Answer;
use crate::wording::say;
use custody_core::seal::{
    Part, PayloadDigest, Progress, Steady, TaggedSealing, To, archive, seal_untagged,
};
use custody_core::vault::Tagging;

impl Seal {
    /// The vault's tag of this file, if one is asked for; the key is unlocked. Nothing is recorded: no instance begins or
    /// changes, and the tag says so by naming no record.
    pub(super) fn tagging(&self, context: &Context) -> Result<Option<Tagging>, CliError> {
        if !self.tag {
            return Ok(None);
        }
        // The tag's digest is known when all else is written: only a file can be gone back to.
        if self.armor || self.out.as_os_str() == "-" {
            return Err(CliError::usage(say!("tag-needs-file")));
        }
        if context.vault().is_err() {
            return Err(CliError::usage(say!("tag-needs-vault")).and(say!("vault-unknown-advice")));
        }
        let (vault, member) = context.acting()?;
        Ok(Some(vault.tagging(&member, self.contact.clone())?))
    }

    /// Seals with the tag in the header; under a passphrase, which allows no tag there, with the tag beside the file.
    pub(super) fn with_tag(
        &self,
        mut part: Part,
        to: &To,
        tagging: &Tagging,
        what: What<'_>,
        progress: &mut dyn Progress,
    ) -> Result<Answer, CliError> {
        if let To::Passphrase(_) = to {
            let beside = Beside::of(&self.out, self.force)?;
            let sealed = self.through(&mut part, to, what, progress)?;
            let tag = tagging.tag(None, &sealed.payload)?;
            let file = beside.publish(tag.as_bytes(), part)?;
            let answer = self
                .answer(sealed.sealed_len)
                .field("digest", sealed.blake3.to_string())
                .field("tag_file", file);
            return Ok(told(answer, tagging, &sealed.payload));
        }
        let (bytes, payload) = self.in_header(&part, to, tagging, what, progress)?;
        part.commit()?;
        Ok(told(self.answer(bytes), tagging, &payload))
    }

    fn in_header(
        &self,
        part: &Part,
        to: &To,
        tagging: &Tagging,
        what: What<'_>,
        progress: &mut dyn Progress,
    ) -> Result<(u64, PayloadDigest), CliError> {
        let room = tagging.tag_len()?;
        if let Some(input) = what.bare.filter(|input| self.is_plain(input)) {
            let source = Steady::open(input)?;
            let untagged = seal_untagged(&source, part, to, room, progress)?;
            let payload = untagged.payload();
            let tag = tagging.tag(None, &payload)?;
            let sealed = untagged.tagged(part, tag.as_bytes())?;
            if self.verify {
                sealed.read_back(&source, part, progress)?;
            }
            return Ok((sealed.sealed_len, payload));
        }
        let mut sealing = TaggedSealing::new(part, to, room)?;
        match what.bare {
            Some(_) => sealing.fill(&mut std::io::stdin().lock(), progress)?,
            None => {
                archive::pack(what.sources, &mut sealing, salt()?, progress)?;
            }
        }
        let untagged = sealing.finish()?;
        let payload = untagged.payload();
        let tag = tagging.tag(None, &payload)?;
        let header = untagged.put_tag(part, tag.as_bytes())?;
        if self.verify {
            untagged.read_back(part, &header)?;
        }
        Ok((header.bytes().len() as u64 + payload.len, payload))
    }
}

/// What the tag says, with the answer.
fn told(answer: Answer, tagging: &Tagging, payload: &PayloadDigest) -> Answer {
    answer
        .line(say!("sealed-tagged", package = tagging.package().as_str()))
        .field("payload", super::payload(payload))
        .field("package", tagging.package().as_str())
}
