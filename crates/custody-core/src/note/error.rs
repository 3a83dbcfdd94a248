//! What can be wrong with a note or with a key.

use super::kind::KindFault;
use super::name::{KeyId, KeyName, NameFault};

/// A key, or the text of one, that is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The name breaks a rule of c2sp.org/signed-note.
    #[error("key name: {0}")]
    Name(#[from] NameFault),
    /// The text is not `<name>+<key id>+<base64>`.
    #[error("a verifier key is written <name>+<8 hex digits>+<base64>")]
    Form,
    /// The key part is not standard, padded base64 of the right length.
    #[error("the key is not base64 of the right length")]
    Encoding,
    /// The signature type is not Ed25519 (0x01).
    #[error("signature type {found:#04x} is not supported")]
    Type {
        /// The type byte found.
        found: u8,
    },
    /// The key ID does not follow from the name and the key: one of the three was changed.
    #[error("key ID {found} does not belong to this name and key ({expected})")]
    Id {
        /// The ID that was written.
        found: KeyId,
        /// The ID computed from the name and the key.
        expected: KeyId,
    },
    /// The 32 bytes are not a point of the curve.
    #[error("the public key is not a point of the curve")]
    NotAPoint,
    /// The 32 bytes are not the one encoding of their point.
    #[error("the public key is not canonically encoded")]
    NotCanonical,
    /// The point has a small order: such a key signs everything.
    #[error("the public key has a small order")]
    SmallOrder,
    /// The point has a torsion part: verifiers would disagree about its signatures.
    #[error("the public key has a mixed order")]
    MixedOrder,
    /// The system gave no randomness for a new key.
    #[error("no randomness from the system")]
    NoRandomness,
}

impl KeyError {
    /// The exit code: 6 malformed, 7 when there is no randomness.
    #[must_use]
    pub fn code(&self) -> u8 {
        match self {
            Self::NoRandomness => 7,
            Self::Name(_)
            | Self::Form
            | Self::Encoding
            | Self::Type { .. }
            | Self::Id { .. }
            | Self::NotAPoint
            | Self::NotCanonical
            | Self::SmallOrder
            | Self::MixedOrder => 6,
        }
    }
}

/// What is wrong with one signature line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignatureFault {
    /// It does not begin with an em dash (U+2014) and a space.
    #[error("it does not begin with an em dash and a space")]
    Dash,
    /// The key name breaks a rule of c2sp.org/signed-note, or no name stands there.
    #[error("key name: {0}")]
    Name(#[from] NameFault),
    /// The signature is not standard, padded, canonical base64.
    #[error("the signature is not strict base64")]
    Base64,
    /// Less than a key ID and one byte of signature.
    #[error("the signature is too short to hold a key ID and a signature")]
    Short,
}

