//! What can go wrong with sealed files, in words.

use super::file::looks;
use super::{Phrase, say};
use crate::error::{CliError, ExitCode, writing};
use custody_core::seal::publish::PublishError;
use custody_core::seal::{
    KeyTextError, Limit, Mixing, PluginFault, SealError, TAG_LIMIT, TagFault,
};

impl From<&SealError> for CliError {
    fn from(error: &SealError) -> Self {
        let code = ExitCode::of_core(error.code());
        let said = |what: Phrase| CliError::new(code, what);
        match error {
            SealError::NotSealed { looks_like } => {
                said(say!("seal-not-sealed", looks = looks(*looks_like)))
                    .and(say!("not-that-file-advice"))
            }
            SealError::UnknownVersion => {
                said(say!("seal-unknown-version")).and(say!("newer-program-advice"))
            }
            SealError::Header { line, .. } => {
                said(say!("seal-header", line = *line)).and(say!("seal-damaged-advice"))
            }
            SealError::Stanza => said(say!("seal-stanza")).and(say!("seal-damaged-advice")),
            SealError::NonceCutShort => {
                said(say!("seal-nonce-cut-short")).and(say!("seal-damaged-advice"))
            }
            SealError::Armor { line } => {
                said(say!("seal-armor", line = *line)).and(say!("seal-damaged-advice"))
            }
            SealError::NoMatch { kinds, tried } => said(say!(
                "seal-no-match",
                kinds = kinds.clone(),
                tried = tried.clone()
            ))
            .and(say!("seal-no-match-advice")),
            SealError::HeaderAltered => {
                said(say!("seal-header-altered")).and(say!("seal-altered-advice"))
            }
            SealError::Payload { chunk, offset } => {
                said(say!("seal-payload", chunk = *chunk, offset = *offset))
                    .and(say!("seal-altered-advice"))
            }
            SealError::ScryptWork { factor, allowed } => {
                said(say!("seal-scrypt", factor = *factor, allowed = *allowed))
                    .and(say!("seal-scrypt-advice", factor = *factor))
            }
            SealError::Limit { limit } => said(match limit {
                Limit::HeaderBytes => say!("seal-limit-header", most = limit.most()),
                Limit::Stanzas => say!("seal-limit-stanzas", most = limit.most()),
            }),
            SealError::Tag(fault) => match fault {
                TagFault::Several => {
                    said(say!("seal-tag-several")).and(say!("seal-altered-advice"))
                }
                TagFault::Version => {
                    said(say!("seal-tag-version")).and(say!("newer-program-advice"))
                }
                TagFault::TooLong => said(say!("seal-tag-long", most = TAG_LIMIT)),
                TagFault::Room { room, found } => {
                    said(say!("seal-tag-room", room = *room, found = *found))
                        .and(say!("safe-no-output"))
                }
            },
            SealError::NoRecipients => said(say!("seal-no-recipients")),
            SealError::Mixed(mixing) => said(match mixing {
                Mixing::PostQuantum => say!("seal-mixed-post-quantum"),
                Mixing::Passphrase => say!("seal-mixed-passphrase"),
                Mixing::Plugin => say!("seal-mixed-plugin"),
            }),
            SealError::Plugin { program, fault } => match fault {
                PluginFault::Missing => said(say!("plugin-missing", program = program.as_str())),
                PluginFault::Died(source) => {
                    CliError::io(say!("plugin-died", program = program.as_str()), source)
                }
                PluginFault::Failed(message) => said(say!(
                    "plugin-failed",
                    program = program.as_str(),
                    text = message.as_str()
                )),
            },
            SealError::NoRandomness => {
                said(say!("no-randomness")).and(say!("safe-nothing-written"))
            }
            SealError::Read(source) => CliError::io(say!("seal-reading"), source),
            SealError::NoRoom { wanted, free } => {
                said(say!("seal-no-room", wanted = *wanted, free = *free))
                    .and(say!("safe-no-output"))
                    .and(say!("seal-no-room-advice"))
            }
            SealError::Write(source) => {
                CliError::io(say!("seal-writing"), source).and(say!("safe-no-output"))
            }
            SealError::ReadBack { offset } => said(say!("seal-read-back", offset = *offset)),
            SealError::Changed { path } => said(say!("archive-changed", path = path.as_path()))
                .and(say!("archive-changed-advice"))
                .and(say!("safe-no-output")),
            SealError::BrokenPipe => said(say!("io-broken-pipe")),
            SealError::Cancelled => said(say!("io-interrupted")).and(say!("safe-no-output")),
        }
    }
}

impl From<&PublishError> for CliError {
    fn from(error: &PublishError) -> Self {
        let code = ExitCode::of_core(error.code());
        match error {
            PublishError::Exists { path } => {
                CliError::new(code, say!("exists", path = path.as_path()))
                    .and(say!("exists-safe"))
                    .and(say!("exists-advice"))
            }
            PublishError::Io { path, source } => {
                CliError::io(writing(path), source).and(say!("safe-no-output"))
            }
            PublishError::NotDurable { path, .. } => {
                CliError::new(code, say!("publish-not-durable", path = path.as_path()))
                    .and(say!("publish-not-durable-advice"))
            }
        }
    }
}

impl From<&KeyTextError> for CliError {
    fn from(error: &KeyTextError) -> Self {
        let what = match error {
            KeyTextError::NotARecipient => say!("key-text-recipient"),
            KeyTextError::NotAnIdentity => say!("key-text-identity"),
            KeyTextError::LowOrder => say!("key-unsound"),
            KeyTextError::RsaSize => say!("key-text-rsa-size"),
            KeyTextError::SshKind => say!("key-text-ssh-kind"),
            KeyTextError::SecretForPublic => say!("key-text-secret-for-public"),
            KeyTextError::PublicForSecret => say!("key-text-public-for-secret"),
        };
        CliError::new(ExitCode::of_core(error.code()), what)
    }
}
