//! Keys as text: why a text is no key, and the Bech32 that age's keys are written in.

use bech32::Hrp;
use zeroize::Zeroizing;

/// Why a text is no key. Holds nothing of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyTextError {
    /// Not `age1…`, or mistyped.
    #[error("not an age recipient")]
    NotARecipient,
    /// Not `AGE-SECRET-KEY-1…`, or mistyped.
    #[error("not an age identity")]
    NotAnIdentity,
    /// A recipient to whom nothing can be sealed safely.
    #[error("recipient is a point of low order")]
    LowOrder,
    /// An RSA key of less than 2,048 or more than 4,096 bits.
    #[error("RSA key is too short or too long")]
    RsaSize,
    /// An ssh key of a kind that age does not seal to.
    #[error("ssh key of a kind that age does not know")]
    SshKind,
    /// A secret key where a public one belongs.
    #[error("expected a recipient, found a secret key")]
    SecretForPublic,
    /// A public key where a secret one belongs.
    #[error("expected a secret key, found a recipient")]
    PublicForSecret,
}

impl KeyTextError {
    /// Exit code: 5 for the wrong half, 6 for the others.
    pub fn code(&self) -> u8 {
        match self {
            Self::SecretForPublic | Self::PublicForSecret => 5,
            Self::NotARecipient
            | Self::NotAnIdentity
            | Self::LowOrder
            | Self::RsaSize
            | Self::SshKind => 6,
        }
    }
}

/// The bytes of a Bech32 text, where it begins with `prefix`.
pub(super) fn bech32_bytes(text: &str, prefix: Hrp) -> Option<Zeroizing<Vec<u8>>> {
    age_core::primitives::bech32_decode(
        text,
        |_| (),
        |hrp| (hrp == prefix).then_some(()).ok_or(()),
        |_, bytes| {
            // With room for all of it: a secret must not be left behind by growing.
            let mut all = Zeroizing::new(Vec::with_capacity(text.len()));
            all.extend(bytes);
            Ok(all)
        },
    )
    .ok()
}

pub(super) fn bech32_text(prefix: Hrp, bytes: &[u8]) -> Zeroizing<String> {
    Zeroizing::new(age_core::primitives::bech32_encode(prefix, bytes))
}
