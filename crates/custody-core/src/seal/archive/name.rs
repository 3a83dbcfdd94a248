//! Which paths a package may hold (reliability.md, P1, P5, P9, P14).

use std::collections::HashSet;

use unicode_normalization::is_nfc;

use super::error::ArchiveError;
use super::{LEVEL_LIMIT, PATH_LIMIT};

/// What is wrong with a path inside a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameFault {
    /// Empty, or a part of it is.
    #[error("empty part")]
    Empty,
    /// Begins at the root.
    #[error("absolute")]
    Absolute,
    /// A part is `.` or `..`.
    #[error("part leads elsewhere")]
    Dots,
    /// Holds a backslash, which parts names on Windows.
    #[error("backslash")]
    Backslash,
    /// Begins with a drive.
    #[error("drive")]
    Drive,
    /// Holds NUL.
    #[error("NUL")]
    Nul,
    /// Not in Normalization Form C.
    #[error("not NFC")]
    NotNfc,
    /// Lies in `.custody/`, which is the package's own.
    #[error("in .custody/")]
    Reserved,
    /// Is listed twice, or is both file and folder.
    #[error("twice")]
    Twice,
    /// More than 4,096 bytes.
    #[error("too long")]
    TooLong,
    /// More than 64 levels.
    #[error("too deep")]
    TooDeep,
    /// The original bytes beside it are those of another path, or lead elsewhere.
    #[error("original bytes of another path")]
    Original,
}

impl NameFault {
    /// Exit code: 9 for a limit, else 6.
    pub fn code(self) -> u8 {
        match self {
            Self::TooLong | Self::TooDeep => 9,
            _ => 6,
        }
    }
}

/// Checks one path.
pub(super) fn check(path: &str) -> Result<(), NameFault> {
    if path.len() > PATH_LIMIT {
        return Err(NameFault::TooLong);
    }
    if path.starts_with('/') {
        return Err(NameFault::Absolute);
    }
    if path.contains('\0') {
        return Err(NameFault::Nul);
    }
    if path.contains('\\') {
        return Err(NameFault::Backslash);
    }
    let mut levels = 0;
    for part in path.split('/') {
        levels += 1;
        match part {
            "" => return Err(NameFault::Empty),
            "." | ".." => return Err(NameFault::Dots),
            _ if levels == 1 && part.eq_ignore_ascii_case(".custody") => {
                return Err(NameFault::Reserved);
            }
            _ if is_drive(part) => return Err(NameFault::Drive),
            _ => {}
        }
    }
    if levels > LEVEL_LIMIT {
        return Err(NameFault::TooDeep);
    }
    if !is_nfc(path) {
        return Err(NameFault::NotNfc);
    }
    Ok(())
}

/// `C:`; `a:b` is a file's name, at least where it was packed.
fn is_drive(part: &str) -> bool {
    matches!(part.as_bytes(), [letter, b':'] if letter.is_ascii_alphabetic())
}

/// Checks all paths of a package, each and against each other.
pub(super) fn check_all<'a>(
    paths: impl Iterator<Item = &'a str> + Clone,
) -> Result<(), ArchiveError> {
    let refuse = |name: &str, fault| ArchiveError::Name {
        name: name.to_owned(),
        fault,
    };
    let mut files = HashSet::new();
    for path in paths.clone() {
        check(path).map_err(|fault| refuse(path, fault))?;
        if !files.insert(path) {
            return Err(refuse(path, NameFault::Twice));
        }
    }
    for path in paths {
        if folders(path).any(|folder| files.contains(folder)) {
            return Err(refuse(path, NameFault::Twice));
        }
    }
    Ok(())
}

/// The folders a path lies in, the outermost first.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(at, _)| path.get(..at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_relative_paths_without_tricks_pass() {
        use NameFault::*;
        let deep = |levels: usize| vec!["a"; levels].join("/");
        let cases: &[(&str, Option<NameFault>)] = &[
            ("名簿/髙﨑𠮷 様.csv", None),
            ("-rf", None),
            ("~", None),
            ("a:b", None),
            ("a\nb\x1b", None),
            ("...", None),
            ("a/.custody/b", None),
            (&deep(64), None),
            (&"あ".repeat(1365), None),
            ("", Some(Empty)),
            ("a//b", Some(Empty)),
            ("a/", Some(Empty)),
            (".", Some(Dots)),
            ("..", Some(Dots)),
            ("a/../../b", Some(Dots)),
            ("a/./b", Some(Dots)),
            ("/etc/x", Some(Absolute)),
            ("C:\\x", Some(Backslash)),
            ("\\\\h\\s", Some(Backslash)),
            ("a\\..\\b", Some(Backslash)),
            ("C:/x", Some(Drive)),
            ("a/z:", Some(Drive)),
            ("a\0b", Some(Nul)),
            ("か\u{3099}", Some(NotNfc)),
            (".custody/x", Some(Reserved)),
            (".Custody", Some(Reserved)),
            (&deep(65), Some(TooDeep)),
            (&"a".repeat(4097), Some(TooLong)),
        ];
        for (path, fault) in cases {
            assert_eq!(check(path).err(), *fault, "{path:?}");
        }
    }

    #[test]
    fn a_path_is_listed_once_and_is_no_folder_too() {
        for paths in [&["a", "a"][..], &["a", "a/b"], &["x/y/z", "x/y"]] {
            let error = check_all(paths.iter().copied()).err();
            assert!(matches!(
                error,
                Some(ArchiveError::Name {
                    fault: NameFault::Twice,
                    ..
                })
            ));
        }
        assert!(check_all(["a/b", "a/c", "ab", "a b"].into_iter()).is_ok());
    }
}
