//! What a file that is not age looks like (reliability.md, S13).

use std::fmt;

/// Bytes from a file's start that [`Foreign::guess`] needs at most.
pub(crate) const GUESS_LEN: usize = 64;

/// A guess at a file that is not age, from its first bytes; for the message only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// No bytes at all.
    Empty,
    /// A JPEG picture.
    Jpeg,
    /// A PNG picture.
    Png,
    /// gzip.
    Gzip,
    /// zip, or an office document (which is one).
    Zip,
    /// OpenPGP, binary or armored.
    OpenPgp,
    /// PDF.
    Pdf,
    /// A SQLite database.
    Sqlite,
    /// A custody key file.
    KeyFile,
    /// A signed note of custody.
    Note,
    /// An age identity file: somebody's secret key.
    IdentityFile,
    /// None of these.
    Unknown,
}

impl Foreign {
    /// Guesses from the first bytes.
    pub fn guess(start: &[u8]) -> Self {
        const MAGIC: &[(&[u8], Foreign)] = &[
            (b"\xff\xd8\xff", Foreign::Jpeg),
            (b"\x89PNG\r\n\x1a\n", Foreign::Png),
            (b"\x1f\x8b", Foreign::Gzip),
            (b"PK\x03\x04", Foreign::Zip),
            (b"PK\x05\x06", Foreign::Zip),
            (b"-----BEGIN PGP", Foreign::OpenPgp),
            (b"%PDF-", Foreign::Pdf),
            (b"SQLite format 3\0", Foreign::Sqlite),
            (b"custody.key/", Foreign::KeyFile),
            (b"custody.", Foreign::Note),
            (b"AGE-SECRET-KEY-", Foreign::IdentityFile),
            (b"# created: ", Foreign::IdentityFile),
        ];
        if start.is_empty() {
            return Self::Empty;
        }
        if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| start.starts_with(magic)) {
            return *kind;
        }
        match start.first() {
            // RFC 9580, 4.2: packets 1 and 3 (session keys) open an encrypted OpenPGP message,
            // with the old and the new form of the tag octet.
            Some(0x84..=0x86 | 0x8c..=0x8e | 0xc1 | 0xc3) => Self::OpenPgp,
            _ => Self::Unknown,
        }
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "empty",
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Gzip => "gzip",
            Self::Zip => "zip",
            Self::OpenPgp => "OpenPGP",
            Self::Pdf => "PDF",
            Self::Sqlite => "SQLite",
            Self::KeyFile => "custody key file",
            Self::Note => "custody note",
            Self::IdentityFile => "age identity file",
            Self::Unknown => "unknown",
        })
    }
}
