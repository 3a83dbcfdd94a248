//! ssh keys, as age seals to them: `ssh-ed25519` and `ssh-rsa`.
//!
//! Not part of the age specification; the age crate does as `age` does. Whoever holds such a file
//! can tell for which ssh key it is, for the stanza names it.

use std::fmt;

use age::secrecy::SecretString;
use age::ssh::{ParseRecipientKeyError, UnsupportedKey};

use super::key_text::KeyTextError;

/// An ssh public key.
#[derive(Clone)]
pub(super) struct SshRecipient(Box<age::ssh::Recipient>);

impl SshRecipient {
    /// Reads a line of a `.pub` file. A comment after the key is left out.
    pub(super) fn parse(text: &str) -> Result<Self, KeyTextError> {
        use ParseRecipientKeyError as Error;
        let key = text
            .parse::<age::ssh::Recipient>()
            .map_err(|error| match error {
                Error::RsaModulusTooLarge | Error::RsaModulusTooSmall => KeyTextError::RsaSize,
                Error::Unsupported(_) => KeyTextError::SshKind,
                _ => KeyTextError::NotARecipient,
            })?;
        // A point of low order makes the shared secret zero for everybody.
        if matches!(&key, age::ssh::Recipient::SshEd25519(_, point) if point.is_small_order()) {
            return Err(KeyTextError::LowOrder);
        }
        Ok(Self(Box::new(key)))
    }

    pub(super) fn as_age(&self) -> &age::ssh::Recipient {
        &self.0
    }
}

impl fmt::Display for SshRecipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// An ssh private key, and its public half as text.
pub(super) struct SshIdentity {
    key: Box<age::ssh::Identity>,
    public: String,
}

/// What a private key file of ssh holds.
pub(super) enum SshFile {
    Key(SshIdentity),
    /// Encrypted under a passphrase.
    Locked(Box<age::ssh::EncryptedKey>),
}

impl SshIdentity {
    /// Reads a private key file.
    pub(super) fn parse(text: &[u8]) -> Result<SshFile, KeyTextError> {
        use age::ssh::Identity as Found;
        match Found::from_buffer(text, None).map_err(|_| KeyTextError::NotAnIdentity)? {
            Found::Encrypted(key) => Ok(SshFile::Locked(Box::new(key))),
            Found::Unsupported(UnsupportedKey::Hardware(_) | UnsupportedKey::Type(_)) => {
                Err(KeyTextError::SshKind)
            }
            Found::Unsupported(_) => Err(KeyTextError::NotAnIdentity),
            key @ Found::Unencrypted(_) => Ok(SshFile::Key(Self::of(key))),
        }
    }

    /// `None` where the passphrase is wrong.
    pub(super) fn unlock(
        locked: &age::ssh::EncryptedKey,
        passphrase: SecretString,
    ) -> Option<Self> {
        let key = locked.decrypt(passphrase).ok()?;
        Some(Self::of(key.into()))
    }

    fn of(key: age::ssh::Identity) -> Self {
        let public = age::ssh::Recipient::try_from(key.clone())
            .map(|public| public.to_string())
            .unwrap_or_default();
        Self {
            key: Box::new(key),
            public,
        }
    }

    pub(super) fn as_age(&self) -> &age::ssh::Identity {
        &self.key
    }

    pub(super) fn public(&self) -> &str {
        &self.public
    }
}
