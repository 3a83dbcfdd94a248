//! Cosignatures: a witness says when it saw a checkpoint, and that it continued what it saw before (C2SP
//! tlog-cosignature, Ed25519, `cosignature/v1`).
//!
//! A cosignature is a signature line of the checkpoint's note under a key of type 0x04. Its bytes are the time, 8 bytes,
//! big-endian, seconds since 1970, and 64 bytes of Ed25519 over
//!
//! ```text
//! cosignature/v1
//! time 1679315147
//! <the text of the checkpoint>
//! ```

use std::fmt;
use std::str::FromStr;

use super::error::{KeyError, NoteError};
use super::key::{PublicKey, typed_vkey, untyped_vkey};
use super::name::{COSIGNATURE, KeyId, KeyName};
use super::sign::SigningKey;
use super::signature::NoteSignature;
use super::signed::SignedNote;
use super::text::NoteText;

/// The latest time that a cosignature can name (c2sp.org/tlog-cosignature, Format).
const LATEST: u64 = i64::MAX as u64;

/// A witness's name and public key: what a verifier is configured with. Written as a vkey with the type byte 0x04.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WitnessKey {
    name: KeyName,
    id: KeyId,
    public_key: PublicKey,
}

impl WitnessKey {
    /// Joins a name and a sound key; the ID follows from both.
    #[must_use]
    pub fn new(name: KeyName, public_key: PublicKey) -> Self {
        Self {
            id: KeyId::of_type(COSIGNATURE, &name, &public_key.to_bytes()),
            name,
            public_key,
        }
    }

    /// The witness's name.
    #[must_use]
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// The ID of its signature lines.
    #[must_use]
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The key itself.
    #[must_use]
    pub fn public_key(&self) -> &PublicKey {
        &self.public_key
    }
}

impl fmt::Display for WitnessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = self.public_key.to_bytes();
        f.write_str(&typed_vkey(COSIGNATURE, &self.name, self.id, &key))
    }
}

impl FromStr for WitnessKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let (name, found, key) = untyped_vkey(COSIGNATURE, text)?;
        let read = Self::new(name, PublicKey::from_bytes(&key)?);
        if read.id != found {
            return Err(KeyError::Id {
                found,
                expected: read.id,
            });
        }
        Ok(read)
    }
}

/// A cosignature that verified. Made only by [`SignedNote::cosigned_by`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosigned {
    witness: WitnessKey,
    time: u64,
}

impl Cosigned {
    /// Who saw it.
    #[must_use]
    pub fn witness(&self) -> &WitnessKey {
        &self.witness
    }

    /// When, in seconds since 1970 by the witness's clock.
    #[must_use]
    pub fn time(&self) -> u64 {
        self.time
    }
}

impl SigningKey {
    /// The public half as a witness's key.
    #[must_use]
    pub fn witness(&self) -> WitnessKey {
        let verifier = self.verifier();
        WitnessKey::new(verifier.name().clone(), *verifier.public_key())
    }

    /// Cosigns a checkpoint's text. That it continues what was cosigned before is for the caller to know
    /// ([`ledger::witness`](crate::ledger::witness)).
    ///
    /// # Errors
    /// A time of 0 or after 2^63 - 1 (6).
    pub fn cosign(&self, text: &NoteText, time: u64) -> Result<NoteSignature, NoteError> {
        let witness = self.witness();
        refuse_time(time, 0, &witness.name)?;
        let mut bytes = time.to_be_bytes().to_vec();
        bytes.extend(self.sign_message(message(text, time).as_bytes()));
        Ok(NoteSignature::new(witness.name, witness.id, bytes))
    }
}

impl SignedNote {
    /// The good cosignatures of known witnesses, each witness once with its latest time. Lines of others are ignored.
    ///
    /// # Errors
    /// A known witness's line does not verify (3), or its time is 0 or after 2^63 - 1 (6): the whole note is refused.
    pub fn cosigned_by(&self, witnesses: &[WitnessKey]) -> Result<Vec<Cosigned>, NoteError> {
        let mut found: Vec<Cosigned> = Vec::new();
        for (line, signature) in (self.first_signature_line()..).zip(self.signatures()) {
            let known = witnesses
                .iter()
                .find(|one| one.id == signature.id() && one.name == *signature.name());
            let Some(witness) = known else { continue };
            let bad = || NoteError::BadSignature {
                line,
                name: witness.name.clone(),
                id: witness.id,
            };
            let (time, bytes) = signature.as_bytes().split_first_chunk().ok_or_else(bad)?;
            let time = u64::from_be_bytes(*time);
            refuse_time(time, line, &witness.name)?;
            let message = message(self.unverified_text(), time);
            if !witness.public_key.verify_strict(message.as_bytes(), bytes) {
                return Err(bad());
            }
            match found.iter_mut().find(|one| one.witness == *witness) {
                Some(one) => one.time = one.time.max(time),
                None => found.push(Cosigned {
                    witness: witness.clone(),
                    time,
                }),
            }
        }
        Ok(found)
    }

    /// The same note with signature lines after its own, as a witness's answer holds them. Nothing of them is verified.
    ///
    /// # Errors
    /// They are no signature lines (6), or too many (9).
    pub fn with_lines(&self, lines: &[u8]) -> Result<Self, NoteError> {
        let whole = Self::parse(&[self.as_bytes(), lines].concat())?;
        if whole.unverified_text() != self.unverified_text() {
            return Err(NoteError::NoBlankLine);
        }
        Ok(whole)
    }
}

