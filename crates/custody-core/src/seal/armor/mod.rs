//! The text form of an age file: strict PEM, 64 columns of canonical base64 between two lines
//! (c2sp.org/age, "ASCII armor").
//!
//! A line shorter than 64 columns is the last, lines end in LF or CRLF, and nothing but a little
//! white space stands before and after. There is one text for one file, but for those ends.

mod reader;
#[cfg(test)]
mod tests;
mod writer;

pub(super) use reader::{ArmorFault, ArmorReader};
pub(super) use writer::Form;

/// The first line.
pub(super) const BEGIN: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";
/// The last line.
const END: &[u8] = b"-----END AGE ENCRYPTED FILE-----";
/// Characters of a full line.
const COLUMNS: usize = 64;
/// Bytes that a full line holds.
const LINE_BYTES: usize = COLUMNS / 4 * 3;
/// Most white space before and after, in bytes.
pub(super) const BLANK_LIMIT: usize = 1024;
