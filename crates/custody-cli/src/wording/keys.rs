//! What can go wrong with key files, cards and wrapped keys, in words.

use super::file::{entry, looks};
use super::{Phrase, say};
use crate::error::{CliError, ExitCode, reading};
use custody_core::keys::{
    CardError, CardFault, KeyError, PASSPHRASE_LEAST, SecretKind, WeakPassphrase, WrapError,
};

impl From<&KeyError> for CliError {
    fn from(error: &KeyError) -> Self {
        let code = ExitCode::of_core(error.code());
        let said = |what: Phrase| CliError::new(code, what);
        match error {
            KeyError::NotAKeyFile { looks_like } => {
                said(say!("keyfile-not", looks = looks(*looks_like)))
                    .and(say!("not-that-file-advice"))
            }
            KeyError::UnknownVersion => {
                said(say!("keyfile-version")).and(say!("newer-program-advice"))
            }
            KeyError::Malformed { line } => {
                said(say!("keyfile-malformed", line = *line)).and(say!("keyfile-backup-advice"))
            }
            KeyError::Damaged => said(say!("keyfile-damaged")).and(say!("keyfile-backup-advice")),
            KeyError::Mismatch => said(say!("keyfile-mismatch")).and(say!("keyfile-backup-advice")),
            KeyError::WrongPassphrase => said(say!("passphrase-wrong"))
                .and(say!("safe-nothing-written"))
                .and(say!("passphrase-wrong-advice")),
            KeyError::WeakPassphrase(weak) => said(weak_words(*weak))
                .and(say!("safe-nothing-written"))
                .and(say!("passphrase-weak-advice")),
            KeyError::UnsoundKey => said(say!("key-unsound")),
            KeyError::Name => said(say!("keyfile-name")),
            KeyError::CostAboveLimit => said(say!("keyfile-cost-above")),
            KeyError::NoSuchCost => said(say!("keyfile-no-such-cost")),
            KeyError::CostBelowFloor { m_kib, floor_kib } => said(say!(
                "keyfile-cost-below",
                found = *m_kib,
                floor = *floor_kib
            ))
            .next("custody key passwd"),
            KeyError::NoMemory => said(say!("keyfile-no-memory")),
            KeyError::NoRandomness => said(say!("no-randomness")).and(say!("safe-nothing-written")),
            KeyError::NotAFile { path, kind } => said(say!(
                "not-a-file",
                path = path.as_path(),
                kind = entry(*kind)
            )),
            KeyError::TooOpen { path, mode } => said(say!(
                "keyfile-too-open",
                path = path.as_path(),
                mode = format!("{mode:04o}")
            ))
            .and(say!("keyfile-not-read"))
            .next(format!("chmod go= {}", path.display())),
            KeyError::ForeignOwner { path, owner } => said(say!(
                "keyfile-foreign-owner",
                path = path.as_path(),
                owner = *owner
            ))
            .and(say!("keyfile-not-read")),
            KeyError::TooLarge => said(say!("keyfile-too-large")),
            KeyError::NoSuchKey { name, folder } => said(say!(
                "keyfile-no-such-key",
                name = name.as_str(),
                folder = folder.as_path()
            ))
            .next("custody key list"),
            KeyError::NoKey { folder } => said(say!("keyfile-no-key", folder = folder.as_path()))
                .next("custody keygen --name NAME"),
            KeyError::SeveralKeys { names } => said(say!("keyfile-several", names = names.clone())),
            KeyError::NameInUse { name, path } => said(say!(
                "keyfile-name-in-use",
                name = name.as_str(),
                path = path.as_path()
            ))
            .and(say!("exists-safe")),
            KeyError::Io { path, source } => CliError::io(reading(path), source),
            KeyError::Publish(inner) => Self::from(inner),
        }
    }
}

impl From<&WeakPassphrase> for CliError {
    fn from(weak: &WeakPassphrase) -> Self {
        CliError::new(ExitCode::of_core(weak.code()), weak_words(*weak))
            .and(say!("safe-nothing-written"))
            .and(say!("passphrase-weak-advice"))
    }
}

impl From<&WrapError> for CliError {
    fn from(error: &WrapError) -> Self {
        let code = ExitCode::of_core(error.code());
        match error {
            WrapError::TooLarge => CliError::new(code, say!("wrap-too-large")),
            WrapError::WrongKind { expected, found } => CliError::new(
                code,
                say!(
                    "wrap-wrong-kind",
                    expected = secret(*expected),
                    found = secret(*found)
                ),
            ),
            WrapError::Malformed => CliError::new(code, say!("wrap-malformed")),
            WrapError::Seal(inner) => Self::from(inner),
        }
    }
}

impl From<&CardError> for CliError {
    fn from(error: &CardError) -> Self {
        let code = ExitCode::of_core(error.code());
        match error {
            CardError::Note(inner) => Self::from(inner),
            CardError::Malformed(what) => {
                CliError::new(code, say!("card-malformed", fault = card_words(*what)))
                    .and(say!("card-malformed-advice"))
            }
            CardError::Fingerprint => {
                CliError::new(code, say!("card-fingerprint")).and(say!("note-bad-signature-advice"))
            }
        }
    }
}

fn card_words(fault: CardFault) -> Phrase {
    match fault {
        CardFault::Shape => say!("card-shape"),
        CardFault::Verifier => say!("card-verifier"),
        CardFault::Recipient => say!("card-recipient"),
        CardFault::Name => say!("card-name"),
    }
}

fn weak_words(weak: WeakPassphrase) -> Phrase {
    match weak {
        WeakPassphrase::Blank => say!("passphrase-blank"),
        WeakPassphrase::Short => say!("passphrase-short", least = PASSPHRASE_LEAST),
        WeakPassphrase::OneCharacter => say!("passphrase-one-character"),
    }
}

fn secret(kind: SecretKind) -> Phrase {
    match kind {
        SecretKind::Identity => say!("secret-identity"),
        SecretKind::Seed => say!("secret-seed"),
    }
}
