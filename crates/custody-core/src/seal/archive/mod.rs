//! What a package holds: a tar (PAX) that says in front what is in it and at the end what it was.
//!
//! ```text
//! .custody/manifest.json   {"salt":"<base64, 32 bytes>","files":[{"path","size","mtime","offset","original"?}, …]}
//! <the files, in the manifest's order>
//! .custody/digests.json    {"salt":"<the same>","files":[{"path","blake3":"blake3:<hex>"}, …]}
//! two blocks of zeros
//! ```
//!
//! - Paths are relative, UTF-8 in NFC, parted by `/`; where a file's own name was not so, `original`
//!   holds its bytes in base64. `mtime` is RFC 3339 in UTC; `offset` counts
//!   the bytes from the end of the manifest's own entry (its padding included) to the first byte of
//!   the file's content, so that one file can be found without reading the others.
//! - Only regular files. Each entry is a `ustar` header of 512 bytes with type `0`, mode 0600, no
//!   owner, and the content filled up with zeros to whole blocks. Before an entry whose path is longer
//!   than 100 bytes or not ASCII, or whose size does not fit, stands a PAX header (type `x`) with
//!   `path` and, where needed, `size`.
//! - The salt keeps the lists' SHA-256, which go into the ledger, from confirming a guessed file.
//!
//! Any `tar` unpacks it. [`unpack`] here takes nothing else: the entries must be the manifest's,
//! every name is checked before the first byte is written, and nothing remains after a failure.
//!
//! One file is read without the rest, as any reader that can seek, such as a parser of tables wants it:
//!
//! ```
//! use custody_core::seal::archive::{self, ByName};
//! use custody_core::seal::{Identity, Keys, NoProgress, Part, Seekable, To};
//! use std::fs::{self, File};
//! use std::io::{Read as _, Seek as _, SeekFrom};
//!
//! # let place = tempfile::tempdir()?;
//! let folder = place.path().join("lent");
//! fs::create_dir(&folder)?;
//! fs::write(folder.join("large.bin"), vec![0; 1_000_000])?;
//! fs::write(folder.join("table.csv"), "number,name\n0001,Sample\n")?;
//! let identity = Identity::generate()?;
//! let to = To::Recipients(vec![identity.recipient()]);
//!
//! let collected = archive::collect(&[&folder])?;
//! let part = Part::create(&place.path().join("lent.age"), false)?;
//! // The salt is 32 random bytes, new for each package.
//! let salt = custody_core::vault::random_salt()?;
//! archive::seal_package(&collected, &part, &to, salt, &mut NoProgress)?;
//! part.commit()?;
//!
//! let keys = Keys::Identities(std::slice::from_ref(&identity));
//! let sealed = Seekable::open(File::open(place.path().join("lent.age"))?, &keys)?;
//! let mut package = ByName::open(sealed)?;
//! let mut table = package.file("lent/table.csv")?;
//! table.seek(SeekFrom::Start(12))?;
//! let mut row = String::new();
//! table.read_to_string(&mut row)?;
//! assert_eq!(row, "0001,Sample\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod by_name;
mod collect;
mod error;
mod ground;
mod list;
mod name;
mod original;
mod pack;
mod package;
mod plan;
mod stand_in;
mod tape;
#[cfg(test)]
mod tests;
mod unpack;

pub use by_name::{ByName, FileIn};
pub use collect::{Caution, Collected, Leniency, Source, collect, collect_with};
pub use error::{ArchiveError, ArchiveLimit, PackageFault};
pub use list::Entry;
pub use name::NameFault;
pub use pack::{Packed, SealedPackage, pack, seal_package};
pub use package::{Verified, list, verify};
pub use stand_in::{STAND_INS_PATH, StandIn, StandIns};
pub use unpack::{Unpacked, unpack, unpack_with};

/// Path of the first entry.
pub const MANIFEST_PATH: &str = ".custody/manifest.json";
/// Path of the last entry.
pub const DIGESTS_PATH: &str = ".custody/digests.json";
/// Most files in a package: 1,000,000.
// The crate's own tests pass it in milliseconds this way, not in half a minute.
pub const ENTRY_LIMIT: usize = if cfg!(test) { 1000 } else { 1_000_000 };
/// Most parts of a path.
pub const LEVEL_LIMIT: usize = 64;
/// Longest path in bytes.
pub const PATH_LIMIT: usize = 4096;
/// Longest manifest or list of digests in bytes.
pub const LIST_LIMIT: u64 = 256 * 1024 * 1024;
