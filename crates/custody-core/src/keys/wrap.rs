//! A vault's secrets, each in a small age file to one person.
//!
//! The content is one line: an identity as `AGE-SECRET-KEY-1…`, so that `age -d` alone gives a usable
//! identity file; a signing seed as 64 lower-case hexadecimal digits.

use std::fmt;

use zeroize::Zeroizing;

use super::person::SigningSeed;
use crate::seal::{self, Identity, Keys, NoProgress, Recipient, SealError, To};

/// Largest wrapping in bytes.
pub const WRAP_LIMIT: usize = 16 * 1024;

const HEX_LEN: usize = 64;

/// What a wrapping holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretKind {
    /// An age identity, which opens an object.
    Identity,
    /// The seed of a signing key.
    Seed,
}

impl fmt::Display for SecretKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Identity => "identity",
            Self::Seed => "signing seed",
        })
    }
}

/// Why a secret was not wrapped or unwrapped. Holds nothing secret.
#[derive(Debug, thiserror::Error)]
pub enum WrapError {
    /// More than [`WRAP_LIMIT`] bytes.
    #[error("wrapping larger than {WRAP_LIMIT} bytes")]
    TooLarge,
    /// Another kind of secret than expected is inside.
    #[error("expected {expected}, found {found}")]
    WrongKind {
        /// What was wanted.
        expected: SecretKind,
        /// What is there.
        found: SecretKind,
    },
    /// What is inside is no secret of either kind.
    #[error("no secret inside")]
    Malformed,
    /// The age file is at fault, or is for somebody else.
    #[error(transparent)]
    Seal(#[from] SealError),
}

impl WrapError {
    /// The exit code (reliability.md, B).
    pub fn code(&self) -> u8 {
        match self {
            Self::WrongKind { .. } => 5,
            Self::Malformed => 6,
            Self::TooLarge => 9,
            Self::Seal(error) => error.code(),
        }
    }
}

/// Wraps an identity to a person.
///
/// # Errors
/// No randomness (7).
pub fn wrap_identity(secret: &Identity, to: &Recipient) -> Result<Vec<u8>, WrapError> {
    wrap(&secret.expose(), to)
}

/// Wraps a signing seed to a person.
///
/// # Errors
/// No randomness (7).
pub fn wrap_seed(secret: &SigningSeed, to: &Recipient) -> Result<Vec<u8>, WrapError> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut hex = Zeroizing::new(String::with_capacity(HEX_LEN));
    for byte in secret.expose().iter() {
        for nibble in [byte >> 4, byte & 15] {
            let digit = DIGITS.get(usize::from(nibble)).copied().unwrap_or_default();
            hex.push(char::from(digit));
        }
    }
    wrap(&hex, to)
}

/// Takes an identity out of its wrapping.
///
/// # Errors
/// Not for this key (5), altered (3), malformed (6), another kind of secret (5), too large (9).
pub fn unwrap_identity(wrapped: &[u8], key: &Identity) -> Result<Identity, WrapError> {
    let line = unwrap(wrapped, key)?;
    match Identity::parse(&line) {
        Ok(identity) => Ok(identity),
        Err(_) if seed(&line).is_some() => Err(WrapError::WrongKind {
            expected: SecretKind::Identity,
            found: SecretKind::Seed,
        }),
        Err(_) => Err(WrapError::Malformed),
    }
}

/// Takes a signing seed out of its wrapping.
///
/// # Errors
/// As [`unwrap_identity`].
pub fn unwrap_seed(wrapped: &[u8], key: &Identity) -> Result<SigningSeed, WrapError> {
    let line = unwrap(wrapped, key)?;
    match seed(&line) {
        Some(seed) => Ok(seed),
        None if Identity::parse(&line).is_ok() => Err(WrapError::WrongKind {
            expected: SecretKind::Seed,
            found: SecretKind::Identity,
        }),
        None => Err(WrapError::Malformed),
    }
}

fn wrap(line: &str, to: &Recipient) -> Result<Vec<u8>, WrapError> {
    let mut content = Zeroizing::new(Vec::with_capacity(line.len() + 1));
    content.extend_from_slice(line.as_bytes());
    content.push(b'\n');
    let mut wrapped = Vec::new();
    let to = To::Recipients(vec![to.clone()]);
    seal::seal(
        &mut content.as_slice(),
        &mut wrapped,
        &to,
        false,
        &mut NoProgress,
    )?;
    Ok(wrapped)
}

