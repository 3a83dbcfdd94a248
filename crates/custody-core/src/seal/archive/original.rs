//! Names that are not UTF-8 in NFC: stored under one that is, with their own bytes beside it (reliability.md, P14).

use std::ffi::OsStr;

use unicode_normalization::UnicodeNormalization as _;

use super::name::NameFault;
use crate::seal::platform;

/// One part of a path as it is stored: in NFC, each byte that is no UTF-8 as U+FFFD and its two hexadecimal digits.
pub(super) fn stored(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.push_str(&format!("\u{fffd}{byte:02X}"));
        }
    }
    text.nfc().collect()
}

/// A file's own name, as it is stored.
pub(super) struct Part {
    pub(super) stored: String,
    /// Where they differ: the name's own bytes.
    pub(super) original: Option<Vec<u8>>,
}

impl Part {
    /// `None` where the name is not Unicode, and may not be or has no bytes here.
    pub(super) fn of(name: &OsStr, any_names: bool) -> Option<Self> {
        let bytes = match name.to_str() {
            Some(text) => text.as_bytes(),
            None if any_names => platform::name_bytes(name)?,
            None => return None,
        };
        let stored = stored(bytes);
        let original = (stored.as_bytes() != bytes).then(|| bytes.to_owned());
        Some(Self { stored, original })
    }

    /// Below a folder that itself may have been stored otherwise than it is.
    pub(super) fn below(self, folder: &Self) -> Self {
        let original = match (&folder.original, &self.original) {
            (None, None) => None,
            (above, own) => {
                let above = above.as_deref().unwrap_or(folder.stored.as_bytes());
                let own = own.as_deref().unwrap_or(self.stored.as_bytes());
                Some([above, b"/", own].concat())
            }
        };
        Self {
            stored: format!("{}/{}", folder.stored, self.stored),
            original,
        }
    }
}

/// Checks the bytes that a manifest gives as a path's own: stored, they must be that path, part by part, so that nothing
/// can hide in them.
pub(super) fn check(path: &str, original: &[u8]) -> Result<(), NameFault> {
    let mut parts = path.split('/');
    let mut originals = original.split(|byte| *byte == b'/');
    loop {
        match (parts.next(), originals.next()) {
            (None, None) => return Ok(()),
            (Some(part), Some(bytes)) if stored(bytes) == part => {}
            _ => return Err(NameFault::Original),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_of_a_name_are_those_of_its_path_and_no_others() {
        let good: &[(&str, &[u8])] = &[
            ("が", "か\u{3099}".as_bytes()),
            ("x/a\u{fffd}FF.csv", b"x/a\xff.csv"),
            ("a\u{fffd}E3\u{fffd}81b", b"a\xe3\x81b"),
        ];
        for (path, bytes) in good {
            assert_eq!(check(path, bytes), Ok(()), "{path}");
        }
        let bad: &[(&str, &[u8])] = &[
            ("が", "か".as_bytes()),
            ("a/b", b"a"),
            ("a", b"a/b"),
            ("a/b", b"../b"),
            ("a/b", b"/a/b"),
            ("a", b"a\0"),
            ("a", b""),
        ];
        for (path, bytes) in bad {
            assert_eq!(check(path, bytes), Err(NameFault::Original), "{path}");
        }
    }
}
