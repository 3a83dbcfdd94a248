//! The room that a file will need, looked for before its first byte is written.

use std::fs::File;

use super::error::SealError;
use super::platform;

/// Whether `len` bytes more fit where this file or folder lies. Where the system does not tell, they do.
///
/// # Errors
/// They do not (7), or the system cannot be asked.
pub(super) fn check(place: &File, len: u64) -> Result<(), SealError> {
    match platform::free(place).map_err(SealError::Write)? {
        Some(free) if free < len => Err(SealError::NoRoom { wanted: len, free }),
        _ => Ok(()),
    }
}

/// Gives a new file its length, and the room for it.
///
/// # Errors
/// As [`check`].
pub(super) fn take(file: &File, len: u64) -> Result<(), SealError> {
    check(file, len)?;
    platform::reserve(file, len).map_err(SealError::Write)
}
