//! age's plugins: other programs that wrap and unwrap file keys, for hardware keys and the like.
//!
//! <https://c2sp.org/age-plugin>. The program `age-plugin-NAME` is looked for in `PATH`. It runs
//! only where somebody named a recipient or an identity of it; never for what a file asks.

use std::fmt;
use std::io;
use std::sync::Arc;

use age::secrecy::SecretString;
use age::{DecryptError, EncryptError, Identity as _, Recipient as _};
use zeroize::Zeroizing;

use super::error::SealError;
use super::file_key::FileKey;
use super::header::Stanza;
use super::unlock::{Refused, refused};
use super::wrap::Labels;

/// How a plugin talks with the person. `None` means that nobody can be asked.
pub trait PluginPrompt: Send + Sync {
    /// Shows a message, such as that a key wants to be touched.
    fn message(&self, text: &str);
    /// Asks a question with one or two answers; `Some(true)` is the first.
    fn confirm(&self, text: &str, yes: &str, no: Option<&str>) -> Option<bool>;
    /// Asks for a line that may be seen.
    fn line(&self, text: &str) -> Option<String>;
    /// Asks for a secret, such as a PIN.
    fn secret(&self, text: &str) -> Option<Zeroizing<String>>;
}

/// Nobody is there to be asked.
#[derive(Clone, Copy, Debug)]
pub struct NoPrompt;

impl PluginPrompt for NoPrompt {
    fn message(&self, _: &str) {}

    fn confirm(&self, _: &str, _: &str, _: Option<&str>) -> Option<bool> {
        None
    }

    fn line(&self, _: &str) -> Option<String> {
        None
    }

    fn secret(&self, _: &str) -> Option<Zeroizing<String>> {
        None
    }
}

/// Why a plugin did not do its part. What it said is untrusted text.
#[derive(Debug)]
pub enum PluginFault {
    /// The program is not in `PATH`.
    Missing,
    /// It answered with an error.
    Failed(String),
    /// It could not be run, or ended in the middle.
    Died(io::Error),
}

/// A recipient that a plugin seals to.
#[derive(Clone)]
pub(super) struct PluginRecipient {
    key: age::plugin::Recipient,
    prompt: Prompt,
}

impl PluginRecipient {
    /// Reads `age1name1…`.
    pub(super) fn parse(text: &str, prompt: &Arc<dyn PluginPrompt>) -> Option<Self> {
        // What age's own kinds begin with is theirs, and nobody's program.
        let ours = text.starts_with("age1pq1");
        let key = (!ours).then(|| text.parse().ok())??;
        Some(Self {
            key,
            prompt: Prompt(Arc::clone(prompt)),
        })
    }

    pub(super) fn wrap(&self, key: &FileKey) -> Result<(Vec<Stanza>, Labels), SealError> {
        let failed = |fault| SealError::Plugin {
            program: program(self.key.plugin()),
            fault,
        };
        let recipients = std::slice::from_ref(&self.key);
        let plugin = age::plugin::RecipientPluginV1::new(
            self.key.plugin(),
            recipients,
            &[],
            self.prompt.clone(),
        )
        .map_err(|_| failed(PluginFault::Missing))?;
        let (stanzas, labels) =
            plugin
                .wrap_file_key(key.as_age())
                .map_err(|error| match error {
                    EncryptError::Plugin(errors) => failed(PluginFault::Failed(words(&errors))),
                    EncryptError::Io(error) => failed(PluginFault::Died(bare(&error))),
                    other => failed(PluginFault::Failed(other.to_string())),
                })?;
        // A plugin's words must be sound before they stand in a header.
        let stanzas = stanzas
            .into_iter()
            .map(|stanza| Stanza::new(stanza.tag, stanza.args, stanza.body))
            .collect::<Result<Vec<_>, _>>();
        match stanzas {
            Ok(stanzas) if !stanzas.is_empty() => Ok((stanzas, labels.into_iter().collect())),
            _ => Err(failed(PluginFault::Failed("no stanza".to_owned()))),
        }
    }
}

impl fmt::Display for PluginRecipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.key, f)
    }
}

/// An identity that a plugin opens with.
pub(super) struct PluginIdentity {
    key: age::plugin::Identity,
    prompt: Prompt,
}

impl PluginIdentity {
    /// Reads `AGE-PLUGIN-NAME-1…`.
    pub(super) fn parse(text: &str, prompt: &Arc<dyn PluginPrompt>) -> Option<Self> {
        Some(Self {
            key: text.parse().ok()?,
            prompt: Prompt(Arc::clone(prompt)),
        })
    }

    pub(super) fn unwrap(
        &self,
        stanzas: &[age_core::format::Stanza],
    ) -> Option<Result<FileKey, Refused>> {
        let failed = |fault| {
            Refused::Plugin(SealError::Plugin {
                program: self.program(),
                fault,
            })
        };
        let plugin = age::plugin::IdentityPluginV1::new(
            self.key.plugin(),
            std::slice::from_ref(&self.key),
            self.prompt.clone(),
        );
        let Ok(plugin) = plugin else {
            return Some(Err(failed(PluginFault::Missing)));
        };
        let found = plugin.unwrap_stanzas(stanzas)?;
        Some(found.map(FileKey::from_age).map_err(|error| match error {
            DecryptError::Plugin(errors) => failed(PluginFault::Failed(words(&errors))),
            DecryptError::Io(error) => failed(PluginFault::Died(bare(&error))),
            other => refused(other),
        }))
    }

    /// The name of its program; the identity itself may hold a secret.
    pub(super) fn program(&self) -> String {
        program(self.key.plugin())
    }
}

/// What the plugin itself said: the age crate, whose error has no public name, sets it last into a
/// sentence of its own, between the marks that isolate a text from its surroundings.
fn words(errors: &[impl ToString]) -> String {
    let said = errors.iter().map(|error| {
        let whole = error.to_string();
        match whole.rsplit_once('\u{2068}') {
            Some((_, said)) => said.trim_end_matches('\u{2069}').to_owned(),
            None => whole,
        }
    });
    said.collect::<Vec<_>>().join("; ")
}

/// The error without the age crate's words: of a plugin that died, they tell the reader to print
/// secret keys.
fn bare(error: &io::Error) -> io::Error {
    error
        .raw_os_error()
        .map_or_else(|| error.kind().into(), io::Error::from_raw_os_error)
}

fn program(name: &str) -> String {
    format!("age-plugin-{name}")
}

/// The prompt in the shape the age crate asks for.
#[derive(Clone)]
struct Prompt(Arc<dyn PluginPrompt>);

impl age::Callbacks for Prompt {
    fn display_message(&self, message: &str) {
        self.0.message(message);
    }

    fn confirm(&self, message: &str, yes: &str, no: Option<&str>) -> Option<bool> {
        self.0.confirm(message, yes, no)
    }

    fn request_public_string(&self, description: &str) -> Option<String> {
        self.0.line(description)
    }

    fn request_passphrase(&self, description: &str) -> Option<SecretString> {
        let secret = self.0.secret(description)?;
        Some(SecretString::from(Box::<str>::from(secret.as_str())))
    }
}