fn unwrap(wrapped: &[u8], key: &Identity) -> Result<Zeroizing<String>, WrapError> {
    if wrapped.len() > WRAP_LIMIT {
        return Err(WrapError::TooLarge);
    }
    // As large as anything that can come out: it never grows.
    let mut content = Zeroizing::new(Vec::with_capacity(wrapped.len()));
    let keys = Keys::Identities(std::slice::from_ref(key));
    seal::open(&mut &*wrapped, &mut *content, &keys, &mut NoProgress)?;
    let line = std::str::from_utf8(&content)
        .ok()
        .and_then(|text| text.strip_suffix('\n'));
    let line = line.ok_or(WrapError::Malformed)?;
    let mut text = Zeroizing::new(String::with_capacity(line.len()));
    text.push_str(line);
    Ok(text)
}

fn seed(line: &str) -> Option<SigningSeed> {
    let mut bytes = Zeroizing::new([0; 32]);
    if line.len() != HEX_LEN {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(line.as_bytes().chunks_exact(2)) {
        let [high, low] = pair else { return None };
        *byte = nibble(*high)? << 4 | nibble(*low)?;
    }
    Some(SigningSeed::from_bytes(&bytes))
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn identity() -> Identity {
        Identity::generate().unwrap()
    }

    #[test]
    fn secrets_come_out_as_they_went_in() {
        let (person, instance) = (identity(), identity());
        let wrapped = wrap_identity(&instance, &person.recipient()).unwrap();
        assert!(wrapped.len() < 1024);
        let out = unwrap_identity(&wrapped, &person).unwrap();
        assert_eq!(*out.expose(), *instance.expose());

        let seed = SigningSeed::generate().unwrap();
        let wrapped = wrap_seed(&seed, &person.recipient()).unwrap();
        let out = unwrap_seed(&wrapped, &person).unwrap();
        assert_eq!(**out.expose(), **seed.expose());
    }

    #[test]
    fn the_content_is_one_line_that_age_alone_can_use() {
        let (person, instance) = (identity(), identity());
        let wrapped = wrap_identity(&instance, &person.recipient()).unwrap();
        let key: age::x25519::Identity = person.expose().parse().unwrap();
        let plain = String::from_utf8(age::decrypt(&key, &wrapped).unwrap()).unwrap();
        assert_eq!(plain, format!("{}\n", *instance.expose()));
    }

    #[test]
    fn nobody_else_opens_a_wrapping() {
        let wrapped = wrap_identity(&identity(), &identity().recipient()).unwrap();
        assert_eq!(
            unwrap_identity(&wrapped, &identity()).err().unwrap().code(),
            5
        );
    }

    #[test]
    fn the_other_kind_of_secret_is_named() {
        let person = identity();
        let wrapped = wrap_identity(&identity(), &person.recipient()).unwrap();
        let error = unwrap_seed(&wrapped, &person).unwrap_err();
        assert_eq!(error.code(), 5);
        assert!(matches!(
            error,
            WrapError::WrongKind {
                expected: SecretKind::Seed,
                found: SecretKind::Identity
            }
        ));
        let wrapped = wrap_seed(&SigningSeed::generate().unwrap(), &person.recipient()).unwrap();
        let error = unwrap_identity(&wrapped, &person).unwrap_err();
        assert!(matches!(
            error,
            WrapError::WrongKind {
                expected: SecretKind::Identity,
                found: SecretKind::Seed
            }
        ));
    }

    #[test]
    fn what_is_no_wrapping_is_refused() {
        let person = identity();
        let to = person.recipient();
        for (line, code) in [
            ("hello", 6),
            (&"a".repeat(63), 6),
            (&"A".repeat(64), 6),
            ("", 6),
        ] {
            assert_eq!(
                unwrap_seed(&wrap(line, &to).unwrap(), &person)
                    .unwrap_err()
                    .code(),
                code
            );
        }
        assert_eq!(unwrap_seed(b"", &person).unwrap_err().code(), 6);
        assert_eq!(
            unwrap_seed(&[0; WRAP_LIMIT + 1], &person)
                .unwrap_err()
                .code(),
            9
        );
        let wrapped = wrap_identity(&identity(), &to).unwrap();
        for at in 0..wrapped.len() {
            let mut changed = wrapped.clone();
            changed[at] ^= 1;
            let code = unwrap_identity(&changed, &person).err().unwrap().code();
            assert!(matches!(code, 3 | 5 | 6), "byte {at}");
            assert!(unwrap_identity(&wrapped[..at], &person).is_err());
        }
    }
}
