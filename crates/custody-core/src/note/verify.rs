//! Verification: the only way from a note that was read to a text that may be believed.

use super::error::NoteError;
use super::key::VerifierKey;
use super::signature::NoteSignature;
use super::signed::SignedNote;
use super::text::NoteText;

/// A text, and the trusted keys that signed exactly its bytes. Made only by [`SignedNote::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    text: NoteText,
    keys: Vec<VerifierKey>,
}

impl Verified {
    /// The text that was signed.
    #[must_use]
    pub fn text(&self) -> &NoteText {
        &self.text
    }

    /// The text alone.
    #[must_use]
    pub fn into_text(self) -> NoteText {
        self.text
    }

    /// The keys whose signatures verified, each once, in the order of the signature lines; at
    /// least one.
    #[must_use]
    pub fn keys(&self) -> &[VerifierKey] {
        &self.keys
    }

    /// Whether this key's signature verified.
    #[must_use]
    pub fn is_signed_by(&self, key: &VerifierKey) -> bool {
        self.keys.contains(key)
    }
}

impl SignedNote {
    /// Checks the signatures by trusted keys, strictly (c2sp.org/signed-note, Signatures).
    ///
    /// Signatures by other keys are ignored, also when a name or an ID (not both) is a trusted
    /// one. Every signature by a trusted key must be good, repeated ones too.
    ///
    /// # Errors
    /// A trusted key's signature is bad (3): the whole note is refused. No trusted key signed (5).
    /// Two different trusted keys share name and ID (6).
    pub fn verify(&self, trusted: &[VerifierKey]) -> Result<Verified, NoteError> {
        let mut keys: Vec<VerifierKey> = Vec::new();
        for (line, signature) in (self.first_signature_line()..).zip(self.signatures()) {
            let Some(key) = find(trusted, signature)? else {
                continue;
            };
            let text = self.unverified_text().as_bytes();
            if !key.public_key().verify_strict(text, signature.as_bytes()) {
                return Err(NoteError::BadSignature {
                    line,
                    name: key.name().clone(),
                    id: key.id(),
                });
            }
            if !keys.contains(key) {
                keys.push(key.clone());
            }
        }
        if keys.is_empty() {
            let signers = self.signatures().iter();
            return Err(NoteError::NoTrustedSignature {
                signers: signers.map(|s| (s.name().clone(), s.id())).collect(),
            });
        }
        Ok(Verified {
            text: self.unverified_text().clone(),
            keys,
        })
    }
}

