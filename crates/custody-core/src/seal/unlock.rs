//! From a header and somebody's keys to the key of the file.

use age::{DecryptError, Identity as _};

use super::error::SealError;
use super::file_key::FileKey;
use super::header::{Header, SCRYPT_HIGHEST};
use super::identity::Identity;
use super::opener::Opener;
use super::passphrase::{Passphrase, secret_string};

/// Highest scrypt factor that is worked through unless asked for (reliability.md, limits).
pub const SCRYPT_ALLOWED: u8 = 20;

/// What a file may be opened with.
#[derive(Clone, Copy, Debug)]
pub enum Keys<'a> {
    /// Whichever of these fits.
    Identities(&'a [Identity]),
    /// Whichever of these fits: identities of any kind.
    Openers(&'a [Opener]),
    /// The passphrase of a passphrase file.
    Passphrase {
        /// As typed when the file was made.
        passphrase: &'a Passphrase,
        /// Highest scrypt factor to work through; [`SCRYPT_HIGHEST`](super::SCRYPT_HIGHEST) at most.
        allowed: u8,
    },
}

impl<'a> Keys<'a> {
    /// A passphrase, with the usual bound on its work ([`SCRYPT_ALLOWED`]).
    pub fn passphrase(passphrase: &'a Passphrase) -> Self {
        Self::Passphrase {
            passphrase,
            allowed: SCRYPT_ALLOWED,
        }
    }
}

/// Finds the file key, and checks the header's MAC with it.
///
/// # Errors
/// No key fits (5), the header was altered (3), a stanza of a known kind is malformed (6), the
/// passphrase asks for more work than allowed (9).
pub fn unlock(header: &Header, keys: &Keys<'_>) -> Result<FileKey, SealError> {
    let stanzas: Vec<_> = header.stanzas().iter().map(Into::into).collect();
    let found = match keys {
        Keys::Identities(identities) => identities
            .iter()
            .find_map(|identity| identity.unwrap(&stanzas)),
        Keys::Openers(openers) => openers.iter().find_map(|opener| opener.unwrap(&stanzas)),
        Keys::Passphrase {
            passphrase,
            allowed,
        } => {
            check_work(header, *allowed)?;
            let mut key = age::scrypt::Identity::new(secret_string(passphrase));
            key.set_max_work_factor(*allowed);
            key.unwrap_stanzas(&stanzas)
                .map(|found| found.map(FileKey::from_age).map_err(refused))
        }
    };
    match found {
        Some(Ok(key)) => {
            header.verify(&key)?;
            Ok(key)
        }
        Some(Err(Refused::Malformed)) => Err(SealError::Stanza),
        Some(Err(Refused::Plugin(error))) => Err(error),
        Some(Err(Refused::WrongKey)) | None => Err(no_match(header, keys)),
    }
}

/// Why a key that a stanza seemed to be for did not unwrap it.
pub(super) enum Refused {
    /// The stanza breaks the rules of its kind.
    Malformed,
    /// It was wrapped for another.
    WrongKey,
    /// A plugin failed.
    Plugin(SealError),
}

pub(super) fn refused(error: DecryptError) -> Refused {
    match error {
        DecryptError::NoMatchingKeys
        | DecryptError::DecryptionFailed
        | DecryptError::KeyDecryptionFailed => Refused::WrongKey,
        _ => Refused::Malformed,
    }
}

/// The work is bounded before it is begun.
fn check_work(header: &Header, allowed: u8) -> Result<(), SealError> {
    let allowed = allowed.min(SCRYPT_HIGHEST);
    match header.scrypt_factor() {
        Some(factor) if factor > allowed => Err(SealError::ScryptWork { factor, allowed }),
        _ => Ok(()),
    }
}

fn no_match(header: &Header, keys: &Keys<'_>) -> SealError {
    SealError::NoMatch {
        kinds: header
            .stanzas()
            .iter()
            .map(|stanza| stanza.kind().to_owned())
            .collect(),
        tried: match keys {
            Keys::Identities(identities) => identities
                .iter()
                .map(|identity| identity.recipient().to_string())
                .collect(),
            Keys::Openers(openers) => openers.iter().map(Opener::public).collect(),
            Keys::Passphrase { .. } => Vec::new(),
        },
    }
}
