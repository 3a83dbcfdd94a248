//! Whatever opens a file: age's own identities, ssh keys, plugins.

use std::fmt;
use std::sync::Arc;

use age::Identity as _;

use super::file_key::FileKey;
use super::identity::Identity;
use super::key_text::KeyTextError;
use super::plugin::{PluginIdentity, PluginPrompt};
use super::ssh::SshIdentity;
use super::unlock::{Refused, refused};

/// An identity of any kind that age knows. Never shown; wiped when dropped.
pub struct Opener(Kind);

enum Kind {
    Native(Identity),
    Ssh(SshIdentity),
    Plugin(PluginIdentity),
}

impl Opener {
    /// Reads a line of an identity file: `AGE-SECRET-KEY-…` or a plugin's `AGE-PLUGIN-NAME-1…`.
    ///
    /// # Errors
    /// Not such a text. Nothing of it is repeated in the error.
    pub fn parse(text: &str, prompt: &Arc<dyn PluginPrompt>) -> Result<Self, KeyTextError> {
        if text.starts_with("AGE-PLUGIN-") {
            return PluginIdentity::parse(text, prompt)
                .map(Kind::Plugin)
                .map(Self)
                .ok_or(KeyTextError::NotAnIdentity);
        }
        Identity::parse(text).map(Self::from)
    }

    pub(super) fn ssh(key: SshIdentity) -> Self {
        Self(Kind::Ssh(key))
    }

    pub(super) fn unwrap(
        &self,
        stanzas: &[age_core::format::Stanza],
    ) -> Option<Result<FileKey, Refused>> {
        match &self.0 {
            Kind::Native(key) => key.unwrap(stanzas),
            Kind::Ssh(key) => {
                let found = key.as_age().unwrap_stanzas(stanzas)?;
                Some(found.map(FileKey::from_age).map_err(refused))
            }
            Kind::Plugin(key) => key.unwrap(stanzas),
        }
    }

    /// The public half as text; of a plugin the name of its program.
    pub fn public(&self) -> String {
        match &self.0 {
            Kind::Native(key) => key.recipient().to_string(),
            Kind::Ssh(key) => key.public().to_owned(),
            Kind::Plugin(key) => key.program(),
        }
    }
}

impl From<Identity> for Opener {
    fn from(identity: Identity) -> Self {
        Self(Kind::Native(identity))
    }
}

impl fmt::Debug for Opener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Opener({})", self.public())
    }
}
