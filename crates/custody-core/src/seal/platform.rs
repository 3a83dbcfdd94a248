//! The one place that knows which system it runs on.
//!
//! Unix has modes, owners, folder syncs and special files; elsewhere the functions here answer what
//! is true there. Everything else in `seal` and `keys` is the same on all systems.

#[cfg(not(unix))]
pub(crate) use elsewhere::*;
#[cfg(unix)]
pub(crate) use unix::*;

#[cfg(unix)]
mod unix {
    use std::fs::{DirBuilder, File, FileType, Metadata, OpenOptions};
    use std::io;
    use std::os::unix::fs::{DirBuilderExt, FileTypeExt, MetadataExt, OpenOptionsExt};
    use std::path::Path;

    use rustix::fs::OFlags;

    use crate::seal::FileKind;

    /// Makes a folder's entries durable.
    pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }

    /// Opens for reading without following a link and without waiting for a pipe's writer.
    pub(crate) fn open_plain(path: &Path) -> io::Result<File> {
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
        OpenOptions::new()
            .read(true)
            .custom_flags(flags.bits().cast_signed())
            .open(path)
    }

    /// Makes a folder that only its owner can enter; with `above`, those it lies in too.
    pub(crate) fn create_private_folder(path: &Path, above: bool) -> io::Result<()> {
        DirBuilder::new().recursive(above).mode(0o700).create(path)
    }

    /// A new file for its owner alone: 0600 from its first byte.
    pub(crate) fn owner_only(options: &mut std::fs::OpenOptions) {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }

    /// A new file in an extraction: 0600 from its first byte.
    pub(crate) fn private_mode(options: &mut cap_std::fs::OpenOptions) {
        use cap_std::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }

    /// A new folder in an extraction: 0700.
    pub(crate) fn private_folder_mode(builder: &mut cap_std::fs::DirBuilder) {
        use cap_std::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }

    /// Device and number, which stay when a file is renamed and change when it is replaced.
    pub(crate) fn identity(metadata: &Metadata) -> Option<(u64, u64)> {
        Some((metadata.dev(), metadata.ino()))
    }

    /// The kind of what is neither file, folder nor link.
    pub(crate) fn special_kind(file_type: FileType) -> FileKind {
        if file_type.is_fifo() {
            FileKind::Fifo
        } else if file_type.is_socket() {
            FileKind::Socket
        } else if file_type.is_block_device() || file_type.is_char_device() {
            FileKind::Device
        } else {
            FileKind::Other
        }
    }

    /// The permission bits, if anybody but the owner may do anything.
    pub(crate) fn too_open(metadata: &Metadata) -> Option<u32> {
        let mode = metadata.mode() & 0o7777;
        (mode & 0o077 != 0).then_some(mode)
    }

    /// The permission bits, if anybody but the owner may change the folder's entries.
    pub(crate) fn writable_by_others(metadata: &Metadata) -> Option<u32> {
        let mode = metadata.mode() & 0o7777;
        // With the sticky bit only owners may rename or remove.
        (mode & 0o022 != 0 && mode & 0o1000 == 0).then_some(mode)
    }

    /// The owner's number, if that is neither this process's user nor root.
    pub(crate) fn foreign_owner(metadata: &Metadata) -> Option<u32> {
        let owner = metadata.uid();
        (owner != 0 && owner != rustix::process::geteuid().as_raw()).then_some(owner)
    }

    /// Whether a file of this name can be made here.
    pub(crate) fn can_be_named(_component: &str) -> bool {
        true
    }
}

#[cfg(not(unix))]
mod elsewhere {
    use std::fs::{DirBuilder, File, FileType, Metadata};
    use std::io;
    use std::path::Path;

    use crate::seal::FileKind;

    /// Folders cannot be synced here; the file system journals its own entries.
    pub(crate) fn sync_folder(_folder: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(crate) fn open_plain(path: &Path) -> io::Result<File> {
        File::open(path)
    }

    /// Who may enter is inherited from the folder above.
    pub(crate) fn create_private_folder(path: &Path, above: bool) -> io::Result<()> {
        DirBuilder::new().recursive(above).create(path)
    }

    pub(crate) fn owner_only(_options: &mut std::fs::OpenOptions) {}

    pub(crate) fn private_mode(_options: &mut cap_std::fs::OpenOptions) {}

    pub(crate) fn private_folder_mode(_builder: &mut cap_std::fs::DirBuilder) {}

    pub(crate) fn identity(_metadata: &Metadata) -> Option<(u64, u64)> {
        None
    }

    pub(crate) fn special_kind(_file_type: FileType) -> FileKind {
        FileKind::Other
    }

    pub(crate) fn too_open(_metadata: &Metadata) -> Option<u32> {
        None
    }

    pub(crate) fn writable_by_others(_metadata: &Metadata) -> Option<u32> {
        None
    }

    pub(crate) fn foreign_owner(_metadata: &Metadata) -> Option<u32> {
        None
    }

    /// Names that Windows gives to devices, cuts short, or reads as something else than a file.
    pub(crate) fn can_be_named(component: &str) -> bool {
        let stem = component
            .split('.')
            .next()
            .unwrap_or_default()
            .trim_end()
            .to_ascii_uppercase();
        let port = |rest: &str| {
            matches!(
                rest,
                "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"
            )
        };
        let device = matches!(
            stem.as_str(),
            "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$"
        ) || stem.strip_prefix("COM").is_some_and(port)
            || stem.strip_prefix("LPT").is_some_and(port);
        let ending = component.ends_with(['.', ' ']);
        let letter = component.contains(['<', '>', ':', '"', '|', '?', '*'])
            || component.chars().any(|c| (c as u32) < 32);
        !device && !ending && !letter
    }
}
