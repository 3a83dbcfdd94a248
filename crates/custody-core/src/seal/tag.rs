//! A tag: bytes in the header that say what the payload is, for whoever has no key.
//!
//! It is one more stanza, `custody-tag v1`, after those of the recipients; any age tool passes over it. What it holds
//! is for its maker to know and for its reader to check: here it is bytes. The header's MAC covers it too.

use std::fmt;

use super::error::SealError;
use super::header::Stanza;

/// The kind of the stanza that holds a tag.
pub const TAG_STANZA: &str = "custody-tag";
/// The stanza's one argument.
pub const TAG_VERSION: &str = "v1";
/// Longest tag in bytes.
pub const TAG_LIMIT: usize = 64 * 1024;

/// What is wrong about a file's tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagFault {
    /// More than one: nothing says which of them counts.
    Several,
    /// Of a version that is not known here.
    Version,
    /// Longer than [`TAG_LIMIT`].
    TooLong,
    /// Of another length than the room that was left for it.
    Room {
        /// Bytes of the room.
        room: usize,
        /// Bytes of the tag.
        found: usize,
    },
}

impl TagFault {
    /// The exit code: 3 several, 6 another version, 9 too long; 2 for a length that the caller did not announce.
    pub fn code(self) -> u8 {
        match self {
            Self::Several => 3,
            Self::Version => 6,
            Self::TooLong => 9,
            Self::Room { .. } => 2,
        }
    }
}

impl fmt::Display for TagFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Several => f.write_str("more than one tag"),
            Self::Version => f.write_str("a tag of a version that is not known"),
            Self::TooLong => write!(f, "a tag of more than {TAG_LIMIT} bytes"),
            Self::Room { room, found } => {
                write!(f, "a tag of {found} bytes where room was left for {room}")
            }
        }
    }
}

/// The tag among a header's stanzas; `None` where there is none. Nothing of it is checked but its place.
///
/// # Errors
/// More than one (3), a version not known (6), longer than [`TAG_LIMIT`] (9).
pub fn tag_of(stanzas: &[Stanza]) -> Result<Option<&[u8]>, SealError> {
    let mut tags = stanzas.iter().filter(|stanza| is_tag(stanza));
    let Some(tag) = tags.next() else {
        return Ok(None);
    };
    if tags.next().is_some() {
        return Err(SealError::Tag(TagFault::Several));
    }
    if tag.args() != [TAG_VERSION] {
        return Err(SealError::Tag(TagFault::Version));
    }
    refuse_long(tag.body().len())?;
    Ok(Some(tag.body()))
}

/// The stanza of a tag.
pub(super) fn stanza(tag: Vec<u8>) -> Result<Stanza, SealError> {
    refuse_long(tag.len())?;
    Stanza::new(TAG_STANZA, [TAG_VERSION], tag).map_err(|_| SealError::Stanza)
}

pub(super) fn is_tag(stanza: &Stanza) -> bool {
    stanza.kind() == TAG_STANZA
}

fn refuse_long(len: usize) -> Result<(), SealError> {
    if len > TAG_LIMIT {
        return Err(SealError::Tag(TagFault::TooLong));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn other() -> Stanza {
        Stanza::new("X25519", ["abc"], vec![1; 32]).unwrap()
    }

    #[test]
    fn the_one_tag_is_found_among_other_stanzas() {
        let tag = stanza(b"note".to_vec()).unwrap();
        assert_eq!(tag_of(&[other()]).unwrap(), None);
        for stanzas in [[other(), tag.clone()], [tag, other()]] {
            assert_eq!(tag_of(&stanzas).unwrap(), Some(&b"note"[..]));
        }
    }

    #[test]
    fn two_tags_an_unknown_version_and_too_long_a_tag_are_refused_each_with_its_code() {
        let tag = |args: &[&str], len| Stanza::new(TAG_STANZA, args.iter().copied(), vec![0; len]);
        let cases = [
            (vec![tag(&["v1"], 1).unwrap(), tag(&["v1"], 1).unwrap()], 3),
            (vec![tag(&["v2"], 1).unwrap()], 6),
            (vec![tag(&[], 1).unwrap()], 6),
            (vec![tag(&["v1", "x"], 1).unwrap()], 6),
            (vec![tag(&["v1"], TAG_LIMIT + 1).unwrap()], 9),
        ];
        for (stanzas, code) in cases {
            assert_eq!(tag_of(&stanzas).unwrap_err().code(), code, "{stanzas:?}");
        }
        assert!(tag_of(&[tag(&["v1"], TAG_LIMIT).unwrap()]).is_ok());
        assert_eq!(stanza(vec![0; TAG_LIMIT + 1]).unwrap_err().code(), 9);
    }
}
