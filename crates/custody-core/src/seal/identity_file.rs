//! Files that hold identities: age's, plain or under a passphrase, and ssh's private keys.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::error::SealError;
use super::header::INTRO;
use super::key_text::KeyTextError;
use super::opener::Opener;
use super::opening::open_reader;
use super::passphrase::{Passphrase, secret_string};
use super::plugin::PluginPrompt;
use super::ssh::{SshFile, SshIdentity};
use super::unlock::Keys;

/// Longest identity file in bytes.
pub const IDENTITY_FILE_LIMIT: usize = 1024 * 1024;

/// What an identity file holds.
#[derive(Debug)]
pub enum IdentityFile {
    /// Identities, at least one.
    Open(Vec<Opener>),
    /// Something that takes a passphrase first.
    Locked(LockedIdentities),
}

/// Identities under a passphrase.
pub struct LockedIdentities {
    kind: Locked,
    prompt: Arc<dyn PluginPrompt>,
}

enum Locked {
    /// An age file to a passphrase that holds an identity file.
    Age(Vec<u8>),
    Ssh(Box<age::ssh::EncryptedKey>),
}

/// Why a file holds no identities.
#[derive(Debug, thiserror::Error)]
pub enum IdentityFileError {
    /// Longer than [`IDENTITY_FILE_LIMIT`].
    #[error("identity file longer than {IDENTITY_FILE_LIMIT} bytes")]
    TooLarge,
    /// This line is no identity.
    #[error("line {line}: {fault}")]
    Line {
        /// The line, from 1.
        line: usize,
        /// Why.
        fault: KeyTextError,
    },
    /// Nothing but comments, or nothing at all.
    #[error("no identity")]
    Empty,
    /// The passphrase is wrong.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// The age file around the identities is not to a passphrase, or does not open.
    #[error("the encrypted identity file does not open")]
    Seal(#[source] SealError),
}

impl IdentityFileError {
    /// The exit code (reliability.md, B).
    pub fn code(&self) -> u8 {
        match self {
            Self::TooLarge => 9,
            Self::Line { fault, .. } => fault.code(),
            Self::Empty => 6,
            Self::WrongPassphrase => 5,
            Self::Seal(error) => error.code(),
        }
    }
}

impl IdentityFile {
    /// Reads the bytes of an identity file: lines of identities with `#` comments and empty lines
    /// between them, the same sealed to a passphrase (binary or armored), or a private key of ssh.
    ///
    /// # Errors
    /// Not such a file (6, 5 for a public key in it), or too long (9).
    pub fn parse(bytes: &[u8], prompt: &Arc<dyn PluginPrompt>) -> Result<Self, IdentityFileError> {
        if bytes.len() > IDENTITY_FILE_LIMIT {
            return Err(IdentityFileError::TooLarge);
        }
        let locked = |kind| {
            Self::Locked(LockedIdentities {
                kind,
                prompt: Arc::clone(prompt),
            })
        };
        if bytes.starts_with(INTRO) || bytes.starts_with(b"-----BEGIN AGE ENCRYPTED FILE-----") {
            return Ok(locked(Locked::Age(bytes.to_vec())));
        }
        if bytes.starts_with(b"-----BEGIN ") {
            return match SshIdentity::parse(bytes) {
                Ok(SshFile::Key(key)) => Ok(Self::Open(vec![Opener::ssh(key)])),
                Ok(SshFile::Locked(key)) => Ok(locked(Locked::Ssh(key))),
                Err(fault) => Err(IdentityFileError::Line { line: 1, fault }),
            };
        }
        lines(bytes, prompt).map(Self::Open)
    }
}

impl LockedIdentities {
    /// Opens it.
    ///
    /// # Errors
    /// The passphrase is wrong (5), the file asks for more work than allowed (9), or what is inside
    /// is no identity file (6).
    pub fn unlock(
        &self,
        passphrase: &Passphrase,
        allowed: u8,
    ) -> Result<Vec<Opener>, IdentityFileError> {
        match &self.kind {
            Locked::Ssh(key) => SshIdentity::unlock(key, secret_string(passphrase))
                .map(|key| vec![Opener::ssh(key)])
                .ok_or(IdentityFileError::WrongPassphrase),
            Locked::Age(file) => {
                let keys = Keys::Passphrase {
                    passphrase,
                    allowed,
                };
                let text = opened(file, &keys).map_err(|error| match error {
                    SealError::NoMatch { kinds, .. } if kinds == ["scrypt"] => {
                        IdentityFileError::WrongPassphrase
                    }
                    other => IdentityFileError::Seal(other),
                })?;
                lines(&text, &self.prompt)
            }
        }
    }
}

impl std::fmt::Debug for LockedIdentities {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LockedIdentities(…)")
    }
}

fn opened(file: &[u8], keys: &Keys<'_>) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let mut reader = open_reader(file, keys)?;
    // As long as the file at most: the secrets must not be left behind by growing.
    let mut text = Zeroizing::new(vec![0; file.len()]);
    let mut len = 0;
    loop {
        let read = reader.read_verified(text.get_mut(len..).unwrap_or_default())?;
        len += read;
        if read == 0 {
            text.truncate(len);
            return Ok(text);
        }
    }
}

fn lines(bytes: &[u8], prompt: &Arc<dyn PluginPrompt>) -> Result<Vec<Opener>, IdentityFileError> {
    let mut found = Vec::new();
    for (at, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let fault = |fault| IdentityFileError::Line {
            line: at + 1,
            fault,
        };
        let line = std::str::from_utf8(line).map_err(|_| fault(KeyTextError::NotAnIdentity))?;
        let line = line.trim();
        if !line.is_empty() && !line.starts_with('#') {
            found.push(Opener::parse(line, prompt).map_err(fault)?);
        }
    }
    if found.is_empty() {
        return Err(IdentityFileError::Empty);
    }
    Ok(found)
}
