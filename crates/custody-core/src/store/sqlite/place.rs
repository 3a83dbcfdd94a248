//! Where the file is, and what can be told of it before SQLite opens it.

use super::APPLICATION_ID;
use crate::store::{SCHEMA_VERSION, StoreError};
use std::fs::{File, Metadata};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Refuses what is missing, empty, no ledger, or of a newer version, without a write (`reliability.md` L18).
pub(super) fn look(path: &Path) -> Result<(), StoreError> {
    let metadata = std::fs::metadata(path)?;
    if !metadata.is_file() {
        // A pipe would wait for ever.
        return Err(StoreError::NotALedger);
    }
    if metadata.len() == 0 {
        return Err(StoreError::Empty);
    }
    let mut header = [0_u8; 72];
    match File::open(path)?.read_exact(&mut header) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            return Err(StoreError::NotALedger);
        }
        Err(error) => return Err(error.into()),
    }
    // SQLite's file format, 1.3: user_version at 60, application_id at 68, big-endian.
    if !header.starts_with(MAGIC) || number(&header, 68) != Some(APPLICATION_ID) {
        return Err(StoreError::NotALedger);
    }
    match number(&header, 60) {
        Some(SCHEMA_VERSION) => Ok(()),
        Some(found) if found > SCHEMA_VERSION => Err(StoreError::Newer {
            found,
            known: SCHEMA_VERSION,
        }),
        _ => Err(StoreError::NotALedger),
    }
}

fn number(header: &[u8], at: usize) -> Option<u32> {
    header
        .get(at..)?
        .first_chunk()
        .copied()
        .map(u32::from_be_bytes)
}

/// The `-wal` beside a ledger.
pub(super) fn wal(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

/// Records may lie in a `-wal` beside the file.
pub(super) fn has_wal(path: &Path) -> Result<bool, StoreError> {
    match std::fs::metadata(wal(path)) {
        Ok(metadata) => Ok(metadata.len() > 0),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// How a file looked that is read without locks.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Seen {
    bytes: u64,
    modified: Option<SystemTime>,
    wal: bool,
}

impl Seen {
    pub(super) fn now(path: &Path) -> Result<Self, StoreError> {
        let metadata: Metadata = std::fs::metadata(path)?;
        Ok(Self {
            bytes: metadata.len(),
            modified: metadata.modified().ok(),
            wal: has_wal(path)?,
        })
    }
}

/// The URI by which SQLite opens the file, whatever is in its name.
pub(super) fn uri(path: &Path, parameters: &str) -> Result<String, StoreError> {
    let bytes = bytes(path)?;
    // Two slashes and an empty host keep a name that begins with two slashes from being taken for a host.
    let mut uri = String::from(if bytes.starts_with(b"/") {
        "file://"
    } else {
        "file:"
    });
    for byte in bytes {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri.push('?');
    uri.push_str(parameters);
    Ok(uri)
}

#[cfg(unix)]
fn bytes(path: &Path) -> Result<Vec<u8>, StoreError> {
    use std::os::unix::ffi::OsStrExt as _;
    Ok(path.as_os_str().as_bytes().to_vec())
}

#[cfg(not(unix))]
fn bytes(path: &Path) -> Result<Vec<u8>, StoreError> {
    let text = path.to_str().ok_or_else(|| StoreError::Io {
        cause: crate::store::Cause::Unknown,
        detail: "name of the ledger is not Unicode".to_owned(),
    })?;
    // https://sqlite.org/uri.html, 3.1: a drive letter follows a slash.
    let slash = if text.as_bytes().get(1) == Some(&b':') {
        "/"
    } else {
        ""
    };
    Ok(format!("{slash}{}", text.replace('\\', "/")).into_bytes())
}

/// Makes the file, with nothing in it, for the owner alone.
pub(super) fn make(path: &Path) -> Result<(), StoreError> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        // SQLite gives the -wal the same mode.
        options.mode(0o600);
    }
    match options.open(path) {
        Ok(_) => Ok(()),
        // The folder is missing, not a ledger.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(StoreError::system(&error))
        }
        Err(error) => Err(error.into()),
    }
}

/// Makes the file's name durable.
#[cfg(unix)]
pub(super) fn sync_folder(path: &Path) -> Result<(), StoreError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    Ok(File::open(folder)?.sync_all()?)
}

/// Makes the file's name durable: NTFS journals names itself.
#[cfg(not(unix))]
pub(super) fn sync_folder(_path: &Path) -> Result<(), StoreError> {
    Ok(())
}
