//! What a path leads to, for the message that refuses it.

use std::fmt;
use std::fs::FileType;

use super::platform;

/// Kind of a file system entry, the entry itself and not what a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link (a reparse point on Windows).
    Link,
    /// A named pipe.
    Fifo,
    /// A socket.
    Socket,
    /// A block or character device.
    Device,
    /// None of these.
    Other,
}

impl FileKind {
    /// From what `symlink_metadata` says.
    pub fn of(file_type: FileType) -> Self {
        if file_type.is_symlink() {
            Self::Link
        } else if file_type.is_file() {
            Self::File
        } else if file_type.is_dir() {
            Self::Folder
        } else {
            platform::special_kind(file_type)
        }
    }
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::File => "file",
            Self::Folder => "folder",
            Self::Link => "link",
            Self::Fifo => "named pipe",
            Self::Socket => "socket",
            Self::Device => "device",
            Self::Other => "special file",
        })
    }
}
