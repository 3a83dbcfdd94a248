//! Sealed files: age v1, the package inside, and how a file gets its final name.
//!
//! A sealed file is a plain [age v1](https://c2sp.org/age) file; any age tool opens it. This module
//! knows bytes, keys and files only: nothing of records, notes or rules.
//!
//! - [`seal()`] and [`Sealing`] encrypt; [`open()`] and [`open_reader`] decrypt. Only verified bytes
//!   come out, and a stream that was cut short never ends well.
//! - [`seal_file`] and [`open_file`] do the same from file to file, on all cores; [`SealedFile`] reads
//!   back what was written, [`salvage`] saves what is good of a damaged file, [`Seekable`] reads any
//!   place of a sealed file.
//! - [`seal_untagged`] and [`TaggedSealing`] leave room in the header for a tag, which says what the payload is and is
//!   read with [`tag_of`].
//! - [`Readdressing`] puts a new header before the same payload.
//! - [`inspect()`] says without a key what a file is; [`header`] is the strict reader behind it.
//! - [`archive`] is what a package holds: a tar with a manifest in front and digests at the end.
//! - [`publish`] puts a finished file under its final name, durably, and never over another.
//!
//! Keys are wrapped through the `age` crate; header and payload are this module's own. No type of
//! that crate is part of the interface.
//!
//! ```
//! use custody_core::seal::{self, Identity, Keys, NoProgress, To};
//!
//! let identity = Identity::generate()?;
//! let to = To::Recipients(vec![identity.recipient()]);
//! let mut sealed = Vec::new();
//! seal::seal(&mut &b"resident register"[..], &mut sealed, &to, false, &mut NoProgress)?;
//!
//! let mut opened = Vec::new();
//! let keys = Keys::Identities(std::slice::from_ref(&identity));
//! seal::open(&mut &sealed[..], &mut opened, &keys, &mut NoProgress)?;
//! assert_eq!(opened, b"resident register");
//! # Ok::<(), custody_core::seal::SealError>(())
//! ```
//!
//! Between files it runs on all cores, and a file has its name only when it is whole and durable:
//!
//! ```
//! use custody_core::seal::{self, Identity, Keys, NoProgress, Part, Steady, To};
//! use std::fs::{self, File};
//!
//! # let folder = tempfile::tempdir()?;
//! let (plain, sealed, back) = (folder.path().join("a.csv"), folder.path().join("a.age"), folder.path().join("b.csv"));
//! fs::write(&plain, "0001,見本 太郎\n")?;
//! let identity = Identity::generate()?;
//! let to = To::Recipients(vec![identity.recipient()]);
//!
//! let (source, part) = (Steady::open(&plain)?, Part::create(&sealed, false)?);
//! let done = seal::seal_file(&source, &part, &to, &mut NoProgress)?;
//! done.read_back(&source, &part, &mut NoProgress)?;
//! part.commit()?;
//!
//! let part = Part::create(&back, false)?;
//! let keys = Keys::Identities(std::slice::from_ref(&identity));
//! seal::open_file(&File::open(&sealed)?, &part, &keys, &mut NoProgress)?;
//! part.commit()?;
//! assert_eq!(fs::read(&plain)?, fs::read(&back)?);
//!
//! // Progress is any closure; breaking cancels, and leaves nothing.
//! let part = Part::create(&folder.path().join("never"), false)?;
//! let mut stop = |_bytes: u64| std::ops::ControlFlow::Break(());
//! assert!(seal::open_file(&File::open(&sealed)?, &part, &keys, &mut stop).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! `examples/seal.rs` goes on: a folder as one package, one file out of it, and a package's tag checked with no key.

pub mod archive;
mod armor;
pub mod digest;
mod error;
mod file_key;
mod file_kind;
mod files;
mod foreign;
pub mod header;
mod hybrid;
mod identity;
mod identity_file;
mod inspect;
mod key_text;
mod opener;
mod opening;
mod passphrase;
mod plugin;
mod portable;
mod progress;
pub mod publish;
mod readdressing;
mod recipient;
mod room;
mod sealing;
mod source;
mod ssh;
mod stream;
mod tag;
mod tagging;
#[cfg(test)]
mod tests;
mod unlock;
mod wrap;
mod x25519;

pub(crate) mod platform;

pub(crate) use platform::{create_private_folder, owner_only, sync_folder};

pub use digest::{Blake3Digest, PayloadDigest, Sha256Digest};
pub use error::SealError;
pub use file_key::{FILE_KEY_LEN, FileKey, PayloadKey};
pub use file_kind::FileKind;
pub use files::{Salvaged, SealedFile, Unlocked, open_file, open_file_hashed, salvage, seal_file};
pub use foreign::Foreign;
pub use header::SCRYPT_HIGHEST;
pub use header::{HeaderFault, Limit};
pub use identity::Identity;
pub use identity_file::{IDENTITY_FILE_LIMIT, IdentityFile, IdentityFileError, LockedIdentities};
pub use inspect::{Inspection, inspect};
pub use key_text::KeyTextError;
pub use opener::Opener;
pub use opening::{Opened, OpenedReader, Seekable, open, open_reader};
pub use passphrase::{PASSPHRASE_LIMIT, Passphrase, PassphraseError};
pub use plugin::{NoPrompt, PluginFault, PluginPrompt};
pub use progress::{NoProgress, Progress};
pub use publish::{Part, PublishError};
pub use readdressing::{Readdressed, Readdressing};
pub use recipient::Recipient;
pub use sealing::{Sealed, Sealing, seal};
pub use stream::steady::Steady;
pub use tag::{TAG_LIMIT, TAG_STANZA, TAG_VERSION, TagFault, tag_of};
pub use tagging::{TaggedSealing, Untagged, seal_untagged};
pub use unlock::{Keys, SCRYPT_ALLOWED, unlock};
pub use wrap::{Mixing, SCRYPT_FACTOR, To, Wrapped, wrap, wrap_again};

/// Bytes of plaintext in a whole chunk of the payload (age v1: 64 KiB).
pub const CHUNK_LEN: u64 = 64 * 1024;
/// Bytes of a whole chunk as stored: the plaintext and its 16-byte tag.
pub const SEALED_CHUNK_LEN: u64 = CHUNK_LEN + TAG_LEN;
/// Bytes of the nonce at the start of the payload.
pub const NONCE_LEN: u64 = 16;
/// Bytes of the tag after each chunk.
pub const TAG_LEN: u64 = 16;
