//! Signed notes: a text, and signatures over its exact bytes (C2SP signed-note, Ed25519).
//!
//! Everything that custody signs is a note. A note that was read is a [`SignedNote`]: its form is
//! checked, its signatures are not. [`SignedNote::verify`] is the only maker of a [`Verified`].
//!
//! ```
//! use custody_core::note::{KeyName, NoteText, SignedNote, SigningKey, sign};
//!
//! let key = SigningKey::from_seed(KeyName::new("vault.example/H-002")?, &[7; 32]);
//! let text = NoteText::custody("custody.record/v1", r#"{"seq":0}"#)?;
//! let note = sign(&text, &[&key])?;
//!
//! let read = SignedNote::parse(note.as_bytes())?;
//! let verified = read.verify(&[key.verifier()])?;
//! assert_eq!(verified.text().custody_body("custody.record/v1")?, r#"{"seq":0}"#);
//! # Ok::<(), custody_core::note::NoteError>(())
//! ```

mod cosignature;
mod error;
mod key;
mod kind;
mod name;
mod sign;
mod signature;
mod signed;
mod text;
mod verify;

#[cfg(test)]
pub(crate) mod vectors;

pub use cosignature::{Cosigned, WitnessKey};
pub use error::{KeyError, NoteError, SignatureFault};
pub use key::{PublicKey, VerifierKey};
pub use kind::{CustodyText, KindFault};
pub use name::{KeyId, KeyName, NameFault};
pub use sign::{SigningKey, sign};
pub use signature::NoteSignature;
pub use signed::SignedNote;
pub use text::NoteText;
pub use verify::Verified;

/// The largest note, signatures included, in bytes (design, section 3).
pub const MAX_NOTE_BYTES: usize = 1 << 20;

/// The most signatures on one note (c2sp.org/signed-note, Format: at least 16 must be accepted).
pub const MAX_SIGNATURES: usize = 16;
