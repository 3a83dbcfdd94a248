//! Whom a file is sealed to, and the secret that opens it: age's native X25519 keys.

use std::fmt;
use std::str::FromStr;

use age::Identity as _;
use age::secrecy::ExposeSecret as _;
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use zeroize::Zeroizing;

use super::error::SealError;
use super::file_key::FileKey;
use super::header::Stanza;
use super::unlock::{Refused, refused};
use super::wrap::Labels;

/// The public half of an [`Identity`]; as text `age1…`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Recipient(age::x25519::Recipient);

impl FromStr for Recipient {
    type Err = KeyTextError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text
            .get(..SECRET_START.len())
            .is_some_and(|s| s.eq_ignore_ascii_case(SECRET_START))
        {
            return Err(KeyTextError::SecretForPublic);
        }
        let key = text.parse().map_err(|_| KeyTextError::NotARecipient)?;
        if low_order(text) {
            return Err(KeyTextError::LowOrder);
        }
        Ok(Self(key))
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Recipient {
    /// The stanzas that wrap a file key for this recipient, and what it demands of the others.
    pub(super) fn wrap(&self, key: &FileKey) -> Result<(Vec<Stanza>, Labels), SealError> {
        let (stanzas, labels) = age::Recipient::wrap_file_key(&self.0, key.as_age())
            .map_err(|_| SealError::NoRandomness)?;
        let stanzas = stanzas.into_iter().map(Stanza::from).collect();
        Ok((stanzas, labels.into_iter().collect()))
    }
}

const SECRET_START: &str = "AGE-SECRET-KEY-";

/// The scalar zero (2²⁵⁴ once clamped), nobody's key: any scalar finds a point of low order out.
const PROBE: &str = "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ8H00W3";

/// Whether everybody could open what is sealed to this key: a point of low order makes the shared
/// secret zero (RFC 7748, 6.1). Asked of the reading side, which answers instead of panicking.
fn low_order(recipient: &str) -> bool {
    let bytes = age_core::primitives::bech32_decode(
        recipient,
        |_| (),
        |_| Ok(()),
        |_, bytes| Ok(bytes.collect::<Vec<u8>>()),
    );
    let Ok(bytes) = bytes else { return true };
    let stanza = age_core::format::Stanza {
        tag: "X25519".to_owned(),
        args: vec![STANDARD_NO_PAD.encode(bytes)],
        body: vec![0; 32],
    };
    match PROBE.parse::<age::x25519::Identity>() {
        Ok(probe) => probe.unwrap_stanza(&stanza).is_some(),
        Err(_) => true,
    }
}

/// A secret that opens what was sealed to its [`Recipient`]. Never shown; wiped when dropped.
// On the heap: a value that moves would leave unwiped copies of itself behind (C8).
#[derive(Clone)]
pub struct Identity(Box<age::x25519::Identity>);

impl Identity {
    /// Makes a new one from the system's randomness.
    ///
    /// # Errors
    /// [`SealError::NoRandomness`].
    pub fn generate() -> Result<Self, SealError> {
        require_randomness()?;
        Ok(Self(Box::new(age::x25519::Identity::generate())))
    }

    /// Reads `AGE-SECRET-KEY-1…`, without blanks around it.
    ///
    /// # Errors
    /// Not such a text. Nothing of it is repeated in the error.
    pub fn parse(text: &str) -> Result<Self, KeyTextError> {
        if text.parse::<age::x25519::Recipient>().is_ok() {
            return Err(KeyTextError::PublicForSecret);
        }
        text.parse()
            .map(|key| Self(Box::new(key)))
            .map_err(|_| KeyTextError::NotAnIdentity)
    }

    /// The file key, where one of the stanzas is for this identity.
    pub(super) fn unwrap(
        &self,
        stanzas: &[age_core::format::Stanza],
    ) -> Option<Result<FileKey, Refused>> {
        let found = self.0.unwrap_stanzas(stanzas)?;
        Some(found.map(FileKey::from_age).map_err(refused))
    }

    /// The public half.
    pub fn recipient(&self) -> Recipient {
        Recipient(self.0.to_public())
    }

    /// The secret as `AGE-SECRET-KEY-1…`, for the one who may have it.
    pub fn expose(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.to_string().expose_secret().to_owned())
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

/// Why a text is no key. Holds nothing of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyTextError {
    /// Not `age1…`, or mistyped.
    #[error("not an age recipient")]
    NotARecipient,
    /// Not `AGE-SECRET-KEY-1…`, or mistyped.
    #[error("not an age identity")]
    NotAnIdentity,
    /// A recipient to whom nothing can be sealed safely.
    #[error("recipient is a point of low order")]
    LowOrder,
    /// A secret key where a public one belongs.
    #[error("expected a recipient, found a secret key")]
    SecretForPublic,
    /// A public key where a secret one belongs.
    #[error("expected a secret key, found a recipient")]
    PublicForSecret,
}

impl KeyTextError {
    /// Exit code: 5 for the wrong half, 6 for the others.
    pub fn code(&self) -> u8 {
        match self {
            Self::SecretForPublic | Self::PublicForSecret => 5,
            Self::NotARecipient | Self::NotAnIdentity | Self::LowOrder => 6,
        }
    }
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

    #[test]
    fn a_recipient_that_everybody_could_open_is_refused() {
        // RFC 7748, 6.1: zero, one, minus one, and a point of order eight.
        for text in [
            "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z",
            "age1qyqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqj7vrya",
            "age1anlllllllllllllllllllllllllllllllllllllllllllllllals4n2t7m",
            "age1ur4h5lpmgxu2u9jku0a0r87ydtdqnr0tnsetrlvxvgz3vh6fhqqqzyt4v9",
        ] {
            assert_eq!(
                text.parse::<Recipient>(),
                Err(KeyTextError::LowOrder),
                "{text}"
            );
        }
    }
}