/// The trusted key with the signature's name and ID.
fn find<'a>(
    trusted: &'a [VerifierKey],
    signature: &NoteSignature,
) -> Result<Option<&'a VerifierKey>, NoteError> {
    let mut matching = trusted
        .iter()
        .filter(|key| key.id() == signature.id() && key.name() == signature.name());
    let first = matching.next();
    // reliability K16: which of the two signed could not be told.
    match first {
        Some(key) if matching.any(|other| other != key) => Err(NoteError::AmbiguousKey {
            name: key.name().clone(),
            id: key.id(),
        }),
        _ => Ok(first),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;
    use crate::note::{KeyId, KeyName, SigningKey, sign};

    /// The note and key in the documentation of golang.org/x/mod/sumdb/note.
    const PUBLIC_VKEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const PUBLIC_NOTE: &str = "If you think cryptography is the answer to your problem,\n\
        then you don't know what your problem is.\n\n\
        \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    fn key(name: &str, seed: u8) -> SigningKey {
        SigningKey::from_seed(KeyName::new(name).unwrap(), &[seed; 32])
    }

    fn text() -> NoteText {
        NoteText::new("lent\n").unwrap()
    }

    #[test]
    fn a_public_note_verifies() {
        let note = SignedNote::parse(PUBLIC_NOTE.as_bytes()).unwrap();
        let key = VerifierKey::parse(PUBLIC_VKEY).unwrap();
        let verified = note.verify(std::slice::from_ref(&key)).unwrap();
        assert!(verified.is_signed_by(&key));
        assert!(verified.text().as_str().ends_with("problem is.\n"));
    }

    #[test]
    fn every_changed_byte_is_refused() {
        let key = key("v/a", 1);
        let note = sign(&text(), &[&key]).unwrap();
        for at in 0..note.as_bytes().len() {
            for bit in 0..8 {
                let mut bytes = note.as_bytes().to_vec();
                bytes[at] ^= 1 << bit;
                let verdict = SignedNote::parse(&bytes)
                    .and_then(|note| note.verify(&[key.verifier()]))
                    .unwrap_err();
                assert!([3, 5, 6].contains(&verdict.code()), "{at} {bit} {verdict}");
            }
        }
    }

    #[test]
    fn unknown_keys_are_ignored_beside_a_trusted_one() {
        let (a, b) = (key("v/a", 1), key("v/b", 2));
        let note = sign(&text(), &[&b, &a]).unwrap();
        let verified = note.verify(&[a.verifier()]).unwrap();
        assert_eq!(verified.keys(), [a.verifier()]);
        assert!(!verified.is_signed_by(&b.verifier()));
        let both = note.verify(&[a.verifier(), b.verifier()]).unwrap();
        assert_eq!(both.keys(), [b.verifier(), a.verifier()]);
    }

    #[test]
    fn a_bad_signature_by_a_trusted_key_refuses_the_whole_note() {
        let (a, b) = (key("v/a", 1), key("v/b", 2));
        let other = sign(&NoteText::new("kept\n").unwrap(), &[&b]).unwrap();
        let signatures = vec![
            sign(&text(), &[&a]).unwrap().signatures()[0].clone(),
            other.signatures()[0].clone(),
        ];
        let note = SignedNote::assemble(text(), signatures).unwrap();
        let error = note.verify(&[a.verifier(), b.verifier()]).unwrap_err();
        assert_eq!(
            error,
            NoteError::BadSignature {
                line: 4,
                name: b.name().clone(),
                id: b.verifier().id()
            }
        );
        assert_eq!(error.code(), 3);
        // The same line is an unknown key's to whoever does not trust that key.
        assert!(note.verify(&[a.verifier()]).is_ok());
    }

    #[test]
    fn a_name_with_another_id_or_an_id_with_another_name_is_unknown() {
        let a = key("v/a", 1);
        let good = sign(&text(), &[&a]).unwrap();
        let signature = good.signatures()[0].as_bytes().to_vec();
        let id = a.verifier().id();
        for (name, id) in [
            (a.name().clone(), KeyId([9; 4])),
            (KeyName::new("v/b").unwrap(), id),
        ] {
            let line = NoteSignature::new(name.clone(), id, signature.clone());
            let note = SignedNote::assemble(text(), vec![line]).unwrap();
            let error = note.verify(&[a.verifier()]).unwrap_err();
            assert_eq!(
                error,
                NoteError::NoTrustedSignature {
                    signers: vec![(name, id)]
                }
            );
            assert_eq!(error.code(), 5);
        }
        assert_eq!(good.verify(&[]).unwrap_err().code(), 5);
    }

    #[test]
    fn repeated_signatures_count_once_and_must_all_be_good() {
        let a = key("v/a", 1);
        let line = sign(&text(), &[&a]).unwrap().signatures()[0].clone();
        let twice = SignedNote::assemble(text(), vec![line.clone(), line.clone()]).unwrap();
        assert_eq!(twice.verify(&[a.verifier()]).unwrap().keys().len(), 1);

        for wrong in [vec![0; 64], vec![0], line.as_bytes()[..63].to_vec()] {
            let wrong = NoteSignature::new(a.name().clone(), a.verifier().id(), wrong);
            let note = SignedNote::assemble(text(), vec![line.clone(), wrong]).unwrap();
            assert_eq!(note.verify(&[a.verifier()]).unwrap_err().code(), 3);
        }
    }

    #[test]
    fn a_key_trusted_twice_is_one_key() {
        let a = key("v/a", 1);
        let note = sign(&text(), &[&a]).unwrap();
        let verified = note.verify(&[a.verifier(), a.verifier()]).unwrap();
        assert_eq!(verified.keys().len(), 1);
    }

    #[test]
    fn two_trusted_keys_with_one_name_and_id_are_refused() {
        // Two seeds whose key IDs collide under this name: a search of 2^16 tries finds such a pair.
        let name = KeyName::new("v/a").unwrap();
        let [one, two] = [[0, 0, 205, 28], [0, 1, 161, 60]].map(|start: [u8; 4]| {
            let mut seed = [0; 32];
            seed[..4].copy_from_slice(&start);
            SigningKey::from_seed(name.clone(), &seed)
        });
        assert_eq!(one.verifier().id(), two.verifier().id());
        assert_ne!(one.verifier(), two.verifier());
        let note = sign(&text(), &[&one]).unwrap();
        let error = note.verify(&[one.verifier(), two.verifier()]).unwrap_err();
        assert_eq!(
            error,
            NoteError::AmbiguousKey {
                name,
                id: one.verifier().id()
            }
        );
        assert_eq!(error.code(), 6);
    }
}