/// A note that is not accepted. Line numbers count from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// More bytes than [`super::MAX_NOTE_BYTES`].
    #[error("a note of {size} bytes is over the limit of {limit}")]
    TooLarge {
        /// Its size in bytes.
        size: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// More signature lines than [`super::MAX_SIGNATURES`].
    #[error("{count} signatures on one note are over the limit of {limit}")]
    TooManySignatures {
        /// The lines counted.
        count: usize,
        /// The limit.
        limit: usize,
    },
    /// Bytes that are not UTF-8.
    #[error("line {line} is not UTF-8")]
    NotUtf8 {
        /// The line of the first such byte.
        line: usize,
    },
    /// An ASCII control character other than newline; a carriage return is one.
    #[error("line {line} holds the control character {character:?}")]
    ControlCharacter {
        /// The line of the first one.
        line: usize,
        /// The character.
        character: char,
    },
    /// The text is empty.
    #[error("the note's text is empty")]
    EmptyText,
    /// The last line does not end in a newline.
    #[error("line {line}, the last, does not end in a newline")]
    NoFinalNewline {
        /// The last line.
        line: usize,
    },
    /// No blank line separates a text from signatures.
    #[error("no blank line before the signatures")]
    NoBlankLine,
    /// Nothing follows the last blank line.
    #[error("no signature after the blank line {line}")]
    NoSignature {
        /// The last blank line.
        line: usize,
    },
    /// A signature line is malformed.
    #[error("line {line}: {fault}")]
    SignatureLine {
        /// The line.
        line: usize,
        /// What is wrong with it.
        fault: SignatureFault,
    },
    /// The text is not a kind and one line of JSON.
    #[error("not a custody text: {0}")]
    NotCustody(#[from] KindFault),
    /// The text is of another kind than the reader asked for.
    #[error("the note is a {found:?}, not a {wanted:?}")]
    OtherKind {
        /// The kind asked for, with its version.
        wanted: String,
        /// The kind found, with its version.
        found: String,
    },
    /// The kind is known, its version is not; a newer program may know it.
    #[error("version {found} of {name:?} is not known here (known: {known})")]
    UnknownVersion {
        /// The kind's name, `custody.` included.
        name: String,
        /// The version found.
        found: u32,
        /// The version that this reader knows.
        known: u32,
    },
    /// A key or key name is not accepted.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Two different trusted keys have one name and one ID: no signature could be told apart.
    #[error("two different trusted keys are both called {name} with ID {id}")]
    AmbiguousKey {
        /// Their name.
        name: KeyName,
        /// Their ID.
        id: KeyId,
    },
    /// None of the signatures is by a trusted key.
    #[error("no signature by a trusted key; signed by {}", list(signers))]
    NoTrustedSignature {
        /// Who the signature lines say signed, unchecked.
        signers: Vec<(KeyName, KeyId)>,
    },
    /// A trusted key's signature does not fit the text: the whole note is refused.
    #[error("line {line}: the signature of {name} (key ID {id}) does not fit the text")]
    BadSignature {
        /// The signature's line.
        line: usize,
        /// The key's name.
        name: KeyName,
        /// The key's ID.
        id: KeyId,
    },
    /// A witness's line names a time of 0, or one after 2^63 - 1.
    #[error("line {line}: the time of {name}'s cosignature cannot be")]
    CosignatureTime {
        /// The signature's line; 0 for one that is being made.
        line: usize,
        /// The witness's name.
        name: KeyName,
    },
    /// The key has signed this note before.
    #[error("{name} (key ID {id}) has already signed this note")]
    AlreadySigned {
        /// The key's name.
        name: KeyName,
        /// The key's ID.
        id: KeyId,
    },
    /// No key was given to sign with.
    #[error("no key to sign with")]
    NoSigner,
}

fn list(signers: &[(KeyName, KeyId)]) -> String {
    let named: Vec<String> = signers
        .iter()
        .map(|(name, id)| format!("{name} (key ID {id})"))
        .collect();
    named.join(", ")
}

impl From<NameFault> for NoteError {
    fn from(fault: NameFault) -> Self {
        Self::Key(KeyError::Name(fault))
    }
}

impl NoteError {
    /// The exit code: 2 usage, 3 integrity, 5 key, 6 malformed, 7 no randomness, 8 conflict, 9 limit.
    #[must_use]
    pub fn code(&self) -> u8 {
        match self {
            Self::NoSigner => 2,
            Self::BadSignature { .. } => 3,
            Self::NoTrustedSignature { .. } => 5,
            Self::NotUtf8 { .. }
            | Self::ControlCharacter { .. }
            | Self::EmptyText
            | Self::NoFinalNewline { .. }
            | Self::NoBlankLine
            | Self::NoSignature { .. }
            | Self::SignatureLine { .. }
            | Self::NotCustody(_)
            | Self::OtherKind { .. }
            | Self::UnknownVersion { .. }
            | Self::CosignatureTime { .. }
            | Self::AmbiguousKey { .. } => 6,
            Self::Key(error) => error.code(),
            Self::AlreadySigned { .. } => 8,
            Self::TooLarge { .. } | Self::TooManySignatures { .. } => 9,
        }
    }
}