fn message(text: &NoteText, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{}", text.as_str())
}

fn refuse_time(time: u64, line: usize, name: &KeyName) -> Result<(), NoteError> {
    if time == 0 || time > LATEST {
        return Err(NoteError::CosignatureTime {
            line,
            name: name.clone(),
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::note::sign;

    fn key(name: &str, seed: u8) -> SigningKey {
        SigningKey::from_seed(KeyName::new(name).unwrap(), &[seed; 32])
    }

    fn checkpoint() -> SignedNote {
        let text = "vault-1\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
        sign(&NoteText::new(text).unwrap(), &[&key("vault-1", 1)]).unwrap()
    }

    fn with(note: &SignedNote, lines: &[NoteSignature]) -> SignedNote {
        let lines: String = lines.iter().map(NoteSignature::line).collect();
        note.with_lines(lines.as_bytes()).unwrap()
    }

    #[test]
    fn a_cosignature_says_who_and_when_and_leaves_the_logs_signature_good() {
        let (note, witness) = (checkpoint(), key("witness.example/w1", 2));
        let line = witness
            .cosign(note.unverified_text(), 1_679_315_147)
            .unwrap();
        let note = with(&note, &[line]);
        let found = note.cosigned_by(&[witness.witness()]).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].time(), found[0].witness()),
            (1_679_315_147, &witness.witness())
        );
        assert!(note.verify(&[key("vault-1", 1).verifier()]).is_ok());
        assert!(
            note.cosigned_by(&[key("other", 3).witness()])
                .unwrap()
                .is_empty()
        );
    }

    #[test]
    fn the_key_id_is_that_of_type_four_and_the_vkey_comes_back() {
        let witness = key("witness.example/w1", 2).witness();
        assert_ne!(witness.id(), key("witness.example/w1", 2).verifier().id());
        assert_eq!(witness.to_string().parse::<WitnessKey>().unwrap(), witness);
        let as_log = key("witness.example/w1", 2).verifier().to_string();
        assert_eq!(
            as_log.parse::<WitnessKey>(),
            Err(KeyError::Type { found: 1 })
        );
    }

    #[test]
    fn l13_a_cosignature_over_the_bare_text_or_another_time_is_refused() {
        let (note, witness) = (checkpoint(), key("w", 2));
        let (name, id) = (witness.name().clone(), witness.witness().id());
        let bare = witness.sign_message(note.unverified_text().as_bytes());
        let good = witness.cosign(note.unverified_text(), 1000).unwrap();
        let mut later = good.as_bytes().to_vec();
        later[7] ^= 1;
        for bytes in [
            [&1000_u64.to_be_bytes()[..], &bare].concat(),
            bare.to_vec(),
            later,
            good.as_bytes()[..71].to_vec(),
            vec![0; 3],
        ] {
            let line = NoteSignature::new(name.clone(), id, bytes);
            let error = with(&note, &[line]).cosigned_by(&[witness.witness()]);
            assert!([3, 6].contains(&error.unwrap_err().code()));
        }
        for time in [0, LATEST + 1, u64::MAX] {
            let mut bytes = time.to_be_bytes().to_vec();
            bytes.extend(witness.sign_message(message(note.unverified_text(), time).as_bytes()));
            let line = NoteSignature::new(name.clone(), id, bytes);
            let error = with(&note, &[line]).cosigned_by(&[witness.witness()]);
            assert_eq!(error.unwrap_err().code(), 6, "{time}");
            assert_eq!(
                witness
                    .cosign(note.unverified_text(), time)
                    .unwrap_err()
                    .code(),
                6
            );
        }
    }

    #[test]
    fn every_changed_byte_of_a_cosigned_checkpoint_is_refused() {
        let (log, witness) = (key("vault-1", 1).verifier(), key("w", 2));
        let note = checkpoint();
        let line = witness.cosign(note.unverified_text(), 1000).unwrap();
        let whole = with(&note, &[line]);
        for at in 0..whole.as_bytes().len() {
            let mut bytes = whole.as_bytes().to_vec();
            bytes[at] ^= 1;
            let good = SignedNote::parse(&bytes).is_ok_and(|read| {
                read.verify(std::slice::from_ref(&log)).is_ok()
                    && read
                        .cosigned_by(&[witness.witness()])
                        .is_ok_and(|all| !all.is_empty())
            });
            assert!(!good, "byte {at}");
        }
    }

    #[test]
    fn the_later_of_two_times_counts_and_an_answer_is_lines_and_nothing_else() {
        let (note, witness) = (checkpoint(), key("w", 2));
        let lines = [2000, 1000].map(|time| witness.cosign(note.unverified_text(), time).unwrap());
        let found = with(&note, &lines)
            .cosigned_by(&[witness.witness()])
            .unwrap();
        assert_eq!(found.iter().map(Cosigned::time).collect::<Vec<_>>(), [2000]);
        for answer in [&b""[..], b"no line\n", b"\nother\n\n", b"\xff\n"] {
            let read = note.with_lines(answer);
            assert!(read.is_err() || read.unwrap() == note, "{answer:?}");
        }
    }
}
