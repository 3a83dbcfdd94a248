//! Signing keys, and signing.

use std::fmt;
use std::sync::Arc;

use ed25519_dalek::Signer as _;
use zeroize::Zeroizing;

use super::error::{KeyError, NoteError};
use super::key::{PublicKey, VerifierKey};
use super::name::KeyName;
use super::signature::NoteSignature;
use super::signed::SignedNote;
use super::text::NoteText;

/// A secret Ed25519 key under a name. The seed lies on the heap, is shared by clones, and is wiped
/// in place when the last of them goes; it is in no debug output.
#[derive(Clone)]
pub struct SigningKey {
    // Never moved by value: a wiped copy would leave the first one behind.
    seed: Arc<Zeroizing<[u8; 32]>>,
    verifier: VerifierKey,
}

impl SigningKey {
    /// The key of a 32-byte seed (the private key of RFC 8032, 5.1.5).
    #[must_use]
    pub fn from_seed(name: KeyName, seed: &[u8; 32]) -> Self {
        let mut place = Arc::new(Zeroizing::new([0; 32]));
        if let Some(bytes) = Arc::get_mut(&mut place) {
            bytes.copy_from_slice(seed);
        }
        Self::of_place(name, place)
    }

    /// A new key, of the system's randomness.
    ///
    /// # Errors
    /// [`KeyError::NoRandomness`] (7); there is never a weaker source.
    pub fn generate(name: KeyName) -> Result<Self, KeyError> {
        let mut place = Arc::new(Zeroizing::new([0; 32]));
        let bytes = Arc::get_mut(&mut place).ok_or(KeyError::NoRandomness)?;
        getrandom::fill(bytes.as_mut_slice()).map_err(|_| KeyError::NoRandomness)?;
        Ok(Self::of_place(name, place))
    }

    fn of_place(name: KeyName, seed: Arc<Zeroizing<[u8; 32]>>) -> Self {
        // dalek's key wipes itself when it is dropped.
        let public = PublicKey::of_secret(&ed25519_dalek::SigningKey::from_bytes(&seed));
        Self {
            seed,
            verifier: VerifierKey::new(name, public),
        }
    }

    /// The same key under another name: one person signs in several vaults.
    #[must_use]
    pub fn with_name(&self, name: KeyName) -> Self {
        Self {
            seed: Arc::clone(&self.seed),
            verifier: VerifierKey::new(name, *self.verifier.public_key()),
        }
    }

    /// The key's name.
    #[must_use]
    pub fn name(&self) -> &KeyName {
        self.verifier.name()
    }

    /// The public half, under the same name.
    #[must_use]
    pub fn verifier(&self) -> VerifierKey {
        self.verifier.clone()
    }

    /// The seed, for sealing it in a key file.
    #[allow(
        dead_code,
        reason = "the key file, which seals it, is a module above this one"
    )]
    pub(crate) fn seed(&self) -> &Zeroizing<[u8; 32]> {
        &self.seed
    }

    /// The 64 bytes of RFC 8032, 5.1.6, over `message`.
    pub(crate) fn sign_message(&self, message: &[u8]) -> [u8; 64] {
        ed25519_dalek::SigningKey::from_bytes(&self.seed)
            .sign(message)
            .to_bytes()
    }

    fn sign_text(&self, text: &NoteText) -> NoteSignature {
        NoteSignature::new(
            self.verifier.name().clone(),
            self.verifier.id(),
            self.sign_message(text.as_bytes()).to_vec(),
        )
    }
}

impl fmt::Debug for SigningKey {
    /// The public half only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey")
            .field("verifier", &self.verifier)
            .finish_non_exhaustive()
    }
}

/// Signs a text with one key or several, in their order.
///
/// # Errors
/// No key (2), one key twice (8), more than 16 keys or over 1 MiB (9).
pub fn sign(text: &NoteText, keys: &[&SigningKey]) -> Result<SignedNote, NoteError> {
    if keys.is_empty() {
        return Err(NoteError::NoSigner);
    }
    let mut signatures = Vec::new();
    for key in keys {
        refuse_again(&signatures, key)?;
        signatures.push(key.sign_text(text));
    }
    SignedNote::assemble(text.clone(), signatures)
}

