//! A person's secret keys, in memory.

use std::fmt;

use zeroize::Zeroizing;

use super::error::KeyError;
use super::fingerprint::Fingerprint;
use crate::note::{KeyName, NameFault, SigningKey};
use crate::seal::{Identity, Recipient};

/// Longest name in bytes.
const NAME_LIMIT: usize = 256;

/// The secret seed of an Ed25519 key (RFC 8032, 5.1.5). Never shown; wiped when dropped.
// On the heap and filled in place: moving it moves the box, not the bytes (C8).
pub struct SigningSeed(Box<Zeroizing<[u8; 32]>>);

impl SigningSeed {
    /// Makes a new one from the system's randomness.
    ///
    /// # Errors
    /// [`KeyError::NoRandomness`].
    pub fn generate() -> Result<Self, KeyError> {
        let mut seed = Self::from_bytes(&[0; 32]);
        getrandom::fill(seed.0.as_mut_slice()).map_err(|_| KeyError::NoRandomness)?;
        Ok(seed)
    }

    /// Copies a seed from 32 bytes, which the caller wipes.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        let mut seed = Box::new(Zeroizing::new([0; 32]));
        seed.copy_from_slice(bytes);
        Self(seed)
    }

    /// The public key: 32 bytes, RFC 8032, 5.1.5.
    pub fn public(&self) -> [u8; 32] {
        ed25519_dalek::SigningKey::from_bytes(&self.0)
            .verifying_key()
            .to_bytes()
    }

    /// The seed itself.
    pub(crate) fn expose(&self) -> &Zeroizing<[u8; 32]> {
        &self.0
    }
}

impl fmt::Debug for SigningSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningSeed(…)")
    }
}

/// A person's secret: what signs in their name, and what opens what is sealed to them.
pub struct PersonKey {
    name: String,
    created: String,
    seed: SigningSeed,
    identity: Identity,
}

impl PersonKey {
    /// Makes a person's keys. `created` is the time now, RFC 3339 with its offset.
    ///
    /// # Errors
    /// A bad name or time (6), or no randomness (7).
    pub fn generate(name: &str, created: &str) -> Result<Self, KeyError> {
        Self::new(
            name,
            created,
            SigningSeed::generate()?,
            Identity::generate()?,
        )
    }

    /// As [`generate`](Self::generate), with a post-quantum key to seal to. What is signed is signed
    /// with Ed25519 all the same.
    ///
    /// # Errors
    /// As [`generate`](Self::generate).
    pub fn generate_post_quantum(name: &str, created: &str) -> Result<Self, KeyError> {
        Self::new(
            name,
            created,
            SigningSeed::generate()?,
            Identity::generate_post_quantum()?,
        )
    }

    pub(super) fn new(
        name: &str,
        created: &str,
        seed: SigningSeed,
        identity: Identity,
    ) -> Result<Self, KeyError> {
        check_name(name, created)?;
        Ok(Self {
            name: name.to_owned(),
            created: created.to_owned(),
            seed,
            identity,
        })
    }

    /// The person's name for the key.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// When the key was made, RFC 3339 with its offset.
    pub fn created(&self) -> &str {
        &self.created
    }

    /// The public signing key: Ed25519, 32 bytes.
    pub fn verifier(&self) -> [u8; 32] {
        self.seed.public()
    }

    /// To whom the person's files are sealed.
    pub fn recipient(&self) -> Recipient {
        self.identity.recipient()
    }

    /// What opens the person's files.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// What both public halves look like over the telephone.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.verifier(), &self.recipient())
    }

    /// The signing key under this key's own name, for cosigning checkpoints: the key of a witness.
    ///
    /// # Errors
    /// The name has blanks, or is otherwise none of a signature line.
    pub fn witness(&self) -> Result<SigningKey, NameFault> {
        Ok(SigningKey::from_seed(
            KeyName::new(self.name())?,
            self.signing_seed(),
        ))
    }

    /// The seed of the signing key.
    pub(crate) fn signing_seed(&self) -> &Zeroizing<[u8; 32]> {
        self.seed.expose()
    }
}

impl fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonKey({:?}, {})", self.name, self.fingerprint())
    }
}

/// A name that a note, a file and a screen can hold, and a time that is one.
pub(super) fn check_name(name: &str, created: &str) -> Result<(), KeyError> {
    let sound = !name.trim().is_empty()
        && name.len() <= NAME_LIMIT
        && !name.chars().any(char::is_control)
        && created.parse::<jiff::Timestamp>().is_ok();
    sound.then_some(()).ok_or(KeyError::Name)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const AT: &str = "2026-11-24T10:00:00+09:00";

    #[test]
    fn the_public_half_is_that_of_the_rfc() {
        // RFC 8032, 7.1, test 1.
        let seed: Vec<u8> = (0..32)
            .map(|i| {
                let hex = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
                u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap()
            })
            .collect();
        let seed = SigningSeed::from_bytes(seed.as_slice().try_into().unwrap());
        assert_eq!(seed.public()[..4], [0xd7, 0x5a, 0x98, 0x01]);
    }

    #[test]
    fn names_and_times_that_are_none_are_refused() {
        for (name, created) in [
            ("", AT),
            ("  ", AT),
            ("a\nb", AT),
            ("a\u{1b}[2J", AT),
            (&"あ".repeat(86), AT),
            ("H-002", "2026-11-24"),
            ("H-002", "昨日"),
        ] {
            assert_eq!(
                PersonKey::generate(name, created).err().unwrap().code(),
                6,
                "{name:?} {created}"
            );
        }
        assert!(PersonKey::generate("H-002 髙﨑𠮷", AT).is_ok());
    }

    #[test]
    fn debug_shows_public_things_only() {
        let key = PersonKey::generate("H-002", AT).unwrap();
        let shown = format!("{key:?} {:?}", SigningSeed::from_bytes(&[0x4b; 32]));
        assert!(!shown.contains("SECRET") && !shown.to_lowercase().contains("4b4b"));
        assert!(shown.contains(&key.fingerprint().to_string()));
    }

    #[test]
    fn no_two_keys_are_alike() {
        let (one, two) = (
            PersonKey::generate("a", AT).unwrap(),
            PersonKey::generate("a", AT).unwrap(),
        );
        assert_ne!(one.verifier(), two.verifier());
        assert_ne!(one.recipient(), two.recipient());
    }
}
