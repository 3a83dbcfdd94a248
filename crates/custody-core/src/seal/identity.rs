//! The secret that opens what was sealed to its public half.

use std::fmt;

use age::Identity as _;
use age::secrecy::ExposeSecret as _;
use zeroize::Zeroizing;

use super::error::SealError;
use super::file_key::FileKey;
use super::hybrid::HybridIdentity;
use super::key_text::KeyTextError;
use super::recipient::Recipient;
use super::unlock::{Refused, refused};

/// How a secret key of age begins, in any case.
pub(super) const SECRET_START: &str = "AGE-SECRET-KEY-";
const HYBRID_START: &str = "AGE-SECRET-KEY-PQ-";

/// A secret that opens what was sealed to its [`Recipient`]. Never shown; wiped when dropped.
#[derive(Clone)]
pub struct Identity(Kind);

// On the heap: a value that moves would leave unwiped copies of itself behind (C8).
#[derive(Clone)]
enum Kind {
    X25519(Box<age::x25519::Identity>),
    Hybrid(HybridIdentity),
}

impl Identity {
    /// Makes a new X25519 one from the system's randomness.
    ///
    /// # Errors
    /// [`SealError::NoRandomness`].
    pub fn generate() -> Result<Self, SealError> {
        require_randomness()?;
        Ok(Self(Kind::X25519(Box::new(
            age::x25519::Identity::generate(),
        ))))
    }

    /// Makes a new post-quantum one (ML-KEM-768 and X25519) from the system's randomness.
    ///
    /// # Errors
    /// [`SealError::NoRandomness`].
    pub fn generate_post_quantum() -> Result<Self, SealError> {
        HybridIdentity::generate().map(Kind::Hybrid).map(Self)
    }

    /// Reads `AGE-SECRET-KEY-1…` or `AGE-SECRET-KEY-PQ-1…`, without blanks around it.
    ///
    /// # Errors
    /// Not such a text. Nothing of it is repeated in the error.
    pub fn parse(text: &str) -> Result<Self, KeyTextError> {
        if text.parse::<Recipient>().is_ok() {
            return Err(KeyTextError::PublicForSecret);
        }
        let kind = if text.starts_with(HYBRID_START) {
            HybridIdentity::parse(text).map(Kind::Hybrid)
        } else {
            text.parse().ok().map(Box::new).map(Kind::X25519)
        };
        kind.map(Self).ok_or(KeyTextError::NotAnIdentity)
    }

    /// The file key, where one of the stanzas is for this identity.
    pub(super) fn unwrap(
        &self,
        stanzas: &[age_core::format::Stanza],
    ) -> Option<Result<FileKey, Refused>> {
        match &self.0 {
            Kind::X25519(key) => {
                let found = key.unwrap_stanzas(stanzas)?;
                Some(found.map(FileKey::from_age).map_err(refused))
            }
            Kind::Hybrid(key) => key.unwrap(stanzas),
        }
    }

    /// The public half.
    pub fn recipient(&self) -> Recipient {
        match &self.0 {
            Kind::X25519(key) => Recipient::x25519(key.to_public()),
            Kind::Hybrid(key) => Recipient::hybrid(key.recipient()),
        }
    }

    /// The secret as `AGE-SECRET-KEY-…`, for the one who may have it.
    pub fn expose(&self) -> Zeroizing<String> {
        match &self.0 {
            Kind::X25519(key) => Zeroizing::new(key.to_string().expose_secret().to_owned()),
            Kind::Hybrid(key) => key.expose(),
        }
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity({})", self.recipient())
    }
}

/// The age crate panics where the system has no random bytes; so they are asked for first.
pub(super) fn require_randomness() -> Result<(), SealError> {
    getrandom::fill(&mut [0; 32]).map_err(|_| SealError::NoRandomness)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_key_goes_to_text_and_back() {
        let identity = Identity::generate().unwrap();
        let again = Identity::parse(&identity.expose()).unwrap();
        assert_eq!(again.recipient(), identity.recipient());
        let text = identity.recipient().to_string();
        assert!(text.starts_with("age1"));
        assert_eq!(text.parse(), Ok(identity.recipient()));
        assert!(identity.expose().starts_with("AGE-SECRET-KEY-1"));
    }

    #[test]
    fn a_known_pair_belongs_together() {
        // From the age crate's tests.
        let secret = "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33";
        let public = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";
        assert_eq!(
            Identity::parse(secret).unwrap().recipient().to_string(),
            public
        );
    }

    #[test]
    fn debug_does_not_show_the_secret() {
        let identity = Identity::generate().unwrap();
        let shown = format!("{identity:?}");
        assert!(!shown.to_uppercase().contains("SECRET"));
    }

    #[test]
    fn the_wrong_half_and_mistyped_keys_are_told_apart() {
        let identity = Identity::generate().unwrap();
        let public = identity.recipient().to_string();
        let secret = identity.expose();
        assert_eq!(
            secret.parse::<Recipient>(),
            Err(KeyTextError::SecretForPublic)
        );
        assert_eq!(
            Identity::parse(&public).err(),
            Some(KeyTextError::PublicForSecret)
        );
        for text in [
            "",
            "age1",
            "名簿",
            &public[..public.len() - 1],
            &format!("{public}q"),
        ] {
            assert_eq!(
                text.parse::<Recipient>(),
                Err(KeyTextError::NotARecipient),
                "{text}"
            );
            assert_eq!(
                Identity::parse(text).err(),
                Some(KeyTextError::NotAnIdentity),
                "{text}"
            );
        }
    }
}