impl SignedNote {
    /// The same note with one more signature, after the others. What is there is not verified.
    ///
    /// # Errors
    /// A signature under that key's name and ID is there (8); a limit (9).
    pub fn add_signature(&self, key: &SigningKey) -> Result<Self, NoteError> {
        let mut signatures = self.signatures().to_vec();
        refuse_again(&signatures, key)?;
        signatures.push(key.sign_text(self.unverified_text()));
        Self::assemble(self.unverified_text().clone(), signatures)
    }
}

fn refuse_again(signatures: &[NoteSignature], key: &SigningKey) -> Result<(), NoteError> {
    let (name, id) = (key.verifier.name(), key.verifier.id());
    if signatures.iter().any(|s| s.name() == name && s.id() == id) {
        return Err(NoteError::AlreadySigned {
            name: name.clone(),
            id,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;
    use crate::note::MAX_NOTE_BYTES;

    fn key(name: &str, seed: u8) -> SigningKey {
        SigningKey::from_seed(KeyName::new(name).unwrap(), &[seed; 32])
    }

    #[test]
    fn a_signed_note_has_the_documented_form() {
        let key = key("v/H-1", 1);
        let text = NoteText::custody("custody.record/v1", "{}").unwrap();
        let note = sign(&text, &[&key]).unwrap();
        let start = "custody.record/v1\n{}\n\n\u{2014} v/H-1 ";
        assert!(note.as_str().starts_with(start), "{}", note.as_str());
        assert_eq!(SignedNote::parse(note.as_bytes()).unwrap(), note);
        assert_eq!(note.signatures()[0].as_bytes().len(), 64);
    }

    #[test]
    fn signatures_added_later_equal_those_made_together() {
        let (a, b) = (key("v/a", 1), key("v/b", 2));
        let text = NoteText::new("x\n").unwrap();
        let later = sign(&text, &[&a]).unwrap().add_signature(&b).unwrap();
        assert_eq!(later, sign(&text, &[&a, &b]).unwrap());
    }

    #[test]
    fn signing_twice_with_nobody_or_with_too_many_is_refused() {
        let text = NoteText::new("x\n").unwrap();
        let keys: Vec<SigningKey> = (0..17).map(|i| key(&format!("v/{i}"), i)).collect();
        let all: Vec<&SigningKey> = keys.iter().collect();
        assert_eq!(sign(&text, &[]), Err(NoteError::NoSigner));
        assert_eq!(sign(&text, &[all[0], all[0]]).unwrap_err().code(), 8);
        let sixteen = sign(&text, &all[..16]).unwrap();
        assert_eq!(sixteen.add_signature(all[3]).unwrap_err().code(), 8);
        assert_eq!(sixteen.add_signature(all[16]).unwrap_err().code(), 9);
        assert_eq!(sign(&text, &all).unwrap_err().code(), 9);

        let large = NoteText::new(format!("{}\n", "a".repeat(MAX_NOTE_BYTES - 1))).unwrap();
        assert_eq!(sign(&large, &[all[0]]).unwrap_err().code(), 9);
    }

    #[test]
    fn one_key_under_two_names_has_two_ids() {
        let a = key("v/a", 1);
        let b = a.with_name(KeyName::new("w/a").unwrap());
        assert_eq!(a.verifier().public_key(), b.verifier().public_key());
        assert_ne!(a.verifier().id(), b.verifier().id());
        assert_eq!(a.seed().as_slice(), b.seed().as_slice());
    }

    #[test]
    fn generated_keys_differ() {
        let name = KeyName::new("v/a").unwrap();
        let a = SigningKey::generate(name.clone()).unwrap();
        let b = SigningKey::generate(name).unwrap();
        assert_ne!(a.verifier(), b.verifier());
        assert_ne!(a.seed().as_slice(), [0; 32]);
    }

    #[test]
    fn debug_output_holds_no_secret() {
        let shown = format!("{:?}", key("v/a", 0xa5));
        assert!(shown.contains("v/a"));
        assert!(!shown.contains("165, 165"), "{shown}");
        assert!(!shown.contains("a5a5"), "{shown}");
    }
}
