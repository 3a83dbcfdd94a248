//! With what a sealed file is opened: identities from files, a passphrase, or the person's own key.

use super::plugin::Shown;
use crate::cli::Context;
use crate::error::{CliError, ExitCode};
use crate::wording::say;
use custody_core::seal::{
    IDENTITY_FILE_LIMIT, IdentityFile, IdentityFileError, Keys, Opener, Passphrase, SCRYPT_ALLOWED,
    SCRYPT_HIGHEST,
};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// How much work a passphrase may ask for: scrypt with 2^N rounds. Each step doubles time and memory; 20 takes 1 GiB.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct ScryptLimit {
    #[arg(
        long,
        value_name = "N",
        default_value_t = SCRYPT_ALLOWED,
        value_parser = clap::value_parser!(u8).range(i64::from(SCRYPT_ALLOWED)..=i64::from(SCRYPT_HIGHEST)),
    )]
    scrypt_limit: u8,
}

/// Identities from files, the passphrase, or the person's own key.
pub(super) fn opened_with(
    context: &Context,
    identities: &[PathBuf],
    passphrase: bool,
    scrypt: ScryptLimit,
) -> Result<OpenedWith, CliError> {
    if passphrase {
        let passphrase = context.passphrase(&say!("passphrase-of-package"))?;
        return Ok(OpenedWith::Passphrase(passphrase, scrypt));
    }
    let mut openers = Vec::new();
    for file in identities {
        openers.extend(openers_in(file, scrypt, context)?);
    }
    if openers.is_empty() {
        let key = context.unlock()?;
        openers.push(key.identity().clone().into());
        context.keep(key);
    }
    Ok(OpenedWith::Openers(openers))
}

/// With what a sealed file is opened.
pub(super) enum OpenedWith {
    Openers(Vec<Opener>),
    Passphrase(Passphrase, ScryptLimit),
}

impl OpenedWith {
    pub(super) fn keys(&self) -> Keys<'_> {
        match self {
            Self::Openers(openers) => Keys::Openers(openers),
            Self::Passphrase(passphrase, scrypt) => Keys::Passphrase {
                passphrase,
                allowed: scrypt.scrypt_limit,
            },
        }
    }
}

/// The identities in an identity file, whose passphrase is asked for where it has one.
fn openers_in(
    file: &Path,
    scrypt: ScryptLimit,
    context: &Context,
) -> Result<Vec<Opener>, CliError> {
    let reading = |error| CliError::io(say!("io-reading", path = file), &error);
    // With room for all of it: a secret must not be left behind by growing.
    let mut bytes = Zeroizing::new(Vec::with_capacity(IDENTITY_FILE_LIMIT + 1));
    File::open(file)
        .and_then(|opened| {
            opened
                .take(IDENTITY_FILE_LIMIT as u64 + 1)
                .read_to_end(&mut bytes)
        })
        .map_err(reading)?;
    let refused = |error| bad_identity(file, &error);
    match IdentityFile::parse(&bytes, &Shown::on(context.ui)).map_err(refused)? {
        IdentityFile::Open(openers) => Ok(openers),
        IdentityFile::Locked(locked) => {
            let passphrase = context.passphrase(&say!("passphrase-of-identity", file = file))?;
            let opened = locked.unlock(&passphrase, scrypt.scrypt_limit);
            opened.map_err(refused)
        }
    }
}

fn bad_identity(file: &Path, error: &IdentityFileError) -> CliError {
    match error {
        IdentityFileError::Seal(inner) => CliError::from(inner),
        IdentityFileError::WrongPassphrase => CliError::new(
            ExitCode::of_core(error.code()),
            say!("identity-wrong-passphrase", file = file),
        ),
        _ => CliError::new(
            ExitCode::of_core(error.code()),
            say!("bad-identity", file = file),
        ),
    }
}
