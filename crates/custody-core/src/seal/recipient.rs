//! Whom a file is sealed to.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::Arc;

use super::error::SealError;
use super::file_key::FileKey;
use super::header::Stanza;
use super::hybrid::HybridRecipient;
use super::identity::SECRET_START;
use super::key_text::KeyTextError;
use super::plugin::{PluginPrompt, PluginRecipient};
use super::ssh::SshRecipient;
use super::wrap::{Labels, POST_QUANTUM};
use super::x25519::low_order;

/// Somebody to whom a file can be sealed.
///
/// As text it is parsed in two ways. [`FromStr`] takes the public half of an
/// [`Identity`](super::Identity): `age1…` or `age1pq1…`. [`of_any_kind`](Self::of_any_kind) takes
/// ssh keys and plugins' recipients too; a text that came with data is never read that way, because
/// a plugin's recipient names a program to run.
#[derive(Clone)]
pub struct Recipient(Kind);

#[derive(Clone)]
enum Kind {
    X25519(age::x25519::Recipient),
    Hybrid(HybridRecipient),
    Ssh(SshRecipient),
    Plugin(PluginRecipient),
}

impl Recipient {
    /// Reads a recipient of any kind that age knows: `age1…`, `age1pq1…`, an ssh public key
    /// (`ssh-ed25519 …`, `ssh-rsa …`), or the recipient of a plugin, `age1name1…`.
    ///
    /// # Errors
    /// Not such a text, or a key that is not safe to seal to.
    pub fn of_any_kind(text: &str, prompt: &Arc<dyn PluginPrompt>) -> Result<Self, KeyTextError> {
        if text.starts_with("ssh-") || text.starts_with("ecdsa-") || text.starts_with("sk-") {
            return SshRecipient::parse(text).map(Kind::Ssh).map(Self);
        }
        match text.parse() {
            Err(KeyTextError::NotARecipient) => PluginRecipient::parse(text, prompt)
                .map(Kind::Plugin)
                .map(Self)
                .ok_or(KeyTextError::NotARecipient),
            other => other,
        }
    }

    /// Whether what is sealed to it withstands a quantum computer. Of a plugin it is not known.
    pub fn is_post_quantum(&self) -> bool {
        matches!(self.0, Kind::Hybrid(_))
    }

    pub(super) fn x25519(key: age::x25519::Recipient) -> Self {
        Self(Kind::X25519(key))
    }

    pub(super) fn hybrid(key: HybridRecipient) -> Self {
        Self(Kind::Hybrid(key))
    }

    /// The stanzas that wrap a file key for this recipient, and what it demands of the others.
    pub(super) fn wrap(&self, key: &FileKey) -> Result<(Vec<Stanza>, Labels), SealError> {
        match &self.0 {
            Kind::X25519(recipient) => wrapped_by_age(recipient, key),
            Kind::Ssh(recipient) => wrapped_by_age(recipient.as_age(), key),
            Kind::Hybrid(recipient) => {
                let labels = Labels::from([POST_QUANTUM.to_owned()]);
                Ok((vec![recipient.wrap(key)?], labels))
            }
            Kind::Plugin(recipient) => recipient.wrap(key),
        }
    }
}

/// These recipients of the age crate cannot fail.
fn wrapped_by_age(
    recipient: &dyn age::Recipient,
    key: &FileKey,
) -> Result<(Vec<Stanza>, Labels), SealError> {
    let (stanzas, labels) = recipient
        .wrap_file_key(key.as_age())
        .map_err(|_| SealError::NoRandomness)?;
    let stanzas = stanzas.into_iter().map(Stanza::from).collect();
    Ok((stanzas, labels.into_iter().collect()))
}

impl FromStr for Recipient {
    type Err = KeyTextError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let secret = text
            .get(..SECRET_START.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(SECRET_START));
        if secret {
            return Err(KeyTextError::SecretForPublic);
        }
        if text.starts_with("age1pq1") {
            return HybridRecipient::parse(text).map(Self::hybrid);
        }
        let key = text.parse().map_err(|_| KeyTextError::NotARecipient)?;
        if low_order(text) {
            return Err(KeyTextError::LowOrder);
        }
        Ok(Self::x25519(key))
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::X25519(recipient) => fmt::Display::fmt(recipient, f),
            Kind::Hybrid(recipient) => fmt::Display::fmt(recipient, f),
            Kind::Ssh(recipient) => fmt::Display::fmt(recipient, f),
            Kind::Plugin(recipient) => fmt::Display::fmt(recipient, f),
        }
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq for Recipient {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

impl Eq for Recipient {}

impl Hash for Recipient {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.to_string().hash(state);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

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
