//! A person's card: the public halves of a key, signed by that key itself (`design.md` §6).
//!
//! A card proves only that whoever made it holds the key. That it is the right person's is checked by comparing the
//! fingerprint over the telephone or across the counter.

use super::{Fingerprint, PersonKey};
use crate::note::{
    self, KeyName, NoteError, NoteText, PublicKey, SignedNote, SigningKey, VerifierKey,
};
use crate::seal::Recipient;
use serde::{Deserialize, Serialize};

/// The name under which a card is signed: a card belongs to no vault.
const KEY_NAME: &str = "custody.card";

/// The public halves of a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardDocument {
    /// The person's name.
    pub name: String,
    /// When the key was made, RFC 3339.
    pub created: String,
    /// Ed25519 public key, base64 of 32 bytes.
    pub verifier: String,
    /// age recipient, `age1…`.
    pub recipient: String,
    /// The fingerprint of both.
    pub fingerprint: String,
}

/// Why a card was not taken.
#[derive(Debug, thiserror::Error)]
pub enum CardError {
    /// The note is at fault.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Its JSON, a key or its name has another shape (6).
    #[error("card: {0}")]
    Malformed(CardFault),
    /// The fingerprint is not that of the keys (3).
    #[error("the card's fingerprint is not that of its keys")]
    Fingerprint,
}

/// What of a card is malformed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CardFault {
    /// Its JSON is not a card's.
    #[error("its JSON has another shape")]
    Shape,
    /// Its Ed25519 key.
    #[error("its Ed25519 key")]
    Verifier,
    /// Its age recipient.
    #[error("its age recipient")]
    Recipient,
    /// Its name is not that of a key.
    #[error("its key name")]
    Name,
}

impl CardError {
    /// The exit code (`reliability.md` §B).
    #[must_use]
    pub fn code(&self) -> u8 {
        match self {
            Self::Note(error) => error.code(),
            Self::Malformed(_) => 6,
            Self::Fingerprint => 3,
        }
    }
}

impl CardDocument {
    /// Line one of the note.
    pub const KIND: &'static str = "custody.card/v1";

    /// The card of a key, as a self-signed note.
    ///
    /// # Errors
    /// The name cannot stand in a note (6).
    pub fn sign(key: &PersonKey) -> Result<SignedNote, CardError> {
        let signing = SigningKey::from_seed(key_name()?, key.signing_seed());
        let card = Self {
            name: key.name().to_owned(),
            created: key.created().to_owned(),
            verifier: signing.verifier().public_key().to_string(),
            recipient: key.recipient().to_string(),
            fingerprint: key.fingerprint().to_string(),
        };
        let json =
            serde_json::to_string(&card).map_err(|_| CardError::Malformed(CardFault::Shape))?;
        Ok(note::sign(
            &NoteText::custody(Self::KIND, &json)?,
            &[&signing],
        )?)
    }

    /// Verifies a card under the key it names itself.
    ///
    /// # Errors
    /// Not a card (6), a signature that is not that key's (3, 5), another fingerprint than the keys' (3).
    pub fn verify(card: &SignedNote) -> Result<Self, CardError> {
        let claimed = parse(card.unverified_text())?;
        let public: PublicKey = claimed
            .verifier
            .parse()
            .map_err(|_| CardError::Malformed(CardFault::Verifier))?;
        let verified = card.verify(&[VerifierKey::new(key_name()?, public)])?;
        let document = parse(verified.text())?;
        let recipient: Recipient = document
            .recipient
            .parse()
            .map_err(|_| CardError::Malformed(CardFault::Recipient))?;
        let fingerprint = Fingerprint::of(&public.to_bytes(), &recipient).to_string();
        if fingerprint != document.fingerprint {
            return Err(CardError::Fingerprint);
        }
        Ok(document)
    }
}

fn key_name() -> Result<KeyName, CardError> {
    KeyName::new(KEY_NAME).map_err(|_| CardError::Malformed(CardFault::Name))
}

fn parse(text: &NoteText) -> Result<CardDocument, CardError> {
    let json = text.custody_body(CardDocument::KIND)?;
    serde_json::from_str(json).map_err(|_| CardError::Malformed(CardFault::Shape))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_card_verifies_and_a_changed_one_does_not() {
        let key = PersonKey::generate("髙﨑 𠮷男", "2026-11-24T10:00:00+09:00").unwrap();
        let note = CardDocument::sign(&key).unwrap();
        let card = CardDocument::verify(&SignedNote::parse(note.as_bytes()).unwrap()).unwrap();
        assert_eq!(card.name, "髙﨑 𠮷男");
        assert_eq!(card.fingerprint, key.fingerprint().to_string());
        let changed = note.as_str().replace("髙﨑", "高崎");
        let error =
            CardDocument::verify(&SignedNote::parse(changed.as_bytes()).unwrap()).unwrap_err();
        assert_eq!(error.code(), 3);
    }
}
